"""The tabs of the window, each with icon and word, and the row of views below them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QTabBar, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.labels import discard
from dangjian_desktop.ui.icons import paint_icon
from dangjian_desktop.ui.theme import theme


class MainTabs(QTabBar):
    """The tabs, painted here so that the bold word of the active one always has room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self._icons: list[str] = []
        self._hovered = -1
        self._by_key = False
        self._unmarked = False
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("页签")
        theme().changed.connect(self._refit)

    def add(self, key: str, text: str, icon_name: str) -> int:
        """Add a tab at the end; returns its place."""
        self._icons.append(icon_name)
        place = self.addTab(text)
        self.setTabData(place, key)
        self.setAccessibleTabName(place, text)
        return place

    def place_of(self, key: str) -> int:
        """Where a tab stands, -1 if there is none."""
        return next((place for place in range(self.count()) if self.tabData(place) == key), -1)

    def set_unmarked(self, unmarked: bool) -> None:
        """Mark no tab: what is shown belongs to none of them."""
        self._unmarked = unmarked
        self.update()

    def _refit(self) -> None:
        # A changed tab text makes QTabBar lay out anew.
        for place in range(self.count()):
            self.setTabText(place, self.tabText(place))
        self.updateGeometry()
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        px = theme().px
        words = QFontMetrics(theme().font(15, 17, bold=True)).horizontalAdvance(self.tabText(index))
        return QSize(words + px(16, 18) + px(6, 8) + 2 * px(11, 18), px(44, 52) - 1)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.tabAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Pressing a tab with the mouse needs no box round it; reaching it with Tab does.
        self._by_key = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        super().focusInEvent(event)

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(self.count()):
            rect = self.tabRect(place)
            active = place == self.currentIndex() and not self._unmarked
            hovered = place == self._hovered and not active
            if hovered:
                painter.fillRect(rect, QColor(tokens.HOVER))
            colour = tokens.RED if active else tokens.INK if hovered else tokens.INK2
            side = px(16, 18)
            left = rect.left() + px(11, 18)
            paint_icon(painter, QRectF(left, rect.center().y() - side / 2, side, side), self._icons[place], colour)
            painter.setFont(theme().font(15, 17, bold=active))
            painter.setPen(QColor(colour))
            words = QRect(QPoint(left + side + px(6, 8), rect.top()), rect.bottomRight())
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.tabText(place))
            if active:
                painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), QColor(tokens.RED))
            if active and self.hasFocus() and self._by_key:
                painter.setPen(QPen(QColor(tokens.RED), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(rect).adjusted(4.5, 5.5, -4.5, -6.5), px(5), px(5))
        painter.end()


class ViewRow(QWidget):
    """The views of a tab, one in force, and at the right end the buttons of the page shown."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewRow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        self._views = QHBoxLayout()
        self._actions: QWidget | None = None
        self._row = QHBoxLayout(self)
        self._row.addLayout(self._views)
        self._row.addStretch(1)
        self._fit()
        theme().changed.connect(self._fit)

    def set_views(self, views: Sequence[tuple[str, str]], current: str = "") -> None:
        """Show these views (key, word)."""
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._views.removeWidget(button)
            discard(button)
        self._buttons = {}
        for key, word in views:
            button = Button(word, Kind.VIEW)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self._views.addWidget(button)
            self._buttons[key] = button
        if current:
            self.set_current(current)

    def set_current(self, key: str) -> None:
        """Mark the view in force."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def set_actions(self, actions: QWidget | None) -> None:
        """Show the page's own buttons at the right end; the page keeps them."""
        if self._actions is not None:
            self._row.removeWidget(self._actions)
            self._actions.hide()
        self._actions = actions
        if actions is not None:
            # Those that want the whole width (the workbench's day and branch) get it.
            wide = bool(actions.sizePolicy().expandingDirections() & Qt.Orientation.Horizontal)
            self._row.setStretch(1, 0 if wide else 1)
            self._row.addWidget(actions, 1 if wide else 0)
            actions.show()

    def button(self, key: str) -> Button:
        """The button of one view."""
        return self._buttons[key]

    def _fit(self) -> None:
        px = theme().px
        self._row.setContentsMargins(px(16, 24), 0, px(16, 24), 0)
        self._views.setSpacing(px(3, 4))
        self._row.setSpacing(px(8))
        self.setFixedHeight(px(42, 56))
