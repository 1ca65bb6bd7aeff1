"""One piece of central work on the screen: goal, milestones, indicators, and what was done beside what changed."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.core_tasks.course import courses
from dangjian_desktop.core_tasks.reading import IndicatorRow, MilestoneRow, TaskSheet, deed_title
from dangjian_desktop.core_tasks.rules import ROLE_LABELS, Stand, Verdict, months_wanting, plain
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, RowButton, Words
from dangjian_desktop.ui.components.chart import ChartView
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_STEPS = (Column("节点", 140, stretch=2), Column("责任人", 104), Column("时限", 128), Column("", 60))
_INDICATORS = (Column("指标", 110, stretch=1), Column("之前 → 最近", 124), Column("变化", 96))
_VERDICTS = {
    Verdict.IMPROVED: ("向好", Tone.OK, "trending-up"),
    Verdict.WORSE: ("变差", Tone.OVER, "triangle-alert"),
    Verdict.SAME: ("持平", Tone.PLAIN, "minus"),
}


class TaskBody(QWidget):
    """The cards of one piece of central work. Events go up; what is shown comes down by :meth:`show_sheet`."""

    edit_pressed = Signal()
    step_added = Signal()
    step_opened = Signal(str)
    step_done = Signal(str)
    indicator_added = Signal()
    indicator_opened = Signal(str)
    figures_pressed = Signal(object)
    """The month (its first day) whose figures are to be entered."""
    deed_opened = Signal(str)
    deed_ended = Signal(str)
    deed_added = Signal()

    def __init__(self) -> None:
        super().__init__()
        px = theme().px
        self.goal = Label("", wrap=True)
        self.people = Label("", Role.MUTED, wrap=True)
        self.result = Label("", wrap=True)
        self._goal_card = Card("目标")
        self._goal_card.add_head(Button("修改", Kind.ROW, icon_name="pencil", on=self.edit_pressed.emit))
        for label in (self.goal, self.people, self.result):
            self._goal_card.add(label)
        self.steps = _table(_STEPS, "节点")
        self.steps.opened.connect(self.step_opened)
        self.steps.button_pressed.connect(lambda key, _button: self.step_done.emit(key))
        self._steps_card = _flush_card("节点", self.steps)
        self._steps_card.add_head(Button("加节点", Kind.ROW, icon_name="plus", on=self.step_added.emit))
        self.indicators = _table(_INDICATORS, "业务指标")
        self.indicators.opened.connect(self.indicator_opened)
        self._indicators_card = _flush_card("业务指标", self.indicators)
        self._indicators_card.add_head(Button("加指标", Kind.ROW, icon_name="plus", on=self.indicator_added.emit))
        self._no_steps, self._no_indicators = _hint("还没有列节点。"), _hint("还没有设指标。用数字看前后变化。")
        for card, hint in ((self._steps_card, self._no_steps), (self._indicators_card, self._no_indicators)):
            card.add(hint)
            card.body.addStretch(1)
        months = tuple(Column(f"{month}月", 52, stretch=1, right=True) for month in range(1, 13))
        self.beside = Table((Column("", 128, stretch=2), *months), fitted=True)
        self.beside.setAccessibleName("做了什么，变了什么")
        self._beside_card = Card("做了什么，变了什么", flush=True)
        self.figures_button = Button("登记业务数据", Kind.ROW, icon_name="percent", on=self._ask_figures)
        self._beside_card.add_head(self.figures_button)
        self._beside_card.add(self.beside)
        self.charts = (ChartView(), ChartView())
        """The course of the first two indicators."""
        lines = QHBoxLayout()
        lines.setContentsMargins(px(14, 20), px(4), px(14, 20), 0)
        lines.setSpacing(px(20, 32))
        for chart in self.charts:
            chart.setMaximumWidth(px(460, 640))
            lines.addWidget(chart, 1)
        lines.addStretch(1)
        self._beside_card.add(lines)
        self.deeds = Table((Column("", 84), Column("", 240, stretch=1), Column("", 92)), fitted=True)
        self.deeds.horizontalHeader().hide()
        self.deeds.setAccessibleName("关联的会议、学习和活动")
        self.deeds.opened.connect(self.deed_opened)
        self.deeds.button_pressed.connect(lambda key, _button: self.deed_ended.emit(key))
        self._deeds_card = _flush_card("党组织做了什么", self.deeds)
        self._deeds_card.add_head(Button("关联…", Kind.ROW, icon_name="link", on=self.deed_added.emit))
        self._no_deeds = _hint("还没有关联。会议、学习、活动都可以关联到这项工作，两边都看得到。")
        self._deeds_card.add(self._no_deeds)
        pair = QHBoxLayout()
        pair.setSpacing(px(8, 16))
        pair.addWidget(self._steps_card, 11)
        pair.addWidget(self._indicators_card, 9)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14, 24), px(8, 16), px(16, 24), px(10, 16))
        column.setSpacing(px(8, 16))
        column.addWidget(self._goal_card)
        column.addLayout(pair)
        column.addWidget(self._beside_card)
        column.addWidget(self._deeds_card)
        column.addStretch(1)
        self._months: list[date] = []
        self._wanting: set[date] = set()
        self.menu: QMenu | None = None
        """The menu of months opened last, for tests and help."""

    def show_sheet(self, sheet: TaskSheet, today: date) -> None:
        """Show everything of it as it stands on ``today``."""
        task = sheet.row
        self.goal.setText(task.goal or "还没有写目标。")
        self.goal.set_role(Role.BODY if task.goal else Role.MUTED)
        self.people.setText("　".join(f"{ROLE_LABELS[role]} {name}" for _id, role, name in sheet.members))
        self.people.setVisible(bool(sheet.members))
        self.result.setText(f"成效：{task.result}")
        self.result.setVisible(bool(task.result))
        share = f"{task.done}/{task.total} 已完成" if task.total else ""
        self._steps_card.set_title("节点", share)
        self.steps.set_rows([_step_row(step, today) for step in sheet.milestones])
        self._no_steps.setVisible(not sheet.milestones)
        self.steps.setVisible(bool(sheet.milestones))
        self.indicators.set_rows([_indicator_row(one) for one in sheet.indicators])
        self.indicators.setVisible(bool(sheet.indicators))
        self._no_indicators.setVisible(not sheet.indicators)
        self._show_beside(sheet, today)
        self._deeds_card.set_title("党组织做了什么", f"{len(sheet.deeds)} 次" if sheet.deeds else "")
        self.deeds.set_rows(
            [
                row(
                    deed.id,
                    short_day(deed.day, today) if deed.day else "",
                    Cell.words(deed_title(deed, today), tip=deed.title),
                    Cell((), (RowButton("end", "取消关联"),)),
                    extra=deed,
                )
                for deed in sheet.deeds
            ]
        )
        self.deeds.setVisible(bool(sheet.deeds))
        self._no_deeds.setVisible(not sheet.deeds)

    def _show_beside(self, sheet: TaskSheet, today: date) -> None:
        year = (sheet.row.closed_on or today).year
        counts = sheet.deeds_by_month(year)
        rows = [row("deeds", "做了几次", *(_count(number) for number in counts))]
        months = [date(year, month, 1) for month in range(1, 13)]
        for one in sheet.indicators:
            name = f"{one.name}（{one.unit}）" if one.unit else one.name
            cells = [plain(one.figures[month]) if month in one.figures else "" for month in months]
            rows.append(row(one.id, Cell.words(name, tip=name), *(Cell.words(cell) for cell in cells)))
        self._beside_card.set_title("做了什么，变了什么", f"{year}年")
        self.beside.set_rows(rows)
        shown = courses(sheet)
        for place, chart in enumerate(self.charts):
            chart.set_chart(shown[place] if place < len(shown) else None)
            chart.setVisible(place < len(shown))
        self._months = [month for month in months if month <= today]
        self._wanting = {
            month
            for one in sheet.indicators
            for month in months_wanting(
                one.figures, started_on=sheet.row.started_on, closed_on=sheet.row.closed_on, today=today
            )
        }
        self.figures_button.setVisible(bool(sheet.indicators))

    def _ask_figures(self) -> None:
        """Which month: those without figures say so."""
        menu = QMenu(self)
        for month in reversed(self._months):
            missing = "　还没登记" if month in self._wanting else ""
            action = menu.addAction(f"{month.year}年{month.month}月{missing}")
            action.triggered.connect(partial(self.figures_pressed.emit, month))
        self.menu = menu
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.figures_button.mapToGlobal(self.figures_button.rect().bottomLeft()))


def _table(columns: tuple[Column, ...], name: str) -> Table:
    table = Table(columns, fitted=True)
    table.setAccessibleName(name)
    return table


def _flush_card(title: str, table: Table) -> Card:
    card = Card(title, flush=True)
    card.add(table)
    return card


def _hint(text: str) -> Label:
    label = Label(text, Role.MUTED, wrap=True)
    px = theme().px
    label.setContentsMargins(px(14, 20), 0, px(14, 20), px(6))
    return label


def _count(number: int) -> Cell:
    return Cell.words(str(number), Tone.OK, bold=True) if number else Cell()


def _step_row(step: MilestoneRow, today: date) -> Row:
    if step.stand is Stand.DONE:
        when = Cell.of(Tag(f"{short_day(step.done_on, today) if step.done_on else ''} 完成", Tone.OK, "check"))
    elif step.due_on is None:
        when = Cell.words("没有定", Tone.PLAIN)
    elif step.stand is Stand.OVERDUE:
        when = Cell.of(Tag(f"{short_day(step.due_on, today)} 已过", Tone.OVER, "circle-alert"))
    else:
        tone = Tone.DUE if step.stand is Stand.SOON else Tone.PLAIN
        when = Cell.of(Tag(f"{short_day(step.due_on, today)} 前", tone))
    buttons = () if step.stand is Stand.DONE else (RowButton("done", "完成"),)
    words = (Words(step.title), *((Words(step.progress, Tone.PLAIN),) if step.progress else ()))
    return row(
        step.id, Cell.of(*words, tip=f"{step.title}　{step.progress}".strip()), step.name, when, Cell((), buttons)
    )


def _indicator_row(one: IndicatorRow) -> Row:
    name = f"{one.name}（{one.unit}）" if one.unit else one.name
    if one.effect is None:
        return row(one.id, Cell.words(name, tip=name), Cell.words("数据不足", Tone.PLAIN), Cell())
    word, tone, icon = _VERDICTS[one.effect.verdict]
    change = f"{plain(one.effect.before)} → {plain(one.effect.after)}"
    target = f"，目标 {plain(one.target)}" if one.target is not None else ""
    return row(
        one.id,
        Cell.words(name, tip=f"{name}{target}"),
        Cell.words(change, bold=True),
        Cell.of(Tag("达标" if one.effect.reached else word, tone, icon)),
    )
