"""登记补课: one day and one way for several people, ticked from those who were away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.meetings.reading.views import Chip, GatheringView
from dangjian_desktop.meetings.service.inputs import EnterMakeUps
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.editors import CheckBox, Combo, DateEdit
from dangjian_desktop.ui.components.fields import Field, HintLine, commit_preedit
from dangjian_desktop.ui.components.flow import Flow
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.theme import theme

WAYS = ("自学会议材料", "集中补课", "个别传达", "网上学习")


def to_make_up(view: GatheringView) -> tuple[Chip, ...]:
    """Those who were away and have not made it up; 未登记 is unknown, not away."""
    there = (None, AttendanceState.PRESENT)
    return tuple(chip for chip in view.chips if chip.state not in there and chip.made_up_on is None)


class MakeUpDialog(Dialog):
    """``wish`` is the verb's input once it was confirmed."""

    def __init__(
        self,
        view: GatheringView,
        people: Sequence[Chip],
        ticked: Collection[str],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("登记补课", "登记", parent)
        self._view = view
        self.setMinimumWidth(theme().px(520))
        self.body.addWidget(Label(f"{view.title}　{view.day or ''}", Role.MUTED))
        host = QWidget()
        flow = Flow(host, gap=theme().px(18), line_gap=theme().px(6))
        self.ticks: dict[str, CheckBox] = {}
        for chip in people:
            word = "" if chip.state is AttendanceState.MAKE_UP else chip.state_label
            inside = "，".join(part for part in (word, chip.reason) if part)
            tick = CheckBox(f"{chip.name}（{inside}）" if inside else chip.name)
            tick.setChecked(chip.person in ticked)
            self.ticks[chip.person] = tick
            flow.addWidget(tick)
        self.body.addWidget(host)
        self.hint = HintLine()
        self.body.addWidget(self.hint)
        self.on = DateEdit(today)
        self.on.set_value(today())
        self.how = Combo([(one, one) for one in WAYS], free=True)
        self.day_field = Field("补课日期", self.on, name="on", help="可以写 3.15、10-12、昨天")
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        line.addWidget(self.day_field, 1)
        line.addWidget(Field("补课方式", self.how, name="how", help="写进党课记录的补课名单"), 1)
        self.body.addLayout(line)
        self.body.addWidget(Label("补课不算到会：参加率只计实到，补课率另计。", Role.MUTED, wrap=True))
        self.on.returnPressed.connect(self.confirm)
        self.on.setFocus()
        self.on.selectAll()

    @property
    def wish(self) -> EnterMakeUps:
        """What was confirmed."""
        people = tuple(person for person, tick in self.ticks.items() if tick.isChecked())
        return EnterMakeUps(self._view.id, people, self.on.value(), self.how.raw())

    def confirm(self) -> None:
        commit_preedit()
        if not any(tick.isChecked() for tick in self.ticks.values()):
            self.hint.show_text("请至少勾选一位。", Role.OVER)
            return
        self.hint.show_text("")
        try:
            day = self.on.value()
        except Refused as refused:
            self.day_field.set_error(str(refused))
            return
        # Written out now, so that leaving the field changes nothing and takes no sentence away.
        self.on.set_value(day)
        if day is None:
            self.day_field.set_error("请填补课日期，可以写 3.15、10-12 或昨天。")
        elif self._view.day is not None and day <= self._view.day:
            self.day_field.set_error(f"补课日期应在会议日期（{self._view.day:%m-%d}）之后。")
        else:
            self.accept()
