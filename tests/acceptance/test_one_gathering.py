"""The secretary plans next month's 主题党日 with 党员大会 and 党课, and carries it to the final paper."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.meetings.page.dialogs import FinaliseDialog, TextDialog
from dangjian_desktop.papers.preview import Preview
from dangjian_desktop.ui.components.dialogs import ReasonDialog
from dangjian_desktop.ui.components.labels import Label
from dangjian_desktop.ui.papers import write_paper

from .office import Seated, drop, picture


def test_a_gathering_from_the_plan_to_the_corrected_paper(seated: Seated, clock: FixedClock, tmp_path: Path) -> None:
    seated.plan()
    view = seated.view
    assert view.title == "10月主题党日（含党员大会、党课）"
    assert (str(view.day), view.hours, view.place) == ("2026-10-12", "14:30–17:00", "三楼会议室")
    assert [one.tab for one in view.segments] == ["党员大会 第1次", "党课 第1次", "主题党日 第1次"]
    assert (view.host_name, view.recorder_name) == ("李卫国", "陈静")

    clock.now = clock.now.replace(month=10, day=12, hour=17)
    seated.sign_in()
    assert seated.view.counts.words == "应到30 实到27 请假2 缺席1 未登记0"
    assert seated.view.quorum.words == "超过半数可表决"
    assert seated.body.sign_in.basis.text() == "依据：第十一条"
    seated.press("依据：第十一条")
    dialog: QDialog = seated.dialog(TextDialog)
    assert "支部工作条例" in " ".join(one.text() for one in dialog.findChildren(Label))
    seated.press("知道了", dialog)

    seated.write_minutes()
    (item,) = seated.view.segments[0].agenda
    assert item.title == "研究窗口延时服务安排"
    assert [(one.name, one.points) for one in item.speeches] == [
        ("周明", "同意延时，建议轮班。"),
        ("何建华", "同意。建议先试行一个月，再看效果。"),
    ]
    assert item.votes[0].verdict.words == "26/30 超过半数，通过"
    (decided,) = item.resolutions
    assert (decided.responsible_name, str(decided.deadline), decided.follow_up) == ("陈静", "2026-10-31", True)

    drop(seated.body.attachments.drop, picture(tmp_path / "合影.jpg"), picture(tmp_path / "签到表.jpg"))
    seated.settle()
    assert [one.role_label for one in seated.view.attachments] == ["照片", "签到表扫描件"]

    seated.press("纸样")
    seated.bot.waitUntil(lambda: seated.body.paper.view.pages > 0, timeout=20_000)
    seated.settle()
    write_paper(seated.desk.context, seated.body.paper.view.made, tmp_path / "记录.pdf")
    seated.settle()
    with Preview(tmp_path / "记录.pdf") as made:
        words = "".join(made.text(page) for page in range(made.pages)).replace("\r\n", "").replace("\n", "")
    for said in ("党员大会记录", "研究窗口延时服务安排", "建议先试行一个月", "赞成26票", "张晓梅"):
        assert said in words
    seated.press("填写")

    seated.press("定稿，还没到")
    dialog = seated.dialog(FinaliseDialog)
    seated.press("这些确实没有，缺项也定稿", dialog)
    seated.press("定稿", dialog)
    assert seated.view.final
    assert not seated.body.sign_in.board.all_present.isVisible()

    seated.choose(seated.body.strip.more, "更正")
    ask = seated.dialog(ReasonDialog)
    seated.put(ask.text, "地点记错了")
    seated.press("开始更正", ask)
    seated.body.open_facts("place")
    place = seated.by_name("地点").lineEdit()
    place.selectAll()
    seated.put(place, "二楼党员活动室")
    seated.press("完成更正")
    assert seated.view.place == "二楼党员活动室"
    assert seated.view.final
    (correction,) = seated.view.corrections
    assert "三楼会议室" in correction.what
    assert "二楼党员活动室" in correction.what
    assert correction.reason == "地点记错了"
    assert seated.problems() == []


def test_undo_redo_delete_and_restore_say_and_show_what_they_did(seated: Seated) -> None:
    seated.plan()
    gathering = seated.view.id
    seated.sign_in()
    seated.body.strip.next.setFocus()
    seated.key("Ctrl+Z")
    assert seated.view.counts.absent == 0
    seated.key("Ctrl+Y")
    assert seated.view.counts.absent == 1

    seated.choose(seated.body.strip.more, "删除这次会议")
    assert seated.records.record.gathering == ""
    assert seated.records.list.rows == ()
    seated.press_toast()
    assert [one.id for one in seated.records.list.rows] == [gathering]
    assert seated.problems() == []


def test_it_is_found_by_words_of_the_minutes_and_by_a_participants_initials(seated: Seated) -> None:
    seated.plan()
    seated.sign_in()
    seated.write_minutes()
    seated.key("Escape")
    words = seated.records.list.words
    for typed, found in (("轮班", 1), ("hjh", 1), ("zxm", 0), ("没有的词", 0)):
        words.clear()
        seated.put(words, typed)
        seated.bot.wait(250)
        seated.settle()
        assert len(seated.records.list.rows) == found, typed


def test_closed_in_the_middle_of_a_sentence_the_sentence_is_there_again(
    branch: Path, clock: FixedClock, desks: Any, tmp_path: Path
) -> None:
    first: Seated = desks(branch, clock)
    first.plan()
    first.press("加议题", first.body.segments)
    first.press("发言", first.body.segments)
    speech = first.view.segments[0].agenda[0].speeches[0].id
    first.put(first.points[0], "我认为窗口延时服务要先把轮班")
    first.bot.wait(1200)
    first.settle()
    # The power goes: what is on the disk now is all that is left.
    left = shutil.copytree(branch, tmp_path / "断电之后")

    second: Seated = desks(left, clock)
    pending = second.store(lambda store: store.drafts.pending())
    assert [(one.kind, one.record) for one in pending] == [("speeches", speech)]
    second.desk.context.open("meetings/records", speech)
    second.settle()
    assert second.desk.window.focusWidget() is second.points[0]
    assert second.points[0].toPlainText() == "我认为窗口延时服务要先把轮班"
    second.bot.keyClick(second.points[0], Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    second.put(second.points[0], "排好。")
    second.key("Ctrl+S")
    (kept,) = second.view.segments[0].agenda[0].speeches
    assert kept.points == "我认为窗口延时服务要先把轮班排好。"
    assert second.store(lambda store: store.drafts.pending()) == []


def test_a_date_typed_wrong_stays_with_its_sentence_and_the_rest_is_saved(seated: Seated) -> None:
    seated.plan()
    seated.body.open_facts("day")
    day = seated.by_name("日期")
    seated.type(day, "2月30日")
    place = seated.by_name("地点").lineEdit()
    place.selectAll()
    seated.put(place, "五楼")
    seated.key("Ctrl+S")
    assert seated.view.place == "五楼"
    assert str(seated.view.day) == "2026-10-12"
    assert day.text() == "2月30日"
    field = seated.body.facts_form.fields["day"]
    assert "没有“2月30日”这一天" in field.hint.text
    seated.type(day, "10.13")
    seated.key("Ctrl+S")
    assert str(seated.view.day) == "2026-10-13"
    assert field.hint.text == ""


def test_ticking_nothing_says_what_to_do_and_keeps_the_dialog(seated: Seated) -> None:
    assert seated.records
    seated.key("Ctrl+N")
    dialog = seated.new_dialog
    seated.bot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    seated.settle()
    assert dialog.isVisible()
    assert "请至少勾选一种会议。" in [one.text() for one in dialog.findChildren(Label)]
    seated.bot.mouseClick(dialog.ticks["committee_meeting"], Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
    seated.type(dialog.day, "下下周五")
    seated.bot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    seated.settle()
    assert str(seated.view.day) == "2026-10-09"
    assert seated.view.counts.expected == 3
