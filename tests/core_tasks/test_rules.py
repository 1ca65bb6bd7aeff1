"""Effect is told by figures before and after; nothing to compare is not "no change"."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dangjian_desktop.core_tasks.rules import Better, Stand, Verdict, effect, months_wanting, percent, plain, stand

TODAY = date(2026, 10, 12)


@pytest.mark.parametrize(
    ("due_on", "done_on", "expected"),
    [
        (date(2026, 10, 11), None, Stand.OVERDUE),
        (date(2026, 10, 12), None, Stand.SOON),
        (date(2026, 10, 19), None, Stand.SOON),
        (date(2026, 10, 20), None, Stand.OPEN),
        (None, None, Stand.OPEN),
        (date(2026, 10, 1), date(2026, 10, 5), Stand.DONE),
    ],
)
def test_the_last_day_itself_is_not_overdue(due_on: date | None, done_on: date | None, expected: Stand) -> None:
    assert stand(due_on, done_on, TODAY, 7) is expected


@pytest.mark.parametrize(("done", "total", "expected"), [(0, 0, None), (0, 3, 0), (2, 3, 66), (3, 3, 100)])
def test_a_hundred_per_cent_means_all(done: int, total: int, expected: int | None) -> None:
    assert percent(done, total) == expected


def _figures(**months: str) -> dict[date, Decimal]:
    return {date(2026, int(name[1:]), 1): Decimal(value) for name, value in months.items()}


def test_a_given_baseline_is_what_it_was_before() -> None:
    found = effect(_figures(m3="96"), better=Better.HIGHER, started_on=None, baseline=Decimal(93))
    assert found is not None
    assert (found.before, found.before_month, found.after, found.change) == (93, None, 96, 3)
    assert found.verdict is Verdict.IMPROVED


def test_without_a_baseline_the_last_month_before_the_beginning_counts() -> None:
    found = effect(_figures(m1="90", m2="92", m4="97"), better=Better.HIGHER, started_on=date(2026, 3, 15))
    assert found is not None
    assert (found.before, found.before_month) == (92, date(2026, 2, 1))


def test_without_an_earlier_month_the_first_figure_counts() -> None:
    found = effect(_figures(m3="97", m5="96"), better=Better.HIGHER, started_on=date(2026, 3, 15))
    assert found is not None
    assert (found.before_month, found.verdict) == (date(2026, 3, 1), Verdict.WORSE)


@pytest.mark.parametrize(
    ("better", "after", "verdict", "reached"),
    [
        (Better.LOWER, "3", Verdict.IMPROVED, True),
        (Better.LOWER, "3.1", Verdict.IMPROVED, False),
        (Better.LOWER, "5.3", Verdict.WORSE, False),
        (Better.HIGHER, "5.3", Verdict.IMPROVED, True),
        (Better.HIGHER, "5", Verdict.SAME, True),
    ],
)
def test_which_way_is_good_is_the_indicators_own(better: Better, after: str, verdict: Verdict, reached: bool) -> None:
    found = effect(_figures(m1="5", m2=after), better=better, started_on=None, target=Decimal(3))
    assert found is not None
    assert (found.verdict, found.reached) == (verdict, reached)


def test_without_a_target_nothing_is_said_of_reaching_it() -> None:
    found = effect(_figures(m1="5", m2="6"), better=Better.HIGHER, started_on=None)
    assert found is not None
    assert found.reached is None


@pytest.mark.parametrize("figures", [{}, {date(2026, 1, 1): Decimal(5)}])
def test_one_figure_or_none_is_unknown(figures: dict[date, Decimal]) -> None:
    assert effect(figures, better=Better.HIGHER, started_on=None) is None


def test_the_months_that_want_figures_are_those_over_while_the_work_went_on() -> None:
    wanting = months_wanting(
        [date(2026, 4, 1)], started_on=date(2026, 3, 20), closed_on=date(2026, 6, 2), today=date(2026, 8, 1)
    )
    assert wanting == (date(2026, 3, 1), date(2026, 5, 1), date(2026, 6, 1))
    assert months_wanting([], started_on=None, closed_on=None, today=TODAY) == ()
    assert months_wanting([], started_on=date(2025, 1, 1), closed_on=None, today=date(2026, 1, 31)) == ()


@pytest.mark.parametrize(
    ("value", "text"), [("96.50", "96.5"), ("100", "100"), ("0.0", "0"), ("-0", "0"), ("1E+2", "100")]
)
def test_a_figure_is_written_without_needless_zeros(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text
