"""Duties from real records: Party groups, 组织生活会, leading cadres, founding days, the branch's own rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.feature import Due, DueState, find_action, schema_of
from dangjian_desktop.features import FEATURES
from dangjian_desktop.meetings.dues import dues
from dangjian_desktop.store import Store

TODAY = date(2026, 10, 12)


class Branch:
    """A branch of eight with two groups, worked through the verbs of all capabilities."""

    def __init__(self, store: Store, clock: FixedClock) -> None:
        self.store, self.clock = store, clock
        self.people = [
            self.do("add_member", name=f"人{number}", joined_on="2010-06-01", converted_on="2011-06-01")
            for number in range(8)
        ]
        self.groups = [
            self.do("add_party_group", name=name, members=tuple(self.people[place::2]))
            for place, name in enumerate(("第一党小组", "第二党小组"))
        ]
        seats = ("secretary", "organization_commissioner", "publicity_commissioner", "discipline_commissioner")
        self.do(
            "form_committee",
            formed_on="2025-01-10",
            seats=tuple({"member": who, "post": post} for who, post in zip(self.people, seats, strict=False)),
        )

    def do(self, verb: str, /, **fields: object) -> str:
        with self.store.read() as reader:
            action = find_action(reader, verb)
        with self.store.write(action.label, verb=verb) as tx:
            return str(action.run(tx, parse_input(action.input, fields)))

    def hold(self, kind: str, day: str, **segment: object) -> str:
        """A gathering to which everybody came."""
        made = self.plan(kind, day, **segment)
        self.do("mark_all_present", gathering=made)
        return made

    def plan(self, kind: str, day: str, **segment: object) -> str:
        return self.do("plan_gathering", day=day, place="三楼会议室", segments=({"kind": kind, **segment},))

    def due(self, key: str, today: str = "2026-10-12", year: int = 2026) -> Due:
        with self.store.read() as reader:
            return next(one for one in dues(reader, year, date.fromisoformat(today)) if one.key == key)

    def group_due(self, place: int, month: int, today: str = "2026-10-12") -> Due:
        return self.due(f"meetings.group_meeting.{self.groups[place]}.2026-{month:02}", today)


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    from datetime import datetime

    clock = FixedClock(datetime(2026, 10, 12, 9, 0))
    with Store.open(tmp_path / "data", schema_of(FEATURES), clock=clock, ids=SeededIds(5), device="x") as store:
        made = Branch(store, clock)
        made.hold("committee_meeting", "2026-01-06")
        yield made


def test_article_13_each_party_group_meets_every_month_by_its_own_record(branch: Branch) -> None:
    held = branch.hold("group_meeting", "2026-09-10", party_group=branch.groups[0])
    done, missing = branch.group_due(0, 9), branch.group_due(1, 9)
    assert (done.state, done.records, done.row_label) == (DueState.DONE, (held,), "党小组会·第一党小组")
    assert done.row == f"group_meeting/{branch.groups[0]}"
    assert done.basis.endswith("第十三条")
    assert (missing.state, missing.reason) == (DueState.OVERDUE, "9月没有第二党小组会的记录，已过12天。")
    assert missing.start is not None
    assert missing.start.preset == {"kind": "group_meeting", "day": TODAY, "party_group": branch.groups[1]}


def test_a_group_formed_within_a_month_begins_with_the_next_and_one_dissolved_ends(branch: Branch) -> None:
    third = branch.do("add_party_group", name="第三党小组", formed_on="2026-08-02", members=(branch.people[0],))
    august, september = (f"meetings.group_meeting.{third}.2026-{month}" for month in ("08", "09"))
    assert (branch.due(august).state, branch.due(august).reason) == (
        DueState.NOT_APPLICABLE,
        "本组8月2日成立，从下一期起算。",
    )
    assert branch.due(september).state is DueState.OVERDUE
    branch.do("edit_party_group", id=third, changes={"ended_on": "2026-09-20"})
    assert branch.due(september).reason == "本组9月20日撤销。"
    with pytest.raises(StopIteration):
        branch.due(f"meetings.group_meeting.{third}.2026-10")


def test_a_group_formed_on_the_first_of_a_month_has_its_duty(branch: Branch) -> None:
    third = branch.do("add_party_group", name="第三党小组", formed_on="2026-09-01", members=(branch.people[0],))
    assert branch.due(f"meetings.group_meeting.{third}.2026-09").state is DueState.OVERDUE


def test_a_group_without_members_has_no_duty(branch: Branch) -> None:
    empty = branch.do("add_party_group", name="第三党小组")
    assert branch.due(f"meetings.group_meeting.{empty}.2026-09").reason == "本组没有党员。"


def test_a_branch_that_does_not_hold_group_meetings_is_not_reproached(branch: Branch) -> None:
    branch.do("use_kinds", kinds=("general_meeting", "committee_meeting", "theme_party_day", "party_lecture"))
    assert branch.group_due(0, 9).reason == "本支部没有勾选党小组会。"


def test_article_17_one_org_life_meeting_a_year_counted_by_its_year_not_its_day(branch: Branch) -> None:
    assert branch.due("meetings.org_life_meeting.2026-01").state is DueState.SOON
    branch.clock.now = branch.clock.now.replace(year=2027, month=2, day=20)
    held = branch.hold("org_life_meeting", "2027-02-10", attributed_year=2026)
    done = branch.due("meetings.org_life_meeting.2026-01", "2027-02-20")
    assert (done.state, done.records, done.title) == (DueState.DONE, (held,), "2026年度组织生活会")
    assert branch.due("meetings.org_life_meeting.2027-01", "2027-02-20", 2027).state is DueState.UPCOMING


def test_the_notices_deadline_is_cited_and_decides(branch: Branch) -> None:
    branch.do(
        "set_year_notice", subject="org_life_meeting", year=2026, deadline="2027-01-31", document="组通字〔2026〕31号"
    )
    key = "meetings.org_life_meeting.2026-01"
    assert branch.due(key, "2027-01-31").state is DueState.SOON
    over = branch.due(key, "2027-02-01")
    assert (over.state, over.due) == (DueState.OVERDUE, date(2027, 1, 31))
    assert over.basis == "《中国共产党支部工作条例（试行）》第十七条；组通字〔2026〕31号"


def test_held_by_groups_it_is_done_when_every_group_has_held_it(branch: Branch) -> None:
    key = "meetings.org_life_meeting.2026-01"
    branch.hold("org_life_meeting", "2026-10-09", scope="group", party_group=branch.groups[0], attributed_year=2026)
    assert branch.due(key).reason.startswith("第二党小组还没有开。")
    branch.hold("org_life_meeting", "2026-10-10", scope="group", party_group=branch.groups[1], attributed_year=2026)
    assert branch.due(key).state is DueState.DONE


def test_a_leading_cadre_is_registered_by_half_years(branch: Branch) -> None:
    """机关基层组织工作条例 第十九条、第二十六条."""
    who = branch.people[1]
    branch.do("mark_member", member=who, kind="leading_cadre", since="2024-05-01")
    first, second = (f"meetings.dual_org_life.{who}.2026-{month}" for month in ("01", "07"))
    assert (branch.due(first).state, branch.due(first).reason) == (DueState.DONE, "参加支部组织生活1次。")
    assert branch.due(second).state is DueState.UPCOMING
    soon = branch.due(second, "2026-12-20")
    assert (soon.state, soon.reason) == (DueState.SOON, "下半年还没有参加支部组织生活，还有11天。")
    over = branch.due(second, "2027-01-01")
    assert (over.state, over.basis.endswith("第二十六条")) == (DueState.OVERDUE, True)
    branch.hold("general_meeting", "2026-10-08")
    assert branch.due(second).state is DueState.DONE


def test_make_up_is_no_attendance_and_leave_neither(branch: Branch) -> None:
    who = branch.people[1]
    branch.do("mark_member", member=who, kind="leading_cadre", since="2024-05-01")
    made = branch.hold("general_meeting", "2026-09-08")
    branch.do("set_attendance", gathering=made, person=who, state="official_business")
    assert branch.due(f"meetings.dual_org_life.{who}.2026-07").state is DueState.UPCOMING


def test_a_leading_cadre_who_came_or_left_within_the_half_year(branch: Branch) -> None:
    day = {"joined_on": "2010-06-01", "converted_on": "2011-06-01"}
    came = branch.do("transfer_in", day="2026-08-01", member={"name": "新来", **day})
    branch.do("mark_member", member=came, kind="leading_cadre", since="2026-08-01")
    assert branch.due(f"meetings.dual_org_life.{came}.2026-07").reason == "期间才转入或任职，从下一期起算。"
    left = branch.people[7]
    branch.do("mark_member", member=left, kind="leading_cadre", since="2024-05-01")
    branch.do("transfer_out", member=left, day="2026-09-01", to_org="别处")
    assert branch.due(f"meetings.dual_org_life.{left}.2026-07").reason == "期间已不在本支部，或不再担任领导职务。"


def test_the_branchs_own_rhythm_of_lectures_and_the_past_under_the_old_one(branch: Branch) -> None:
    branch.do("set_rule", rule="party_lecture.cadence", value="1", unit="month", effective_from="2026-07-01")
    with branch.store.read() as reader:
        found = [due.title for due in dues(reader, 2026, TODAY) if due.row == "party_lecture"]
    assert found == ["一季度党课", "二季度党课", *(f"{month}月党课" for month in range(7, 13))]


def test_a_branch_founded_within_a_quarter_begins_with_the_next(branch: Branch) -> None:
    branch.do("set_branch", changes={"name": "机关第一党支部", "established_on": "2026-05-12"})
    reasons = [branch.due(f"meetings.general_meeting.2026-{month}").reason for month in ("01", "04")]
    assert reasons == ["支部2026-05-12成立。", "支部2026-05-12成立，从下一期起算。"]
    assert branch.due("meetings.general_meeting.2026-07").state is DueState.OVERDUE
    branch.hold("general_meeting", "2026-05-12")
    assert branch.due("meetings.general_meeting.2026-04").state is DueState.DONE


def test_a_time_without_members_has_no_duties(tmp_path: Path) -> None:
    from datetime import datetime

    clock = FixedClock(datetime(2026, 10, 12, 9, 0))
    with Store.open(tmp_path / "data", schema_of(FEATURES), clock=clock, ids=SeededIds(6), device="x") as store:
        with store.read() as reader:
            assert dues(reader, 2026, TODAY) == []
        branch = Branch.__new__(Branch)
        branch.store, branch.clock = store, clock
        day = {"joined_on": "2010-06-01", "converted_on": "2011-06-01"}
        branch.do("plan_gathering", day="2026-01-05", segments=({"kind": "general_meeting"},))
        branch.do("transfer_in", day="2026-08-01", member={"name": "第一人", **day})
        assert branch.due("meetings.general_meeting.2026-04").reason == "这一时期没有党员。"
        assert branch.due("meetings.general_meeting.2026-07").state is DueState.OVERDUE


def test_the_fixed_day_is_hinted_at_and_kept_for_its_time(branch: Branch) -> None:
    branch.do("set_rule", rule="theme_party_day.fixed_day", value="15日", effective_from="2026-08-01")
    for day in ("2026-07-16", "2026-08-13"):
        branch.hold("theme_party_day", day)
    assert branch.due("meetings.theme_party_day.2026-07").reason == ""
    assert "固定日为每月15日" in branch.due("meetings.theme_party_day.2026-08").reason
    start = branch.due("meetings.theme_party_day.2026-11").start
    assert start is not None
    assert start.preset["day"] == date(2026, 11, 16)


def test_what_a_leading_cadre_missed_is_said_by_name_in_inner_papers_only(branch: Branch) -> None:
    from dangjian_desktop.base.periods import Period
    from dangjian_desktop.meetings.offered.digest import digest

    branch.do("mark_member", member=branch.people[1], kind="leading_cadre", since="2024-05-01")
    branch.clock.now = branch.clock.now.replace(year=2027, month=1, day=10)
    with branch.store.read() as reader:
        blocks = digest(reader, Period.month(2026, 12))
    assert [block.inner for block in blocks if "双重组织生活" in block.text] == [True]
