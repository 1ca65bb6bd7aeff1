"""The papers of hours, read back from their pages; and a sheet of certificates from Excel to the printed figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.binder import Binder
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.study.cells import read_workbook
from dangjian_desktop.study.papers import file, hours, report
from dangjian_desktop.study.reading.hours_table import hours_until, hours_view
from dangjian_desktop.study.service.importing import preview_trainings

from .conftest import Office
from .test_papers import make, words


@pytest.fixture
def studied(office: Office) -> Office:
    office.do("make_study_plan", year=2026, theme="实干担当")
    office.do("set_branch", changes={"name": "县政府办公室机关第一党支部"})
    office.there(office.session("2026-03-10", "乡村振兴促进法"), "周明", "钱珺")
    seminar = office.session("2026-05-12", "窗口服务怎么提速", form="seminar", lecturer=office.ids["周明"])
    office.there(seminar)
    office.do("add_study_speech", session=seminar, speaker=office.ids["周明"], points="一次告知单要短。")
    proposal = office.do("add_study_proposal", session=seminar, text="固定下乡办证日", proposer=office.ids["周明"])
    changes = {"outcome": "adopted", "outcome_text": "每月10日下乡", "outcome_on": date(2026, 6, 10)}
    office.do("edit_study_proposal", id=proposal, changes=changes)
    office.item("办公系统新功能", 6, form="group_study")
    office.item("组工讲坛", 11, form="forum")
    return office


def test_the_branchs_sheet_names_everybody_what_is_asked_and_the_basis(studied: Office) -> None:
    text = make(studied, hours.hours_table, None, Period.year(2026))
    for said in (
        "2026年党员学时统计表",
        "截至2026年10月12日",
        "填报单位：县政府办公室机关第一党支部",
        "周明",
        "应达标10人，已达标0人",
        "依据《中国共产党党员教育管理工作条例》",
        "第二十条；",
        "书记、委员每年56学时，为本单位设定",
        "集中学习",
    ):
        assert said.replace(" ", "") in text, said
    assert "名次" not in text


def test_a_sheet_up_to_a_month_leaves_out_what_came_later(studied: Office) -> None:
    whole = studied.read(lambda reader: hours_until(reader, 2026, date(2026, 10, 12)))
    march = studied.read(lambda reader: hours_until(reader, 2026, date(2026, 3, 31)))
    assert {one.name: one.standing.done for one in whole.members}["李卫国"] == 4
    assert {one.name: one.standing.done for one in march.members}["李卫国"] == 2
    assert "截至2026年3月31日" in make(studied, hours.hours_table, None, Period(date(2026, 3, 1), date(2026, 3, 31)))


def test_a_members_sheet_lists_every_occasion_and_adds_up(studied: Office) -> None:
    text = make(studied, hours.member_hours, studied.ids["李卫国"], Period.year(2026))
    assert "应学学时56" in text
    assert "已学学时4" in text
    assert "还差52学时" in text
    assert "乡村振兴促进法" in text
    assert "本人签名" in text
    with pytest.raises(Refused, match="没有学时"):
        make(studied, hours.member_hours, "nobody", Period.year(2026))


def test_the_report_tells_facts_by_surname_strokes_without_a_ranking(studied: Office) -> None:
    text = make(studied, report.study_report, None, Period(date(2026, 1, 1), date(2026, 10, 12)))
    for said in (
        "关于2026年1至10月学习情况的通报",
        "列入计划的学习1项，已完成0项，未按计划开展1项",
        "组织学习2次：集中学习1次、讨论研学1次",
        "参加率90%",
        "计划内学习未开展：办公系统新功能（6月）",
        "缺席后尚未补课2人次",
        "11月组工讲坛",
        "按姓氏笔画排列",
        "发至本支部党员",
    ):
        assert said in text, said
    names = ["仇喆", "方璟", "李卫国", "陈静", "周明"]
    places = [text.index(name) for name in names]
    assert places[0] < places[1] < places[3]
    assert not any(word in text for word in ("第1名", "排名", "名次", "后进"))
    with pytest.raises(Refused, match="没有学习记录"):
        make(studied, report.study_report, None, Period.year(2024))


def test_the_file_of_a_member_binds_hours_talks_proposals_and_comments(studied: Office) -> None:
    who = studied.ids["周明"]
    studied.do("add_study_comment", member=who, aspect="insight", text="看得准，说得实", on=date(2026, 6, 1))
    made = studied.read(lambda reader: file.study_file(reader, who, Period.year(2026)))
    assert isinstance(made, Binder)
    parts = [part for section in made.sections for part in section.parts]
    assert [part.name for part in parts] == ["学时", "主讲和发言", "对策建议", "学习评语"]
    documents = [part.document for part in parts]
    said = "".join(words(document) for document in documents)
    for part in ("一次告知单要短", "固定下乡办证日", "已采纳（06-10）：每月10日下乡", "问题见解", "看得准，说得实"):
        assert part in said, part
    assert render_pdf(made).data


def test_certificates_go_from_excel_to_hours_to_the_printed_sheet(studied: Office, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2026年培训登记表"])
    sheet.append(["姓名", "培训名称", "举办单位", "开始日期", "结束日期", "学时", "证书编号"])
    sheet.append(["周　明", "党员轮训班", "县委党校", date(2026, 6, 1), date(2026, 6, 3), None, "轮训字12号"])
    sheet.append(["钱珺", "党员轮训班", "县委党校", "2026.6.1", "2026.6.3", 20, ""])
    sheet.append(["赵无名", "党员轮训班", "县委党校", "2026.6.1", "", 8, ""])
    path = tmp_path / "培训.xlsx"
    book.save(path)
    rows = read_workbook(path)
    found = studied.read(lambda reader: preview_trainings(reader, rows))
    assert [row.problems for row in found.rows] == [(), (), ("名册里没有“赵无名”",)]
    with pytest.raises(Refused, match="有1行要先改好"):
        studied.do("import_trainings", rows=rows)
    before = studied.read(lambda reader: hours_view(reader, 2026, date(2026, 10, 12)))
    assert not before.trainings, "one wrong row stops all"
    studied.do("import_trainings", rows=rows, skip=(5,))
    view = studied.read(lambda reader: hours_view(reader, 2026, date(2026, 10, 12)))
    done = {one.name: one.standing.done for one in view.hours.members}
    assert (done["周明"], done["钱珺"]) == (26, 22)
    assert [one.proof for one in view.trainings if one.name == "周明"] == ["轮训字12号"]
    text = make(studied, hours.member_hours, studied.ids["周明"], Period.year(2026))
    assert "党员轮训班" in text
    assert "已学学时26" in text
