"""心得体会 and 读书笔记 of a year: who wrote, who still owes, which text is shared and which stays on this PC."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from dangjian_desktop.roster.reading import labels_on
from dangjian_desktop.store import Heads, Reader, live
from dangjian_desktop.study.reading.hours_table import File, files_of
from dangjian_desktop.study.records import WRITING_LABELS, Reflection, StudySession, WritingKind


class WritingState(StrEnum):
    """How a piece of writing stands."""

    HANDED_IN = "handed_in"
    WAITING = "waiting"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class WritingRow:
    """A piece of writing. ``text`` is shared with the branch; ``own_text`` stays on this PC and goes into no paper."""

    id: str
    member: str
    name: str
    kind: WritingKind
    title: str
    book: str
    session: str
    session_title: str
    due: date | None
    submitted_on: date | None
    text: str
    own_text: str
    files: tuple[File, ...]
    state: WritingState
    days_late: int
    seen: Heads

    @property
    def label(self) -> str:
        """心得体会 or 读书笔记."""
        return WRITING_LABELS[self.kind]

    @property
    def private(self) -> bool:
        """Whether its text is somebody's own."""
        return bool(self.own_text) and not self.text


@dataclass(frozen=True)
class WritingView:
    """The view 心得 of a year; ``sessions`` can be chosen as what a piece was written after: (id, name)."""

    year: int
    today: date
    rows: tuple[WritingRow, ...]
    sessions: tuple[tuple[str, str], ...]

    @property
    def owed(self) -> tuple[WritingRow, ...]:
        """What was asked for and has not come."""
        return tuple(row for row in self.rows if row.state is not WritingState.HANDED_IN)

    @property
    def late(self) -> tuple[WritingRow, ...]:
        return tuple(row for row in self.rows if row.state is WritingState.OVERDUE)


def writing_view(reader: Reader, year: int, today: date) -> WritingView:
    """The pieces that were due or handed in in a year: what is owed first by day, then the latest."""
    rows = [row for row in writings(reader, today) if _year(row, today) == year]
    rows.sort(key=lambda row: (row.submitted_on is not None, _order(row), row.name, row.id))
    stmt = select(StudySession).where(
        live(StudySession), StudySession.day >= date(year, 1, 1), StudySession.day <= min(today, date(year, 12, 31))
    )
    sessions = reader.all(stmt.order_by(StudySession.day.desc(), StudySession.id))
    names = tuple((one.id, f"{one.day:%m-%d} {one.content or ''}") for one in sessions)
    return WritingView(year, today, tuple(rows), names)


def _order(row: WritingRow) -> int:
    if row.submitted_on is not None:
        return -row.submitted_on.toordinal()
    return (row.due or date.max).toordinal()


def _year(row: WritingRow, today: date) -> int:
    return (row.submitted_on or row.due or today).year


def writings(reader: Reader, today: date, only: Iterable[str] | None = None) -> list[WritingRow]:
    """All pieces of writing, or these."""
    stmt = select(Reflection).where(live(Reflection))
    if only is not None:
        stmt = stmt.where(Reflection.id.in_(list(only)))
    found = reader.all(stmt.order_by(Reflection.due, Reflection.id))
    labels, files = labels_on(reader, today), files_of(reader, [one.id for one in found])
    titles = {row.id: row.content or "" for row in reader.rows(select(StudySession.id, StudySession.content))}
    return [
        WritingRow(
            one.id,
            one.member or "",
            labels.get(one.member or "", ""),
            WritingKind(one.kind) if one.kind in set(WritingKind) else WritingKind.REFLECTION,
            one.title or "",
            one.book or "",
            one.session or "",
            titles.get(one.session or "", ""),
            one.due,
            one.submitted_on,
            one.text or "",
            one.own_text or "",
            files.get(one.id, ()),
            writing_state(one.due, one.submitted_on, today),
            max(0, (today - one.due).days) if one.due and not one.submitted_on else 0,
            reader.heads(Reflection, one.id),
        )
        for one in found
    ]


def writing_state(due: date | None, submitted_on: date | None, today: date) -> WritingState:
    """Handed in, late from the day after it was due, else waited for."""
    if submitted_on is not None:
        return WritingState.HANDED_IN
    return WritingState.OVERDUE if due is not None and due < today else WritingState.WAITING
