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
        title = Label(choice.title, Role.BOLD)
        title.setFixedWidth(px(92, 116))
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
            self.size_edit.setFixedWidth(px(72, 84))
            self.size_edit.editingFinished.connect(lambda: self._want(self._typed))
        self.reset = Button("恢复国标" if choice.rests else "恢复默认", Kind.LINK, on=self.back.emit)
        self.reset.setAccessibleName(f"{self.reset.text()}：{choice.title}")
        self.error = Label("", Role.OVER, wrap=True)
        holder = QWidget()
        holder.setFixedWidth(px(168, 196))
        place = QHBoxLayout(holder)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(px(6))
        place.addWidget(editor)
        if self.size_edit is not None:
            place.addWidget(Label("毫米", Role.MUTED))
        place.addStretch(1)
        rests_on = TagLabel(basis(f"依据：{choice.clause}"))
        rests_on.setToolTip(choice.basis)
        said = Label(f"国标：{choice.says}", Role.MUTED, wrap=True)
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(title)
        line.addWidget(holder)
        line.addWidget(rests_on)
        line.addWidget(said, 1)
        line.addWidget(self.reset)
        kept = self.reset.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # or the words beside it would move whenever it comes
        self.reset.setSizePolicy(kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(1, 3), 0, px(1, 3))
        column.setSpacing(px(2))
        column.addLayout(line)
        column.addWidget(self.error)
        self.error.hide()
        self.show_row(ChoiceRow(choice, choice.standard))

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
        self.set_error("")

    def set_error(self, sentence: str) -> None:
        """Say below the row why what was typed can't be."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def focus(self) -> None:
        """Put the keyboard here."""
        (self.size_edit or self).setFocus()

    def _want(self, value: str) -> None:
        if value != self._value:
            self.wanted.emit(value)
