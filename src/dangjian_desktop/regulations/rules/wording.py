"""A rule's value as the screen says it: 每季度至少 1 次, 半数以上, 至多 30 天."""

from __future__ import annotations

from fractions import Fraction

from dangjian_desktop.base.regulations import Comparator, Rule

CADENCES: dict[str, str] = {"month": "每月", "quarter": "每季度", "half_year": "每半年", "year": "每年"}
"""Units that say how often something is to be held."""

_SPANS = {"day": "天", "month": "个月", "quarter": "个季度", "year": "年"}
"""Units of a length of time, where a rule says how long."""

FIXED_DAY = "month_day"
"""The unit of a rule whose value is a day of every month (每月15日, 每月第2个周五)."""

COMPARATOR_WORDS: dict[Comparator, str] = {
    Comparator.AT_LEAST: "至少",
    Comparator.MORE: "超过",
    Comparator.AT_MOST: "至多",
    Comparator.LESS: "不到",
}
HALF = Fraction(1, 2)


def is_cadence(rule: Rule) -> bool:
    """Whether the rule says how often, not for how long (``…years``, ``…months``, ``…days``)."""
    return rule.unit in CADENCES and not rule.id.endswith(("years", "months", "days"))


def value_words(rule: Rule) -> str:
    """The value with its comparator and unit."""
    value = rule.value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Fraction):
        return share_words(value, rule.comparator)
    if isinstance(value, str):
        if rule.unit == FIXED_DAY:
            return value or "还没有固定"
        return rule.words or value
    if is_cadence(rule):
        return f"{CADENCES[rule.unit]}至少 {value} 次"
    return f"{COMPARATOR_WORDS[rule.comparator]} {value} {_SPANS.get(rule.unit, rule.unit)}".rstrip()


def share_words(share: Fraction, comparator: Comparator) -> str:
    """A share in the papers' words: 半数以上, 超过半数, 至少 4/5."""
    if share == HALF and comparator in (Comparator.AT_LEAST, Comparator.MORE):
        return "半数以上" if comparator is Comparator.AT_LEAST else "超过半数"
    return f"{COMPARATOR_WORDS[comparator]} {share.numerator}/{share.denominator}"


def value_text(rule: Rule) -> str:
    """The value as it is typed and kept: 3, 1/2, 是, 每月15日."""
    value = rule.value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return str(value)
