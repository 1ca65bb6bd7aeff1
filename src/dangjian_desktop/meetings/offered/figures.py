"""Figures of meetings: 参加率 of presence only, 补课率 beside it (rules.md 0.8), and how often each kind was held."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Figure, Metric
from dangjian_desktop.meetings.reading.spans import GatheringSpan, spans_in
from dangjian_desktop.meetings.rules.kinds import KINDS, SegmentKind
from dangjian_desktop.meetings.rules.study import percent
from dangjian_desktop.roster.rules.attendance import Counts
from dangjian_desktop.store import Reader


def totals(gatherings: tuple[GatheringSpan, ...], subject: str | None = None) -> Counts:
    """The counts of these gatherings together (人次), of the branch or of one member."""
    each = [one.counts(subject) for one in gatherings if one.recorded]
    return Counts(
        expected=sum(one.expected for one in each),
        present=sum(one.present for one in each),
        on_leave=sum(one.on_leave for one in each),
        absent=sum(one.absent for one in each),
        only_made_up=sum(one.only_made_up for one in each),
        unregistered=sum(one.unregistered for one in each),
        made_up=sum(one.made_up for one in each),
    )


def attendance_rate(reader: Reader, period: Period, subject: str | None) -> Figure:
    """参加率 in per cent: 实到 of 应到 at recorded gatherings; a make-up is no presence (rules.md 0.8)."""
    gatherings = spans_in(reader, period)
    counts = totals(gatherings, subject)
    return _rate(counts.present, counts.expected, counts, gatherings, subject)


def make_up_rate(reader: Reader, period: Period, subject: str | None) -> Figure:
    """补课率 in per cent: of those who were away, how many made it up. Stands beside 参加率, never inside it."""
    gatherings = spans_in(reader, period)
    counts = totals(gatherings, subject)
    away = counts.expected - counts.present - counts.unregistered
    figure = _rate(counts.made_up, away, counts, gatherings, subject)
    if away or not counts.expected:
        return figure
    return Figure(None, figure.records, figure.complete, figure.missing or "没有人缺席，不用补课。")


def _rate(part: int, whole: int, counts: Counts, gatherings: tuple[GatheringSpan, ...], subject: str | None) -> Figure:
    records = tuple(one.id for one in gatherings if one.recorded and one.counts(subject).expected)
    if not records:
        return Figure(None, complete=False, missing="这段时间没有已签到的会议。")
    left = counts.unregistered
    missing = f"有{left}人次未登记出缺席。" if left else ""
    return Figure(percent(part, whole), records, complete=not left, missing=missing)


def _held(kind: SegmentKind) -> Callable[[Reader, Period, str | None], Figure]:
    def compute(reader: Reader, period: Period, subject: str | None) -> Figure:
        found = [
            one
            for one in spans_in(reader, period)
            if one.recorded and one.holds(kind) and (subject is None or one.counts(subject).present)
        ]
        return Figure(Decimal(len(found)), tuple(one.id for one in found))

    return compute


METRICS: tuple[Metric, ...] = (
    Metric("attendance_rate", "参加率（%）", attendance_rate),
    Metric("make_up_rate", "补课率（%）", make_up_rate),
    *(Metric(f"{kind}_held", f"{info.short}次数", _held(kind)) for kind, info in KINDS.items() if info.duty),
)
"""Of the branch, or of one member: how many were held, or how many of them the member attended."""
