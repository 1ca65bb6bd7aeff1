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
from dangjian_desktop.ui.papers import PaperDialog, PaperPane, PrintRun, qimage, write_paper
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
    window: MainWindow, pane: PaperPane, tmp_path: Path
) -> None:
    assert pane.made is not None
    assert pane.made.file_name == "10-12 会议 记录.pdf"
    target = tmp_path / pane.made.file_name
    write_paper(window.context, pane.made, target)
    with Preview(target.read_bytes()) as written:
        assert written.pages == pane.pages
    toast = window.findChildren(Toast)[-1]
    assert (toast.text.text(), toast.button.text()) == ("已存为 10-12 会议 记录.pdf", "打开所在文件夹")


def test_a_folder_that_can_t_be_written_leaves_a_sentence_and_no_half_file(
    window: MainWindow, pane: PaperPane, tmp_path: Path
) -> None:
    assert pane.made is not None
    (tmp_path / "file").write_text("x")
    write_paper(window.context, pane.made, tmp_path / "file" / "a.pdf")
    dialog = window.findChild(RefusedDialog)
    assert dialog is not None
    assert [path.name for path in tmp_path.iterdir() if path.suffix in {".pdf", ".part"}] == []
    dialog.accept()


def test_printing_sends_every_page(
    qtbot: QtBot, window: MainWindow, pane: PaperPane, settled: Wait, tmp_path: Path
) -> None:
    assert pane.made is not None
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    PrintRun(window.context, pane.made, printer, window).start()
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
