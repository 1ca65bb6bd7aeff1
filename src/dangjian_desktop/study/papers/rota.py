"""轮讲安排表: who lectures on what in which month, and what was changed and why."""

from __future__ import annotations

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.model import (
    Align,
    Column,
    Document,
    Kind,
    Orientation,
    Paragraph,
    Row,
    Table,
    chinese_date,
    name_text,
)
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader
from dangjian_desktop.study.reading.rota_half import FIRST_HALF, SECOND_HALF
from dangjian_desktop.study.reading.rota_view import LectureRow, RotaView, rota_view


def rota_sheet(reader: Reader, _record: str | None, period: Period | None) -> Document:
    """轮讲安排表 of the year or, for a shorter period, of its half-year; by default of the present year.

    Raises :class:`Refused` if no 轮讲 is planned in it.
    """
    label, months = _span(reader, period)
    view = _view(reader, period)
    rows = [row for row in view.rows if row.month in months]
    if not rows:
        raise Refused(f"{label}没有安排轮讲。", hint="请先在“学习·轮讲”里排。")
    branch = branch_facts(reader)
    table = Table(
        (
            Column("时间", 1.3),
            Column("题目", 3.6, Align.LEFT),
            Column("轮讲人", 1.4),
            Column("选题提出人", 1.4),
            Column("安排理由", 2.8, Align.LEFT),
            Column("备注", 2.6, Align.LEFT),
        ),
        tuple(_row(row) for row in rows),
        numbered=True,
        note="没讲过的先讲；同样轮到的，会讲这个题目的优先。调整请提前与组织委员联系。",
    )
    return Document(
        kind=Kind.FORM,
        title=f"{label}轮讲安排表",
        subtitle=branch.name,
        organisation=branch.name,
        day=view.today,
        orientation=Orientation.LANDSCAPE,
        blocks=(table, Paragraph(f"制表日期：{chinese_date(view.today)}", align=Align.RIGHT)),
    )


def _view(reader: Reader, period: Period | None) -> RotaView:
    year = period.last.year if period else reader.now.year
    return rota_view(reader, year, reader.now.date())


def _span(reader: Reader, period: Period | None) -> tuple[str, range]:
    """What the sheet is called by, and its months."""
    if period is None:
        return f"{reader.now.year}年", range(1, 13)
    for word, months in (("上半年", FIRST_HALF), ("下半年", SECOND_HALF)):
        if period.first.year == period.last.year and period.first.month in months and period.last.month in months:
            return f"{period.last.year}年{word}", months
    return f"{period.last.year}年", range(1, 13)


def _row(row: LectureRow) -> Row:
    day = row.held_on or row.day
    when = f"{day.month}月{day.day}日" if day else f"{row.month}月"
    notes = ["已讲"] if row.held else []
    notes += [f"{row.away}，待调整"] if row.away else []
    notes += list(row.changes)
    name = name_text(row.name) if row.name else "待定"
    reason = row.reason if row.name else ""
    return Row((when, row.content, name, name_text(row.proposer), reason, "；".join(notes)))


def rota_sheet_file(reader: Reader, _record: str | None, period: Period | None) -> str:
    """The file's name: 2026年轮讲安排表."""
    return f"{_span(reader, period)[0]}轮讲安排表"
