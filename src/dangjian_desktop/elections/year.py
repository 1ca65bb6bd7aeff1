"""What elections offer to the rest: vacancies and next steps as duties, the board, questions, holdings."""

from __future__ import annotations

from datetime import date, timedelta

from dangjian_desktop.elections.reading import ElectionView, book, election_rows, election_view
from dangjian_desktop.elections.records import Teller
from dangjian_desktop.elections.rules import ElectionKind
from dangjian_desktop.elections.vacancies import vacancies
from dangjian_desktop.feature import Due, DueState, Holding, Lane, Question, Scheduled, Start
from dangjian_desktop.store import Reader

VIEW = "meetings/elections"
_SOON = timedelta(days=30)


def dues(reader: Reader, year: int, today: date) -> list[Due]:
    """补选 for every vacancy, and the next step of an election whose day is near or past."""
    return [*_vacancy_dues(reader, year, today), *_step_dues(reader, year, today)]


def _vacancy_dues(reader: Reader, year: int, today: date) -> list[Due]:
    rule = book(reader).on("by_election.months", today)
    running = [view for view in _open(reader) if view.kind is ElectionKind.BY]
    found = []
    for number, one in enumerate(vacancies(reader, today, rule.number)):
        if one.due.year != year and not (one.due.year < year == today.year):
            continue
        records = (running[0].id,) if running else ()
        found.append(
            Due(
                key=f"elections.vacancy.{one.post}.{number}",
                row="",
                row_label="",
                title=f"补选{one.post.label}（{one.name} {one.since.isoformat()} 离任）",
                months=(one.due.month, one.due.month),
                year=year,
                due=one.due,
                state=DueState.OVERDUE if one.due < today else DueState.SOON,
                records=records,
                record_kind="elections",
                basis=rule.basis,
                reason=f"{one.post.label}空缺，应及时补选。",
                start=None if records else Start(VIEW, {"kind": "by"}),
            )
        )
    return found


def _step_dues(reader: Reader, year: int, today: date) -> list[Due]:
    found = []
    for view in _open(reader):
        day, step = view.day("planned_on"), view.next_step
        if day is None or step is None or day.year != year or day - today > _SOON:
            continue
        found.append(
            Due(
                key=f"elections.{view.id}",
                row="",
                row_label="",
                title=f"{view.title}：{step.todo}",
                months=(day.month, day.month),
                year=day.year,
                due=day,
                state=DueState.TODAY if day == today else DueState.OVERDUE if day < today else DueState.SOON,
                records=(view.id,),
                record_kind="elections",
                basis="《中国共产党基层组织选举工作条例》",
                day=day,
            )
        )
    return found


def _open(reader: Reader) -> list[ElectionView]:
    views = (election_view(reader, row.id) for row in election_rows(reader) if not row.closed)
    return [view for view in views if view is not None]


def schedule(reader: Reader, year: int, today: date) -> list[Scheduled]:
    """The elections that are not a meeting yet, on the day planned for them."""
    found = []
    for row in election_rows(reader):
        view = election_view(reader, row.id)
        if view is None or row.day is None or row.day.year != year or view.gathering:
            continue
        state = DueState.DONE if row.closed else DueState.OVERDUE if row.day < today else DueState.PLANNED
        found.append(
            Scheduled(Lane.MEETINGS, row.title, year, row.day.month, state, "elections", row.id, row.day, row.todo)
        )
    return found


def questions(reader: Reader, today: date) -> list[Question]:
    """换届走到哪一步: only while an election is under way or a seat is empty."""
    found = [
        Question("elections", f"{view.title}走到哪一步", f"下一步：{view.next_step.todo}", 1, Start(VIEW, {}))
        for view in _open(reader)
        if view.next_step is not None
    ]
    empty = vacancies(reader, today, book(reader).on("by_election.months", today).number)
    if empty and not found:
        words = "、".join(one.post.label for one in empty)
        found.append(Question("vacancies", "班子有没有缺额", f"{words}空缺", len(empty), Start(VIEW, {"kind": "by"})))
    return found


def holdings(reader: Reader, member: str, today: date) -> list[Holding]:  # noqa: ARG001 - part of the contract
    """That a member watches over or counts the ballots of an election to come; must be seen to in its own view."""
    return [
        Holding(f"{view.title}：监票计票", "elections", view.id, "选举")
        for view in _open(reader)
        if any(part.person == member and part.role for part in reader.parts(Teller, view.id))
    ]
