"""The book of a capability as this branch has it: what is shipped, what rule files brought, what the branch changed."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from sqlalchemy import select

from dangjian_desktop.base.regulations import (
    Comparator,
    Confidence,
    Rule,
    Rulebook,
    RuleValue,
    load_rules,
    read_value,
    shipped_books,
)
from dangjian_desktop.regulations.records import RECORDS, RuleChange, RuleVersion, YearNotice
from dangjian_desktop.regulations.rules.entering import Written, in_force
from dangjian_desktop.regulations.rules.notices import Notice, Subject
from dangjian_desktop.store import Reader, live, part_id

KINDS = frozenset(record.__tablename__ for record in RECORDS)
"""The kinds whose changes change what a rulebook says."""


def rulebook(reader: Reader, name: str) -> Rulebook:
    """The rules of ``resources/regulations/<name>.toml`` with the versions taken and the branch's own changes.

    A day before a change still reads the rule that was in force then. A store without these kinds of record (a tool
    that opens some capabilities only) has what is shipped. Raises :class:`Damaged` if the shipped file is not well
    formed.
    """
    known = known_book(reader, name)
    return in_force(known, written_changes(reader, known.ids)) if _kept(reader) else known


def known_book(reader: Reader, name: str) -> Rulebook:
    """What is shipped and what rule files brought, without the branch's own changes."""
    shipped = load_rules(name)
    if not _kept(reader):
        return shipped
    return shipped.with_versions(rule for rule in taken_versions(reader) if rule.id in shipped.ids)


def book_of(rule_id: str) -> str:
    """The file that holds a rule. Raises ``KeyError`` for an id that no file holds."""
    for name in shipped_books():
        if rule_id in load_rules(name).ids:
            return name
    raise KeyError(rule_id)


def whole_book(reader: Reader) -> Rulebook:
    """All books in one, with the branch's changes."""
    rules = [rule for name in shipped_books() for rule in rulebook(reader, name).rules]
    return Rulebook(tuple(rules))


def known_whole(reader: Reader) -> Rulebook:
    """All books in one without the branch's changes, and what files brought that this program has no use for yet."""
    shipped = Rulebook(tuple(rule for name in shipped_books() for rule in load_rules(name).rules))
    return shipped.with_versions(taken_versions(reader)) if _kept(reader) else shipped


def _kept(reader: Reader) -> bool:
    return reader.schema.kinds.keys() >= KINDS


def written_changes(reader: Reader, ids: Iterable[str]) -> list[Written]:
    """The branch's changes of these rules, the first one first."""
    wanted = frozenset(ids)
    stmt = select(RuleChange).where(live(RuleChange)).order_by(RuleChange.effective_from, RuleChange.id)
    return [
        Written(
            id=row.id,
            rule=row.rule,
            value=row.value or "",
            comparator=row.comparator or "",
            unit=row.unit or "",
            effective_from=row.effective_from,
            reason=row.reason or "",
            reset=bool(row.reset),
        )
        for row in reader.all(stmt)
        if row.rule in wanted and row.effective_from is not None
    ]


def taken_versions(reader: Reader) -> list[Rule]:
    """The versions that rule files brought; one that this program can't read is passed over."""
    stmt = select(RuleVersion).where(live(RuleVersion)).order_by(RuleVersion.effective_from, RuleVersion.id)
    return [rule for row in reader.all(stmt) if (rule := _version(row)) is not None]


def _version(row: RuleVersion) -> Rule | None:
    confidence = {str(one): one for one in Confidence}.get(row.confidence or "")
    comparator = {str(one): one for one in Comparator}.get(row.comparator or ">=")
    if not row.rule or row.effective_from is None or confidence is None or comparator is None or row.value is None:
        return None
    return Rule(
        id=row.rule,
        title=row.title or row.rule,
        value=decode(row.value),
        effective_from=row.effective_from,
        confidence=confidence,
        comparator=comparator,
        unit=row.unit or "",
        regulation=row.regulation or "",
        article=row.article or "",
        words=row.words or "",
        url=row.url or "",
        editable=bool(row.editable),
        least=row.least,
        most=row.most,
    )


def encode(value: RuleValue) -> str:
    """A value as a record keeps it: ``=3`` for a number, ``true``, ``1/2``; words as they are."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return f"={value}" if isinstance(value, int) else value


def decode(text: str) -> RuleValue:
    """The value kept as ``text``; what is neither number, share nor yes or no is words."""
    if text in ("true", "false"):
        return text == "true"
    if text.startswith("=") and text[1:].lstrip("-").isdigit():
        return int(text[1:])
    try:
        return read_value(text)
    except (ValueError, ZeroDivisionError):
        return text


def change_id(rule_id: str, day: object) -> str:
    """The id of the branch's change of a rule from a day on: the same on every PC."""
    return part_id("branch", f"rule_change:{rule_id}", str(day))


def version_id(rule_id: str, day: object) -> str:
    """The id of a version from a rule file: the same on every PC."""
    return part_id("branch", f"rule_version:{rule_id}", str(day))


def notice_id(subject: Subject, year: int) -> str:
    """The id of a year's notice on a duty: the same on every PC."""
    return part_id("branch", f"year_notice:{subject}", str(year))


def year_notice(reader: Reader, subject: Subject, year: int) -> Notice:
    """What the annual notice says of a duty of a year; without a deadline where none has come."""
    row = reader.get(YearNotice, notice_id(subject, year)) if _kept(reader) else None
    if row is None or row.deleted:
        return Notice(subject, year)
    return Notice(subject, year, row.deadline, row.document or "")
