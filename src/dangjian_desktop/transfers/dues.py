"""Receipts that are wanting, as duties and as a ready question."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.feature import Due, DueState, Question, Start
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.store import Reader
from dangjian_desktop.transfers.reading import TransferRow, open_letters
from dangjian_desktop.transfers.rules import Direction, TransferState

VIEW = "roster/transfers"


def dues(reader: Reader, year: int, today: date) -> list[Due]:
    """A receipt still to come or to be sent, in the year in which its time is up."""
    book = rulebook(reader, "transfers")
    found = []
    for row in open_letters(reader):
        until = row.stands.until or row.issued_on
        overdue = today > until
        if year != (max(until.year, today.year) if overdue else until.year):
            continue
        rule = "transfer.valid_days" if row.direction is Direction.OUT else "transfer.answer_days"
        found.append(_due(row, until, overdue, book.on(rule, today).basis))
    return found


def _due(row: TransferRow, until: date, overdue: bool, basis: str) -> Due:
    out = row.direction is Direction.OUT
    what = "还没有收到回执" if out else "回执还没有寄回"
    late = "介绍信已过有效期，请向对方核实。" if out and row.stands.state is TransferState.EXPIRED else ""
    return Due(
        key=f"transfers.{row.id}",
        row="",
        row_label="",
        title=f"{row.name}{row.direction.label}{row.organisation}　{what}",
        months=(until.month, until.month),
        year=until.year,
        due=until,
        state=DueState.OVERDUE if overdue else DueState.SOON,
        records=(row.id,),
        record_kind="transfers",
        basis=basis,
        reason=late,
    )


def questions(reader: Reader, _today: date) -> list[Question]:
    """谁的组织关系回执还没有到."""
    rows = open_letters(reader)
    names = "、".join(row.name for row in rows[:3]) + ("等" if len(rows) > 3 else "")
    answer = f"{names}{len(rows)}人" if rows else "都已回执"
    return [Question("transfers.receipts", "谁的组织关系还没有回执", answer, len(rows), Start(VIEW, {}))]
