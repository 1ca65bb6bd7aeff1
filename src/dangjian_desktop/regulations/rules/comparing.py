"""How a rule file differs from what is in force here: row by row, old beside new."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.regulations import Rule, Rulebook
from dangjian_desktop.regulations.rules.wording import CADENCES, is_cadence, value_words


class Difference(StrEnum):
    """What a row of the file would do."""

    CHANGED = "changed"
    NEW = "new"
    SAME = "same"

    @property
    def label(self) -> str:
        return {"changed": "更新", "new": "新增"}.get(self.value, "相同")


@dataclass(frozen=True)
class Offered:
    """One row of a rule file beside what holds here on its day; ``note`` says what follows from it."""

    rule: Rule
    difference: Difference
    old: str
    new: str
    note: str = ""


def compare(known: Rulebook, offered: Rulebook, ours: Rulebook) -> tuple[Offered, ...]:
    """Every row of ``offered`` beside ``known`` (what is shipped or was taken before) and ``ours`` (with the branch's
    own changes). Raises :class:`Refused` for a file none of whose rules this program knows, that says one thing twice,
    or that gives a rule a value of another sort."""
    if not set(offered.ids) & set(known.ids):
        raise Refused("这个文件里没有本程序认识的规则。", hint="请核对是不是选错了文件。")
    twice = [rule.title for rule in offered.rules if _count(offered, rule) > 1]
    if twice:
        raise Refused(f"规则“{twice[0]}”在同一天写了两次，不知道以哪一条为准。", hint="请向给文件的人核对。")
    return tuple(_row(known, rule, ours) for rule in offered.rules)


def _count(book: Rulebook, rule: Rule) -> int:
    return sum(one.effective_from == rule.effective_from for one in book.versions(rule.id))


def _row(known: Rulebook, rule: Rule, ours: Rulebook) -> Offered:
    if rule.id not in known.ids:
        return Offered(rule, Difference.NEW, "", value_words(rule), "本程序还用不到，先收着")
    base = known.on(rule.id, rule.effective_from)
    if _sort(base) != _sort(rule) or not _unit_known(rule, base):
        raise Refused(
            f"规则“{rule.title or base.title}”的值和本程序的不是一类（原来是{value_words(base)}）。",
            hint="请向给文件的人核对。",
        )
    before = ours.on(rule.id, rule.effective_from)
    if replace(base, effective_from=rule.effective_from) == rule:
        return Offered(rule, Difference.SAME, value_words(before), value_words(rule))
    return Offered(rule, Difference.CHANGED, value_words(before), value_words(rule), _note(base, rule, ours))


def _sort(rule: Rule) -> str:
    if isinstance(rule.value, bool):
        return "bool"
    if isinstance(rule.value, Fraction):
        return "share"
    if isinstance(rule.value, str):
        return "words"
    return "cadence" if is_cadence(rule) else "number"


def _note(base: Rule, rule: Rule, ours: Rulebook) -> str:
    day = rule.effective_from
    own = [one for one in ours.versions(rule.id) if one.changed]
    later = [one for one in own if one.effective_from >= day]
    if later:
        return f"本支部{later[0].effective_from.isoformat()}起的设定仍然有效"
    if ours.on(rule.id, day).changed:
        return f"{day.isoformat()}起代替本支部的设定"
    newer = [one for one in ours.versions(rule.id) if one.effective_from > day]
    if newer:
        return f"只影响{newer[0].effective_from.isoformat()}以前"
    if (base.value, base.comparator, base.unit) == (rule.value, rule.comparator, rule.unit):
        return "值不变，依据或措辞有改动"
    return f"{day.isoformat()}起"


def _unit_known(rule: Rule, base: Rule) -> bool:
    """Whether a rule counts in the units of another: the same, or both say how often."""
    return rule.unit == base.unit or (rule.unit in CADENCES and base.unit in CADENCES)
