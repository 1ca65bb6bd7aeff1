"""What the user types into: each editor gives its text as typed (for drafts) and the value it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any, Protocol

from PySide6.QtCore import QDate, QEvent, QPoint, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dangjian_desktop.base.dates import parse_day, parse_time
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.labels import restyle
from dangjian_desktop.ui.icons import icon
from dangjian_desktop.ui.theme import theme


class Editor(Protocol):
    """What a form needs of an editor."""

    edited: SignalInstance
    """The user changed something (never emitted by ``set_raw``)."""

    def raw(self) -> str:
        """The text as typed, also where it means nothing yet: what a draft keeps."""
        ...

    def set_raw(self, raw: str) -> None:
        """Show ``raw`` as if it had been typed."""
        ...

    def value(self) -> Any:
        """What the text means, None when empty. Raises :class:`Refused` with a sentence."""
        ...

    def set_value(self, value: Any) -> None:
        """Show a value."""
        ...

    def set_locked(self, locked: bool) -> None:
        """Read-only with a lock: the record is final."""
        ...


class LineEdit(QLineEdit):
    """One line of text. ``trailing`` is an icon at its right end."""

    edited = Signal()

    def __init__(
        self, *, placeholder: str = "", trailing: str = "", small: bool = False, parent: QWidget | None = None
    ):
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self._trailing: QAction | None = None
        self._lock: QAction | None = None
        if small:
            self.setProperty("small", "true")
        if trailing:
            self._trailing = QAction(icon(trailing, 16, colour=tokens.INK2), "", self)
            self.addAction(self._trailing, QLineEdit.ActionPosition.TrailingPosition)
        self.textEdited.connect(lambda _text: self.edited.emit())

    def raw(self) -> str:
        return self.text()

    def set_raw(self, raw: str) -> None:
        self.setText(raw)
        self.setCursorPosition(0)

    def value(self) -> Any:
        return self.text().strip() or None

    def set_value(self, value: Any) -> None:
        self.set_raw("" if value is None else str(value))

    def set_locked(self, locked: bool) -> None:
        self.setReadOnly(locked)
        self.setProperty("locked", "true" if locked else "false")
        if self._trailing:
            self._trailing.setVisible(not locked)
        # A small field in a row of a locked record reads as plain text; the record itself shows the lock.
        if locked and self._lock is None and self.property("small") != "true":
            self._lock = QAction(icon("lock", 16, colour=tokens.OFF), "", self)
            self.addAction(self._lock, QLineEdit.ActionPosition.TrailingPosition)
        if self._lock:
            self._lock.setVisible(locked)
        restyle(self)


class DateEdit(LineEdit):
    """A day, typed as people do (3.15, 昨天, 10-12) or chosen from a calendar (Alt+↓ or the icon).

    ``today`` gives the day that 昨天 is seen from; ``near`` the year that 3.15 belongs to.
    """

    def __init__(self, today: Callable[[], date], *, near: date | None = None, small: bool = False) -> None:
        super().__init__(trailing="calendar", small=small)
        self._today = today
        self.near = near
        self._popup: QFrame | None = None
        assert self._trailing is not None
        self._trailing.setText("打开日历")
        self._trailing.triggered.connect(self.open_calendar)
        self.editingFinished.connect(self._tidy)

    def value(self) -> date | None:
        text = self.text().strip()
        return parse_day(text, self._today(), near=self.near) if text else None

    def set_value(self, value: Any) -> None:
        self.set_raw(value.isoformat() if isinstance(value, date) else "")

    def _tidy(self) -> None:
        """Write the day out in full, so that the user sees what was understood."""
        try:
            day = self.value()
        except Refused:
            return
        if day is not None and self.text() != day.isoformat():
            self.setText(day.isoformat())
            self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not self.isReadOnly():
            try:
                day = self.value() or self._today()
            except Refused:
                return
            self.setText(date.fromordinal(day.toordinal() + (1 if event.key() == Qt.Key.Key_Up else -1)).isoformat())
            self.edited.emit()
            return
        super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Show the calendar below the field."""
        if self.isReadOnly():
            return
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setProperty("popup", "true")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(popup)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        try:
            shown = self.value() or self._today()
        except Refused:
            shown = self._today()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.activated.connect(self._choose)
        calendar.clicked.connect(self._choose)
        column = QVBoxLayout(popup)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(calendar)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        calendar.setFocus()
        self._popup = popup

    def _choose(self, day: QDate) -> None:
        self.setText(f"{day.year():04d}-{day.month():02d}-{day.day():02d}")
        if self._popup is not None:
            self._popup.close()
            self._popup = None
        self.setFocus()
        self.edited.emit()


class TimeEdit(LineEdit):
    """A time of day: 14:30, 1430, 下午2点半."""

    def __init__(self, *, small: bool = False) -> None:
        super().__init__(trailing="clock", small=small)
        self.editingFinished.connect(self._tidy)

    def value(self) -> time | None:
        text = self.text().strip()
        return parse_time(text) if text else None

    def set_value(self, value: Any) -> None:
        self.set_raw(f"{value:%H:%M}" if isinstance(value, time) else "")

    def _tidy(self) -> None:
        try:
            at = self.value()
        except Refused:
            return
        if at is not None and self.text() != f"{at:%H:%M}":
            self.setText(f"{at:%H:%M}")
            self.edited.emit()


class CountEdit(LineEdit):
    """A count of people or things; ↑ and ↓ change it by one."""

    def __init__(self, *, small: bool = True) -> None:
        super().__init__(small=small)
        self.setProperty("count", "true")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMaxLength(5)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(36, 40), super().sizeHint().height())

    def value(self) -> int | None:
        text = self.text().strip()
        if not text:
            return None
        if not text.isdecimal():
            raise Refused(f"“{text}”不是数。", hint="请填整数，如 24。")
        return int(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        text = self.text().strip()
        if step and not self.isReadOnly() and (not text or text.isdecimal()):
            self.setText(str(max(0, int(text or "0") + step)))
            self.edited.emit()
            return
        super().keyPressEvent(event)


class Combo(QComboBox):
    """One of several choices, given as (key, word); ``free`` lets the user write another."""

    edited = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]] = (), *, free: bool = False, small: bool = False) -> None:
        super().__init__()
        self._locked = False
        self.setEditable(free)
        if free:
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if small:
            self.setProperty("small", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_choices(choices)
        self.textActivated.connect(lambda _text: self.edited.emit())
        line = self.lineEdit()
        if line is not None:
            line.textEdited.connect(lambda _text: self.edited.emit())

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices; the one in force stays if it is still there."""
        before = self.raw()
        self.clear()
        for key, word in choices:
            self.addItem(word, key)
        self.set_raw(before)

    def raw(self) -> str:
        index = self.currentIndex()
        if self.isEditable() and (index < 0 or self.currentText() != self.itemText(index)):
            return self.currentText()
        return str(self.itemData(index)) if index >= 0 else ""

    def set_raw(self, raw: str) -> None:
        index = self.findData(raw)
        self.setCurrentIndex(index)
        if index < 0 and self.isEditable():
            self.setEditText(raw)

    def value(self) -> Any:
        return self.raw().strip() or None

    def set_value(self, value: Any) -> None:
        self.set_raw("" if value is None else str(value))

    def set_locked(self, locked: bool) -> None:
        self._locked = locked
        self.setEnabled(not locked)
        self.setProperty("locked", "true" if locked else "false")
        restyle(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling the form must never change a value in passing.
        event.ignore()


class LongText(QPlainTextEdit):
    """A text of several lines that grows with what is in it."""

    edited = Signal()

    def __init__(self, *, lines: int = 3, most: int = 14, placeholder: str = "") -> None:
        super().__init__()
        self._lines = lines
        self._most = most
        self._quiet = False
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        theme().changed.connect(self._fit)
        self._fit()

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        count = max(self._lines, min(self._most, round(self.document().size().height())))
        self.setFixedHeight(line * count + 2 * theme().px(3) + 12)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit()

    def raw(self) -> str:
        return self.toPlainText()

    def set_raw(self, raw: str) -> None:
        self._quiet = True
        self.setPlainText(raw)
        self._quiet = False

    def value(self) -> Any:
        return self.toPlainText().strip() or None

    def set_value(self, value: Any) -> None:
        self.set_raw("" if value is None else str(value))

    def insert_phrase(self, phrase: str) -> None:
        """Put a stock phrase in at the cursor, as one step of the field's own undo."""
        self.insertPlainText(phrase)
        self.setFocus()

    def set_locked(self, locked: bool) -> None:
        self.setReadOnly(locked)
        self.setProperty("locked", "true" if locked else "false")
        restyle(self)

    def event(self, event: QEvent) -> bool:
        # Ctrl+Z in a text undoes typing, not the last action.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if control and event.key() in {Qt.Key.Key_Z, Qt.Key.Key_Y} and self.document().isUndoRedoEnabled():
                event.accept()
                return True
        return super().event(event)


class CheckBox(QCheckBox):
    """A yes or no."""

    edited = Signal()

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.clicked.connect(lambda _checked: self.edited.emit())

    def raw(self) -> str:
        return "1" if self.isChecked() else ""

    def set_raw(self, raw: str) -> None:
        self.setChecked(raw == "1")

    def value(self) -> Any:
        return self.isChecked()

    def set_value(self, value: Any) -> None:
        self.setChecked(bool(value))

    def set_locked(self, locked: bool) -> None:
        self.setEnabled(not locked)
