"""The view 场次: the year's sessions in a list, which folds to a rail beside the one that is open."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.store import Changes, Reader
from dangjian_desktop.study.page.session_doing import SessionDoing
from dangjian_desktop.study.page.session_form import SessionForm
from dangjian_desktop.study.reading.board import KINDS
from dangjian_desktop.study.reading.choices import Choices, choices
from dangjian_desktop.study.reading.listing import SessionList, SessionRow, session_list
from dangjian_desktop.study.reading.session import SessionView, session_view
from dangjian_desktop.study.rules.conversion import hours_text
from dangjian_desktop.ui.components.buttons import Button, Kind, ToolButton
from dangjian_desktop.ui.components.cells import Cell, Words
from dangjian_desktop.ui.components.empty import EmptyState
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.more import MoreButton
from dangjian_desktop.ui.components.rail import RailItem
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.drafts import DraftKeeper, Edited
from dangjian_desktop.ui.page import buttons_row
from dangjian_desktop.ui.record import RecordPage, RecordView
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_COLUMNS = (
    Column("日期", 72),
    Column("学习内容", 240, stretch=2),
    Column("形式", 96),
    Column("主讲", 130, stretch=1),
    Column("学时", 56, right=True),
    Column("到会", 96),
    Column("状态", 170),
)


class SessionsPage(RecordPage):
    """A year of sessions, and one session's record."""

    def __init__(self, context: WindowContext) -> None:
        self._context = context
        self.year = context.today.year
        self.view: SessionView | None = None
        self.choices: Choices | None = None
        self.correction = ""
        """Why the final session that is open is being changed; "" locks it."""
        self._rows: tuple[SessionRow, ...] = ()
        self.form = SessionForm(lambda: context.today)
        super().__init__(self._make_listing(), RecordView(self.form))
        self.doing = SessionDoing(context, self)
        fields = tuple(self.form.fields.values())
        self.keeper = DraftKeeper(context, "study_sessions", fields, self._commit, self)
        self._buttons = self._make_buttons()
        self._make_head()
        self._wire()

    # -- building

    def _make_listing(self) -> QWidget:
        px = theme().px
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6, 10))
        line = QHBoxLayout()
        line.setSpacing(px(6, 10))
        self._title: QLabel = Label("", Role.BOLD)
        self._left = Label("", Role.DUE)
        line.addWidget(ToolButton("chevron-left", tip="上一年", mini=True, on=partial(self._turn, -1)))
        line.addWidget(self._title)
        line.addWidget(ToolButton("chevron-right", tip="下一年", mini=True, on=partial(self._turn, 1)))
        line.addWidget(self._left)
        line.addStretch(1)
        column.addLayout(line)
        self.table = Table(_COLUMNS, row_height=(31, 42), single_click=True)
        self.table.setAccessibleName("学习场次")
        self.empty = EmptyState(
            "这一年还没有办过学习",
            "在“计划”里点一项的“签到”，这一场就建好了；没列进计划的，在这里登记。",
            Button("登记一场学习", icon_name="plus", on=lambda: self.new({})),
            Button("去看计划", Kind.QUIET, on=lambda: self._context.open("study/plan")),
            icon_name="book-open",
        )
        inside = QWidget()
        room = QVBoxLayout(inside)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self.empty)
        room.addStretch(1)
        self._pile = QStackedWidget()
        self._pile.addWidget(self.table)
        self._pile.addWidget(inside)
        column.addWidget(self._pile, 1)
        holder.setFocusProxy(self.table)
        return holder

    def _make_buttons(self) -> QWidget:
        self.month_button = Button("印本月安排", icon_name="printer", on=lambda: self.doing.print_month())
        self.new_button = Button("登记一场", Kind.PRIMARY, icon_name="plus", tip="Ctrl+N", on=lambda: self.new({}))
        return buttons_row(self, self.month_button, self.new_button)

    def _make_head(self) -> None:
        head = self.record.head
        self.correct_button = Button("更正", icon_name="pencil", on=lambda: self.doing.correct())
        self.print_button = Button("打印记录", icon_name="printer", on=self.print_paper)
        self.more = MoreButton("这一场的更多操作", lambda: self.doing.more_choices())
        for place, widget in enumerate((self.more, self.correct_button, self.print_button)):
            head.second.insertWidget(2 + place, widget)
        head.save_pressed.connect(self.save)
        head.next_pressed.connect(lambda: self.doing.next_step())

    def _wire(self) -> None:
        form, doing = self.form, self.doing
        self.table.opened.connect(self.open_record)
        form.signed.connect(doing.sign)
        form.make_up.connect(doing.make_up)
        form.hours_wanted.connect(doing.adjust_hours)
        form.speech_added.connect(doing.add_speech)
        form.speech_wanted.connect(doing.edit_speech)
        form.chat_wanted.connect(doing.paste_chat)
        form.proposal_added.connect(doing.add_proposal)
        form.proposal_wanted.connect(doing.edit_proposal)
        form.outcome_wanted.connect(doing.outcome)
        form.part_deleted.connect(doing.delete_part)
        form.file_added.connect(doing.choose_files)
        form.files_dropped.connect(doing.add_files)
        form.file_wanted.connect(doing.open_file)
        self.keeper.restored.connect(lambda count: self._context.toast(f"接着上次：{count} 处还没存的内容已放回"))

    @property
    def view_actions(self) -> QWidget | None:
        return self._buttons

    # -- showing

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.kinds & KINDS:
            return
        year = self.year
        self._context.query(lambda reader: session_list(reader, year), self._show_list, self, key="list")
        if self.current:
            self._load(self.current)

    def _turn(self, by: int) -> None:
        self.year += by
        self.refresh(None)

    def _show_list(self, found: SessionList) -> None:
        self._rows = found.rows
        self._title.setText(f"{found.year}年　{len(found.rows)} 场")
        self._left.setText(f"还有 {found.to_make_up} 人次没补课" if found.to_make_up else "")
        self.table.set_rows([_row(one) for one in found.rows])
        self._pile.setCurrentIndex(0 if found.rows else 1)

    def open_record(self, id: str) -> None:
        if id != self.current:
            if self.current:
                self.keeper.commit()
            self.correction = ""
        self._load(id)

    def _load(self, id: str) -> None:
        def read(reader: Reader) -> tuple[str, SessionView | None, Choices]:
            return id, session_view(reader, _session_of(reader, id)), choices(reader)

        self._context.query(read, self._show, self, key="session")

    def _show(self, found: tuple[str, SessionView | None, Choices]) -> None:
        _id, view, known = found
        if view is None:
            if self.current:
                self.current, self.view = "", None
                self.new_button.show()
                self._stack.setCurrentIndex(0)
            return
        other = self.view is None or self.view.id != view.id
        self.view, self.choices = view, known
        if view.day is not None and view.day.year != self.year:
            self.year = view.day.year
            self.refresh(None)
        items = [
            RailItem(one.id, short_day(one.day, self._context.today), one.content, not one.final) for one in self._rows
        ]
        self.show_record(view.id, items)
        locked = view.final and not self.correction
        if other:
            self.record.form_area.verticalScrollBar().setValue(0)
        self.form.set_choices(known)
        self.form.show_view(view, locked=locked)
        self.keeper.load(view.id, view.values, view.seen)
        self._show_head(view, locked=locked)

    def _show_head(self, view: SessionView, *, locked: bool) -> None:
        head = self.record.head
        # While a record is open its next step is the one primary button.
        self.new_button.hide()
        marks = (
            view.form.name,
            view.when,
            view.place,
            f"已定稿 {view.finalised_at:%m-%d}" if view.finalised_at else "",
            "补录" if view.late else "",
        )
        head.set_title(view.title, marks)
        head.save.setVisible(not locked)
        self.correct_button.setVisible(locked)
        self.print_button.setVisible(view.counts.begun)
        if view.final:
            head.set_next("")
        elif not view.counts.begun:
            head.set_next("登记签到", "clipboard-check")
        else:
            head.set_next("定稿", "lock")

    def show_list(self) -> None:
        super().show_list()
        self.new_button.setVisible(not self.current)

    # -- the frame's wishes

    def new(self, preset: Mapping[str, object]) -> None:
        if "record" in preset:
            self.open_record(str(preset["record"]))
        else:
            self.doing.add(preset)

    def _commit(self, edited: Edited) -> None:
        self.doing.write(edited)

    def save(self) -> None:
        self.keeper.commit()

    def flush_drafts(self) -> None:
        self.keeper.commit()

    def print_paper(self) -> None:
        if self.view is not None and self.current:
            self.keeper.commit()
            self._context.paper(self.doing.paper("study_record"), self.view.id)
        else:
            self.doing.print_month()

    def escape(self) -> bool:
        if self.current and self.correction:
            self.correction = ""
            self._load(self.current)
            return True
        return super().escape()


def _session_of(reader: Reader, id: str) -> str:
    """The session that a record of it belongs to: itself, or the owner of a speech or proposal."""
    for kind in ("study_speeches", "study_proposals"):
        part = reader.get(reader.schema.kinds[kind].model, id)
        if part is not None:
            return str(getattr(part, "owner", "") or "")
    return id


def _row(one: SessionRow) -> Row:
    counts = one.counts
    there = f"{counts.present}/{counts.expected}" if counts.begun else "—"
    state: list[Tag | Words] = []
    if one.final:
        state.append(Words("定稿", Tone.OK, icon="lock"))
    else:
        state.append(Words(one.state, Tone.INFO if counts.begun else Tone.PLAIN))
    if one.to_make_up:
        state.append(Tag(f"没补课 {one.to_make_up}", Tone.DUE))
    content = (Words(one.content), *(() if one.planned else (Words("计划外", Tone.PLAIN),)))
    return row(
        one.id,
        f"{one.day.month}-{one.day.day:02d}",
        Cell(content, tip=one.content),
        one.form,
        one.lecturer or "—",
        hours_text(one.hours) or "—",
        there,
        Cell.of(*state),
    )
