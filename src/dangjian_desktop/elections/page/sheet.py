"""An election on the screen: its steps, what went up and came back, who may vote, the ballots, who counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.elections.page.ballot import BallotCard
from dangjian_desktop.elections.page.dialogs import APPROVALS, Approval
from dangjian_desktop.elections.reading import ElectionView
from dangjian_desktop.elections.rules import TELLER_LABELS, SeatKind, TellerRole, Verdict
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, RowButton
from dangjian_desktop.ui.components.labels import Label, Role, discard
from dangjian_desktop.ui.components.statebar import Standing, State, StateBar
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag, TagLabel
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_UP = (Column("报什么", 130, stretch=1), Column("请示/报告", 190), Column("批复", 190), Column("", 126))
_QUORUM = {
    Verdict.BOTH: ("超过五分之四，可以选举", Tone.OK, "check"),
    Verdict.ONE: ("正好五分之四，两种说法不一，请先问上级", Tone.DUE, "triangle-alert"),
    Verdict.NONE: ("不到五分之四，不能选举", Tone.OVER, "circle-alert"),
}


class ElectionBody(QWidget):
    """The cards of one election."""

    approval_opened = Signal(str)
    approval_printed = Signal(str)
    facts_pressed = Signal()
    meeting_pressed = Signal()
    meeting_opened = Signal()
    meeting_started = Signal()
    tellers_pressed = Signal()
    round_added = Signal()
    nominate_pressed = Signal(str)
    count_pressed = Signal(str)
    revote_pressed = Signal(str)
    round_deleted = Signal(str)
    duty_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        px = theme().px
        self.states = StateBar()
        self.todo = Label("", Role.MUTED, wrap=True)
        steps = Card()
        steps.add(self.states)
        steps.add(self.todo)
        self.up = Table(_UP, fitted=True)
        self.up.setAccessibleName("请示和批复")
        self.up.opened.connect(self.approval_opened)
        self.up.button_pressed.connect(self._pressed)
        up_card = Card("请示和批复", flush=True)
        up_card.add(self.up)
        self.counts = Label("", Role.BOLD, wrap=True)
        self.quorum = TagLabel(Tag("", Tone.OK))
        self.excluded = Label("", Role.MUTED, wrap=True)
        self.meeting = Button("", Kind.LINK, on=self.meeting_opened.emit)
        self.voters_card = Card("选举人")
        self.start_button = Button("登记选举大会", Kind.ROW, icon_name="plus", on=self.meeting_started.emit)
        self.link_button = Button("关联选举大会…", Kind.ROW, icon_name="link", on=self.meeting_pressed.emit)
        self.facts_button = Button("选举安排…", Kind.ROW, icon_name="pencil", on=self.facts_pressed.emit)
        for button in (self.start_button, self.link_button, self.facts_button):
            self.voters_card.add_head(button)
        line = QHBoxLayout()
        line.setSpacing(px(10))
        line.addWidget(self.counts)
        line.addWidget(self.quorum)
        line.addWidget(self.meeting)
        line.addStretch(1)
        self.voters_card.add(line)
        self.voters_card.add(self.excluded)
        self._ballots = QVBoxLayout()
        self._ballots.setSpacing(px(8, 16))
        self.cards: list[BallotCard] = []
        self.tellers = Label("", wrap=True)
        self._tellers_card = Card("监票和计票")
        self._tellers_card.add_head(Button("登记…", Kind.ROW, icon_name="user-plus", on=self.tellers_pressed.emit))
        self._tellers_card.add(self.tellers)
        self.add_round_button = Button("加一项选举", icon_name="plus", on=self.round_added.emit)
        add = QHBoxLayout()
        add.addWidget(self.add_round_button)
        add.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14, 24), px(8, 16), px(16, 24), px(10, 16))
        column.setSpacing(px(8, 16))
        for card in (steps, up_card, self.voters_card):
            column.addWidget(card)
        column.addLayout(self._ballots)
        column.addLayout(add)
        column.addWidget(self._tellers_card)
        column.addStretch(1)

    def show_election(self, view: ElectionView, today: date) -> None:
        """Show everything of it."""
        upcoming = view.next_step
        self.states.set_states(
            [
                State(
                    step.step,
                    step.step.label,
                    Standing.DONE if step.done else Standing.NOW if step is upcoming else Standing.TO_COME,
                )
                for step in view.steps
            ]
        )
        self.todo.setText(f"下一步：{upcoming.todo}。{view.blocked}" if upcoming else "选举已办完，新班子已登记。")
        self.up.set_rows([_up_row(view, one, today) for one in APPROVALS])
        self._show_voters(view)
        self._show_ballots(view)
        self.tellers.setText(_tellers(view))
        self.tellers.set_role(Role.BODY if view.tellers else Role.MUTED)
        self.add_round_button.setVisible(view.values["installed_on"] is None)

    def _show_voters(self, view: ElectionView) -> None:
        body = view.electorate
        present = f"　实到会 {body.present} 人" if body.present is not None else ""
        self.counts.setText(f"应到会有选举权 {body.expected} 人{present}")
        self.quorum.setVisible(body.quorum is not None)
        if body.quorum is not None:
            self.quorum.set_tag(Tag(*_QUORUM[body.quorum]))
        left = [f"{one.name}：{one.reason}" for one in body.excluded]
        self.excluded.setText("　".join(left) if left else f"党员 {body.members} 人都有选举权。")
        self.meeting.setText(view.gathering_title)
        self.meeting.setVisible(bool(view.gathering))
        self.start_button.setVisible(not view.gathering)
        self.link_button.setText("换一次会议…" if view.gathering else "关联选举大会…")

    def _show_ballots(self, view: ElectionView) -> None:
        for card in self.cards:
            self._ballots.removeWidget(card)
            discard(card)
        leaders = frozenset(row.person for seat, row in view.seats_won() if seat is not SeatKind.MEMBER)
        locked = view.values["installed_on"] is not None
        self.cards = [BallotCard(one, leaders, locked=locked) for one in view.rounds]
        for card in self.cards:
            card.nominate_pressed.connect(self.nominate_pressed)
            card.count_pressed.connect(self.count_pressed)
            card.revote_pressed.connect(self.revote_pressed)
            card.delete_pressed.connect(self.round_deleted)
            card.duty_pressed.connect(self.duty_pressed)
            self._ballots.addWidget(card)

    def _pressed(self, key: str, button: str) -> None:
        (self.approval_printed if button == "print" else self.approval_opened).emit(key)


def _up_row(view: ElectionView, one: Approval, today: date) -> Row:
    sent, back = view.day(one.sent), view.day(one.back)
    cells = []
    for day, number, word in ((sent, view.text(one.sent_number), "已报"), (back, view.text(one.back_number), "已批复")):
        if day is None:
            cells.append(Cell.words("还没有", Tone.PLAIN))
        else:
            cells.append(Cell.of(Tag(f"{short_day(day, today)} {word}", Tone.OK, "check"), number))
    buttons = (RowButton("edit", "登记"), RowButton("print", "打印"))
    return row(one.key, Cell.words(one.what, bold=True), *cells, Cell((), buttons))


def _tellers(view: ElectionView) -> str:
    parts: Sequence[str] = [
        f"{TELLER_LABELS[role]} {'、'.join(names)}"
        for role in TellerRole
        if (names := [name for its, _id, name in view.tellers if its is role])
    ]
    return "　".join(parts) if parts else "还没有登记。监票人从不是候选人的党员中推选，大会通过。"
