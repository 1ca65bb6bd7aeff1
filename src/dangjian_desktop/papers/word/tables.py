"""Tables, forms and rows of pictures as Word tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from dangjian_desktop.papers.fonts import Role
from dangjian_desktop.papers.geometry import SIHAO, Frame
from dangjian_desktop.papers.grid import PAD_X
from dangjian_desktop.papers.layout_form import label_width
from dangjian_desktop.papers.layout_table import WHOLE_TABLE, filled, measure, spread
from dangjian_desktop.papers.model import (
    Align,
    Cell,
    Field,
    FormRow,
    FormTable,
    Inline,
    Row,
    RowKind,
    Table,
    plain_text,
)
from dangjian_desktop.papers.text import paragraphs_of
from dangjian_desktop.papers.word.markup import em, paragraph, runs, twips
from dangjian_desktop.papers.word.styles import TABLE_HEAD, TABLE_STYLE

_LEADING = 1.42
_HAND_ROW = 29.6
_PAD_Y = 4.0
_WHOLE_ROW = 300
"""Characters up to which a row is never divided between pages."""
_LONG = 3
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


@dataclass(frozen=True)
class Box:
    """A cell as Word wants it: its paragraphs, how many grid columns wide; ``merge`` is restart, continue or empty."""

    content: str
    columns: int
    width: int
    merge: str = ""
    middle: bool = True


def grid(widths: list[int], rows: list[str], *, ruled: bool = True, pad: float = 0.0) -> str:
    """A table over the block's width from the widths of its grid columns in twips."""
    borders = f"<w:tblBorders>{_BORDERS}</w:tblBorders>" if ruled else ""
    margin = twips(pad)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/>'
        f'<w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row_markup(boxes: list[Box], *, least: float = 0.0, whole: bool = True, head: bool = False) -> str:
    """A row at least ``least`` points high; ``head`` repeats it on every page."""
    properties = "<w:cantSplit/>" if whole else ""
    properties += f'<w:trHeight w:val="{twips(least)}" w:hRule="atLeast"/>' if least else ""
    properties += "<w:tblHeader/>" if head else ""
    cells = []
    for box in boxes:
        merged = {"restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}.get(box.merge, "")
        span = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
        place = '<w:vAlign w:val="center"/>' if box.middle else ""
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{box.width}" w:type="dxa"/>{span}{merged}{place}</w:tcPr>{box.content}</w:tc>'
        )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell_text(text: Inline, size: float, align: Align, *, bold: bool = False, keep: bool = False) -> str:
    """The paragraphs of a cell with a little air above and below."""
    parts = paragraphs_of(text)
    return "".join(
        paragraph(
            runs(part, Role.HEI if bold else None, size),
            TABLE_HEAD if bold else TABLE_STYLE,
            align=align,
            line=size * _LEADING,
            keep=keep,
            before=_PAD_Y if number == 0 else 0,
            after=_PAD_Y if number == len(parts) - 1 else 0,
        )
        for number, part in enumerate(parts)
    )


def table(frame: Frame, block: Table) -> str:
    """The ruled table alone; caption and note are the caller's."""
    hand = _HAND_ROW if block.groups > 1 or block.fill_to else 0.0
    block = filled(block)
    size, edges = measure(frame.width, block)
    one = [twips(after) - twips(before) for before, after in pairwise(edges)]
    heads = _head_rows(block)
    rows = list(block.rows)
    if block.groups > 1:
        deep = -(-len(rows) // block.groups)
        empty = Row(("",) * len(block.columns))
        rows += [empty] * (deep * block.groups - len(rows))
        rows = [_joined(rows[start::deep]) for start in range(deep)]
        heads = [_joined(heads * block.groups)]
        block = replace(block, columns=block.columns * block.groups)
    widths = one * block.groups
    markup = _Rows(block, widths, size)
    made = [markup.row(row, bold=True, head=True, least=hand, keep=bool(rows)) for row in heads]
    for number, row in enumerate(rows):
        following = rows[number + 1].kind if number + 1 < len(rows) else RowKind.BODY
        keep = row.kind is RowKind.GROUP or following is RowKind.TOTAL or _in_company(rows, number)
        least = max(hand, row.min_lines * size * _LEADING + 2 * _PAD_Y if row.min_lines > 1 else 0.0)
        made.append(markup.row(row, bold=row.kind is not RowKind.BODY, keep=keep, least=least))
    return grid(widths, made, pad=PAD_X * size)


def _in_company(rows: list[Row], number: int) -> bool:
    """Whether a row stays with the next one, so that short tables are not divided and no row stands alone."""
    if number + 1 >= len(rows) or _long(rows[number]):
        return False
    if len(rows) <= WHOLE_TABLE:
        return not any(map(_long, rows))
    return number in (0, len(rows) - 2)


def _long(row: Row) -> bool:
    """Whether a row may be taller than a part of a page."""
    return any(len(plain_text(cell.text if isinstance(cell, Cell) else cell)) > _WHOLE_ROW for cell in row.cells)


def _joined(rows: list[Row]) -> Row:
    return Row(tuple(cell for row in rows for cell in row.cells))


def _head_rows(block: Table) -> list[Row]:
    """The rows of the head; a cell of a grouped head that reaches down stands for the title below it."""
    covered: set[int] = set()
    spans: dict[int, int] = {}
    made = []
    for number, row in enumerate(block.head):
        cells = []
        for column, cell in spread(row, spans, len(block.columns)):
            down = cell.rows
            if number + down > len(block.head) or (cell.text == "" and cell.columns == 1 and down == 1):
                down = len(block.head) - number + 1
                covered.add(column)
            cells.append(replace(cell, text=cell.text or block.columns[column].title, rows=down))
        made.append(Row(tuple(cells)))
    titles = tuple(column.title for number, column in enumerate(block.columns) if number not in covered)
    return [*made, Row(titles)]


class _Rows:
    """Makes the rows of one table, remembering which cells reach down into the next ones."""

    def __init__(self, block: Table, widths: list[int], size: float) -> None:
        self._block = block
        self._widths = widths
        self._size = size
        self._open: dict[int, tuple[int, int]] = {}
        """First column of an open cell: its columns, the rows still to come."""

    def row(self, row: Row, *, bold: bool, least: float, keep: bool = False, head: bool = False) -> str:
        boxes: list[Box] = []
        column, waiting = 0, list(row.cells)
        total = len(self._widths)
        while column < total:
            if column in self._open:
                columns, left = self._open.pop(column)
                empty = paragraph("", TABLE_STYLE)
                boxes.append(Box(empty, columns, self._width(column, columns), "continue"))
                if left > 1:
                    self._open[column] = (columns, left - 1)
            elif waiting:
                item = waiting.pop(0)
                cell = item if isinstance(item, Cell) else Cell(item)
                alone = row.kind is RowKind.GROUP and len(row.cells) == 1
                columns = total if alone else min(cell.columns, total - column)
                boxes.append(self._box(cell, column, columns, bold=bold, keep=keep))
                if cell.rows > 1:
                    self._open[column] = (columns, cell.rows - 1)
            else:
                columns = 1
                boxes.append(Box(paragraph("", TABLE_STYLE), 1, self._width(column, 1)))
            column += columns
        return row_markup(boxes, least=least, whole=not row.may_split or not _long(row), head=head)

    def _box(self, cell: Cell, column: int, columns: int, *, bold: bool, keep: bool) -> Box:
        align = Align.CENTRE if bold else self._block.columns[column].align
        content = _cell_text(cell.text, self._size, cell.align or align, bold=bold, keep=keep)
        return Box(content, columns, self._width(column, columns), "restart" if cell.rows > 1 else "")

    def _width(self, column: int, columns: int) -> int:
        return sum(self._widths[column : column + columns])


def form(frame: Frame, block: FormTable, spare: float = 0.0) -> str:
    """A form: rows divided differently share one grid of all their edges. ``spare`` points go to rows that fill."""
    label_em = label_width(block)
    label = (label_em + 2 * PAD_X + 0.5) * SIHAO
    divided = [_edges(row, frame.width, label) for row in block.rows]
    edges = sorted({edge for row in divided for edge in row})
    widths = [after - before for before, after in pairwise(edges)]
    rows = []
    for row, own in zip(block.rows, divided, strict=True):
        boxes = []
        place = 0
        for field in row.fields:
            for content, middle in _field(field, label_em, own, place):
                start, end = own[place], own[place + 1]
                columns = sum(1 for edge in edges if start < edge <= end)
                boxes.append(Box(content, columns, end - start, middle=middle))
                place += 1
        fills = any(field.fill for field in row.fields)
        long = any(len(plain_text(field.value)) > _WHOLE_ROW for field in row.fields)
        rows.append(row_markup(boxes, least=row_height(row) + (spare if fills else 0), whole=not long))
    return grid(widths, rows, pad=PAD_X * SIHAO)


def row_height(row: FormRow) -> float:
    """The least height of a form's row in points."""
    lines = max(field.lines for field in row.fields)
    return max(_HAND_ROW, lines * SIHAO * _LEADING + 10 if lines > 1 else 0.0)


def _edges(row: FormRow, width: float, label: float) -> list[int]:
    """The edges of a row's cells in twips, rounded so that rows alike fall on the same ones."""
    free = width - label * sum(1 for field in row.fields if field.label)
    total = sum(field.weight for field in row.fields)
    edges, x = [0.0], 0.0
    for field in row.fields:
        if field.label:
            x += label
            edges.append(x)
        x += free * field.weight / total
        edges.append(x)
    return [round(twips(edge) / 4) * 4 for edge in edges]


def _field(field: Field, label_em: int, own: list[int], place: int) -> list[tuple[str, bool]]:
    """The contents of a label's and a value's cells, and whether each stands in the middle of its height."""
    made = []
    if field.label:
        align = Align.SPREAD if 1 < len(field.label) <= label_em and not field.label.isascii() else Align.CENTRE
        made.append((_cell_text(field.label, SIHAO, align), True))
        place += 1
    room = (own[place + 1] - own[place]) / 20 / SIHAO - 2 * PAD_X
    parts = paragraphs_of(field.value)
    lines = sum(max(1, int(-(-em(plain_text(part)) // max(1.0, room)))) for part in parts)
    if max(lines, field.lines) < _LONG:
        made.append((_cell_text(field.value, SIHAO, field.align), True))
        return made
    align = Align.JUSTIFY if field.align is Align.LEFT else field.align
    first = 2 * SIHAO if "。" in plain_text(field.value) else 0.0
    text = "".join(
        paragraph(runs(part, None, SIHAO), TABLE_STYLE, align=align, first=first, line=SIHAO * 1.55) for part in parts
    )
    made.append((text, False))
    return made
