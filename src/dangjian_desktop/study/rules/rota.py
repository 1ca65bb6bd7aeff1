"""The 轮讲 rota: fair and able, each choice with its reason in words.

Fairness comes first: nobody lectures twice before everybody able has once. Among those whose turn it may be, whoever
can speak on the topic goes first, then whoever has not spoken longest, newcomers before them. It is the branch's own
practice, no regulation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dangjian_desktop.roster.rules import Span


@dataclass(frozen=True)
class Absence:
    """A time in which somebody can't lecture, and why (借调, 产假)."""

    span: Span
    reason: str = ""


@dataclass(frozen=True)
class Speaker:
    """Somebody who may lecture. ``lectures`` are the days on which they did, ``topics`` what they can speak on
    (可讲课题 and 特长), ``since`` the day they came to the branch, ``posts`` their posts in words."""

    id: str
    name: str
    lectures: tuple[date, ...] = ()
    topics: tuple[str, ...] = ()
    absences: tuple[Absence, ...] = ()
    since: date | None = None
    until: date | None = None
    posts: str = ""
    order: tuple[object, ...] = field(default=(), compare=False)
    """Where the register has them, the last thing that decides."""

    def can(self, day: date) -> bool:
        """Whether they belong to the branch on the day and are not away."""
        here = Span(self.since, self.until).holds(day)
        return here and not self.away(day)

    def away(self, day: date) -> str:
        """Why they can't lecture on the day; "" if they can."""
        found = next((one for one in self.absences if one.span.holds(day)), None)
        return (found.reason or "不能讲") if found else ""

    def times(self, since: date) -> int:
        """How often they lecture from ``since`` on; what is planned for later counts too."""
        return sum(one >= since for one in self.lectures)

    def last(self, day: date) -> date | None:
        """The last time before ``day``."""
        return max((one for one in self.lectures if one < day), default=None)


@dataclass(frozen=True)
class Slot:
    """A lecture to be given: its plan item, the day (the month's first where only that is fixed), and its topic."""

    item: str
    day: date
    topic: str = ""


@dataclass(frozen=True)
class Choice:
    """Who lectures and why; ``fits`` are the topics that decided."""

    speaker: str
    reason: str
    fits: tuple[str, ...] = ()


def ranked(slot: Slot, speakers: Iterable[Speaker], since: date) -> list[Choice]:
    """Everybody able on the day, whose turn it is first. Turns are counted from ``since`` (the year's first day)."""
    able = [one for one in speakers if one.can(slot.day)]
    return [_choice(one, slot, since) for one in sorted(able, key=lambda one: _turn(one, slot, since))]


def arrange(slots: Sequence[Slot], speakers: Iterable[Speaker], since: date) -> dict[str, Choice]:
    """Who lectures when, slot after slot by day; a slot for which nobody is able stays out."""
    known: dict[str, Speaker] = {one.id: one for one in speakers}
    found: dict[str, Choice] = {}
    for slot in sorted(slots, key=lambda one: (one.day, one.item)):
        choices = ranked(slot, known.values(), since)
        if choices:
            found[slot.item] = choices[0]
            chosen = known[choices[0].speaker]
            known[chosen.id] = replace(chosen, lectures=(*chosen.lectures, slot.day))
    return found


def fair(given: Mapping[str, int], able: Iterable[str]) -> bool:
    """Whether nobody has lectured twice more often than somebody able has: 谁也不会连讲两次."""
    counts = [given.get(one, 0) for one in able]
    return not counts or max(counts) - min(counts) <= 1


def fitting(topic: str, topics: Iterable[str]) -> tuple[str, ...]:
    """The topics of a speaker that have to do with this one: one holds the other, or they share two characters."""
    wanted = _pairs(topic)
    return tuple(one for one in topics if one and topic and (one in topic or topic in one or wanted & _pairs(one)))


def _pairs(text: str) -> set[str]:
    plain = "".join(char for char in text if char.isalnum())
    return {plain[at : at + 2] for at in range(len(plain) - 1)} - _EVERYDAY


_EVERYDAY = {"工作", "学习", "怎么", "怎样", "如何", "做好", "一份", "我的", "条例", "解读", "党员", "支部", "服务"}
"""Pairs that say nothing of the matter."""


def _turn(one: Speaker, slot: Slot, since: date) -> tuple[object, ...]:
    last = one.last(slot.day)
    return (
        one.times(since),
        not fitting(slot.topic, one.topics),
        last or date.min,
        *one.order,
        one.id,
    )


def _choice(one: Speaker, slot: Slot, since: date) -> Choice:
    fits = fitting(slot.topic, one.topics)
    parts = [_waited(one, slot.day)]
    if one.times(since):
        parts.append(f"今年讲过{one.times(since)}次")
    if fits:
        parts.append(f"会讲：{'、'.join(fits)}")
    elif one.topics:
        parts.append(f"可讲：{'、'.join(one.topics[:2])}")
    return Choice(one.id, "；".join(parts), fits)


def _waited(one: Speaker, day: date) -> str:
    last = one.last(day)
    if last is not None:
        months = (day.year - last.year) * 12 + day.month - last.month
        return f"{months}个月没讲" if months else "本月讲过"
    if one.since is not None and (day - one.since).days <= _NEW_DAYS:
        return "新转入"
    return "还没讲过"


_NEW_DAYS = 365
