"""The fixed day of a month (每月相对固定 1 天, 支部工作条例 第十六条) as a branch writes it down."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from dangjian_desktop.base.errors import Refused

_WEEKDAYS = "一二三四五六日"
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_DAY = re.compile(r"(?:每个?月)?(\d{1,2})[日号]?")
_WEEK = re.compile(r"(?:每个?月)?(?:第([1-4一二三四])个?|最后一?个?)(?:周|星期|礼拜)([一二三四五六日天])")
_HINT = "可以写 15日、第2个周五 或 最后一个周五；不固定就清空。"


@dataclass(frozen=True)
class FixedDay:
    """A day of the month (``day``), or the ``week``-th ``weekday`` (0 = Monday; week 0 = the last one)."""

    day: int = 0
    week: int = 0
    weekday: int = 0

    def on(self, year: int, month: int) -> date:
        """That day in one month; a month without it has its last day."""
        last = monthrange(year, month)[1]
        if self.day:
            return date(year, month, min(self.day, last))
        if self.week:
            first = date(year, month, 1)
            return first + timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.week - 1))
        end = date(year, month, last)
        return end - timedelta(days=(end.weekday() - self.weekday) % 7)

    @property
    def words(self) -> str:
        """每月15日, 每月第2个周五, 每月最后一个周五."""
        if self.day:
            return f"每月{self.day}日"
        which = f"第{self.week}个" if self.week else "最后一个"
        return f"每月{which}周{_WEEKDAYS[self.weekday]}"


def parse_fixed_day(text: str) -> FixedDay | None:
    """What is meant by 15日, 第二个周五, 最后一个周五; None for nothing. Raises :class:`Refused` for anything else."""
    raw = "".join(text.split()).translate(_DIGITS)
    if not raw:
        return None
    if match := _DAY.fullmatch(raw):
        day = int(match[1])
        if not 1 <= day <= 31:
            raise Refused(f"一个月里没有{day}日。", hint=_HINT)
        return FixedDay(day=day)
    if match := _WEEK.fullmatch(raw):
        week = (_NUMERALS.get(match[1]) or int(match[1])) if match[1] else 0
        return FixedDay(week=week, weekday=(_WEEKDAYS + "天").index(match[2]) % 7 if match[2] != "天" else 6)
    raise Refused(f"看不懂固定日“{text.strip()}”。", hint=_HINT)
