"""The state bar of a record: 筹备 · 通知 · 签到 · 记录 · 定稿, each a button that the keyboard reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.labels import discard
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
        self._brief = False
        self.setText(state.text)
        self.setAccessibleName(f"{state.text}，{state.standing.value[2]}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def _bold(self) -> bool:
        return self.state.standing in {Standing.NOW, Standing.FINAL}

    def set_brief(self, brief: bool) -> None:
        """Show the icon only, unless this is the present state."""
        self._brief = brief and not self._bold
        self.setToolTip(self.accessibleName() if self._brief else "")
        self.update()

    def width_for(self, *, brief: bool) -> int:
        """How wide the button is with or without its word."""
        px = theme().px
        icon = px(17, 18) + 2 * px(3)
        if brief and not self._bold:
            return icon
        return icon + px(5) + QFontMetrics(theme().font(bold=self._bold)).horizontalAdvance(self.text())

    def sizeHint(self) -> QSize:
        return QSize(self.width_for(brief=self._brief), theme().px(26, 30))

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
        if not self._brief:
            painter.setFont(theme().font(bold=self._bold))
            painter.setPen(QColor(colour))
            room = QRectF(px(3) + side + px(5), 0, self.width(), self.height())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()


class StateBar(QWidget):
    """All states of a record in their order. Pressing one tells its key; what happens is the page's matter.

    Where there is no room for all words, only the present state keeps its own; the others say theirs as tool tips.
    """

    pressed = Signal(str)

    def __init__(self, states: Sequence[State] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states: tuple[State, ...] = ()
        self._buttons: list[_StateButton] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_states(states)
        theme().changed.connect(self._place)

    @property
    def states(self) -> tuple[State, ...]:
        return self._states

    def set_states(self, states: Sequence[State]) -> None:
        """Show these states; the keyboard stays where it was."""
        if tuple(states) == self._states:
            return
        focused = next((button.state.key for button in self._buttons if button.hasFocus()), "")
        for button in self._buttons:
            discard(button)
        self._states = tuple(states)
        self._buttons = []
        for state in self._states:
            button = _StateButton(state, self)
            button.clicked.connect(lambda _checked=False, key=state.key: self.pressed.emit(key))
            button.show()
            self._buttons.append(button)
            if state.key == focused:
                button.setFocus()
        self._place()

    @property
    def _gap(self) -> int:
        """From one state to the next, the line between them included."""
        return theme().px(30, 48)

    def _needed(self, *, brief: bool) -> int:
        widths = [button.width_for(brief=brief) for button in self._buttons]
        gap = self._gap // 2 if brief else self._gap
        return sum(widths) + gap * max(0, len(widths) - 1)

    def sizeHint(self) -> QSize:
        return QSize(self._needed(brief=False), theme().px(26, 30))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._needed(brief=True), theme().px(26, 30))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        brief = self.width() < self._needed(brief=False)
        gap = self._gap // 2 if brief else self._gap
        high = theme().px(26, 30)
        left = 0
        for button in self._buttons:
            button.set_brief(brief)
            width = button.width_for(brief=brief)
            button.setGeometry(left, (self.height() - high) // 2, width, high)
            left += width + gap
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        px = theme().px
        for before, after in pairwise(self._buttons):
            done = before.state.standing is Standing.DONE
            left, right = before.geometry().right() + px(3), after.geometry().left() - px(2)
            colour = QColor(tokens.Tone.OK.text if done else tokens.LINE3)
            painter.fillRect(QRectF(left, self.height() / 2 - 0.5, right - left, 1.5), colour)
        painter.end()


def standing_of(keys: Sequence[str], now: str) -> dict[str, Standing]:
    """All before ``now`` are done, all after it still to come."""
    place = list(keys).index(now)
    return {
        key: Standing.DONE if number < place else Standing.NOW if number == place else Standing.TO_COME
        for number, key in enumerate(keys)
    }
