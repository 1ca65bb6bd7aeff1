"""The view 计划: the year's plan by month, below it hours and rota, at the right the session of the chosen row."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dangjian_desktop.base.periods import Period
from dangjian_desktop.store import Changes, Reader
from dangjian_desktop.study.page.pane import SessionPane
from dangjian_desktop.study.page.plan_cards import FormsLine, HoursCard, RotaCard
from dangjian_desktop.study.page.plan_doing import PlanDoing
from dangjian_desktop.study.page.plan_head import PlanHead
from dangjian_desktop.study.page.plan_table import PlanTable
from dangjian_desktop.study.reading.board import KINDS, Board, board
from dangjian_desktop.study.reading.items import year_of
from dangjian_desktop.study.reading.plan import PlanRow
from dangjian_desktop.study.reading.session import SessionView, session_view
from dangjian_desktop.study.records import PlanItem, StudyPlan
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.empty import EmptyState
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page, buttons_row
from dangjian_desktop.ui.theme import theme


class PlanPage(Page):
    """A year of study."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.year = context.today.year
        self.shown: Board | None = None
        self.doing = PlanDoing(context, self)
        self.head = PlanHead()
        self.table = PlanTable()
        self.hours = HoursCard()
        self.rota = RotaCard()
        self.forms = FormsLine()
        self.pane = SessionPane()
        self.open_row = ""
        self._scrolled_year = 0
        self._wanted = ""
        self._build()
        self._wire()
        self._buttons = self._make_buttons()
        theme().changed.connect(self._arrange)

    # -- building

    def _build(self) -> None:
        px = theme().px
        self.empty = EmptyState(
            "这一年还没有学习计划",
            "从去年的计划或模板开始，也可以从WPS、Excel粘贴；会议里的学习会自动显示在这里。",
            Button("制定学习计划", icon_name="plus", on=self.doing.make_plan),
            Button("粘贴表格", Kind.QUIET, icon_name="clipboard-paste", on=lambda: self.doing.sheets.paste(self.year)),
            icon_name="book-open",
        )
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(px(14, 20), px(12), px(14, 20), px(12))
        inside.addWidget(self.empty)
        inside.addStretch(1)
        self._rows = QStackedWidget()
        self._rows.addWidget(self.table)
        self._rows.addWidget(holder)
        card = Card(flush=True)
        card.body.setContentsMargins(0, 0, 0, 0)
        card.body.setSpacing(0)
        card.add(self.head)
        card.add(self._rows, 1)
        self._main = QWidget()
        column = QVBoxLayout(self._main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8, 16))
        column.addWidget(card, 1)
        self._cards = QGridLayout()
        self._cards.setSpacing(px(8, 16))
        self._cards.addWidget(self.hours, 0, 0)
        self._cards.addWidget(self.rota, 0, 1)
        self._cards.setColumnStretch(0, 8)
        self._cards.setColumnStretch(1, 7)
        column.addLayout(self._cards)
        column.addWidget(self.forms)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(px(16, 24), px(2, 4), px(16, 24), px(6, 12))
        self._line.setSpacing(px(8, 16))
        self._line.addWidget(self._main, 1)
        self._line.addWidget(self.pane)
        self.pane.hide()

    def _wire(self) -> None:
        doing, pane = self.doing, self.pane
        self.table.opened.connect(self.toggle_row)
        self.table.button_pressed.connect(doing.row_button)
        self.table.month_wanted.connect(doing.move)
        self.head.year_wanted.connect(self.show_year)
        self.head.edit_wanted.connect(doing.edit_plan)
        self.head.approval_wanted.connect(doing.approve)
        self.head.approval_opened.connect(self._context.open_kind)
        self.head.more_choices = doing.more_choices
        self.hours.make_up.connect(doing.make_up)
        self.hours.member_wanted.connect(doing.show_member)
        self.hours.all_wanted.connect(doing.show_everybody)
        self.hours.basis_wanted.connect(doing.show_basis)
        self.rota.assign.connect(doing.assign)
        self.rota.swap.connect(doing.swap)
        self.rota.replace_wanted.connect(doing.replace)
        self.forms.paste_chat.connect(doing.paste_chat)
        pane.closed.connect(self.close_pane)
        pane.sign_in.connect(doing.sign_in)
        pane.edit_item.connect(doing.edit_item)
        pane.replace_wanted.connect(doing.replace)
        pane.postpone_wanted.connect(lambda id: doing.postpone((id,)))
        pane.drop_wanted.connect(doing.drop)
        pane.take_up_wanted.connect(doing.take_up)
        pane.delete_wanted.connect(doing.delete)
        pane.fulfil_wanted.connect(doing.fulfil)
        pane.invitation_wanted.connect(lambda id: self._context.paper(doing.paper("study_invitation"), id))
        pane.record_wanted.connect(self._context.open_kind)
        pane.outcome_wanted.connect(doing.outcome)
        pane.file_wanted.connect(doing.open_file)

    def _make_buttons(self) -> QWidget:
        self.rota_button = Button("排下半年轮讲", icon_name="shuffle", on=self.doing.arrange_rota)
        self.print_button = Button("印年度计划", icon_name="printer", on=self.print_paper)
        self.new_button = Button("加一项", Kind.PRIMARY, icon_name="plus", tip="Ctrl+N", on=lambda: self.new({}))
        return buttons_row(self, self.rota_button, self.print_button, self.new_button)

    @property
    def view_actions(self) -> QWidget | None:
        return self._buttons

    # -- showing

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.kinds & KINDS:
            return
        year, today = self.year, self._context.today
        self._context.query(lambda reader: board(reader, year, today), self._show, self, key="board")

    def show_year(self, by: int) -> None:
        """Turn to the next or the former year."""
        self.year += by
        self.close_pane()
        self.refresh(None)

    def _show(self, found: Board) -> None:
        self.shown = found
        view = found.plan
        self.head.show_plan(view)
        self.table.show_plan(view)
        self._rows.setCurrentIndex(0 if view.rows else 1)
        self.hours.show_board(found)
        self.rota.show_board(found)
        self.forms.show_forms(view.forms)
        self.forms.setVisible(bool(view.rows))
        half = "下半年" if view.today.month > 6 or view.year != view.today.year else "上半年"
        self.rota_button.setText(f"排{half}轮讲")
        self.rota_button.setEnabled(bool(found.lectures))
        self.print_button.setEnabled(bool(view.id))
        if self._scrolled_year != view.year and view.rows:
            self._scrolled_year = view.year
            month = view.today.month if view.year == view.today.year else 1
            QTimer.singleShot(0, self.table, lambda: self.table.scroll_to_month(max(1, month - 1)))
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self._open_wanted(wanted)
        elif self.open_row:
            self._load_row()

    def row(self, id: str) -> PlanRow | None:
        """A row that is shown; None if it isn't there."""
        rows = self.shown.plan.rows if self.shown else ()
        return next((one for one in rows if one.id == id), None)

    # -- the pane

    def toggle_row(self, id: str) -> None:
        """Show a row at the right; the row that is shown is taken away again."""
        if id == self.open_row:
            self.close_pane()
            return
        self.open_row = id
        self._load_row()

    def _load_row(self) -> None:
        one = self.row(self.open_row)
        if one is None:
            self.close_pane()
            return
        session = one.session

        def read(reader: Reader) -> SessionView | None:
            return session_view(reader, session) if session else None

        self._context.query(read, lambda found: self._show_pane(one, found), self, key="pane")

    def _show_pane(self, one: PlanRow, session: SessionView | None) -> None:
        if one.id != self.open_row:
            return
        self.pane.show_row(one, session)
        self.table.choose(one.id)
        self.pane.show()
        self._arrange()

    def close_pane(self) -> None:
        """Take the pane away."""
        self.open_row = ""
        self.pane.hide()
        self._arrange()
        self.table.setFocus()

    def _arrange(self) -> None:
        """In a wide window the pane stands beside the plan; in a small one it covers its right part."""
        wide = theme().wide
        self.pane.setFixedWidth(theme().px(420, 460))
        beside = self._line.indexOf(self.pane) >= 0
        if wide and not beside:
            self._line.addWidget(self.pane)
        elif not wide:
            if beside:
                self._line.removeWidget(self.pane)
                self.pane.setParent(self)
                self.pane.setVisible(bool(self.open_row))
            margins = self._line.contentsMargins()
            high = self.height() - margins.top() - margins.bottom()
            self.pane.setGeometry(
                self.width() - margins.right() - self.pane.width(), margins.top(), self.pane.width(), high
            )
            self.pane.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # -- the frame's wishes

    def open_record(self, id: str) -> None:
        """Show an item of the plan, or the plan of a year; turns to its year."""
        self._wanted = id
        self._context.query(lambda reader: _year_of(reader, id), self._turn, self, key="turn")

    def _turn(self, year: int | None) -> None:
        if year is None:
            self._wanted = ""
            self._context.toast("这项计划已不在了", icon_name="info")
            return
        self.year = year
        self.refresh(None)

    def _open_wanted(self, wanted: str) -> None:
        if self.row(wanted) is not None:
            self.open_row = wanted
            self._load_row()

    def new(self, preset: Mapping[str, object]) -> None:
        if "record" in preset:
            self.open_record(str(preset["record"]))
        elif "year" in preset:
            self.year = int(str(preset["year"]))
            self.refresh(None)
            self.doing.make_plan()
        else:
            self.doing.add_item(preset)

    def print_paper(self) -> None:
        if self.shown is not None and self.shown.plan.id:
            self._context.paper(self.doing.paper("study_plan"), self.shown.plan.id, Period.year(self.year))

    def escape(self) -> bool:
        if self.open_row:
            self.close_pane()
            return True
        return False


def _year_of(reader: Reader, id: str) -> int | None:
    plan = reader.get(StudyPlan, id)
    if plan is not None and not plan.deleted:
        return plan.year
    item = reader.get(PlanItem, id)
    return year_of(reader, item) if item is not None and not item.deleted else None
