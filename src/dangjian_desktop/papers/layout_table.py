"""Tables: widths from content, repeated heads, spans, groups of rows, column groups side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dangjian_desktop.papers.columns import Need, choose_size, column_edges
from dangjian_desktop.papers.flow import Chunk, Deferred, NewPage, Piece, gap
from dangjian_desktop.papers.fonts import Role
from dangjian_desktop.papers.geometry import SIHAO, WUHAO
from dangjian_desktop.papers.grid import PAD_X, Box, GridRow, grid_chunks, row_heights, text_box
from dangjian_desktop.papers.marks import Page
from dangjian_desktop.papers.model import Align, Cell, Column, Row, RowKind, Table, plain_text
from dangjian_desktop.papers.sheet import Sheet
from dangjian_desktop.papers.text import TextStyle, clean, set_paragraph

_HAND_ROW = 29.6
"""Least height in points of a row that is written on by hand (10.4 mm)."""
_PADDING = 2 * PAD_X + 0.1
_WORD = re.compile(r"[A-Za-z0-9./:%～~-]+|\S")
_WHOLE = 4
_FEWEST_ROWS = 3
WHOLE_TABLE = 6
"""Rows up to which a table is not divided."""
_SHARE = 0.3
"""Share of a page up to which rows are moved to keep others company."""


def table(sheet: Sheet, block: Table) -> list[Piece]:
    """The pieces of a table with its caption and note."""
    printed = len(block.rows)
    block = filled(block)
    pieces: list[Piece] = []
    if block.caption:
        pieces += _lines(sheet, block.caption, sheet.small(SIHAO, Role.HEI), Align.CENTRE, keep=True)
    hand = _HAND_ROW if block.groups > 1 or block.fill_to else 0.0
    size, edges = measure(sheet.frame.width, block)
    style = sheet.small(size)
    head = _head(sheet, block, edges, style, hand)
    rows = _rows(sheet, block, edges, style, hand)
    rows[printed:] = [replace(row, spare=True) for row in rows[printed:]]
    if block.groups > 1:
        pieces.append(_side_by_side(sheet, head, rows, block.groups))
    else:
        chunks = grid_chunks(sheet, rows, sheet.frame.width, head)
        _tie(chunks[len(head) : len(head) + printed], sheet.frame.height)
        if block.note and printed == len(block.rows):
            chunks[-1].keep = True
        pieces += chunks
    if block.note:
        pieces.append(gap(4, keep=True))
        pieces += _lines(sheet, block.note, sheet.small(WUHAO), Align.LEFT, keep=False)
    pieces.append(gap(8))
    return pieces


def _tie(rows: list[Chunk], page: float) -> None:
    """Keep a short table whole, and two rows at either end of a longer one: no row stands alone on a page.

    Rows so tall that moving them would leave a page half empty stay free.
    """
    if len(rows) <= WHOLE_TABLE and sum(row.height for row in rows) <= page * _SHARE:
        tied = rows[:-1]
    else:
        tied = [row for row in (*rows[:1], *rows[-2:-1]) if row.height <= page * _SHARE / 2]
    for row in tied:
        row.keep = True


def filled(block: Table) -> Table:
    """The table with its empty rows for writing, and with the column of numbers."""
    rows = list(block.rows)
    wide = len(block.columns)
    rows += [Row(("",) * wide) for _ in range(block.fill_to - len(rows))]
    if not block.numbered:
        return replace(block, rows=tuple(rows))
    number = 0
    counted = []
    for row in rows:
        if row.kind is RowKind.BODY:
            number += 1
            counted.append(replace(row, cells=(str(number), *row.cells)))
        elif row.kind is RowKind.TOTAL:
            counted.append(replace(row, cells=("", *row.cells)))
        else:
            counted.append(row)
    head = tuple(replace(row, cells=("", *row.cells)) for row in block.head)
    return replace(block, rows=tuple(counted), head=head, columns=(Column("序号"), *block.columns), numbered=False)


def _lines(sheet: Sheet, text: str, style: TextStyle, align: Align, *, keep: bool) -> list[Chunk]:
    """Small lines above or below a table."""
    paragraph = set_paragraph(sheet.faces, text, style, sheet.frame.width, align=align)
    pitch = style.size * 1.6

    def chunk(number: int) -> Chunk:
        def paint(page: Page, y: float) -> None:
            page.marks.extend(paragraph.draw(number, sheet.frame.left, y))

        return Chunk(pitch, paint, extent=style.size, keep=keep)

    return [chunk(number) for number in range(len(paragraph.lines))]


def measure(full: float, block: Table) -> tuple[float, list[float]]:
    """Size of the text and edges of the columns (of the first column group) in a block ``full`` points wide."""
    width = full / block.groups
    needs = [_need(column, _entries(block, number)) for number, column in enumerate(block.columns)]
    size = choose_size(needs, width, _PADDING)
    return size, column_edges(needs, width, size, _PADDING)


def _entries(block: Table, number: int) -> list[str]:
    """The texts that stand in one column alone."""
    found = []
    spans: dict[int, int] = {}
    for row in block.rows:
        for column, cell in spread(row, spans, len(block.columns)):
            if column == number and cell.columns == 1:
                found.extend(plain_text(cell.text).split("\n"))
    return found


def spread(row: Row, spans: dict[int, int], wide: int) -> list[tuple[int, Cell]]:
    """The cells of a row with their columns; ``spans`` (column: rows still covered) is carried from row to row."""
    placed = []
    column = 0
    for item in row.cells:
        cell = item if isinstance(item, Cell) else Cell(item)
        while spans.get(column, 0):
            column += 1
        if row.kind is RowKind.GROUP and len(row.cells) == 1:
            cell = replace(cell, columns=wide)
        placed.append((column, cell))
        column += cell.columns
    for covered in list(spans):
        spans[covered] = max(0, spans[covered] - 1)
    for start, cell in placed:
        if cell.rows > 1:
            for covered in range(start, start + cell.columns):
                spans[covered] = cell.rows - 1
    return placed


def _need(column: Column, entries: Sequence[str]) -> Need:
    title = clean(column.title)
    texts = [clean(text) for text in entries]
    longest = max([_em(title) if len(title) <= _WHOLE else _em(title) / 2, *(_em(text) for text in texts)])
    words = [_em(word) for text in (title, *texts) for word in _WORD.findall(text)]
    short = [_em(text) for text in texts if len(text) <= _WHOLE]
    return Need(longest, max([2.0, *words, *short]), column.weight)


def _em(text: str) -> float:
    return sum(0.52 if char.isascii() else 1.0 for char in text)


def _head(sheet: Sheet, block: Table, edges: list[float], style: TextStyle, hand: float) -> list[GridRow]:
    """The head rows in 黑体, repeated on every page."""
    bold = style.in_role(Role.HEI)
    covered: set[int] = set()
    rows = []
    spans: dict[int, int] = {}
    for number, row in enumerate(block.head):
        boxes = []
        for column, cell in spread(row, spans, len(block.columns)):
            down = cell.rows
            if number + down > len(block.head) or (cell.text == "" and cell.columns == 1 and down == 1):
                down = len(block.head) - number + 1
                covered.add(column)
                cell = replace(cell, text=cell.text or block.columns[column].title)
            span = (edges[column], edges[column + cell.columns])
            boxes.append(text_box(sheet, cell.text, span, bold, rows=down))
        rows.append(GridRow(tuple(boxes), keep=True, divide=False))
    titles = tuple(
        text_box(sheet, column.title, (edges[number], edges[number + 1]), bold)
        for number, column in enumerate(block.columns)
        if number not in covered
    )
    rows.append(GridRow(titles, least=hand, keep=True, divide=False))
    return rows


def _rows(sheet: Sheet, block: Table, edges: list[float], style: TextStyle, hand: float) -> list[GridRow]:
    rows = []
    spans: dict[int, int] = {}
    bold = style.in_role(Role.HEI)
    for number, row in enumerate(block.rows):
        plain = row.kind is RowKind.BODY
        boxes = []
        for column, cell in spread(row, spans, len(block.columns)):
            align = cell.align or (block.columns[column].align if plain else Align.CENTRE)
            span = (edges[column], edges[column + cell.columns])
            boxes.append(text_box(sheet, cell.text, span, style if plain else bold, align=align, rows=cell.rows))
        least = max(hand, (row.min_lines - 1) * style.size * 1.42 + style.size * 1.84)
        tied = row.kind is RowKind.GROUP or (
            number + 1 < len(block.rows) and block.rows[number + 1].kind is RowKind.TOTAL
        )
        rows.append(GridRow(tuple(boxes), least=least, keep=tied, divide=row.may_split))
    return rows


def _side_by_side(sheet: Sheet, head: list[GridRow], rows: list[GridRow], groups: int) -> Deferred:
    """Rows in ``groups`` column groups, filling the first group of a page before the second."""
    width = sheet.frame.width
    step = width / groups
    height = max(row_heights(rows), default=0.0)
    head_height = sum(row_heights(head))
    least = head_height + _FEWEST_ROWS * height
    uniform = [replace(row, least=height, keep=False, divide=False) for row in rows]
    wide_head = [_beside([row] * groups, step) for row in head]

    def make(room: float, whole: float) -> list[Piece]:
        made: list[Piece] = []
        left = uniform
        while left:
            fitting = int((room - head_height + 0.01) / height)
            if fitting < min(_FEWEST_ROWS, -(-len(left) // groups)):
                made.append(NewPage())
                room = whole
                continue
            tall = min(fitting, -(-len(left) // groups))
            part, left = left[: tall * groups], left[tall * groups :]
            columns = [part[start : start + tall] for start in range(0, len(part), tall)]
            merged = [
                _beside([column[number] if number < len(column) else None for column in columns], step, groups)
                for number in range(tall)
            ]
            made += grid_chunks(sheet, merged, width, wide_head)
            if left:
                made.append(NewPage())
                room = whole
        return made

    return Deferred(make, least)


def _beside(parts: Sequence[GridRow | None], step: float, groups: int | None = None) -> GridRow:
    """One row made of the rows of several column groups; a missing one leaves empty cells."""
    boxes: list[Box] = []
    count = groups or len(parts)
    for number in range(count):
        part = parts[number] if number < len(parts) else None
        start = number * step
        shown = part or parts[0]
        for place, box in enumerate(shown.boxes if shown else ()):
            heavy = number > 0 and place == 0
            lines = box.lines if part else ()
            boxes.append(replace(box, x1=box.x1 + start, x2=box.x2 + start, lines=lines, heavy_left=heavy))
    least = max((part.least for part in parts if part), default=0.0)
    return GridRow(tuple(boxes), least=least, keep=bool(parts[0] and parts[0].keep), divide=False)
