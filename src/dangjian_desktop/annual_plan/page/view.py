"""会议 · 年度计划: the year on one board, made from proposals, passed by a meeting, reported, printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.annual_plan.inputs import MoveItem
from dangjian_desktop.annual_plan.page.asking import approval_dialog, day_dialog, facts_dialog, submit_dialog
from dangjian_desktop.annual_plan.page.board import PlanBoard
from dangjian_desktop.annual_plan.page.chip import key_of
from dangjian_desktop.annual_plan.page.planning import PlanningDialog
from dangjian_desktop.annual_plan.page.strip import ItemStrip
from dangjian_desktop.annual_plan.reading import PlanYear, approval_choices, plan_year, suggestions, year_of
from dangjian_desktop.annual_plan.rules import Standing, day_in_month
from dangjian_desktop.base.dates import short_day
from dangjian_desktop.base.workdays import counts_as_workday
from dangjian_desktop.feature import DueState, Scheduled
from dangjian_desktop.roster.page.dialogs import VerbDialog
from dangjian_desktop.store import Changes
from dangjian_desktop.ui.components.buttons import Button, Kind, ToolButton
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.empty import EmptyState
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, Role
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.theme import theme

_STEPS = {
    Standing.NONE: "排计划…",
    Standing.DRAFT: "登记审议…",
    Standing.APPROVED: "登记报备…",
    Standing.SUBMITTED: "打印计划",
}


class AnnualPlanView(Page):
    """The view ``meetings/annual_plan``. The one primary button is the plan's next step."""

    def __init__(self, context: WindowContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._year = context.today.year
        self._then: Callable[[], object] | None = None
        self.shown: PlanYear | None = None
        self.dialog: VerbDialog | PlanningDialog | None = None
        self._build()
        theme().changed.connect(self._fit)
        self._fit()

    def _build(self) -> None:
        self.title = Label("", Role.TITLE)
        self.theme_words = ElidedLabel("", Role.MUTED)
        self.counts = Label("", Role.MUTED)
        self.approval = Button("", Kind.LINK, on=self._open_approval)
        self.standing = Label("", Role.DUE)
        self._head = QHBoxLayout()
        self._head.addWidget(self._year_button("chevron-left", "上一年", -1))
        self._head.addWidget(self.title)
        self._head.addWidget(self._year_button("chevron-right", "下一年", 1))
        self._head.addWidget(self.theme_words, 1)
        self._head.addWidget(self.approval)
        self._head.addWidget(self.standing)
        self._head.addWidget(self.counts)
        self.board = PlanBoard()
        self.strip = ItemStrip()
        self.board.opened.connect(self._open)
        self.board.selected.connect(self.strip.show_item)
        self.board.month_wanted.connect(self.move_to_month)
        self.board.day_wanted.connect(self._ask_day)
        self.board.dragged.connect(self._keep_in_sight)
        self.strip.opened.connect(self._open)
        self.strip.shifted.connect(self.move_to_month)
        self.strip.redated.connect(self._ask_day)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self.board)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.card = Card(flush=True)
        self.card.add(self._scroll, 1)
        self._begin = Button("排计划…", on=self.plan)
        self._empty = EmptyState(
            "这一年还没有安排。",
            "按规定和上年的做法一次排好全年，勾选确认就行；会议、学习、结对、中心工作里排的也都会到这张表上来。",
            self._begin,
            icon_name="calendar-days",
        )
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.card, 1)
        self._column.addWidget(self._empty, 1)
        self._column.addWidget(self.strip)
        self._build_actions()

    def _year_button(self, icon_name: str, tip: str, by: int) -> ToolButton:
        return ToolButton(icon_name, tip=tip, on=lambda: self.turn_to(self._year + by), mini=True)

    def _build_actions(self) -> None:
        self._actions = QWidget()
        row = QHBoxLayout(self._actions)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        self.print_button = Button("打印计划", Kind.QUIET, icon_name="printer", on=self.print_paper)
        self.facts_button = Button("计划内容…", Kind.QUIET, icon_name="pencil", on=self._ask_facts)
        self.more_button = Button("", icon_name="plus", on=self.plan)
        self.step_button = Button("排计划…", Kind.PRIMARY, on=self._take_step)
        for button in (self.print_button, self.facts_button, self.more_button, self.step_button):
            row.addWidget(button)

    @property
    def view_actions(self) -> QWidget:
        return self._actions

    # -- showing

    def refresh(self, changes: Changes | None = None) -> None:  # noqa: ARG002 - anything planned may have changed
        """Read the year anew."""
        year = self._year
        self._context.query(lambda reader: plan_year(reader, year), self._show, self, key="year")

    def turn_to(self, year: int) -> None:
        """Show another year."""
        self._year = year
        self.refresh()

    def _show(self, view: PlanYear) -> None:
        self.shown = view
        plan, standing = view.plan, view.standing
        self.title.setText(f"{view.year}年度组织生活计划")
        self.theme_words.setText(f"主题：{plan.theme}" if plan and plan.theme else "")
        held, late = view.count(DueState.DONE), view.count(DueState.OVERDUE)
        parts = [f"共 {len(view.items)} 项", f"已办 {held}", *([f"没按期办 {late}"] if late else [])]
        self.counts.setText("　".join(parts) if view.items else "")
        self._show_approval(view)
        some = bool(view.items) or plan is not None
        self.card.setVisible(some)
        self.strip.setVisible(some)
        self._empty.setVisible(not some)
        self._begin.setText(f"排{view.year}年计划…")
        self.board.show_items(view.items, view.today.month if view.year == view.today.year else 0)
        chosen = self.strip.item
        chip = self.board.chip(key_of(chosen)) if chosen else None
        self.strip.show_item(chip.item if chip else None)
        self.step_button.setText(_STEPS[standing])
        self.step_button.setVisible(some)
        self.print_button.setVisible(plan is not None and standing is not Standing.SUBMITTED)
        self.facts_button.setVisible(plan is not None)
        self.more_button.setText(f"再排 {view.proposed} 项…")
        self.more_button.setVisible(plan is not None and view.proposed > 0)
        then, self._then = self._then, None
        if then is not None:
            then()

    def _show_approval(self, view: PlanYear) -> None:
        """Which meeting passed it (a way there), and what is still to be done."""
        plan = view.plan
        approval = plan.approval if plan else None
        self.approval.setVisible(approval is not None)
        self.approval.setText(f"{approval.title} 审议通过" if approval else "")
        reported = plan.submitted_on if plan else None
        words = f"{short_day(reported, view.today)} 已报备" if reported else view.standing.label
        self.standing.setText(words if plan else "")
        self.standing.setVisible(plan is not None)
        self.standing.set_role(Role.OK if reported else Role.DUE)

    # -- the plan

    def plan(self) -> None:
        """Open the checklist of what can be planned for the year."""
        year = self._year
        self._context.query(
            lambda reader: (plan_year(reader, year), suggestions(reader, year)), self._open_planning, self, key="plan"
        )

    def _open_planning(self, found: tuple[PlanYear, list]) -> None:  # type: ignore[type-arg]
        view, suggested = found
        self.dialog = PlanningDialog(self._context, view, suggested, lambda _result: None, self.window())
        self.dialog.open()

    def _take_step(self) -> None:
        standing = self.shown.standing if self.shown else Standing.NONE
        if standing is Standing.NONE:
            self.plan()
        elif standing is Standing.DRAFT:
            year = self._year
            self._context.query(
                lambda reader: approval_choices(reader, year),
                lambda choices: self._ask(approval_dialog(self._context, year, choices, self)),
                self,
                key="choices",
            )
        elif standing is Standing.APPROVED:
            self._ask(submit_dialog(self._context, self._year, self))
        else:
            self.print_paper()

    def _ask_facts(self) -> None:
        if self.shown is None or self.shown.plan is None:
            return
        dialog = facts_dialog(self._context, self.shown, self)
        if self.shown.plan.approval is not None:
            dialog.add_quiet("取消审议登记", partial(self._withdraw, dialog))
        dialog.add_quiet("删除计划", partial(self._delete, dialog))
        self._ask(dialog)

    def _ask(self, dialog: VerbDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _withdraw(self, dialog: VerbDialog) -> None:
        self._do_of_year(dialog, "withdraw_plan_approval")

    def _delete(self, dialog: VerbDialog) -> None:
        self._do_of_year(dialog, "delete_annual_plan")

    def _do_of_year(self, dialog: VerbDialog, verb: str) -> None:
        dialog.reject()
        action = self._context.action(verb)
        self._context.act(action, action.input(year=self._year), owner=self)

    def _open_approval(self) -> None:
        approval = self.shown.plan.approval if self.shown and self.shown.plan else None
        if approval is not None:
            self._context.open_kind(approval.kind, approval.id)

    # -- items

    def _open(self, item: Scheduled) -> None:
        self._context.open_kind(item.record_kind, item.record)

    def move_to_month(self, item: Scheduled, month: int) -> None:
        """Move an item to another month of the year: the same day of the month, or the nearest working day."""
        if item.move is None:
            self._context.toast(f"“{item.title}”已经办过，不能改期", icon_name="info")
            return
        day = day_in_month(item.day, item.year, month, counts_as_workday)
        action = self._context.action("move_planned_item")
        self._context.act(action, MoveItem(item.record_kind, item.record, day), owner=self)

    def _ask_day(self, item: Scheduled) -> None:
        if item.move is None:
            self._context.toast(f"“{item.title}”已经办过，不能改期", icon_name="info")
            return
        self._ask(day_dialog(self._context, item, self))

    def _keep_in_sight(self, point: QPoint) -> None:
        self._scroll.ensureVisible(point.x(), point.y(), 0, theme().px(30))

    # -- for the window

    def open_record(self, id: str) -> None:
        """Show the plan with this id."""
        self._context.query(lambda reader: year_of(reader, id), self._turn_to_found, self, key="open")

    def _turn_to_found(self, year: int | None) -> None:
        if year is not None:
            self.turn_to(year)

    def new(self, preset: Mapping[str, object]) -> None:
        """Begin the plan of a year (the one shown if none is named)."""
        year = preset.get("year")
        self._year = year if isinstance(year, int) else self._year
        self._then = self.plan
        self.refresh()

    def print_paper(self) -> None:
        if self.shown is None or self.shown.plan is None:
            self._context.toast("还没有计划可以打印，请先排计划", icon_name="info")
            return
        papers = (paper for feature in self._context.features for paper in feature.papers)
        self._context.paper(next(paper for paper in papers if paper.name == "annual_plan"), self.shown.plan.id)

    def _fit(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(16, 24), px(2, 6), px(16, 24), px(6, 12))
        self._column.setSpacing(px(6, 10))
        self._head.setSpacing(px(6, 10))
