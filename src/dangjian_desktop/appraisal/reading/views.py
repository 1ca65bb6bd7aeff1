"""The frozen values of a year as the window and the papers take them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangjian_desktop.appraisal.rules.ballots import Counts, Problem
from dangjian_desktop.appraisal.rules.grades import Grade, ShareCheck
from dangjian_desktop.appraisal.rules.rectify import RectificationState
from dangjian_desktop.appraisal.rules.steps import Step, StepKey
from dangjian_desktop.appraisal.rules.year import YearDue
from dangjian_desktop.links.reading import Linked
from dangjian_desktop.store import Heads


@dataclass(frozen=True)
class FileRow:
    """A file kept with something."""

    id: str
    owner: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class StudyRow:
    """Study before the meeting: entered here, or a linked meeting (``kind``)."""

    id: str
    day: date | None
    form: str
    topic: str
    kind: str = "theme_studies"


@dataclass(frozen=True)
class OpinionRow:
    """An opinion. ``giver_name`` is empty for an anonymous one, whatever is asked."""

    id: str
    text: str
    anonymous: bool
    about: str
    about_name: str
    aspect: str
    way: str
    giver: str
    giver_name: str
    answer: str
    rectifications: int


@dataclass(frozen=True)
class ReviewRow:
    """检视材料 of the committee (``person`` "") or of a member; ``drafted`` only ever says something on its own PC."""

    id: str
    person: str
    name: str
    drafted: bool
    shared_on: date | None
    written: bool
    files: tuple[FileRow, ...] = ()


@dataclass(frozen=True)
class MeetingRow:
    """A gathering with the year's 组织生活会. ``present`` is None while nothing was signed in."""

    id: str
    title: str
    day: date | None
    linked: bool
    recorded: bool
    present: int | None = None
    expected: int | None = None


@dataclass(frozen=True)
class CriticismRow:
    """批评 or 自我批评; ``own``: kept on this PC alone."""

    id: str
    own: bool
    critic: str
    critic_name: str
    subject: str
    subject_name: str
    text: str
    response: str
    rectifications: int = 0

    @property
    def self_criticism(self) -> bool:
        return self.critic == self.subject


@dataclass(frozen=True)
class AppraisalRow:
    """One member's 民主评议."""

    id: str
    member: str
    name: str
    bare_name: str
    group: str
    posts: str
    graded: bool
    reason: str
    self_grade: Grade | None
    self_review: str
    peer_review: str
    counts: Counts
    count_problem: str
    blanks: int | None
    verdict: Grade | None
    verdict_lack: str
    opinion: str
    handling: str
    feedback_on: date | None
    own_reason: str = ""
    """The branch's own reason for not grading a full member."""


@dataclass(frozen=True)
class RectificationRow:
    """A line of the 整改清单."""

    id: str
    problem: str
    source: str
    about: str
    about_name: str
    measure: str
    responsible: str
    responsible_name: str
    deadline: date | None
    progress: str
    outcome: str
    done_on: date | None
    verified_on: date | None
    verified_by_name: str
    reopened_on: date | None
    reopen_reason: str
    state: RectificationState
    arises_from: tuple[Linked, ...] = ()
    files: tuple[FileRow, ...] = ()


@dataclass(frozen=True)
class YearView:
    """A year of 组织生活会 and 民主评议, whole. ``known`` False: nobody has begun it yet."""

    id: str
    year: int
    known: bool
    today: date
    values: dict[str, object]
    seen: Heads
    due: YearDue
    basis: str
    steps: tuple[Step, ...]
    next: Step | None
    studies: tuple[StudyRow, ...] = ()
    opinions: tuple[OpinionRow, ...] = ()
    talks: tuple[int, int] | None = None
    talks_missing: str = ""
    reviews: tuple[ReviewRow, ...] = ()
    meetings: tuple[MeetingRow, ...] = ()
    criticisms: tuple[CriticismRow, ...] = ()
    appraisal_day: date | None = None
    people: tuple[AppraisalRow, ...] = ()
    issued: int | None = None
    returned: int | None = None
    present: int | None = None
    ballot_problems: tuple[Problem, ...] = ()
    share: ShareCheck | None = None
    rectifications: tuple[RectificationRow, ...] = ()
    files: tuple[FileRow, ...] = ()

    @property
    def theme(self) -> str:
        return str(self.values.get("theme") or "")

    @property
    def graded(self) -> tuple[AppraisalRow, ...]:
        """Who gets a grade."""
        return tuple(row for row in self.people if row.graded)

    @property
    def meeting(self) -> MeetingRow | None:
        """The meeting that counts: the first that is linked or found."""
        return self.meetings[0] if self.meetings else None

    def day(self, field: str) -> date | None:
        """One of the year's own days."""
        value = self.values.get(field)
        return value if isinstance(value, date) else None

    def text(self, field: str) -> str:
        """One of the year's own texts."""
        return str(self.values.get(field) or "")

    def step(self, key: StepKey) -> Step:
        """A step by its key."""
        return next(step for step in self.steps if step.key is key)
