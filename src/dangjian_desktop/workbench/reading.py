"""The board of the workbench, gathered from the features' contract: duties, what was laid down, activities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import (
    Assignment,
    Countdown,
    Due,
    DueState,
    Feature,
    Question,
    Reference,
    Scheduled,
    schedule_of,
)
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.store import Part, Reader
from dangjian_desktop.store.recent import recent_actions
from dangjian_desktop.workbench.rules import (
    AHEAD,
    GridRow,
    Rhythm,
    coming,
    grid,
    judged_months,
    pressing,
    rhythm,
    running_out,
)

_LINGERS = timedelta(days=92)


@dataclass(frozen=True)
class Resume:
    """A record left in the middle: what it is called, which field was being written, and where it opens."""

    kind: str
    record: str
    view: str
    title: str
    field_label: str
    at: datetime


@dataclass(frozen=True)
class Recent:
    """Something done lately; ``view`` is empty where the record can't be opened."""

    at: datetime
    label: str
    title: str
    kind: str
    record: str
    view: str


@dataclass(frozen=True)
class Term:
    """A term that runs out, and whether its end is ``near`` enough to prepare for."""

    countdown: Countdown
    near: bool


@dataclass(frozen=True)
class Activities:
    """What was held in each of the twelve months, and what stands out among them."""

    months: tuple[tuple[Scheduled, ...], ...] = ((),) * 12
    rhythm: Rhythm = field(default_factory=Rhythm)

    @property
    def counts(self) -> tuple[int, ...]:
        """How many were held, month by month."""
        return tuple(len(month) for month in self.months)


@dataclass(frozen=True)
class Board:
    """All that the workbench shows on ``today`` for ``year``; the assignments are those of the running month."""

    today: date
    year: int
    headline: str
    pressing: tuple[Due, ...]
    coming: tuple[Scheduled, ...]
    rows: tuple[GridRow, ...]
    activities: Activities
    assignments: tuple[Assignment, ...]
    questions: tuple[Question, ...]
    terms: tuple[Term, ...]
    resume: Resume | None
    recent: tuple[Recent, ...]


def board(reader: Reader, features: Sequence[Feature], year: int) -> Board:
    """Ask every feature for what is due in ``year``; what presses is always that of the present year.

    What last year left open presses for a quarter longer, so that January forgets nothing; after that it is history.
    """
    today = reader.now.date()
    of_year = _dues(reader, features, year, today)
    left = [due for due in _dues(reader, features, today.year - 1, today) if today - due.due <= _LINGERS]
    now = [*left, *_dues(reader, features, today.year, today)]
    headlines = [feature.headline(reader, today) for feature in features if feature.headline]
    return Board(
        today=today,
        year=year,
        headline="　".join(text for text in headlines if text),
        pressing=tuple(pressing(now)),
        coming=tuple(_coming(reader, today)),
        rows=grid(of_year),
        activities=_activities(reader, year, today),
        assignments=tuple(_assignments(reader, features, today)),
        questions=tuple(one for feature in features if feature.questions for one in feature.questions(reader, today)),
        terms=tuple(_terms(reader, features, today)),
        resume=_resume(reader, features),
        recent=_recent(reader, features),
    )


def _dues(reader: Reader, features: Sequence[Feature], year: int, today: date) -> list[Due]:
    return [due for feature in features if feature.dues for due in feature.dues(reader, year, today)]


def _coming(reader: Reader, today: date) -> list[Scheduled]:
    years = {today.year, (today + timedelta(days=AHEAD)).year}
    return coming((one for year in sorted(years) for one in schedule_of(reader, year, today)), today)


def _activities(reader: Reader, year: int, today: date) -> Activities:
    """What was held in ``year``; time before the first record of that year and the one before is unknown, not idle."""
    held = [one for one in schedule_of(reader, year, today) if one.state is DueState.DONE]
    before = [one for one in schedule_of(reader, year - 1, today) if one.state is DueState.DONE]
    days = [one.day or date(one.year, one.month, 1) for one in (*held, *before)]
    months = tuple(tuple(one for one in held if one.month == month) for month in range(1, 13))
    found = rhythm(
        [len(month) for month in months],
        judged_months(year, today, min(days, default=None)),
        date(year, 12, 31),
        rulebook(reader, "rhythm"),
    )
    return Activities(months, found)


def _terms(reader: Reader, features: Sequence[Feature], today: date) -> list[Term]:
    book = rulebook(reader, "committee")
    found = [one for feature in features if feature.countdowns for one in feature.countdowns(reader, today)]
    return [Term(one, running_out(one, today, book)) for one in found]


def _assignments(reader: Reader, features: Sequence[Feature], today: date) -> list[Assignment]:
    month = Period.month(today.year, today.month)
    found = [one for feature in features if feature.assignments for one in feature.assignments(reader, month, today)]
    return sorted(found, key=lambda one: (one.due or month.last, one.title))


def _resume(reader: Reader, features: Sequence[Feature]) -> Resume | None:
    for owner in reader.drafts.pending():
        found = _openable(reader, features, owner.kind, owner.record)
        draft = reader.drafts.latest(owner.record)
        if found and draft:
            reference, record = found
            label = _field_label(reader, owner.kind, draft.field)
            title = reference.label(reader, record)
            return Resume(reference.kind, record, reference.view, title, label, owner.at)
    return None


def _recent(reader: Reader, features: Sequence[Feature], limit: int = 6) -> tuple[Recent, ...]:
    lines: list[Recent] = []
    seen: set[tuple[str, str]] = set()
    for action in recent_actions(reader, 60):
        for kind, record in action.records:
            found = _openable(reader, features, kind, record)
            if found is None:
                continue
            reference, owner = found
            if (reference.kind, owner) not in seen:
                seen.add((reference.kind, owner))
                title = reference.label(reader, owner)
                lines.append(Recent(action.at, action.label, title, reference.kind, owner, reference.view))
            break
        if len(lines) == limit:
            break
    return tuple(lines)


def _openable(reader: Reader, features: Sequence[Feature], kind: str, record: str) -> tuple[Reference, str] | None:
    """The living record that can be opened for this one: itself or the owner it belongs to."""
    references = {reference.kind: reference for feature in features for reference in feature.references}
    for _step in range(8):
        known = reader.schema.kinds.get(kind)
        row = reader.get(known.model, record) if known else None
        if known is None or row is None or row.deleted:
            return None
        reference = references.get(kind)
        if isinstance(row, Part) and row.owner and known.owner_kind not in (None, "*"):
            kind, record = str(known.owner_kind), row.owner
        elif reference is not None and reference.view:
            return reference, record
        else:
            return None
    return None


def _field_label(reader: Reader, kind: str, field: str) -> str:
    known = reader.schema.kinds.get(kind)
    found = known.fields.get(field) if known else None
    return found.label if found else ""
