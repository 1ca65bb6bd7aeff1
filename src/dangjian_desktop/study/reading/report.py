"""What 学习情况通报 tells of a period: sessions by form, attendance, hours; people by surname strokes, no ranking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.base.periods import Period
from dangjian_desktop.roster.names import stroke_key
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.store import Reader
from dangjian_desktop.study.reading.forms import forms_of
from dangjian_desktop.study.reading.hours import MemberHours, YearHours
from dangjian_desktop.study.reading.hours_table import hours_until
from dangjian_desktop.study.reading.occasions import sessions_in
from dangjian_desktop.study.reading.plan import PlanRow, plan_view
from dangjian_desktop.study.reading.roll import Roll, entries_by_session, roll_on
from dangjian_desktop.study.rules.forms import form_of
from dangjian_desktop.study.rules.plan import ItemState, last_day


@dataclass(frozen=True)
class Attended:
    """How often one member was expected at study sessions, was there, and made up what they missed."""

    member: MemberHours
    expected: int
    present: int
    made_up: int


@dataclass(frozen=True)
class Report:
    """The facts of a period up to ``until``; ``forms`` counts the sessions held by form."""

    period: Period
    until: date
    hours: YearHours
    sessions: tuple[str, ...]
    forms: tuple[tuple[str, int], ...]
    expected: int
    present: int
    made_up: int
    people: tuple[Attended, ...]
    planned: tuple[PlanRow, ...]
    """The plan's items of the period, what was dropped left out."""
    ahead: tuple[PlanRow, ...]

    @property
    def done(self) -> int:
        return sum(row.state is ItemState.DONE for row in self.planned)

    @property
    def late(self) -> tuple[PlanRow, ...]:
        """What should have been held and was not."""
        return tuple(row for row in self.planned if row.state is ItemState.OVERDUE)


def report(reader: Reader, period: Period, today: date) -> Report:
    """The facts of a period of one year, as they stand on ``today``."""
    year, until = period.last.year, min(today, period.last)
    hours = hours_until(reader, year, until)
    rolls, titles, forms = _held(reader, Period(period.first, until))
    rows = [row for row in plan_view(reader, year, today).rows if not row.auto and row.state is not ItemState.DROPPED]
    counts = [roll.counts for roll in rolls]
    people = sorted(hours.members, key=lambda one: (stroke_key(one.name), one.id))
    return Report(
        period,
        until,
        hours,
        titles,
        forms,
        sum(one.expected for one in counts),
        sum(one.present for one in counts),
        sum(one.made_up for one in counts),
        tuple(_attended(one, rolls) for one in people),
        tuple(row for row in rows if last_day(row.facts) in Period(period.first, until)),
        tuple(row for row in rows if last_day(row.facts) > until and row.state is not ItemState.DONE),
    )


def _held(reader: Reader, period: Period) -> tuple[list[Roll], tuple[str, ...], tuple[tuple[str, int], ...]]:
    sessions, own = sessions_in(reader, period), forms_of(reader)
    entries = entries_by_session(reader, (one.id for one in sessions))
    rolls, titles, forms = [], [], Counter[str]()
    for session in sessions:
        roll = roll_on(reader, session.day, session.audience, session.party_group, entries[session.id])
        if roll.counts.begun or session.finalised_at:
            rolls.append(roll)
            titles.append(session.content or "")
            forms[form_of(session.form, own).name] += 1
    return rolls, tuple(titles), tuple(forms.items())


def _attended(member: MemberHours, rolls: Iterable[Roll]) -> Attended:
    mine = [roll for roll in rolls if member.id in roll.expected and roll.counts.begun]
    entries = [roll.entries[member.id] for roll in mine if member.id in roll.entries]
    present = sum(entry.state == AttendanceState.PRESENT for entry in entries)
    made_up = sum(entry.made_up_on is not None and entry.state != AttendanceState.PRESENT for entry in entries)
    return Attended(member, len(mine), present, made_up)
