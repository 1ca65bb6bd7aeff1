"""How a transfer stands: 已转出待回执, 过期未回执, 已回执. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Direction(StrEnum):
    """Whether the relation left or came."""

    OUT = "out"
    IN = "in"

    @property
    def label(self) -> str:
        return {"out": "转出"}.get(self.value, "转入")


class TransferState(StrEnum):
    """How the transfer stands."""

    WAITING = "waiting"
    EXPIRED = "expired"
    TO_ANSWER = "to_answer"
    DONE = "done"

    @property
    def label(self) -> str:
        return {
            "waiting": "已转出待回执",
            "expired": "过期未回执",
            "to_answer": "已转入待寄回执",
        }.get(self.value, "已回执")


@dataclass(frozen=True)
class Stands:
    """The state, and the last day for the receipt (None once it is there)."""

    state: TransferState
    until: date | None


def valid_until(issued_on: date, days: int) -> date:
    """The last day on which the letter holds; the day it was issued counts as the first."""
    return issued_on + timedelta(days=days - 1)


def stand(
    direction: Direction,
    *,
    issued_on: date,
    valid_days: int,
    moved_on: date,
    receipt_on: date | None,
    answer_days: int,
    today: date,
) -> Stands:
    """How the transfer stands on ``today``.

    Going out, the receipt should be back while the letter holds; coming in, we send it within ``answer_days``.
    """
    if receipt_on is not None and receipt_on <= today:
        return Stands(TransferState.DONE, None)
    if direction is Direction.IN:
        return Stands(TransferState.TO_ANSWER, moved_on + timedelta(days=answer_days))
    until = valid_until(issued_on, valid_days)
    return Stands(TransferState.WAITING if today <= until else TransferState.EXPIRED, until)
