"""离任清单: everything that hangs on a member, each line with its successor, handed over in one go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.roster.names import match_name
from dangjian_desktop.roster.page.dialogs import candidates
from dangjian_desktop.transfers.reading import HandoverView, Item
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.editors import CheckBox, DateEdit
from dangjian_desktop.ui.components.fields import Field, commit_preedit
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, Role, discard, rule
from dangjian_desktop.ui.components.people import PersonEdit
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import theme


class Line:
    """The widgets of one line: who takes it, or that it only ends."""

    def __init__(self, item: Item, to: PersonEdit, ends: CheckBox) -> None:
        self.item = item
        self.to = to
        self.ends = ends
        to.setEnabled(item.passes)
        ends.setVisible(item.ends)
        ends.edited.connect(self._toggle)

    def _toggle(self) -> None:
        self.to.setEnabled(self.item.passes and not self.ends.isChecked())

    def chosen(self) -> dict[str, str] | None:
        """The line as the verb takes it, None while nothing is chosen. Raises :class:`Refused` for an unknown name."""
        if self.item.ends and self.ends.isChecked():
            return {"key": self.item.key}
        successor = self.to.value() if self.item.passes else None
        return {"key": self.item.key, "successor": str(successor)} if successor else None


class HandingOver(Card):
    """One member's list. Esc or 返回 goes back; nothing is changed before 交接 is pressed."""

    back = Signal()
    changed_day = Signal(object)

    def __init__(self, context: WindowContext, printed: Callable[[str], object]) -> None:
        super().__init__("离任清单")
        self._context = context
        self.view: HandoverView | None = None
        self.lines: list[Line] = []
        px = theme().px
        self.add_head(Button("打印清单", icon_name="printer", on=lambda: self.view and printed(self.view.member)))
        self.add_head(Button("返回", Kind.QUIET, icon_name="arrow-left", on=self.back.emit))
        self.day = DateEdit(lambda: context.today)
        self.day_field = Field("交接日期", self.day, name="day", aside=True)
        self.everybody = PersonEdit(match=match_name, placeholder="输姓名或首字母")
        self.all_field = Field("都交给", self.everybody, name="everybody", aside=True)
        self.all_button = Button("填到每一项", on=self.fill_all)
        top = QHBoxLayout()
        top.setSpacing(px(12, 16))
        self.day_field.setMaximumWidth(px(240, 280))
        self.all_field.setMaximumWidth(px(260, 320))
        for widget in (self.day_field, self.all_field, self.all_button):
            top.addWidget(widget)
        top.addStretch(1)
        self.add(top)
        self.add_rule()
        self._holder = QWidget()
        self._holder.setObjectName("body")
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("bare", "true")
        area.setWidget(self._holder)
        self.add(area, 1)
        self.wrong = Label("", Role.OVER, wrap=True)
        self.wrong.hide()
        self.add(self.wrong)
        foot = QHBoxLayout()
        self.count = Label("", Role.MUTED)
        self.hand_button = Button("交接", Kind.PRIMARY, icon_name="check", on=self.hand_over)
        foot.addWidget(self.count)
        foot.addStretch(1)
        foot.addWidget(self.hand_button)
        self.add(foot)

    def show_view(self, view: HandoverView) -> None:
        """Show a member's list anew; what was chosen stays with the lines that are still there."""
        before = {line.item.key: (line.to.raw(), line.ends.isChecked()) for line in self.lines}
        same = self.view is not None and self.view.member == view.member
        self.view = view
        self.wrong.hide()
        self.set_title(f"离任清单：{view.name}", f"{view.detail}　{len(view.items)} 项".strip())
        if not same:
            self.day.set_value(view.day)
            self.everybody.set_value(None)
        self.everybody.set_people(candidates(view.people))
        while (found := self._column.takeAt(0)) is not None:
            if found.widget() is not None:
                discard(found.widget())
        self.lines = []
        self._column.addWidget(self._grid(view))
        self._column.addStretch(1)
        for line in self.lines:
            raw, ends = before.get(line.item.key, ("", False)) if same else ("", False)
            line.to.set_raw(raw)
            line.ends.setChecked(ends)
        self.hand_button.setEnabled(bool(view.items))
        self.all_button.setEnabled(any(item.passes for item in view.items))
        self._tell()

    def _grid(self, view: HandoverView) -> QWidget:
        holder = QWidget()
        px = theme().px
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, px(6), 0)
        grid.setHorizontalSpacing(px(12, 16))
        grid.setVerticalSpacing(px(6, 8))
        if not view.items:
            grid.addWidget(Label("名下没有要交接的事项。", Role.MUTED), 0, 0)
            return holder
        area = ""
        place = 0
        for item in view.items:
            if item.area != area:
                area = item.area
                if place:
                    grid.addWidget(rule(), place, 0, 1, 4)
                    place += 1
                grid.addWidget(Label(area, Role.MUTED), place, 0, 1, 4)
                place += 1
            self._add_line(grid, place, item, view)
            place += 1
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 3)
        return holder

    def _add_line(self, grid: QGridLayout, place: int, item: Item, view: HandoverView) -> None:
        to = PersonEdit(match=match_name, small=True, placeholder="接手人")
        to.set_people(candidates(view.people))
        to.setAccessibleName(f"{item.title} 接手人")
        to.setFixedWidth(theme().px(150, 180))
        ends = CheckBox("只结束")
        ends.setAccessibleName(f"{item.title} 只结束")
        title = ElidedLabel(item.title)
        here = item.passes or item.ends
        detail = ElidedLabel(item.detail if here else f"{item.detail}　请在“{item.area}”里办", Role.MUTED)
        grid.addWidget(title, place, 0)
        grid.addWidget(detail, place, 1)
        grid.addWidget(to, place, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(ends, place, 3)
        line = Line(item, to, ends)
        for editor in (to, ends):
            editor.edited.connect(self._tell)
        to.picked.connect(lambda _id: self._tell())
        if not item.passes:
            to.hide()
        self.lines.append(line)

    def _tell(self) -> None:
        chosen = sum(bool(line.to.raw() or line.ends.isChecked()) for line in self.lines)
        self.count.setText(f"选好 {chosen} 项，共 {len(self.lines)} 项；没选的留着不动")

    # -- doing

    def fill_all(self) -> None:
        """Put the same successor into every line that has none."""
        commit_preedit()
        if not self.all_field.check():
            return
        successor = self.everybody.value()
        if not successor:
            self.all_field.set_error("请先选一位党员。")
            return
        for line in self.lines:
            if line.item.passes and not line.ends.isChecked() and not line.to.raw():
                line.to.set_value(successor)
        self._tell()

    def hand_over(self) -> None:
        """Carry out what was chosen, as one step."""
        commit_preedit()
        if self.view is None or not self.day_field.check():
            return
        try:
            items = [chosen for line in self.lines if (chosen := line.chosen()) is not None]
            day: date = self.day.value() or self._context.today
            values: dict[str, Any] = {"member": self.view.member, "day": day, "items": items}
            action = self._context.action("hand_over")
            data = parse_input(action.input, values)
        except Refused as error:
            self._refused(error)
            return
        self.hand_button.setEnabled(False)
        self._context.act(action, data, self._done, self._refused, owner=self)

    def _done(self, _result: object) -> None:
        self.hand_button.setEnabled(True)
        self.view = None
        self.lines = []
        self.back.emit()

    def _refused(self, error: Refused) -> None:
        self.hand_button.setEnabled(True)
        self.wrong.setText(str(error))
        self.wrong.show()
