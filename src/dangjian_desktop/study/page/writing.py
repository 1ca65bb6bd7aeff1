"""The view 心得: what members wrote and who still owes; texts for the branch, or somebody's own on this PC."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dangjian_desktop.base.periods import Period
from dangjian_desktop.store import Changes, Reader
from dangjian_desktop.study.page.writing_doing import WritingDoing
from dangjian_desktop.study.page.writing_table import WritingTable
from dangjian_desktop.study.reading.writings import WritingRow, WritingView, writing_view, writings
from dangjian_desktop.ui.components.buttons import Button, Kind, Switch, ToolButton
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.empty import EmptyState
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page, buttons_row
from dangjian_desktop.ui.theme import theme

ALL, OWED, DONE = "all", "owed", "done"
_WATCHED = frozenset(("study_reflections", "study_sessions", "members", "member_spells", "attachments"))


class WritingPage(Page):
    """A year's writing."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.year = context.today.year
        self.shown: WritingView | None = None
        self._wanted = ""
        self.doing = WritingDoing(context, self)
        self.table = WritingTable()
        self._build()
        self.table.opened.connect(self.doing.open)
        self.table.button_pressed.connect(self.doing.row_button)
        self._buttons = self._make_buttons()

    def _build(self) -> None:
        px = theme().px
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(px(8, 14), px(6), px(10, 16), px(6))
        line.setSpacing(px(6, 10))
        line.addWidget(ToolButton("chevron-left", tip="上一年", mini=True, on=partial(self.show_year, -1)))
        self.title = Label("", Role.HEADING)
        line.addWidget(self.title)
        line.addWidget(ToolButton("chevron-right", tip="下一年", mini=True, on=partial(self.show_year, 1)))
        self.counts = Label("", Role.MUTED)
        line.addWidget(self.counts)
        self.late = Label("", Role.OVER)
        line.addWidget(self.late)
        line.addStretch(1)
        self.cut = Switch([(ALL, "全部"), (OWED, "还没交"), (DONE, "已交")])
        self.cut.chosen.connect(lambda _key: self._show_rows())
        line.addWidget(self.cut)
        self.empty = EmptyState(
            "这一年还没有心得和读书笔记",
            "布置一次，给要写的人各记一篇，到期没交的会提醒；也可以直接登记谁写了什么。",
            Button("布置心得", icon_name="users", on=self.doing.ask),
            Button("登记一篇", Kind.QUIET, icon_name="plus", on=self.doing.add),
            icon_name="quote",
        )
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(px(14), px(12), px(14), px(12))
        inside.addWidget(self.empty)
        inside.addStretch(1)
        self.none = Label("", Role.MUTED)
        self.none.setContentsMargins(px(14, 20), px(12), px(14, 20), px(12))
        self._rows = QStackedWidget()
        for widget in (self.table, holder, self.none):
            self._rows.addWidget(widget)
        card = Card(flush=True)
        card.body.setContentsMargins(0, 0, 0, 0)
        card.body.setSpacing(0)
        card.add(head)
        card.add(self._rows, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(16, 24), px(2, 4), px(16, 24), px(8, 16))
        outer.addWidget(card)

    def _make_buttons(self) -> QWidget:
        self.ask_button = Button("布置心得", icon_name="users", on=self.doing.ask)
        self.print_button = Button("印汇编", icon_name="book-marked", on=self.print_paper)
        self.new_button = Button("登记心得", Kind.PRIMARY, icon_name="plus", tip="Ctrl+N", on=lambda: self.new({}))
        return buttons_row(self, self.ask_button, self.print_button, self.new_button)

    @property
    def view_actions(self) -> QWidget | None:
        return self._buttons

    # -- showing

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.kinds & _WATCHED:
            return
        year, today = self.year, self._context.today
        self._context.query(lambda reader: writing_view(reader, year, today), self._show, self, key="writing")

    def show_year(self, by: int) -> None:
        """Turn to the next or the former year."""
        self.year += by
        self.refresh(None)

    def _show(self, found: WritingView) -> None:
        self.shown = found
        self.title.setText(f"{found.year}年心得和读书")
        done = len(found.rows) - len(found.owed)
        self.counts.setText(f"共{len(found.rows)}篇，已交{done}" if found.rows else "")
        self.late.setText(f"逾期{len(found.late)}" if found.late else "")
        self.print_button.setEnabled(any(row.text and row.submitted_on for row in found.rows))
        self._show_rows()
        if self._wanted:
            self.table.choose(self._wanted)
            self._wanted = ""

    def _show_rows(self) -> None:
        shown, key = self.shown, self.cut.current
        if shown is None:
            return
        owed = {row.id for row in shown.owed}
        rows = [row for row in shown.rows if key == ALL or (row.id in owed) is (key == OWED)]
        self.table.show_rows(rows)
        self.none.setText("该交的都交了。" if key == OWED else "还没有人交。")
        self._rows.setCurrentIndex(1 if not shown.rows else 0 if rows else 2)

    def row(self, id: str) -> WritingRow | None:
        """A piece that is shown."""
        return next((one for one in self.shown.rows if one.id == id), None) if self.shown else None

    # -- the frame's wishes

    def open_record(self, id: str) -> None:
        """Show the row of a piece of writing; turns to its year."""
        today = self._context.today

        def find(reader: Reader) -> int | None:
            found = writings(reader, today, (id,))
            return (found[0].submitted_on or found[0].due or today).year if found else None

        def turn(year: int | None) -> None:
            if year is None:
                self._context.toast("这篇心得已不在了", icon_name="info")
                return
            self.year, self._wanted = year, id
            self.cut.choose(ALL)
            self.refresh(None)

        self._context.query(find, turn, self, key="turn")

    def new(self, preset: Mapping[str, object]) -> None:
        if "record" in preset:
            self.open_record(str(preset["record"]))
        elif "owed" in preset:
            self.cut.choose(OWED)
        else:
            self.doing.add()

    def print_paper(self) -> None:
        if self.print_button.isEnabled():
            self._context.paper(self.doing.paper("study_collection"), None, Period.year(self.year))
