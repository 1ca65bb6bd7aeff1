"""What the record page asks the database for, at once: the gathering, drafts, conflicts, people, groups, places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.meetings.page.binding import lines
from dangjian_desktop.meetings.page.body import Known
from dangjian_desktop.meetings.page.new import LastTime, NewChoices
from dangjian_desktop.meetings.page.sheet import Slot, Typed
from dangjian_desktop.meetings.page.templates import Agendas
from dangjian_desktop.meetings.reading import GatheringView, read_gathering
from dangjian_desktop.meetings.reading.kinds import kinds_in_use
from dangjian_desktop.meetings.reading.templates import earlier_agenda, of_kind, templates
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
from dangjian_desktop.meetings.rules.kinds import SegmentKind
from dangjian_desktop.meetings.service import last_of_kind
from dangjian_desktop.meetings.service.guard import gathering_of
from dangjian_desktop.roster.names import ordinal_key, stroke_key
from dangjian_desktop.roster.reading import MEMBERS, PersonRef, groups_on, person_refs, posts_on
from dangjian_desktop.roster.rules import Post
from dangjian_desktop.store import Attachment, Reader, Record, Store, live

PHRASES = (
    "同意。",
    "同意以上意见。",
    "该同志工作踏实，联系群众密切，建议今后加强理论学习。",
    "结合本职工作，谈了认识和打算。",
    "提出不同意见：",
    "会议要求，会后抓好落实，按时限报告办理情况。",
)
"""常用语 at hand while writing; they are put in to be worded further."""

_MODELS: tuple[type[Record], ...] = (
    Gathering,
    Segment,
    AgendaItem,
    Speech,
    Vote,
    Resolution,
    Observer,
    Attendance,
    Correction,
    Attachment,
)


@dataclass(frozen=True)
class Loaded:
    """One gathering with all its page needs. ``notes`` are sentences at fields that wait in 待核对."""

    view: GatheringView
    known: Known
    drafts: Mapping[Slot, Typed] = field(default_factory=dict)
    notes: Mapping[Slot, str] = field(default_factory=dict)


def load(store: Store, gathering: str, *, with_drafts: bool) -> Loaded:
    """Read one gathering; its drafts only when it is opened. Raises :class:`Refused` if there is none."""
    with store.read() as reader:
        view = read_gathering(reader, gathering)
        known = _known(reader, view)
        slots = {Slot(kind, record, name) for kind, record, values, _heads in lines(view) for name in values}
        notes = _notes(reader, slots)
    return Loaded(view, known, _drafts(store, slots) if with_drafts else {}, notes)


def _known(reader: Reader, view: GatheringView) -> Known:
    day = view.day or reader.now.date()
    found = templates(reader)
    agendas = {
        one.id: Agendas(of_kind(found, one.kind), earlier_agenda(reader, reader.need(Segment, one.id), view.day))
        for one in view.segments
    }
    return Known(people_on(reader, day), tuple(groups_on(reader, day)), recent_places(reader), PHRASES, agendas)


def people_on(reader: Reader, day: date) -> tuple[PersonRef, ...]:
    """Everybody a picker may offer, members first, by posts and surname strokes."""
    posts = {holder.person_id: Post(holder.post) for holder in reversed(posts_on(reader, day))}
    order = list(Post)
    refs = person_refs(reader, None, day).values()
    return tuple(
        sorted(
            refs,
            key=lambda ref: (
                ref.kind != MEMBERS,
                order.index(posts[ref.id]) if ref.id in posts else len(order),
                stroke_key(ref.name),
                ref.id,
            ),
        )
    )


def recent_places(reader: Reader, most: int = 6) -> tuple[str, ...]:
    """Where gatherings took place, the latest first."""
    latest = func.max(Gathering.day)
    stmt = (
        select(Gathering.place)
        .where(live(Gathering), Gathering.place.is_not(None), Gathering.place != "")
        .group_by(Gathering.place)
        .order_by(latest.desc().nulls_last(), Gathering.place)
        .limit(most)
    )
    return tuple(str(row[0]) for row in reader.rows(stmt))


def _notes(reader: Reader, slots: set[Slot]) -> dict[Slot, str]:
    found = {}
    for conflict in reader.conflicts():
        slot = Slot(conflict.kind, conflict.record, conflict.field)
        if slot in slots:
            found[slot] = "两台电脑写得不一样，请到“待核对”中选定。"
    return found


def _drafts(store: Store, slots: set[Slot]) -> dict[Slot, Typed]:
    found = {}
    records = {slot.record for slot in slots}
    for owner in store.drafts.pending():
        if owner.record not in records:
            continue
        for name, draft in store.drafts.of(owner.record).items():
            slot = Slot(owner.kind, owner.record, name)
            if slot in slots:
                found[slot] = Typed(draft.raw, tuple(draft.seen.get(name, ())))
    return found


def gathering_with(reader: Reader, record: str) -> str:
    """The gathering that a record of any kind belongs to (itself for a gathering). Raises :class:`Refused`."""
    for model in _MODELS:
        found = reader.get(model, record)
        if found is not None:
            return str(gathering_of(reader, found).id)
    raise Refused("找不到这条记录，可能已被删除。", hint="可在回收站中查看并恢复。")


def load_choices(store: Store) -> NewChoices:
    """What the dialog for a new gathering offers."""
    with store.read() as reader:
        today = reader.now.date()
        latest = reader.all(
            select(Gathering)
            .where(live(Gathering), Gathering.day.is_not(None))
            .order_by(Gathering.day.desc(), Gathering.id.desc())
            .limit(1)
        )
        last = latest[0] if latest else None
        posts = {holder.post: holder.person_id for holder in reversed(posts_on(reader, today))}
        groups = sorted(groups_on(reader, today), key=lambda group: ordinal_key(group.name))
        return NewChoices(
            kinds=tuple(str(kind) for kind in kinds_in_use(reader)),
            people=people_on(reader, today),
            groups=tuple(groups),
            places=recent_places(reader),
            last=_last_times(reader, today),
            host=posts.get(Post.SECRETARY, ""),
            recorder=(last.recorder or "") if last else "",
            start=f"{last.start:%H:%M}" if last and last.start else "",
            end=f"{last.end:%H:%M}" if last and last.end else "",
        )


def _last_times(reader: Reader, today: date) -> tuple[LastTime, ...]:
    found: dict[str, LastTime] = {}
    for kind in (SegmentKind.THEME_PARTY_DAY, SegmentKind.COMMITTEE_MEETING, SegmentKind.GENERAL_MEETING):
        last = last_of_kind(reader, kind, today)
        if last is not None and last.id not in found:
            found[last.id] = LastTime(kind.value, last.id, last.title or "", last.day)
    return tuple(found.values())
