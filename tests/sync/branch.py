"""An invented branch for these tests: its records, and PCs that work on it and exchange bundles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import Attachment, Part, Policy, Record, Schema, Store, column
from dangjian_desktop.sync import Exported, Imported, Preview, apply, export_sync, read_bundle


class Meeting(Record):
    __tablename__ = "y_meetings"
    __label__ = "会议"

    title: Mapped[str | None] = column("题目", search=True)
    day: Mapped[date | None] = column("日期")
    place: Mapped[str | None] = column("地点")
    notes: Mapped[str | None] = column("谈话要点", policy=Policy.PRIVATE)
    memo: Mapped[str | None] = column("自己备忘", policy=Policy.OWN)


class Item(Part):
    __tablename__ = "y_items"
    __label__ = "议题"
    __owner_kind__ = "y_meetings"

    text: Mapped[str | None] = column("内容")


class Person(Record):
    __tablename__ = "y_people"
    __label__ = "党员"

    name: Mapped[str | None] = column("姓名", search=True)
    born_on: Mapped[date | None] = column("出生日期")


class Presence(Part):
    __tablename__ = "y_presences"
    __label__ = "出席"
    __owner_kind__ = "y_meetings"

    member: Mapped[str | None] = column("人员", ref="y_people")
    state: Mapped[str | None] = column("状态")


class Reminder(Record):
    __tablename__ = "y_reminders"
    __label__ = "个人提醒"

    text: Mapped[str | None] = column("内容", policy=Policy.OWN)


SCHEMA = Schema.of(Meeting, Item, Person, Presence, Reminder)
SHARED = ("y_meetings", "y_items", "y_people", "y_presences", "attachments")


@dataclass
class PC:
    """One PC of the branch: its store, and what a secretary does on it."""

    name: str
    store: Store
    clock: FixedClock
    desk: Path
    is_open: bool = True

    def close(self) -> None:
        if self.is_open:
            self.is_open = False
            self.store.close()

    def meet(self, title: str, **values: Any) -> str:
        with self.store.write(f"登记会议：{title}", "plan") as tx:
            return tx.create(Meeting, {"title": title, **values})

    def edit(self, meeting: str, seen: Any = None, **values: Any) -> None:
        with self.store.write("修改会议", "edit") as tx:
            tx.edit(Meeting, meeting, values, seen)

    def delete(self, meeting: str) -> None:
        with self.store.write("删除会议", "delete") as tx:
            tx.delete(Meeting, meeting)

    def attach(self, owner: str, name: str, data: bytes) -> str:
        file = self.desk / name
        file.write_bytes(data)
        stored = self.store.attachments.add(file)
        with self.store.write("添加附件", "attach") as tx:
            tx.add(Attachment, owner, {"sha256": stored.sha256, "name": name, "size": stored.size, "role": "photo"})
        return stored.sha256

    def get(self, model: type[Record], id: str) -> Any:
        with self.store.read() as reader:
            return reader.get(model, id)

    def conflicts(self) -> list[Any]:
        with self.store.read() as reader:
            return reader.conflicts()

    def shared(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that PCs which exchanged everything must agree on: rows, heads, conflicts."""
        with self.store.read() as reader:
            result: dict[str, list[tuple[Any, ...]]] = {}
            for kind in self.store.schema.kinds.values():
                if kind.own:
                    continue
                hidden = {name for name in kind.fields if kind.policy(name) is Policy.OWN}
                columns = [c for c in kind.table.columns if c.name not in hidden and c.name != "heads"]
                rows = reader.rows(select(*columns, kind.table.c.heads).order_by(kind.table.c.id))
                result[kind.name] = [(*row[:-1], _without(row[-1], hidden)) for row in rows]
            result["conflicts"] = [(c.kind, c.record, c.field, c.heads) for c in reader.conflicts()]
        return result

    def export(self, passphrase: str | None = None, **options: Any) -> Path:
        return self.exported(passphrase, **options).path

    def exported(self, passphrase: str | None = None, **options: Any) -> Exported:
        target = self.desk / f"{self.name}-{len(list(self.desk.iterdir()))}.djb"
        return export_sync(self.store, target, passphrase, Progress(), **options)

    def read(self, path: Path, passphrase: str | None = None) -> Preview:
        return read_bundle(self.store, path, passphrase, Progress())

    def take(self, path: Path, passphrase: str | None = None) -> Imported:
        return apply(self.store, self.read(path, passphrase), Progress())

    def take_from(self, other: PC) -> Imported:
        return self.take(other.export())


def _without(heads: str, hidden: set[str]) -> str:
    import json

    return str({name: ops for name, ops in sorted(json.loads(heads).items()) if name not in hidden})


OpenPC = Callable[..., PC]


def open_pc(folder: Path, name: str, clock: FixedClock, *, seed: str = "", **options: Any) -> PC:
    """Open (or make) a PC whose data lies in ``folder/name``."""
    desk = folder / f"{name}-desk"
    desk.mkdir(exist_ok=True, parents=True)
    options = {"device": name, **options}
    store = Store.open(folder / name, SCHEMA, clock=clock, ids=SeededIds(f"{name}{seed}"), **options)
    return PC(name, store, clock, desk)
