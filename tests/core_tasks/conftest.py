"""A branch of three with the whole program's schema, so that links and other capabilities are there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.feature import schema_of
from dangjian_desktop.features import FEATURES
from dangjian_desktop.store import Store

NOW = datetime(2026, 10, 12, 9, 0)
NAMES = ("李卫国", "陈静", "王强")


@dataclass
class Office:
    """A store and the ids of its people by name."""

    store: Store
    clock: FixedClock
    ids: dict[str, str] = field(default_factory=dict)

    def do(self, verb: str, /, **fields: object) -> str:
        action = next(one for feature in FEATURES for one in feature.actions if one.name == verb)
        with self.store.write(action.label, verb=verb) as tx:
            return str(action.run(tx, parse_input(action.input, fields)))

    def task(self, title: str = "营商环境提升", **fields: object) -> str:
        return self.do("add_core_task", title=title, started_on="2026-01-10", due_on="2026-12-20", **fields)

    def meeting(self, title: str, day: str) -> str:
        """A planned 支委会 with a title of its own."""
        return self.do("plan_gathering", day=day, segments=[{"kind": "committee_meeting"}], title=title)


def fill(store: Store, clock: FixedClock) -> Office:
    office = Office(store, clock)
    for name in NAMES:
        office.ids[name] = office.do("add_member", name=name, joined_on="2010-06-01", converted_on="2011-06-01")
    return office


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    with Store.open(tmp_path / "data", schema_of(FEATURES), clock=clock, ids=SeededIds(1), device="办公电脑") as store:
        yield fill(store, clock)
