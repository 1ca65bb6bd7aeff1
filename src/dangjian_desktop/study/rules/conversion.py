"""Time to 学时. The conversion is local, not national (rules.md 1.3 H7): every number is the branch's own setting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from fractions import Fraction

from dangjian_desktop.base.regulations import Rulebook


@dataclass(frozen=True)
class Conversion:
    """How time becomes 学时 on a day: minutes for one, the step it is rounded to, the most of a half day and a day.

    A session that ends by ``morning_until`` or begins from ``afternoon_from`` (full hours) lies within a half day.
    """

    minutes: int
    step: Fraction
    half_day: int
    day: int
    morning_until: int
    afternoon_from: int
    basis: str = "本单位设定"

    def rounded(self, hours: Fraction) -> Decimal:
        """To the nearest step, halves up."""
        steps = hours / self.step + Fraction(1, 2)
        return as_decimal((steps.numerator // steps.denominator) * self.step)

    def of_minutes(self, minutes: int) -> Decimal:
        """The hours of so many minutes, without a limit."""
        return self.rounded(Fraction(minutes, self.minutes))

    def of_span(self, start: time, end: time) -> Decimal:
        """The hours of a session from ``start`` to ``end``, at most those of a half day (or of a day)."""
        within_half = end <= time(self.morning_until) or start >= time(self.afternoon_from)
        most = self.half_day if within_half else self.day
        return min(self.of_minutes(minutes_between(start, end)), Decimal(most))

    def of_days(self, days: int) -> Decimal:
        """The hours of whole days of training (脱产)."""
        return Decimal(days * self.day)


def conversion_on(book: Rulebook, day: date) -> Conversion:
    """The conversion in force on a day."""

    def number(name: str) -> int:
        return book.on(f"hours.{name}", day).number

    rule = book.on("hours.minutes", day)
    return Conversion(
        number("minutes"),
        book.on("hours.step", day).share,
        number("half_day"),
        number("day"),
        number("morning_until"),
        number("afternoon_from"),
        rule.basis,
    )


def minutes_between(start: time, end: time) -> int:
    """Whole minutes of a span within one day; 0 where it ends before it begins."""
    return max(0, (end.hour - start.hour) * 60 + end.minute - start.minute)


def as_decimal(hours: Fraction) -> Decimal:
    """A share as a decimal without trailing zeros (7/2 → 3.5)."""
    return plain(Decimal(hours.numerator) / Decimal(hours.denominator))


def plain(hours: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent: 3, 3.5, 40."""
    return Decimal(format(hours.normalize(), "f"))


def hours_text(hours: Decimal | None) -> str:
    """Hours as screens and papers write them: 3, 1.5; "" where they are not known."""
    return "" if hours is None else format(plain(hours), "f")
