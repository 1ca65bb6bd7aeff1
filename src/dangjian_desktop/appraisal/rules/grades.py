"""民主评议党员: the four grades, who gets one, and how many may be 优秀 (rules.md R14, 1.4). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dangjian_desktop.base.regulations import Comparator, Rule
from dangjian_desktop.roster.rules import MemberFacts, Status, status_on


class Grade(StrEnum):
    """The grades of 民主评议, the best first."""

    EXCELLENT = "excellent"
    QUALIFIED = "qualified"
    BASICALLY_QUALIFIED = "basically_qualified"
    UNQUALIFIED = "unqualified"

    @property
    def label(self) -> str:
        return GRADE_LABELS[self]


GRADE_LABELS: dict[Grade, str] = {
    Grade.EXCELLENT: "优秀",
    Grade.QUALIFIED: "合格",
    Grade.BASICALLY_QUALIFIED: "基本合格",
    Grade.UNQUALIFIED: "不合格",
}


def grade_of(value: str | None) -> Grade | None:
    """The grade of a stored text; None for nothing and for one that a newer program wrote."""
    return next((grade for grade in Grade if grade.value == value), None)


@dataclass(frozen=True)
class Participant:
    """A member who takes part; ``graded`` False with the ``reason`` where no grade is given."""

    member: str
    graded: bool
    reason: str = ""


def participants(
    members: Mapping[str, MemberFacts], day: date, excused: Mapping[str, str] | None = None
) -> tuple[Participant, ...]:
    """Everybody of the branch on the day (R14, 第十八条: all members take part).

    预备党员 take part and get no grade (rules.md 1.4); ``excused`` gives the branch's own reason for not grading a
    full member (as the yearly notice says).
    """
    found = []
    for id, member in members.items():
        status = status_on(member, day)
        if status is Status.PROBATIONARY:
            found.append(Participant(id, graded=False, reason="预备党员参加评议，不定等次"))
        elif status is Status.FULL:
            reason = (excused or {}).get(id, "")
            found.append(Participant(id, graded=not reason, reason=reason))
    return tuple(found)


class Light(StrEnum):
    """Whether both denominators allow it, one, or none."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True)
class Limit:
    """How many of ``whole`` may be 优秀, and whether so many are within it."""

    whole: int
    most: int
    holds: bool


@dataclass(frozen=True)
class ShareCheck:
    """The share of 优秀 on both denominators, since sources differ on which is meant (rules.md 1.4)."""

    excellent: int
    of_graded: Limit
    of_members: Limit
    light: Light
    words: str
    basis: str

    @property
    def most_words(self) -> str:
        """How many may be 优秀 by each denominator, before anybody is."""
        graded, members = self.of_graded, self.of_members
        by_graded = f"按参加评定的党员{graded.whole}人，最多{graded.most}人"
        return f"优秀：{by_graded}；按党员总数{members.whole}人，最多{members.most}人。"


def most_of(whole: int, rule: Rule) -> int:
    """The greatest count that is still within the share, which is a ceiling; a third of 26 is 8."""
    share = rule.share
    if rule.comparator is Comparator.LESS:
        return max(0, (whole * share.numerator - 1) // share.denominator)
    return whole * share.numerator // share.denominator


def _limit(excellent: int, whole: int, rule: Rule) -> Limit:
    most = most_of(whole, rule)
    return Limit(whole, most, excellent <= most)


def share_check(excellent: int, graded: int, members: int, rule: Rule) -> ShareCheck:
    """Green only if the count is within the share of both denominators, amber if within one, else red."""
    of_graded, of_members = (_limit(excellent, whole, rule) for whole in (graded, members))
    holding = of_graded.holds + of_members.holds
    light = (Light.RED, Light.AMBER, Light.GREEN)[holding]
    words = "；".join(
        f"按{name}{limit.whole}人，最多{limit.most}人，{'符合' if limit.holds else f'超{excellent - limit.most}人'}"
        for name, limit in (("参加评定的党员", of_graded), ("党员总数", of_members))
    )
    return ShareCheck(excellent, of_graded, of_members, light, f"优秀{excellent}人：{words}。", share_basis(rule))


def share_basis(rule: Rule) -> str:
    """本单位设定（请以上级通知为准）: no regulation that was read fixes the share."""
    return rule.basis if rule.legal else f"{rule.basis}（请以上级通知为准）"


def verdict_lack(grade: Grade | None, opinion: str) -> str:
    """What a verdict still lacks: a count of ballots is never its sole ground, so all but 合格 say why."""
    if grade is None:
        return "还没评定"
    if grade is not Grade.QUALIFIED and not opinion.strip():
        return "缺评定意见，得票不能作唯一依据"
    return ""


def counted(grades: Iterable[Grade | None]) -> dict[Grade, int]:
    """How many have each grade."""
    found = list(grades)
    return {grade: found.count(grade) for grade in Grade}
