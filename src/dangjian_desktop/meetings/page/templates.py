"""Agenda templates in the window: the menu that begins an agenda, and the dialog in which they are changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QMenu, QVBoxLayout, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.meetings.page.wishes import Wish
from dangjian_desktop.meetings.reading.templates import EarlierAgenda, TemplateView, of_kind
from dangjian_desktop.meetings.rules.kinds import SegmentKind, info_of
from dangjian_desktop.meetings.rules.templates import lines_text, parse_lines
from dangjian_desktop.meetings.service.inputs import (
    ApplyTemplate,
    CopyAgenda,
    OfTemplate,
    SaveTemplate,
    TemplateFromSegment,
)
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.editors import LineEdit, LongText
from dangjian_desktop.ui.components.fields import Field, commit_preedit
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.theme import theme


@dataclass(frozen=True)
class Agendas:
    """What an agenda can begin with: the templates of the kind, and the last meeting of the kind that had one."""

    templates: tuple[TemplateView, ...] = ()
    earlier: EarlierAgenda | None = None


class TemplateButton(Button):
    """从模板…: one press on an entry puts its items on the agenda."""

    wished = Signal(object)
    manage_wanted = Signal()
    keep_wanted = Signal()

    def __init__(self, segment: str, offered: Agendas, *, has_agenda: bool) -> None:
        super().__init__("从模板", Kind.LINK, icon_name="list", tip="用现成的议程，或照上次的议题")
        self._segment = segment
        self._offered = offered
        self._has_agenda = has_agenda
        self.clicked.connect(lambda _checked=False: self.open())

    def open(self) -> None:
        """Show what there is below the button."""
        menu = QMenu(self)
        for words, on in self.choices():
            if not words:
                menu.addSeparator()
                continue
            menu.addAction(words.replace("&", "&&")).triggered.connect(lambda _checked=False, on=on: on())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def choices(self) -> list[tuple[str, Callable[[], object]]]:
        """The entries: templates, the last agenda, keeping this one, changing them."""
        made: list[tuple[str, Callable[[], object]]] = [
            (f"{one.name}（{len(one.items)} 项）", partial(self._apply, one.id)) for one in self._offered.templates
        ]
        earlier = self._offered.earlier
        if earlier is not None:
            words = f"照 {earlier.day:%m-%d} {earlier.title} 的议题（{earlier.items} 项）"
            made.append((words, partial(self._copy, earlier.segment)))
        if made:
            made.append(("", lambda: None))
        if self._has_agenda:
            made.append(("把这次的议程存为模板…", self.keep_wanted.emit))
        made.append(("修改模板…", self.manage_wanted.emit))
        return made

    def _apply(self, template: str) -> None:
        self.wished.emit(Wish("apply_template", ApplyTemplate(self._segment, template)))

    def _copy(self, source: str) -> None:
        self.wished.emit(Wish("copy_agenda", CopyAgenda(self._segment, source)))


class KeepTemplateDialog(Dialog):
    """Asks what the template made from this meeting is called."""

    def __init__(self, segment: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__("存为模板", "存为模板", parent)
        self._segment = segment
        self.setMinimumWidth(theme().px(380))
        self.name = LineEdit()
        self.name.set_raw(name)
        self.name_field = Field("模板名称", self.name, name="name", help="只存议题和汇报方式，不存讨论内容")
        self.body.addWidget(self.name_field)
        self.name.setFocus()
        self.name.selectAll()

    @property
    def wish(self) -> Wish:
        """What was confirmed."""
        return Wish("template_from_segment", TemplateFromSegment(self._segment, self.name.raw()))

    def confirm(self) -> None:
        commit_preedit()
        if self.name.raw().strip():
            self.accept()
        else:
            self.name_field.set_error("请给模板起个名字，例如“季度党员大会”。")


class TemplatesDialog(Dialog):
    """The templates of one kind on the left, the chosen one's name and lines on the right."""

    wished = Signal(object)
    """A verb; the page answers with :meth:`refuse`, or :meth:`show_templates` once it is done."""

    def __init__(self, kind: str, found: Sequence[TemplateView], parent: QWidget | None = None) -> None:
        super().__init__(f"议程模板：{info_of(kind).short}", "关闭", parent, cancel="", primary=False)
        self._kind = SegmentKind(info_of(kind).kind)
        self._templates: tuple[TemplateView, ...] = ()
        self.resize(theme().px(760), theme().px(450))
        self.list = QListWidget()
        self.list.setFixedWidth(theme().px(200))
        self.list.setAccessibleName("模板")
        self.list.currentItemChanged.connect(lambda _now, _before: self._show())
        self.name = LineEdit()
        self.name_field = Field("名称", self.name, name="name")
        self.lines = LongText(lines=6, most=7)
        words = "一行一个议题。行首写 ★ 是第一议题；行尾写“｜领学”是汇报方式；{月}、{季度}、{年} 按开会的日子填。"
        self.lines_field = Field("议题", self.lines, name="items")
        self.save = Button("保存这个模板", on=self._save)
        self.remove = Button("删除", Kind.LINK, on=self._remove)
        self.add = Button("新模板", Kind.LINK, icon_name="plus", on=self._new)
        right = QVBoxLayout()
        right.setSpacing(theme().px(8))
        for widget in (self.name_field, self.lines_field):
            right.addWidget(widget)
        right.addWidget(Label(words, Role.MUTED, wrap=True))
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        right.addLayout(buttons)
        right.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addWidget(self.add)
        both = QHBoxLayout()
        both.setSpacing(theme().px(16))
        both.addLayout(left)
        both.addLayout(right, 1)
        self.body.addLayout(both, 1)
        self.note = Label("", Role.MUTED)
        self.body.addWidget(self.note)
        self.show_templates(found)

    @property
    def chosen(self) -> TemplateView | None:
        """The template in front; None while a new one is written."""
        place = self.list.currentRow()
        return self._templates[place] if 0 <= place < len(self._templates) else None

    def show_templates(self, found: Sequence[TemplateView], current: str = "") -> None:
        """Show these, with ``current`` in front."""
        before = current or (self.chosen.id if self.chosen else "")
        self._templates = of_kind(found, str(self._kind))
        self.list.clear()
        for one in self._templates:
            self.list.addItem(one.name)
        places = [place for place, one in enumerate(self._templates) if one.id == before]
        if self._templates:
            self.list.setCurrentRow(places[0] if places else 0)
        else:
            self._new()

    def refuse(self, refused: Refused) -> None:
        """Say what is wrong at the field concerned."""
        for problem in refused.problems:
            field = {"name": self.name_field, "items": self.lines_field}.get(problem.field)
            if field is not None:
                field.set_error(problem.message)
        if not refused.problems:
            self.name_field.set_error(str(refused))

    def _show(self) -> None:
        one = self.chosen
        if one is None:
            return
        self.name.set_raw(one.name)
        self.lines.set_raw(lines_text(one.items))
        for field in (self.name_field, self.lines_field):
            field.clear()
        self.remove.show()
        self.note.setText("" if one.own else "这是程序自带的模板；改动保存后就是本支部的。")

    def _new(self) -> None:
        self.list.setCurrentRow(-1)
        self.name.set_raw("")
        self.lines.set_raw("")
        self.remove.hide()
        self.note.setText("")
        self.name.setFocus()

    def _save(self) -> None:
        commit_preedit()
        one = self.chosen
        data = SaveTemplate(self._kind, self.name.raw(), parse_lines(self.lines.raw()), one.id if one else None)
        self.wished.emit(Wish("save_template", data))

    def _remove(self) -> None:
        one = self.chosen
        if one is not None:
            self.wished.emit(Wish("delete_template", OfTemplate(one.id)))
