"""Colours of the window and the tones that a status may have. Text on its fill has at least 4.5 : 1 contrast."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

PAGE = "#F6F5F3"
CARD = "#FFFFFF"
SUNK = "#FAF9F7"
DESK = "#EAE8E4"
LINE = "#E3E1DC"
LINE2 = "#EEECE8"
LINE3 = "#C9C5BD"
INK = "#1F2328"
INK2 = "#575D66"
INK3 = "#8B9098"
PLACEHOLDER = "#6E747C"
OFF = "#666B73"
OFF_FILL = "#F0EEEA"
RED = "#A8222A"
RED_HOVER = "#97202A"
RED_PRESSED = "#8C1B22"
SELECTED = "#F6EEEB"
HOVER = "#F7F5F1"
HOVER_FLAT = "#ECEAE5"
WHITE = "#FFFFFF"
GOLD = "#B98A3C"
BAR_OK = "#4E8F68"
BAR_DUE = "#D9A648"
BAR_OVER = "#C9603A"
BAR_REST = "#ECEAE5"
BAR_USUAL = "#D8D3C9"
TOAST = "#2B2F36"
TOAST_LINE = "#6B7178"
TOAST_MUTED = "#C9CDD3"


@dataclass(frozen=True)
class Colours:
    """Text, fill and border of one tone."""

    text: str
    fill: str
    line: str


class Tone(Enum):
    """What a status means; it is always shown by word and colour, mostly with an icon too."""

    PLAIN = Colours(INK2, CARD, LINE)
    INK = Colours(INK, CARD, LINE)
    MUTED = Colours(INK2, "#F1EFEC", "#F1EFEC")
    OFF = Colours(OFF, OFF_FILL, "#DFDCD6")
    TODAY = Colours(RED, CARD, RED)
    OK = Colours("#2B6E47", "#EDF4EF", "#C6DCCD")
    DUE = Colours("#8A5200", "#FBF3E4", "#EBD5A8")
    OVER = Colours("#B5390B", "#FCEFE8", "#EFC5B0")
    INFO = Colours("#3A5A82", "#EEF2F7", "#C9D5E4")
    GOLD = Colours("#7D5A1E", "#FAF5EA", "#E6D6B4")

    @property
    def text(self) -> str:
        """Colour of words and icon."""
        return self.value.text

    @property
    def fill(self) -> str:
        """Colour of the ground."""
        return self.value.fill

    @property
    def line(self) -> str:
        """Colour of the border."""
        return self.value.line
