"""Rare turns of the journal: erased values, foreign nonsense, deep parts, steps that can't be undone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Mapped

from dangjian_desktop.base.errors import Damaged, Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import OpId, Part, Schema, column
from dangjian_desktop.store.exchange import Incoming
from dangjian_desktop.store.foreign import parse_action
from dangjian_desktop.store.replay import rebuild


class Point(Part):
    __tablename__ = "t_points"
    __label__ = "要点"
    __owner_kind__ = "t_stops"

    text: Mapped[str | None] = column("内容", search=True)


def bundle(source):
    actions = [parse_action(action.to_json()) for action in source.exchange.outgoing({})]
    known = list(source.exchange.incarnations().values())
    return Incoming(actions, {}, source.exchange.vector(), source.journal.inc, known)


def forged(source, change):
    """A bundle whose last action was rewritten by its author (hash and all)."""
    good = bundle(source)
    last = change(good.actions[-1]).sealed()
    top = {**good.top, last.inc: replace(good.top[last.inc], hash=last.hash)}
    return replace(good, actions=[*good.actions[:-1], last], top=top)


def test_an_erased_value_is_gone_and_the_chain_still_verifies(store, club):
    with store.write("登记") as tx:
        outing = tx.create(club.Outing, {"title": "秋游", "story": "不该写的"})
    with store.write("又一步") as tx:
        tx.edit(club.Outing, outing, {"phone": "1"})
    first, second = store.journal.actions()
    erased = first.without(lambda op, name: name == "story")
    assert (erased.digest(), parse_action(erased.to_json())) == (first.hash, erased)
    assert erased.label == "登记"
    core = store._core
    with core.db.transaction():
        core.journal.remove(second.inc, second.seq)
        core.journal.remove(first.inc, first.seq)
        core.journal.append(erased)
        core.journal.append(second)
        rebuild(core, Progress())
    assert store.verify() == []
    with store.read() as r:
        row = r.need(club.Outing, outing)
    assert (row.title, row.story, row.phone) == ("秋游", None, "1")
    assert "不该写的" not in str(core.db.run("SELECT * FROM journal_action"))
    assert ("记述", "（已抹除）") in {(c.label, c.new) for line in store.history(outing) for c in line.changes}
    assert erased.without(lambda op, name: False) is erased


def test_a_value_of_a_type_the_field_does_not_have_shows_as_empty_and_stays_in_the_journal(open_store, club):
    one, two = open_store("甲"), open_store("乙")
    with one.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "秋游", "guide": "x"})

    def nonsense(action):
        op = replace(action.ops[0], sets={"title": 5, "day": "31.2.", "guide": 7, "merged_into": 3, "deleted": "maybe"})
        return replace(action, ops=(op,))

    two.exchange.apply(forged(one, nonsense))
    with two.read() as r:
        row = r.get(club.Outing, outing)
    assert (row.title, row.day, row.guide, row.merged_into, row.deleted) == (None, None, None, None, False)
    assert two.verify() == []
    assert ("日期", "31.2.") in {(c.label, c.new) for c in two.history(outing)[0].changes}


def test_parts_of_parts_count_as_work_and_a_circle_of_owners_does_no_harm(open_store, club):
    schema = Schema.of(club.Outing, club.Stop, club.Hiker, Point)
    one, two = open_store("甲", schema=schema), open_store("乙", schema=schema)
    with one.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
        stop = tx.add(club.Stop, outing, {"name": "山门"})
    two.exchange.apply(bundle(one))
    with one.write("删除") as tx:
        tx.delete(club.Outing, outing)
    with two.write("要点") as tx:
        point = tx.add(Point, stop, {"text": "看雾"})
    one.exchange.apply(bundle(two))
    assert [conflict.field for conflict in one.conflicts(outing)] == ["deleted"]
    assert {line.label for line in one.history(outing)} == {"安排", "删除", "要点"}
    with one.write("没有主人") as tx:
        tx.create(Point, {"text": "孤儿"})
        tx.edit(Point, point, {"owner": None})
    assert one.conflicts(outing) == []
    assert one.verify() == []


def test_undo_under_a_circle_of_owners_ends(store):
    from dangjian_desktop.store import Attachment

    with store.write("添加") as tx:
        file = tx.create(Attachment, {"name": "一"})
        tx.edit(Attachment, file, {"owner": file})
    with store.write("改名") as tx:
        tx.edit(Attachment, file, {"name": "二"})
    assert store.undo().skipped == ()
    with store.read() as r:
        assert r.get(Attachment, file).name == "一"


def test_a_step_whose_kind_is_gone_from_the_program_is_skipped_and_said(open_store, club):
    schema = Schema.of(club.Outing, club.Stop, club.Hiker, Point)
    with open_store("pc", schema=schema) as store:
        with store.write("要点") as tx:
            tx.create(Point, {"text": "x"})
        with store._core.db.transaction():
            store._core.db.run("DELETE FROM t_points")
        assert store.undo().skipped == ("有一条记录本程序已无法识别，未撤销",)
        assert (store.undo_label(), store.redo_label(), store.undo(), store.redo()) == (None, None, None, None)


def test_what_can_not_be_undone_is_no_step(store, club):
    with store.write("定稿") as tx:
        tx.undoable = False
        tx.create(club.Outing, {"title": "秋游"})
    assert store.undo() is None


def test_a_new_step_ends_redo(store, club):
    with store.write("一") as tx:
        outing = tx.create(club.Outing, {"title": "一"})
    with store.write("二") as tx:
        tx.edit(club.Outing, outing, {"title": "二"})
    store.undo()
    assert store.redo_label() == "二"
    with store.write("三") as tx:
        tx.edit(club.Outing, outing, {"title": "三"})
    assert store.redo_label() is None
    assert [store.undo().label, store.undo().label] == ["三", "一"]


def test_several_steps_are_undone_and_redone_in_turn(store, club):
    with store.write("一") as tx:
        outing = tx.create(club.Outing, {"title": "一"})
    for title in "二三":
        with store.write(title) as tx:
            tx.edit(club.Outing, outing, {"title": title})
    assert [store.undo().label for _ in range(3)] == ["三", "二", "一"]
    assert [store.redo().label for _ in range(3)] == ["一", "二", "三"]
    with store.read() as r:
        assert r.need(club.Outing, outing).title == "三"


def test_settling_may_choose_an_empty_value(open_store, club):
    one, two = open_store("甲"), open_store("乙")
    with one.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "秋游", "story": "有"})
    two.exchange.apply(bundle(one))
    for store, story in ((one, None), (two, "别的")):
        with store.write("改") as tx:
            tx.edit(club.Outing, outing, {"story": story})
    two.exchange.apply(bundle(one))
    (conflict,) = two.conflicts()
    two.settle(conflict, next(side for side in conflict.sides if side.value is None))
    with two.read() as r:
        assert r.need(club.Outing, outing).story is None
    assert two.conflicts() == []


def test_two_deletions_at_once_agree(open_store, club):
    one, two = open_store("甲"), open_store("乙")
    with one.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
    two.exchange.apply(bundle(one))
    for store in (one, two):
        with store.write("删除") as tx:
            tx.delete(club.Outing, outing)
    two.exchange.apply(bundle(one))
    assert two.conflicts() == []
    with two.write("恢复") as tx:
        tx.restore(club.Outing, outing)
    one.exchange.apply(bundle(two))
    with one.read() as r:
        assert r.need(club.Outing, outing).title == "秋游"


def test_an_operation_the_journal_lacks_is_called_damage(store, club):
    with store.write("一") as tx:
        tx.create(club.Outing, {"title": "一"})
    inc = store.journal.inc
    for missing in (OpId(inc, 1, 7), OpId(inc, 9, 0)):
        with pytest.raises(Damaged, match="缺少一步"):
            store.journal.find(missing)
    assert store.journal.device("0123456789") == "未知电脑（012345）"
    assert store.conflicts() == []


def test_a_form_from_before_a_taken_back_import_still_saves(open_store, club):
    one, two = open_store("甲"), open_store("乙")
    with one.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
    two.exchange.apply(bundle(one))
    with one.write("改") as tx:
        tx.edit(club.Outing, outing, {"title": "改"})
    two.exchange.apply(bundle(one))
    with two.read() as r:
        seen = r.heads(club.Outing, outing)
    two.exchange.take_back()
    with two.write("保存") as tx:
        tx.edit(club.Outing, outing, {"title": "我的"}, seen=seen)
    assert {side.value for side in two.conflicts()[0].sides} == {"秋游", "我的"}
    assert two.verify() == []


def test_a_cache_of_operations_stays_small(store, club):
    with store.write("很多") as tx:
        for number in range(600):
            tx.create(club.Hiker, {"name": f"n{number}"})
    (action,) = store.journal.actions()
    for index in range(600):
        assert store.journal.find(action.op_id(index)).value("name") == f"n{index}"
    assert len(store.journal._cache) <= 512


def test_work_handed_back_after_a_restore_is_not_renumbered(open_store, club, tmp_path, clock):
    """A restored PC gets its own later work back from a colleague; then a copy of it tells another story."""
    import shutil

    from dangjian_desktop.store import Store

    one, two = open_store("甲"), open_store("乙")
    with one.write("一") as tx:
        outing = tx.create(club.Outing, {"title": "一"})
    file = one.backups.write_file(tmp_path / "b.zip")
    one.close()
    shutil.copytree(tmp_path / "甲", tmp_path / "副本")
    one, copy = open_store("甲"), open_store("副本")
    for store, title in ((one, "原件"), (copy, "副本")):
        with store.write(title) as tx:
            tx.edit(club.Outing, outing, {"title": title})
    two.exchange.apply(bundle(one))
    one.close()
    Store.restore_file(file, tmp_path / "甲", club.schema, clock=clock)
    one = open_store("甲")
    assert one.exchange.apply(bundle(two)).actions == 1
    with pytest.raises(Refused, match="已经给过别的电脑"):
        one.exchange.apply(bundle(copy))
    assert one.verify() == []


def test_an_old_field_whose_value_was_withheld_is_read_as_the_new_one_too(store, club):
    from dangjian_desktop.store import Upcaster
    from dangjian_desktop.store.journal import Journal

    with store.write("登记") as tx:
        tx.create(club.Outing, {"title": "秋游", "story": "x", "phone": "1"})
    (action,) = store.journal.actions()
    action = action.without(lambda op, name: name == "story")
    casts = (Upcaster("t_outings", "story", "tale"), Upcaster("t_outings", "title", "name", lambda value: f"{value}!"))
    journal = Journal(store._core.db, Schema.of(club.Outing, upcasters=casts), store.clock)
    op = journal.place(action, 0).operation
    assert op.sets == {"name": "秋游!", "phone": "1"}
    assert set(op.withheld) == {"tale"}


def test_a_copy_that_has_imported_unrelated_work_is_still_renumbered(open_store, club, tmp_path):
    import shutil

    one, two = open_store("甲"), open_store("乙")
    with one.write("一") as tx:
        outing = tx.create(club.Outing, {"title": "一"})
    with two.write("无关") as tx:
        tx.create(club.Outing, {"title": "无关"})
    one.close()
    shutil.copytree(tmp_path / "甲", tmp_path / "副本")
    one, copy = open_store("甲"), open_store("副本")
    copy.exchange.apply(bundle(two))
    for store, title in ((one, "原件"), (copy, "副本")):
        with store.write(title) as tx:
            tx.edit(club.Outing, outing, {"title": title})
    assert copy.exchange.apply(bundle(one)).restamped
    assert len(copy.conflicts()) == 1
    assert copy.verify() == []


def test_doing_a_deletion_again_does_not_settle_it_against_work_that_came_meanwhile(open_store, club):
    one, two = open_store("甲"), open_store("乙")
    with one.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
    two.exchange.apply(bundle(one))
    with one.write("改") as tx:
        tx.edit(club.Outing, outing, {"phone": "1"})
    with one.write("删除") as tx:
        tx.delete(club.Outing, outing)
    for _ in range(2):
        one.undo()
    for _ in range(2):
        one.redo()
    with one.read() as r:
        assert r.get(club.Outing, outing).deleted is True
    assert one.conflicts() == []
    with two.write("站点") as tx:
        tx.add(club.Stop, outing, {"name": "山门"})
    one.exchange.apply(bundle(two))
    assert [c.field for c in one.conflicts()] == ["deleted"]
    one.undo()
    assert one.conflicts() == []
    one.redo()
    assert [c.field for c in one.conflicts()] == ["deleted"]
    assert one.verify() == []
