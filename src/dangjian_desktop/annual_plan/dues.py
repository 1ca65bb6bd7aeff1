"""The duty to make the year's plan, have it passed and report it (本单位设定), step by step as one line."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.annual_plan.reading import VIEW, plan_facts
from dangjian_desktop.annual_plan.records import KIND
from dangjian_desktop.annual_plan.rules import Standing, deadline, due_state
from dangjian_desktop.feature import Due, DueState, Start, schedule_of
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.store import Reader

_STEPS = {Standing.NONE: "制订", Standing.DRAFT: "提交支委会审议", Standing.APPROVED: "报备"}
_UNKNOWN = "启用本程序前，没有记录。"


def dues(reader: Reader, year: int, today: date) -> list[Due]:
    """The next step of the year's plan. It has no row in the year's grid: it is no meeting."""
    plan = plan_facts(reader, year)
    standing = plan.standing if plan else Standing.NONE
    found = deadline(year, standing, rulebook(reader, "annual_plan"))
    state, reason = due_state(found, standing, today), ""
    if plan is None and state is DueState.OVERDUE and found is not None and not _begun(reader, year, found.day):
        state, reason = DueState.NOT_APPLICABLE, _UNKNOWN
    step = _STEPS.get(standing, "") if state is not DueState.DONE else ""
    start = None if plan else Start(VIEW, {"year": year})
    return [
        Due(
            key=f"annual_plan.{year}",
            row="",
            row_label="",
            title=f"{year}年度组织生活计划" + (f"　{step}" if step else ""),
            months=(1, 12),
            year=year,
            due=found.day if found else date(year, 12, 31),
            state=state,
            records=(plan.id,) if plan else (),
            record_kind=KIND,
            basis=found.basis if found else "本单位设定",
            reason=reason,
            start=start if state is not DueState.NOT_APPLICABLE else None,
        )
    ]


def _begun(reader: Reader, year: int, by: date) -> bool:
    """Whether these records reach back to before the day: a branch that began later owed no plan here."""
    today = reader.now.date()
    days = [one.day for number in (year - 1, year) for one in schedule_of(reader, number, today)]
    return any(day is not None and day <= by for day in days)
