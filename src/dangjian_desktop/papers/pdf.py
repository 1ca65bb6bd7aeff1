"""Documents as PDF: embedded subsets, exact text, metadata, bookmarks; the same document gives the same bytes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from dangjian_desktop.base.progress import Progress
from dangjian_desktop.papers import images
from dangjian_desktop.papers.embed import EmbeddedFace
from dangjian_desktop.papers.fonts import Face, Faces, Role, office_faces
from dangjian_desktop.papers.geometry import SHEET_HEIGHT, SHEET_WIDTH
from dangjian_desktop.papers.layout import Layout, lay_out
from dangjian_desktop.papers.marks import BLACK, ImageMark, Mark, Page, RuleMark, TextMark
from dangjian_desktop.papers.model import Document
from dangjian_desktop.papers.saving import put_in_place

rl_config.useA85 = 0
"""Plain deflate in page streams: a fifth smaller than the library's seven-bit default."""

_CREATOR = "支部工作台"
_UNDATED = date(2000, 1, 1)
_NEGLIGIBLE = 0.004


@dataclass(frozen=True)
class RenderedPaper:
    """A finished PDF, how many pages it has, which face served each role, and the characters that no face had."""

    data: bytes
    pages: int
    faces: dict[Role, str]
    missing: frozenset[str]

    @property
    def note(self) -> str:
        """A sentence for the user when characters could not be printed, else empty."""
        if not self.missing:
            return ""
        listed = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in sorted(self.missing))
        return f"以下字符没有可用的字形，纸上以〓代替：{listed}。"


def render_pdf(
    document: Document,
    *,
    faces: Faces | None = None,
    made: datetime | None = None,
    progress: Progress | None = None,
) -> RenderedPaper:
    """Make the PDF of a document.

    ``faces`` are by default the office's installed official faces with the shipped ones behind them; ``made`` is the
    date written into the file (the document's own day if not given), never the clock's. Raises ``Refused`` for a
    picture that can't be read and ``Cancelled`` when ``progress`` was asked to stop.
    """
    faces = faces or office_faces()
    progress = progress or Progress()
    layout = lay_out(document, faces, progress)
    data = _write(document, layout, made or _midnight(document.day or _UNDATED), progress)
    return RenderedPaper(data, len(layout.pages), faces.describe(), layout.missing)


def save_pdf(
    document: Document,
    target: Path,
    *,
    faces: Faces | None = None,
    made: datetime | None = None,
    progress: Progress | None = None,
) -> RenderedPaper:
    """Make the PDF and put it in place as a whole: a failure leaves an older file as it was."""
    paper = render_pdf(document, faces=faces, made=made, progress=progress)
    put_in_place(paper.data, target)
    return paper


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


class _Sheets(Canvas):
    """A canvas that begins pages without a font: the library's own preamble would put Helvetica into every file."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


def _write(document: Document, layout: Layout, made: datetime, progress: Progress) -> bytes:
    target = BytesIO()
    canvas = _Sheets(
        target, pagesize=(SHEET_WIDTH, SHEET_HEIGHT), pageCompression=1, invariant=1, lang="zh-CN", pdfVersion=(1, 4)
    )
    _describe(canvas, document, made)
    fonts: dict[Face, EmbeddedFace] = {}
    for number, page in enumerate(layout.pages):
        progress.step(number, len(layout.pages), "正在生成PDF")
        _page(canvas, page, number, fonts)
    for font in fonts.values():
        font.add_to(cast("Any", canvas)._doc)
    canvas.save()
    return target.getvalue()


def _describe(canvas: Any, document: Document, made: datetime) -> None:
    canvas.setTitle(document.title.replace("\n", "") or document.kind)
    canvas.setAuthor(document.organisation)
    canvas.setSubject(str(document.kind))
    canvas.setCreator(_CREATOR)
    canvas.setProducer(_CREATOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setDateFormatter(lambda *_: made.strftime("D:%Y%m%d%H%M%S"))


def _page(canvas: Any, page: Page, number: int, fonts: dict[Face, EmbeddedFace]) -> None:
    width, height = SHEET_WIDTH, SHEET_HEIGHT
    if page.landscape:
        canvas.setPageSize((height, width))
        canvas.setPageRotation(90)
        canvas._code.append(f"q 0 1 -1 0 {width:.4f} 0 cm")
        _marks(canvas, page.marks, width, fonts)
        canvas._code.append("Q")
    else:
        canvas.setPageSize((width, height))
        canvas.setPageRotation(0)
        _marks(canvas, page.marks, height, fonts)
    _marks(canvas, page.folio, height, fonts)
    for count, mark in enumerate(page.bookmarks):
        key = f"p{number}-{count}"
        if page.landscape:
            canvas.bookmarkPage(key, fit="Fit")
        else:
            canvas.bookmarkPage(key, fit="XYZ", left=0, top=height - mark.y + 12, zoom=0)
        _outline(canvas, mark.title, key, mark.level)
    canvas.showPage()


def _outline(canvas: Any, title: str, key: str, level: int) -> None:
    """An outline entry at most one level below the one before it, as the format demands."""
    deepest = getattr(canvas, "outline_level", -1) + 1
    canvas.outline_level = min(level, deepest)
    canvas.addOutlineEntry(title, key, canvas.outline_level, 0)


def _marks(canvas: Any, marks: list[Mark], height: float, fonts: dict[Face, EmbeddedFace]) -> None:
    """Draw marks; ``height`` turns y downwards into the format's y upwards."""
    code = canvas._code
    for mark in marks:
        if isinstance(mark, TextMark):
            code.append(_text(mark, height, fonts))
        elif isinstance(mark, RuleMark):
            code.append(_rule(mark, height))
        else:
            _image(canvas, mark, height)


def _text(mark: TextMark, height: float, fonts: dict[Face, EmbeddedFace]) -> str:
    font = fonts.get(mark.face)
    if font is None:
        font = fonts[mark.face] = EmbeddedFace(mark.face, f"F{len(fonts) + 1}")
    size = mark.size
    advance = mark.face.advance
    steps = [
        after - before - advance(char) * size
        for before, after, char in zip(mark.xs, mark.xs[1:], mark.text, strict=False)
    ]
    usual = Counter(round(step, 3) for step in steps).most_common(1)[0][0] if steps else 0.0
    parts: list[str] = []
    run: list[str] = []
    for place, char in enumerate(mark.text):
        run.append(font.code(char))
        if place < len(steps) and abs(steps[place] - usual) > _NEGLIGIBLE:
            parts.append(f"<{''.join(run)}>{-(steps[place] - usual) * 1000 / size:.2f}")
            run = []
    parts.append(f"<{''.join(run)}>")
    colour = "" if mark.colour == BLACK else "{:g} {:g} {:g} {:g} k ".format(*mark.colour)
    restore = " 0 g" if colour else ""
    shown = f"[{''.join(parts)}] TJ" if len(parts) > 1 else f"{parts[0]} Tj"
    return (
        f"{colour}BT /{font.resource} {size:g} Tf {usual:.3f} Tc "
        f"{mark.xs[0]:.3f} {height - mark.y:.3f} Td {shown} ET{restore}"
    )


def _rule(mark: RuleMark, height: float) -> str:
    colour = "0 G" if mark.colour == BLACK else "{:g} {:g} {:g} {:g} K".format(*mark.colour)
    return f"{colour} {mark.width:g} w {mark.x1:.3f} {height - mark.y1:.3f} m {mark.x2:.3f} {height - mark.y2:.3f} l S"


def _image(canvas: Any, mark: ImageMark, height: float) -> None:
    prepared = images.prepare(mark.source, mark.width, mark.height)
    canvas.drawImage(
        ImageReader(BytesIO(prepared.data)), mark.x, height - mark.y - mark.height, mark.width, mark.height
    )
