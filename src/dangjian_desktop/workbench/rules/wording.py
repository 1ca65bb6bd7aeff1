"""Answers of ready questions and what is left of a term, in words. Pure."""

from __future__ import annotations

import re
from datetime import date

from dangjian_desktop.base.dates import add_months
from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.feature import Countdown, Question

_DAYS_COUNTED = 90
"""Up to here what is left of a term is said in days."""


def answer_forms(question: Question) -> tuple[str, ...]:
    """The answer of a ready question, then ever shorter: its number with the unit that follows it, its first clause."""
    answer, count = question.answer.rstrip("。"), question.count
    forms = [answer]
    unit = re.search(rf"(?<!\d){count}\s?([人件次个项名处月天])", answer) if count else None
    forms += [f"{count} {unit[1]}"] if unit else [str(count)] if count else []
    forms += [] if count else [re.split("[，：；、]", answer)[0], "没有"]
    return tuple(dict.fromkeys(form for form in forms if form))


def countdown_words(term: Countdown, today: date) -> str:
    """How long a term still runs, in words: 还有 27 个月, 还有 45 天, 已过 12 天."""
    days = (term.day - today).days
    if days < 0:
        return f"已过 {-days} 天"
    if days <= _DAYS_COUNTED:
        return f"还有 {days} 天" if days else "今天届满"
    months = (term.day.year - today.year) * 12 + term.day.month - today.month - (term.day.day < today.day)
    return f"还有 {months} 个月"


def running_out(term: Countdown, today: date, book: Rulebook) -> bool:
    """Whether preparations should begin: so many months ahead as the committee's rule says (换届提前准备)."""
    return add_months(term.day, -book.on("committee.remind_months", today).number) <= today
