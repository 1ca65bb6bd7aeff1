from __future__ import annotations

import ctypes
import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from dangjian_desktop.papers.fonts import Faces, bundled_faces
from dangjian_desktop.papers.model import Document
from dangjian_desktop.papers.pdf import render_pdf

MM = 72 / 25.4


@dataclass(frozen=True)
class Char:
    """A character read back from a PDF: its origin in millimetres from the sheet's upper left corner, its face."""

    text: str
    x: float
    y: float
    font: str


ReadBack = Callable[[bytes], list[list[Char]]]


@pytest.fixture
def faces() -> Faces:
    """The shipped faces; a character that none of them has is an error."""
    return bundled_faces(strict=True)


@pytest.fixture
def render(faces: Faces) -> Callable[[Document], bytes]:
    return lambda document: render_pdf(document, faces=faces).data


@pytest.fixture
def read_back() -> Iterator[ReadBack]:
    """Reads every printed character of a PDF with its place, page by page."""

    def read(data: bytes) -> list[list[Char]]:
        pdf = pypdfium2.PdfDocument(data)
        try:
            return [_page(pdf[number]) for number in range(len(pdf))]
        finally:
            pdf.close()

    return read


def _page(page: pypdfium2.PdfPage) -> list[Char]:
    words = page.get_textpage()
    height = page.get_height()
    chars = []
    x, y = ctypes.c_double(), ctypes.c_double()
    name = ctypes.create_string_buffer(200)
    flags = ctypes.c_int()
    try:
        for index in range(words.count_chars()):
            code = pdfium.FPDFText_GetUnicode(words, index)
            if code in (10, 13) or pdfium.FPDFText_IsGenerated(words, index):
                continue
            pdfium.FPDFText_GetCharOrigin(words, index, x, y)
            length = pdfium.FPDFText_GetFontInfo(words, index, name, 200, flags)
            font = name.raw[: max(0, length - 1)].decode()
            chars.append(Char(chr(code), x.value / MM, (height - y.value) / MM, font))
    finally:
        words.close()
        page.close()
    return chars


@pytest.fixture(scope="session")
def samples() -> ModuleType:
    """The sample documents that the gallery draws."""
    spec = importlib.util.spec_from_file_location("paper_samples", Path(__file__).with_name("samples.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
