"""The year's plan: how an item stands, what is counted, and whether the forms are in balance."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dangjian_desktop.base.regulations import Rule
from dangjian_desktop.study.rules.forms import FORMS, FormInfo


class ItemState(StrEnum):
    """How an item of the plan stands; every state is shown by icon, colour and word."""

    DONE = "done"
    TODAY = "today"
    LEAVE = "leave"
    """Who is to lecture can't."""
    OVERDUE = "overdue"
    PLANNED = "planned"
    DROPPED = "dropped"


@dataclass(frozen=True)
class ItemFacts:
    """What the state of an item follows from. ``away`` says why its lecturer can't; ``postponed`` how often it was."""

    year: int
    month: int
    day: date | None = None
    held: bool = False
    dropped: bool = False
    away: str = ""
    postponed: int = 0


def last_day(facts: ItemFacts) -> date:
    """The last day on which the item is in time: its day, else the month's last."""
    return facts.day or date(facts.year, facts.month, monthrange(facts.year, facts.month)[1])


def item_state(facts: ItemFacts, today: date) -> ItemState:
    """How an item stands on ``today``."""
    if facts.held:
        return ItemState.DONE
    if facts.dropped:
        return ItemState.DROPPED
    if facts.away and last_day(facts) >= today:
        return ItemState.LEAVE
    if facts.day == today:
        return ItemState.TODAY
    return ItemState.OVERDUE if last_day(facts) < today else ItemState.PLANNED


@dataclass(frozen=True)
class PlanCounts:
    """计划36项 完成27 顺延2 未动7: ``planned`` is the sum of the three behind it; what was dropped is apart."""

    planned: int = 0
    done: int = 0
    postponed: int = 0
    untouched: int = 0
    dropped: int = 0


def plan_counts(items: Iterable[ItemFacts]) -> PlanCounts:
    """Count the items of a plan."""
    every = list(items)
    counted = [one for one in every if one.held or not one.dropped]
    done = sum(one.held for one in counted)
    postponed = sum(bool(one.postponed) and not one.held for one in counted)
    return PlanCounts(len(counted), done, postponed, len(counted) - done - postponed, len(every) - len(counted))


def moved_day(day: date | None, month: int, year: int) -> date | None:
    """The same day of another month (its last where it has no such day); None where no day was fixed."""
    return date(year, month, min(day.day, monthrange(year, month)[1])) if day else None


@dataclass(frozen=True)
class FormShare:
    """How often a form stands in a plan; ``scarce`` where it is used far less than the lively forms usually are."""

    form: FormInfo
    count: int
    scarce: bool = False


def form_shares(forms: Sequence[FormInfo], rule: Rule) -> tuple[FormShare, ...]:
    """The forms of a plan, the known ones in their order, then the branch's own; unused ones only where lively.

    A lively form is scarce below ``rule``'s share (本单位设定) of the lively forms' mean.
    """
    counts: dict[FormInfo, int] = {}
    for form in forms:
        counts[form] = counts.get(form, 0) + 1
    shown = [form for form in FORMS.values() if form.lively or form in counts]
    shown += [form for form in counts if form not in shown]
    lively = [counts.get(form, 0) for form in shown if form.lively]
    return tuple(
        FormShare(form, counts.get(form, 0), form.lively and _scarce(counts.get(form, 0), lively, rule))
        for form in shown
    )


def _scarce(count: int, lively: Sequence[int], rule: Rule) -> bool:
    """Whether ``count`` stands below the share of the mean, in whole numbers; never in a plan without lively forms."""
    return sum(lively) > 0 and not rule.holds(count * len(lively), sum(lively))


def progress_by_month(items: Iterable[ItemFacts]) -> Mapping[int, PlanCounts]:
    """Plan against reality, month by month (1–12), for the analysis and papers."""
    every = list(items)
    return {month: plan_counts(one for one in every if one.month == month) for month in range(1, 13)}
