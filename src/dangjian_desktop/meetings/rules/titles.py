"""Default titles: 10月主题党日（含党员大会、党课）."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dangjian_desktop.meetings.rules.kinds import SegmentKind, info_of


def default_title(day: date | None, kinds: Sequence[str | None], *, year: int | None = None, group: str = "") -> str:
    """The title of a gathering that has none of its own.

    The 主题党日 gives its name to the whole, else the first segment does; a 组织生活会 is named by its 归属年度
    ``year``, a 党小组会 by its ``group``.
    """
    if not kinds:
        return f"{day.month}月会议" if day else "会议"
    main = _main(kinds)
    name = info_of(main).short
    if main == SegmentKind.ORG_LIFE_MEETING and year is not None:
        head = f"{year}年度{name}"
    else:
        head = f"{day.month}月{name}" if day else name
    if main == SegmentKind.GROUP_MEETING and group:
        head = f"{group}{head}"
    others = list(dict.fromkeys(info_of(kind).short for kind in kinds if kind != main))
    return f"{head}（含{'、'.join(others)}）" if others else head


def number_words(year: int | None, number: int | None, kind: str | None) -> str:
    """2026年第3次党员大会; without a number just its name."""
    name = info_of(kind).name if kind == SegmentKind.GENERAL_MEETING else info_of(kind).short
    return f"{year}年第{number}次{name}" if year and number else name


def _main(kinds: Sequence[str | None]) -> str | None:
    return SegmentKind.THEME_PARTY_DAY if SegmentKind.THEME_PARTY_DAY in kinds else kinds[0]
