"""The rota of a half-year, proposed: the plan's open 轮讲, and months that have none, filled with proposed topics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dangjian_desktop.roster.reading import labels_on
from dangjian_desktop.store import Reader
from dangjian_desktop.study.reading.plan import plan_of_year
from dangjian_desktop.study.reading.rota import ROTATING, open_slots, present_speakers, slots_of
from dangjian_desktop.study.reading.rota_view import Candidate, Planned, TopicRow, topics_of
from dangjian_desktop.study.records import PlanItem
from dangjian_desktop.study.rules.rota import Choice, Slot, Speaker, arrange, ranked

FIRST_HALF, SECOND_HALF = range(1, 7), range(7, 13)


@dataclass(frozen=True)
class Half:
    """A half-year: its months still to come, and what is proposed for them."""

    year: int
    months: tuple[int, ...]
    lectures: tuple[Planned, ...]

    @property
    def words(self) -> str:
        """下半年."""
        return "上半年" if self.months and self.months[-1] <= FIRST_HALF[-1] else "下半年"


def months_ahead(year: int, today: date) -> tuple[int, ...]:
    """The months of the half-year that is to be arranged: the present one, from this month on; next year's first."""
    if year > today.year:
        return tuple(FIRST_HALF)
    half = FIRST_HALF if today.month in FIRST_HALF else SECOND_HALF
    return tuple(month for month in half if month >= today.month)


def half_year(reader: Reader, year: int, months: Iterable[int], today: date) -> Half:
    """What is proposed for these months: who, on what, and why. Who is assigned and able stays.

    A month without a 轮讲 is proposed too: with a topic that somebody proposed where one waits, else left for the user
    to tick.
    """
    wanted = tuple(months)
    open_items = [one for one in open_slots(reader, year, wanted) if not one.lecturer and not one.lecturer_name]
    slots = {slot.item: slot for slot in slots_of(reader, [one.id for one in open_items])}
    topics = {f"new-{month}": topic for month, topic in _empty_months(reader, year, wanted)}
    for key, topic in topics.items():
        slots[key] = Slot(key, date(year, int(key.removeprefix("new-")), 1), topic.title if topic else "")
    people = _with_own_topics(present_speakers(reader, without=[one.id for one in open_items]), topics.values())
    since = date(year, 1, 1)
    chosen = arrange(list(slots.values()), people, since)
    labels = labels_on(reader, today)
    items = {one.id: one for one in open_items}
    found = []
    for slot in sorted(slots.values(), key=lambda one: (one.day, one.item)):
        choice = chosen.get(slot.item)
        if choice is None:
            continue
        others = [_busy(one, chosen, slots, slot.item) for one in people]
        candidates = tuple(
            Candidate(one.speaker, labels.get(one.speaker, ""), one.reason) for one in ranked(slot, others, since)
        )
        item, topic = items.get(slot.item), topics.get(slot.item)
        speaker = next(one for one in people if one.id == choice.speaker)
        content = (item.content or "") if item else topic.title if topic else _own_topic(speaker)
        found.append(
            Planned(
                slot.item,
                item.id if item else "",
                slot.day.month,
                content,
                topic.id if topic else "",
                choice.speaker,
                labels.get(choice.speaker, ""),
                choice.reason,
                item is not None or topic is not None,
                candidates,
            )
        )
    return Half(year, wanted, tuple(found))


def _empty_months(reader: Reader, year: int, months: tuple[int, ...]) -> list[tuple[int, TopicRow | None]]:
    """The months that have no 轮讲, each with a proposed topic as long as one waits; the earliest first."""
    plan = plan_of_year(reader, year)
    items = reader.parts(PlanItem, plan.id) if plan else []
    there = {one.month for one in items if one.form == ROTATING and not one.dropped_reason}
    waiting = [topic for topic in reversed(topics_of(reader, {})) if topic.open]
    empty = [month for month in months if month not in there]
    return [(month, waiting[place] if place < len(waiting) else None) for place, month in enumerate(empty)]


def _with_own_topics(people: list[Speaker], topics: Iterable[TopicRow | None]) -> list[Speaker]:
    """Who proposed a topic can speak on it."""
    own: dict[str, list[str]] = {}
    for topic in topics:
        if topic is not None and topic.member:
            own.setdefault(topic.member, []).append(topic.title)
    return [replace(one, topics=(*own.get(one.id, ()), *one.topics)) for one in people]


def _busy(one: Speaker, chosen: Mapping[str, Choice], slots: dict[str, Slot], item: str) -> Speaker:
    """A speaker with the other lectures that are proposed for them."""
    others = [slots[key].day for key, choice in chosen.items() if key != item and choice.speaker == one.id]
    return replace(one, lectures=(*one.lectures, *others))


def _own_topic(one: Speaker) -> str:
    return one.topics[0] if one.topics else "轮讲"
