"""A binder in Word: cover, contents, then every paper as sections of its own, counted through."""

from __future__ import annotations

from dataclasses import replace

from dangjian_desktop.papers.binder import Binder
from dangjian_desktop.papers.fonts import Faces, Role
from dangjian_desktop.papers.geometry import BLOCK_WIDTH, CELL, ERHAO, PORTRAIT
from dangjian_desktop.papers.layout_binder import CONTENTS, Entry, entries_of, entry_lines, has_levels
from dangjian_desktop.papers.model import Align
from dangjian_desktop.papers.word.body import body
from dangjian_desktop.papers.word.cover import cover, separator
from dangjian_desktop.papers.word.markup import paragraph, run, white
from dangjian_desktop.papers.word.media import Media
from dangjian_desktop.papers.word.sections import Feet, Paging, paragraph_with_section, section


def binder_body(binder: Binder, media: Media, faces: Faces) -> str:
    """Everything inside ``w:body``. The contents show the page numbers of the PDF until Word counts its own.

    Raises ``Refused`` for a picture that can't be read.
    """
    bare = Paging(Feet.NONE)
    entries = entries_of(binder, faces, media.settings)
    sheets: list[tuple[str, str]] = []
    if binder.cover:
        sheets.append((cover(binder.cover_sheet), section(PORTRAIT, bare, media)))
    if binder.contents:
        sheets.append((_contents(entries, faces), section(PORTRAIT, replace(bare, front=binder.duplex), media)))
    sheets += _text(binder, media)
    *before, (last, description) = sheets
    return "".join(text + paragraph_with_section(ending) for text, ending in before) + last + description


def _text(binder: Binder, media: Media) -> list[tuple[str, str]]:
    """The sections of everything behind the contents, each with its description."""
    sheets: list[tuple[str, str]] = []
    marks = 0
    start: int | None = 1
    for place, part_section in enumerate(binder.sections):
        title = binder.section_title(place)
        front = binder.duplex
        marked = ""
        if title:
            marked, marks = _bookmark(marks), marks + 1
        if part_section.separator:
            paging = Paging(Feet.BARE, start, front)
            sheets.append((_marked(separator(title), marked), section(PORTRAIT, paging, media)))
            start, marked = None, ""
        for part in part_section.parts:
            marked, marks = marked + _bookmark(marks), marks + 1
            paging = Paging(Feet.NUMBERED, start, front or part.document.duplex)
            text, description = body(part.document, media, paging)
            sheets.append((_marked(text, marked), description))
            start, marked, front = None, "", False
    return sheets


def _bookmark(number: int) -> str:
    """A place that line ``number`` (from 0) of the contents asks the page of."""
    return f'<w:bookmarkStart w:id="{number}" w:name="part{number}"/><w:bookmarkEnd w:id="{number}"/>'


def _marked(text: str, marks: str) -> str:
    """The text with bookmarks in its first paragraph."""
    return text.replace("</w:pPr>", f"</w:pPr>{marks}", 1)


def _contents(entries: tuple[Entry, ...], faces: Faces) -> str:
    indented = has_levels(entries)
    made = [paragraph(run(CONTENTS, Role.TITLE, ERHAO), "Title"), white()]
    for number, entry in enumerate(entries):
        role = Role.HEI if indented and entry.level == 0 else None
        lines = "<w:r><w:br/></w:r>".join(run(line, role) for line in entry_lines(entry, faces, indented=indented))
        page = f'<w:fldSimple w:instr=" PAGEREF part{number} \\h ">{run(str(entry.page))}</w:fldSimple>'
        made.append(
            paragraph(
                lines + run("\t") + page,
                left=((entry.level if indented else 0) + 1) * CELL,
                right=0,
                first=-CELL,
                align=Align.LEFT,
                tabs=[(BLOCK_WIDTH, "leader")],
            )
        )
    return "".join(made)
