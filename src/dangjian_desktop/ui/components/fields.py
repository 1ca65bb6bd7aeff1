"""A field of a form: its name, the editor, ready help beside it, and below it a hint or what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.editors import Editor
from dangjian_desktop.ui.components.labels import Label, Role, restyle
from dangjian_desktop.ui.icons import paint_icon
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone


class Mark(QWidget):
    """A lone icon, sized with the text."""

    def __init__(self, name: str, colour: str, *, size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._colour = colour
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_icon(self, name: str, colour: str) -> None:
        """Show another icon."""
        self._name, self._colour = name, colour
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().px(self._size)
        return QSize(side, max(side, theme().px(20, 24)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme().px(self._size)
        paint_icon(painter, QRectF(0, (self.height() - side) / 2, side, side), self._name, self._colour)
        painter.end()


class HintLine(QWidget):
    """A sentence below a field: help in grey, a warning in amber, an error in rust with its icon."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(5))
        self._icon = Mark("circle-alert", Tone.OVER.text)
        self._icon.hide()
        self._label = Label(text, Role.MUTED, wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        if not text:
            self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    def show_text(self, text: str, role: Role = Role.MUTED) -> None:
        """Show a sentence as help (muted), warning (due) or error (over); "" hides the line."""
        self._label.setText(text)
        self._label.set_role(role)
        self._icon.setVisible(role in {Role.OVER, Role.DUE})
        if role is Role.OVER:
            self._icon.set_icon("circle-alert", Tone.OVER.text)
        elif role is Role.DUE:
            self._icon.set_icon("clock", Tone.DUE.text)
        self.setVisible(bool(text))


class Field(QWidget):
    """A named field. ``name`` is its identifier in the record; ``aside`` puts the label left of a small editor."""

    edited = Signal(str)
    """Carries the field's name."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        name: str = "",
        help: str = "",
        aside: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self._help = help
        self.widget = editor
        self.label = Label(label, Role.MUTED if aside else Role.BODY)
        self.label.setBuddy(editor)
        editor.setAccessibleName(label)
        self._helpers = QHBoxLayout()
        self._helpers.setSpacing(theme().px(6))
        self.hint = HintLine(help)
        head = QHBoxLayout()
        head.setSpacing(theme().px(8))
        head.addWidget(self.label)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme().px(4))
        if aside:
            head.addWidget(editor, 1)
            head.addLayout(self._helpers)
            outer.addLayout(head)
        else:
            head.addStretch(1)
            head.addLayout(self._helpers)
            outer.addLayout(head)
            outer.addWidget(editor)
        outer.addWidget(self.hint)
        self.editor.edited.connect(self._edited)

    @property
    def editor(self) -> Editor:
        """The editor, as a form sees it."""
        return cast(Editor, self.widget)

    def raw(self) -> str:
        return self.editor.raw()

    def set_raw(self, raw: str) -> None:
        self.editor.set_raw(raw)

    def value(self) -> Any:
        """What was typed. Raises :class:`Refused`; see :meth:`check`."""
        return self.editor.value()

    def set_value(self, value: Any) -> None:
        self.editor.set_value(value)

    def check(self) -> bool:
        """Show what is wrong below the field, or that nothing is; True if the value can be taken."""
        try:
            self.editor.value()
        except Refused as refused:
            self.set_error(str(refused))
            return False
        self.clear()
        return True

    def set_error(self, sentence: str) -> None:
        """Say below the field what is wrong and what to do."""
        self._wrong(True)
        self.hint.show_text(sentence, Role.OVER)

    def set_warning(self, sentence: str) -> None:
        """Say below the field what to consider."""
        self._wrong(False)
        self.hint.show_text(sentence, Role.DUE)

    def set_help(self, sentence: str) -> None:
        """Change the help below the field."""
        self._help = sentence
        self.clear()

    def clear(self) -> None:
        """Nothing is wrong: show the help again."""
        self._wrong(False)
        self.hint.show_text(self._help)

    def set_locked(self, locked: bool) -> None:
        """The record is final: read-only, grey, with a lock."""
        self.editor.set_locked(locked)

    def add_helper(self, button: QWidget) -> None:
        """Put a button at the right of the field's name: 常用语, 上次, 来文要求."""
        self._helpers.addWidget(button)

    def add_phrases(
        self, phrases: Callable[[], list[str]], *, text: str = "常用语", icon_name: str = "quote"
    ) -> Button:
        """A button with a menu of texts to put into the field; returns it."""
        button = Button(text, Kind.ROW, icon_name=icon_name)
        button.clicked.connect(lambda _checked=False: self._offer(button, phrases()))
        self.add_helper(button)
        return button

    def _offer(self, button: Button, phrases: list[str]) -> None:
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for phrase in phrases:
            shown = phrase if len(phrase) <= 36 else phrase[:35] + "…"
            menu.addAction(shown.replace("&", "&&")).triggered.connect(
                lambda _checked=False, phrase=phrase: self._insert(phrase)
            )
        if not phrases:
            menu.addAction("还没有可用的内容").setEnabled(False)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _insert(self, phrase: str) -> None:
        insert = getattr(self.widget, "insert_phrase", None)
        if insert is not None:
            insert(phrase)
            return
        self.editor.set_raw(phrase)
        self.edited.emit(self.name)

    def _wrong(self, wrong: bool) -> None:
        if (self.widget.property("wrong") == "true") != wrong:
            self.widget.setProperty("wrong", "true" if wrong else "false")
            restyle(self.widget)

    def _edited(self) -> None:
        if self.widget.property("wrong") == "true":
            self.clear()
        self.edited.emit(self.name)


def commit_preedit() -> None:
    """Let the input method put in what is being composed, before saving, switching or a shortcut."""
    method = QApplication.inputMethod()
    if method is not None:
        method.commit()
