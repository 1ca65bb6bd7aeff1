"""The year's duty 谈心谈话, and the figure of how many have been covered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.feature import Due, DueState, Figure, Start
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster.reading import member_facts
from dangjian_desktop.store import Reader
from dangjian_desktop.talks.reading import coverage_of, held_talks
from dangjian_desktop.talks.rules import Coverage, coverage, reference_day, reminding

VIEW = "meetings/talks"


def dues(reader: Reader, year: int, today: date) -> list[Due]:
    """One duty for the year; none while the roster is empty. It has no row in the year's grid: it is no meeting."""
    found = coverage_of(reader, year, today)
    if not found.leaders and not found.members:
        return []
    talks, book = held_talks(reader), rulebook(reader, "talks")
    begun = min((talk.year for talk in talks), default=today.year)
    state, reason = _stands(found, begun, year, today, book)
    records = tuple(talk.id for talk in talks if talk.year == year)
    start = None
    if state is DueState.SOON or (state is DueState.OVERDUE and not records):
        lack = found.lacks[0]
        partner = lack.partner or lack.person
        initiator = lack.person if lack.partner else found.leaders[0]
        start, records = Start(VIEW, {"initiator": initiator, "partner": partner}), ()
    return [
        Due(
            key=f"talks.{year}",
            row="",
            row_label="",
            title=f"谈心谈话　{reason}" if found.lacks and state is not DueState.NOT_APPLICABLE else "谈心谈话",
            months=(1, 12),
            year=year,
            due=date(year, 12, 31),
            state=state,
            records=records,
            record_kind="talks",
            basis=book.on("heart_talk.committee_member", reference_day(year, today)).basis,
            reason=reason,
            start=start,
        )
    ]


def _stands(found: Coverage, begun: int, year: int, today: date, book: Rulebook) -> tuple[DueState, str]:
    if year < begun:
        return DueState.NOT_APPLICABLE, "启用本程序前，没有记录。"
    if not found.leaders:
        return DueState.NOT_APPLICABLE, "没有登记书记和支委，无从核对。"
    if not found.lacks:
        return DueState.DONE, ""
    reason = f"还有 {len(found.lacking)} 人没谈"
    if today > date(year, 12, 31):
        return DueState.OVERDUE, reason
    return (DueState.SOON if reminding(year, today, book) else DueState.UPCOMING), reason


def talks_covered(reader: Reader, period: Period, subject: str | None) -> Figure:
    """How many people have had every talk that the year of the period's last day asks for; unknown without records."""
    year = period.last.year
    # A talk of the next January that counts for this year belongs to it, whatever the period's last day.
    known = (talk for talk in held_talks(reader) if talk.year == year)
    talks = [talk for talk in known if talk.day <= period.last or talk.day.year > year]
    if not talks:
        return Figure(None, complete=False, missing=f"{year}年还没有登记谈心谈话。")
    day = min(period.last, reader.now.date())
    found = coverage(member_facts(reader), talks, year, day, rulebook(reader, "talks"))
    covered = [one for one in found.covered if subject in (None, one)]
    records = tuple(talk.id for talk in talks if subject in (None, talk.initiator, talk.partner))
    return Figure(Decimal(len(covered)), records)
