"""A branch of ten: a committee of three, seven ordinary members in two groups, one of whom is on probation."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.roster.feature import FEATURE as ROSTER
from dangjian_desktop.roster.records import RECORDS as ROSTER_RECORDS
from dangjian_desktop.store import Schema, Store
from dangjian_desktop.talks.feature import FEATURE
from dangjian_desktop.talks.records import RECORDS

NOW = datetime(2026, 10, 12, 9, 0)
SCHEMA = Schema.of(*ROSTER_RECORDS, *RECORDS)
COMMITTEE = ("李卫国", "陈静", "张晓梅")
OTHERS = ("周明", "钱珺", "严冬", "唐甯", "单晟", "仇喆", "方璟")
_POSTS = ("secretary", "organization_commissioner", "discipline_commissioner")


@dataclass
class Office:
    """A store, its clock, and the ids of its people by name."""

    store: Store
    clock: FixedClock
    ids: dict[str, str]

    def do(self, verb: str, /, **fields: object) -> str:
        action = next(one for one in (*FEATURE.actions, *ROSTER.actions) if one.name == verb)
        with self.store.write(action.label, verb=verb) as tx:
            return str(action.run(tx, parse_input(action.input, fields)))

    def talk(self, first: str, second: str, day: str = "2026-05-06", **fields: object) -> str:
        people = {"initiator": self.ids[first], "partner": self.ids[second]}
        return self.do("add_talk", day=day, **people, **fields)

    def talk_all(self, *, but: str = "") -> None:
        """Everything that a year asks for, except what ``but`` would need."""
        for first, second in ((0, 1), (0, 2), (1, 2)):
            self.talk(COMMITTEE[first], COMMITTEE[second])
        told = [name for name in OTHERS if name != but]
        for name, other in zip(told, [*told[1:], told[0]], strict=True):
            self.talk("李卫国", name)
            self.talk(name, other)


def fill(store: Store, clock: FixedClock) -> Office:
    office = Office(store, clock, {})
    for name in (*COMMITTEE, *OTHERS):
        converted = {} if name == "方璟" else {"converted_on": date(2011, 6, 1)}
        joined = date(2026, 3, 1) if name == "方璟" else date(2010, 6, 1)
        office.ids[name] = office.do("add_member", name=name, joined_on=joined, **converted)
    for group, names in (("第一党小组", OTHERS[:4]), ("第二党小组", (*OTHERS[4:], *COMMITTEE))):
        office.do("add_party_group", name=group, members=tuple(office.ids[name] for name in names))
    seats = tuple({"member": office.ids[name], "post": post} for name, post in zip(COMMITTEE, _POSTS, strict=True))
    office.do("form_committee", formed_on="2025-01-10", name="第五届", seats=seats)
    return office


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    with Store.open(tmp_path / "data", SCHEMA, clock=clock, ids=SeededIds(1), device="办公电脑") as store:
        yield fill(store, clock)
