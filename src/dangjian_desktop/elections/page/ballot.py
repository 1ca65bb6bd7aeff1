"""One ballot on the screen: who stands, votes, who is elected and under which reading."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dangjian_desktop.elections.reading import CandidateRow, RoundView
from dangjian_desktop.elections.rules import BODY_LABELS, DUTIES, SeatKind, Verdict
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, RowButton, Words
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_COLUMNS = (
    Column("候选人", 190, stretch=2),
    Column("赞成", 56, right=True),
    Column("不赞成", 64, right=True),
    Column("弃权", 56, right=True),
    Column("结果", 210, stretch=1),
    Column("分工", 140),
)


class BallotCard(Card):
    """A card for one ballot; ``leaders`` were elected 书记 or 副书记 and need no 分工. Events go up with an id."""

    nominate_pressed = Signal(str)
    count_pressed = Signal(str)
    revote_pressed = Signal(str)
    delete_pressed = Signal(str)
    duty_pressed = Signal(str)
    """A candidate whose 分工 is to be chosen."""

    def __init__(self, one: RoundView, leaders: frozenset[str], *, locked: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, flush=True, title=one.title)
        self.round = one
        self.table = Table(_COLUMNS, fitted=True)
        self.table.setAccessibleName(one.title)
        self.table.button_pressed.connect(lambda key, _button: self.duty_pressed.emit(key))
        standing = sum(not found.written_in for found in one.candidates)
        self.set_title(one.title, f"{BODY_LABELS[one.body]}　应选 {one.seats}　候选人 {standing}/{one.needed}")
        if not locked:
            self._add_buttons(one)
        self.add(self.table)
        self.table.set_rows([_row(found, one, leaders) for found in one.candidates])
        self.table.setVisible(bool(one.candidates))
        px = theme().px
        for text, role in _remarks(one, standing):
            label = Label(text, role, wrap=True)
            label.setContentsMargins(px(14, 20), px(2), px(14, 20), px(4))
            self.add(label)

    def _add_buttons(self, one: RoundView) -> None:
        if not one.counted:
            self.add_head(Button("去掉", Kind.QUIET, on=lambda: self.delete_pressed.emit(one.id)))
            self.add_head(
                Button("提名…", Kind.ROW, icon_name="user-plus", on=lambda: self.nominate_pressed.emit(one.id))
            )
        elif one.outcome is not None and one.outcome.vacant and not one.revoted:
            self.add_head(Button("另行选举", Kind.ROW, icon_name="vote", on=lambda: self.revote_pressed.emit(one.id)))
        if one.candidates:
            word = "改票数…" if one.counted else "登记票数…"
            self.add_head(Button(word, Kind.ROW, icon_name="vote", on=lambda: self.count_pressed.emit(one.id)))


def _remarks(one: RoundView, standing: int) -> list[tuple[str, Role]]:
    found: list[tuple[str, Role]] = [(text, Role.OVER) for text in one.problems]
    if not one.candidates:
        found.append((f"还没有提名。一般提名 {one.needed} 名。", Role.MUTED))
    elif standing < one.needed and not one.counted:
        found.append((f"还差 {one.needed - standing} 名候选人才够差额。", Role.DUE))
    if one.counted:
        valid = (one.returned or 0) - one.invalid
        found.append((f"发出 {one.issued}　收回 {one.returned}　有效 {valid}　无效 {one.invalid}", Role.MUTED))
    if one.outcome is not None:
        if one.outcome.tied:
            found.append(("票数相等，不能确定谁当选，要对得票相等的人再次投票。", Role.DUE))
        elif one.outcome.vacant:
            found.append((f"还空 {one.outcome.vacant} 名，另行选举，或经半数以上选举人同意减少名额。", Role.DUE))
        if one.outcome.doubtful:
            text = "有人按实到会过半数、按应到会没有过半数，两种说法不一，请以上级通知为准。"
            found.append((text, Role.DUE))
    return found


def _row(one: CandidateRow, ballot: RoundView, leaders: frozenset[str]) -> Row:
    name = [Words(one.name, bold=bool(one.standing and one.standing.elected))]
    if one.written_in:
        name.append(Words("另选他人", Tone.PLAIN))
    elif one.detail:
        name.append(Words(one.detail, Tone.PLAIN))
    figures = ["" if number is None else str(number) for number in (one.yes, one.no, one.abstain)]
    won = one.standing is not None and one.standing.elected
    duty = Cell()
    if won and ballot.seat is SeatKind.MEMBER and one.person not in leaders:
        words = (Words(DUTIES[one.duty]),) if one.duty in DUTIES else ()
        duty = Cell(words, (RowButton("duty", "改" if words else "分工"),))
    return row(one.id, Cell.of(*name), *figures, _result(one), duty)


def _result(one: CandidateRow) -> Cell:
    found = one.standing
    if found is None:
        return Cell()
    if found.tied:
        return Cell.of(Tag("票数相等", Tone.DUE, "triangle-alert"))
    match found.verdict, found.elected:
        case Verdict.BOTH, True:
            return Cell.of(Tag("当选", Tone.OK, "check"))
        case Verdict.ONE, True:
            return Cell.of(Tag("按实到会过半，按应到会未过半", Tone.DUE, "triangle-alert"))
        case Verdict.NONE, _:
            return Cell.of(Tag("未过半数", Tone.PLAIN, "minus"))
    return Cell.of(Tag("过半数，名额已满", Tone.PLAIN, "minus"))
