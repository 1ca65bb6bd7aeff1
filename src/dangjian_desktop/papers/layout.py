"""From a document to pages: each block becomes pieces, the pieces are dealt out, the pages are numbered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dangjian_desktop.base.progress import Progress
from dangjian_desktop.papers import layout_official, layout_text, model
from dangjian_desktop.papers.flow import Chunk, Flow, NewPage, Piece, gap
from dangjian_desktop.papers.fonts import Faces, Role
from dangjian_desktop.papers.geometry import (
    BLOCK_WIDTH,
    BODY,
    FOLIO_BASELINE,
    FOLIO_SIZE,
    LANDSCAPE,
    LEFT,
    PITCH,
    PORTRAIT,
)
from dangjian_desktop.papers.layout_figure import figure
from dangjian_desktop.papers.layout_form import form
from dangjian_desktop.papers.layout_pictures import pictures
from dangjian_desktop.papers.layout_table import table
from dangjian_desktop.papers.marks import Page, TextMark
from dangjian_desktop.papers.sheet import Sheet

_TIED_LINES = 2
"""Lines of text that go with a signature onto its page."""
_ABOVE_IMPRINT = 16.0
"""Points between the text and the 版记 at least."""
_TEXT = (model.Paragraph, model.Attachments)
"""Blocks that a list of names keeps a blank line from (10.3)."""
_LEAST_WHITE = 8.0
"""Points between a title's last line (with its leading) and a form."""


@dataclass(frozen=True)
class Layout:
    """The pages of a document and the characters that no face had."""

    pages: tuple[Page, ...]
    missing: frozenset[str]


def lay_out(document: model.Document, faces: Faces, progress: Progress | None = None) -> Layout:
    """Set a document. Raises ``Refused`` for a picture that can't be read, ``Cancelled`` when asked to stop."""
    progress = progress or Progress()
    sheet = _sheet(faces, document.orientation)
    flow = Flow(sheet.frame)
    pieces = _pieces(sheet, document, progress)
    flow.run(_grown(pieces, flow.spare(pieces)))
    for annex in document.annexes:
        flow = _annex(flow, faces, annex, progress)
    silent = _place_imprint(flow, document, faces)
    if document.page_numbers:
        for number, page in enumerate(flow.pages, start=1):
            if number not in silent:
                page.folio.extend(folio(faces, number))
    return Layout(tuple(flow.pages), frozenset(faces.missing))


def _sheet(faces: Faces, orientation: model.Orientation) -> Sheet:
    return Sheet(LANDSCAPE if orientation is model.Orientation.LANDSCAPE else PORTRAIT, faces)


def _annex(before: Flow, faces: Faces, annex: model.Annex, progress: Progress) -> Flow:
    """An annex on pages of its own behind those of ``before``; its headings are counted afresh (7.3.7)."""
    sheet = _sheet(faces, annex.orientation)
    flow = Flow(sheet.frame, [*before.pages, Page(sheet.frame.landscape)])
    label = layout_official.annex_label(sheet, annex)
    title = layout_text.title(sheet, annex.title)
    body = _body(sheet, annex.blocks, progress)
    flow.run([*label, *title, _after_title(sheet, [*label, *title], [], False), *body])
    return flow


def _place_imprint(flow: Flow, document: model.Document, faces: Faces) -> set[int]:
    """Put the 版记 at the foot of the last page (an even one for duplex); returns the pages without number (7.5)."""
    if document.imprint is None:
        return set()
    sheet = Sheet(PORTRAIT, faces)
    height, paint = layout_official.imprint(sheet, document.imprint)
    text_pages = len(flow.pages)
    free = sheet.frame.height - flow.y - _ABOVE_IMPRINT
    if flow.page.landscape or free < height:
        flow.pages.append(Page())
    if document.duplex and len(flow.pages) % 2:
        flow.pages.append(Page())
    paint(flow.pages[-1])
    blank = len(flow.pages) > text_pages + 1
    return {text_pages + 1, text_pages + 2} if blank else set()


def _pieces(sheet: Sheet, document: model.Document, progress: Progress) -> list[Piece]:
    """Head, title and body of a document."""
    above: list[Chunk] = []
    if document.head:
        lines = 2 if document.title else 1
        above = [layout_official.head(sheet, document, document.head), gap(lines * sheet.frame.pitch, keep=True)]
    if document.title:
        above += layout_text.title(sheet, document.title, document.title_phrases, document.subtitle)
    body = _body(sheet, document.blocks, progress, document.recipients)
    if not document.title:
        return [*above, *body]
    first = document.blocks[0] if document.blocks and not document.recipients else None
    grid = isinstance(first, model.FormTable | model.Table)
    below = list(_block(sheet, first, layout_text.Numbering())) if grid and first else []
    return [*above, _after_title(sheet, above, below, grid), *body]


def _body(
    sheet: Sheet, blocks: tuple[model.Block, ...], progress: Progress, recipients: tuple[str, ...] = ()
) -> list[Piece]:
    pieces: list[Piece] = list(layout_text.recipients(sheet, recipients)) if recipients else []
    numbering = layout_text.Numbering()
    for done, block in enumerate(blocks):
        progress.step(done, len(blocks), "正在排版")
        if isinstance(block, model.NameList) and done and isinstance(blocks[done - 1], _TEXT):
            pieces.append(layout_text.blank_line(sheet))
        made = list(_block(sheet, block, numbering))
        if isinstance(block, model.Signatures | model.Closing):
            _tie_to(pieces)
        pieces += made
    return pieces


def _grown(pieces: list[Piece], spare: float) -> list[Piece]:
    """The pieces with ``spare`` points shared among those that may grow."""
    growing = sum(1 for piece in pieces if isinstance(piece, Chunk) and piece.grow)
    spare = int(spare / PITCH + 0.001) * PITCH  # whole lines: what follows stays on the grid
    if not growing or not spare:
        return pieces
    return [piece.grow(spare / growing) if isinstance(piece, Chunk) and piece.grow else piece for piece in pieces]


def _after_title(sheet: Sheet, title: list[Chunk], below: list[Piece], grid: bool) -> Chunk:
    """The space between the title and what stands ``below`` it: about a blank line (7.3.2).

    Text goes on at the line of the grid that leaves the white nearest to a blank line between lines of text. Above a
    form or table (``grid``) the white is such that text after it comes close below, on the grid.
    """
    pitch = sheet.frame.pitch
    height = sum(chunk.height for chunk in title)
    if grid:
        chunks = [piece for piece in below if isinstance(piece, Chunk)]
        tall = sum(chunk.height for chunk in chunks)
        if len(chunks) < len(below) or height + tall > sheet.frame.height - 2 * pitch:
            return gap(pitch * 0.5, keep=True)
        return gap(_LEAST_WHITE + (-height - _LEAST_WHITE - tall) % pitch, keep=True)
    last = title[-1]
    bottom = height - last.height + last.needs
    wanted = bottom + 2 * pitch - BODY
    lines = max(round(wanted / pitch), int(bottom / pitch) + 1)
    return gap(max(0.0, lines * pitch - height), keep=True)


def _tie_to(pieces: list[Piece]) -> None:
    """Tie the last lines so far to what follows, so that a signature never stands alone on a page."""
    tied = 0
    for piece in reversed(pieces):
        if not isinstance(piece, Chunk):
            return
        piece.keep = True
        if not piece.drop_at_top:
            tied += 1
        if tied == _TIED_LINES or piece.height > 2 * PITCH:
            return


def _block(sheet: Sheet, block: model.Block, numbering: layout_text.Numbering) -> Iterator[Piece]:
    match block:
        case model.Heading():
            yield from layout_text.heading(sheet, block, numbering)
        case model.Paragraph():
            yield from layout_text.paragraph(sheet, block)
        case model.NameList():
            yield from layout_text.name_list(sheet, block)
        case model.Table():
            yield from table(sheet, block)
        case model.FormTable():
            yield from form(sheet, block)
        case model.Pictures():
            yield from pictures(sheet, block)
        case model.Figure():
            yield from figure(sheet, block, numbering.next_figure() if block.numbered else 0)
        case model.Signatures():
            yield from layout_text.signatures(sheet, block)
        case model.BlankLines():
            yield from layout_text.blank_lines(sheet, block)
        case model.Attachments():
            yield from layout_text.attachments(sheet, block)
        case model.Closing():
            yield from layout_text.closing(sheet, block)
        case model.Remark():
            yield from layout_text.remark(sheet, block)
        case model.PageBreak():
            yield NewPage()


def folio(faces: Faces, number: int) -> list[TextMark]:
    """The page number “— 1 —” in 四号宋体: odd pages on the right, even ones on the left, one 字 in (7.5)."""
    text = f"— {number} —"
    widths = []
    for char in text:
        glyph = faces.glyph(Role.SONG, char)
        widths.append(FOLIO_SIZE * (1.0 if char == "—" else 0.25 if char == " " else glyph.advance))
    total = sum(widths)
    x = LEFT + BLOCK_WIDTH - FOLIO_SIZE - total if number % 2 else LEFT + FOLIO_SIZE
    marks = []
    for char, width in zip(text, widths, strict=True):
        glyph = faces.glyph(Role.SONG, char)
        shift = (width - glyph.advance * FOLIO_SIZE) / 2 if char == "—" else 0.0
        marks.append(TextMark(glyph.face, FOLIO_SIZE, FOLIO_BASELINE, glyph.char, (x + shift,)))
        x += width
    return _joined(marks)


def _joined(marks: list[TextMark]) -> list[TextMark]:
    """Neighbouring marks of one face as one mark."""
    joined: list[TextMark] = []
    for mark in marks:
        if joined and joined[-1].face is mark.face:
            last = joined[-1]
            joined[-1] = TextMark(last.face, last.size, last.y, last.text + mark.text, last.xs + mark.xs)
        else:
            joined.append(mark)
    return joined
