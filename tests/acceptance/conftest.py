"""A branch of thirty in a data folder, and the real window over it, driven as its user drives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.app import open_desk
from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.feature import schema_of
from dangjian_desktop.features import FEATURES
from dangjian_desktop.roster.inputs import AddMember, AddPartyGroup, AddPerson, FormCommittee, Seat, SetBranch
from dangjian_desktop.roster.rules import PersonCategory, Post
from dangjian_desktop.store import Schema, Store
from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.ui.theme import Density, theme

from .office import Seated

NAMES = (
    "李卫国", "陈静", "王强", "周明", "张晓梅", "赵犇", "孙喆", "钱珺", "何建华", "吴晓红",
    "郑立群", "冯素珍", "蒋一鸣", "沈国栋", "韩雪梅", "杨帆", "朱永年", "秦海燕", "许志远", "吕芳",
    "施文斌", "孔令宜", "曹桂兰", "严冬", "金晓峰", "魏岚", "陶然", "姜春生", "唐甯", "谢晟",
)  # fmt: skip
TODAY = datetime(2026, 9, 21, 9, 0)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application(["acceptance"]).qt


@pytest.fixture(autouse=True)
def _this_pc_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_CONFIG", str(tmp_path / "config"))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(TODAY)


def schema() -> Schema:
    return schema_of(FEATURES)


def action(name: str) -> Any:
    return next(one for feature in FEATURES for one in feature.actions if one.name == name)


@pytest.fixture
def branch(tmp_path: Path, clock: FixedClock) -> Path:
    """A data folder with a branch of thirty full members, a committee of three, two groups and a guest."""
    folder = tmp_path / "甲机"
    with Store.open(folder, schema(), clock=clock, device="甲机", author="陈静") as store:

        def do(name: str, data: Any) -> Any:
            with store.write(action(name).label, verb=name) as tx:
                return action(name).run(tx, data)

        do("set_branch", SetBranch({"name": "县政务服务中心机关第一党支部", "place": "三楼会议室"}))
        joined, full, here = date(2010, 6, 1), date(2011, 6, 1), date(2020, 1, 1)
        members = [
            do("add_member", AddMember(name=name, joined_on=joined, converted_on=full, since=here)) for name in NAMES
        ]
        posts = (Post.SECRETARY, Post.ORGANIZATION_COMMISSIONER, Post.PUBLICITY_COMMISSIONER)
        seats = tuple(Seat(member, post) for member, post in zip(members, posts, strict=False))
        do("form_committee", FormCommittee(date(2024, 3, 1), seats))
        do("add_party_group", AddPartyGroup("第一党小组", date(2024, 3, 1), members[3], tuple(members[3:16])))
        do("add_party_group", AddPartyGroup("第二党小组", date(2024, 3, 1), members[16], tuple(members[16:])))
        do("add_person", AddPerson(name="刘洋", category=PersonCategory.ACTIVIST))
    return folder


@pytest.fixture
def desks(qtbot: QtBot) -> Iterator[Callable[[Path, FixedClock], Seated]]:
    """Opens windows on data folders and closes them at the end."""
    opened: list[Seated] = []

    def sit(folder: Path, clock: FixedClock, size: tuple[int, int] = (1366, 700)) -> Seated:
        theme().set_density(Density.COMPACT)
        desk = open_desk(FEATURES, folder, clock=clock)
        desk.window.resize(*size)
        desk.window.show()
        made = Seated(desk, qtbot)
        made.settle()
        desk.window.resize(*size)
        opened.append(made)
        return made

    yield sit
    for one in opened:
        one.close()


@pytest.fixture
def seated(branch: Path, clock: FixedClock, desks: Any) -> Seated:
    """At the window of the branch."""
    found: Seated = desks(branch, clock)
    return found
