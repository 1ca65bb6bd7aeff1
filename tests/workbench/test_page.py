"""The workbench through real widgets: what presses, where one stopped, what was changed, the year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dangjian_desktop.app import Desk, open_desk
from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.cli.sample import build_sample
from dangjian_desktop.features import FEATURES
from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.workbench.page.board import WorkbenchPage

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
    assert _rows(page.recent.table)
    page.recent.table.selectRow(0)
    qtbot.keyClick(page.recent.table, Qt.Key.Key_Return)
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
