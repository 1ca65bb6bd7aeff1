"""第几次 of a segment, from all meetings of its kind, group and year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select

from dangjian_desktop.meetings.records import Gathering, Segment
from dangjian_desktop.meetings.rules.kinds import attributed_year, info_of
from dangjian_desktop.meetings.rules.numbering import Held, numbers
from dangjian_desktop.store import Reader, live


def number_of(reader: Reader, gathering: Gathering, segment: Segment) -> int | None:
    """The segment's number within its kind, group and 归属年度; None if its kind isn't counted or it has no day."""
    year = attributed_year(gathering.day, segment.attributed_year)
    if year is None or not info_of(segment.kind).numbered:
        return None
    return year_numbers(reader, segment.kind, year, segment.party_group).get(segment.id)


def year_numbers(reader: Reader, kind: str | None, year: int, group: str | None = None) -> dict[str, int]:
    """The numbers of all segments of one kind (and group) that count for a year."""
    return numbers(_held(reader, kind, year, group))


def _held(reader: Reader, kind: str | None, year: int, group: str | None) -> Sequence[Held]:
    """The segments that may count: those of the year's days, and those put down for the year."""
    inside = Gathering.day.between(date(year, 1, 1), date(year, 12, 31))
    stmt = (
        select(
            Segment.id,
            Segment.kind,
            Segment.party_group,
            Gathering.day,
            Gathering.start,
            Segment.attributed_year,
            Gathering.id.label("gathering"),
            Segment.position,
        )
        .join(Gathering, Segment.owner == Gathering.id)
        .where(
            live(Segment),
            live(Gathering),
            Segment.kind == kind,
            Segment.party_group.is_not_distinct_from(group),
            or_(inside, Segment.attributed_year == year),
        )
    )
    return [
        Held(
            row.id, row.kind, row.party_group, row.day, row.start, row.attributed_year,
            (row.gathering, row.position or "", row.id),
        )
        for row in reader.rows(stmt)
    ]  # fmt: skip
