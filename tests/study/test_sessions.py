"""Sessions: held from the plan, signed in, spoken in, made up, finalised; and the hours they give."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import occasions_of
from dangjian_desktop.study.feature import FEATURE
from dangjian_desktop.study.reading.closing import closings
from dangjian_desktop.study.reading.hours import MemberHours, year_hours
from dangjian_desktop.study.records import StudyCorrection, StudyProposal, StudySession, StudySpeech
from dangjian_desktop.study.rules.plan import ItemState

from .conftest import Office

TODAY = date(2026, 10, 12)


def hours(office: Office, name: str, year: int = 2026) -> MemberHours:
    found = office.read(lambda reader: year_hours(reader, year, office.clock().date()))
    return next(one for one in found.members if one.name == name)


def done(office: Office, name: str, year: int = 2026) -> Decimal:
    return hours(office, name, year).standing.done


def test_a_plan_item_is_held_with_one_click_and_done_once_somebody_signed_in(office: Office) -> None:
    item = office.item("窗口服务怎么提速", 10, lecturer=office.ids["周明"])
    session = office.do("hold_plan_item", id=item, start="14:30", end="16:30")
    assert office.do("hold_plan_item", id=item) == session, "twice begins it once"
    assert office.plan().row(item).state is ItemState.PLANNED
    office.there(session, "张晓梅")
    row = office.plan().row(item)
    assert (row.state, row.held_on, row.record) == (ItemState.DONE, TODAY, session)
    assert row.counts is not None
    assert (row.counts.present, row.counts.expected) == (9, 10)
    with pytest.raises(Refused, match="已经办了"):
        office.do("delete_plan_item", id=item)


def test_hours_follow_from_time_and_are_adjusted_with_a_reason_for_all_or_one(office: Office) -> None:
    session = office.session("2026-10-09", start="14:30", end="16:30")
    office.there(session, "张晓梅")
    assert (done(office, "周明"), done(office, "张晓梅")) == (2, 0)
    with pytest.raises(Refused, match="请写一句"):
        office.do("adjust_study_hours", record_kind="study_sessions", record=session, hours=3)
    office.do("adjust_study_hours", record_kind="study_sessions", record=session, hours=3, reason="含会前自学")
    one = office.ids["周明"]
    office.do("adjust_study_hours", record_kind="study_sessions", record=session, hours=1, reason="早退", member=one)
    assert (done(office, "周明"), done(office, "钱珺")) == (1, 3)
    assert hours(office, "周明").lines[0].note == "早退"
    office.do("adjust_study_hours", record_kind="study_sessions", record=session, hours=None, member=one)
    assert done(office, "周明") == 3
    with pytest.raises(Refused, match="不能调整学时"):
        office.do("adjust_study_hours", record_kind="nothing", record=session, hours=3, reason="错")


def test_a_meeting_with_study_counts_by_itself_once_whatever_its_segments(office: Office) -> None:
    """rules.md 0.8 and 0.12: a 党课 inside a 主题党日 has one owner (meetings) and counts once."""
    office.meeting("2026-10-09", "theme_party_day", "party_lecture", start="14:30", end="16:30")
    assert done(office, "周明") == 2
    assert hours(office, "周明").by_form()["党课"] == 2
    office.there(office.session("2026-10-09", start="16:00", end="17:30"))
    assert done(office, "周明") == 3, "the half hour that both took counts once"


def test_make_up_counts_into_hours_on_its_day_and_into_no_attendance(office: Office) -> None:
    """rules.md 0.8: 参加率 counts 实到 only; hours count make-up."""
    session = office.session("2026-10-08")
    office.there(session, "张晓梅", "周明")
    with pytest.raises(Refused, match="那天在场"):
        office.do("make_up_study", session=session, people=[office.ids["钱珺"]], day="2026-10-09")
    with pytest.raises(Refused, match="应在会议日期"):
        office.do("make_up_study", session=session, people=[office.ids["周明"]], day="2026-10-08")
    people = [office.ids["张晓梅"], office.ids["周明"]]
    assert office.do("make_up_study", session=session, people=people, day="2026-10-10", how="看录像") == 2
    assert done(office, "张晓梅") == 2
    line = hours(office, "周明").lines[0]
    assert (line.day, line.note) == (date(2026, 10, 10), "补课")
    (one,) = office.read(lambda reader: occasions_of(reader, Period.month(2026, 10)))
    assert len([part for part in one.people if part.made_up_on is None]) == 8


def test_a_december_session_made_up_in_january_counts_in_january(office: Office) -> None:
    office.clock.now = datetime(2027, 1, 8, 9)
    session = office.session("2026-12-30")
    office.there(session, "周明")
    office.do("make_up_study", session=session, people=[office.ids["周明"]], day="2027-01-05")
    assert (done(office, "周明", 2026), done(office, "周明", 2027)) == (0, 2)


def test_training_outside_counts_days_or_given_hours_and_is_split_over_new_year(office: Office) -> None:
    (one,) = office.do(
        "add_training", members=[office.ids["周明"]], title="轮训", since="2026-05-11", until="2026-05-15", central=True
    )
    assert (done(office, "周明"), hours(office, "周明").central) == (40, 1)
    office.do("edit_training", id=one, changes={"hours": 24, "proof": "结业证"})
    assert done(office, "周明") == 24
    office.do(
        "add_training", members=[office.ids["钱珺"]], title="网络班", since="2025-12-30", until="2026-01-03", hours=40
    )
    assert (done(office, "钱珺", 2025), done(office, "钱珺")) == (16, 24)
    office.do("delete_training", id=one)
    assert done(office, "周明") == 0
    for wrong, words in (({"until": "2026-05-01"}, "之前"), ({"until": "2026-12-01"}, "今天之后")):
        with pytest.raises(Refused, match=words):
            office.do("add_training", members=[office.ids["周明"]], title="班", since="2026-05-11", **wrong)


def test_certificates_are_imported_from_a_sheet(office: Office) -> None:
    rows = [
        ["姓名", "培训名称", "日期", "学时", "证书"],
        ["周明", "网络课程", "2026-05-11", 8, "A1"],
        ["无名", "", "", "", ""],
    ]
    with pytest.raises(Refused, match="有1行要先改好"):
        office.do("import_trainings", rows=rows)
    assert office.do("import_trainings", rows=rows, skip=[3]) == 1
    assert done(office, "周明") == 8
    with pytest.raises(Refused, match="没有可以导入"):
        office.do("import_trainings", rows=rows, skip=[3])


def test_who_is_behind_learns_what_would_close_the_gap(office: Office) -> None:
    session = office.session("2026-09-09")
    office.there(session, "周明")
    office.item("讲坛", 11, form="forum", hours=3)
    found = office.read(lambda reader: year_hours(reader, 2026, TODAY))
    closed = office.read(lambda reader: closings(reader, found))
    assert closed[office.ids["周明"]].words == "参加计划内1场3学时，补课1场2学时，还需另安排27学时"
    assert closed[office.ids["李卫国"]].words == "参加计划内1场3学时，还需另安排51学时"
    assert len(found.behind) == 10
    assert found.basis == "32/56：《中国共产党党员教育管理工作条例》第二十条，书记和委员本单位设定"


def test_a_pasted_chat_is_kept_as_points_and_signs_the_speakers_in(office: Office) -> None:
    session = office.session("2026-10-09", form="online", platform="微信群")
    said = [
        {"speaker": office.ids["张晓梅"], "points": "窗口一次告知单还可以再短。"},
        {"speaker_name": "群友", "points": "同意"},
    ]
    office.do("add_study_speeches", session=session, speeches=said, present=True)
    kept = office.read(lambda reader: reader.parts(StudySpeech, session))
    assert [(one.speaker or one.speaker_name, one.points) for one in kept] == [
        (office.ids["张晓梅"], "窗口一次告知单还可以再短。"),
        ("群友", "同意"),
    ]
    assert done(office, "张晓梅") == 2
    assert done(office, "周明") == 0


def test_self_study_counts_by_the_plan_until_somebody_says_otherwise(office: Office) -> None:
    item = office.item("指定篇目", 10, form="self_study", hours=4)
    session = office.do("hold_plan_item", id=item)
    office.there(session)
    assert done(office, "周明") == 4
    assert hours(office, "周明").lines[0].note == "按计划学时"


def test_a_session_is_final_once_nothing_is_missing_and_then_changed_only_with_a_reason(office: Office) -> None:
    session = office.session("2026-10-09", "窗口服务怎么提速", form="seminar")
    with pytest.raises(Refused) as refused:
        office.do("finalise_study_session", id=session)
    assert [one.message for one in refused.value.problems] == ["还没有签到。", "没有讨论题。", "没有发言要点。"]
    office.there(session)
    office.do("edit_study_session", id=session, changes={"questions": "一、慢在哪里？"})
    office.do("add_study_speech", session=session, speaker=office.ids["周明"], points="材料重复交")
    office.do("finalise_study_session", id=session)
    with pytest.raises(Refused, match="已经定稿"):
        office.do("finalise_study_session", id=session)
    with pytest.raises(Refused, match="请用“更正”"):
        office.do("edit_study_session", id=session, changes={"place": "二楼"})
    office.do("edit_study_session", id=session, changes={"place": "二楼"}, correction="地点写错")
    (kept,) = office.read(lambda reader: reader.parts(StudyCorrection, session))
    assert (kept.what, kept.reason) == ("地点", "地点写错")
    with pytest.raises(Refused, match="请用“更正”"):
        office.do("set_study_attendance", session=session, person=office.ids["周明"], state="absent")
    office.do("set_study_attendance", session=session, person=office.ids["周明"], state="absent", correction="看错")
    office.do("make_up_study", session=session, people=[office.ids["周明"]], day="2026-10-10")


def test_each_form_asks_for_its_own_before_it_is_final(office: Office) -> None:
    asked = {
        "expert_lecture": ["没有填写专家姓名。", "没有讲义要点。"],
        "visit": ["没有发言要点。", "没有填写参观地点。"],
        "self_study": [],
    }
    for form, words in asked.items():
        session = office.session("2026-10-09", form=form)
        office.there(session)
        with pytest.raises(Refused) if words else _nothing() as refused:
            office.do("finalise_study_session", id=session)
        if words:
            assert [one.message for one in refused.value.problems] == words
            office.do("finalise_study_session", id=session, despite=True)
    guest = office.session("2026-10-09", form="expert_lecture", lecturer_name="周敏")
    office.do("edit_study_session", id=guest, changes={"notes": "要点"})
    office.there(guest)
    with pytest.raises(Refused, match="没有填写专家单位"):
        office.do("finalise_study_session", id=guest)
    untimed = office.do("add_study_session", day="2026-10-09", content="自学", form="self_study")
    office.there(untimed)
    with pytest.raises(Refused, match="没有起止时间"):
        office.do("finalise_study_session", id=untimed)


def _nothing():  # type: ignore[no-untyped-def]
    from contextlib import nullcontext

    return nullcontext()


def test_a_day_to_come_or_no_day_stops_a_final_session_whatever(office: Office) -> None:
    session = office.session("2026-10-20")
    with pytest.raises(Refused, match="日期还没到"):
        office.do("finalise_study_session", id=session, despite=True)
    office.do("edit_study_session", id=session, changes={"day": None})
    with pytest.raises(Refused, match="没有填写日期"):
        office.do("finalise_study_session", id=session, despite=True)
    with pytest.raises(Refused, match="没有应到的人员"):
        office.do("mark_all_present_at_study", session=session)
    with pytest.raises(Refused, match="结束时间应晚于"):
        office.do("edit_study_session", id=session, changes={"end": "13:00"})
    with pytest.raises(Refused, match="没有填学习内容"):
        office.do("edit_study_session", id=session, changes={"content": ""})


def test_a_proposal_is_followed_until_something_became_of_it_also_after_the_session_is_final(office: Office) -> None:
    session = office.session("2026-10-09")
    office.there(session)
    proposal = office.do("add_study_proposal", session=session, text="一次告知单改版", proposer=office.ids["周明"])
    office.do("finalise_study_session", id=session)
    office.do("edit_study_proposal", id=proposal, changes={"outcome": "adopted", "outcome_text": "已印新单"})
    kept = office.read(lambda reader: reader.need(StudyProposal, proposal))
    assert (kept.outcome, kept.outcome_on) == ("adopted", TODAY)
    with pytest.raises(Refused, match="没有填建议"):
        office.do("edit_study_proposal", id=proposal, changes={"text": ""})


def test_only_the_group_is_expected_where_a_group_studies(office: Office) -> None:
    session = office.session("2026-10-09", audience="group", party_group=office.ids["第一党小组"])
    assert office.do("mark_all_present_at_study", session=session) == 4
    assert (done(office, "周明"), done(office, "单晟")) == (2, 0)
    office.do("set_study_attendance", session=session, person=office.ids["单晟"], state="present")
    assert done(office, "单晟") == 2
    named = office.session("2026-10-08", audience="named")
    office.do("set_study_attendance", session=named, person=office.ids["单晟"], state="present")
    assert office.do("mark_all_present_at_study", session=named) == 0


def test_parts_of_a_session_are_deleted_and_brought_back(office: Office) -> None:
    session = office.session("2026-10-09")
    speech = office.do("add_study_speech", session=session, speaker_name="来宾", points="一句")
    office.do("edit_study_speech", id=speech, changes={"points": "两句"})
    office.do("delete_study_part", kind="study_speeches", id=speech)
    office.do("restore_study_part", kind="study_speeches", id=speech)
    for verb in ("delete_study_part", "restore_study_part"):
        with pytest.raises(Refused):
            office.do(verb, kind="study_sessions", id=session)
    with pytest.raises(Refused, match="请填写发言人"):
        office.do("add_study_speech", session=session)
    office.do("delete_study_session", id=session)
    office.do("restore_study_session", id=session)
    assert office.read(lambda reader: reader.need(StudySession, session)).content == "学习"


def test_reflections_are_asked_for_and_handed_in_and_private_text_stays(office: Office) -> None:
    members = [office.ids["周明"], office.ids["钱珺"]]
    assert office.do("ask_reflections", members=members, title="读后感", due="2026-10-01") == 2
    assert FEATURE.questions is not None
    asked = FEATURE.questions
    found = {one.key: one for one in office.read(lambda reader: asked(reader, TODAY))}
    assert found["study.reflections"].answer == "2篇，最早的应10-01交"
    mine = office.do("add_reflection", member=members[0], title="心得", own_text="只给自己看")
    office.do("edit_reflection", id=mine, changes={"text": "共享的话"})
    office.do("add_study_comment", member=members[0], aspect="insight", text="抓得准")


def test_figures_and_sentences_come_with_their_records(office: Office) -> None:
    assert FEATURE.digest is not None
    item = office.item("窗口服务怎么提速", 9)
    office.item("讲坛", 11, form="forum")
    session = office.do("hold_plan_item", id=item, day="2026-09-18", start="14:30", end="16:30")
    office.there(session, "张晓梅")
    office.item("没办的", 9)
    month = Period.month(2026, 9)
    figures = {metric.name: metric for metric in FEATURE.metrics}

    def figure(name: str, subject: str | None = None):  # type: ignore[no-untyped-def]
        return office.read(lambda reader: figures[name].compute(reader, month, subject))

    assert figure("study_items_planned").value == 2
    assert (figure("study_items_done").value, figure("study_items_done").records) == (1, (session,))
    assert figure("study_plan_share").value == Decimal("0.5")
    assert figure("study_hours", office.ids["周明"]).value == 2
    assert figure("study_hours").value == 18
    assert figure("study_attendance_share").value == Decimal("0.9")
    assert figure("study_hours_met").value == 0
    assert figure("study_hours_asked").value == 10
    empty = office.read(lambda reader: figures["study_hours"].compute(reader, Period.year(2020), None))
    assert (empty.value, empty.complete) == (None, False)
    digest = FEATURE.digest
    blocks = office.read(lambda reader: digest(reader, month))
    assert [block.text for block in blocks if not block.inner] == [
        "组织学习1次，学习了“窗口服务怎么提速”。",
        "学习应到10人次，实到9人次，补课0人次。",
        "计划学习未办1项：没办的。",
    ]
    october = office.read(lambda reader: digest(reader, Period.month(2026, 10)))
    assert [block.text for block in october if not block.inner] == ["按学习计划开展学习1次：讲坛（组工讲坛）。"]
    assert FEATURE.dues is not None
    dues = FEATURE.dues
    assert [one.title for one in office.read(lambda reader: dues(reader, 2026, TODAY))] == [
        "2026年学习计划",
        "学习：没办的　未办",
        "2026年学时：李卫国、陈静、张晓梅等10人还没达到",
    ]
