"""党员 → 转接 through real widgets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.features import FEATURES
from dangjian_desktop.roster.reading import posts_on
from dangjian_desktop.store import DatabaseThread, Store
from dangjian_desktop.transfers.page.view import TransfersPage
from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.tools import tools_tab
from dangjian_desktop.ui.window import MainWindow

from .conftest import NOW, SCHEMA, TODAY, Office, fill


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application(["tests"]).qt


class Bench:
    """The window with the view 转接 open."""

    def __init__(self, qtbot: QtBot, folder: Path, office: Office) -> None:
        self.qtbot, self.office = qtbot, office
        clock = FixedClock(NOW)
        self.thread = DatabaseThread(lambda: Store.open(folder, SCHEMA, clock=clock, ids=SeededIds(3)))
        self.context = WindowContext(self.thread, FEATURES, clock=clock)
        self.window = MainWindow(self.context, tools=tools_tab(), remember=False)
        qtbot.addWidget(self.window)
        self.window.resize(1092, 543)
        self.window.show()
        self.settle()
        self.window.open("roster/transfers")
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(lambda: self.context.idle, timeout=30_000)
            QApplication.processEvents()

    @property
    def page(self) -> TransfersPage:
        page = self.window.page
        assert isinstance(page, TransfersPage)
        return page

    def posts(self) -> set[tuple[str, str]]:
        def read(store: Store) -> set[tuple[str, str]]:
            with store.read() as reader:
                return {(holder.post.label, holder.name) for holder in posts_on(reader, TODAY)}

        return self.thread.submit(read).result()

    def letters(self) -> list[list[str]]:
        table = self.page.letters.table
        rows = [table.row_at(place) for place in range(table.rowCount())]
        return [[cell.plain for cell in row.cells] for row in rows if row]

    def close(self) -> None:
        self.settle()
        self.context.close()
        self.thread.close()


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    clock = FixedClock(NOW)
    with Store.open(tmp_path / "data", SCHEMA, clock=clock, ids=SeededIds(1)) as store:
        office = fill(store, clock)
    made = Bench(qtbot, tmp_path / "data", office)
    yield made
    made.close()


def test_a_letter_is_sent_its_receipt_noted_and_both_undone(bench: Bench) -> None:
    page = bench.page
    bench.qtbot.mouseClick(page.out_button, Qt.MouseButton.LeftButton)
    dialog = page.dialog
    assert dialog is not None
    dialog.fields["member"].set_value(bench.office.ids["唐甯"])
    dialog.confirm()
    bench.settle()
    assert dialog.fields["organisation"].hint.text
    dialog.fields["organisation"].set_raw("县委办机关支部")
    dialog.fields["issued_on"].set_raw("2026-10-09")
    dialog.confirm()
    bench.settle()
    assert bench.letters()[0][:3] == ["唐甯", "转出", "县委办机关支部"]
    assert bench.letters()[0][7] == "已转出待回执"
    page.letters.setFocus()
    page.letters.selectRow(0)
    bench.qtbot.keyClick(page.letters, Qt.Key.Key_Right)
    bench.qtbot.keyClick(page.letters, Qt.Key.Key_Return)
    bench.settle()
    assert page.dialog is not None
    page.dialog.confirm()
    bench.settle()
    assert bench.letters()[0][7] == "10-12 已回执"
    bench.context.undo()
    bench.settle()
    bench.context.undo()
    bench.settle()
    assert bench.letters() == []
    assert page.empty.isVisible()


def test_the_secretarys_list_is_handed_over_in_one_go(bench: Bench) -> None:
    page, ids = bench.page, bench.office.ids
    bench.window.open("roster/transfers", None, {"member": ids["李卫国"], "list": True})
    bench.settle()
    handing = page.handing
    assert handing.isVisible()
    assert [line.item.title for line in handing.lines] == ["书记"]
    handing.everybody.set_value(ids["仇喆"])
    handing.fill_all()
    bench.qtbot.mouseClick(handing.hand_button, Qt.MouseButton.LeftButton)
    bench.settle()
    assert ("书记", "仇喆") in bench.posts()
    assert not handing.isVisible()
    row = page.lists.table.row_at(0)
    assert row is not None
    assert [cell.plain for cell in row.cells][:3] == ["李卫国", "10-12", "1 项"]


def test_a_seat_only_ends_where_that_is_ticked(bench: Bench) -> None:
    bench.page.open_list(bench.office.ids["陈静"])
    bench.settle()
    handing = bench.page.handing
    bench.qtbot.mouseClick(handing.lines[0].ends, Qt.MouseButton.LeftButton)
    assert not handing.lines[0].to.isEnabled()
    handing.hand_over()
    bench.settle()
    assert "组织委员" not in {post for post, _name in bench.posts()}


def test_nothing_chosen_is_said_and_escape_goes_back(bench: Bench) -> None:
    bench.page.open_list(bench.office.ids["李卫国"])
    bench.settle()
    handing = bench.page.handing
    handing.hand_over()
    bench.settle()
    assert handing.wrong.isVisible()
    assert "还没有选" in handing.wrong.text()
    bench.qtbot.keyClick(bench.window, Qt.Key.Key_Escape)
    assert not handing.isVisible()


def test_the_register_leads_to_a_members_list(bench: Bench) -> None:
    bench.window.open("roster/register", bench.office.ids["李卫国"])
    bench.settle()
    menu = bench.window.page.change_button.menu()  # type: ignore[union-attr]
    next(action for action in menu.actions() if action.text() == "离任清单").trigger()
    bench.settle()
    assert bench.window.address == "roster/transfers"
    assert bench.page.handing.title.text() == "离任清单：李卫国"
