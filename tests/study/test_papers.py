"""The papers of study, read back from their pages."""

from __future__ import annotations

import re
from typing import Any

import pypdfium2
import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.model import Document
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.study import papers

from .conftest import Office


def words(document: Document) -> str:
    """What stands in the printed pages, without spaces and line ends."""
    with pypdfium2.PdfDocument(render_pdf(document).data) as pdf:
        found = "".join(page.get_textpage().get_text_range() for page in pdf)
    return re.sub(r"\s", "", found)


def make(office: Office, paper: Any, record: str | None = None, period: Period | None = None) -> str:
    return words(office.read(lambda reader: paper(reader, record, period)))


def test_the_years_plan_is_an_official_paper_with_its_table(office: Office) -> None:
    with pytest.raises(Refused, match="还没有学习计划"):
        make(office, papers.study_plan)
    office.do("make_study_plan", year=2026, theme="实干担当", goals="人人上台讲一次。")
    plan = office.plan().id
    with pytest.raises(Refused, match="还没有内容"):
        make(office, papers.study_plan, plan)
    office.item("条例解读", 3, form="expert_lecture", hours=3, lecturer_name="周敏", lecturer_unit="县委党校")
    office.item("业务知识", 3, form="rotating_lecture", hours=1, lecturer=office.ids["周明"], readings="手册第一章")
    dropped = office.item("参观", 5, form="visit")
    office.do("drop_plan_item", id=dropped, reason="闭馆")
    text = make(office, papers.study_plan, plan)
    for said in (
        "县政府办公室机关第一党支部",
        "2026年度学习计划",
        "以“实干担当”为年度主题",
        "一、学习目标",
        "人人上台讲一次",
        "全年安排学习2次，计划4学时",
        "专家导学1次、轮讲促学1次",
        "附件：2026年度学习安排表",
        "县委党校周敏",
        "业务知识（手册第一章）",
        "周明",
    ):
        assert said in text, said
    assert "参观" not in text
    assert office.read(lambda reader: papers.study_plan_file(reader, plan, None)) == "2026年度学习计划"


def test_a_months_arrangement_says_what_became_of_each_item(office: Office) -> None:
    held = office.item("窗口提速", None, day="2026-09-18")
    session = office.do("hold_plan_item", id=held, start="14:30", end="16:30")
    office.there(session, "周明")
    office.item("没办的", 9)
    office.meeting("2026-09-25", "party_lecture")
    text = make(office, papers.month_plan, None, Period.month(2026, 9))
    for said in ("2026年9月学习安排", "9月18日完成，到会9人", "未办", "党课", "9月25日完成，到会10人"):
        assert said in text, said
    with pytest.raises(Refused, match="没有学习安排"):
        make(office, papers.month_plan, None, Period.month(2020, 1))
    name = office.read(lambda reader: papers.month_plan_file(reader, None, None))
    assert name == "2026年10月学习安排"


def test_the_record_of_an_expert_lecture_has_its_own_rows_and_who_made_it_up(office: Office) -> None:
    session = office.session(
        "2026-10-08", "条例解读", form="expert_lecture", lecturer_name="周敏", lecturer_unit="党校"
    )
    office.do("edit_study_session", id=session, changes={"notes": "一、总则。", "lecturer_duty": "讲师"})
    office.there(session, "周明", "钱珺", state="sick_leave")
    office.do("make_up_study", session=session, people=[office.ids["周明"]], day="2026-10-10", how="看录像")
    office.do("add_study_speech", session=session, speaker=office.ids["严冬"], points="第一条管用")
    proposal = office.do("add_study_proposal", session=session, text="印成小册子", proposer=office.ids["严冬"])
    office.do("edit_study_proposal", id=proposal, changes={"outcome": "adopted", "outcome_text": "已印"})
    office.do("adjust_study_hours", record_kind="study_sessions", record=session, hours=3, reason="含自学")
    text = make(office, papers.study_record, session)
    for said in (
        "学习记录",
        "专家姓名周敏",
        "单位党校职务讲师",
        "2026年10月8日14:30—16:30",
        "应到10人实到8人",
        "周明（病假）、钱珺（病假）",
        "周明（10月10日看录像）",
        "一、总则。",
        "严冬：第一条管用",
        "1.印成小册子（严冬）。已采纳：已印。",
        "学时说明：含自学。",
    ):
        assert said in text.replace("　", ""), said
    name = office.read(lambda reader: papers.study_record_file(reader, session, None))
    assert name == "2026-10-08 条例解读学习记录"
    with pytest.raises(Refused, match="找不到这场学习"):
        make(office, papers.study_record, "nothing")


def test_a_forums_record_names_speakers_with_their_subjects_in_order_and_what_was_corrected(office: Office) -> None:
    session = office.session("2026-10-08", "讲坛", form="forum")
    office.there(session)
    for name, topic in (("严冬", "归档范围"), ("单晟", "电子档案")):
        office.do("add_study_speech", session=session, speaker=office.ids[name], topic=topic, points="要点")
    office.do("finalise_study_session", id=session)
    office.do("edit_study_session", id=session, changes={"place": "二楼"}, correction="写错")
    text = make(office, papers.study_record, session)
    assert text.index("严冬（归档范围）：要点") < text.index("单晟（电子档案）：要点")
    assert "地点（2026年10月12日；原因：写错）" in text
