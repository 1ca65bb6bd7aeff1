"""会议 · 总览: the year's duties by kind, what is wanting and by which article, what is planned and what was held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.base.dates import long_day, short_day
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Due, DuesFunction, DueState
from dangjian_desktop.meetings.page.listing import stood
from dangjian_desktop.meetings.page.records import KINDS, new_button
from dangjian_desktop.meetings.reading import GatheringFilter, gathering_page
from dangjian_desktop.meetings.reading.views import GatheringRow
from dangjian_desktop.store import Changes, Reader
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, RowButton, Words
from dangjian_desktop.ui.components.empty import EmptyState
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.components.yeargrid import CellState, YearCell, YearGrid, YearRow
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

RECORDS = "meetings/records"
AHEAD = 120
"""Days ahead in which planned gatherings are shown."""
FEW = 5


@dataclass(frozen=True)
class Overview:
    """What the page shows."""

    dues: tuple[Due, ...]
    planned: tuple[GatheringRow, ...]
    held: tuple[GatheringRow, ...]


def read_overview(reader: Reader, dues: DuesFunction | None, year: int, today: date) -> Overview:
    """Duties of the year, the next planned gatherings, the last held."""
    ahead = gathering_page(reader, GatheringFilter(Period(today, today + timedelta(days=AHEAD))), limit=60).rows
    before = GatheringFilter(Period(date(1900, 1, 1), today - timedelta(days=1)))
    return Overview(
        tuple(dues(reader, year, today)) if dues else (),
        tuple(reversed(ahead))[:FEW],
        gathering_page(reader, before, limit=FEW).rows,
    )


class OverviewPage(Page):
    """The view ``meetings/overview``."""

    def __init__(self, ctx: WindowContext) -> None:
        super().__init__()
        self.ctx = ctx
        self._dues: dict[str, Due] = {}
        self._year = ctx.today.year
        self._actions: QWidget | None = None
        self._function = next((one.dues for one in ctx.features if one.name == "meetings"), None)
        self.grid = YearGrid()
        self.grid.setAccessibleName("本年该开的会")
        self.grid.pressed.connect(self._press)
        self.todo = Table(
            (Column("", width=132), Column("", stretch=3), Column("", stretch=2), Column("", width=92)), fitted=True
        )
        self.todo.horizontalHeader().hide()
        self.todo.opened.connect(self._press)
        self.todo.button_pressed.connect(lambda key, _button: self._press(key))
        self.planned = _short_table("已经安排的会")
        self.held = _short_table("最近开过的会")
        for table in (self.planned, self.held):
            table.opened.connect(lambda id: ctx.open(RECORDS, id))
        self._build()

    @property
    def view_actions(self) -> QWidget | None:
        if self._actions is None:
            self._actions = QWidget()
            line = QHBoxLayout(self._actions)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(theme().px(10))
            self.registers = Button("登记簿", Kind.QUIET, icon_name="printer", tip="“三会一课”登记簿，出勤统计表")
            self.registers.clicked.connect(lambda _checked=False: self._offer_registers())
            line.addWidget(self.registers)
            line.addWidget(new_button(lambda: self.new({})))
        return self._actions

    def print_paper(self) -> None:
        self._print_register("meeting_register", Period.year(self._year))

    def register_choices(self) -> list[tuple[str, str, Period]]:
        """Words, paper and period: the year shown, and of the present year its quarter and month."""
        today = self.ctx.today
        periods = [Period.year(self._year)]
        if self._year == today.year:
            periods += [Period.quarter(today.year, (today.month + 2) // 3), Period.month(today.year, today.month)]
        return [
            (f"{period.label}{words}", name, period)
            for name, words in (("meeting_register", "“三会一课”登记簿"), ("attendance_table", "参加组织生活统计表"))
            for period in periods
        ]

    def _offer_registers(self) -> None:
        menu = QMenu(self.registers)
        last = ""
        for words, name, period in self.register_choices():
            if last and name != last:
                menu.addSeparator()
            last = name
            menu.addAction(words).triggered.connect(
                lambda _checked=False, name=name, period=period: self._print_register(name, period)
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.registers.mapToGlobal(self.registers.rect().bottomLeft()))

    def _print_register(self, name: str, period: Period) -> None:
        papers = [paper for feature in self.ctx.features for paper in feature.papers if paper.name == name]
        self.ctx.paper(papers[0], None, period)

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.kinds & KINDS:
            return
        function, year, today = self._function, self._year, self.ctx.today
        self.ctx.query(lambda reader: read_overview(reader, function, year, today), self._show, self, key="overview")

    def new(self, preset: Mapping[str, object]) -> None:
        self.ctx.open(RECORDS, None, preset)

    def _step(self, by: int) -> None:
        self._year += by
        self.refresh(None)

    def _press(self, key: str) -> None:
        """Open what did the duty, or start the missing one with its day and kind filled in."""
        due = self._dues.get(key)
        if due is None:
            return
        if due.records:
            self.ctx.open(RECORDS, due.records[-1])
        elif due.start is not None:
            self.ctx.open(due.start.view, None, due.start.preset)
        elif due.reason:
            self.ctx.toast(due.reason, icon_name="info")

    def _show(self, seen: Overview) -> None:
        today = self.ctx.today
        self._dues = {due.key: due for due in seen.dues}
        rows: dict[str, tuple[str, list[YearCell]]] = {}
        yearly = [due for due in seen.dues if due.row_label]
        for due in yearly:
            rows.setdefault(due.row, (due.row_label, []))[1].append(year_cell(due))
        self.grid.set_rows(
            [YearRow(label, tuple(cells)) for label, cells in rows.values()],
            month=today.month if self._year == today.year else 0,
        )
        wanting = [due for due in seen.dues if due.state in _WANTING]
        wanting.sort(key=lambda due: (_WANTING.index(due.state), due.due))
        missing = (due.key for due in wanting if due.state is DueState.OVERDUE and not due.records)
        first = next(missing, "")
        self.todo.set_rows([todo_row(due, today, primary=due.key == first) for due in wanting])
        self._todo_card.set_title("要办的", f"{len(wanting)} 件" if wanting else "该开的都开了，没有拖下的")
        self.todo.setVisible(bool(wanting))
        done = sum(due.state is DueState.DONE for due in yearly)
        due_count = sum(due.state is not DueState.NOT_APPLICABLE for due in yearly)
        self._grid_card.set_title(f"{self._year}年该开的会", f"已开 {done}，全年应开 {due_count}" if due_count else "")
        bases = "　".join(dict.fromkeys(f"{due.row_label} {short_basis(due.basis)}" for due in yearly))
        self._basis.setText(f"依据：{bases}" if bases else "")
        self._basis.setVisible(bool(bases))
        self.grid.setVisible(bool(yearly))
        self._empty.setVisible(not yearly)
        self.planned.set_rows([_short_row(one, today, ahead=True) for one in seen.planned])
        self.held.set_rows([_short_row(one, today, ahead=False) for one in seen.held])
        self._planned_card.set_title("已经安排的", "" if seen.planned else "还没有安排")
        self._held_card.set_title("最近开过的", "" if seen.held else "还没有记录")

    def _build(self) -> None:
        self._grid_card = Card(f"{self._year}年该开的会")
        for words, by, name in (("上一年", -1, "chevron-left"), ("下一年", 1, "chevron-right")):
            button = Button("", Kind.QUIET, icon_name=name, tip=words, on=partial(self._step, by))
            button.setProperty("kind", "fact")
            button.setAccessibleName(words)
            self._grid_card.add_head(button)
        self._basis = Label("", Role.MUTED, wrap=True)
        self._empty = EmptyState(
            "名册里还没有党员，暂时说不出哪些会该开",
            "先在“党员”里登记支部和党员，这里就按条例列出全年该开的会。",
            Button("去登记党员", on=lambda: self.ctx.open("roster/register")),
            icon_name="calendar-days",
        )
        self._empty.hide()
        self._grid_card.add(self.grid)
        self._grid_card.add(self._empty)
        self._grid_card.add(self._basis)
        self._todo_card = Card("要办的", flush=True)
        self._todo_card.add(self.todo)
        self._planned_card = Card("已经安排的", flush=True)
        self._planned_card.add(self.planned)
        self._held_card = Card("最近开过的", flush=True)
        self._held_card.add(self.held)
        for card in (self._planned_card, self._held_card):
            card.body.addStretch(1)
        pair = QHBoxLayout()
        pair.setSpacing(theme().px(8, 16))
        pair.addWidget(self._planned_card, 1)
        pair.addWidget(self._held_card, 1)
        body = QWidget()
        body.setObjectName("body")
        px = theme().px
        column = QVBoxLayout(body)
        column.setContentsMargins(px(16, 24), px(2, 4), px(16, 24), px(10, 16))
        column.setSpacing(px(8, 16))
        column.addWidget(self._todo_card)
        column.addWidget(self._grid_card)
        column.addLayout(pair)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)


_WANTING = [DueState.OVERDUE, DueState.TODAY, DueState.SOON]
_STATES = {
    DueState.DONE: CellState.DONE,
    DueState.TODAY: CellState.TODAY,
    DueState.PLANNED: CellState.PLANNED,
    DueState.SOON: CellState.SOON,
    DueState.OVERDUE: CellState.MISSING,
    DueState.UPCOMING: CellState.TO_COME,
    DueState.NOT_APPLICABLE: CellState.NOT_REQUIRED,
}


def year_cell(due: Due) -> YearCell:
    """A duty as a cell of the year: the day it was or will be done, 未开, or the number of the quarter."""
    quarter = due.months[1] - due.months[0] == 2
    words = {
        DueState.DONE: f"{due.day.month}-{due.day.day}" if due.day and quarter else "",
        DueState.TODAY: "今天",
        DueState.PLANNED: f"{due.day.day}日" if due.day else "",
        DueState.SOON: "待开",
        DueState.OVERDUE: "未开",
    }.get(due.state, "")
    said = "，".join(part for part in (due.title, _STATES[due.state].value, due.reason, due.basis) if part)
    return YearCell(due.key, due.months, _STATES[due.state], words, tip=said)


def todo_row(due: Due, today: date, *, primary: bool) -> Row:
    """逾期 12 天 · 三季度党员大会没有记录 · 支部条例第十一条 · 补开."""
    late = (today - due.due).days
    tag = {
        DueState.OVERDUE: Tag(f"逾期 {late} 天", Tone.OVER, "circle-alert"),
        DueState.TODAY: Tag("今天", Tone.TODAY),
    }.get(due.state, Tag(f"还有 {max(0, -late)} 天", Tone.DUE, "clock"))
    button = "打开" if due.records else "补开" if due.state is DueState.OVERDUE else "安排"
    buttons = (RowButton("go", button, primary=primary),)
    return row(
        due.key,
        Cell.of(tag),
        Cell.of(Words(due.title, bold=True), Words(due.reason, Tone.PLAIN), tip=due.reason),
        Cell.words(short_basis(due.basis), Tone.GOLD, icon="book-open", tip=due.basis) if due.basis else Cell(),
        Cell((), buttons),
    )


def short_basis(basis: str) -> str:
    """《支部工作条例》第十一条: the regulation as it is called in speech; the whole name is the tool tip."""
    return basis.replace("中国共产党", "").replace("（试行）", "")


def _short_table(name: str) -> Table:
    table = Table((Column("", width=120), Column("", stretch=1), Column("", width=116)), fitted=True, single_click=True)
    table.horizontalHeader().hide()
    table.setAccessibleName(name)
    return table


def _short_row(one: GatheringRow, today: date, *, ahead: bool) -> Row:
    day = (long_day(one.day) if ahead else short_day(one.day, today)) if one.day else "日期未定"
    if one.day == today:
        state: Tag | Words = Tag("今天", Tone.TODAY)
    elif ahead:
        state = Words(one.stage_label, Tone.PLAIN)
    elif one.final:
        state = Tag("定稿", Tone.OFF, "lock")
    else:
        state = Tag(stood(one), Tone.OVER, "circle-alert")
    return row(one.id, Cell.words(day), Cell.words(one.title, tip=one.title), Cell.of(state))
