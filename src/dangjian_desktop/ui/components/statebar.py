"""The state bar of a record: 筹备 · 通知 · 签到 · 记录 · 定稿, each a button that the keyboard reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.icons import paint_icon
from dangjian_desktop.ui.theme import theme


class Standing(Enum):
    """Where a state stands: (icon, colour, word for screen readers)."""

    DONE = ("circle-check", tokens.Tone.OK.text, "已完成")
    NOW = ("circle-dot", tokens.RED, "现在")
    TO_COME = ("circle", tokens.INK2, "还没到")
    FINAL = ("lock", tokens.INK, "已定稿")


@dataclass(frozen=True)
class State:
    """One state: its key, its word (定稿 9-28) and where it stands."""

    key: str
    text: str
    standing: Standing


class _StateButton(QAbstractButton):
    def __init__(self, state: State, parent: QWidget) -> None:
        super().__init__(parent)
        self.state = state
        self.setText(state.text)
        self.setAccessibleName(f"{state.text}，{state.standing.value[2]}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def _bold(self) -> bool:
        return self.state.standing in {Standing.NOW, Standing.FINAL}

    def sizeHint(self) -> QSize:
        px = theme().px
        width = px(17, 18) + px(5) + QFontMetrics(theme().font(bold=self._bold)).horizontalAdvance(self.text())
        return QSize(width + 2 * px(3), px(26, 30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        px = theme().px
        name, colour, _word = self.state.standing.value
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(tokens.RED if self.hasFocus() else tokens.LINE), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        side = px(17, 18)
        paint_icon(painter, QRectF(px(3), (self.height() - side) / 2, side, side), name, colour)
        painter.setFont(theme().font(bold=self._bold))
        painter.setPen(QColor(colour))
        left = px(3) + side + px(5)
        painter.drawText(QRectF(left, 0, self.width(), self.height()), int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()


class _Line(QWidget):
    def __init__(self, done: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._done = done
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(22, 36), theme().px(26, 30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = tokens.Tone.OK.text if self._done else tokens.LINE3
        painter.fillRect(QRectF(0, self.height() / 2 - 0.5, self.width(), 1.5), QColor(colour))
        painter.end()


class StateBar(QWidget):
    """All states of a record in their order. Pressing one tells its key; what happens is the page's matter."""

    pressed = Signal(str)

    def __init__(self, states: Sequence[State] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._states: tuple[State, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_states(states)
        theme().changed.connect(self._rebuild)

    @property
    def states(self) -> tuple[State, ...]:
        return self._states

    def set_states(self, states: Sequence[State]) -> None:
        """Show these states."""
        if tuple(states) != self._states:
            self._states = tuple(states)
            self._rebuild()

    def _rebuild(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._row.setSpacing(theme().px(4, 6))
        for number, state in enumerate(self._states):
            if number:
                done = self._states[number - 1].standing is Standing.DONE
                self._row.addWidget(_Line(done, self))
            button = _StateButton(state, self)
            button.clicked.connect(lambda _checked=False, key=state.key: self.pressed.emit(key))
            self._row.addWidget(button)


def standing_of(keys: Sequence[str], now: str) -> dict[str, Standing]:
    """All before ``now`` are done, all after it still to come."""
    place = list(keys).index(now)
    return {
        key: Standing.DONE if number < place else Standing.NOW if number == place else Standing.TO_COME
        for number, key in enumerate(keys)
    }
