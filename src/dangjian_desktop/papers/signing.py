"""Where names, date, seals and signers' stamps stand under a text (GB/T 9704-2012 7.3.5), in points, for any renderer.

x runs from the block's left edge, y downwards from the upper edge of the first line's characters.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dangjian_desktop.papers import model
from dangjian_desktop.papers.geometry import BODY, MM, Frame
from dangjian_desktop.papers.settings import PaperSettings
from dangjian_desktop.papers.titles import title_lines

_SUNK = 0.1
"""Name and date lie a little below the seal's middle (7.3.5.1): by this part of its diameter."""
_APART = 2 * MM
"""Between two seals at least: they neither touch nor cross (7.3.5.1)."""
_WIDEST_NAME = 24
"""Characters of a name on one line; a longer one is divided by meaning."""
_BLANK_ABOVE = 1
_BLANK_ABOVE_STAMP = 2

Measure = Callable[[str], float]
"""Width of a text in points."""


@dataclass(frozen=True)
class Spot:
    """A text of the signature: its left end, the upper edge of its characters."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Room:
    """What is left free for a seal (``round``) or a stamp: its left and upper edge, width and height."""

    x: float
    y: float
    width: float
    height: float
    round: bool = True


@dataclass(frozen=True)
class Band:
    """Part of a signature that is never divided between pages: ``lines`` of the grid, y counted from its own top."""

    lines: int
    spots: tuple[Spot, ...]
    rooms: tuple[Room, ...] = ()


@dataclass(frozen=True)
class Signing:
    """A whole signature: ``before`` blank lines of the grid above it, then its bands one below the other."""

    before: int
    bands: tuple[Band, ...]

    def spots(self, pitch: float) -> list[Spot]:
        """All its texts, y counted from the first band's top."""
        found: list[Spot] = []
        top = 0.0
        for band in self.bands:
            found += [replace(spot, y=top + spot.y) for spot in band.spots]
            top += band.lines * pitch
        return found


def signing(block: model.Closing, frame: Frame, settings: PaperSettings, measure: Measure) -> Signing:
    """Where everything of a 落款 stands in ``frame``."""
    day = model.chinese_date(block.day)
    if block.signers:
        return _stamped(block.signers, day, frame, settings, measure)
    names = [title_lines(name, _WIDEST_NAME) for name in block.organisations]
    if block.sealed and names:
        return _sealed(names, day, frame, settings.seal * MM, measure)
    return _plain(names, day, frame, measure)


def _plain(names: list[list[str]], day: str, frame: Frame, measure: Measure) -> Signing:
    """7.3.5.2: names two 字 in from the right, the date two 字 further right than they; the longer one decides."""
    cell, right = frame.cell, frame.width - 2 * frame.cell
    rows = [line for name in names for line in name]
    left = right - max((measure(line) for line in rows), default=0.0)
    if left + 2 * cell + measure(day) > right:
        left = right - measure(day) - 2 * cell
    left = max(0.0, left)
    spots = [Spot(line, left, number * frame.pitch) for number, line in enumerate(rows)]
    spots.append(Spot(day, left + 2 * cell, len(rows) * frame.pitch))
    return Signing(_BLANK_ABOVE, (Band(len(spots), tuple(spots)),))


def _sealed(names: list[list[str]], day: str, frame: Frame, seal: float, measure: Measure) -> Signing:
    """7.3.5.1: names centred on their seals in rows, the last one on the date, which ends four 字 in."""
    pitch = frame.pitch
    widest = max(measure(line) for name in names for line in name)
    middle = frame.width - 4 * frame.cell - measure(day) / 2
    if middle + widest / 2 > frame.width:  # a long name keeps two 字 off the edge, and the date goes along with it
        middle = max(widest / 2, frame.width - 2 * frame.cell - widest / 2)
    column = max(seal + _APART, widest + frame.cell)
    most = max(1, int((middle - max(seal, widest) / 2) / column) + 1)
    tall = max(len(name) for name in names)
    centre = (tall * pitch + BODY) / 2 - _SUNK * seal
    step = max(tall, math.ceil((seal + _APART) / pitch))
    bands: list[Band] = []
    for row in _rows(names, most):
        spots: list[Spot] = []
        rooms: list[Room] = []
        for place, name in enumerate(row):
            x = middle - (len(row) - 1 - place) * column
            rooms.append(Room(x - seal / 2, centre - seal / 2, seal, seal))
            for down, line in enumerate(name, start=tall - len(name)):
                spots.append(Spot(line, max(0.0, x - measure(line) / 2), down * pitch))
        bands.append(Band(step, tuple(spots), tuple(rooms)))
    date = Spot(day, middle - measure(day) / 2, tall * pitch)
    bands[-1] = replace(bands[-1], lines=tall + 1, spots=(*bands[-1].spots, date))
    before = max(_BLANK_ABOVE, math.ceil((seal / 2 - centre + BODY) / pitch - 1))
    return Signing(before, tuple(bands))


def _rows(names: list[list[str]], most: int) -> list[Sequence[list[str]]]:
    """The names dealt out in rows of at most ``most``, as even as may be, fuller rows first."""
    rows: list[Sequence[list[str]]] = []
    count = math.ceil(len(names) / most)
    done = 0
    for number in range(count):
        size = math.ceil((len(names) - done) / (count - number))
        rows.append(names[done : done + size])
        done += size
    return rows


def _stamped(titles: tuple[str, ...], day: str, frame: Frame, settings: PaperSettings, measure: Measure) -> Signing:
    """7.3.5.3: each stamp four 字 in, its signer's title two 字 to its left on its middle; a blank line; the date."""
    cell, pitch = frame.cell, frame.pitch
    wide, high = (length * MM for length in settings.stamp)
    left = frame.width - 4 * cell - wide
    right = left - 2 * cell
    lined = [title_lines(title, int(right / cell)) for title in titles]
    deep = max(1, math.ceil((high - BODY) / pitch) + 1, *(len(lines) for lines in lined))
    middle = ((deep - 1) * pitch + BODY) / 2
    bands: list[Band] = []
    for lines in lined:
        top = middle - ((len(lines) - 1) * pitch + BODY) / 2
        spots = (Spot(line, right - measure(line), top + down * pitch) for down, line in enumerate(lines))
        bands.append(Band(deep, tuple(spots), (Room(left, middle - high / 2, wide, high, round=False),)))
    date = Spot(day, frame.width - 4 * cell - measure(day), (deep + 1) * pitch)
    bands[-1] = replace(bands[-1], lines=deep + 2, spots=(*bands[-1].spots, date))
    return Signing(_BLANK_ABOVE_STAMP, tuple(bands))
