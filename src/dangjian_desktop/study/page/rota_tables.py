"""The tables of the view 轮讲."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from dangjian_desktop.study.reading.rota_view import BreakRow, LectureRow, RotaView, TopicRow, Turn
from dangjian_desktop.ui.components.cells import Cell, Piece, RowButton, Words
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.tokens import Tone

ASSIGN, REPLACE, SWAP = "assign", "replace", "swap"
TAKE, DECLINE, REMOVE = "take", "decline", "remove"


class LectureTable(Table):
    """The lectures of a year under their month."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = (
            Column("月", 56, group=True),
            Column("题目", 136, stretch=2),
            Column("轮讲人", 84),
            Column("为什么", 180, stretch=3),
            Column("", 132),
        )
        super().__init__(columns, row_height=(31, 42), parent=parent)
        self.setProperty("bare", "true")
        self.setAccessibleName("轮讲")

    def show_rota(self, view: RotaView) -> None:
        """Show the rows; 对调 only where there is somebody to swap with."""
        several = len(view.assigned) > 1
        self.set_rows([_lecture(one, view, several=several) for one in view.rows])


def _lecture(one: LectureRow, view: RotaView, *, several: bool) -> Row:
    present = one.month == view.today.month and view.year == view.today.year
    name = Words(one.name) if one.name else Words(one.proposed_name, Tone.PLAIN)
    return row(
        one.item,
        Cell.of(Words(f"{one.month}月", Tone.TODAY if present else Tone.INK, bold=True)),
        Cell.words(one.content, tip=f"{one.content}　{one.proposer}提出" if one.proposer else one.content),
        Cell.of(name, tip="" if one.name else "还没排，轮到的是这一位"),
        Cell(_why(one), tip="\n".join((one.reason, *one.changes)).strip()),
        Cell.of(buttons=_lecture_buttons(one, several=several)),
    )


def _why(one: LectureRow) -> tuple[Piece, ...]:
    if one.held:
        day = f"{one.held_on.month}-{one.held_on.day:02d} " if one.held_on else ""
        return (Words(f"{day}已讲", Tone.OK, icon="check"),)
    if one.away:
        return (Tag(one.away, Tone.DUE, "triangle"), Words(one.reason, Tone.PLAIN))
    if not one.name:
        words = f"轮到；{one.reason}" if one.proposed else "没有人能讲"
        return (Tag("没排人", Tone.DUE), Words(words, Tone.PLAIN))
    changed = (Words(one.changes[-1], Tone.PLAIN),) if one.changes and not one.reason else ()
    return (Words(one.reason, Tone.PLAIN), *changed)


def _lecture_buttons(one: LectureRow, *, several: bool) -> tuple[RowButton, ...]:
    if one.held:
        return ()
    if not one.name:
        first = (RowButton(ASSIGN, "排上"),) if one.proposed else ()
        return (*first, RowButton(REPLACE, "选人"))
    swap = (RowButton(SWAP, "对调"),) if several else ()
    return (*swap, RowButton(REPLACE, "换人"))


class TurnTable(Table):
    """Whose turn it is, in order; whoever is away stands last with why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = (
            Column("姓名", 84),
            Column("多久没讲", 104),
            Column("今年", 50, right=True),
            Column("会讲", 120, stretch=1),
        )
        super().__init__(columns, row_height=(31, 42), single_click=True, parent=parent)
        self.setProperty("bare", "true")
        self.setAccessibleName("轮到谁")

    def show_turns(self, turns: Sequence[Turn]) -> None:
        """Show everybody."""
        self.set_rows([_turn(one) for one in turns])


def _turn(one: Turn) -> Row:
    topics = "、".join(one.topics)
    waited = Cell.of(Tag(one.away, Tone.DUE, "triangle"), tip=one.away) if one.away else Cell.words(one.waited)
    return row(
        one.member,
        one.name,
        waited,
        f"{one.times}次" if one.times else "—",
        Cell.words(topics or "没有登记", Tone.INK if topics else Tone.PLAIN, tip=topics),
    )


class TopicTable(Table):
    """Topics that members proposed, those without an answer first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = (Column("选题", 130, stretch=1), Column("提出人", 76), Column("", 144))
        super().__init__(columns, row_height=(31, 42), parent=parent)
        self.setProperty("bare", "true")
        self.setAccessibleName("选题建议")

    def show_topics(self, topics: Sequence[TopicRow]) -> None:
        """Show the topics."""
        self.set_rows([_topic(one) for one in topics])


def _topic(one: TopicRow) -> Row:
    if one.taken:
        last = Cell.of(Words(f"已列入{one.taken}", Tone.OK, icon="check"))
    elif one.declined:
        last = Cell.of(Words("未列入", Tone.PLAIN), tip=one.declined)
    else:
        last = Cell.of(buttons=(RowButton(TAKE, "列入"), RowButton(DECLINE, "不列入")))
    tip = "\n".join(part for part in (one.title, one.why, one.declined) if part)
    return row(one.id, Cell.words(one.title, tip=tip), one.name or "—", last)


class BreakTable(Table):
    """Who can't lecture for a time, and why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = (Column("姓名", 84), Column("时间", 118), Column("原因", 90, stretch=1), Column("", 76))
        super().__init__(columns, row_height=(31, 42), parent=parent)
        self.setProperty("bare", "true")
        self.setAccessibleName("不安排轮讲的人")

    def show_breaks(self, breaks: Sequence[BreakRow]) -> None:
        """Show the breaks."""
        self.set_rows(
            [
                row(
                    one.id,
                    one.name,
                    one.when,
                    Cell.words(one.reason, tip=one.reason),
                    Cell.of(buttons=(RowButton(REMOVE, "可以讲"),)),
                )
                for one in breaks
            ]
        )
