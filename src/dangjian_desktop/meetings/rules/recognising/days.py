"""Days and hours as minutes write them, in figures or 二〇二六年十月十二日."""

from __future__ import annotations

import re
from datetime import date, time

_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


DAY = re.compile(r"(?:(\d{4})\s*[年\-./])?\s*(\d{1,2})\s*[月\-./]\s*(\d{1,2})\s*[日号]?")
_HOUR = re.compile(r"(上午|中午|下午|晚上|晚)?\s*(\d{1,2})\s*(?:[：:]\s*(\d{2})|[时点]\s*(?:(\d{1,2})\s*分?|(半))?)")


def when_in(text: str, today: date) -> tuple[date | None, time | None, time | None]:
    """Day, start and end as minutes write them: 2026年10月12日（星期一）下午2:30—5:00, 二〇二六年十月十二日."""
    plain = numerals(text)
    match = DAY.search(plain)
    day = _day(match, today) if match else None
    after = plain[match.end() :] if match and day else plain
    hours: list[time] = []
    half = ""
    for found in _HOUR.finditer(after):
        half = found[1] or half
        hour, minute = int(found[2]), int(found[3] or found[4] or (30 if found[5] else 0))
        if half in ("下午", "晚上", "晚") and hour < 12:
            hour += 12
        if hour < 24 and minute < 60:
            hours.append(time(hour, minute))
    start = hours[0] if hours else None
    end = hours[1] if len(hours) > 1 and start is not None and hours[1] > start else None
    return day, start, end


def _day(match: re.Match[str], today: date) -> date | None:
    month, number = int(match[2]), int(match[3])
    for year in [int(match[1])] if match[1] else [today.year, today.year - 1]:
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if match[1] or day <= today:
            return day
    return None


def numerals(text: str) -> str:
    """二〇二六年十月十二日 as 2026年10月12日; other text stays."""

    def plain(match: re.Match[str]) -> str:
        word = match[0][:-1]
        if "十" in word:
            tens, ones = word.split("十", 1)
            number = int((tens or "一").translate(_NUMERALS) or 1) * 10 + int((ones or "零").translate(_NUMERALS))
            return f"{number}{match[0][-1]}"
        return word.translate(_NUMERALS) + match[0][-1]

    return re.sub(r"[〇○零一二三四五六七八九十]{1,4}[年月日号时点]", plain, text)
