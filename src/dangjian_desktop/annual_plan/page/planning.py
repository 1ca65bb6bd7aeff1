"""排计划: what rules and last year propose for a year, as a checklist; confirmed, it is all planned in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dangjian_desktop.annual_plan.inputs import MakePlan, PlannedItem
from dangjian_desktop.annual_plan.reading import PlanYear
from dangjian_desktop.annual_plan.rules import Suggestion, span_of
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.workdays import PROVISIONAL, known, off_words
from dangjian_desktop.feature import LANE_LABELS
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.cells import Box, Cell, Words
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.editors import DateEdit, LineEdit
from dangjian_desktop.ui.components.fields import Field, commit_preedit
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_COLUMNS = (
    Column("排", width=42),
    Column("日期", width=140),
    Column("内容", stretch=4),
    Column("类别", width=88),
    Column("为什么", stretch=5),
)
_DAY = 1
_WEEKDAYS = "一二三四五六日"


class SuggestionTable(Table):
    """The checklist. Space, Enter or a click ticks a row; F2, or a click on the date, changes its day in place."""

    def __init__(self, changed: Callable[[], object], said: Callable[[str], object], today: date) -> None:
        super().__init__(_COLUMNS, single_click=False)
        self._changed = changed
        self._say = said
        self._today = today
        self._year = today.year
        self.found: dict[str, Suggestion] = {}
        self.ticked: set[str] = set()
        self.editor: DateEdit | None = None
        self.setProperty("framed", "true")
        self.setAccessibleName("建议安排的事项")
        self.opened.connect(self.toggle)

    def show_suggestions(self, found: Sequence[Suggestion], year: int) -> None:
        """Show these, all ticked."""
        self._year = year
        self.found = {one.key: one for one in found}
        self.ticked = set(self.found)
        self._show()

    def _show(self) -> None:
        self.set_rows([_row(one, ticked=one.key in self.ticked) for one in self.found.values()])
        self._changed()

    def toggle(self, key: str) -> None:
        """Tick or untick a row."""
        self.ticked ^= {key}
        self._show()

    def tick_all(self, *, on: bool) -> None:
        """Tick every row, or none."""
        self.ticked = set(self.found) if on else set()
        self._show()

    def set_day(self, key: str, day: date) -> None:
        """Give a row another day. Raises :class:`Refused` for one outside its months."""
        one = self.found[key]
        first, last = span_of(self._year, one.months)
        if not first <= day <= last:
            months = f"{first.month}月" if first.month == last.month else f"{first.month}至{last.month}月"
            raise Refused(f"“{one.title}”应排在{self._year}年{months}。")
        off = off_words(day)
        self.found[key] = replace(one, day=day, note=off and f"{day.month}-{day.day:02d} 是{off}")
        self.ticked.add(key)
        self._show()

    # -- the date in place

    def edit_day(self) -> None:
        """Open the editor over the current row's date."""
        key, place = self.current_id, self.currentIndex().row()
        if not key:
            return
        self.close_editor()
        one = self.found[key]
        editor = DateEdit(lambda: self._today, near=one.day, small=True)
        editor.setAccessibleName(f"{one.title}的日期")
        editor.setParent(self.viewport())
        editor.set_value(one.day)
        rect = self.visualRect(self.table.index(place, _DAY))
        editor.setGeometry(rect.adjusted(2, 1, -2, -1))
        editor.installEventFilter(self)
        editor.show()
        editor.setFocus()
        editor.selectAll()
        self.editor = editor

    def close_editor(self) -> None:
        """Close it without taking the day."""
        if self.editor is not None:
            editor, self.editor = self.editor, None
            editor.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()
            self.setFocus()

    def take_day(self) -> bool:
        """Take what was typed; says what is wrong with it and stays open if it can't be taken."""
        if self.editor is None:
            return True
        key = self.current_id
        try:
            day = self.editor.value()
            if day is not None:
                self.set_day(key, day)
        except Refused as error:
            self._say(str(error))
            self.editor.setFocus()
            return False
        self._say("")
        self.close_editor()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() == QEvent.Type.KeyPress:
            pressed = event.key() if isinstance(event, QKeyEvent) else 0
            if pressed in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
                self.take_day()
                return True
            if pressed == Qt.Key.Key_Escape:
                self._say("")
                self.close_editor()
                return True
        return bool(super().eventFilter(watched, event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.edit_day()
        elif event.key() == Qt.Key.Key_Space and self.current_id:
            self.toggle(self.current_id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.take_day():
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid() or self.editor is not None:
            return
        if index.column() == _DAY:
            self.edit_day()
        else:
            self.toggle(self.table.id_at(index.row()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second click is another click; it opens nothing."""
        self.mousePressEvent(event)


class PlanningDialog(Dialog):
    """The checklist of a year's proposals with the year's theme; 排上 plans what is ticked."""

    def __init__(
        self,
        context: WindowContext,
        view: PlanYear,
        found: Sequence[Suggestion],
        done: Callable[[Any], object],
        parent: QWidget,
    ) -> None:
        super().__init__(f"排{view.year}年度组织生活计划", "排上", parent)
        self._context, self._view, self._done = context, view, done
        px = theme().px
        self.resize(min(px(980, 1240), parent.width() - px(40)), min(px(500, 720), parent.height() - px(20)))
        self.theme = LineEdit(placeholder="例如：实干担当 服务基层；可以以后再写")
        self.theme_field = Field("年度主题", self.theme, name="theme", aside=True)
        if view.plan is None or not view.plan.theme:
            self.body.addWidget(self.theme_field)
        else:
            self.theme_field.hide()
        self.body.addWidget(Label(_intro(view, found), Role.MUTED, wrap=True))
        self.wrong = Label("", Role.OVER, wrap=True)
        self.table = SuggestionTable(self._count, self._say, context.today)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.wrong)
        line = QHBoxLayout()
        self.all = Button("全选", Kind.QUIET, on=lambda: self.table.tick_all(on=True))
        self.none = Button("全不选", Kind.QUIET, on=lambda: self.table.tick_all(on=False))
        self.change = Button("改日期  F2", Kind.QUIET, on=self.table.edit_day)
        for place, button in enumerate((self.all, self.none, self.change)):
            self.foot.insertWidget(place, button)
        self.body.addLayout(line)
        self.wrong.hide()
        self.table.show_suggestions(found, view.year)
        self.table.setVisible(bool(found))
        for button in (self.all, self.none, self.change):
            button.setVisible(bool(found))
        if found:
            self.table.setFocus()
            self.table.selectRow(0)
        self.finished.connect(self.deleteLater)

    def confirm(self) -> None:
        """Plan what is ticked, in one step."""
        commit_preedit()
        if not self.table.take_day():
            return
        chosen = [self.table.found[key] for key in self.table.found if key in self.table.ticked]
        data = MakePlan(
            year=self._view.year,
            items=tuple(PlannedItem(one.key, one.day) for one in chosen),
            theme=self.theme.value() or "",
        )
        self.accept_button.setEnabled(False)
        self._context.act(self._context.action("make_annual_plan"), data, self._finish, self._refuse, owner=self)

    def _finish(self, result: object) -> None:
        self.accept()
        self._done(result)

    def _refuse(self, error: Refused) -> None:
        self.accept_button.setEnabled(True)
        self._say(str(error))

    def _count(self) -> None:
        number = len(self.table.ticked)
        fresh = self._view.plan is None
        self.accept_button.setText(f"排上 {number} 项" if number else "建计划" if fresh else "排上")
        self.accept_button.setEnabled(bool(number) or fresh)

    def _say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))


def _intro(view: PlanYear, found: Sequence[Suggestion]) -> str:
    if not found:
        over = view.year < view.today.year
        return "这一年已经过去，没有可排的事项。" if over else "该排的都已排上，没有新的建议。"
    known_year = "" if known(date(view.year, 1, 1)) else f"{view.year}年放假安排还没公布，{PROVISIONAL}。"
    return f"按规定和上年的做法，还可以排 {len(found)} 项，已避开节假日。{known_year}不要的去掉勾，日期可以改。"


def _row(one: Suggestion, *, ticked: bool) -> Row:
    when = f"{one.day.month}-{one.day.day:02d} 周{_WEEKDAYS[one.day.weekday()]}"
    note = (Tag(one.note, Tone.DUE),) if one.note else ()
    return row(
        one.key,
        Cell.of(Box(ticked)),
        Cell.words(when, bold=ticked),
        Cell.words(one.title, Tone.INK if ticked else Tone.PLAIN, tip=one.title),
        Cell.words(LANE_LABELS[one.lane], Tone.PLAIN),
        Cell.of(*note, Words(one.reason, Tone.PLAIN), tip=one.reason),
    )
