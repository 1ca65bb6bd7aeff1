"""How meetings are named and found elsewhere: in search, pickers, history and conflicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, select

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.feature import Hit, Reference
from dangjian_desktop.meetings.dues import RECORDS_VIEW
from dangjian_desktop.meetings.reading import GatheringFilter, gathering_page, gathering_row
from dangjian_desktop.meetings.reading.numbers import number_of
from dangjian_desktop.meetings.records import (
    AgendaItem,
    AgendaTemplate,
    Attendance,
    Correction,
    Gathering,
    KindInUse,
    Observer,
    Resolution,
    Segment,
    Speech,
    TemplateItem,
    Vote,
)
from dangjian_desktop.meetings.rules.kinds import attributed_year, info_of
from dangjian_desktop.meetings.rules.quorum import Purpose
from dangjian_desktop.meetings.rules.titles import number_words
from dangjian_desktop.meetings.service.guard import gathering_of
from dangjian_desktop.roster.people import name_of
from dangjian_desktop.store import Attachment, Reader, Record, live
from dangjian_desktop.store.search import words


def find_gatherings(reader: Reader, text: str, limit: int) -> list[Hit]:
    """Gatherings found by words in any of their texts, or by who took part (pinyin initials too), newest first."""
    page = gathering_page(reader, GatheringFilter(text=text), limit=limit)
    return [
        Hit("gatherings", row.id, row.title, " ".join(part for part in (row.stage_label, row.place) if part), row.day)
        for row in page.rows
    ]


def gathering_label(reader: Reader, gathering: str) -> str:
    """10-12 10月主题党日, with the year where it is another than now; "" if there is none."""
    found = reader.get(Gathering, gathering)
    if found is None:
        return ""
    day = short_day(found.day, reader.now.date()) if found.day else ""
    return f"{day} {found.title or '会议'}".strip()


def _of_gathering(model: type[Record], own: Callable[[Reader, Any], str]) -> Reference:
    """A part is called by its own words and its gathering's, and opens the gathering."""

    def label(reader: Reader, record: str) -> str:
        found = reader.get(model, record)
        if found is None:
            return ""
        words = own(reader, found) or model.__label__
        try:
            return f"{words}（{gathering_label(reader, gathering_of(reader, found).id)}）"
        except Refused:
            return words

    def find(reader: Reader, text: str, limit: int) -> list[Hit]:
        return _parts_of(reader, model, text, limit)

    return Reference(model.__tablename__, label, find, RECORDS_VIEW)


def _parts_of(reader: Reader, model: type[Record], text: str, limit: int) -> list[Hit]:
    """The parts of one kind in which the words stand."""
    hits = []
    for hit in words(reader, text, kinds=(model.__tablename__,), limit=limit):
        found = reader.get(model, hit.id)
        if found is None:
            continue
        try:
            gathering = gathering_of(reader, found)
        except Refused:
            continue
        hits.append(Hit(hit.kind, hit.id, _words(found), gathering.title or "", gathering.day))
    return hits


def _words(record: Any) -> str:
    for name in ("title", "topic", "text", "subject", "name", "points", "what"):
        value = getattr(record, name, None)
        if value:
            return str(value).split("\n")[0][:60]
    return str(type(record).__label__)


def _segment(_reader: Reader, segment: Segment) -> str:
    return segment.topic or info_of(segment.kind).name


def _person(reader: Reader, part: Any) -> str:
    other = getattr(part, "name", None) or getattr(part, "speaker_name", None)
    person = getattr(part, "person", None) or getattr(part, "speaker", None)
    return f"{name_of(reader, person, other)} {part.__label__}".strip()


def _kind_label(reader: Reader, record: str) -> str:
    """支部党员大会, as history and 待核对 name a tick."""
    found = reader.get(KindInUse, record)
    return info_of(found.kind).name if found and found.kind else ""


def _find_kinds(reader: Reader, text: str, limit: int) -> list[Hit]:
    ticks = reader.all(select(KindInUse).where(live(KindInUse)).order_by(KindInUse.kind))
    named = [(tick.id, _kind_label(reader, tick.id)) for tick in ticks]
    return [Hit("meeting_kinds", tick, name) for tick, name in named if text.strip() in name][:limit]


def _template_label(reader: Reader, record: str) -> str:
    """季度党员大会（支部党员大会）."""
    found = reader.get(AgendaTemplate, record)
    return f"{found.name or '议程模板'}（{info_of(found.kind).name}）" if found else ""


def _find_templates(reader: Reader, text: str, limit: int) -> list[Hit]:
    rows = reader.all(select(AgendaTemplate).where(live(AgendaTemplate)).order_by(AgendaTemplate.name))
    named = [(row.id, _template_label(reader, row.id)) for row in rows]
    return [Hit("agenda_templates", id, name) for id, name in named if text.strip() in name][:limit]


def _template_item(reader: Reader, record: str) -> str:
    found = reader.get(TemplateItem, record)
    return found.title or "模板议题" if found else ""


REFERENCES: tuple[Reference, ...] = (
    Reference("gatherings", gathering_label, find_gatherings, RECORDS_VIEW),
    Reference("meeting_kinds", _kind_label, _find_kinds),
    Reference("agenda_templates", _template_label, _find_templates),
    Reference("agenda_template_items", _template_item, lambda _reader, _text, _limit: []),
    _of_gathering(Segment, _segment),
    _of_gathering(AgendaItem, lambda _reader, item: item.title or ""),
    _of_gathering(Attendance, _person),
    _of_gathering(Observer, _person),
    _of_gathering(Speech, _person),
    _of_gathering(Vote, lambda _reader, vote: vote.subject or ""),
    _of_gathering(Resolution, lambda _reader, resolution: (resolution.text or "").split("\n")[0][:40]),
    _of_gathering(Correction, lambda _reader, correction: correction.what or ""),
    _of_gathering(Attachment, lambda _reader, attachment: attachment.name or ""),
)


def derived_gathering(reader: Reader, gathering: Any) -> Mapping[str, object]:
    """What the command line adds to a gathering: its state, counts and numbers, the same on every PC."""
    row = gathering_row(reader, gathering.id)
    if row is None:
        return {}
    return {
        "stage": row.stage,
        "expected": row.counts.expected,
        "present": row.counts.present,
        "on_leave": row.counts.on_leave,
        "absent": row.counts.absent,
        "unregistered": row.counts.unregistered,
        "expected_voters": row.counts.expected_voters,
        "present_voters": row.counts.present_voters,
        "late_entry": row.late,
        "segments": [_numbered(reader, gathering, segment) for segment in reader.parts(Segment, gathering.id)],
    }


def _numbered(reader: Reader, gathering: Gathering, segment: Segment) -> str:
    year = attributed_year(gathering.day, segment.attributed_year)
    return number_words(year, number_of(reader, gathering, segment), segment.kind)


def derived_segment(reader: Reader, segment: Any) -> Mapping[str, object]:
    """A segment's number and 归属年度."""
    gathering = reader.get(Gathering, segment.owner or "")
    if gathering is None:
        return {}
    year = attributed_year(gathering.day, segment.attributed_year)
    number = number_of(reader, gathering, segment)
    return {"day": gathering.day, "year": year, "number": number, "name": number_words(year, number, segment.kind)}


def latest_gathering(reader: Reader) -> str | None:
    """The last gathering up to today with something signed in or final: what papers are made from by default."""
    stmt = select(Gathering.id).where(
        Gathering.deleted.is_not(True), Gathering.merged_into.is_(None), Gathering.day <= reader.now.date()
    )
    written = stmt.where(Gathering.finalised_at.is_not(None)).order_by(Gathering.day.desc(), Gathering.id.desc())
    any_past = stmt.order_by(Gathering.day.desc(), Gathering.id.desc())
    found: str | None = reader.scalar(written.limit(1)) or reader.scalar(any_past.limit(1))
    return found


def segment_of(reader: Reader, record: str) -> str:
    """The segment whose record is made from an id: a gathering's stands for its first one."""
    if reader.get(Segment, record) is None:
        segments = reader.parts(Segment, record)
        return segments[0].id if segments else record
    return record


def next_gathering(reader: Reader) -> str | None:
    """The next gathering from today on, else the last one: what a notice or sign-in sheet is printed for."""
    ahead = (
        select(Gathering.id)
        .where(Gathering.deleted.is_not(True), Gathering.merged_into.is_(None), Gathering.day >= reader.now.date())
        .order_by(Gathering.day, Gathering.id)
    )
    found: str | None = reader.scalar(ahead.limit(1))
    return found or latest_gathering(reader)


def latest_vote(reader: Reader) -> str | None:
    """The last vote that was put down: what 表决票 and 计票表 are made from by default."""
    return _latest_vote(reader, Vote.id.is_not(None))


def latest_admission(reader: Reader) -> str | None:
    """The last vote on somebody's admission or conversion whose figures are there."""
    special = (str(Purpose.ADMISSION), str(Purpose.CONVERSION))
    return _latest_vote(reader, Vote.purpose.in_(special), Vote.candidate.is_not(None), Vote.yes.is_not(None))


def _latest_vote(reader: Reader, *conditions: ColumnElement[bool]) -> str | None:
    stmt = (
        select(Vote.id)
        .join(AgendaItem, Vote.owner == AgendaItem.id)
        .join(Segment, AgendaItem.owner == Segment.id)
        .join(Gathering, Segment.owner == Gathering.id)
        .where(live(Vote), live(AgendaItem), live(Segment), live(Gathering), *conditions)
        .order_by(Gathering.day.desc(), Vote.position.desc(), Vote.id.desc())
        .limit(1)
    )
    found: str | None = reader.scalar(stmt)
    return found


def latest_written(reader: Reader) -> str | None:
    """The last segment with an agenda on which something was decided: what a 会议纪要 is made from by default."""
    stmt = (
        select(Segment.id)
        .join(Gathering, Segment.owner == Gathering.id)
        .join(AgendaItem, AgendaItem.owner == Segment.id)
        .join(Resolution, Resolution.owner == AgendaItem.id)
        .where(live(Segment), live(Gathering), live(AgendaItem), live(Resolution), Gathering.day <= reader.now.date())
        .order_by(Gathering.day.desc(), Segment.position, Segment.id)
        .limit(1)
    )
    found: str | None = reader.scalar(stmt)
    return found
