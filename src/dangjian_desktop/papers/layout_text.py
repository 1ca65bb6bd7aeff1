"""Headings, paragraphs, names, attachments, signatures and the closing as pieces of a page."""

from __future__ import annotations

import math
from dataclasses import replace

from dangjian_desktop.papers import model
from dangjian_desktop.papers.flow import Chunk, gap, paint_nothing
from dangjian_desktop.papers.fonts import Role
from dangjian_desktop.papers.geometry import ERHAO
from dangjian_desktop.papers.marks import Bookmark, Page, Place, RuleMark
from dangjian_desktop.papers.model import Align, Run, Style
from dangjian_desktop.papers.numbering import Numbering
from dangjian_desktop.papers.sheet import Sheet
from dangjian_desktop.papers.signing import Band, signing
from dangjian_desktop.papers.text import (
    Paragraph,
    clean,
    natural_width,
    paragraphs_of,
    set_paragraph,
)
from dangjian_desktop.papers.titles import title_lines

_HEADING_ROLES = {Style.BOLD: Role.HEI, Style.KAI: Role.KAI, Style.PLAIN: Role.FANGSONG}
_TITLE_PITCH = 36.0
"""One line of 二号 by 3.2: 22 pt and 7/8 of 三号."""
_RULE = 0.5
_TEXT_LINES = 2
"""Lines of text that a signature takes along to its page."""
_WRITING_LINE = 0.82
"""Where in a line of the grid the rule to write on stands."""


def title(sheet: Sheet, text: str, phrases: tuple[str, ...] = (), subtitle: str = "") -> list[Chunk]:
    """The title in 二号小标宋, centred, with its subtitle in 楷体 below."""
    style = sheet.small(ERHAO, Role.TITLE)
    chunks = []
    for number, part in enumerate(title_lines(clean(text), sheet.frame.width / ERHAO - 1, phrases)):
        line = set_paragraph(sheet.faces, part, style, sheet.frame.width, align=Align.CENTRE)
        mark = Bookmark(text.replace("\n", ""), 0, 0.0) if number == 0 else None
        chunks.append(_centred(sheet, line, _TITLE_PITCH, mark))
    if subtitle:
        kai = sheet.body.in_role(Role.KAI)
        below = set_paragraph(sheet.faces, subtitle, kai, sheet.frame.width, align=Align.CENTRE)
        chunks += [_centred(sheet, below, sheet.frame.pitch, None, number) for number in range(len(below.lines))]
    return chunks


def _centred(sheet: Sheet, line: Paragraph, height: float, mark: Bookmark | None, number: int = 0) -> Chunk:
    def paint(page: Page, y: float) -> None:
        page.marks.extend(line.draw(number, sheet.frame.left, y))
        if mark:
            page.bookmarks.append(replace(mark, y=y))

    return Chunk(height, paint, extent=line.style.size, keep=True)


def heading(sheet: Sheet, block: model.Heading, numbering: Numbering) -> list[Chunk]:
    """A heading in the face of its level, two cells in, never last on a page."""
    number = numbering.next(block.level) if block.numbered else ""
    look = sheet.settings.heading_styles[block.level - 1]
    text = number + clean(block.text)
    if block.run_in:
        paragraph = sheet.paragraph((Run(text, look), *model.runs_of(block.run_in)))
    else:
        cell = sheet.frame.cell
        style = sheet.body.in_role(_HEADING_ROLES[look])
        paragraph = set_paragraph(sheet.faces, text, style, sheet.frame.width, indent=2 * cell, align=Align.JUSTIFY)
    chunks = sheet.line_chunks(paragraph)
    plain = chunks[0].paint

    def paint(page: Page, y: float) -> None:
        plain(page, y)
        page.bookmarks.append(Bookmark(text, block.level, y))

    chunks[0] = replace(chunks[0], paint=paint)
    for chunk in chunks[:-1]:
        chunk.keep = True
    chunks[-1].keep = not block.run_in
    return chunks


def paragraph(sheet: Sheet, block: model.Paragraph) -> list[Chunk]:
    """A paragraph, or several where its text has line feeds."""
    chunks: list[Chunk] = []
    for text in paragraphs_of(block.text):
        lines = sheet.paragraph(text, indent=2 if block.indent else 0, align=block.align)
        chunks += sheet.line_chunks(lines)
    return chunks


def recipients(sheet: Sheet, names: tuple[str, ...]) -> list[Chunk]:
    """主送机关: flush left, turned lines flush, a full-width colon after the last (7.3.2)."""
    return sheet.line_chunks(sheet.paragraph("、".join(names) + "：", indent=0))


def name_list(sheet: Sheet, block: model.NameList) -> list[Chunk]:
    """A label in 黑体 and names that align (10.3)."""
    label = Run(f"{clean(block.label).rstrip('：:')}：", Style.BOLD)
    inset = 2 + len(label.text)
    if (
        block.in_columns
        and block.people
        and all(person.shown == person.name and len(person.name) <= 4 for person in block.people)
    ):
        return _names_in_columns(sheet, block, label, inset)
    text = "、".join(person.shown for person in block.people) or block.empty
    names = [person.name for person in block.people]
    return sheet.line_chunks(sheet.paragraph((label, Run(text)), indent=2, hang=inset, keep=names))


def _names_in_columns(sheet: Sheet, block: model.NameList, label: Run, inset: int) -> list[Chunk]:
    frame = sheet.frame
    names = [model.name_text(clean(person.name)) for person in block.people]
    widest = max(3, *(len(name) for name in names))
    columns = max(1, int((frame.cells - inset + 1) // (widest + 1)))
    chunks = []
    for start in range(0, len(names), columns):
        row = names[start : start + columns]
        parts = [set_paragraph(sheet.faces, name, sheet.body, frame.width, align=Align.LEFT) for name in row]
        head = sheet.paragraph((label,), indent=2) if start == 0 else None

        def paint(
            page: Page, y: float, parts: list[Paragraph] = parts, head: Paragraph | None = head, step: int = widest + 1
        ) -> None:
            if head:
                page.marks.extend(head.draw(0, frame.left, y))
            for number, part in enumerate(parts):
                page.marks.extend(part.draw(0, frame.left + (inset + number * step) * frame.cell, y))

        chunks.append(Chunk(frame.pitch, paint, extent=sheet.body.size, on_grid=True))
    return chunks


def attachments(sheet: Sheet, block: model.Attachments) -> list[Chunk]:
    """附件说明: a blank line, two cells in, names aligned with the first one (7.3.4)."""
    chunks: list[Chunk] = [blank_line(sheet)]
    for number, name in enumerate(block.names, start=1):
        label = "附件：" if number == 1 else "　　　"
        counted = f"{number}." if len(block.names) > 1 else ""
        hang = 5 + 0.5 * len(counted)
        if number == 1:
            text, indent = f"{label}{counted}{name}", 2.0
        else:
            text, indent = f"{counted}{name}", 5.0
        chunks += sheet.line_chunks(sheet.paragraph(text, indent=indent, hang=hang))
    return chunks


def blank_line(sheet: Sheet, count: int = 1) -> Chunk:
    """White lines of the grid."""
    space = gap(sheet.frame.pitch * count)
    space.on_grid = True
    return space


def closing(sheet: Sheet, block: model.Closing) -> list[Chunk]:
    """Who issues the paper and when (7.3.5), kept together where a page can hold it.

    With its seals and stamps it lies inside the block.
    """
    placed = signing(block, sheet.frame, sheet.settings, lambda text: natural_width(sheet.faces, text, sheet.body))
    space = blank_line(sheet, placed.before)
    chunks = [_band(sheet, band) for band in placed.bands]
    lines = placed.before + sum(band.lines for band in placed.bands)
    if lines + _TEXT_LINES <= sheet.frame.lines:
        return _tied([space, *chunks])
    space.keep = True  # more seals than a page holds: they go on over it, the date never alone
    return [space, *chunks]


def _band(sheet: Sheet, band: Band) -> Chunk:
    """A row of a signature; where it begins a page, blank lines keep its seals below the block's upper edge."""
    frame = sheet.frame
    rows = [
        (spot, set_paragraph(sheet.faces, spot.text, sheet.body, frame.width - spot.x, align=Align.LEFT))
        for spot in band.spots
    ]

    def paint(page: Page, y: float) -> None:
        for spot, row in rows:
            page.marks.extend(row.draw(0, frame.left + spot.x, y + spot.y))
        for room in band.rooms:
            page.places.append(Place(frame.left + room.x, y + room.y, room.width, room.height, room.round))

    lowest = max([spot.y + sheet.body.size for spot in band.spots] + [room.y + room.height for room in band.rooms])
    above = math.ceil(max((-room.y for room in band.rooms), default=0.0) / frame.pitch)
    head = (Chunk(above * frame.pitch, paint_nothing),) if above > 0 else ()
    return Chunk(band.lines * frame.pitch, paint, extent=lowest, on_grid=True, head=head)


def remark(sheet: Sheet, block: model.Remark) -> list[Chunk]:
    """附注 in brackets, two cells in (7.3.6)."""
    return sheet.line_chunks(sheet.paragraph(f"（{clean(block.text)}）", indent=2))


def signatures(sheet: Sheet, block: model.Signatures) -> list[Chunk]:
    """Lines to sign on, two side by side, tied to the text above."""
    frame = sheet.frame
    half = frame.width / 2
    space = blank_line(sheet)
    space.keep = True
    chunks = [space]
    for start in range(0, len(block.lines), 2):
        pair = block.lines[start : start + 2]
        rows = [
            set_paragraph(sheet.faces, f"{line.label}：{line.name}", sheet.body, half, align=Align.LEFT)
            for line in pair
        ]
        labels = [natural_width(sheet.faces, f"{line.label}：", sheet.body) for line in pair]

        def paint(
            page: Page,
            y: float,
            rows: list[Paragraph] = rows,
            labels: list[float] = labels,
            alone: bool = len(pair) == 1,
        ) -> None:
            for number, (row, label) in enumerate(zip(rows, labels, strict=True)):
                left = frame.left + number * half
                page.marks.extend(row.draw(0, left, y))
                end = left + half - (0 if number else frame.cell)
                below = y + row.style.size * 1.12
                page.marks.append(RuleMark(left + label, below, end if not alone else left + half, below, _RULE))

        chunks.append(Chunk(frame.pitch * 1.5, paint, extent=sheet.body.size * 1.15))
    return _tied(chunks)


def blank_lines(sheet: Sheet, block: model.BlankLines) -> list[Chunk]:
    """Ruled lines to write on."""
    frame = sheet.frame

    def paint(page: Page, y: float) -> None:
        below = y + frame.pitch * _WRITING_LINE
        page.marks.append(RuleMark(frame.left, below, frame.left + frame.width, below, 0.4))

    extent = frame.pitch * _WRITING_LINE
    return [Chunk(frame.pitch, paint, extent=extent, on_grid=True) for _ in range(block.count)]


def _tied(chunks: list[Chunk]) -> list[Chunk]:
    for chunk in chunks[:-1]:
        chunk.keep = True
    return chunks
