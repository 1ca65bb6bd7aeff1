"""The rota: who may lecture, read for the rule; what the year's 轮讲 still need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import or_, select

from dangjian_desktop.roster.names import stroke_key
from dangjian_desktop.roster.reading import labels_on, member_facts, posts_text
from dangjian_desktop.roster.records import LectureTopic, Member, Talent
from dangjian_desktop.roster.rules import MemberFacts, Span, SpellKind, Status, status_on
from dangjian_desktop.store import Reader, live
from dangjian_desktop.study.reading.items import year_of
from dangjian_desktop.study.records import LectureBreak, PlanItem, StudyPlan, StudySession
from dangjian_desktop.study.rules.forms import FormKind
from dangjian_desktop.study.rules.rota import Absence, Choice, Slot, Speaker, arrange, ranked

ROTATING = str(FormKind.ROTATING_LECTURE)


def speakers(reader: Reader, *, without: Iterable[str] = ()) -> dict[str, Speaker]:
    """Everybody of the roster as the rule takes them; items in ``without`` don't count as lectures."""
    facts, names = member_facts(reader), labels_on(reader, reader.now.date())
    talks, topics, away = _lectures(reader, frozenset(without)), _topics(reader), absences(reader, facts)
    found = {}
    for row in reader.rows(select(Member.id, Member.name).where(live(Member))):
        since, until = _here(facts[row.id])
        found[row.id] = Speaker(
            row.id,
            names.get(row.id, row.name or ""),
            tuple(sorted(talks[row.id])),
            tuple(topics[row.id]),
            tuple(away[row.id]),
            since,
            until,
            posts_text(facts[row.id], reader.now.date()),
            (stroke_key(row.name or ""),),
        )
    return found


def _here(member: MemberFacts) -> tuple[date | None, date | None]:
    """From when until when the member belongs to the branch: the last such time."""
    spans = [spell.span for spell in member.spells if spell.kind is SpellKind.MEMBERSHIP]
    last = max(spans, key=lambda span: span.since or date.min, default=Span())
    return last.since or member.joined_on, last.until


def _lectures(reader: Reader, without: frozenset[str]) -> defaultdict[str, list[date]]:
    """The days of 轮讲 by member: held sessions, and what is planned and not held yet."""
    found: defaultdict[str, list[date]] = defaultdict(list)
    held: set[str] = set()
    sessions = select(StudySession).where(live(StudySession), StudySession.form == ROTATING)
    for session in reader.all(sessions):
        held.add(session.plan_item or "")
        if session.day and session.lecturer and session.plan_item not in without:
            found[session.lecturer].append(session.day)
    for item, day in _rotating_items(reader):
        if item.lecturer and item.id not in held and item.id not in without and not item.dropped_reason:
            found[item.lecturer].append(day)
    return found


def _rotating_items(reader: Reader) -> list[tuple[PlanItem, date]]:
    stmt = select(PlanItem).where(live(PlanItem), PlanItem.form == ROTATING)
    years = {row.id: row.year for row in reader.rows(select(StudyPlan.id, StudyPlan.year).where(live(StudyPlan)))}
    items = reader.all(stmt.order_by(PlanItem.month, PlanItem.day, PlanItem.position, PlanItem.id))
    return [
        (item, item.day or date(years[item.owner or ""] or 1, item.month or 1, 1))
        for item in items
        if item.owner in years
    ]


def _topics(reader: Reader) -> defaultdict[str, list[str]]:
    """可讲课题 first, then 特长."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for topic in reader.all(select(LectureTopic).where(live(LectureTopic)).order_by(LectureTopic.position)):
        found[topic.owner or ""].append(topic.title or "")
    for talent in reader.all(select(Talent).where(live(Talent)).order_by(Talent.position)):
        found[talent.owner or ""].append(talent.name or "")
    return found


def absences(reader: Reader, facts: Mapping[str, MemberFacts] | None = None) -> defaultdict[str, list[Absence]]:
    """What was entered, and times in which the roster counts somebody out (流动, 挂职)."""
    found: defaultdict[str, list[Absence]] = defaultdict(list)
    for one in reader.all(select(LectureBreak).where(live(LectureBreak)).order_by(LectureBreak.since)):
        found[one.owner or ""].append(Absence(Span(one.since, one.until), one.reason or ""))
    for id, member in (facts if facts is not None else member_facts(reader)).items():
        found[id] += [Absence(one.span, one.kind.label) for one in member.exclusions]
    return found


def away_among(known: Mapping[str, Sequence[Absence]], member: str, day: date) -> str:
    """Why a member can't lecture on a day; "" if they can."""
    return Speaker(member, "", absences=tuple(known.get(member, ()))).away(day)


def slots_of(reader: Reader, items: Iterable[str]) -> list[Slot]:
    """Plan items as slots of the rota."""
    found = []
    for id in items:
        item = reader.need(PlanItem, id)
        day = item.day or date(year_of(reader, item), item.month or 1, 1)
        found.append(Slot(item.id, day, f"{item.content or ''} {item.readings or ''}".strip()))
    return found


def propose(reader: Reader, items: Iterable[str]) -> dict[str, Choice]:
    """Who should lecture on these items, each with the reason; whoever stands there now is disregarded."""
    wanted = tuple(items)
    slots = slots_of(reader, wanted)
    found: dict[str, Choice] = {}
    people = _members_of_today(speakers(reader, without=wanted), reader)
    for year in sorted({slot.day.year for slot in slots}):
        found |= arrange([slot for slot in slots if slot.day.year == year], people, date(year, 1, 1))
    return found


def choices_for(reader: Reader, item: str) -> list[Choice]:
    """Everybody able to lecture on an item, whose turn it is first (换人)."""
    (slot,) = slots_of(reader, (item,))
    people = _members_of_today(speakers(reader, without=(item,)), reader)
    return ranked(slot, people, date(slot.day.year, 1, 1))


def present_speakers(reader: Reader, *, without: Iterable[str] = ()) -> list[Speaker]:
    """Those of the branch's own members who may lecture; items in ``without`` don't count as lectures."""
    return _members_of_today(speakers(reader, without=without), reader)


def _members_of_today(known: dict[str, Speaker], reader: Reader) -> list[Speaker]:
    facts, today = member_facts(reader), reader.now.date()
    here = (Status.FULL, Status.PROBATIONARY, Status.NOT_YET)
    return [one for one in known.values() if status_on(facts[one.id], today) in here]


def open_slots(reader: Reader, year: int, months: Iterable[int]) -> list[PlanItem]:
    """The year's 轮讲 that were not held yet, in these months; with or without a lecturer."""
    wanted = set(months)
    plans = [row.id for row in reader.rows(select(StudyPlan.id).where(StudyPlan.year == year, live(StudyPlan)))]
    stmt = select(PlanItem).where(
        live(PlanItem), PlanItem.form == ROTATING, PlanItem.owner.in_(plans), or_(PlanItem.dropped_reason.is_(None))
    )
    held = {row.plan_item for row in reader.rows(select(StudySession.plan_item).where(live(StudySession)))}
    items = reader.all(stmt.order_by(PlanItem.month, PlanItem.day, PlanItem.position, PlanItem.id))
    return [item for item in items if item.month in wanted and item.id not in held]
