from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.papers.charts import figure
from dangjian_desktop.papers.charts.look import PAPER
from dangjian_desktop.papers.charts.model import BarChart, Series
from dangjian_desktop.papers.fonts import bundled_faces
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.attachments import size_words
from dangjian_desktop.ui.components.chart import ChartView, screen_look
from dangjian_desktop.ui.components.dialogs import PassphraseDialog, ReasonDialog
from dangjian_desktop.ui.components.editors import CheckBox, Combo, CountEdit, DateEdit, LineEdit, LongText, TimeEdit
from dangjian_desktop.ui.components.fields import Field
from dangjian_desktop.ui.components.import_preview import ImportDialog, Outcome, PreviewRow
from dangjian_desktop.ui.components.paper_view import PaperView
from dangjian_desktop.ui.components.people import Candidate, PeopleEdit, PersonEdit
from dangjian_desktop.ui.components.rail import Rail, RailItem
from dangjian_desktop.ui.components.segments import SegmentTabs
from dangjian_desktop.ui.components.statebar import State, StateBar, standing_of
from dangjian_desktop.ui.components.table import Column
from dangjian_desktop.ui.components.tags import basis, paint_tag, tag_size
from dangjian_desktop.ui.components.toast import Toast
from dangjian_desktop.ui.components.yeargrid import CellState, YearCell, YearGrid, YearRow
from dangjian_desktop.ui.theme import theme

TODAY = date(2026, 10, 12)


def _shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    return widget


# -- fields


@pytest.mark.parametrize(("typed", "meant"), [("3.15", "2026-03-15"), ("昨天", "2026-10-11"), ("10-12", "2026-10-12")])
def test_a_day_typed_as_people_do_is_written_out_when_the_field_is_left(qtbot: QtBot, typed: str, meant: str) -> None:
    edit = DateEdit(lambda: TODAY)
    _shown(qtbot, edit)
    edit.setText(typed)
    edit.editingFinished.emit()
    assert edit.text() == meant
    assert edit.value() == date.fromisoformat(meant)


def test_a_wrong_day_keeps_its_text_and_says_below_what_may_be_written(qtbot: QtBot) -> None:
    field = Field("日期", DateEdit(lambda: TODAY), name="day")
    _shown(qtbot, field)
    qtbot.keyClicks(field.widget, "2.30")
    assert not field.check()
    assert field.raw() == "2.30"
    assert "没有“2.30”这一天" in field.hint.text
    qtbot.keyClicks(field.widget, "x")
    assert field.hint.text == ""


def test_the_calendar_opens_by_key_and_gives_the_day_pressed(qtbot: QtBot) -> None:
    edit = DateEdit(lambda: TODAY)
    _shown(qtbot, edit)
    told: list[int] = []
    edit.edited.connect(lambda: told.append(1))
    qtbot.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    from PySide6.QtWidgets import QCalendarWidget

    calendar = edit.findChild(QCalendarWidget)
    assert calendar is not None
    calendar.clicked.emit(calendar.selectedDate())
    assert edit.value() == TODAY
    assert told == [1]


def test_a_time_is_understood_and_written_out(qtbot: QtBot) -> None:
    edit = TimeEdit()
    _shown(qtbot, edit)
    edit.setText("1430")
    edit.editingFinished.emit()
    assert (edit.text(), edit.value()) == ("14:30", time(14, 30))


def test_a_count_takes_numbers_only_and_the_arrows_change_it(qtbot: QtBot) -> None:
    edit = CountEdit()
    _shown(qtbot, edit)
    qtbot.keyClicks(edit, "23")
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert edit.value() == 24
    edit.setText("abc")
    with pytest.raises(Refused, match="不是数"):
        edit.value()


def test_a_locked_field_can_t_be_typed_into_and_keeps_its_value(qtbot: QtBot) -> None:
    field = Field("应到", LineEdit(), name="expected")
    field.set_value("28")
    _shown(qtbot, field)
    field.set_locked(True)
    qtbot.keyClicks(field.widget, "9")
    assert field.raw() == "28"


def test_the_wheel_over_a_choice_in_a_scrolled_form_changes_nothing(qtbot: QtBot) -> None:
    combo = Combo([("a", "甲"), ("b", "乙")])
    _shown(qtbot, combo)
    combo.set_value("a")
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QWheelEvent

    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(combo, turn)
    assert combo.value() == "a"


def test_a_free_choice_keeps_words_that_are_not_in_its_list() -> None:
    combo = Combo([("3", "三楼会议室")], free=True)
    combo.set_raw("老楼")
    assert combo.raw() == "老楼"
    combo.set_raw("3")
    assert (combo.raw(), combo.currentText()) == ("3", "三楼会议室")


def test_a_long_text_grows_with_what_is_written(qtbot: QtBot) -> None:
    text = LongText(lines=2, most=8)
    _shown(qtbot, text)
    before = text.height()
    text.set_raw("\n".join("一行" for _ in range(6)))
    QApplication.processEvents()
    assert text.height() > before


def test_a_stock_phrase_goes_in_at_the_cursor_and_typing_undo_takes_it_out(qtbot: QtBot) -> None:
    text = LongText()
    field = Field("决议", text, name="resolution")
    button = field.add_phrases(lambda: ["同意。"])
    _shown(qtbot, field)
    heard: list[str] = []
    field.edited.connect(heard.append)
    button.click()
    from PySide6.QtWidgets import QMenu

    menu = button.findChild(QMenu)
    assert menu is not None
    menu.actions()[0].trigger()
    assert text.raw() == "同意。"
    assert heard == ["resolution"]
    text.undo()
    assert text.raw() == ""


def test_a_check_box_s_draft_is_text_too() -> None:
    box = CheckBox("转督办")
    box.set_raw("1")
    assert box.value() is True
    assert box.raw() == "1"


# -- people

PEOPLE = (
    Candidate("1", "张晓梅", ("zxm", "zhangxiaomei"), "第二小组"),
    Candidate("2", "单晟", ("ss", "shansheng", "ds", "dansheng"), "第一小组"),
    Candidate("3", "刘洋", ("ly", "liuyang"), "积极分子", member=False),
)


@pytest.mark.parametrize(("typed", "found"), [("zxm", "1"), ("zhangx", "1"), ("晓", "1"), ("ds", "2"), ("ly", "3")])
def test_a_person_is_found_by_initials_pinyin_or_characters(qtbot: QtBot, typed: str, found: str) -> None:
    edit = PersonEdit()
    edit.set_people(PEOPLE)
    _shown(qtbot, edit)
    edit.setFocus()
    edit.setText(typed)
    edit.textEdited.emit(typed)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.value() == found


def test_a_name_that_nobody_has_stays_typed_and_says_how_to_choose(qtbot: QtBot) -> None:
    field = Field("主持", PersonEdit(), name="host")
    _shown(qtbot, field)
    qtbot.keyClicks(field.widget, "xyz")
    assert not field.check()
    assert "没有找到“xyz”" in field.hint.text
    assert field.raw() == "xyz"


def test_a_free_person_field_takes_a_speaker_from_outside(qtbot: QtBot) -> None:
    edit = PersonEdit(free=True)
    edit.set_people(PEOPLE)
    edit.set_raw("周敏（县党校）")
    assert edit.value() == "周敏（县党校）"


def test_a_person_chosen_comes_back_from_a_draft() -> None:
    edit = PersonEdit()
    edit.set_people(PEOPLE)
    edit.set_value("1")
    again = PersonEdit()
    again.set_people(PEOPLE)
    again.set_raw(edit.raw())
    assert (again.value(), again.text()) == ("1", "张晓梅")


def test_several_people_are_chosen_and_backspace_takes_the_last_out(qtbot: QtBot) -> None:
    edit = PeopleEdit()
    edit.set_people(PEOPLE)
    _shown(qtbot, edit)
    for typed in ("zxm", "ly"):
        edit.field.setFocus()
        qtbot.keyClicks(edit.field, typed)
        qtbot.keyClick(edit.field, Qt.Key.Key_Return)
    assert edit.value() == ("1", "3")
    qtbot.keyClick(edit.field, Qt.Key.Key_Backspace)
    assert edit.value() == ("1",)


# -- pieces of a record


def test_each_state_is_a_button_with_its_standing_in_words(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QAbstractButton

    keys = ("筹备", "通知", "签到", "记录", "定稿")
    standing = standing_of(keys, "签到")
    bar = StateBar([State(key, key, standing[key]) for key in keys])
    _shown(qtbot, bar)
    pressed: list[str] = []
    bar.pressed.connect(pressed.append)
    buttons = bar.findChildren(QAbstractButton)
    names = [button.accessibleName() for button in buttons]
    assert names == ["筹备，已完成", "通知，已完成", "签到，现在", "记录，还没到", "定稿，还没到"]
    buttons[3].setFocus()
    qtbot.keyClick(buttons[3], Qt.Key.Key_Space)
    assert pressed == ["记录"]


def test_arrow_keys_go_from_one_segment_to_the_next(qtbot: QtBot) -> None:
    tabs = SegmentTabs()
    tabs.set_segments([("a", "党员大会 第3次"), ("b", "党课")])
    _shown(qtbot, tabs)
    chosen: list[str] = []
    tabs.chosen.connect(chosen.append)
    qtbot.keyClick(tabs._tabs["a"], Qt.Key.Key_Right)
    assert (tabs.current, chosen) == ("b", ["b"])
    tabs.set_segments([("a", "党员大会 第3次"), ("b", "党课"), ("c", "主题党日")])
    assert tabs.current == "b"


def test_a_record_in_the_rail_is_chosen_by_a_click(qtbot: QtBot) -> None:
    rail = Rail()
    rail.set_items([RailItem("a", "10", "10月主题党日"), RailItem("b", "09", "9月支委会", alarm=True)], "a")
    rail.resize(60, 300)
    _shown(qtbot, rail)
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    place = rail.view.visualRect(rail.view.model().index(1, 0)).center()
    qtbot.mouseClick(rail.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == ["b"]


def test_sizes_are_said_as_people_read_them() -> None:
    assert [size_words(size) for size in (10, 320_000, 5_000_000)] == ["1 KB", "312 KB", "4.8 MB"]


# -- the year


@pytest.fixture
def year(qtbot: QtBot) -> YearGrid:
    grid = YearGrid()
    quarters = tuple(
        YearCell(f"q{n}", (3 * n - 2, 3 * n), state, text)
        for n, state, text in (
            (1, CellState.DONE, "一季"),
            (2, CellState.DONE, "二季"),
            (3, CellState.MISSING, "三季未开"),
            (4, CellState.TO_COME, "四季度"),
        )
    )
    months = tuple(YearCell(f"m{n}", (n, n), CellState.DONE if n < 10 else CellState.TO_COME) for n in range(1, 13))
    grid.set_rows([YearRow("党员大会", quarters), YearRow("支委会", months)], month=10)
    grid.resize(1000, grid.height())
    qtbot.addWidget(grid)
    grid.show()
    return grid


def test_every_cell_of_the_year_says_what_it_is(year: YearGrid) -> None:
    assert year.cell("q3").accessibleName() == "党员大会 7至9月：没有办 三季未开"
    assert year.cell("m10").accessibleName() == "支委会 10月：还没到"


def test_a_quarter_is_as_wide_as_its_three_months(year: YearGrid) -> None:
    quarter, first, last = (year.cell(key).geometry() for key in ("q2", "m4", "m6"))
    assert (quarter.left(), quarter.right()) == (first.left(), last.right())


def test_two_of_one_span_stand_side_by_side(qtbot: QtBot) -> None:
    grid = YearGrid()
    qtbot.addWidget(grid)
    cells = tuple(YearCell(key, (10, 12), CellState.TO_COME, key, share=(n, 2)) for n, key in enumerate("ab"))
    grid.set_rows([YearRow("年度事项", (*cells, YearCell("q", (7, 9), CellState.DONE)))])
    grid.resize(1000, grid.height())
    grid.show()
    first, second, quarter = (grid.cell(key).geometry() for key in "abq")
    assert first.right() < second.left()
    assert abs(first.width() - second.width()) <= 1
    assert quarter.width() >= second.right() - first.left()


def test_the_keyboard_walks_through_the_year_and_enter_opens(qtbot: QtBot, year: YearGrid) -> None:
    pressed: list[str] = []
    year.pressed.connect(pressed.append)
    year.cell("q1").setFocus()
    qtbot.keyClick(year.cell("q1"), Qt.Key.Key_Right)
    qtbot.keyClick(year.cell("q2"), Qt.Key.Key_Down)
    assert year.cell("m5").hasFocus()
    qtbot.keyClick(year.cell("m5"), Qt.Key.Key_Return)
    assert pressed == ["m5"]


# -- dialogs, toast, paper


def test_a_reason_must_be_given(qtbot: QtBot) -> None:
    dialog = ReasonDialog("更正", "这条记录已经定稿。", "更正")
    _shown(qtbot, dialog)
    dialog.confirm()
    assert dialog.isVisible()
    assert dialog.field.hint.text == "请写一句原因。"
    dialog.text.set_raw("时间写错")
    dialog.confirm()
    assert not dialog.isVisible()
    assert dialog.reason == "时间写错"


def test_a_new_passphrase_is_typed_twice_and_long_enough(qtbot: QtBot) -> None:
    dialog = PassphraseDialog("口令", "说明", "导出", twice=True)
    _shown(qtbot, dialog)
    first, second = (field.widget for field in dialog.fields)
    assert isinstance(first, LineEdit)
    assert isinstance(second, LineEdit)
    first.setText("short")
    dialog.confirm()
    assert "太短" in dialog.fields[0].hint.text
    first.setText("long enough words")
    second.setText("other words")
    dialog.confirm()
    assert "不一样" in dialog.fields[1].hint.text
    second.setText("long enough words")
    dialog.confirm()
    assert dialog.passphrase == "long enough words"


def test_only_ticked_rows_of_an_import_are_taken(qtbot: QtBot, photographs: Path) -> None:
    rows = [
        PreviewRow("1", ("唐　宁",), Outcome.NEW),
        PreviewRow("2", ("严　冬",), Outcome.LOOK, "日期晚于今天", (0,), blocked=True),
        PreviewRow("3", ("方　圆",), Outcome.CHANGED, "小组 原第三"),
    ]
    dialog = ImportDialog("导入党员名册", [Column("姓名", 120)], rows)
    _shown(qtbot, dialog)
    assert dialog.accept_button.text() == "导入 2 行"
    dialog.preview.table.choose("3")
    qtbot.keyClick(dialog.preview.table, Qt.Key.Key_Return)
    dialog.preview.toggle("2")
    assert dialog.preview.checked == ["1"]
    assert dialog.accept_button.text() == "导入 1 行"
    assert dialog.grab().save(str(photographs / "import.png"))


def test_a_toast_goes_by_itself_after_ten_seconds(qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(800, 300)
    _shown(qtbot, window)
    toast = Toast("已移到回收站", action="撤销", countdown=True)
    toast.show_over(window, 30)
    gone: list[int] = []
    toast.destroyed.connect(lambda: gone.append(1))
    assert toast.geometry().bottom() < 300 - 29
    for _second in range(10):
        toast._tick()
    qtbot.waitUntil(lambda: gone == [1], timeout=2000)


def test_pages_of_a_paper_are_shown_at_the_width_there_is(qtbot: QtBot) -> None:
    view = PaperView("会议记录")
    view.resize(700, 500)
    _shown(qtbot, view)
    page = QImage(400, 566, QImage.Format.Format_RGB32)
    page.fill(0xFFFFFFFF)
    view.set_pages([page, page])
    assert view.pages == 2
    assert view.detail.text() == "会议记录　共 2 页"
    view.set_message("正在排版…")
    assert view._message.isVisible()


def test_a_state_bar_without_room_keeps_the_present_word_and_says_the_others_as_tips(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QAbstractButton

    keys = ("筹备", "通知", "签到", "记录", "定稿")
    standing = standing_of(keys, "签到")
    bar = StateBar([State(key, key, standing[key]) for key in keys])
    _shown(qtbot, bar)
    bar.resize(bar.minimumSizeHint())
    buttons = bar.findChildren(QAbstractButton)
    assert [button.toolTip() for button in buttons] == [
        "筹备，已完成",
        "通知，已完成",
        "",
        "记录，还没到",
        "定稿，还没到",
    ]
    assert buttons[2].width() > 1.5 * buttons[1].width()
    assert buttons[-1].geometry().right() <= bar.width()
    bar.resize(bar.sizeHint())
    assert all(button.toolTip() == "" for button in buttons)


# -- charts

CHART = BarChart(("7月", "8月", "9月"), (Series("", (2, 0, 1)),), "三季度主题党日次数", "次", highlight=(0,))


def test_a_chart_says_its_numbers_to_a_screen_reader(qtbot: QtBot) -> None:
    view = ChartView(CHART)
    _shown(qtbot, view)
    assert view.accessibleName() == "三季度主题党日次数（单位：次）：7月2，8月0，9月1。"
    view.set_chart(None)
    assert view.accessibleName() == ""
    assert view.heightForWidth(400) == 0


@pytest.mark.parametrize("width", [220, 400, 900])
def test_a_chart_fills_the_width_there_is_in_the_window_s_colours(qtbot: QtBot, width: int) -> None:
    view = ChartView(CHART)
    _shown(qtbot, view)
    view.resize(width, view.heightForWidth(width))
    image = view.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width()) for y in range(0, image.height(), 2)}
    assert tokens.GOLD.lower() in colours
    assert tokens.LINE3.lower() in colours
    assert {"7月", "8月", "9月", "2", "0", "1", "单位：次"} == set(view.texts())
    right = max(x for x in range(image.width()) if image.pixelColor(x, image.height() - 25).name() != "#f6f5f3")
    assert right > width * 0.8


def test_the_chart_on_the_screen_has_the_geometry_of_the_one_on_paper(qtbot: QtBot) -> None:
    faces = bundled_faces()
    size = theme().px(13, 15)
    paper = figure.marks(figure.draw(CHART, 400, faces, replace(PAPER, size=size)), faces)
    screen = figure.marks(figure.draw(CHART, 400, faces, screen_look(size)), faces)
    assert [(type(mark), getattr(mark, "xs", None) or mark.outlines) for mark in paper] == [
        (type(mark), getattr(mark, "xs", None) or mark.outlines) for mark in screen
    ]


def test_a_tag_with_less_room_than_its_words_keeps_inside_it_with_its_frame_whole(qapp: QApplication) -> None:
    tag = basis("依据：《中国共产党支部工作条例（试行）》第十八条第二款")
    high = tag_size(tag).height()
    assert tag_size(tag).width() > 150

    def painted(room: int) -> QImage:
        image = QImage(400, high, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        paint_tag(painter, QRectF(0, 0, room, high), tag)
        painter.end()
        return image

    image = painted(150)
    white = QColor(Qt.GlobalColor.white)
    assert all(image.pixelColor(x, y) == white for x in range(151, 400) for y in range(high))
    assert image.pixelColor(149, high // 2) != white
    assert image.copy(0, 0, 60, high) == painted(400).copy(0, 0, 60, high)
