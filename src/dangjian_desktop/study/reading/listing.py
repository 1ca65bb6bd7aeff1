"""The list of sessions of a year, and what each still needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dangjian_desktop.base.periods import Period
from dangjian_desktop.roster.people import name_in
from dangjian_desktop.roster.reading import labels_on
from dangjian_desktop.roster.rules.attendance import Counts
from dangjian_desktop.store import Reader
from dangjian_desktop.study.reading.forms import forms_of
from dangjian_desktop.study.reading.hours import adjustments_of, conversions
from dangjian_desktop.study.reading.occasions import sessions_in
from dangjian_desktop.study.reading.roll import Rolls, entries_by_session
from dangjian_desktop.study.reading.rulebook import rulebook
from dangjian_desktop.study.records import StudySession
from dangjian_desktop.study.rules.forms import form_of
from dangjian_desktop.study.rules.ledger import Stay, worth


@dataclass(frozen=True)
class SessionRow:
    """A session in the list. ``to_make_up`` were away and have not made it up."""

    id: str
    day: date
    content: str
    form: str
    lecturer: str
    counts: Counts
    hours: Decimal | None
    to_make_up: int
    final: bool
    planned: bool

    @property
    def state(self) -> str:
        """定稿, 待签到, 记录中."""
        if self.final:
            return "定稿"
        return "记录中" if self.counts.begun else "待签到"


@dataclass(frozen=True)
class SessionList:
    """A year's sessions, the newest first."""

    year: int
    rows: tuple[SessionRow, ...]

    @property
    def to_make_up(self) -> int:
        """How many make-ups are still to come."""
        return sum(row.to_make_up for row in self.rows)


def session_list(reader: Reader, year: int) -> SessionList:
    """The sessions of a year."""
    sessions = sessions_in(reader, Period.year(year))
    entries = entries_by_session(reader, (one.id for one in sessions))
    labels, own = labels_on(reader, reader.now.date()), forms_of(reader)
    adjusted, conversion = adjustments_of(reader), conversions(rulebook(reader))
    rows, rolls = [], Rolls(reader)
    for one in sessions:
        day = one.day or date(year, 1, 1)
        given = adjusted.get(one.id, {}).get("")
        stay = Stay("", one.id, "", "", day, one.start, one.end, given[0] if given else None)
        counts = rolls.counts(day, one.audience, one.party_group, entries[one.id])
        left = counts.on_leave + counts.absent - (counts.made_up - counts.only_made_up)
        rows.append(
            SessionRow(
                one.id,
                day,
                one.content or "学习",
                form_of(one.form, own).name,
                name_in(labels, one.lecturer, one.lecturer_name),
                counts,
                worth(stay, conversion(day)),
                max(0, left),
                one.finalised_at is not None,
                bool(one.plan_item),
            )
        )
    return SessionList(year, tuple(reversed(rows)))


def year_of_session(reader: Reader, id: str) -> int | None:
    """The year of a session; None if there is none, or it has no day."""
    session = reader.get(StudySession, id)
    return session.day.year if session is not None and not session.deleted and session.day else None
