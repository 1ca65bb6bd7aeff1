"""Dialogs about hours: everybody at a glance, one member's occasions, sentences to read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dangjian_desktop.study.reading.board import Board
from dangjian_desktop.study.reading.hours import Line, MemberHours
from dangjian_desktop.study.rules.conversion import hours_text
from dangjian_desktop.ui.components.cells import Bar, Cell, Words
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone


class EverybodyDialog(Dialog):
    """Everybody's hours in the roster's order: a bar, the figures, and what would close a gap. No ranking."""

    member_wanted = Signal(str)

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(f"{board.plan.year}年学时", "知道了", parent, cancel="", primary=False)
        self.resize(theme().px(760), theme().px(480))
        self.body.addWidget(Label(board.hours.basis, Role.GOLD, wrap=True))
        columns = (
            Column("姓名", 96),
            Column("", 150),
            Column("学时", 84),
            Column("差", 72),
            Column("怎样补齐", 220, stretch=1),
        )
        self.table = Table(columns)
        self.table.setAccessibleName("每个人的学时")
        self.table.opened.connect(self.member_wanted)
        rows = []
        for one in board.hours.members:
            stands = one.standing
            tone = Tone.OK if stands.met else Tone.OVER if stands.behind else Tone.DUE
            gap = Words("已达", Tone.OK, icon="check") if stands.met else Words(f"差 {hours_text(stands.gap)}", tone)
            rows.append(
                row(
                    one.id,
                    one.name,
                    Cell.of(Bar(float(stands.done), float(stands.requirement.hours) or 1, tone)),
                    f"{hours_text(stands.done)}/{hours_text(stands.requirement.hours)}",
                    Cell.of(gap),
                    Cell.words(board.closing(one).words, Tone.PLAIN, tip=stands.requirement.words),
                )
            )
        self.table.set_rows(rows)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(Label("双击一行看每一场；不排名。", Role.MUTED))
        self.finished.connect(self.deleteLater)


class MemberDialog(Dialog):
    """The occasions behind a member's hours; each opens its record."""

    record_wanted = Signal(str, str)

    def __init__(self, one: MemberHours, closing: str, year: int, parent: QWidget | None = None) -> None:
        super().__init__(f"{one.name}　{year}年学时", "知道了", parent, cancel="", primary=False)
        self.resize(theme().px(680), theme().px(460))
        said = f"{one.standing.words}　（{one.standing.requirement.words}）"
        self.body.addWidget(Label(said, Role.BOLD, wrap=True))
        if closing:
            self.body.addWidget(Label(f"到年底：{closing}。", Role.MUTED, wrap=True))
        self._lines = one.lines
        columns = (
            Column("日期", 84),
            Column("内容", 200, stretch=2),
            Column("形式", 92),
            Column("学时", 56, right=True),
            Column("说明", 150, stretch=1),
        )
        self.table = Table(columns)
        self.table.setAccessibleName("学时明细")
        self.table.set_rows([_line(place, line) for place, line in enumerate(one.lines)])
        self.table.opened.connect(self._open)
        self.body.addWidget(self.table, 1)
        if not one.lines:
            self.body.addWidget(Label("这一年还没有学习记录。", Role.MUTED))
        self.finished.connect(self.deleteLater)

    def _open(self, place: str) -> None:
        line = self._lines[int(place)]
        self.accept()
        self.record_wanted.emit(line.record_kind, line.record)


def _line(place: int, line: Line) -> Row:
    return row(
        str(place),
        f"{line.day:%m-%d}",
        Cell.words(line.title, tip=line.title),
        line.form_label,
        hours_text(line.hours),
        Cell.words(line.note, Tone.PLAIN, tip=line.note),
    )


class SentencesDialog(Dialog):
    """Some lines to read, and perhaps one thing to do."""

    def __init__(
        self, title: str, sentence: str, lines: Sequence[str], accept: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, accept or "知道了", parent, cancel="取消" if accept else "", primary=bool(accept))
        self.setMinimumWidth(theme().px(460))
        if sentence:
            self.body.addWidget(Label(sentence, Role.MUTED, wrap=True))
        for line in lines:
            self.body.addWidget(Label(line, wrap=True))
        self.finished.connect(self.deleteLater)
