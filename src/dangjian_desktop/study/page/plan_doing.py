"""What the view 计划 does: each wish becomes a dialog or a verb."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dangjian_desktop.feature import Hit, Paper
from dangjian_desktop.links.page import LinkPicker
from dangjian_desktop.study import inputs
from dangjian_desktop.study.finding import SESSIONS_VIEW
from dangjian_desktop.study.page import plan_dialogs
from dangjian_desktop.study.page.chat import ChatDialog
from dangjian_desktop.study.page.hours_dialogs import EverybodyDialog, MemberDialog, SentencesDialog
from dangjian_desktop.study.page.make_up import MakeUpDialog, Missed
from dangjian_desktop.study.page.outcome import open_attachment, outcome_dialog
from dangjian_desktop.study.page.plan_table import POSTPONE, REPLACE, SIGN_IN
from dangjian_desktop.study.page.sheets import PlanSheets
from dangjian_desktop.study.reading.choices import ItemForm, Replacing, choices, item_form, replacing
from dangjian_desktop.study.reading.plan import meeting_choices
from dangjian_desktop.study.rules.conversion import hours_text
from dangjian_desktop.study.rules.forms import FormKind
from dangjian_desktop.study.rules.plan import ItemState
from dangjian_desktop.study.service.sessions import add_session
from dangjian_desktop.study.service.speaking import add_study_speeches
from dangjian_desktop.ui.components.dialogs import Dialog, ask, ask_reason
from dangjian_desktop.ui.components.more import Choice
from dangjian_desktop.ui.context import WindowContext

if TYPE_CHECKING:
    from dangjian_desktop.study.page.plan import PlanPage


class PlanDoing:
    """The verbs of one page; ``dialog`` is the one opened last, for tests and help."""

    def __init__(self, context: WindowContext, page: PlanPage) -> None:
        self._context = context
        self._page = page
        self.sheets = PlanSheets(context, page)
        self.dialog: Dialog | None = None
        self.picker: LinkPicker | None = None

    def paper(self, name: str) -> Paper:
        """A paper of study by its name."""
        papers = (paper for feature in self._context.features for paper in feature.papers)
        return next(paper for paper in papers if paper.name == name)

    def _open(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _act(self, verb: str, data: object, done: Callable[[Any], object] | None = None) -> None:
        self._context.act(self._context.action(verb), data, done or (lambda _result: None), owner=self._page)

    def _nothing(self, _result: object) -> None:
        """The page shows the change by itself."""

    # -- the plan

    def more_choices(self) -> Sequence[Choice]:
        """What the … of the plan offers."""
        shown = self._page.shown
        year = self._page.year
        if shown is None or not shown.plan.id:
            made: list[Choice] = [("制定学习计划", "plus", self.make_plan)]
        else:
            made = [
                ("改主题、目标和报备", "pencil", self.edit_plan),
                ("记审议通过", "check", self.approve),
            ]
            late = [row.id for row in shown.plan.rows if row.state is ItemState.OVERDUE and not row.auto]
            if late:
                made.append((f"未办的{len(late)}项一起顺延", "clock", lambda: self.postpone(tuple(late))))
        made += [
            ("", "", lambda: None),
            ("从WPS、Excel粘贴", "clipboard-paste", lambda: self.sheets.paste(year)),
            ("打开Excel文件", "file-spreadsheet", lambda: self.sheets.choose_file(year)),
            ("存一份表格模板", "download", self.sheets.save_template),
        ]
        if shown is not None and shown.plan.id:
            made += [
                ("", "", lambda: None),
                ("增加学习形式", "plus", self.add_form),
                ("删除这份计划", "trash-2", self.delete_plan),
            ]
        return made

    def make_plan(self) -> None:
        """Begin the year's plan."""
        last = bool(self._page.shown and self._page.shown.plan.last_year)
        year = self._page.year
        self._open(plan_dialogs.make_dialog(self._context, year, last_year=last, done=self._nothing, parent=self._page))

    def edit_plan(self) -> None:
        """Theme, goals, requirements, 报备."""
        view = self._page.shown.plan if self._page.shown else None
        if view is None or not view.id:
            self.make_plan()
            return
        values = {"theme": view.theme, "goals": view.goals, "requirements": view.requirements}
        values |= {"reported_on": view.reported_on}  # type: ignore[dict-item]
        self._open(plan_dialogs.edit_plan_dialog(self._context, view.id, values, self._page))

    def approve(self) -> None:
        """Which meeting approved the plan."""
        plan = self._page.shown.plan.id if self._page.shown else ""

        def show(meetings: list[tuple[str, str, str]]) -> None:
            self._open(plan_dialogs.approve_dialog(self._context, plan, meetings, self._page))

        if plan:
            year = self._page.year
            self._context.query(lambda reader: meeting_choices(reader, year), show, self._page, key="meetings")

    def delete_plan(self) -> None:
        """Ask, then put the plan into the recycle bin."""
        plan = self._page.shown.plan if self._page.shown else None
        if plan is not None and plan.id:
            ask(
                self._page,
                "删除学习计划",
                f"删除{plan.year}年学习计划和它的{plan.counts.planned}项？",
                consequence="已办的场次不受影响；可以撤销。",
                accept="删除",
                on_yes=lambda: self._act("delete_study_plan", inputs.PlanId(plan.id)),
            )

    def add_form(self) -> None:
        """A form of the branch's own."""
        self._open(plan_dialogs.form_dialog(self._context, self._page))

    # -- items

    def add_item(self, preset: Mapping[str, object]) -> None:
        """The form of a new item."""
        self._context.query(item_form, lambda form: self._item("", form, preset), self._page, key="item")

    def edit_item(self, item: str) -> None:
        """The form of an item."""
        self._context.query(
            lambda reader: item_form(reader, item), lambda form: self._item(item, form, {}), self._page, key="item"
        )

    def _item(self, item: str, form: ItemForm, preset: Mapping[str, object]) -> None:
        year = self._page.year
        self._open(plan_dialogs.item_dialog(self._context, year, form, preset, self._nothing, self._page, item))

    def row_button(self, id: str, key: str) -> None:
        """A button in a row was pressed."""
        if key == SIGN_IN:
            self.sign_in(id)
        elif key == REPLACE:
            self.replace(id)
        elif key == POSTPONE:
            self.postpone((id,))

    def move(self, id: str, month: int) -> None:
        """A row was moved to another month; one that is late is postponed, with the reason."""
        row = self._page.row(id)
        if row is None or row.auto:
            self._context.toast("会议里的学习自动显示，请在会议里改日期", icon_name="info")
        elif row.state is ItemState.OVERDUE:
            self.postpone((id,), month)
        else:
            self._act("move_plan_item", inputs.MoveItem(id=id, month=month))

    def postpone(self, items: tuple[str, ...], month: int = 0) -> None:
        """顺延 with the reason."""
        row = self._page.row(items[0])
        title = f"顺延：{row.content}" if row and len(items) == 1 else f"顺延{len(items)}项"
        dialog = plan_dialogs.postpone_dialog(
            self._context, items, title, self._context.today, self._page.year, self._nothing, self._page
        )
        if month:
            dialog.fields["month"].set_value(str(month))
        self._open(dialog)

    def drop(self, id: str) -> None:
        """Not to be held, and why."""
        self.dialog = ask_reason(
            self._page,
            "不再安排",
            "这一项留在计划里，划掉并写明原因。",
            accept="不再安排",
            on_reason=lambda reason: self._act("drop_plan_item", inputs.DropItem(id, reason)),
        )

    def take_up(self, id: str) -> None:
        """To be held after all."""
        self._act("take_up_plan_item", inputs.ItemId(id))

    def delete(self, id: str) -> None:
        """Out of the plan; 撤销 brings it back."""
        self._act("delete_plan_item", inputs.ItemId(id))

    def fulfil(self, id: str) -> None:
        """Choose the meeting that carried the item out."""

        def chosen(hit: Hit) -> None:
            self._act("fulfil_plan_item", inputs.FulfilItem(id, hit.kind, hit.id))

        self.picker = LinkPicker(self._context, "由哪次会议完成", ("segments", "gatherings"), chosen, self._page)
        self.picker.open()

    # -- sessions

    def sign_in(self, id: str) -> None:
        """Begin the session of an item (or open the one that was) and show it."""
        row = self._page.row(id)
        if row is not None and row.auto:
            self._context.open_kind(row.kind, row.record)
            return

        def show(session: str) -> None:
            self._context.open(SESSIONS_VIEW, session)

        if row is not None and row.session:
            show(row.session)
        else:
            self._act("hold_plan_item", inputs.HoldItem(id), show)

    def paste_chat(self) -> None:
        """A chat becomes an online session of today with its speakers, in one step."""

        def show(found: Any) -> None:
            dialog = ChatDialog(found.members, self._page)
            dialog.taken.connect(self._take_chat)
            dialog.finished.connect(dialog.deleteLater)
            self._open(dialog)

        self._context.query(choices, show, self._page, key="chat")

    def _take_chat(self, speeches: list[Mapping[str, object]], present: bool) -> None:
        today = self._context.today

        def work(tx: Any) -> str:
            new = inputs.AddSession(day=today, content="网络交流", form=str(FormKind.ONLINE), platform="微信群")
            session = add_session(tx, new)
            said = tuple(inputs.Spoken(**one) for one in speeches)  # type: ignore[arg-type]
            add_study_speeches(tx, inputs.AddSpeeches(session, said, present))
            return session

        self._context.write(
            "粘贴群聊记录",
            "add_study_session",
            work,
            lambda session: self._context.open(SESSIONS_VIEW, session),
            owner=self._page,
        )

    def outcome(self, proposal: str) -> None:
        """What became of a proposal."""
        self._open(outcome_dialog(self._context, proposal, self._page))

    def open_file(self, id: str) -> None:
        """Open a file of a session."""
        open_attachment(self._context, id, self._page)

    # -- the rota

    def arrange_rota(self) -> None:
        """Lecturers for what is still open of the half-year, after a look at who and why."""
        shown = self._page.shown
        if shown is None:
            return
        first = 7 if shown.plan.today.month > 6 or shown.plan.year != shown.plan.today.year else 1
        wanted = [one for one in shown.lectures if first <= one.month <= first + 5]
        free = [one for one in wanted if one.proposed]
        if not free:
            self._context.toast("后面的轮讲都排好了，要改请点“换人”", icon_name="info")
            return
        lines = [f"{one.month}月　{one.name}　{one.reason}" for one in free]
        dialog = SentencesDialog(
            "排轮讲", "没讲过的先讲，会讲这个题目的优先；排好后还可以换人、对调。", lines, "排上", self._page
        )
        data = inputs.ArrangeRota(tuple(one.item for one in free))
        dialog.accepted.connect(lambda: self._act("arrange_rota", data))
        self._open(dialog)

    def assign(self, item: str, member: str, reason: str) -> None:
        """Whoever's turn it is."""
        self._act("assign_lecturer", inputs.AssignLecturer(item, member, reason))

    def swap(self, first: str, second: str) -> None:
        """对调."""
        self._act("swap_lecturers", inputs.SwapLecturers(first, second))

    def replace(self, item: str) -> None:
        """换人: those able, with their reasons."""

        def show(found: Replacing) -> None:
            self._open(
                plan_dialogs.replace_dialog(
                    self._context, item, found.choices, found.names, found.away, self._nothing, self._page
                )
            )

        self._context.query(lambda reader: replacing(reader, item), show, self._page, key="replace")

    # -- hours

    def make_up(self, member: str) -> None:
        """All that a member missed, to be made up at once."""
        shown = self._page.shown
        if shown is None:
            return
        one = next(found for found in shown.hours.members if found.id == member)
        lines = [
            Missed(
                chance.record,
                member,
                f"{chance.day.month}-{chance.day.day:02d}　{chance.title}" if chance.day else chance.title,
                f"{hours_text(chance.hours)} 学时",
            )
            for chance in shown.chances.make_ups.get(member, ())
        ]
        self._open(MakeUpDialog(self._context, f"{one.name}补课", lines, self._page))

    def show_member(self, member: str) -> None:
        """Every occasion behind a member's hours."""
        shown = self._page.shown
        if shown is not None:
            one = next(found for found in shown.hours.members if found.id == member)
            dialog = MemberDialog(one, shown.closing(one).words, shown.plan.year, self._page)
            dialog.record_wanted.connect(self._context.open_kind)
            self._open(dialog)

    def show_everybody(self) -> None:
        """How everybody stands."""
        shown = self._page.shown
        if shown is not None:
            dialog = EverybodyDialog(shown, self._page)
            dialog.member_wanted.connect(self.show_member)
            self._open(dialog)

    def show_basis(self) -> None:
        """What the requirement rests on."""
        shown = self._page.shown
        if shown is not None:
            lines = [
                shown.hours.basis,
                "年中转入转出、任职离任的，按在支部的月份折算。",
                "一段时间只计一次：会议里的学习和单独的学习重叠时，不重复计。",
                "缺席后补课的计学时，不计参加率；一天有上限。折算办法可在“设置·规则”里改。",
            ]
            self._open(SentencesDialog("学时怎样算", "", lines, "", self._page))
