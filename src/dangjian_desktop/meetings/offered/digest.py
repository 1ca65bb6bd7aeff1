"""Sentences about a period's meetings for the plan, summary and bulletin, with the records they were made from."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import DigestBlock, DueState, Section
from dangjian_desktop.meetings.dual_life import ROW as DUAL_LIFE
from dangjian_desktop.meetings.dues import dues
from dangjian_desktop.meetings.offered.asking import not_made_up
from dangjian_desktop.meetings.offered.figures import totals
from dangjian_desktop.meetings.reading.resolutions import (
    open_resolutions,
    resolutions_due_in,
    resolutions_made_in,
)
from dangjian_desktop.meetings.reading.spans import GatheringSpan, spans_in
from dangjian_desktop.meetings.rules.kinds import KINDS
from dangjian_desktop.meetings.rules.study import percent
from dangjian_desktop.roster.names import stroke_key
from dangjian_desktop.roster.people import name_in
from dangjian_desktop.roster.reading import labels_on
from dangjian_desktop.roster.rules.attendance import STATE_LABELS, AttendanceState
from dangjian_desktop.store import Reader

KIND = "gatherings"


def digest(reader: Reader, period: Period) -> list[DigestBlock]:
    """What was held, who came, what was decided and done, what is missing, what comes next."""
    today = reader.now.date()
    gatherings = spans_in(reader, period)
    held = tuple(one for one in gatherings if one.recorded)
    blocks = [*_done(held), *_attendance(reader, held, today), *_resolutions(reader, period, today)]
    blocks += _problems(reader, period, gatherings, today)
    return [*blocks, *_next(reader, period)]


def _done(held: tuple[GatheringSpan, ...]) -> list[DigestBlock]:
    if not held:
        return []
    numbers = Counter(segment.kind for one in held for segment in one.segments)
    known = [f"{info.short}{numbers[kind]}次" for kind, info in KINDS.items() if numbers[kind]]
    others = sum(number for kind, number in numbers.items() if kind not in KINDS)
    counted = "、".join([*known, *([f"其他会议{others}次"] if others else [])])
    ids = tuple(one.id for one in held)
    blocks = [DigestBlock(Section.DONE, f"召开{counted}。", KIND, ids)] if counted else []
    topics = [
        f"{one.day.month}月{one.day.day}日{segment.short}“{segment.topic}”"
        for one in held
        for segment in one.segments
        if segment.topic
    ]
    if topics:
        with_topic = tuple(one.id for one in held if any(segment.topic for segment in one.segments))
        blocks.append(DigestBlock(Section.DONE, f"主要内容：{'；'.join(topics)}。", KIND, with_topic))
    return blocks


def _attendance(reader: Reader, held: tuple[GatheringSpan, ...], today: date) -> list[DigestBlock]:
    counts = totals(held)
    if not counts.expected:
        return []
    ids = tuple(one.id for one in held)
    rate = percent(counts.present, counts.expected)
    parts = [f"应到{counts.expected}人次，实到{counts.present}人次，参加率{rate}%"]
    for word, number in (("请假", counts.on_leave), ("缺席", counts.absent), ("未登记", counts.unregistered)):
        if number:
            parts.append(f"{word}{number}人次")
    away = counts.expected - counts.present - counts.unregistered
    if away:
        parts.append(f"未到的已补课{counts.made_up}人次，补课率{percent(counts.made_up, away)}%")
    blocks = [DigestBlock(Section.ATTENDANCE, f"{'，'.join(parts)}。", KIND, ids)]
    named = _who_was_away(reader, held, today)
    return [*blocks, *([DigestBlock(Section.ATTENDANCE, named, KIND, ids, inner=True)] if named else [])]


def _who_was_away(reader: Reader, held: tuple[GatheringSpan, ...], today: date) -> str:
    """请假：张晓梅（9月14日病假，已补课）…, by surname strokes; the branch's own papers only."""
    labels = labels_on(reader, today)
    told: defaultdict[str, list[str]] = defaultdict(list)
    for one in held:
        for person in one.expected:
            state = one.mark(person).state
            if state in (None, AttendanceState.PRESENT):
                continue
            made_up = "" if not_made_up(one, person) else "，已补课"
            label = "" if state is AttendanceState.MAKE_UP else STATE_LABELS[state]
            told[person].append(f"{one.day.month}月{one.day.day}日{label}{made_up}")
    people = sorted(told, key=lambda person: (stroke_key(name_in(labels, person)), person))
    lines = [f"{name_in(labels, person)}（{'；'.join(told[person])}）" for person in people]
    return f"未到会：{'、'.join(lines)}。" if lines else ""


def _resolutions(reader: Reader, period: Period, today: date) -> list[DigestBlock]:
    made, due = resolutions_made_in(reader, period, today), resolutions_due_in(reader, period, today)
    blocks = []
    if made:
        done = sum(row.done_on is not None for row in made)
        text = f"会议作出决议{len(made)}项，已落实{done}项。"
        blocks.append(DigestBlock(Section.SUPERVISION, text, "resolutions", tuple(row.id for row in made)))
    if due:
        done = sum(row.done_on is not None for row in due)
        text = f"应在本期落实的决议{len(due)}项，已落实{done}项。"
        blocks.append(DigestBlock(Section.SUPERVISION, text, "resolutions", tuple(row.id for row in due)))
    return blocks


def _problems(reader: Reader, period: Period, gatherings: tuple[GatheringSpan, ...], today: date) -> list[DigestBlock]:
    blocks = []
    years = range(period.first.year, period.last.year + 1)
    late = [one for year in years for one in dues(reader, year, today) if one.row and one.due in period]
    overdue_dues = [one for one in late if one.state is DueState.OVERDUE]
    # What a leading cadre missed names a person and is no meeting that wasn't held.
    late = [one for one in overdue_dues if not one.row.startswith(f"{DUAL_LIFE}/")]
    missed = [one for one in overdue_dues if one not in late]
    if missed:
        words = "、".join(one.title for one in missed)
        blocks.append(DigestBlock(Section.PROBLEMS, f"没有参加支部组织生活的记录：{words}。", inner=True))
    if late:
        blocks.append(DigestBlock(Section.PROBLEMS, f"没有按期召开：{'、'.join(one.title for one in late)}。"))
    overdue = [row for row in open_resolutions(reader, today) if row.deadline and row.deadline in period]
    overdue = [row for row in overdue if row.standing == "已逾期"]
    if overdue:
        words = "；".join(f"{row.line}（{row.responsible_name or '未定责任人'}）" for row in overdue)
        ids = tuple(row.id for row in overdue)
        blocks.append(DigestBlock(Section.PROBLEMS, f"有{len(overdue)}项决议到期没有落实。", "resolutions", ids))
        blocks.append(DigestBlock(Section.PROBLEMS, f"到期未落实：{words}。", "resolutions", ids, inner=True))
    open_minutes = [one for one in gatherings if one.day < today and not one.final]
    if open_minutes:
        ids = tuple(one.id for one in open_minutes)
        blocks.append(DigestBlock(Section.PROBLEMS, f"有{len(ids)}次会议的记录还没有定稿。", KIND, ids))
    return blocks


def _next(reader: Reader, period: Period) -> list[DigestBlock]:
    """What is planned for the period of the same length that follows."""
    following = next_period(period)
    planned = [one for one in spans_in(reader, following) if not one.recorded]
    if not planned:
        return []
    words = "；".join(f"{one.day.month}月{one.day.day}日{one.title}" for one in planned)
    return [DigestBlock(Section.NEXT, f"安排会议{len(planned)}次：{words}。", KIND, tuple(one.id for one in planned))]


def next_period(period: Period) -> Period:
    """The month, quarter or year after this one; else as many days as it has."""
    day = period.last + timedelta(days=1)
    for candidate in (
        Period.month(day.year, day.month),
        Period.quarter(day.year, (day.month + 2) // 3),
        Period.year(day.year),
    ):
        if candidate.before() == period:
            return candidate
    return Period(day, day + (period.last - period.first))
