"""The year's duties from real records: 支部工作条例 第十一条 (quarters), 第十二条 (months), 第十六条."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.feature import Due, DueState
from dangjian_desktop.meetings.dues import dues
from dangjian_desktop.meetings.records import RECORDS
from dangjian_desktop.meetings.service import delete_gathering, finalise, mark_all_present, set_attendance
from dangjian_desktop.meetings.service.inputs import Finalise, OfGathering, SetAttendance
from dangjian_desktop.roster.records import RECORDS as ROSTER
from dangjian_desktop.roster.records import Member, PostSpell
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.store import Schema, Store

if TYPE_CHECKING:
    from conftest import World

TODAY = date(2026, 10, 12)
FULL = {"joined_on": date(2010, 1, 1), "converted_on": date(2011, 1, 1)}


def rows(world: World, today: date = TODAY, year: int = 2026) -> dict[str, Due]:
    with world.store.read() as reader:
        return {due.title: due for due in dues(reader, year, today)}


def test_a_year_has_four_quarters_of_general_meetings_and_twelve_months_of_committees(world: World) -> None:
    found = rows(world)
    assert [title for title in found if title.endswith("党员大会")] == [
        "一季度党员大会",
        "二季度党员大会",
        "三季度党员大会",
        "四季度党员大会",
    ]
    assert len([title for title in found if title.endswith("支委会")]) == 12
    second = found["二季度党员大会"]
    assert (second.months, second.due, second.row_label) == ((4, 6), date(2026, 6, 30), "党员大会")
    assert second.basis == "《中国共产党支部工作条例（试行）》第十一条"
    assert found["1月支委会"].basis.endswith("第十二条")


def test_a_meeting_signed_in_does_its_quarters_duty(world: World) -> None:
    gathering = world.plan("general_meeting", day=date(2026, 3, 18))
    assert rows(world)["一季度党员大会"].state is DueState.OVERDUE
    world.do(set_attendance, SetAttendance(gathering, world.person("王强"), AttendanceState.PRESENT))
    done = rows(world)["一季度党员大会"]
    assert (done.state, done.records, done.record_kind, done.day) == (
        DueState.DONE,
        (gathering,),
        "gatherings",
        date(2026, 3, 18),
    )
    world.do(delete_gathering, OfGathering(gathering))
    assert rows(world)["一季度党员大会"].state is DueState.NOT_APPLICABLE


def test_a_final_record_counts_even_if_nobody_was_entered_as_present(world: World) -> None:
    gathering = world.plan("general_meeting", day=date(2026, 3, 18))
    world.do(finalise, Finalise(gathering, despite=True))
    assert rows(world)["一季度党员大会"].state is DueState.DONE


def test_one_afternoon_does_the_duties_of_all_its_segments(world: World) -> None:
    gathering = world.plan("general_meeting", "party_lecture", "theme_party_day", day=date(2026, 9, 14))
    world.do(mark_all_present, OfGathering(gathering))
    found = rows(world)
    for title in ("三季度党员大会", "三季度党课", "9月主题党日"):
        assert (found[title].state, found[title].records) == (DueState.DONE, (gathering,))


def test_what_lies_before_the_first_record_is_unknown_not_neglected(world: World) -> None:
    world.do(mark_all_present, OfGathering(world.plan("committee_meeting", day=date(2026, 5, 8))))
    found = rows(world)
    assert (found["4月支委会"].state, found["4月支委会"].reason) == (
        DueState.NOT_APPLICABLE,
        "启用本程序前，没有记录。",
    )
    assert found["5月支委会"].state is DueState.DONE
    assert found["6月支委会"].state is DueState.OVERDUE
    assert found["一季度党员大会"].state is DueState.NOT_APPLICABLE
    assert found["二季度党员大会"].state is DueState.OVERDUE


def test_a_fresh_branch_has_nothing_overdue(world: World) -> None:
    states = {due.state for due in rows(world).values()}
    assert DueState.OVERDUE not in states
    assert DueState.UPCOMING in states


def test_a_missing_meeting_can_be_started_filled_in_and_honestly_dated(world: World) -> None:
    world.plan("committee_meeting", day=date(2026, 1, 8))
    found = rows(world)
    late = found["三季度党员大会"]
    assert late.start is not None
    assert (late.start.view, late.start.preset) == ("meetings/records", {"kind": "general_meeting", "day": TODAY})
    ahead = found["12月支委会"].start
    assert ahead is not None
    assert ahead.preset["day"] == date(2026, 12, 1)
    assert found["1月支委会"].start is None


def test_today_is_shown_as_today(world: World) -> None:
    gathering = world.plan("theme_party_day")
    assert (rows(world)["10月主题党日"].state, rows(world)["10月主题党日"].records) == (DueState.TODAY, (gathering,))


def test_fewer_than_seven_full_members_need_no_committee(tmp_path: Path) -> None:
    """机关基层组织工作条例 第七条."""
    clock = FixedClock(datetime(2026, 10, 12, 9, 0))
    schema = Schema.of(*ROSTER, *RECORDS)
    with Store.open(tmp_path / "small", schema, clock=clock, ids=SeededIds(2), device="x") as store:
        with store.read() as reader:
            assert dues(reader, 2026, TODAY) == []
        with store.write("登记") as tx:
            people = [
                tx.create(
                    Member, {"name": f"人{number}", "joined_on": date(2010, 1, 1), "converted_on": date(2011, 1, 1)}
                )
                for number in range(6)
            ]
            tx.add(PostSpell, people[0], {"post": "secretary", "since": date(2025, 1, 1)})

        def state() -> Due:
            with store.read() as reader:
                return next(due for due in dues(reader, 2026, TODAY) if due.title == "11月支委会")

        assert state().state is DueState.NOT_APPLICABLE
        assert state().reason.startswith("正式党员6人，不足7人，不设支委会")
        with store.write("登记") as tx:
            tx.create(Member, {"name": "第七人", **FULL})
        assert state().state is DueState.UPCOMING


@pytest.mark.parametrize("seats", [2, 3])
def test_a_small_branch_with_a_committee_all_the_same_keeps_its_duty(tmp_path: Path, seats: int) -> None:
    clock = FixedClock(datetime(2026, 10, 12, 9, 0))
    with Store.open(
        tmp_path / "small", Schema.of(*ROSTER, *RECORDS), clock=clock, ids=SeededIds(2), device="x"
    ) as store:
        with store.write("登记") as tx:
            for number in range(6):
                member = tx.create(Member, {"name": f"人{number}", **FULL})
                if number < seats:
                    post = ("secretary", "deputy_secretary", "commissioner")[number]
                    tx.add(PostSpell, member, {"post": post, "since": date(2025, 1, 1)})
        with store.read() as reader:
            due = next(due for due in dues(reader, 2026, TODAY) if due.title == "11月支委会")
        assert (due.state is DueState.NOT_APPLICABLE) is (seats == 2)
