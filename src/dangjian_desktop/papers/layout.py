"""From a document to pages: each block becomes pieces, the pieces are dealt out, the pages are numbered."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dangjian_desktop.base.progress import Progress
from dangjian_desktop.papers import layout_letter, layout_official, layout_text, model
from dangjian_desktop.papers.flow import Chunk, Flow, NewPage, Piece, gap
from dangjian_desktop.papers.fonts import Faces
from dangjian_desktop.papers.geometry import BODY, LANDSCAPE, LETTER, PITCH, PORTRAIT
from dangjian_desktop.papers.layout_cover import cover
from dangjian_desktop.papers.layout_figure import figure
from dangjian_desktop.papers.layout_folio import folio
from dangjian_desktop.papers.layout_form import form
from dangjian_desktop.papers.layout_pictures import pictures
from dangjian_desktop.papers.layout_table import table
from dangjian_desktop.papers.marks import Page
from dangjian_desktop.papers.numbering import Numbering
from dangjian_desktop.papers.settings import STANDARD, PaperSettings
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


def lay_out(
    document: model.Document, faces: Faces, progress: Progress | None = None, settings: PaperSettings = STANDARD
) -> Layout:
    """Set a document. Raises ``Refused`` for a picture that can't be read, ``Cancelled`` when asked to stop."""
    pages, silent = set_pages(document, faces, settings, progress or Progress())
    if document.page_numbers:
        for number, page in enumerate(pages, start=1):
            if number not in silent:
                page.folio.extend(folio(faces, number, settings))
    return Layout(tuple(pages), frozenset(faces.missing))


def set_pages(
    document: model.Document, faces: Faces, settings: PaperSettings, progress: Progress
) -> tuple[list[Page], set[int]]:
    """The pages of a document without page numbers, and which of them (from 1) never have one."""
    if document.kind is model.Kind.COVER:
        return [cover(_sheet(faces, model.Orientation.PORTRAIT, settings), document)], {1}
    letter = document.head is not None and document.form is model.Form.LETTER
    document = with_room_for_text(document, faces)
    sheet = _sheet(faces, document.orientation, settings)
    flow = Flow(sheet.frame)
    if letter:
        sheet = Sheet(LETTER, faces, settings)
        flow = Flow(sheet.frame, later=PORTRAIT)
    pieces = deque(_pieces(sheet, document, progress))
    flow.run(_grown(pieces, flow.spare(pieces)))
    if letter:
        layout_letter.letter_foot(flow.pages[0])
    for annex in document.annexes:
        flow = _annex(flow, faces, annex, settings, progress)
    silent = _place_imprint(flow, document, faces, letter=letter)
    return flow.pages, silent | ({1} if letter else set())


def with_room_for_text(document: model.Document, faces: Faces) -> model.Document:
    """The document, its 主送机关 moved into the 版记 if they are so many that page 1 would show no text (7.3.2)."""
    if document.imprint is None or not document.recipients:
        return document
    sheet = Sheet(LETTER if document.form is model.Form.LETTER else PORTRAIT, faces)
    above = _head(sheet, document, document.head) if document.head else []
    if document.title:
        above += layout_text.title(sheet, document.title, document.title_phrases, document.subtitle)
        above.append(_after_title(sheet, above, [], False))
    lines = layout_text.recipients(sheet, document.recipients)
    if sum(chunk.height for chunk in [*above, *lines]) + BODY <= sheet.frame.height:
        return document
    imprint = replace(document.imprint, recipients=document.recipients)
    return replace(document, recipients=(), imprint=imprint)


def _sheet(faces: Faces, orientation: model.Orientation, settings: PaperSettings) -> Sheet:
    return Sheet(LANDSCAPE if orientation is model.Orientation.LANDSCAPE else PORTRAIT, faces, settings)


def _annex(before: Flow, faces: Faces, annex: model.Annex, settings: PaperSettings, progress: Progress) -> Flow:
    """An annex on pages of its own behind those of ``before``; its headings are counted afresh (7.3.7)."""
    sheet = _sheet(faces, annex.orientation, settings)
    flow = Flow(sheet.frame, [*before.pages, Page(sheet.frame.landscape)])
    label = layout_official.annex_label(sheet, annex)
    title = layout_text.title(sheet, annex.title)
    body = _body(sheet, annex.blocks, progress)
    flow.run([*label, *title, _after_title(sheet, [*label, *title], [], False), *body])
    return flow


def _place_imprint(flow: Flow, document: model.Document, faces: Faces, *, letter: bool) -> set[int]:
    """Put the 版记 at the foot of the last page (an even one for duplex); returns the pages without number (7.5)."""
    if document.imprint is None:
        return set()
    sheet = Sheet(PORTRAIT, faces)
    height, paint = layout_official.imprint(sheet, document.imprint, letter=letter)
    text_pages = len(flow.pages)
    end = flow.frame.top + max(flow.y, flow.low)
    free = sheet.frame.top + sheet.frame.height - end - _ABOVE_IMPRINT
    if flow.page.landscape or free < height:
        flow.pages.append(Page())
    if document.duplex and len(flow.pages) % 2:
        flow.pages.append(Page())
    paint(flow.pages[-1])
    blank = len(flow.pages) > text_pages + 1
    return {text_pages + 1, text_pages + 2} if blank else set()


def _head(sheet: Sheet, document: model.Document, block: model.Head) -> list[Chunk]:
    """The head in the paper's form, with the white below it."""
    if document.form is model.Form.ORDER:
        return [layout_letter.order_head(sheet, document, block)]
    if document.form is model.Form.LETTER:
        head = layout_letter.letter_head(sheet, document, block)
    else:
        head = layout_official.head(sheet, document, block)
    lines = 2 if document.title else 1
    return [head, gap(lines * sheet.frame.pitch, keep=True)]


def _pieces(sheet: Sheet, document: model.Document, progress: Progress) -> list[Piece]:
    """Head, title and body of a document."""
    above = _head(sheet, document, document.head) if document.head else []
    if document.title:
        above += layout_text.title(sheet, document.title, document.title_phrases, document.subtitle)
    body = _body(sheet, document.blocks, progress, document.recipients)
    if not document.title:
        return [*above, *body]
    first = document.blocks[0] if document.blocks and not document.recipients else None
    grid = isinstance(first, model.FormTable | model.Table)
    below = list(_block(sheet, first, Numbering())) if grid and first else []
    return [*above, _after_title(sheet, above, below, grid), *body]


def _body(
    sheet: Sheet, blocks: tuple[model.Block, ...], progress: Progress, recipients: tuple[str, ...] = ()
) -> list[Piece]:
    pieces: list[Piece] = list(layout_text.recipients(sheet, recipients)) if recipients else []
    numbering = Numbering()
    for done, block in enumerate(blocks):
        progress.step(done, len(blocks), "正在排版")
        if isinstance(block, model.NameList) and done and isinstance(blocks[done - 1], _TEXT):
            pieces.append(layout_text.blank_line(sheet))
        made = list(_block(sheet, block, numbering))
        if isinstance(block, model.Signatures | model.Closing):
            _tie_to(pieces)
        pieces += made
    return pieces


def _grown(pieces: deque[Piece], spare: float) -> deque[Piece]:
    """The pieces with ``spare`` points shared among those that may grow."""
    growing = sum(1 for piece in pieces if isinstance(piece, Chunk) and piece.grow)
    spare = int(spare / PITCH + 0.001) * PITCH  # whole lines: what follows stays on the grid
    if not growing or not spare:
        return pieces
    return deque(piece.grow(spare / growing) if isinstance(piece, Chunk) and piece.grow else piece for piece in pieces)


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


def _block(sheet: Sheet, block: model.Block, numbering: Numbering) -> Iterator[Piece]:
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
