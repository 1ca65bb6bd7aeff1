"""The list of gatherings: filters above, pages of rows as they are scrolled to, or one sentence where there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.base.periods import Period
from dangjian_desktop.meetings.reading.listing import GatheringFilter
from dangjian_desktop.meetings.reading.views import Cursor, GatheringPage, GatheringRow
from dangjian_desktop.meetings.rules.kinds import KINDS
from dangjian_desktop.meetings.rules.stages import Stage
from dangjian_desktop.ui.components.buttons import Button
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, Words
from dangjian_desktop.ui.components.editors import CheckBox, Combo, LineEdit
from dangjian_desktop.ui.components.empty import EmptyState
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table, TableModel, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

Index = QModelIndex | QPersistentModelIndex
COLUMNS = (
    Column("日期", width=116),
    Column("名称", stretch=5),
    Column("环节", stretch=4),
    Column("应到/实到", width=92, right=True),
    Column("状态", width=176),
)
_WAIT = 150


class PagedRows(TableModel):
    """Rows that come page by page: ``wanted`` asks for the next one when the end is near."""

    wanted = Signal()

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(columns, parent)
        self._more = False

    def set_page(self, rows: Sequence[Row], *, more: bool) -> None:
        """Begin anew with the first page."""
        self._more = more
        self.set_rows(rows)

    def add_page(self, rows: Sequence[Row], *, more: bool) -> None:
        """Append the page that was asked for."""
        self._more = more
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows = (*self._rows, *rows)
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            # One question at a time: the answer says whether there is still more.
            self._more = False
            self.wanted.emit()


class GatheringList(QWidget):
    """``page_wanted`` carries filter and cursor (None = from the start); answers come by :meth:`show_page`."""

    page_wanted = Signal(object, object)
    opened = Signal(str)
    new_pressed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._following: Cursor | None = None
        self.rows: tuple[GatheringRow, ...] = ()
        self.kind = Combo([("", "全部会议"), *((kind.value, info.short) for kind, info in KINDS.items())], small=True)
        self.kind.setAccessibleName("会议类型")
        self.year = Combo([("", "全部年份")], small=True)
        self.year.setAccessibleName("年份")
        self.words = LineEdit(placeholder="找：文字，或参加人的姓名首字母", small=True)
        self.words.setAccessibleName("按文字或参加人查找")
        self.words.setClearButtonEnabled(True)
        self.unfinished = CheckBox("只看没定稿的")
        self.count = Label("", Role.MUTED)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self.ask)
        self.model = PagedRows(COLUMNS, self)
        self.model.wanted.connect(lambda: self.page_wanted.emit(self.filter, self._following))
        self.table = Table(COLUMNS, model=self.model, single_click=True)
        self.table.setAccessibleName("会议列表")
        self.table.opened.connect(self.opened)
        self._build()
        for editor in (self.kind, self.year, self.unfinished):
            editor.edited.connect(self.ask)
        self.words.edited.connect(self._timer.start)
        self.words.returnPressed.connect(self._to_table)

    @property
    def filter(self) -> GatheringFilter:
        """What is asked for."""
        year = self.year.raw()
        return GatheringFilter(
            period=Period.year(int(year)) if year else None,
            kind=self.kind.raw(),
            unfinished=self.unfinished.isChecked(),
            text=self.words.text(),
        )

    def ask(self) -> None:
        """Ask for the first page."""
        self._timer.stop()
        self.page_wanted.emit(self.filter, None)

    def set_years(self, years: Sequence[int]) -> None:
        """Offer the years in which something took place."""
        self.year.set_choices([("", "全部年份"), *((str(year), f"{year}年") for year in years)])
        if not self.year.raw():
            self.year.set_raw("")

    def show_page(self, page: GatheringPage, *, first: bool) -> None:
        """A page came."""
        self._following = page.following
        made = [list_row(one, self._today()) for one in page.rows]
        if first:
            before = self.table.current_id
            self.rows = page.rows
            self.model.set_page(made, more=page.following is not None)
            if before:
                self.table.choose(before)
            self._show_found()
        else:
            self.rows = (*self.rows, *page.rows)
            self.model.add_page(made, more=page.following is not None)

    def show_count(self, count: int) -> None:
        """How many the filter lets through."""
        self.count.setText(f"共 {count} 次")

    def show_unfinished(self) -> None:
        """Show what is not final, of all years and kinds."""
        self._clear()
        self.unfinished.setChecked(True)
        self.ask()

    def show_place(self, gathering: str) -> None:
        """Put the keyboard on one row."""
        self.table.choose(gathering)
        self.table.setFocus()

    @property
    def _filtered(self) -> bool:
        return self.filter != GatheringFilter()

    def _show_found(self) -> None:
        if self.rows:
            self._stack.setCurrentWidget(self.table)
        else:
            self._stack.setCurrentWidget(self._none_found if self._filtered else self._nothing_yet)

    def _to_table(self) -> None:
        self.ask()
        self.table.setFocus()
        if self.model.rowCount() and not self.table.current_id:
            self.table.selectRow(0)

    def _clear(self) -> None:
        self.kind.set_raw("")
        self.year.set_raw("")
        self.words.set_raw("")
        self.unfinished.setChecked(False)
        self.ask()

    def _build(self) -> None:
        px = theme().px
        head = QHBoxLayout()
        head.setContentsMargins(px(14, 20), px(8, 12), px(14, 20), px(8, 12))
        head.setSpacing(px(8, 10))
        self.words.setMinimumWidth(px(230, 320))
        for widget in (self.words, self.kind, self.year, self.unfinished):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.count)
        self._nothing_yet = EmptyState(
            "还没有会议记录",
            "建好一次会议，签到表、会议记录、通知和全年的完成情况都从这里取。",
            Button("新建会议", icon_name="plus", on=self.new_pressed.emit),
            icon_name="users",
        )
        self._none_found = EmptyState(
            "没有找到", "换个说法，或去掉一些条件再找。", Button("去掉条件", on=self._clear), icon_name="search"
        )
        self._stack = QStackedLayout()
        for page in (self.table, self._nothing_yet, self._none_found):
            self._stack.addWidget(page)
        card = Card(flush=True)
        card.add(head)
        card.body.setSpacing(0)
        card.add(self._stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(16, 24), px(4, 6), px(16, 24), px(10, 16))
        outer.addWidget(card)


def list_row(one: GatheringRow, today: date) -> Row:
    """日期 名称 环节 应到/实到 状态."""
    day = short_day(one.day, today) if one.day else "日期未定"
    hour = f" {one.start:%H:%M}" if one.start and one.day and one.day >= today else ""
    counts = f"{one.counts.expected}/{one.counts.present}" if one.counts.begun else f"{one.counts.expected}/—"
    return row(
        one.id,
        Cell.words(day + hour),
        Cell.words(one.title or "（未填标题）", tip=one.title),
        Cell.words("、".join(one.kinds), Tone.PLAIN),
        Cell.words(counts if one.counts.expected else "—"),
        Cell.of(*_state(one, today)),
        strong=one.day == today,
    )


def stood(one: GatheringRow) -> str:
    """How far a gathering came that isn't final: 停在签到, 待定稿."""
    return "待定稿" if one.stage == Stage.FINAL else f"停在{one.stage_label}"


def _state(one: GatheringRow, today: date) -> list[Tag | Words]:
    if one.final:
        made: list[Tag | Words] = [Tag("定稿", Tone.OFF, "lock")]
        return [*made, Tag("补录", Tone.DUE)] if one.late else made
    if one.day == today:
        return [Tag("今天", Tone.TODAY), Words(one.stage_label, Tone.PLAIN)]
    if one.unfinished:
        return [Tag(stood(one), Tone.OVER, "circle-alert")]
    return [Tag(one.stage_label)]
