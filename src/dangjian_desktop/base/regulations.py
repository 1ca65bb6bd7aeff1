"""The numbers of the rules as data: versioned rows of ``resources/regulations/*.toml`` with regulation and article.

A rule is asked for by id and day, so that a past period keeps the rule that was in force then. A branch may change
what is marked ``editable``; the change is a version of its own that begins on the day it was made.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from dangjian_desktop.base.errors import Damaged, Refused
from dangjian_desktop.base.resources import resource

RuleValue = int | bool | str | Fraction
"""A whole number, a yes or no, words, or a share such as 1/2."""

_TEXTS = ("id", "title", "regulation", "article", "words", "unit", "comparator", "url")
_LIMITS = ("least", "most")
_KEYS = frozenset((*_TEXTS, *_LIMITS, "value", "effective_from", "confidence", "editable"))
_SUFFIX = ".toml"


class Confidence(StrEnum):
    """How sure the source is. Only CONFIRMED and SECONDARY are cited as a regulation."""

    CONFIRMED = "confirmed"
    SECONDARY = "secondary"
    CONFLICTING = "conflicting"
    LOCAL = "local"
    """Practice or a choice of ours: shown as 本单位设定, never as law."""


class Comparator(StrEnum):
    """How a count stands to its limit."""

    MORE = ">"
    AT_LEAST = ">="
    AT_MOST = "<="
    LESS = "<"

    def holds(self, left: int, right: int) -> bool:
        """Whether ``left`` stands so to ``right``."""
        match self:
            case Comparator.MORE:
                return left > right
            case Comparator.AT_LEAST:
                return left >= right
            case Comparator.AT_MOST:
                return left <= right
        return left < right


@dataclass(frozen=True)
class Rule:
    """One version of one rule."""

    id: str
    title: str
    value: RuleValue
    effective_from: date
    confidence: Confidence
    comparator: Comparator = Comparator.AT_LEAST
    unit: str = ""
    regulation: str = ""
    article: str = ""
    words: str = ""
    url: str = ""
    editable: bool = False
    least: int | None = None
    """The smallest whole number that a branch may put in place, None where any will do."""
    most: int | None = None
    changed: bool = False
    """The branch's own value stands in place of the shipped one."""

    @property
    def number(self) -> int:
        """The value as a whole number. Raises :class:`Damaged` if it is none."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise Damaged(f"规则“{self.title}”应是整数。", hint="规则文件可能已损坏，请重新安装本程序。")
        return self.value

    @property
    def share(self) -> Fraction:
        """The value as a share of a whole. Raises :class:`Damaged` if it is none."""
        if not isinstance(self.value, Fraction):
            raise Damaged(f"规则“{self.title}”应是比例。", hint="规则文件可能已损坏，请重新安装本程序。")
        return self.value

    def holds(self, part: int, whole: int) -> bool:
        """Whether ``part`` of ``whole`` satisfies a share rule, in whole numbers (no rounding)."""
        share = self.share
        return self.comparator.holds(part * share.denominator, whole * share.numerator)

    @property
    def legal(self) -> bool:
        """Whether a regulation says so and the branch hasn't put its own value in place."""
        return not self.changed and self.confidence in (Confidence.CONFIRMED, Confidence.SECONDARY)

    @property
    def basis(self) -> str:
        """What the screen and papers cite: 《条例》第十一条, or 本单位设定."""
        return f"《{self.regulation}》{self.article}" if self.legal and self.regulation else "本单位设定"

    @property
    def short_basis(self) -> str:
        """The article alone (第十一条), or 本单位设定."""
        return self.article if self.legal and self.article else "本单位设定"

    @property
    def standing(self) -> str:
        """How far it may be relied on: 依据：第十一条, 本单位设定, or 请以上级通知为准 where sources conflict."""
        if self.legal and self.regulation:
            return f"依据：{self.article or f'《{self.regulation}》'}"
        if self.confidence is Confidence.CONFLICTING and not self.changed:
            return "请以上级通知为准"
        return "本单位设定"


@dataclass(frozen=True)
class LocalChange:
    """The branch's own value for an editable rule from a day on; ``value`` None gives way to what is shipped again."""

    id: str
    value: RuleValue | None
    effective_from: date
    comparator: Comparator | None = None
    unit: str = ""


@dataclass(frozen=True)
class Rulebook:
    """All versions of all rules."""

    rules: tuple[Rule, ...]

    def on(self, rule_id: str, day: date) -> Rule:
        """The version in force on ``day``; before the first one, the first (nothing older is shipped).

        Raises ``KeyError`` for an id that no file holds.
        """
        versions = self._by_id[rule_id]
        return next((r for r in reversed(versions) if r.effective_from <= day), versions[0])

    def versions(self, rule_id: str) -> tuple[Rule, ...]:
        """All versions of a rule, the first one first. Raises ``KeyError`` for an id that no file holds."""
        return self._by_id[rule_id]

    @property
    def ids(self) -> tuple[str, ...]:
        """Every rule, in the order of the files."""
        return tuple(self._by_id)

    @cached_property
    def _by_id(self) -> dict[str, tuple[Rule, ...]]:
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            found.setdefault(rule.id, []).append(rule)
        return {id: tuple(sorted(versions, key=_order)) for id, versions in found.items()}

    def with_changes(self, changes: Iterable[LocalChange]) -> Rulebook:
        """The rules as this branch has set them. Raises :class:`Refused` for a rule that may not be changed."""
        added = []
        for change in changes:
            base = self.on(change.id, change.effective_from)
            if not base.editable:
                raise Refused(f"“{base.title}”由{base.basis}规定，不能修改。")
            if change.value is None:
                added.append(replace(base, effective_from=change.effective_from))
                continue
            added.append(
                replace(
                    base,
                    value=change.value,
                    effective_from=change.effective_from,
                    comparator=change.comparator or base.comparator,
                    unit=change.unit or base.unit,
                    changed=True,
                )
            )
        return Rulebook((*self.rules, *added))

    def with_versions(self, versions: Iterable[Rule]) -> Rulebook:
        """The book with further versions; one of the same rule and day takes the place of ours."""
        taken = {(rule.id, rule.effective_from): rule for rule in versions}
        kept = tuple(rule for rule in self.rules if (rule.id, rule.effective_from) not in taken)
        return Rulebook((*kept, *taken.values()))

    def __add__(self, other: Rulebook) -> Rulebook:
        return Rulebook((*self.rules, *other.rules))


def _order(rule: Rule) -> tuple[date, bool]:
    return rule.effective_from, rule.changed


@cache
def load_rules(name: str) -> Rulebook:
    """The rules of ``resources/regulations/<name>.toml``. Raises :class:`Damaged` if the file is not well formed."""
    return read_rules(resource(f"regulations/{name}{_SUFFIX}"))


@cache
def shipped_books() -> tuple[str, ...]:
    """The names of the files shipped, in alphabetical order."""
    return tuple(sorted(file.stem for file in resource("regulations").glob(f"*{_SUFFIX}")))


@cache
def book_title(name: str) -> str:
    """What the file calls itself in Chinese, "" where it doesn't say."""
    return str(tomllib.loads(resource(f"regulations/{name}{_SUFFIX}").read_text(encoding="utf-8")).get("title", ""))


def read_rules(path: Path) -> Rulebook:
    """The rules of one file. Raises :class:`Damaged`, naming the file and the rule, if it is not well formed."""
    try:
        return parse_rules(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError as error:
        raise Damaged(f"规则文件 {path.name} 无法读取：不是 UTF-8 文字。", hint="请重新安装本程序。") from error


def parse_rules(text: str, name: str) -> Rulebook:
    """The rules of a file's text. Raises :class:`Damaged`, naming the file and the rule, if it is not well formed."""
    try:
        return Rulebook(tuple(_rule(row) for row in tomllib.loads(text)["rule"]))
    except (tomllib.TOMLDecodeError, AttributeError, KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise Damaged(f"规则文件 {name} 无法读取：{error}。", hint="请重新安装本程序。") from error


def _rule(row: dict[str, Any]) -> Rule:
    name = str(row.get("id", "?"))
    if unknown := sorted(row.keys() - _KEYS):
        raise ValueError(f"{name} 有不认识的项 {'、'.join(unknown)}")
    effective = row["effective_from"]
    if type(effective) is not date:
        raise ValueError(f"{name} 的 effective_from 不是日期")
    texts: dict[str, Any] = {key: str(row[key]) for key in _TEXTS if key in row and key != "comparator"}
    limits: dict[str, Any] = {key: int(row[key]) for key in _LIMITS if key in row}
    return Rule(
        **texts,
        **limits,
        value=read_value(row["value"]),
        effective_from=effective,
        confidence=Confidence(row["confidence"]),
        comparator=Comparator(row.get("comparator", ">=")),
        editable=bool(row.get("editable", False)),
    )


def read_value(raw: object) -> RuleValue:
    """A value as files hold it. Raises ``ValueError``."""
    if isinstance(raw, str) and "/" in raw:
        return Fraction(raw)
    if isinstance(raw, (int, str)):
        return raw
    raise ValueError(f"值 {raw!r} 不是整数、文字或比例")
