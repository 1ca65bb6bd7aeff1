"""Minutes that were written in Word become a record: recognised, ticked, confirmed; nothing is invented."""

from __future__ import annotations

from pathlib import Path

import docx
from PySide6.QtCore import QPoint, Qt

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.meetings.page.word_dialog import WordDialog

from .office import Seated, drop


def minutes(path: Path) -> Path:
    made = docx.Document()
    made.add_heading("支部党员大会会议记录")
    table = made.add_table(3, 4)
    rows = (
        ("时间", "2026年9月18日14:30—16:00", "地点", "三楼会议室"),
        ("主持人", "李卫国", "记录人", "陈静"),
        ("请假", "张晓梅（病假）、孙喆（市里培训）", "缺席", "无"),
    )
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for text in (
        "出席人员：李卫国、陈静、王强、周明、赵某某",
        "列席人员：刘洋（入党积极分子）",
        "一、学习有关文件",
        "陈静领学了原文。",
        "二、讨论窗口延时服务",
        "周明：同意延时，建议轮班。",
        "表决：赞成4票，反对0票，弃权0票。",
        "会议决定：从10月起试行。（责任人：陈静；时限：10月31日）",
        "散会。",
    ):
        made.add_paragraph(text)
    made.save(str(path))
    return path


def test_a_record_dropped_on_the_list_becomes_a_gathering(seated: Seated, tmp_path: Path) -> None:
    assert seated.records
    drop(seated.records, minutes(tmp_path / "九月党员大会记录.docx"))
    seated.settle()
    dialog = seated.dialog(WordDialog)
    assert [tick.text() for tick in dialog.ticks.values()] == [
        "会议", "日期", "时间", "地点", "主持人", "记录人", "出席 4 人", "未到 2 人", "列席 1 人", "议题1", "议题2",
    ]  # fmt: skip
    assert "赵某某" in dialog.hint.text
    seated.bot.mouseClick(dialog.ticks["item0"], Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
    seated.press("建好这次会议", dialog)
    view = seated.view
    assert (view.title, str(view.day), view.hours) == ("9月党员大会", "2026-09-18", "14:30–16:00")
    assert (view.place, view.host_name, view.recorder_name) == ("三楼会议室", "李卫国", "陈静")
    states = {chip.bare_name: (chip.state_label, chip.reason) for chip in view.chips if chip.state}
    assert states == {
        "李卫国": ("出席", ""),
        "陈静": ("出席", ""),
        "王强": ("出席", ""),
        "周明": ("出席", ""),
        "张晓梅": ("病假", ""),
        "孙喆": ("公差", "市里培训"),
    }
    assert [(one.name, one.identity) for one in view.observers] == [("刘洋", "入党积极分子")]
    (item,) = view.segments[0].agenda
    assert item.title == "讨论窗口延时服务"
    assert [(one.name, one.points) for one in item.speeches] == [("周明", "同意延时，建议轮班。")]
    assert (item.votes[0].tally.yes, item.votes[0].tally.no) == (4, 0)
    (decided,) = item.resolutions
    assert (decided.text, decided.responsible_name, str(decided.deadline)) == (
        "从10月起试行。",
        "陈静",
        "2026-10-31",
    )
    assert [one.name for one in view.attachments] == ["九月党员大会记录.docx"]
    seated.key("Ctrl+Z")
    assert seated.records.list.rows == ()
    assert seated.problems() == []


def test_a_planned_gathering_is_filled_in_and_nothing_in_it_is_changed(
    seated: Seated, clock: FixedClock, tmp_path: Path
) -> None:
    seated.plan("9.18")
    seated.press("加议题", seated.body.segments)
    title = seated.by_name("议题1")
    title.selectAll()
    seated.put(title, "讨论窗口延时服务")
    seated.key("Ctrl+S")
    seated.choose(seated.body.strip.more, "从 Word 记录填写")
    dialog = seated.dialog(WordDialog)
    text = "地点：五楼\n出席：李卫国、陈静\n一、讨论窗口延时服务\n周明：同意。\n二、通报党费收缴情况\n已按月收齐。"
    seated.put(dialog.text, text)
    seated.bot.wait(300)
    seated.settle()
    seated.press("填入", dialog)
    view = seated.view
    assert view.place == "三楼会议室"
    assert [one.title for one in view.segments[0].agenda] == ["讨论窗口延时服务", "通报党费收缴情况"]
    assert view.segments[0].agenda[0].speeches[0].name == "周明"
    assert view.counts.present == 2
    assert len(view.segments) == 3
    assert seated.problems() == []


def test_a_file_that_is_no_record_says_why_and_keeps_the_dialog(seated: Seated, tmp_path: Path) -> None:
    assert seated.records
    broken = tmp_path / "旧记录.doc"
    broken.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    drop(seated.records, broken)
    seated.settle()
    dialog = seated.dialog(WordDialog)
    assert "旧格式" in dialog.hint.text
    assert not dialog.accept_button.isEnabled()
