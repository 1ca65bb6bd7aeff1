"""A branch of ten: a committee of three, seven ordinary members in two groups, one of whom is on probation."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.feature import Feature, schema_of
from dangjian_desktop.features import FEATURES
from dangjian_desktop.store import Reader, Store
from dangjian_desktop.study.reading.plan import PlanView, plan_view

NOW = datetime(2026, 10, 12, 9, 0)
COMMITTEE = ("李卫国", "陈静", "张晓梅")
OTHERS = ("周明", "钱珺", "严冬", "唐甯", "单晟", "仇喆", "方璟")
_POSTS = ("secretary", "organization_commissioner", "discipline_commissioner")
ROOMS = ("study", "roster", "meetings", "links", "regulations", "core_tasks", "workbench")
OFFICE_FEATURES: tuple[Feature, ...] = tuple(one for one in FEATURES if one.name in ROOMS)
SCHEMA = schema_of(OFFICE_FEATURES)
R = TypeVar("R")


@dataclass
class Office:
    """A store, its clock, and the ids of its people by name."""

    store: Store
    clock: FixedClock
    ids: dict[str, str] = field(default_factory=dict)

    def do(self, verb: str, /, **fields: object) -> Any:
        action = next(one for feature in OFFICE_FEATURES for one in feature.actions if one.name == verb)
        with self.store.write(action.label, verb=verb) as tx:
            return action.run(tx, parse_input(action.input, fields))

    def read(self, work: Callable[[Reader], R]) -> R:
        with self.store.read() as reader:
            return work(reader)

    def plan(self, year: int = 2026) -> PlanView:
        return self.read(lambda reader: plan_view(reader, year, self.clock().date()))

    def item(self, content: str, month: int | None = 10, **fields: object) -> str:
        made = {"form": "seminar", "hours": 2} | fields
        return str(self.do("add_plan_item", year=2026, content=content, month=month, **made))

    def session(
        self, day: str, content: str = "学习", start: str = "14:30", end: str = "16:30", **fields: object
    ) -> str:
        made = {"form": "group_study"} | fields
        return str(self.do("add_study_session", day=day, content=content, start=start, end=end, **made))

    def there(self, session: str, *absent: str, state: str = "official_business") -> None:
        self.do("mark_all_present_at_study", session=session)
        for name in absent:
            self.do("set_study_attendance", session=session, person=self.ids[name], state=state)

    def meeting(self, day: str, *kinds: str, start: str = "14:30", end: str = "16:30") -> str:
        segments = [{"kind": kind, **({"form": "集中学习"} if kind == "theme_party_day" else {})} for kind in kinds]
        made = self.do("plan_gathering", day=day, start=start, end=end, place="三楼会议室", segments=segments)
        self.do("mark_all_present", gathering=made)
        return str(made)


def fill(store: Store, clock: FixedClock) -> Office:
    office = Office(store, clock)
    office.do("set_branch", changes={"name": "县政府办公室机关第一党支部"})
    for name in (*COMMITTEE, *OTHERS):
        converted = {} if name == "方璟" else {"converted_on": date(2011, 6, 1)}
        joined = date(2026, 3, 1) if name == "方璟" else date(2010, 6, 1)
        office.ids[name] = office.do("add_member", name=name, joined_on=joined, **converted)
    for group, names in (("第一党小组", OTHERS[:4]), ("第二党小组", (*OTHERS[4:], *COMMITTEE))):
        office.ids[group] = office.do("add_party_group", name=group, members=tuple(office.ids[name] for name in names))
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
