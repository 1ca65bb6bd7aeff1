"""可能重复: found by what two records have in common, merged by a person, undone like anything else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.sync.duplicates import (
    find_duplicates,
    merge_duplicates,
    said_different,
    say_different,
    unsay_different,
)

from .branch import PC, Item, Meeting, OpenPC, Person, Presence


def same_day_and_title(row: Any) -> tuple[object, ...] | None:
    return (row.day, row.title.strip()) if row.day and row.title else None


def same_name_and_birth(row: Any) -> tuple[object, ...] | None:
    return (row.name, row.born_on) if row.name and row.born_on else None


KEYS = {Meeting: same_day_and_title, Person: same_name_and_birth}
DAY = date(2026, 10, 12)


def found(pc: PC, **options: Any) -> list[tuple[str, tuple[str, ...]]]:
    with pc.store.read() as reader:
        return [(d.kind, d.ids) for d in find_duplicates(reader, KEYS, **options)]


def test_the_same_meeting_registered_on_two_pcs_is_offered_after_the_import(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    mine = a.meet("十月主题党日", day=DAY)
    a.meet("十月支委会", day=DAY)
    theirs = b.meet("十月主题党日 ", day=DAY)
    brought = a.take_from(b).records
    assert [(kind, set(ids)) for kind, ids in found(a, touched=brought)] == [("y_meetings", {mine, theirs})]


def test_groups_without_anything_new_are_not_offered_after_an_import(open_pc: OpenPC) -> None:
    a = open_pc("甲")
    ids = {a.meet("十月主题党日", day=DAY), a.meet("十月主题党日", day=DAY)}
    assert found(a, touched={("y_meetings", "another")}) == []
    assert [set(group) for _, group in found(a)] == [ids]


def test_records_that_say_too_little_are_no_duplicates(open_pc: OpenPC) -> None:
    a = open_pc("甲")
    a.meet("十月主题党日")
    a.meet("十月主题党日")
    assert found(a) == []


def test_deleted_and_merged_records_are_not_offered(open_pc: OpenPC) -> None:
    a = open_pc("甲")
    first, second, third = (a.meet("十月主题党日", day=DAY) for _ in range(3))
    a.delete(first)
    with a.store.write("合并") as tx:
        merge_duplicates(tx, Meeting, second, [third])
    assert found(a) == []


def test_merging_keeps_what_is_said_fills_blanks_and_moves_the_references(open_pc: OpenPC) -> None:
    a = open_pc("甲")
    with a.store.write("登记") as tx:
        keep = tx.create(Person, {"name": "欧阳堃"})
        other = tx.create(Person, {"name": "欧阳坤", "born_on": date(1980, 5, 1)})
        meeting = tx.create(Meeting, {"title": "支委会"})
        presence = tx.put(Presence, meeting, "attendance", other, {"state": "present"})
    with a.store.write("合并") as tx:
        merge_duplicates(tx, Person, keep, [other])
    assert (a.get(Person, keep).name, a.get(Person, keep).born_on) == ("欧阳堃", date(1980, 5, 1))
    assert a.get(Person, other).merged_into == keep
    assert a.get(Presence, presence).member == keep
    a.store.undo()
    assert a.get(Presence, presence).member == other
    assert a.get(Person, keep).born_on is None


def test_merging_travels_and_late_references_find_the_kept_one(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    with a.store.write("登记") as tx:
        keep = tx.create(Person, {"name": "欧阳堃"})
        other = tx.create(Person, {"name": "欧阳坤"})
    b.take_from(a)
    with a.store.write("合并") as tx:
        merge_duplicates(tx, Person, keep, [other])
    with b.store.write("登记") as tx:
        meeting = tx.create(Meeting, {"title": "支委会"})
        presence = tx.put(Presence, meeting, "attendance", other, {"state": "present"})
    a.take_from(b)
    b.take_from(a)
    assert a.get(Presence, presence).member == keep
    assert a.shared() == b.shared()


def test_a_record_is_not_merged_into_itself_and_not_into_one_that_is_gone(open_pc: OpenPC) -> None:
    a = open_pc("甲")
    one, other = a.meet("十月主题党日"), a.meet("十月主题党日")
    with pytest.raises(Refused, match="它自己"), a.store.write("合并") as tx:
        merge_duplicates(tx, Meeting, one, [one])
    a.delete(other)
    with pytest.raises(Refused, match="找不到"), a.store.write("合并") as tx:
        merge_duplicates(tx, Meeting, other, [one])


def test_what_a_person_said_is_different_is_not_offered_again(open_pc: OpenPC) -> None:
    a = open_pc("甲")
    ids = {a.meet("十月主题党日", day=DAY), a.meet("十月主题党日", day=DAY)}
    assert said_different(a.store) == frozenset()
    say_different(a.store, ids)
    assert found(a, different=said_different(a.store)) == []
    third = a.meet("十月主题党日", day=DAY)
    assert [set(group) for _, group in found(a, different=said_different(a.store))] == [ids | {third}]


PART_KEYS = {**KEYS, Presence: lambda row: (row.member,), Item: lambda row: (row.text,)}


def parts(pc: PC, model: Any, owner: str) -> list[Any]:
    with pc.store.read() as reader:
        return reader.parts(model, owner)


def test_merging_two_meetings_leaves_each_person_and_each_item_once(open_pc: OpenPC) -> None:
    a = open_pc("甲")
    with a.store.write("登记") as tx:
        both, only = tx.create(Person, {"name": "欧阳堃"}), tx.create(Person, {"name": "陈静"})
        keep, other = (tx.create(Meeting, {"title": "支委会", "day": DAY}) for _ in range(2))
        for meeting, state in ((keep, None), (other, "leave")):
            tx.put(Presence, meeting, "attendance", both, {"member": both, "state": state})
            tx.add(Item, meeting, {"text": "研究发展党员"})
        tx.put(Presence, other, "attendance", only, {"member": only, "state": "present"})
        # Twice on one PC is twice on purpose: only what two PCs wrote down is made one.
        tx.add(Item, keep, {"text": "研究发展党员"})
    before = a.shared()
    with a.store.write("合并") as tx:
        merge_duplicates(tx, Meeting, keep, [other], PART_KEYS)
    assert {one.member: one.state for one in parts(a, Presence, keep)} == {both: "leave", only: "present"}
    assert len(parts(a, Presence, keep)) == 2
    assert [one.text for one in parts(a, Item, keep)] == ["研究发展党员"] * 2
    a.store.undo()
    assert [len(parts(a, Presence, one)) for one in (keep, other)] == [1, 2]
    assert {kind: len(rows) for kind, rows in a.shared().items()} == {kind: len(rows) for kind, rows in before.items()}
    assert a.store.verify() == []


def test_merging_two_people_leaves_one_sign_in_where_both_were_entered(open_pc: OpenPC) -> None:
    a = open_pc("甲")
    with a.store.write("登记") as tx:
        keep, other = (tx.create(Person, {"name": "欧阳堃"}) for _ in range(2))
        meeting, second = (tx.create(Meeting, {"title": title}) for title in ("支委会", "党课"))
        for person in (keep, other):
            tx.put(Presence, meeting, "attendance", person, {"member": person, "state": "present"})
        tx.put(Presence, second, "attendance", other, {"member": other, "state": "present"})
    with a.store.write("合并") as tx:
        merge_duplicates(tx, Person, keep, [other], PART_KEYS)
    assert [one.member for one in parts(a, Presence, meeting)] == [keep]
    assert [one.member for one in parts(a, Presence, second)] == [keep]
    a.store.undo()
    assert {one.member for one in parts(a, Presence, meeting)} == {keep, other}


def test_saying_that_two_are_different_can_be_taken_back(open_pc: OpenPC) -> None:
    a = open_pc("甲")
    ids, others = ([a.meet(title, day=DAY) for _ in range(2)] for title in ("十月主题党日", "十月支委会"))
    say_different(a.store, ids)
    say_different(a.store, others)
    unsay_different(a.store, ids)
    assert [set(group) for _, group in found(a, different=said_different(a.store))] == [set(ids)]
