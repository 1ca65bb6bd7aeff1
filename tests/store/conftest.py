"""An invented schema (a club with outings) and stores on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy.orm import Mapped

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.store import Part, Policy, Record, Schema, Store, column


class Outing(Record):
    __tablename__ = "t_outings"
    __label__ = "出游"

    title: Mapped[str | None] = column("题目", search=True)
    day: Mapped[date | None] = column("日期")
    begins_at: Mapped[datetime | None] = column("开始时间")
    cost: Mapped[Decimal | None] = column("费用")
    story: Mapped[str | None] = column("记述", search=True, long=True)
    guide: Mapped[str | None] = column("向导", ref="t_hikers")
    phone: Mapped[str | None] = column("电话", policy=Policy.PRIVATE)
    remark: Mapped[str | None] = column("自己备忘", policy=Policy.OWN)
    rank: Mapped[str | None] = column("显示次序", policy=Policy.QUIET)
    indoor: Mapped[bool | None] = column("室内")


class Stop(Part):
    __tablename__ = "t_stops"
    __label__ = "站点"
    __owner_kind__ = "t_outings"

    name: Mapped[str | None] = column("站名", search=True)
    minutes: Mapped[int | None] = column("停留分钟")


class Presence(Part):
    __tablename__ = "t_presences"
    __label__ = "到场"
    __owner_kind__ = "t_outings"

    member: Mapped[str | None] = column("人员", ref="t_hikers")
    state: Mapped[str | None] = column("状态")


class Hiker(Record):
    __tablename__ = "t_hikers"
    __label__ = "人员"

    name: Mapped[str | None] = column("姓名", search=True)
    name_keys: Mapped[str | None] = column("拼音", policy=Policy.LOCAL, pinyin_of="name")


class Reminder(Record):
    __tablename__ = "t_reminders"
    __label__ = "个人提醒"

    text: Mapped[str | None] = column("内容", policy=Policy.OWN)


SCHEMA = Schema.of(Outing, Stop, Presence, Hiker, Reminder)
OpenStore = Callable[..., Store]


@pytest.fixture(scope="session")
def club() -> SimpleNamespace:
    """The classes of the invented schema."""
    return SimpleNamespace(Outing=Outing, Stop=Stop, Presence=Presence, Hiker=Hiker, Reminder=Reminder, schema=SCHEMA)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 10, 12, 9, 0))


@pytest.fixture
def open_store(tmp_path: Path, clock: FixedClock) -> Iterator[OpenStore]:
    """Opens a store in a folder of ``tmp_path`` by name; all are closed at the end."""
    opened: list[Store] = []

    def make(name: str = "pc", **options: object) -> Store:
        values: dict[str, object] = {"clock": clock, "ids": SeededIds(f"{name}{len(opened)}"), "device": name}
        store = Store.open(tmp_path / name, **{"schema": SCHEMA, **values, **options})  # type: ignore[arg-type]
        opened.append(store)
        return store

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: OpenStore) -> Store:
    return open_store()
