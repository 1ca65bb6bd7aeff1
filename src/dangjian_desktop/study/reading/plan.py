"""The view 计划: a year's plan as a table by month, with what became of every item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Occasion, find_reference, occasions_of
from dangjian_desktop.links.reading import Linked, links_from, name_of
from dangjian_desktop.links.records import Link, Relation
from dangjian_desktop.roster.people import name_in
from dangjian_desktop.roster.reading import labels_on
from dangjian_desktop.roster.rules.attendance import Counts
from dangjian_desktop.store import Reader, live
from dangjian_desktop.study.reading.forms import forms_of
from dangjian_desktop.study.reading.hours import adjustments_of, conversions
from dangjian_desktop.study.reading.roll import Rolls, entries_by_session
from dangjian_desktop.study.reading.rota import absences, away_among
from dangjian_desktop.study.reading.rulebook import rulebook
from dangjian_desktop.study.records import (
    AUDIENCE_LABELS,
    Audience,
    Outcome,
    PlanItem,
    Postponement,
    StudyPlan,
    StudyProposal,
    StudySession,
)
from dangjian_desktop.study.rules.forms import FORMS, FormInfo, FormKind, form_of
from dangjian_desktop.study.rules.ledger import Stay, worth
from dangjian_desktop.study.rules.plan import (
    FormShare,
    ItemFacts,
    ItemState,
    PlanCounts,
    form_shares,
    item_state,
    last_day,
    plan_counts,
)


@dataclass(frozen=True)
class PlanRow:
    """An item of the plan, or study of another capability that counts by itself (``auto``).

    ``kind`` and ``record`` are what a press opens: the session, the meeting, or the item where nothing was held yet.
    """

    id: str
    month: int
    day: date | None
    content: str
    readings: str
    form: FormInfo
    lecturer: str
    lecturer_id: str
    responsible: str
    hours: Decimal | None
    audience: str
    serves: tuple[Linked, ...]
    state: ItemState
    facts: ItemFacts
    kind: str
    record: str
    session: str = ""
    held_on: date | None = None
    counts: Counts | None = None
    proposals: int = 0
    forwarded: int = 0
    reasons: tuple[str, ...] = ()
    """Why it was postponed, the latest last."""
    auto: bool = False
    dropped_reason: str = ""
    form_label: str = ""
    """What its own capability calls the form of an automatic row."""

    @property
    def form_name(self) -> str:
        return self.form_label or self.form.name

    @property
    def lecturer_away(self) -> str:
        """Why who is to lecture can't."""
        return self.facts.away


@dataclass(frozen=True)
class Approval:
    """Which meeting approved the plan, and when it was reported (报备)."""

    words: str
    kind: str = ""
    record: str = ""
    reported_on: date | None = None


@dataclass(frozen=True)
class PlanView:
    """A year's plan. ``id`` "" where there is none yet; the rows of other capabilities are there all the same."""

    year: int
    today: date
    id: str
    theme: str
    goals: str
    requirements: str
    approval: Approval | None
    reported_on: date | None
    rows: tuple[PlanRow, ...]
    counts: PlanCounts
    forms: tuple[FormShare, ...]
    last_year: bool
    """Whether last year's plan has items to begin with."""
    serving: bool = False
    """Whether 中心工作 can be chosen at all."""

    def row(self, id: str) -> PlanRow:
        """A row by its id. Raises ``KeyError``."""
        return {row.id: row for row in self.rows}[id]


def plan_of_year(reader: Reader, year: int) -> StudyPlan | None:
    """The living plan of a year."""
    found = reader.all(select(StudyPlan).where(StudyPlan.year == year, live(StudyPlan)).order_by(StudyPlan.id))
    return found[0] if found else None


def plan_view(reader: Reader, year: int, today: date) -> PlanView:
    """The plan of a year as it stands on ``today``."""
    plan = plan_of_year(reader, year)
    before = plan_of_year(reader, year - 1)
    study = [one for one in occasions_of(reader, Period.year(year)) if one.study]
    rows = _rows(reader, plan, year, today, study)
    planned = [row for row in rows if not row.auto]
    forms = [row.form for row in rows if row.state is not ItemState.DROPPED]
    return PlanView(
        year=year,
        today=today,
        id=plan.id if plan else "",
        theme=(plan.theme or "") if plan else "",
        goals=(plan.goals or "") if plan else "",
        requirements=(plan.requirements or "") if plan else "",
        approval=_approval(reader, plan) if plan else None,
        reported_on=plan.reported_on if plan else None,
        rows=tuple(rows),
        counts=plan_counts(row.facts for row in planned),
        forms=form_shares(forms, rulebook(reader).on("variety.scarce", today)) if forms else (),
        last_year=bool(before and reader.parts(PlanItem, before.id)),
        serving=find_reference(reader, "core_tasks") is not None,
    )


def _approval(reader: Reader, plan: StudyPlan) -> Approval | None:
    found = [one for one in links_from(reader, plan.id, Relation.APPROVED_BY) if not one.gone]
    if found:
        return Approval(f"{found[0].title} 通过", found[0].kind, found[0].id, plan.reported_on)
    if plan.approved_on is not None:
        day = f"{plan.approved_on.month}-{plan.approved_on.day}"
        return Approval(f"{plan.approved_by or '支委会'} {day} 通过", reported_on=plan.reported_on)
    return None


class _Around:
    """What the rows of a year need, read once."""

    def __init__(self, reader: Reader, today: date, study: list[Occasion], items: list[PlanItem]) -> None:
        self.reader, self.today = reader, today
        self.labels, self.own = labels_on(reader, today), forms_of(reader)
        ids = [item.id for item in items]
        sessions = reader.all(
            select(StudySession)
            .where(live(StudySession), StudySession.plan_item.in_(ids))
            .order_by(StudySession.day, StudySession.id)
        )
        self.sessions = {session.plan_item or "": session for session in sessions}
        links = select(Link).where(live(Link), Link.relation == Relation.ARISES_FROM, Link.target.in_(ids))
        self.fulfilled = {link.target or "": (link.owner_kind or "", link.owner or "") for link in reader.all(links)}
        self.postponed: dict[str, list[str]] = {}
        put_off = select(Postponement).where(live(Postponement), Postponement.owner.in_(ids))
        for one in reader.all(put_off.order_by(Postponement.position, Postponement.id)):
            self.postponed.setdefault(one.owner or "", []).append(one.reason or "")
        self.rolls = Rolls(reader)
        self.entries = entries_by_session(
            reader,
            [
                *(session.id for session in sessions),
                *(one.record for one in study if one.record_kind == "study_sessions"),
            ],
        )
        self.proposals = _proposals_of(reader, list(self.entries))
        served = select(Link).where(live(Link), Link.relation == Relation.SERVES, Link.owner.in_(ids))
        self.serving = {link.owner for link in reader.all(served)}
        self.absences = absences(reader)
        self.study = {(one.record_kind, one.record): one for one in study}
        self.adjusted, self.conversion = adjustments_of(reader), conversions(rulebook(reader))

    def away(self, member: str, day: date) -> str:
        """Why a member can't lecture on a day."""
        return away_among(self.absences, member, day)

    def serves(self, item: str) -> tuple[Linked, ...]:
        """The 中心工作 that an item serves."""
        if item not in self.serving:
            return ()
        return tuple(one for one in links_from(self.reader, item, Relation.SERVES) if not one.gone)

    def counts(self, session: StudySession) -> Counts:
        """Who came to a session."""
        day = session.day or self.today
        return self.rolls.counts(day, session.audience, session.party_group, self.entries[session.id])


def _rows(reader: Reader, plan: StudyPlan | None, year: int, today: date, study: list[Occasion]) -> list[PlanRow]:
    items = reader.parts(PlanItem, plan.id) if plan else []
    around = _Around(reader, today, study, items)
    places = {item.id: place for place, item in enumerate(items)}
    rows = [_item_row(around, item, year) for item in items]
    taken = set(around.fulfilled.values()) | {("study_sessions", session.id) for session in around.sessions.values()}
    rows += [_auto_row(around, one) for key, one in around.study.items() if key not in taken]
    return sorted(rows, key=lambda row: (row.month, row.day or last_day(row.facts), places.get(row.id, -1), row.id))


def _item_row(around: _Around, item: PlanItem, year: int) -> PlanRow:
    session = around.sessions.get(item.id)
    by = around.fulfilled.get(item.id)
    occasion = around.study.get(by) if by else None
    counts = around.counts(session) if session else None
    held = by is not None or _held(around, session)
    month = item.month or 1
    away = around.away(item.lecturer, item.day or date(year, month, 1)) if item.lecturer and not held else ""
    reasons = around.postponed.get(item.id, [])
    facts = ItemFacts(year, month, item.day, held, bool(item.dropped_reason), away, len(reasons))
    made, forwarded = around.proposals.get(session.id, (0, 0)) if session else (0, 0)
    kind, record = by or (("study_sessions", session.id) if session else ("study_plan_items", item.id))
    held_on = (occasion.day if occasion else session.day if session else None) if held else None
    return PlanRow(
        id=item.id,
        month=month,
        day=item.day,
        content=item.content or "",
        readings=item.readings or "",
        form=form_of(item.form, around.own),
        lecturer=_lecturer(around.labels, item),
        lecturer_id=item.lecturer or "",
        responsible=name_in(around.labels, item.responsible),
        hours=item.hours,
        audience=AUDIENCE_LABELS.get(Audience(item.audience)) or "" if item.audience in set(Audience) else "",
        serves=around.serves(item.id),
        state=item_state(facts, around.today),
        facts=facts,
        kind=kind,
        record=record,
        session=session.id if session else "",
        held_on=held_on,
        counts=counts,
        proposals=made,
        forwarded=forwarded,
        reasons=tuple(reasons),
        dropped_reason=item.dropped_reason or "",
    )


def _held(around: _Around, session: StudySession | None) -> bool:
    if session is None:
        return False
    return session.finalised_at is not None or any(entry.state for entry in around.entries[session.id].values())


def _lecturer(labels: Mapping[str, str], item: PlanItem | StudySession) -> str:
    """县党校 周敏, 王强."""
    name = name_in(labels, item.lecturer, item.lecturer_name)
    return f"{item.lecturer_unit} {name}".strip() if item.lecturer_unit and not item.lecturer else name


def _proposals_of(reader: Reader, sessions: list[str]) -> dict[str, tuple[int, int]]:
    """How many proposals were made in each session, and how many of them went on (转办)."""
    found: dict[str, tuple[int, int]] = {}
    stmt = select(StudyProposal.owner, StudyProposal.outcome).where(
        live(StudyProposal), StudyProposal.owner.in_(sessions)
    )
    for row in reader.rows(stmt):
        made, forwarded = found.get(row.owner, (0, 0))
        found[row.owner] = (made + 1, forwarded + (row.outcome == Outcome.FORWARDED))
    return found


def _auto_row(around: _Around, one: Occasion) -> PlanRow:
    """Study that stands in no plan: a session that was added, or a meeting with study in it."""
    known = one.form in set(FormKind)
    facts = ItemFacts(one.day.year, one.day.month, one.day, held=True)
    lecturer, counts, made, forwarded = "", None, 0, 0
    if one.record_kind == "study_sessions":
        session = around.reader.need(StudySession, one.record)
        lecturer, counts = _lecturer(around.labels, session), around.counts(session)
        made, forwarded = around.proposals.get(session.id, (0, 0))
    form = form_of(one.form, around.own)
    return PlanRow(
        id=f"{one.record_kind}:{one.record}",
        month=one.day.month,
        day=one.day,
        content=one.title,
        readings="",
        form=form if known or one.record_kind == "study_sessions" else FORMS[FormKind.GROUP_STUDY],
        lecturer=lecturer,
        lecturer_id="",
        responsible="",
        hours=_worth(around, one),
        audience="",
        serves=(),
        state=ItemState.DONE,
        facts=facts,
        kind=one.record_kind,
        record=one.record,
        session=one.record if one.record_kind == "study_sessions" else "",
        held_on=one.day,
        counts=counts or _attended(one),
        proposals=made,
        forwarded=forwarded,
        auto=True,
        form_label=one.form_label,
    )


def _worth(around: _Around, one: Occasion) -> Decimal | None:
    given = around.adjusted.get(one.record, {}).get("")
    hours = given[0] if given else None
    stay = Stay(one.record_kind, one.record, "", one.form, one.day, one.start, one.end, hours)
    return worth(stay, around.conversion(one.day))


def _attended(one: Occasion) -> Counts:
    """How many were there, where the other capability alone knows who was expected."""
    return Counts(present=sum(part.made_up_on is None for part in one.people))


def meeting_choices(reader: Reader, year: int) -> list[tuple[str, str, str]]:
    """Meetings held by now that may have approved a year's plan: (kind, id, name), the likeliest first.

    That is a committee meeting near the beginning of the year.
    """
    reference = find_reference(reader, "gatherings")
    if reference is None:
        return []
    hits = {hit.id: hit for text in ("支委", "") for hit in reference.find(reader, text, 30)}
    today, begin = reader.now.date(), date(year, 1, 15)
    held = [(hit, hit.day) for hit in hits.values() if hit.day is not None and hit.day <= today]
    held.sort(key=lambda pair: ("支委" not in pair[0].title, abs((pair[1] - begin).days)))
    return [(hit.kind, hit.id, name_of(reader, hit.kind, hit.id)) for hit, _day in held]
