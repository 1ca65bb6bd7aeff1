"""Writing and reading records."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
import sqlalchemy.exc
from sqlalchemy import insert, select, update

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.store import live, part_id


def test_a_record_comes_back_as_it_was_written_and_stays_readable_after_the_block(store, club):
    values = {
        "title": "秋游",
        "day": date(2026, 10, 12),
        "begins_at": datetime(2026, 10, 12, 8, 30),
        "cost": Decimal("12.50"),
        "indoor": False,
    }
    with store.write("安排出游", verb="plan") as tx:
        outing = tx.create(club.Outing, values)
    with store.read() as r:
        row = r.need(club.Outing, outing)
    assert {name: getattr(row, name) for name in values} == values
    assert row.created_at == datetime(2026, 10, 12, 9, 0)


def test_a_failed_block_leaves_nothing_behind(store, club):
    def fail():
        with store.write("安排出游") as tx:
            tx.create(club.Outing, {"title": "秋游"}, id="one")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.read() as r:
        assert r.get(club.Outing, "one") is None
    assert store.journal.vector() == {}
    assert store.undo_label() is None


def test_several_edits_of_one_record_in_a_block_are_one_operation(store, club):
    with store.write("安排出游") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
        tx.edit(club.Outing, outing, {"cost": Decimal(3)})
        tx.edit(club.Outing, outing, {"title": "秋游二"})
        assert tx.need(club.Outing, outing).title == "秋游二"
    (action,) = store.journal.actions()
    assert len(action.ops) == 1
    assert action.ops[0].sets == {"title": "秋游二", "cost": "3"}
    assert store.journal.top(action.inc).hash == action.digest()


def test_unchanged_values_write_no_action(store, club):
    with store.write("安排出游") as tx:
        outing = tx.create(club.Outing, {"title": "秋游", "cost": Decimal("1.50")})
    with store.write("改") as tx:
        tx.edit(club.Outing, outing, {"title": "秋游", "cost": Decimal("1.5"), "story": None, "phone": ""})
    assert len(list(store.journal.actions())) == 1


def test_listeners_hear_of_a_commit_and_not_of_a_rollback(store, club):
    heard = []
    store.changed.append(heard.append)
    with pytest.raises(Refused), store.write("空") as tx:
        tx.create(club.Outing, {})
    with store.write("安排出游", verb="plan") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
    (changes,) = heard
    assert changes.records == {("t_outings", outing)}
    assert (changes.verb, changes.origin, changes.undoable) == ("plan", "local", True)


def test_parts_keep_their_order_and_can_be_moved(store, club):
    with store.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
        first = tx.add(club.Stop, outing, {"name": "甲"})
        last = tx.add(club.Stop, outing, {"name": "丙"})
        tx.add(club.Stop, outing, {"name": "乙"}, after=first)

    def names():
        with store.read() as r:
            return [stop.name for stop in r.parts(club.Stop, outing)]

    assert names() == ["甲", "乙", "丙"]
    with store.write("移动") as tx:
        tx.move(club.Stop, last, None)
    assert names() == ["丙", "甲", "乙"]
    with store.write("移动") as tx:
        tx.move(club.Stop, last, first)
    assert names() == ["甲", "丙", "乙"]
    with pytest.raises(Refused, match="不在了"), store.write("移动") as tx:
        tx.move(club.Stop, last, "nobody")


def test_a_set_element_is_made_once_edited_after_and_comes_back_after_deletion(store, club):
    with store.write("签到") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
        hiker = tx.create(club.Hiker, {"name": "单小溪"})
        one = tx.put(club.Presence, outing, "presence", hiker, {"state": "present"})
        assert one == part_id(outing, "presence", hiker)
        assert tx.put(club.Presence, outing, "presence", hiker, {"state": "leave"}) == one
        tx.delete(club.Presence, one)
        assert tx.parts(club.Presence, outing) == []
        tx.put(club.Presence, outing, "presence", hiker, {"state": "present"})
        (row,) = tx.parts(club.Presence, outing)
    assert (row.member, row.state) == (hiker, "present")


def test_a_deleted_record_is_not_live_and_can_be_restored(store, club):
    with store.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
    with store.write("删除") as tx:
        tx.delete(club.Outing, outing)
        tx.delete(club.Outing, outing)
    with store.read() as r:
        assert r.all(select(club.Outing).where(live(club.Outing))) == []
        assert r.get(club.Outing, outing).deleted is True
        with pytest.raises(Refused, match="已被删除"):
            r.need(club.Outing, outing)
    with store.write("恢复") as tx:
        tx.restore(club.Outing, outing)
        assert tx.need(club.Outing, outing).title == "秋游"
    assert store.journal.vector()[store.journal.inc].seq == 3


def test_writing_past_the_journal_raises(store, club):
    with store.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
    for statement in (insert(club.Outing).values(id="x", heads="{}"), update(club.Outing).values(title="改")):
        with pytest.raises(sqlalchemy.exc.OperationalError, match="readonly"), store.read() as r:
            r.database.session.execute(statement)
    with store.read() as r:
        assert r.need(club.Outing, outing).title == "秋游"


def test_unknown_fields_wrong_types_and_missing_records_are_refused(store, club):
    with pytest.raises(TypeError, match="no field nonsense"), store.write("x") as tx:
        tx.create(club.Outing, {"nonsense": 1})
    with pytest.raises(TypeError, match="date expected"), store.write("x") as tx:
        tx.create(club.Outing, {"day": "2026-10-12"})
    with pytest.raises(Refused, match="找不到"), store.write("x") as tx:
        tx.edit(club.Outing, "nobody", {"title": "改"})
    with pytest.raises(RuntimeError), store.write("x"), store.write("y"):
        pass


def test_undo_and_redo_of_a_creation_with_parts(store, club):
    with store.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
        tx.add(club.Stop, outing, {"name": "甲"})
    assert store.undo_label() == "安排"
    undone = store.undo()
    assert undone.skipped == ()
    with store.read() as r:
        assert r.get(club.Outing, outing).deleted is True
    assert (store.undo_label(), store.redo_label()) == (None, "安排")
    assert store.redo().skipped == ()
    with store.read() as r:
        assert r.need(club.Outing, outing).title == "秋游"
        assert [stop.name for stop in r.parts(club.Stop, outing)] == ["甲"]
