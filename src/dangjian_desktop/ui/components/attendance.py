"""Signing in: everyone starts 未登记, 全部出席, then the exceptions by one menu, from mouse or keyboard alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.buttons import Button, Kind, ToolButton
from dangjian_desktop.ui.components.chips import ChipGrid, ChipState, Person
from dangjian_desktop.ui.components.editors import LineEdit
from dangjian_desktop.ui.components.flow import Flow
from dangjian_desktop.ui.components.labels import Label, Role, discard, divider
from dangjian_desktop.ui.components.status_menu import StatusMenu
from dangjian_desktop.ui.components.tags import Tag, TagLabel
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

UNREGISTERED = ChipState("unregistered", "未登记", "circle", Tone.PLAIN, dashed=True)
PRESENT = ChipState("present", "出席", "check", Tone.OK, silent=True)
OBSERVER = ChipState("observer", "列席", "check", Tone.MUTED, silent=True)
STATES: tuple[ChipState, ...] = (
    PRESENT,
    ChipState("official_business", "公差", "triangle", Tone.DUE),
    ChipState("sick_leave", "病假", "triangle", Tone.DUE),
    ChipState("personal_leave", "事假", "triangle", Tone.DUE),
    ChipState("leave", "休假", "triangle", Tone.DUE),
    ChipState("absent", "缺席", "x", Tone.OVER),
    ChipState("make_up", "补课", "history", Tone.INFO),
)
"""What the menu offers, in the order of its digits 1 to 7."""


@dataclass(frozen=True)
class Count:
    """One number of the line above the names: 应到 28. ``tone`` colours it (None = ink)."""

    word: str
    number: int | str


@dataclass(frozen=True)
class Change:
    """What the user said of one person."""

    person: str
    state: str
    reason: str
    written_opinion: bool


class AttendanceBoard(QWidget):
    """The counts, 全部出席, the initials field and the chips.

    The board shows what it is given (:meth:`set_people`, :meth:`set_counts`); ``changed`` carries a list of
    :class:`Change`, already shown, for the page to act on. ``states`` may be replaced by the page;
    ``match`` (typed, name) ranks a name for what was typed (None = not meant); without it keys decide.
    """

    changed = Signal(list)
    add_observer = Signal()

    def __init__(
        self,
        states: Sequence[ChipState] = STATES,
        *,
        unregistered: ChipState = UNREGISTERED,
        observer: ChipState = OBSERVER,
        title: str = "签到",
        match: Callable[[str, str], int | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._states = tuple(states)
        self._unregistered = unregistered
        self._locked = False
        self._with_observers = True
        self._match = match
        px = theme().px
        self._counts = QWidget()
        self._counts_flow = Flow(self._counts, gap=px(10, 12), line_gap=px(4))
        self._title = Label(title, Role.HEADING)
        self.all_present = Button("全部出席", icon_name="", kind=Kind.ROW, on=self._all_present)
        self.all_present.setToolTip("把还没登记的人都记为出席，再改例外")
        self.initials = LineEdit(placeholder="", small=True)
        self.initials.setAccessibleName("输姓名首字母，回车选状态")
        self.initials.returnPressed.connect(self._find)
        self.initials.textEdited.connect(self._point)
        self._hint = Label("输姓名首字母", Role.MUTED)
        self.message = Label("", Role.OVER)
        self.message.hide()
        self._after = Label("回车选状态", Role.MUTED, parent=self)
        self._after.hide()
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        self.grid = ChipGrid(self._states, unregistered=unregistered)
        self.grid.asked.connect(self._ask)
        self.observers = ChipGrid(self._states, unregistered=observer, hug=True)
        self.observers.asked.connect(self._ask)
        self._observer_word = Label("列席", Role.MUTED)
        self._observer_add = ToolButton("plus", tip="添加列席人员", mini=True, on=self.add_observer.emit)
        self._foot_host = QWidget()
        self.foot = QHBoxLayout(self._foot_host)
        self.foot.setContentsMargins(0, 0, 0, 0)
        self.foot.setSpacing(px(8))
        self.foot.addWidget(self._observer_word)
        self.foot.addWidget(self.observers, 100)
        self.foot.addWidget(self._observer_add)
        self.foot.addStretch(1)
        self._foot_hint = Label("点姓名改，含原因", Role.MUTED)
        self.foot.addWidget(self._foot_hint)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(5, 7))
        outer.addLayout(self._first)
        outer.addLayout(self._second)
        outer.addWidget(self.grid)
        outer.addWidget(self._foot_host)
        self._outer = outer
        # The names get their places while a layout is at work, which must not be changed under its hands.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._place_foot)
        self.grid.arranged.connect(self._soon.start)
        self._fit_head()
        theme().changed.connect(self._fit_head)

    def _fit_head(self) -> None:
        """One line in the small window; in the wide one the field and its button stand on a line of their own."""
        look = theme()
        for row in (self._first, self._second):
            while row.takeAt(0) is not None:
                pass
            row.setSpacing(look.px(8))
        self.initials.setFixedWidth(look.px(66, 118))
        self._first.addWidget(self._counts, 1)
        row = self._second if look.wide else self._first
        if look.wide:
            for widget in (self.all_present, self._hint, self.initials, self._after, self.message):
                row.addWidget(widget)
            row.addStretch(1)
        else:
            for widget in (self.message, self.all_present, self._hint, self.initials):
                row.addWidget(widget)
        self._after.setVisible(look.wide and not self._locked)

    def _place_foot(self) -> None:
        """列席 and what follows stand behind the last names where there is room, else on a line of their own."""
        tail = self.grid.tail
        self._foot_hint.show()
        needed = self.foot.minimumSize().width() + (self.observers.maximumWidth() if self.observers.people else 0)
        spare = self._foot_hint.sizeHint().width() + self.foot.spacing()
        beside = not theme().wide and bool(self.grid.people) and needed - spare <= tail.width()
        self._foot_hint.setVisible(not beside or needed <= tail.width())
        if beside:
            if self._foot_host.parent() is not self.grid:
                self._outer.removeWidget(self._foot_host)
                self._foot_host.setParent(self.grid)
                self._foot_host.show()
            self._foot_host.setGeometry(tail)
        elif self._foot_host.parent() is not self:
            self._outer.addWidget(self._foot_host)
            self._foot_host.show()

    def hide_observers(self) -> None:
        """For an occasion that nobody sits in on: no line 列席."""
        for widget in (self._observer_word, self.observers, self._observer_add):
            widget.hide()
        self._with_observers = False

    def set_people(self, members: Sequence[Person], observers: Sequence[Person] = ()) -> None:
        """Show these people in this order; the ones under 列席 stand on their own line."""
        self.observers.set_people(observers)
        self.grid.set_people(members)

    def set_counts(self, groups: Sequence[Sequence[Count]], verdict: Tag | None = None, basis: str = "") -> None:
        """The line above: groups of counts with a divider between (应到…，有表决权…), a verdict and its article."""
        while (item := self._counts_flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not self._title:
                discard(widget)
        self._counts_flow.addWidget(self._title)
        for number, group in enumerate(groups):
            if number:
                line = divider()
                line.setFixedSize(1, theme().px(22, 26))
                self._counts_flow.addWidget(line)
            for count in group:
                self._counts_flow.addWidget(count_label(count))
        if verdict is not None:
            said = TagLabel(verdict)
            said.setToolTip(basis)
            said.setAccessibleDescription(basis)
            self._counts_flow.addWidget(said)
        # In the small window the article is the tag's tip: a second line would cost a row of names.
        if basis and (theme().wide or verdict is None):
            self._counts_flow.addWidget(Label(basis, Role.INFO))
        self._counts.updateGeometry()

    def set_locked(self, locked: bool) -> None:
        """The record is final: chips can be read, not changed."""
        self._locked = locked
        for widget in (self.all_present, self.initials, self._hint):
            widget.setVisible(not locked)
        self._observer_add.setVisible(not locked and self._with_observers)
        self.grid.set_locked(locked)
        self.observers.set_locked(locked)
        self._fit_head()

    def _all_present(self) -> None:
        changes = []
        for person in self.grid.people:
            if person.state == self._unregistered.key:
                self.grid.update_person(replace(person, state=self._states[0].key))
                changes.append(Change(person.id, self._states[0].key, "", False))
        if changes:
            self.changed.emit(changes)

    def _point(self, typed: str) -> None:
        """Mark the first name found while typing."""
        self.message.hide()
        found = self._people_for(self.grid, typed)
        self.grid.point_at(found[0].id if found else "")

    def _people_for(self, grid: ChipGrid, typed: str) -> list[Person]:
        if self._match is None:
            return grid.matching(typed)
        ranked = [(self._match(typed, person.name), place) for place, person in enumerate(grid.people)]
        people = grid.people
        return [people[place] for rank, place in sorted((r, p) for r, p in ranked if r is not None)]

    def _find(self) -> None:
        typed = self.initials.text().strip()
        if not typed:
            return
        found = self._people_for(self.grid, typed) or self._people_for(self.observers, typed)
        if not found:
            self.message.setText(f"没有“{typed}”")
            self.message.show()
            self.initials.selectAll()
            return
        grid = self.grid if found[0] in self.grid.people else self.observers
        self._open(grid, found[0].id, [person.id for person in found], from_field=True)

    def _ask(self, person: str) -> None:
        grid = self.grid if self.grid.has(person) else self.observers
        self._open(grid, person, [person], from_field=False)

    def _open(self, grid: ChipGrid, person: str, found: list[str], *, from_field: bool) -> None:
        """The one menu. With several people of the same initials, Tab goes to the next."""
        if self._locked:
            return
        chosen = grid.person(person)
        namesakes = [grid.person(other) for other in found]
        menu = StatusMenu(chosen, self._states, others=namesakes, parent=self)
        menu.chosen.connect(lambda who, state, reason, written: self._apply(grid, who, state, reason, written))
        menu.finished.connect(lambda: self._back(grid, person, from_field=from_field))
        chip = grid.chip(person)
        menu.open_at(chip.mapToGlobal(QPoint(0, chip.height() + 3)))

    def _apply(self, grid: ChipGrid, who: str, state: str, reason: str, written: bool) -> None:
        grid.update_person(replace(grid.person(who), state=state, reason=reason, written_opinion=written))
        self.changed.emit([Change(who, state, reason, written)])

    def _back(self, grid: ChipGrid, person: str, *, from_field: bool) -> None:
        self.grid.point_at("")
        if from_field:
            self.initials.clear()
            self.initials.setFocus()
        elif grid.has(person):
            # The chip may have been rebuilt by the page's refresh in the meantime.
            QTimer.singleShot(0, self, lambda: grid.focus(person))


def count_label(count: Count) -> Label:
    """应到 28 with the number in bold."""
    label = Label(rich=True)
    label.setText(f'<span style="color:{tokens.INK}">{count.word} <b>{count.number}</b></span>')
    label.setFixedHeight(theme().px(22, 28))
    return label
