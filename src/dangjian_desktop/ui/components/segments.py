"""Tabs of a record's segments, each with its number in a disc; the active one joins the card below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.labels import Label, Role, discard
from dangjian_desktop.ui.theme import theme


class _SegmentTab(QAbstractButton):
    stepped = Signal(int)

    def __init__(self, number: int, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = number
        self.setCheckable(True)
        self.setText(text)
        self.setAccessibleName(f"环节{number} {text}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        px = theme().px
        width = px(18, 22) + px(6, 8) + QFontMetrics(theme().font(bold=True)).horizontalAdvance(self.text())
        return QSize(width + 2 * px(14, 20), px(31, 44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self.isChecked()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, 0)
        if active:
            path = QPainterPath()
            radius = px(8)
            path.moveTo(box.left(), box.bottom() + 1)
            path.lineTo(box.left(), box.top() + radius)
            path.arcTo(QRectF(box.left(), box.top(), 2 * radius, 2 * radius), 180, -90)
            path.lineTo(box.right() - radius, box.top())
            path.arcTo(QRectF(box.right() - 2 * radius, box.top(), 2 * radius, 2 * radius), 90, -90)
            path.lineTo(box.right(), box.bottom() + 1)
            painter.fillPath(path, QColor(tokens.CARD))
            painter.setPen(QPen(QColor(tokens.LINE), 1))
            painter.drawPath(path)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.HOVER_FLAT))
            painter.drawRoundedRect(box.adjusted(2, 3, -2, -4), px(6), px(6))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.RED), 1))
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -4), px(5), px(5))
        side = px(18, 22)
        disc = QRectF(px(14, 20), (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.RED if active else tokens.LINE))
        painter.drawEllipse(disc)
        painter.setFont(theme().font(12, 13, bold=True))
        painter.setPen(QColor(tokens.WHITE if active else tokens.INK2))
        painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), str(self._number))
        painter.setFont(theme().font(bold=active))
        painter.setPen(QColor(tokens.INK if active else tokens.INK2))
        left = disc.right() + px(6, 8)
        painter.drawText(QRectF(left, 0, self.width(), self.height()), int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step:
            self.stepped.emit(step)
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)


class JoinedCard(Card):
    """The sheet below the tabs: its upper line is open below the one in front."""

    def __init__(self) -> None:
        super().__init__(joined=True)
        self._tab: QWidget | None = None

    def open_below(self, tab: QWidget) -> None:
        """Leave the line out below ``tab``."""
        self._tab = tab
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._tab is not None:
            painter = QPainter(self)
            painter.fillRect(QRectF(self._tab.x() - self.x() + 1, 0, self._tab.width() - 2, 1), QColor(tokens.CARD))
            painter.end()


class SegmentTabs(QWidget):
    """The tabs over one card. ``card`` is the sheet below; put the chosen segment's widgets into it.

    ``set_segments`` takes (key, text); ``chosen`` tells the key; ``add_pressed`` that ＋ 环节 was pressed.
    """

    chosen = Signal(str)
    add_pressed = Signal()

    def __init__(self, *, add_text: str = "环节", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs: dict[str, _SegmentTab] = {}
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._add = Button(add_text, Kind.QUIET, icon_name="plus", on=self.add_pressed.emit)
        self.note = Label(note, Role.MUTED)
        self._row.addWidget(self._add, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch(1)
        self._row.addWidget(self.note)
        self.card = JoinedCard()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._row)
        outer.addWidget(self.card, 1)

    @property
    def current(self) -> str:
        """The key of the tab in front, "" if there is none."""
        return next((key for key, tab in self._tabs.items() if tab.isChecked()), "")

    @property
    def add_button(self) -> Button:
        """The ＋ 环节 button (hide or disable it when the record is final)."""
        return self._add

    def set_segments(self, segments: Sequence[tuple[str, str]], current: str = "") -> None:
        """Show these tabs with ``current`` (default: the same as before, else the first) in front."""
        wanted = current or self.current
        for tab in self._tabs.values():
            self._row.removeWidget(tab)
            discard(tab)
        self._tabs = {}
        for number, (key, text) in enumerate(segments, 1):
            tab = _SegmentTab(number, text, self)
            tab.clicked.connect(lambda _checked=False, key=key: self.choose(key))
            tab.stepped.connect(self.step)
            self._row.insertWidget(number - 1, tab, 0, Qt.AlignmentFlag.AlignBottom)
            self._tabs[key] = tab
        if self._tabs:
            self._show(wanted if wanted in self._tabs else next(iter(self._tabs)))

    def choose(self, key: str) -> None:
        """Bring a tab to the front and say so."""
        self._show(key)
        self.chosen.emit(key)

    def step(self, by: int) -> None:
        """Go to the next or previous tab, keeping the keyboard there."""
        keys = list(self._tabs)
        key = keys[(keys.index(self.current) + by) % len(keys)]
        self.choose(key)
        self._tabs[key].setFocus()

    def _show(self, key: str) -> None:
        for other, tab in self._tabs.items():
            tab.setChecked(other == key)
            tab.setFocusPolicy(Qt.FocusPolicy.TabFocus if other == key else Qt.FocusPolicy.ClickFocus)
        self.card.open_below(self._tabs[key])
