"""Today's gathering, the next days', and minutes that are not final yet."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.feature import DueState
from dangjian_desktop.meetings.open_gatherings import open_gatherings
from dangjian_desktop.meetings.records import Gathering
from dangjian_desktop.store import Schema, Store

TODAY = date(2026, 10, 12)


def _stands(tmp_path: Path, day: date, *, final: bool = False) -> DueState | None:
    from datetime import datetime

    with Store.open(tmp_path / "data", Schema.of(Gathering), clock=FixedClock(datetime(2026, 10, 12, 9))) as store:
        with store.write("登记会议") as tx:
            done = {"finalised_at": datetime(2026, 10, 12, 8)} if final else {}
            tx.create(Gathering, {"title": "支委会", "day": day, **done})
        with store.read() as reader:
            found = open_gatherings(reader, 2026, TODAY)
    return found[0].state if found else None


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (0, DueState.TODAY),
        (1, DueState.SOON),
        (7, DueState.SOON),
        (8, None),
        (-1, DueState.SOON),
        (-30, DueState.SOON),
        (-31, DueState.OVERDUE),
    ],
)
def test_a_gathering_presses_from_a_week_before_until_its_minutes_are_final(
    tmp_path: Path, days: int, state: DueState | None
) -> None:
    assert _stands(tmp_path, TODAY + timedelta(days=days)) is state


def test_a_final_one_presses_no_more(tmp_path: Path) -> None:
    assert _stands(tmp_path, TODAY - timedelta(days=3), final=True) is None
