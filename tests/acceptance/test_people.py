"""Make-ups, people who sat in, guests who spoke, two of one name, and who isn't counted."""

from __future__ import annotations

from PySide6.QtCore import Qt

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.meetings.page.dialogs import FinaliseDialog, ObserverDialog
from dangjian_desktop.meetings.page.make_up import MakeUpDialog
from dangjian_desktop.ui.components.labels import Label
from dangjian_desktop.ui.components.status_menu import StatusMenu

from .office import Seated


def test_a_make_up_asks_for_its_day_and_keeps_why_somebody_was_away(seated: Seated, clock: FixedClock) -> None:
    seated.plan()
    clock.now = clock.now.replace(month=10, day=20)
    seated.sign_in()
    board = seated.body.sign_in.board
    seated.type(board.initials, "zxm", leave=False)
    seated.bot.keyClick(board.initials, Qt.Key.Key_Return)
    seated.bot.keyClick(seated.dialog(StatusMenu), Qt.Key.Key_7)
    seated.settle()
    dialog = seated.dialog(MakeUpDialog)
    assert [tick.isChecked() for tick in dialog.ticks.values()].count(True) == 1
    seated.type(dialog.on, "10.32", leave=False)
    seated.bot.keyClick(dialog.on, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "没有" in dialog.day_field.hint.text
    seated.type(dialog.on, "10.18", leave=False)
    seated.bot.keyClick(dialog.on, Qt.Key.Key_Return)
    seated.settle()
    chip = next(one for one in seated.view.chips if one.bare_name == "张晓梅")
    assert (chip.state_label, str(chip.made_up_on)) == ("病假", "2026-10-18")
    assert seated.view.counts.words == "应到30 实到27 请假2 缺席1 未登记0 补课1"


def test_one_row_makes_up_for_three_people_and_the_rate_stays_that_of_presence(
    seated: Seated, clock: FixedClock
) -> None:
    """rules.md 0.8: 参加率 counts 实到 only."""
    seated.plan()
    clock.now = clock.now.replace(month=10, day=20)
    seated.sign_in()
    seated.press("登记补课 3")
    dialog = seated.dialog(MakeUpDialog)
    assert all(tick.isChecked() for tick in dialog.ticks.values())
    seated.type(dialog.on, "10.12", leave=False)
    seated.bot.keyClick(dialog.on, Qt.Key.Key_Return)
    assert "之后" in dialog.day_field.hint.text
    seated.type(dialog.on, "昨天")
    how = dialog.how.lineEdit()
    seated.put(how, "集中补课")
    seated.press("登记", dialog)
    assert seated.view.counts.words == "应到30 实到27 请假2 缺席1 未登记0 补课3"
    made = {chip.bare_name: chip for chip in seated.view.chips if chip.made_up_on}
    assert {str(chip.made_up_on) for chip in made.values()} == {"2026-10-19"}
    assert {chip.made_up_how for chip in made.values()} == {"集中补课"}
    assert {chip.state_label for chip in made.values()} == {"病假", "公差", "缺席"}
    seated.key("Ctrl+Z")
    assert seated.view.counts.made_up == 0


def test_non_members_and_guests_can_sit_in(seated: Seated) -> None:
    seated.plan()
    seated.press("添加列席人员")
    dialog = seated.dialog(ObserverDialog)
    seated.type(dialog.who, "ly", leave=False)
    seated.bot.keyClick(dialog.who, Qt.Key.Key_Return)
    seated.press("添加", dialog)
    seated.press("添加列席人员")
    dialog = seated.dialog(ObserverDialog)
    seated.put(dialog.who, "何处长")
    dialog.identity.set_raw("上级党组织领导")
    seated.press("添加", dialog)
    assert [(one.name, one.identity) for one in seated.view.observers] == [
        ("刘洋", "入党积极分子"),
        ("何处长", "上级党组织领导"),
    ]


def test_a_guest_who_spoke_is_written_down_by_name(seated: Seated) -> None:
    seated.plan()
    seated.press("加议题", seated.body.segments)
    seated.press("发言", seated.body.segments)
    seated.put(seated.by_name("发言人"), "何处长")
    seated.put(seated.points[0], "讲三点意见。")
    seated.key("Ctrl+S")
    (speech,) = seated.view.segments[0].agenda[0].speeches
    assert (speech.speaker, speech.name, speech.points) == ("", "何处长", "讲三点意见。")


def test_finalising_says_what_is_missing_and_not_before_its_day(seated: Seated) -> None:
    seated.plan()
    seated.press("定稿，还没到")
    dialog = seated.dialog(FinaliseDialog)
    said = " ".join(one.text() for one in dialog.findChildren(Label))
    assert "未登记" in said
    assert not dialog.accept_button.isVisible()
    seated.press("去补齐", dialog)
    assert not seated.view.final


def test_esc_closes_the_list_of_names_before_it_leaves_the_record(seated: Seated) -> None:
    seated.plan()
    seated.body.open_facts("host")
    seated.settle()
    host = seated.by_name("主持人")
    seated.type(host, "w", leave=False)
    popup = host.window().findChildren(type(host._popup))
    assert any(one.isVisible() for one in popup)
    seated.bot.keyClick(host, Qt.Key.Key_Escape)
    seated.settle()
    assert not any(one.isVisible() for one in popup)
    assert seated.records.record.gathering == seated.view.id
    seated.key("Escape")
    assert seated.records.record.gathering == ""


def test_the_workbenchs_questions_open_what_they_ask_about(seated: Seated, clock: FixedClock) -> None:
    seated.plan()
    clock.now = clock.now.replace(month=10, day=20)
    seated.sign_in()
    gathering = seated.view.id
    seated.key("Escape")
    seated.desk.context.open("meetings/records", None, {"record": gathering, "make_up": True})
    seated.settle()
    dialog = seated.dialog(MakeUpDialog)
    assert len(dialog.ticks) == 3
    dialog.reject()
    seated.settle()
    seated.desk.context.open("meetings/records", None, {"unfinished": True})
    seated.settle()
    assert seated.records.record.gathering == ""
    assert seated.records.list.unfinished.isChecked()
    assert [one.id for one in seated.records.list.rows] == [gathering]


def test_a_segment_is_put_down_as_study_from_its_menu(seated: Seated) -> None:
    seated.plan()
    assert not seated.view.segments[0].study
    more = seated.by_name("这个环节的更多操作", seated.body.segments)
    seated.choose(more, "计入集中学习")
    assert seated.view.segments[0].study
    seated.choose(more, "不计入集中学习")
    assert seated.view.segments[0].own_study is False
