"""会议 · 记录: the list, which folds to a rail while a record is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from dangjian_desktop.meetings.page.doing import Doing
from dangjian_desktop.meetings.page.dropping import files_in
from dangjian_desktop.meetings.page.listing import GatheringList
from dangjian_desktop.meetings.page.loading import gathering_with, load_choices
from dangjian_desktop.meetings.page.new import NewChoices, NewGathering
from dangjian_desktop.meetings.page.record import RecordPage
from dangjian_desktop.meetings.page.wishes import Wish
from dangjian_desktop.meetings.page.word_dialog import is_record
from dangjian_desktop.meetings.page.word_entry import WordEntry
from dangjian_desktop.meetings.reading import gathering_count, gathering_page, years_with_gatherings
from dangjian_desktop.meetings.reading.listing import GatheringFilter
from dangjian_desktop.meetings.reading.views import Cursor, GatheringPage, GatheringRow, GatheringView
from dangjian_desktop.meetings.rules.kinds import SegmentKind
from dangjian_desktop.meetings.service.inputs import UseKinds
from dangjian_desktop.store import Changes
from dangjian_desktop.ui.components.buttons import Button
from dangjian_desktop.ui.components.rail import Rail, RailItem
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page

RAIL = 60
"""How many gatherings the rail offers."""
KINDS = frozenset(
    ("gatherings", "segments", "agenda_items", "attendances", "observers", "speeches", "votes", "resolutions",
     "corrections", "attachments", "links", "core_tasks",
     "members", "people", "party_groups", "member_spells", "posts", "group_spells",
     "agenda_templates", "agenda_template_items")
)  # fmt: skip
"""What a gathering's page shows something of."""


class RecordsPage(Page):
    """The view ``meetings/records``."""

    def __init__(self, ctx: WindowContext) -> None:
        super().__init__()
        self.ctx = ctx
        self.list = GatheringList(lambda: ctx.today)
        self.list.page_wanted.connect(self._ask_page)
        self.list.opened.connect(self.open_record)
        self.list.new_pressed.connect(lambda: self.new({}))
        self.rail = Rail()
        self.rail.unfold.setProperty("kind", "fact")
        self.rail.unfold_pressed.connect(self.escape)
        self.rail.chosen.connect(self.open_record)
        self.record = RecordPage(ctx)
        self.record.gone.connect(self._show_list)
        self.record.loaded.connect(self._shown)
        self.doing = Doing(self.record)
        self.doing.repeat_wanted.connect(self._repeat)
        self.word: WordEntry = WordEntry(ctx, self)
        self.doing.word_wanted.connect(lambda view: self.word.open(self.open_record, view))
        self.setAcceptDrops(True)
        self._make_up_in = ""
        self.dialog: NewGathering | None = None
        self._actions: QWidget | None = None
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.record, 1)
        self._beside = beside
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(beside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._stack)

    # -- what the frame calls

    @property
    def view_actions(self) -> QWidget | None:
        if self._actions is None:
            self._actions = QWidget()
            row = QHBoxLayout(self._actions)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(new_button(lambda: self.new({})))
        return self._actions

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.kinds & KINDS:
            return
        if self.record.gathering:
            self.record.reload()
        # Behind an open record only the rail is seen; the list asks again when it comes back.
        if not self.record.gathering or changes is None or changes.kinds & {"gatherings", "segments"}:
            self.list.ask()
        if changes is None or "gatherings" in changes.kinds:
            self.ctx.query(years_with_gatherings, self.list.set_years, self, key="years")

    def open_record(self, id: str) -> None:
        """Open a gathering, or the one that a part (发言, 决议, 附件) belongs to, at that part."""
        self.ctx.query(
            lambda reader: gathering_with(reader, id),
            partial(self._open_found, id),
            self,
            key="open",
            refused=self.ctx.refused,
        )

    def new(self, preset: Mapping[str, object]) -> None:
        """＋新建会议, with what is known filled in.

        A ``record`` is opened instead, with ``make_up`` at 登记补课; ``unfinished`` shows what is not final.
        """
        if preset.get("record"):
            self._make_up_in = str(preset["record"]) if preset.get("make_up") else ""
            self.open_record(str(preset["record"]))
            return
        if preset.get("unfinished"):
            self._show_list()
            self.list.show_unfinished()
            return
        if self.dialog is not None:
            self.dialog.raise_()
            return
        self.ctx.with_store(load_choices, partial(self._show_new, dict(preset)), owner=self, key="new")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(is_record(path) for path in files_in(event.mimeData())):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A record in Word dropped on the list makes a gathering, on an open one it fills that in."""
        found = [path for path in files_in(event.mimeData()) if is_record(path)]
        if found:
            event.acceptProposedAction()
            view = self.record.view
            self.word.open(self.open_record, view if view and not view.final else None, found[0])

    def save(self) -> None:
        self.record.save()

    def print_paper(self) -> None:
        if self.record.gathering:
            self.record.print_all()

    def focus_filter(self) -> bool:
        if self.record.gathering:
            return False
        self.list.words.setFocus()
        self.list.words.selectAll()
        return True

    def escape(self) -> bool:
        if not self.record.gathering:
            return False
        if self.record.body.mode == "paper":
            self.record.body.show_form()
            return True
        self._show_list()
        return True

    def flush_drafts(self) -> None:
        self.record.save()

    # -- moving between list and record

    def _open_found(self, record: str, gathering: str) -> None:
        self._stack.setCurrentWidget(self._beside)
        self._show_rail(gathering)
        self.record.open(gathering, focus="" if record == gathering else record)

    def _shown(self, view: GatheringView) -> None:
        self._stack.setCurrentWidget(self._beside)
        self._show_rail(view.id)
        if self._make_up_in == view.id:
            self._make_up_in = ""
            self.doing.make_up()

    def _show_list(self) -> None:
        before = self.record.gathering
        self.record.close_record()
        self._stack.setCurrentWidget(self.list)
        self.list.ask()
        if before:
            self.list.show_place(before)

    def _show_rail(self, current: str) -> None:
        self.rail.set_items(rail_items(self.list.rows, self.ctx.today), current)

    # -- the list

    def _ask_page(self, wanted: GatheringFilter, after: Cursor | None) -> None:
        self.ctx.query(
            lambda reader: gathering_page(reader, wanted, after),
            partial(self._take_page, after is None),
            self,
            key=("page", after is None),
        )
        if after is None:
            self.ctx.query(lambda reader: gathering_count(reader, wanted), self.list.show_count, self, key="count")

    def _take_page(self, first: bool, page: GatheringPage) -> None:
        self.list.show_page(page, first=first)
        if self.record.gathering:
            self._show_rail(self.record.gathering)

    # -- a new one

    def _show_new(self, preset: Mapping[str, object], choices: NewChoices) -> None:
        self.record.body.segments.kinds = choices.kinds
        today = self.ctx.today
        dialog = NewGathering(choices, lambda: today, preset, self)
        dialog.wished.connect(partial(self._plan, dialog))
        dialog.kinds_chosen.connect(partial(self._choose_kinds, dialog))
        dialog.word_wanted.connect(lambda: self.word.open(self.open_record))
        dialog.finished.connect(self._new_closed)
        self.dialog = dialog
        dialog.open()

    def _plan(self, dialog: NewGathering, wish: Wish) -> None:
        def done(gathering: object) -> None:
            dialog.accept()
            self.open_record(str(gathering))

        self.ctx.act(self.ctx.action(wish.action), wish.input, done, dialog.refuse, owner=dialog)

    def _choose_kinds(self, dialog: NewGathering, kinds: list[str]) -> None:
        def done(_used: object) -> None:
            dialog.reject()
            self.new({})

        wish = UseKinds(tuple(SegmentKind(kind) for kind in kinds))
        self.ctx.act(self.ctx.action("use_kinds"), wish, done, dialog.refuse, owner=dialog)

    def _new_closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _repeat(self, view: GatheringView) -> None:
        kinds = tuple(segment.kind for segment in view.segments)
        self.new({"kinds": kinds, "place": view.place, "host": view.host})


def new_button(on: Callable[[], object]) -> Button:
    """＋ 新建会议 Ctrl+N."""
    return Button("新建会议  Ctrl+N", icon_name="plus", tip="新建会议", on=on)


def rail_items(rows: tuple[GatheringRow, ...], today: date) -> list[RailItem]:
    """Days of this year, year and month of others, ! where something isn't final."""
    made = []
    for one in rows[:RAIL]:
        words = "未定"
        if one.day is not None:
            words = f"{one.day.month}-{one.day:%d}" if one.day.year == today.year else f"{one.day:%y.%m}"
        made.append(RailItem(one.id, words, f"{one.day or ''} {one.title}".strip(), one.unfinished))
    return made
