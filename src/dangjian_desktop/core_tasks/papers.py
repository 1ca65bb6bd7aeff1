"""The papers of 中心工作: one piece of work with what was done beside what changed, and a year's figures."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.core_tasks.course import courses
from dangjian_desktop.core_tasks.reading import IndicatorRow, TaskSheet, deed_title, task_rows, task_sheet
from dangjian_desktop.core_tasks.rules import ROLE_LABELS, Verdict, plain
from dangjian_desktop.papers.model import (
    Align,
    Block,
    Column,
    Document,
    Field,
    Figure,
    FormRow,
    FormTable,
    Heading,
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

_VERDICTS = {Verdict.IMPROVED: "向好", Verdict.WORSE: "变差", Verdict.SAME: "持平"}


def core_task_paper(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """中心工作推进情况表: goal, people, milestones, what the organisation did and what changed.

    Raises :class:`Refused` if there is no such piece of work.
    """
    sheet = task_sheet(reader, record or "")
    if sheet is None:
        raise Refused("找不到这项中心工作，可能已被删除。", hint="请先选中一项中心工作。")
    blocks: list[Block] = [_head(sheet), Heading("节点", numbered=False), _milestones(sheet)]
    blocks += [Heading("党组织做了什么", numbered=False), _deeds(sheet, reader.now.date())]
    blocks += [Heading("业务指标的变化", numbered=False), _effects(sheet), *map(Figure, courses(sheet))]
    if sheet.row.result:
        blocks += [Heading("成效", numbered=False), Paragraph(sheet.row.result)]
    return Document(
        kind=Kind.FORM,
        title="中心工作推进情况表",
        organisation=branch_facts(reader).name,
        day=reader.now.date(),
        blocks=tuple(blocks),
    )


def core_task_file(reader: Reader, record: str | None, _period: Period | None) -> str:
    """The file's name: 营商环境提升 推进情况表."""
    sheet = task_sheet(reader, record or "")
    return f"{sheet.row.title} 推进情况表" if sheet else "中心工作推进情况表"


def _head(sheet: TaskSheet) -> FormTable:
    row = sheet.row
    people = "、".join(f"{name}（{ROLE_LABELS[role]}）" for _id, role, name in sheet.members)
    share = f"{row.percent}%（{row.done}/{row.total}个节点）" if row.percent is not None else "没有列节点"
    return FormTable(
        (
            FormRow((Field("名称", row.title),)),
            FormRow((Field("目标", row.goal, lines=2),)),
            FormRow((Field("开始", _day(row.started_on)), Field("计划完成", _day(row.due_on)))),
            FormRow((Field("进度", share), Field("办结", _day(row.closed_on) or "在推进"))),
            FormRow((Field("参与党员", people, lines=2),)),
        )
    )


def _milestones(sheet: TaskSheet) -> Block:
    if not sheet.milestones:
        return Paragraph("没有列节点。")
    columns = (
        Column("节点", 3, Align.LEFT),
        Column("责任人", 1.2),
        Column("时限", 1.5),
        Column("完成", 1.5),
        Column("进展", 3, Align.LEFT),
    )
    rows = tuple(
        Row((one.title, name_text(one.name), _short(one.due_on), _short(one.done_on), one.progress))
        for one in sheet.milestones
    )
    return Table(columns, rows, numbered=True)


def _deeds(sheet: TaskSheet, today: date) -> Block:
    if not sheet.deeds:
        return Paragraph("还没有关联会议、学习和活动。")
    columns = (Column("日期", 1.5), Column("会议、学习和活动", 6, Align.LEFT))
    return Table(columns, tuple(Row((_short(one.day), deed_title(one, today))) for one in sheet.deeds), numbered=True)


def _effects(sheet: TaskSheet) -> Block:
    if not sheet.indicators:
        return Paragraph("没有设业务指标。")
    columns = (
        Column("指标", 2.2, Align.LEFT),
        Column("单位", 1),
        Column("之前", 1.8),
        Column("最近", 1.8),
        Column("变化", 1.2),
        Column("目标", 1.2),
        Column("判断", 1.4),
    )
    return Table(columns, tuple(_effect(one) for one in sheet.indicators))


def _effect(one: IndicatorRow) -> Row:
    target = plain(one.target) if one.target is not None else ""
    found = one.effect
    if found is None:
        return Row((one.name, one.unit, "", "", "", target, "数据不足"))
    before = f"{plain(found.before)}（{_month(found.before_month)}）" if found.before_month else plain(found.before)
    sign = "+" if found.change > 0 else ""
    judged = _VERDICTS[found.verdict] + ("，达标" if found.reached else "")
    after = f"{plain(found.after)}（{_month(found.after_month)}）"
    return Row((one.name, one.unit, before, after, f"{sign}{plain(found.change)}", target, judged))


def figures_paper(reader: Reader, _record: str | None, period: Period | None) -> Document:
    """业务数据登记表 of a year: every indicator of every piece of work, month by month."""
    year = (period or Period.year(reader.now.year)).last.year
    columns = (
        Column("中心工作", 2.6, Align.LEFT),
        Column("指标", 1.8, Align.LEFT),
        *(Column(f"{month}月", 1) for month in range(1, 13)),
    )
    rows = []
    for task in task_rows(reader):
        sheet = task_sheet(reader, task.id)
        for one in sheet.indicators if sheet else ():
            unit = f"（{one.unit}）" if one.unit else ""
            months = (date(year, month, 1) for month in range(1, 13))
            cells = (plain(one.figures[month]) if month in one.figures else "" for month in months)
            rows.append(Row((task.title, f"{one.name}{unit}", *cells)))
    return Document(
        kind=Kind.LEDGER,
        title="业务数据登记表",
        organisation=branch_facts(reader).name,
        day=reader.now.date(),
        subtitle=f"（{year}年）",
        orientation=Orientation.LANDSCAPE,
        blocks=(Table(columns, tuple(rows), note="" if rows else "还没有设业务指标。"),),
    )


def _day(day: date | None) -> str:
    return chinese_date(day) if day else ""


def _short(day: date | None) -> str:
    return f"{day:%Y.%m.%d}" if day else ""


def _month(month: date | None) -> str:
    return f"{month.year}.{month.month}" if month else ""
