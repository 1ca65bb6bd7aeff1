"""What the capability tells the rest: ready questions, digest, assignments of a month, what hangs on a member."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import select

from dangjian_desktop.appraisal.dues import VIEW
from dangjian_desktop.appraisal.reading.entries import all_rectifications
from dangjian_desktop.appraisal.reading.views import RectificationRow
from dangjian_desktop.appraisal.reading.year import year_view
from dangjian_desktop.appraisal.records import OrgLifeYear, Rectification
from dangjian_desktop.appraisal.rules.rectify import RectificationState
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Assignment, Call, DigestBlock, Headway, Holding, Question, Section, Start
from dangjian_desktop.store import Reader, live

KIND = Rectification.__tablename__


def questions(reader: Reader, today: date) -> list[Question]:
    """组织生活会还差哪一步 (of the year being worked on) and 整改还有几项没销号."""
    found = []
    year = _at_work(reader)
    if year is not None:
        view = year_view(reader, year, today)
        done = sum(step.state.value == "done" for step in view.steps)
        left = len(view.steps) - done
        answer = f"{year}年度已完成 {done} 步，下一步：{view.next.title}" if view.next else f"{year}年度都办完了"
        found.append(Question("org_life.next", "组织生活会还差哪一步", answer, left if view.next else 0, _start(year)))
    rows = [row for row in all_rectifications(reader, today) if row.state is not RectificationState.CLOSED]
    late = sum(row.state is RectificationState.OVERDUE for row in rows)
    if rows:
        words = f"{len(rows)} 项没销号" + (f"，其中逾期 {late} 项" if late else "")
        found.append(Question("rectification.open", "整改还有几项没销号", words, len(rows), _start(year, "rectify")))
    return found


def _start(year: int | None, step: str = "") -> Start:
    return Start(VIEW, {"year": year, "step": step} if step else {"year": year})


def _at_work(reader: Reader) -> int | None:
    """The newest year that was begun."""
    stmt = select(OrgLifeYear.attributed_year).where(live(OrgLifeYear)).order_by(OrgLifeYear.attributed_year.desc())
    found = reader.rows(stmt.limit(1))
    return found[0].attributed_year if found else None


def digest(reader: Reader, period: Period) -> list[DigestBlock]:
    """整改 as figures for every paper; who is late only for papers inside; 民主评议 where it was done in the period."""
    blocks = []
    stmt = select(OrgLifeYear).where(live(OrgLifeYear)).order_by(OrgLifeYear.attributed_year)
    for year in reader.all(stmt):
        if year.verdict_on in period:
            text = f"完成{year.attributed_year}年度民主评议党员，评定意见已作出。"
            blocks.append(DigestBlock(Section.DONE, text, "org_life_years", (year.id,)))
    today = reader.now.date()
    rows = all_rectifications(reader, min(period.last, today))
    done = [row for row in rows if row.done_on in period]
    closed = [row for row in rows if row.verified_on in period]
    late = [row for row in rows if _late(row, min(period.last, today))]
    parts = [f"{words}{len(which)}项" for words, which in (("完成", done), ("销号", closed), ("逾期", late)) if which]
    if parts:
        records = tuple(dict.fromkeys(row.id for row in (*done, *closed, *late)))
        blocks.append(DigestBlock(Section.SUPERVISION, f"组织生活会整改事项{'、'.join(parts)}。", KIND, records))
    if late:
        names = "；".join(f"{row.problem}（{row.responsible_name or '未定责任人'}）" for row in late)
        text = f"整改逾期：{names}。"
        blocks.append(DigestBlock(Section.PROBLEMS, text, KIND, tuple(row.id for row in late), inner=True))
    return blocks


def _late(row: RectificationRow, day: date) -> bool:
    """Whether the item was past its last day and not done on that day."""
    return bool(row.deadline and row.deadline < day and (row.done_on is None or row.done_on > day))


def assignments(reader: Reader, period: Period, today: date) -> list[Assignment]:
    """The items of the 整改清单 that fall due in the period."""
    return [
        Assignment(row.problem, _headway(row), KIND, row.id, row.responsible_name, row.deadline)
        for row in all_rectifications(reader, today)
        if row.deadline in period
    ]


def _headway(row: RectificationRow) -> Headway:
    if row.done_on is not None:
        return Headway.DONE
    return Headway.DOING if row.progress else Headway.IDLE


def holdings(reader: Reader, member: str, today: date) -> list[Holding]:
    """The open items that a member is responsible for; a successor takes them over."""
    return [
        Holding(
            title=f"整改：{row.problem}",
            record_kind=KIND,
            record=row.id,
            detail=f"时限 {row.deadline.isoformat()}" if row.deadline else "没有定时限",
            hand_over=_hand_over(row),
        )
        for row in _open_of(all_rectifications(reader, today), member)
    ]


def _open_of(rows: Sequence[RectificationRow], member: str) -> list[RectificationRow]:
    return [row for row in rows if row.responsible == member and row.state is not RectificationState.CLOSED]


def _hand_over(row: RectificationRow) -> Callable[[str, date], Call]:
    """Builds the verb that gives an item to a successor."""
    return lambda successor, _day: Call("edit_rectification", {"id": row.id, "changes": {"responsible": successor}})
