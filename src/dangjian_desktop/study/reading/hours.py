"""Everybody's hours of a year, each figure with the occasions it is made of.

Occasions come from all capabilities by the contract, so meetings that are study count by themselves; hours adjusted
by hand and training outside the branch are added here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select

from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.feature import Occasion, occasions_of
from dangjian_desktop.roster.names import stroke_key
from dangjian_desktop.roster.reading import group_names, labels_on, member_facts, posts_text
from dangjian_desktop.roster.rules import MemberFacts, committee_on, group_on
from dangjian_desktop.store import Reader, live
from dangjian_desktop.study.reading.forms import forms_of
from dangjian_desktop.study.reading.rulebook import rulebook
from dangjian_desktop.study.records import ExternalTraining, HourAdjustment
from dangjian_desktop.study.rules.conversion import Conversion, conversion_on
from dangjian_desktop.study.rules.forms import FormInfo, form_of
from dangjian_desktop.study.rules.ledger import Credit, Stay, credits, hours_by_year
from dangjian_desktop.study.rules.requirement import Standing, requirement, standing

TRAINING, TRAINING_LABEL = "training", "外出培训"


@dataclass(frozen=True)
class Line:
    """One occasion's part of a member's hours: ``form_label`` in Chinese, ``note`` why it isn't simply its time."""

    record_kind: str
    record: str
    title: str
    form: str
    form_label: str
    day: date
    hours: Decimal
    note: str = ""


@dataclass(frozen=True)
class MemberHours:
    """A member's year: how they stand, and the occasions behind it by day."""

    id: str
    name: str
    group: str
    posts: str
    standing: Standing
    lines: tuple[Line, ...]
    central: int = 0
    """How often they took part in 集中培训 of a higher organisation."""

    def by_form(self) -> dict[str, Decimal]:
        """Hours by form, in the forms' Chinese names."""
        found: defaultdict[str, Decimal] = defaultdict(Decimal)
        for line in self.lines:
            found[line.form_label] += line.hours
        return dict(found)

    def by_month(self) -> dict[int, Decimal]:
        """Hours by month, 1 to 12."""
        found = dict.fromkeys(range(1, 13), Decimal(0))
        for line in self.lines:
            found[line.day.month] += line.hours
        return found


@dataclass(frozen=True)
class YearHours:
    """Everybody's hours of a year, the committee first, then by surname strokes; ``basis`` names what they rest on."""

    year: int
    today: date
    members: tuple[MemberHours, ...]
    basis: str

    @property
    def behind(self) -> tuple[MemberHours, ...]:
        """Who has less than the months gone ask, the largest gap first."""
        late = [one for one in self.members if one.standing.behind]
        return tuple(sorted(late, key=lambda one: -one.standing.gap))

    @property
    def met(self) -> tuple[MemberHours, ...]:
        return tuple(one for one in self.members if one.standing.met)


def year_hours(reader: Reader, year: int, today: date) -> YearHours:
    """The hours of all who belonged to the branch in the year, as they stand on ``today``."""
    book, facts = rulebook(reader), member_facts(reader)
    lines = lines_of_year(reader, year, book)
    names, groups = labels_on(reader, today), group_names(reader)
    day = min(max(today, date(year, 1, 1)), date(year, 12, 31))
    seats = [one.id for one in committee_on(facts.values(), day)]
    found = []
    for id, member in facts.items():
        asked = requirement(member, year, book)
        if asked.months or lines.get(id):
            own = tuple(lines.get(id, ()))
            found.append(_member(member, own, standing(asked, _sum(own), today), names, groups, day))
    central = _central(reader, year)
    found = [_with_central(one, central.get(one.id, 0)) for one in found]
    order = {id: place for place, id in enumerate(seats)}
    found.sort(key=lambda one: (order.get(one.id, len(order)), stroke_key(one.name), one.id))
    figures = f"{book.on('hours.member', day).number}/{book.on('hours.leader', day).number}"
    basis = f"{figures}：{book.on('hours.member', day).basis}，书记和委员{book.on('hours.leader', day).basis}"
    return YearHours(year, today, tuple(found), basis)


def _member(
    member: MemberFacts,
    lines: tuple[Line, ...],
    stands: Standing,
    names: Mapping[str, str],
    groups: Mapping[str, str],
    day: date,
) -> MemberHours:
    group = groups.get(group_on(member, day), "")
    return MemberHours(member.id, names.get(member.id, ""), group, posts_text(member, day), stands, lines)


def _with_central(one: MemberHours, central: int) -> MemberHours:
    return MemberHours(one.id, one.name, one.group, one.posts, one.standing, one.lines, central)


def _sum(lines: tuple[Line, ...]) -> Decimal:
    return sum((line.hours for line in lines), Decimal(0))


def lines_of_year(reader: Reader, year: int, book: Rulebook) -> dict[str, list[Line]]:
    """What counts for each member in the year, by day."""
    # A make-up counts for the year in which it was done: what was missed last December may count this January.
    period = Period(date(year - 1, 1, 1), date(year, 12, 31))
    own, adjustments = forms_of(reader), adjustments_of(reader)
    stays: defaultdict[str, list[Stay]] = defaultdict(list)
    labels: dict[str, str] = {}
    for occasion in occasions_of(reader, period):
        if occasion.study:
            labels[occasion.form] = occasion.form_label
            for part in occasion.people:
                stays[part.member].append(_stay(occasion, part.member, part.made_up_on, adjustments))
    conversion = conversions(book)
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for member, there in stays.items():
        for credit in credits(there, conversion):
            if credit.stay.counts_on.year == year:
                found[member].append(_line(credit, labels, own))
    for member, lines in _trainings(reader, year, conversion).items():
        found[member] += lines
    return {member: sorted(lines, key=lambda one: (one.day, one.record)) for member, lines in found.items()}


def conversions(book: Rulebook) -> Callable[[date], Conversion]:
    """The conversion by day, found once for each."""
    known: dict[date, Conversion] = {}

    def on(day: date) -> Conversion:
        if day not in known:
            known[day] = conversion_on(book, day)
        return known[day]

    return on


Adjustments = Mapping[str, Mapping[str, tuple[Decimal, str]]]
"""Hours and reason by occasion and member ("" = everybody)."""


def adjustments_of(reader: Reader) -> Adjustments:
    """All hours that were put down by hand."""
    found: dict[str, dict[str, tuple[Decimal, str]]] = {}
    for one in reader.all(select(HourAdjustment).where(live(HourAdjustment))):
        if one.owner and one.hours is not None:
            found.setdefault(one.owner, {})[one.member or ""] = (one.hours, one.reason or "")
    return found


def _stay(occasion: Occasion, member: str, made_up_on: date | None, adjustments: Adjustments) -> Stay:
    own = adjustments.get(occasion.record, {})
    hours, reason = own.get(member) or own.get("") or (None, "")
    return Stay(
        occasion.record_kind,
        occasion.record,
        occasion.title,
        occasion.form,
        occasion.day,
        occasion.start,
        occasion.end,
        hours,
        reason,
        made_up_on,
    )


def _line(credit: Credit, labels: Mapping[str, str], own: Mapping[str, FormInfo]) -> Line:
    stay = credit.stay
    label = labels.get(stay.form) or form_of(stay.form, own).name
    return Line(stay.record_kind, stay.record, stay.title, stay.form, label, stay.counts_on, credit.hours, credit.note)


def trainings_in(reader: Reader, year: int) -> list[ExternalTraining]:
    """The trainings that lie in the year, wholly or partly."""
    stmt = select(ExternalTraining).where(
        live(ExternalTraining),
        ExternalTraining.since <= date(year, 12, 31),
        or_(ExternalTraining.until >= date(year, 1, 1), ExternalTraining.since >= date(year, 1, 1)),
    )
    return reader.all(stmt.order_by(ExternalTraining.since, ExternalTraining.id))


def _trainings(reader: Reader, year: int, conversion: Callable[[date], Conversion]) -> dict[str, list[Line]]:
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for one in trainings_in(reader, year):
        if one.member and one.since and one.hours is not None:
            until = one.until or one.since
            parts = hours_by_year(one.since, until, one.hours, conversion(one.since))
            note = "跨年培训，按天数分年计" if len(parts) > 1 else ""
            day = min(until, date(year, 12, 31))
            line = Line("external_trainings", one.id, one.title or "", TRAINING, TRAINING_LABEL, day, parts[year], note)
            found[one.member].append(line)
    return found


def _central(reader: Reader, year: int) -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for one in trainings_in(reader, year):
        if one.central and one.member:
            found[one.member] += 1
    return found
