"""Deletions and undo between two PCs: what one step did, what came meanwhile, what is done again."""

from __future__ import annotations

import pytest

from dangjian_desktop.store.exchange import Incoming
from dangjian_desktop.store.foreign import parse_action


def bring(source, target):
    actions = [parse_action(action.to_json()) for action in source.exchange.outgoing({})]
    known = list(source.exchange.incarnations().values())
    return target.exchange.apply(Incoming(actions, {}, source.exchange.vector(), source.journal.inc, known))


def value(store, model, record, field="title"):
    with store.read() as r:
        return getattr(r.get(model, record), field)


@pytest.fixture
def pair(open_store, club):
    """Two PCs that hold one outing, and its id."""
    one, two = open_store("甲机"), open_store("乙机")
    with one.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "秋游", "phone": "0"})
        tx.add(club.Stop, outing, {"name": "山门"})
    bring(one, two)
    return one, two, outing


def edit(store, club, outing, **changes):
    with store.write("修改") as tx:
        tx.edit(club.Outing, outing, changes)


def change_and_delete(store, club, outing):
    with store.write("改后删除") as tx:
        tx.edit(club.Outing, outing, {"title": "不去了"})
        tx.delete(club.Outing, outing)
    return club.Outing, outing


def add_a_part_and_delete(store, club, outing):
    with store.write("加站点后删除") as tx:
        tx.add(club.Stop, outing, {"name": "渡口"})
        tx.delete(club.Outing, outing)
    return club.Outing, outing


def sign_in_twice_and_undo_both(store, club, outing):
    """The second undoing puts back both the former state and the deletion by the first one."""
    for state in ("present", "leave"):
        with store.write("签到") as tx:
            record = tx.put(club.Presence, outing, "presence", "h", {"state": state})
        store.undo()
    return club.Presence, record


@pytest.mark.parametrize("work", [change_and_delete, add_a_part_and_delete, sign_in_twice_and_undo_both])
def test_a_deletion_beside_other_changes_in_one_step_is_taken_in_elsewhere(pair, club, work):
    one, two, outing = pair
    model, record = work(one, club, outing)
    bring(one, two)
    assert one.exchange.vector() == two.exchange.vector()
    for store in (one, two):
        assert value(store, model, record, "deleted") is True
        assert store.conflicts() == []
        assert store.verify() == []


@pytest.mark.parametrize("part", [False, True])
def test_undoing_an_edit_of_what_was_deleted_meanwhile_does_not_bring_it_back(pair, club, part):
    one, two, outing = pair
    with one.write("修改") as tx:
        if part:
            tx.edit(club.Stop, tx.parts(club.Stop, outing)[0].id, {"name": "渡口"})
        else:
            tx.edit(club.Outing, outing, {"title": "改"})
    bring(one, two)
    with two.write("删除") as tx:
        tx.delete(club.Outing, outing)
    bring(two, one)
    undone = one.undo()
    assert undone.skipped == (f"这条{'站点' if part else '出游'}已被删除，未撤销",)
    bring(one, two)
    for store in (one, two):
        assert value(store, club.Outing, outing, "deleted") is True
        assert store.conflicts() == []


def test_a_step_that_changed_a_part_and_deleted_its_owner_is_undone_as_a_whole(pair, club):
    one, _two, outing = pair
    with one.write("改站点后删除") as tx:
        stop = tx.parts(club.Stop, outing)[0].id
        tx.delete(club.Outing, outing)
        tx.edit(club.Stop, stop, {"name": "渡口"})
        tx.delete(club.Outing, outing)
    assert one.undo().skipped == ()
    assert value(one, club.Outing, outing, "deleted") is not True
    assert value(one, club.Stop, stop, "name") == "山门"
    assert one.redo().skipped == ()
    assert value(one, club.Outing, outing, "deleted") is True


def test_doing_a_deletion_again_does_not_settle_it_against_what_another_pc_did_again(pair, club):
    one, two, outing = pair
    edit(one, club, outing, title="改")
    bring(one, two)
    with two.write("删除") as tx:
        tx.delete(club.Outing, outing)
    one.undo()
    one.redo()
    bring(one, two)
    assert [conflict.field for conflict in two.conflicts()] == ["deleted"]
    two.undo()
    assert two.conflicts() == []
    two.redo()
    assert [conflict.field for conflict in two.conflicts()] == ["deleted"]
    assert not value(two, club.Outing, outing, "deleted")
