"""What the view 轮讲 shows: the year's lectures with why whom, whose turn it is, topics that were proposed, breaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from dangjian_desktop.roster.people import name_in
from dangjian_desktop.roster.reading import labels_on, member_facts
from dangjian_desktop.roster.rules import Span, Status, status_on
from dangjian_desktop.store import Reader, live
from dangjian_desktop.study.reading.items import is_held, session_of
from dangjian_desktop.study.reading.plan import plan_of_year
from dangjian_desktop.study.reading.rota import ROTATING, open_slots, propose, speakers
from dangjian_desktop.study.records import LectureBreak, PlanItem, RotaAssignment, TopicProposal
from dangjian_desktop.study.rules.rota import Slot, Speaker, fair, ranked


@dataclass(frozen=True)
class LectureRow:
    """A 轮讲 of the year. ``name`` "" where nobody is assigned: then ``proposed`` is whose turn it is.

    ``reason`` says why whom; ``away`` why the one assigned can't; ``changes`` who stood there before and why not they;
    ``record`` is the session once there is one.
    """

    item: str
    month: int
    day: date | None
    content: str
    member: str
    name: str
    reason: str
    away: str
    held: bool
    held_on: date | None
    changes: tuple[str, ...]
    proposer: str
    proposed: str = ""
    proposed_name: str = ""
    record: str = ""

    @property
    def open(self) -> bool:
        """Whether it is still to come."""
        return not self.held

    @property
    def when(self) -> date:
        """Its day for sorting: a fixed one, else the month's last."""
        return self.held_on or self.day or date(1, self.month, 28)


@dataclass(frozen=True)
class Turn:
    """A member's place in the order of turns: how long they have been silent and what they can speak on."""

    member: str
    name: str
    waited: str
    times: int
    topics: tuple[str, ...]
    away: str = ""
    """Why their turn is passed over now."""


@dataclass(frozen=True)
class BreakRow:
    """A time in which a member can't lecture."""

    id: str
    name: str
    since: date | None
    until: date | None
    reason: str
    now: bool

    @property
    def when(self) -> str:
        """10-01起, 10-01—11-15, 一直."""
        first = f"{self.since:%m-%d}" if self.since else ""
        if self.until:
            return f"{first}—{self.until:%m-%d}"
        return f"{first}起" if first else "一直"


@dataclass(frozen=True)
class TopicRow:
    """A topic that somebody proposed. ``taken`` names where it went; ``declined`` why it was not taken."""

    id: str
    title: str
    member: str
    name: str
    why: str
    day: date | None
    taken: str = ""
    declined: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody has decided yet."""
        return not self.taken and not self.declined


@dataclass(frozen=True)
class RotaView:
    """The view 轮讲 of a year."""

    year: int
    today: date
    plan: bool
    rows: tuple[LectureRow, ...]
    turns: tuple[Turn, ...]
    breaks: tuple[BreakRow, ...]
    topics: tuple[TopicRow, ...]
    fair: bool

    @property
    def ahead(self) -> tuple[LectureRow, ...]:
        """The lectures still to come."""
        return tuple(row for row in self.rows if row.open)

    @property
    def assigned(self) -> tuple[LectureRow, ...]:
        """Those of them that somebody is to give."""
        return tuple(row for row in self.ahead if row.member)


def rota_view(reader: Reader, year: int, today: date) -> RotaView:
    """The rota of a year as it stands on ``today``."""
    known, labels = speakers(reader), labels_on(reader, today)
    plan = plan_of_year(reader, year)
    items = [
        one
        for one in (reader.parts(PlanItem, plan.id) if plan else [])
        if one.form == ROTATING and not one.dropped_reason
    ]
    rows = _rows(reader, year, items, known, labels)
    here = _here(reader, known.values(), today)
    first, last = date(year, 1, 1), date(year, 12, 31)
    whole = [one for one in here if one.can(first) and one.can(last)]
    counts = {one.id: sum(first <= day <= last for day in one.lectures) for one in whole}
    return RotaView(
        year,
        today,
        plan is not None,
        rows,
        _turns(here, today, first),
        _breaks(reader, labels, today),
        topics_of(reader, labels),
        fair(counts, [one.id for one in whole]),
    )


def _rows(
    reader: Reader, year: int, items: list[PlanItem], known: Mapping[str, Speaker], labels: Mapping[str, str]
) -> tuple[LectureRow, ...]:
    coming = {one.id for one in open_slots(reader, year, range(1, 13))}
    empty = [one.id for one in items if one.id in coming and not one.lecturer and not one.lecturer_name]
    proposed = propose(reader, empty) if empty else {}
    found = []
    for one in items:
        session = session_of(reader, one.id)
        held = is_held(reader, one.id)
        assigned = reader.parts(RotaAssignment, one.id)
        choice = proposed.get(one.id)
        member = (session.lecturer if held and session else one.lecturer) or ""
        away = known[member].away(one.day) if member in known and one.day and not held else ""
        found.append(
            LectureRow(
                one.id,
                one.month or 1,
                one.day,
                one.content or "",
                member,
                name_in(labels, member or None, one.lecturer_name),
                choice.reason if choice else _reason(assigned, member),
                away,
                held,
                ((session.day if session else None) or one.day) if held else None,
                tuple(_change(each, labels) for each in assigned if each.ended_reason),
                name_in(labels, one.proposer) if one.proposer else "",
                choice.speaker if choice else "",
                labels.get(choice.speaker, "") if choice else "",
                session.id if session else "",
            )
        )
    return tuple(sorted(found, key=lambda row: (row.month, row.day or date.max, row.item)))


def _reason(assigned: Iterable[RotaAssignment], member: str) -> str:
    standing = [one for one in assigned if not one.ended_reason and one.member == member]
    return (standing[-1].reason or "") if standing else ""


def _change(one: RotaAssignment, labels: Mapping[str, str]) -> str:
    return f"原排{labels.get(one.member or '', '')}：{one.ended_reason}"


def _here(reader: Reader, known: Iterable[Speaker], today: date) -> list[Speaker]:
    facts = member_facts(reader)
    return [one for one in known if status_on(facts[one.id], today) in (Status.FULL, Status.PROBATIONARY)]


def _turns(here: list[Speaker], today: date, since: date) -> tuple[Turn, ...]:
    slot = Slot("", today)
    able = {one.id: one for one in here}
    found = [
        Turn(
            choice.speaker,
            able[choice.speaker].name,
            _waited(choice.reason),
            able[choice.speaker].times(since),
            able[choice.speaker].topics,
        )
        for choice in ranked(slot, here, since)
    ]
    passed = [
        Turn(one.id, one.name, "", one.times(since), one.topics, one.away(today) or "现在不能讲")
        for one in sorted(here, key=lambda one: (*one.order, one.id))
        if not one.can(today)
    ]
    return (*found, *passed)


def _waited(reason: str) -> str:
    return reason.partition("；")[0]


def _breaks(reader: Reader, labels: Mapping[str, str], today: date) -> tuple[BreakRow, ...]:
    stmt = select(LectureBreak).where(live(LectureBreak)).order_by(LectureBreak.since.desc(), LectureBreak.id)
    return tuple(
        BreakRow(
            one.id,
            labels.get(one.owner or "", ""),
            one.since,
            one.until,
            one.reason or "",
            Span(one.since, one.until).holds(today),
        )
        for one in reader.all(stmt)
        if one.until is None or one.until > today
    )


def topics_of(reader: Reader, labels: Mapping[str, str]) -> tuple[TopicRow, ...]:
    """All topics that were proposed: what waits for an answer first, then the latest."""
    stmt = select(TopicProposal).where(live(TopicProposal))
    found = []
    for one in reader.all(stmt.order_by(TopicProposal.proposed_on.desc(), TopicProposal.id)):
        item = reader.get(PlanItem, one.plan_item) if one.plan_item else None
        taken = f"{item.month}月" if item is not None and not item.deleted else ""
        found.append(
            TopicRow(
                one.id,
                one.title or "",
                one.member or "",
                labels.get(one.member or "", ""),
                one.why or "",
                one.proposed_on,
                taken,
                "" if taken else one.declined_reason or "",
            )
        )
    return tuple(sorted(found, key=lambda row: not row.open))


@dataclass(frozen=True)
class Candidate:
    """Somebody able to give a lecture, with why."""

    member: str
    name: str
    reason: str


@dataclass(frozen=True)
class Planned:
    """A lecture of a half-year as it is proposed: an item of the plan, or a new one in a month that has none.

    ``topic`` is the proposed topic that a new one is taken from; ``candidates`` are all who could give it, whose turn
    it is first.
    """

    key: str
    item: str
    month: int
    content: str
    topic: str
    member: str
    name: str
    reason: str
    chosen: bool
    candidates: tuple[Candidate, ...]

    def given_to(self, member: str) -> Planned:
        """The same lecture given by somebody else."""
        one = next(found for found in self.candidates if found.member == member)
        return replace(self, member=one.member, name=one.name, reason=one.reason, chosen=True)
