"""The state bar 筹备 · 通知 · 签到 · 记录 · 定稿, what comes next, and whether a record was entered late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dangjian_desktop.base.regulations import Rulebook


class Stage(StrEnum):
    """The five stages of a gathering, in order."""

    PLAN = "plan"
    NOTICE = "notice"
    SIGN_IN = "sign_in"
    MINUTES = "minutes"
    FINAL = "final"


STAGE_LABELS: dict[Stage, str] = {
    Stage.PLAN: "筹备",
    Stage.NOTICE: "通知",
    Stage.SIGN_IN: "签到",
    Stage.MINUTES: "记录",
    Stage.FINAL: "定稿",
}


class StageState(StrEnum):
    """How a stage stands: ● done, ◐ current, ○ to do."""

    DONE = "done"
    CURRENT = "current"
    TODO = "todo"


class NextStep(StrEnum):
    """The one primary button."""

    COMPLETE_PLAN = "complete_plan"
    SEND_NOTICE = "send_notice"
    PRINT_SIGN_IN = "print_sign_in"
    SIGN_IN = "sign_in"
    WRITE_MINUTES = "write_minutes"
    FINALISE = "finalise"
    PRINT_PAPERS = "print_papers"


NEXT_LABELS: dict[NextStep, str] = {
    NextStep.COMPLETE_PLAN: "填好时间地点",
    NextStep.SEND_NOTICE: "发通知",
    NextStep.PRINT_SIGN_IN: "打印签到表",
    NextStep.SIGN_IN: "登记签到",
    NextStep.WRITE_MINUTES: "写记录",
    NextStep.FINALISE: "定稿",
    NextStep.PRINT_PAPERS: "打印本次材料",
}


@dataclass(frozen=True)
class StageFacts:
    """What the state of a gathering follows from; nothing of the state itself is stored."""

    day: date | None
    planned: bool
    """Day, place and at least one segment are there."""
    notice_sent: bool
    expected: int
    unregistered: int
    written_segments: int
    segments: int
    final: bool


@dataclass(frozen=True)
class StateBar:
    """Each stage with its state, the current one, and the next step."""

    stages: tuple[tuple[Stage, StageState], ...]
    current: Stage
    next_step: NextStep

    @property
    def next_label(self) -> str:
        """The words on the primary button."""
        return NEXT_LABELS[self.next_step]


def state_bar(facts: StageFacts, today: date) -> StateBar:
    """The state of a gathering on ``today``.

    A notice that was never marked no longer holds anybody up once somebody signed in or the day has passed.
    """
    done = _done(facts, today)
    current = next((stage for stage in Stage if not done[stage]), Stage.FINAL)
    states = {
        stage: StageState.DONE if done[stage] else StageState.CURRENT if stage is current else StageState.TODO
        for stage in Stage
    }
    return StateBar(tuple(states.items()), current, _next(facts, current, today))


def _done(facts: StageFacts, today: date) -> dict[Stage, bool]:
    if facts.final:
        return dict.fromkeys(Stage, True)
    signed = facts.expected > 0 and facts.unregistered == 0
    begun = facts.unregistered < facts.expected
    over = facts.day is not None and facts.day < today
    written = facts.segments > 0 and facts.written_segments == facts.segments
    return {
        Stage.PLAN: facts.planned,
        Stage.NOTICE: facts.notice_sent or begun or over,
        Stage.SIGN_IN: signed,
        Stage.MINUTES: written,
        Stage.FINAL: False,
    }


def _next(facts: StageFacts, current: Stage, today: date) -> NextStep:
    over = facts.day is not None and facts.day < today
    match current:
        case Stage.PLAN:
            return NextStep.COMPLETE_PLAN
        case Stage.NOTICE:
            return NextStep.SEND_NOTICE
        case Stage.SIGN_IN:
            return NextStep.SIGN_IN if over else NextStep.PRINT_SIGN_IN
        case Stage.MINUTES:
            return NextStep.WRITE_MINUTES
        case _:
            return NextStep.PRINT_PAPERS if facts.final else NextStep.FINALISE


def late_entry(day: date | None, entered: date | None, book: Rulebook) -> bool:
    """Whether a record was entered long after its day (补录); the number of days is the branch's own."""
    if day is None or entered is None:
        return False
    rule = book.on("late_entry.days", day)
    return rule.comparator.holds((entered - day).days, rule.number)
