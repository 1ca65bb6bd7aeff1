"""What the view 学时 shows: everybody by month or form, trainings with their proof, and one member's lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from dangjian_desktop.base.regulations import Confidence, Rule
from dangjian_desktop.roster.people import name_of
from dangjian_desktop.store import Attachment, Heads, Reader, live
from dangjian_desktop.study.reading.closing import Chances, chances
from dangjian_desktop.study.reading.hours import (
    TRAINING_LABEL,
    Line,
    MemberHours,
    YearHours,
    adjustments_of,
    trainings_in,
    year_hours,
)
from dangjian_desktop.study.reading.rulebook import rulebook
from dangjian_desktop.study.records import ExternalTraining
from dangjian_desktop.study.rules.conversion import hours_text
from dangjian_desktop.study.rules.forms import FORMS
from dangjian_desktop.study.rules.requirement import LEADER, MEMBER, Closing, standing

SHOWN_RULES = (MEMBER, LEADER, "training.leader", "hours.minutes", "hours.half_day", "hours.day")
"""The rules that the hours of a year rest on, as 依据 lists them."""


@dataclass(frozen=True)
class File:
    """A file that proves a training."""

    id: str
    name: str


@dataclass(frozen=True)
class Training:
    """One member's training outside the branch."""

    id: str
    member: str
    name: str
    title: str
    organiser: str
    since: date
    until: date
    hours: Decimal | None
    central: bool
    proof: str
    files: tuple[File, ...]
    seen: Heads

    @property
    def days(self) -> str:
        """05-11 or 05-11—05-15."""
        return f"{self.since:%m-%d}" if self.since == self.until else f"{self.since:%m-%d}—{self.until:%m-%d}"

    @property
    def proven(self) -> bool:
        """Whether a certificate is named or kept."""
        return bool(self.proof or self.files)


@dataclass(frozen=True)
class Basis:
    """A rule that the hours rest on: its title, its figure in words, the regulation and how sure it is."""

    title: str
    figure: str
    basis: str
    confidence: str


@dataclass(frozen=True)
class HoursView:
    """The view of a year: everybody's hours, what would close gaps, trainings, and the rules it all rests on."""

    hours: YearHours
    chances: Chances
    forms: tuple[str, ...]
    """The forms that anybody has hours in, in the forms' own order, others after them, 外出培训 last."""
    trainings: tuple[Training, ...]
    bases: tuple[Basis, ...]

    @property
    def year(self) -> int:
        return self.hours.year

    def member(self, id: str) -> MemberHours | None:
        """One member's year; None if they have none."""
        return next((one for one in self.hours.members if one.id == id), None)

    def closing(self, one: MemberHours) -> Closing:
        """What would close a member's gap."""
        return self.chances.close(one.id, one.standing.gap)

    @property
    def counts(self) -> str:
        """应达标 10 人，已达 3 人，落后进度 2 人."""
        asked = [one for one in self.hours.members if one.standing.requirement.months]
        met = sum(one.standing.met for one in asked)
        late = len(self.hours.behind)
        return f"应达标{len(asked)}人，已达{met}人" + (f"，落后进度{late}人" if late else "，没有人落后进度")


def hours_view(reader: Reader, year: int, today: date) -> HoursView:
    """Everybody's hours of a year and what hangs on them."""
    hours = year_hours(reader, year, today)
    return HoursView(
        hours,
        chances(reader, year, today),
        forms_in(one for member in hours.members for one in member.lines),
        trainings_of(reader, year),
        tuple(bases(reader, year)),
    )


def hours_until(reader: Reader, year: int, until: date) -> YearHours:
    """The hours of a year as they stood at the end of a day: what came later is left out."""
    whole = year_hours(reader, year, until)
    return replace(whole, members=tuple(_cut(one, until) for one in whole.members))


def _cut(one: MemberHours, until: date) -> MemberHours:
    lines = tuple(line for line in one.lines if line.day <= until)
    done = sum((line.hours for line in lines), Decimal(0))
    return replace(one, lines=lines, standing=standing(one.standing.requirement, done, until))


def forms_in(lines: Iterable[Line]) -> tuple[str, ...]:
    """The forms of these lines in a fixed order."""
    known = {info.name: place for place, info in enumerate(FORMS.values())}
    found = {line.form_label for line in lines}
    return tuple(sorted(found, key=lambda one: (one == TRAINING_LABEL, known.get(one, len(known)), one)))


def bases(reader: Reader, year: int) -> Iterable[Basis]:
    """The rules of a year's hours with their basis and confidence."""
    book = rulebook(reader)
    for name in SHOWN_RULES:
        rule = book.on(name, date(year, 12, 31))
        yield Basis(rule.title, f"{rule.number}{rule.unit}", rule.basis, _sure(rule))


def _sure(rule: Rule) -> str:
    """How far a figure may be relied on, in words."""
    if rule.changed or rule.confidence is Confidence.LOCAL:
        return "可在“规则”里改"
    words = {
        Confidence.CONFIRMED: "已核对原文",
        Confidence.SECONDARY: "转引，条号待核对原文",
        Confidence.CONFLICTING: "说法不一，请以上级通知为准",
    }
    return words[rule.confidence]


def trainings_of(reader: Reader, year: int) -> tuple[Training, ...]:
    """The trainings of a year, the latest first."""
    found = trainings_in(reader, year)
    files = files_of(reader, [one.id for one in found])
    made = [_training(reader, one, files.get(one.id, ())) for one in found if one.since]
    return tuple(sorted(made, key=lambda one: (one.since, one.title, one.name), reverse=True))


def _training(reader: Reader, one: ExternalTraining, files: tuple[File, ...]) -> Training:
    since = one.since or date.min
    return Training(
        one.id,
        one.member or "",
        name_of(reader, one.member),
        one.title or "",
        one.organiser or "",
        since,
        one.until or since,
        one.hours,
        bool(one.central),
        one.proof or "",
        files,
        reader.heads(ExternalTraining, one.id),
    )


def files_of(reader: Reader, owners: Iterable[str]) -> dict[str, tuple[File, ...]]:
    """The files kept with records, by record."""
    wanted = list(owners)
    found: dict[str, tuple[File, ...]] = {}
    stmt = select(Attachment).where(live(Attachment), Attachment.owner.in_(wanted))
    for one in reader.all(stmt.order_by(Attachment.owner, Attachment.position)):
        found[one.owner or ""] = (*found.get(one.owner or "", ()), File(one.id, one.caption or one.name or ""))
    return found


@dataclass(frozen=True)
class Given:
    """What the dialog of an adjustment begins with: hours and reason as they were put down for one member."""

    hours: str
    reason: str


def given_hours(reader: Reader, record: str, member: str) -> Given:
    """The adjustment of an occasion for one member, else for everybody; empty without one."""
    own = adjustments_of(reader).get(record, {})
    hours, reason = own.get(member) or own.get("") or (None, "")
    return Given(hours_text(hours), reason)
