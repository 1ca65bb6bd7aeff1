"""Periods as the rules count them."""

from __future__ import annotations

from datetime import date

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period


@pytest.mark.parametrize(
    ("text", "first", "last", "label"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026年"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("2023-2", date(2023, 2, 1), date(2023, 2, 28), "2023年2月"),
        ("2026Q3", date(2026, 7, 1), date(2026, 9, 30), "2026年三季度"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "2026年四季度"),
    ],
)
def test_a_typed_period_has_its_days_and_its_words(text: str, first: date, last: date, label: str) -> None:
    period = Period.parse(text)
    assert (period.first, period.last, period.label) == (first, last, label)


@pytest.mark.parametrize("text", ["", "26", "2026-13", "2026-0", "2026Q5", "十月"])
def test_a_period_that_is_none_is_refused_with_how_to_write_it(text: str) -> None:
    with pytest.raises(Refused, match="2026-10"):
        Period.parse(text)


def test_the_period_before_is_of_the_same_length() -> None:
    assert Period.year(2026).before() == Period.year(2025)
    assert Period.month(2026, 1).before() == Period.month(2025, 12)
    assert Period.quarter(2026, 1).before() == Period.quarter(2025, 4)


def test_both_ends_belong_to_a_period() -> None:
    march = Period.month(2026, 3)
    assert date(2026, 3, 1) in march
    assert date(2026, 3, 31) in march
    assert date(2026, 4, 1) not in march
