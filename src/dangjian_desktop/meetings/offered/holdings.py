"""What hangs on one member in meetings: open resolutions, and places in gatherings that are planned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from sqlalchemy import or_, select

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.feature import Call, Holding
from dangjian_desktop.meetings.reading.resolutions import open_resolutions
from dangjian_desktop.meetings.records import AgendaItem, Gathering, Segment
from dangjian_desktop.meetings.rules.kinds import info_of
from dangjian_desktop.store import Reader, live


def holdings(reader: Reader, member: str, day: date) -> list[Holding]:
    """Open resolutions that the member sees to, and the places in gatherings planned from ``day`` on."""
    theirs = (row for row in open_resolutions(reader, day) if row.responsible == member)
    found = [_resolution(row.id, row.line, row.deadline, day) for row in theirs]
    return [*found, *_places(reader, member, day)]


def _resolution(resolution: str, line: str, deadline: date | None, today: date) -> Holding:
    detail = f"时限{short_day(deadline, today)}" if deadline else "没有时限"
    return Holding(f"决议：{line}", "resolutions", resolution, detail, hand_over=partial(_hand_over, resolution))


def _hand_over(resolution: str, successor: str, day: date) -> Call:
    values = {"resolution": resolution, "successor": successor, "on": day}
    return Call("hand_over_resolution", values)


def _places(reader: Reader, member: str, day: date) -> Iterator[Holding]:
    ahead = (live(Gathering), Gathering.finalised_at.is_(None), Gathering.day >= day)
    order = (Gathering.day, Gathering.start, Gathering.id)
    stmt = select(Gathering).where(*ahead, or_(Gathering.host == member, Gathering.recorder == member))
    for one in reader.all(stmt.order_by(*order)):
        detail = f"{short_day(one.day or day, day)} {one.title or '会议'}"
        for field, word in (("host", "主持人"), ("recorder", "记录人")):
            if getattr(one, field) == member:
                yield Holding(word, "gatherings", one.id, detail, hand_over=_edit("gatherings", one.id, field))
    lectures = select(Segment.id, Segment.kind, Segment.topic, Gathering.day).join(
        Gathering, Segment.owner == Gathering.id
    )
    for row in reader.rows(lectures.where(*ahead, live(Segment), Segment.lecturer == member).order_by(*order)):
        detail = f"{short_day(row.day, day)} {row.topic or info_of(row.kind).short}"
        yield Holding("主讲人", "segments", row.id, detail, hand_over=_edit("segments", row.id, "lecturer"))
    items = (
        select(AgendaItem.id, AgendaItem.title, Gathering.day)
        .join(Segment, AgendaItem.owner == Segment.id)
        .join(Gathering, Segment.owner == Gathering.id)
        .where(*ahead, live(Segment), live(AgendaItem), AgendaItem.presenter == member)
        .order_by(*order)
    )
    for row in reader.rows(items):
        detail = f"{short_day(row.day, day)} {row.title or '议题'}"
        yield Holding(
            "议题汇报人", "agenda_items", row.id, detail, hand_over=_edit("agenda_items", row.id, "presenter")
        )


def _edit(kind: str, record: str, field: str) -> Callable[[str, date], Call]:
    def call(successor: str, _day: date) -> Call:
        return Call("edit_fields", {"kind": kind, "record": record, "changes": {field: successor}})

    return call
