"""Ready questions about study, sentences for summary and bulletin, and what hangs on a member."""

from __future__ import annotations

from datetime import date
from functools import partial

from sqlalchemy import select

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Call, DigestBlock, Holding, Question, Section, Start
from dangjian_desktop.store import Reader, live
from dangjian_desktop.study.finding import HOURS_VIEW, PLAN_VIEW, WRITING_VIEW
from dangjian_desktop.study.reading.hours import year_hours
from dangjian_desktop.study.reading.items import is_held
from dangjian_desktop.study.reading.occasions import sessions_in
from dangjian_desktop.study.reading.plan import PlanRow, plan_view
from dangjian_desktop.study.reading.roll import Rolls, entries_by_session
from dangjian_desktop.study.records import PlanItem, Reflection, StudyPlan
from dangjian_desktop.study.rules.conversion import hours_text
from dangjian_desktop.study.rules.plan import ItemState, last_day

NAMED = 3
"""How many are named in an answer before 等N人."""


def questions(reader: Reader, today: date) -> list[Question]:
    """谁学时不够, 哪些学习没按计划办, 谁的心得还没交."""
    return [_short_of_hours(reader, today), _not_held(reader, today), _not_handed_in(reader, today)]


def _short_of_hours(reader: Reader, today: date) -> Question:
    behind = year_hours(reader, today.year, today).behind
    words = "、".join(f"{one.name}差{hours_text(one.standing.gap)}" for one in behind[:NAMED])
    more = f"等{len(behind)}人" if len(behind) > NAMED else ""
    answer = f"{words}{more}" if behind else "都跟上了全年进度。"
    return Question("study.hours", "谁学时不够", answer, len(behind), Start(HOURS_VIEW, {}))


def _not_held(reader: Reader, today: date) -> Question:
    late = [row for row in plan_view(reader, today.year, today).rows if row.state is ItemState.OVERDUE]
    answer = f"{len(late)}项，最早的是{late[0].month}月{late[0].content}" if late else "到期的学习都办了。"
    start = Start(PLAN_VIEW, {"record": late[0].id} if late else {})
    return Question("study.overdue", "哪些学习没按计划办", answer, len(late), start)


def _not_handed_in(reader: Reader, today: date) -> Question:
    stmt = select(Reflection).where(live(Reflection), Reflection.due < today, Reflection.submitted_on.is_(None))
    late = reader.all(stmt.order_by(Reflection.due, Reflection.id))
    answer = f"{len(late)}篇，最早的应{late[0].due:%m-%d}交" if late else "应交的心得都交了。"
    return Question("study.reflections", "谁的心得还没交", answer, len(late), Start(WRITING_VIEW, {"owed": True}))


def digest(reader: Reader, period: Period) -> list[DigestBlock]:
    """What was studied, how many came, what slipped, and what comes next."""
    today = reader.now.date()
    blocks = []
    sessions = sessions_in(reader, period)
    entries = entries_by_session(reader, (one.id for one in sessions))
    held = [one for one in sessions if one.finalised_at or any(entry.state for entry in entries[one.id].values())]
    if held:
        named = "、".join(f"“{one.content}”" for one in held[:NAMED])
        more = "等" if len(held) > NAMED else ""
        text = f"组织学习{len(held)}次，学习了{named}{more}。"
        ids = tuple(one.id for one in held)
        blocks.append(DigestBlock(Section.DONE, text, "study_sessions", ids))
        rolls = Rolls(reader)
        counts = [rolls.counts(one.day or period.last, one.audience, one.party_group, entries[one.id]) for one in held]
        expected, present = sum(one.expected for one in counts), sum(one.present for one in counts)
        if expected:
            text = f"学习应到{expected}人次，实到{present}人次，补课{sum(one.made_up for one in counts)}人次。"
            blocks.append(DigestBlock(Section.ATTENDANCE, text, "study_sessions", ids))
    rows = _rows(reader, period, today)
    late = [row for row in rows if row.state is ItemState.OVERDUE]
    if late:
        text = f"计划学习未办{len(late)}项：{'、'.join(row.content for row in late)}。"
        blocks.append(DigestBlock(Section.PROBLEMS, text, "study_plan_items", tuple(row.id for row in late)))
    return [*blocks, *_next(reader, period, today)]


def _rows(reader: Reader, period: Period, today: date) -> list[PlanRow]:
    years = range(period.first.year, period.last.year + 1)
    rows = [row for year in years for row in plan_view(reader, year, today).rows]
    return [row for row in rows if not row.auto and last_day(row.facts) in period]


def _next(reader: Reader, period: Period, today: date) -> list[DigestBlock]:
    """What the plan holds for the month after a month."""
    if period != Period.month(period.first.year, period.first.month):
        return []
    year, month = (period.first.year + period.first.month // 12, period.first.month % 12 + 1)
    rows = [row for row in _rows(reader, Period.month(year, month), today) if row.state is not ItemState.DROPPED]
    if not rows:
        return []
    named = "；".join(f"{row.content}（{row.form.name}{f'，{row.lecturer}' if row.lecturer else ''}）" for row in rows)
    text = f"按学习计划开展学习{len(rows)}次：{named}。"
    return [DigestBlock(Section.NEXT, text, "study_plan_items", tuple(row.id for row in rows))]


def holdings(reader: Reader, member: str, day: date) -> list[Holding]:
    """The lectures of the plan that a member who leaves must hand on."""
    found = []
    plans = {row.id: row.year for row in reader.rows(select(StudyPlan.id, StudyPlan.year).where(live(StudyPlan)))}
    stmt = select(PlanItem).where(
        live(PlanItem), PlanItem.lecturer == member, PlanItem.dropped_reason.is_(None), PlanItem.owner.in_(plans)
    )
    for item in reader.all(stmt.order_by(PlanItem.month, PlanItem.day, PlanItem.id)):
        year = plans[item.owner or ""] or day.year
        if (item.day or date(year, item.month or 12, 28)) >= day and not is_held(reader, item.id):
            found.append(
                Holding(
                    title=f"{year}年{item.month}月主讲",
                    record_kind="study_plan_items",
                    record=item.id,
                    detail=item.content or "",
                    hand_over=partial(_hand_over, item.id),
                )
            )
    return found


def _hand_over(item: str, successor: str, _day: date) -> Call:
    return Call("assign_lecturer", {"id": item, "member": successor, "reason": "接替", "ended_reason": "离开本支部"})
