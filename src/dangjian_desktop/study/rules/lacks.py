"""What a session still lacks before 定稿, as sentences: by its form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from dangjian_desktop.roster.rules.attendance import Counts
from dangjian_desktop.study.rules.forms import Extra, FormInfo


@dataclass(frozen=True)
class Lack:
    """Something missing or wrong. ``blocks``: it can't be passed over."""

    sentence: str
    blocks: bool = False


@dataclass(frozen=True)
class SessionFacts:
    """What the check looks at."""

    form: FormInfo
    day: date | None
    start: time | None
    end: time | None
    hours_given: bool
    counts: Counts
    lecturer: str = ""
    unit: str = ""
    notes: str = ""
    questions: str = ""
    visited: str = ""
    speakers: int = 0
    own_lecturer: bool = False
    """The lecturer is one of the branch, whose unit is known."""


def session_lacks(facts: SessionFacts, today: date) -> tuple[Lack, ...]:
    """What is missing, most important first."""
    return tuple(Lack(sentence, blocks) for wrong, sentence, blocks in _checks(facts, today) if wrong)


def _checks(facts: SessionFacts, today: date) -> list[tuple[bool, str, bool]]:
    form, counts = facts.form, facts.counts
    untimed = not (facts.start and facts.end) and not facts.hours_given
    return [
        (facts.day is None, "没有填写日期。", True),
        (facts.day is not None and facts.day > today, "日期还没到。", True),
        (not counts.begun, "还没有签到。", False),
        (counts.begun and bool(counts.unregistered), f"还有{counts.unregistered}人没有登记出缺席。", False),
        (untimed, "没有起止时间，算不出学时。", False),
        (form.has(Extra.EXPERT) and not facts.lecturer, "没有填写专家姓名。", False),
        (
            form.has(Extra.EXPERT) and bool(facts.lecturer) and not facts.own_lecturer and not facts.unit,
            "没有填写专家单位。",
            False,
        ),
        (form.has(Extra.EXPERT) and not facts.notes, "没有讲义要点。", False),
        (form.has(Extra.QUESTIONS) and not facts.questions, "没有讨论题。", False),
        (form.has(Extra.POINTS) and not facts.speakers, "没有发言要点。", False),
        (form.has(Extra.VISITED) and not facts.visited, "没有填写参观地点。", False),
    ]
