"""接收预备党员 and 转正: what their votes ask for beyond an ordinary one, candidate by candidate (rules.md 0.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.meetings.rules.quorum import Purpose, Standing
from dangjian_desktop.roster.rules import add_months


@dataclass(frozen=True)
class Check:
    """One thing asked for. ``words`` is the chip, ``explanation`` a sentence with its source; nothing is blocked."""

    standing: Standing
    words: str
    explanation: str


@dataclass(frozen=True)
class Introducer:
    """Somebody who introduces the candidate; ``full``: a 正式党员 on the day of the meeting."""

    person: str
    name: str
    full: bool


@dataclass(frozen=True)
class CandidateFacts:
    """What is known of the one voted on.

    ``probation_ends``: the first day after 预备期 (with an extension, after that); ``written`` opinions counted in
    the vote, ``handed_in`` those marked in the sign-in; ``present``: whether the candidate was there, None unknown.
    """

    purpose: Purpose
    person: str = ""
    pre_reviewed_on: date | None = None
    introducers: tuple[Introducer, ...] = ()
    leaving_on: date | None = None
    probation_ends: date | None = None
    written: int = 0
    handed_in: int = 0


def checks(facts: CandidateFacts, day: date, book: Rulebook) -> tuple[Check, ...]:
    """What an admission or conversion held on ``day`` asks for; nothing for an ordinary vote."""
    if facts.purpose is Purpose.ORDINARY:
        return ()
    found = [] if facts.person else [Check(Standing.UNKNOWN, "未填讨论对象", "请填写讨论的是哪一位，一人一票决。")]
    if facts.purpose is Purpose.ADMISSION:
        found.append(_pre_review(facts.pre_reviewed_on, day, book))
        found.append(_introducers(facts.introducers, day, book))
        found += _leaving(facts.leaving_on, day, book)
    else:
        found.append(_probation(facts.probation_ends, day))
    if facts.written != facts.handed_in:
        sentence = f"签到中有{facts.handed_in}人提交书面意见，这里计了{facts.written}份，请核对。"
        found.append(Check(Standing.SHORT, f"书面意见{facts.handed_in}人、计{facts.written}份", sentence))
    return tuple(found)


def _pre_review(on: date | None, day: date, book: Rulebook) -> Check:
    rule = book.on("admission.pre_review_months", day)
    cited = f"（{rule.basis}：{rule.words}）"
    if on is None:
        return Check(Standing.UNKNOWN, "未填预审日期", f"还没有填写上级党组织预审合格的日期。{cited}")
    if on > day:
        return Check(Standing.SHORT, "预审晚于会议", f"预审合格日期{_spoken(on)}在会议之后，请核对。{cited}")
    last = add_months(on, rule.number)
    said = f"预审合格{on.month}-{on.day}"
    if day > last:
        return Check(Standing.SHORT, f"{said}，已过期限", f"期限到{_spoken(last)}，会议在{_spoken(day)}。{cited}")
    return Check(Standing.ENOUGH, f"{said}，期限内", f"预审合格{_spoken(on)}，期限到{_spoken(last)}。{cited}")


def _introducers(found: Iterable[Introducer], day: date, book: Rulebook) -> Check:
    rule = book.on("admission.introducers", day)
    cited = f"（{rule.basis}：{rule.words}）"
    people = {one.person: one for one in found if one.person}
    names = "、".join(one.name for one in people.values())
    if len(people) < rule.number:
        words = f"介绍人还差{rule.number - len(people)}名"
        return Check(Standing.UNKNOWN, words, f"介绍人：{names or '未填'}，{words}。{cited}")
    wrong = [one.name for one in people.values() if not one.full]
    if wrong:
        return Check(Standing.SHORT, "介绍人不是正式党员", f"{'、'.join(wrong)}当天不是正式党员。{cited}")
    return Check(Standing.ENOUGH, f"介绍人 {names}", f"介绍人：{names}。{cited}")


def _leaving(on: date | None, day: date, book: Rulebook) -> list[Check]:
    if on is None:
        return []
    rule = book.on("admission.leaving_months", day)
    limit = add_months(day, rule.number)
    cited = f"（{rule.basis}：{rule.words}）"
    if on <= limit:
        words = f"{rule.number}个月内将离开"
        return [Check(Standing.SHORT, words, f"{_spoken(on)}将离开，{words}，一般不办理接收。{cited}")]
    return [
        Check(Standing.ENOUGH, f"{rule.number}个月内不离开", f"{_spoken(on)}将离开，超过{rule.number}个月。{cited}")
    ]


def _probation(ends: date | None, day: date) -> Check:
    if ends is None:
        return Check(Standing.UNKNOWN, "未填入党日期", "名册里没有入党日期，算不出预备期满的日期。")
    if day < ends:
        sentence = f"预备期到{_spoken(ends)}满，会议在{_spoken(day)}，尚未期满。"
        return Check(Standing.SHORT, f"预备期{ends.month}-{ends.day}满，未满", sentence)
    return Check(Standing.ENOUGH, "预备期已满", f"预备期{_spoken(ends)}满。")


def _spoken(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


_ADMISSION = re.compile(r"(接收|吸收|入党).*(预备党员|入党)|入党(申请|志愿)")
_CONVERSION = re.compile(r"转正|转为(中共)?正式党员|延长.*预备期|取消.*预备党员资格")


def purpose_of(title: str) -> Purpose:
    """What an item with this title votes on: 讨论接收刘洋为预备党员 is an admission, …按期转正 a conversion."""
    if _CONVERSION.search(title):
        return Purpose.CONVERSION
    return Purpose.ADMISSION if _ADMISSION.search(title) else Purpose.ORDINARY


def named_in(title: str, people: Iterable[tuple[str, str]]) -> str:
    """The id of the one person (id, name) whose name stands in a title, "" if none or several do.

    The longest name wins where one holds another (王强 in 王强国).
    """
    found = [(len(name), id, name) for id, name in people if name and name in title]
    longest = max((length for length, _id, _name in found), default=0)
    best = {id for length, id, _name in found if length == longest}
    others = [name for length, _id, name in found if length < longest and not any(
        name in other for size, _i, other in found if size == longest
    )]  # fmt: skip
    return best.pop() if len(best) == 1 and not others else ""
