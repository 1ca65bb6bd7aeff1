"""What passes between PCs: import, conflicts, forks, taking back."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dangjian_desktop.base.errors import Damaged, Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store.exchange import Incoming
from dangjian_desktop.store.foreign import parse_action


def bundle(source, base=None):
    actions = [parse_action(action.to_json()) for action in source.exchange.outgoing(base or {})]
    known = list(source.exchange.incarnations().values())
    return Incoming(actions, base or {}, source.exchange.vector(), source.journal.inc, known, "u盘", "d")


def bring(source, target):
    return target.exchange.apply(bundle(source))


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


def test_an_import_says_what_it_does_and_a_second_changes_nothing(pair, club):
    one, two, outing = pair
    edit(one, club, outing, title="秋游改")
    heard = []
    two.changed.append(heard.append)
    effect = two.exchange.preview(bundle(one))
    assert value(two, club.Outing, outing) == "秋游"
    assert two.exchange.apply(bundle(one)) == effect
    assert [(k.kind, k.new, k.changed) for k in effect.kinds] == [("t_outings", 0, 1)]
    assert value(two, club.Outing, outing) == "秋游改"
    before = two.exchange.vector()
    again = two.exchange.apply(bundle(one))
    assert (again.actions, two.exchange.vector()) == (0, before)
    assert [changes.origin for changes in heard] == ["import"]


def test_two_people_change_one_field_and_both_values_survive_until_settled(pair, club):
    one, two, outing = pair
    edit(one, club, outing, title="一")
    edit(two, club, outing, title="二")
    bring(one, two)
    bring(two, one)
    assert value(one, club.Outing, outing) == value(two, club.Outing, outing)
    (conflict,) = two.conflicts(outing)
    assert {side.value for side in conflict.sides} == {"一", "二"}
    assert {side.device for side in conflict.sides} == {"甲机", "乙机"}
    chosen = next(side for side in conflict.sides if side.value == "一")
    two.settle(conflict, chosen)
    assert two.conflicts() == []
    with pytest.raises(Refused, match="已经核对过"):
        two.settle(conflict, chosen)
    bring(two, one)
    assert one.conflicts() == []
    assert value(one, club.Outing, outing) == "一"
    two.undo()
    assert len(two.conflicts()) == 1, "undoing a settlement brings the conflict back"
    assert two.redo().skipped == ()
    assert two.conflicts() == []


def test_the_same_value_typed_by_two_people_is_no_conflict(pair, club):
    one, two, outing = pair
    for store in pair[:2]:
        edit(store, club, outing, title="同")
    bring(one, two)
    assert two.conflicts() == []
    edit(two, club, outing, title="新")
    bring(two, one)
    assert (one.conflicts(), value(one, club.Outing, outing)) == ([], "新")


def test_a_form_open_during_an_import_makes_a_conflict_and_overwrites_nothing(pair, club):
    one, two, outing = pair
    with two.read() as r:
        seen = r.heads(club.Outing, outing)
    edit(one, club, outing, title="对方改的", day=date(2026, 10, 20))
    bring(one, two)
    with two.write("保存") as tx:
        tx.edit(club.Outing, outing, {"title": "我打的", "day": None}, seen=seen)
    (conflict,) = two.conflicts()
    assert {side.value for side in conflict.sides} == {"对方改的", "我打的"}
    assert value(two, club.Outing, outing, "day") == date(2026, 10, 20), "an untouched field stays as it came"


def test_editing_a_field_in_conflict_supersedes_only_what_shows(pair, club):
    one, two, outing = pair
    edit(one, club, outing, title="一")
    edit(two, club, outing, title="二")
    bring(one, two)
    edit(two, club, outing, title="三")
    (conflict,) = two.conflicts()
    assert "三" in {side.value for side in conflict.sides}
    assert len(conflict.sides) == 2
    two.settle(conflict, "四")
    assert value(two, club.Outing, outing) == "四"


def test_quiet_fields_never_show_a_conflict(pair, club):
    one, two, outing = pair
    edit(one, club, outing, rank="a")
    edit(two, club, outing, rank="b")
    bring(one, two)
    bring(two, one)
    assert two.conflicts() == []
    assert value(one, club.Outing, outing, "rank") == value(two, club.Outing, outing, "rank")


@pytest.mark.parametrize("work", ["edit", "part", "edit part"])
def test_deleting_against_work_keeps_the_record_until_settled(pair, club, work):
    one, two, outing = pair
    with one.read() as r:
        (stop,) = r.parts(club.Stop, outing)
    with one.write("删除") as tx:
        tx.delete(club.Outing, outing)
    with two.write("干活") as tx:
        if work == "edit":
            tx.edit(club.Outing, outing, {"title": "新题"})
        elif work == "part":
            tx.add(club.Stop, outing, {"name": "山顶"})
        else:
            tx.edit(club.Stop, stop.id, {"minutes": 5})
    bring(one, two)
    bring(two, one)
    for store in (one, two):
        (conflict,) = store.conflicts()
        assert (conflict.field, conflict.shown) == ("deleted", False)
        assert not value(store, club.Outing, outing, "deleted")
    keep = next(side for side in conflict.sides if side.value is False)
    one.settle(conflict, True)
    assert value(one, club.Outing, outing, "deleted") is True
    two.settle(conflict, keep)
    bring(one, two)
    (again,) = two.conflicts()
    assert {side.value for side in again.sides} == {True, False}


def test_a_deletion_that_saw_everything_is_no_conflict(pair, club):
    one, two, outing = pair
    with two.write("干活") as tx:
        tx.add(club.Stop, outing, {"name": "山顶"})
    bring(two, one)
    with one.write("删除") as tx:
        tx.delete(club.Outing, outing)
    bring(one, two)
    assert two.conflicts() == []
    assert value(two, club.Outing, outing, "deleted") is True


def test_undo_leaves_alone_what_was_changed_since_and_names_it(pair, club):
    one, two, outing = pair
    edit(two, club, outing, title="二", phone="2")
    bring(two, one)
    edit(one, club, outing, title="一")
    bring(one, two)
    undone = two.undo()
    assert undone.skipped == ("题目已被后来修改，未撤销",)
    assert value(two, club.Outing, outing) == "一"
    assert value(two, club.Outing, outing, "phone") == "0"


def test_undoing_a_creation_others_worked_on_is_left_alone(pair, club):
    one, two, outing = pair
    edit(two, club, outing, phone="5")
    bring(two, one)
    undone = one.undo()
    assert undone.skipped == ("这条出游已被后来修改，未撤销",)
    assert not value(one, club.Outing, outing, "deleted")


def test_own_fields_and_own_records_never_leave_the_pc(pair, club):
    one, two, outing = pair
    with one.write("自己的备忘") as tx:
        tx.create(club.Reminder, {"text": "秘密一"})
    with one.write("自己的备忘二") as tx:
        tx.edit(club.Outing, outing, {"remark": "秘密二"})
    edit(one, club, outing, title="公开", remark="秘密三")
    text = str([action.to_json() for action in one.exchange.outgoing({})])
    assert "秘密" not in text
    assert "自己的备忘" not in text
    bring(one, two)
    assert value(two, club.Outing, outing, "remark") is None
    assert value(two, club.Outing, outing) == "公开"
    assert value(one, club.Outing, outing, "remark") == "秘密三"
    assert two.verify() == []
    again = [action.to_json() for action in two.exchange.outgoing({})]
    assert again[:2] == [action.to_json() for action in one.exchange.outgoing({})][:2]
    assert "（仅在对方电脑上）" in {line.label for line in two.history(outing)}


def test_private_values_travel_but_are_masked_in_history(pair, club):
    one, two, outing = pair
    edit(one, club, outing, phone="9")
    bring(one, two)
    assert value(two, club.Outing, outing, "phone") == "9"
    shown = {(c.label, c.old, c.new) for line in two.history(outing) for c in line.changes}
    assert ("电话", "••••", "••••") in shown
    asked = {(c.label, c.old, c.new) for line in two.history(outing, private=True) for c in line.changes}
    assert ("电话", "0", "9") in asked
    edit(two, club, outing, phone="8")
    edit(one, club, outing, phone="7")
    bring(two, one)
    assert [c.private for c in one.conflicts()] == [True]


def test_a_bundle_that_does_not_reach_what_is_here_is_refused_by_name_and_range(pair, club, open_store):
    one, two, outing = pair
    base = one.exchange.vector()
    edit(one, club, outing, title="后来")
    third = open_store("丙机")
    with pytest.raises(Refused, match="“甲机”的第 1—1 步"):
        third.exchange.apply(bundle(one, base))
    assert third.exchange.vector() == {}
    assert two.exchange.apply(bundle(one, base)).actions == 1


def test_taking_an_import_back_leaves_no_trace_and_it_can_be_imported_again(pair, club):
    one, two, outing = pair
    edit(one, club, outing, title="一")
    with one.write("合并") as tx:
        first = tx.create(club.Hiker, {"name": "甲"})
        second = tx.create(club.Hiker, {"name": "乙"})
        tx.edit(club.Outing, outing, {"guide": first})
        tx.merge(club.Hiker, first, second)
    edit(two, club, outing, title="二")
    vector = two.exchange.vector()
    bring(one, two)
    assert value(two, club.Outing, outing, "guide") == second
    assert two.conflicts()
    assert two.exchange.take_back().actions == 2
    assert two.exchange.vector() == vector
    assert (two.conflicts(), value(two, club.Outing, outing)) == ([], "二")
    assert two.verify() == []
    assert bring(one, two).conflicts == 1
    line = two.exchange.last_import()
    assert (line.device, line.actions, line.source) == ("甲机", 2, "u盘")
    assert set(two.exchange.received()) == {one.journal.inc}


def test_an_import_that_later_work_stands_on_is_not_taken_back(pair, club):
    one, two, outing = pair
    edit(one, club, outing, title="一")
    two.exchange.apply(bundle(one), backup="/备份/某处.db")
    with two.write("接着改") as tx:
        tx.edit(club.Outing, outing, {"title": "二"})
    with pytest.raises(Refused, match=r"“接着改”.*某处"):
        two.exchange.take_back()
    assert value(two, club.Outing, outing) == "二"


def test_without_an_import_there_is_nothing_to_take_back(store):
    with pytest.raises(Refused, match="没有可以撤回"):
        store.exchange.take_back()


def copied(one, open_store, tmp_path, name="副本"):
    one.close()
    shutil.copytree(tmp_path / one.folder.name, tmp_path / name)
    return open_store(one.folder.name), open_store(name)


def test_a_copied_folder_goes_on_under_a_new_incarnation_and_keeps_everything(pair, club, open_store, tmp_path):
    one, _two, outing = pair
    one, copy = copied(one, open_store, tmp_path)
    with copy.write("副本改") as tx:
        tx.edit(club.Outing, outing, {"title": "副本"})
        other = tx.create(club.Outing, {"title": "副本新建"})
    copy.drafts.put(outing, "t_outings", "title", "草稿", None)
    with copy.read() as r:
        copy.drafts.put(outing, "t_outings", "story", "草稿", r.heads(club.Outing, outing))
    edit(one, club, outing, title="原件")
    effect = bring(one, copy)
    assert effect.restamped
    assert copy.journal.inc != one.journal.inc
    (conflict,) = copy.conflicts()
    assert {side.value for side in conflict.sides} == {"副本", "原件"}
    (op,) = copy.drafts.of(outing)["story"].seen["title"]
    assert op.inc == copy.journal.inc
    assert copy.undo().label == "副本改"
    assert value(copy, club.Outing, other, "deleted") is True
    copy.redo()
    assert not bring(copy, one).restamped
    assert value(one, club.Outing, other) == "副本新建"
    assert (one.verify(), copy.verify()) == ([], [])
    assert one.exchange.vector() == copy.exchange.vector()


def test_a_third_pc_refuses_two_stories_of_one_incarnation_and_says_who_must_import_first(
    pair, club, open_store, tmp_path
):
    one, two, outing = pair
    one, copy = copied(one, open_store, tmp_path)
    edit(one, club, outing, title="原件")
    edit(copy, club, outing, title="副本")
    bring(one, two)
    with pytest.raises(Refused, match="请先在“甲机”上导入"):
        bring(copy, two)


def test_a_copy_whose_work_was_handed_on_and_used_is_not_renumbered(pair, club, open_store, tmp_path):
    one, two, outing = pair
    one, copy = copied(one, open_store, tmp_path)
    edit(one, club, outing, title="原件")
    edit(copy, club, outing, title="副本")
    bring(copy, two)
    edit(two, club, outing, title="接着")
    bring(two, copy)
    with pytest.raises(Refused, match="已经给过别的电脑"):
        bring(one, copy)


def test_when_both_copies_were_handed_out_exactly_one_of_them_is_renumbered(pair, club, open_store, tmp_path):
    one, _two, outing = pair
    one, copy = copied(one, open_store, tmp_path)
    for store, title in ((one, "原件"), (copy, "副本")):
        edit(store, club, outing, title=title)
        store.exchange.note_export("stick", store.exchange.vector())
    from_one, from_copy = bundle(one), bundle(copy)
    outcomes = []
    for target, incoming in ((one, from_copy), (copy, from_one)):
        try:
            outcomes.append(target.exchange.apply(incoming).restamped)
        except Refused as refusal:
            outcomes.append(refusal.message)
    assert sum(outcome is True for outcome in outcomes) == 1


def test_a_partial_bundle_is_too_little_to_sort_out_a_copy(pair, club, open_store, tmp_path):
    one, _two, outing = pair
    one, copy = copied(one, open_store, tmp_path)
    for title in ("一", "二"):
        edit(one, club, outing, title=title)
    base = one.exchange.vector()
    edit(one, club, outing, title="三")
    for title in ("四", "五"):
        edit(copy, club, outing, title=title)
    with pytest.raises(Refused, match="不够完整"):
        copy.exchange.apply(bundle(one, base))


def test_contradictory_foreign_actions_are_refused_and_change_nothing(pair, club, open_store):
    one, _two, outing = pair
    edit(one, club, outing, title="一")
    good = bundle(one)
    fresh = open_store("新机")
    first, second = good.actions
    op = second.ops[0]
    wrong = [
        replace(good, actions=[first]),
        replace(good, actions=[second]),
        replace(good, actions=[first, replace(second, prev="0" * 64).sealed()]),
        replace(good, actions=[first, replace(second, lamport=1).sealed()]),
    ]
    nowhere = first.op_id(0)._replace(seq=9)
    for change in (
        {"record": "x"},
        {"seen": frozenset({nowhere})},
        {"seen": frozenset({second.op_id(1)})},
        {"over": {"title": (first.op_id(9),)}},
        {"over": {"title": (nowhere,)}},
    ):
        wrong.append(replace(good, actions=[first, replace(second, ops=(replace(op, **change),)).sealed()]))
    for case in wrong:
        tops = {**good.top}
        if len(case.actions) == 2:
            tops[second.inc] = replace(tops[second.inc], hash=case.actions[1].hash)
        with pytest.raises(Damaged):
            fresh.exchange.apply(replace(case, top=tops))
        assert fresh.exchange.vector() == {}


def test_unknown_kinds_are_kept_and_forwarded_and_said(pair, club, open_store):
    one, _two, outing = pair
    edit(one, club, outing, title="一")
    good = bundle(one)
    first, second = good.actions
    strange = replace(
        second, ops=(replace(second.ops[0], kind="t_future", over={}), *second.ops), wall="2199-01-01T00:00:00"
    )
    strange = strange.sealed()
    incoming = replace(
        good, actions=[first, strange], top={second.inc: replace(good.top[second.inc], hash=strange.hash)}
    )
    fresh = open_store("新机")
    effect = fresh.exchange.apply(incoming)
    assert len(effect.notes) == 2
    assert "时钟不准" in effect.notes[0]
    assert [a.hash for a in fresh.exchange.outgoing({})] == [first.hash, strange.hash]
    assert fresh.verify() == []


def test_a_cancelled_import_changes_nothing(pair, club):
    one, two, outing = pair
    edit(one, club, outing, title="一")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Refused, match="已取消"):
        two.exchange.apply(bundle(one), progress=progress)
    assert value(two, club.Outing, outing) == "秋游"


def test_attachments_named_by_actions_are_found(store, club):
    from dangjian_desktop.store import Attachment

    with store.write("附件") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
        tx.add(Attachment, outing, {"sha256": "a" * 64, "name": "照片.jpg"})
    assert store.exchange.attachments_named(list(store.exchange.outgoing({}))) == {"a" * 64: "照片.jpg"}


def test_late_arrivals_are_marked_in_history(pair, club, clock):
    one, two, outing = pair
    edit(one, club, outing, title="先")
    clock.advance(days=1)
    edit(two, club, outing, phone="1")
    edit(two, club, outing, phone="2")
    bring(one, two)
    lines = two.history(outing)
    assert [line.late for line in lines if line.arrived].count(True) == 1
    assert two.clock() - lines[0].at < timedelta(days=2)
