"""Covers and the sheets between sections."""

from __future__ import annotations

from dangjian_desktop.papers import model
from dangjian_desktop.papers.fonts import Role
from dangjian_desktop.papers.geometry import ERHAO, MM
from dangjian_desktop.papers.marks import Bookmark, Page
from dangjian_desktop.papers.model import Align
from dangjian_desktop.papers.sheet import Sheet
from dangjian_desktop.papers.text import clean, set_paragraph
from dangjian_desktop.papers.titles import title_lines

LARGEST, SMALLEST = 42.0, 26.0
"""Size of a cover's title: 初号, or smaller (一号 at least) where it is long."""
TITLE_TOP = 85 * MM
"""Upper edge of a cover's title below the paper's edge."""
FOOT_TOP = 222 * MM
"""Upper edge of the organisation's name."""
LEADING = 1.5
_LONGEST_ONE_LINE = 12
MIDDLE = 0.4
"""Where down the block a separator's title stands."""


def cover_size(title: str, width: float) -> float:
    """Size in points of a cover's title: short ones large, long ones so that their lines stay few."""
    longest = max(len(part) for part in title.split("\n"))
    if longest <= _LONGEST_ONE_LINE:
        return min(LARGEST, width / (longest + 0.5))
    return max(SMALLEST, min(36.0, width / (longest / 2 + 1)))


def cover(sheet: Sheet, document: model.Document) -> Page:
    """Title in 小标宋, what time it covers in 楷体; at the foot the organisation and the date."""
    page = Page()
    size = cover_size(clean(document.title), sheet.frame.width)
    lines = title_lines(clean(document.title), sheet.frame.width / size - 0.5, document.title_phrases)
    y = TITLE_TOP
    for text in lines:
        _centred(sheet, page, text, Role.TITLE, size, y)
        y += size * LEADING
    y += size * 0.5
    if document.subtitle:
        for text in title_lines(clean(document.subtitle), sheet.frame.width / ERHAO - 1):
            _centred(sheet, page, text, Role.KAI, ERHAO, y)
            y += ERHAO * LEADING
    y = max(FOOT_TOP, y + 2 * ERHAO)
    for text in (
        title_lines(clean(document.organisation), sheet.frame.width / ERHAO - 1) if document.organisation else ()
    ):
        _centred(sheet, page, text, Role.KAI, ERHAO, y)
        y += ERHAO * LEADING
    if document.day:
        _centred(sheet, page, model.chinese_date(document.day), Role.KAI, ERHAO, y)
    page.bookmarks.append(Bookmark(clean(document.name), 0, 0.0))
    return page


def separator(sheet: Sheet, title: str) -> Page:
    """A sheet with nothing but a section's title."""
    page = Page()
    y = sheet.frame.top + MIDDLE * sheet.frame.height
    for text in title_lines(clean(title), sheet.frame.width / SMALLEST - 1):
        _centred(sheet, page, text, Role.TITLE, SMALLEST, y)
        y += SMALLEST * LEADING
    return page


def _centred(sheet: Sheet, page: Page, text: str, role: Role, size: float, y: float) -> None:
    row = set_paragraph(sheet.faces, text, sheet.small(size, role), sheet.frame.width, align=Align.CENTRE)
    page.marks.extend(row.draw(0, sheet.frame.left, y))
