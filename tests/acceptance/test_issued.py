"""A paper that went out keeps its snapshot; a record corrected afterwards says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.meetings.page.dialogs import FinaliseDialog
from dangjian_desktop.papers.preview import Preview
from dangjian_desktop.ui.components.dialogs import ReasonDialog
from dangjian_desktop.ui.components.toast import Toast
from dangjian_desktop.ui.papers import Format, PaperDialog, PapersDialog, write_paper
from dangjian_desktop.ui.papers.difference import DifferenceDialog
from dangjian_desktop.ui.papers.printing import print_paper

from .office import Seated


def pane(seated: Seated) -> Any:
    return seated.body.paper.view


def show_paper(seated: Seated) -> None:
    if seated.body.mode != "paper":
        seated.press("纸样")
    seated.bot.waitUntil(lambda: pane(seated).made is not None, timeout=20_000)
    seated.settle()


def finalise(seated: Seated, clock: FixedClock) -> None:
    """A meeting of 10-12, from the plan to 定稿."""
    seated.plan()
    clock.now = clock.now.replace(month=10, day=12, hour=17)
    seated.sign_in()
    seated.write_minutes()
    confirm_final(seated)


def confirm_final(seated: Seated) -> None:
    seated.press("定稿，还没到")
    dialog = seated.dialog(FinaliseDialog)
    seated.press("这些确实没有，缺项也定稿", dialog)
    seated.press("定稿", dialog)
    assert seated.view.final


def correct_place(seated: Seated, place: str) -> None:
    seated.choose(seated.body.strip.more, "更正")
    ask = seated.dialog(ReasonDialog)
    seated.put(ask.text, "地点记错了")
    seated.press("开始更正", ask)
    seated.body.open_facts("place")
    line = seated.by_name("地点").lineEdit()
    line.selectAll()
    seated.put(line, place)
    seated.press("完成更正")
    assert seated.view.place == place


def toast(seated: Seated) -> str:
    """What the message at the bottom says."""
    shown = [one for one in seated.desk.window.findChildren(Toast) if one.isVisible()]
    return shown[-1].text.text() if shown else ""


def print_to(seated: Seated, target: Path) -> None:
    """The print dialog is open: have it print into a file."""
    dialog = seated.dialog(QPrintDialog)
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    dialog.done(QDialog.DialogCode.Accepted)
    seated.bot.waitUntil(lambda: "已送打印" in toast(seated), timeout=60_000)
    seated.settle()


def test_a_final_paper_saved_is_kept_and_a_correction_shows_against_it(
    seated: Seated, clock: FixedClock, tmp_path: Path
) -> None:
    finalise(seated, clock)
    show_paper(seated)
    bar = pane(seated).bar
    assert bar.keep.isVisible()
    assert not bar.issued.isVisible()
    write_paper(seated.desk.context, pane(seated).made, tmp_path / "记录.pdf")
    seated.settle()
    assert toast(seated) == "已存为 记录.pdf，并已签发留存"
    assert bar.issued.text() == "已签发 10-12 ▸"
    assert not bar.keep.isVisible()
    assert not bar.differing.isVisible()

    clock.advance(days=1)
    correct_place(seated, "二楼党员活动室")
    show_paper(seated)
    assert bar.differing.isVisible()
    assert bar.differing.strong.text() == "与已签发件不同"

    seated.press("看差别")
    dialog = seated.dialog(DifferenceDialog)
    words = dialog.text.toPlainText()
    assert "地点：三楼会议室" in words
    assert "地点：二楼党员活动室" in words
    assert "10-12 17:00 签发的" in words
    assert "改了 1 处，多了 2 行" in dialog.summary.text()
    seated.press("关闭", dialog)

    seated.choose(bar.issued, "10-12 17:00")
    assert bar.looking.isVisible()
    assert bar.looking.strong.text() == "10-12 17:00 的签发件"
    shown = pane(seated).shown
    assert shown.data == (tmp_path / "记录.pdf").read_bytes()
    entries = pane(seated).save_button.menu().actions()
    assert [entry.isEnabled() for entry in entries] == [True, False, False]
    write_paper(seated.desk.context, shown, tmp_path / "又一份.pdf")
    seated.settle()
    assert toast(seated) == "已存为 又一份.pdf"
    seated.press("回到现在")
    assert not bar.looking.isVisible()

    seated.press("重新签发")
    assert "已签发留存" in toast(seated)
    assert bar.issued.text() == "已签发 10-13（2次） ▸"
    assert not bar.differing.isVisible()
    assert seated.problems() == []


def test_printing_a_final_paper_keeps_it_once_and_a_draft_is_not_kept(
    seated: Seated, clock: FixedClock, tmp_path: Path
) -> None:
    seated.plan()
    show_paper(seated)
    write_paper(seated.desk.context, pane(seated).made, tmp_path / "草稿.pdf")
    seated.settle()
    assert toast(seated) == "已存为 草稿.pdf"
    assert pane(seated).bar.keep.isVisible()
    seated.press("填写")
    clock.now = clock.now.replace(month=10, day=12, hour=17)
    confirm_final(seated)
    show_paper(seated)
    for number, said in enumerate(("，并已签发留存", "")):
        print_paper(seated.desk.context, pane(seated).made, pane(seated))
        print_to(seated, tmp_path / f"{number}.pdf")
        assert toast(seated) == f"已送打印：党员大会记录{said}"
    assert pane(seated).bar.issued.text() == "已签发 10-12 ▸"
    # What this window's undo takes back is the step before: an issued paper stays.
    assert seated.store(lambda store: store.undo_label()).startswith("定稿")


def test_a_paper_of_no_final_record_is_kept_when_asked_for(seated: Seated) -> None:
    seated.desk.context.open("roster/organisation")
    seated.settle()
    seated.desk.window.page.print_paper()
    seated.settle()
    dialog = seated.dialog(PaperDialog)
    seated.bot.waitUntil(lambda: dialog.pane.made is not None, timeout=20_000)
    seated.press("签发留存", dialog)
    assert "已签发留存" in toast(seated)
    assert dialog.pane.bar.issued.isVisible()
    dialog.pane.keep_now()
    seated.settle()
    assert "不用再留存" in toast(seated)
    dialog.accept()


def test_a_paper_is_saved_as_word_and_that_keeps_nothing(seated: Seated, clock: FixedClock, tmp_path: Path) -> None:
    finalise(seated, clock)
    show_paper(seated)
    write_paper(seated.desk.context, pane(seated).made, tmp_path / "记录.docx", Format.WORD)
    seated.settle()
    assert toast(seated) == "已存为 记录.docx"
    body = docx.Document(str(tmp_path / "记录.docx")).element.body
    assert "党员大会记录" in "".join(part.text or "" for part in body.iter() if part.tag.endswith("}t"))
    assert pane(seated).bar.keep.isVisible()


def test_the_materials_of_a_meeting_go_to_the_printer_at_one_go(
    seated: Seated, clock: FixedClock, tmp_path: Path
) -> None:
    seated.plan()
    seated.key("Ctrl+P")
    dialog = seated.dialog(PapersDialog)
    seated.bot.waitUntil(lambda: all(row.made for row in dialog.rows), timeout=60_000)
    seated.settle()
    ticked = [row.item.paper.title for row in dialog.rows if row.tick.isChecked()]
    assert ticked == ["签到表", "会议通知"]
    seated.press("取消", dialog)

    clock.now = clock.now.replace(month=10, day=12, hour=17)
    seated.sign_in()
    confirm_final(seated)
    seated.key("Ctrl+P")
    dialog = seated.dialog(PapersDialog)
    seated.bot.waitUntil(lambda: all(row.made for row in dialog.rows), timeout=60_000)
    seated.settle()
    ticked = [row.item.paper.title for row in dialog.rows if row.tick.isChecked()]
    assert ticked == ["党员大会记录", "党课记录", "主题党日记录", "签到表"]
    notice = next(row for row in dialog.rows if row.item.paper.title == "会议通知")
    seated.bot.mouseClick(notice.look, Qt.MouseButton.LeftButton)
    assert dialog.view.detail.text().startswith("会议通知")
    pages = sum(made.count for made in dialog.chosen)
    assert dialog.accept_button.text() == f"打印 4 份，共 {pages} 页"
    seated.bot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    seated.settle()
    print_to(seated, tmp_path / "全部.pdf")
    with Preview(tmp_path / "全部.pdf") as printed:
        assert printed.pages == pages
    assert toast(seated).endswith("材料，并已签发留存")
    assert seated.desk.window.findChildren(PapersDialog) == []
    label = seated.store(lambda store: list(store.journal.actions())[-1].label)
    assert label == "签发留存 4 份材料（不能撤销）"
