"""From what was recognised in a record to proposals with ticks, and from those ticked to the verb's input."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from dangjian_desktop.meetings.rules.kinds import KINDS, SegmentKind
from dangjian_desktop.meetings.rules.recognising import Item, Recognised
from dangjian_desktop.meetings.service.inputs import (
    AwayEntry,
    EnterRecord,
    NewAgendaItem,
    NewObserver,
    NewResolution,
    NewSegment,
    NewSpeech,
    NewVote,
    PlanGathering,
)
from dangjian_desktop.roster.reading import MEMBERS, PersonRef
from dangjian_desktop.roster.rules.attendance import STATE_LABELS

SHOWN_NAMES = 8


@dataclass(frozen=True)
class Offer:
    """One proposal: what it is (日期) and the words it would fill in."""

    key: str
    label: str
    words: str


def names_of(people: Sequence[PersonRef]) -> Mapping[str, str]:
    """The roster's people by name; members before others, and nobody whose name several bear."""
    members: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for ref in people:
        (members if ref.kind == MEMBERS else others).setdefault(ref.name, []).append(ref.id)
    return {name: ids[0] for name, ids in {**others, **members}.items() if len(ids) == 1}


def offers(found: Recognised, named: Callable[[str], str]) -> tuple[Offer, ...]:
    """The proposals in the order of a record."""
    made: list[Offer] = []

    def offer(key: str, label: str, words: str) -> None:
        if words:
            made.append(Offer(key, label, words))

    offer("kinds", "会议", "、".join(KINDS[kind].name for kind in found.kinds))
    offer("day", "日期", f"{found.day:%Y-%m-%d}" if found.day else "")
    hours = [f"{one:%H:%M}" for one in (found.start, found.end) if one]
    offer("hours", "时间", "–".join(hours))
    offer("place", "地点", found.place)
    offer("host", "主持人", named(found.host) if found.host else "")
    offer("recorder", "记录人", named(found.recorder) if found.recorder else "")
    offer("topic", "主题", found.topic)
    offer("present", f"出席 {len(found.present)} 人", _some([named(person) for person in found.present]))
    away = [f"{one.name}（{'，'.join(p for p in (STATE_LABELS[one.state], one.reason) if p)}）" for one in found.away]
    offer("away", f"未到 {len(away)} 人", _some(away))
    observers = [f"{one.name}（{one.identity}）" if one.identity else one.name for one in found.observers]
    offer("observers", f"列席 {len(observers)} 人", _some(observers))
    for number, item in enumerate(found.items):
        offer(f"item{number}", f"议题{number + 1}", f"{item.title}{_about(item)}")
    offer("content", "内容", found.content.replace("\n", " "))
    return tuple(made)


def _some(names: Sequence[str]) -> str:
    more = f" 等{len(names)}人" if len(names) > SHOWN_NAMES else ""
    return "、".join(names[:SHOWN_NAMES]) + more


def _about(item: Item) -> str:
    counted = (("发言", len(item.said)), ("表决", len(item.votes)), ("决议", len(item.decided)))
    words = "、".join(f"{word}{number}" for word, number in counted if number)
    return f"（{words}）" if words else ""


def input_of(
    found: Recognised,
    ticked: Collection[str],
    *,
    fallback: SegmentKind,
    gathering: str | None = None,
    source: str = "",
) -> EnterRecord:
    """The verb's input from the proposals that were ticked; ``fallback`` is the kind where the text names none."""

    def given(key: str, value: object) -> object:
        return value if key in ticked else None

    items = tuple(_item(one) for number, one in enumerate(found.items) if f"item{number}" in ticked)
    kinds = (found.kinds if "kinds" in ticked else ()) or (fallback,)
    main = _main(kinds)
    segments = tuple(
        NewSegment(
            kind=kind,
            topic=found.topic if "topic" in ticked and kind is _topical(kinds) else "",
            content=found.content if "content" in ticked and kind is main else "",
            agenda=items if kind is main else (),
        )
        for kind in kinds
    )
    plan = PlanGathering(
        segments=segments,
        day=given("day", found.day),  # type: ignore[arg-type]
        start=given("hours", found.start),  # type: ignore[arg-type]
        end=given("hours", found.end),  # type: ignore[arg-type]
        place=found.place if "place" in ticked else "",
        host=found.host if "host" in ticked and found.host else None,
        recorder=found.recorder if "recorder" in ticked and found.recorder else None,
    )
    away = tuple(AwayEntry(one.person, one.state, one.reason) for one in found.away)
    observers = tuple(
        NewObserver(one.person or None, "" if one.person else one.name, one.identity) for one in found.observers
    )
    return EnterRecord(
        plan=plan,
        gathering=gathering,
        present=found.present if "present" in ticked else (),
        away=away if "away" in ticked else (),
        observers=observers if "observers" in ticked else (),
        source=source,
    )


def _main(kinds: Sequence[SegmentKind]) -> SegmentKind:
    """Which segment the items belong to: the one that deliberates."""
    order = (SegmentKind.COMMITTEE_MEETING, SegmentKind.GENERAL_MEETING, SegmentKind.GROUP_MEETING)
    return next((kind for kind in order if kind in kinds), kinds[0])


def _topical(kinds: Sequence[SegmentKind]) -> SegmentKind:
    """Which segment a subject belongs to: the lecture or the party day, if there is one."""
    order = (SegmentKind.PARTY_LECTURE, SegmentKind.THEME_PARTY_DAY)
    return next((kind for kind in order if kind in kinds), kinds[0])


def _item(item: Item) -> NewAgendaItem:
    return NewAgendaItem(
        title=item.title,
        content=item.content,
        speeches=tuple(NewSpeech(one.points, one.person or None, "" if one.person else one.name) for one in item.said),
        votes=tuple(NewVote(method=one.method, yes=one.yes, no=one.no, abstain=one.abstain) for one in item.votes),
        resolutions=tuple(NewResolution(one.text, one.person or None, one.deadline) for one in item.decided),
    )
