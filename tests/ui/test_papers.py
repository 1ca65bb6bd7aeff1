from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Paper
from dangjian_desktop.papers.model import Document, Paragraph
from dangjian_desktop.papers.model import Kind as Layout
from dangjian_desktop.papers.preview import Preview
from dangjian_desktop.store import Reader
from dangjian_desktop.ui.components.dialogs import RefusedDialog
from dangjian_desktop.ui.components.toast import Toast
from dangjian_desktop.ui.papers import (
    Format,
    MadePaper,
    PaperDialog,
    PaperItem,
    PaperPane,
    PapersDialog,
    PrintRun,
    qimage,
    write_paper,
)
from dangjian_desktop.ui.papers.printing import sides, wants_both_sides
from dangjian_desktop.ui.papers.saving import numbered, write_all
from dangjian_desktop.ui.window import MainWindow

Wait = Callable[[], None]


def _document(_reader: Reader, _record: str | None, _period: Period | None) -> Document:
    paragraphs = tuple(Paragraph(f"第{number}段，会议研究了年度学习安排。") for number in range(60))
    return Document(Layout.REPORT, "党员大会记录", blocks=paragraphs)


def _refuse(_reader: Reader, _record: str | None, _period: Period | None) -> Document:
    raise Refused("还没有签到，做不出签到表。", hint="请先登记应到人员。")


PAPER = Paper("minutes", "会议记录", "report", "record", _document, file_name=lambda _r, _i, _p: "10-12 会议/记录")
NOTHING = Paper("sheet", "签到表", "form", "record", _refuse)


@pytest.fixture
def pane(qtbot: QtBot, window: MainWindow, settled: Wait) -> PaperPane:
    made = PaperPane(window.context)
    qtbot.addWidget(made)
    made.resize(760, 600)
    made.show()
    made.show_paper(PAPER, "id")
    settled()
    return made


def test_a_paper_is_typeset_off_the_window_and_its_pages_are_shown(pane: PaperPane, photographs: Path) -> None:
    assert pane.made is not None
    assert pane.pages == pane.made.count > 1
    assert pane.detail.text() == f"会议记录　共 {pane.pages} 页"
    assert pane.print_button.isEnabled()
    assert pane.grab().save(str(photographs / "paper.png"))


def test_a_paper_that_can_t_be_made_says_why_in_its_place(qtbot: QtBot, pane: PaperPane, settled: Wait) -> None:
    pane.show_paper(NOTHING, "id")
    settled()
    assert pane._message.text() == "还没有签到，做不出签到表。请先登记应到人员。"
    assert not pane.print_button.isEnabled()


def test_a_paper_names_its_file_itself_and_shows_its_folder(
    window: MainWindow, pane: PaperPane, tmp_path: Path, settled: Wait
) -> None:
    assert pane.made is not None
    assert pane.made.file_name == "10-12 会议 记录.pdf"
    target = tmp_path / pane.made.file_name
    write_paper(window.context, pane.made, target)
    settled()
    with Preview(target.read_bytes()) as written:
        assert written.pages == pane.pages
    toast = window.findChildren(Toast)[-1]
    assert (toast.text.text(), toast.button.text()) == ("已存为 10-12 会议 记录.pdf", "打开所在文件夹")


def test_a_folder_that_can_t_be_written_leaves_a_sentence_and_no_half_file(
    window: MainWindow, pane: PaperPane, tmp_path: Path, settled: Wait
) -> None:
    assert pane.made is not None
    (tmp_path / "file").write_text("x")
    write_paper(window.context, pane.made, tmp_path / "file" / "a.pdf")
    settled()
    dialog = window.findChild(RefusedDialog)
    assert dialog is not None
    assert [path.name for path in tmp_path.iterdir() if path.suffix in {".pdf", ".new"}] == []
    dialog.accept()


def test_printing_sends_every_page(
    qtbot: QtBot, window: MainWindow, pane: PaperPane, settled: Wait, tmp_path: Path
) -> None:
    assert pane.made is not None
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    PrintRun(window.context, (pane.made,), printer, window).start()
    qtbot.waitUntil(
        lambda: any("已送打印" in toast.text.text() for toast in window.findChildren(Toast)), timeout=20_000
    )
    with Preview(tmp_path / "printed.pdf") as printed:
        assert printed.pages == pane.made.count


def test_the_pages_picture_has_the_page_s_proportions(pane: PaperPane) -> None:
    assert pane.made is not None
    image = qimage(pane.made.pages[0])
    assert image.format() == QImage.Format.Format_RGBA8888
    assert image.height() / image.width() == pytest.approx(297 / 210, abs=0.01)


def test_a_paper_alone_opens_in_a_dialog(qtbot: QtBot, window: MainWindow, settled: Wait) -> None:
    window.context.paper(PAPER, "id")
    settled()
    dialog = window.findChild(PaperDialog)
    assert dialog is not None
    assert dialog.pane.pages > 1
    dialog.accept()


def _papers(*counts: int) -> list[MadePaper]:
    return [MadePaper(f"第{place}份", b"", (), count, "a.pdf") for place, count in enumerate(counts)]


def test_on_both_sides_every_paper_begins_on_a_sheet_of_its_own() -> None:
    three = _papers(1, 2, 3)
    assert len(sides(three, 1, 6, both=False)) == 6
    backs = [number for number, side in enumerate(sides(three, 1, 6, both=True)) if side.page is None]
    assert backs == [1]
    assert [(side.paper, side.page) for side in sides(three, 2, 4, both=False)] == [(1, 0), (1, 1), (2, 0)]
    assert [side.page for side in sides(three, 3, 4, both=True)] == [1, None, 0]
    assert sides(three, 7, 9, both=True) == []


def test_only_papers_of_more_than_one_page_ask_for_both_sides() -> None:
    assert not wants_both_sides(_papers(1, 1))
    assert wants_both_sides(_papers(1, 2))


def test_papers_of_one_name_do_not_overwrite_one_another() -> None:
    assert numbered(["记录.pdf", "签到表.pdf", "记录.pdf", "记录.pdf"]) == [
        "记录.pdf", "签到表.pdf", "记录（2）.pdf", "记录（3）.pdf",
    ]  # fmt: skip


def test_several_papers_are_saved_at_one_go_and_what_can_t_be_made_says_why(
    window: MainWindow, settled: Wait, tmp_path: Path, qtbot: QtBot, photographs: Path
) -> None:
    window.context.papers([PaperItem(PAPER, "a"), PaperItem(NOTHING, "b"), PaperItem(PAPER, "c", ticked=False)], "材料")
    dialog = window.findChild(PapersDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.accept_button.isEnabled(), timeout=20_000)
    settled()
    first, second, third = dialog.rows
    assert second.state.text() == "还没有签到，做不出签到表。请先登记应到人员。"
    assert not second.tick.isEnabled()
    assert dialog.accept_button.text() == f"打印 1 份，共 {first.made.count if first.made else 0} 页"
    third.tick.click()
    assert len(dialog.chosen) == 2
    assert dialog.grab().save(str(photographs / "papers.png"))
    folder = tmp_path / "报送"
    folder.mkdir()
    write_all(window.context, dialog.chosen, folder)
    settled()
    assert sorted(path.name for path in folder.iterdir()) == ["10-12 会议 记录.pdf", "10-12 会议 记录（2）.pdf"]
    assert window.findChildren(Toast)[-1].text.text() == "已存 2 份 PDF 到“报送”"
    for row in (first, third):
        row.tick.click()
    assert not dialog.accept_button.isEnabled()
    assert dialog.hint.text() == "请勾选要打印的材料。"


def test_a_folder_that_takes_no_files_says_so_once(
    window: MainWindow, pane: PaperPane, tmp_path: Path, settled: Wait
) -> None:
    assert pane.made is not None
    write_all(window.context, [pane.made], tmp_path / "没有")
    settled()
    dialog = window.findChild(RefusedDialog)
    assert dialog is not None
    dialog.accept()


def test_the_save_dialog_offers_word_under_the_paper_s_own_name(
    window: MainWindow, pane: PaperPane, tmp_path: Path, settled: Wait
) -> None:
    entries = [entry.text() for entry in pane.save_button.menu().actions()]
    assert entries == ["存为 PDF…", "存为 Word…", "存为 PDF/A（存档用）…"]
    assert pane.made is not None
    write_paper(window.context, pane.made, tmp_path / "记录.docx", Format.WORD)
    settled()
    assert (tmp_path / "记录.docx").read_bytes()[:2] == b"PK"
    write_paper(window.context, pane.made, tmp_path / "存档.pdf", Format.ARCHIVE)
    settled()
    assert b"pdfaid:part" in (tmp_path / "存档.pdf").read_bytes()


def test_a_page_range_without_pages_is_refused(
    window: MainWindow, pane: PaperPane, tmp_path: Path, settled: Wait
) -> None:
    assert pane.made is not None
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(90, 99)
    PrintRun(window.context, (pane.made,), printer, window).start()
    dialog = window.findChild(RefusedDialog)
    assert dialog is not None
    dialog.accept()


def test_what_is_kept_by_itself_is_nothing_where_nothing_is_final(pane: PaperPane) -> None:
    assert pane.made is not None
    assert pane.made.issuable
    assert not pane.made.standing.final
    assert not pane.made.differs
