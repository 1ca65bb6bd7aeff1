"""The head of a record: its title and facts in one line, and the form into which a press on them opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.meetings.page.people import PersonEdit
from dangjian_desktop.meetings.page.sheet import Sheet, Slot
from dangjian_desktop.meetings.reading.views import GatheringView
from dangjian_desktop.roster.reading import PersonRef
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.editors import Combo, DateEdit, LineEdit, TimeEdit
from dangjian_desktop.ui.components.fields import Field
from dangjian_desktop.ui.components.labels import ElidedLabel, Role
from dangjian_desktop.ui.components.tags import Tag, TagLabel
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone


class FactsLine(QWidget):
    """10月主题党日（含党员大会、党课）  10-12  14:30–17:00  三楼会议室  主持 李卫国  记录 陈静."""

    asked = Signal(str)
    """A fact was pressed: the field to open."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        px = theme().px
        self.title = ElidedLabel("", Role.TITLE)
        self._facts = QHBoxLayout()
        self._facts.setSpacing(px(4, 6))
        self._buttons: dict[str, Button] = {}
        for name in ("day", "start", "place", "host", "recorder"):
            button = Button("", Kind.QUIET)
            button.setProperty("kind", "fact")
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
            self._buttons[name] = button
            self._facts.addWidget(button)
        self.tags = QHBoxLayout()
        self.tags.setSpacing(px(6))
        self.edit = Button("", Kind.QUIET, icon_name="pencil", tip="修改标题、时间、地点、主持和记录")
        self.edit.setProperty("kind", "fact")
        self.edit.setAccessibleName("修改标题、时间、地点、主持和记录")
        self.edit.clicked.connect(lambda _checked=False: self.asked.emit("title"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12, 16))
        row.addWidget(self.title, 0)
        row.addLayout(self._facts)
        row.addWidget(self.edit)
        row.addLayout(self.tags)
        row.addStretch(1)

    def show_view(self, view: GatheringView) -> None:
        """Show the facts of a gathering; what isn't known yet is named as such."""
        self.title.setText(view.title or "（未填标题）")
        self.title.setMaximumWidth(self.title.fontMetrics().horizontalAdvance(self.title.text()) + theme().px(40))
        words = {
            "day": short_day(view.day, self._today()) if view.day else "日期未填",
            "start": view.hours or "时间未填",
            "place": view.place or "地点未填",
            "host": f"主持 {view.host_name or '未填'}",
            "recorder": f"记录 {view.recorder_name or '未填'}",
        }
        for name, text in words.items():
            self._buttons[name].setText(text)
            self._buttons[name].setAccessibleName(f"{_LABELS[name]} {text}，按回车修改")
        self.edit.setVisible(not view.final)
        for button in self._buttons.values():
            button.setEnabled(not view.final)
        self._show_tags(view)

    def _show_tags(self, view: GatheringView) -> None:
        while (item := self.tags.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if view.corrections:
            self.tags.addWidget(TagLabel(Tag(f"更正 {len(view.corrections)} 次")))
        if view.late:
            self.tags.addWidget(TagLabel(Tag("补录", Tone.DUE)))
        if view.deleted:
            self.tags.addWidget(TagLabel(Tag("已删除", Tone.OVER, "trash-2")))


_LABELS = {"day": "日期", "start": "时间", "place": "地点", "host": "主持人", "recorder": "记录人"}


class FactsForm(Card):
    """Title, day, hours, place, host, recorder and notes, each with its sentence below it."""

    closed = Signal()

    def __init__(
        self,
        sheet: Sheet,
        view: GatheringView,
        people: Sequence[PersonRef],
        places: Sequence[str],
        today: Callable[[], date],
    ) -> None:
        super().__init__("时间地点")
        px = theme().px
        self.add_head(Button("收起", Kind.LINK, on=self.closed.emit))
        place = Combo([(one, one) for one in places], free=True)
        place.setMinimumWidth(px(150, 220))
        members = [ref for ref in people if ref.kind == "members"]
        editors: dict[str, tuple[str, QWidget]] = {
            "title": ("会议名称", LineEdit()),
            "day": ("日期", DateEdit(today, near=view.day)),
            "start": ("开始", TimeEdit()),
            "end": ("结束", TimeEdit()),
            "place": ("地点", place),
            "host": ("主持人", _wide(PersonEdit(members, small=False))),
            "recorder": ("记录人", _wide(PersonEdit(members, small=False))),
            "notes": ("备注", LineEdit()),
        }
        self.fields = {name: Field(label, editor, name=name) for name, (label, editor) in editors.items()}
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12, 16))
        grid.setVerticalSpacing(px(8, 12))
        spans = (("title", 0, 0, 4), ("place", 0, 4, 2), ("day", 1, 0, 1), ("start", 1, 1, 1), ("end", 1, 2, 1))
        for name, row, column, span in (*spans, ("host", 1, 3, 2), ("recorder", 1, 5, 1), ("notes", 2, 0, 6)):
            grid.addWidget(self.fields[name], row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        for column, stretch in enumerate((3, 2, 2, 2, 2, 4)):
            grid.setColumnStretch(column, stretch)
        self.add(grid)
        for name, field in self.fields.items():
            sheet.bind(Slot("gatherings", view.id, name), field)
        hint = next((segment.host_hint for segment in view.segments if segment.host_hint), "")
        if hint and not self.fields["host"].hint.text:
            self.fields["host"].set_help(hint)

    def focus(self, name: str) -> None:
        """Put the keyboard into a field."""
        self.fields.get(name, self.fields["title"]).widget.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _wide(editor: PersonEdit) -> PersonEdit:
    editor.setMinimumWidth(theme().px(110))
    editor.setMaximumWidth(16777215)
    return editor
