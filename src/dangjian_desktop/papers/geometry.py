"""The page of GB/T 9704-2012 in points, with the article of each figure. y runs downwards from the paper's top edge."""

from __future__ import annotations

from dataclasses import dataclass

MM = 72 / 25.4
"""Points in a millimetre."""

SHEET_WIDTH = 210 * MM
SHEET_HEIGHT = 297 * MM
"""A4 (5.1)."""
TOP = 37 * MM
"""天头 (5.2.1)."""
LEFT = 28 * MM
"""订口 (5.2.1)."""
BLOCK_WIDTH = 156 * MM
BLOCK_HEIGHT = 225 * MM
"""版心 (5.2.1)."""
CELLS = 28
LINES = 22
"""Characters a line, lines a page (5.2.3)."""
BODY = 16.0
"""三号."""
PITCH = (BLOCK_HEIGHT - BODY) / (LINES - 1)
"""29.61 pt: the first em square at the block's upper edge and the last at its lower edge (5.2.3, 撑满版心)."""
CELL = BLOCK_WIDTH / CELLS
"""15.79 pt: 16 pt characters stand 0.21 pt closer than their em."""
ASCENT = 0.88
"""The baseline lies this part of the em below the em square's upper edge."""
FOLIO_SIZE = 14.0
FOLIO_DASH = TOP + BLOCK_HEIGHT + 7 * MM
"""页码 (7.5): 四号; the dash 7 mm below the block."""
FOLIO_BASELINE = FOLIO_DASH + 0.38 * FOLIO_SIZE

ERHAO = 22.0
"""二号: titles."""
SIHAO = 14.0
"""四号."""
XIAOSI = 12.0
"""小四."""
WUHAO = 10.5
"""五号."""
XIAOWU = 9.0
"""小五."""


@dataclass(frozen=True)
class Frame:
    """The block of a page as its reader holds it: size in points, the grid of its body text."""

    left: float
    top: float
    width: float
    height: float
    cells: int
    lines: int
    landscape: bool = False

    @property
    def cell(self) -> float:
        """Width of one character cell of the body."""
        return self.width / self.cells

    @property
    def pitch(self) -> float:
        """Distance of two baselines of the body."""
        return (self.height - BODY) / (self.lines - 1)


PORTRAIT = Frame(LEFT, TOP, BLOCK_WIDTH, BLOCK_HEIGHT, CELLS, LINES)
LANDSCAPE = Frame(297 * MM - TOP - BLOCK_HEIGHT, LEFT, BLOCK_HEIGHT, BLOCK_WIDTH, 40, 15, landscape=True)
"""The same block on the same sheet, read sideways: the reader's upper edge is the sheet's left one (clause 8)."""

LETTER_RULES = 170 * MM
"""Length of the red double rules of a letter (10.1)."""
LETTER_THICK, LETTER_WHITE, LETTER_THIN = 2.0, 1.2, 0.6
"""A double rule of a letter: its thick line, the white, its thin line. The standard gives no figures."""
LETTER_FOOT = SHEET_HEIGHT - 20 * MM
"""The lower edge of a letter's second double rule (10.1)."""
LETTER_GAP = 7 / 8 * BODY
"""White between a double rule and the text next to it (10.1)."""
_LETTER_TEXT = LETTER_FOOT - LETTER_THICK - LETTER_WHITE - LETTER_THIN - LETTER_GAP
_LETTER_HEIGHT = LINES * PITCH + BODY
LETTER = Frame(LEFT, _LETTER_TEXT - _LETTER_HEIGHT, BLOCK_WIDTH, _LETTER_HEIGHT, CELLS, LINES + 1)
"""A letter's first page: 23 lines of the same pitch, the last of which stands just above the second double rule."""
