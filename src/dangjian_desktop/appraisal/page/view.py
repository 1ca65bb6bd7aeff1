"""The view 组织生活会与评议: a year's steps, the chosen one beside them, one button for what is next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedLayout, QStackedWidget, QVBoxLayout, QWidget

from dangjian_desktop.appraisal.page.appraisal_pane import AppraisalPane
from dangjian_desktop.appraisal.page.meeting_pane import MeetingPane
from dangjian_desktop.appraisal.page.opinions_pane import OpinionsPane
from dangjian_desktop.appraisal.page.pane import Pane
from dangjian_desktop.appraisal.page.plan_pane import PlanPane
from dangjian_desktop.appraisal.page.preparing import StudyPane, TalksPane
from dangjian_desktop.appraisal.page.rectify_pane import RectifyPane
from dangjian_desktop.appraisal.page.report_pane import ReportPane
from dangjian_desktop.appraisal.page.reviews_pane import ReviewsPane
from dangjian_desktop.appraisal.page.step_list import StepList
from dangjian_desktop.appraisal.reading import YearView, year_view
from dangjian_desktop.appraisal.reading.forms import owner_year
from dangjian_desktop.appraisal.reading.year import KINDS
from dangjian_desktop.appraisal.rules.steps import DOING_WORDS, StepKey
from dangjian_desktop.feature import DueState
from dangjian_desktop.roster.page.dialogs import Ask, Spec, VerbDialog, given
from dangjian_desktop.store import Changes
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.empty import EmptyState
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.tags import Tag, TagLabel
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.papers import PaperItem
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_STEP_OF = {
    "rectifications": StepKey.RECTIFY,
    "org_life_opinions": StepKey.OPINIONS,
    "member_appraisals": StepKey.APPRAISAL,
    "self_reviews": StepKey.REVIEWS,
    "criticisms": StepKey.MEETING,
    "own_criticisms": StepKey.MEETING,
    "theme_studies": StepKey.STUDY,
}
_PANES: Mapping[StepKey, Callable[[WindowContext], Pane]] = {
    StepKey.PLAN: PlanPane,
    StepKey.STUDY: StudyPane,
    StepKey.OPINIONS: OpinionsPane,
    StepKey.TALKS: TalksPane,
    StepKey.REVIEWS: ReviewsPane,
    StepKey.MEETING: MeetingPane,
    StepKey.APPRAISAL: AppraisalPane,
    StepKey.RECTIFY: RectifyPane,
    StepKey.REPORT: ReportPane,
}
PAPERS = (
    ("组织生活会方案", "org_life_plan"),
    ("征求意见汇总表", "opinions_summary"),
    ("批评意见记录", "criticism_record"),
    ("批评意见记录，含自留的", "criticism_record_own"),
    ("整改清单", "rectification_list"),
    ("情况报告", "org_life_report"),
    ("", ""),
    ("民主测评票（空白）", "appraisal_ballot"),
    ("民主测评计票表", "appraisal_tally"),
    ("民主评议党员汇总表", "appraisal_summary"),
    ("民主评议党员登记表（全部）", "appraisal_forms"),
)


class AppraisalPage(Page):
    """A year of 组织生活会 and 民主评议."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._year = context.today.year
        self.shown: YearView | None = None
        self.dialog: VerbDialog | None = None
        """The page's own form opened last, for tests and help."""
        self._then: Callable[[], object] | None = None
        self._wanted_step = ""
        self.steps = StepList()
        self.steps.chosen.connect(self._show_step)
        self.panes: dict[str, Pane] = {}
        self._panes = QStackedWidget()
        self.title = Label("", Role.DATE)
        self.due = TagLabel(Tag("", Tone.PLAIN))
        self._build()
        self._buttons = self._make_buttons()

    # -- building

    def _build(self) -> None:
        px = theme().px
        side = QFrame()
        side.setProperty("card", "true")
        side.setFixedWidth(px(196, 264))
        self._side = side
        column = QVBoxLayout(side)
        column.setContentsMargins(1, px(6, 12), 1, px(4))
        column.setSpacing(px(4))
        head = QHBoxLayout()
        head.setContentsMargins(px(12), 0, px(6), 0)
        head.setSpacing(0)
        head.addWidget(self.title)
        head.addStretch(1)
        for words, by, name in (("上一年度", -1, "chevron-left"), ("下一年度", 1, "chevron-right")):
            button = Button("", Kind.QUIET, icon_name=name, tip=words, on=partial(self._turn, by))
            button.setProperty("kind", "fact")
            button.setAccessibleName(words)
            head.addWidget(button)
        column.addLayout(head)
        line = QHBoxLayout()
        line.setContentsMargins(px(12), 0, px(6), 0)
        line.addWidget(self.due)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self.steps, 1)
        self.begin_button = Button("", Kind.SECONDARY, icon_name="plus", on=self._begin)
        self._not_begun = EmptyState("", "", self.begin_button, icon_name="clipboard-check")
        nothing = QWidget()
        inside = QVBoxLayout(nothing)
        inside.setContentsMargins(px(8, 16), px(2, 4), px(16, 24), px(10, 16))
        inside.addWidget(self._not_begun)
        inside.addStretch(1)
        self._right = QStackedWidget()
        self._right.addWidget(self._panes)
        self._right.addWidget(nothing)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(px(16, 24), px(2, 4), 0, px(10, 16))
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self._right, 1)
        self.empty = EmptyState(
            "名册里还没有党员，暂时开不了组织生活会",
            "先在“党员”里登记党员，这里就列出谁参加评议、谁定等次。",
            Button("去登记党员", on=lambda: self._context.open("roster/register")),
            icon_name="users",
        )
        holder = QWidget()
        alone = QVBoxLayout(holder)
        alone.setContentsMargins(px(16, 24), px(2, 4), px(16, 24), px(10, 16))
        alone.addWidget(self.empty)
        alone.addStretch(1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(whole)
        self._stack.addWidget(holder)

    def _make_buttons(self) -> QWidget:
        holder = QWidget(self)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(8))
        self.print_button = Button("打印", icon_name="printer")
        menu = QMenu(self)
        menu.addAction("打印本年度材料…").triggered.connect(lambda _checked=False: self.print_all())
        menu.addSeparator()
        for words, name in PAPERS:
            if not name:
                menu.addSeparator()
            else:
                menu.addAction(words).triggered.connect(lambda _checked=False, name=name: self._print(name))
        self.print_button.setMenu(menu)
        self.next_button = Button("", Kind.PRIMARY, icon_name="arrow-right", on=self._go_on)
        line.addWidget(self.print_button)
        line.addWidget(self.next_button)
        holder.hide()
        return holder

    @property
    def view_actions(self) -> QWidget | None:
        return self._buttons

    # -- showing

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.kinds & KINDS:
            return
        year, today = self._year, self._context.today
        self._context.query(lambda reader: year_view(reader, year, today), self._show, self, key="year")

    def _turn(self, by: int) -> None:
        self._keep()
        self._year += by
        self._wanted_step = self.steps.current
        self.refresh(None)

    def _show(self, view: YearView) -> None:
        other = self.shown is None or self.shown.year != view.year
        self.shown = view
        self._stack.setCurrentIndex(0 if view.people or view.known else 1)
        self.title.setText(f"{view.year}年度")
        self.due.set_tag(_due_tag(view))
        self.due.setToolTip(f"{view.due.reason}　依据：{view.basis}")
        self.steps.set_steps(view.steps, view.next.key if view.next and view.known else None)
        self._right.setCurrentIndex(0 if view.known else 1)
        self._not_begun.sentence.setText(f"{view.year}年度的组织生活会和民主评议还没有开始")
        self._not_begun.reason.setText(
            f"依据{view.basis}，每年一次，一般在第四季度；按上级通知也可以放到次年年初，仍算{view.year}年度。"
        )
        self.begin_button.setText(f"开始{view.year}年度")
        self._dress_next(view)
        self.print_button.setEnabled(view.known)
        if other or not self.steps.current:
            wanted = self._wanted_step or (view.next.key.value if view.next else StepKey.PLAN.value)
            self._wanted_step = ""
            self.steps.choose(wanted)
        self._show_step(self.steps.current)
        then, self._then = self._then, None
        if then is not None:
            then()

    def _dress_next(self, view: YearView) -> None:
        if not view.known:
            self.next_button.setText(f"开始{view.year}年度")
        elif view.next is None or view.next.doing is None:
            self.next_button.setText("都办完了")
        else:
            self.next_button.setText(f"下一步：{DOING_WORDS[view.next.doing]}")
        self.next_button.setEnabled(not view.known or view.next is not None)

    def _show_step(self, key: str) -> None:
        if self.shown is None or not key or not self.shown.known:
            return
        pane = self.panes.get(key)
        before = self._panes.currentWidget()
        if pane is None:
            pane = _PANES[StepKey(key)](self._context)
            self.panes[key] = pane
            self._panes.addWidget(pane)
        if isinstance(before, Pane) and before is not pane:
            before.keep()
        self._panes.setCurrentWidget(pane)
        pane.show_year(self.shown)

    @property
    def pane(self) -> Pane | None:
        """The step that is shown."""
        found = self._panes.currentWidget()
        return found if isinstance(found, Pane) else None

    # -- doing

    def _go_on(self) -> None:
        view = self.shown
        if view is None:
            return
        if not view.known:
            self._begin()
        elif view.next is not None and view.next.doing is not None:
            self.steps.choose(view.next.key.value)
            self._show_step(view.next.key.value)
            assert self.pane is not None
            self.pane.act_next(view.next.doing.value)

    def _begin(self) -> None:
        year = self._year
        specs = (
            Spec("theme", "主题", wide=True, help="可以先空着"),
            Spec("notice", "上级通知", help="发文机关和通知名称"),
            Spec("deadline", "通知要求的完成日期", Ask.DAY, help="没有通知就空着"),
        )

        def build(values: dict[str, Any]) -> Mapping[str, object]:
            return {"attributed_year": year, **given(values)}

        title = f"开始{year}年度组织生活会和民主评议"
        self.dialog = VerbDialog(
            self._context, "begin_org_life", title, specs, build, accept="开始", done=self._begun, parent=self
        )
        self.dialog.open()

    def _begun(self, _id: object) -> None:
        self._wanted_step = StepKey.PLAN.value

    def new(self, preset: Mapping[str, object]) -> None:
        """Begin or show a year; with ``rectify`` list what it says."""
        year = preset.get("year")
        if isinstance(year, int) and year != self._year:
            self._keep()
            self._year = year
        rectify = preset.get("rectify")
        if isinstance(rectify, Mapping):
            self._wanted_step = StepKey.RECTIFY.value
            self._after_showing(lambda: self._rectify(rectify))
        elif preset.get("step"):
            key = str(preset["step"])
            self._after_showing(lambda: self.steps.choose(key))
        else:
            self._after_showing(self._go_on)

    def _after_showing(self, then: Callable[[], object]) -> None:
        self._then = then
        self.refresh(None)

    def _rectify(self, preset: Mapping[str, object]) -> None:
        self.steps.choose(StepKey.RECTIFY.value)
        pane = self.panes.get(StepKey.RECTIFY.value)
        if isinstance(pane, RectifyPane):
            pane.add(preset)

    def open_record(self, id: str) -> None:
        """Open a year, or the entry at its step."""
        self._context.query(lambda reader: owner_year(reader, id), partial(self._open_found, id), self, key="open")

    def _open_found(self, id: str, found: tuple[int, str] | None) -> None:
        if found is None:
            self._context.toast("找不到这一条，可能已被删除", icon_name="info")
            return
        year, kind = found
        self._keep()
        self._year = year
        step = _STEP_OF.get(kind)
        self._after_showing(lambda: self._open_entry(step, id))

    def _open_entry(self, step: StepKey | None, id: str) -> None:
        if step is None or self.shown is None:
            return
        self.steps.choose(step.value)
        if self.pane is not None:
            self.pane.open_entry(id)

    # -- what the frame calls

    def save(self) -> None:
        if self.pane is not None:
            self.pane.save()

    def _keep(self) -> None:
        if self.pane is not None and self.shown is not None and self.shown.known:
            self.pane.keep()

    def flush_drafts(self) -> None:
        self._keep()

    def escape(self) -> bool:
        return self.pane.escape() if self.pane is not None else False

    def print_paper(self) -> None:
        if self.shown is not None and self.shown.known:
            self._print(_PAPER_OF.get(self.steps.current, "appraisal_summary"))

    def print_all(self) -> None:
        """打印本年度材料: what has something in it is ticked, the rest is there to be ticked."""
        self._keep()
        view = self.shown
        if view is None or not view.known:
            return
        ticked = {
            "org_life_plan": bool(view.theme),
            "opinions_summary": bool(view.opinions),
            "rectification_list": bool(view.rectifications),
            "org_life_report": bool(view.text("report_text")),
            "appraisal_summary": any(row.verdict for row in view.people),
        }
        made = {one.name: one for feature in self._context.features for one in feature.papers}
        names = [name for _words, name in PAPERS if name and name != "criticism_record_own"]
        items = [PaperItem(made[name], view.id, None, ticked=ticked.get(name, False)) for name in names]
        self._context.papers(items, "打印本年度材料")

    def _print(self, name: str) -> None:
        self._keep()
        made = next(one for feature in self._context.features for one in feature.papers if one.name == name)
        if self.shown is not None:
            self._context.paper(made, self.shown.id)


_PAPER_OF = {
    StepKey.PLAN.value: "org_life_plan",
    StepKey.STUDY.value: "org_life_plan",
    StepKey.OPINIONS.value: "opinions_summary",
    StepKey.MEETING.value: "criticism_record",
    StepKey.RECTIFY.value: "rectification_list",
    StepKey.REPORT.value: "org_life_report",
}
"""What Ctrl+P prints at each step."""


def _due_tag(view: YearView) -> Tag:
    left = (view.due.due - view.today).days
    day = f"{view.due.due.month}-{view.due.due.day:02d}"
    match view.due.state:
        case DueState.DONE:
            return Tag("评议已完成", Tone.OK, "check")
        case DueState.OVERDUE if not view.known and view.year < view.today.year - 1:
            return Tag("没有记录", Tone.PLAIN)
        case DueState.OVERDUE:
            return Tag(f"逾期 {-left} 天", Tone.OVER, "circle-alert")
        case DueState.SOON:
            return Tag(f"{day} 前，还有 {left} 天", Tone.DUE, "clock")
    return Tag(f"{day} 前", Tone.PLAIN, "clock")
