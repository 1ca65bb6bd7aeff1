"""The table of the view 心得."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from dangjian_desktop.study.reading.writings import WritingRow, WritingState
from dangjian_desktop.ui.components.cells import Cell, Piece, RowButton, Words
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.tokens import Tone

HAND_IN, ATTACH = "hand_in", "attach"


class WritingTable(Table):
    """Pieces of writing: what is owed first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = (
            Column("姓名", 96),
            Column("题目", 190, stretch=3),
            Column("类别", 88),
            Column("书目或学习", 140, stretch=2),
            Column("应交", 72),
            Column("情况", 132),
            Column("正文", 128, stretch=1),
            Column("", 150),
        )
        super().__init__(columns, row_height=(31, 42), parent=parent)
        self.setProperty("bare", "true")
        self.setAccessibleName("心得和读书笔记")

    def show_rows(self, rows: Sequence[WritingRow]) -> None:
        """Show these pieces."""
        self.set_rows([_row(one) for one in rows])


def _row(one: WritingRow) -> Row:
    about = one.book or one.session_title
    buttons: tuple[RowButton, ...] = (RowButton(ATTACH, "放文件"),)
    if one.state is not WritingState.HANDED_IN:
        buttons = (RowButton(HAND_IN, "交稿"), *buttons)
    return row(
        one.id,
        one.name,
        Cell.words(one.title, tip=one.title),
        one.label,
        Cell.words(about or "—", Tone.INK if about else Tone.PLAIN, tip=about),
        f"{one.due:%m-%d}" if one.due else "—",
        Cell.of(_state(one)),
        Cell(_text(one), tip="只留在这台电脑上，不进同步包，也不进汇编" if one.private else ""),
        Cell.of(buttons=buttons),
    )


def _state(one: WritingRow) -> Piece:
    if one.submitted_on is not None:
        return Words(f"{one.submitted_on:%m-%d} 交", Tone.OK, icon="check")
    if one.state is WritingState.OVERDUE:
        return Tag(f"逾期 {one.days_late} 天", Tone.OVER, "circle-alert")
    return Words("待交", Tone.PLAIN)


def _text(one: WritingRow) -> tuple[Piece, ...]:
    found: list[Piece] = []
    if one.text:
        found.append(Words(f"{len(''.join(one.text.split()))}字"))
    elif one.private:
        found.append(Words("只留本机", Tone.PLAIN, icon="lock"))
    if one.files:
        found.append(Words(f"文件{len(one.files)}", icon="paperclip"))
    return tuple(found) or (Words("—", Tone.PLAIN),)
