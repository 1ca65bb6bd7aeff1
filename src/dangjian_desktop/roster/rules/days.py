"""Spans of days, and years and months as the rules count them.

A span holds from ``since`` until the day before ``until``; an open side is unknown or not yet over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dangjian_desktop.base.regulations import Rule, Rulebook, load_rules


def shipped_book() -> Rulebook:
    """The roster's rules as they are shipped: what holds where nobody brought the branch's own book."""
    return load_rules("committee")


def rule_on(rule: str, day: date, book: Rulebook | None = None) -> Rule:
    """The version of a rule of the roster in force on the day, by the branch's ``book``.

    Raises ``KeyError`` for an unknown id.
    """
    return (shipped_book() if book is None else book).on(rule, day)


def number(rule: str, day: date, book: Rulebook | None = None) -> int:
    """The number of that rule on the day. Raises ``KeyError`` for an unknown id."""
    return rule_on(rule, day, book).number


@dataclass(frozen=True)
class Span:
    """From ``since`` (None: since ever) until the day before ``until`` (None: open)."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def overlaps(self, other: Span) -> bool:
        """Whether some day belongs to both."""
        return _before(self.since, other.until) and _before(other.since, self.until)


def _before(since: date | None, until: date | None) -> bool:
    return since is None or until is None or since < until


def add_years(day: date, years: int) -> date:
    """The same day ``years`` later; 29 February becomes the month's last day (Civil Code, article 202)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def full_years(since: date | None, day: date) -> int | None:
    """Whole years from ``since`` to ``day``; None if it is unknown or still to come. Age and 党龄 are counted so."""
    if since is None or since > day:
        return None
    years = day.year - since.year
    return years if add_years(since, years) <= day else years - 1


def probation_ends(joined_on: date, extended_to: date | None = None, book: Rulebook | None = None) -> date:
    """The day the probation is over: a year after the general meeting admitted, or the extended day."""
    return extended_to or add_years(joined_on, number("probation.years", joined_on, book))


def term_ends(formed_on: date, years: int) -> date:
    """The day by which the next committee is to be elected."""
    return add_years(formed_on, years)


def span_phrase(span: Span) -> str:
    """2026-03-01起; 2026-03-01至2026-08-31 (the last day it holds); 至2026-08-31; "" if wholly open."""
    last = (span.until - timedelta(days=1)).isoformat() if span.until else ""
    since = span.since.isoformat() if span.since else ""
    if last:
        return f"{since}至{last}"
    return f"{since}起" if since else ""
