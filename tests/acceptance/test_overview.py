"""总览 says how the year stands; a press opens what did a duty or starts the missing one filled in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.meetings.page.new import NewGathering
from dangjian_desktop.ui.papers import PaperDialog

from .office import Seated


def overview(seated: Seated) -> Any:
    seated.desk.context.open("meetings/overview")
    seated.settle()
    return seated.desk.window.page


def said(table: Any) -> list[list[str]]:
    model = table.table
    return [[cell.plain for cell in model.row_at(place).cells] for place in range(model.rowCount())]


def test_the_missing_one_is_started_with_its_kind_and_day(seated: Seated) -> None:
    page = overview(seated)
    key = "meetings.general_meeting.2026-07"
    row = next(line for line in said(page.todo) if "三季度党员大会" in line[1])
    assert row[0] == "还有 9 天"
    assert row[2] == "《支部工作条例》第十一条"
    rect = page.todo.button_rect(key, "go")
    seated.bot.mouseClick(page.todo.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    seated.settle()
    dialog = seated.dialog(NewGathering)
    assert dialog.kinds == ["general_meeting"]
    assert dialog.day.text() == "2026-09-21"
    dialog.reject()


def test_what_was_held_opens_from_the_year_and_what_is_planned_from_its_list(seated: Seated, clock: FixedClock) -> None:
    seated.plan()
    planned = seated.view.id
    page = overview(seated)
    assert [line[1] for line in said(page.planned)] == ["10月主题党日（含党员大会、党课）"]
    page.grid.cell("meetings.theme_party_day.2026-10").click()
    seated.settle()
    assert seated.desk.window.address == "meetings/records"
    assert seated.view.id == planned
    clock.now = clock.now.replace(month=10, day=13)
    page = overview(seated)
    page.refresh(None)
    seated.settle()
    assert [line[2] for line in said(page.held)] == ["停在签到"]


def test_the_registers_are_printed_from_here(seated: Seated) -> None:
    seated.plan("9.18")
    seated.sign_in()
    seated.desk.context.open("meetings/overview")
    seated.settle()
    page = seated.desk.window.page
    assert [words for words, _name, _period in page.register_choices()][:3] == [
        "2026年“三会一课”登记簿",
        "2026年三季度“三会一课”登记簿",
        "2026年9月“三会一课”登记簿",
    ]
    seated.choose(page.registers, "2026年参加组织生活统计表")
    dialog = seated.dialog(PaperDialog)
    seated.bot.waitUntil(lambda: dialog.pane.pages > 0, timeout=20_000)
    assert dialog.pane.made is not None
    assert "张晓梅（病假）" in "".join(dialog.pane.made.lines)
    dialog.close()
