"""One member's form: what describes them, the dated facts, 特长 and 可讲课题."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dangjian_desktop.roster.overview import MEMBER_FIELDS, FactLine, MemberSheet
from dangjian_desktop.roster.page.dialogs import field_grid
from dangjian_desktop.roster.page.private_edit import PrivateEdit, private_field
from dangjian_desktop.roster.page.verbs import EDUCATION, SEXES
from dangjian_desktop.ui.components.banner import Banner, BannerKind
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, RowButton
from dangjian_desktop.ui.components.editors import Combo, DateEdit, LineEdit, LongText
from dangjian_desktop.ui.components.fields import Field
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_LABELS = {
    "name": "姓名",
    "sex": "性别",
    "ethnicity": "民族",
    "native_place": "籍贯",
    "born_on": "出生日期",
    "education": "学历",
    "department": "部门",
    "duty": "职务",
    "identity_number": "身份证号",
    "phone": "手机",
    "dues_base": "党费计算基数",
    "note": "备注",
}


class MemberForm(QWidget):
    """Shows a :class:`MemberSheet`. What is typed is kept by whoever watches ``fields``."""

    correct_pressed = Signal(object)
    end_pressed = Signal(object)
    remove_pressed = Signal(str, str)
    talent_typed = Signal(str)
    topic_typed = Signal(str)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._lines: dict[str, FactLine] = {}
        self.fields = {name: self._field(name, today) for name in MEMBER_FIELDS}
        px = theme().px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(16, 24), px(10, 16), px(16, 24), px(12, 20))
        outer.setSpacing(px(8, 16))
        self.banner = Banner(BannerKind.DUE, "", "")
        self.banner.hide()
        outer.addWidget(self.banner)
        described = Card("基本情况")
        described.add(field_grid([(self.fields[name], False) for name in MEMBER_FIELDS], columns=4))
        outer.addWidget(described)
        outer.addWidget(self._facts_card())
        row = QHBoxLayout()
        row.setSpacing(px(8, 16))
        self.talents = Collected("特长", "例如：水利、公文写作")
        self.topics = Collected("可讲课题", "例如：窗口服务怎样提速")
        self.talents.typed.connect(self.talent_typed)
        self.topics.typed.connect(self.topic_typed)
        self.talents.removed.connect(lambda id: self.remove_pressed.emit("talents", id))
        self.topics.removed.connect(lambda id: self.remove_pressed.emit("lecture_topics", id))
        row.addWidget(self.talents, 1)
        row.addWidget(self.topics, 1)
        outer.addLayout(row)
        outer.addStretch(1)

    def _field(self, name: str, today: Callable[[], date]) -> Field:
        label = _LABELS[name]
        match name:
            case "identity_number" | "phone" | "dues_base":
                return private_field(label, name)
            case "born_on":
                return Field(label, DateEdit(today), name=name)
            case "sex":
                return Field(label, Combo(SEXES), name=name)
            case "education":
                return Field(label, Combo([(word, word) for word in EDUCATION], free=True), name=name)
            case "note":
                return Field(label, LongText(lines=1, most=6), name=name)
        return Field(label, LineEdit(), name=name)

    def _facts_card(self) -> Card:
        card = Card("党籍、职务和变动", "每一项都有起止日期，查哪天就按哪天算", flush=True)
        columns = (Column("事项", 150), Column("起止", 200), Column("说明", 120, stretch=1), Column("", 150))
        self.facts = Table(columns, fitted=True)
        self.facts.setAccessibleName("党籍、职务和变动")
        self.facts.button_pressed.connect(self._pressed)
        self.facts.opened.connect(lambda key: self.correct_pressed.emit(self._lines[key]))
        card.add(self.facts)
        return card

    def _pressed(self, key: str, button: str) -> None:
        line = self._lines[key]
        if button == "correct":
            self.correct_pressed.emit(line)
        elif button == "end":
            self.end_pressed.emit(line)

    def show_sheet(self, sheet: MemberSheet) -> None:
        """Show everything but the fields' values (their keeper loads those)."""
        self._lines = {f"{number}": line for number, line in enumerate(sheet.lines)}
        self.facts.set_rows([_fact_row(key, line) for key, line in self._lines.items()])
        self.talents.set_items(sheet.talents)
        self.topics.set_items(sheet.topics)
        self.banner.setVisible(bool(sheet.note))
        if sheet.note:
            self.banner.set_text(sheet.note.split("，", maxsplit=1)[0], "，".join(sheet.note.split("，")[1:]))

    def show_hints(self, hints: dict[str, str]) -> None:
        """Remarks on numbers that look odd; they never stand in the way."""
        for name, hint in hints.items():
            self.fields[name].set_warning(hint)

    def hide_private(self) -> None:
        """Mask again what was shown."""
        for field in self.fields.values():
            edit: Any = field.widget
            if isinstance(edit, PrivateEdit):
                edit.show_whole(not edit.raw())


def _fact_row(key: str, line: FactLine) -> Row:
    buttons = (RowButton("correct", "更正"), *((RowButton("end", line.end),) if line.end else ()))
    over = line.kind != "members" and not line.running
    title = Cell.words(line.title, Tone.PLAIN if over else Tone.INK)
    if line.kind == "exclusions" and line.running:
        title = Cell.of(Tag(line.title, Tone.DUE))
    when = Cell.words(line.when, Tone.PLAIN if over or line.when == "未填" else Tone.INK)
    detail = Cell.words(line.detail, Tone.PLAIN, tip=line.detail)
    return Row(key, (title, when, detail, Cell.of(buttons=buttons)))


class Collected(Card):
    """A small list with a line to add to it: 特长, 可讲课题."""

    typed = Signal(str)
    removed = Signal(str)

    def __init__(self, title: str, hint: str) -> None:
        super().__init__(title)
        self._title = title
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme().px(2))
        self.add(self._rows)
        line = QHBoxLayout()
        line.setSpacing(theme().px(6))
        self.edit = LineEdit(placeholder=hint, small=True)
        self.edit.setAccessibleName(f"添加{title}")
        self.edit.returnPressed.connect(self._add)
        self.button = Button("添加", Kind.ROW, icon_name="plus", on=self._add)
        line.addWidget(self.edit, 1)
        line.addWidget(self.button)
        self.add(line)

    def _add(self) -> None:
        text = self.edit.text().strip()
        if text:
            self.edit.clear()
            self.typed.emit(text)

    def set_items(self, items: tuple[tuple[str, str], ...]) -> None:
        """Show these (id, words)."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for id, words in items:
            self._rows.addWidget(self._row(id, words))
        if not items:
            self._rows.addWidget(Label(f"还没有登记{self._title}。", Role.MUTED))

    def _row(self, id: str, words: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(words), 1)
        remove = Button("去掉", Kind.LINK, tip=f"去掉“{words}”", on=lambda: self.removed.emit(id))
        remove.setAccessibleName(f"去掉{words}")
        row.addWidget(remove)
        return holder
