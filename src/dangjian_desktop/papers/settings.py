"""Where a branch's papers deviate from what GB/T 9704-2012 recommends; the defaults are the standard's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dangjian_desktop.papers.model import Style


class FolioPlace(StrEnum):
    """Where the page number stands."""

    OUTER = "outer"
    """Odd pages on the right, even ones on the left, one 字 in (7.5)."""
    CENTRE = "centre"


SEAL_SIZES = (30.0, 60.0)
"""The smallest and largest diameter of a seal in millimetres."""
STAMP_WIDTHS = (15.0, 80.0)
STAMP_HEIGHTS = (6.0, 40.0)
"""The smallest and largest sides of a 签名章 in millimetres."""


@dataclass(frozen=True)
class PaperSettings:
    """The habits of one branch, where the standard says 一般 or 推荐, and the sizes of what is stamped on its papers.

    ``heading_styles`` are the faces of the four levels (7.3.3: 黑体, 楷体, 仿宋, 仿宋); whoever wants level 3 to stand
    out makes it BOLD, which is 黑体: 仿宋 has no bold face, and none is feigned. Sizes are in millimetres: the seal's
    diameter, the width and height of a 签名章. The standard gives none; whoever's seal differs from 42 says so here.
    """

    folio_place: FolioPlace = FolioPlace.OUTER
    folio_dashes: bool = True
    """A dash on both sides of the page number (7.5)."""
    heading_styles: tuple[Style, Style, Style, Style] = (Style.BOLD, Style.KAI, Style.PLAIN, Style.PLAIN)
    seal: float = 42.0
    stamp: tuple[float, float] = (40.0, 15.0)

    def __post_init__(self) -> None:
        if not SEAL_SIZES[0] <= self.seal <= SEAL_SIZES[1]:
            raise ValueError(f"a seal of {self.seal} mm does not exist")
        (narrow, wide), (low, high) = STAMP_WIDTHS, STAMP_HEIGHTS
        if not (narrow <= self.stamp[0] <= wide and low <= self.stamp[1] <= high):
            raise ValueError(f"a stamp of {self.stamp} mm does not exist")


STANDARD = PaperSettings()
"""The standard itself."""
