"""The contract's words for the year: what is due, what is planned, what was attended, how long until a term ends.

The workbench, the year's board and whoever counts hours know these types only; every capability offers its own rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Protocol

from dangjian_desktop.base.periods import Period
from dangjian_desktop.store import Reader


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


class DuesFunction(Protocol):
    """All duties of one year as they stand on ``today``."""

    def __call__(self, reader: Reader, year: int, today: date) -> list[Due]: ...


class Lane(StrEnum):
    """A row of the year's board 年度组织生活计划."""

    MEETINGS = "meetings"
    STUDY = "study"
    PAIRING = "pairing"
    CORE_TASKS = "core_tasks"


LANE_LABELS: dict[Lane, str] = {
    Lane.MEETINGS: "组织生活",
    Lane.STUDY: "学习教育",
    Lane.PAIRING: "结对共建",
    Lane.CORE_TASKS: "中心工作",
}


@dataclass(frozen=True)
class Call:
    """A verb that another capability may start: the action's name and the raw values of its input."""

    action: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class Scheduled:
    """Something planned for or held in one month, on the lane it belongs to.

    It *is* the record ``record`` of ``record_kind``: moving it on the board moves the record. ``day`` is None while
    only the month is fixed. ``move`` names the action that gives it another day and builds its input from the new
    day; None where it can't be moved (held, final, derived).
    """

    lane: Lane
    title: str
    year: int
    month: int
    state: DueState
    record_kind: str
    record: str
    day: date | None = None
    detail: str = ""
    move: Callable[[date], Call] | None = None


@dataclass(frozen=True)
class Proposal:
    """Something a year's plan ought to hold, from a rule or from last year; ``reason`` says which.

    ``key`` tells it from the others of the year, also next time. ``months`` (first, last) is the span within which
    it may be put; ``day`` the day proposed (whoever plans moves it off holidays); ``plan`` builds the verb that makes
    the planned record on a day.
    """

    key: str
    lane: Lane
    title: str
    day: date
    months: tuple[int, int]
    reason: str
    plan: Callable[[date], Call]


@dataclass(frozen=True)
class Participation:
    """That a member took part: there in person, or made up on a later day."""

    member: str
    made_up_on: date | None = None


@dataclass(frozen=True)
class Occasion:
    """A span of time that people spent together and that was recorded: signed in or final, not merely planned.

    ``form`` is the kind in the owner's words (``party_lecture``), ``form_label`` in Chinese. ``study`` says that the
    time counts as study. Several occasions may share one span (the segments of a gathering); whoever counts hours
    counts a person's span once. Times are None where nobody wrote them down.
    """

    record_kind: str
    record: str
    title: str
    form: str
    form_label: str
    day: date
    start: time | None
    end: time | None
    study: bool
    people: tuple[Participation, ...]


@dataclass(frozen=True)
class Countdown:
    """A term that runs out: ``title`` 支委会任期, its last ``day``, a sentence, and where to see to it."""

    title: str
    day: date
    detail: str = ""
    view: str = ""


class Headway(StrEnum):
    """How an assignment of a month stands (部署→落实)."""

    DONE = "done"
    DOING = "doing"
    IDLE = "idle"


@dataclass(frozen=True)
class Assignment:
    """Something laid down for a month (部署): what, by whom, by when, and what became of it (落实)."""

    title: str
    state: Headway
    record_kind: str
    record: str
    responsible: str = ""
    due: date | None = None


ScheduleFunction = Callable[[Reader, int, date], list[Scheduled]]
ProposalsFunction = Callable[[Reader, int], list[Proposal]]
OccasionsFunction = Callable[[Reader, Period], list[Occasion]]
CountdownsFunction = Callable[[Reader, date], list[Countdown]]
AssignmentsFunction = Callable[[Reader, Period, date], list[Assignment]]
