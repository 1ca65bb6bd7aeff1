"""What stands on a laid-out page: marks with coordinates, ready for any renderer that draws.

Points, x from the reader's left edge, y downwards from the reader's upper edge.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from dangjian_desktop.papers.fonts import Face

BLACK = (0.0, 0.0, 0.0, 1.0)
"""CMYK (GB/T 9704 6.2)."""
RED = (0.0, 0.8, 0.8, 0.0)
"""CMYK of the red of official papers (6.2)."""

Colour = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class TextMark:
    """Characters of one face on one baseline; ``xs`` holds the origin of each."""

    face: Face
    size: float
    y: float
    text: str
    xs: tuple[float, ...]
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class RuleMark:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class ImageMark:
    """A picture stretched over a rectangle; ``y`` is its upper edge."""

    source: Path | bytes = field(repr=False)
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ShapeMark:
    """Straight-lined outlines, filled and stroked in one; ``dash`` holds the lengths of dashes and gaps."""

    outlines: tuple[tuple[tuple[float, float], ...], ...]
    fill: Colour | None = None
    stroke: Colour | None = None
    width: float = 0.5
    closed: bool = False
    dash: tuple[float, ...] = ()


Mark = TextMark | RuleMark | ImageMark | ShapeMark


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: ``level`` 0 is the outermost."""

    title: str
    level: int
    y: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a seal (``round``) or a stamp is to be set by hand: never drawn, kept free of everything but its text."""

    x: float
    y: float
    width: float
    height: float
    round: bool


@dataclass(frozen=True, slots=True)
class Link:
    """An area that leads to another page, counted from 0."""

    x: float
    y: float
    width: float
    height: float
    page: int


@dataclass
class Page:
    """One page as its reader holds it; ``folio`` are marks placed on the upright sheet (page numbers)."""

    landscape: bool = False
    marks: list[Mark] = field(default_factory=list)
    folio: list[Mark] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
