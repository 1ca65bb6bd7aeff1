"""The view 中心工作: all pieces of central work in a list, which folds to a rail beside the one that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.base.periods import Period
from dangjian_desktop.core_tasks import reading
from dangjian_desktop.core_tasks.inputs import CloseCoreTask, CoreTaskId, EditMilestone
from dangjian_desktop.core_tasks.page import dialogs
from dangjian_desktop.core_tasks.page.sheet import TaskBody
from dangjian_desktop.core_tasks.reading import TaskRow, TaskSheet
from dangjian_desktop.core_tasks.records import Indicator, Milestone
from dangjian_desktop.core_tasks.rules import Stand
from dangjian_desktop.feature import Hit, Paper, features_of
from dangjian_desktop.links.page import LinkPicker
from dangjian_desktop.links.reading import Linked
from dangjian_desktop.links.records import Relation
from dangjian_desktop.links.service import LinkRecords
from dangjian_desktop.roster.page.dialogs import VerbDialog
from dangjian_desktop.store import Changes, Reader
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.cells import Bar, Cell, Words
from dangjian_desktop.ui.components.dialogs import ask
from dangjian_desktop.ui.components.empty import EmptyState, ListOrEmpty
from dangjian_desktop.ui.components.rail import RailItem
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import buttons_row
from dangjian_desktop.ui.record import RecordPage, RecordView
from dangjian_desktop.ui.tokens import Tone

_COLUMNS = (
    Column("名称", 190, stretch=2),
    Column("牵头", 120, stretch=1),
    Column("节点", 190),
    Column("做了", 64, right=True),
    Column("时限", 128),
)


class CoreTasksView(RecordPage):
    """A list of central work and the page of one."""

    def __init__(self, context: WindowContext) -> None:
        self._context = context
        self.list = Table(_COLUMNS, row_height=(36, 44))
        self.list.setAccessibleName("中心工作")
        self.empty = EmptyState(
            "还没有登记中心工作",
            "登记本单位的重点工作和它的指标，会议、学习、活动关联上来，年底就看得出党建做了什么、业务变了什么。",
            Button("登记中心工作", icon_name="plus", on=lambda: self.new({})),
            icon_name="target",
        )
        self._listing = ListOrEmpty(self.list, self.empty)
        self.body = TaskBody()
        super().__init__(self._listing, RecordView(self.body))
        self.rows: tuple[TaskRow, ...] = ()
        self.sheet: TaskSheet | None = None
        self.dialog: VerbDialog | None = None
        """The form opened last, for tests and help."""
        self.picker: LinkPicker | None = None
        self.list.opened.connect(self.open_record)
        self._wire()
        self._buttons = self._make_buttons()

    def _wire(self) -> None:
        body, head = self.body, self.record.head
        body.edit_pressed.connect(self._edit)
        body.step_added.connect(lambda: self._with_people(self._add_step))
        body.step_opened.connect(lambda id: self._with_people(lambda people: self._open_step(id, people)))
        body.step_done.connect(self._finish_step)
        body.indicator_added.connect(lambda: self._open(dialogs.indicator_dialog(self._context, self.current, self)))
        body.indicator_opened.connect(self._open_indicator)
        body.figures_pressed.connect(self._open_figures)
        body.deed_opened.connect(self._open_deed)
        body.deed_ended.connect(self._end_deed)
        body.deed_added.connect(self._pick_deed)
        head.save.hide()
        head.set_saved("")
        head.saved.hide()
        self.print_button = Button("推进情况表", icon_name="printer", on=self.print_paper)
        self.delete_button = Button("删除", Kind.QUIET, icon_name="trash-2", on=self._delete)
        self.close_button = Button("", icon_name="circle-check", on=self._close_task)
        for place, button in enumerate((self.delete_button, self.print_button, self.close_button)):
            head.second.insertWidget(2 + place, button)

    def _make_buttons(self) -> QWidget:
        self.figures_paper = Button("业务数据表", icon_name="printer", on=self._print_figures)
        self.new_button = Button("登记中心工作", Kind.PRIMARY, icon_name="plus", tip="Ctrl+N", on=lambda: self.new({}))
        return buttons_row(self, self.figures_paper, self.new_button)

    @property
    def view_actions(self) -> QWidget | None:
        return self._buttons

    # -- showing

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.kinds & (reading.KINDS | {"members", "gatherings"}):
            return
        self._context.query(reading.task_rows, self._show_list, self, key="list")
        if self.current:
            self._load(self.current)

    def _show_list(self, rows: list[TaskRow]) -> None:
        self.rows = tuple(rows)
        self.list.set_rows([_list_row(one, self._context.today) for one in rows])
        self._listing.show_list(bool(rows))

    def open_record(self, id: str) -> None:
        """Open a piece of central work, or the one that a milestone or an indicator belongs to."""
        self._context.query(lambda reader: _owner(reader, id), self._load, self, key="open")

    def _load(self, task: str) -> None:
        self._context.query(lambda reader: reading.task_sheet(reader, task), self._show_sheet, self, key="sheet")

    def _show_sheet(self, sheet: TaskSheet | None) -> None:
        if sheet is None:
            self.sheet, self.current = None, ""
            self.show_list()
            self._stack.setCurrentIndex(0)
            return
        self.sheet = sheet
        task, today = sheet.row, self._context.today
        span = " 至 ".join(f"{day:%Y-%m-%d}" for day in (task.started_on, task.due_on) if day)
        facts = [span, f"节点 {task.percent}%" if task.percent is not None else ""]
        facts.append(f"{task.closed_on:%Y-%m-%d} 办结" if task.closed_on else "")
        self.record.head.set_title(task.title, facts)
        self.close_button.setText("重新打开" if task.closed_on else "办结…")
        self.body.show_sheet(sheet, today)
        self.show_record(task.id, [RailItem(one.id, one.title[:2], one.title, _alarming(one)) for one in self.rows])

    # -- doing

    def new(self, preset: Mapping[str, object]) -> None:  # noqa: ARG002 - nothing can be preset
        self._with_people(
            lambda people: self._open(
                dialogs.new_task(self._context, people, lambda id: self.open_record(str(id)), self)
            )
        )

    def _with_people(self, then: Callable[[Any], object]) -> None:
        self._context.query(reading.people, then, self, key="people")

    def _open(self, dialog: VerbDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _edit(self) -> None:
        sheet = self.sheet
        if sheet is not None:
            self._with_people(lambda people: self._open(dialogs.edit_task(self._context, sheet, people, self)))

    def _add_step(self, people: dialogs.People) -> None:
        self._open(dialogs.milestone_dialog(self._context, self.current, people, self))

    def _open_step(self, id: str, people: dialogs.People) -> None:
        step = next((one for one in self.sheet.milestones if one.id == id), None) if self.sheet else None
        if step is not None:
            self._open(dialogs.milestone_dialog(self._context, self.current, people, self, step))
            self._add_delete("delete_milestone", id)

    def _finish_step(self, id: str) -> None:
        wish = EditMilestone(id, {"done_on": self._context.today})
        self._context.act(self._context.action("edit_milestone"), wish, owner=self)

    def _open_indicator(self, id: str) -> None:
        one = next((found for found in self.sheet.indicators if found.id == id), None) if self.sheet else None
        if one is not None:
            self._open(dialogs.indicator_dialog(self._context, self.current, self, one))
            self._add_delete("delete_indicator", id)

    def _add_delete(self, verb: str, id: str) -> None:
        dialog = self.dialog
        assert dialog is not None

        def delete() -> None:
            dialog.reject()
            self._context.act(self._context.action(verb), CoreTaskId(id), owner=self)

        dialog.add_quiet("删除", delete)

    def _open_figures(self, month: date) -> None:
        if self.sheet is not None and self.sheet.indicators:
            self._open(dialogs.figures_dialog(self._context, self.sheet, month, self))

    def _close_task(self) -> None:
        if self.sheet is None:
            return
        if self.sheet.row.closed_on is None:
            self._open(dialogs.close_task(self._context, self.sheet.row, self))
        else:
            wish = CloseCoreTask(self.current, None, self.sheet.row.result)
            self._context.act(self._context.action("close_core_task"), wish, owner=self)

    def _delete(self) -> None:
        task = self.current
        ask(
            self,
            "删除中心工作",
            f"删除“{self.sheet.row.title if self.sheet else ''}”？",
            consequence="节点和业务数据一起进回收站，关联的会议和学习不受影响，可以撤销。",
            accept="删除",
            on_yes=lambda: self._context.act(self._context.action("delete_core_task"), CoreTaskId(task), owner=self),
        )

    # -- what was done for it

    def _pick_deed(self) -> None:
        self._context.query(_kinds_with_a_day, self._ask_deed, self, key="kinds")

    def _ask_deed(self, kinds: tuple[str, ...]) -> None:
        self.picker = LinkPicker(self._context, "关联会议、学习和活动", kinds, self._add_deed, self)
        self.picker.open()

    def _add_deed(self, hit: Hit) -> None:
        wish = LinkRecords(hit.kind, hit.id, Relation.SERVES, "core_tasks", self.current)
        self._context.act(self._context.action("link_records"), wish, owner=self)

    def _deed(self, id: str) -> Linked | None:
        return next((deed for deed in self.sheet.deeds if deed.id == id), None) if self.sheet else None

    def _open_deed(self, id: str) -> None:
        deed = self._deed(id)
        if deed is not None:
            self._context.open_kind(deed.kind, deed.id)

    def _end_deed(self, id: str) -> None:
        deed = self._deed(id)
        if deed is not None:
            wish = LinkRecords(deed.kind, deed.id, Relation.SERVES, "core_tasks", self.current)
            self._context.act(self._context.action("unlink_records"), wish, owner=self)

    # -- printing

    def print_paper(self) -> None:
        if self.current:
            self._context.paper(self._paper("core_task"), self.current)
        else:
            self._print_figures()

    def _print_figures(self) -> None:
        self._context.paper(self._paper("business_figures"), None, Period.year(self._context.today.year))

    def _paper(self, name: str) -> Paper:
        return next(paper for feature in self._context.features for paper in feature.papers if paper.name == name)


def _owner(reader: Reader, id: str) -> str:
    """The task itself or the one that a part belongs to."""
    for model in (Milestone, Indicator):
        part = reader.get(model, id)
        if part is not None:
            return part.owner or ""
    return id


def _kinds_with_a_day(reader: Reader) -> tuple[str, ...]:
    """The kinds that can be found, opened and lie on a day: meetings, study, activities; not 中心工作 itself."""
    named = {one.kind for feature in features_of(reader) for one in feature.references if one.view}
    dated = [known.record.__tablename__ for feature in features_of(reader) for known in feature.kinds if known.period]
    return tuple(kind for kind in dated if kind in named and not kind.startswith("core_task"))


def _alarming(task: TaskRow) -> bool:
    return task.closed_on is None and task.stand is Stand.OVERDUE


def _list_row(task: TaskRow, today: date) -> Row:
    if task.percent is None:
        share = Cell.words("没有列节点", Tone.PLAIN)
    else:
        share = Cell.of(Bar(task.done, task.total), Words(f"{task.done}/{task.total}"))
    if task.closed_on is not None:
        when = Cell.of(Tag(f"{short_day(task.closed_on, today)} 办结", Tone.OK, "check"))
    elif task.due_on is None:
        when = Cell.words("没有定", Tone.PLAIN)
    elif task.stand is Stand.OVERDUE:
        when = Cell.of(Tag(f"{short_day(task.due_on, today)} 已过", Tone.OVER, "circle-alert"))
    else:
        when = Cell.of(Tag(f"{short_day(task.due_on, today)} 前", Tone.DUE if task.stand is Stand.SOON else Tone.PLAIN))
    goal = (Words(task.goal.split("\n")[0], Tone.PLAIN),) if task.goal else ()
    return row(
        task.id,
        Cell.of(Words(task.title, bold=True), *goal, tip=task.goal),
        "、".join(task.leads),
        share,
        f"{task.deeds} 次" if task.deeds else "—",
        when,
    )
