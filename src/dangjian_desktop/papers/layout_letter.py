"""The first page of letters and orders (GB/T 9704-2012 10.1, 10.2)."""

from __future__ import annotations

from dangjian_desktop.papers import model
from dangjian_desktop.papers.flow import Chunk
from dangjian_desktop.papers.geometry import (
    BODY,
    LETTER_FOOT,
    LETTER_GAP,
    LETTER_RULES,
    LETTER_THICK,
    LETTER_THIN,
    LETTER_WHITE,
    MM,
    SHEET_WIDTH,
)
from dangjian_desktop.papers.layout_official import Draw, corner, line, mark, name_page
from dangjian_desktop.papers.marks import RED, Page, RuleMark
from dangjian_desktop.papers.model import Align
from dangjian_desktop.papers.sheet import Sheet

_LETTER_MARK = 30 * MM
"""Upper edge of a letter's mark below the paper's edge (10.1)."""
_RULE_BELOW = 4 * MM
"""The first double rule below the mark (10.1)."""
_ORDER_MARK = 20 * MM
"""Upper edge of an order's mark below the block's edge (10.2)."""
_BLANK_LINES = 2
"""Above and below an order's number (10.2)."""


def letter_head(sheet: Sheet, document: model.Document, block: model.Head) -> Chunk:
    """From the mark, which stands above the block, to the last element below the first double rule."""
    lines: list[tuple[float, Draw]] = []
    above = mark(sheet, block, _LETTER_MARK, lines)
    first = above + _RULE_BELOW + LETTER_THICK + LETTER_WHITE + LETTER_THIN + LETTER_GAP
    rows = corner(block)
    for number, (text, role) in enumerate(rows):
        lines.append((first + number * sheet.frame.pitch, line(sheet, text, sheet.body.in_role(role))))
    if block.number:
        lines.append((first, line(sheet, block.number, sheet.body, align=Align.RIGHT)))
    bottom = first + BODY + max(0, len(rows) - 1) * sheet.frame.pitch

    def paint(page: Page, top: float) -> None:
        for y, draw in lines:
            page.marks.extend(draw(y))
        _double_rule(page, above + _RULE_BELOW, thick_above=True)
        name_page(page, document, top)

    return Chunk(bottom - sheet.frame.top, paint, keep=True)


def letter_foot(page: Page) -> None:
    """The second double rule, the thin line above, 20 mm from the paper's lower edge."""
    _double_rule(page, LETTER_FOOT - LETTER_THICK - LETTER_WHITE - LETTER_THIN, thick_above=False)


def _double_rule(page: Page, top: float, *, thick_above: bool) -> None:
    left = (SHEET_WIDTH - LETTER_RULES) / 2
    upper, lower = (LETTER_THICK, LETTER_THIN) if thick_above else (LETTER_THIN, LETTER_THICK)
    for y, width in ((top + upper / 2, upper), (top + upper + LETTER_WHITE + lower / 2, lower)):
        page.marks.append(RuleMark(left, y, left + LETTER_RULES, y, width, RED))


def order_head(sheet: Sheet, document: model.Document, block: model.Head) -> Chunk:
    """The mark and, two blank lines below it, the number; the text begins about two blank lines further down.

    That is the line of the grid which leaves the white nearest to that of two blank lines between lines of text.
    """
    pitch = sheet.frame.pitch
    lines: list[tuple[float, Draw]] = []
    y = mark(sheet, block, _ORDER_MARK, lines)
    if block.number:
        y += _BLANK_LINES * pitch
        lines.append((y, line(sheet, block.number, sheet.body, align=Align.CENTRE)))
        y += BODY

    def paint(page: Page, top: float) -> None:
        for place, draw in lines:
            page.marks.extend(draw(top + place))
        name_page(page, document, top)

    wanted = y + (_BLANK_LINES + 1) * pitch - BODY
    return Chunk(round(wanted / pitch) * pitch, paint, extent=y, keep=True)
