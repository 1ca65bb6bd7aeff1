"""Ruled grids: rows of cells with lines of text, drawn page by page, divided between lines where a row may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dangjian_desktop.papers.flow import Band, Chunk
from dangjian_desktop.papers.marks import Page, RuleMark
from dangjian_desktop.papers.model import Align, Inline
from dangjian_desktop.papers.sheet import Sheet
from dangjian_desktop.papers.text import Paragraph, TextStyle, paragraphs_of, set_paragraph

OUTER = 1.0
INNER = 0.5
"""Widths of a grid's rules in points."""
LEADING = 1.42
"""Distance of two lines in a cell, in em."""
PAD_X = 0.35
PAD_Y = 0.42
"""Space between text and rule in em."""


@dataclass(frozen=True)
class Box:
    """A cell between the column edges ``x1`` and ``x2`` (points from the block's left edge), ``rows`` rows tall."""

    x1: float
    x2: float
    lines: tuple[tuple[Paragraph, int], ...]
    size: float
    leading: float
    middle: bool = True
    rows: int = 1
    heavy_left: bool = False
    inset: float = 0.0
    """Further space before the text."""

    @property
    def text_height(self) -> float:
        """Height of the lines of text."""
        return len(self.lines) * self.leading - (self.leading - self.size) if self.lines else 0.0

    @property
    def height(self) -> float:
        """Least height of the cell."""
        return self.text_height + 2 * PAD_Y * self.size


@dataclass(frozen=True)
class GridRow:
    """A row of boxes. ``least`` is its least height in points; ``divide`` whether it may go on over the page."""

    boxes: tuple[Box, ...]
    least: float = 0.0
    keep: bool = False
    divide: bool = True
    divide_early: bool = False
    fill: bool = False
    spare: bool = False


def text_box(
    sheet: Sheet,
    text: Inline,
    edges: tuple[float, float],
    style: TextStyle,
    *,
    align: Align = Align.CENTRE,
    middle: bool = True,
    indent: float = 0.0,
    rows: int = 1,
    leading: float = LEADING,
) -> Box:
    """A cell of text; ``indent`` (points) is that of each paragraph's first line."""
    x1, x2 = edges
    width = max(style.size, x2 - x1 - 2 * PAD_X * style.size)
    lines: list[tuple[Paragraph, int]] = []
    for part in paragraphs_of(text):
        paragraph = set_paragraph(sheet.faces, part, style, width, indent=indent, align=align)
        lines += [(paragraph, number) for number in range(len(paragraph.lines))]
    if lines == [] or (len(lines) == 1 and not lines[0][0].cells.text):
        lines = []
    return Box(x1, x2, tuple(lines), style.size, style.size * leading, middle, rows)


def row_heights(rows: Sequence[GridRow]) -> list[float]:
    """The height of each row; a cell that spans rows stretches the last of them if it must."""
    heights = [max([row.least, *(box.height for box in row.boxes if box.rows == 1)], default=row.least) for row in rows]
    for number, row in enumerate(rows):
        for box in row.boxes:
            last = min(number + box.rows, len(rows))
            lacking = box.height - sum(heights[number:last])
            if box.rows > 1 and lacking > 0:
                heights[last - 1] += lacking
    return heights


def grid_chunks(sheet: Sheet, rows: Sequence[GridRow], width: float, head: Sequence[GridRow] = ()) -> list[Chunk]:
    """The rows as pieces of a page under a repeated head, framed on every page."""
    band = _frame(sheet.frame.left, width)
    head_chunks = tuple(_row_chunks(sheet, head, band, width))
    for chunk in head_chunks:
        chunk.keep = True
    body = _row_chunks(sheet, rows, band, width)
    for chunk in body:
        chunk.head = head_chunks
    return [*head_chunks, *body]


def _frame(left: float, width: float) -> Band:
    def rule(page: Page, y: float) -> None:
        page.marks.append(RuleMark(left - OUTER / 2, y, left + width + OUTER / 2, y, OUTER))

    return Band(rule, rule)


def _row_chunks(sheet: Sheet, rows: Sequence[GridRow], band: Band, width: float) -> list[Chunk]:
    heights = row_heights(rows)
    open_until = 0
    chunks = []
    for number, row in enumerate(rows):
        open_until = max([open_until, *(number + box.rows for box in row.boxes)])
        tall = [sum(heights[number : number + box.rows]) for box in row.boxes]
        spanned = number + 1 < min(open_until, len(rows))
        chunk = _row_chunk(sheet.frame.left, width, row, heights[number], tall, band)
        chunk.keep = row.keep or spanned
        chunk.spare = row.spare
        if spanned or any(box.rows > 1 for box in row.boxes):
            chunk.divide = None
        chunks.append(chunk)
    return chunks


def _row_chunk(left: float, width: float, row: GridRow, height: float, tall: Sequence[float], band: Band) -> Chunk:
    """One row (or the part of one that stands on a page)."""

    def paint(page: Page, y: float) -> None:
        for box, box_height in zip(row.boxes, tall, strict=True):
            _paint_box(page, left, y, box, box_height)
        for x in (left, left + width):
            page.marks.append(RuleMark(x, y, x, y + height, OUTER))

    def divide(room: float) -> tuple[Chunk, Chunk] | None:
        parts = _divided(row, room)
        if parts is None:
            return None
        first, rest = parts
        upper = _row_chunk(left, width, first, room, [room] * len(first.boxes), band)
        rest_height = row_heights([rest])[0]
        lower = _row_chunk(left, width, rest, rest_height, [rest_height] * len(rest.boxes), band)
        return upper, replace(lower, head=chunk.head, keep=chunk.keep)

    def grow(extra: float) -> Chunk:
        taller = _row_chunk(left, width, row, height + extra, [each + extra for each in tall], band)
        return replace(taller, keep=chunk.keep, head=chunk.head)

    chunk = Chunk(
        height,
        paint,
        band=band,
        grow=grow if row.fill else None,
        keep=row.keep,
        divide=divide if row.divide else None,
        divide_early=row.divide_early,
    )
    return chunk


def _divided(row: GridRow, room: float) -> tuple[GridRow, GridRow] | None:
    """The row as far as it fits ``room`` points, and its rest; None if fewer than two lines would stay."""
    first, rest = [], []
    gained = False
    for box in row.boxes:
        fitting = int((room - 2 * PAD_Y * box.size + box.leading - box.size) / box.leading)
        if fitting >= len(box.lines):
            first.append(box)
            rest.append(replace(box, lines=()))
            continue
        if fitting < 2:
            return None
        gained = True
        keep = fitting if len(box.lines) - fitting > 1 or fitting < 3 else fitting - 1
        first.append(replace(box, lines=box.lines[:keep], middle=False))
        rest.append(replace(box, lines=box.lines[keep:], middle=False))
    if not gained:
        blank = row.least - room
        if blank <= 0 or room < 60:
            return None
        return (
            replace(row, boxes=tuple(first), least=room, keep=False),
            replace(row, boxes=tuple(rest), least=max(blank, 0.0)),
        )
    return replace(row, boxes=tuple(first), least=room, keep=False), replace(row, boxes=tuple(rest), least=0.0)


def _paint_box(page: Page, left: float, y: float, box: Box, height: float) -> None:
    x1, x2 = left + box.x1, left + box.x2
    page.marks.append(RuleMark(x1, y + height, x2, y + height, INNER))
    if box.x1 > 0:
        page.marks.append(RuleMark(x1, y, x1, y + height, OUTER if box.heavy_left else INNER))
    top = y + ((height - box.text_height) / 2 if box.middle else PAD_Y * box.size)
    for number, (paragraph, line) in enumerate(box.lines):
        page.marks.extend(paragraph.draw(line, x1 + box.inset + PAD_X * box.size, top + number * box.leading))
