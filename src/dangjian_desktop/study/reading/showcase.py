"""展示档: what a member lectured, said and proposed, what became of it, comments in words. Never a score or rank."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from dangjian_desktop.links.reading import links_from, links_to
from dangjian_desktop.roster.people import name_of
from dangjian_desktop.store import Reader, live
from dangjian_desktop.study.reading.forms import forms_of
from dangjian_desktop.study.records import (
    OUTCOME_LABELS,
    WRITING_LABELS,
    Aspect,
    Outcome,
    Reflection,
    StudyComment,
    StudyProposal,
    StudySession,
    StudySpeech,
    TopicProposal,
    WritingKind,
)
from dangjian_desktop.study.rules.forms import form_of


@dataclass(frozen=True)
class Talk:
    """A lecture that the member gave in a session."""

    session: str
    day: date | None
    title: str
    form: str
    notes: str


@dataclass(frozen=True)
class Said:
    """Points that the member made in a session, or their subject in a forum."""

    session: str
    day: date | None
    title: str
    topic: str
    points: str


@dataclass(frozen=True)
class Proposed:
    """A proposal (对策建议) and what became of it in words; ``taken`` names records that it went on in (督办, 意见)."""

    id: str
    session: str
    day: date | None
    title: str
    text: str
    outcome: Outcome | None
    outcome_text: str
    outcome_on: date | None
    taken: tuple[tuple[str, str, str], ...] = ()
    """(kind, id, name)."""

    @property
    def became(self) -> str:
        """已采纳（10-20）：已印新单; "" while nobody has said."""
        words = OUTCOME_LABELS[self.outcome] if self.outcome else ""
        if words and self.outcome_on:
            words += f"（{self.outcome_on:%m-%d}）"
        parts = [words, self.outcome_text, *(f"转为“{name}”" for _kind, _id, name in self.taken)]
        return "：".join(part for part in parts[:2] if part) + "".join(f"；{part}" for part in parts[2:])


@dataclass(frozen=True)
class Topic:
    """A topic that the member proposed, and whether it was taken into the plan."""

    id: str
    day: date | None
    title: str
    became: str


@dataclass(frozen=True)
class Comment:
    """A comment in words under one aspect."""

    id: str
    day: date | None
    aspect: Aspect
    text: str
    session: str
    session_title: str


@dataclass(frozen=True)
class Written:
    """心得体会 or 读书笔记 of the member. ``text`` is the shared one; ``private``: there is only an own one."""

    id: str
    label: str
    title: str
    book: str
    due: date | None
    submitted_on: date | None
    text: str
    private: bool


@dataclass(frozen=True)
class Showcase:
    """A member's year, or all years (``year`` 0)."""

    member: str
    name: str
    year: int
    talks: tuple[Talk, ...]
    said: tuple[Said, ...]
    proposed: tuple[Proposed, ...]
    topics: tuple[Topic, ...]
    written: tuple[Written, ...]
    comments: tuple[Comment, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing is known of the member's study beyond attendance."""
        return not (self.talks or self.said or self.proposed or self.topics or self.written or self.comments)

    def under(self, aspect: Aspect) -> tuple[Comment, ...]:
        """The comments under one aspect."""
        return tuple(one for one in self.comments if one.aspect is aspect)


def showcase(reader: Reader, member: str, year: int) -> Showcase:
    """What a member showed in a year; ``year`` 0 for all years. The latest first."""
    return Showcase(
        member,
        name_of(reader, member),
        year,
        _talks(reader, member, year),
        _said(reader, member, year),
        _proposed(reader, member, year),
        _topics(reader, member, year),
        written_by(reader, member, year),
        _comments(reader, member, year),
    )


def _within(day: date | None, year: int) -> bool:
    return not year or (day is not None and day.year == year)


def _talks(reader: Reader, member: str, year: int) -> tuple[Talk, ...]:
    own, today = forms_of(reader), reader.now.date()
    stmt = select(StudySession).where(live(StudySession), StudySession.lecturer == member)
    return tuple(
        Talk(one.id, one.day, one.content or "", form_of(one.form, own).name, one.notes or "")
        for one in reader.all(stmt.order_by(StudySession.day.desc(), StudySession.id))
        if _within(one.day, year) and one.day is not None and one.day <= today
    )


def _session_of(reader: Reader, owner: str | None) -> StudySession | None:
    session = reader.get(StudySession, owner or "")
    return session if session is not None and not session.deleted else None


def _latest(day: date | None) -> int:
    return -(day or date.min).toordinal()


def _said(reader: Reader, member: str, year: int) -> tuple[Said, ...]:
    found = []
    stmt = select(StudySpeech).where(live(StudySpeech), StudySpeech.speaker == member)
    for one in reader.all(stmt.order_by(StudySpeech.owner, StudySpeech.position)):
        session = _session_of(reader, one.owner)
        if session is not None and _within(session.day, year) and (one.points or one.topic):
            found.append(Said(session.id, session.day, session.content or "", one.topic or "", one.points or ""))
    return tuple(sorted(found, key=lambda one: _latest(one.day)))


def _proposed(reader: Reader, member: str, year: int) -> tuple[Proposed, ...]:
    found = []
    stmt = select(StudyProposal).where(live(StudyProposal), StudyProposal.proposer == member)
    for one in reader.all(stmt.order_by(StudyProposal.owner, StudyProposal.position)):
        session = _session_of(reader, one.owner)
        if session is None or not _within(session.day, year):
            continue
        linked = (*links_from(reader, one.id), *links_to(reader, one.id))
        taken = {(each.kind, each.id): each.title for each in linked if not each.gone}
        outcome = Outcome(one.outcome) if one.outcome in set(Outcome) else None
        found.append(
            Proposed(
                one.id,
                session.id,
                session.day,
                session.content or "",
                one.text or "",
                outcome,
                one.outcome_text or "",
                one.outcome_on,
                tuple((kind, id, title) for (kind, id), title in taken.items()),
            )
        )
    return tuple(sorted(found, key=lambda one: _latest(one.day)))


def _topics(reader: Reader, member: str, year: int) -> tuple[Topic, ...]:
    stmt = select(TopicProposal).where(live(TopicProposal), TopicProposal.member == member)
    return tuple(
        Topic(one.id, one.proposed_on, one.title or "", _became(one))
        for one in reader.all(stmt.order_by(TopicProposal.proposed_on.desc(), TopicProposal.id))
        if _within(one.proposed_on, year)
    )


def _became(one: TopicProposal) -> str:
    if one.plan_item:
        return "已列入计划"
    return f"未列入：{one.declined_reason}" if one.declined_reason else ""


def written_by(reader: Reader, member: str, year: int) -> tuple[Written, ...]:
    """What a member wrote or owes in a year, the latest first."""
    stmt = select(Reflection).where(
        live(Reflection),
        Reflection.member == member,
        or_(Reflection.due.is_not(None), Reflection.submitted_on.is_not(None)),
    )
    found = [
        Written(
            one.id,
            WRITING_LABELS[WritingKind(one.kind) if one.kind in set(WritingKind) else WritingKind.REFLECTION],
            one.title or "",
            one.book or "",
            one.due,
            one.submitted_on,
            one.text or "",
            bool(one.own_text) and not one.text,
        )
        for one in reader.all(stmt)
        if _within(one.submitted_on or one.due, year)
    ]
    return tuple(sorted(found, key=lambda one: (_latest(one.submitted_on or one.due), one.id)))


def _comments(reader: Reader, member: str, year: int) -> tuple[Comment, ...]:
    found = []
    for one in reader.parts(StudyComment, member):
        if not _within(one.on, year) or one.aspect not in set(Aspect):
            continue
        session = _session_of(reader, one.session) if one.session else None
        title = (session.content or "") if session else ""
        found.append(Comment(one.id, one.on, Aspect(one.aspect), one.text or "", one.session or "", title))
    return tuple(sorted(found, key=lambda one: (_latest(one.day), one.id)))
