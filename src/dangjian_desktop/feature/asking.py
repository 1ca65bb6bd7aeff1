"""The contract's words for what can be asked: figures with their records, ready questions, blocks of a digest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature.year import Call, Start
from dangjian_desktop.store import Reader


@dataclass(frozen=True)
class Figure:
    """A number with the records it is made of. ``value`` None means 未知, which is never shown as zero."""

    value: Decimal | None
    records: tuple[str, ...] = ()
    complete: bool = True
    missing: str = ""


@dataclass(frozen=True)
class Metric:
    """A figure by period and subject (a member's id, or None for the branch)."""

    name: str
    label: str
    compute: Callable[[Reader, Period, str | None], Figure]


@dataclass(frozen=True)
class Question:
    """A ready question with its answer of today (谁今年没谈过话): a card of the workbench.

    ``answer`` is one short sentence; ``count`` what stands out as a number (0: all is well); ``start`` opens the view
    that shows the matter.
    """

    key: str
    title: str
    answer: str
    count: int
    start: Start


class Section(StrEnum):
    """Where a block of the monthly summary or bulletin stands (forms.md 2.4)."""

    DONE = "done"
    ATTENDANCE = "attendance"
    PAIRING = "pairing"
    SUPERVISION = "supervision"
    IDEOLOGY = "ideology"
    PROBLEMS = "problems"
    NEXT = "next"


@dataclass(frozen=True)
class DigestBlock:
    """A sentence or two for the monthly plan, summary and bulletin, with the records it was made from.

    ``inner`` blocks name people and go into papers for the branch itself only.
    """

    section: Section
    text: str
    record_kind: str = ""
    records: tuple[str, ...] = ()
    inner: bool = False


@dataclass(frozen=True)
class Holding:
    """Something that hangs on one member (a seat, a place in the rota, an open item) and must go to somebody else.

    ``hand_over`` builds the verb that gives it to a successor; None where it only ends (``end`` then builds that
    verb from the day) or must be seen to in its own view.
    """

    title: str
    record_kind: str
    record: str
    detail: str = ""
    hand_over: Callable[[str, date], Call] | None = None
    end: Callable[[date], Call] | None = None


QuestionsFunction = Callable[[Reader, date], list[Question]]
DigestFunction = Callable[[Reader, Period], list[DigestBlock]]
HoldingsFunction = Callable[[Reader, str, date], list[Holding]]
