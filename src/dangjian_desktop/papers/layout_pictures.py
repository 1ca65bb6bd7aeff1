"""Pictures in rows of one to four, in proportion, each with its caption."""

from __future__ import annotations

from dataclasses import dataclass

from dangjian_desktop.papers import images
from dangjian_desktop.papers.flow import Chunk, Piece, gap
from dangjian_desktop.papers.fonts import Role
from dangjian_desktop.papers.geometry import XIAOSI, Frame
from dangjian_desktop.papers.marks import ImageMark, Page
from dangjian_desktop.papers.model import Align, Picture, Pictures
from dangjian_desktop.papers.sheet import Sheet
from dangjian_desktop.papers.text import Paragraph, set_paragraph

BETWEEN = 12.0
"""White between two pictures."""
_TALLEST_SHARE = 0.42
"""A picture takes at most this share of the block's height."""
_LIKE = 2.5
"""Proportions that differ by a greater factor don't share one height."""
_CAPTION_LEADING = 1.4


def pictures(sheet: Sheet, block: Pictures) -> list[Piece]:
    """One piece for each row of pictures with their captions."""
    pieces: list[Piece] = [gap(8)]
    for start in range(0, len(block.pictures), block.per_row):
        pieces.append(_row(sheet, block.pictures[start : start + block.per_row], block.per_row))
        pieces.append(gap(8))
    return pieces


def _row(sheet: Sheet, row: tuple[Picture, ...], per_row: int) -> Chunk:
    """The pictures of a row, centred as a whole, each with its caption below."""
    frame = sheet.frame
    slots = picture_sizes(frame, row, per_row)
    height = max(slot.height for slot in slots)
    style = sheet.small(XIAOSI, Role.KAI)
    captions = [
        set_paragraph(sheet.faces, picture.caption, style, slot.column, align=Align.CENTRE) if picture.caption else None
        for picture, slot in zip(row, slots, strict=True)
    ]
    lines = max((len(caption.lines) for caption in captions if caption), default=0)
    leading = style.size * _CAPTION_LEADING
    start = frame.left + (frame.width - sum(slot.column for slot in slots) - (len(row) - 1) * BETWEEN) / 2

    def paint(page: Page, y: float) -> None:
        x = start
        for picture, slot, caption in zip(row, slots, captions, strict=True):
            left = x + (slot.column - slot.width) / 2
            page.marks.append(ImageMark(picture.source, left, y + height - slot.height, slot.width, slot.height))
            if caption:
                _caption(page, caption, x, y + height + 4, leading)
            x += slot.column + BETWEEN

    return Chunk(height + 4 + lines * leading, paint)


@dataclass(frozen=True)
class Slot:
    """Where one picture of a row stands, in points: the width kept for it and its caption, its own width and height."""

    column: float
    width: float
    height: float


def picture_sizes(frame: Frame, row: tuple[Picture, ...], per_row: int) -> list[Slot]:
    """The places of the pictures of a row.

    Pictures of like proportions stand on one height and a full row fills the block; very unlike ones (a panorama
    beside a portrait) each fit a column of their own. Raises :class:`Refused` for a picture that can't be opened.
    """
    column = (frame.width - BETWEEN * (per_row - 1)) / per_row
    tallest = frame.height * _TALLEST_SHARE
    ratios = [wide / high for wide, high in (images.size(picture.source) for picture in row)]
    if max(ratios) > _LIKE * min(ratios):
        fitted = [min(column, tallest * ratio) for ratio in ratios]
        return [Slot(column, width, width / ratio) for width, ratio in zip(fitted, ratios, strict=True)]
    if len(row) == per_row:
        height = min(tallest, (frame.width - BETWEEN * (per_row - 1)) / sum(ratios))
        return [Slot(height * ratio, height * ratio, height) for ratio in ratios]
    height = min(tallest, *(column / ratio for ratio in ratios))
    return [Slot(column, height * ratio, height) for ratio in ratios]


def _caption(page: Page, caption: Paragraph, x: float, y: float, leading: float) -> None:
    for number in range(len(caption.lines)):
        page.marks.extend(caption.draw(number, x, y + number * leading))
