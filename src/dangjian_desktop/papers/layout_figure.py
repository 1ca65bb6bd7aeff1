"""A figure: a chart or picture over the block's width with its 图题 below."""

from __future__ import annotations

from dangjian_desktop.papers.charts.model import Chart
from dangjian_desktop.papers.flow import Chunk, Piece, gap
from dangjian_desktop.papers.fonts import Role
from dangjian_desktop.papers.geometry import XIAOSI
from dangjian_desktop.papers.layout_pictures import picture_sizes
from dangjian_desktop.papers.marks import ImageMark, Page
from dangjian_desktop.papers.model import FULL_SPACE, Align, Figure, Picture
from dangjian_desktop.papers.sheet import Sheet
from dangjian_desktop.papers.text import clean, set_paragraph

WHITE = 8.0
"""Points above and below a figure."""
ABOVE_CAPTION = 6.0
CAPTION_LINE = 1.4 * XIAOSI
"""Pitch of the 图题."""


def figure(sheet: Sheet, block: Figure, number: int) -> list[Piece]:
    """The pieces of a figure; ``number`` is its place among the numbered ones. Figure and 图题 are never parted."""
    frame = sheet.frame
    style = sheet.small(XIAOSI, Role.KAI)
    text = caption(block, number)
    below = set_paragraph(sheet.faces, text, style, frame.width, align=Align.CENTRE)
    lines = len(below.lines) if text else 0
    foot = ABOVE_CAPTION + lines * CAPTION_LINE if lines else 0.0
    body = _picture(sheet, block.content) if isinstance(block.content, Picture) else _chart(sheet, block.content, foot)

    def paint(page: Page, y: float) -> None:
        body.paint(page, y)
        for line in range(lines):
            page.marks.extend(below.draw(line, frame.left, y + body.height + ABOVE_CAPTION + line * CAPTION_LINE))

    return [gap(WHITE), Chunk(body.height + foot, paint), gap(WHITE)]


def caption(block: Figure, number: int) -> str:
    """图1, a full-width space and the title; empty for a figure without either."""
    label = f"图{number}" if block.numbered else ""
    return FULL_SPACE.join(part for part in (label, clean(block.title)) if part)


def _chart(sheet: Sheet, chart: Chart, foot: float) -> Chunk:
    """The chart over the block's width; one taller than a page is made smaller as a whole."""
    from dangjian_desktop.papers.charts import figure as charts  # the graphics library is loaded where it is used

    frame = sheet.frame
    drawing = charts.draw(chart, frame.width, sheet.faces)
    scale = min(1.0, (frame.height - foot) / drawing.height)
    left = frame.left + frame.width * (1 - scale) / 2

    def paint(page: Page, y: float) -> None:
        page.marks.extend(charts.marks(drawing, sheet.faces, left, y, scale))

    return Chunk(drawing.height * scale, paint)


def _picture(sheet: Sheet, picture: Picture) -> Chunk:
    frame = sheet.frame
    (slot,) = picture_sizes(frame, (picture,), 1)
    left = frame.left + (frame.width - slot.width) / 2

    def paint(page: Page, y: float) -> None:
        page.marks.append(ImageMark(picture.source, left, y, slot.width, slot.height))

    return Chunk(slot.height, paint)
