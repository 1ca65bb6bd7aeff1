"""The secretary plans next month's 主题党日 with 党员大会 and 党课, and carries it to the final paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.meetings.page.dialogs import FinaliseDialog
from dangjian_desktop.meetings.page.new import NewGathering
from dangjian_desktop.papers.preview import Preview
from dangjian_desktop.ui.components.dialogs import ReasonDialog
from dangjian_desktop.ui.components.status_menu import StatusMenu
from dangjian_desktop.ui.papers import write_paper


def plan(seated: Any, day: str = "10.12") -> None:
    """＋新建会议 with three kinds ticked, day and times typed as people do."""
    assert seated.records
    seated.key("Ctrl+N")
    dialog = seated.dialog(NewGathering)
    for kind in ("general_meeting", "party_lecture", "theme_party_day"):
        seated.bot.mouseClick(dialog.ticks[kind], Qt.MouseButton.LeftButton, pos=dialog.ticks[kind].rect().center() / 8)
        if not dialog.ticks[kind].isChecked():
            dialog.ticks[kind].click()
    seated.type(dialog.day, day)
    seated.type(dialog.start, "1430")
    seated.type(dialog.end, "17:00")
    seated.put(dialog.place, "三楼会议室")
    dialog.place.edited.emit()
    seated.type(dialog.recorder, "cj")
    seated.bot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    seated.settle()


def sign_in(seated: Any) -> None:
    """Everybody present, then three exceptions by their initials."""
    board = seated.body.sign_in.board
    seated.bot.mouseClick(board.all_present, Qt.MouseButton.LeftButton)
    seated.settle()
    for initials, digit, reason in (("zxm", Qt.Key.Key_3, ""), ("sz", Qt.Key.Key_2, "市里培训"), ("yd", Qt.Key.Key_6, "")):
        seated.type(board.initials, initials, leave=False)
        seated.bot.keyClick(board.initials, Qt.Key.Key_Return)
        menu = seated.dialog(StatusMenu)
        if reason:
            menu.reason.set_raw(reason)
        menu.setFocus()
        seated.bot.keyClick(menu, digit)
        seated.settle()


def write_minutes(seated: Any) -> None:
    """An item with points of two speakers, a vote and a resolution."""
    seated.press("加议题", seated.body.segments)
    title = seated.by_name("议题1")
    seated.bot.keyClick(title, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    seated.put(title, "研究窗口延时服务安排")
    for number, (who, points) in enumerate((("zm", "同意延时，建议轮班。"), ("hjh", "同意。建议先试行一个月，再看效果。"))):
        seated.press("发言", seated.body.segments)
        speaker = seated.by_name("发言人", nth=number)
        seated.type(speaker, who)
        text = [one for one in seated.body.findChildren(type(seated.by_name("情况"))) if "发言要点" in one.accessibleName()]
        seated.put(text[number], points)
    seated.press("表决", seated.body.segments)
    for name, votes in (("赞成票数", "26"), ("反对票数", "0"), ("弃权票数", "1")):
        seated.type(seated.by_name(name), votes)
    seated.press("决议", seated.body.segments)
    text = seated.by_name("决议")
    seated.bot.keyClick(text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    seated.put(text, "从11月起周三延时服务到19点，试行一个月。")
    seated.type(seated.by_name("责任人"), "cj")
    seated.type(seated.by_name("时限"), "10.31")
    follow_up = seated.by_name("是否督办")
    follow_up.set_raw("1")
    follow_up.edited.emit()
    seated.key("Ctrl+S")


def test_a_gathering_from_the_plan_to_the_corrected_paper(
    seated: Any, clock: FixedClock, tmp_path: Path
) -> None:
    from tests.acceptance.conftest import drop, picture

    plan(seated)
    view = seated.view
    assert view.title == "10月主题党日（含党员大会、党课）"
    assert (str(view.day), view.hours, view.place) == ("2026-10-12", "14:30–17:00", "三楼会议室")
    assert [one.tab for one in view.segments] == ["党员大会 第1次", "党课 第1次", "主题党日 第1次"]
    assert (view.host_name, view.recorder_name) == ("李卫国", "陈静")

    clock.now = clock.now.replace(month=10, day=12, hour=17)
    sign_in(seated)
    assert seated.view.counts.words == "应到30 实到27 请假2 缺席1 未登记0"
    assert seated.view.quorum.words == "超过半数可表决"
    assert seated.body.sign_in.basis.text() == "依据：第十一条"
    seated.press("依据：第十一条")
    assert "支部工作条例" in seated.dialog(QDialog).findChildren(type(seated.body.strip.saved))[0].text()
    seated.press("知道了", seated.dialog(QDialog))

    write_minutes(seated)
    (item,) = seated.view.segments[0].agenda
    assert item.title == "研究窗口延时服务安排"
    assert [(one.name, one.points) for one in item.speeches] == [
        ("周明", "同意延时，建议轮班。"),
        ("何建华", "同意。建议先试行一个月，再看效果。"),
    ]
    assert item.votes[0].verdict.words == "26/30 超过半数，通过"
    (decided,) = item.resolutions
    assert (decided.responsible_name, str(decided.deadline), decided.follow_up) == ("陈静", "2026-10-31", True)

    drop(seated.body.attachments.drop, picture(tmp_path / "合影.jpg"), picture(tmp_path / "签到表.jpg", "scan"))
    seated.settle()
    assert [one.role_label for one in seated.view.attachments] == ["照片", "签到表扫描件"]

    seated.body.strip.switch.choose("paper")
    seated.bot.waitUntil(lambda: seated.body.paper.view.pages > 0, timeout=20_000)
    seated.settle()
    write_paper(seated.desk.context, seated.body.paper.view.made, tmp_path / "记录.pdf")
    with Preview(tmp_path / "记录.pdf") as made:
        words = "".join(made.text(page) for page in range(made.pages)).replace("\r\n", "").replace("\n", "")
    for said in ("党员大会记录", "研究窗口延时服务安排", "建议先试行一个月", "赞成26票", "张晓梅", "陈静"):
        assert said in words
    seated.body.strip.switch.choose("form")

    seated.press("定稿，还没到") if not seated.view.final else None
    dialog = seated.dialog(FinaliseDialog)
    dialog._despite.click()
    seated.press("定稿", dialog)
    assert seated.view.final
    assert not seated.body.sign_in.board.all_present.isVisible()

    seated.choose(seated.body.strip.more, "更正")
    ask = seated.dialog(ReasonDialog)
    seated.put(ask.text, "地点记错了")
    seated.press("开始更正", ask)
    seated.body.open_facts("place")
    place = seated.by_name("地点")
    place.setEditText("二楼党员活动室")
    place.edited.emit()
    seated.press("完成更正")
    assert seated.view.place == "二楼党员活动室"
    assert seated.view.final
    (correction,) = seated.view.corrections
    assert "三楼会议室" in correction.what
    assert "二楼党员活动室" in correction.what
    assert correction.reason == "地点记错了"
    assert seated.store(lambda store: list(store.verify())) == []


def test_undo_redo_delete_and_restore_say_and_show_what_they_did(seated: Any) -> None:
    plan(seated)
    gathering = seated.view.id
    sign_in(seated)
    seated.records.list.setFocus()
    seated.body.strip.next.setFocus()
    seated.key("Ctrl+Z")
    assert seated.view.counts.absent == 0
    seated.key("Ctrl+Y")
    assert seated.view.counts.absent == 1

    seated.choose(seated.body.strip.more, "删除这次会议")
    assert seated.records.record.gathering == ""
    assert seated.records.list.rows == ()
    seated.press("撤销", seated.desk.window.centralWidget().parentWidget())
    assert [one.id for one in seated.records.list.rows] == [gathering]


def test_it_is_found_by_words_of_the_minutes_and_by_a_participants_initials(seated: Any) -> None:
    plan(seated)
    sign_in(seated)
    write_minutes(seated)
    seated.key("Escape")
    words = seated.records.list.words
    for typed, found in (("轮班", 1), ("hjh", 1), ("没有的词", 0)):
        words.setFocus()
        words.clear()
        seated.put(words, typed)
        words.edited.emit()
        seated.bot.wait(250)
        seated.settle()
        assert len(seated.records.list.rows) == found, typed


def test_closed_in_the_middle_of_a_sentence_the_sentence_is_there_again(
    branch: Path, clock: FixedClock, desks: Any
) -> None:
    first = desks(branch, clock)
    plan(first)
    first.press("加议题", first.body.segments)
    first.press("发言", first.body.segments)
    speech = first.view.segments[0].agenda[0].speeches[0].id
    text = [one for one in first.body.findChildren(type(first.by_name("情况"))) if "发言要点" in one.accessibleName()][0]
    first.put(text, "我认为窗口延时服务要先把轮班")
    first.bot.wait(1200)
    first.settle()
    # The machine goes off: nothing is flushed, only the draft of a second ago is there.
    first.desk.context.close()
    first.desk.database.close()
    first.closed = True

    second = desks(branch, clock)
    pending = second.store(lambda store: store.drafts.pending())
    assert [(one.kind, one.record) for one in pending] == [("speeches", speech)]
    second.desk.context.open("meetings/records", speech)
    second.settle()
    focused = second.desk.window.focusWidget()
    assert "发言要点" in focused.accessibleName()
    assert focused.toPlainText() == "我认为窗口延时服务要先把轮班"
    second.put(focused, "排好。")
    second.key("Ctrl+S")
    assert second.view.segments[0].agenda[0].speeches[0].points.replace("\n", "").startswith("我认为窗口延时服务要先把轮班")
    assert second.store(lambda store: store.drafts.pending()) == []
