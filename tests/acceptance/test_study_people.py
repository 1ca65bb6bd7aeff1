"""Two tasks of study round people: the half-year's rota, and certificates from Excel to the printed figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import Workbook
from PySide6.QtCore import Qt

from dangjian_desktop.study.page.rota_dialog import RotaDialog
from dangjian_desktop.ui.components.import_preview import ImportDialog

from .office import Seated
from .test_one_study import fill, go, printed


def test_the_half_years_rota_from_a_members_topic_to_the_sheet_on_the_wall(seated: Seated, tmp_path: Path) -> None:
    page = go(seated, "study/rota")
    assert page.empty.isVisible()
    seated.press("记选题")
    fill(seated, title="窗口礼仪和用语", member="zm", why="来办事的人多")

    # One press: the topic comes first and its proposer speaks; another month is ticked too.
    seated.press("排下半年轮讲")
    rota = seated.dialog(RotaDialog)
    first = rota.lectures[0]
    assert (first.month, first.content, first.name, first.chosen) == (9, "窗口礼仪和用语", "周明", True)
    assert [one.month for one in rota.lectures] == [9, 10, 11, 12]
    assert len({one.member for one in rota.lectures}) == 4, "nobody twice"
    rota.table.opened.emit(rota.lectures[1].key)
    assert rota.accept_button.text() == "排上 2 讲"
    seated.bot.mouseClick(rota.accept_button, Qt.MouseButton.LeftButton)
    seated.settle()
    assert [row.month for row in page.shown.rows] == [9, 10]
    assert [row.name for row in page.shown.rows] == [one.name for one in rota.lectures[:2]]

    # The plan holds them too; the sheet says who, on what and why.
    plan = go(seated, "study/plan")
    assert "窗口礼仪和用语" in [one.content for one in plan.shown.plan.rows]
    go(seated, "study/rota")
    seated.press("印轮讲安排")
    words = printed(seated, tmp_path / "轮讲.pdf")
    for said in ("2026年轮讲安排表", "窗口礼仪和用语", "周　明", "会讲：窗口礼仪和用语"):
        assert said in words, said


def test_certificates_from_excel_to_hours_to_the_printed_sheet(seated: Seated, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "培训名称", "举办单位", "开始日期", "结束日期", "学时", "证书编号"])
    sheet.append(["周明", "党员轮训班", "县委党校", date(2026, 6, 1), date(2026, 6, 5), 40, "轮训字12号"])
    sheet.append(["赵无名", "党员轮训班", "县委党校", date(2026, 6, 1), date(2026, 6, 5), 40, ""])
    path = tmp_path / "培训.xlsx"
    book.save(path)

    page = go(seated, "study/hours")
    page.doing.sheets.open_file(path)
    seated.settle()
    shown = seated.dialog(ImportDialog)
    assert shown.accept_button.text() == "导入 1 行", "who isn't in the roster is left out and said so"
    seated.bot.mouseClick(shown.accept_button, Qt.MouseButton.LeftButton)
    seated.settle()
    (one,) = [one for one in page.shown.hours.members if one.standing.done]
    assert (one.name, one.standing.done) == ("周明", 40)
    seated.press("印学时统计表")
    words = printed(seated, tmp_path / "学时.pdf")
    for said in ("2026年党员学时统计表", "外出培训", "周　明"):
        assert said in words, said

    # A press on the member leads to their own sheet, which names the training.
    page.open_member(one.id, page.one.part)
    seated.settle()
    seated.press("印个人学时表")
    words = printed(seated, tmp_path / "个人学时.pdf")
    assert "党员轮训班" in words
    assert "外出培训" in words
