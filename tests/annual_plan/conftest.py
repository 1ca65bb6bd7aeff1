"""A branch of nine with a committee, its roster and meetings real; study made up, so that two capabilities propose."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from dangjian_desktop.annual_plan.feature import FEATURE
from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.core_tasks.feature import FEATURE as CORE_TASKS
from dangjian_desktop.feature import Call, Feature, Lane, Proposal, find_action, schedule_of, schema_of
from dangjian_desktop.links.feature import FEATURE as LINKS
from dangjian_desktop.meetings.feature import FEATURE as MEETINGS
from dangjian_desktop.regulations.feature import FEATURE as REGULATIONS
from dangjian_desktop.roster.feature import FEATURE as ROSTER
from dangjian_desktop.store import Reader, Store

NOW = datetime(2026, 12, 10, 9, 0)
NAMES = ("李卫国", "陈静", "张晓梅", "周明", "钱珺", "严冬", "唐甯", "单晟", "仇喆")
_POSTS = ("secretary", "organization_commissioner", "discipline_commissioner")


def _step(day: date) -> Call:
    """A milestone of the only core task: the made-up proposal plans through another capability."""
    return Call("add_core_task", {"title": "营商环境提升", "started_on": day, "due_on": date(day.year, 12, 31)})


def _proposals(reader: Reader, year: int) -> list[Proposal]:
    key = f"made_up.{year}"
    return [Proposal(key, Lane.CORE_TASKS, "营商环境提升启动", date(year, 10, 1), (10, 11), "上级部署", _step)]


MADE_UP = Feature(name="made_up", title="编的", proposals=_proposals)
FEATURES = (MEETINGS, FEATURE, CORE_TASKS, ROSTER, REGULATIONS, LINKS, MADE_UP)
SCHEMA = schema_of(FEATURES)


@dataclass
class Office:
    """A store, its clock and what may be done with it."""

    store: Store
    clock: FixedClock
    ids: dict[str, str]

    def do(self, verb: str, /, **fields: object) -> object:
        with self.store.read() as reader:
            action = find_action(reader, verb)
        with self.store.write(action.label, verb=verb) as tx:
            return action.run(tx, parse_input(action.input, fields))

    def titles(self, year: int = 2027) -> list[str]:
        """Everything on the board of a year: 2027-01-12 1月主题党日."""
        with self.store.read() as reader:
            return [f"{one.day} {one.title}" for one in schedule_of(reader, year, self.clock().date())]

    def label(self) -> str | None:
        """What undo would take back."""
        return self.store.undo_label()


def fill(store: Store, clock: FixedClock) -> Office:
    office = Office(store, clock, {})
    for name in NAMES:
        office.ids[name] = str(office.do("add_member", name=name, joined_on="2010-06-01", converted_on="2011-06-01"))
    seats = tuple({"member": office.ids[name], "post": post} for name, post in zip(NAMES, _POSTS, strict=False))
    office.do("form_committee", formed_on="2025-01-10", name="第五届", seats=seats)
    return office


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    with Store.open(tmp_path / "data", SCHEMA, clock=clock, ids=SeededIds(1), device="办公电脑") as store:
        yield fill(store, clock)
