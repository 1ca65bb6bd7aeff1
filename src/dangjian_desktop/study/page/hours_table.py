"""The tables of the view 学时: everybody by month or by form, every figure a way to its sessions; and the trainings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from dangjian_desktop.study.reading.hours import TRAINING_LABEL, Line, MemberHours
from dangjian_desktop.study.reading.hours_table import HoursView, Training
from dangjian_desktop.study.rules.conversion import hours_text
from dangjian_desktop.study.rules.forms import FORMS
from dangjian_desktop.ui.components.cells import Bar, Cell, RowButton, Words
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.tokens import Tone

MAKE_UP, ADD_FILE, EDIT = "make_up", "add_file", "edit"
BY_MONTH, BY_FORM = "month", "form"
_BEFORE = 4
"""Columns before the figures: name, bar, sum, gap."""


@dataclass(frozen=True)
class Slice:
    """Which of a member's lines a figure is made of: a month (1–12), a form, or all of the year."""

    month: int = 0
    form: str = ""

    def holds(self, line: Line) -> bool:
        return (not self.month or line.day.month == self.month) and (not self.form or line.form_label == self.form)

    @property
    def words(self) -> str:
        """10月, 党课, 全年."""
        return f"{self.month}月" if self.month else self.form or "全年"


class FigureTable(Table):
    """Everybody's hours, cut by month or form. ``figure_opened`` carries a member and the :class:`Slice` pressed."""

    figure_opened = Signal(str, object)

    def __init__(self, slices: Sequence[Slice], parent: QWidget | None = None) -> None:
        self.slices = tuple(slices)
        columns = (
            Column("姓名", 96),
            Column("", 62),
            Column("学时", 84),
            Column("差", 66),
            *(Column(_short(one), 49, right=True) for one in slices),
            Column("到年底怎样补齐", 150, stretch=1),
        )
        super().__init__(columns, row_height=(31, 42), single_click=True, parent=parent)
        self.setProperty("bare", "true")
        self.setAccessibleName("每个人的学时")

    def show_hours(self, view: HoursView) -> None:
        """Show everybody in the roster's order: no ranking."""
        self.set_rows([self._row(one, view) for one in view.hours.members])

    def _row(self, one: MemberHours, view: HoursView) -> Row:
        stands = one.standing
        tone = Tone.OK if stands.met else Tone.OVER if stands.behind else Tone.DUE
        gap = Words("已达", Tone.OK, icon="check") if stands.met else Words(f"差 {hours_text(stands.gap)}", tone)
        figures = [sum(line.hours for line in one.lines if part.holds(line)) for part in self.slices]
        make_ups = view.chances.make_ups.get(one.id, ()) if not stands.met else ()
        buttons = (RowButton(MAKE_UP, f"补课 {len(make_ups)} 场"),) if make_ups else ()
        words = "" if stands.met else view.closing(one).words
        return row(
            one.id,
            Cell.words(one.name, tip=f"{one.posts}　{one.group}".strip("　")),
            Cell.of(Bar(float(stands.done), float(stands.requirement.hours) or 1, tone)),
            Cell.words(
                f"{hours_text(stands.done)}/{hours_text(stands.requirement.hours)}", tip=stands.requirement.words
            ),
            Cell.of(gap),
            *(
                _figure(one, part, hours_text(found) if found else "")
                for part, found in zip(self.slices, figures, strict=True)
            ),
            Cell.of(Words(words, Tone.PLAIN), buttons=buttons, tip=words),
        )

    def _open(self, index: QModelIndex) -> None:
        member, place = self.table.id_at(index.row()), index.column() - _BEFORE
        if member and 0 <= place < len(self.slices):
            self.figure_opened.emit(member, self.slices[place])
        else:
            super()._open(index)


def _short(one: Slice) -> str:
    """The heading of a figure's column: 10月, 集中, 党日."""
    if one.month:
        return f"{one.month}月"
    return _SHORT.get(one.form) or one.form[:2]


_SHORT = {info.name: info.short for info in FORMS.values()} | {"主题党日": "党日", TRAINING_LABEL: "培训"}


def _figure(one: MemberHours, part: Slice, words: str) -> Cell:
    lines = [line for line in one.lines if part.holds(line)]
    tip = "\n".join(f"{line.day:%m-%d}　{line.title}　{hours_text(line.hours)}" for line in lines)
    return Cell.words(words or ("0" if lines else "·"), Tone.INK if lines else Tone.PLAIN, tip=tip)


def month_slices() -> tuple[Slice, ...]:
    """The twelve months."""
    return tuple(Slice(month=month) for month in range(1, 13))


class TrainingTable(Table):
    """Trainings outside the branch, each with what proves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = (
            Column("姓名", 84),
            Column("培训名称", 190, stretch=3),
            Column("举办单位", 130, stretch=1),
            Column("时间", 118),
            Column("学时", 54, right=True),
            Column("类别", 104),
            Column("证明", 150, stretch=2),
            Column("", 138),
        )
        super().__init__(columns, row_height=(31, 42), parent=parent)
        self.setProperty("bare", "true")
        self.setAccessibleName("外出培训")

    def show_trainings(self, found: Sequence[Training]) -> None:
        """Show the trainings, the latest first."""
        self.set_rows([_training(one) for one in found])


def _training(one: Training) -> Row:
    names = "、".join(file.name for file in one.files)
    proof = "；".join(part for part in (one.proof, names) if part)
    shown = (
        Words(proof, icon="paperclip" if one.files else "") if proof else Words("没有证明", Tone.DUE, icon="triangle")
    )
    return row(
        one.id,
        one.name,
        Cell.words(one.title, tip=one.title),
        Cell.words(one.organiser or "—", tip=one.organiser),
        one.days,
        hours_text(one.hours) or "—",
        "上级集中培训" if one.central else "其他培训",
        Cell.of(shown, tip=proof),
        Cell.of(buttons=(RowButton(ADD_FILE, "放证明"), RowButton(EDIT, "修改"))),
    )


def basis_words(view: HoursView) -> str:
    """The gold line over the table: 32/56, on what they rest, and how sure that is."""
    said = [f"{word}{one.figure}（{one.basis}，{one.confidence}）" for word, one in zip(_WHO, view.bases, strict=False)]
    return f"{'；'.join(said)}。年中转入转出、任职离任的按月折算。"


_WHO = ("党员", "书记、委员")
