"""A small branch in a fresh data folder: 28 members of whom two are on probation, a committee of five, two groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import pytest

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.meetings.reading import GatheringView, read_gathering
from dangjian_desktop.meetings.records import RECORDS
from dangjian_desktop.meetings.rules.kinds import SegmentKind
from dangjian_desktop.meetings.service import add_agenda_item, plan_gathering
from dangjian_desktop.meetings.service.inputs import AddAgendaItem, NewAgendaItem, NewSegment, PlanGathering
from dangjian_desktop.roster.records import BRANCH_ID, Branch, GroupSpell, Member, PartyGroup, Person, PostSpell
from dangjian_desktop.roster.records import RECORDS as ROSTER
from dangjian_desktop.store import Schema, Store

NAMES = (
    "李卫国|陈静|王强|周明|张晓梅|赵犇|孙喆|钱珺|何建华|吴晓红|郑立群|冯素珍|蒋一鸣|沈国栋|"
    "韩雪梅|杨帆|朱永年|秦海燕|许志远|吕芳|施文斌|孔令宜|曹桂兰|严冬|金晓峰|魏岚|陶然|姜春生"
)
PROBATIONARY = ("陶然", "姜春生")
COMMITTEE = {
    "李卫国": "secretary",
    "陈静": "organization_commissioner",
    "王强": "publicity_commissioner",
    "周明": "discipline_commissioner",
    "赵犇": "commissioner",
}
TODAY = date(2026, 10, 12)
SCHEMA = Schema.of(*ROSTER, *RECORDS)


@dataclass
class World:
    """A store with its clock, and the ids of its people by name."""

    store: Store
    clock: FixedClock
    people: dict[str, str]
    groups: dict[str, str]

    def plan(self, *kinds: SegmentKind | str, day: date | None = TODAY, **more: object) -> str:
        """A gathering with plain segments of these kinds."""
        segments = tuple(NewSegment(kind=SegmentKind(kind)) for kind in kinds)
        values: dict[str, object] = {"start": time(14, 30), "end": time(17, 0), "place": "三楼会议室"}
        values |= {"host": self.people["李卫国"], "recorder": self.people["陈静"], "segments": segments, **more}
        with self.store.write("登记会议", "plan_gathering") as tx:
            return plan_gathering(tx, PlanGathering(day=day, **values))  # type: ignore[arg-type]

    def planned_item(self, kind: str = "general_meeting") -> tuple[str, str]:
        """A gathering with one item on its agenda; the ids of both."""
        gathering = self.plan(kind)
        segment = self.view(gathering).segments[0].id
        item = self.do(add_agenda_item, AddAgendaItem(segment, NewAgendaItem(title="讨论窗口值守安排")))
        return gathering, str(item)

    def do(self, verb: object, data: object) -> object:
        """Carry out one verb as one action."""
        with self.store.write("测试") as tx:
            return verb(tx, data)  # type: ignore[operator]

    def view(self, gathering: str) -> GatheringView:
        with self.store.read() as reader:
            return read_gathering(reader, gathering)

    def person(self, name: str) -> str:
        return self.people[name]


def open_world(folder: Path, seed: int = 1) -> World:
    clock = FixedClock(datetime(2026, 10, 12, 9, 0))
    store = Store.open(folder, SCHEMA, clock=clock, ids=SeededIds(seed), device="测试机", author="陈静")
    people: dict[str, str] = {}
    groups: dict[str, str] = {}
    with store.write("登记名册") as tx:
        tx.create(Branch, {"name": "县政府办公室机关第一党支部", "short_name": "机关第一党支部"}, id=BRANCH_ID)
        for name in ("第一党小组", "第二党小组"):
            groups[name] = tx.create(PartyGroup, {"name": name})
        for index, name in enumerate(NAMES.split("|")):
            probation = name in PROBATIONARY
            joined = date(2026, 3, 1) if probation else date(2010, 7, 1)
            values = {"name": name, "joined_on": joined, "converted_on": None if probation else date(2011, 7, 1)}
            people[name] = tx.create(Member, values)
            group = groups["第一党小组" if index < 14 else "第二党小组"]
            tx.add(GroupSpell, people[name], {"party_group": group})
        for name, post in COMMITTEE.items():
            tx.add(PostSpell, people[name], {"post": post, "since": date(2025, 1, 1)})
        leader = {"post": "group_leader", "party_group": groups["第一党小组"], "since": date(2025, 1, 1)}
        tx.add(PostSpell, people["张晓梅"], leader)
        people["刘洋"] = tx.create(Person, {"name": "刘洋", "category": "activist"})
    return World(store, clock, people, groups)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = open_world(tmp_path / "data")
    with made.store:
        yield made
