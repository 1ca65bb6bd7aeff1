"""Pieces of WordprocessingML: paragraphs, runs and lengths. Twips are twentieths of a point."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from dangjian_desktop.papers.fonts import OFFICIAL, Role
from dangjian_desktop.papers.geometry import BODY, CELL, MM
from dangjian_desktop.papers.model import Align, Inline, Style, runs_of
from dangjian_desktop.papers.text import clean

PITCH_TWIPS = 592
"""29.6 pt: 22 exact lines fill the 229.84 mm between the margins."""
MARGIN_TOP = 34.58 * MM
"""Where the first line's box begins below the paper's edge; its characters stand half a leading lower."""
RED = "FF3333"
"""The red of official papers (GB/T 9704 6.2: magenta and yellow 80 %) as a screen shows it."""
JUSTIFY = {
    Align.LEFT: "left",
    Align.CENTRE: "center",
    Align.RIGHT: "right",
    Align.JUSTIFY: "both",
    Align.SPREAD: "distribute",
}
_STYLE_ROLES = {Style.BOLD: Role.HEI, Style.KAI: Role.KAI}
_TABS = {
    "left": 'w:val="left"',
    "right": 'w:val="right"',
    "leader": 'w:val="right" w:leader="middleDot"',
}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def twips(points: float) -> int:
    """Points as Word counts lengths."""
    return round(points * 20)


def family(role: Role) -> str:
    """The family name that offices have for a role."""
    return OFFICIAL[role][0]


def em(text: str) -> float:
    """Width of a text in characters: figures and Latin take half of one."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def wide(text: str) -> float:
    """Width in points of a text on the grid."""
    return em(text) * CELL


def fonts(role: Role) -> str:
    """The face of a role for Chinese and Latin alike; the hint takes “” and —— from the Chinese face."""
    name = quoteattr(family(role))
    return f'<w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name} w:hint="eastAsia"/>'


def run(
    text: str, role: Role | None = None, size: float | None = None, colour: str = "", *, underlined: bool = False
) -> str:
    """A run; without ``role`` and ``size`` as its paragraph's style says. Tabs stay tabs."""
    properties = fonts(role) if role else '<w:rFonts w:hint="eastAsia"/>'
    if colour:
        properties += f'<w:color w:val="{colour}"/>'
    if size:
        properties += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    if underlined:
        properties += '<w:u w:val="single"/>'
    parts = []
    for number, part in enumerate(text.split("\t")):
        if number:
            parts.append("<w:tab/>")
        if part:
            shown = escape(_CONTROL.sub("", clean(part)))
            parts.append(f'<w:t xml:space="preserve">{shown}</w:t>')
    return f"<w:r><w:rPr>{properties}</w:rPr>{''.join(parts)}</w:r>"


def runs(text: Inline, role: Role | None = None, size: float | None = None) -> str:
    """The runs of a text that has no line feeds; ``role`` is the face of the plain ones."""
    return "".join(run(piece.text, _STYLE_ROLES.get(piece.style, role), size) for piece in runs_of(text))


def paragraph(
    content: str,
    style: str = "",
    *,
    align: Align | None = None,
    left: float | None = None,
    right: float | None = None,
    first: float | None = None,
    first_characters: int | None = None,
    before: float = 0,
    after: float = 0,
    line: float | None = None,
    tabs: Sequence[tuple[float, str]] = (),
    keep: bool = False,
    page_break: bool = False,
    rule: str = "",
) -> str:
    """A paragraph. Lengths in points; a negative ``first`` hangs; ``line`` is an exact pitch.

    ``tabs`` are places with their kind (``left``, ``right``, or ``leader``: right, with dots before it); ``rule`` is
    the markup of a bottom border.
    """
    made = f'<w:pStyle w:val="{style}"/>' if style else ""
    made += "<w:keepNext/>" if keep else ""
    made += "<w:pageBreakBefore/>" if page_break else ""
    made += f"<w:pBdr>{rule}</w:pBdr>" if rule else ""
    if tabs:
        stops = "".join(f'<w:tab {_TABS[kind]} w:pos="{twips(place)}"/>' for place, kind in tabs)
        made += f"<w:tabs>{stops}</w:tabs>"
    if before or after or line is not None:
        exact = f' w:line="{twips(line)}" w:lineRule="exact"' if line is not None else ""
        made += f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}"{exact}/>'
    made += _indents(left, right, first, first_characters)
    made += f'<w:jc w:val="{JUSTIFY[align]}"/>' if align else ""
    return f"<w:p><w:pPr>{made}</w:pPr>{content}</w:p>"


def _indents(left: float | None, right: float | None, first: float | None, characters: int | None) -> str:
    """Indents; those in characters are zeroed wherever points are given, as Word would prefer them."""
    made = ""
    if left is not None:
        made += f' w:leftChars="0" w:left="{twips(left)}"'
    if right is not None:
        made += f' w:rightChars="0" w:right="{twips(right)}"'
    if characters is not None:
        made += f' w:firstLineChars="{characters * 100}" w:firstLine="{twips(characters * CELL)}"'
    elif first is not None and first < 0:
        made += f' w:hangingChars="0" w:hanging="{twips(-first)}"'
    elif first is not None:
        made += f' w:firstLineChars="0" w:firstLine="{twips(first)}"'
    return f"<w:ind{made}/>" if made else ""


def white(points: float = PITCH_TWIPS / 20, *, keep: bool = False, page_break: bool = False) -> str:
    """An empty line of an exact height."""
    return paragraph("", "Normal", first=0, line=max(points, 1.0), keep=keep, page_break=page_break)


def bottom_rule(colour: str, width: float, space: int) -> str:
    """A rule under a paragraph, ``width`` points thick, ``space`` points below its line."""
    return f'<w:bottom w:val="single" w:sz="{max(2, round(width * 8))}" w:space="{space}" w:color="{colour}"/>'


def grid_letter_pitch() -> int:
    """What the document grid adds to a body character, in 4096ths of a point (here less than nothing)."""
    return round((CELL - BODY) * 4096)
