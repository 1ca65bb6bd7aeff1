"""A branch of nine with two groups, worked through the verbs of all capabilities."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.feature import find_action, schema_of
from dangjian_desktop.features import FEATURES
from dangjian_desktop.store import Store

NOW = datetime(2026, 10, 12, 9, 0)
TODAY = NOW.date()
SCHEMA = schema_of(FEATURES)
NAMES = ("李卫国", "陈静", "张晓梅", "周明", "钱珺", "严冬", "唐甯", "单晟", "仇喆")
POSTS = ("secretary", "organization_commissioner", "publicity_commissioner", "discipline_commissioner")


@dataclass
class Office:
    """A store, its clock, its people and groups by name."""

    store: Store
    clock: FixedClock
    ids: dict[str, str] = field(default_factory=dict)
    groups: list[str] = field(default_factory=list)

    def do(self, verb: str, /, **fields: object) -> Any:
        with self.store.read() as reader:
            action = find_action(reader, verb)
        with self.store.write(action.label, verb=verb) as tx:
            return action.run(tx, parse_input(action.input, fields))

    def ask(self, read: Any, *args: object) -> Any:
        with self.store.read() as reader:
            return read(reader, *args)

    def send(self, name: str, **fields: object) -> str:
        values = {"organisation": "县委办机关支部", "issued_on": "2026-07-01", "letter_number": "18号", **fields}
        return str(self.do("send_out", member=self.ids[name], **values))


def fill(store: Store, clock: FixedClock) -> Office:
    office = Office(store, clock)
    for name in NAMES:
        office.ids[name] = office.do("add_member", name=name, joined_on="2010-06-01", converted_on="2011-06-01")
    for place, name in enumerate(("第一党小组", "第二党小组")):
        members = tuple(office.ids[one] for one in NAMES[place::2])
        office.groups.append(
            office.do("add_party_group", name=name, members=members, leader=office.ids[NAMES[place + 4]])
        )
    seats = tuple({"member": office.ids[name], "post": post} for name, post in zip(NAMES, POSTS, strict=False))
    office.do("form_committee", formed_on="2025-01-10", name="第五届", seats=seats)
    return office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    clock = FixedClock(NOW)
    with Store.open(tmp_path / "data", SCHEMA, clock=clock, ids=SeededIds(1), device="办公电脑") as store:
        yield fill(store, clock)


def day(text: str) -> date:
    return date.fromisoformat(text)
