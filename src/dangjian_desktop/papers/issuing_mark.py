"""The 发文机关标志: how large it is and how it is divided, for PDF and Word alike (GB/T 9704-2012 7.2.4). Points."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from dangjian_desktop.papers.official import Head
from dangjian_desktop.papers.text import clean
from dangjian_desktop.papers.titles import title_lines

MARK_LEADING = 1.25
"""Distance of two lines in em."""
_LARGEST = 50.0
_SMALLEST = 30.0
"""Below it a mark on one line is no longer imposing: it is set on two."""
_SHARE = 0.94
"""What a mark takes of the block's width at most."""
_BETWEEN = 0.4
"""White between the names of a joint issue and 文件, in em."""
_LOOSE = 2
"""Characters by which the longer of two lines may exceed half of a mark."""
_PAUSE = re.compile(
    r"(?<=[局委办厅院馆处科站所校司部镇乡县市区])(?=第|机关|党支部|党委|党组|支部|委员会)"
    r"|(?=第[一二三四五六七八九十\d]+(?:党?支部|党总支))"
)
"""Where the name of a body pauses: before the parts of a whole."""


@dataclass(frozen=True)
class IssuingMark:
    """The lines of the mark and the size of its characters.

    In a joint issue ``lines`` are the bodies, the lead body first, spread to the width of the longest, and ``suffix``
    (文件) stands to their right, centred on all of them.
    """

    size: float
    lines: tuple[str, ...]
    suffix: str = ""

    @property
    def height(self) -> float:
        """From the upper edge of the first line to the lower edge of the last."""
        return self.size * (1 + (len(self.lines) - 1) * MARK_LEADING)

    @property
    def longest(self) -> int:
        """Characters of the longest line."""
        return max(len(line) for line in self.lines)

    @property
    def between(self) -> float:
        """White between names and suffix."""
        return _BETWEEN * self.size if self.suffix else 0.0

    @property
    def width(self) -> float:
        """Width of names and suffix together."""
        return (self.longest + len(self.suffix)) * self.size + self.between


def issuing_mark(head: Head, width: float) -> IssuingMark:
    """The mark of a head in a block ``width`` wide."""
    if head.bodies:
        names = tuple(clean(name) for name in head.bodies)
        suffix = clean(head.mark)
        cells = max(len(name) for name in names) + (len(suffix) + _BETWEEN if suffix else 0)
        return IssuingMark(_size(cells, width), names, suffix)
    text = clean(head.mark)
    size = _size(len(text), width)
    if size >= _SMALLEST:
        return IssuingMark(size, (text,))
    lines = tuple(title_lines(text, math.ceil(len(text) / 2) + _LOOSE, tuple(_PAUSE.split(text))))
    return IssuingMark(_size(max(map(len, lines)), width), lines)


def _size(cells: float, width: float) -> float:
    """As large as the length allows, in half points as Word counts them."""
    return math.floor(min(_LARGEST, width * _SHARE / max(1.0, cells)) * 2) / 2
