"""Papers: pages of set text beside the same number of lines put bare on a reportlab canvas."""

from __future__ import annotations

import io
import time
from datetime import date
from pathlib import Path

from measuring import Measured, compare
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from dangjian_desktop.base.resources import resource
from dangjian_desktop.papers.fonts import bundled_faces
from dangjian_desktop.papers.model import Document, Kind, Paragraph
from dangjian_desktop.papers.pdf import render_pdf

LINES_PER_PAGE, CELLS_PER_LINE = 22, 28
SENTENCE = "会议听取了上半年工作情况的汇报，与会同志结合岗位实际作了发言，并就下一步工作提出意见建议。"


def _bare(pages: int) -> bytes:
    pdfmetrics.registerFont(TTFont("bare", str(resource("fonts/fangsong.ttf"))))
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    line = (SENTENCE * 2)[:CELLS_PER_LINE]
    for _ in range(pages):
        canvas.setFont("bare", 16)
        for number in range(LINES_PER_PAGE):
            canvas.drawString(79, 740 - number * 29, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def pages_of_minutes(folder: Path, scale: float) -> Measured:
    """A long record: breaking lines, keeping marks off their edges, embedding the face."""
    pages = max(10, int(200 * scale))
    paragraph = Paragraph(SENTENCE * 6)
    characters = LINES_PER_PAGE * CELLS_PER_LINE * pages
    blocks = (paragraph,) * (characters // len(SENTENCE * 6))
    document = Document(
        kind=Kind.RECORD, title="支部党员大会记录", organisation="样例支部", day=date(2026, 10, 12), blocks=blocks
    )
    faces = bundled_faces()
    made = render_pdf(document, faces=faces).pages
    ours, peer = compare(3, lambda: render_pdf(document, faces=faces), lambda: _bare(made), time.process_time)
    return Measured(ours, peer, bound=3.0, note=f"{made} pages: {made / ours:.0f} pages a second")


MEASUREMENTS = (pages_of_minutes,)
