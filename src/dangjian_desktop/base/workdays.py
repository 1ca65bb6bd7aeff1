"""Workdays as the State Council arranges them each year: holidays and the weekends worked to make up for them.

The arrangement of a year is announced late in the year before; ``chinesecalendar`` (MIT) carries it by year. In a year
that it lacks Monday to Friday count as workdays, and whoever shows such a day says 工作日暂算.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

PROVISIONAL = "工作日暂算"
"""Said beside a day of a year whose holidays are not known yet."""

_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Reckoned:
    """A day reckoned in workdays; ``certain`` is False where a year's arrangement is not known (工作日暂算)."""

    day: date
    certain: bool = True


def known_years() -> range:
    """The years whose arrangement is known."""
    years = {day.year for day in chinese_calendar.holidays}
    return range(min(years), max(years) + 1)


def known(day: date) -> bool:
    """Whether the arrangement of the day's year is known."""
    return day.year in known_years()


def is_workday(day: date) -> bool | None:
    """Whether work is done on the day, weekends worked to make up included; None where its year is not known."""
    return bool(chinese_calendar.is_workday(day)) if known(day) else None


def counts_as_workday(day: date) -> bool:
    """Like :func:`is_workday`; in a year not known, Monday to Friday count."""
    found = is_workday(day)
    return day.weekday() < 5 if found is None else found


def next_workday(day: date) -> Reckoned:
    """The day itself if it is a workday, else the first one after it."""
    certain = known(day)
    while not counts_as_workday(day):
        day += timedelta(days=1)
        certain = certain and known(day)
    return Reckoned(day, certain)


def last_workday(day: date) -> Reckoned:
    """The day itself if it is a workday, else the last one before it."""
    certain = known(day)
    while not counts_as_workday(day):
        day -= timedelta(days=1)
        certain = certain and known(day)
    return Reckoned(day, certain)


def add_workdays(day: date, count: int) -> Reckoned:
    """The ``count``-th workday after the day, which itself doesn't count (公示不少于5个工作日)."""
    certain = known(day)
    while count > 0:
        day += timedelta(days=1)
        certain = certain and known(day)
        count -= counts_as_workday(day)
    return Reckoned(day, certain)


def off_words(day: date) -> str:
    """Why nobody works on the day: 国庆节假期, 周六; "" for a workday."""
    if counts_as_workday(day):
        return ""
    if known(day):
        _off, name = chinese_calendar.get_holiday_detail(day)
        if name:
            return f"{_NAMES.get(str(name), '节日')}假期"
    return f"周{_WEEKDAYS[day.weekday()]}"


def made_up(day: date) -> bool:
    """Whether it is a weekend day on which work is done (调休上班)."""
    return day.weekday() >= 5 and is_workday(day) is True
