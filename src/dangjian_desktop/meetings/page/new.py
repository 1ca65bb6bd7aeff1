"""＋新建会议: which kinds, when and where; or the frame of last time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.meetings.page.people import PersonEdit
from dangjian_desktop.meetings.page.wishes import Wish
from dangjian_desktop.meetings.rules.kinds import KINDS, SegmentKind
from dangjian_desktop.meetings.service.inputs import NewSegment, PlanGathering, RepeatLast
from dangjian_desktop.roster.reading import GroupRef, PersonRef
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.editors import CheckBox, Combo, DateEdit, TimeEdit
from dangjian_desktop.ui.components.fields import Field, HintLine, commit_preedit
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.theme import theme


@dataclass(frozen=True)
class LastTime:
    """What was held last of one kind."""

    kind: str
    gathering: str
    title: str
    day: date | None


@dataclass(frozen=True)
class NewChoices:
    """What the dialog offers."""

    kinds: tuple[str, ...]
    people: tuple[PersonRef, ...]
    groups: tuple[GroupRef, ...]
    places: tuple[str, ...]
    last: tuple[LastTime, ...]
    host: str = ""
    recorder: str = ""
    start: str = ""
    end: str = ""


class KindsDialog(Dialog):
    """Which kinds of meeting this branch holds: only these are offered."""

    def __init__(self, ticked: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__("本支部开哪些会", "确定", parent)
        self.body.addWidget(Label("新建会议时只列出勾选的。", Role.MUTED))
        self.ticks: dict[str, CheckBox] = {}
        for kind, info in KINDS.items():
            tick = CheckBox(info.name)
            tick.setChecked(kind.value in ticked)
            self.ticks[kind.value] = tick
            self.body.addWidget(tick)
        self.hint = HintLine()
        self.body.addWidget(self.hint)

    @property
    def kinds(self) -> list[str]:
        """What is ticked."""
        return [kind for kind, tick in self.ticks.items() if tick.isChecked()]

    def confirm(self) -> None:
        if self.kinds:
            self.accept()
        else:
            self.hint.show_text("请至少勾选一种。", Role.OVER)


class NewGathering(Dialog):
    """Plan a gathering. ``wished`` carries the verb; the page says :meth:`refuse` or closes the dialog."""

    wished = Signal(object)
    kinds_chosen = Signal(list)
    """The branch holds other kinds of meeting from now on."""

    word_wanted = Signal()
    """Make it from minutes written elsewhere."""

    def __init__(
        self,
        choices: NewChoices,
        today: Callable[[], date],
        preset: Mapping[str, Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("新建会议", "建好", parent)
        self._choices = choices
        self.setMinimumWidth(theme().px(620))
        self.body.addWidget(Label("这次开什么会（可以多选，共用一次签到）", Role.BOLD))
        self.ticks: dict[str, CheckBox] = {}
        self._kinds_hint = HintLine()
        self.body.addLayout(self._kind_ticks())
        self.body.addWidget(self._kinds_hint)
        self.group = Combo([("", "请选择"), *((one.id, one.name) for one in choices.groups)])
        self._group_field = Field("哪个党小组", self.group, name="party_group")
        self.body.addWidget(self._group_field)
        self.day = DateEdit(today)
        self.start, self.end = TimeEdit(), TimeEdit()
        self.place = Combo([(one, one) for one in choices.places], free=True)
        members = [ref for ref in choices.people if ref.kind == "members"]
        self.host, self.recorder = PersonEdit(members, small=False), PersonEdit(members, small=False)
        self.fields: dict[str, Field] = {}
        self.body.addLayout(self._grid())
        self._fill()
        self._preset(preset or {})
        self._ticked()
        self._repeat_row()
        self.add_quiet("本支部开哪些会…", self._ask_kinds)
        self.add_quiet("从 Word 记录建…", self._from_word)
        (self.day if any(tick.isChecked() for tick in self.ticks.values()) else self._first_tick).setFocus()

    @property
    def _first_tick(self) -> CheckBox:
        return next(iter(self.ticks.values()))

    @property
    def kinds(self) -> list[str]:
        """What is ticked: the 主题党日 last, as it goes on afterwards."""
        chosen = [kind for kind, tick in self.ticks.items() if tick.isChecked()]
        return sorted(chosen, key=lambda kind: kind == SegmentKind.THEME_PARTY_DAY)

    def refuse(self, refused: Refused) -> None:
        """Show why it couldn't be planned, at the fields concerned."""
        for problem in refused.problems:
            if problem.field in self.fields:
                self.fields[problem.field].set_error(problem.message)
        if not any(problem.field in self.fields for problem in refused.problems):
            self._kinds_hint.show_text(str(refused), Role.OVER)
        self.accept_button.setEnabled(True)

    def confirm(self) -> None:
        commit_preedit()
        wrong = [field for field in self.fields.values() if not field.check()]
        ok = not wrong
        if not self.kinds:
            self._kinds_hint.show_text("请至少勾选一种会议。", Role.OVER)
            ok = False
        if SegmentKind.GROUP_MEETING in self.kinds and not self.group.raw():
            self._group_field.set_error("请选择是哪个党小组的会。")
            ok = False
        if not ok:
            return
        self.accept_button.setEnabled(False)
        self.wished.emit(Wish("plan_gathering", self._input()))

    def _input(self) -> PlanGathering:
        segments = tuple(
            NewSegment(
                kind=SegmentKind(kind),
                party_group=self.group.raw() or None if kind == SegmentKind.GROUP_MEETING else None,
            )
            for kind in self.kinds
        )
        return PlanGathering(
            segments=segments,
            day=self.day.value(),
            start=self.start.value(),
            end=self.end.value(),
            place=self.place.raw(),
            host=self.host.value(),
            recorder=self.recorder.value(),
        )

    def _kind_ticks(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(2))
        for place, kind in enumerate(self._choices.kinds):
            tick = CheckBox(KINDS[SegmentKind(kind)].name)
            tick.edited.connect(self._ticked)
            self.ticks[kind] = tick
            grid.addWidget(tick, place // 4, place % 4)
        return grid

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(8))
        made = (
            ("day", "日期", self.day, 0, 0, 1),
            ("start", "开始", self.start, 0, 1, 1),
            ("end", "结束", self.end, 0, 2, 1),
            ("place", "地点", self.place, 1, 0, 1),
            ("host", "主持人", self.host, 1, 1, 1),
            ("recorder", "记录人", self.recorder, 1, 2, 1),
        )
        for name, label, editor, row, column, span in made:
            field = Field(label, editor, name=name)
            editor.setMaximumWidth(16777215)
            self.fields[name] = field
            grid.addWidget(field, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        for column, stretch in enumerate((3, 2, 2)):
            grid.setColumnStretch(column, stretch)
        self.fields["day"].set_help("写 3.15、下周五都行，可先空着")
        return grid

    def _fill(self) -> None:
        """What the program knows already: last time's place and hours, who chairs and writes."""
        choices = self._choices
        if choices.places:
            self.place.set_raw(choices.places[0])
        self.start.set_raw(choices.start)
        self.end.set_raw(choices.end)
        self.host.set_raw(choices.host)
        self.recorder.set_raw(choices.recorder)

    def _preset(self, preset: Mapping[str, Any]) -> None:
        kinds = preset.get("kinds") or preset.get("kind") or ()
        for kind in (kinds,) if isinstance(kinds, str) else kinds:
            if str(kind) in self.ticks:
                self.ticks[str(kind)].setChecked(True)
        day = preset.get("day")
        if day is not None:
            self.day.set_raw(day.isoformat() if isinstance(day, date) else str(day))
        for name, editor in (("place", self.place), ("host", self.host), ("party_group", self.group)):
            if preset.get(name):
                editor.set_raw(str(preset[name]))

    def _from_word(self) -> None:
        self.word_wanted.emit()
        self.reject()

    def _ask_kinds(self) -> None:
        dialog = KindsDialog(self._choices.kinds, self)
        dialog.accepted.connect(lambda: self.kinds_chosen.emit(dialog.kinds))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ticked(self) -> None:
        self._group_field.setVisible(SegmentKind.GROUP_MEETING in self.kinds)
        if self.kinds:
            self._kinds_hint.show_text("")

    def _repeat_row(self) -> None:
        if not self._choices.last:
            return
        line = QHBoxLayout()
        line.setSpacing(theme().px(8))
        line.addWidget(Label("照上次：", Role.MUTED))
        for last in self._choices.last[:3]:
            button = Button(f"{last.title}", Kind.LINK, icon_name="copy", tip="环节、时间、地点、主持和记录都照这一次")
            button.clicked.connect(lambda _checked=False, last=last: self._repeat(last))
            line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)

    def _repeat(self, last: LastTime) -> None:
        commit_preedit()
        if not self.fields["day"].check():
            return
        day = self.day.value()
        if day is None:
            self.fields["day"].set_error("照上次建，请先填这次的日期。")
            self.day.setFocus()
            return
        self.wished.emit(Wish("repeat_last", RepeatLast(day, last.gathering, SegmentKind(last.kind))))
