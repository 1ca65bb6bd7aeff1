"""年度学习计划 as the official document with its table, and 月度学习安排."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.model import (
    Align,
    Annex,
    Attachments,
    Block,
    Cell,
    Closing,
    Column,
    Document,
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
from dangjian_desktop.study.reading.plan import PlanRow, PlanView, plan_of_year, plan_view
from dangjian_desktop.study.records import StudyPlan
from dangjian_desktop.study.rules.conversion import hours_text
from dangjian_desktop.study.rules.plan import ItemState, last_day


def study_plan(reader: Reader, record: str | None, period: Period | None) -> Document:
    """年度学习计划: theme, goals, how it is done, requirements; the table as its annex.

    Raises :class:`Refused` if there is no plan, or nothing in it.
    """
    view = _view(reader, record, period)
    rows = _planned(view)
    if not rows:
        raise Refused(f"{view.year}年学习计划里还没有内容。", hint="请先加几项再打印。")
    branch = branch_facts(reader)
    day = view.reported_on or _approved_day(reader, view) or view.today
    title = f"{view.year}年度学习计划"
    return Document(
        kind=Kind.PLAN,
        title=f"{branch.name}{title}",
        title_phrases=(branch.name, title) if branch.name else (title,),
        organisation=branch.name,
        day=day,
        blocks=(
            *_opening(view),
            *_goals(view),
            Heading("学习内容和安排"),
            Paragraph(_arrangement(rows)),
            *_forms(view),
            Heading("学习要求"),
            *_requirements(view),
            Attachments((f"{view.year}年度学习安排表",)),
            *([Closing((branch.name,), day)] if branch.name else []),
        ),
        annexes=(Annex(f"{view.year}年度学习安排表", (_table(rows),), orientation=Orientation.LANDSCAPE),),
    )


def _view(reader: Reader, record: str | None, period: Period | None) -> PlanView:
    plan = reader.need(StudyPlan, record) if record else None
    year = (plan.year if plan else None) or (period.last.year if period else reader.now.year)
    if plan_of_year(reader, year) is None:
        raise Refused(f"{year}年还没有学习计划。", hint="请先在“学习·计划”里制定。")
    return plan_view(reader, year, reader.now.date())


def _planned(view: PlanView) -> list[PlanRow]:
    return [row for row in view.rows if not row.auto and row.state is not ItemState.DROPPED]


def _approved_day(reader: Reader, view: PlanView) -> date | None:
    return reader.need(StudyPlan, view.id).approved_on


def _opening(view: PlanView) -> Iterator[Block]:
    named = f"以“{view.theme}”为年度主题，" if view.theme else ""
    yield Paragraph(f"为做好{view.year}年度党员学习教育，{named}结合本支部实际，制定本计划。")


def _goals(view: PlanView) -> Iterator[Block]:
    if view.goals:
        yield Heading("学习目标")
        yield from _paragraphs(view.goals)


def _arrangement(rows: list[PlanRow]) -> str:
    hours = [row.hours for row in rows if row.hours is not None]
    total = f"，计划{hours_text(sum(hours[1:], hours[0]))}学时" if hours else ""
    return f"全年安排学习{len(rows)}次{total}，各月内容、形式、主讲人和责任人见附件。"


def _forms(view: PlanView) -> Iterator[Block]:
    counts: dict[str, int] = {}
    for row in _planned(view):
        counts[row.form.name] = counts.get(row.form.name, 0) + 1
    words = "、".join(f"{name}{count}次" for name, count in counts.items())
    if len(counts) > 1:
        yield Heading("学习形式")
        yield Paragraph(f"坚持多种形式结合：{words}。")


def _requirements(view: PlanView) -> Iterator[Block]:
    if view.requirements:
        yield from _paragraphs(view.requirements)
        return
    yield Paragraph(
        "主讲人提前准备，责任人按时组织，参加人员签到；因公因病不能参加的，会后补课。未按计划进行的，写明原因，另行安排。"
    )


def _paragraphs(text: str) -> Iterator[Paragraph]:
    yield from (Paragraph(line) for line in text.split("\n") if line.strip())


def _table(rows: Iterable[PlanRow], *, done: bool = False) -> Table:
    columns = (
        Column("月份", 1.0),
        Column("日期", 1.35),
        Column("学习内容（篇目）", 5.2, Align.LEFT),
        Column("形式", 1.6),
        Column("主讲（领学）人", 2.0),
        Column("责任人", 1.7),
        Column("学时", 0.9),
        *((Column("完成情况", 2.4, Align.LEFT),) if done else (Column("参加人员", 1.4),)),
    )
    made = list(rows)
    return Table(columns, tuple(_lines(made, done=done)))


def _lines(rows: list[PlanRow], *, done: bool) -> Iterator[Row]:
    months = [row.month for row in rows]
    for place, one in enumerate(rows):
        first = place == 0 or months[place - 1] != one.month
        cells: list[Cell | str] = [Cell(f"{one.month}月", rows=months.count(one.month))] if first else []
        content = f"{one.content}（{one.readings}）" if one.readings else one.content
        cells += [
            f"{one.day.month}月{one.day.day}日" if one.day else "",
            " ".join(content.split()),
            one.form_name,
            name_text(one.lecturer),
            name_text(one.responsible),
            hours_text(one.hours),
            _standing(one) if done else one.audience,
        ]
        yield Row(tuple(cells))


def _standing(one: PlanRow) -> str:
    """完成情况, and why it was not held."""
    if one.state is ItemState.DONE:
        day = f"{one.held_on.month}月{one.held_on.day}日" if one.held_on else ""
        there = f"，到会{one.counts.present}人" if one.counts else ""
        return f"{day}完成{there}"
    if one.state is ItemState.DROPPED:
        return f"不再安排：{one.dropped_reason}"
    put_off = f"顺延：{one.reasons[-1]}" if one.reasons else ""
    return put_off or ("未办" if one.state is ItemState.OVERDUE else "")


def study_plan_file(reader: Reader, record: str | None, period: Period | None) -> str:
    """The file's name: 2026年度学习计划."""
    return f"{_view(reader, record, period).year}年度学习计划"


def month_plan(reader: Reader, _record: str | None, period: Period | None) -> Document:
    """月度学习安排 of a month (by default the present one), or of any other period; with what became of each.

    Raises :class:`Refused` if the plan has nothing for it.
    """
    chosen = period or Period.month(reader.now.year, reader.now.month)
    today = reader.now.date()
    rows = [
        row
        for year in range(chosen.first.year, chosen.last.year + 1)
        for row in plan_view(reader, year, today).rows
        if last_day(row.facts) in chosen
    ]
    if not rows:
        raise Refused(f"{chosen.label}没有学习安排。", hint="请先在“学习·计划”里安排。")
    branch = branch_facts(reader)
    return Document(
        kind=Kind.FORM,
        title=f"{chosen.label}学习安排",
        subtitle=branch.name,
        organisation=branch.name,
        day=today,
        orientation=Orientation.LANDSCAPE,
        blocks=(_table(rows, done=True), Paragraph(f"制表日期：{chinese_date(today)}", align=Align.RIGHT)),
    )


def month_plan_file(reader: Reader, _record: str | None, period: Period | None) -> str:
    """The file's name: 2026年10月学习安排."""
    chosen = period or Period.month(reader.now.year, reader.now.month)
    return f"{chosen.label}学习安排"
