"""Where lines of Chinese text end: character cells, forbidden marks, unbreakable tokens. Pure; widths are in cells.

Rules: GB/T 15834-2011 5.1 (marks at line ends), GB/T 15835-2011 5.1 (figures), the zh-CN lists that word processors
use for marks that may not begin or end a line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

NO_START = frozenset(
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！％），．：；＞？］｝￠～~–-/・々"
)
"""Marks that never begin a line."""
NO_END = frozenset("$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（［｛￡￥/・")
"""Marks that never end a line."""
CLOSING = frozenset("，。、；：？！）》〉」』】〕〗”’．］｝")
"""Full-width marks that take half a cell at a line's end (5.1.10); their right half may be squeezed (5.1.11)."""
OPENING = frozenset("（《〈「『【〔〖“‘［｛")
"""Full-width marks whose left half may be squeezed (5.1.11)."""

_TOKEN = re.compile(
    r"(?P<date>\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日)"
    r"|(?P<number>〔\d{4}〕(?:第?\d+号)?|[+−-]?\d+(?:[.,:：/～~–-]\d+)*(?:[年月日时分号人名次票件张份个项元册户天周条期届岁]|[%％‰℃])?(?![A-Za-z]))"
    r"|(?P<latin>[A-Za-z0-9]+(?:[.,:/'’_@&+~–-]+[A-Za-z0-9]+)*)"
    r"|(?P<solid>—{2,}|…{2,}|[！？]{2,3})"
)
_PART = re.compile(r"\d+[年月日]")
_NAME_SPACE = re.compile(r"(?:^|(?<=[^\u3400-\u9fff]))[\u3400-\u9fff]\u3000[\u3400-\u9fff]")
_LISTED = re.compile(r"(?:^|(?<=[、：]))[\u3400-\u9fff]{2,3}(?=[、（。；，]|$)")
"""A name (or as short a word) between two of the marks that divide a list: it is not divided itself."""
_SPACES = " \u3000\t"
_MARK = re.compile("[" + re.escape("".join(sorted(NO_START | NO_END | CLOSING | OPENING | set(_SPACES)))) + "]")
_EPSILON = 1e-6
_LOOSE = 0.5
"""Cells by which a line may be stretched before squeezing its marks is thought of."""
_LONE_STRETCH = 2.5
"""Cells by which a line may be stretched to spare a lone last character."""
_TORN = 2.5
"""Cells from which a stretched line looks torn."""
_LISTED_MEASURE = 10.0
_SOFT_SHARE = 0.45
"""A date longer than this share of the measure may be divided between its parts."""


@dataclass(frozen=True, slots=True)
class Line:
    """Characters ``start`` to ``end`` (excluded; spaces at the end dropped) and how they fill the measure.

    ``natural`` is the width in cells with the end mark at half, ``squeeze`` the share (0–1) taken of every squeezable
    half cell, ``last`` whether the paragraph ends here.
    """

    start: int
    end: int
    natural: float
    squeeze: float
    last: bool


class Cells:
    """A paragraph ready to be broken: its characters, their widths, and what may happen between them."""

    __slots__ = ("breakable", "gap", "slack", "slacks", "soft", "sums", "text", "trim", "widths")

    def __init__(self, text: str, widths: list[float], measure: float) -> None:
        """Prepare ``text`` whose characters are ``widths`` cells wide, for lines of about ``measure`` cells."""
        count = len(text)
        if len(widths) != count:
            raise ValueError("one width for each character")
        self.text = text
        self.widths = widths = list(widths)
        breakable = [True] * (count + 1)
        gap = [True] * (count + 1)
        if count:
            gap[0] = False
        self.soft: set[int] = set()
        for match in _TOKEN.finditer(text):
            self._tokens(match, breakable, gap, measure)
        for match in _NAME_SPACE.finditer(text):
            breakable[match.start() + 1] = breakable[match.start() + 2] = False
        for match in _LISTED.finditer(text) if "、" in text and measure >= _LISTED_MEASURE else ():
            for index in range(match.start() + 1, match.end()):
                breakable[index] = False
        self.breakable = breakable
        self.gap = gap
        self.trim = [0.0] * count
        self.slack = [0.0] * count
        for match in _MARK.finditer(text):
            self._mark(match.start(), match.group())
        self.sums = [0.0, *accumulate(widths)]
        self.slacks = [0.0, *accumulate(self.slack)]

    def _mark(self, index: int, char: str) -> None:
        """What a mark forbids (5.1.3), and the half cell it gives up at a line's end or when squeezed (5.1.10)."""
        if char in NO_START or char in _SPACES:
            self.breakable[index] = False
        if char in NO_END and index + 1 < len(self.text):
            self.breakable[index + 1] = False
        if self.widths[index] >= 1.0 - _EPSILON:
            self.trim[index] = 0.5 if char in CLOSING else 0.0
            self.slack[index] = 0.5 if char in CLOSING or char in OPENING else 0.0

    def _tokens(self, match: re.Match[str], breakable: list[bool], gap: list[bool], measure: float) -> None:
        """Forbid breaks inside one token; in figures, Latin and dashes also forbid stretching."""
        start, end = match.span()
        kind = match.lastgroup
        token = match.group()
        if kind == "solid" and token[0] in "！？":
            for index in range(start, end):
                self.widths[index] = min(self.widths[index], 0.5 if len(token) == 2 else 2 / 3)
        width = sum(self.widths[start:end])
        loose = kind == "date" and width > measure * _SOFT_SHARE
        if width > measure and not loose:
            return
        inside = [False] * (end - start - 1)
        parts = [start + part.start() for part in _PART.finditer(token)] if kind == "date" else []
        breakable[start + 1 : end] = inside
        if not loose:
            self.soft.update(parts)
        else:
            for index in parts[1:]:
                breakable[index] = True
        if kind in ("solid", "latin") or token.isascii():
            gap[start + 1 : end] = inside
            return
        for index in range(start + 1, end):
            if token[index - start - 1].isascii() and token[index - start].isascii():
                gap[index] = False

    def keep(self, word: str) -> None:
        """Forbid a break inside every occurrence of ``word``."""
        start = self.text.find(word) if word else -1
        while start >= 0:
            for index in range(start + 1, start + len(word)):
                self.breakable[index] = False
            start = self.text.find(word, start + len(word))

    def stop(self, start: int, end: int) -> int:
        """``end`` without the spaces before it."""
        while end > start and self.text[end - 1] in _SPACES:
            end -= 1
        return end

    def natural(self, start: int, end: int) -> float:
        """Width of a line of these characters, the closing mark at its end at half width."""
        end = self.stop(start, end)
        return self.sums[end] - self.sums[start] - (self.trim[end - 1] if end > start else 0.0)

    def room(self, start: int, end: int) -> float:
        """Cells that squeezing the marks inside such a line can give; not its end mark, which is halved already."""
        end = self.stop(start, end)
        if end - start < 2:
            return 0.0
        inside = self.slacks[end] - self.slacks[start]
        return inside - (self.slack[end - 1] if self.trim[end - 1] else 0.0)

    def gaps(self, start: int, end: int) -> int:
        """How many places of a line may be stretched."""
        return sum(self.gap[start + 1 : end])


def break_lines(cells: Cells, first: float, rest: float) -> list[Line]:
    """Break a paragraph into lines of ``first`` and then ``rest`` cells.

    No line begins or ends with a forbidden mark, no token is divided, the last line is not one character alone if
    that can be had by squeezing marks or by stretching the line before. An empty paragraph gives one empty line.
    """
    count = len(cells.text)
    if not count:
        return [Line(0, 0, 0.0, 0.0, True)]
    lines: list[Line] = []
    start = 0
    measure = first
    while start < count:
        end = _choose(cells, start, measure)
        lines.append(_line(cells, start, end, measure))
        start = end
        while start < count and cells.text[start] == " ":
            start += 1
        measure = rest
    return lines


def _line(cells: Cells, start: int, end: int, measure: float) -> Line:
    natural = cells.natural(start, end)
    over = natural - measure
    room = cells.room(start, end)
    squeeze = min(1.0, over / room) if over > _EPSILON and room else 0.0
    return Line(start, cells.stop(start, end), natural, squeeze, end >= len(cells.text))


def _choose(cells: Cells, start: int, measure: float) -> int:
    """The end of the line that begins at ``start``."""
    count = len(cells.text)
    limit = cells.sums[start] + measure + _EPSILON
    reach = bisect_right(cells.sums, limit + 0.5) - 1
    while reach < count and cells.text[reach] == " ":
        reach += 1
    if reach >= count and cells.natural(start, count) <= measure + _EPSILON:
        return count
    fits = _last_fit(cells, start, min(reach, count), measure)
    if fits is None:
        return _forced(cells, start, measure)
    chosen = fits
    if measure - cells.natural(start, fits) > _LOOSE + _EPSILON:
        chosen = _squeezed(cells, start, fits, measure) or _divided_date(cells, start, fits, measure)
    return _spare_lone(cells, start, chosen, measure)


def _last_fit(cells: Cells, start: int, reach: int, measure: float) -> int | None:
    for end in range(reach, start, -1):
        if (end == len(cells.text) or cells.breakable[end]) and cells.natural(start, end) <= measure + _EPSILON:
            return end
    return None


def _squeezed(cells: Cells, start: int, after: int, measure: float) -> int | None:
    """The next allowed end behind ``after`` that fits once the marks inside are squeezed."""
    count = len(cells.text)
    for end in range(after + 1, count + 1):
        over = cells.natural(start, end) - measure
        if over > cells.room(start, end) + _EPSILON and over > 2:
            return None
        if (end == count or cells.breakable[end]) and over <= cells.room(start, end) + _EPSILON:
            return end
    return None


def _divided_date(cells: Cells, start: int, fits: int, measure: float) -> int:
    """``fits``, or a place inside the date after it where the line would else be torn apart.

    Wider gaps are read as spaces when the text is copied. Only after 年 or 月, never inside a number.
    """
    if measure - cells.natural(start, fits) <= _TORN:
        return fits
    inside = [end for end in cells.soft if end > fits and cells.natural(start, end) <= measure + _EPSILON]
    return max(inside, default=fits)


def _forced(cells: Cells, start: int, measure: float) -> int:
    """Where nothing fits by the rules (a long address in a narrow cell): as much as fits, marks still kept off."""
    count = len(cells.text)
    end = start + 1
    while end < count and cells.natural(start, end + 1) <= measure + _EPSILON:
        end += 1
    for better in range(end, start, -1):
        if better == count or (cells.text[better] not in NO_START and cells.text[better - 1] not in NO_END):
            return better
    return end


def _is_lone(cells: Cells, start: int) -> bool:
    """Whether what is left from ``start`` on is one character, with marks or without."""
    tail = cells.text[start:].strip()
    return len(tail) < 4 and sum(1 for char in tail if char not in NO_START and char not in NO_END) <= 1


def _spare_lone(cells: Cells, start: int, end: int, measure: float) -> int:
    """Another end for the line before last, if the one chosen leaves a lone character for the last."""
    count = len(cells.text)
    if end >= count or count - end > 4 or measure < 6 or not _is_lone(cells, end):
        return end
    if cells.natural(start, count) - measure <= cells.room(start, count) + _EPSILON:
        return count
    for earlier in range(end - 1, start, -1):
        if cells.breakable[earlier] and not _is_lone(cells, earlier):
            return earlier if measure - cells.natural(start, earlier) <= _LONE_STRETCH else end
    return end


def place(cells: Cells, line: Line, measure: float, *, justify: bool) -> tuple[list[float], list[float]]:
    """Where the box of each character of a line begins and how wide it is, in cells.

    Justified lines but the last fill ``measure`` exactly, unless that would open gaps wider than a character.
    """
    start, end = line.start, line.end
    if start == end:
        return [], []
    widths = cells.widths[start:end]
    if line.squeeze:
        slack = cells.slack
        widths = [width - slack[index] * line.squeeze for index, width in enumerate(widths, start)]
    widths[-1] = cells.widths[end - 1] - (cells.trim[end - 1] or cells.slack[end - 1] * line.squeeze)
    steps = widths
    if justify and not line.last:
        free = cells.gap[start + 1 : end]
        spare = measure - line.natural
        gaps = sum(free)
        if gaps and 0 < spare <= gaps:
            gap = spare / gaps
            steps = [width + gap if open_ else width for width, open_ in zip(widths, free, strict=False)]
    return list(accumulate(steps[: end - start - 1], initial=0.0)), widths
