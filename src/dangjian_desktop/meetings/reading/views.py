"""What the window is given of a gathering: frozen values, with the words and verdicts already worked out.

``seen`` in each of them are the heads that a form carries back into ``edit_fields``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from dangjian_desktop.base.regulations import Rulebook, load_rules
from dangjian_desktop.meetings.rules.admission import Check
from dangjian_desktop.meetings.rules.kinds import Scope
from dangjian_desktop.meetings.rules.quorum import Quorum, Tally, Verdict
from dangjian_desktop.meetings.rules.stages import StateBar
from dangjian_desktop.roster.rules.attendance import AttendanceState, Counts
from dangjian_desktop.store import Heads


@dataclass(frozen=True)
class Chip:
    """One name on the sign-in. ``state`` None is 未登记; ``expected`` False means there but not counted.

    ``name`` tells two of one name apart, ``bare_name`` doesn't, ``told_apart`` is what does (第二党小组).
    ``note`` says what is not as usual of the person that day (预备党员，无表决权); ``id`` is the attendance's, "" as
    long as nothing was entered.
    """

    person: str
    name: str
    bare_name: str
    initials: str
    group: str
    posts: str
    votes: bool
    expected: bool
    note: str
    state: AttendanceState | None
    state_label: str
    reason: str
    written_opinion: bool
    made_up_on: date | None
    id: str
    seen: Heads
    made_up_how: str = ""

    @property
    def told_apart(self) -> str:
        """What tells somebody from another of the same name; "" for a name that stands alone."""
        return self.name.removeprefix(self.bare_name).strip("（）")


@dataclass(frozen=True)
class NotExpected:
    """A member who isn't counted among 应到 that day, and why."""

    person: str
    name: str
    reason: str


@dataclass(frozen=True)
class ObserverView:
    """Somebody who sat in."""

    id: str
    person: str
    name: str
    identity: str
    seen: Heads


@dataclass(frozen=True)
class SpeechView:
    """Somebody's points."""

    id: str
    speaker: str
    name: str
    points: str
    seen: Heads


@dataclass(frozen=True)
class CandidateView:
    """The one whose admission or conversion is voted on, with what the rules ask for and whether it is there.

    ``person`` is an id of the roster's, "" while nobody was put down; ``introducers`` two ids, "" where empty.
    """

    person: str
    name: str
    pre_reviewed_on: date | None
    introducers: tuple[str, str]
    introducer_names: tuple[str, str]
    leaving_on: date | None
    conduct: str
    probation: tuple[date, date] | None
    """First and last day of 预备期, for a conversion."""
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class VoteView:
    """A vote with its verdict. ``figures`` reads 发出24票，收回24票；赞成23票，反对0票，弃权1票."""

    id: str
    purpose_label: str
    method_label: str
    subject: str
    tally: Tally
    verdict: Verdict
    figures: str
    seen: Heads
    candidate: CandidateView | None = None
    """Who is admitted or converted; None for an ordinary vote."""


@dataclass(frozen=True)
class ResolutionView:
    """A resolution. ``standing`` is 已落实, 未落实, 已逾期 or 不需督办.

    ``responsible`` was charged at the meeting; ``successor_name`` has taken over since.
    """

    id: str
    text: str
    responsible: str
    responsible_name: str
    deadline: date | None
    follow_up: bool
    no_follow_up_reason: str
    done_on: date | None
    outcome: str
    standing: str
    seen: Heads
    successor: str = ""
    successor_name: str = ""
    taken_over_on: date | None = None

    @property
    def sees_to_it(self) -> str:
        """The name of whoever sees to it now."""
        return self.successor_name or self.responsible_name


@dataclass(frozen=True)
class AgendaItemView:
    """An item with everything under it; ``number`` counts from 1."""

    id: str
    number: int
    title: str
    presenter: str
    presenter_name: str
    presenter_role: str
    first_agenda_item: bool
    proposer: str
    proposer_name: str
    source: str
    material: str
    content: str
    speeches: tuple[SpeechView, ...]
    votes: tuple[VoteView, ...]
    resolutions: tuple[ResolutionView, ...]
    seen: Heads
    guest_presenter: str = ""


@dataclass(frozen=True)
class PreviousResolutions:
    """上次议定事项 of the same kind of meeting: where they are from and how they stand."""

    gathering: str = ""
    title: str = ""
    day: date | None = None
    resolutions: tuple[ResolutionView, ...] = ()

    @property
    def words(self) -> str:
        """3件，已落实2、未落实1; 3件，已全部落实; "" without any."""
        if not self.resolutions:
            return ""
        done = sum(one.standing == "已落实" for one in self.resolutions)
        if done == len(self.resolutions):
            return f"{done}件，已全部落实"
        return f"{len(self.resolutions)}件，已落实{done}、未落实{len(self.resolutions) - done}"


@dataclass(frozen=True)
class SegmentView:
    """A segment with its number, its own counts and quorum, and its agenda."""

    id: str
    kind: str
    kind_name: str
    short: str
    number: int | None
    number_words: str
    year: int | None
    own_year: int | None
    scope: Scope
    scope_label: str
    party_group: str
    group_name: str
    topic: str
    form: str
    lecturer: str
    lecturer_name: str
    guest_lecturer: str
    lecturer_title: str
    content: str
    summary: str
    people: frozenset[str]
    """Who is expected at it, by id."""
    counts: Counts
    quorum: Quorum
    host_hint: str
    previous: PreviousResolutions
    agenda: tuple[AgendaItemView, ...]
    written: bool
    seen: Heads
    study: bool = False
    """Whether its time counts as study: as put down (``own_study``), else by kind and form."""
    own_study: bool | None = None

    @property
    def tab(self) -> str:
        """The words on the segment's tab: 党员大会 第3次."""
        return f"{self.short} 第{self.number}次" if self.number else self.short


@dataclass(frozen=True)
class AttachmentView:
    """A file kept with the gathering, a segment or an item (``owner``)."""

    id: str
    owner: str
    name: str
    role: str
    role_label: str
    media_type: str
    size: int
    sha256: str
    caption: str
    seen: Heads


@dataclass(frozen=True)
class CorrectionView:
    """A change to the final record."""

    id: str
    at: datetime | None
    by: str
    what: str
    reason: str


@dataclass(frozen=True)
class Lack:
    """Something missing before 定稿; what ``blocks`` must be put right, the rest may be passed over."""

    sentence: str
    blocks: bool = False


@dataclass(frozen=True)
class GatheringView:
    """Everything about one gathering.

    ``counts`` and ``quorum`` are those of the whole sign-in; ``late`` marks 补录; ``lacks`` is what 定稿 would say.
    """

    id: str
    title: str
    day: date | None
    start: time | None
    end: time | None
    place: str
    host: str
    host_name: str
    recorder: str
    recorder_name: str
    notes: str
    notice_sent_on: date | None
    finalised_at: datetime | None
    finalised_by: str
    deleted: bool
    late: bool
    bar: StateBar
    counts: Counts
    quorum: Quorum
    chips: tuple[Chip, ...]
    not_expected: tuple[NotExpected, ...]
    observers: tuple[ObserverView, ...]
    segments: tuple[SegmentView, ...]
    attachments: tuple[AttachmentView, ...]
    corrections: tuple[CorrectionView, ...]
    lacks: tuple[Lack, ...]
    seen: Heads
    book: Rulebook = field(default_factory=lambda: load_rules("meetings"), compare=False, repr=False)
    """The rules that votes are judged by while their figures are typed."""

    @property
    def final(self) -> bool:
        """Whether it is locked."""
        return self.finalised_at is not None

    @property
    def hours(self) -> str:
        """14:30–17:00, or what is known of it."""
        return hours_words(self.start, self.end)


@dataclass(frozen=True)
class GatheringRow:
    """One line of the list."""

    id: str
    title: str
    day: date | None
    start: time | None
    place: str
    kinds: tuple[str, ...]
    stage: str
    stage_label: str
    final: bool
    late: bool
    counts: Counts
    unfinished: bool
    """Its day is over and it isn't final: shown with !."""


@dataclass(frozen=True)
class Cursor:
    """Where the next page begins: after this row."""

    day: date | None
    id: str


@dataclass(frozen=True)
class GatheringPage:
    """Some lines of the list, and where to go on (None at the end)."""

    rows: tuple[GatheringRow, ...]
    following: Cursor | None


def hours_words(start: time | None, end: time | None) -> str:
    """14:30–17:00, 14:30, or ""."""
    first = start.strftime("%H:%M") if start else ""
    return f"{first}–{end.strftime('%H:%M')}" if end else first
