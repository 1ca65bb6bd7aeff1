"""The papers of talks: the record of one, with the writer's own notes only where they are asked for, and a year's."""

from __future__ import annotations

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.model import (
    Align,
    Column,
    Document,
    Field,
    FormRow,
    FormTable,
    Heading,
    Kind,
    Orientation,
    Paragraph,
    Row,
    SignatureLine,
    Signatures,
    Table,
    chinese_date,
    name_text,
)
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader
from dangjian_desktop.talks.reading import TalkRow, YearView, talk_rows, year_view
from dangjian_desktop.talks.records import Talk
from dangjian_desktop.talks.rules import PairKind

_WANTING = {
    PairKind.COMMITTEE: "支委之间",
    PairKind.COMMITTEE_MEMBER: "支委和党员",
    PairKind.MEMBERS: "党员之间",
}


def talk_record(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """谈心谈话记录 without the writer's own notes. Raises :class:`Refused` if there is no such talk."""
    return _record(reader, record, notes=False)


def talk_record_with_notes(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """谈心谈话记录 with the notes that are on this PC. Raises :class:`Refused` if there is no such talk."""
    return _record(reader, record, notes=True)


def _record(reader: Reader, record: str | None, *, notes: bool) -> Document:
    row, talk = _row(reader, record), reader.need(Talk, record or "")
    follow = (row.follow_up_text or "需要跟进") if row.follow_up else "不需要"
    rows = [
        FormRow((Field("时间", chinese_date(row.day)), Field("地点", row.place))),
        FormRow((Field("谈话人", name_text(row.initiator_name)), Field("谈话对象", name_text(row.partner_name)))),
        FormRow((Field("关系", row.relation.label), Field("归属年度", f"{row.year}年"))),
        FormRow((Field("主题", row.topic),)),
    ]
    if notes:
        rows.append(FormRow((Field("谈话要点", talk.notes or "这台电脑上没有记要点。", lines=6),)))
    rows.append(FormRow((Field("意见建议", row.opinions, lines=6, fill=not notes),)))
    rows.append(FormRow((Field("跟进事项", follow, lines=2),)))
    return Document(
        kind=Kind.RECORD,
        title="谈心谈话记录",
        organisation=branch_facts(reader).name,
        day=row.day,
        blocks=(
            FormTable(tuple(rows)),
            Signatures((SignatureLine("谈话人签名"), SignatureLine("谈话对象签名"))),
        ),
    )


def _row(reader: Reader, record: str | None) -> TalkRow:
    found = next((row for row in talk_rows(reader) if row.id == record), None)
    if found is None:
        raise Refused("找不到这次谈心谈话，可能已被删除。", hint="请先选中一次谈话。")
    return found


def record_file(reader: Reader, record: str | None, _period: Period | None) -> str:
    """The file's name: 2026-10-12 李卫国与王强谈心谈话记录."""
    row = _row(reader, record)
    return f"{row.day.isoformat()} {row.initiator_name}与{row.partner_name}谈心谈话记录"


def talk_summary(reader: Reader, _record: str | None, period: Period | None) -> Document:
    """谈心谈话情况汇总表 of a period (a whole year by 归属年度); below it how its year stands."""
    today = reader.now.date()
    chosen = period or Period.year(today.year)
    year, whole = chosen.last.year, chosen == Period.year(chosen.last.year)
    view = year_view(reader, year, min(chosen.last, today))
    rows = [row for row in reversed(talk_rows(reader)) if (row.year == year if whole else row.day in chosen)]
    table = Table(
        (
            Column("日期", 1.3),
            Column("谈话人", 1.3),
            Column("谈话对象", 1.3),
            Column("关系", 1.55),
            Column("主题", 2.4, Align.LEFT),
            Column("意见建议", 3.4, Align.LEFT),
            Column("跟进事项", 1.8, Align.LEFT),
        ),
        tuple(_line(row) for row in rows),
        numbered=True,
        note=f"共{len(rows)}次。" if rows else "这一时期没有登记谈心谈话。",
    )
    return Document(
        kind=Kind.FORM,
        title="谈心谈话情况汇总表",
        organisation=branch_facts(reader).name,
        day=min(chosen.last, today),
        subtitle=f"（{chosen.label}）",
        orientation=Orientation.LANDSCAPE,
        blocks=(table, Heading(f"{year}年覆盖情况", numbered=False), *_standing(view)),
    )


def _line(row: TalkRow) -> Row:
    follow = (row.follow_up_text or "需要跟进") if row.follow_up else ""
    day = f"{row.day:%Y.%m.%d}"
    names = (name_text(row.initiator_name), name_text(row.partner_name))
    return Row((day, *names, row.relation.label, row.topic, row.opinions, follow))


def _standing(view: YearView) -> tuple[Paragraph, ...]:
    found = view.coverage
    total = len(found.leaders) + len(found.members)
    first = f"截至{chinese_date(found.day)}，全支部{total}人，谈话已覆盖{total - len(found.lacking)}人。"
    lines = [Paragraph(first)]
    for kind, words in _WANTING.items():
        names = [
            view.person(lack.person).label + (f"与{view.person(lack.partner).label}" if lack.partner else "")
            for lack in found.lacks
            if kind in lack.kinds
        ]
        if names:
            lines.append(Paragraph(f"{words}还没谈的：{'、'.join(names)}。"))
    return tuple(lines)
