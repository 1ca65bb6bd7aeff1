"""Study is found by words, named everywhere, and brought back from the recycle bin."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import DueState, Headway, find_reference
from dangjian_desktop.store import Attachment
from dangjian_desktop.study.cells import read_pasted, read_workbook
from dangjian_desktop.study.feature import FEATURE
from dangjian_desktop.study.finding import latest_plan, latest_session, search
from dangjian_desktop.study.reading.plan import meeting_choices
from dangjian_desktop.study.reading.session import session_view
from dangjian_desktop.study.sheets import PLAN_COLUMNS, TRAINING_COLUMNS, write_template

from .conftest import Office


def named(office: Office, kind: str, id: str) -> str:
    def label(reader):  # type: ignore[no-untyped-def]
        reference = find_reference(reader, kind)
        assert reference is not None
        return reference.label(reader, id), [hit.id for hit in reference.find(reader, "", 5)]

    words, found = office.read(label)
    assert id in found
    return str(words)


def test_every_record_says_what_it_is_called(office: Office) -> None:
    item = office.item("窗口提速", 10)
    session = office.session("2026-10-09", "条例解读")
    speech = office.do("add_study_speech", session=session, speaker=office.ids["周明"], points="第一条管用")
    proposal = office.do("add_study_proposal", session=session, text="印成小册子")
    (training,) = office.do("add_training", members=[office.ids["周明"]], title="轮训", since="2026-05-11")
    writing = office.do("add_reflection", member=office.ids["周明"], title="读后")
    topic = office.do("propose_topic", title="用好数据")
    assert named(office, "study_plans", office.plan().id) == "2026年学习计划"
    assert named(office, "study_plan_items", item) == "10月计划：窗口提速"
    assert named(office, "study_sessions", session) == "10-09 条例解读"
    assert named(office, "study_speeches", speech) == "第一条管用（10-09 条例解读）"
    assert named(office, "study_proposals", proposal) == "印成小册子（10-09 条例解读）"
    assert named(office, "external_trainings", training) == "周明 轮训"
    assert named(office, "study_reflections", writing) == "周明《读后》"
    assert named(office, "study_topics", topic) == "选题：用好数据"
    for reference in FEATURE.references:
        assert office.read(lambda reader, one=reference: one.label(reader, "nothing")) == ""  # type: ignore[misc]


def test_a_session_is_found_by_what_somebody_said_in_it(office: Office) -> None:
    session = office.session("2026-10-09", "条例解读")
    office.do("add_study_speech", session=session, speaker=office.ids["周明"], points="一次告知单再短些")
    office.item("档案规范", 11)
    assert [hit.id for hit in office.read(lambda reader: search(reader, "告知单", 5))] == [session]
    assert [hit.title for hit in office.read(lambda reader: search(reader, "档案", 5))] == ["档案规范"]
    assert [hit.id for hit in office.read(lambda reader: search(reader, "条例", 1))] == [session]
    assert office.read(latest_session) == session
    assert office.read(latest_plan) == office.plan().id


def test_what_was_deleted_comes_back(office: Office) -> None:
    item = office.item("窗口提速", 11)
    plan = office.plan().id
    office.do("delete_plan_item", id=item)
    office.do("restore_plan_item", id=item)
    office.do("delete_study_plan", id=plan)
    office.do("restore_study_plan", id=plan)
    assert [row.content for row in office.plan().rows] == ["窗口提速"]
    (training,) = office.do("add_training", members=[office.ids["周明"]], title="轮训", since="2026-05-11")
    office.do("delete_training", id=training)
    office.do("restore_training", id=training)
    writing = office.do("add_reflection", member=office.ids["周明"], title="读后")
    office.do("delete_reflection", id=writing)
    office.do("restore_reflection", id=writing)
    for verb in ("restore_plan_item", "restore_training", "restore_reflection", "restore_study_session"):
        with pytest.raises(Refused):
            office.do(verb, id="nothing")


def test_a_file_is_kept_with_a_session_and_with_nothing_else(office: Office, tmp_path: Path) -> None:
    session = office.session("2026-10-09")
    file = tmp_path / "讲稿.txt"
    file.write_text("讲稿", encoding="utf-8")
    office.do("attach_study_material", owner=session, path=str(file))
    view = office.read(lambda reader: session_view(reader, session))
    assert view is not None
    assert [one.name for one in view.files] == ["讲稿.txt"]
    with pytest.raises(Refused, match="找不到要放材料的记录"):
        office.do("attach_study_material", owner=office.ids["周明"], path=str(file))
    office.do("delete_study_part", kind="attachments", id=view.files[0].id)
    assert office.read(lambda reader: reader.parts(Attachment, session)) == []


def test_committee_meetings_near_the_years_beginning_come_first_and_none_that_is_still_to_come(office: Office) -> None:
    office.meeting("2026-09-08", "committee_meeting")
    january = office.meeting("2026-01-15", "committee_meeting")
    office.meeting("2026-01-20", "general_meeting")
    office.do("plan_gathering", day="2026-12-01", segments=[{"kind": "committee_meeting"}])
    found = office.read(lambda reader: meeting_choices(reader, 2026))
    assert [name for _kind, _id, name in found] == ["1-15 1月支委会", "9-08 9月支委会", "1-20 1月党员大会"]
    assert found[0][1] == january


def test_the_year_asks_for_a_plan_by_the_end_of_january_by_the_branchs_own_setting(office: Office) -> None:
    assert FEATURE.dues is not None
    assert FEATURE.assignments is not None
    dues, assignments = FEATURE.dues, FEATURE.assignments
    assert office.read(lambda reader: dues(reader, 2026, date(2026, 2, 1))) == [], "nobody plans study here yet"
    office.do("make_study_plan", year=2025)

    def state(today: date) -> DueState:
        (due,) = office.read(lambda reader: dues(reader, 2026, today))
        assert (due.due, due.basis) == (date(2026, 1, 31), "本单位设定")
        return due.state

    assert state(date(2025, 12, 1)) is DueState.UPCOMING
    assert state(date(2026, 1, 31)) is DueState.SOON
    assert state(date(2026, 2, 1)) is DueState.OVERDUE
    item = office.item("窗口提速", 10)
    office.item("另一项", 10)
    office.do("hold_plan_item", id=item)
    assert state_of_plan(office) is DueState.DONE
    month = Period.month(2026, 10)
    found = office.read(lambda reader: assignments(reader, month, date(2026, 10, 12)))
    assert [(one.title, one.state) for one in found] == [("窗口提速", Headway.DOING), ("另一项", Headway.IDLE)]


def state_of_plan(office: Office) -> DueState:
    assert FEATURE.dues is not None
    dues = FEATURE.dues
    return office.read(lambda reader: dues(reader, 2026, date(2026, 10, 12)))[0].state


def test_sheets_are_read_from_templates_and_what_is_no_table_is_refused(office: Office, tmp_path: Path) -> None:
    for name, columns in (("学习计划", PLAN_COLUMNS), ("外出培训", TRAINING_COLUMNS)):
        path = tmp_path / f"{name}.xlsx"
        write_template(path, name, columns)
        assert list(read_workbook(path)[0]) == [column.title for column in columns]
    rows = read_workbook(tmp_path / "学习计划.xlsx")
    with pytest.raises(Refused, match="没有可以导入的行"):
        office.do("import_plan_items", year=2026, rows=rows)
    (tmp_path / "坏的.xlsx").write_text("no workbook", encoding="utf-8")
    for file, words in (("没有.xlsx", "找不到文件"), ("坏的.xlsx", "打不开"), ("旧的.xls", "旧格式")):
        if file == "旧的.xls":
            (tmp_path / file).write_text("old", encoding="utf-8")
        with pytest.raises(Refused, match=words):
            read_workbook(tmp_path / file)
    for text, words in (("", "没有内容"), ("一句话", "不是表格")):
        with pytest.raises(Refused, match=words):
            read_pasted(text)
    assert read_pasted('甲\t"乙\n丙"\r\n') == [["甲", "乙\n丙"]]
