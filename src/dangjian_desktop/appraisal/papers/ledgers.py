"""The tables of a year: opinions, criticism (inner), the 整改清单."""

from __future__ import annotations

from dangjian_desktop.appraisal.papers.common import dotted, view_of
from dangjian_desktop.appraisal.reading import CriticismRow, RectificationRow
from dangjian_desktop.appraisal.rules.rectify import STATE_LABELS, RectificationState
from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.model import Align, Column, Document, Kind, Orientation, Row, Table, name_text
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader


def opinions_summary(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """征求意见汇总表. Of an opinion without a name nobody is named; without any name there is no such column."""
    view = view_of(reader, record)
    named = any(row.giver_name for row in view.opinions)
    columns = [
        Column("意见建议", 5.2, Align.LEFT),
        Column("对谁", 1.3),
        Column("方面", 1.2),
        Column("方式", 1.2),
        Column("来自", 1.2),
        *([Column("提出人", 1.2)] if named else []),
        Column("处理情况", 3, Align.LEFT),
    ]
    rows = []
    for row in view.opinions:
        giver = [name_text(row.giver_name) or "不署名"] if named else []
        answer = row.answer or ("已列入整改清单" if row.rectifications else "")
        rows.append(Row((row.text, name_text(row.about_name), row.aspect, row.way, row.giver, *giver, answer)))
    count = f"共{len(rows)}条。" if rows else "没有征求到意见。"
    return Document(
        kind=Kind.FORM,
        title=f"{view.year}年度组织生活会征求意见汇总表",
        organisation=branch_facts(reader).name,
        day=view.day("opinions_closed_on") or view.today,
        orientation=Orientation.LANDSCAPE,
        blocks=(Table(tuple(columns), tuple(rows), numbered=True, note=count),),
    )


def criticism_record(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """批评意见记录, inside the branch: without what its writer keeps alone."""
    return _criticisms(reader, record, own=False)


def criticism_record_own(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """批评意见记录 with what only this PC has."""
    return _criticisms(reader, record, own=True)


def _criticisms(reader: Reader, record: str | None, *, own: bool) -> Document:
    view = view_of(reader, record)
    shown = [row for row in view.criticisms if own or not row.own]
    shown.sort(key=lambda row: not row.self_criticism)
    table = Table(
        (
            Column("批评人", 1.5),
            Column("被批评人", 1.5),
            Column("批评意见", 4.6, Align.LEFT),
            Column("本人态度", 2.4, Align.LEFT),
        ),
        tuple(_criticism(row) for row in shown),
        numbered=True,
        note=f"共{len(shown)}条。本记录只供支部内部使用，不得外传。",
        fill_to=0 if shown else 12,
    )
    meeting = view.meeting
    return Document(
        kind=Kind.RECORD,
        title=f"{view.year}年度组织生活会批评意见记录",
        organisation=branch_facts(reader).name,
        day=meeting.day if meeting and meeting.day else view.today,
        subtitle="（内部材料）",
        blocks=(table,),
    )


def _criticism(row: CriticismRow) -> Row:
    subject = "自我批评" if row.self_criticism else name_text(row.subject_name)
    return Row((name_text(row.critic_name), subject, row.text, row.response))


def rectification_list(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """整改清单 with what became of each item."""
    view = view_of(reader, record)
    table = Table(
        (
            Column("问题", 3.4, Align.LEFT),
            Column("来源", 1.1),
            Column("对象", 1.1),
            Column("整改措施", 3.4, Align.LEFT),
            Column("责任人", 1.4),
            Column("完成时限", 1.35),
            Column("进展和完成情况", 3, Align.LEFT),
            Column("核验人", 1.1),
            Column("销号日期", 1.35),
        ),
        tuple(_rectification(row) for row in view.rectifications),
        numbered=True,
        note=_note(view.rectifications),
        fill_to=0 if view.rectifications else 10,
    )
    return Document(
        kind=Kind.LEDGER,
        title=f"{view.year}年度组织生活会整改清单",
        organisation=branch_facts(reader).name,
        day=view.today,
        orientation=Orientation.LANDSCAPE,
        blocks=(table,),
    )


def _note(rows: tuple[RectificationRow, ...]) -> str:
    if not rows:
        return ""
    parts = [
        f"{STATE_LABELS[state]}{count}项"
        for state in RectificationState
        if (count := sum(row.state is state for row in rows))
    ]
    return f"共{len(rows)}项：{'、'.join(parts)}。"


def _rectification(row: RectificationRow) -> Row:
    again = f"{dotted(row.reopened_on)}重开：{row.reopen_reason}" if row.reopened_on else ""
    done = row.outcome if row.done_on else row.progress
    return Row(
        (
            row.problem,
            row.source,
            name_text(row.about_name),
            row.measure,
            name_text(row.responsible_name),
            dotted(row.deadline),
            "\n".join(part for part in (done, again) if part),
            name_text(row.verified_by_name),
            dotted(row.verified_on),
        )
    )
