from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import SampleWorld
from dangjian_desktop.roster.feature import FEATURE
from dangjian_desktop.roster.names import ordinal_key
from dangjian_desktop.roster.reading import (
    expected_on,
    find_people,
    labels_on,
    member_facts,
    member_label,
    person_label,
    person_refs,
    posts_on,
)
from dangjian_desktop.roster.records import RECORDS, Member, MemberSpell, PartyGroup, Person, PostSpell
from dangjian_desktop.roster.rules import Post, Status
from dangjian_desktop.roster.sample import make_sample
from dangjian_desktop.store import Schema, Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.roster.conftest import Desk

DAY = date(2026, 10, 12)


def labels(desk: Desk) -> set[str]:
    with desk.store.read() as reader:
        return set(labels_on(reader, DAY).values())


def test_two_of_one_name_are_told_apart_by_group_then_birth_year_then_department(desk: Desk) -> None:
    one = desk.member("王强", born_on="1981-03-04", department="综合科")
    two = desk.member("王强", born_on="1990-03-04", department="数据科")
    assert labels(desk) == {"王强（1981年生）", "王强（1990年生）"}
    desk.do("add_party_group", name="第一党小组", members=[one])
    desk.do("add_party_group", name="第二党小组", members=[two])
    assert labels(desk) == {"王强（第一党小组）", "王强（第二党小组）"}


def test_two_of_one_name_without_anything_else_are_told_apart_by_number(desk: Desk) -> None:
    keys = [desk.member("王强", department="综合科") for _ in range(2)]
    assert labels(desk) == {f"王强（综合科，编号{key[:4]}）" for key in keys}


def test_a_name_that_differs_in_one_hint_only_shows_all_hints(desk: Desk) -> None:
    desk.member("王强", department="综合科", duty="科员")
    desk.member("王强", department="综合科")
    assert labels(desk) == {"王强（综合科，科员）", "王强（综合科）"}


def test_a_member_and_somebody_else_of_one_name_are_told_apart(desk: Desk) -> None:
    key = desk.member("刘洋")
    desk.do("add_party_group", name="第一党小组", members=[key])
    desk.do("add_person", name="刘洋", category="guest")
    assert labels(desk) == {"刘洋（第一党小组）", "刘洋（来宾）"}


def test_a_deleted_member_keeps_their_name_for_past_meetings(desk: Desk) -> None:
    key = desk.member("王强")
    desk.do("delete_member", id=key)
    with desk.store.read() as reader:
        assert member_label(reader, key) == person_label(reader, key) == "王强"
        assert person_refs(reader, [key])[key].detail == "已删除"
        assert person_refs(reader) == {}
        assert person_label(reader, "nobody") == ""


def test_facts_of_a_kind_that_a_newer_program_wrote_are_passed_over(desk: Desk) -> None:
    key = desk.member("王强")
    with desk.store.write("新版") as tx:
        tx.add(MemberSpell, owner=key, values={"kind": "something_new"})
        tx.add(PostSpell, owner=key, values={"post": "something_new"})
    with desk.store.read() as reader:
        facts = member_facts(reader)[key]
        assert facts.posts == ()
        assert expected_on(reader, DAY).expected == 1


def test_other_people_are_found_with_what_they_are_and_have_no_vote(desk: Desk) -> None:
    key = str(desk.do("add_person", name="屈大山", category="contact", organisation="枫香村"))
    with desk.store.read() as reader:
        (ref,) = find_people(reader, "qds")
        assert (ref.id, ref.kind, ref.detail, ref.votes) == (key, "people", "联系人 枫香村", False)


def test_the_list_of_finds_is_limited(desk: Desk) -> None:
    for name in ("王一", "王二", "王三"):
        desk.member(name)
    with desk.store.read() as reader:
        assert len(find_people(reader, "w", limit=2)) == 2


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("第一党小组", 1),
        ("第十党小组", 10),
        ("第十二党小组", 12),
        ("二十一组", 21),
        ("第3小组", 3),
        ("机关党小组", 9999),
    ],
)
def test_groups_are_ordered_by_their_number(name: str, number: int) -> None:
    assert ordinal_key(name)[0] == number


# --- people


def test_a_person_is_entered_changed_deleted_and_brought_back(desk: Desk) -> None:
    key = desk.do("add_person", name="马 宁", category="non_party", phone="138 0000 1234")
    desk.do("edit_person", id=key, changes={"category": "activist", "duty": "工程师", "phone": ""})
    with desk.store.read() as reader:
        person = reader.need(Person, str(key))
    assert (person.name, person.category, person.duty, person.phone) == ("马宁", "activist", "工程师", None)
    desk.do("delete_person", id=key)
    with desk.store.read() as reader:
        assert find_people(reader, "mn") == []
    desk.do("restore_person", id=key)
    with desk.store.read() as reader:
        assert len(find_people(reader, "mn")) == 1


def test_a_person_needs_a_name_and_is_not_entered_twice(desk: Desk) -> None:
    with pytest.raises(Refused, match="姓名不能为空"):
        desk.do("add_person", name="", category="guest")
    key = desk.do("add_person", name="高远", category="guest", born_on="1980-01-01")
    with pytest.raises(Refused, match="可能是同一个人"):
        desk.do("add_person", name="高远", category="contact", born_on="1980-01-01")
    with pytest.raises(Refused, match="姓名不能为空"):
        desk.do("edit_person", id=key, changes={"name": " "})
    with pytest.raises(Refused, match="填写的内容有问题"):
        desk.do("add_person", name="高远", category="king")


# --- corrections


def test_a_correction_changes_the_past_and_is_no_event(desk: Desk) -> None:
    key = desk.member("王强", since="2026-05-01")
    with desk.store.read() as reader:
        spell = reader.parts(MemberSpell, key)[0].id
    desk.do("correct_fact", kind="member_spells", id=spell, changes={"since": "2026-04-01"}, reason="转入日期录错")
    with desk.store.read() as reader:
        assert expected_on(reader, date(2026, 4, 1)).expected == 1
    assert desk.store.undo_label() == "更正党员情况 王强（转入日期录错）"
    desk.do("correct_fact", kind="members", id=key, changes={"converted_on": "2011-06-02"})
    with desk.store.read() as reader:
        assert reader.need(Member, key).converted_on == date(2011, 6, 2)


def test_a_correction_that_makes_no_sense_is_refused(desk: Desk) -> None:
    key = desk.member("王强")
    spell = desk.do("mark_member", member=key, kind="mobile", since="2026-05-01")
    entry = desk.do("exclude_from_expected", member=key, kind="mobile", since="2026-05-01", agreed_by="支委会")
    committee = desk.do("form_committee", formed_on="2025-03-15", seats=[{"member": key, "post": "secretary"}])
    for kind, record, changes, sentence in (
        ("members", key, {"converted_on": "2000-01-01"}, "早于入党日期"),
        ("members", key, {"since": "2000-01-01"}, "没有这几项可以更正：since"),
        ("member_spells", spell, {"until": "2026-05-01"}, "应晚于开始日期"),
        ("member_spells", spell, {"kind": "king"}, "没有这种类别"),
        ("exclusions", entry, {"kind": "retired"}, "没有这种类别"),
        ("committees", committee, {"ended_on": "2025-03-15"}, "应晚于开始日期"),
        ("posts", "nobody", {}, "找不到"),
    ):
        with pytest.raises(Refused, match=sentence):
            desk.do("correct_fact", kind=kind, id=record, changes=changes)
    desk.do("correct_fact", kind="posts", id=_post(desk, key), changes={"post": "commissioner"})
    with desk.store.read() as reader:
        assert [holder.post for holder in posts_on(reader, DAY)] == [Post.COMMISSIONER]


def _post(desk: Desk, key: str) -> str:
    with desk.store.read() as reader:
        return reader.parts(PostSpell, key)[0].id


def test_a_fact_entered_by_mistake_is_taken_away(desk: Desk) -> None:
    key = desk.member("严冬")
    entry = desk.do("exclude_from_expected", member=key, kind="mobile", since="2026-05-01", agreed_by="支委会")
    desk.do("remove_fact", kind="exclusions", id=entry)
    with desk.store.read() as reader:
        assert expected_on(reader, DAY).expected == 1


# --- the face and the sample


def test_the_sample_branch_has_everything_that_real_life_has(store: Store, sample: SampleWorld) -> None:
    with store.read() as reader:
        table = expected_on(reader, sample.today)
        holders = posts_on(reader, sample.today)
        names = [row.name for row in table.rows]
        assert len(names) == len(sample.shared["members"]) == 24
        assert names.count("王强") == 2
        assert set("䶮㛃喆堃犇珺甯晟頔璟翀") <= set("".join(names))
        assert {name[0] for name in names} >= set("单曾仇解")
        assert [row.status for row in table.rows].count(Status.PROBATIONARY) == 2
        assert (table.expected, table.voters) == (23, 21)
        assert len([holder for holder in holders if holder.post is not Post.GROUP_LEADER]) == 5
        assert len(sample.shared["groups"]) == 3
        assert person_label(reader, sample.shared["secretary"]) == "李卫国"
        assert person_label(reader, sample.shared["activist"]) == "刘洋"
        (came,) = [row for row in table.rows if row.name == "钱珺"]
        first = next(
            day
            for day in (date(2026, month, 18) for month in range(1, 11))
            if came.person_id in {row.person_id for row in expected_on(reader, day).rows}
        )
        assert first.month in (2, 5, 8, 11)
        assert not any(row.phone or row.identity_number for row in reader.all(_members()))


def _members() -> object:
    from sqlalchemy import select

    return select(Member)


@pytest.mark.parametrize(("years", "members"), [(1, 8), (3, 24), (5, 40)])
def test_a_sample_of_any_size_is_made_the_same_for_a_seed(tmp_path: Path, years: int, members: int) -> None:
    made = []
    for attempt in range(2):
        clock = FixedClock(datetime(2026 - years, 1, 1, 9, 0))
        folder = tmp_path / f"{years}-{members}-{attempt}"
        with Store.open(folder, Schema.of(*RECORDS), clock=clock, ids=SeededIds(3), device="pc") as store:
            make_sample(SampleWorld(store=store, clock=clock, seed=3, years=years, members=members, today=DAY))
            with store.read() as reader:
                made.append(expected_on(reader, DAY).rows)
    assert made[0] == made[1]
    assert len(made[0]) == members


def test_everything_the_roster_keeps_has_a_kind_and_a_name(store: Store, sample: SampleWorld) -> None:
    kinds = {kind.record.__tablename__ for kind in FEATURE.kinds}
    assert kinds == {record.__tablename__ for record in RECORDS}
    assert {reference.kind for reference in FEATURE.references} == kinds
    with store.read() as reader:
        for kind, reference in zip(
            sorted(FEATURE.kinds, key=lambda kind: kind.record.__tablename__),
            sorted(FEATURE.references, key=lambda reference: reference.kind),
            strict=True,
        ):
            from sqlalchemy import select

            for record in reader.all(select(kind.record).limit(3)):
                assert reference.label(reader, record.id)
            assert reference.label(reader, "nobody") == ""


def test_members_are_listed_with_what_holds_today(store: Store, sample: SampleWorld) -> None:
    (kind,) = [kind for kind in FEATURE.kinds if kind.record is Member]
    assert kind.derived is not None
    with store.read() as reader:
        derived = kind.derived(reader, reader.need(Member, sample.shared["secretary"]))
        assert derived["status"] == "full"
        assert derived["post_names"] == "书记"
        assert derived["party_group_name"] == "第一党小组"


def test_references_find_their_own_kind(store: Store, sample: SampleWorld) -> None:
    references = {reference.kind: reference for reference in FEATURE.references}
    with store.read() as reader:
        assert [hit.title for hit in references["members"].find(reader, "lwg", 5)] == ["李卫国"]
        assert references["people"].find(reader, "lwg", 5) == []
        assert len(references["members"].find(reader, "", 5)) == 5
        assert [hit.title for hit in references["party_groups"].find(reader, "第二", 5)] == ["第二党小组"]
        assert references["posts"].find(reader, "lwg", 5)
        assert FEATURE.search is not None
        assert [hit.title for hit in FEATURE.search(reader, "shan", 9)] == ["单晟", "屈大山"]
        assert references["party_groups"].label(reader, reader.all(_groups())[0].id)


def _groups() -> object:
    from sqlalchemy import select

    return select(PartyGroup)


def test_the_members_are_counted_on_a_periods_last_day(store: Store, sample: SampleWorld) -> None:
    metrics = {metric.name: metric for metric in FEATURE.metrics}
    with store.read() as reader:
        figure = metrics["probationary_members"].compute(reader, Period.year(2026), None)
        assert figure.value == 2
        assert len(figure.records) == 2
        one = metrics["members"].compute(reader, Period.year(2026), sample.shared["secretary"])
        assert one.records == (sample.shared["secretary"],)


def test_the_history_speaks_of_posts_and_marks_in_chinese_and_masks_what_is_private(desk: Desk) -> None:
    key = desk.member("王强", phone="13800001234")
    desk.do("form_committee", formed_on="2025-03-15", seats=[{"member": key, "post": "secretary"}])
    desk.do("mark_member", member=key, kind="mobile", since="2026-05-01")
    told = {change.new for line in desk.store.history(key) for change in line.changes}
    assert {"书记", "流动党员"} <= told
    assert "13800001234" not in told
