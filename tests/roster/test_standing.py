from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.reading import ExpectedRow, expected_on, find_people, member_facts
from dangjian_desktop.roster.records import GroupSpell, Member, MemberSpell, Person, PostSpell
from dangjian_desktop.roster.rules import Status, status_on

if TYPE_CHECKING:
    from tests.roster.conftest import Desk

DAY = date(2026, 10, 12)


def rows(desk: Desk, day: date = DAY) -> dict[str, ExpectedRow]:
    with desk.store.read() as reader:
        return {row.name: row for row in expected_on(reader, day).rows}


def status(desk: Desk, key: str, day: date = DAY) -> Status:
    with desk.store.read() as reader:
        return status_on(member_facts(reader)[key], day)


def test_an_activist_who_is_admitted_becomes_a_probationary_member_with_what_was_known(desk: Desk) -> None:
    person = desk.do("add_person", name="刘洋", category="activist", sex="男", born_on="1995-02-03", duty="科员")
    key = str(desk.do("admit", day="2026-05-10", person=person))
    with desk.store.read() as reader:
        member = reader.need(Member, key)
        assert (member.name, member.sex, member.born_on, member.duty) == ("刘洋", "男", date(1995, 2, 3), "科员")
        assert reader.need(Person, str(person)).member == key
        assert [(ref.id, ref.label) for ref in find_people(reader, "ly")] == [(key, "刘洋")]
    assert status(desk, key) is Status.PROBATIONARY
    assert status(desk, key, date(2026, 5, 9)) is Status.NOT_YET
    with pytest.raises(Refused, match="已经登记为党员"):
        desk.do("admit", day="2026-05-10", person=person)


def test_somebody_new_is_admitted_by_name_and_needs_one(desk: Desk) -> None:
    assert desk.do("admit", day="2026-05-10", name="刘洋")
    with pytest.raises(Refused, match="姓名不能为空"):
        desk.do("admit", day="2026-05-10")
    with pytest.raises(Refused, match="今天之后"):
        desk.do("admit", day="2026-10-13", name="高山")


def test_an_admitted_woman_stays_a_woman(desk: Desk) -> None:
    person = desk.do("add_person", name="刘洋", category="activist", sex="女")
    key = str(desk.do("admit", day="2026-05-10", person=person))
    with desk.store.read() as reader:
        assert reader.need(Member, key).sex == "女"


def test_conversion_gives_the_vote_from_its_day(desk: Desk) -> None:
    key = str(desk.do("admit", day="2025-10-12", name="刘洋"))
    desk.do("convert_to_full", member=key, day="2026-10-12")
    assert not rows(desk, date(2026, 10, 11))["刘洋"].votes
    assert rows(desk)["刘洋"].votes
    with pytest.raises(Refused, match="已于2026-10-12转正"):
        desk.do("convert_to_full", member=key, day="2026-10-12")


def test_a_conversion_in_the_future_before_joining_or_before_coming_is_refused(desk: Desk) -> None:
    key = str(desk.do("admit", day="2025-10-12", name="刘洋"))
    with pytest.raises(Refused, match="今天之后"):
        desk.do("convert_to_full", member=key, day="2026-10-13")
    with pytest.raises(Refused, match="还不是本支部党员"):
        desk.do("convert_to_full", member=key, day="2025-10-11")


def test_a_probation_is_prolonged_by_a_year_at_most(desk: Desk) -> None:
    key = str(desk.do("admit", day="2025-10-13", name="刘洋"))
    for to in ("2026-10-13", "2027-10-14"):
        with pytest.raises(Refused, match="2026-10-13满"):
            desk.do("extend_probation", member=key, to=to)
    desk.do("extend_probation", member=key, to="2027-10-13")
    with desk.store.read() as reader:
        assert reader.need(Member, key).probation_extended_to == date(2027, 10, 13)
    with pytest.raises(Refused, match="不是预备党员"):
        desk.do("extend_probation", member=desk.member("王强"), to="2027-01-01")


def test_who_came_in_mid_quarter_is_expected_from_that_day(desk: Desk) -> None:
    desk.do(
        "transfer_in",
        day="2026-08-18",
        from_org="示例局党支部",
        member={"name": "钱珺", "joined_on": "2012-06-01", "converted_on": "2013-06-01"},
    )
    assert "钱珺" not in rows(desk, date(2026, 8, 17))
    assert rows(desk, date(2026, 8, 18))["钱珺"].votes


def test_a_transfer_in_needs_somebody_and_a_day_that_has_been(desk: Desk) -> None:
    with pytest.raises(Refused, match="没有填写转入党员"):
        desk.do("transfer_in", day="2026-08-18")
    with pytest.raises(Refused, match="今天之后"):
        desk.do("transfer_in", day="2026-10-13", member={"name": "钱珺"})


def test_leaving_ends_group_posts_and_exclusions_on_the_day(desk: Desk) -> None:
    key = desk.member("王强", since="2015-01-01")
    group = desk.do("add_party_group", name="第一党小组", members=[key], leader=key)
    desk.do("form_committee", formed_on="2025-03-15", seats=[{"member": key, "post": "secretary"}])
    desk.do("exclude_from_expected", member=key, kind="mobile", since="2026-03-01", agreed_by="支委会")
    desk.do("mark_member", member=key, kind="hardship", since="2026-01-01")
    desk.do("transfer_out", member=key, day="2026-09-20", to_org="另一支部")
    assert "王强" in rows(desk, date(2026, 9, 19))
    assert "王强" not in rows(desk, date(2026, 9, 20))
    with desk.store.read() as reader:
        ends = {part.until for model in (PostSpell, GroupSpell, MemberSpell) for part in reader.parts(model, key)}
    assert ends == {date(2026, 9, 20)}
    assert group


def test_who_left_is_found_last_and_may_come_back(desk: Desk) -> None:
    key = desk.member("王强")
    desk.member("汪琪")
    desk.do("transfer_out", member=key, day="2026-03-01", to_org="另一支部")
    with desk.store.read() as reader:
        found = find_people(reader, "wq")
    assert [(ref.name, ref.detail) for ref in found] == [("汪琪", ""), ("王强", "已离开")]
    with pytest.raises(Refused, match="已不在本支部"):
        desk.do("transfer_out", member=key, day="2026-04-01")
    desk.do("transfer_in", day="2026-09-01", id=key, from_org="另一支部")
    assert "王强" in rows(desk)
    with pytest.raises(Refused, match="已经是本支部党员"):
        desk.do("transfer_in", day="2026-09-02", id=key)


def test_leaving_on_the_day_of_coming_is_refused(desk: Desk) -> None:
    key = desk.member("王强", since="2026-09-01")
    with pytest.raises(Refused, match="才转入"):
        desk.do("transfer_out", member=key, day="2026-09-01")
    with pytest.raises(Refused, match="今天之后"):
        desk.do("transfer_out", member=key, day="2026-10-13")


def test_other_ways_of_leaving_are_told_apart(desk: Desk) -> None:
    key = desk.member("王强")
    with pytest.raises(Refused, match="是正式党员"):
        desk.do("leave_branch", member=key, day="2026-09-01", reason="probation_cancelled")
    desk.do("leave_branch", member=key, day="2026-09-01", reason="died")
    with desk.store.read() as reader:
        assert reader.parts(MemberSpell, key)[0].ended_by == "died"
    young = str(desk.do("admit", day="2026-01-10", name="刘洋"))
    desk.do("leave_branch", member=young, day="2026-09-01", reason="probation_cancelled")
    assert rows(desk) == {}


def test_a_retired_member_stays_expected_with_vote(desk: Desk) -> None:
    key = desk.member("何守田")
    spell = desk.do("mark_member", member=key, kind="retired", since="2020-07-01")
    assert rows(desk)["何守田"].votes
    with pytest.raises(Refused, match="已登记为离退休（2020-07-01起）"):
        desk.do("mark_member", member=key, kind="retired", since="2026-01-01")
    desk.do("end_mark", id=spell, day="2026-01-01")
    assert desk.do("mark_member", member=key, kind="retired", since="2026-01-01")


def test_the_relation_in_the_branch_is_no_mark(desk: Desk) -> None:
    key = desk.member("王强")
    with pytest.raises(Refused, match="转入"):
        desk.do("mark_member", member=key, kind="membership", since="2026-01-01")
    with desk.store.read() as reader:
        relation = reader.parts(MemberSpell, key)[0].id
    with pytest.raises(Refused, match="转出"):
        desk.do("end_mark", id=relation, day="2026-01-01")


def test_an_interval_that_ends_before_it_begins_is_refused(desk: Desk) -> None:
    key = desk.member("王强")
    with pytest.raises(Refused, match="应晚于开始日期"):
        desk.do("mark_member", member=key, kind="mobile", since="2026-03-01", until="2026-03-01")
    spell = desk.do("mark_member", member=key, kind="mobile", since="2026-03-01")
    with pytest.raises(Refused, match="应晚于开始日期"):
        desk.do("end_mark", id=spell, day="2026-02-01")


def test_a_mobile_member_is_not_counted_until_the_day_they_are_back(desk: Desk) -> None:
    key = desk.member("严冬")
    entry = desk.do("exclude_from_expected", member=key, kind="mobile", since="2026-03-01", agreed_by="支委会")
    assert rows(desk)["严冬"].expected is False
    desk.do("end_exclusion", id=entry, day="2026-10-12")
    assert rows(desk, date(2026, 10, 11))["严冬"].expected is False
    assert rows(desk)["严冬"].expected is True


def test_an_exclusion_says_who_agreed_and_does_not_overlap_another(desk: Desk) -> None:
    key = desk.member("严冬")
    with pytest.raises(Refused, match="谁同意") as refused:
        desk.do("exclude_from_expected", member=key, kind="mobile", since="2026-03-01")
    assert refused.value.problems[0].field == "agreed_by"
    desk.do("exclude_from_expected", member=key, kind="mobile", since="2026-03-01", agreed_by="支委会")
    with pytest.raises(Refused, match="已有一条：流动外出（2026-03-01起，支委会同意）"):
        desk.do("exclude_from_expected", member=key, kind="long_sick", since="2026-05-01")


def test_an_election_exclusion_with_both_consents_lowers_the_voters_and_not_the_expected(desk: Desk) -> None:
    key = desk.member("何守田")
    with pytest.raises(Refused, match="今天之后"):
        desk.do(
            "exclude_from_expected", member=key, kind="bedridden", since="2026-03-01", meeting_agreed_on="2026-12-01"
        )
    desk.do(
        "exclude_from_expected",
        member=key,
        kind="bedridden",
        since="2026-03-01",
        superior_agreed_on="2026-03-10",
        meeting_agreed_on="2026-04-10",
    )
    with desk.store.read() as reader:
        table = expected_on(reader, DAY)
        before = expected_on(reader, date(2026, 4, 9))
    assert (table.expected, table.voters) == (1, 0)
    assert (before.expected, before.voters) == (1, 1)
