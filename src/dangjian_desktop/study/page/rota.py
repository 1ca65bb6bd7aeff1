"""The view 轮讲: the year's lectures with why whom; beside it whose turn it is, proposed topics, and breaks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dangjian_desktop.base.periods import Period
from dangjian_desktop.store import Changes, Reader
from dangjian_desktop.study.page.rota_doing import RotaDoing
from dangjian_desktop.study.page.rota_tables import BreakTable, LectureTable, TopicTable, TurnTable
from dangjian_desktop.study.reading.board import KINDS
from dangjian_desktop.study.reading.items import year_of
from dangjian_desktop.study.reading.rota_view import LectureRow, RotaView, rota_view
from dangjian_desktop.study.records import PlanItem, TopicProposal
from dangjian_desktop.ui.components.buttons import Button, Kind, Switch, ToolButton
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.empty import EmptyState
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.tags import Tag, TagLabel
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page, buttons_row
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

TURNS, TOPICS, BREAKS = "turns", "topics", "breaks"
_WATCHED = KINDS | {"study_topics"}


class RotaPage(Page):
    """A year's rota."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.year = context.today.year
        self.shown: RotaView | None = None
        self._wanted = ""
        self.doing = RotaDoing(context, self)
        self.lectures = LectureTable()
        self.turns = TurnTable()
        self.topics = TopicTable()
        self.breaks = BreakTable()
        self._build()
        self._wire()
        self._buttons = self._make_buttons()

    def _build(self) -> None:
        px = theme().px
        left = Card(flush=True)
        left.body.setContentsMargins(0, 0, 0, 0)
        left.body.setSpacing(0)
        left.add(self._head())
        self.empty = EmptyState(
            "这一年还没有轮讲",
            "按“排下半年轮讲”，没有轮讲的月份也会列出来：选题建议先用上，没讲过的先讲。",
            Button("排轮讲", icon_name="shuffle", on=self.doing.arrange),
            icon_name="presentation",
        )
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(px(14), px(12), px(14), px(12))
        inside.addWidget(self.empty)
        inside.addStretch(1)
        self._rows = QStackedWidget()
        self._rows.addWidget(self.lectures)
        self._rows.addWidget(holder)
        left.add(self._rows, 1)
        right = Card(flush=True)
        right.body.setContentsMargins(0, 0, 0, 0)
        right.body.setSpacing(0)
        right.add(self._side_head())
        self._sides = QStackedWidget()
        for widget in (self.turns, self.topics, self.breaks):
            self._sides.addWidget(widget)
        right.add(self._sides, 1)
        self.side_note = Label("", Role.MUTED, wrap=True)
        self.side_note.setContentsMargins(px(14, 20), px(6), px(14, 20), px(8))
        right.add(self.side_note)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(px(16, 24), px(2, 4), px(16, 24), px(8, 16))
        outer.setSpacing(px(8, 16))
        outer.addWidget(left, 8)
        outer.addWidget(right, 5)

    def _head(self) -> QWidget:
        px = theme().px
        head = QWidget()
        head.setMinimumHeight(px(48, 60))
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
        self.fair = TagLabel(Tag(""))
        line.addWidget(self.fair)
        return head

    def _side_head(self) -> QWidget:
        px = theme().px
        head = QWidget()
        head.setMinimumHeight(px(48, 60))
        line = QHBoxLayout(head)
        line.setContentsMargins(px(10, 14), px(6), px(10, 16), px(6))
        self.side = Switch([(TURNS, "轮到谁"), (TOPICS, "选题"), (BREAKS, "不安排")])
        self.side.chosen.connect(lambda _key: self._show_side())
        line.addWidget(self.side)
        line.addStretch(1)
        self.side_button = Button("", Kind.ROW, icon_name="plus", on=self._side_pressed)
        line.addWidget(self.side_button)
        return head

    def _wire(self) -> None:
        doing = self.doing
        self.lectures.opened.connect(self._open_lecture)
        self.lectures.button_pressed.connect(doing.lecture_button)
        self.turns.opened.connect(lambda member: self._context.open("study/hours", None, {"member": member}))
        self.topics.button_pressed.connect(doing.topic_button)
        self.topics.opened.connect(doing.show_topic)
        self.breaks.button_pressed.connect(lambda id, _key: doing.end_break(id))

    def _make_buttons(self) -> QWidget:
        self.topic_button = Button("记选题", icon_name="plus", tip="Ctrl+N", on=self.doing.propose_topic)
        self.print_button = Button("印轮讲安排", icon_name="printer", on=self.print_paper)
        self.arrange_button = Button("排下半年轮讲", Kind.PRIMARY, icon_name="shuffle", on=self.doing.arrange)
        return buttons_row(self, self.topic_button, self.print_button, self.arrange_button)

    @property
    def view_actions(self) -> QWidget | None:
        return self._buttons

    # -- showing

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.kinds & _WATCHED:
            return
        year, today = self.year, self._context.today
        self._context.query(lambda reader: rota_view(reader, year, today), self._show, self, key="rota")

    def show_year(self, by: int) -> None:
        """Turn to the next or the former year."""
        self.year += by
        self.refresh(None)

    def _show(self, found: RotaView) -> None:
        self.shown = found
        self.title.setText(f"{found.year}年轮讲")
        held = len(found.rows) - len(found.ahead)
        free = len(found.ahead) - len(found.assigned)
        words = f"共{len(found.rows)}讲，已讲{held}" + (f"，还有{free}讲没排人" if free else "")
        self.counts.setText(words if found.rows else "")
        if found.fair:
            self.fair.set_tag(Tag("谁也不会连讲两次", Tone.OK, "check"))
        else:
            self.fair.set_tag(Tag("有人多讲了，后面先排别人", Tone.DUE, "info"))
        self.fair.setVisible(bool(found.rows))
        self.lectures.show_rota(found)
        self._rows.setCurrentIndex(0 if found.rows else 1)
        self.turns.show_turns(found.turns)
        self.topics.show_topics(found.topics)
        self.breaks.show_breaks(found.breaks)
        first_half = found.year > found.today.year or (found.year == found.today.year and found.today.month < 7)
        self.arrange_button.setText(f"排{'上' if first_half else '下'}半年轮讲")
        self.arrange_button.setEnabled(found.year >= found.today.year)
        self.print_button.setEnabled(bool(found.rows))
        self._show_side()
        if self._wanted:
            self.lectures.choose(self._wanted) or self.topics.choose(self._wanted)
            self._wanted = ""

    def _show_side(self) -> None:
        shown, key = self.shown, self.side.current
        self._sides.setCurrentIndex((TURNS, TOPICS, BREAKS).index(key))
        self.side_button.setText({TURNS: "谁暂时不能讲", TOPICS: "记选题", BREAKS: "谁暂时不能讲"}[key])
        if shown is None:
            return
        empty = {
            TURNS: "登记党员后，这里按轮到谁排好。"
            if not shown.turns
            else "没讲过的先讲，再按多久没讲；题目会讲的优先。点一行看展示档。",
            TOPICS: "" if shown.topics else "还没有人提选题。党员提的选题记在这里，排轮讲时先用上，提出人优先来讲。",
            BREAKS: ""
            if shown.breaks
            else "没有人暂时不能讲。借调、产假、长期出差的记在这里；名册里的流动、挂职会自动避开。",
        }
        self.side_note.setText(empty[key])
        self.side_note.setVisible(bool(empty[key]))

    def _side_pressed(self) -> None:
        if self.side.current == TOPICS:
            self.doing.propose_topic()
        else:
            self.doing.add_break()

    def row(self, item: str) -> LectureRow | None:
        """A lecture that is shown."""
        return next((one for one in self.shown.rows if one.item == item), None) if self.shown else None

    def _open_lecture(self, item: str) -> None:
        one = self.row(item)
        if one is not None and one.record:
            self._context.open_kind("study_sessions", one.record)
        else:
            self._context.open_kind("study_plan_items", item)

    # -- the frame's wishes

    def open_record(self, id: str) -> None:
        """Show a lecture or a proposed topic."""

        def find(reader: Reader) -> tuple[int, bool] | None:
            item = reader.get(PlanItem, id)
            if item is not None and not item.deleted:
                return year_of(reader, item), False
            topic = reader.get(TopicProposal, id)
            return (self.year, True) if topic is not None and not topic.deleted else None

        def turn(found: tuple[int, bool] | None) -> None:
            if found is None:
                self._context.toast("这条记录已不在了", icon_name="info")
                return
            self.year, self._wanted = found[0], id
            if found[1]:
                self.side.choose(TOPICS)
            self.refresh(None)

        self._context.query(find, turn, self, key="turn")

    def new(self, preset: Mapping[str, object]) -> None:
        if "record" in preset:
            self.open_record(str(preset["record"]))
        elif "topics" in preset:
            self.side.choose(TOPICS)
        else:
            self.doing.propose_topic()

    def print_paper(self) -> None:
        if self.shown is not None and self.shown.rows:
            self._context.paper(self.doing.paper("study_rota"), None, Period.year(self.year))
