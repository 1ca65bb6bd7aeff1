"""From styled text to lines of placed characters: faces and cells meet the line breaker here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dangjian_desktop.papers.fonts import HALF_MARKS, NARROW, Faces, Glyph, Role
from dangjian_desktop.papers.geometry import ASCENT
from dangjian_desktop.papers.linebreak import CLOSING, OPENING, Cells, Line, break_lines, place
from dangjian_desktop.papers.marks import BLACK, Colour, TextMark
from dangjian_desktop.papers.model import Align, Inline, Run, Style, runs_of

_SUSPECT = re.compile(
    "[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f\u200b\ufeff\u00ad\ufe0f\x00-\x09\x0b-\x1f\x7f-\x9f]"
)
_DROPPED = {"\r": "", "\t": " ", "\u200b": "", "\ufeff": "", "\u00ad": "", "\ufe0f": ""}


def clean(text: str) -> str:
    """Text as papers hold it: NFC, without Kangxi radicals, compatibility ideographs and invisible characters.

    Line feeds stay: they divide paragraphs.
    """
    if not _SUSPECT.search(text):
        return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
    kept = []
    for char in unicodedata.normalize("NFC", text):
        if "\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff" or "\U0002f800" <= char <= "\U0002fa1f":
            kept.append(unicodedata.normalize("NFKC", char))
        elif char in _DROPPED:
            kept.append(_DROPPED[char])
        elif char == "\n" or unicodedata.category(char) != "Cc":
            kept.append(char)
    return "".join(kept)


@dataclass(frozen=True)
class TextStyle:
    """How a text is set: its face, size in points and the width of one character cell in points."""

    role: Role
    size: float
    cell: float
    colour: Colour = BLACK

    def in_role(self, role: Role) -> TextStyle:
        """The same in another face."""
        return replace(self, role=role)


_STYLE_ROLES = {Style.BOLD: Role.HEI, Style.KAI: Role.KAI}


@dataclass(frozen=True)
class Paragraph:
    """One paragraph broken into lines, ready to be drawn anywhere."""

    style: TextStyle
    cells: Cells
    glyphs: tuple[Glyph, ...]
    lines: tuple[Line, ...]
    width: float
    indent: float
    hang: float
    align: Align

    def natural(self, number: int) -> float:
        """Natural width of a line in points."""
        return self.lines[number].natural * self.style.cell

    def draw(self, number: int, left: float, top: float) -> list[TextMark]:
        """Marks of line ``number`` of a paragraph that begins at ``left``; its em square begins at ``top``."""
        line = self.lines[number]
        cell = self.style.cell
        before = self.hang if number else self.indent
        measure = (self.width - before) / cell
        x0 = left + before
        spare = max(0.0, measure - line.natural)  # a squeezed line fills its measure
        if self.align is Align.CENTRE:
            x0 += spare * cell / 2
        elif self.align is Align.RIGHT:
            x0 += spare * cell
        if self.align is Align.SPREAD:
            return self._spread(line, x0, top, measure * cell)
        places, widths = place(self.cells, line, measure, justify=self.align is Align.JUSTIFY)
        size = self.style.size
        glyphs = self.glyphs[line.start : line.end]
        xs = [
            x0 + x * cell if glyph.plain else x0 + x * cell + self._shift(glyph, width * cell)
            for glyph, x, width in zip(glyphs, places, widths, strict=True)
        ]
        return _marks(glyphs, xs, top + ASCENT * size, size, self.style.colour)

    def _shift(self, glyph: Glyph, box: float) -> float:
        """Where in its box of ``box`` points a character is drawn."""
        size = self.style.size
        full = min(self.style.cell, size)
        if glyph.char in OPENING:
            return min(0.0, box - full)
        if glyph.char in CLOSING:
            return min(0.0, box - (glyph.right + 0.03) * size)
        if glyph.char in HALF_MARKS or glyph.advance <= NARROW:
            return (box - glyph.advance * size) / 2
        return 0.0

    def _spread(self, line: Line, left: float, top: float, width: float) -> list[TextMark]:
        """The characters spread evenly from edge to edge."""
        chosen = [self.glyphs[index] for index in range(line.start, line.end)]
        size = self.style.size
        total = sum(glyph.advance for glyph in chosen) * size
        between = (width - total) / (len(chosen) - 1) if len(chosen) > 1 else 0.0
        xs = []
        x = left if len(chosen) > 1 else left + (width - total) / 2
        for glyph in chosen:
            xs.append(x)
            x += glyph.advance * size + between
        return _marks(chosen, xs, top + ASCENT * size, size, self.style.colour)


def _marks(
    glyphs: Sequence[Glyph], xs: Sequence[float], baseline: float, size: float, colour: Colour
) -> list[TextMark]:
    """Characters in their places, those of one face that follow each other in one mark."""
    marks = []
    start = 0
    for end in range(1, len(glyphs) + 1):
        if end == len(glyphs) or glyphs[end].face is not glyphs[start].face:
            text = "".join([glyph.char for glyph in glyphs[start:end]])
            marks.append(TextMark(glyphs[start].face, size, baseline, text, tuple(xs[start:end]), colour))
            start = end
    return marks


def _widths(glyphs: Sequence[Glyph], style: TextStyle) -> list[float]:
    """Widths of characters in cells."""
    em = style.size / style.cell
    return [glyph.cells or glyph.advance * em for glyph in glyphs]


def set_paragraph(
    faces: Faces,
    text: Inline,
    style: TextStyle,
    width: float,
    *,
    indent: float = 0.0,
    hang: float = 0.0,
    align: Align = Align.JUSTIFY,
    keep: Sequence[str] = (),
) -> Paragraph:
    """Break one paragraph (no line feeds) into lines ``width`` points wide.

    ``indent`` of the first and ``hang`` of the turned lines are in points. Words of ``keep`` are not divided (names).
    """
    glyphs: list[Glyph] = []
    for run in runs_of(text):
        role = _STYLE_ROLES.get(run.style, style.role)
        glyphs += faces.glyphs(role, clean(run.text).replace("\n", " "))
    widths = _widths(glyphs, style)
    first, rest = (width - indent) / style.cell, (width - hang) / style.cell
    cells = Cells("".join(glyph.char for glyph in glyphs), widths, rest)
    for word in keep:
        cells.keep(word)
    lines = break_lines(cells, first, rest)
    return Paragraph(style, cells, tuple(glyphs), tuple(lines), width, indent, hang, align)


def natural_width(faces: Faces, text: Inline, style: TextStyle) -> float:
    """Width in points of a text on one line."""
    total = 0.0
    for run in runs_of(text):
        role = _STYLE_ROLES.get(run.style, style.role)
        total += sum(_widths(faces.glyphs(role, clean(run.text).replace("\n", "")), style))
    return total * style.cell


def paragraphs_of(text: Inline) -> list[Inline]:
    """A text divided at its line feeds, the styles kept."""
    parts: list[list[tuple[str, Style]]] = [[]]
    for run in runs_of(text):
        pieces = clean(run.text).split("\n")
        for number, piece in enumerate(pieces):
            if number:
                parts.append([])
            if piece:
                parts[-1].append((piece, run.style))
    return [_as_inline(part) for part in parts]


def _as_inline(part: list[tuple[str, Style]]) -> Inline:
    if len(part) == 1 and part[0][1] is Style.PLAIN:
        return part[0][0]
    return tuple(Run(text, style) for text, style in part)
