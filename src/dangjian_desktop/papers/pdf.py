"""Documents as PDF: embedded subsets, exact text, metadata, bookmarks; the same document gives the same bytes."""

from __future__ import annotations

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
from dangjian_desktop.papers.archive import Description, archived
from dangjian_desktop.papers.binder import Binder, Printable
from dangjian_desktop.papers.embed import EmbeddedFace
from dangjian_desktop.papers.fonts import Face, Faces, Role, office_faces
from dangjian_desktop.papers.geometry import SHEET_HEIGHT, SHEET_WIDTH
from dangjian_desktop.papers.layout import Layout, lay_out
from dangjian_desktop.papers.layout_binder import lay_out_binder
from dangjian_desktop.papers.marks import BLACK, Colour, ImageMark, Mark, Page, RuleMark, ShapeMark, TextMark
from dangjian_desktop.papers.saving import put_in_place
from dangjian_desktop.papers.settings import STANDARD, PaperSettings
from dangjian_desktop.papers.text import clean

rl_config.useA85 = 0
"""Plain deflate in page streams: a fifth smaller than the library's seven-bit default."""

_PROGRAM = "支部工作台"
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
    document: Printable,
    *,
    faces: Faces | None = None,
    settings: PaperSettings = STANDARD,
    made: datetime | None = None,
    archive: bool = False,
    progress: Progress | None = None,
) -> RenderedPaper:
    """Make the PDF of a document or a binder.

    ``faces`` are by default the office's installed official faces with the shipped ones behind them; ``settings`` are
    the branch's deviations from the standard; ``made`` is the date written into the file (the document's own day if
    not given), never the clock's; ``archive`` makes it a PDF/A-1b. Raises ``Refused`` for a picture that can't be read
    and ``Cancelled`` when ``progress`` was asked to stop.
    """
    faces = faces or office_faces()
    progress = progress or Progress()
    if isinstance(document, Binder):
        layout = lay_out_binder(document, faces, progress, settings)
    else:
        layout = lay_out(document, faces, progress, settings)
    description = _described(document, made or _midnight(document.day or _UNDATED))
    data = _write(description, layout, progress, archive=archive)
    if archive:
        data = archived(data, description)
    return RenderedPaper(data, len(layout.pages), faces.describe(), layout.missing)


def save_pdf(
    document: Printable,
    target: Path,
    *,
    faces: Faces | None = None,
    settings: PaperSettings = STANDARD,
    made: datetime | None = None,
    archive: bool = False,
    progress: Progress | None = None,
) -> RenderedPaper:
    """Make the PDF and put it in place as a whole: a failure leaves an older file as it was."""
    paper = render_pdf(document, faces=faces, settings=settings, made=made, archive=archive, progress=progress)
    put_in_place(paper.data, target)
    return paper


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def render_marks(marks: list[Mark], width: float, height: float) -> bytes:
    """Marks alone on one page of their size, for those who want a picture of them."""
    target = BytesIO()
    canvas = _Sheets(target, pagesize=(width, height), invariant=1, pdfVersion=(1, 4))
    pen = _Pen(archive=False)
    _marks(canvas, marks, height, pen)
    canvas.showPage()
    for font in pen.fonts.values():
        font.add_to(cast("Any", canvas)._doc)
    canvas.save()
    return target.getvalue()


class _Sheets(Canvas):
    """A canvas that begins pages without a font: the library's own preamble would put Helvetica into every file."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class _Pen:
    """How marks are written: the faces used so far, and colours as print or as archives want them."""

    def __init__(self, *, archive: bool) -> None:
        self._archive = archive
        self.fonts: dict[Face, EmbeddedFace] = {}

    def font(self, face: Face) -> EmbeddedFace:
        """The embedded face; a new one is given its name."""
        if face not in self.fonts:
            self.fonts[face] = EmbeddedFace(face, f"F{len(self.fonts) + 1}")
        return self.fonts[face]

    def fill(self, colour: Colour) -> str:
        """The operator that sets the colour of areas and text."""
        return self._colour(colour).lower()

    def stroke(self, colour: Colour) -> str:
        """The operator that sets the colour of lines."""
        return self._colour(colour)

    def _colour(self, colour: Colour) -> str:
        """Grey where it is one; else CMYK, or in an archive (whose colours no printing process defines) RGB."""
        cyan, magenta, yellow, black = colour
        if cyan == magenta == yellow == 0:
            return f"{1 - black:g} G"
        if not self._archive:
            return f"{cyan:g} {magenta:g} {yellow:g} {black:g} K"
        red, green, blue = ((1 - part) * (1 - black) for part in (cyan, magenta, yellow))
        return f"{red:g} {green:g} {blue:g} RG"


def _write(description: Description, layout: Layout, progress: Progress, *, archive: bool) -> bytes:
    target = BytesIO()
    canvas = _Sheets(
        target, pagesize=(SHEET_WIDTH, SHEET_HEIGHT), pageCompression=1, invariant=1, lang="zh-CN", pdfVersion=(1, 4)
    )
    _describe(canvas, description)
    pen = _Pen(archive=archive)
    targets = {link.page for page in layout.pages for link in page.links}
    for number, page in enumerate(layout.pages):
        progress.step(number, len(layout.pages), "正在生成PDF")
        if number in targets:
            canvas.bookmarkPage(_target(number), fit="Fit")
        _page(canvas, page, number, pen)
    for font in pen.fonts.values():
        font.add_to(cast("Any", canvas)._doc)
    canvas.save()
    return target.getvalue()


def _described(document: Printable, made: datetime) -> Description:
    """What the file says of itself."""
    return Description(clean(document.name), clean(document.organisation), str(document.kind), made, _PROGRAM)


def _describe(canvas: Any, description: Description) -> None:
    canvas.setTitle(description.title)
    canvas.setAuthor(description.author)
    canvas.setSubject(description.subject)
    canvas.setCreator(description.program)
    canvas.setProducer(description.program)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setDateFormatter(lambda *_: description.made.strftime("D:%Y%m%d%H%M%S"))


def _page(canvas: Any, page: Page, number: int, pen: _Pen) -> None:
    width, height = SHEET_WIDTH, SHEET_HEIGHT
    if page.landscape:
        canvas.setPageSize((height, width))
        canvas.setPageRotation(90)
        canvas._code.append(f"q 0 1 -1 0 {width:.4f} 0 cm")
        _marks(canvas, page.marks, width, pen)
        canvas._code.append("Q")
    else:
        canvas.setPageSize((width, height))
        canvas.setPageRotation(0)
        _marks(canvas, page.marks, height, pen)
    _marks(canvas, page.folio, height, pen)
    for link in page.links:
        area = (link.x, height - link.y - link.height, link.x + link.width, height - link.y)
        canvas.linkAbsolute("", _target(link.page), area, thickness=0)
    for count, mark in enumerate(page.bookmarks):
        key = f"p{number}-{count}"
        if page.landscape:
            canvas.bookmarkPage(key, fit="Fit")
        else:
            canvas.bookmarkPage(key, fit="XYZ", left=0, top=height - mark.y + 12, zoom=0)
        _outline(canvas, mark.title, key, mark.level)
    canvas.showPage()


def _target(page: int) -> str:
    return f"page{page}"


def _outline(canvas: Any, title: str, key: str, level: int) -> None:
    """An outline entry at most one level below the one before it, as the format demands."""
    deepest = getattr(canvas, "outline_level", -1) + 1
    canvas.outline_level = min(level, deepest)
    canvas.addOutlineEntry(title, key, canvas.outline_level, 0)


def _marks(canvas: Any, marks: list[Mark], height: float, pen: _Pen) -> None:
    """Draw marks; ``height`` turns y downwards into the format's y upwards."""
    code = canvas._code
    for mark in marks:
        if isinstance(mark, TextMark):
            code.append(_text(mark, height, pen))
        elif isinstance(mark, RuleMark):
            code.append(_rule(mark, height, pen))
        elif isinstance(mark, ShapeMark):
            code.append(_shape(mark, height, pen))
        else:
            _image(canvas, mark, height)


def _text(mark: TextMark, height: float, pen: _Pen) -> str:
    font = pen.font(mark.face)
    size = mark.size
    advances = mark.face.advances
    steps = [
        after - before - advances[char] * size
        for before, after, char in zip(mark.xs, mark.xs[1:], mark.text, strict=False)
    ]
    codes = font.codes(mark.text)
    usual, odd = _usual(steps)
    parts: list[str] = []
    start = 0
    for place in odd:
        parts.append(f"<{codes[4 * start : 4 * place + 4]}>{-(steps[place] - usual) * 1000 / size:.2f}")
        start = place + 1
    parts.append(f"<{codes[4 * start :]}>")
    colour = "" if mark.colour == BLACK else f"{pen.fill(mark.colour)} "
    restore = " 0 g" if colour else ""
    shown = f"[{''.join(parts)}] TJ" if len(parts) > 1 else f"{parts[0]} Tj"
    return (
        f"{colour}BT /{font.resource} {size:g} Tf {usual:.3f} Tc "
        f"{mark.xs[0]:.3f} {height - mark.y:.3f} Td {shown} ET{restore}"
    )


def _usual(steps: list[float]) -> tuple[float, list[int]]:
    """The usual one of the steps between characters (thousandths of a point), and the places of all that differ."""
    if not steps:
        return 0.0, []
    ordered = sorted(steps)
    usual = round(ordered[len(ordered) // 2], 3)
    low, high = usual - _NEGLIGIBLE, usual + _NEGLIGIBLE
    if low <= ordered[0] and ordered[-1] <= high:
        return usual, []
    return usual, [place for place, step in enumerate(steps) if not low <= step <= high]


def _rule(mark: RuleMark, height: float, pen: _Pen) -> str:
    line = f"{mark.x1:.3f} {height - mark.y1:.3f} m {mark.x2:.3f} {height - mark.y2:.3f} l"
    return f"{pen.stroke(mark.colour)} {mark.width:g} w {line} S"


def _shape(mark: ShapeMark, height: float, pen: _Pen) -> str:
    parts = ["q 1 J 1 j" if not mark.closed else "q 0 j", f"{mark.width:g} w"]
    if mark.dash:
        parts.append(f"0 J [{' '.join(f'{length:g}' for length in mark.dash)}] 0 d")
    if mark.fill is not None:
        parts.append(pen.fill(mark.fill))
    if mark.stroke is not None:
        parts.append(pen.stroke(mark.stroke))
    for outline in mark.outlines:
        parts += [f"{x:.3f} {height - y:.3f} {'l' if number else 'm'}" for number, (x, y) in enumerate(outline)]
        parts += ["h"] if mark.closed else []
    paint = {(True, True): "B", (True, False): "f", (False, True): "S"}
    parts.append(paint.get((mark.fill is not None, mark.stroke is not None), "n"))
    return " ".join([*parts, "Q"])


def _image(canvas: Any, mark: ImageMark, height: float) -> None:
    prepared = images.prepare(mark.source, mark.width, mark.height)
    canvas.drawImage(
        ImageReader(BytesIO(prepared.data)), mark.x, height - mark.y - mark.height, mark.width, mark.height
    )
