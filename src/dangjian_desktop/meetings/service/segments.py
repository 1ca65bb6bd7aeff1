"""Segments of a gathering: adding one, with its 归属年度 and agenda."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from dangjian_desktop.base.texts import clean_line, clean_prose
from dangjian_desktop.meetings.records import Gathering, Segment
from dangjian_desktop.meetings.rules.kinds import attributed_year, default_attributed_year, info_of
from dangjian_desktop.meetings.service.agenda import insert_item
from dangjian_desktop.meetings.service.guard import generated_title, note_correction, open_gathering, retitle
from dangjian_desktop.meetings.service.inputs import AddSegment, NewSegment
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.store import Reader, Transaction, live


def add_segment(tx: Transaction, data: AddSegment) -> str:
    """Add a segment; returns its id. The title follows, unless somebody has worded it."""
    gathering = open_gathering(tx, data.gathering, data.correction)
    before = generated_title(tx, gathering)
    made = insert_segment(tx, gathering.id, gathering.day, data.segment, data.after)
    name = info_of(data.segment.kind).short
    tx.label = f"添加环节“{name}”"
    if gathering.finalised_at is None:
        retitle(tx, gathering.id, before)
    note_correction(tx, gathering, f"增加环节“{name}”", data.correction)
    return made


def insert_segment(
    tx: Transaction, gathering: str, day: date | None, segment: NewSegment, after: str | None = None
) -> str:
    """Make a segment with its agenda."""
    kind = str(segment.kind)
    year = segment.attributed_year
    if year is None and day is not None:
        year = default_attributed_year(kind, day, years_held(tx, kind), rulebook(tx, "meetings"))
    values = {
        "kind": kind,
        "scope": str(segment.scope) if segment.scope else None,
        "party_group": segment.party_group,
        "topic": clean_line(segment.topic) or None,
        "form": clean_line(segment.form) or None,
        "lecturer": segment.lecturer,
        "lecturer_name": clean_line(segment.lecturer_name) or None,
        "lecturer_title": clean_line(segment.lecturer_title) or None,
        "attributed_year": year,
        "content": clean_prose(segment.content) or None,
        "study": segment.study,
    }
    made = tx.add(Segment, gathering, values, after)
    for item in segment.agenda:
        insert_item(tx, made, item)
    return made


def years_held(reader: Reader, kind: str) -> frozenset[int]:
    """The 归属年度 for which a meeting of this kind stands in the records."""
    stmt = (
        select(Gathering.day, Segment.attributed_year)
        .join(Segment, Segment.owner == Gathering.id)
        .where(live(Gathering), live(Segment), Segment.kind == kind)
    )
    years = (attributed_year(row.day, row.attributed_year) for row in reader.rows(stmt))
    return frozenset(year for year in years if year is not None)
