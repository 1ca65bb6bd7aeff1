"""A branch of ten with the whole program: a committee of three, one member on probation, two Party groups."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from dangjian_desktop.appraisal.reading import AppraisalRow, YearView, year_view
from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.feature import schema_of
from dangjian_desktop.features import FEATURES
from dangjian_desktop.store import Store

NOW = datetime(2026, 12, 18, 17, 0)
SCHEMA = schema_of(FEATURES)
COMMITTEE = ("李卫国", "陈静", "张晓梅")
OTHERS = ("周明", "钱珺", "严冬", "唐甯", "单晟", "仇喆", "方璟")
_POSTS = ("secretary", "organization_commissioner", "discipline_commissioner")


@dataclass
class Office:
    """A store, its clock, and the ids of its people by name."""

    store: Store
    clock: FixedClock
    ids: dict[str, str]
    year: str = ""

    def do(self, verb: str, /, **fields: object) -> str:
        """Carry out any verb of the program as the command line does."""
        action = next(one for feature in FEATURES for one in feature.actions if one.name == verb)
        with self.store.write(action.label, verb=verb) as tx:
            return str(action.run(tx, parse_input(action.input, fields)))

    def begin(self, year: int = 2026, **fields: object) -> str:
        self.year = self.do("begin_org_life", attributed_year=year, **fields)
        return self.year

    def change(self, **changes: object) -> None:
        self.do("edit_org_life", id=self.year, changes=changes)

    def view(self, year: int = 2026) -> YearView:
        with self.store.read() as reader:
            return year_view(reader, year, self.clock.now.date())

    def person(self, name: str) -> AppraisalRow:
        return next(row for row in self.view().people if row.name == name)

    def counts(self, issued: int = 10, returned: int = 10, **sums: tuple[int, int, int, int]) -> None:
        """Enter the tally; everybody not named gets one 优秀 and the rest 合格."""
        rows: list[dict[str, Any]] = []
        for row in self.view().graded:
            four = sums.get(row.name, (1, returned - 1, 0, 0))
            keys = ("excellent", "qualified", "basically_qualified", "unqualified")
            rows.append({"member": row.member, **dict(zip(keys, four, strict=True))})
        self.do("enter_ballot_counts", year=self.year, issued=issued, returned=returned, counts=rows)

    def verdict(self, grade: str, *names: str) -> None:
        members = [self.ids[name] for name in names] or [row.member for row in self.view().graded if not row.verdict]
        self.do("give_verdicts", year=self.year, members=members, grade=grade)

    def hold(self, day: str = "2026-12-16") -> str:
        """Plan the meeting, and sign everybody in but one."""
        gathering = self.do("plan_org_life_meeting", year=self.year, day=day, place="三楼会议室")
        self.do("mark_all_present", gathering=gathering)
        self.do("set_attendance", gathering=gathering, person=self.ids["严冬"], state="sick_leave")
        return gathering


def fill(store: Store, clock: FixedClock) -> Office:
    office = Office(store, clock, {})
    office.do("set_branch", changes={"name": "县政务服务中心机关第一党支部"})
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


@pytest.fixture
def begun(office: Office) -> Office:
    office.begin(theme="把群众的事办得更快")
    return office


@pytest.fixture(scope="session")
def qapp() -> Any:
    from dangjian_desktop.ui.bootstrap import make_application

    return make_application(["tests"]).qt


@pytest.fixture
def data(tmp_path: Path, clock: FixedClock) -> tuple[Path, Office]:
    with Store.open(tmp_path / "data", SCHEMA, clock=clock, ids=SeededIds(1)) as store:
        return tmp_path / "data", fill(store, clock)


@pytest.fixture
def bench(qapp: Any, qtbot: Any, data: tuple[Path, Office], clock: FixedClock) -> Iterator[Any]:
    """At the window of a branch whose year was begun."""
    from .bench import Bench

    folder, office = data
    with Store.open(folder, SCHEMA, clock=clock, ids=SeededIds(2)) as store:
        Office(store, clock, office.ids).begin(theme="把群众的事办得更快")
    made = Bench(qtbot, folder, clock, office.ids)
    yield made
    made.close()
