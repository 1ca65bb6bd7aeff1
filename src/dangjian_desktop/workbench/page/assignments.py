"""本月：部署→落实: what was laid down for the month and how far it is, with the list behind every number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dangjian_desktop.feature import Assignment, Headway
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.bars import ProgressBar
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, Words
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_ORDER = (Headway.IDLE, Headway.DOING, Headway.DONE)
_WORDS = {Headway.DONE: "完成", Headway.DOING: "进行", Headway.IDLE: "未动"}
_TONES = {Headway.DONE: Tone.OK, Headway.DOING: Tone.DUE, Headway.IDLE: Tone.OVER}
_BARS = {Headway.DONE: tokens.BAR_OK, Headway.DOING: tokens.BAR_DUE, Headway.IDLE: tokens.BAR_OVER}
_ROW = (28, 36)
_NONE = "本月还没有部署。会上定下的事项、计划到本月的活动会列在这里，办完自动计入。"


class AssignmentsCard(Card):
    """The month's counts and bar, and what was left longest; 看未动的 opens the whole list."""

    wanted = Signal(object)
    """The :class:`Assignment` that somebody wants to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("本月：部署 → 落实", flush=True, parent=parent)
        self._found: tuple[Assignment, ...] = ()
        self._day = date.min
        self._tight = False
        self.dialog: AssignmentsDialog | None = None
        self.counts = Label("", rich=True)
        self.see = Button("看未动的", Kind.LINK, on=self._open)
        line = QHBoxLayout()
        line.addWidget(self.counts)
        line.addStretch(1)
        line.addWidget(self.see)
        self.bar = ProgressBar()
        self.next = Table(
            (Column("", stretch=1), Column("", width=150, right=True)), row_height=_ROW, single_click=True
        )
        self.next.horizontalHeader().hide()
        self.next.setAccessibleName("还没有完成的")
        self.next.opened.connect(lambda key: self.wanted.emit(self._found[int(key)]))
        self._none = Label(_NONE, Role.MUTED, wrap=True)
        self._upper = QVBoxLayout()
        self._upper.addLayout(line)
        self._upper.addWidget(self.bar)
        self._upper.addWidget(self._none)
        self.add(self._upper)
        self.add(self.next, 1)
        self.body.addStretch(0)
        self._fit_inside()
        theme().changed.connect(self._fit_inside)

    def show_assignments(self, found: Sequence[Assignment], day: date) -> None:
        """Show how these stand in the month of ``day``; those that nothing was done about come first."""
        self._found, self._day = tuple(sorted(found, key=lambda one: _ORDER.index(one.state))), day
        self.set_title(f"本月 {day.month}月：部署 → 落实")
        self._say_counts()
        self.bar.set_parts([(self.count(state), _BARS[state]) for state in _WORDS], len(found) or 1, spoken=self.spoken)
        first = next((state for state in _ORDER if self.count(state)), Headway.DONE)
        self.see.setText({Headway.IDLE: "看未动的", Headway.DOING: "看进行的", Headway.DONE: "看完成的"}[first])
        self.next.set_rows(
            [_short_row(place, one) for place, one in enumerate(self._found) if one.state is not Headway.DONE]
        )
        for widget in (self.counts, self.see, self.bar):
            widget.setVisible(bool(found))
        self.set_tight(tight=self._tight)
        self._none.setVisible(not found)
        if self.dialog is not None:
            self.dialog.show_assignments(self._found)

    def _fit(self) -> None:
        super()._fit()
        px = theme().px
        self.body.setContentsMargins(0, 0, 0, px(2))
        self.body.setSpacing(px(4, 8))

    def _fit_inside(self) -> None:
        px = theme().px
        self._upper.setContentsMargins(px(14, 20), 0, px(14, 20), 0)
        self._upper.setSpacing(px(2, 6))
        self.next.setMinimumHeight(px(*_ROW))
        self._say_counts()

    def set_tight(self, *, tight: bool) -> None:
        """Keep to counts and bar where the window has no room for more."""
        self._tight = tight
        self.next.setVisible(not tight and self.count(Headway.DONE) < len(self._found))

    def count(self, state: Headway) -> int:
        """How many stand so."""
        return sum(one.state is state for one in self._found)

    @property
    def spoken(self) -> str:
        """The counts in one sentence."""
        parts = [f"部署 {len(self._found)} 件", *(f"{word} {self.count(state)}" for state, word in _WORDS.items())]
        return "，".join(parts)

    def _say_counts(self) -> None:
        px = theme().px
        figure = f"font-size:{px(20, 26)}px; font-weight:bold"
        parts = [f'部署 <span style="{figure}">{len(self._found)}</span> 件']
        for state, word in _WORDS.items():
            number = f'<span style="{figure}">{self.count(state)}</span>'
            parts.append(f'<span style="color:{_TONES[state].text}">{word} {number}</span>')
        self.counts.setText("&nbsp;&nbsp;&nbsp;&nbsp;".join(parts))
        self.counts.setAccessibleName(self.spoken)

    def _open(self) -> None:
        self.dialog = AssignmentsDialog(self._day, self._found, self.wanted.emit, self.window())
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


class AssignmentsDialog(Dialog):
    """All of the month's assignments; a row opens its record."""

    def __init__(
        self, day: date, found: Sequence[Assignment], wanted: Callable[[Assignment], object], parent: QWidget
    ) -> None:
        super().__init__(f"{day.month}月部署 → 落实", "关闭", parent, cancel="", primary=False)
        self._wanted = wanted
        self._found: tuple[Assignment, ...] = ()
        self.table = Table(
            (
                Column("进度", width=92),
                Column("部署的事项", stretch=1),
                Column("负责人", width=84),
                Column("时限", width=76),
            ),
            single_click=True,
        )
        self.table.setProperty("framed", "true")
        self.table.setAccessibleName("本月部署的事项")
        self.table.opened.connect(self._open)
        self.body.addWidget(self.table, 1)
        px = theme().px
        self.resize(px(720, 860), px(400, 560))
        self.show_assignments(found)
        self.table.setFocus()
        self.table.selectRow(0)

    def show_assignments(self, found: Sequence[Assignment]) -> None:
        """Show how they stand now."""
        self._found = tuple(found)
        self.table.set_rows([_row(place, one) for place, one in enumerate(self._found)])

    def _open(self, key: str) -> None:
        self.accept()
        self._wanted(self._found[int(key)])


def _short_row(place: int, one: Assignment) -> Row:
    when = f"{one.due.month}-{one.due.day:02d} 前" if one.due else ""
    return row(
        str(place),
        Cell.of(Words(_WORDS[one.state], _TONES[one.state]), one.title, tip=one.title),
        Cell.words("　".join(part for part in (when, one.responsible) if part), Tone.PLAIN),
    )


def _row(place: int, one: Assignment) -> Row:
    icon = {Headway.DONE: "check", Headway.IDLE: "circle-alert"}.get(one.state, "")
    return row(
        str(place),
        Cell.of(Tag(_WORDS[one.state], _TONES[one.state], icon)),
        Cell.words(one.title, tip=one.title),
        Cell.words(one.responsible),
        Cell.words(f"{one.due.month}-{one.due.day:02d}" if one.due else "—", Tone.PLAIN),
    )
