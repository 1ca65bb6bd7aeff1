"""The shared page of a list and its records: the list folds to a rail, the paper stands behind or beside the form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.buttons import Button, Kind, Switch
from dangjian_desktop.ui.components.fields import Mark
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, Role
from dangjian_desktop.ui.components.paper_view import PaperView
from dangjian_desktop.ui.components.rail import Rail, RailItem
from dangjian_desktop.ui.components.statebar import State, StateBar
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.theme import theme


class RecordHead(QFrame):
    """The white band on top of a record: title and facts; below them state bar, switch, 保存 and the next step.

    A record without states or paper (``one_row``) has its buttons beside its name.
    """

    save_pressed = Signal()
    next_pressed = Signal()

    def __init__(self, *, one_row: bool = False) -> None:
        super().__init__()
        self.setProperty("strip", "true")
        self.title = ElidedLabel("", Role.TITLE)
        self.facts = ElidedLabel("", Role.MUTED)
        self._tick = Mark("check", tokens.Tone.OK.text)
        self.saved = Label("已保存", Role.OK)
        self.states = StateBar()
        self.switch = Switch([("form", "填写"), ("paper", "纸样")])
        self.save = Button("保存", icon_name="save", on=self.save_pressed.emit)
        self.save.setToolTip("保存（Ctrl+S）。不按也会自己保存。")
        self.next = Button("", Kind.PRIMARY, on=self.next_pressed.emit)
        self.next.hide()
        first = QHBoxLayout()
        first.addWidget(self.title)
        first.addWidget(self.facts, 1)
        first.addWidget(self._tick)
        first.addWidget(self.saved)
        self.second = QHBoxLayout()
        """Further buttons may be inserted before the switch."""
        self.second.addWidget(self.states)
        self.second.addStretch(1)
        for widget in (self.switch, self.save, self.next):
            self.second.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.addLayout(first)
        if one_row:
            self.states.hide()
            first.addLayout(self.second)
        else:
            outer.addLayout(self.second)
        self._outer, self._first = outer, first
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        px = theme().px
        self._outer.setContentsMargins(px(14, 24), px(6, 14), px(16, 24), px(7, 14))
        self._outer.setSpacing(px(4, 8))
        self._first.setSpacing(px(12, 16))
        self.second.setSpacing(px(8))

    def set_title(self, title: str, facts: Sequence[str] = ()) -> None:
        """The record's name and its facts (day, place, people), with room between them."""
        self.title.setText(title)
        self.facts.setText("　".join(fact for fact in facts if fact))

    def set_states(self, states: Sequence[State]) -> None:
        """Where the record stands."""
        self.states.set_states(states)

    def set_next(self, text: str, icon_name: str = "", *, enabled: bool = True) -> None:
        """The one primary button: the next step; "" when there is none."""
        self.next.setText(f"下一步：{text}" if text else "")
        self.next.set_icon(icon_name)
        self.next.setEnabled(enabled)
        self.next.setVisible(bool(text))

    def set_saved(self, words: str) -> None:
        """已保存, 正在写…, or what stands in the way."""
        self.saved.setText(words)
        good = words.startswith("已保存")
        self.saved.set_role(Role.OK if good else Role.MUTED)
        self._tick.setVisible(good)


class RecordView(QWidget):
    """Rail, head, form and paper. At 1600 logical pixels and more the paper stands beside the form."""

    def __init__(self, form: QWidget, paper: PaperView | None = None) -> None:
        super().__init__()
        self.rail = Rail()
        self.head = RecordHead(one_row=paper is None)
        self.form = form
        self.paper = paper
        form.setObjectName("body")
        self.form_area = QScrollArea()
        self.form_area.setWidgetResizable(True)
        self.form_area.setWidget(form)
        self.form_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.form_area)
        if paper is not None:
            self.splitter.addWidget(paper)
            self.splitter.setStretchFactor(0, 1)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.head)
        right.addWidget(self.splitter, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.rail)
        outer.addLayout(right, 1)
        self.head.switch.chosen.connect(lambda _key: self._fit())
        theme().changed.connect(self._fit)
        self._fit()

    @property
    def paper_shown(self) -> bool:
        """Whether the paper is in sight, so that it is worth making."""
        return self.paper is not None and (theme().wide or self.head.switch.current == "paper")

    def _fit(self) -> None:
        if self.paper is None:
            self.head.switch.hide()
            return
        wide = theme().wide
        self.head.switch.setVisible(not wide)
        on_paper = self.head.switch.current == "paper"
        self.form_area.setVisible(wide or not on_paper)
        self.paper.setVisible(wide or on_paper)
        if wide and self.splitter.sizes()[1] in {0, self.splitter.width()}:
            paper = theme().px(665, 760)
            self.splitter.setSizes([max(400, self.splitter.width() - paper), paper])


class RecordPage(Page):
    """A list that gives way to one record: Enter opens, Esc goes back. Subclasses fill both.

    Call :meth:`show_record` when a record is opened, with the items of the rail.
    """

    def __init__(self, listing: QWidget, record: RecordView) -> None:
        super().__init__()
        self.listing = listing
        self.record = record
        self.current = ""
        """The id of the record that is open, "" while the list is shown."""
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.addWidget(listing)
        self._margin = inside
        self._stack = QStackedLayout(self)
        self._stack.addWidget(holder)
        self._stack.addWidget(record)
        record.rail.unfold_pressed.connect(self.show_list)
        record.rail.chosen.connect(self.open_record)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        px = theme().px
        self._margin.setContentsMargins(px(16, 24), 0, px(16, 24), px(8, 16))

    def show_record(self, id: str, rail: Sequence[RailItem]) -> None:
        """Bring the record to the front with the list folded beside it."""
        self.current = id
        self.record.rail.set_items(rail, id)
        self._stack.setCurrentWidget(self.record)

    def show_list(self) -> None:
        """Unfold the list again; what was typed is kept first."""
        if self.current and self.can_leave():
            self.flush_drafts()
            self.current = ""
            self._stack.setCurrentIndex(0)
            self.listing.setFocus()

    def escape(self) -> bool:
        if self.current:
            self.show_list()
            return True
        return False
