"""The ballots to be printed, and the sheet on which they are counted. No single ballot is ever kept."""

from __future__ import annotations

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.elections.papers.head import on_ballot, view_of
from dangjian_desktop.elections.reading import RoundView
from dangjian_desktop.elections.rules import TellerRole, Verdict
from dangjian_desktop.papers.model import (
    Block,
    Column,
    Document,
    Field,
    FormRow,
    FormTable,
    Heading,
    Kind,
    PageBreak,
    Paragraph,
    Row,
    SignatureLine,
    Signatures,
    Table,
    name_text,
)
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader

_VERDICTS = {Verdict.BOTH: "当选", Verdict.ONE: "按实到会过半数，按应到会未过半数", Verdict.NONE: "未过半数"}


def ballots(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """选票, a page for each ballot; to be copied as often as there are voters.

    Raises :class:`Refused` without names.
    """
    view = view_of(reader, record)
    rounds = [one for one in view.rounds if on_ballot(one)]
    if not rounds:
        raise Refused("还没有提名候选人，印不了选票。", hint="请先在“候选人和选票”里提名。")
    blocks: list[Block] = []
    for number, one in enumerate(rounds):
        if number:
            blocks.append(PageBreak())
        blocks += _ballot(one)
    return Document(
        kind=Kind.FORM,
        title="选　票",
        organisation=branch_facts(reader).name,
        day=view.day("planned_on") or reader.now.date(),
        blocks=tuple(blocks),
        page_numbers=False,
    )


def _ballot(one: RoundView) -> list[Block]:
    marks = (Column(word, 1.4) for word in ("赞成", "不赞成", "弃权"))
    columns = (Column("候选人", 2.4), *marks, Column("另选他人", 2.4))
    rows = tuple(Row((name_text(row.name), "", "", "", "")) for row in on_ballot(one))
    return [
        Heading(f"{one.title}（应选{one.seats}名）", numbered=False),
        Table(columns, rows),
        Paragraph("说明：候选人以姓氏笔画为序。在选定的一栏里画“○”，一名候选人只画一栏。"),
        Paragraph("投不赞成票的可以在“另选他人”栏写上另选人的姓名，弃权的不能另选他人。"),
        Paragraph(f"所选人数等于或少于{one.seats}名的有效，多于{one.seats}名的无效。"),
    ]


def count_sheet(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """计票单: with the figures where they are entered, to be filled in by hand where not, signed by the tellers."""
    view = view_of(reader, record)
    blocks: list[Block] = []
    for number, one in enumerate(view.rounds):
        if number:
            blocks.append(PageBreak())
        blocks.append(Heading(one.title, numbered=False))
        blocks.append(_figures(one))
        blocks.append(_votes(one))
    names = {role: [name for its, _id, name in view.tellers if its is role] for role in TellerRole}
    lines = []
    for role, label in ((TellerRole.SUPERVISES, "监票人签名"), (TellerRole.COUNTS, "计票人签名")):
        lines += [SignatureLine(label, name) for name in names[role] or [""]]
    blocks.append(Signatures(tuple(lines)))
    return Document(
        kind=Kind.FORM,
        title="计票单",
        organisation=branch_facts(reader).name,
        day=view.day("planned_on") or reader.now.date(),
        subtitle=f"（{view.title}）",
        blocks=tuple(blocks),
    )


def _figures(one: RoundView) -> FormTable:
    def shown(number: int | None) -> str:
        return "" if number is None else str(number)

    return FormTable(
        (
            FormRow((Field("应到会有选举权", f"{one.expected or ''}人"), Field("实到会", f"{shown(one.present)}人"))),
            FormRow((Field("应选名额", f"{one.seats}名"), Field("候选人", f"{len(on_ballot(one))}名"))),
            FormRow((Field("发出选票", f"{shown(one.issued)}张"), Field("收回选票", f"{shown(one.returned)}张"))),
            FormRow((Field("有效票", f"{_valid(one)}张"), Field("无效票", f"{one.invalid if one.counted else ''}张"))),
        )
    )


def _valid(one: RoundView) -> str:
    return "" if one.returned is None else str(one.returned - one.invalid)


def _votes(one: RoundView) -> Table:
    columns = (
        Column("姓名", 2),
        Column("赞成", 1),
        Column("不赞成", 1),
        Column("弃权", 1),
        Column("结果", 3),
    )
    rows = []
    for row in one.candidates:
        figures = ["" if number is None else str(number) for number in (row.yes, row.no, row.abstain)]
        result = ""
        if row.standing is not None:
            won = row.standing.elected and row.standing.verdict is Verdict.BOTH
            rest = "票数相等，再次投票" if row.standing.tied else _VERDICTS[row.standing.verdict]
            full = row.standing.verdict is Verdict.BOTH and not row.standing.elected and not row.standing.tied
            result = "当选" if won else "过半数，名额已满" if full else rest
        name = name_text(row.name) + ("（另选）" if row.written_in else "")
        rows.append(Row((name, *figures, result)))
    blank = Row(("", "", "", "", ""))
    return Table(columns, tuple(rows) if one.counted else (*rows, blank, blank))
