"""Many papers bound to one: cover, contents, sections (annual dossiers, study files, collections, inspection books).

As in :mod:`~dangjian_desktop.papers.model`, only what it contains is said here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangjian_desktop.papers.model import Document, Kind
from dangjian_desktop.papers.numbering import chinese_number


@dataclass(frozen=True)
class Part:
    """One paper of a section. ``entry`` is what contents and bookmarks call it, by default the paper's own name."""

    document: Document
    entry: str = ""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.entry or self.document.name


@dataclass(frozen=True)
class Section:
    """Papers that belong together. ``separator`` puts a sheet with the title before them.

    A section without a title lists its papers in the contents directly.
    """

    title: str
    parts: tuple[Part, ...] = ()
    separator: bool = False

    def __post_init__(self) -> None:
        if not self.parts and not self.separator:
            raise ValueError("a section without papers needs a separator to be found")
        if self.separator and not self.title:
            raise ValueError("a separator shows the section's title")


@dataclass(frozen=True)
class Binder:
    """A bound whole: its pages are counted through, from the first one after the contents.

    ``subtitle`` says what time it covers (2026年度). Sections are numbered 一、二、 unless ``numbered`` is off.
    ``duplex`` begins the text and every section on the front of a leaf.
    """

    title: str
    sections: tuple[Section, ...]
    organisation: str = ""
    subtitle: str = ""
    day: date | None = None
    cover: bool = True
    contents: bool = True
    numbered: bool = True
    duplex: bool = False

    def __post_init__(self) -> None:
        if not self.sections:
            raise ValueError("a binder has at least one section")

    @property
    def kind(self) -> Kind:
        """What sort of paper it is."""
        return Kind.BINDER

    @property
    def name(self) -> str:
        """What it is called: its title on one line."""
        return self.title.replace("\n", "")

    @property
    def cover_sheet(self) -> Document:
        """The sheet on top."""
        return Document(Kind.COVER, self.title, organisation=self.organisation, day=self.day, subtitle=self.subtitle)

    def section_title(self, place: int) -> str:
        """The title of a section (counted from 0) with its number."""
        title = self.sections[place].title
        if not (title and self.numbered):
            return title
        before = sum(1 for section in self.sections[:place] if section.title)
        return f"{chinese_number(before + 1)}、{title}"


Printable = Document | Binder
"""Whatever can be made a PDF or a Word file."""
