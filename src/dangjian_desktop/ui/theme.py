"""Sizes, fonts and palette of the window: two densities, three text sizes, switched without a restart."""

from __future__ import annotations

from enum import Enum
from functools import cached_property

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from dangjian_desktop.ui import tokens

WIDE_FROM = 1600
"""Logical width of the window from which the wide density is used."""


class Density(Enum):
    """How much air the window has; the value is the body text's size in logical pixels."""

    COMPACT = 14
    WIDE = 16


class TextSize(Enum):
    """The text size the user chose; the value is the factor on every size."""

    NORMAL = 1.0
    LARGE = 1.15
    HUGE = 1.3

    @property
    def label(self) -> str:
        """The word in the menu."""
        return {TextSize.NORMAL: "标准", TextSize.LARGE: "大", TextSize.HUGE: "特大"}[self]


class Theme(QObject):
    """The look in force. There is one for an application; reach it with :func:`theme`."""

    changed = Signal()
    """Density or text size changed; widgets that paint themselves update their geometry."""

    def __init__(self, application: QApplication, family: str) -> None:
        super().__init__(application)
        self.setObjectName("theme")
        self._application = application
        self._family = family
        self._density = Density.COMPACT
        self._size = TextSize.NORMAL
        self.icons: dict[tuple[object, ...], QIcon] = {}
        """Icons made so far, kept here so that they end with the application."""
        fusion = QStyleFactory.create("Fusion")
        application.setStyle(fusion)
        self._apply()

    @property
    def density(self) -> Density:
        return self._density

    @property
    def wide(self) -> bool:
        """Whether the wide density is in force."""
        return self._density is Density.WIDE

    @property
    def text_size(self) -> TextSize:
        return self._size

    def set_density(self, density: Density) -> None:
        """Switch the density; does nothing if it is in force already."""
        if density is not self._density:
            self._density = density
            self._apply()

    def set_text_size(self, size: TextSize) -> None:
        """Switch the text size; does nothing if it is in force already."""
        if size is not self._size:
            self._size = size
            self._apply()

    def fit(self, logical_width: int) -> None:
        """Choose the density for a window of this width."""
        self.set_density(Density.WIDE if logical_width >= WIDE_FROM else Density.COMPACT)

    def px(self, compact: float, wide: float | None = None) -> int:
        """A size given in the design's pixels of both densities, in logical pixels at the text size in force.

        Without ``wide`` the compact size grows with the body text (16/14).
        """
        base = (compact * 16 / 14 if wide is None else wide) if self.wide else compact
        return max(1, round(base * self._size.value)) if base else 0

    @property
    def em(self) -> int:
        """The body text's size in logical pixels."""
        return round(self._density.value * self._size.value)

    def font(self, compact: float = 14, wide: float = 16, *, bold: bool = False) -> QFont:
        """A font of the design's size in both densities, with figures of one width."""
        font = QFont(self._family)
        font.setPixelSize(self.px(compact, wide))
        font.setBold(bold)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    @cached_property
    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for where, colour in (
            (role.Window, tokens.PAGE),
            (role.Base, tokens.CARD),
            (role.AlternateBase, tokens.SUNK),
            (role.Button, tokens.CARD),
            (role.Light, tokens.CARD),
            (role.Midlight, tokens.LINE2),
            (role.Mid, tokens.LINE),
            (role.Dark, tokens.LINE3),
            (role.Shadow, tokens.LINE3),
            (role.WindowText, tokens.INK),
            (role.Text, tokens.INK),
            (role.ButtonText, tokens.INK),
            (role.BrightText, tokens.WHITE),
            (role.PlaceholderText, tokens.PLACEHOLDER),
            (role.Highlight, "#F0D9D5"),
            (role.HighlightedText, tokens.INK),
            (role.Accent, tokens.RED),
            (role.Link, tokens.Tone.INFO.text),
            (role.LinkVisited, tokens.Tone.INFO.text),
            (role.ToolTipBase, tokens.TOAST),
            (role.ToolTipText, tokens.WHITE),
        ):
            palette.setColor(where, QColor(colour))
        off = QPalette.ColorGroup.Disabled
        for where in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
            palette.setColor(off, where, QColor(tokens.OFF))
        for where in (role.Base, role.Button):
            palette.setColor(off, where, QColor(tokens.OFF_FILL))
        return palette

    def _apply(self) -> None:
        from dangjian_desktop.ui.stylesheet import style_sheet

        self._application.setPalette(self._palette)
        self._application.setFont(self.font())
        self._application.setStyleSheet(style_sheet(self))
        self.changed.emit()


def theme() -> Theme:
    """The look of the running application. Raises ``RuntimeError`` before :func:`bootstrap.make_application`."""
    application = QApplication.instance()
    found = application.findChild(Theme, "theme") if application else None
    if found is None:
        raise RuntimeError("the application has no theme yet")
    return found


def spaced_name(name: str) -> str:
    """A name of two characters with a full-width space between them, so that names in a column align."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 and min(name) > "\u3400" else name
