"""The year's plan: made, moved, postponed with reasons, approved, carried out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.feature import Lane, carry_out, find_action, occasions_of, schedule_of
from dangjian_desktop.store import Part
from dangjian_desktop.study.feature import FEATURE
from dangjian_desktop.study.reading.rota import propose
from dangjian_desktop.study.records import Postponement
from dangjian_desktop.study.rules.plan import ItemState

from .conftest import Office

TODAY = date(2026, 10, 12)


def contents(office: Office, year: int = 2026) -> list[tuple[int, str]]:
    return [(row.month, row.content) for row in office.plan(year).rows]


def test_an_item_begins_the_years_plan_and_stands_under_its_month(office: Office) -> None:
    office.item("窗口服务怎么提速", 9, lecturer=office.ids["周明"])
    office.item("档案规范", None, day="2026-11-13")
    office.item("新年第一课", 1)
    assert contents(office) == [(1, "新年第一课"), (9, "窗口服务怎么提速"), (11, "档案规范")]
    row = office.plan().rows[1]
    assert (row.lecturer, row.form.name, row.hours, row.state) == ("周明", "讨论研学", 2, ItemState.OVERDUE)
    assert office.plan().rows[2].day == date(2026, 11, 13)


def test_an_item_needs_a_month_of_the_plans_year_and_people_who_are_there(office: Office) -> None:
    for wrong, words in (
        ({"month": None}, "没有填月份"),
        ({"day": "2027-01-05"}, "不在2026年"),
        ({"lecturer": "nobody"}, "没有这位主讲人"),
        ({"responsible": "nobody"}, "没有这位责任人"),
        ({"form": "nothing"}, "没有这种学习形式"),
        ({"party_group": "nothing"}, "没有这个党小组"),
    ):
        with pytest.raises(Refused, match=words):
            office.item("某项", **wrong)
    assert contents(office) == []


def test_last_years_plan_is_taken_over_with_its_days_but_not_what_was_dropped(office: Office) -> None:
    office.do("make_study_plan", year=2025, theme="去年")
    office.do("add_plan_item", year=2025, content="条例", day="2025-03-31", form="group_study", hours=2)
    dropped = office.do("add_plan_item", year=2025, content="没办成", month=5)
    office.do("drop_plan_item", id=dropped, reason="上级统一组织")
    office.do("make_study_plan", year=2026, theme="实干担当 服务基层", source="last_year")
    assert contents(office) == [(3, "条例")]
    assert office.plan().rows[0].day == date(2026, 3, 31)
    with pytest.raises(Refused, match="已有学习计划"):
        office.do("make_study_plan", year=2026)
    with pytest.raises(Refused, match="没有学习计划可以照着做"):
        office.do("make_study_plan", year=2030, source="last_year")


def test_the_template_has_every_lively_form_and_no_wording_of_the_day(office: Office) -> None:
    office.do("make_study_plan", year=2026, source="template")
    view = office.plan()
    assert {share.form.short for share in view.forms if share.form.lively and share.count} == {
        "讨论", "导学", "轮讲", "讲坛", "网络",
    }  # fmt: skip
    assert not any(share.scarce for share in view.forms if share.form.short == "讨论")


def test_a_deleted_plan_that_is_made_anew_begins_without_its_old_items(office: Office) -> None:
    office.item("旧的")
    office.do("delete_study_plan", id=office.plan().id)
    assert office.plan().id == ""
    office.do("make_study_plan", year=2026, theme="新的")
    assert (office.plan().theme, contents(office)) == ("新的", [])
    with pytest.raises(Refused, match="没有这份学习计划"):
        office.do("restore_study_plan", id="nothing")


def test_an_item_is_moved_between_months_and_keeps_its_day_of_the_month(office: Office) -> None:
    item = office.item("讲坛", None, day="2026-10-31")
    office.do("move_plan_item", id=item, month=11)
    assert office.plan().row(item).day == date(2026, 11, 30)
    office.do("move_plan_item", id=item, day="2026-12-04")
    assert (office.plan().row(item).month, office.plan().row(item).day) == (12, date(2026, 12, 4))


def test_an_item_that_is_late_is_postponed_with_a_reason_not_just_moved(office: Office) -> None:
    item = office.item("窗口服务怎么提速", 9)
    with pytest.raises(Refused, match="请用“顺延”"):
        office.do("move_plan_item", id=item, month=11)
    with pytest.raises(Refused, match="改到的时间已经过了"):
        office.do("postpone_plan_items", ids=[item], month=8, reason="忙")
    office.do("postpone_plan_items", ids=[item], month=11, reason="防汛值班")
    row = office.plan().row(item)
    assert (row.month, row.state, row.reasons) == (11, ItemState.PLANNED, ("防汛值班",))
    assert office.plan().counts.postponed == 1
    kept = office.read(lambda reader: reader.parts(Postponement, item))
    assert [(one.from_month, one.to_month) for one in kept] == [(9, 11)]


def test_several_slipped_items_are_postponed_in_one_step_that_is_undone_as_one(office: Office) -> None:
    items = [office.item(f"第{number}项", number) for number in (7, 8, 9)]
    office.do("postpone_plan_items", ids=items, month=12, reason="换届")
    assert {row.month for row in office.plan().rows} == {12}
    office.store.undo()
    assert [row.month for row in office.plan().rows] == [7, 8, 9]


def test_a_dropped_item_stays_with_its_reason_and_can_be_taken_up_again(office: Office) -> None:
    item = office.item("参观", 11)
    office.do("drop_plan_item", id=item, reason="场馆闭馆")
    row = office.plan().row(item)
    assert (row.state, row.dropped_reason, office.plan().counts.planned) == (ItemState.DROPPED, "场馆闭馆", 0)
    with pytest.raises(Refused, match="已不再安排"):
        office.do("hold_plan_item", id=item)
    office.do("take_up_plan_item", id=item)
    assert office.plan().row(item).state is ItemState.PLANNED


def test_a_plan_is_approved_by_a_meeting_that_is_linked_or_named(office: Office) -> None:
    office.item("某项")
    plan = office.plan().id
    with pytest.raises(Refused, match="请选通过计划的会议"):
        office.do("approve_study_plan", id=plan)
    with pytest.raises(Refused, match="不能晚于今天"):
        office.do("approve_study_plan", id=plan, approved_on="2026-10-13")
    office.do("approve_study_plan", id=plan, approved_on="2026-01-15", approved_by="支委会")
    approval = office.plan().approval
    assert approval is not None
    assert approval.words == "支委会 1-15 通过"
    meeting = office.meeting("2026-01-15", "committee_meeting")
    for _twice in range(2):
        office.do("approve_study_plan", id=plan, meeting_kind="gatherings", meeting=meeting)
    approval = office.plan().approval
    assert approval is not None
    assert (approval.record, approval.words) == (meeting, "1-15 1月支委会 通过")
    office.do("edit_study_plan", id=plan, changes={"reported_on": "2026-01-20", "theme": "实干担当"})
    assert (office.plan().theme, office.plan().reported_on) == ("实干担当", date(2026, 1, 20))


def test_an_item_serves_a_core_task_and_stops_serving_it(office: Office) -> None:
    task = office.do("add_core_task", title="营商环境")
    item = office.item("窗口服务怎么提速", serves=task)
    assert [one.title for one in office.plan().row(item).serves] == ["营商环境"]
    office.do("edit_plan_item", id=item, changes={"content": "窗口提速"}, serves="")
    row = office.plan().row(item)
    assert (row.serves, row.content) == ((), "窗口提速")


def test_a_meeting_that_carries_an_item_out_shares_its_sign_in(office: Office) -> None:
    item = office.item("主题党日学习", form="party_lecture")
    meeting = office.meeting("2026-10-09", "party_lecture")
    assert [row.auto for row in office.plan().rows] == [True, False], "until then both stand there"
    (occasion,) = office.read(lambda reader: occasions_of(reader, _october()))
    office.do("fulfil_plan_item", id=item, record_kind=occasion.record_kind, record=occasion.record)
    (row,) = office.plan().rows
    assert (row.state, row.held_on, row.record) == (ItemState.DONE, date(2026, 10, 9), occasion.record)
    assert meeting
    office.do("unfulfil_plan_item", id=item, record_kind=occasion.record_kind, record=occasion.record)
    assert office.plan().row(item).state is ItemState.PLANNED


def _october():  # type: ignore[no-untyped-def]
    from dangjian_desktop.base.periods import Period

    return Period.month(2026, 10)


def test_a_theme_party_day_with_study_shows_by_itself(office: Office) -> None:
    office.meeting("2026-09-10", "theme_party_day")
    (row,) = office.plan().rows
    assert (row.auto, row.form_name, row.state, row.month) == (True, "主题党日", ItemState.DONE, 9)
    assert row.counts is not None
    assert row.counts.present == 10
    assert office.plan().counts.planned == 0, "it was not planned here"


def test_the_board_has_the_items_typed_once_and_moving_there_moves_them(office: Office) -> None:
    item = office.item("讲坛", 11)
    (one,) = [found for found in office.read(lambda r: schedule_of(r, 2026, TODAY)) if found.lane is Lane.STUDY]
    assert (one.title, one.month, one.record, one.detail) == ("讲坛", 11, item, "讨论研学")
    assert one.move is not None
    call = one.move(date(2026, 12, 4))
    with office.store.write("年度计划", verb="plan") as tx:
        carry_out(tx, call)
        assert tx.label == "年度计划"
    assert office.plan().row(item).day == date(2026, 12, 4)


def test_what_last_year_had_is_proposed_until_it_is_taken_up(office: Office) -> None:
    office.do("add_plan_item", year=2025, content="条例", month=3, form="group_study", hours=2)
    assert FEATURE.proposals is not None
    propose_all = FEATURE.proposals
    (one,) = office.read(lambda reader: propose_all(reader, 2026))
    assert (one.title, one.reason, one.day) == ("条例", "2025年3月学过", date(2026, 3, 15))
    call = one.plan(date(2026, 11, 20))
    office.do(call.action, **call.values)
    assert office.read(lambda reader: propose_all(reader, 2026)) == []
    assert office.plan().rows[0].hours == 2


def test_rows_pasted_from_a_sheet_become_items_once(office: Office, tmp_path: Path) -> None:
    rows = [
        ["2026年学习计划"],
        ["月份", "学习内容", "学习形式", "主讲人", "责任人", "学时"],
        ["3月", "条例解读", "专家导学", "县党校 周敏", "陈静", 3],
        [None, "业务知识", "轮讲", "周明", None, "1学时"],
        ["11月13日", "档案规范", "讲坛", "陈 静", None, None],
    ]
    assert office.do("import_plan_items", year=2026, rows=rows) == 3
    found = [(row.month, row.content, row.lecturer, row.form.short, row.hours) for row in office.plan().rows]
    assert found == [
        (3, "条例解读", "县党校 周敏", "导学", 3),
        (3, "业务知识", "周明", "轮讲", 1),
        (11, "档案规范", "陈静", "讲坛", None),
    ]
    with pytest.raises(Refused, match="没有可以导入的行"):
        office.do("import_plan_items", year=2026, rows=rows)


def test_rows_that_are_wrong_are_named_and_nothing_is_taken_in(office: Office) -> None:
    rows = [
        ["时间", "内容", "形式", "负责人", "学时"],
        ["十三月", "甲", "", "", ""],
        ["2025-03-01", "", "座谈", "无名", "很多"],
        ["3", "好的一行", "", "", ""],
    ]
    with pytest.raises(Refused, match="有2行要先改好") as refused:
        office.do("import_plan_items", year=2026, rows=rows)
    said = "".join(problem.message for problem in refused.value.problems)
    for words in (
        "看不懂月份“十三月”",
        "日期不在2026年",
        "没有学习内容",
        "没有“座谈”这种形式",
        "没有责任人“无名”",
        "看不懂学时",
    ):
        assert words in said
    assert office.do("import_plan_items", year=2026, rows=rows, skip=[2, 3]) == 1
    with pytest.raises(Refused, match="没有找到表头"):
        office.do("import_plan_items", year=2026, rows=[["甲", "乙"]])


def test_a_branch_adds_its_own_form_and_ends_it(office: Office) -> None:
    form = office.do("add_study_form", name="红色观影", like="visit")
    with pytest.raises(Refused, match="已有学习形式"):
        office.do("add_study_form", name="讨论研学", like="seminar")
    item = office.item("观影", form=form)
    assert office.plan().row(item).form.name == "红色观影"
    office.do("edit_study_form", id=form, name="红色影评", ended=True)
    assert office.plan().row(item).form.name == "红色影评"


# -- the rota


def rotating(office: Office, month: int, content: str = "业务知识", **fields: object) -> str:
    return office.item(content, month, form="rotating_lecture", hours=1, **fields)


def test_the_rota_chooses_who_fits_and_writes_down_why(office: Office) -> None:
    office.do("add_lecture_topic", member=office.ids["严冬"], title="财务内控")
    item = rotating(office, 11, "财务内控常见差错")
    chosen = office.do("arrange_rota", items=[item])
    assert chosen == {item: office.ids["严冬"]}
    assert office.plan().row(item).lecturer == "严冬"


def test_over_a_year_the_rota_takes_everybody_once_before_anybody_twice(office: Office) -> None:
    items = [rotating(office, month, f"第{month}讲") for month in range(1, 13)]
    chosen = office.read(lambda reader: propose(reader, items))
    counts = sorted([value.speaker for value in chosen.values()].count(one) for one in office.ids.values())
    assert counts[-10:] == [1, 1, 1, 1, 1, 1, 1, 1, 2, 2]


def test_who_is_away_shows_as_such_and_somebody_else_takes_over_with_the_reason(office: Office) -> None:
    item = rotating(office, 10, lecturer=office.ids["张晓梅"])
    held = office.do(
        "add_lecture_break", member=office.ids["张晓梅"], since="2026-10-01", until="2027-01-01", reason="借调"
    )
    row = office.plan().row(item)
    assert (row.state, row.lecturer_away) == (ItemState.LEAVE, "借调")
    office.do("assign_lecturer", id=item, member=office.ids["周明"], reason="还没讲过", ended_reason="借调")
    assert (office.plan().row(item).lecturer, office.plan().row(item).state) == ("周明", ItemState.PLANNED)
    office.do("delete_lecture_break", id=held)
    with pytest.raises(Refused, match="恢复日期应晚于开始日期"):
        office.do("add_lecture_break", member=office.ids["周明"], since="2026-10-01", until="2026-10-01", reason="事")


def test_two_swap_their_lectures(office: Office) -> None:
    first = rotating(office, 11, lecturer=office.ids["周明"])
    second = rotating(office, 12, lecturer=office.ids["钱珺"])
    office.do("swap_lecturers", first=first, second=second, reason="出差")
    assert [office.plan().row(one).lecturer for one in (first, second)] == ["钱珺", "周明"]
    with pytest.raises(Refused, match="都排了轮讲人"):
        office.do("swap_lecturers", first=first, second=rotating(office, 9))


def test_a_proposed_topic_becomes_an_item_that_names_its_proposer_or_is_declined(office: Office) -> None:
    topic = office.do("propose_topic", title="用好数据", member=office.ids["钱珺"], form="rotating_lecture")
    item = office.do("take_topic", id=topic, year=2026, month=12)
    assert office.plan().row(item).content == "用好数据"
    with pytest.raises(Refused, match="已经列入计划"):
        office.do("decline_topic", id=topic, reason="重复")
    other = office.do("propose_topic", title="书法")
    office.do("decline_topic", id=other, reason="与学习主题无关")
    office.do("delete_topic", id=other)


def test_lectures_of_somebody_who_leaves_are_handed_on(office: Office) -> None:
    item = rotating(office, 11, lecturer=office.ids["周明"])
    assert FEATURE.holdings is not None
    held_by = FEATURE.holdings
    (held,) = office.read(lambda reader: held_by(reader, office.ids["周明"], TODAY))
    assert (held.title, held.detail, held.record) == ("2026年11月主讲", "业务知识", item)
    assert held.hand_over is not None
    call = held.hand_over(office.ids["钱珺"], TODAY)
    office.do(call.action, **call.values)
    assert office.plan().row(item).lecturer == "钱珺"


def test_every_kind_has_a_reference_or_belongs_to_one(office: Office) -> None:
    named = {reference.kind for reference in FEATURE.references}
    for kind in FEATURE.kinds:
        assert (
            kind.record.__tablename__ in named or issubclass(kind.record, Part) or kind.record.__label__ == "学习形式"
        )
    assert office.read(lambda reader: find_action(reader, "arrange_rota").label) == "安排轮讲"
