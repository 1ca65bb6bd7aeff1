"""The white band at the top of a record: facts above; state bar, switch, 保存 and the next step below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from dangjian_desktop.meetings.page.facts import FactsLine
from dangjian_desktop.meetings.reading.views import GatheringView
from dangjian_desktop.meetings.rules.stages import STAGE_LABELS, NextStep, Stage, StageState
from dangjian_desktop.ui.components.buttons import Button, Kind, Switch
from dangjian_desktop.ui.components.fields import Mark
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.more import Choice, MoreButton
from dangjian_desktop.ui.components.statebar import Standing, State, StateBar
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_STANDING = {
    StageState.DONE: Standing.DONE,
    StageState.CURRENT: Standing.NOW,
    StageState.TODO: Standing.TO_COME,
}
_ICONS = {
    NextStep.COMPLETE_PLAN: "pencil",
    NextStep.SEND_NOTICE: "send",
    NextStep.PRINT_SIGN_IN: "printer",
    NextStep.SIGN_IN: "clipboard-check",
    NextStep.WRITE_MINUTES: "pencil",
    NextStep.FINALISE: "lock",
    NextStep.PRINT_PAPERS: "printer",
}


class Strip(QFrame):
    """``next_pressed`` carries the step the primary button names, ``state_pressed`` a stage of the bar."""

    fact_pressed = Signal(str)
    state_pressed = Signal(str)
    mode_chosen = Signal(str)
    attachments_pressed = Signal()
    save_pressed = Signal()
    next_pressed = Signal(object)

    def __init__(self, today: Callable[[], date], more: Callable[[], Sequence[Choice]] | None = None) -> None:
        super().__init__()
        self.setProperty("strip", "true")
        self.mode = "form"
        self._wide = False
        self._step = NextStep.COMPLETE_PLAN
        self.more_choices: Callable[[], Sequence[Choice]] = more or (lambda: ())
        self.facts = FactsLine(today)
        self.facts.asked.connect(self.fact_pressed)
        self._saved_icon = Mark("check", Tone.OK.text)
        self.saved = Label("", Role.OK)
        self.state_bar = StateBar()
        self.state_bar.pressed.connect(self.state_pressed)
        self.attachments = Button("附件", Kind.QUIET, icon_name="paperclip", on=self.attachments_pressed.emit)
        self.switch = Switch((("form", "填写"), ("paper", "纸样")))
        self.switch.chosen.connect(self.mode_chosen)
        self.more = MoreButton("这次会议的更多操作", lambda: self.more_choices())
        self.save = Button("保存", icon_name="save", tip="保存（Ctrl+S）", on=self.save_pressed.emit)
        self.next = Button("下一步", Kind.PRIMARY)
        self.next.clicked.connect(lambda _checked=False: self.next_pressed.emit(self._step))
        self._upper, self._lower = QHBoxLayout(), QHBoxLayout()
        self._upper.addWidget(self.facts, 1)
        self._upper.addWidget(self._saved_icon)
        self._upper.addWidget(self.saved)
        self._lower.addWidget(self.state_bar)
        self._lower.addStretch(1)
        for widget in (self.attachments, self.switch, self.more, self.save, self.next):
            self._lower.addWidget(widget)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._upper)
        self._column.addLayout(self._lower)
        self.show_saved("")
        self._fit()
        theme().changed.connect(self._fit)

    def show_view(self, view: GatheringView, *, correcting: bool = False) -> None:
        """Show where a gathering stands."""
        self.facts.show_view(view)
        self.state_bar.set_states([_state(view, stage, state) for stage, state in view.bar.stages])
        self._step = view.bar.next_step
        self.next.setText(f"下一步：{view.bar.next_label}" if not view.final else view.bar.next_label)
        self.next.set_icon(_ICONS[self._step])
        self.save.setVisible(not view.final or correcting)
        self.attachments.setText(f"附件 {len(view.attachments)}" if view.attachments else "附件")

    def show_saved(self, words: str) -> None:
        """已保存 10:32, or what is not saved yet."""
        self.saved.setText(words)
        self._saved_icon.setVisible(bool(words))

    def set_mode(self, mode: str) -> None:
        """Choose 填写 or 纸样 without telling."""
        self.mode = mode
        self.switch.blockSignals(True)
        self.switch.choose(mode)
        self.switch.blockSignals(False)

    def set_wide(self, wide: bool) -> None:
        """In a wide window form and paper stand side by side, and the attachments are in sight."""
        self._wide = wide
        self.switch.setVisible(not wide)
        self.attachments.setVisible(not wide)

    def _fit(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(14, 24), px(4, 14), px(14, 24), px(7, 14))
        self._column.setSpacing(px(1, 4))
        self._upper.setSpacing(px(4, 6))
        self._lower.setSpacing(px(8, 8))


def _state(view: GatheringView, stage: Stage, state: StageState) -> State:
    words = STAGE_LABELS[stage]
    if stage is Stage.FINAL and view.finalised_at is not None:
        return State(stage.value, f"{words} {view.finalised_at.month}-{view.finalised_at.day}", Standing.FINAL)
    return State(stage.value, words, _STANDING[state])
