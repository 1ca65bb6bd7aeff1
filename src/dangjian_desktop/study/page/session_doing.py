"""What the record of a session does: each wish becomes a verb or a dialog."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.feature import Paper
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.store import Reader, Store, Transaction
from dangjian_desktop.study import inputs
from dangjian_desktop.study.page import session_dialogs
from dangjian_desktop.study.page.chat import ChatDialog
from dangjian_desktop.study.page.make_up import MakeUpDialog, Missed
from dangjian_desktop.study.page.outcome import open_attachment, outcome_dialog
from dangjian_desktop.study.reading.choices import Choices, choices
from dangjian_desktop.study.reading.session import SessionView, session_view
from dangjian_desktop.study.rules.forms import Extra
from dangjian_desktop.study.rules.lacks import Lack
from dangjian_desktop.study.service.attaching import attach_stored
from dangjian_desktop.study.service.attendance import set_study_attendance
from dangjian_desktop.ui.components.attendance import Change
from dangjian_desktop.ui.components.dialogs import Dialog, ask, ask_reason
from dangjian_desktop.ui.components.more import Choice
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.drafts import Edited
from dangjian_desktop.ui.papers import suggested_folder

if TYPE_CHECKING:
    from dangjian_desktop.study.page.sessions import SessionsPage

UNREGISTERED = "unregistered"


class SessionDoing:
    """The verbs of one page; ``dialog`` is the one opened last, for tests and help."""

    def __init__(self, context: WindowContext, page: SessionsPage) -> None:
        self._context = context
        self._page = page
        self.dialog: Dialog | None = None

    @property
    def _view(self) -> SessionView:
        assert self._page.view is not None
        return self._page.view

    def paper(self, name: str) -> Paper:
        """A paper of study by its name."""
        papers = (paper for feature in self._context.features for paper in feature.papers)
        return next(paper for paper in papers if paper.name == name)

    def print_month(self) -> None:
        """月度学习安排 of the present month."""
        today = self._context.today
        self._context.paper(self.paper("study_month"), None, Period.month(today.year, today.month))

    def _open(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _act(self, verb: str, data: object) -> None:
        self._context.act(self._context.action(verb), data, owner=self._page)

    # -- the session

    def add(self, preset: Mapping[str, object]) -> None:
        """A session that stands in no plan."""

        def show(found: Choices) -> None:
            self._open(session_dialogs.add_dialog(self._context, found, preset, self._page.open_record, self._page))

        self._context.query(choices, show, self._page, key="add")

    def write(self, edited: Edited) -> None:
        """Make what was typed one action; a final session keeps the reason."""
        action = self._context.action("edit_study_session")
        values = {"id": edited.record, "changes": dict(edited.values), "seen": edited.seen or None}
        data = parse_input(action.input, values | {"correction": self._page.correction})
        self._context.act(
            action,
            data,
            owner=self._page,
            say=False,
            discard=edited.record,
            discard_fields=tuple(edited.values),
        )

    def next_step(self) -> None:
        """Sign-in, or 定稿."""
        self._page.keeper.commit()
        if self._view.counts.begun:
            self._finalise()
        else:
            self._page.record.form_area.verticalScrollBar().setValue(0)
            self._page.form.board.all_present.setFocus()

    def _finalise(self) -> None:
        """定稿 after what was typed is written; what is missing is said, and may be passed over."""
        view = self._view

        def look(lacks: tuple[Lack, ...]) -> None:
            stops = [lack for lack in lacks if lack.blocks]
            if not lacks:
                self._act("finalise_study_session", inputs.FinaliseSession(view.id))
            elif stops:
                self._context.toast("".join(lack.sentence for lack in stops), icon_name="circle-alert")
            else:
                self.dialog = ask(
                    self._page,
                    "定稿",
                    "还缺：" + "".join(lack.sentence for lack in lacks),
                    consequence="补齐后再定稿；确实没有的，可以缺项定稿。定稿后改动要写明原因。",
                    accept="缺项也定稿",
                    on_yes=lambda: self._act("finalise_study_session", inputs.FinaliseSession(view.id, despite=True)),
                )

        def read(reader: Reader) -> tuple[Lack, ...]:
            found = session_view(reader, view.id)
            return found.lacks if found else ()

        self._context.query(read, look, self._page, key="lacks")

    def correct(self) -> None:
        """更正: unlock the final session for a reason, which every change then keeps."""

        def begin(reason: str) -> None:
            self._page.correction = reason
            self._page.refresh(None)

        self.dialog = ask_reason(
            self._page,
            "更正",
            "已定稿的内容要改，请写明原因；前后两种写法都会保留。",
            accept="开始更正",
            on_reason=begin,
        )

    def more_choices(self) -> Sequence[Choice]:
        """What the … of a session offers."""
        view = self._view
        made: list[Choice] = [("调整学时", "clock", self.adjust_hours)]
        if view.plan_item:
            made.append(("看计划里的这一项", "calendar", lambda: self._context.open("study/plan", view.plan_item)))
        if view.form.has(Extra.EXPERT) and view.lecturer:
            made += [
                ("印专家邀请函", "mail", lambda: self._print("study_invitation")),
                ("印讲课费签收表", "banknote", lambda: self._print("study_fee_sheet")),
            ]
        if view.absent:
            made.append((f"补课 {len(view.absent)} 人", "history", self.make_up))
        made += [("", "", lambda: None), ("删除这一场", "trash-2", self.delete)]
        return made

    def _print(self, name: str) -> None:
        papers = (paper for feature in self._context.features for paper in feature.papers)
        self._context.paper(next(paper for paper in papers if paper.name == name), self._view.id)

    def delete(self) -> None:
        """Into the recycle bin; a final one only with a reason."""
        view = self._view
        self._page.keeper.forget()

        def go(reason: str = "") -> None:
            self._act("delete_study_session", inputs.SessionId(view.id, reason))

        if view.final:
            self.dialog = ask_reason(
                self._page, "删除", f"“{view.title}”已定稿，删除请写明原因。", accept="删除", on_reason=go
            )
        else:
            go()

    # -- sign-in and hours

    def sign(self, changes: list[Change]) -> None:
        """Enter what was said of people, as one step."""
        view, correction = self._view, self._page.correction
        made_up = [one for one in changes if one.state == AttendanceState.MAKE_UP]
        if made_up:
            people = tuple(one.person for one in made_up)
            self._make_up_dialog(people)
            self._page.refresh(None)
            return

        def work(tx: Transaction) -> None:
            for one in changes:
                state = None if one.state == UNREGISTERED else AttendanceState(one.state)
                data = inputs.SetAttendance(view.id, one.person, state, one.reason or None, correction=correction)
                set_study_attendance(tx, data)
            if len(changes) > 1:
                tx.label = f"签到{len(changes)}人"

        self._context.write(
            "签到", "set_study_attendance", work, refused=self._sign_refused, owner=self._page, say=False
        )

    def _sign_refused(self, error: Refused) -> None:
        self._context.refused(error)
        self._page.refresh(None)

    def make_up(self) -> None:
        """All who were away and have not made it up."""
        self._make_up_dialog(tuple(chip.person for chip in self._view.absent))

    def _make_up_dialog(self, people: tuple[str, ...]) -> None:
        view = self._view
        chips = {chip.person: chip for chip in view.chips}
        lines = [Missed(view.id, one, chips[one].name, chips[one].reason) for one in people]
        self._open(MakeUpDialog(self._context, f"补课：{view.title}", lines, self._page))

    def adjust_hours(self) -> None:
        """Other hours, with the reason."""
        self._open(session_dialogs.hours_dialog(self._context, self._view, self._page))

    # -- speeches and proposals

    def add_speech(self) -> None:
        """Somebody's points."""
        self._speech("")

    def edit_speech(self, id: str) -> None:
        """Other points."""
        if not self._view.final or self._page.correction:
            self._speech(id)

    def _speech(self, id: str) -> None:
        found = self._page.choices
        if found is not None:
            speech = next((one for one in self._view.speeches if one.id == id), None)
            self._open(
                session_dialogs.speech_dialog(
                    self._context, self._view, found.people, self._page.correction, self._page, speech
                )
            )

    def paste_chat(self) -> None:
        """A chat split by speaker, shown, then taken in."""
        found, view = self._page.choices, self._view
        if found is None:
            return

        def take(speeches: list[Mapping[str, object]], present: bool) -> None:
            data = {"session": view.id, "speeches": speeches, "present": present}
            action = self._context.action("add_study_speeches")
            self._act("add_study_speeches", parse_input(action.input, data | {"correction": self._page.correction}))

        dialog = ChatDialog(found.members, self._page)
        dialog.taken.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        self._open(dialog)

    def add_proposal(self) -> None:
        """A proposal."""
        self._proposal("")

    def edit_proposal(self, id: str) -> None:
        """Other words, or what became of it."""
        self._proposal(id)

    def _proposal(self, id: str) -> None:
        found = self._page.choices
        if found is not None:
            proposal = next((one for one in self._view.proposals if one.id == id), None)
            self._open(session_dialogs.proposal_dialog(self._context, self._view, found.members, self._page, proposal))

    def outcome(self, id: str) -> None:
        """What became of a proposal."""
        self._open(outcome_dialog(self._context, id, self._page))

    def delete_part(self, kind: str, id: str) -> None:
        """Take a speech, a proposal or a file out; 撤销 brings it back."""
        self._act("delete_study_part", inputs.PartOfSession(kind, id, self._page.correction))

    # -- files

    def choose_files(self) -> None:
        """Ask for files."""
        dialog = QFileDialog(self._page, "选材料（不得存放国家秘密）", str(suggested_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.add_files([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add_files(self, paths: list[Path]) -> None:
        """Keep files with the session as one step; a file that can't be read stops all of them."""
        session = self._view.id

        def work(store: Store) -> int:
            stored = [store.attachments.add(path, Progress()) for path in paths]
            with store.write("添加材料", verb="attach_study_material") as tx:
                for one in stored:
                    attach_stored(tx, session, one, "material")
            return len(stored)

        self._context.with_store(
            work,
            lambda count: self._context.toast(
                f"已添加 {count} 份材料", icon_name="paperclip", action="撤销", on=self._context.undo
            ),
            owner=self._page,
        )

    def open_file(self, id: str) -> None:
        """Open a copy of a file."""
        open_attachment(self._context, id, self._page)
