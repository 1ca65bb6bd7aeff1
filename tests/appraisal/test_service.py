"""The verbs over a real store: what is taken, what is refused and beside which field."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dangjian_desktop.appraisal.records import RECORDS, Criticism, OrgLifeYear, OwnCriticism, Rectification, SelfReview
from dangjian_desktop.appraisal.rules.grades import Grade, Light
from dangjian_desktop.appraisal.rules.rectify import RectificationState
from dangjian_desktop.appraisal.rules.steps import StepKey, StepState
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.links.reading import links_from, links_to

if TYPE_CHECKING:
    from .conftest import Office


def refused(office: Office, verb: str, says: str, **fields: object) -> str:
    """The field beside which it is said."""
    with pytest.raises(Refused, match=says) as caught:
        office.do(verb, **fields)
    return caught.value.problems[0].field if caught.value.problems else ""


# -- the year


def test_a_year_is_begun_once_and_comes_back_whole(office: Office) -> None:
    year = office.begin(theme="转作风", deadline="2027-01-31")
    assert refused(office, "begin_org_life", "已经建好", attributed_year=2026) == "attributed_year"
    assert refused(office, "begin_org_life", "对不上", attributed_year=2025, deadline="2028-01-01") == "deadline"
    with office.store.write("删除") as tx:
        tx.delete(OrgLifeYear, year)
    assert not office.view().known
    assert office.begin() == year
    assert office.view().theme == "转作风"


def test_what_has_not_happened_is_not_entered_and_no_approval_comes_before_the_plan(begun: Office) -> None:
    for field in ("plan_sent_on", "plan_approved_on", "opinions_closed_on", "verdict_on", "report_sent_on"):
        assert refused(begun, "edit_org_life", "今天之后", id=begun.year, changes={field: "2026-12-19"}) == field
    begun.change(plan_sent_on="2026-12-02")
    wrong = {"plan_approved_on": "2026-12-01"}
    assert refused(begun, "edit_org_life", "早于报批日期", id=begun.year, changes=wrong) == "plan_approved_on"
    begun.change(plan_approved_on="2026-12-02", plan_approved_by="机关工委")
    assert begun.view().step(StepKey.PLAN).words == "12-02已批复"


def test_the_meeting_is_planned_among_the_gatherings_linked_and_never_typed_twice(begun: Office) -> None:
    gathering = begun.hold()
    (row,) = begun.view().meetings
    assert (row.id, row.day, row.linked) == (gathering, date(2026, 12, 16), True)
    assert (row.expected, row.present) == (10, 9)
    assert begun.view().present == 9
    with begun.store.read() as reader:
        assert [link.id for link in links_to(reader, gathering)] == [begun.year]
    assert begun.store.undo_label() is not None


def test_a_meeting_of_next_january_that_bears_the_year_counts_by_itself(begun: Office) -> None:
    begun.clock.now = begun.clock.now.replace(year=2027, month=1, day=20)
    segment = {"kind": "org_life_meeting", "attributed_year": 2026}
    gathering = begun.do("plan_gathering", day="2027-01-15", place="三楼会议室", segments=[segment])
    (row,) = begun.view().meetings
    assert (row.id, row.linked) == (gathering, False)
    assert begun.view(2027).meetings == ()


def test_a_meeting_by_groups_asks_for_the_group(begun: Office) -> None:
    assert refused(begun, "plan_org_life_meeting", "哪个党小组", year=begun.year, scope="group") == "party_group"


def test_the_day_of_the_appraisal_decides_who_takes_part(begun: Office) -> None:
    begun.hold()
    assert len(begun.view().people) == 10
    begun.change(appraisal_on="2026-02-01")
    assert [row.name for row in begun.view().people if not row.graded] == []
    assert len(begun.view().people) == 9


# -- preparation


def test_an_anonymous_opinion_never_has_a_person(begun: Office) -> None:
    fields: dict[str, Any] = {"year": begun.year, "text": "排队太久"}
    for person in ({"person": begun.ids["周明"]}, {"person_name": "周明"}):
        assert refused(begun, "add_opinion", "不登记提出人", anonymous=True, **fields, **person) == "person"
    id = begun.do("add_opinion", anonymous=True, **fields)
    later = {"person": begun.ids["周明"]}
    assert refused(begun, "edit_opinion", "当时没有署名", id=id, changes=later) == "person"
    named = begun.do("add_opinion", anonymous=False, person=begun.ids["周明"], **fields)
    rows = {row.id: row for row in begun.view().opinions}
    assert (rows[id].giver_name, rows[named].giver_name) == ("", "周明")
    assert refused(begun, "add_opinion", "没有填写|不能为空", anonymous=True, year=begun.year, text="") == "text"


def test_study_that_was_a_meeting_is_linked_and_other_study_entered(begun: Office) -> None:
    assert refused(begun, "add_theme_study", "今天之后", year=begun.year, topic="章程", day="2026-12-19") == "day"
    study = begun.do("add_theme_study", year=begun.year, topic="章程", day="2026-12-10")
    party_day = begun.do("plan_gathering", day="2026-12-08", segments=[{"kind": "theme_party_day"}])
    link = {"owner_kind": "org_life_years", "owner": begun.year, "target_kind": "gatherings", "target": party_day}
    begun.do("link_records", relation="evidence", **link)
    assert [row.kind for row in begun.view().studies] == ["theme_studies", "gatherings"]
    begun.do("edit_theme_study", id=study, changes={"topic": "党章"})
    assert refused(begun, "edit_theme_study", "没有填学习内容", id=study, changes={"topic": ""}) == "topic"
    begun.do("delete_org_life_entry", id=study)
    assert len(begun.view().studies) == 1
    begun.do("restore_org_life_entry", id=study)
    assert len(begun.view().studies) == 2
    assert refused(begun, "delete_org_life_entry", "找不到这一条", id="nothing") == ""


def test_a_review_is_its_writer_s_until_it_is_handed_in(begun: Office) -> None:
    me = begun.ids["李卫国"]
    refused(begun, "share_self_review", "还没有写", year=begun.year, person=me)
    id = begun.do("write_self_review", year=begun.year, person=me, draft="学习不够")
    row = next(one for one in begun.view().reviews if one.person == me)
    assert (row.drafted, row.shared_on, row.written) == (True, None, False)
    assert begun.view().step(StepKey.REVIEWS).words == "草稿1份，还没交"
    assert begun.do("share_self_review", year=begun.year, person=me) == id
    with begun.store.read() as reader:
        kept = reader.need(SelfReview, id)
    assert (kept.draft, kept.text, kept.shared_on) == (None, "学习不够", date(2026, 12, 18))
    begun.do("share_self_review", year=begun.year, text="班子检视")
    assert begun.view().step(StepKey.REVIEWS).words == "班子已定，党员1/10"
    assert begun.view().reviews[0].name == "支部班子"


def test_a_file_with_a_review_hands_it_in_and_can_be_taken_away(begun: Office, tmp_path: Path) -> None:
    id = begun.do("write_self_review", year=begun.year, person=begun.ids["周明"], draft="见附件")
    file = tmp_path / "对照检查.docx"
    file.write_bytes(b"words")
    attached = begun.do("attach_org_life_file", owner_kind="self_reviews", owner=id, path=str(file))
    row = next(one for one in begun.view().reviews if one.person == begun.ids["周明"])
    assert (row.shared_on, [one.name for one in row.files]) == (date(2026, 12, 18), ["对照检查.docx"])
    begun.do("delete_org_life_entry", id=attached)
    assert begun.view().reviews[1].files == ()


# -- criticism


def test_criticism_is_kept_by_the_branch_or_by_its_writer_alone(begun: Office) -> None:
    pair = {"critic": begun.ids["周明"], "subject": begun.ids["钱珺"]}
    own = begun.do("add_criticism", year=begun.year, own=True, text="只有我知道", **pair)
    begun.do("add_criticism", year=begun.year, own=False, text="请假没有提前说", response="接受", **pair)
    begun.do("edit_criticism", id=own, changes={"text": "改过的话"})
    assert [(row.own, row.text) for row in begun.view().criticisms] == [(False, "请假没有提前说"), (True, "改过的话")]
    shared = begun.do("share_criticism", id=own)
    assert [row.own for row in begun.view().criticisms] == [False, False]
    with begun.store.read() as reader:
        assert reader.need(Criticism, shared).text == "改过的话"
        gone = reader.get(OwnCriticism, own)
        assert gone is not None
        assert gone.deleted
    wrong = {"critic": "没有", "subject": begun.ids["钱珺"]}
    field = refused(begun, "add_criticism", "名册里没有", year=begun.year, own=False, text="x", **wrong)
    assert field == "critic"


# -- 民主评议


def test_the_tally_takes_sums_and_refuses_what_cannot_be(begun: Office) -> None:
    begun.counts(周明=(4, 5, 1, 0))
    row = begun.person("周明")
    assert (row.counts.excellent, row.counts.total, row.blanks) == (4, 10, 0)
    with pytest.raises(Refused, match="钱珺：四档合计11票，多于收回的10张") as caught:
        begun.counts(钱珺=(6, 5, 0, 0))
    assert caught.value.problems[0].field == begun.ids["钱珺"]
    one = {"member": begun.ids["方璟"], "excellent": 1}
    assert refused(begun, "enter_ballot_counts", "方璟：不定等次", year=begun.year, counts=[one]) == begun.ids["方璟"]


def test_a_void_ballot_is_written_down_and_said(begun: Office) -> None:
    begun.counts(issued=9, returned=10)
    assert [problem.void for problem in begun.view().ballot_problems] == [True]


def test_no_field_of_the_program_can_hold_a_sheet_an_order_or_a_time_of_a_ballot(begun: Office) -> None:
    begun.counts()
    fields = {name for model in RECORDS for name in begun.store.schema.kind_of(model).fields}
    assert not {name for name in fields if "time" in name or "_at" in name or "sheet" in name or "ballot_no" in name}


def test_verdicts_are_given_one_by_one_or_to_the_rest(begun: Office) -> None:
    begun.hold()
    begun.counts()
    begun.verdict("excellent", "周明", "钱珺", "李卫国")
    begun.verdict("qualified")
    view = begun.view()
    assert view.share is not None
    assert (view.share.excellent, view.share.light) == (3, Light.GREEN)
    assert (view.text("verdict_by"), view.day("verdict_on")) == ("committee_meeting", date(2026, 12, 18))
    assert begun.person("周明").verdict_lack == "缺评定意见，得票不能作唯一依据"
    begun.do("edit_appraisal", year=begun.year, member=begun.ids["周明"], changes={"opinion": "带头攻坚"})
    assert begun.person("周明").verdict_lack == ""
    wrong = {"members": [begun.ids["方璟"]], "grade": "qualified"}
    assert refused(begun, "give_verdicts", "方璟这次不定等次", year=begun.year, **wrong) == "members"
    begun.verdict("excellent", "单晟")
    assert begun.view().share.light is Light.RED  # type: ignore[union-attr]
    begun.do("edit_appraisal", year=begun.year, member=begun.ids["李卫国"], changes={"ungraded_reason": "上级评定"})
    assert begun.person("李卫国").verdict is None
    assert begun.view().share.light is Light.AMBER  # type: ignore[union-attr]


def test_a_member_on_probation_may_speak_of_themselves_but_gets_no_grade(begun: Office) -> None:
    fields: dict[str, Any] = {"year": begun.year, "member": begun.ids["方璟"]}
    begun.do("edit_appraisal", **fields, changes={"self_review": "努力学习", "self_grade": "qualified"})
    assert begun.person("方璟").self_grade is Grade.QUALIFIED
    assert refused(begun, "edit_appraisal", "不定等次", **fields, changes={"verdict": "excellent"}) == "verdict"
    stranger = {**fields, "member": "nobody"}
    assert refused(begun, "edit_appraisal", "不在本支部", **stranger, changes={"opinion": "x"}) == "member"


def test_feedback_follows_the_verdict(begun: Office) -> None:
    begun.counts()
    member = begun.ids["周明"]
    told = {"feedback_on": "2026-12-18"}
    assert (
        refused(begun, "edit_appraisal", "先|以后再反馈", year=begun.year, member=member, changes=told) == "feedback_on"
    )
    refused(begun, "give_feedback", "没有要登记反馈的", year=begun.year, on="2026-12-18")
    begun.verdict("qualified")
    assert refused(begun, "give_feedback", "早于评定日期", year=begun.year, on="2026-12-17") == "on"
    begun.do("give_feedback", year=begun.year, on="2026-12-18", members=[member])
    assert begun.view().step(StepKey.APPRAISAL).words == "反馈1/9人"
    begun.do("give_feedback", year=begun.year, on="2026-12-18")
    assert begun.view().step(StepKey.APPRAISAL).state is StepState.DONE


# -- 整改


def test_an_item_goes_from_an_opinion_to_closed_and_may_come_back(begun: Office) -> None:
    opinion = begun.do("add_opinion", year=begun.year, anonymous=True, text="排队太久")
    origin = {"arises_from_kind": "org_life_opinions", "arises_from": opinion, "source": "opinion"}
    fields: dict[str, Any] = {"problem": "排队太久", "responsible": begun.ids["陈静"], "deadline": "2026-12-17"}
    id = begun.do("add_rectification", year=begun.year, **fields, **origin)
    with begun.store.read() as reader:
        assert [link.title for link in links_from(reader, id)] == ["意见：排队太久"]
    assert begun.view().opinions[0].rectifications == 1
    assert begun.view().rectifications[0].state is RectificationState.OVERDUE
    assert (
        refused(begun, "verify_rectification", "还没有登记完成", id=id, by=begun.ids["周明"], on="2026-12-18") == "on"
    )
    refused(begun, "reopen_rectification", "还在整改", id=id, on="2026-12-18", reason="x")
    begun.do("edit_rectification", id=id, changes={"progress": "已增开窗口"})
    begun.do("complete_rectification", id=id, on="2026-12-17", outcome="降到十分钟")
    early = {"by": begun.ids["周明"], "on": "2026-12-16"}
    assert refused(begun, "verify_rectification", "早于完成日期", id=id, **early) == "on"
    begun.do("verify_rectification", id=id, by=begun.ids["周明"], on="2026-12-18")
    row = begun.view().rectifications[0]
    assert (row.state, row.verified_by_name) == (RectificationState.CLOSED, "周明")
    assert refused(begun, "complete_rectification", "已经销号", id=id, on="2026-12-18", outcome="x") == "on"
    begun.do("reopen_rectification", id=id, on="2026-12-18", reason="又排队了", deadline="2027-03-31")
    with begun.store.read() as reader:
        kept = reader.need(Rectification, id)
    assert (kept.done_on, kept.verified_on, kept.deadline) == (None, None, date(2027, 3, 31))
    assert begun.view().rectifications[0].state is RectificationState.OPEN


def test_what_is_kept_alone_is_never_linked_into_the_list(begun: Office) -> None:
    me = begun.ids["周明"]
    own = begun.do("add_criticism", year=begun.year, own=True, critic=me, subject=me, text="只有我知道")
    origin = {"arises_from_kind": "own_criticisms", "arises_from": own}
    field = refused(begun, "add_rectification", "自留的", year=begun.year, problem="x", **origin)
    assert field == "arises_from"


def test_the_notice_stands_among_the_rules_and_is_typed_once(office: Office) -> None:
    from dangjian_desktop.regulations.reading import year_notice
    from dangjian_desktop.regulations.rules.notices import Subject

    def notices() -> list[tuple[date | None, str]]:
        with office.store.read() as reader:
            found = [year_notice(reader, one, 2026) for one in (Subject.ORG_LIFE_MEETING, Subject.DEMOCRATIC_APPRAISAL)]
        return [(one.deadline, one.document) for one in found]

    office.begin(notice="机关工委《通知》", deadline="2027-01-31")
    assert notices() == [(date(2027, 1, 31), "机关工委《通知》")] * 2
    office.do("set_year_notice", subject="democratic_appraisal", year=2026, deadline="2027-02-28", document="补充通知")
    view = office.view()
    assert (view.day("deadline"), view.text("notice"), view.due.due) == (
        date(2027, 2, 28),
        "补充通知",
        date(2027, 2, 28),
    )
    office.change(deadline=None)
    assert notices() == [(None, "")] * 2
    assert office.view().due.due == date(2026, 12, 31)
    office.change(notice="只有文号")
    assert office.view().text("notice") == "只有文号"
    assert refused(office, "edit_org_life", "对不上", id=office.year, changes={"deadline": "2029-01-01"}) == "deadline"
