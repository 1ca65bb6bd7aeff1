"""PDF pages as pictures and as text, through PDFium: for the window's preview, for printing and for tests. No Qt."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any

import pypdfium2

from dangjian_desktop.base.errors import Refused

_PDFIUM = threading.RLock()
"""PDFium is not safe for use from several threads at once."""


@dataclass(frozen=True)
class PageImage:
    """A page as pixels: ``data`` holds ``width`` × ``height`` pixels of four bytes, red green blue alpha."""

    data: bytes
    width: int
    height: int


class Preview:
    """An opened PDF. Close it, or use it in a ``with`` statement. Safe to use from any thread."""

    def __init__(self, source: bytes | Path) -> None:
        """Open a PDF given as bytes or as a file. Raises :class:`Refused` when it is none."""
        try:
            with _PDFIUM:
                self._pdf: Any = pypdfium2.PdfDocument(source)
        except (pypdfium2.PdfiumError, OSError):
            raise Refused("这个PDF文件打不开。", hint="文件可能已损坏，请重新生成。") from None

    def __enter__(self) -> Preview:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        with _PDFIUM:
            self._pdf.close()

    @property
    def pages(self) -> int:
        """How many pages there are."""
        with _PDFIUM:
            return len(self._pdf)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height in points of a page (counted from 0) as it is looked at."""
        with _PDFIUM:
            width, height = self._pdf.get_page_size(page)
            return float(width), float(height)

    def render(self, page: int, scale: float = 1.0) -> PageImage:
        """A page at ``scale`` pixels a point (96 dpi: 96 / 72)."""
        with _PDFIUM:
            opened = self._pdf[page]
            try:
                bitmap = opened.render(scale=scale, rev_byteorder=True, force_bitmap_format=4)
                try:
                    return PageImage(_packed(bitmap), bitmap.width, bitmap.height)
                finally:
                    bitmap.close()
            finally:
                opened.close()

    def text(self, page: int) -> str:
        """The text of a page as it would be copied."""
        with _PDFIUM:
            opened = self._pdf[page]
            try:
                words = opened.get_textpage()
                try:
                    return str(words.get_text_bounded())
                finally:
                    words.close()
            finally:
                opened.close()


def joined(papers: Sequence[bytes]) -> bytes:
    """Several PDFs as one, so that a printer is asked for once. Raises :class:`Refused` when one of them is no PDF."""
    target = BytesIO()
    with _PDFIUM:
        whole: Any = pypdfium2.PdfDocument.new()
        try:
            for data in papers:
                part: Any = pypdfium2.PdfDocument(data)
                try:
                    whole.import_pages(part)
                finally:
                    part.close()
            whole.save(target)
        except pypdfium2.PdfiumError:
            raise Refused("有一份材料的PDF打不开，没有合并。", hint="请重新生成后再打印。") from None
        finally:
            whole.close()
    return target.getvalue()


def _packed(bitmap: Any) -> bytes:
    """The rows of a bitmap without the padding between them."""
    wide = bitmap.width * 4
    data = bytes(bitmap.buffer)
    if bitmap.stride == wide:
        return data
    return b"".join(data[row * bitmap.stride : row * bitmap.stride + wide] for row in range(bitmap.height))
