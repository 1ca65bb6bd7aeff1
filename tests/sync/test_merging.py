"""What must hold whenever bundles meet: any order, twice, open forms, copies, taking back."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.sync import apply, last_import, take_back

from . import branch
from .branch import PC, Item, Meeting, OpenPC

# ---------------------------------------------------------------- properties

EDIT = st.tuples(
    st.sampled_from(["edit", "delete", "restore", "item", "new", "undo"]),
    st.integers(0, 2),
    st.sampled_from(["title", "place", "notes"]),
    st.sampled_from(["一", "二", "三"]),
)
WORK = st.lists(EDIT, max_size=6)
FEW = settings(
    max_examples=40 if os.environ.get("DANGJIAN_FUZZ") == "1" else 8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@contextmanager
def branch_of(*names: str) -> Iterator[tuple[FixedClock, list[PC]]]:
    """PCs that began from one PC's three meetings."""
    folder = Path(tempfile.mkdtemp())
    clock = FixedClock(datetime(2026, 10, 12, 9, 0))
    pcs = [branch.open_pc(folder, name, clock) for name in names]
    try:
        for number in range(3):
            pcs[0].meet(f"第{number}次会")
        for pc in pcs[1:]:
            pc.take_from(pcs[0])
        yield clock, pcs
    finally:
        for pc in pcs:
            pc.close()
        shutil.rmtree(folder)


def work(pc: PC, steps: list[tuple[str, int, str, str]]) -> None:
    """Some steps of a secretary's day on one PC."""
    for verb, which, name, value in steps:
        ids = sorted(row[0] for row in pc.shared()["y_meetings"])
        meeting = ids[which % len(ids)]
        with pc.store.write("一步", verb) as tx:
            if verb == "edit":
                tx.edit(Meeting, meeting, {name: value})
            elif verb == "delete":
                tx.delete(Meeting, meeting)
            elif verb == "restore":
                tx.restore(Meeting, meeting)
            elif verb == "item":
                tx.add(Item, meeting, {"text": value})
            elif verb == "new":
                tx.create(Meeting, {"title": value})
        if verb == "undo":
            pc.store.undo()


@FEW
@given(WORK, WORK, WORK)
def test_any_order_of_imports_gives_the_same_rows_and_twice_changes_nothing(
    at_a: list[tuple[str, int, str, str]], at_b: list[tuple[str, int, str, str]], at_c: list[tuple[str, int, str, str]]
) -> None:
    with branch_of("甲", "乙", "丙") as (_, pcs):
        for pc, steps in zip(pcs, (at_a, at_b, at_c), strict=True):
            work(pc, steps)
        bundles = [pc.export(whole=True) for pc in pcs]
        for pc, order in zip(pcs, itertools.permutations(range(3)), strict=False):
            for number in (*order, order[0]):
                pc.take(bundles[number])
        assert pcs[0].shared() == pcs[1].shared() == pcs[2].shared()
        assert pcs[2].store.verify(Progress()) == []


@FEW
@given(WORK, WORK, WORK)
def test_it_does_not_matter_who_carries_the_work_of_whom(
    at_a: list[tuple[str, int, str, str]], at_b: list[tuple[str, int, str, str]], at_c: list[tuple[str, int, str, str]]
) -> None:
    with branch_of("甲", "乙", "丙") as (_, (a, b, c)):
        for pc, steps in zip((a, b, c), (at_a, at_b, at_c), strict=True):
            work(pc, steps)
        b.take(c.export(whole=True))  # (b + c) then a
        a.take(b.export(whole=True))
        c.take(a.export(whole=True))
        assert a.shared() == c.shared()
        b.take_from(c)
        assert a.shared() == b.shared()


@FEW
@given(WORK, WORK)
def test_an_import_taken_back_is_as_if_it_had_never_come(
    at_a: list[tuple[str, int, str, str]], at_b: list[tuple[str, int, str, str]]
) -> None:
    with branch_of("甲", "乙") as (_, (a, b)):
        work(a, at_a)
        work(b, at_b)
        before = b.shared(), b.store.journal.vector()
        imported = b.take_from(a)
        if not imported.actions:
            return
        assert take_back(b.store).actions == imported.actions
        assert (b.shared(), b.store.journal.vector()) == before
        b.take_from(a)
        a.take_from(b)
        assert a.shared() == b.shared()


HANDOVER = st.tuples(st.sampled_from(["give", "give", "lose"]), st.booleans(), WORK)


@FEW
@given(st.lists(HANDOVER, max_size=6))
def test_two_pcs_that_hand_short_bundles_to_and_fro_never_miss_a_step(
    days: list[tuple[str, bool, list[tuple[str, int, str, str]]]],
) -> None:
    with branch_of("甲", "乙") as (_, pcs):
        for happens, turned, steps in days:
            giver, taker = pcs if turned else reversed(pcs)
            work(giver, steps)
            if happens == "give":
                taker.take_from(giver)
            else:
                giver.export()  # the stick never arrives
        a, b = pcs
        b.take_from(a)
        a.take_from(b)
        assert a.shared() == b.shared()


ROUNDS = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 2), WORK), max_size=6)


@FEW
@given(ROUNDS)
def test_three_pcs_that_meet_at_random_agree_in_the_end(
    rounds: list[tuple[int, int, list[tuple[str, int, str, str]]]],
) -> None:
    with branch_of("甲", "乙", "丙") as (_, pcs):
        for giver, further, steps in rounds:
            work(pcs[giver], steps)
            try:
                pcs[(giver + further) % 3].take_from(pcs[giver])
            except Refused as refusal:
                if "接不上" not in str(refusal):
                    raise
        for giver, taker in itertools.permutations(pcs, 2):
            taker.take(giver.export(whole=True))
        pcs[0].take(pcs[2].export(whole=True))
        for pc in pcs[1:]:
            pc.take(pcs[0].export(whole=True))
            assert pc.shared() == pcs[0].shared()
        assert pcs[1].store.verify(Progress()) == []


# ---------------------------------------------------------------- people at two PCs


def test_two_people_who_change_one_field_are_both_kept_until_somebody_settles(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    meeting = a.meet("十月主题党日", place="一楼")
    b.take_from(a)
    a.edit(meeting, place="三楼")
    b.edit(meeting, place="五楼")
    b.take_from(a)
    a.take_from(b)
    for pc in (a, b):
        (conflict,) = pc.conflicts()
        assert {side.value for side in conflict.sides} == {"三楼", "五楼"}
        assert {side.device for side in conflict.sides} == {"甲", "乙"}
    assert a.shared() == b.shared()


def test_a_form_open_during_an_import_makes_a_conflict_and_overwrites_nothing(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    meeting = a.meet("十月主题党日", place="一楼")
    b.take_from(a)
    with b.store.read() as reader:
        seen = reader.heads(Meeting, meeting)
    b.store.drafts.put(meeting, "y_meetings", "place", "五楼", seen)
    a.edit(meeting, place="三楼")
    b.take_from(a)
    assert b.get(Meeting, meeting).place == "三楼"
    draft = b.store.drafts.of(meeting)["place"]
    assert draft.raw == "五楼", "what was typed is still there"
    b.edit(meeting, seen=draft.seen, place=draft.raw)
    (conflict,) = b.conflicts()
    assert {side.value for side in conflict.sides} == {"三楼", "五楼"}


def test_a_meeting_deleted_here_and_continued_there_stays_and_is_asked_about(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    meeting = a.meet("十月主题党日")
    b.take_from(a)
    a.delete(meeting)
    with b.store.write("议题") as tx:
        tx.add(Item, meeting, {"text": "第一项"})
    a.take_from(b)
    b.take_from(a)
    for pc in (a, b):
        assert not pc.get(Meeting, meeting).deleted
        assert [c.field for c in pc.conflicts()] == ["deleted"]
    assert a.shared() == b.shared()


# ---------------------------------------------------------------- taking back


def test_an_import_that_later_work_stands_on_is_not_taken_back_and_the_backup_is_named(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    b.meet("乙的会")
    meeting = a.meet("十月主题党日")
    imported = b.take_from(a)
    b.edit(meeting, place="五楼")
    with pytest.raises(Refused, match="修改会议") as refusal:
        take_back(b.store)
    assert imported.backup is not None
    assert imported.backup.name in str(refusal.value)
    assert b.get(Meeting, meeting).place == "五楼"


def test_work_beside_an_import_does_not_keep_it_from_being_taken_back(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    meeting = a.meet("十月主题党日")
    b.take_from(a)
    own = b.meet("乙的会")
    line = last_import(b.store)
    assert line is not None
    assert (line.device, line.actions) == ("甲", 1)
    taken = take_back(b.store)
    assert "甲" in taken.sentence
    assert b.get(Meeting, meeting) is None
    assert b.get(Meeting, own).title == "乙的会"
    assert last_import(b.store) is None
    with pytest.raises(Refused, match="没有可以撤回"):
        take_back(b.store)


def test_a_pc_that_took_back_what_it_had_acknowledged_is_told_to_ask_for_a_whole_bundle(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    a.meet("一月支委会")
    b.take_from(a)
    a.take_from(b)
    take_back(b.store)
    a.meet("二月支委会")
    with pytest.raises(Refused, match="接不上") as refusal:
        b.take_from(a)
    assert "完整的同步包" in str(refusal.value)
    b.take(a.export(whole=True))
    assert a.shared() == b.shared()


def test_what_was_taken_back_does_not_leave_with_the_next_bundle_and_may_come_again(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    meeting = a.meet("十月主题党日")
    bundle = a.export()
    b.take(bundle)
    b.meet("乙的会")
    take_back(b.store)
    back = b.exported()
    assert back.actions == 1
    a.take(back.path)
    assert a.get(Meeting, meeting).title == "十月主题党日"
    b.take(bundle)
    assert a.shared() == b.shared()


# ---------------------------------------------------------------- copies of a data folder


def test_a_copied_data_folder_goes_on_under_its_own_name_and_nothing_is_lost(
    open_pc: OpenPC, tmp_path: Path, clock: FixedClock
) -> None:
    a = open_pc("甲")
    meeting = a.meet("十月主题党日")
    a.close()
    shutil.copytree(a.store.folder, tmp_path / "乙")
    a = branch.open_pc(tmp_path, "甲", clock, seed="again")
    b = branch.open_pc(tmp_path, "乙", clock, seed="copy")
    try:
        a.edit(meeting, place="三楼")
        b.edit(meeting, place="五楼")
        b.meet("乙的会")
        preview = b.read(a.export())
        assert any("复制" in note for note in preview.notes)
        before = b.store.journal.inc
        apply(b.store, preview, Progress())
        assert b.store.journal.inc != before
        assert [c.field for c in b.conflicts()] == ["place"]
        a.take(b.export())
        assert a.shared() == b.shared()
    finally:
        a.close()
        b.close()


def test_a_copy_at_a_third_pc_is_refused_naming_who_has_to_import_first(
    open_pc: OpenPC, tmp_path: Path, clock: FixedClock
) -> None:
    a, c = open_pc("甲"), open_pc("丙")
    a.meet("十月主题党日")
    a.close()
    shutil.copytree(a.store.folder, tmp_path / "乙")
    a = branch.open_pc(tmp_path, "甲", clock, seed="again")
    b = branch.open_pc(tmp_path, "乙", clock, seed="copy")
    try:
        a.meet("甲的会")
        b.meet("乙的会")
        c.take_from(a)
        before = c.shared()
        with pytest.raises(Refused, match="复制") as refusal:
            c.read(b.export())
        assert "甲" in str(refusal.value)
        assert c.shared() == before
    finally:
        a.close()
        b.close()
