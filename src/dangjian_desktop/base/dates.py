"""Days and times as people type them: 3.15, 10-12, 昨天, 下周三, 14:30, 下午2点半."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from dangjian_desktop.base.errors import Refused

_DIGITS = str.maketrans("０１２３４５６７８９．－／：〇", "0123456789.-/:0")
_DAYS_AWAY = {
    **{"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1},
    **{"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3},
}
_WEEKDAYS = "一二三四五六日"
_FULL = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
_DAY_ONLY = re.compile(r"(\d{1,2})\s*[日号]")
_WEEK = re.compile(r"(上上|上|本|这|下|下下)?个?(?:周|星期|礼拜)([一二三四五六日天])")
_NAMED_YEAR = re.compile(r"(今年|去年|明年|前年)\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
_YEARS = {"今年": 0, "去年": -1, "明年": 1, "前年": -2}
_WEEKS = {"上上": -2, "上": -1, "": 0, "本": 0, "这": 0, "下": 1, "下下": 2}

_CLOCK = re.compile(r"(凌晨|早上|上午|中午|下午|晚上|晚)?\s*(\d{1,2})\s*(?:[:.点时]\s*(\d{1,2}|半|一刻|三刻)?\s*分?)?")
_CLOCK_PACKED = re.compile(r"(\d{1,2})(\d{2})")
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}
_HINT = "可以写 2026-10-12、10-12、3.15、10月12日或昨天。"
EARLIEST, LATEST = 1900, 2200


def parse_day(text: str, today: date, *, near: date | None = None) -> date:
    """The day that ``text`` means, seen from ``today``.

    A day without a year is taken in the year of ``near`` (default: today). Raises :class:`Refused` with a sentence
    that shows what may be written.
    """
    raw = text.strip().translate(_DIGITS).replace(" ", "")
    if raw in _DAYS_AWAY:
        return today + timedelta(days=_DAYS_AWAY[raw])
    if match := _WEEK.fullmatch(raw):
        day = (_WEEKDAYS + "天").index(match[2])
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(days=min(day, 6), weeks=_WEEKS[match[1] or ""])
    year = (near or today).year
    if match := _FULL.fullmatch(raw) or _PACKED.fullmatch(raw):
        return _day(int(match[1]), int(match[2]), int(match[3]), text)
    if match := _NAMED_YEAR.fullmatch(raw):
        return _day(today.year + _YEARS[match[1]], int(match[2]), int(match[3]), text)
    if match := _SHORT.fullmatch(raw):
        return _day(year, int(match[1]), int(match[2]), text)
    if match := _DAY_ONLY.fullmatch(raw):
        return _day(year, (near or today).month, int(match[1]), text)
    raise Refused(f"看不懂日期“{text.strip()}”。", hint=_HINT)


def _day(year: int, month: int, day: int, text: str) -> date:
    if not EARLIEST <= year <= LATEST:
        raise Refused(f"“{text.strip()}”的年份不对。", hint=f"年份应在 {EARLIEST} 到 {LATEST} 之间。")
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused(f"没有“{text.strip()}”这一天。", hint=_HINT) from None


def parse_time(text: str) -> time:
    """The time of day that ``text`` means: 14:30, 1430, 14点半, 下午2点. Raises :class:`Refused`."""
    raw = text.strip().translate(_DIGITS).replace(" ", "")
    match = _CLOCK_PACKED.fullmatch(raw) if len(raw) >= 3 and raw.isdigit() else None
    if match:
        return _time(int(match[1]), int(match[2]), text)
    match = _CLOCK.fullmatch(raw)
    if match is None:
        raise Refused(f"看不懂时间“{text.strip()}”。", hint="可以写 14:30、1430、14点半或下午2点。")
    part, hour, rest = match[1] or "", int(match[2]), match[3] or "0"
    if (part in {"下午", "晚上", "晚"} and hour < 12) or (part == "中午" and hour < 11):
        hour += 12
    return _time(hour, _QUARTERS[rest] if rest in _QUARTERS else int(rest), text)


def _time(hour: int, minute: int, text: str) -> time:
    if hour > 23 or minute > 59:
        raise Refused(f"没有“{text.strip()}”这个时间。", hint="可以写 14:30、1430、14点半或下午2点。")
    return time(hour, minute)


def short_day(day: date, today: date) -> str:
    """A day as lists show it: 10-12 in this year, 2025-10-12 in another."""
    return f"{day.month}-{day.day:02d}" if day.year == today.year else day.isoformat()


def long_day(day: date) -> str:
    """A day as headings show it: 10月12日 周一."""
    return f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later or earlier, or that month's last day where there is no such day."""
    index = day.year * 12 + day.month - 1 + months
    first_of_next = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(index // 12, index % 12 + 1, min(day.day, last))
