"""One gathering in the window: loads it, keeps what is typed, carries out what its widgets wish."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.links.page import LinkRow
from dangjian_desktop.links.records import Relation
from dangjian_desktop.meetings.page.binding import load_view
from dangjian_desktop.meetings.page.body import RecordBody
from dangjian_desktop.meetings.page.drafting import Drafting
from dangjian_desktop.meetings.page.files import Files
from dangjian_desktop.meetings.page.loading import Loaded, load
from dangjian_desktop.meetings.page.paper import PaperChoice, PaperPane
from dangjian_desktop.meetings.page.papers_out import SIGNED, PapersOut, choices_of, signed_files, todays
from dangjian_desktop.meetings.page.sheet import Sheet, Slot
from dangjian_desktop.meetings.page.wishes import Wish
from dangjian_desktop.meetings.reading import read_gathering
from dangjian_desktop.meetings.reading.views import GatheringView
from dangjian_desktop.meetings.service import set_attendance
from dangjian_desktop.meetings.service.inputs import OfGathering, SetAttendance
from dangjian_desktop.roster.rules.attendance import AttendanceState, state_of
from dangjian_desktop.store import Changes
from dangjian_desktop.ui.components.attendance import Change
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.papers import PaperPane as PaperSheet

QUIET = frozenset(
    ("add_segment", "add_agenda_item", "add_speech", "add_vote", "add_resolution", "add_observer", "move_part",
     "edit_fields", "set_attendance", "mark_all_present", "apply_template", "copy_agenda")
)  # fmt: skip
"""Verbs whose result is in sight: no toast says that it was done."""


class RecordPage(QWidget):
    """The record and what happens in it; dialogs are :class:`~...doing.Doing`'s."""

    loaded = Signal(object)
    """A :class:`GatheringView` was shown."""

    gone = Signal()
    """The gathering can't be shown (deleted meanwhile)."""

    def __init__(self, ctx: WindowContext) -> None:
        super().__init__()
        self.ctx = ctx
        self.sheet = Sheet(self)
        self.drafting = Drafting(ctx, self.sheet, self)
        self.papers = PapersOut(ctx, self)
        self.files = Files(ctx, self)
        self._id = ""
        self._opening = False
        self._focus = ""
        self._after: Callable[[], object] | None = None
        self.loaded_now: Loaded | None = None
        view = PaperSheet(ctx, print_text="打印本次材料")
        view.print_pressed.disconnect()
        view.print_pressed.connect(self.print_all)
        paper = PaperPane(view, self._show_paper, view.print_now)
        self._sheet_view = view
        self.body = RecordBody(self.sheet, lambda: ctx.today, self.files.paste_folder, paper, self.save)
        self.links = LinkRow(ctx, "gatherings", Relation.SERVES, ("core_tasks",))
        links_card = Card()
        links_card.add(self.links)
        self.body.add_card(links_card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)
        self._connect()

    @property
    def gathering(self) -> str:
        """The id of the gathering that is open, "" if none is."""
        return self._id

    @property
    def view(self) -> GatheringView | None:
        """The gathering as it was last read."""
        return self.loaded_now.view if self.loaded_now else None

    def open(self, gathering: str, focus: str = "") -> None:
        """Show a gathering, with the keyboard at the part ``focus`` or where somebody typed last."""
        if gathering != self._id:
            self.drafting.flush()
            self.sheet.reset()
            self.drafting.correction = ""
            self.loaded_now = None
            self._opening = True
        self._id = gathering
        self._focus = focus or self._focus
        self.reload()

    def close_record(self) -> None:
        """Nothing is open any more."""
        self.drafting.flush()
        self._id = ""
        self.loaded_now = None

    def reload(self, _changes: Changes | None = None) -> None:
        """Read the gathering again; typed text stays."""
        gathering, opening = self._id, self._opening
        if gathering:
            self.ctx.with_store(
                lambda store: load(store, gathering, with_drafts=opening),
                self._take,
                owner=self,
                refused=self._not_there,
                key="gathering",
            )

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Make what is typed one action; ``then`` runs afterwards."""
        self.drafting.flush(then or (lambda: None))

    def act(self, wish: Wish) -> None:
        """Carry out a verb, with the reason if the final record is being corrected."""
        data = self._with_reason(wish.input)
        action = self.ctx.action(wish.action)
        quiet = wish.action in QUIET

        def done(result: Any) -> None:
            if wish.action == "delete_gathering":
                self.close_record()
                self.gone.emit()
            elif wish.focus == "new":
                self._focus = str(result)
                self.reload()

        self.ctx.act(action, data, done, self._refused, owner=self, say=not quiet)

    def with_fresh_view(self, then: Callable[[GatheringView], object]) -> None:
        """Read the gathering once more and hand it on."""
        gathering = self._id
        self.ctx.query(lambda reader: read_gathering(reader, gathering), then, self, key="fresh")

    def add_files(self, files: Sequence[tuple[Path, str]]) -> None:
        """Keep files with the gathering; signed pages with the segment in front, if there are several."""
        view, segment = self.view, self.body.segment
        several = view is not None and len(view.segments) > 1
        signed_for = segment.id if several and segment is not None else self._id
        self.files.add(self._id, files, self.drafting.correction, signed_for)

    def begin_correction(self, reason: str) -> None:
        """Unlock the final record; everything changed from now on carries the reason."""
        self.drafting.correction = reason
        self._show()

    def end_correction(self) -> None:
        """Lock it again, after what was typed is kept."""

        def lock() -> None:
            if not self.sheet.problems:
                self.drafting.correction = ""
                self._show()

        self.drafting.flush(lock)

    def print_all(self) -> None:
        """打印本次材料."""
        view = self.view
        if view is not None:
            choices = self.body.paper.choices
            self.save(lambda: self.papers.print_all(choices, todays(view, choices), f"{view.title}材料"))

    def focus_slot(self, slot: Slot) -> None:
        """Put the keyboard into a field."""
        self.body.focus_slot(slot)

    def _connect(self) -> None:
        body = self.body
        body.wished.connect(self.act)
        body.attendance_changed.connect(self.attend)
        body.correction_done.connect(self.end_correction)
        body.strip.save_pressed.connect(self.save)
        body.strip.mode_chosen.connect(lambda mode: self.save() if mode == "paper" else None)
        body.attachments.opened.connect(self.files.open)
        body.attachments.added.connect(self.add_files)
        body.attachments.thumbnail_wanted.connect(self.files.ask_thumbnail)
        self.files.thumbnail.connect(body.attachments.show_thumbnail)
        self.drafting.state_changed.connect(body.strip.show_saved)
        self.drafting.refused.connect(self._refused)

    def _take(self, loaded: Loaded) -> None:
        if loaded.view.id != self._id:
            return
        if loaded.view.deleted:
            self._not_there(Refused("这次会议已删除。"))
            return
        before, self.loaded_now = self.loaded_now, loaded
        opening, self._opening = self._opening, False
        self._show()
        self.links.show_links(self._id)
        if opening:
            self.drafting.begin(loaded.view.title, dict(loaded.drafts))
            for slot, typed in loaded.drafts.items():
                self.sheet.restore(slot, typed.raw, typed.seen)
            self.body.strip.show_saved("上次没写完的已找回" if self.sheet.typed else "已保存")
        self.drafting.rename(loaded.view.title)
        self._place(opening)
        if before is None or before.view != loaded.view:
            self.body.paper.refresh()
        self.loaded.emit(loaded.view)

    def _show(self) -> None:
        loaded = self.loaded_now
        if loaded is None:
            return
        correcting = bool(self.drafting.correction) and loaded.view.final
        shown = replace(loaded.view, finalised_at=None) if correcting else loaded.view
        load_view(self.sheet, shown)
        for slot in self.sheet.slots:
            self.sheet.remark(slot, loaded.notes.get(slot, ""))
        self.body.paper.set_choices(self.papers.known(choices_of(loaded.view)))
        self.body.show_view(shown, loaded.known, correcting=self.drafting.correction if correcting else "")

    def _place(self, opening: bool) -> None:
        focus, self._focus = self._focus, ""
        if focus and focus != self._id:
            last = next((slot for slot in self.sheet.typed if slot.record == focus), None)
            if last is None or not self.body.focus_slot(last):
                self.body.focus_record(focus)
        elif opening and self.sheet.last is not None and self.sheet.last in self.sheet.typed:
            self.body.focus_slot(self.sheet.last)
        elif opening:
            self.body.rest()

    def _not_there(self, error: Refused) -> None:
        self.ctx.toast(error.message, icon_name="info")
        self._id = ""
        self.loaded_now = None
        self.gone.emit()

    def _refused(self, error: Refused) -> None:
        self.ctx.refused(error)
        self.reload()

    def attend(self, changes: list[Change]) -> None:
        """What the chips show already is written; 全部出席 is one step."""
        view = self.view
        if view is None:
            return
        if len(changes) > 1 and len(changes) == view.counts.unregistered:
            self.act(Wish("mark_all_present", OfGathering(self._id)))
            return
        inputs = [self._attendance(view, change) for change in changes]
        if len(inputs) == 1:
            self.act(Wish("set_attendance", inputs[0]))
            return
        label = f"签到 {len(inputs)} 人"
        self.ctx.write(
            label, "set_attendance", lambda tx: _enter(tx, inputs, label), refused=self._refused, owner=self, say=False
        )

    def _attendance(self, view: GatheringView, change: Change) -> SetAttendance:
        chip = next((one for one in view.chips if one.person == change.person), None)
        state = state_of(change.state)
        data = SetAttendance(
            self._id,
            change.person,
            state,
            change.reason,
            change.written_opinion,
            seen=chip.seen if chip and chip.seen else None,
        )
        if state is AttendanceState.MAKE_UP:
            data = replace(data, reason=None, written_opinion=None)
        return self._with_reason(data)  # type: ignore[no-any-return]

    def _with_reason(self, data: Any) -> Any:
        if self.drafting.correction and any(field.name == "correction" for field in fields(data)):
            return replace(data, correction=self.drafting.correction)
        return data

    def _show_paper(self, choice: PaperChoice) -> None:
        view = self.view
        if choice.name == SIGNED and view is not None:
            files = [(one.sha256, one.name) for one in signed_files(view, choice.record)]
            day = f"{view.day} " if view.day else ""
            self._sheet_view.show_scans(choice.title, f"{day}{choice.title}.pdf", files)
            self._sheet_view.set_title("")
            return
        paper = self.papers.paper(choice)
        if paper is not None:
            self._sheet_view.show_paper(paper, choice.record or None)
            # The choice above the pages names the paper already.
            self._sheet_view.set_title("")


def _enter(tx: Any, inputs: list[SetAttendance], label: str) -> None:
    for data in inputs:
        set_attendance(tx, data)
    tx.label = label
