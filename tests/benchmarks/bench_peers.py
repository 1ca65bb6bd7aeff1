"""Papers: the same official text set by us, by fpdf2 and by WeasyPrint, each with its own line breaking and subsets."""

from __future__ import annotations

import html
import logging
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from measuring import Measured, PeerMissingError, compare
from official_text import paragraphs
from pypdfium2 import PdfDocument

from dangjian_desktop.base.resources import resource
from dangjian_desktop.papers.fonts import bundled_faces
from dangjian_desktop.papers.model import Document, Kind, Paragraph
from dangjian_desktop.papers.pdf import render_pdf

FACE = resource("fonts/fangsong.ttf")
PAGES = 200
THREE_TIMES_AS_FAST = 1 / 3
_PAGES_APART = 0.1
"""By how much the page counts may differ: the work is the same text on the same block."""


def ours(texts: list[str]) -> bytes:
    """A report of nothing but text."""
    document = Document(Kind.REPORT, "", tuple(map(Paragraph, texts)), organisation="样例支部", day=date(2026, 10, 12))
    return render_pdf(document, faces=bundled_faces()).data


def fpdf2(texts: list[str]) -> bytes:
    """156 × 225 mm, 16 pt on 29.6 pt, justified. fpdf2 breaks Chinese where asked to by character."""
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_margins(28, 37, 26)
    pdf.set_auto_page_break(True, 35)
    pdf.add_font("fangsong", fname=str(FACE))
    pdf.add_page()
    pdf.set_font("fangsong", size=16)
    pdf.c_margin = 0
    for text in texts:
        pdf.multi_cell(156, 29.6 / 72 * 25.4, f"　　{text}", align="J", wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def weasyprint() -> Callable[[list[str]], bytes]:
    """The same block as a style sheet. Raises :class:`PeerMissingError` without Pango."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
    except OSError as error:
        raise PeerMissingError(f"WeasyPrint finds no Pango here ({str(error).splitlines()[0]})") from None
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    style = (
        f"@font-face {{font-family: fangsong; src: url({FACE.as_uri()})}}"
        "@page {size: A4; margin: 37mm 26mm 35mm 28mm}"
        "body {font: 16pt/29.6pt fangsong; letter-spacing: -0.207pt; margin: 0}"
        "p {margin: 0; text-indent: 2em; text-align: justify}"
    )

    def make(texts: list[str]) -> bytes:
        fonts: Any = FontConfiguration()
        body = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
        page = HTML(string=f'<html lang="zh-CN"><body>{body}</body></html>')
        return bytes(page.write_pdf(stylesheets=[CSS(string=style, font_config=fonts)], font_config=fonts))

    return make


def _against(name: str, peer: Callable[[list[str]], bytes], scale: float, turns: int) -> Measured:
    texts = paragraphs(max(10, int(PAGES * scale)))
    mine, theirs = _pages(ours(texts)), _pages(peer(texts))
    if abs(mine - theirs) > _PAGES_APART * mine:
        raise AssertionError(f"{name} made {theirs} pages of what is {mine} pages: not the same work")
    found = compare(turns, lambda: ours(texts), lambda: peer(texts), time.process_time)
    note = f"{mine} pages, {mine / found[0]:.0f} a second; {name} {theirs} pages, {theirs / found[1]:.0f} a second"
    return Measured(*found, bound=THREE_TIMES_AS_FAST, note=note)


def _pages(data: bytes) -> int:
    pdf = PdfDocument(data)
    try:
        return len(pdf)
    finally:
        pdf.close()


def beside_fpdf2(folder: Path, scale: float) -> Measured:
    """At least three times as fast as fpdf2."""
    return _against("fpdf2", fpdf2, scale, 2)


def beside_weasyprint(folder: Path, scale: float) -> Measured:
    """At least three times as fast as WeasyPrint."""
    return _against("WeasyPrint", weasyprint(), scale, 1)


MEASUREMENTS = (beside_fpdf2, beside_weasyprint)
