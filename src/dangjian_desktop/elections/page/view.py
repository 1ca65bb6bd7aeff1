"""The view 换届: elections in a list, which folds to a rail beside the one that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from dangjian_desktop.elections import reading
from dangjian_desktop.elections.inputs import EditElection, ElectionId, SetDuty
from dangjian_desktop.elections.page import dialogs
from dangjian_desktop.elections.page.counting import CountDialog
from dangjian_desktop.elections.page.sheet import ElectionBody
from dangjian_desktop.elections.reading import ElectionRow, ElectionView, RoundView
from dangjian_desktop.elections.rules import DUTIES, Body, ElectionKind, Step
from dangjian_desktop.feature import Hit
from dangjian_desktop.links.page import LinkPicker
from dangjian_desktop.roster.page.dialogs import VerbDialog
from dangjian_desktop.roster.reading import current_committee, member_facts
from dangjian_desktop.roster.rules import committee_on
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

_COLUMNS = (Column("选举", 220, stretch=1), Column("日期", 110), Column("进度", 190), Column("下一步", 220, stretch=1))


class ElectionsView(RecordPage):
    """A list of elections and the page of one."""

    def __init__(self, context: WindowContext) -> None:
        self._context = context
        self.list = Table(_COLUMNS, row_height=(36, 44))
        self.list.setAccessibleName("选举")
        self.empty = EmptyState(
            "还没有登记选举",
            "换届和补选在这里一步一步办：请示、批复、候选人、大会选举、报批，每一步的公文都印得出来。",
            Button("筹备换届", icon_name="vote", on=lambda: self.new({"kind": "term"})),
            icon_name="vote",
        )
        self._listing = ListOrEmpty(self.list, self.empty)
        self.body = ElectionBody()
        super().__init__(self._listing, RecordView(self.body))
        self.rows: tuple[ElectionRow, ...] = ()
        self.view: ElectionView | None = None
        self.dialog: VerbDialog | CountDialog | None = None
        """The form opened last, for tests and help."""
        self.picker: LinkPicker | None = None
        self.menu: QMenu | None = None
        self.list.opened.connect(self.open_record)
        self._wire()
        self._buttons = self._make_buttons()

    def _wire(self) -> None:
        body, head = self.body, self.record.head
        body.approval_opened.connect(self._open_approval)
        body.approval_printed.connect(self._print_approval)
        body.facts_pressed.connect(lambda: self._with_view(lambda view: dialogs.edit_facts(self._context, view, self)))
        body.meeting_pressed.connect(self._pick_meeting)
        body.meeting_opened.connect(self._open_meeting)
        body.meeting_started.connect(self._start_meeting)
        body.tellers_pressed.connect(
            lambda: self._with_people(lambda view, people: dialogs.tellers(self._context, view, people, self))
        )
        body.round_added.connect(lambda: self._with_view(lambda view: dialogs.add_round(self._context, view, self)))
        body.nominate_pressed.connect(self._nominate)
        body.count_pressed.connect(self._count)
        body.revote_pressed.connect(lambda id: self._act("revote", ElectionId(id)))
        body.round_deleted.connect(lambda id: self._act("delete_round", ElectionId(id)))
        body.duty_pressed.connect(self._choose_duty)
        head.save.hide()
        head.set_saved("")
        head.saved.hide()
        head.next_pressed.connect(self._take_next)
        self.print_button = Button("打印…", icon_name="printer", on=self._print_menu)
        self.delete_button = Button("删除", Kind.QUIET, icon_name="trash-2", on=self._delete)
        head.second.insertWidget(2, self.delete_button)
        head.second.insertWidget(3, self.print_button)

    def _make_buttons(self) -> QWidget:
        self.by_button = Button("补选", icon_name="user-plus", on=lambda: self.new({"kind": "by"}))
        self.new_button = Button("筹备换届", icon_name="plus", tip="Ctrl+N", on=lambda: self.new({"kind": "term"}))
        return buttons_row(self, self.by_button, self.new_button)

    @property
    def view_actions(self) -> QWidget | None:
        return self._buttons

    # -- showing

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.kinds & reading.KINDS:
            return
        self._context.query(reading.election_rows, self._show_list, self, key="list")
        if self.current:
            self._load(self.current)

    def _show_list(self, rows: list[ElectionRow]) -> None:
        self.rows = tuple(rows)
        self.list.set_rows([_list_row(one) for one in rows])
        self._listing.show_list(bool(rows))

    def open_record(self, id: str) -> None:
        self._load(id)

    def _load(self, id: str) -> None:
        self._context.query(lambda reader: reading.election_view(reader, id), self._show_view, self, key="view")

    def _show_view(self, view: ElectionView | None) -> None:
        if view is None:
            self.view, self.current = None, ""
            self._stack.setCurrentIndex(0)
            return
        self.view = view
        day = view.day("planned_on")
        place = view.text("place")
        head = self.record.head
        head.set_title(view.title, [f"{day:%Y-%m-%d}" if day else "日期没有定", place])
        step = view.next_step
        head.set_next(step.todo if step else "", "arrow-right")
        self.delete_button.setVisible(view.values["installed_on"] is None)
        self.body.show_election(view, self._context.today)
        items = [
            RailItem(one.id, f"{one.day:%y.%m}" if one.day else "未定", one.title, not one.closed) for one in self.rows
        ]
        self.show_record(view.id, items)

    # -- doing

    def new(self, preset: Mapping[str, object]) -> None:
        kind = str(preset.get("kind", ElectionKind.TERM))

        def open_form(seats: int) -> None:
            self._open(dialogs.new_election(self._context, kind, seats, self._open_started, self))

        self._context.query(_seats_now, open_form, self, key="seats")

    def _open_started(self, id: object) -> None:
        self.open_record(str(id))

    def _open(self, dialog: VerbDialog | CountDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _act(self, verb: str, wish: object) -> None:
        self._context.act(self._context.action(verb), wish, owner=self)

    def _with_view(self, make: Callable[[ElectionView], VerbDialog]) -> None:
        if self.view is not None:
            self._open(make(self.view))

    def _with_people(self, make: Callable[[ElectionView, dialogs.People], VerbDialog | CountDialog]) -> None:
        view = self.view
        if view is not None:
            self._context.query(reading.people, lambda people: self._open(make(view, people)), self, key="people")

    def _open_approval(self, key: str) -> None:
        one = next(one for one in dialogs.APPROVALS if one.key == key)
        self._with_view(lambda view: dialogs.approval_dialog(self._context, view, one, self))

    def _round(self, id: str) -> RoundView:
        assert self.view is not None
        return next(one for one in self.view.rounds if one.id == id)

    def _nominate(self, id: str) -> None:
        self._with_people(lambda _view, people: dialogs.nominate(self._context, self._round(id), people, self))

    def _count(self, id: str) -> None:
        if self.view is not None and self.view.blocked:
            self._context.toast(self.view.blocked, icon_name="info")
            return
        self._with_people(lambda _view, people: CountDialog(self._context, self._round(id), people, self))

    def _choose_duty(self, candidate: str) -> None:
        menu = QMenu(self)
        for key, word in DUTIES.items():
            menu.addAction(word).triggered.connect(
                partial(self._act, "set_duty", SetDuty(candidate, key))  # type: ignore[arg-type]
            )
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        menu.popup(QCursor.pos())

    def _take_next(self) -> None:
        """The primary button: whatever the first open step wants."""
        view = self.view
        step = view.next_step if view else None
        if view is None or step is None:
            return
        match step.step:
            case Step.REQUEST:
                self._open_approval("hold")
            case Step.CANDIDATES:
                lacking = [one for one in view.rounds if one.body is Body.GENERAL and len(one.candidates) < one.seats]
                if lacking:
                    self._nominate(lacking[0].id)
                else:
                    self._open_approval("candidates")
            case Step.MEETING | Step.PLENARY:
                self._vote_next(view, Body.GENERAL if step.step is Step.MEETING else Body.COMMITTEE)
            case Step.REPORT:
                self._open_approval("result")
            case Step.INSTALL:
                self._act("install_committee", ElectionId(view.id))

    def _vote_next(self, view: ElectionView, body: Body) -> None:
        rounds = [one for one in view.rounds if one.body is body]
        waiting = [one for one in rounds if not one.counted]
        if waiting and not waiting[0].candidates:
            self._nominate(waiting[0].id)
        elif waiting:
            self._count(waiting[0].id)
        else:
            tied = next(one for one in rounds if one.outcome is not None and one.outcome.tied and not one.revoted)
            self._act("revote", ElectionId(tied.id))

    def _delete(self) -> None:
        view = self.view
        if view is not None:
            ask(
                self,
                "删除选举",
                f"删除“{view.title}”？",
                consequence="请示批复、候选人和票数一起进回收站，可以撤销。",
                accept="删除",
                on_yes=lambda: self._act("delete_election", ElectionId(view.id)),
            )

    # -- the meeting

    def _pick_meeting(self) -> None:
        self.picker = LinkPicker(self._context, "关联选举大会", ("gatherings",), self._take_meeting, self)
        self.picker.open()

    def _take_meeting(self, hit: Hit) -> None:
        changes: dict[str, object] = {"gathering": hit.id}
        if hit.day is not None:
            changes["planned_on"] = hit.day
        self._act("edit_election", EditElection(self.current, changes))  # type: ignore[arg-type]

    def _open_meeting(self) -> None:
        if self.view is not None and self.view.gathering:
            self._context.open_kind("gatherings", self.view.gathering)

    def _start_meeting(self) -> None:
        """Plan the general meeting with what is known here."""
        view = self.view
        if view is not None:
            day = view.day("planned_on") or self._context.today
            preset = {"kind": "general_meeting", "day": day, "place": view.text("place")}
            self._context.open("meetings/records", None, preset)

    # -- printing

    def print_paper(self) -> None:
        if self.current:
            self._print_menu()

    def _print_menu(self) -> None:
        menu = QMenu(self)
        feature = next(one for one in self._context.features if one.name == "elections")
        for paper in feature.papers:
            menu.addAction(paper.title).triggered.connect(partial(self._print, paper.name))
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        menu.popup(self.print_button.mapToGlobal(self.print_button.rect().bottomLeft()))

    def _print_approval(self, key: str) -> None:
        self._print(next(one.paper for one in dialogs.APPROVALS if one.key == key))

    def _print(self, name: str) -> None:
        papers = (paper for feature in self._context.features for paper in feature.papers)
        self._context.paper(next(paper for paper in papers if paper.name == name), self.current)


def _seats_now(reader: Reader) -> int:
    """As many seats as the present committee has."""
    today = reader.now.date()
    now = len(committee_on(member_facts(reader).values(), today)) if current_committee(reader, today) else 0
    return max(now, 3)


def _list_row(one: ElectionRow) -> Row:
    state = Cell.of(Tag("已办完", Tone.OK, "check")) if one.closed else Cell.words(one.todo)
    return row(
        one.id,
        Cell.words(one.title, bold=True),
        f"{one.day:%Y-%m-%d}" if one.day else "没有定",
        Cell.of(Bar(one.done, one.total), Words(f"{one.done}/{one.total}")),
        state,
    )
