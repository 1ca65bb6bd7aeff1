"""A binder's pages: the papers one behind the other, counted through, and the contents that say where each begins."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dangjian_desktop.base.progress import Progress
from dangjian_desktop.papers.binder import Binder, Part
from dangjian_desktop.papers.flow import Chunk, Flow, gap
from dangjian_desktop.papers.fonts import Faces, Role
from dangjian_desktop.papers.geometry import ASCENT, ERHAO, PORTRAIT
from dangjian_desktop.papers.layout import Layout, set_pages
from dangjian_desktop.papers.layout_cover import cover, separator
from dangjian_desktop.papers.layout_folio import folio
from dangjian_desktop.papers.marks import Bookmark, Link, Page, TextMark
from dangjian_desktop.papers.model import Align
from dangjian_desktop.papers.settings import STANDARD, PaperSettings
from dangjian_desktop.papers.sheet import Sheet
from dangjian_desktop.papers.text import Paragraph, clean, natural_width, set_paragraph

CONTENTS = "目　录"
RESERVED = 4
"""Characters at the end of every line of the contents that only leaders and numbers may take."""
LEADER = "…"
_LEADER_WHITE = 0.3
"""Of a character: between leaders and what stands beside them."""
_TOP = 0.0


@dataclass(frozen=True)
class Entry:
    """A line of the contents: its ``level`` (0 or 1), what it says, and its page, counted from 1."""

    level: int
    text: str
    page: int


def lay_out_binder(
    binder: Binder, faces: Faces, progress: Progress | None = None, settings: PaperSettings = STANDARD
) -> Layout:
    """Set a binder. Raises ``Refused`` for a picture that can't be read, ``Cancelled`` when asked to stop."""
    body = _Body(binder, faces, settings, progress or Progress())
    sheet = Sheet(PORTRAIT, faces, settings)
    front: list[Page] = []
    if binder.cover:
        front.append(cover(sheet, binder.cover_sheet))
        front += [Page()] if binder.duplex else []
    if binder.contents:
        pages, places = _contents(sheet, body.entries)
        first = len(front)
        front += pages
        front += [Page()] if binder.duplex and len(pages) % 2 else []
        for number, link in places:
            front[first + number].links.append(replace(link, page=link.page + len(front)))
    return Layout((*front, *body.pages), frozenset(faces.missing))


def entries_of(binder: Binder, faces: Faces, settings: PaperSettings = STANDARD) -> tuple[Entry, ...]:
    """What the contents of a binder say, for a renderer that does not lay out pages itself."""
    return tuple(_Body(binder, faces, settings, Progress()).entries)


class _Body:
    """Everything behind the contents."""

    def __init__(self, binder: Binder, faces: Faces, settings: PaperSettings, progress: Progress) -> None:
        self.pages: list[Page] = []
        self.entries: list[Entry] = []
        self._faces = faces
        self._settings = settings
        self._progress = progress
        total = sum(len(section.parts) for section in binder.sections)
        done = 0
        for place, section in enumerate(binder.sections):
            if binder.duplex or (not section.separator and section.parts[0].document.duplex):
                self._to_odd()
            title = binder.section_title(place)
            if title:
                self._enter(0, title)
            first = len(self.pages)
            if section.separator:
                self.pages.append(separator(Sheet(PORTRAIT, faces, settings), title))
                if binder.duplex:
                    self._to_odd()
            for part in section.parts:
                progress.step(done, total, "正在排版")
                done += 1
                self._bind(part, 1 if title else 0)
            if title:
                self.pages[first].bookmarks.insert(0, Bookmark(clean(title), 0, _TOP))

    def _to_odd(self) -> None:
        if len(self.pages) % 2:
            self.pages.append(Page())

    def _enter(self, level: int, text: str) -> None:
        self.entries.append(Entry(level, clean(text), len(self.pages) + 1))

    def _bind(self, part: Part, level: int) -> None:
        """A paper's pages with the numbers that fall to them; only its own name stays among the bookmarks."""
        if part.document.duplex:
            self._to_odd()
        self._enter(level, part.name)
        made, silent = set_pages(part.document, self._faces, self._settings, Progress())
        for number, page in enumerate(made, start=1):
            page.bookmarks = [Bookmark(clean(part.name), level, _TOP)] if number == 1 else []
            if number not in silent:
                page.folio.extend(folio(self._faces, len(self.pages) + 1, self._settings))
            self.pages.append(page)


def _contents(sheet: Sheet, entries: list[Entry]) -> tuple[list[Page], list[tuple[int, Link]]]:
    """The pages of the contents, and the links of their lines by page; a link's target counts the body's pages."""
    flow = Flow(sheet.frame)
    places: list[tuple[int, Link]] = []
    indented = has_levels(entries)
    chunks = [_heading(sheet), gap(sheet.frame.pitch * 2 - ERHAO, keep=True)]
    for entry in entries:
        chunks += _entry(sheet, entry, flow, places, indented=indented)
    flow.run(chunks)
    return flow.pages, places


def has_levels(entries: Sequence[Entry]) -> bool:
    """Whether papers stand under sections, and so are indented."""
    return len({entry.level for entry in entries}) > 1


def _heading(sheet: Sheet) -> Chunk:
    row = set_paragraph(sheet.faces, CONTENTS, sheet.small(ERHAO, Role.TITLE), sheet.frame.width, align=Align.CENTRE)

    def paint(page: Page, y: float) -> None:
        page.marks.extend(row.draw(0, sheet.frame.left, y))
        page.bookmarks.append(Bookmark("目录", 0, y))

    return Chunk(ERHAO, paint, keep=True)


def _row(sheet: Sheet, entry: Entry, *, indented: bool) -> Paragraph:
    """An entry's text in lines: a section in 黑体, a paper one character in, turned lines one character further."""
    cell = sheet.frame.cell
    style = sheet.body.in_role(Role.HEI) if indented and entry.level == 0 else sheet.body
    indent = entry.level * cell if indented else 0.0
    width = sheet.frame.width - RESERVED * cell
    return set_paragraph(sheet.faces, entry.text, style, width, indent=indent, hang=indent + cell, align=Align.LEFT)


def entry_lines(entry: Entry, faces: Faces, *, indented: bool) -> list[str]:
    """An entry divided as it stands in the PDF's contents."""
    row = _row(Sheet(PORTRAIT, faces), entry, indented=indented)
    return ["".join(glyph.char for glyph in row.glyphs[line.start : line.end]) for line in row.lines]


def _entry(sheet: Sheet, entry: Entry, flow: Flow, places: list[tuple[int, Link]], *, indented: bool) -> list[Chunk]:
    """An entry's lines, a section's in 黑体; behind the last one leaders and the page number."""
    frame = sheet.frame
    row = _row(sheet, entry, indented=indented)
    last = len(row.lines) - 1
    end = (row.hang if last else row.indent) + row.natural(last)
    behind = _number(sheet, str(entry.page), end)

    def drawn(number: int) -> Chunk:
        def paint(page: Page, y: float) -> None:
            page.marks.extend(row.draw(number, frame.left, y))
            if number == last:
                page.marks.extend(behind(y))
            area = Link(frame.left, y, frame.width, row.style.size, entry.page - 1)
            places.append((len(flow.pages) - 1, area))

        return Chunk(frame.pitch, paint, extent=row.style.size, on_grid=True, keep=number < last or entry.level == 0)

    return [drawn(number) for number in range(len(row.lines))]


def _number(sheet: Sheet, number: str, end: float) -> Callable[[float], list[TextMark]]:
    """The page number flush right, and leaders on the grid between it and ``end``, the text's right end."""
    frame, style = sheet.frame, sheet.body
    left = frame.width - natural_width(sheet.faces, number, style)
    figures = set_paragraph(sheet.faces, number, style, frame.width, align=Align.RIGHT)
    leader = sheet.faces.glyph(Role.FANGSONG, LEADER)
    white = _LEADER_WHITE * frame.cell
    first, after = math.ceil((end + white) / frame.cell), int((left - white) / frame.cell)
    xs = tuple(frame.left + cell * frame.cell for cell in range(first, after))

    def behind(y: float) -> list[TextMark]:
        marks = list(figures.draw(0, frame.left, y))
        if xs:
            text = leader.char * len(xs)
            marks.insert(0, TextMark(leader.face, style.size, y + ASCENT * style.size, text, xs))
        return marks

    return behind
