"""Upgrading: a newer program's columns come by replay; the old file stays until the new one is verified."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Mapped

from dangjian_desktop.base.errors import Damaged, Refused
from dangjian_desktop.store import Record, Schema, Upcaster, column


class OldTrip(Record):
    __tablename__ = "t_trips"
    __label__ = "旅行"

    title: Mapped[str | None] = column("题目", search=True)


def trip_schema(class_name, *upcasters, **columns):
    """Another program's idea of trips: the same table in a registry of its own."""
    from sqlalchemy.orm import DeclarativeBase

    from dangjian_desktop.store.schema import Base

    class Fresh(DeclarativeBase):
        type_annotation_map = Base.type_annotation_map

    body = {"__tablename__": "t_trips", "__label__": "旅行", "__annotations__": {}}
    hints = dict(Record.__annotations__)
    hints.pop("__label__")
    from sqlalchemy.orm import mapped_column

    body |= {
        "id": mapped_column(primary_key=True, sort_order=-9),
        "heads": mapped_column(), "deleted": mapped_column(info={"label": "删除"}),
        "merged_into": mapped_column(info={"label": "并入"}), "created_at": mapped_column(), "born": mapped_column(),
    }  # fmt: skip
    body["__annotations__"] = {key: _resolved(value) for key, value in hints.items()}
    for key, (kind, made) in columns.items():
        body[key] = made
        body["__annotations__"][key] = Mapped[kind | None]
    return Schema.of(type(class_name, (Fresh,), body), upcasters=upcasters)


def _resolved(text):
    from dangjian_desktop.store import schema

    return eval(text, vars(schema)) if isinstance(text, str) else text


def test_a_newer_programs_columns_come_by_replay_and_the_older_program_then_refuses(open_store, tmp_path):
    old = Schema.of(OldTrip)
    new = trip_schema(
        "NewTrip",
        Upcaster("t_trips", "title", "name", lambda value: f"《{value}》"),
        name=(str, column("名称", search=True)),
    )
    with open_store("pc", schema=old) as store:
        with store.write("安排") as tx:
            trip = tx.create(OldTrip, {"title": "秋游"})
        with store.write("改") as tx:
            tx.edit(OldTrip, trip, {"title": "冬游"})
        store.settings.set("x", 1)
        store.drafts.put(trip, "t_trips", "title", "草", {})
    with pytest.raises(Refused, match="先升级"):
        open_store("pc", schema=new, read_only=True)
    with open_store("pc", schema=new) as store:
        model = new.kinds["t_trips"].model
        with store.read() as r:
            assert r.need(model, trip).name == "《冬游》"
        assert store.settings.get("x") == 1
        assert store.drafts.of(trip)["title"].raw == "草"
        assert store.verify() == []
        assert store.undo().skipped == ()
        with store.read() as r:
            assert r.need(model, trip).name == "《秋游》"
        assert [backup.reason for backup in store.backups.list()] == ["before-upgrade"]
    with pytest.raises(Refused, match="更新版本"):
        open_store("pc", schema=old)


def test_an_upgrade_of_a_damaged_journal_is_refused_and_leaves_the_file(open_store):
    old = Schema.of(OldTrip)
    new = trip_schema("LaterTrip", title=(str, column("题目")), more=(int, column("更多")))
    with open_store("pc", schema=old) as store:
        for label in ("一", "二"):
            with store.write(label) as tx:
                tx.create(OldTrip, {"title": label})
        with store._core.db.transaction():
            store._core.db.run("UPDATE journal_action SET author='x' WHERE seq=1")
        folder = store.folder
    before = (folder / "store.db").read_bytes()
    with pytest.raises(Damaged, match="核对没有通过"):
        open_store("pc", schema=new)
    assert (folder / "store.db").read_bytes() == before
    assert not (folder / "store.upgrade").exists()
