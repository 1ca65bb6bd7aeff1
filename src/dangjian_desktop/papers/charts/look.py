"""How a chart is dressed: greys and hatchings that a black-and-white print keeps apart. A window has its own."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.colors import CMYKColor, Color

from dangjian_desktop.papers.fonts import Role
from dangjian_desktop.papers.geometry import WUHAO


@dataclass(frozen=True)
class Fill:
    """The inside of a bar or slice: its ground, the ink that numbers on it have, the angles of its hatching."""

    ground: Color
    ink: Color
    edge: Color
    angles: tuple[float, ...] = ()
    spacing: float = 3.2


@dataclass(frozen=True)
class Look:
    """Everything that paper and screen do differently. ``size`` is that of the text, in points or pixels.

    ``plain`` and ``marked`` fill the bars of a single series, ``fills`` those of several; ``strokes`` draw lines.
    """

    ink: Color
    muted: Color
    rule: Color
    grid: Color
    plain: Fill
    marked: Fill
    fills: tuple[Fill, ...]
    strokes: tuple[Color, ...]
    size: float
    ground: Color
    role: Role = Role.HEI


def _grey(share: float) -> Color:
    return CMYKColor(0, 0, 0, share)


_BLACK, _WHITE = _grey(1), _grey(0)

PAPER = Look(
    ink=_BLACK,
    muted=_grey(0.75),
    rule=_BLACK,
    grid=_grey(0.3),
    plain=Fill(_grey(0.3), _BLACK, _grey(0.3)),
    marked=Fill(_grey(0.85), _WHITE, _grey(0.85)),
    fills=(
        Fill(_grey(0.75), _WHITE, _grey(0.75)),
        Fill(_WHITE, _BLACK, _grey(0.75), (45,)),
        Fill(_grey(0.25), _BLACK, _grey(0.75)),
        Fill(_WHITE, _BLACK, _grey(0.75), (135,), 5.0),
        Fill(_WHITE, _BLACK, _grey(0.75)),
        Fill(_WHITE, _BLACK, _grey(0.75), (45, 135), 4.0),
    ),
    strokes=(_BLACK, _grey(0.55), _BLACK, _grey(0.55), _BLACK, _grey(0.55)),
    size=WUHAO,
    ground=_WHITE,
)
"""五号黑体 in pure black and greys (GB/T 9704 6.2: black is BL 100 %)."""
