"""Buttons: one primary on a page, secondary, quiet, in a row, a link, and the switch of two or three."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.icons import icon
from dangjian_desktop.ui.theme import theme


class Kind(StrEnum):
    """How loud a button is. There is one primary button on a page."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    ROW = "row"
    ROW_PRIMARY = "row-primary"
    LINK = "link"
    MENU = "menu"
    VIEW = "view"
    SWITCH = "switch"
    TOAST = "toast"


_ICON_COLOUR = {
    Kind.PRIMARY: tokens.WHITE,
    Kind.ROW_PRIMARY: tokens.WHITE,
    Kind.TOAST: tokens.WHITE,
    Kind.QUIET: tokens.INK2,
    Kind.LINK: tokens.Tone.INFO.text,
    Kind.MENU: tokens.INK2,
}


class Button(QPushButton):
    """A push button. ``icon_name`` is a file in ``resources/icons``; ``on`` is called when it is pressed."""

    def __init__(
        self,
        text: str,
        kind: Kind = Kind.SECONDARY,
        *,
        icon_name: str = "",
        on: Callable[[], object] | None = None,
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind = kind
        self._icon_name = icon_name
        self.setProperty("kind", kind.value)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if tip:
            self.setToolTip(tip)
        if on is not None:
            self.clicked.connect(lambda _checked=False: on())
        self._dress()
        theme().changed.connect(self._dress)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._dress()

    def set_icon(self, name: str) -> None:
        """Change the icon; "" takes it away."""
        self._icon_name = name
        self._dress()

    def _dress(self) -> None:
        side = theme().px(16, 18)
        gap = theme().px(4) if self.text() else 0
        self.setIconSize(QSize(side + gap, side))
        if self._icon_name:
            self.setIcon(icon(self._icon_name, side, colour=_ICON_COLOUR.get(self._kind, tokens.INK), gap=gap))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._kind in {Kind.PRIMARY, Kind.ROW_PRIMARY, Kind.TOAST}:
            return hint
        # Room for the bold face of the checked state, so that nothing moves when it is chosen.
        if self.isCheckable():
            bold = self.font()
            bold.setBold(True)
            more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
            hint.setWidth(hint.width() + more)
        return hint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter presses a focused button here as it does everywhere else.
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._kind in {Kind.PRIMARY, Kind.ROW_PRIMARY} and self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.WHITE), 1))
            inset = 3.5 if self._kind is Kind.PRIMARY else 2.5
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 3, 3)
            painter.end()


class ToolButton(QToolButton):
    """A flat button with icon and perhaps a word, as right of the tabs. ``tip`` names it where it has no word."""

    def __init__(
        self,
        icon_name: str,
        text: str = "",
        *,
        tip: str = "",
        on: Callable[[], object] | None = None,
        mini: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setAutoRaise(True)
        self.setText(text)
        self.setToolTip(tip)
        self.setAccessibleName(text or tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if mini:
            self.setProperty("kind", "mini")
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if text else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.setToolButtonStyle(style)
        if on is not None:
            self.clicked.connect(lambda _checked=False: on())
        self._dress()
        theme().changed.connect(self._dress)

    def _dress(self) -> None:
        side = theme().px(16, 18)
        gap = theme().px(3) if self.text() else 0
        self.setIconSize(QSize(side + gap, side))
        self.setIcon(icon(self._icon_name, side, colour=tokens.INK2, gap=gap))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


class Switch(QWidget):
    """Two or three choices side by side, one of them in force (填写｜纸样)."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """``choices`` are (key, word); the first is in force."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        for number, (key, word) in enumerate(choices):
            button = Button(word, Kind.SWITCH)
            button.setCheckable(True)
            button.setProperty("edge", "first" if number == 0 else "last" if number == len(choices) - 1 else "middle")
            button.setChecked(number == 0)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def current(self) -> str:
        """The key in force."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Put ``key`` in force and say so."""
        if not self._buttons[key].isChecked():
            self._buttons[key].setChecked(True)
            self.chosen.emit(key)
