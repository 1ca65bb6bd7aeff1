"""民主测评 as counts: what was handed out and came back, and whether each member's four figures can be right. Pure.

Only sums are known here. No sheet, order or time of a secret ballot exists anywhere (rules.md 0.11).
"""

from __future__ import annotations

from dataclasses import dataclass

from dangjian_desktop.appraisal.rules.grades import Grade
from dangjian_desktop.base.regulations import Rule


@dataclass(frozen=True)
class Counts:
    """The votes that one member got for each grade; None where nothing was entered."""

    excellent: int | None = None
    qualified: int | None = None
    basically_qualified: int | None = None
    unqualified: int | None = None

    @property
    def entered(self) -> bool:
        """Whether anything was entered. An empty place beside a figure means none."""
        return any(self.of(grade) is not None for grade in Grade)

    @property
    def total(self) -> int:
        """All votes for this member."""
        return sum(self.of(grade) or 0 for grade in Grade)

    def of(self, grade: Grade) -> int | None:
        """The votes for a grade."""
        value: int | None = getattr(self, grade.value)
        return value


@dataclass(frozen=True)
class Problem:
    """A sentence; ``void`` where the ballot can't stand and must be held again."""

    sentence: str
    void: bool = False


def ballot_problems(issued: int | None, returned: int | None, present: int | None, rule: Rule) -> tuple[Problem, ...]:
    """What is wrong with the ballots as a whole. More back than out is void; more out than people is looked at."""
    found = []
    if issued is not None and returned is not None and not rule.holds(returned, issued):
        found.append(Problem(f"收回{returned}张，多于发出的{issued}张，这次测评无效，应重新测评。", void=True))
    if issued is not None and present is not None and issued > present:
        found.append(Problem(f"发出{issued}张，多于到会的{present}人，请核对。"))
    return tuple(found)


def count_problem(counts: Counts, returned: int | None) -> str:
    """Why one member's figures can't be right, or ""."""
    if returned is not None and counts.total > returned:
        return f"四档合计{counts.total}票，多于收回的{returned}张"
    return ""


def blanks(counts: Counts, returned: int | None) -> int | None:
    """How many ballots marked no grade for this member; None where it can't be said."""
    if returned is None or not counts.entered or counts.total > returned:
        return None
    return returned - counts.total
