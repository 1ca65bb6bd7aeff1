"""What a feature is made of: its views, kinds, verbs, names, papers, sheets, settings and sample."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.feature.asking import DigestFunction, HoldingsFunction, Metric, QuestionsFunction
from dangjian_desktop.feature.year import (
    AssignmentsFunction,
    CountdownsFunction,
    DuesFunction,
    OccasionsFunction,
    ProposalsFunction,
    ScheduleFunction,
)
from dangjian_desktop.papers.binder import Printable
from dangjian_desktop.store import Reader, Record, Store, Transaction

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


@dataclass(frozen=True)
class Paper:
    """A document or a binder the feature can make.

    ``takes`` says what it is made from: a ``record``, a ``period`` or ``nothing``. ``make`` gets the id or None and
    the period or None. ``latest`` finds the newest suitable record for the command line. ``layout`` is report,
    minutes, form or binder. ``issuable`` says whether a copy may be kept as issued, which travels to colleagues: not
    for blank forms, and never for what holds somebody's own notes. ``about`` names the record that a paper is really
    about where several ids make the same one (a meeting's id gives its first segment's record).
    """

    name: str
    title: str
    layout: str
    takes: str
    make: Callable[[Reader, str | None, Period | None], Printable]
    latest: Callable[[Reader], str | None] | None = None
    file_name: Callable[[Reader, str | None, Period | None], str] | None = None
    issuable: bool = True
    about: Callable[[Reader, str], str] | None = None


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
    schedule: ScheduleFunction | None = None
    proposals: ProposalsFunction | None = None
    occasions: OccasionsFunction | None = None
    countdowns: CountdownsFunction | None = None
    assignments: AssignmentsFunction | None = None
    questions: QuestionsFunction | None = None
    digest: DigestFunction | None = None
    holdings: HoldingsFunction | None = None
    papers: tuple[Paper, ...] = ()
    imports: tuple[SheetImport, ...] = ()
    search: Callable[[Reader, str, int], list[Hit]] | None = None
    sample: Callable[[SampleWorld], None] | None = None
    settings: tuple[Setting, ...] = ()
    headline: Callable[[Reader, date], str] | None = None
    """What the workbench says beside the date: 机关第一党支部 28人（正式26 预备2）."""
