"""How many hours a year asks of a member, and what would close a gap.

《中国共产党党员教育管理工作条例》第二十条: members at least 32 学时 a year (rules.md H1, article number secondary);
《2019—2023年全国党员教育培训工作规划》: secretary and committee at least 56 (H2); from 2024 on the branch's own setting
until the figures of the 2024—2028 plan were read (H3). Who joined or left in the year is asked by months.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.roster.rules import MemberFacts, Status, on_committee, status_on
from dangjian_desktop.study.rules.conversion import conversion_on, hours_text

MEMBER, LEADER = "hours.member", "hours.leader"
_HERE = (Status.FULL, Status.PROBATIONARY)


@dataclass(frozen=True)
class Requirement:
    """What a year asks of one member: ``by_month`` holds 0 or the yearly figure that month is counted by.

    ``words`` says how it came about; ``basis`` which regulation, or 本单位设定.
    """

    member: str
    year: int
    hours: Decimal
    by_month: tuple[int, ...]
    words: str
    basis: str

    @property
    def months(self) -> int:
        """The months in which the member belonged to the branch."""
        return sum(1 for figure in self.by_month if figure)

    def by(self, today: date) -> Fraction:
        """What should have been done by the end of the month before ``today``, month by month alike."""
        gone = 0 if today.year < self.year else 12 if today.year > self.year else today.month - 1
        return sum((Fraction(figure, 12) for figure in self.by_month[:gone]), Fraction(0))


def requirement(member: MemberFacts, year: int, book: Rulebook) -> Requirement:
    """What a year asks of a member. A month counts where they belong to the branch on its middle day; it counts by the
    figure of secretary and committee where they sit on it that day."""
    middle = book.on("hours.month_day", date(year, 12, 31)).number
    rules = {name: book.on(name, date(year, 12, 31)) for name in (MEMBER, LEADER)}
    kinds = [_kind(member, date(year, month, middle)) for month in range(1, 13)]
    by_month = tuple(rules[kind].number if kind else 0 for kind in kinds)
    exact = sum((Fraction(figure, 12) for figure in by_month), Fraction(0))
    hours = conversion_on(book, date(year, 12, 31)).rounded(exact)
    led, ordinary = kinds.count(LEADER), kinds.count(MEMBER)
    basis = rules[LEADER if led > ordinary else MEMBER].basis
    return Requirement(member.id, year, hours, by_month, _words(led, ordinary, hours), basis)


def _kind(member: MemberFacts, day: date) -> str:
    if status_on(member, day) not in _HERE:
        return ""
    return LEADER if on_committee(member, day) else MEMBER


def _words(led: int, ordinary: int, hours: Decimal) -> str:
    asked = f"{hours_text(hours)}学时"
    if not led and not ordinary:
        return "本年不在本支部"
    if led == 12 or ordinary == 12:
        return f"全年{'书记、委员' if led else '党员'}，{asked}"
    parts = [f"{word}{months}个月" for word, months in (("书记、委员", led), ("党员", ordinary)) if months]
    return f"{'、'.join(parts)}，折算{asked}"


@dataclass(frozen=True)
class Standing:
    """How a member stands: done, asked, what is missing, and whether they are behind the year's course."""

    requirement: Requirement
    done: Decimal
    behind: bool

    @property
    def gap(self) -> Decimal:
        """What is missing until the year's requirement is met."""
        return max(Decimal(0), self.requirement.hours - self.done)

    @property
    def met(self) -> bool:
        return not self.gap

    @property
    def words(self) -> str:
        """21/32 差11, 58/56 已达."""
        figures = f"{hours_text(self.done)}/{hours_text(self.requirement.hours)}"
        return f"{figures} 已达" if self.met else f"{figures} 差{hours_text(self.gap)}"


def standing(asked: Requirement, done: Decimal, today: date) -> Standing:
    """How a member stands on a day."""
    return Standing(asked, done, bool(asked.hours > done and Fraction(done) < asked.by(today)))


@dataclass(frozen=True)
class Chance:
    """Hours that can still be had: a session to make up, or one that is planned until the year's end."""

    record: str
    title: str
    hours: Decimal
    day: date | None = None


@dataclass(frozen=True)
class Closing:
    """What closes a gap: planned sessions first (they come anyway), then make-ups; ``left`` needs something new."""

    planned: tuple[Chance, ...]
    make_ups: tuple[Chance, ...]
    left: Decimal
    words: str


def closing(gap: Decimal, make_ups: Sequence[Chance], planned: Sequence[Chance]) -> Closing:
    """What would close a gap by the year's end, in words."""
    used_planned, left = _take(gap, planned)
    used, left = _take(left, make_ups)
    parts = [
        f"{word}{len(chosen)}场{hours_text(_sum(chosen))}学时"
        for word, chosen in (("参加计划内", used_planned), ("补课", used))
        if chosen
    ]
    if left:
        parts.append(f"还需另安排{hours_text(left)}学时")
    return Closing(used_planned, used, left, "，".join(parts))


def _take(gap: Decimal, chances: Iterable[Chance]) -> tuple[tuple[Chance, ...], Decimal]:
    taken = []
    for one in chances:
        if gap <= 0:
            break
        if one.hours > 0:
            taken.append(one)
            gap -= one.hours
    return tuple(taken), max(Decimal(0), gap)


def _sum(chances: Iterable[Chance]) -> Decimal:
    return sum((one.hours for one in chances), Decimal(0))
