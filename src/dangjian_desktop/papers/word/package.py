"""The parts of a Word file in their package: the same document and date give the same bytes."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dangjian_desktop.papers.binder import Binder, Printable
from dangjian_desktop.papers.fonts import Faces, office_faces
from dangjian_desktop.papers.saving import put_in_place
from dangjian_desktop.papers.settings import STANDARD, PaperSettings
from dangjian_desktop.papers.text import clean
from dangjian_desktop.papers.word import styles
from dangjian_desktop.papers.word.binder import binder_body
from dangjian_desktop.papers.word.body import body
from dangjian_desktop.papers.word.media import Media, ending

_UNDATED = date(2000, 1, 1)
_PROGRAM = "支部工作台"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = (
    ("styles", "styles", "styles"),
    ("fonts", "fontTable", "fontTable"),
    ("settings", "settings", "settings"),
)
"""Identifier, kind and file of the parts that every file has beside the text."""


def render_docx(
    document: Printable,
    *,
    made: datetime | None = None,
    settings: PaperSettings = STANDARD,
    faces: Faces | None = None,
) -> bytes:
    """Make the Word file of a document or a binder.

    ``made`` is the date written into the file (the document's own day if not given), never the clock's; ``settings``
    are the branch's habits; ``faces`` measure the pages that a binder's contents name. Raises ``Refused`` for a
    picture that can't be read.
    """
    day = document.day or _UNDATED
    media = Media(settings)
    if isinstance(document, Binder):
        content = binder_body(document, media, faces or office_faces())
    else:
        content = "".join(body(document, media))
    text = f"{styles.DECLARATION}<w:document {styles.W}><w:body>{content}</w:body></w:document>"
    files = [*_PARTS, *((name, _kind(markup), name) for name, markup in media.margins.items())]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(files),
        "_rels/.rels": _relations(
            ("text", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("app", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": _core(document, made or datetime(day.year, day.month, day.day)),
        "docProps/app.xml": _app(document),
        "word/document.xml": text,
        "word/_rels/document.xml.rels": _relations(
            *((name, f"{_OFFICE}/{kind}", f"{file}.xml") for name, kind, file in files),
            *(
                (f"picture{number}", f"{_OFFICE}/image", f"media/image{number}.{ending(data)}")
                for number, data in enumerate(media.pictures, start=1)
            ),
        ),
        "word/styles.xml": styles.styles(settings),
        "word/fontTable.xml": styles.font_table(),
        "word/settings.xml": styles.settings(),
        **{f"word/{name}.xml": markup for name, markup in media.margins.items()},
    }
    parts |= {f"word/media/image{number}.{ending(data)}": data for number, data in enumerate(media.pictures, start=1)}
    return _packed(parts)


def save_docx(
    document: Printable, target: Path, *, made: datetime | None = None, settings: PaperSettings = STANDARD
) -> None:
    """Make the Word file and put it in place as a whole. Raises ``Refused`` when it can't be written."""
    put_in_place(render_docx(document, made=made, settings=settings), target)


def _kind(markup: str) -> str:
    return "header" if "<w:hdr " in markup else "footer"


def _packed(parts: dict[str, str | bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as package:
        for name, part in parts.items():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            package.writestr(entry, part.encode() if isinstance(part, str) else part, compresslevel=6)
    return target.getvalue()


def _content_types(files: list[tuple[str, str, str]]) -> str:
    defaults = (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("jpg", "image/jpeg"),
        ("png", "image/png"),
    )
    kinds = [("/word/document.xml", f"{_WORD}.document.main+xml")]
    kinds += [(f"/word/{file}.xml", f"{_WORD}.{kind}+xml") for _, kind, file in files]
    kinds += [
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    ]
    listed = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults)
    listed += "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds)
    return f'{styles.DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{listed}</Types>'


def _relations(*entries: tuple[str, str, str]) -> str:
    listed = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{file}"/>' for name, kind, file in entries)
    return f'{styles.DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _core(document: Printable, made: datetime) -> str:
    stamp = made.strftime("%Y-%m-%dT%H:%M:%SZ")
    dated = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>' for name in ("created", "modified")
    )
    title = escape(clean(document.name))
    return (
        f'{styles.DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:subject>{document.kind}</dc:subject>"
        f"<dc:creator>{escape(clean(document.organisation))}</dc:creator>{dated}"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _app(document: Printable) -> str:
    return (
        f'{styles.DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'extended-properties"><Application>{_PROGRAM}</Application>'
        f"<Company>{escape(clean(document.organisation))}</Company></Properties>"
    )
