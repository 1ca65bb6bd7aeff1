from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.reading import branch_facts, expected_on, find_people, member_facts
from dangjian_desktop.roster.records import BRANCH_ID, LectureTopic, Member, Talent, Unit
from dangjian_desktop.store import Store

if TYPE_CHECKING:
    from tests.roster.conftest import Desk

DAY = date(2026, 10, 12)


def member(store: Store, key: str) -> Member:
    with store.read() as reader:
        return reader.need(Member, key)


def test_the_branch_is_entered_once_and_names_its_unit_and_its_higher_organisation(desk: Desk) -> None:
    desk.do("set_branch", changes={"name": "示例支部", "unit": "示例局", "higher_org": "示例工委"})
    desk.do("set_branch", changes={"unit": "示例中心", "place": "三楼会议室"})
    with desk.store.read() as reader:
        facts = branch_facts(reader)
    assert (facts.name, facts.short_name) == ("示例支部", "示例支部")
    assert (facts.unit, facts.higher_org, facts.place) == ("示例中心", "示例工委", "三楼会议室")


def test_before_anything_was_entered_the_branch_has_no_names_and_expects_nobody(store: Store) -> None:
    with store.read() as reader:
        assert branch_facts(reader).name == ""
        assert expected_on(reader, DAY).rows == ()
        assert find_people(reader, "wq") == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "支部全称不能为空"),
        ({"name": " "}, "支部全称不能为空"),
        ({"name": "甲", "established_on": "2027-01-01"}, "今天之后"),
    ],
)
def test_a_branch_without_name_or_founded_in_the_future_is_refused(desk: Desk, changes: object, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        desk.do("set_branch", changes=changes)


def test_clearing_the_unit_of_a_new_branch_makes_no_empty_unit(desk: Desk) -> None:
    desk.do("set_branch", changes={"name": "示例支部", "unit": ""})
    with desk.store.read() as reader:
        assert branch_facts(reader).unit == ""


def test_a_deleted_branch_comes_back_when_it_is_entered_again(desk: Desk) -> None:
    from dangjian_desktop.roster.records import Branch

    desk.do("set_branch", changes={"name": "示例支部"})
    with desk.store.write("删除") as tx:
        tx.delete(Branch, BRANCH_ID)
    desk.do("set_branch", changes={"place": "二楼"})
    with desk.store.read() as reader:
        assert reader.need(Branch, BRANCH_ID).place == "二楼"


def test_a_unit_is_entered_once(desk: Desk) -> None:
    unit = desk.do("add_unit", name="第二单位", address="某路1号")
    with pytest.raises(Refused, match="已经登记过"):
        desk.do("add_unit", name="第二单位")
    with pytest.raises(Refused, match="单位名称不能为空"):
        desk.do("add_unit", name="  ")
    key = desk.member("王强", unit=str(unit))
    assert member(desk.store, key).unit == unit
    with pytest.raises(Refused, match="找不到"):
        desk.member("李明", unit="nothing")
    with desk.store.read() as reader:
        assert reader.need(Unit, str(unit)).address == "某路1号"


def test_a_member_is_kept_as_it_is_meant_and_not_as_it_was_typed(desk: Desk) -> None:
    key = desk.member(
        "王　强",
        identity_number="110105 19491231 002x",
        phone="138 0000 1234",
        dues_base="6500.50",
        talents=["水利", " "],
        lecture_topics=["小型水利怎样管好", ""],
    )
    found = member(desk.store, key)
    assert (found.name, found.identity_number, found.phone) == ("王强", "11010519491231002X", "13800001234")
    assert found.dues_base == Decimal("6500.50")
    with desk.store.read() as reader:
        assert [part.name for part in reader.parts(Talent, key)] == ["水利"]
        assert [part.title for part in reader.parts(LectureTopic, key)] == ["小型水利怎样管好"]


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"name": "　"}, "name", "姓名不能为空"),
        ({"born_on": "2030-01-01"}, "born_on", "今天之后"),
        ({"joined_on": "2026-10-13", "converted_on": None}, "joined_on", "今天之后"),
        ({"converted_on": "2009-06-01"}, "converted_on", "早于入党日期"),
        ({"born_on": "2010-06-01"}, "joined_on", "早于出生日期"),
        ({"dues_base": "-1"}, "dues_base", "不能是负数"),
        ({"since": "2026-10-13"}, "since", "今天之后"),
    ],
)
def test_a_member_with_a_wrong_field_is_refused_by_name_of_the_field(
    desk: Desk, fields: dict[str, object], field: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        desk.member(str(fields.get("name", "王强")), **{key: value for key, value in fields.items() if key != "name"})
    assert field in {problem.field for problem in refused.value.problems}
    with desk.store.read() as reader:
        assert member_facts(reader) == {}


def test_everything_wrong_with_a_member_is_told_at_once(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.member("", converted_on="2009-06-01")
    assert [problem.field for problem in refused.value.problems] == ["name", "converted_on"]


def test_conversion_on_the_joining_day_is_not_too_early(desk: Desk) -> None:
    assert desk.member("王强", joined_on="2010-06-01", converted_on="2010-06-01")


def test_the_same_person_is_not_entered_twice_but_two_of_one_name_are(desk: Desk) -> None:
    desk.member("王强", born_on="1981-03-04", identity_number="11010519491231002X")
    with pytest.raises(Refused, match="同名、同日出生"):
        desk.member("王强", born_on="1981-03-04")
    with pytest.raises(Refused, match="身份证号与名册里的“王强”相同"):
        desk.member("王小强", identity_number="11010519491231002X")
    desk.member("王强", born_on="1990-03-04")
    desk.member("王强")


def test_an_identity_number_never_appears_in_a_refusal(desk: Desk) -> None:
    desk.member("王强", identity_number="11010519491231002X")
    with pytest.raises(Refused) as refused:
        desk.member("王小强", identity_number="11010519491231002X")
    assert "1949" not in str(refused.value)


def test_editing_changes_what_is_named_and_clears_what_is_empty(desk: Desk) -> None:
    key = desk.member("王强", department="综合科", duty="科员")
    desk.do("edit_member", id=key, changes={"duty": "科长", "department": ""})
    found = member(desk.store, key)
    assert (found.duty, found.department, found.name) == ("科长", None, "王强")


def test_an_edit_that_would_leave_the_record_wrong_is_refused(desk: Desk) -> None:
    desk.member("李明", born_on="1985-01-01")
    key = desk.member("王强", born_on="1981-03-04")
    with pytest.raises(Refused, match="姓名不能为空"):
        desk.do("edit_member", id=key, changes={"name": ""})
    with pytest.raises(Refused, match="早于出生日期"):
        desk.do("edit_member", id=key, changes={"born_on": "2011-01-01"})
    with pytest.raises(Refused, match="可能是同一个人"):
        desk.do("edit_member", id=key, changes={"name": "李明", "born_on": "1985-01-01"})
    with pytest.raises(Refused, match="找不到"):
        desk.do("edit_member", id="nobody", changes={})


def test_an_edit_of_what_a_form_saw_stays_beside_a_later_change(desk: Desk) -> None:
    key = desk.member("王强", duty="科员")
    with desk.store.read() as reader:
        seen = reader.heads(Member, key)
    desk.do("edit_member", id=key, changes={"duty": "科长"})
    desk.do("edit_member", id=key, changes={"duty": "副科长"}, seen=seen)
    with desk.store.read() as reader:
        assert [conflict.field for conflict in reader.conflicts(key)] == ["duty"]


def test_a_deleted_member_is_expected_nowhere_and_comes_back(desk: Desk) -> None:
    key = desk.member("王强")
    desk.do("delete_member", id=key)
    with desk.store.read() as reader:
        assert expected_on(reader, DAY).rows == ()
        assert find_people(reader, "wq") == []
    desk.do("restore_member", id=key)
    with desk.store.read() as reader:
        assert expected_on(reader, DAY).expected == 1
    with pytest.raises(Refused, match="回收站里没有"):
        desk.do("restore_member", id="nobody")


def test_undo_takes_a_new_member_back_whole(desk: Desk) -> None:
    desk.member("王强", talents=["水利"])
    desk.store.undo()
    with desk.store.read() as reader:
        assert member_facts(reader) == {}


def test_talents_and_topics_are_added_once_and_taken_away(desk: Desk) -> None:
    key = desk.member("王强")
    talent = desk.do("add_talent", member=key, name="水利")
    topic = desk.do("add_lecture_topic", member=key, title="小型水利怎样管好", note="有课件")
    for name, fields in (("add_talent", {"name": "水利"}), ("add_lecture_topic", {"title": "小型水利怎样管好"})):
        with pytest.raises(Refused, match="已经登记过"):
            desk.do(name, member=key, **fields)
    for name, fields in (("add_talent", {"name": " "}), ("add_lecture_topic", {"title": ""})):
        with pytest.raises(Refused, match="不能为空"):
            desk.do(name, member=key, **fields)
    desk.do("remove_fact", kind="talents", id=talent)
    with desk.store.read() as reader:
        assert reader.parts(Talent, key) == []
        assert [part.id for part in reader.parts(LectureTopic, key)] == [topic]
