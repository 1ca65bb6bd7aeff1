"""What can be recognised in minutes written elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from dangjian_desktop.meetings.rules.kinds import SegmentKind
from dangjian_desktop.meetings.rules.quorum import Method
from dangjian_desktop.roster.rules.attendance import AttendanceState


@dataclass(frozen=True)
class Said:
    """Somebody's points; ``person`` "" where the roster bears no such name."""

    name: str
    person: str
    points: str


@dataclass(frozen=True)
class Decided:
    """A resolution, with who and by when if the text says so."""

    text: str
    person: str = ""
    name: str = ""
    deadline: date | None = None


@dataclass(frozen=True)
class Voted:
    """A vote in figures."""

    yes: int
    no: int | None
    abstain: int | None
    method: Method = Method.HANDS


@dataclass(frozen=True)
class Item:
    """An item of the agenda with what stands below it."""

    title: str
    content: str = ""
    said: tuple[Said, ...] = ()
    votes: tuple[Voted, ...] = ()
    decided: tuple[Decided, ...] = ()


@dataclass(frozen=True)
class Away:
    """Somebody who was away; ``state`` by the reason given, 缺席 where the text names it so."""

    person: str
    name: str
    state: AttendanceState
    reason: str = ""


@dataclass(frozen=True)
class Guest:
    """Somebody who sat in; ``person`` "" for one by name only."""

    person: str
    name: str
    identity: str = ""


@dataclass(frozen=True)
class Recognised:
    """All that was found. ``unknown`` are names under 出席 or 请假 that the roster doesn't bear."""

    kinds: tuple[SegmentKind, ...] = ()
    title: str = ""
    day: date | None = None
    start: time | None = None
    end: time | None = None
    place: str = ""
    host: str = ""
    recorder: str = ""
    topic: str = ""
    present: tuple[str, ...] = ()
    away: tuple[Away, ...] = ()
    observers: tuple[Guest, ...] = ()
    items: tuple[Item, ...] = ()
    content: str = ""
    """Text that belongs to no item."""
    unknown: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was recognised that could be filled in."""
        return not (self.kinds or self.day or self.place or self.items or self.present)
