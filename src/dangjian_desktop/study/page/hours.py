"""The view 学时: everybody against the year's requirement by month or form, trainings, and one member's year."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dangjian_desktop.base.periods import Period
from dangjian_desktop.store import Changes, Reader
from dangjian_desktop.study.page.hours_doing import HoursDoing
from dangjian_desktop.study.page.hours_table import (
    BY_FORM,
    BY_MONTH,
    FigureTable,
    Slice,
    TrainingTable,
    basis_words,
    month_slices,
)
from dangjian_desktop.study.page.member_year import MemberYear
from dangjian_desktop.study.reading.board import KINDS
from dangjian_desktop.study.reading.hours_table import HoursView, hours_view
from dangjian_desktop.study.reading.showcase import Showcase, showcase
from dangjian_desktop.study.records import ExternalTraining
from dangjian_desktop.ui.components.buttons import Button, Kind, Switch, ToolButton
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.empty import EmptyState
from dangjian_desktop.ui.components.fields import Mark
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, Role
from dangjian_desktop.ui.components.more import MoreButton
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page, buttons_row
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

TRAININGS = "trainings"
_WATCHED = KINDS | {"study_topics", "study_comments", "study_reflections"}


class HoursPage(Page):
    """A year's hours."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.year = context.today.year
        self.shown: HoursView | None = None
        self.member = ""
        """Whose year is open; "" for everybody."""
        self._wanted = ""
        self.doing = HoursDoing(context, self)
        self.by_month = FigureTable(month_slices())
        self.by_form = FigureTable(())
        self.trainings = TrainingTable()
        self.one = MemberYear()
        self._build()
        self._wire()
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
        line.addStretch(1)
        self.cut = Switch([(BY_MONTH, "按月份"), (BY_FORM, "按形式"), (TRAININGS, "外出培训")])
        self.cut.chosen.connect(self._cut)
        line.addWidget(self.cut)
        line.addWidget(MoreButton("学时的更多操作", self.doing.more_choices))
        rules = QWidget()
        under = QHBoxLayout(rules)
        under.setContentsMargins(px(14, 20), 0, px(10, 16), px(6))
        under.setSpacing(px(6))
        under.addWidget(Mark("book-open", Tone.GOLD.text))
        self.basis = ElidedLabel("", Role.GOLD)
        under.addWidget(self.basis, 1)
        under.addWidget(Button("依据", Kind.LINK, on=self.doing.show_basis))
        self.empty = EmptyState(
            "这一年还没有党员的学时",
            "登记了党员名册，学习和会议签到后，这里自动算出每个人的学时。",
            icon_name="graduation-cap",
        )
        self.no_training = EmptyState(
            "这一年还没有外出培训",
            "参加党校、上级培训班的，登记后计入学时；证书可以放进来，也可以从Excel成批导入。",
            Button("登记培训", icon_name="plus", on=self.doing.add_training),
            Button("粘贴表格", Kind.QUIET, icon_name="clipboard-paste", on=self.doing.sheets.paste),
            icon_name="graduation-cap",
        )
        self._tables = QStackedWidget()
        for widget in (self.by_month, self.by_form, self.trainings, _held(self.empty), _held(self.no_training)):
            self._tables.addWidget(widget)
        self._card = Card(flush=True)
        self._card.body.setContentsMargins(0, 0, 0, 0)
        self._card.body.setSpacing(0)
        self._card.add(head)
        self._card.add(rules)
        self._card.add(self._tables, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._card)
        self._stack.addWidget(self.one)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(16, 24), px(2, 4), px(16, 24), px(8, 16))
        outer.addWidget(self._stack)

    def _wire(self) -> None:
        doing, one = self.doing, self.one
        self._wire_figures(self.by_month)
        self._wire_figures(self.by_form)
        self.trainings.opened.connect(doing.edit_training)
        self.trainings.button_pressed.connect(doing.training_button)
        one.back.connect(self.close_member)
        one.record_wanted.connect(self._open_line)
        one.make_up.connect(doing.make_up)
        one.adjust.connect(doing.adjust)
        one.comment.connect(doing.comment)
        one.comment_gone.connect(doing.delete_comment)
        one.outcome.connect(doing.outcome)
        one.paper.connect(self._print_member)

    def _wire_figures(self, table: FigureTable) -> None:
        table.opened.connect(lambda member: self.open_member(member, Slice()))
        table.figure_opened.connect(self.open_member)
        table.button_pressed.connect(lambda member, _key: self.doing.make_up(member))

    def _make_buttons(self) -> QWidget:
        self.report_button = Button("学习情况通报", icon_name="megaphone", on=self.doing.print_report)
        self.print_button = Button("印学时统计表", icon_name="printer", on=self.print_paper)
        self.new_button = Button("登记培训", Kind.PRIMARY, icon_name="plus", tip="Ctrl+N", on=lambda: self.new({}))
        return buttons_row(self, self.report_button, self.print_button, self.new_button)

    @property
    def view_actions(self) -> QWidget | None:
        return self._buttons

    # -- showing

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.kinds & _WATCHED:
            return
        year, today = self.year, self._context.today
        self._context.query(lambda reader: hours_view(reader, year, today), self._show, self, key="hours")

    def show_year(self, by: int) -> None:
        """Turn to the next or the former year."""
        self.year += by
        self.refresh(None)

    def _show(self, found: HoursView) -> None:
        self.shown = found
        self.title.setText(f"{found.year}年学时")
        self.counts.setText(found.counts)
        self.basis.setText(basis_words(found))
        if tuple(one.form for one in self.by_form.slices) != found.forms:
            self._new_form_table(found)
        self.by_month.show_hours(found)
        self.by_form.show_hours(found)
        self.trainings.show_trainings(found.trainings)
        self._cut(self.cut.current)
        self.print_button.setEnabled(bool(found.hours.members))
        self.report_button.setEnabled(bool(found.hours.members))
        if self._wanted:
            self.trainings.choose(self._wanted)
            self._wanted = ""
        if self.member:
            self._load_member()

    def _new_form_table(self, found: HoursView) -> None:
        former = self.by_form
        self.by_form = FigureTable([Slice(form=form) for form in found.forms])
        self._wire_figures(self.by_form)
        self._tables.insertWidget(1, self.by_form)
        self._tables.removeWidget(former)
        former.deleteLater()

    def _cut(self, key: str) -> None:
        shown = self.shown
        if shown is None:
            return
        if key == TRAININGS:
            self._tables.setCurrentIndex(2 if shown.trainings else 4)
        else:
            place = 0 if key == BY_MONTH else 1
            self._tables.setCurrentIndex(place if shown.hours.members else 3)

    # -- one member

    def open_member(self, member: str, part: Slice) -> None:
        """Show a member's year, cut to what was pressed."""
        self.member = member
        self.one.choose(part)
        self._load_member()

    def _load_member(self) -> None:
        member, shown = self.member, self.shown
        if shown is None or shown.member(member) is None:
            self.close_member()
            return
        year = self.year
        self._context.query(lambda reader: showcase(reader, member, year), self._show_member, self, key="member")

    def _show_member(self, found: Showcase) -> None:
        shown = self.shown
        one = shown.member(self.member) if shown else None
        if shown is None or one is None:
            return
        self.one.show_member(one, shown, found)
        self._stack.setCurrentWidget(self.one)

    def close_member(self) -> None:
        """Back to everybody."""
        self.member = ""
        self._stack.setCurrentWidget(self._card)
        table = self._tables.currentWidget()
        if table is not None:
            table.setFocus()

    def _open_line(self, kind: str, id: str) -> None:
        if kind == "external_trainings":
            self.doing.edit_training(id)
        else:
            self._context.open_kind(kind, id)

    def _print_member(self, name: str) -> None:
        self._context.paper(self.doing.paper(name), self.member, Period.year(self.year))

    # -- the frame's wishes

    def open_record(self, id: str) -> None:
        """Show a member's year, or the row of a training."""

        def find(reader: Reader) -> int | None:
            training = reader.get(ExternalTraining, id)
            if training is None or training.deleted:
                return None
            return training.since.year if training.since else self.year

        def turn(found: int | None) -> None:
            if found is None:
                self.open_member(id, Slice()) if self.shown and self.shown.member(id) else self._await(id)
                return
            self.year, self._wanted = found, id
            self.close_member()
            self.cut.choose(TRAININGS)
            self.refresh(None)

        self._context.query(find, turn, self, key="turn")

    def _await(self, member: str) -> None:
        self.member = member
        self.refresh(None)

    def new(self, preset: Mapping[str, object]) -> None:
        if "member" in preset and not preset.get("new"):
            self.open_record(str(preset["member"]))
        else:
            self.doing.add_training()

    def print_paper(self) -> None:
        if self.member:
            self._print_member("study_hours_member")
        elif self.shown is not None and self.shown.hours.members:
            self._context.paper(self.doing.paper("study_hours"), None, Period.year(self.year))

    def escape(self) -> bool:
        if self.member:
            self.close_member()
            return True
        return False


def _held(state: EmptyState) -> QWidget:
    holder = QWidget()
    inside = QVBoxLayout(holder)
    inside.setContentsMargins(*(theme().px(one) for one in (14, 12, 14, 12)))
    inside.addWidget(state)
    inside.addStretch(1)
    return holder
