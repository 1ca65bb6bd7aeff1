"""Where a paper made now differs from the issued one, line by line and character by character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

AROUND = 1
"""How many unchanged lines stand before and after a change, so that its place is known."""

_ALIKE = 0.35
"""Lines less alike than this are one taken away and another added, not one changed."""


class Part(StrEnum):
    """What a piece of a line is."""

    SAME = "same"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """Some characters of a line: the same on both sides, or only on one."""

    text: str
    part: Part = Part.SAME


@dataclass(frozen=True)
class Pair:
    """A line as it was issued beside the line as it is now. None where there is none on that side.

    ``skipped`` lines that are the same stand between this pair and the one before.
    """

    before: tuple[Piece, ...] | None
    after: tuple[Piece, ...] | None
    skipped: int = 0

    @property
    def changed(self) -> bool:
        """Whether the two sides say different things."""
        return self.before is None or self.after is None or words(self.before) != words(self.after)


def words(pieces: Sequence[Piece]) -> str:
    """The characters of a line."""
    return "".join(piece.text for piece in pieces)


def differences(before: Sequence[str], now: Sequence[str]) -> tuple[Pair, ...]:
    """The lines that differ, each with its neighbours; empty when both say the same."""
    pairs = list(_paired(before, now))
    changed = [place for place, pair in enumerate(pairs) if pair.changed]
    kept = sorted({near for place in changed for near in range(place - AROUND, place + AROUND + 1)})
    found: list[Pair] = []
    last = -1
    for place in kept:
        if 0 <= place < len(pairs):
            found.append(Pair(pairs[place].before, pairs[place].after, place - last - 1))
            last = place
    return tuple(found)


def _paired(before: Sequence[str], now: Sequence[str]) -> Iterator[Pair]:
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield from (Pair((Piece(line),), (Piece(line),)) for line in before[a:b])
        else:
            yield from _replaced(before[a:b], now[c:d])


def _replaced(before: Sequence[str], now: Sequence[str]) -> Iterator[Pair]:
    """Lines changed in a block: each goes beside the first line after it that is like it."""
    rest = 0
    for old in before:
        like = next((place for place in range(rest, len(now)) if _alike(old, now[place])), None)
        if like is None:
            yield Pair((Piece(old, Part.OLD),), None)
            continue
        yield from (Pair(None, (Piece(line, Part.NEW),)) for line in now[rest:like])
        yield _compared(old, now[like])
        rest = like + 1
    yield from (Pair(None, (Piece(line, Part.NEW),)) for line in now[rest:])


def _alike(one: str, other: str) -> bool:
    label = one.split("：", 1)[0]
    if "：" in one and 0 < len(label) <= 8 and other.startswith(f"{label}："):
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _compared(old: str, new: str) -> Pair:
    before: list[Piece] = []
    after: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            before.append(Piece(old[a:b]))
            after.append(Piece(new[c:d]))
        else:
            if b > a:
                before.append(Piece(old[a:b], Part.OLD))
            if d > c:
                after.append(Piece(new[c:d], Part.NEW))
    return Pair(tuple(before), tuple(after))
