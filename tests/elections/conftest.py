"""A branch of twenty full members with a committee of three, one on probation, with the whole program's schema."""

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
from dangjian_desktop.elections.reading import ElectionView, RoundView, election_view
from dangjian_desktop.feature import schema_of
from dangjian_desktop.features import FEATURES
from dangjian_desktop.store import Store

NOW = datetime(2026, 10, 12, 9, 0)
NAMES = (
    "李卫国", "陈静", "张晓梅", "周明", "钱珺", "严冬", "唐甯", "单晟", "仇喆", "方璟",
    "何建华", "吴晓红", "郑立群", "冯素珍", "蒋一鸣", "沈国栋", "韩雪梅", "杨帆", "朱永年", "秦海燕",
)  # fmt: skip
_POSTS = ("secretary", "organization_commissioner", "discipline_commissioner")


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

    def view(self, election: str) -> ElectionView:
        with self.store.read() as reader:
            found = election_view(reader, election)
        assert found is not None
        return found

    def round(self, election: str, place: int = 0) -> RoundView:
        return self.view(election).rounds[place]

    def people(self, *names: str) -> list[str]:
        return [self.ids[name] for name in names]

    def ready(self, *names: str, seats: int = 3, present: int | None = 20, **fields: object) -> str:
        """An election on today's date with both approvals and these candidates."""
        fields = {"kind": "term", "planned_on": "2026-10-12", "seats": seats, **fields}
        election = self.do("start_election", **fields)
        days = {
            "hold_requested_on": "2026-08-20",
            "hold_approved_on": "2026-08-28",
            "candidates_requested_on": "2026-09-20",
            "candidates_approved_on": "2026-09-28",
            "present": present,
        }
        self.do("edit_election", id=election, changes=days)
        self.do("set_candidates", round=self.round(election).id, members=self.people(*names))
        return election

    def count(self, election: str, place: int = 0, *, papers: int = 20, invalid: int = 0, **yes: int) -> str:
        """Enter the votes of a ballot by names."""
        votes = [{"member": self.ids[name], "yes": number} for name, number in yes.items()]
        round_id = self.round(election, place).id
        return self.do("count_round", round=round_id, issued=papers, returned=papers, invalid=invalid, votes=votes)


def fill(store: Store, clock: FixedClock, names: tuple[str, ...] = NAMES) -> Office:
    office = Office(store, clock)
    for name in names:
        office.ids[name] = office.do("add_member", name=name, joined_on="2010-06-01", converted_on="2011-06-01")
    office.ids["新人"] = office.do("add_member", name="新人", joined_on="2026-03-01")
    if len(names) >= 7:
        seats = [{"member": office.ids[name], "post": post} for name, post in zip(names, _POSTS, strict=False)]
        office.do("form_committee", formed_on="2023-10-20", name="第四届支委会", seats=seats)
    office.do("set_branch", changes={"name": "县政务服务中心机关第一党支部"})
    return office


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    with Store.open(tmp_path / "data", schema_of(FEATURES), clock=clock, ids=SeededIds(1), device="办公电脑") as store:
        yield fill(store, clock)


@pytest.fixture
def small(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    """A branch of five full members: no committee (机关条例 第七条)."""
    with Store.open(tmp_path / "small", schema_of(FEATURES), clock=clock, ids=SeededIds(2), device="小支部") as store:
        yield fill(store, clock, NAMES[:5])
