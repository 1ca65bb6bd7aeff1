"""What 中心工作 offers to the rest: what is due, the year's board, the month's assignments, questions, digest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from dangjian_desktop.base.periods import Period
from dangjian_desktop.core_tasks.reading import (
    IndicatorRow,
    MilestoneRow,
    TaskRow,
    milestone_rows,
    task_rows,
    task_sheet,
)
from dangjian_desktop.core_tasks.rules import ROLE_LABELS, Role, Stand, Verdict, months_wanting, plain
from dangjian_desktop.feature import (
    Assignment,
    Call,
    DigestBlock,
    Due,
    DueState,
    Figure,
    Headway,
    Holding,
    Lane,
    Question,
    Scheduled,
    Section,
    Start,
)
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.store import Reader

VIEW = "workbench/core_tasks"
_STATES = {
    Stand.DONE: DueState.DONE,
    Stand.OVERDUE: DueState.OVERDUE,
    Stand.SOON: DueState.SOON,
    Stand.OPEN: DueState.UPCOMING,
}
_VERDICTS = {Verdict.IMPROVED: "向好", Verdict.WORSE: "变差", Verdict.SAME: "持平"}


def _open(reader: Reader) -> list[TaskRow]:
    return [row for row in task_rows(reader) if row.closed_on is None]


def dues(reader: Reader, year: int, today: date) -> list[Due]:
    """Milestones of open work that are due soon or overdue, and last month's figures that nobody entered yet."""
    found = []
    for task in _open(reader):
        for step in milestone_rows(reader, task.id):
            if step.due_on is not None and step.due_on.year == year and step.stand in (Stand.OVERDUE, Stand.SOON):
                found.append(_milestone_due(task, step, step.due_on))
        figures = _figures_due(reader, task, today)
        if figures is not None and year == figures.year:
            found.append(figures)
    return found


def _milestone_due(task: TaskRow, step: MilestoneRow, due_on: date) -> Due:
    who = f"　{step.name}" if step.name else ""
    return Due(
        key=f"core_tasks.{step.id}",
        row="",
        row_label="",
        title=f"{task.title}：{step.title}{who}",
        months=(due_on.month, due_on.month),
        year=due_on.year,
        due=due_on,
        state=_STATES[step.stand],
        records=(task.id,),
        record_kind="core_tasks",
        basis="本单位设定",
    )


def _figures_due(reader: Reader, task: TaskRow, today: date) -> Due | None:
    sheet = task_sheet(reader, task.id)
    wanting = {
        month
        for one in (sheet.indicators if sheet else ())
        for month in months_wanting(one.figures, started_on=task.started_on, closed_on=task.closed_on, today=today)
    }
    if not wanting:
        return None
    rule = rulebook(reader, "core_tasks").on("core_task.figures_day", today)
    last = today.replace(day=min(rule.number, 28))
    months = "、".join(f"{month.month}月" for month in sorted(wanting)[-3:])
    return Due(
        key=f"core_tasks.{task.id}.figures",
        row="",
        row_label="",
        title=f"{task.title}：{months}业务数据没有登记",
        months=(today.month, today.month),
        year=today.year,
        due=last,
        state=DueState.OVERDUE if today > last else DueState.SOON,
        records=(task.id,),
        record_kind="core_tasks",
        basis=rule.basis,
    )


def schedule(reader: Reader, year: int, today: date) -> list[Scheduled]:  # noqa: ARG001 - part of the contract
    """The milestones of a year on the board; an open one may be moved."""
    return [
        Scheduled(
            lane=Lane.CORE_TASKS,
            title=f"{task.title}：{step.title}",
            year=step.due_on.year,
            month=step.due_on.month,
            state=_STATES[step.stand],
            record_kind="core_task_milestones",
            record=step.id,
            day=step.due_on,
            detail=step.name,
            move=None if step.done_on else _mover(step.id),
        )
        for task, step in _milestones(reader)
        if step.due_on is not None and step.due_on.year == year
    ]


def _mover(milestone: str) -> Callable[[date], Call]:
    def move(day: date) -> Call:
        return Call("edit_milestone", {"id": milestone, "changes": {"due_on": day}})

    return move


def assignments(reader: Reader, period: Period, today: date) -> list[Assignment]:  # noqa: ARG001
    """The milestones that fall into a period: laid down, and what became of them."""
    found = []
    for task, step in _milestones(reader):
        if step.due_on is not None and step.due_on in period:
            doing = Headway.DOING if step.progress else Headway.IDLE
            found.append(
                Assignment(
                    title=f"{task.title}：{step.title}",
                    state=Headway.DONE if step.done_on else doing,
                    record_kind="core_task_milestones",
                    record=step.id,
                    responsible=step.name,
                    due=step.due_on,
                )
            )
    return found


def questions(reader: Reader, today: date) -> list[Question]:  # noqa: ARG001
    """中心工作推进到哪儿了: the open ones with their per cent, and which milestones are late."""
    rows = _open(reader)
    if not rows:
        return []
    late = sum(step.stand is Stand.OVERDUE for task, step in _milestones(reader) if task.closed_on is None)
    shares = "、".join(f"{row.title} {row.percent}%" for row in rows if row.percent is not None)
    answer = f"{late} 个节点已过时限" if late else shares or f"{len(rows)} 项在推进"
    return [Question("core_tasks", "中心工作推进到哪儿了", answer, late, Start(VIEW, {}))]


def digest(reader: Reader, period: Period) -> list[DigestBlock]:
    """What was reached in a period, what is late at its end, and how the figures stand."""
    reached = [(t, s) for t, s in _milestones(reader) if s.done_on is not None and s.done_on in period]
    late = [
        (t, s)
        for t, s in _milestones(reader)
        if s.due_on is not None and s.due_on <= period.last and (s.done_on is None or s.done_on > period.last)
    ]
    blocks = []
    if reached:
        words = "、".join(f"{task.title}“{step.title}”" for task, step in reached)
        blocks.append(_block(Section.DONE, f"中心工作完成{len(reached)}个节点：{words}。", reached))
    for task in task_rows(reader):
        sheet = task_sheet(reader, task.id)
        told = [text for one in (sheet.indicators if sheet else ()) if (text := _told(one, period))]
        if told:
            text = f"{task.title}：{'；'.join(told)}。"
            blocks.append(DigestBlock(Section.DONE, text, "core_tasks", (task.id,)))
    if late:
        words = "、".join(f"{task.title}“{step.title}”" for task, step in late)
        blocks.append(_block(Section.PROBLEMS, f"中心工作有{len(late)}个节点超过时限：{words}。", late))
    return blocks


def _block(section: Section, text: str, found: list[tuple[TaskRow, MilestoneRow]]) -> DigestBlock:
    return DigestBlock(section, text, "core_tasks", tuple(dict.fromkeys(task.id for task, _step in found)))


def _told(one: IndicatorRow, period: Period) -> str:
    """办结率由96%到98%, 向好; only where a figure of the period itself is there."""
    found = one.effect
    if found is None or found.after_month not in period:
        return ""
    change = f"由{plain(found.before)}{one.unit}到{plain(found.after)}{one.unit}"
    return f"{one.name}{change}，{_VERDICTS[found.verdict]}"


def holdings(reader: Reader, member: str, today: date) -> list[Holding]:  # noqa: ARG001
    """What hangs on a member in open work: leading it, and milestones that are not reached yet."""
    found = []
    for task in _open(reader):
        sheet = task_sheet(reader, task.id)
        if sheet is None:
            continue
        role = next((role for person, role, _name in sheet.members if person == member), None)
        if role is not None:
            title, give = f"{task.title}（{ROLE_LABELS[role]}）", _giver(sheet.members, task.id, member)
            found.append(Holding(title, "core_tasks", task.id, "中心工作", give))
        for step in sheet.milestones:
            if step.responsible == member and step.done_on is None:
                title, hand = f"{task.title}：{step.title}", _step_giver(step.id)
                found.append(Holding(title, "core_task_milestones", step.id, "中心工作节点", hand))
    return found


def _giver(members: tuple[tuple[str, Role, str], ...], task: str, leaving: str) -> Callable[[str, date], Call]:
    def give(successor: str, _day: date) -> Call:
        taken = {person: role for person, role, _name in members}
        role = taken.pop(leaving)
        taken[successor] = role
        groups = {one: tuple(person for person, its in taken.items() if its is one) for one in Role}
        values = {"id": task, "changes": {}, "leads": groups[Role.LEAD], "members": groups[Role.TAKES_PART]}
        return Call("edit_core_task", values)

    return give


def _step_giver(milestone: str) -> Callable[[str, date], Call]:
    def give(successor: str, _day: date) -> Call:
        return Call("edit_milestone", {"id": milestone, "changes": {"responsible": successor}})

    return give


def milestones_reached(reader: Reader, period: Period, subject: str | None) -> Figure:
    """How many milestones were reached in a period, of all or of one responsible member."""
    steps = [step for _task, step in _milestones(reader) if subject in (None, step.responsible)]
    if not steps:
        return Figure(None, complete=False, missing="还没有登记中心工作的节点。")
    reached = [step for step in steps if step.done_on is not None and step.done_on in period]
    return Figure(Decimal(len(reached)), tuple(step.id for step in reached))


def _milestones(reader: Reader) -> Iterator[tuple[TaskRow, MilestoneRow]]:
    for task in task_rows(reader):
        for step in milestone_rows(reader, task.id):
            yield task, step
