"""Elections, pure: who may be put up, whether the meeting counts, who is elected, and which step is next."""

from dangjian_desktop.elections.rules.counting import (
    Ballots,
    Outcome,
    Standing,
    Verdict,
    ballot_problems,
    candidates_needed,
    outcome,
    quorum,
)
from dangjian_desktop.elections.rules.kinds import (
    BODY_LABELS,
    DUTIES,
    KIND_LABELS,
    SEAT_LABELS,
    TELLER_LABELS,
    Body,
    ElectionKind,
    SeatKind,
    TellerRole,
)
from dangjian_desktop.elections.rules.steps import Facts, Step, StepState, missing_approvals, steps

__all__ = [
    "BODY_LABELS", "DUTIES", "KIND_LABELS", "SEAT_LABELS", "TELLER_LABELS", "Ballots", "Body", "ElectionKind",
    "Facts", "Outcome", "SeatKind", "Standing", "Step", "StepState", "TellerRole", "Verdict", "ballot_problems",
    "candidates_needed", "missing_approvals", "outcome", "quorum", "steps",
]  # fmt: skip
