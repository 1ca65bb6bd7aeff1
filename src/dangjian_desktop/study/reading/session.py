"""One session as the window and the papers show it: everything of it, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from dangjian_desktop.links.reading import Linked, links_from
from dangjian_desktop.links.records import Relation
from dangjian_desktop.regulations.reading import rulebook as branch_book
from dangjian_desktop.roster.people import name_in
from dangjian_desktop.roster.reading import ExpectedRow, group_names, labels_on
from dangjian_desktop.roster.rules.attendance import AttendanceState, Counts, state_of
from dangjian_desktop.store import Attachment, Heads, Reader
from dangjian_desktop.study.reading.forms import forms_of
from dangjian_desktop.study.reading.hours import adjustments_of
from dangjian_desktop.study.reading.lacks import lacks_of
from dangjian_desktop.study.reading.roll import Roll, roll_of
from dangjian_desktop.study.reading.rulebook import rulebook
from dangjian_desktop.study.records import (
    AUDIENCE_LABELS,
    OUTCOME_LABELS,
    Audience,
    Outcome,
    PlanItem,
    StudyCorrection,
    StudyProposal,
    StudySession,
    StudySpeech,
)
from dangjian_desktop.study.rules.conversion import conversion_on, hours_text
from dangjian_desktop.study.rules.forms import FormInfo, form_of
from dangjian_desktop.study.rules.lacks import Lack
from dangjian_desktop.study.rules.ledger import Stay, worth

FIELDS = (
    "content",
    "readings",
    "form",
    "day",
    "start",
    "end",
    "place",
    "host",
    "recorder",
    "lecturer",
    "lecturer_name",
    "lecturer_unit",
    "lecturer_duty",
    "audience",
    "party_group",
    "notes",
    "questions",
    "platform",
    "visited",
    "visited_host",
    "summary",
)
"""What a form fills in."""


@dataclass(frozen=True)
class Chip:
    """One person of the sign-in; ``hours`` is an adjustment for them alone."""

    person: str
    name: str
    group: str
    posts: str
    initials: str
    expected: bool
    state: AttendanceState | None
    reason: str = ""
    made_up_on: date | None = None
    made_up_how: str = ""
    note: str = ""
    hours: Decimal | None = None

    @property
    def away(self) -> bool:
        """Whether a make-up is still to come."""
        return self.expected and self.state not in (None, AttendanceState.PRESENT) and self.made_up_on is None


@dataclass(frozen=True)
class SpeechLine:
    """A speech: who, on what, and the points."""

    id: str
    speaker: str
    name: str
    topic: str
    points: str
    seen: Heads


@dataclass(frozen=True)
class ProposalLine:
    """A proposal and what became of it in words: 已采纳（10-20）：已印新单."""

    id: str
    proposer: str
    name: str
    text: str
    outcome: Outcome | None
    outcome_text: str
    outcome_on: date | None
    seen: Heads

    @property
    def outcome_label(self) -> str:
        return OUTCOME_LABELS[self.outcome] if self.outcome else ""


@dataclass(frozen=True)
class FileLine:
    """A file kept with the session."""

    id: str
    name: str
    sha256: str
    role: str
    caption: str
    media_type: str


@dataclass(frozen=True)
class CorrectionLine:
    """What was corrected after 定稿."""

    what: str
    reason: str
    at: datetime | None
    by: str


@dataclass(frozen=True)
class SessionView:
    """A session. ``hours`` is what it counts for who was there throughout (None: unknown), ``hours_reason`` why it is
    not simply its time."""

    id: str
    title: str
    form: FormInfo
    values: Mapping[str, object]
    seen: Heads
    day: date | None
    start: time | None
    end: time | None
    place: str
    host: str
    recorder: str
    lecturer: str
    lecturer_unit: str
    lecturer_duty: str
    audience: str
    group: str
    readings: str
    notes: str
    questions: str
    platform: str
    visited: str
    visited_host: str
    summary: str
    chips: tuple[Chip, ...]
    counts: Counts
    hours: Decimal | None
    hours_reason: str
    plan_item: str
    plan_label: str
    serves: tuple[Linked, ...]
    speeches: tuple[SpeechLine, ...]
    proposals: tuple[ProposalLine, ...]
    files: tuple[FileLine, ...]
    corrections: tuple[CorrectionLine, ...]
    lacks: tuple[Lack, ...]
    finalised_at: datetime | None
    finalised_by: str
    late: bool

    @property
    def final(self) -> bool:
        return self.finalised_at is not None

    @property
    def absent(self) -> tuple[Chip, ...]:
        """Who was away and has not made it up."""
        return tuple(chip for chip in self.chips if chip.away)

    @property
    def when(self) -> str:
        """10-12 14:30–16:30; "" without a day."""
        day = f"{self.day.month}-{self.day.day:02d}" if self.day else ""
        hours = "–".join(f"{one:%H:%M}" for one in (self.start, self.end) if one)
        return f"{day} {hours}".strip()

    @property
    def hours_words(self) -> str:
        """2 学时, or why they are not known."""
        return f"{hours_text(self.hours)} 学时" if self.hours is not None else "没有起止时间"

    @property
    def not_expected(self) -> tuple[Chip, ...]:
        return tuple(chip for chip in self.chips if not chip.expected and chip.note)


def session_view(reader: Reader, id: str) -> SessionView | None:
    """A session by id; None if there is none or it was deleted."""
    session = reader.get(StudySession, id)
    if session is None or session.deleted:
        return None
    labels, roll = labels_on(reader, reader.now.date()), roll_of(reader, session)
    own = adjustments_of(reader).get(session.id, {})
    hours, reason = _hours(reader, session, own)
    item = reader.get(PlanItem, session.plan_item) if session.plan_item else None
    served = session.plan_item or session.id
    return SessionView(
        id=session.id,
        title=session.content or "学习",
        form=form_of(session.form, forms_of(reader)),
        values={name: getattr(session, name) for name in FIELDS},
        seen=reader.heads(StudySession, session.id),
        day=session.day,
        start=session.start,
        end=session.end,
        place=session.place or "",
        host=name_in(labels, session.host),
        recorder=name_in(labels, session.recorder),
        lecturer=name_in(labels, session.lecturer, session.lecturer_name),
        lecturer_unit=session.lecturer_unit or "",
        lecturer_duty=session.lecturer_duty or "",
        audience=AUDIENCE_LABELS[Audience(session.audience)] if session.audience in set(Audience) else "全体党员",
        group=group_names(reader).get(session.party_group or "", ""),
        readings=session.readings or "",
        notes=session.notes or "",
        questions=session.questions or "",
        platform=session.platform or "",
        visited=session.visited or "",
        visited_host=session.visited_host or "",
        summary=session.summary or "",
        chips=tuple(_chip(row, roll, own) for row in roll.rows),
        counts=roll.counts,
        hours=hours,
        hours_reason=reason,
        plan_item=item.id if item and not item.deleted else "",
        plan_label=f"{item.month}月计划" if item and not item.deleted else "",
        serves=tuple(one for one in links_from(reader, served, Relation.SERVES) if not one.gone),
        speeches=_speeches(reader, session, labels),
        proposals=_proposals(reader, session, labels),
        files=_files(reader, session),
        corrections=tuple(
            CorrectionLine(one.what or "", one.reason or "", one.at, one.by or "")
            for one in reader.parts(StudyCorrection, session.id)
        ),
        lacks=() if session.finalised_at else lacks_of(reader, session),
        finalised_at=session.finalised_at,
        finalised_by=session.finalised_by or "",
        late=_late(reader, session),
    )


def _hours(reader: Reader, session: StudySession, own: Mapping[str, tuple[Decimal, str]]) -> tuple[Decimal | None, str]:
    if "" in own:
        return own[""]
    if session.day is None:
        return None, ""
    stay = Stay("study_sessions", session.id, "", "", session.day, session.start, session.end)
    return worth(stay, conversion_on(rulebook(reader), session.day)), ""


def _chip(row: ExpectedRow, roll: Roll, own: Mapping[str, tuple[Decimal, str]]) -> Chip:
    entry = roll.entries.get(row.person_id)
    return Chip(
        person=row.person_id,
        name=row.label or row.name,
        group=row.group,
        posts=row.posts,
        initials=row.initials,
        expected=row.person_id in roll.expected,
        state=state_of(entry.state) if entry else None,
        reason=(entry.reason or "") if entry else "",
        made_up_on=entry.made_up_on if entry else None,
        made_up_how=(entry.made_up_how or "") if entry else "",
        note=row.reason,
        hours=own[row.person_id][0] if row.person_id in own else None,
    )


def _speeches(reader: Reader, session: StudySession, labels: Mapping[str, str]) -> tuple[SpeechLine, ...]:
    return tuple(
        SpeechLine(
            one.id,
            one.speaker or "",
            name_in(labels, one.speaker, one.speaker_name),
            one.topic or "",
            one.points or "",
            reader.heads(StudySpeech, one.id),
        )
        for one in reader.parts(StudySpeech, session.id)
    )


def _proposals(reader: Reader, session: StudySession, labels: Mapping[str, str]) -> tuple[ProposalLine, ...]:
    return tuple(
        ProposalLine(
            one.id,
            one.proposer or "",
            name_in(labels, one.proposer),
            one.text or "",
            Outcome(one.outcome) if one.outcome in set(Outcome) else None,
            one.outcome_text or "",
            one.outcome_on,
            reader.heads(StudyProposal, one.id),
        )
        for one in reader.parts(StudyProposal, session.id)
    )


def _files(reader: Reader, session: StudySession) -> tuple[FileLine, ...]:
    return tuple(
        FileLine(one.id, one.name or "", one.sha256 or "", one.role or "", one.caption or "", one.media_type or "")
        for one in reader.parts(Attachment, session.id)
    )


def _late(reader: Reader, session: StudySession) -> bool:
    """Whether the session was entered long after its day (补录), by the branch's own number of days."""
    if session.day is None or session.created_at is None:
        return False
    rule = branch_book(reader, "meetings").on("late_entry.days", session.day)
    return rule.comparator.holds((session.created_at.date() - session.day).days, rule.number)
