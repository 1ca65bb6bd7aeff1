"""The kinds of segment, who attends each, and which year one counts for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dangjian_desktop.base.regulations import Rulebook


class SegmentKind(StrEnum):
    """What a segment (环节) of a gathering is."""

    GENERAL_MEETING = "general_meeting"
    COMMITTEE_MEETING = "committee_meeting"
    GROUP_MEETING = "group_meeting"
    PARTY_LECTURE = "party_lecture"
    THEME_PARTY_DAY = "theme_party_day"
    ORG_LIFE_MEETING = "org_life_meeting"
    CONSULTATION_MEETING = "consultation_meeting"
    EXPERIENCE_MEETING = "experience_meeting"
    OTHER = "other"
    DEMOCRATIC_LIFE_MEETING = "democratic_life_meeting"
    """The leading body's, kept only as a leader's 双重组织生活 (rules.md 0.2)."""


class Scope(StrEnum):
    """Who is expected at a segment."""

    ALL = "all"
    COMMITTEE = "committee"
    GROUP = "group"
    INVITED = "invited"
    """Only those who were put on the sign-in by name."""


SCOPE_LABELS: dict[Scope, str] = {
    Scope.ALL: "全体党员",
    Scope.COMMITTEE: "支委会委员",
    Scope.GROUP: "本小组党员",
    Scope.INVITED: "指定人员",
}


@dataclass(frozen=True)
class KindInfo:
    """A kind in words: ``name`` in full, ``short`` on screen and in titles, ``paper`` the title of its record.

    ``numbered`` kinds are counted 第几次 within a year; ``duty`` kinds are among the branch's own duties.
    """

    kind: SegmentKind
    name: str
    short: str
    paper: str
    scope: Scope = Scope.ALL
    numbered: bool = True
    duty: bool = True


_ALL = (
    KindInfo(SegmentKind.GENERAL_MEETING, "支部党员大会", "党员大会", "党员大会记录"),
    KindInfo(SegmentKind.COMMITTEE_MEETING, "支部委员会会议", "支委会", "支委会会议记录", Scope.COMMITTEE),
    KindInfo(SegmentKind.GROUP_MEETING, "党小组会", "党小组会", "党小组会记录", Scope.GROUP),
    KindInfo(SegmentKind.PARTY_LECTURE, "党课", "党课", "党课记录"),
    KindInfo(SegmentKind.THEME_PARTY_DAY, "主题党日", "主题党日", "主题党日记录"),
    KindInfo(SegmentKind.ORG_LIFE_MEETING, "组织生活会", "组织生活会", "组织生活会记录"),
    KindInfo(SegmentKind.CONSULTATION_MEETING, "议事恳谈会", "议事恳谈会", "议事恳谈会记录", duty=False),
    KindInfo(SegmentKind.EXPERIENCE_MEETING, "经验交流会", "经验交流会", "经验交流会记录", duty=False),
    KindInfo(SegmentKind.OTHER, "其他会议", "会议", "会议记录", numbered=False, duty=False),
    KindInfo(
        SegmentKind.DEMOCRATIC_LIFE_MEETING,
        "民主生活会（双重组织生活）",
        "民主生活会",
        "党员领导干部参加双重组织生活记录",
        Scope.INVITED,
        numbered=False,
        duty=False,
    ),
)

KINDS: dict[SegmentKind, KindInfo] = {info.kind: info for info in _ALL}
"""Every kind, in the order in which they are offered."""


def info_of(kind: str | None) -> KindInfo:
    """The kind's words; an unknown or empty kind (from a newer program) reads as 其他."""
    try:
        return KINDS[SegmentKind(kind or SegmentKind.OTHER)]
    except ValueError:
        return KINDS[SegmentKind.OTHER]


def scope_of(kind: str | None, scope: str | None) -> Scope:
    """Who is expected: as the segment says, else as its kind does.

    A 组织生活会 may be held as 党员大会, 支委会 or 党小组会 (支部工作条例 第十七条).
    """
    try:
        return Scope(scope) if scope else info_of(kind).scope
    except ValueError:
        return info_of(kind).scope


def attributed_year(day: date | None, own: int | None) -> int | None:
    """归属年度: the year put down for the segment, else that of its day; None without either."""
    if own is not None:
        return own
    return day.year if day else None


def default_attributed_year(kind: str, day: date, years_held: Collection[int], book: Rulebook) -> int | None:
    """The 归属年度 to put down for a new segment, or None where it follows the day.

    A 组织生活会 early in the year belongs to the year before, if that one has none yet (rules.md 0.3).
    """
    if kind != SegmentKind.ORG_LIFE_MEETING:
        return None
    carry = book.on("org_life_meeting.carry_months", day)
    early = carry.comparator.holds(day.month, carry.number)
    return day.year - 1 if early and day.year - 1 not in years_held else day.year
