from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.feature import SampleWorld, Tab, View
from dangjian_desktop.roster.feature import FEATURE as ROSTER
from dangjian_desktop.roster.sample import make_sample as make_roster
from dangjian_desktop.store import DatabaseThread, Store
from dangjian_desktop.talks.feature import FEATURE
from dangjian_desktop.talks.page.view import TalksView
from dangjian_desktop.talks.sample import make_sample
from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.window import MainWindow, merged_tabs

from .conftest import NOW, SCHEMA, Office, fill


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application(["tests"]).qt


class Bench:
    """A window on talks, and waiting until the database has answered."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: FixedClock) -> None:
        self.qtbot = qtbot
        self.thread = DatabaseThread(lambda: Store.open(folder, SCHEMA, clock=clock, ids=SeededIds(3)))
        self.context = WindowContext(self.thread, (FEATURE, ROSTER), clock=clock)
        self.window = MainWindow(self.context, remember=False)
        qtbot.addWidget(self.window)
        self.window.resize(1092, 543)
        self.window.show()
        self.settle()
        self.window.open("meetings/talks")
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(lambda: self.context.idle, timeout=10_000)
            QApplication.processEvents()

    @property
    def page(self) -> TalksView:
        page = self.window.page
        assert isinstance(page, TalksView)
        return page

    def close(self) -> None:
        self.settle()
        self.context.close()
        self.thread.close()


@pytest.fixture
def folder(tmp_path: Path, clock: FixedClock) -> tuple[Path, Office]:
    with Store.open(tmp_path / "data", SCHEMA, clock=clock, ids=SeededIds(1)) as store:
        office = fill(store, clock)
        office.talk_all(but="方璟")
        return tmp_path / "data", office


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot, folder: tuple[Path, Office], clock: FixedClock) -> Iterator[Bench]:
    made = Bench(qtbot, folder[0], clock)
    yield made
    made.close()


def test_the_matrix_shows_everybody_and_says_each_cell(bench: Bench) -> None:
    page = bench.page
    model = page.matrix.matrix
    assert (model.rowCount(), model.columnCount()) == (5, 10)
    assert page._matrix_card.detail.text() == "10 人里 9 人都谈到了"
    said = [
        str(model.data(model.index(row, column), Qt.ItemDataRole.AccessibleTextRole))
        for row in range(5)
        for column in range(10)
    ]
    assert "李卫国，陈静：1 次" in said
    assert "支委谈过，方璟：还没谈" in said
    assert "陈静，方璟：没有谈过" in said
    assert not page.matrix.horizontalScrollBar().maximum()


def test_who_is_left_is_entered_with_the_keyboard_alone(bench: Bench) -> None:
    page = bench.page
    page.missing.setFocus()
    page.missing.selectRow(0)
    bench.qtbot.keyClick(page.missing, Qt.Key.Key_Right)
    bench.qtbot.keyClick(page.missing, Qt.Key.Key_Return)
    bench.settle()
    assert page.dialog is not None
    assert page.dialog.fields["initiator"].widget.text() == "李卫国"
    assert page.dialog.fields["partner"].widget.text() == "方璟"
    page.dialog.fields["topic"].set_raw("近期思想")
    page.dialog.fields["notes"].set_raw("自己记的")
    page.dialog.fields["follow_up"].set_value("yes")
    page.dialog.confirm()
    bench.settle()
    assert page.talks.table.rowCount() == len(page.shown.talks) == 16  # type: ignore[union-attr]
    assert page.missing.table.cell(page.missing.table.index(0, 1)).plain == "还没和别的党员谈"  # type: ignore[union-attr]
    page.missing.opened.emit("0")
    bench.settle()
    assert page.dialog.fields["initiator"].widget.text() == "方璟"
    page.dialog.reject()


def test_a_cell_opens_its_talk_or_begins_one(bench: Bench) -> None:
    page = bench.page
    model = page.matrix.matrix
    who = model.people
    chen = next(place for place, one in enumerate(who) if one.name == "陈静")
    page.matrix.setFocus()
    page.matrix.setCurrentIndex(model.index(0, chen))
    bench.qtbot.keyClick(page.matrix, Qt.Key.Key_Return)
    bench.settle()
    assert page.dialog is not None
    assert page.dialog.windowTitle() == "谈心谈话"
    page.dialog.fields["topic"].set_raw("分工")
    page.dialog.confirm()
    bench.settle()
    assert any(one.topic == "分工" for one in page.shown.talks)  # type: ignore[union-attr]
    fang = next(place for place, one in enumerate(who) if one.name == "方璟")
    rect = page.matrix.visualRect(model.index(3, fang))
    bench.qtbot.mouseClick(page.matrix.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    bench.settle()
    assert page.dialog.windowTitle() == "登记谈心谈话"
    page.dialog.reject()


def test_what_is_refused_is_said_at_its_field(bench: Bench) -> None:
    page = bench.page
    page.new({})
    bench.settle()
    assert page.dialog is not None
    page.dialog.confirm()
    bench.settle()
    assert "没有填谈话对象" in page.dialog.fields["partner"].hint.text
    page.dialog.reject()


def test_a_talk_is_deleted_from_its_form_and_taken_back(bench: Bench) -> None:
    page = bench.page
    before = page.talks.table.rowCount()
    talk = page.talks.table.id_at(0)
    page.talks.opened.emit(talk)
    bench.settle()
    assert page.dialog is not None
    page._delete(page.dialog, talk)
    bench.settle()
    assert page.talks.table.rowCount() == before - 1
    bench.context.undo()
    bench.settle()
    assert page.talks.table.rowCount() == before


def test_another_year_is_a_button_away_and_the_next_one_is_not(bench: Bench) -> None:
    page = bench.page
    page._step(-1)
    bench.settle()
    assert page._matrix_card.title.text() == "2025年谁和谁谈过"
    assert page._nothing.isVisible()
    page._step(1)
    page._step(1)
    bench.settle()
    assert page.shown is not None
    assert page.shown.year == 2026


def test_without_members_the_page_says_where_to_begin(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: FixedClock
) -> None:
    bench = Bench(qtbot, tmp_path / "empty", clock)
    assert bench.page.empty.isVisible()
    bench.page.new({})
    bench.settle()
    assert bench.page.dialog is None
    bench.close()


def test_the_sample_leaves_two_members_this_year_and_fits_twenty_four(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: FixedClock
) -> None:
    with Store.open(tmp_path / "sample", SCHEMA, clock=clock, ids=SeededIds(1)) as store:
        world = SampleWorld(store=store, clock=clock, seed=1, years=3, members=24, today=NOW.date())
        make_roster(world)
        make_sample(world)
        clock.now = NOW
    bench = Bench(qtbot, tmp_path / "sample", clock)
    shown = bench.page.shown
    assert shown is not None
    assert len(shown.people) == 24
    assert len(shown.coverage.lacking) == 2
    assert not bench.page.matrix.horizontalScrollBar().maximum()
    bench.close()


def test_a_tab_of_the_same_key_adds_its_views_to_the_first() -> None:
    def tab(key: str, *views: str) -> Tab:
        return Tab(key, f"{key}-{views[0]}", "users", tuple(View(view, view, lambda _context: None) for view in views))

    merged = merged_tabs([tab("a", "one"), tab("b", "two"), tab("a", "three", "four")])
    assert list(merged) == ["a", "b"]
    assert merged["a"].title == "a-one"
    assert [view.key for view in merged["a"].views] == ["one", "three", "four"]
