"""A year planned, passed and reported on a real store; what it holds are the planned gatherings themselves."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dangjian_desktop.annual_plan.dues import dues
from dangjian_desktop.annual_plan.reading import (
    approval_choices,
    find_plans,
    plan_facts,
    plan_label,
    plan_year,
    suggestions,
)
from dangjian_desktop.annual_plan.reading import proposals_of as proposals
from dangjian_desktop.annual_plan.records import KIND, AnnualPlan, plan_id
from dangjian_desktop.annual_plan.rules import Standing
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.workdays import counts_as_workday
from dangjian_desktop.core_tasks.reading import task_rows
from dangjian_desktop.feature import DueState, Lane
from dangjian_desktop.meetings.records import Gathering

from .conftest import Office


def _make(office: Office, **fields: object) -> dict[str, object]:
    found = office.do("make_annual_plan", year=2027, **fields)
    assert isinstance(found, dict)
    return found


def _choose(office: Office, *wanted: str) -> list[dict[str, object]]:
    with office.store.read() as reader:
        found = [one for one in suggestions(reader, 2027) if any(word in one.title for word in wanted)]
    return [{"key": one.key, "day": one.day.isoformat()} for one in found]


def test_one_action_plans_the_whole_year_off_holidays(office: Office) -> None:
    made = _make(office, theme="实干担当")
    with office.store.read() as reader:
        view = plan_year(reader, 2027)
        assert view.plan is not None
        assert (view.plan.theme, view.plan.made_on, view.standing) == ("实干担当", date(2026, 12, 10), Standing.DRAFT)
        assert len(view.items) == int(str(made["planned"])) - 1 == 25  # the core task has no milestone yet
        assert view.proposed == 1  # the made-up one proposes for ever
        assert all(one.day is not None and counts_as_workday(one.day) for one in view.items)
        months = {one.month for one in view.items if "支委会" in one.title}
        assert months == set(range(1, 13))
        assert "营商环境提升" in {task.title for task in task_rows(reader)}
    assert office.label() == f"排2027年度组织生活计划（{made['planned']}项）"


def test_it_is_one_step_and_undone_as_one(office: Office) -> None:
    before = office.titles()
    _make(office)
    assert len(office.titles()) > len(before)
    office.store.undo()
    assert office.titles() == before
    with office.store.read() as reader:
        assert plan_facts(reader, 2027) is None


def test_only_what_was_ticked_is_planned_on_the_day_that_was_set(office: Office) -> None:
    items = _choose(office, "1月支委会")
    items = [one for one in items if str(one["day"]).startswith("2027-01")]
    items[0]["day"] = "2027-01-20"
    _make(office, items=items)
    assert office.titles() == ["2027-01-20 1月支委会"]


def test_a_second_round_adds_what_is_still_missing_and_keeps_the_plan(office: Office) -> None:
    _make(office, items=_choose(office, "支委会"), theme="实干担当")
    first = office.titles()
    with office.store.read() as reader:
        left = [one.title for one in proposals(reader, 2027)]
    assert not any("支委会" in title for title in left)
    _make(office)
    with office.store.read() as reader:
        plan = plan_facts(reader, 2027)
    assert plan is not None
    assert plan.theme == "实干担当"
    assert set(first) < set(office.titles())


def test_a_day_outside_its_months_is_refused_and_nothing_is_planned(office: Office) -> None:
    items = _choose(office, "支委会")
    items[3]["day"] = "2027-11-05"
    with pytest.raises(Refused, match=r"应排在2027年4月，现在填的是2027-11-5"):
        _make(office, items=items)
    assert office.titles() == []


def test_what_is_no_longer_proposed_is_refused(office: Office) -> None:
    items = _choose(office, "支委会")
    _make(office, items=items)
    with pytest.raises(Refused, match="已经排过"):
        _make(office, items=items)


def test_a_plan_that_is_there_is_not_made_for_nothing(office: Office) -> None:
    _make(office, items=[], theme="甲")
    with pytest.raises(Refused, match="已经有了"):
        _make(office, items=[])


def test_a_year_that_is_over_proposes_nothing(office: Office) -> None:
    with office.store.read() as reader:
        assert proposals(reader, 2025) == []


def test_an_item_is_moved_by_its_own_verb(office: Office) -> None:
    _make(office, items=_choose(office, "支委会"))
    with office.store.read() as reader:
        item = plan_year(reader, 2027).items[4]
    office.do("move_planned_item", record_kind=item.record_kind, record=item.record, day="2027-06-08")
    assert office.label() == f"{item.title} 改到6-08"
    with office.store.read() as reader:
        assert reader.need(Gathering, item.record).day == date(2027, 6, 8)
        assert plan_year(reader, 2027).of(6, Lane.MEETINGS)[0].record == item.record
    office.store.undo()
    with office.store.read() as reader:
        assert reader.need(Gathering, item.record).day == item.day


def test_what_is_not_on_the_board_or_may_not_be_moved_is_refused(office: Office) -> None:
    with pytest.raises(Refused, match="没有这一项"):
        office.do("move_planned_item", record_kind="gatherings", record="nowhere", day="2027-06-08")
    held = office.do("plan_gathering", day="2026-11-05", segments=[{"kind": "committee_meeting"}])
    office.do("mark_all_present", gathering=held)
    with pytest.raises(Refused, match="不能在这里改期"):
        office.do("move_planned_item", record_kind="gatherings", record=held, day="2026-11-06")


def test_it_is_passed_by_a_meeting_then_reported(
    office: Office,
) -> None:
    _make(office)
    with office.store.read() as reader:
        choices = approval_choices(reader, 2027)
        meeting = min((one for one in choices if "支委会" in one.title), key=lambda one: one.day)
        assert "支委会" in choices[0].title
    office.do("approve_annual_plan", year=2027, meeting=meeting.id)
    office.clock.now = datetime(2027, 2, 3, 9, 0)
    with office.store.read() as reader:
        plan = plan_facts(reader, 2027)
        assert plan is not None
        assert plan.approval is not None
        assert (plan.approval.id, plan.approved_on, plan.standing) == (meeting.id, meeting.day, Standing.APPROVED)
    office.do("submit_annual_plan", year=2027, day="2027-02-01")
    with office.store.read() as reader:
        assert plan_year(reader, 2027).standing is Standing.SUBMITTED
    office.do("withdraw_plan_approval", year=2027)
    with office.store.read() as reader:
        plan = plan_facts(reader, 2027)
        assert plan is not None
        assert plan.approval is None


def test_another_meeting_takes_the_place_of_the_first(office: Office) -> None:
    _make(office)
    with office.store.read() as reader:
        one, other = [choice.id for choice in approval_choices(reader, 2027)[:2]]
    office.do("approve_annual_plan", year=2027, meeting=one)
    office.do("approve_annual_plan", year=2027, meeting=other)
    with office.store.read() as reader:
        plan = plan_facts(reader, 2027)
        assert plan is not None
        assert plan.approval is not None
        assert plan.approval.id == other


@pytest.mark.parametrize(
    ("verb", "fields", "sentence"),
    [
        ("submit_annual_plan", {"day": "2026-12-11"}, "在今天之后"),
        ("submit_annual_plan", {"day": "2026-12-09"}, "早于编制日期"),
        ("edit_annual_plan", {"changes": {"made_on": "2027-01-01"}}, "在今天之后"),
        ("edit_annual_plan", {"changes": {"submitted_on": "2026-12-01"}}, "早于编制日期"),
        ("approve_annual_plan", {"meeting": "nowhere"}, "找不到"),
        ("withdraw_plan_approval", {}, "还没有登记审议"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    office: Office, verb: str, fields: dict[str, object], sentence: str
) -> None:
    _make(office)
    with pytest.raises(Refused, match=sentence):
        office.do(verb, year=2027, **fields)


@pytest.mark.parametrize("verb", ["edit_annual_plan", "submit_annual_plan", "delete_annual_plan"])
def test_without_a_plan_there_is_nothing_to_change(office: Office, verb: str) -> None:
    fields: dict[str, object] = {"edit_annual_plan": {"changes": {}}, "submit_annual_plan": {"day": "2026-12-01"}}.get(
        verb, {}
    )
    with pytest.raises(Refused, match="还没有2027年度"):
        office.do(verb, year=2027, **fields)


def test_a_deleted_plan_comes_back_and_what_it_planned_stays(office: Office) -> None:
    _make(office, theme="甲")
    held = office.titles()
    office.do("delete_annual_plan", year=2027)
    assert office.titles() == held
    office.do("restore_annual_plan", year=2027)
    office.do("delete_annual_plan", year=2027)
    _make(office, items=[], theme="乙")
    with office.store.read() as reader:
        plan = plan_facts(reader, 2027)
    assert plan is not None
    assert plan.theme == "乙"


def test_the_plan_is_found_named_and_has_one_id_on_every_pc(office: Office) -> None:
    made = _make(office, items=[], theme="实干担当")
    assert made["plan"] == plan_id(2027)
    with office.store.read() as reader:
        assert plan_label(reader, plan_id(2027)) == "2027年度组织生活计划"
        assert [hit.id for hit in find_plans(reader, "实干", 5)] == [plan_id(2027)]
        assert [hit.id for hit in find_plans(reader, "2027年度", 5)] == [plan_id(2027)]
        assert find_plans(reader, "没有的话", 5) == []
        assert reader.schema.kind_of(AnnualPlan).name == KIND


def _due(office: Office, year: int) -> tuple[DueState, str, bool]:
    with office.store.read() as reader:
        (found,) = dues(reader, year, office.clock().date())
    return found.state, found.title, found.start is not None


def test_the_duty_follows_the_plan_step_by_step(office: Office) -> None:
    office.do("plan_gathering", day="2026-11-05", segments=[{"kind": "committee_meeting"}])
    assert _due(office, 2027) == (DueState.UPCOMING, "2027年度组织生活计划　制订", True)
    office.clock.now = datetime(2027, 2, 1, 9, 0)
    assert _due(office, 2027) == (DueState.OVERDUE, "2027年度组织生活计划　制订", True)
    _make(office)
    assert _due(office, 2027) == (DueState.OVERDUE, "2027年度组织生活计划　提交支委会审议", False)
    with office.store.read() as reader:
        meeting = approval_choices(reader, 2027)[0].id
    office.do("approve_annual_plan", year=2027, meeting=meeting)
    assert _due(office, 2027) == (DueState.SOON, "2027年度组织生活计划　报备", False)
    office.do("submit_annual_plan", year=2027, day="2027-02-01")
    assert _due(office, 2027) == (DueState.DONE, "2027年度组织生活计划", False)


def test_a_branch_whose_records_begin_later_owed_no_plan_here(office: Office) -> None:
    office.do("plan_gathering", day="2026-11-05", segments=[{"kind": "committee_meeting"}])
    state, _title, starts = _due(office, 2026)
    assert (state, starts) == (DueState.NOT_APPLICABLE, False)
