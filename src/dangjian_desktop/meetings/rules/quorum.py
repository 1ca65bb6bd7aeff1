"""Whether enough are present to vote, and whether a vote carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dangjian_desktop.base.regulations import Comparator, Rule, Rulebook
from dangjian_desktop.meetings.rules.kinds import Scope
from dangjian_desktop.roster.rules.attendance import Counts


class Purpose(StrEnum):
    """What is voted on: an ordinary matter, or somebody's admission or conversion, which have their own rule."""

    ORDINARY = "ordinary"
    ADMISSION = "admission"
    CONVERSION = "conversion"


PURPOSE_LABELS: dict[Purpose, str] = {
    Purpose.ORDINARY: "一般事项",
    Purpose.ADMISSION: "接收预备党员",
    Purpose.CONVERSION: "预备党员转正",
}


class Method(StrEnum):
    """How it is voted."""

    HANDS = "hands"
    SECRET = "secret"
    BALLOT = "ballot"


METHOD_LABELS: dict[Method, str] = {Method.HANDS: "举手", Method.SECRET: "无记名", Method.BALLOT: "票决"}


class Standing(StrEnum):
    """The outcome of a check."""

    ENOUGH = "enough"
    SHORT = "short"
    UNKNOWN = "unknown"
    """Not entered yet, which is never shown as a no."""


@dataclass(frozen=True)
class Quorum:
    """Whether the meeting may vote. ``words`` is the chip, ``explanation`` the sum in a sentence with its article."""

    standing: Standing
    present: int
    expected: int
    words: str
    basis: str
    article: str
    explanation: str


@dataclass(frozen=True)
class Verdict:
    """Whether a vote carries: ``yes`` of ``base`` (应到会有表决权的人数)."""

    standing: Standing
    yes: int
    base: int
    words: str
    basis: str
    article: str
    explanation: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tally:
    """The figures of one vote as they were entered; None is 未填."""

    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    issued: int | None = None
    returned: int | None = None
    written_yes: int | None = None
    written_no: int | None = None
    written_abstain: int | None = None
    method: Method = Method.HANDS
    purpose: Purpose = Purpose.ORDINARY

    @property
    def cast(self) -> int:
        """Votes cast in the room."""
        return (self.yes or 0) + (self.no or 0) + (self.abstain or 0)

    @property
    def written(self) -> int:
        """Written opinions handed in before the meeting."""
        return (self.written_yes or 0) + (self.written_no or 0) + (self.written_abstain or 0)


def quorum(scope: Scope, counts: Counts, day: date, book: Rulebook, purpose: Purpose = Purpose.ORDINARY) -> Quorum:
    """Whether those present suffice for a vote.

    党员大会: present voters * 2 >= expected voters (支部工作条例 第十一条); 支委会: members present * 2 >= its size
    (第十二条, comparator may be set); admission and conversion: strictly more than half (发展党员工作细则).
    """
    rule = _quorum_rule(scope, purpose, day, book)
    who = "委员" if scope is Scope.COMMITTEE else "有表决权的党员"
    present, expected = counts.present_voters, counts.expected_voters
    if not expected:
        return _quorum(Standing.UNKNOWN, rule, counts, "没有应到会人员", f"当天名册上没有应到会的{who}。")
    sum_words = f"{who}应到{expected}人，实到{present}人"
    if not counts.begun:
        return _quorum(Standing.UNKNOWN, rule, counts, "尚未签到", f"{who}应到{expected}人，还没有签到。")
    more = rule.comparator is Comparator.MORE
    if rule.holds(present, expected):
        half = "达到" if present * rule.share.denominator == expected * rule.share.numerator else "超过"
        return _quorum(Standing.ENOUGH, rule, counts, f"{half}半数可表决", f"{sum_words}，{half}半数，可以表决。")
    need = _least(rule, expected)
    missing = f"还差{need - present}人"
    short = "未超过半数不能表决" if more and present * 2 == expected else "不足半数不能表决"
    left = f"另有{counts.unregistered}人未登记。" if counts.unregistered else ""
    return _quorum(Standing.SHORT, rule, counts, short, f"{sum_words}，{missing}，不能表决。{left}")


def majority(scope: Scope, counts: Counts, tally: Tally, day: date, book: Rulebook) -> Verdict:
    """Whether a vote carries: yes * 2 > expected voters; abstentions count against (支部工作条例 第十一条).

    Written opinions count only in admission and conversion (发展党员工作细则).
    """
    rule = _majority_rule(scope, tally.purpose, day, book)
    base = counts.expected_voters
    written_counts = tally.purpose is not Purpose.ORDINARY
    yes = (tally.yes or 0) + ((tally.written_yes or 0) if written_counts else 0)
    problems = _problems(tally, counts, written_counts)

    def verdict(standing: Standing, words: str, explanation: str) -> Verdict:
        cited = f"{explanation}（{rule.basis}：{rule.words}）"
        return Verdict(standing, yes, base, words, rule.basis, rule.short_basis, cited, problems)

    if tally.yes is None:
        return verdict(Standing.UNKNOWN, "未填票数", "还没有填写赞成票数。")
    if not base:
        return verdict(Standing.UNKNOWN, "没有应到会人员", "当天名册上没有应到会有表决权的人员，无法判断。")
    room = quorum(scope, counts, day, book, tally.purpose)
    if room.standing is Standing.SHORT:
        return verdict(Standing.SHORT, "到会人数不足，表决无效", room.explanation)
    share = f"{yes}/{base}"
    parts = f"赞成{yes}票"
    if written_counts and tally.written_yes:
        parts += f"（含书面意见{tally.written_yes}份）"
    if rule.holds(yes, base):
        return verdict(Standing.ENOUGH, f"{share} 超过半数，通过", f"{parts}，超过应到会{base}人的半数，通过。")
    return verdict(Standing.SHORT, f"{share} 未超过半数，未通过", f"{parts}，没有超过应到会{base}人的半数，未通过。")


def _quorum(standing: Standing, rule: Rule, counts: Counts, words: str, sentence: str) -> Quorum:
    explanation = f"{sentence}（{rule.basis}：{rule.words}）"
    return Quorum(
        standing, counts.present_voters, counts.expected_voters, words, rule.basis, rule.short_basis, explanation
    )


def _least(rule: Rule, whole: int) -> int:
    """The least number that satisfies a share rule."""
    return next(part for part in range(whole + 2) if rule.holds(part, whole))


def _quorum_rule(scope: Scope, purpose: Purpose, day: date, book: Rulebook) -> Rule:
    return book.on("admission.quorum" if purpose is not Purpose.ORDINARY else f"{_body(scope)}.quorum", day)


def _majority_rule(scope: Scope, purpose: Purpose, day: date, book: Rulebook) -> Rule:
    return book.on("admission.majority" if purpose is not Purpose.ORDINARY else f"{_body(scope)}.majority", day)


def _body(scope: Scope) -> str:
    """Which body's rules hold: a wider circle votes as the general meeting does."""
    return {Scope.COMMITTEE: "committee_meeting", Scope.GROUP: "group_meeting"}.get(scope, "general_meeting")


def _problems(tally: Tally, counts: Counts, written_counts: bool) -> tuple[str, ...]:
    """What doesn't add up, each a sentence; nothing is blocked by it."""
    found = []
    if tally.issued is not None and counts.begun and tally.issued > counts.present_voters:
        found.append(f"发出{tally.issued}票，多于到会有表决权的{counts.present_voters}人，请核对。")
    if tally.issued is not None and tally.returned is not None and tally.returned > tally.issued:
        found.append(f"收回{tally.returned}票，多于发出的{tally.issued}票，应重新投票。")
    figures_complete = None not in (tally.yes, tally.no, tally.abstain)
    if tally.returned is not None and figures_complete and tally.cast > tally.returned:
        found.append(f"赞成、反对、弃权共{tally.cast}票，多于收回的{tally.returned}票，请核对。")
    if tally.returned is None and counts.begun and tally.cast > counts.present_voters:
        found.append(f"赞成、反对、弃权共{tally.cast}票，多于到会有表决权的{counts.present_voters}人，请核对。")
    away = counts.expected_voters - counts.present_voters
    if tally.written > away:
        found.append(f"书面意见{tally.written}份，多于未到会有表决权的{away}人，请核对。")
    if tally.written and not written_counts:
        found.append("书面意见不计入一般表决的票数，只作记录。")
    return tuple(found)
