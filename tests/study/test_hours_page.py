"""The view 学时 through real widgets: figures that open their sessions, make-ups, trainings, adjustments, comments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.roster.page.dialogs import VerbDialog
from dangjian_desktop.store import Store
from dangjian_desktop.study.page.basis_dialog import BasisDialog
from dangjian_desktop.study.page.hours import HoursPage
from dangjian_desktop.study.page.hours_table import Slice
from dangjian_desktop.study.page.make_up import MakeUpDialog
from dangjian_desktop.study.page.member_year import SHOW
from dangjian_desktop.ui.bootstrap import make_application

from .bench import Bench
from .conftest import SCHEMA, Office, fill


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application(["tests"]).qt


@pytest.fixture
def ids() -> dict[str, str]:
    return {}


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: FixedClock, ids: dict[str, str]) -> Iterator[Bench]:
    with Store.open(tmp_path / "data", SCHEMA, clock=clock, ids=SeededIds(1)) as store:
        office = fill(store, clock)
        seed(office)
        ids |= office.ids
    made = Bench(qtbot, tmp_path / "data", clock, (1092, 543), "study/hours")
    yield made
    made.close()


def seed(office: Office) -> None:
    office.do("make_study_plan", year=2026, theme="实干担当 服务基层")
    first = office.session("2026-03-10", "乡村振兴促进法")
    office.there(first, "周明")
    second = office.session("2026-05-12", "窗口服务怎么提速", form="seminar", lecturer=office.ids["陈静"])
    office.there(second)
    office.do("add_study_speech", session=second, speaker=office.ids["周明"], points="一次告知单要短。")
    office.do("add_study_proposal", session=second, text="固定下乡办证日", proposer=office.ids["周明"])
    office.item("组工讲坛", 11, form="forum", hours=2)


def page_of(bench: Bench) -> HoursPage:
    page = bench.window.page
    assert isinstance(page, HoursPage)
    return page


def figure(page: HoursPage, member: str, column: int) -> str:
    table = page.by_month.table
    return str(table.data(table.index(table.place_of(member), column)))


def test_everybody_stands_against_the_requirement_with_what_would_close_the_gap(
    bench: Bench, ids: dict[str, str]
) -> None:
    page = page_of(bench)
    assert figure(page, ids["周明"], 2) == "2/32"
    assert figure(page, ids["周明"], 3) == "差 30"
    assert figure(page, ids["李卫国"], 2) == "4/56"
    assert figure(page, ids["周明"], 6) == "·"
    assert figure(page, ids["周明"], 8) == "2"
    assert "补课1场2学时" in figure(page, ids["周明"], 16)
    assert "落后进度10人" in page.counts.text()
    assert "第二十条" in page.basis.text()
    assert "待核对原文" in page.basis.text()


def test_a_figure_opens_its_sessions_and_they_open_their_record(bench: Bench, ids: dict[str, str]) -> None:
    page = page_of(bench)
    table = page.by_month
    place = table.visualRect(table.table.index(table.table.place_of(ids["李卫国"]), 8)).center()
    bench.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    bench.settle()
    assert page.member == ids["李卫国"]
    assert page.one.part == Slice(month=5)
    assert [line.title for line in page.one._lines] == ["窗口服务怎么提速"]
    page.one.filter.setCurrentIndex(0)
    page.one.filter.activated.emit(0)
    assert len(page.one._lines) == 2
    assert page.escape()
    assert page._stack.currentWidget() is page._card


def test_what_was_missed_is_made_up_from_the_row(bench: Bench, ids: dict[str, str]) -> None:
    page = page_of(bench)
    bench.press(page.by_month, ids["周明"], "make_up")
    dialog = page.doing.dialog
    assert isinstance(dialog, MakeUpDialog)
    bench.click(dialog.accept_button)
    assert figure(page, ids["周明"], 2) == "4/32"


def test_a_training_is_entered_counts_and_is_listed_without_proof_as_such(bench: Bench, ids: dict[str, str]) -> None:
    page = page_of(bench)
    bench.click(page.new_button)
    values = {
        "members": (ids["周明"], ids["钱珺"]),
        "title": "党员轮训班",
        "since": "2026-06-01",
        "until": "2026-06-03",
    }
    bench.confirm(page.doing.dialog, **values)
    assert figure(page, ids["周明"], 2) == "26/32"
    page.cut.choose("trainings")
    assert page.trainings.table.rowCount() == 2
    row = page.trainings.table.row_at(0)
    assert row is not None
    assert row.cells[6].plain == "没有证明"
    page.doing.edit_training(row.id)
    bench.confirm(page.doing.dialog, hours="20", proof="结业证 12号")
    assert {one.proof for one in page.shown.trainings} == {"", "结业证 12号"} if page.shown else False
    page.doing.edit_training(row.id)
    dialog = page.doing.dialog
    assert dialog is not None
    dialog._delete()  # type: ignore[attr-defined]
    bench.settle()
    assert page.trainings.table.rowCount() == 1


def test_a_sheet_of_certificates_is_pasted_looked_at_and_taken_in_as_one(bench: Bench, ids: dict[str, str]) -> None:
    page = page_of(bench)
    rows = "姓名\t培训名称\t开始日期\t学时\n周明\t党校班\t2026-05-11\t40\n赵无名\t党校班\t2026-05-11\t40\n"
    QGuiApplication.clipboard().setText(rows)
    page.doing.sheets.paste()
    bench.settle()
    dialog = page.doing.sheets.dialog
    assert dialog is not None
    assert dialog.accept_button.text() == "导入 1 行"
    bench.click(dialog.accept_button)
    assert figure(page, ids["周明"], 2) == "42/32"
    assert figure(page, ids["周明"], 3) == "已达"


def test_the_template_can_be_filled_in_and_read_back(bench: Bench, tmp_path: Path) -> None:
    page = page_of(bench)
    page.doing.sheets.write_template(tmp_path / "外出培训模板.xlsx")
    bench.settle()
    page.doing.sheets.open_file(tmp_path / "外出培训模板.xlsx")
    bench.settle()
    assert page.doing.sheets.dialog is not None
    assert page.doing.sheets.dialog.accept_button.text() == "导入"


def test_hours_of_one_member_are_adjusted_with_a_reason(bench: Bench, ids: dict[str, str]) -> None:
    page = page_of(bench)
    page.open_member(ids["李卫国"], Slice())
    bench.settle()
    page.one.adjust.emit(page.one._lines[0])
    bench.settle()
    dialog = page.doing.dialog
    assert isinstance(dialog, VerbDialog)
    bench.confirm(dialog, hours="1")
    assert dialog.fields["reason"].property("wrong") is not False
    bench.confirm(dialog, hours="1", reason="中途接待来访")
    assert page.one.stands.text() == "3/56 差53"
    assert page.one._lines[0].note == "中途接待来访"


def test_the_showcase_tells_what_was_said_and_proposed_and_takes_comments_in_words(
    bench: Bench, ids: dict[str, str]
) -> None:
    page = page_of(bench)
    page.open_member(ids["周明"], Slice())
    bench.settle()
    page.one.switch.choose(SHOW)
    page.one.comment.emit("insight")
    bench.confirm(page.doing.dialog, text="抓住了窗口排队的要害。")
    words = bench.words(page.one.show_view)
    assert "一次告知单要短。" in words
    assert "固定下乡办证日" in words
    assert "还没有结果" in words
    assert "抓住了窗口排队的要害。" in words
    assert not any(word in "".join(words) for word in ("名次", "得分", "第1名"))
    proposal = page.shown and next(iter(bench.read_parts("study_proposals")))
    page.doing.outcome(str(proposal))
    bench.confirm(page.doing.dialog, outcome_text="已定每月10日")
    assert "已采纳（10-12）：已定每月10日" in bench.words(page.one.show_view)


def test_the_basis_says_which_regulation_and_how_sure(bench: Bench) -> None:
    page = page_of(bench)
    page.doing.show_basis()
    dialog = page.doing.dialog
    assert isinstance(dialog, BasisDialog)
    rows = [dialog.table.table.row_at(place) for place in range(dialog.table.table.rowCount())]
    said = [[cell.plain for cell in row.cells] for row in rows if row is not None]
    assert said[0][1:] == ["32学时", "《中国共产党党员教育管理工作条例》第二十条", "转引，条号待核对原文"]
    assert said[1][1:] == ["56学时", "本单位设定", "可在“规则”里改"]
    assert "一段时间只计一次" in dialog.notes.text()


def test_another_year_has_its_own_hours_and_the_forms_are_columns(bench: Bench, ids: dict[str, str]) -> None:
    page = page_of(bench)
    page.cut.choose("form")
    assert [one.form for one in page.by_form.slices] == ["集中学习", "讨论研学"]
    page.show_year(-1)
    bench.settle()
    assert page.title.text() == "2025年学时"
    assert figure(page, ids["周明"], 2) == "0/32"


def test_a_training_and_a_member_are_found_by_their_id(bench: Bench, ids: dict[str, str]) -> None:
    page = page_of(bench)
    page.doing.add_training()
    bench.settle()
    bench.confirm(page.doing.dialog, members=(ids["周明"],), title="党校班", since="2025-06-02")
    (training,) = bench.read_parts("external_trainings")
    bench.window.open("study/hours", training)
    bench.settle()
    assert (page.year, page.cut.current, page.trainings.current_id) == (2025, "trainings", training)
    page.new({"member": ids["钱珺"]})
    bench.settle()
    assert page.member == ids["钱珺"]
    assert page.one.name.text() == "钱珺　2025年"
