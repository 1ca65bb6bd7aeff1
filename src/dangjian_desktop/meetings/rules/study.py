"""Whether the time of a segment counts as study, and the rates of attendance (rules.md 0.8)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from dangjian_desktop.meetings.rules.kinds import SegmentKind

STUDY_FORMS = ("学习", "党课", "研学", "导学", "讲座", "培训", "研讨", "轮讲", "讲坛", "授课")
"""What stands in the words of a form (集中学习、交流研讨) that is study."""


def counts_as_study(kind: str | None, form: str | None, own: bool | None) -> bool:
    """Whether a segment is study: as was put down for it, else a 党课, else what its form says (集中学习)."""
    if own is not None:
        return own
    return kind == SegmentKind.PARTY_LECTURE or any(word in (form or "") for word in STUDY_FORMS)


def percent(part: int, whole: int) -> Decimal | None:
    """``part`` of ``whole`` in per cent with one decimal, rounded half up; None of nothing."""
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
