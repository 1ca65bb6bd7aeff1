"""The two cards below the plan: who is short of hours, and whose turn the next lectures are; and the line of forms."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dangjian_desktop.study.reading.board import Board, NextLecture
from dangjian_desktop.study.reading.hours import MemberHours
from dangjian_desktop.study.rules.conversion import hours_text
from dangjian_desktop.study.rules.plan import FormShare
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.bars import ProgressBar
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.fields import Mark
from dangjian_desktop.ui.components.flow import Flow
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, Role, discard
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

SHOWN = 3
"""Rows of the card of hours."""
LECTURES = 2


def _clear(layout: QGridLayout | QHBoxLayout | QVBoxLayout | Flow) -> None:
    while (item := layout.takeAt(0)) is not None:
        if item.widget() is not None:
            discard(item.widget())


class HoursCard(Card):
    """学时 谁还差: ``make_up`` carries a member with sessions to make up, ``all_wanted`` asks for everybody."""

    make_up = Signal(str)
    member_wanted = Signal(str)
    all_wanted = Signal()
    basis_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("学时 谁还差", parent=parent)
        self.basis = Button("依据", Kind.QUIET, icon_name="chevron-down", on=self.basis_wanted.emit)
        self.basis.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.basis.setProperty("kind", "link")
        self.add_head(self.basis)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme().px(10, 16))
        self._grid.setVerticalSpacing(theme().px(4, 8))
        self._grid.setColumnStretch(1, 1)
        self.others = Button("", Kind.LINK, on=self.all_wanted.emit)
        self.add(self._grid)
        line = QHBoxLayout()
        line.addWidget(self.others)
        line.addStretch(1)
        self.add(line)
        self.body.addStretch(1)
        self.body.setSpacing(theme().px(4, 8))

    def show_board(self, board: Board) -> None:
        """Show the members with the largest gaps, and how the others stand."""
        _clear(self._grid)
        figures = board.hours.basis.split("：")[0].replace("/", " / ")
        self.set_title("学时 谁还差", f"按 {figures}")
        shown = board.short[:SHOWN]
        if len(shown) < SHOWN:
            shown = (*shown, *board.hours.met[: SHOWN - len(shown)])
        for line, one in enumerate(shown):
            self._add(line, one, board)
        rest = len(board.hours.members) - len(shown)
        met = len(board.hours.met) - sum(one.standing.met for one in shown)
        words = f"其余 {rest} 人已达标" if rest == met else f"其余 {rest} 人，已达标 {met} 人"
        self.others.setText(f"{words}，点开看" if rest else "看每个人的学时")
        self.others.setVisible(bool(board.hours.members))
        if not board.hours.members:
            self._grid.addWidget(Label("登记党员名册后，这里看得出谁还差学时。", Role.MUTED), 0, 0, 1, 4)

    def _add(self, line: int, one: MemberHours, board: Board) -> None:
        stands = one.standing
        done, asked = hours_text(stands.done), hours_text(stands.requirement.hours)
        tone = tokens.BAR_OK if stands.met else tokens.BAR_DUE
        bar = ProgressBar([(float(stands.done), tone)], float(stands.requirement.hours) or 1, spoken=stands.words)
        name = Button(one.name, Kind.LINK, tip=f"{stands.requirement.words}；点开看每一场")
        name.setProperty("kind", "fact")
        name.clicked.connect(lambda _checked=False: self.member_wanted.emit(one.id))
        self._grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(bar, line, 1)
        self._grid.addWidget(Label(f"{done}/{asked}"), line, 2)
        if stands.met:
            self._grid.addWidget(_marked("check", "已达", Tone.OK, Role.OK), line, 3)
        else:
            role = Role.OVER if stands.behind else Role.DUE
            self._grid.addWidget(Label(f"差 {hours_text(stands.gap)}", role), line, 3)
        make_ups = board.chances.make_ups.get(one.id, ())
        if make_ups and not stands.met:
            button = Button(f"补课 {len(make_ups)} 场", Kind.ROW, tip=board.closing(one).words)
            button.clicked.connect(lambda _checked=False: self.make_up.emit(one.id))
            self._grid.addWidget(button, line, 4)
        else:
            spacer = QWidget()
            spacer.setFixedHeight(theme().px(26, 32))
            self._grid.addWidget(spacer, line, 4)


def _marked(icon_name: str, words: str, tone: Tone, role: Role) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme().px(4))
    line.addWidget(Mark(icon_name, tone.text))
    line.addWidget(Label(words, role))
    return holder


class RotaCard(Card):
    """轮讲 下一位是谁，为什么: assign who is proposed, swap the next two, or take somebody else."""

    assign = Signal(str, str, str)
    """Item, member and reason."""
    swap = Signal(str, str)
    replace_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("轮讲", "下一位是谁，为什么", parent=parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme().px(12, 18))
        self._grid.setVerticalSpacing(theme().px(4, 8))
        self._grid.setColumnStretch(2, 1)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(theme().px(8))
        self.add(self._grid)
        self.add(self._foot)
        self.body.addStretch(1)
        self.body.setSpacing(theme().px(4, 8))

    def show_board(self, board: Board) -> None:
        """Show the next lectures with whose turn they are."""
        _clear(self._grid)
        _clear(self._foot)
        shown = board.lectures[:LECTURES]
        for line, one in enumerate(shown):
            self._add(line, one)
        if not shown:
            words = "计划里没有后面的轮讲。加一项“轮讲促学”，这里就排出轮到谁。"
            self._grid.addWidget(Label(words, Role.MUTED, wrap=True), 0, 0, 1, 4)
            return
        assigned = [one for one in shown if not one.proposed]
        if len(assigned) == LECTURES:
            first, second = assigned
            button = Button(f"{first.name}与{second.name}对调", Kind.ROW, icon_name="arrow-left-right")
            button.clicked.connect(lambda _checked=False: self.swap.emit(first.item, second.item))
            self._foot.addWidget(button)
        self._foot.addStretch(1)
        if board.fair:
            self._foot.addWidget(_marked("check", "谁也不会连讲两次", Tone.OK, Role.OK))
        else:
            self._foot.addWidget(_marked("info", "有人多讲了，后面先排别人", Tone.DUE, Role.DUE))

    def _add(self, line: int, one: NextLecture) -> None:
        self._grid.addWidget(Label(f"{one.month}月", Role.MUTED), line, 0)
        self._grid.addWidget(Label(one.name, Role.BOLD), line, 1)
        self._grid.addWidget(ElidedLabel(one.reason, Role.MUTED), line, 2)
        if one.proposed:
            button = Button("就他讲", Kind.ROW, tip="把这一讲排给他")
            button.setText("排上")
            button.clicked.connect(lambda _checked=False: self.assign.emit(one.item, one.member, one.reason))
        else:
            button = Button("换人", Kind.ROW)
            button.clicked.connect(lambda _checked=False: self.replace_wanted.emit(one.item))
        self._grid.addWidget(button, line, 3)


class FormsLine(QWidget):
    """形式分布: how often each form stands in the plan; a scarce one is said so, with the way to more of it."""

    paste_chat = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(theme().px(2), 0, theme().px(2), 0)
        outer.setSpacing(theme().px(12, 16))
        self._words = QHBoxLayout()
        self._words.setSpacing(theme().px(10, 14))
        outer.addLayout(self._words)
        outer.addStretch(1)
        self._mark = Mark("info", Tone.DUE.text)
        self.scarce = Label("", Role.DUE)
        hint = QHBoxLayout()
        hint.setSpacing(theme().px(4))
        hint.addWidget(self._mark)
        hint.addWidget(self.scarce)
        outer.addLayout(hint)
        self.chat = Button("粘贴群聊记录成一场", Kind.ROW, icon_name="clipboard-paste", on=self.paste_chat.emit)
        outer.addWidget(self.chat)

    def show_forms(self, shares: tuple[FormShare, ...]) -> None:
        """Show the counts."""
        _clear(self._words)
        self._words.addWidget(Label("形式分布", Role.MUTED))
        for one in shares:
            colour = Tone.DUE.text if one.scarce else tokens.INK
            label = Label(rich=True)
            label.setText(f'<span style="color:{colour}">{one.form.short} <b>{one.count}</b></span>')
            self._words.addWidget(label)
        few = "、".join(one.form.short for one in shares if one.scarce)
        self.scarce.setText(f"{few}偏少" if few else "")
        self.scarce.setVisible(bool(few))
        self._mark.setVisible(bool(few))
