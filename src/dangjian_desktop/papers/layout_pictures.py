"""Pictures in rows of one to four, in proportion, each with its caption."""

from __future__ import annotations

from dangjian_desktop.papers import images
from dangjian_desktop.papers.flow import Chunk, Piece, gap
from dangjian_desktop.papers.fonts import Role
from dangjian_desktop.papers.geometry import XIAOSI, Frame
from dangjian_desktop.papers.marks import ImageMark, Page
from dangjian_desktop.papers.model import Align, Picture, Pictures
from dangjian_desktop.papers.sheet import Sheet
from dangjian_desktop.papers.text import Paragraph, set_paragraph

_BETWEEN = 12.0
_TALLEST_SHARE = 0.42
"""A picture takes at most this share of the block's height."""
_CAPTION_LEADING = 1.4


def pictures(sheet: Sheet, block: Pictures) -> list[Piece]:
    """One piece for each row of pictures with their captions."""
    pieces: list[Piece] = [gap(8)]
    for start in range(0, len(block.pictures), block.per_row):
        pieces.append(_row(sheet, block.pictures[start : start + block.per_row], block.per_row))
        pieces.append(gap(8))
    return pieces


def _row(sheet: Sheet, row: tuple[Picture, ...], per_row: int) -> Chunk:
    """Pictures of a row stand on one height where their proportions allow; a short row is centred."""
    frame = sheet.frame
    column, boxes = picture_sizes(frame, row, per_row)
    height = max(high for _, high in boxes)
    style = sheet.small(XIAOSI, Role.KAI)
    captions = [
        set_paragraph(sheet.faces, picture.caption, style, column, align=Align.CENTRE) if picture.caption else None
        for picture in row
    ]
    lines = max((len(caption.lines) for caption in captions if caption), default=0)
    leading = style.size * _CAPTION_LEADING
    start = frame.left + (frame.width - len(row) * column - (len(row) - 1) * _BETWEEN) / 2

    def paint(page: Page, y: float) -> None:
        for number, (picture, (wide, high), caption) in enumerate(zip(row, boxes, captions, strict=True)):
            x = start + number * (column + _BETWEEN)
            page.marks.append(ImageMark(picture.source, x + (column - wide) / 2, y + height - high, wide, high))
            if caption:
                _caption(page, caption, x, y + height + 4, leading)

    return Chunk(height + 4 + lines * leading, paint)


def picture_sizes(frame: Frame, row: tuple[Picture, ...], per_row: int) -> tuple[float, list[tuple[float, float]]]:
    """Width of a column and the width and height of each picture of a row, in points.

    Raises :class:`Refused` for a picture that can't be opened.
    """
    column = (frame.width - _BETWEEN * (per_row - 1)) / per_row
    sizes = [images.size(picture.source) for picture in row]
    height = min(frame.height * _TALLEST_SHARE, max(column * high / wide for wide, high in sizes))
    return column, [_fit(wide, high, column, height) for wide, high in sizes]


def _caption(page: Page, caption: Paragraph, x: float, y: float, leading: float) -> None:
    for number in range(len(caption.lines)):
        page.marks.extend(caption.draw(number, x, y + number * leading))


def _fit(wide: float, high: float, width: float, height: float) -> tuple[float, float]:
    scale = min(width / wide, height / high)
    return (wide * scale, high * scale)
