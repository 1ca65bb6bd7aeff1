"""The workbench through real widgets: what presses, where one stopped, the month, the year, the ready questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QScrollArea
from pytestqt.qtbot import QtBot

from dangjian_desktop.app import Desk, open_desk
from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.cli.sample import build_sample
from dangjian_desktop.features import FEATURES
from dangjian_desktop.roster.feature import FEATURE as ROSTER
from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.workbench.feature import FEATURE as WORKBENCH
from dangjian_desktop.workbench.page.board import WorkbenchPage

from .made_up import FEATURE as MADE_UP

NOW = datetime(2026, 10, 12, 10, 32)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workbench") / "data"
    build_sample(FEATURES, folder, now=NOW, years=1, members=12)
    return folder


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Desk]:
    make_application(["tests"])
    desk = open_desk(FEATURES, folder, clock=FixedClock(NOW), remember=False)
    desk.window.resize(1092, 543)
    desk.window.show()
    yield desk
    desk.close()


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> WorkbenchPage:
    qtbot.waitUntil(lambda: desk.window.address != "", timeout=20_000)
    desk.window.open("workbench/board")
    found = desk.window.page
    assert isinstance(found, WorkbenchPage)
    qtbot.waitUntil(lambda: desk.context.idle and bool(found.date.text()), timeout=20_000)
    return found


def _rows(table: object) -> list[str]:
    model = table.table  # type: ignore[attr-defined]
    return [" ".join(cell.plain for cell in model.row_at(place).cells) for place in range(model.rowCount())]


def _until(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=20_000)


def test_it_says_the_day_and_the_branch(page: WorkbenchPage) -> None:
    assert page.date.text() == "10月12日 周一"
    assert "12 人" in page.headline.text()
    assert "支部" in page.headline.text()


def test_what_presses_is_listed_with_todays_gathering(page: WorkbenchPage) -> None:
    rows = _rows(page.todo.table)
    assert any("逾期" in row and "支委会" in row for row in rows)
    assert any("今天" in row and "14:30" in row for row in rows)


def test_the_unfinished_record_is_offered_and_opens(page: WorkbenchPage, desk: Desk, qtbot: QtBot) -> None:
    assert page.resume.isVisible()
    assert page.resume.text().startswith("继续上次：")
    qtbot.mouseClick(page.resume, Qt.MouseButton.LeftButton)
    _until(qtbot, lambda: desk.window.address == "meetings/records")


def test_a_recent_change_opens_its_record(page: WorkbenchPage, desk: Desk, qtbot: QtBot) -> None:
    assert page.recent.isVisible()
    page.recent.press(next(place for place, entry in enumerate(page.recent.entries) if "支委会" in entry))
    _until(qtbot, lambda: desk.window.address == "meetings/records")


def test_a_done_cell_opens_its_record_and_a_missing_one_starts_it(
    page: WorkbenchPage, desk: Desk, qtbot: QtBot
) -> None:
    opened: list[tuple[str, object, object]] = []
    dues = {due.key: due for due in page.year._dues.values()}
    done = next(due for due in dues.values() if due.records and due.state == "done")
    missing = next(due for due in dues.values() if due.start is not None and due.state == "overdue")
    original = desk.window.open
    desk.window.open = lambda *args: opened.append(args)  # type: ignore[method-assign,assignment]
    try:
        qtbot.mouseClick(page.year.grid.cell(done.key), Qt.MouseButton.LeftButton)
        qtbot.mouseClick(page.year.grid.cell(missing.key), Qt.MouseButton.LeftButton)
    finally:
        desk.window.open = original  # type: ignore[method-assign]
    assert opened[0] == ("meetings/records", done.records[0], None)
    assert missing.start is not None
    assert opened[1] == (missing.start.view, None, missing.start.preset)


def test_another_year_is_a_button_away(page: WorkbenchPage, qtbot: QtBot) -> None:
    page.year.year_wanted.emit(2025)
    _until(qtbot, lambda: page.year.detail.text() == "2025")
    page.year.year_wanted.emit(2026)
    _until(qtbot, lambda: page.year.detail.text() == "2026")


# -- by the contract, with a capability that is made up


@pytest.fixture(scope="module")
def wide_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A branch of which everything is known that the contract can say."""
    make_application(["tests"])
    folder, features = tmp_path_factory.mktemp("made_up") / "data", (WORKBENCH, MADE_UP, ROSTER)
    build_sample(features, folder, now=NOW, years=1, members=12)
    desk = open_desk(features, folder, clock=FixedClock(NOW), remember=False)
    desk.window.resize(1092, 543)
    desk.window.show()
    yield desk
    desk.close()


@pytest.fixture
def board(wide_desk: Desk, qtbot: QtBot) -> WorkbenchPage:
    qtbot.waitUntil(lambda: wide_desk.window.address != "", timeout=20_000)
    wide_desk.window.open("workbench/board")
    found = wide_desk.window.page
    assert isinstance(found, WorkbenchPage)
    qtbot.waitUntil(lambda: wide_desk.context.idle and bool(found.date.text()), timeout=20_000)
    return found


@pytest.fixture
def opened(wide_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What the window was asked to open."""
    found: list[tuple[object, ...]] = []
    monkeypatch.setattr(wide_desk.window, "open", lambda *args: found.append(args))
    return found


def test_the_month_is_counted_and_what_is_not_done_can_be_opened(
    board: WorkbenchPage, wide_desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = board.assignments
    assert card.spoken == "部署 12 件，完成 7，进行 4，未动 1"
    assert card.bar.accessibleName() == card.counts.accessibleName() == card.spoken
    assert card.see.text() == "看未动的"
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(wide_desk.context, "open_kind", lambda *args: asked.append(args))
    qtbot.mouseClick(card.see, Qt.MouseButton.LeftButton)
    dialog = card.dialog
    assert dialog is not None
    assert _rows(dialog.table)[0] == "未动 老楼电路检修1 王强 10-31"
    assert len(_rows(dialog.table)) == 12
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert asked == [("made_up", "idle1")]
    assert card.dialog is None
    rect = card.next.visualRect(card.next.table.index(1, 0))
    qtbot.mouseClick(card.next.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert asked[1] == ("made_up", "doing1")


def test_a_ready_question_opens_its_view_and_a_term_says_how_long_it_runs(
    board: WorkbenchPage, qtbot: QtBot, opened: list[tuple[object, ...]]
) -> None:
    said = {tile.text(): tile for tile in board.tiles.tiles}
    assert {"谁今年没谈过话 6 人", "谁学时不够 2 人"} <= set(said)
    assert not said["谁学时不够 2 人"].content.calm
    qtbot.mouseClick(said["谁学时不够 2 人"], Qt.MouseButton.LeftButton)
    qtbot.keyClick(said["谁今年没谈过话 6 人"], Qt.Key.Key_Return)
    assert opened == [("members/register", None, None), ("meetings/talks", None, None)]


def test_what_needs_nobody_stands_last(board: WorkbenchPage) -> None:
    calm = [tile.content.calm for tile in board.tiles.tiles]
    assert calm == sorted(calm)


def test_the_bar_counts_what_was_held_and_says_what_is_odd(board: WorkbenchPage, qtbot: QtBot) -> None:
    grid = board.year.grid
    assert grid.note == "7月偏多、8月偏少"
    assert grid.bar(12).accessibleName() == "12月活动多少：0 次活动"
    assert not grid.bar(12).isEnabled()
    qtbot.mouseClick(grid.bar(8), Qt.MouseButton.LeftButton)
    menu = next(menu for menu in board.year.findChildren(QMenu) if menu.isVisible())
    assert [action.text() for action in menu.actions()] == ["8-03　8月活动1"]
    menu.close()


def test_the_arrow_keys_reach_the_bars(board: WorkbenchPage, qtbot: QtBot) -> None:
    grid = board.year.grid
    cell = grid.cell("committee.7")
    cell.setFocus()
    for _row in range(20):
        focused = board.window().focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Down)
    assert board.window().focusWidget() in [grid.bar(month) for month in (7, 8, 9)]


def test_the_groups_unfold_below_the_row_that_sums_them_up(board: WorkbenchPage, qtbot: QtBot) -> None:
    year = board.year
    labels = lambda: [(row.label, row.inner) for row in year.grid._rows]  # noqa: E731
    assert ("党小组会", False) in labels()
    before = len(labels())
    qtbot.mouseClick(year.groups, Qt.MouseButton.LeftButton)
    assert ("第一党小组", True) in labels()
    assert ("第二党小组", True) in labels()
    assert year.groups.text() == "按小组收起"
    qtbot.keyClick(year.groups, Qt.Key.Key_Return)
    assert len(labels()) == before


def test_each_row_shows_its_article(board: WorkbenchPage) -> None:
    assert board.year.basis_words[:2] == ["党员大会 《条例》第4条", "支委会 《条例》第3条"]


def test_on_the_common_screen_the_whole_picture_is_seen_without_scrolling(board: WorkbenchPage, qtbot: QtBot) -> None:
    """1366×768 at 125 % leaves 1092×543; six rows and the bar, five lines of 现在该做, and the tiles."""
    bar = board.findChild(QScrollArea).verticalScrollBar()
    _until(qtbot, lambda: bar.maximum() == 0)
    assert board.todo.table.viewport().height() >= 5 * board.todo.table.verticalHeader().defaultSectionSize()


def test_a_seventh_row_takes_the_room_of_one_line_of_what_presses(board: WorkbenchPage, qtbot: QtBot) -> None:
    year, bar = board.year, board.findChild(QScrollArea).verticalScrollBar()
    year.show_year(2026, (*year._rows, replace(year._rows[1], key="seventh")), year._activities, 10)
    try:
        _until(qtbot, lambda: board.todo.minimumHeight() == board.todo.height_of(4))
        _until(qtbot, lambda: bar.maximum() == 0)
        assert not board.assignments.next.isVisible()
        assert board.assignments.see.isVisible()
    finally:
        board.refresh()
        _until(qtbot, lambda: board.todo.minimumHeight() == board.todo.height_of(5))


def test_a_wide_window_has_the_questions_in_a_row_of_their_own(
    board: WorkbenchPage, wide_desk: Desk, qtbot: QtBot
) -> None:
    wide_desk.window.resize(1920, 1008)
    _until(qtbot, lambda: board.tiles.width() > 1800)
    try:
        assert board.tiles.y() > board.todo.y() + board.todo.height()
        assert board.year.legend.isVisible()
        assert board.todo.coming.isVisible()
        assert board.todo.coming.words.text() == "往后两周还有 1 件：10月支委会 10-20"
        assert board.todo.coming.entries == ["10-20　10月支委会"]
    finally:
        wide_desk.window.resize(1092, 543)
        _until(qtbot, lambda: board.tiles.width() < 600)
