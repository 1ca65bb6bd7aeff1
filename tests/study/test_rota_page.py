"""The view 轮讲 through real widgets, and the half-year's rota from one button to the printed sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.store import Store
from dangjian_desktop.study.page.rota import RotaPage
from dangjian_desktop.study.page.rota_dialog import OTHER, TITLE, RotaDialog
from dangjian_desktop.study.page.rota_forms import TopicDialog
from dangjian_desktop.study.page.rota_tables import ASSIGN, DECLINE, REPLACE, SWAP, TAKE
from dangjian_desktop.study.papers.rota import rota_sheet
from dangjian_desktop.study.reading.rota_half import half_year, months_ahead
from dangjian_desktop.study.reading.rota_view import LectureRow, rota_view
from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.ui.components.dialogs import ReasonDialog

from .bench import Bench
from .conftest import SCHEMA, Office, fill
from .test_papers import make, words

TODAY = date(2026, 10, 12)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application(["tests"]).qt


def seed(office: Office) -> None:
    lecture = {"form": "rotating_lecture", "hours": 1}
    office.do("make_study_plan", year=2026, theme="实干担当 服务基层")
    held = office.item("公文常见差错", None, day="2026-03-10", lecturer=office.ids["陈静"], **lecture)
    office.there(office.do("hold_plan_item", id=held, start="14:30", end="15:30"))
    office.item("改革建议", None, day="2026-10-20", lecturer=office.ids["张晓梅"], **lecture)
    office.do("add_lecture_break", member=office.ids["张晓梅"], since="2026-10-01", reason="住院")
    office.item("财务内控常见差错", 11, **lecture)
    office.do("propose_topic", title="窗口礼仪", member=office.ids["严冬"], why="来办事的人多", proposed_on=TODAY)


@pytest.fixture
def ids() -> dict[str, str]:
    return {}


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: FixedClock, ids: dict[str, str]) -> Iterator[Bench]:
    with Store.open(tmp_path / "data", SCHEMA, clock=clock, ids=SeededIds(1)) as store:
        office = fill(store, clock)
        seed(office)
        ids |= office.ids
    made = Bench(qtbot, tmp_path / "data", clock, (1092, 543), "study/rota")
    yield made
    made.close()


def page_of(bench: Bench) -> RotaPage:
    page = bench.window.page
    assert isinstance(page, RotaPage)
    return page


def lecture(page: RotaPage, content: str) -> LectureRow:
    assert page.shown is not None
    return next(one for one in page.shown.rows if one.content == content)


def test_the_year_says_who_lectures_who_is_away_and_whose_turn_it_is(bench: Bench) -> None:
    page = page_of(bench)
    assert page.counts.text() == "共3讲，已讲1，还有1讲没排人"
    assert lecture(page, "公文常见差错").held
    assert lecture(page, "改革建议").away == "住院"
    free = lecture(page, "财务内控常见差错")
    assert (free.name, bool(free.proposed)) == ("", True)
    assert page.shown is not None
    turns = {one.name: one for one in page.shown.turns}
    assert turns["陈静"].waited == "7个月没讲"
    assert [one.name for one in page.shown.turns][-1] == "张晓梅"
    assert turns["张晓梅"].away == "住院"
    assert page.fair.tag.text == "谁也不会连讲两次"


def test_the_half_year_is_arranged_at_one_go_after_a_look_and_ends_in_the_paper(
    bench: Bench, ids: dict[str, str]
) -> None:
    page = page_of(bench)
    bench.click(page.arrange_button)
    dialog = page.doing.dialog
    assert isinstance(dialog, RotaDialog)
    assert [(one.month, one.content, one.chosen) for one in dialog.lectures] == [
        (11, "财务内控常见差错", True),
        (12, "窗口礼仪", True),
    ]
    topic = dialog.lectures[1]
    assert topic.name == "严冬", "who proposed the topic can speak on it"
    assert dialog.accept_button.text() == "排上 2 讲"
    bench.press(dialog.table, dialog.lectures[0].key, OTHER)
    assert dialog.menu is not None
    assert any(action.text().startswith("周明　") for action in dialog.menu.actions())
    dialog.menu.close()
    dialog.give(dialog.lectures[0].key, ids["严冬"])
    assert dialog.warning.text() == "严冬排了不止一次。"
    dialog.give(dialog.lectures[0].key, ids["周明"])
    assert not dialog.warning.isVisible()
    bench.press(dialog.table, topic.key, TITLE)
    assert dialog.asking is not None
    dialog.asking.text.set_raw("窗口礼仪和用语")
    bench.click(dialog.asking.accept_button)
    bench.click(dialog.accept_button)
    assert lecture(page, "财务内控常见差错").name == "周明"
    made = lecture(page, "窗口礼仪和用语")
    assert (made.month, made.name, made.proposer) == (12, "严冬", "严冬")
    assert page.shown is not None
    assert [one.taken for one in page.shown.topics] == ["12月"]
    text = words(bench.read(lambda reader: rota_sheet(reader, None, Period.year(2026))))
    for said in ("2026年轮讲安排表", "窗口礼仪和用语", "严冬", "周明", "已讲", "住院，待调整"):
        assert said in text, said
    bench.context.undo()
    bench.settle()
    assert [row.content for row in page.shown.rows] == ["公文常见差错", "改革建议", "财务内控常见差错"], "one step"


def test_a_month_is_left_out_by_a_click_or_by_the_keyboard(bench: Bench) -> None:
    page = page_of(bench)
    bench.click(page.arrange_button)
    dialog = page.doing.dialog
    assert isinstance(dialog, RotaDialog)
    dialog.table.choose(dialog.lectures[1].key)
    bench.key(dialog.table, Qt.Key.Key_Return)
    assert dialog.accept_button.text() == "排上 1 讲"
    dialog.reject()


def test_somebody_else_with_the_reason_which_is_kept(bench: Bench, ids: dict[str, str]) -> None:
    page = page_of(bench)
    bench.press(page.lectures, lecture(page, "改革建议").item, REPLACE)
    bench.confirm(page.doing.dialog, member=ids["周明"])
    row = lecture(page, "改革建议")
    assert (row.name, row.away) == ("周明", "")


def test_whoevers_turn_it_is_is_assigned_by_one_click_and_swapped_with_another(bench: Bench) -> None:
    page = page_of(bench)
    free = lecture(page, "财务内控常见差错")
    bench.press(page.lectures, free.item, ASSIGN)
    assert lecture(page, "财务内控常见差错").name == free.proposed_name
    bench.press(page.lectures, lecture(page, "改革建议").item, SWAP)
    bench.confirm(page.doing.dialog)
    assert lecture(page, "改革建议").name == free.proposed_name
    assert lecture(page, "财务内控常见差错").name == "张晓梅"
    assert "住院" in lecture(page, "改革建议").changes[-1]


def test_a_break_is_entered_and_taken_back(bench: Bench, ids: dict[str, str]) -> None:
    page = page_of(bench)
    page.side.choose("breaks")
    bench.click(page.side_button)
    bench.confirm(page.doing.dialog, member=ids["周明"], reason="借调", since="2026-10-01")
    assert page.shown is not None
    assert {one.name for one in page.shown.breaks} == {"张晓梅", "周明"}
    mine = next(one for one in page.shown.breaks if one.name == "周明")
    bench.press(page.breaks, mine.id, "remove")
    assert {one.name for one in page.shown.breaks} == {"张晓梅"}


def test_a_topic_is_written_down_taken_declined_and_removed(bench: Bench, ids: dict[str, str]) -> None:
    page = page_of(bench)
    bench.click(page.topic_button)
    bench.confirm(page.doing.dialog, title="数据安全", member=ids["周明"], why="天天用")
    page.side.choose("topics")
    assert page.shown is not None
    titles = {one.title: one for one in page.shown.topics}
    bench.press(page.topics, titles["数据安全"].id, TAKE)
    bench.confirm(page.doing.dialog, month="11")
    bench.press(page.topics, titles["窗口礼仪"].id, DECLINE)
    asking = page.doing.dialog
    assert isinstance(asking, ReasonDialog)
    asking.text.set_raw("去年学过")
    bench.click(asking.accept_button)
    assert page.shown is not None
    assert {one.title: (one.taken, one.declined) for one in page.shown.topics} == {
        "数据安全": ("11月", ""),
        "窗口礼仪": ("", "去年学过"),
    }
    page.doing.show_topic(titles["窗口礼仪"].id)
    shown = page.doing.dialog
    assert isinstance(shown, TopicDialog)
    assert "未列入：去年学过" in bench.words(shown)
    bench.click(shown.remove_button)
    assert [one.title for one in page.shown.topics] == ["数据安全"]


def test_a_lecture_and_a_topic_are_found_by_their_id_in_their_year(bench: Bench) -> None:
    page = page_of(bench)
    page.show_year(1)
    bench.settle()
    assert page._rows.currentIndex() == 1
    (topic,) = bench.read_parts("study_topics")
    page.open_record(topic)
    bench.settle()
    assert (page.side.current, page.topics.current_id) == ("topics", topic)


def test_the_months_to_arrange_are_those_left_of_the_half_year() -> None:
    assert months_ahead(2026, TODAY) == (10, 11, 12)
    assert months_ahead(2026, date(2026, 6, 30)) == (6,)
    assert months_ahead(2026, date(2026, 7, 1)) == (7, 8, 9, 10, 11, 12)
    assert months_ahead(2027, TODAY) == (1, 2, 3, 4, 5, 6)


def test_an_empty_half_year_is_proposed_without_anybody_twice(office: Office) -> None:
    half = office.read(lambda reader: half_year(reader, 2027, range(1, 7), TODAY))
    assert [one.month for one in half.lectures] == [1, 2, 3, 4, 5, 6]
    assert len({one.member for one in half.lectures}) == 6
    assert not any(one.chosen for one in half.lectures), "months without a 轮讲 are ticked by the user"
    assert half.words == "上半年"


def test_a_rota_is_refused_without_topic_or_month(office: Office) -> None:
    member = office.ids["周明"]
    with pytest.raises(Refused, match="没有月份"):
        office.do("make_rota", year=2026, lectures=({"member": member, "content": "数据"},))
    with pytest.raises(Refused, match="没有题目"):
        office.do("make_rota", year=2026, lectures=({"member": member, "month": 11},))
    assert not office.read(lambda reader: rota_view(reader, 2026, TODAY)).rows


def test_a_year_without_lectures_has_no_sheet(office: Office) -> None:
    with pytest.raises(Refused, match="没有安排轮讲"):
        make(office, rota_sheet, None, Period.year(2026))


def test_a_sheet_of_a_month_is_that_of_its_half_year(office: Office) -> None:
    office.item("公文常见差错", 3, form="rotating_lecture", lecturer=office.ids["陈静"])
    office.item("财务内控", 11, form="rotating_lecture", lecturer=office.ids["周明"])
    text = make(office, rota_sheet, None, Period.month(2026, 9))
    assert "2026年下半年轮讲安排表" in text
    assert "财务内控" in text
    assert "公文常见差错" not in text
    whole = make(office, rota_sheet, None, Period(date(2026, 3, 1), date(2026, 11, 30)))
    assert "2026年轮讲安排表" in whole
    assert "公文常见差错" in whole
