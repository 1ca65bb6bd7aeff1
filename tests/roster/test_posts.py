from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.reading import current_committee, expected_on, groups_on, posts_on, secretary_on
from dangjian_desktop.roster.records import PartyGroup, PostSpell
from dangjian_desktop.roster.rules import COMMITTEE, Body, BodyKind

if TYPE_CHECKING:
    from tests.roster.conftest import Desk

DAY = date(2026, 10, 12)


def posts(desk: Desk, day: date = DAY) -> list[tuple[str, str]]:
    with desk.store.read() as reader:
        return [(holder.post.label, holder.name) for holder in posts_on(reader, day)]


def seats(**who: str) -> list[dict[str, str]]:
    return [{"member": member, "post": post} for post, member in who.items()]


def test_a_new_committee_ends_the_posts_of_the_one_before(desk: Desk) -> None:
    li, wang = desk.member("李卫国"), desk.member("王强")
    desk.do("form_committee", formed_on="2022-03-15", seats=seats(secretary=wang), name="第四届")
    desk.do("form_committee", formed_on="2025-03-15", seats=seats(secretary=li, commissioner=wang), name="第五届")
    assert posts(desk, date(2025, 3, 14)) == [("书记", "王强")]
    assert posts(desk, date(2025, 3, 15)) == [("书记", "李卫国"), ("委员", "王强")]
    with desk.store.read() as reader:
        now, before = current_committee(reader, DAY), current_committee(reader, date(2025, 3, 14))
        secretary = secretary_on(reader, DAY)
        assert secretary_on(reader, date(2020, 1, 1)) is None
        assert current_committee(reader, date(2020, 1, 1)) is None
    assert now is not None
    assert before is not None
    assert (now.name, now.term_years, before.name, before.ended_on) == ("第五届", 3, "第四届", date(2025, 3, 15))
    assert secretary is not None
    assert secretary.label == "李卫国"


def test_the_committee_meeting_expects_the_committee_of_its_day(desk: Desk) -> None:
    li, wang = desk.member("李卫国"), desk.member("王强")
    desk.do("form_committee", formed_on="2025-03-15", seats=seats(secretary=li))
    with desk.store.read() as reader:
        assert [row.person_id for row in expected_on(reader, DAY, COMMITTEE).rows] == [li]
    assert wang


def test_a_committee_needs_one_secretary_no_post_twice_and_full_members(desk: Desk) -> None:
    li, wang = desk.member("李卫国"), desk.member("王强")
    young = str(desk.do("admit", day="2026-01-10", name="刘洋"))
    wrong: list[tuple[list[dict[str, str]], str]] = [
        ([], "没有书记"),
        ([{"member": li, "post": "secretary"}, {"member": wang, "post": "secretary"}], "只能有一人"),
        (seats(secretary=li, group_leader=wang), "请在党小组里登记"),
        ([*seats(secretary=li, commissioner=wang), {"member": wang, "post": "commissioner"}], "填了两次"),
        (seats(secretary=li, commissioner=young), "还是预备党员"),
    ]
    for given, sentence in wrong:
        with pytest.raises(Refused, match=sentence):
            desk.do("form_committee", formed_on="2026-03-15", seats=given)
    with pytest.raises(Refused, match="今天之后"):
        desk.do("form_committee", formed_on="2026-10-13", seats=seats(secretary=li))
    assert posts(desk) == []


def test_a_committee_is_not_elected_before_the_one_it_follows(desk: Desk) -> None:
    li = desk.member("李卫国")
    desk.do("form_committee", formed_on="2025-03-15", seats=seats(secretary=li))
    with pytest.raises(Refused, match="2025-03-15才选出"):
        desk.do("form_committee", formed_on="2025-03-15", seats=seats(secretary=li))


def test_a_by_election_fills_a_post_that_is_free(desk: Desk) -> None:
    li, wang = desk.member("李卫国"), desk.member("王强")
    desk.do("form_committee", formed_on="2025-03-15", seats=seats(secretary=li))
    with pytest.raises(Refused, match="书记现由李卫国担任"):
        desk.do("appoint_post", member=wang, post="secretary", since="2026-01-01")
    with pytest.raises(Refused, match="已经是书记"):
        desk.do("appoint_post", member=li, post="secretary", since="2026-01-01")
    with desk.store.read() as reader:
        held = reader.parts(PostSpell, li)[0]
    with pytest.raises(Refused, match="应晚于开始日期"):
        desk.do("end_post", id=held.id, day="2025-03-15")
    desk.do("end_post", id=held.id, day="2026-01-01")
    desk.do("appoint_post", member=wang, post="secretary", since="2026-01-01", basis="补选")
    assert posts(desk) == [("书记", "王强")]


def test_several_may_be_commissioners_and_one_person_may_hold_two_posts(desk: Desk) -> None:
    li, wang = desk.member("李卫国"), desk.member("王强")
    desk.do("appoint_post", member=li, post="deputy_secretary", since="2026-01-01")
    desk.do("appoint_post", member=li, post="organization_commissioner", since="2026-01-01")
    desk.do("appoint_post", member=li, post="commissioner", since="2026-01-01")
    desk.do("appoint_post", member=wang, post="commissioner", since="2026-01-01")
    assert [label for label, _name in posts(desk)] == ["副书记", "组织委员", "委员", "委员"]


def test_groups_stand_in_the_order_of_their_numbers_with_leader_and_size(desk: Desk) -> None:
    li, wang = desk.member("李卫国"), desk.member("王强")
    for name in ("第十一党小组", "第二党小组"):
        desk.do("add_party_group", name=name)
    desk.do("add_party_group", name="第一党小组", members=[li], leader=wang)
    with desk.store.read() as reader:
        found = groups_on(reader, DAY)
    assert [(group.name, group.leader, group.members) for group in found] == [
        ("第一党小组", "王强", 2),
        ("第二党小组", "", 0),
        ("第十一党小组", "", 0),
    ]


def test_a_group_name_is_not_empty_and_not_taken(desk: Desk) -> None:
    desk.do("add_party_group", name="第一党小组")
    with pytest.raises(Refused, match="已有名为"):
        desk.do("add_party_group", name="第一 党小组")
    with pytest.raises(Refused, match="党小组名称不能为空"):
        desk.do("add_party_group", name=" ")


def test_changing_the_group_keeps_where_somebody_was_before(desk: Desk) -> None:
    li = desk.member("李卫国")
    one, two = (str(desk.do("add_party_group", name=name)) for name in ("第一党小组", "第二党小组"))
    desk.do("assign_group", members=[li], party_group=one)
    desk.do("assign_group", members=[li], party_group=one, since="2026-02-01")
    desk.do("assign_group", members=[li], party_group=two, since="2026-05-01")
    with desk.store.read() as reader:
        for day, group, size in ((date(2026, 4, 30), one, 1), (date(2026, 5, 1), one, 0), (date(2026, 5, 1), two, 1)):
            assert len(expected_on(reader, day, Body(BodyKind.GROUP, group)).rows) == size
    with pytest.raises(Refused, match="日期重叠"):
        desk.do("assign_group", members=[li], party_group=one, since="2026-05-01")
    with pytest.raises(Refused, match="日期重叠"):
        desk.do("assign_group", members=[li], party_group=one)
    desk.do("assign_group", members=[li], party_group="", since="2026-06-01")
    with desk.store.read() as reader:
        assert expected_on(reader, DAY).rows[0].group == ""
    with pytest.raises(Refused, match="没有选党员"):
        desk.do("assign_group", members=[], party_group=one)


def test_a_group_leader_is_named_with_the_group(desk: Desk) -> None:
    li, wang = desk.member("李卫国"), desk.member("王强")
    group = str(desk.do("add_party_group", name="第一党小组", members=[li, wang]))
    with pytest.raises(Refused, match="哪个党小组"):
        desk.do("appoint_post", member=li, post="group_leader", since="2026-01-01")
    desk.do("appoint_post", member=li, post="group_leader", party_group=group, since="2026-01-01")
    with pytest.raises(Refused, match="现由李卫国担任"):
        desk.do("appoint_post", member=wang, post="group_leader", party_group=group, since="2026-02-01")
    other = str(desk.do("add_party_group", name="第二党小组"))
    desk.do("appoint_post", member=wang, post="group_leader", party_group=other, since="2026-02-01")
    assert [name for label, name in posts(desk) if label == "党小组组长"] == ["王强", "李卫国"]


def test_a_dissolved_group_has_neither_members_nor_leader_afterwards(desk: Desk) -> None:
    li = desk.member("李卫国")
    group = str(desk.do("add_party_group", name="第一党小组", members=[li], leader=li))
    with pytest.raises(Refused, match="还有1名党员"):
        desk.do("delete_party_group", id=group)
    desk.do("edit_party_group", id=group, changes={"name": "机关党小组", "ended_on": "2026-06-01"})
    with desk.store.read() as reader:
        assert groups_on(reader, DAY) == []
        assert [(found.name, found.leader) for found in groups_on(reader, date(2026, 5, 31))] == [
            ("机关党小组", "李卫国")
        ]
        assert expected_on(reader, DAY).rows[0].group == ""
    desk.do("delete_party_group", id=group)
    desk.do("restore_party_group", id=group)
    with desk.store.read() as reader:
        assert reader.need(PartyGroup, group).name == "机关党小组"


def test_who_is_not_in_the_branch_can_neither_lead_nor_join_a_group(desk: Desk) -> None:
    li = desk.member("李卫国", since="2026-09-01")
    group = str(desk.do("add_party_group", name="第一党小组"))
    with pytest.raises(Refused, match="还不是本支部党员"):
        desk.do("assign_group", members=[li], party_group=group, since="2026-08-01")
    with pytest.raises(Refused, match="还不是本支部党员"):
        desk.do("appoint_post", member=li, post="group_leader", party_group=group, since="2026-08-01")
