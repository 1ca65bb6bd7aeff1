from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.feature import SampleWorld
from dangjian_desktop.roster.feature import FEATURE
from dangjian_desktop.roster.records import RECORDS
from dangjian_desktop.roster.sample import make_sample
from dangjian_desktop.store import Schema, Store

NOW = datetime(2026, 10, 12, 9, 0)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    with Store.open(tmp_path / "data", Schema.of(*RECORDS), clock=clock, ids=SeededIds(1), device="pc") as opened:
        yield opened


class Desk:
    """Carries out verbs as the window does, one transaction each."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._actions = {action.name: action for action in FEATURE.actions}

    def do(self, verb: str, /, **fields: object) -> object:
        action = self._actions[verb]
        with self.store.write(action.label, verb=verb) as tx:
            return action.run(tx, parse_input(action.input, fields))

    def member(self, name: str, /, **fields: object) -> str:
        fields = {"joined_on": date(2010, 6, 1), "converted_on": date(2011, 6, 1), **fields}
        return str(self.do("add_member", name=name, **fields))


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


@pytest.fixture
def sample(store: Store, clock: FixedClock) -> SampleWorld:
    world = SampleWorld(store=store, clock=clock, seed=1, years=3, members=24, today=NOW.date())
    clock.now = datetime(2023, 1, 1, 9, 0)
    make_sample(world)
    clock.now = NOW
    return world
