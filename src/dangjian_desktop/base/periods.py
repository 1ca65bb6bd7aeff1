"""Months, quarters and years as the rules count them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from dangjian_desktop.base.errors import Refused

_TEXT = re.compile(r"(\d{4})(?:-(\d{1,2})|-?Q([1-4]))?")


@dataclass(frozen=True, order=True)
class Period:
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        last = quarter * 3
        return cls(date(year, last - 2, 1), date(year, last, monthrange(year, last)[1]))

    @classmethod
    def half(cls, year: int, half: int) -> Period:
        """The first (1) or second half of a year."""
        return cls(date(year, 1, 1), date(year, 6, 30)) if half == 1 else cls(date(year, 7, 1), date(year, 12, 31))

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``2026``, ``2026-10`` or ``2026Q3``. Raises :class:`Refused` for anything else."""
        match = _TEXT.fullmatch(text.strip())
        if match:
            year, month, quarter = int(match[1]), match[2], match[3]
            if quarter:
                return cls.quarter(year, int(quarter))
            if month is None:
                return cls.year(year)
            if 1 <= int(month) <= 12:
                return cls.month(year, int(month))
        raise Refused(f"看不懂时段“{text}”。", hint="请写成 2026（全年）、2026-10（十月）或 2026Q3（三季度）。")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    @property
    def label(self) -> str:
        """In the papers' words: 2026年、2026年10月、2026年三季度、2026年上半年, else both days."""
        year = self.first.year
        if self == Period.year(year):
            return f"{year}年"
        if self == Period.month(year, self.first.month):
            return f"{year}年{self.first.month}月"
        quarter = (self.first.month + 2) // 3
        if self == Period.quarter(year, quarter):
            return f"{year}年{'一二三四'[quarter - 1]}季度"
        if self == self._half_of(self.first):
            return f"{year}年{'上' if self.first.month == 1 else '下'}半年"
        return f"{self.first.isoformat()}至{self.last.isoformat()}"

    def before(self) -> Period:
        """The period of the same length that ends the day before."""
        day = self.first - timedelta(days=1)
        if self == Period.year(self.first.year):
            return Period.year(day.year)
        if self == Period.month(self.first.year, self.first.month):
            return Period.month(day.year, day.month)
        if self == self._half_of(self.first):
            return self._half_of(day)
        return Period.quarter(day.year, (day.month + 2) // 3)

    @classmethod
    def _half_of(cls, day: date) -> Period:
        return cls.half(day.year, 1 if day.month <= 6 else 2)
