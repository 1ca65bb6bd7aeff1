"""设置 → 规则 through real widgets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.features import FEATURES
from dangjian_desktop.regulations.page.detail import Detail
from dangjian_desktop.regulations.page.view import RulesPage
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.store import DatabaseThread, Store
from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import Density, theme
from dangjian_desktop.ui.tools import tools_tab
from dangjian_desktop.ui.window import MainWindow

from .conftest import LECTURE, NOW, SCHEMA, rule_text


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application(["tests"]).qt


class Bench:
    """The window with the view 规则 open."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        clock = FixedClock(NOW)
        self.thread = DatabaseThread(lambda: Store.open(folder, SCHEMA, clock=clock, ids=SeededIds(3)))
        self.context = WindowContext(self.thread, FEATURES, clock=clock)
        self.window = MainWindow(self.context, tools=tools_tab(), remember=False)
        qtbot.addWidget(self.window)
        self.window.resize(1092, 543)
        self.window.show()
        self.settle()
        self.window.open("tools/rules")
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(lambda: self.context.idle, timeout=10_000)
            QApplication.processEvents()

    @property
    def page(self) -> RulesPage:
        page = self.window.page
        assert isinstance(page, RulesPage)
        return page

    def shown(self, id: str) -> list[str]:
        table = self.page.table.table
        row = table.row_at(table.place_of(id))
        return [cell.plain for cell in row.cells] if row else []

    def value(self, day_text: str, id: str = LECTURE) -> object:
        from datetime import date

        def read(store: Store) -> object:
            with store.read() as reader:
                return rulebook(reader, "meetings").on(id, date.fromisoformat(day_text)).value

        return self.thread.submit(read).result()

    def close(self) -> None:
        self.settle()
        self.context.close()
        self.thread.close()


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(qtbot, tmp_path / "data")
    yield made
    made.close()


def test_the_view_stands_beside_the_settings_and_is_no_tab_of_its_own(bench: Bench) -> None:
    tabs = [bench.window.tabs.tabData(place) for place in range(bench.window.tabs.count())]
    assert "tools" not in tabs
    entries = [action.text() for action in bench.window.help_button.menu().actions()]
    assert "规则" in entries
    assert bench.window.address == "tools/rules"


def test_every_rule_says_its_value_and_what_it_rests_on(bench: Bench) -> None:
    assert bench.shown("general_meeting.cadence")[:4] == [
        "组织生活",
        "支部党员大会的次数",
        "每季度至少 1 次",
        "依据：第十一条",
    ]
    assert bench.shown(LECTURE)[3] == "本单位设定"
    assert bench.shown("notice:org_life_meeting:2026")[2:4] == ["还没有通知", "请以上级通知为准"]


def test_a_rule_is_changed_in_place_with_the_keyboard_and_undone(bench: Bench) -> None:
    page = bench.page
    page.table.choose(LECTURE)
    bench.settle()
    field = page.detail.fields["value"]
    field.widget.setFocus()
    field.set_raw("0")
    bench.qtbot.keyClick(bench.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert field.hint.text == "应在 1 到 31 之间。"
    field.set_raw("2")
    page.detail.fields["effective_from"].set_raw("2026-03-01")
    page.detail.fields["reason"].set_raw("支委会议定")
    page.save()
    bench.settle()
    assert bench.value("2026-02-28") == 1
    assert bench.value("2026-03-01") == 2
    assert bench.shown(LECTURE)[2:] == ["每季度至少 2 次", "本单位设定", "2026-03-01改"]
    assert page.detail.reset_button.isEnabled()
    bench.context.undo()
    bench.settle()
    assert bench.shown(LECTURE)[2] == "每季度至少 1 次"
    assert not page.detail.reset_button.isEnabled()


def test_reset_and_withdraw_stand_beside_the_rule(bench: Bench) -> None:
    page = bench.page
    page.table.choose(LECTURE)
    bench.settle()
    page.detail.fields["value"].set_raw("2")
    page.detail.fields["effective_from"].set_raw("2026-03-01")
    page.save()
    bench.settle()
    page.detail.reset_button.click()
    bench.settle()
    assert (bench.value("2026-10-11"), bench.value("2026-10-12")) == (2, 1)
    versions = page.detail.versions.table
    assert [versions.row_at(place).cells[1].plain for place in range(versions.rowCount())] == [  # type: ignore[union-attr]
        "每季度至少 1 次",
        "每季度至少 2 次",
        "每季度至少 1 次",
    ]
    page.detail.versions.button_pressed.emit(versions.id_at(1), "withdraw")
    bench.settle()
    assert bench.value("2026-10-11") == 1


def test_what_a_regulation_fixes_has_no_fields(bench: Bench) -> None:
    bench.page.table.choose("general_meeting.cadence")
    bench.settle()
    assert bench.page.detail.fields == {}
    assert not bench.page.detail.save_button.isVisible()


def test_what_was_typed_waits_while_another_rule_is_looked_at(bench: Bench) -> None:
    page = bench.page
    page.table.choose(LECTURE)
    page.detail.fields["value"].set_raw("7")
    page.table.choose("due.soon_days")
    page.table.choose(LECTURE)
    assert page.detail.fields["value"].raw() == "7"


def test_the_deadline_of_a_notice_is_entered_in_place(bench: Bench) -> None:
    page = bench.page
    page.table.choose("notice:org_life_meeting:2026")
    page.detail.fields["deadline"].set_raw("2027-02-28")
    page.detail.fields["document"].set_raw("组通字〔2026〕31号")
    page.save()
    bench.settle()
    assert bench.shown("notice:org_life_meeting:2026")[2:4] == ["2027-02-28 前", "依据：上级通知"]


def test_a_rule_is_found_by_a_word(bench: Bench) -> None:
    bench.qtbot.keyClick(bench.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert bench.page.filter.hasFocus()
    bench.page.filter.setText("党课")
    assert bench.shown(LECTURE)
    assert not bench.shown("due.soon_days")
    assert bench.page.escape()
    assert bench.shown("due.soon_days")


def test_a_rule_file_is_shown_before_it_is_taken(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "规则.toml"
    path.write_text(rule_text(), encoding="utf-8")
    bench.page.look_into(str(path))
    bench.settle()
    dialog = bench.page.dialog
    assert dialog is not None
    row = dialog.table.table.row_at(0)
    assert row is not None
    assert [cell.plain for cell in row.cells][:4] == [
        "党课的次数",
        "每季度至少 1 次",
        "每季度至少 2 次",
        "依据：第九条",
    ]
    dialog.reject()
    bench.settle()
    assert bench.value("2026-07-01") == 1
    bench.page.look_into(str(path))
    bench.settle()
    assert bench.page.dialog is not None
    bench.qtbot.mouseClick(bench.page.dialog.accept_button, Qt.MouseButton.LeftButton)
    bench.settle()
    assert bench.value("2026-07-01") == 2
    assert bench.shown(LECTURE)[3] == "依据：第九条"


def test_the_panel_follows_the_width_of_the_screen(bench: Bench) -> None:
    narrow = bench.page.detail.width()
    theme().set_density(Density.WIDE)
    assert bench.page.detail.width() > narrow
    theme().set_density(Density.COMPACT)


def test_a_window_that_is_gone_no_longer_follows_the_theme(bench: Bench, qtbot: QtBot) -> None:
    detail = Detail(bench.context)
    gone: list[object] = []
    detail.destroyed.connect(lambda *_args: gone.append(True))
    detail.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
    theme().set_density(Density.WIDE)
    theme().set_density(Density.COMPACT)
