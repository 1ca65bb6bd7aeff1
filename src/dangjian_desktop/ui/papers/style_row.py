"""One choice about papers: what it is, its editor, what the standard says, and the way back to it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dangjian_desktop.house_style.reading import ChoiceRow
from dangjian_desktop.house_style.rules import Choice
from dangjian_desktop.ui.components.buttons import Button, Kind, Switch
from dangjian_desktop.ui.components.editors import LineEdit
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.tags import TagLabel, basis
from dangjian_desktop.ui.theme import theme


class StyleRow(QWidget):
    """A setting of papers. A choice works at once; a size when it was typed (Enter, or another field)."""

    wanted = Signal(str)
    """The user chose a value."""
    back = Signal()
    """恢复国标."""

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.choice = choice
        self._value = choice.standard
        px = theme().px
        self._title = Label(choice.title, Role.BOLD)
        self.switch: Switch | None = None
        self.size_edit: LineEdit | None = None
        editor: QWidget
        if choice.choices:
            editor = self.switch = Switch(choice.choices)
            self.switch.setAccessibleName(choice.title)
            self.switch.chosen.connect(self._want)
        else:
            editor = self.size_edit = LineEdit(small=True)
            self.size_edit.setAccessibleName(f"{choice.title}（毫米）")
            self.size_edit.editingFinished.connect(lambda: self._want(self._typed))
        self.reset = Button("恢复国标" if choice.rests else "恢复默认", Kind.LINK, on=self.back.emit)
        self.reset.setAccessibleName(f"{self.reset.text()}：{choice.title}")
        self.error = Label("", Role.OVER, wrap=True)
        self._holder = QWidget()
        place = QHBoxLayout(self._holder)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(px(6))
        place.addWidget(editor)
        if self.size_edit is not None:
            place.addWidget(Label("毫米", Role.MUTED))
        place.addStretch(1)
        self._basis = TagLabel(basis(f"依据：{choice.clause}"))
        self._basis.setToolTip(choice.basis)
        self._said = Label(f"国标：{choice.says}", Role.MUTED, wrap=True)
        kept = self.reset.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # or the words beside it would move whenever it comes
        self.reset.setSizePolicy(kept)
        self._line, self._below = QHBoxLayout(), QHBoxLayout()
        for line in (self._line, self._below):
            line.setSpacing(px(8))
        self._line.addWidget(self._title)
        self._line.addWidget(self._holder)
        self._line.addStretch(0)
        self._line.addWidget(self.reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(1, 3), 0, px(1, 3))
        column.setSpacing(px(2))
        column.addLayout(self._line)
        column.addLayout(self._below)
        column.addWidget(self.error)
        self.error.hide()
        self.set_narrow(narrow=False)
        self._fit()
        theme().changed.connect(self._fit)
        self.show_row(ChoiceRow(choice, choice.standard))

    def _fit(self) -> None:
        px = theme().px
        self._title.setFixedWidth(px(92, 116))
        self._holder.setFixedWidth(px(168, 196))
        if self.size_edit is not None:
            self.size_edit.setFixedWidth(px(72, 84))

    def set_narrow(self, *, narrow: bool) -> None:
        """Put what the standard says beside the choice, or below it where there is little room."""
        for widget in (self._basis, self._said):
            self._line.removeWidget(widget)
            self._below.removeWidget(widget)
        line, place = (self._below, 0) if narrow else (self._line, 2)
        line.insertWidget(place, self._basis)
        line.insertWidget(place + 1, self._said, 1)
        self._line.setStretch(self._line.count() - 2, int(narrow))

    @property
    def _typed(self) -> str:
        return self.size_edit.text().strip() if self.size_edit else ""

    def show_row(self, row: ChoiceRow) -> None:
        """Show what is in force; a size being typed stays."""
        if self.size_edit is not None and (self._typed in ("", self._value) or row.value != self._value):
            self.size_edit.set_value(row.value)
        self._value = row.value
        if self.switch is not None:
            self.switch.blockSignals(True)
            self.switch.choose(row.value)
            self.switch.blockSignals(False)
        self.reset.setVisible(row.changed)
        if self.size_edit is None or self._typed == row.value:
            self.set_error("")

    def set_error(self, sentence: str) -> None:
        """Say below the row why what was typed can't be."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def focus(self) -> None:
        """Put the keyboard here."""
        if self.size_edit is not None:
            self.size_edit.setFocus()
        elif self.switch is not None:
            next(button for button in self.switch.findChildren(Button) if button.isChecked()).setFocus()

    def _want(self, value: str) -> None:
        if value != self._value:
            self.wanted.emit(value)
