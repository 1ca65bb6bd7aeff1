"""Signed pages that came back as scans or photographs, as one PDF: what stands in the place of the unsigned paper."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.papers import images
from dangjian_desktop.papers.preview import Preview, joined

MARGIN = 12.0
"""Points left free around a photographed page, so that printers cut nothing off."""


def scan_pdf(files: Sequence[tuple[Path, str]]) -> bytes:
    """The pages of these files (path, name) in their order: PDFs as they are, each picture on a sheet of its own.

    Raises :class:`Refused`, naming the file, for one that can't be opened.
    """
    return joined([_pages(path, name) for path, name in files])


def _pages(path: Path, name: str) -> bytes:
    data = path.read_bytes()
    if data[:1024].lstrip().startswith(b"%PDF-"):
        try:
            with Preview(data):
                return data
        except Refused:
            raise Refused(f"签字件“{name}”打不开。", hint="PDF可能已损坏或加了密码，请重新扫描。") from None
    return _sheet(data, name)


def _sheet(data: bytes, name: str) -> bytes:
    try:
        wide, high = images.size(data)
        sheet = A4 if high >= wide else (A4[1], A4[0])
        room = (sheet[0] - 2 * MARGIN, sheet[1] - 2 * MARGIN)
        picture = images.prepare(data, *room)
    except Refused:
        raise Refused(f"签字件“{name}”打不开。", hint="请用PDF、PNG或JPG格式的扫描件。") from None
    scale = min(room[0] / picture.width, room[1] / picture.height)
    width, height = picture.width * scale, picture.height * scale
    target = BytesIO()
    canvas = Canvas(target, pagesize=sheet, invariant=1)
    place = ((sheet[0] - width) / 2, (sheet[1] - height) / 2)
    canvas.drawImage(ImageReader(BytesIO(picture.data)), *place, width, height)
    canvas.showPage()
    canvas.save()
    return target.getvalue()
