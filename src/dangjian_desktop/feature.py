"""The contract of a feature: what a capability offers to the rest of the program, and nothing else.

The window, the workbench, the command line, search, the binder and the sample branch know only these types. Nothing
here imports Qt: a view is a builder that is called when it is first shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.papers.model import Document
from dangjian_desktop.store import Reader, Record, Schema, Store, Transaction

if TYPE_CHECKING:
    from dangjian_desktop.base.clock import FixedClock


@dataclass(frozen=True)
class View:
    """One address in the window. ``build`` gets the ui's ``WindowContext`` and returns the widget (first show)."""

    key: str
    title: str
    build: Callable[[Any], Any]


@dataclass(frozen=True)
class Tab:
    """A tab of the window: its views stand in a row below it; ``icon`` names a file in ``resources/icons``."""

    key: str
    title: str
    icon: str
    views: tuple[View, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of record as the command line lists it.

    ``period`` names the date column that ``--period`` filters by ("" = none); ``order`` the columns of its fixed
    order; ``derived`` adds computed, branch-wide values (never something local to this PC).
    ``duplicate_key`` says what two rows have in common when they are probably one thing that two PCs wrote down
    unaware of each other (可能重复); None where a row says too little. For a part it holds within one owner: when two
    owners are merged, their parts of one key are merged with them. It reads short fields only.
    ``final`` tells a row that may no longer change, so that nothing is merged into it or away from it.
    """

    record: type[Record]
    order: tuple[str, ...] = ("id",)
    period: str = ""
    derived: Callable[[Reader, Any], Mapping[str, object]] | None = None
    duplicate_key: Callable[[Any], tuple[object, ...] | None] | None = None
    final: Callable[[Any], bool] | None = None


@dataclass(frozen=True)
class Action:
    """A verb: one typed input, one transaction, one undo step.

    ``name`` is the service function's name and the command line's; ``label`` its Chinese name in history and undo;
    ``input`` a pydantic dataclass from which form, Excel and ``do --schema`` are derived; ``run`` the service
    function. It returns something JSON can hold (mostly the id of the record made).
    """

    name: str
    label: str
    input: type[Any]
    run: Callable[[Transaction, Any], object]


@dataclass(frozen=True)
class Hit:
    """A record found by search or a picker: ``title`` in bold, ``detail`` beside it."""

    kind: str
    id: str
    title: str
    detail: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Reference:
    """How records of ``kind`` are named, found and opened elsewhere (history, conflicts, evidence, search)."""

    kind: str
    label: Callable[[Reader, str], str]
    find: Callable[[Reader, str, int], list[Hit]]
    view: str = ""
    """Address that opens it: ``tab/view``; the view's widget has ``open_record(id)``."""


class DueState(StrEnum):
    """How a duty stands; every state is shown by icon, colour and word."""

    DONE = "done"
    TODAY = "today"
    PLANNED = "planned"
    SOON = "soon"
    OVERDUE = "overdue"
    UPCOMING = "upcoming"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Start:
    """What begins the missing record: a view's address and values to fill its form with."""

    view: str
    preset: Mapping[str, object]


@dataclass(frozen=True)
class Due:
    """One duty of one period: by when it is due and which records did it.

    ``row`` and ``row_label`` place it in the year's grid; ``months`` (first, last) is its span there; ``basis`` the
    regulation and article (or 本单位设定); ``reason`` says why it is late or not applicable.
    """

    key: str
    row: str
    row_label: str
    title: str
    months: tuple[int, int]
    year: int
    due: date
    state: DueState
    records: tuple[str, ...] = ()
    record_kind: str = ""
    basis: str = ""
    reason: str = ""
    day: date | None = None
    start: Start | None = None


@dataclass(frozen=True)
class Figure:
    """A number with the records it is made of. ``value`` None means 未知, which is never shown as zero."""

    value: Decimal | None
    records: tuple[str, ...] = ()
    complete: bool = True
    missing: str = ""


@dataclass(frozen=True)
class Metric:
    """A figure by period and subject (a member's id, or None for the branch)."""

    name: str
    label: str
    compute: Callable[[Reader, Period, str | None], Figure]


@dataclass(frozen=True)
class Paper:
    """A document the feature can make.

    ``takes`` says what it is made from: a ``record``, a ``period`` or ``nothing``. ``make`` gets the id or None and
    the period or None. ``latest`` finds the newest suitable record for the command line. ``layout`` is report,
    minutes, form or binder.
    """

    name: str
    title: str
    layout: str
    takes: str
    make: Callable[[Reader, str | None, Period | None], Document]
    latest: Callable[[Reader], str | None] | None = None
    file_name: Callable[[Reader, str | None, Period | None], str] | None = None


@dataclass(frozen=True)
class CellProblem:
    """What is wrong with one cell of an imported sheet (``cell`` such as C5)."""

    cell: str
    message: str


@dataclass(frozen=True)
class SheetImport:
    """A sheet the feature reads: a template to fill in, and the reading of pasted or opened rows (all or nothing)."""

    name: str
    title: str
    write_template: Callable[[Path], None]
    preview: Callable[[Reader, list[list[object]]], Any]


@dataclass(frozen=True)
class Setting:
    """One setting of the branch or of this PC, with the words shown for it."""

    name: str
    label: str
    default: object
    basis: str = ""
    local: bool = True


@dataclass
class SampleWorld:
    """What a feature needs to make its part of the sample branch through its own actions."""

    store: Store
    clock: FixedClock
    seed: int
    years: int
    members: int
    today: date
    progress: Progress = field(default_factory=Progress)
    shared: dict[str, Any] = field(default_factory=dict)
    """Ids that later features need, by name: ``members`` (list of ids), ``secretary``…"""


class DuesFunction(Protocol):
    """All duties of one year as they stand on ``today``."""

    def __call__(self, reader: Reader, year: int, today: date) -> list[Due]: ...


@dataclass(frozen=True)
class Feature:
    """Everything that one capability offers; each part may be empty."""

    name: str
    title: str
    floor: int = 1
    """The sample branch is made floor by floor: what others speak of (the roster, 0) comes first."""
    tab: Tab | None = None
    kinds: tuple[Kind, ...] = ()
    actions: tuple[Action, ...] = ()
    references: tuple[Reference, ...] = ()
    metrics: tuple[Metric, ...] = ()
    dues: DuesFunction | None = None
    papers: tuple[Paper, ...] = ()
    imports: tuple[SheetImport, ...] = ()
    search: Callable[[Reader, str, int], list[Hit]] | None = None
    sample: Callable[[SampleWorld], None] | None = None
    settings: tuple[Setting, ...] = ()
    headline: Callable[[Reader, date], str] | None = None
    """What the workbench says beside the date: 机关第一党支部 28人（正式26 预备2）."""


def duplicate_keys(features: Iterable[Feature]) -> dict[type[Record], Callable[[Any], tuple[object, ...] | None]]:
    """How the records of each kind are told to be one thing; people before the gatherings that speak of them."""
    kinds = (kind for feature in sorted(features, key=lambda one: one.floor) for kind in feature.kinds)
    return {kind.record: kind.duplicate_key for kind in kinds if kind.duplicate_key is not None}


def schema_of(features: Sequence[Feature]) -> Schema:
    """The tables of all these features, as a store is opened with them."""
    return Schema.of(*(kind.record for feature in features for kind in feature.kinds))
