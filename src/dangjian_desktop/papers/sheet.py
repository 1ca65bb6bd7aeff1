"""What every part of the layout works with: the page's frame, the faces, and the styles that follow from both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dangjian_desktop.papers.flow import Chunk
from dangjian_desktop.papers.fonts import Faces, Role
from dangjian_desktop.papers.geometry import BODY, Frame
from dangjian_desktop.papers.marks import Page
from dangjian_desktop.papers.model import Align, Inline
from dangjian_desktop.papers.settings import STANDARD, PaperSettings
from dangjian_desktop.papers.text import Paragraph, TextStyle, set_paragraph


@dataclass(frozen=True)
class Sheet:
    """The frame and faces of one document, with the styles of its text."""

    frame: Frame
    faces: Faces
    settings: PaperSettings = STANDARD

    @property
    def body(self) -> TextStyle:
        """三号仿宋 on the grid (GB/T 9704 5.2.2)."""
        return TextStyle(Role.FANGSONG, BODY, self.frame.cell)

    def small(self, size: float, role: Role = Role.FANGSONG) -> TextStyle:
        """Text off the grid: tables, captions, titles."""
        return TextStyle(role, size, size)

    def paragraph(
        self,
        text: Inline,
        *,
        indent: float = 2.0,
        hang: float = 0.0,
        align: Align = Align.JUSTIFY,
        keep: Sequence[str] = (),
    ) -> Paragraph:
        """Body text over the whole width; ``indent`` of the first and ``hang`` of turned lines in cells."""
        frame = self.frame
        return set_paragraph(
            self.faces,
            text,
            self.body,
            frame.width,
            indent=indent * frame.cell,
            hang=hang * frame.cell,
            align=align,
            keep=keep,
        )

    def line_chunks(self, paragraph: Paragraph) -> list[Chunk]:
        """One chunk on the grid for each line of a paragraph that has the block's width."""
        return [line_chunk(paragraph, number, self.frame) for number in range(len(paragraph.lines))]


def line_chunk(paragraph: Paragraph, number: int, frame: Frame) -> Chunk:
    """Line ``number`` of a paragraph as a chunk on the grid."""

    def paint(page: Page, y: float) -> None:
        page.marks.extend(paragraph.draw(number, frame.left, y))

    return Chunk(frame.pitch, paint, extent=paragraph.style.size, on_grid=True)
