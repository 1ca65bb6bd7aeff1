"""The menu behind a name: seven states by digit, a reason, 书面意见. The same from a click and from initials."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.chips import ChipState, Person
from dangjian_desktop.ui.components.editors import CheckBox, LineEdit
from dangjian_desktop.ui.components.fields import commit_preedit
from dangjian_desktop.ui.components.labels import Label, Role, rule
from dangjian_desktop.ui.icons import paint_icon
from dangjian_desktop.ui.theme import theme


class _Item(QAbstractButton):
    def __init__(self, digit: int, state: ChipState, parent: QWidget) -> None:
        super().__init__(parent)
        self.state = state
        self._digit = digit
        self.setText(state.word)
        self.setAccessibleName(f"{digit} {state.word}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.SELECTED if self.isChecked() else tokens.HOVER))
            painter.drawRoundedRect(QRectF(self.rect()), px(5), px(5))
        side = px(16)
        paint_icon(
            painter, QRectF(px(9), (self.height() - side) / 2, side, side), self.state.icon, self.state.tone.text
        )
        painter.setPen(QColor(tokens.INK))
        painter.setFont(theme().font())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(px(33), 0, self.width(), self.height()), int(middle), self.text())
        painter.setPen(QColor(tokens.INK2))
        box = QRectF(0, 0, self.width() - px(11), self.height())
        painter.drawText(box, int(middle | Qt.AlignmentFlag.AlignRight), str(self._digit))
        painter.end()


class StatusMenu(QFrame):
    """A small sheet below a name. Digits and Enter choose; Tab goes to the reason; Esc leaves all as it was.

    With several people of the same initials (``others``), PageDown and PageUp go from one to the next.
    """

    chosen = Signal(str, str, str, bool)
    """Person, state, reason, 书面意见."""

    finished = Signal()

    def __init__(
        self,
        person: Person,
        states: Sequence[ChipState],
        *,
        others: Sequence[Person] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("popup", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(f"{person.name}的出席情况")
        self._others = list(others) or [person]
        self._states = tuple(states)
        self._person = person
        px = theme().px
        self._name = Label(person.name, Role.MUTED)
        self._keys = Label("", Role.MUTED)
        head = QHBoxLayout()
        head.setContentsMargins(px(9), px(2), px(11), px(4))
        head.addWidget(self._name, 1)
        head.addWidget(self._keys)
        self._items = [_Item(digit, state, self) for digit, state in enumerate(self._states, 1)]
        self.reason = LineEdit(placeholder="原因")
        self.reason.setAccessibleName("原因")
        self.written = CheckBox("书面意见")
        foot = QHBoxLayout()
        foot.setContentsMargins(px(5), px(5), px(5), px(3))
        foot.setSpacing(px(6))
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.written)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(5), px(5), px(5), px(5))
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(rule())
        outer.addSpacing(px(3))
        for item in self._items:
            outer.addWidget(item)
            item.clicked.connect(lambda _checked=False, state=item.state: self._choose(state))
        outer.addSpacing(px(3))
        outer.addWidget(rule())
        outer.addLayout(foot)
        self.setFixedWidth(px(236))
        self.reason.installEventFilter(self)
        self.written.installEventFilter(self)
        self._show(person)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def person(self) -> Person:
        """Whom the menu is about."""
        return self._person

    def open_at(self, place: QPoint) -> None:
        """Show the menu with its upper left corner at ``place`` (global), or where there is room."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        box = QRect(place, self.sizeHint())
        box.setWidth(self.width())
        if box.bottom() > room.bottom():
            box.moveBottom(room.bottom() - 4)
        if box.right() > room.right():
            box.moveRight(room.right() - 4)
        self.move(box.topLeft())
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show(self, person: Person) -> None:
        self._person = person
        count = f"  {self._others.index(person) + 1}/{len(self._others)}" if len(self._others) > 1 else ""
        self._name.setText(person.name + count)
        self._keys.setText(person.keys[0] if person.keys else "")
        self.reason.set_raw(person.reason)
        self.written.setChecked(person.written_opinion)
        known = [item.state.key for item in self._items]
        self._point(known.index(person.state) if person.state in known else 0)

    def _point(self, number: int) -> None:
        for place, item in enumerate(self._items):
            item.setChecked(place == number % len(self._items))

    @property
    def _pointed(self) -> int:
        return next(place for place, item in enumerate(self._items) if item.isChecked())

    def _choose(self, state: ChipState) -> None:
        commit_preedit()
        reason = self.reason.text().strip()
        written = self.written.isChecked()
        if state == self._states[0]:
            reason, written = "", False
        self.chosen.emit(self._person.id, state.key, reason, written)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        digit = key - Qt.Key.Key_1
        if 0 <= digit < len(self._items):
            self._choose(self._items[digit].state)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._point(self._pointed + (1 if key == Qt.Key.Key_Down else -1))
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            step = 1 if key == Qt.Key.Key_PageDown else -1
            self._show(self._others[(self._others.index(self._person) + step) % len(self._others)])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self._items[self._pointed].state)
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the reason field digits are text; Enter, Esc and the arrows still belong to the menu."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down}
            if event.key() in keys:
                self.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: object) -> None:
        super().hideEvent(event)  # type: ignore[arg-type]
        self.finished.emit()
