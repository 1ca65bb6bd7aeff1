"""What a branch may put in place of an editable rule's value, and how it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.base.regulations import Comparator, LocalChange, Rule, Rulebook, RuleValue
from dangjian_desktop.regulations.rules.fixed_day import parse_fixed_day
from dangjian_desktop.regulations.rules.wording import CADENCES, FIXED_DAY, is_cadence

_DIGITS = str.maketrans("０１２３４５６７８９／％", "0123456789/%")
_SHARE = re.compile(r"(\d{1,3})/(\d{1,3})")
_PERCENT = re.compile(r"(\d{1,3})%")
_YES = {"是": True, "true": True, "否": False, "false": False}
_MOST = 1000
"""No rule of a branch counts further; a larger number is a slip of the keyboard."""


@dataclass(frozen=True)
class Entered:
    """A value, comparator and unit that may stand in place of a rule's."""

    value: RuleValue
    comparator: Comparator
    unit: str


@dataclass(frozen=True)
class Written:
    """A branch's change as it is kept: texts, as another PC or a newer program may have written them."""

    id: str
    rule: str
    value: str
    comparator: str
    unit: str
    effective_from: date
    reason: str = ""
    reset: bool = False


def enter(base: Rule, value: str, comparator: str = "", unit: str = "") -> Entered:
    """Read what was typed for ``base``. Raises :class:`Refused` with a problem for each field that is wrong."""
    problems: list[FieldProblem] = []
    found: RuleValue = base.value
    try:
        found = _value(base, value)
    except Refused as refused:
        problems.append(FieldProblem("value", str(refused)))
    sign = base.comparator
    if comparator and comparator not in [one.value for one in comparators(base)]:
        problems.append(FieldProblem("comparator", f"“{comparator}”不能用在这条规则上，请另选。"))
    elif comparator:
        sign = Comparator(comparator)
    if unit and unit != base.unit and not (is_cadence(base) and unit in CADENCES):
        problems.append(FieldProblem("unit", "这条规则的单位不能改，请照原来的填。"))
    if problems:
        said = "".join(problem.message for problem in problems)
        raise Refused(f"规则“{base.title}”：{said}", problems=tuple(problems))
    return Entered(found, sign, unit or base.unit)


def comparators(base: Rule) -> tuple[Comparator, ...]:
    """The comparators a branch may choose from: a limit stays on its side; only shares may be strict or not."""
    if not isinstance(base.value, Fraction):
        return (base.comparator,)
    if base.comparator in (Comparator.AT_LEAST, Comparator.MORE):
        return (Comparator.AT_LEAST, Comparator.MORE)
    return (Comparator.AT_MOST, Comparator.LESS)


def _value(base: Rule, text: str) -> RuleValue:
    raw = "".join(text.split()).translate(_DIGITS)
    if base.unit == FIXED_DAY:
        fixed = parse_fixed_day(text)
        return fixed.words if fixed else ""
    if not raw:
        raise Refused("还没有填，请填上。")
    if isinstance(base.value, bool):
        if raw.lower() not in _YES:
            raise Refused("应填“是”或“否”。")
        return _YES[raw.lower()]
    if isinstance(base.value, Fraction):
        return _share(raw)
    if isinstance(base.value, str):
        return text.strip()
    return _number(base, raw)


def _share(raw: str) -> Fraction:
    if match := _SHARE.fullmatch(raw):
        share = Fraction(int(match[1]), int(match[2])) if int(match[2]) else Fraction(0)
    elif match := _PERCENT.fullmatch(raw):
        share = Fraction(int(match[1]), 100)
    else:
        raise Refused("应是比例，例如 1/2 或 50%。")
    if not 0 < share <= 1:
        raise Refused("比例应大于 0、不超过 1，例如 1/2。")
    return share


def _number(base: Rule, raw: str) -> int:
    if not raw.isdigit():
        raise Refused("应是整数，例如 3。")
    number = int(raw)
    least = base.least if base.least is not None else 1 if is_cadence(base) else 0
    most = base.most if base.most is not None else _MOST
    if not least <= number <= most:
        raise Refused(f"应在 {least} 到 {most} 之间。")
    return number


def in_force(book: Rulebook, written: list[Written]) -> Rulebook:
    """The book with a branch's changes.

    A change is passed over where the book doesn't know the rule, where the regulation has come to fix it since, or
    where a newer program wrote what this one can't read; it stays in the journal.
    """
    return book.with_changes(change for one in written if (change := change_of(book, one)) is not None)


def change_of(book: Rulebook, one: Written) -> LocalChange | None:
    """A kept change as the book takes it, None where it can't."""
    if one.rule not in book.ids:
        return None
    base = book.on(one.rule, one.effective_from)
    if not base.editable:
        return None
    if one.reset:
        return LocalChange(one.rule, None, one.effective_from)
    try:
        entered = enter(base, one.value, one.comparator, one.unit)
    except Refused:
        return None
    return LocalChange(one.rule, entered.value, one.effective_from, entered.comparator, entered.unit)
