"""What every verb asks first: which gathering is it, may it be changed, and what is kept of a correction."""

from __future__ import annotations

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.meetings.records import (
    AgendaItem,
    Attendance,
    Correction,
    Gathering,
    Observer,
    Resolution,
    Segment,
    Speech,
    Vote,
)
from dangjian_desktop.meetings.rules.kinds import attributed_year
from dangjian_desktop.meetings.rules.titles import default_title
from dangjian_desktop.roster.reading import group_names
from dangjian_desktop.store import Attachment, Part, Reader, Record, Transaction

MODELS: dict[str, type[Record]] = {
    model.__tablename__: model
    for model in (Gathering, Segment, AgendaItem, Attendance, Observer, Speech, Vote, Resolution, Attachment)
}
"""The kinds that the generic verbs may name. Corrections are never edited."""

PART_MODELS: dict[str, type[Part]] = {
    model.__tablename__: model for model in (Segment, AgendaItem, Observer, Speech, Vote, Resolution, Attachment)
}
"""The parts that can be moved and deleted by themselves."""


def model_of(kind: str) -> type[Record]:
    """The table of a kind named by a form. Raises :class:`Refused` for a kind that isn't a meeting's."""
    if kind not in MODELS:
        raise Refused(f"会议里没有“{kind}”这种记录。", problems=(FieldProblem("kind", "种类不对。"),))
    return MODELS[kind]


def part_model_of(kind: str) -> type[Part]:
    """The table of a part that can be moved or deleted by itself."""
    if kind not in PART_MODELS:
        raise Refused(f"“{kind}”不能单独移动或删除。", problems=(FieldProblem("kind", "种类不对。"),))
    return PART_MODELS[kind]


def owner_of(reader: Reader, record: Record) -> Record:
    """The record that a part belongs to. Raises :class:`Refused` if it is gone."""
    owner = str(getattr(record, "owner", None) or "")
    match record:
        case Speech() | Vote() | Resolution():
            return reader.need(AgendaItem, owner)
        case AgendaItem():
            return reader.need(Segment, owner)
        case Attachment():
            return attachable(reader, owner)
        case _:
            return reader.need(Gathering, owner)


def attachable(reader: Reader, record: str) -> Record:
    """The gathering, segment or item with this id: what files can be kept with."""
    for model in (AgendaItem, Segment):
        found = reader.get(model, record)
        if found is not None and not found.deleted:
            return found
    return reader.need(Gathering, record)


def gathering_of(reader: Reader, record: Record) -> Gathering:
    """The gathering that a record belongs to, however deep. Raises :class:`Refused` if part of the way is gone."""
    while not isinstance(record, Gathering):
        record = owner_of(reader, record)
    return record


def opened(gathering: Gathering, correction: str = "") -> Gathering:
    """The gathering, if it may be changed. Raises :class:`Refused` once it is final, unless a reason is given."""
    if gathering.finalised_at is not None and not correction.strip():
        raise Refused(
            f"“{gathering.title or '会议'}”已定稿，改动请用“更正”。", hint="更正时写明原因，前后两种写法都会保留。"
        )
    return gathering


def open_gathering(tx: Transaction, gathering: str, correction: str = "") -> Gathering:
    """The gathering with this id, if it is there and may be changed."""
    return opened(tx.need(Gathering, gathering), correction)


def note_correction(tx: Transaction, gathering: Gathering, what: str, correction: str) -> None:
    """Keep what was corrected and why, if the gathering is final."""
    if gathering.finalised_at is None:
        return
    reason = correction.strip()
    tx.add(Correction, gathering.id, {"what": what, "reason": reason, "at": tx.now, "by": tx.author})
    tx.label = f"更正：{what}"


def generated_title(reader: Reader, gathering: Gathering) -> str:
    """The title that the gathering has by itself, as its day and segments stand."""
    segments = reader.parts(Segment, gathering.id)
    year = next((y for s in segments if (y := attributed_year(gathering.day, s.attributed_year))), None)
    if any(s.attributed_year for s in segments):
        year = next(s.attributed_year for s in segments if s.attributed_year)
    group = next((s.party_group for s in segments if s.party_group), "")
    name = group_names(reader).get(group, "") if group else ""
    return default_title(gathering.day, [s.kind for s in segments], year=year, group=name)


def retitle(tx: Transaction, gathering: str, before: str) -> None:
    """Let the title follow its day and segments, as long as nobody has worded it (it still is ``before``)."""
    found = tx.need(Gathering, gathering)
    if not found.title or found.title == before:
        tx.edit(Gathering, gathering, {"title": generated_title(tx, found)})


def short_label(gathering: Gathering) -> str:
    """What a gathering is called in undo and history: 10-12 10月主题党日."""
    day = f"{gathering.day.month}-{gathering.day.day:02d} " if gathering.day else ""
    return f"{day}{gathering.title or '会议'}"
