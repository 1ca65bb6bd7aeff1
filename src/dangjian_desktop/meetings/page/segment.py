"""The form of one segment: what its kind asks for, 上次议定事项, the agenda, content and the host's summary."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from dangjian_desktop.meetings.page.item import FoldedItem, OpenItem, Surroundings
from dangjian_desktop.meetings.page.people import PersonEdit
from dangjian_desktop.meetings.page.prose import Prose
from dangjian_desktop.meetings.page.rows import Row
from dangjian_desktop.meetings.page.sheet import Slot
from dangjian_desktop.meetings.page.templates import Agendas, TemplateButton
from dangjian_desktop.meetings.page.wishes import Wish
from dangjian_desktop.meetings.reading.views import PreviousResolutions, SegmentView
from dangjian_desktop.meetings.rules.kinds import SCOPE_LABELS, SegmentKind
from dangjian_desktop.meetings.service.inputs import AddAgendaItem, NewAgendaItem
from dangjian_desktop.roster.reading import GroupRef
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.editors import Combo, LineEdit
from dangjian_desktop.ui.components.labels import Label, Role, rule
from dangjian_desktop.ui.components.tags import Tag, TagLabel
from dangjian_desktop.ui.theme import theme

THEME_DAY_FORMS = ("集中学习", "组织生活", "民主议事", "志愿服务")
_CONTENT_WORDS = {
    SegmentKind.PARTY_LECTURE: ("讲课要点", "讲了什么，讨论了什么"),
    SegmentKind.THEME_PARTY_DAY: ("活动情况", "做了什么，参加情况"),
}


class SegmentForm(QWidget):
    """Everything of one segment below its tab."""

    wished = Signal(object)
    explain = Signal(str, str)
    previous_wanted = Signal(object)
    """Show what was decided last time."""

    paste_wanted = Signal(str)
    templates_wanted = Signal(str)
    keep_wanted = Signal(str)
    resized = Signal()

    def __init__(
        self,
        around: Surroundings,
        view: SegmentView,
        groups: Sequence[GroupRef],
        *,
        open_items: set[str],
        agendas: Agendas,
    ) -> None:
        super().__init__()
        self.view = view
        self._around = around
        self._groups = tuple(groups)
        self._open = open_items
        self._agendas = agendas
        self._items: dict[str, OpenItem] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._kind_fields()
        if view.previous.resolutions:
            self._column.addWidget(self._previous(view.previous))
            self._column.addWidget(rule())
        self._agenda = QVBoxLayout()
        self._agenda.setSpacing(0)
        self._column.addLayout(self._agenda)
        self._fill_agenda()
        self._texts()

    def focus(self, record: str) -> bool:
        """Open the item that holds ``record`` and put the keyboard there."""
        for item in self.view.agenda:
            parts = {item.id, *(s.id for s in item.speeches), *(v.id for v in item.votes)}
            parts |= {one.id for one in item.resolutions}
            if record in parts:
                self.open_item(item.id)
                return self._items[item.id].focus(record)
        return False

    def open_item(self, item: str) -> None:
        """Show one item open."""
        if item not in self._open:
            self._open.add(item)
            self._fill_agenda()

    def _slot(self, name: str) -> Slot:
        return Slot("segments", self.view.id, name)

    def _line(self, *fields: tuple[str, QWidget, str, int]) -> None:
        """A row of small fields: the label of the first in the column of labels, the others beside their editors."""
        row = Row(fields[0][0])
        for place, (label, editor, name, stretch) in enumerate(fields):
            if place:
                word = Label(label, Role.MUTED)
                word.setFixedHeight(theme().px(26, 32))
                word.setBuddy(editor)
                row.add(word)
            editor.setAccessibleName(label)
            row.add(editor, stretch)
            self._around.sheet.bind(self._slot(name), editor, row.hint)
        if not any(stretch for *_rest, stretch in fields):
            row.line.addStretch(1)
        self._column.addWidget(row)

    def _kind_fields(self) -> None:
        around, kind = self._around, self.view.kind
        px = theme().px
        if kind == SegmentKind.PARTY_LECTURE:
            topic = LineEdit(placeholder="党课题目", small=True)
            lecturer = PersonEdit(around.people)
            guest = LineEdit(placeholder="外请的写姓名", small=True)
            guest.setFixedWidth(px(110))
            title = LineEdit(placeholder="职务", small=True)
            title.setFixedWidth(px(130))
            self._line(
                ("题目", topic, "topic", 1),
                ("主讲人", lecturer, "lecturer", 0),
                ("或外请", guest, "lecturer_name", 0),
                ("职务", title, "lecturer_title", 0),
            )
            self._column.addWidget(rule())
        elif kind == SegmentKind.THEME_PARTY_DAY:
            topic = LineEdit(placeholder="这次党日的主题", small=True)
            form = Combo([(one, one) for one in THEME_DAY_FORMS], free=True, small=True)
            form.setMinimumWidth(px(130))
            self._line(("主题", topic, "topic", 1), ("形式", form, "form", 0))
            self._column.addWidget(rule())
        elif kind == SegmentKind.GROUP_MEETING:
            group = Combo([("", "请选择"), *((one.id, one.name) for one in self._groups)], small=True)
            topic = LineEdit(placeholder="会议主题", small=True)
            self._line(("党小组", group, "party_group", 0), ("主题", topic, "topic", 1))
            self._column.addWidget(rule())
        elif kind in (SegmentKind.ORG_LIFE_MEETING, SegmentKind.OTHER, SegmentKind.DEMOCRATIC_LIFE_MEETING):
            topic = LineEdit(placeholder="主题", small=True)
            year = LineEdit(placeholder=str(self.view.year or ""), small=True)
            year.setFixedWidth(px(70))
            fields: list[tuple[str, QWidget, str, int]] = [("主题", topic, "topic", 1)]
            if kind == SegmentKind.OTHER:
                scope = Combo([(one.value, words) for one, words in SCOPE_LABELS.items()], small=True)
                fields.append(("参加范围", scope, "scope", 0))
            self._line(*fields, ("归属年度", year, "attributed_year", 0))
            self._column.addWidget(rule())

    def _previous(self, previous: PreviousResolutions) -> QWidget:
        row = Row("上次议定事项")
        row.setFixedHeight(theme().px(29, 42))
        row.label.setMinimumWidth(0)
        row.label.setMaximumWidth(16777215)
        row.add(Label(previous.words), top=False)
        row.add(TagLabel(Tag("自动带入")), top=False)
        row.line.addStretch(1)
        look = Button(f"看 {len(previous.resolutions)} 件", Kind.LINK)
        look.clicked.connect(lambda _checked=False: self.previous_wanted.emit(previous))
        row.add(look, top=False)
        return row

    def _fill_agenda(self) -> None:
        _clear(self._agenda)
        self._items = {}
        ids = [item.id for item in self.view.agenda]
        for item in self.view.agenda:
            if item.id in self._open:
                widget = OpenItem(self._around, item, ids)
                widget.wished.connect(self.wished)
                widget.explain.connect(self.explain)
                widget.paste_wanted.connect(self.paste_wanted)
                widget.folded.connect(lambda id=item.id: self._fold(id))
                self._items[item.id] = widget
                self._agenda.addWidget(widget)
                widget.show()
            else:
                line = FoldedItem(item)
                line.pressed.connect(lambda id=item.id: self._unfold(id))
                self._agenda.addWidget(line)
            self._agenda.addWidget(rule())
        if not self._around.locked:
            self._agenda.addWidget(self._adder())
        self.resized.emit()

    def _adder(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, theme().px(2), 0, theme().px(2))
        row.setSpacing(theme().px(10))
        add = Button("加议题", Kind.QUIET, icon_name="plus")
        add.setProperty("kind", "link")
        add.clicked.connect(lambda _checked=False: self._add_item("（新议题）"))
        row.addWidget(add)
        view = self.view
        template = TemplateButton(view.id, self._agendas, has_agenda=bool(view.agenda))
        template.wished.connect(self.wished)
        template.manage_wanted.connect(lambda: self.templates_wanted.emit(view.kind))
        template.keep_wanted.connect(lambda: self.keep_wanted.emit(view.id))
        row.addWidget(template)
        left = [one for one in self.view.previous.resolutions if one.standing not in ("已落实", "不需督办")]
        if left:
            button = Button(f"从上次遗留选（{len(left)}）", Kind.LINK)
            button.clicked.connect(lambda _checked=False: self.previous_wanted.emit(self.view.previous))
            row.addWidget(button)
        row.addStretch(1)
        return line

    def _add_item(self, title: str) -> None:
        self.wished.emit(Wish("add_agenda_item", AddAgendaItem(self.view.id, NewAgendaItem(title=title)), focus="new"))

    def _unfold(self, item: str) -> None:
        self.open_item(item)
        self._items[item].focus(item)

    def _fold(self, item: str) -> None:
        self._open.discard(item)
        self._fill_agenda()

    def _texts(self) -> None:
        label, hint = _CONTENT_WORDS.get(_kind(self.view.kind), ("内容", "会议内容；有议题的写在议题里"))
        for name, words, placeholder in (("content", label, hint), ("summary", "小结", "主持人怎样小结")):
            row = Row(words)
            text = Prose(most=24, placeholder=placeholder)
            text.setAccessibleName("主持人小结" if name == "summary" else words)
            row.add(text, 1)
            self._around.sheet.bind(self._slot(name), text, row.hint)
            self._column.addWidget(row)


def _kind(kind: str) -> SegmentKind:
    try:
        return SegmentKind(kind)
    except ValueError:
        return SegmentKind.OTHER


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
