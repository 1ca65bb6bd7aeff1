"""Covers and separators in Word."""

from __future__ import annotations

from dangjian_desktop.papers import model
from dangjian_desktop.papers.fonts import Role
from dangjian_desktop.papers.geometry import BLOCK_WIDTH, ERHAO, PORTRAIT
from dangjian_desktop.papers.layout_cover import FOOT_TOP, LEADING, MIDDLE, SMALLEST, TITLE_TOP, cover_size
from dangjian_desktop.papers.model import Align
from dangjian_desktop.papers.text import clean
from dangjian_desktop.papers.titles import title_lines
from dangjian_desktop.papers.word.markup import MARGIN_TOP, paragraph, run


class _Column:
    """Centred lines one below the other, each at its place on the paper."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self._y = MARGIN_TOP

    def line(self, text: str, role: Role, size: float, y: float) -> None:
        """A line whose characters' upper edge lies ``y`` points below the paper's edge."""
        top = y - (LEADING - 1) / 2 * size
        content = run(text, role, size)
        before = max(0.0, top - self._y)
        self.made.append(paragraph(content, first=0, align=Align.CENTRE, before=before, line=size * LEADING))
        self._y = max(top, self._y) + size * LEADING


def cover(document: model.Document) -> str:
    """The same sheet as the PDF's, as one column of centred lines."""
    column = _Column()
    size = int(cover_size(clean(document.title), BLOCK_WIDTH) * 2) / 2
    y = TITLE_TOP
    for text in title_lines(clean(document.title), BLOCK_WIDTH / size - 0.5, document.title_phrases):
        column.line(text, Role.TITLE, size, y)
        y += size * LEADING
    y += size * 0.5
    capacity = BLOCK_WIDTH / ERHAO - 1
    for text in title_lines(clean(document.subtitle), capacity) if document.subtitle else ():
        column.line(text, Role.KAI, ERHAO, y)
        y += ERHAO * LEADING
    y = max(FOOT_TOP, y + 2 * ERHAO)
    for text in title_lines(clean(document.organisation), capacity) if document.organisation else ():
        column.line(text, Role.KAI, ERHAO, y)
        y += ERHAO * LEADING
    if document.day:
        column.line(model.chinese_date(document.day), Role.KAI, ERHAO, y)
    return "".join(column.made)


def separator(title: str) -> str:
    """A sheet with a section's title."""
    column = _Column()
    y = PORTRAIT.top + MIDDLE * PORTRAIT.height
    for text in title_lines(clean(title), BLOCK_WIDTH / SMALLEST - 1):
        column.line(text, Role.TITLE, SMALLEST, y)
        y += SMALLEST * LEADING
    return "".join(column.made)
