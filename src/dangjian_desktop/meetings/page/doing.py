"""What a gathering's buttons do beyond one verb: the next step, 定稿, 更正, 补课, 列席, 上次议定事项, 历史, 删除."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog

from dangjian_desktop.meetings.page.dialogs import (
    FinaliseDialog,
    IdentityDialog,
    ObserverDialog,
    PreviousDialog,
    TextDialog,
)
from dangjian_desktop.meetings.page.make_up import MakeUpDialog, to_make_up
from dangjian_desktop.meetings.page.papers_out import NOTICE, SHEET
from dangjian_desktop.meetings.page.paste_dialog import PasteDialog
from dangjian_desktop.meetings.page.pasting import Proposal
from dangjian_desktop.meetings.page.record import RecordPage
from dangjian_desktop.meetings.page.templates import KeepTemplateDialog, TemplatesDialog
from dangjian_desktop.meetings.page.wishes import Wish
from dangjian_desktop.meetings.reading.templates import TemplateView, templates
from dangjian_desktop.meetings.reading.views import GatheringView, PreviousResolutions, ResolutionView
from dangjian_desktop.meetings.rules.stages import NextStep, Stage
from dangjian_desktop.meetings.service import add_speech
from dangjian_desktop.meetings.service.inputs import (
    AddAgendaItem,
    AddObserver,
    AddSpeech,
    DeletePart,
    EditFields,
    Finalise,
    NewAgendaItem,
    NewSpeech,
    OfGathering,
    ReportResolution,
    SendNotice,
)
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.store import Transaction
from dangjian_desktop.ui.components.attendance import Change
from dangjian_desktop.ui.components.dialogs import ask_reason
from dangjian_desktop.ui.components.more import Choice
from dangjian_desktop.ui.history import show_history


class Doing(QObject):
    """Connects a :class:`RecordPage` to its dialogs."""

    repeat_wanted = Signal(object)
    """照这次再建一次: the gathering to repeat."""

    word_wanted = Signal(object)
    """Fill this gathering in from minutes written elsewhere."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._page = page
        body, strip = page.body, page.body.strip
        strip.next_pressed.connect(self.next_step)
        strip.state_pressed.connect(self.stage)
        strip.more_choices = self.choices
        body.explain.connect(lambda title, text: self._open(TextDialog(title, text, page)))
        body.previous_wanted.connect(self.previous)
        body.paste_wanted.connect(self.paste)
        body.templates_wanted.connect(self.change_templates)
        body.keep_wanted.connect(self.keep_template)
        body.sign_in.make_up_wanted.connect(self.make_up)
        body.sign_in.observer_wanted.connect(self.add_observer)
        body.sign_in.observer_pressed.connect(self.observer)
        body.attendance_changed.disconnect()
        body.attendance_changed.connect(self.attend)

    @property
    def _view(self) -> GatheringView | None:
        return self._page.view

    # -- the next step

    def next_step(self, step: NextStep) -> None:
        """The primary button."""
        steps: dict[NextStep, Callable[[], object]] = {
            NextStep.COMPLETE_PLAN: self._complete_plan,
            NextStep.SEND_NOTICE: self.notice,
            NextStep.PRINT_SIGN_IN: lambda: self._paper(SHEET),
            NextStep.SIGN_IN: self._page.body.show_sign_in,
            NextStep.WRITE_MINUTES: self._page.body.show_segments,
            NextStep.FINALISE: self.finalise,
            NextStep.PRINT_PAPERS: self._page.print_all,
        }
        steps[step]()

    def stage(self, key: str) -> None:
        """A state of the bar was pressed: go where that state is worked on."""
        stages: dict[Stage, Callable[[], object]] = {
            Stage.PLAN: self._complete_plan,
            Stage.NOTICE: self.notice,
            Stage.SIGN_IN: self._page.body.show_sign_in,
            Stage.MINUTES: self._page.body.show_segments,
            Stage.FINAL: self.finalise,
        }
        stages[Stage(key)]()

    def _complete_plan(self) -> None:
        view = self._view
        if view is None:
            return
        if view.final and not self._page.drafting.correction:
            self.correct()
            return
        missing = [name for name, value in (("day", view.day), ("place", view.place)) if not value]
        self._page.body.open_facts(missing[0] if missing else "title")

    def notice(self) -> None:
        """Mark the notice as sent, and show it for printing; sent already: only show it."""
        view = self._view
        if view is None:
            return
        if view.notice_sent_on is None and not view.final:
            data = SendNotice(view.id)
            action = self._page.ctx.action("send_notice")
            self._page.save(lambda: self._page.ctx.act(action, data, lambda _id: self._paper(NOTICE), owner=self._page))
        else:
            self._paper(NOTICE)

    def _paper(self, name: str) -> None:
        choice = next((one for one in self._page.body.paper.choices if one.name == name), None)
        if choice is not None:
            self._page.save(lambda: self._page.papers.show(choice))

    # -- 定稿 and 更正

    def finalise(self) -> None:
        """Keep what is typed, say what is missing, and lock."""
        view = self._view
        if view is None or view.final:
            return
        self._page.save(self._ask_finalise)

    def _ask_finalise(self) -> None:
        """After the save: read once more, so that what is missing is what is missing now."""
        gathering = self._page.gathering
        if self._page.sheet.problems:
            self._page.focus_slot(next(iter(self._page.sheet.problems)))
            self._page.ctx.toast("有几处还看不懂，请先改好再定稿。", icon_name="circle-alert")
            return
        self._page.with_fresh_view(lambda view: self._finalise_dialog(gathering, view))

    def _finalise_dialog(self, gathering: str, view: GatheringView) -> None:
        dialog = FinaliseDialog(view.title, view.lacks, self._page)
        dialog.accepted.connect(lambda: self._page.act(Wish("finalise", Finalise(gathering, despite=dialog.despite))))
        self._open(dialog)

    def correct(self) -> None:
        """更正: ask why, then unlock."""
        view = self._view
        if view is None or not view.final or self._page.drafting.correction:
            return
        ask_reason(
            self._page,
            "更正",
            "这次会议已定稿。写明更正的原因后可以改动，原来的写法和改后的写法都保留。",
            accept="开始更正",
            label="更正原因",
            on_reason=self._page.begin_correction,
        )

    # -- people

    def attend(self, changes: list[Change]) -> None:
        """Enter people; a make-up asks for its day."""
        if len(changes) == 1 and changes[0].state == AttendanceState.MAKE_UP:
            self.make_up([changes[0].person])
        else:
            self._page.attend(changes)

    def make_up(self, ticked: Sequence[str] = ()) -> None:
        """登记补课: one day and way for everybody ticked, by default for all who were away."""
        view = self._view
        if view is None:
            return
        away = to_make_up(view)
        named = [chip for chip in view.chips if chip.person in ticked and chip not in away]
        people = [*away, *named]
        if not people:
            self._page.ctx.toast("没有人要补课。", icon_name="info")
            return
        today = self._page.ctx.today
        chosen = list(ticked) or [chip.person for chip in people]
        dialog = MakeUpDialog(view, people, chosen, lambda: today, self._page)
        dialog.accepted.connect(lambda: self._page.act(Wish("enter_make_ups", dialog.wish)))
        dialog.rejected.connect(self._page.reload)
        self._open(dialog)

    def add_observer(self) -> None:
        """Somebody sat in."""
        loaded = self._page.loaded_now
        if loaded is None:
            return
        dialog = ObserverDialog(loaded.known.people, self._page)

        def add() -> None:
            data = AddObserver(loaded.view.id, dialog.person or None, dialog.guest, str(dialog.identity.value() or ""))
            self._page.act(Wish("add_observer", data))

        dialog.accepted.connect(add)
        self._open(dialog)

    def observer(self, observer: str) -> None:
        """An observer was pressed: change or remove."""
        view = self._view
        one = next((one for one in view.observers if one.id == observer), None) if view else None
        if view is None or one is None or (view.final and not self._page.drafting.correction):
            return
        dialog = IdentityDialog(one.name, one.identity, self._page)

        def change() -> None:
            identity = str(dialog.identity.value() or "")
            if identity != one.identity:
                data = EditFields("observers", observer, {"identity": identity}, one.seen)
                self._page.act(Wish("edit_fields", data))

        dialog.accepted.connect(change)
        dialog.removed.connect(lambda: self._page.act(Wish("delete_part", DeletePart("observers", observer))))
        self._open(dialog)

    # -- the agenda

    def previous(self, previous: PreviousResolutions) -> None:
        """What was decided last time."""
        view = self._view
        segment = self._page.body.segment
        if view is None or segment is None:
            return
        locked = view.final and not self._page.drafting.correction
        dialog = PreviousDialog(previous, locked=locked, parent=self._page)
        today = self._page.ctx.today
        dialog.reported.connect(
            lambda one: self._page.act(Wish("report_resolution", ReportResolution(one, done_on=today)))
        )
        dialog.taken.connect(partial(self._take_up, segment.id, previous))
        self._open(dialog)

    def _take_up(self, segment: str, previous: PreviousResolutions, one: ResolutionView) -> None:
        item = NewAgendaItem(title=f"上次议定事项落实情况：{one.text}", source=f"来自{previous.title}")
        self._page.act(Wish("add_agenda_item", AddAgendaItem(segment, item), focus="new"))

    def keep_template(self, segment: str) -> None:
        """This meeting's agenda as a template."""
        view = self._view
        here = next((one for one in view.segments if one.id == segment), None) if view else None
        if here is None:
            return
        dialog = KeepTemplateDialog(segment, here.topic or here.short, self._page)

        def keep() -> None:
            wish = dialog.wish
            self._page.save(lambda: self._page.act(wish))

        dialog.accepted.connect(keep)
        self._open(dialog)

    def change_templates(self, kind: str) -> None:
        """The templates of a kind: change, add, remove."""
        ctx = self._page.ctx

        def show(found: tuple[TemplateView, ...]) -> None:
            dialog = TemplatesDialog(kind, found, self._page)
            dialog.wished.connect(partial(change, dialog))
            self._open(dialog)

        def change(dialog: TemplatesDialog, wish: Wish) -> None:
            def done(result: object) -> None:
                ctx.query(templates, lambda found: dialog.show_templates(found, str(result)), dialog, key="templates")
                self._page.reload()

            ctx.act(ctx.action(wish.action), wish.input, done, dialog.refuse, owner=dialog)

        ctx.query(templates, show, self._page, key="templates")

    def paste(self, item: str) -> None:
        """粘贴整篇记录 into an item, as one step."""
        loaded = self._page.loaded_now
        if loaded is None:
            return
        dialog = PasteDialog(loaded.known.people, self._page)
        dialog.taken.connect(partial(self._fill_in, item))
        self._open(dialog)

    def _fill_in(self, item: str, found: Sequence[Proposal]) -> None:
        reason = self._page.drafting.correction

        def work(tx: Transaction) -> int:
            for one in found:
                speech = NewSpeech(one.points, one.person or None, "" if one.person else one.name)
                add_speech(tx, AddSpeech(item, speech, correction=reason))
            tx.label = f"粘贴 {len(found)} 条发言"
            return len(found)

        self._page.ctx.write("粘贴发言", "add_speech", work, owner=self._page)

    # -- the whole gathering

    def choices(self) -> list[Choice]:
        """The … of the head."""
        view = self._view
        if view is None:
            return []
        made: list[Choice] = []
        if view.final:
            made.append(("更正…", "pencil", self.correct))
        else:
            made.append(("修改标题、时间、地点", "pencil", lambda: self._page.body.open_facts("title")))
            made.append(("从 Word 记录填写…", "file-text", lambda: self._page.save(self._ask_word)))
        made += [
            ("签到表…", "printer", lambda: self._paper(SHEET)),
            ("会议通知…", "send", self.notice),
            ("登记补课…", "history", self.make_up),
            ("放入签字扫描件…", "stamp", self._choose_signed),
            ("打印本次材料", "printer", self._page.print_all),
            ("照这次再建一次…", "copy", lambda: self.repeat_wanted.emit(view)),
            ("修改历史…", "history", self.history),
            ("", "", lambda: None),
            ("删除这次会议", "trash-2", self.delete),
        ]
        return made

    def _choose_signed(self) -> None:
        """The signed pages as they came back: they take the place of the unsigned record in 纸样."""
        segment = self._page.body.segment
        about = f"“{segment.short}”的" if segment is not None else ""
        dialog = QFileDialog(self._page, f"选{about}签字扫描件")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter("扫描件 (*.pdf *.png *.jpg *.jpeg)")
        dialog.filesSelected.connect(self.take_signed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_signed(self, names: Sequence[str]) -> None:
        """Keep these files as the signed pages of the segment in front."""
        self._page.add_files([(Path(name), "signed_copy") for name in names])

    def _ask_word(self) -> None:
        view = self._view
        if view is not None:
            self.word_wanted.emit(view)

    def history(self) -> None:
        """Who changed what, newest first."""
        view = self._view
        if view is not None:
            show_history(self._page.ctx, view.id, view.title, self._page)

    def delete(self) -> None:
        """Into the recycle bin, with 撤销; a final one only with a reason."""
        view = self._view
        if view is None:
            return
        if view.final:
            sentence = f"“{view.title}”已定稿。删除要写明原因；删除后在回收站里，可以恢复。"
            ask_reason(self._page, "删除会议", sentence, accept="删除", on_reason=partial(self._delete, view.id))
        else:
            self._delete(view.id, "")

    def _delete(self, gathering: str, reason: str) -> None:
        data = replace(OfGathering(gathering), correction=reason)
        self._page.save(lambda: self._page.act(Wish("delete_gathering", data)))

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
