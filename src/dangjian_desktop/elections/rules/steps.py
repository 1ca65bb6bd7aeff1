"""The steps of an election in their order, and the approvals without which it may not go on (rules.md 0.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Step(StrEnum):
    """One step; ``label`` as the state bar says it."""

    REQUEST = "request"
    CANDIDATES = "candidates"
    MEETING = "meeting"
    PLENARY = "plenary"
    REPORT = "report"
    INSTALL = "install"

    @property
    def label(self) -> str:
        """The word of the state bar."""
        return _LABELS[self]


_LABELS = {
    Step.REQUEST: "请示",
    Step.CANDIDATES: "候选人",
    Step.MEETING: "大会选举",
    Step.PLENARY: "分工选举",
    Step.REPORT: "报批",
    Step.INSTALL: "就任",
}


@dataclass(frozen=True)
class Facts:
    """What the steps are told from; days are None while the thing hasn't happened.

    ``enough_candidates``: every ballot has as many as it wants. ``general_done`` and ``plenary_done``: their ballots
    are counted and no seat is left. ``has_committee``: a branch of fewer than seven elects the secretary at the
    general meeting and has no plenary.
    """

    hold_requested_on: date | None = None
    hold_approved_on: date | None = None
    enough_candidates: bool = False
    candidates_requested_on: date | None = None
    candidates_approved_on: date | None = None
    general_done: bool = False
    plenary_done: bool = False
    has_committee: bool = True
    reported_on: date | None = None
    result_approved_on: date | None = None
    installed: bool = False


@dataclass(frozen=True)
class StepState:
    """Where a step stands and what is to be done in it ("" when it is done)."""

    step: Step
    done: bool
    todo: str = ""


def steps(facts: Facts) -> tuple[StepState, ...]:
    """All steps in order; ``todo`` of the first that isn't done is what comes next."""
    return tuple(StepState(step, not todo, todo) for step, todo in _todos(facts))


def _todos(facts: Facts) -> Iterator[tuple[Step, str]]:
    yield Step.REQUEST, _request(facts.hold_requested_on, facts.hold_approved_on, "召开选举大会")
    candidates = "" if facts.enough_candidates else "提名候选人"
    asked = _request(facts.candidates_requested_on, facts.candidates_approved_on, "候选人预备人选")
    yield Step.CANDIDATES, candidates or asked
    yield Step.MEETING, "" if facts.general_done else "登记大会选举结果"
    if facts.has_committee:
        yield Step.PLENARY, "" if facts.plenary_done else "选举书记、副书记"
    yield Step.REPORT, _request(facts.reported_on, facts.result_approved_on, "选举结果")
    yield Step.INSTALL, "" if facts.installed else "登记新班子"


def _request(sent: date | None, approved: date | None, what: str) -> str:
    if approved is not None:
        return ""
    return f"登记{what}的批复" if sent is not None else f"{'报告' if what == '选举结果' else '请示'}{what}"


def missing_approvals(facts: Facts) -> str:
    """Why the ballot may not be held yet, in a sentence; "" where both approvals are there."""
    missing = [
        name
        for name, day in (("召开选举大会", facts.hold_approved_on), ("候选人预备人选", facts.candidates_approved_on))
        if day is None
    ]
    return f"还没有登记上级对{'和'.join(missing)}的批复，批复后才能选举。" if missing else ""
