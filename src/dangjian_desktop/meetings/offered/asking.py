"""Ready questions about meetings, each with its answer of today."""

from __future__ import annotations

from collections import Counter
from datetime import date

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Question, Start
from dangjian_desktop.meetings.dues import RECORDS_VIEW
from dangjian_desktop.meetings.reading.resolutions import open_resolutions
from dangjian_desktop.meetings.reading.spans import GatheringSpan, spans_in
from dangjian_desktop.roster.names import stroke_key
from dangjian_desktop.roster.people import name_in
from dangjian_desktop.roster.reading import labels_on, member_facts
from dangjian_desktop.roster.rules import Status, status_on
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.store import Reader

NAMED = 3
"""How many are named in an answer before 等N人."""
OVERVIEW = "meetings/overview"


def questions(reader: Reader, today: date) -> list[Question]:
    """What a secretary asks of the year's meetings."""
    gatherings = spans_in(reader, Period(date(today.year, 1, 1), today))
    return [_not_carried_out(reader, today), _not_made_up(reader, gatherings, today), _not_final(gatherings, today)]


def _not_carried_out(reader: Reader, today: date) -> Question:
    rows = [row for row in open_resolutions(reader, today) if row.standing == "已逾期"]
    if rows:
        first = rows[0]
        who = f"（{first.responsible_name}）" if first.responsible_name else ""
        late = (today - first.deadline).days if first.deadline else 0
        answer = f"{len(rows)}件，最久的过期{late}天：{_short(first.line)}{who}"
        start = Start(RECORDS_VIEW, {"record": first.id})
    else:
        answer, start = "没有到期未落实的决议。", Start(OVERVIEW, {})
    return Question("meetings.overdue_resolutions", "哪些决议到期还没落实", answer, len(rows), start)


def missed(gatherings: tuple[GatheringSpan, ...]) -> Counter[str]:
    """How often each was away from a recorded gathering without having made it up."""
    found: Counter[str] = Counter()
    for one in gatherings:
        if one.recorded:
            found.update(person for person in one.expected if not_made_up(one, person))
    return found


def not_made_up(gathering: GatheringSpan, person: str) -> bool:
    """Whether somebody was away and has not made it up; 未登记 is unknown, not away."""
    mark = gathering.mark(person)
    return mark.state not in (None, AttendanceState.PRESENT, AttendanceState.MAKE_UP) and mark.made_up_on is None


def _not_made_up(reader: Reader, gatherings: tuple[GatheringSpan, ...], today: date) -> Question:
    facts, labels = member_facts(reader), labels_on(reader, today)
    here = {
        person: times
        for person, times in missed(gatherings).items()
        if person in facts and status_on(facts[person], today) in (Status.FULL, Status.PROBATIONARY)
    }
    names = sorted((name_in(labels, person), times) for person, times in here.items())
    names.sort(key=lambda pair: stroke_key(pair[0]))
    words = "、".join(f"{name}{times}次" for name, times in names[:NAMED])
    more = f"等{len(names)}人" if len(names) > NAMED else ""
    answer = f"{words}{more}" if names else "今年缺席的都补了课。"
    last = next((one for one in reversed(gatherings) if any(not_made_up(one, p) for p in here)), None)
    start = Start(RECORDS_VIEW, {"record": last.id, "make_up": True}) if last else Start(OVERVIEW, {})
    return Question("meetings.not_made_up", "谁缺席还没补课", answer, len(names), start)


def _not_final(gatherings: tuple[GatheringSpan, ...], today: date) -> Question:
    left = [one for one in gatherings if not one.final and one.day < today]
    if left:
        first = left[0]
        answer = f"{len(left)}次，最早的是{first.day.month}月{first.day.day}日{first.title}"
        start = Start(RECORDS_VIEW, {"unfinished": True})
    else:
        answer, start = "开过的会都已定稿。", Start(OVERVIEW, {})
    return Question("meetings.not_final", "哪些会开了还没定稿", answer, len(left), start)


def _short(text: str) -> str:
    return text if len(text) <= 18 else f"{text[:18]}…"
