"""Forms: labelled values in a ruled grid, like the head of a 会议记录."""

from __future__ import annotations

from dangjian_desktop.papers.flow import Piece, gap
from dangjian_desktop.papers.geometry import SIHAO
from dangjian_desktop.papers.grid import PAD_X, Box, GridRow, grid_chunks, text_box
from dangjian_desktop.papers.model import Align, Field, FormRow, FormTable, plain_text
from dangjian_desktop.papers.sheet import Sheet
from dangjian_desktop.papers.text import TextStyle, clean, paragraphs_of

_ROW = 29.6
"""Least height in points of a form's row: room to write by hand."""
_BELOW = 12
"""White below a form in points."""
_LABEL_LEAST = 4
_LABEL_MOST = 5
_TEXT_LEADING = 1.55
_LONG = 3
"""Lines from which a value is set as running text: indented, justified, from the top."""


def form(sheet: Sheet, block: FormTable) -> list[Piece]:
    """The pieces of a form."""
    style = sheet.small(SIHAO)
    label_em = label_width(block)
    label = (label_em + 2 * PAD_X + 0.5) * style.size
    rows = [_row(sheet, row, style, label, label_em) for row in block.rows]
    return [*grid_chunks(sheet, rows, sheet.frame.width), gap(_BELOW)]


def label_width(block: FormTable) -> int:
    """Width of the labels in em: the longest of those short enough for a line; longer ones turn."""
    lengths = [len(field.label) for row in block.rows for field in row.fields]
    return max([_LABEL_LEAST, *(length for length in lengths if length <= _LABEL_MOST)])


def _row(sheet: Sheet, row: FormRow, style: TextStyle, label: float, label_em: int) -> GridRow:
    width = sheet.frame.width
    labelled = [field for field in row.fields if field.label]
    free = width - label * len(labelled)
    total = sum(field.weight for field in row.fields)
    boxes: list[Box] = []
    x = 0.0
    least = _ROW
    for number, field in enumerate(row.fields):
        if field.label:
            boxes.append(_label_box(sheet, field.label, (x, x + label), style, label_em))
            x += label
        last = number == len(row.fields) - 1
        end = width if last else x + free * field.weight / total
        boxes.append(_value_box(sheet, field, (x, end), style))
        x = end
        least = max(least, field.lines * style.size * 1.42 + 10 if field.lines > 1 else _ROW)
    return GridRow(
        tuple(boxes), least=least, divide=True, divide_early=True, fill=any(field.fill for field in row.fields)
    )


def _label_box(sheet: Sheet, label: str, edges: tuple[float, float], style: TextStyle, label_em: int) -> Box:
    text = clean(label)
    align = Align.SPREAD if 1 < len(text) <= label_em and not text.isascii() else Align.CENTRE
    inner = (label_em + 2 * PAD_X) * style.size
    spare = (edges[1] - edges[0] - inner) / 2
    box = text_box(sheet, text, (edges[0] + spare, edges[1] - spare), style, align=align)
    return _widened(box, edges, spare)


def _widened(box: Box, edges: tuple[float, float], spare: float) -> Box:
    """The box over the whole cell, its text where it was set."""
    return Box(edges[0], edges[1], box.lines, box.size, box.leading, box.middle, inset=spare)


def _value_box(sheet: Sheet, field: Field, edges: tuple[float, float], style: TextStyle) -> Box:
    parts = paragraphs_of(field.value)
    room = (edges[1] - edges[0]) / style.size - 2 * PAD_X
    lines = sum(max(1, -(-len(plain_text(part)) // max(1, int(room)))) for part in parts)
    if lines >= _LONG or field.lines >= _LONG:
        return text_box(
            sheet,
            field.value,
            edges,
            style,
            align=Align.JUSTIFY if field.align is Align.LEFT else field.align,
            middle=False,
            indent=2 * style.size if "。" in plain_text(field.value) else 0.0,
            leading=_TEXT_LEADING,
        )
    return text_box(sheet, field.value, edges, style, align=field.align)
