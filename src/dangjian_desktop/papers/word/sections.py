"""Sections of a Word file: sheet, margins, grid, and what stands at the foot of their pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from dangjian_desktop.papers.geometry import LETTER_FOOT, MM, SHEET_HEIGHT, Frame
from dangjian_desktop.papers.word import styles
from dangjian_desktop.papers.word.markup import PITCH_TWIPS, grid_letter_pitch, twips
from dangjian_desktop.papers.word.media import Media

FOOT = 24.47 * MM
"""The lower edge of the page number's line above the paper's edge."""
LETTER_MARGIN = SHEET_HEIGHT - LETTER_FOOT
"""The same of the second double rule of a letter's first page."""


class Feet(StrEnum):
    """What stands at the foot of a section's pages."""

    NUMBERED = "numbered"
    NONE = "none"
    """Nothing, and no earlier section had anything either."""
    BARE = "bare"
    """Nothing, though earlier sections have page numbers."""


@dataclass(frozen=True)
class Paging:
    """How a section begins and is numbered: ``front`` on an odd page, ``start`` as this page.

    ``letter`` is where the mark and rules of a letter's first page stand: the height of its header in points.
    """

    feet: Feet = Feet.NUMBERED
    start: int | None = None
    front: bool = False
    letter: LetterMargins | None = None

    @property
    def going_on(self) -> Paging:
        """The same for a further section of the same document."""
        return replace(self, start=None, front=False, letter=None)


@dataclass(frozen=True)
class LetterMargins:
    """Header and footer of a letter's first page by name, and the header's upper edge in points."""

    header: str
    footer: str
    top: float


def section(frame: Frame, paging: Paging, media: Media) -> str:
    """Sheet, margins (half the leading stands outside the block) and grid of 28 × 22, or 40 × 15 when turned."""
    wide, high, turned = (11906, 16838, "") if not frame.landscape else (16838, 11906, ' w:orient="landscape"')
    pitch = PITCH_TWIPS if not frame.landscape else twips(frame.height / frame.lines)
    leading = (frame.pitch - 16) / 2 if not frame.landscape else (frame.height / frame.lines - 16) / 2
    top = twips(frame.top - leading)
    bottom = twips(high / 20 - frame.top - frame.height - leading)
    left, right = twips(frame.left), twips(wide / 20 - frame.left - frame.width)
    letter = paging.letter
    header, footer = (twips(letter.top), twips(LETTER_MARGIN)) if letter else (851, twips(FOOT))
    begins = '<w:type w:val="oddPage"/>' if paging.front else ""
    counted = f'<w:pgNumType w:start="{paging.start}"/>' if paging.start is not None else ""
    return (
        f'<w:sectPr>{_feet(paging, media)}{begins}<w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{header}" '
        f'w:footer="{footer}" w:gutter="0"/>{counted}{"<w:titlePg/>" if letter else ""}'
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{pitch}" w:charSpace="{grid_letter_pitch()}"/></w:sectPr>'
    )


def _feet(paging: Paging, media: Media) -> str:
    """References to headers and footers, which are made when they are first asked for."""
    if paging.feet is Feet.NONE:
        return ""
    raised = FOOT - LETTER_MARGIN if paging.letter else 0.0
    names = {"default": "odd", "even": "even"}
    if paging.feet is Feet.BARE:
        names = dict.fromkeys(names, "bare")
        media.margins.setdefault("bare", styles.bare_footer())
    elif paging.letter:
        names = {kind: f"letter-{name}" for kind, name in names.items()}
    if paging.feet is Feet.NUMBERED:
        for kind, name in names.items():
            footer = styles.footer(odd=kind == "default", raised=raised, settings=media.settings)
            media.margins.setdefault(name, footer)
    made = "".join(f'<w:footerReference w:type="{kind}" r:id="{name}"/>' for kind, name in names.items())
    if paging.letter:
        made += f'<w:headerReference w:type="first" r:id="{paging.letter.header}"/>'
        made += f'<w:footerReference w:type="first" r:id="{paging.letter.footer}"/>'
    return made


def paragraph_with_section(description: str) -> str:
    """A paragraph one point high that ends a section."""
    spacing = '<w:spacing w:line="20" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{spacing}{description}</w:pPr></w:p>"
