"""What is typed outlives its widgets, a reload, and what somebody else changed meanwhile."""

from __future__ import annotations

from datetime import date, time

import pytest
from pytestqt.qtbot import QtBot

from dangjian_desktop.meetings.page.sheet import Sheet, Slot, raw_of
from dangjian_desktop.store import OpId
from dangjian_desktop.ui.components.editors import DateEdit, LineEdit
from dangjian_desktop.ui.components.fields import Field, HintLine

PLACE = Slot("gatherings", "g1", "place")
DAY = Slot("gatherings", "g1", "day")
FIRST, SECOND = (OpId("a", 1, 0),), (OpId("b", 7, 0),)


def load(sheet: Sheet, place: str, heads: tuple[OpId, ...] = FIRST) -> None:
    sheet.load("gatherings", "g1", {"place": place, "day": date(2026, 10, 12)}, {"place": heads, "day": heads})


@pytest.fixture
def place(qtbot: QtBot, sheet: Sheet) -> LineEdit:
    load(sheet, "三楼会议室")
    editor = LineEdit()
    qtbot.addWidget(editor)
    sheet.bind(PLACE, editor)
    return editor


def test_typed_text_carries_the_heads_that_the_form_had_loaded(qtbot: QtBot, sheet: Sheet, place: LineEdit) -> None:
    place.clear()
    qtbot.keyClicks(place, "501")
    load(sheet, "四楼", SECOND)
    assert sheet.typed[PLACE].raw == "501"
    assert sheet.typed[PLACE].seen == FIRST
    assert place.text() == "501"


def test_a_reload_shows_what_came_in_wherever_nobody_typed(sheet: Sheet, place: LineEdit) -> None:
    load(sheet, "四楼", SECOND)
    assert place.text() == "四楼"
    assert not sheet.typed


def test_an_overtaken_field_says_so_below_it_until_it_is_saved(qtbot: QtBot, sheet: Sheet) -> None:
    load(sheet, "三楼会议室")
    field = Field("地点", LineEdit())
    qtbot.addWidget(field)
    sheet.bind(PLACE, field)
    qtbot.keyClicks(field.widget, "X")
    load(sheet, "四楼", SECOND)
    assert "另外改过" in field.hint.text
    sheet.saved([PLACE])
    assert field.hint.text == ""


def test_text_typed_back_to_what_it_was_is_no_change(qtbot: QtBot, sheet: Sheet, place: LineEdit) -> None:
    place.end(False)
    qtbot.keyClicks(place, "x")
    assert PLACE in sheet.typed
    place.backspace()
    assert not sheet.typed


def test_typed_text_is_there_again_when_its_editor_is_made_anew(qtbot: QtBot, sheet: Sheet, place: LineEdit) -> None:
    place.clear()
    qtbot.keyClicks(place, "501")
    again = LineEdit()
    qtbot.addWidget(again)
    sheet.bind(PLACE, again)
    assert again.text() == "501"


def test_what_means_nothing_stays_typed_with_its_sentence(qtbot: QtBot, sheet: Sheet) -> None:
    load(sheet, "")
    edit, hint = DateEdit(lambda: date(2026, 10, 12)), HintLine()
    qtbot.addWidget(edit)
    qtbot.addWidget(hint)
    sheet.bind(DAY, edit, hint)
    sheet.type(DAY, "2月30日")
    sheet.problem(DAY, "没有这一天。")
    assert hint.text == "没有这一天。"
    assert edit.property("wrong") == "true"
    load(sheet, "", SECOND)
    assert sheet.typed[DAY].raw == "2月30日"


def test_a_record_deleted_meanwhile_takes_its_fields_with_it(sheet: Sheet, place: LineEdit) -> None:
    sheet.type(PLACE, "五楼")
    sheet.forget({"another"})
    assert not sheet.typed
    assert sheet.slots == []


def test_a_draft_that_equals_what_is_stored_is_not_offered_back(sheet: Sheet, place: LineEdit) -> None:
    sheet.restore(PLACE, "三楼会议室", FIRST)
    assert not sheet.typed
    sheet.restore(PLACE, "三楼会议", FIRST)
    assert place.text() == "三楼会议"


@pytest.mark.parametrize(
    ("value", "raw"),
    [(None, ""), (False, ""), (True, "1"), (time(14, 30), "14:30"), (date(2026, 3, 5), "2026-03-05"), (24, "24")],
)
def test_values_show_as_people_would_type_them(value: object, raw: str) -> None:
    assert raw_of(value) == raw
