"""Printing one paper or several at one go, page by page, each rendered off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.papers.preview import PageImage, Preview
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.papers.keeping import keep_final
from dangjian_desktop.ui.papers.making import MadePaper, qimage
from dangjian_desktop.ui.papers.saving import KEPT

PRINT_DPI = 300
BOTH_SIDES = QPrinter.DuplexMode.DuplexLongSide
"""Official papers are printed on both sides and bound left (GB/T 9704-2012 clause 8)."""


@dataclass(frozen=True)
class Side:
    """One side of a sheet: a page of a paper, or an empty back (``page`` None)."""

    paper: int
    page: int | None


def print_paper(context: WindowContext, made: MadePaper, parent: QWidget) -> None:
    """Ask for the printer, then print."""
    print_papers(context, (made,), made.title, parent)


def print_papers(
    context: WindowContext,
    papers: Sequence[MadePaper],
    title: str,
    parent: QWidget,
    then: Callable[[], object] | None = None,
) -> None:
    """Ask for the printer once, then print all papers; ``then`` is called when the printer was chosen."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer, papers, title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印 {title}")

    def accepted() -> None:
        PrintRun(context, papers, printer, context, title).start()
        if then is not None:
            then()

    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()


def prepare(printer: QPrinter, papers: Sequence[MadePaper], title: str) -> None:
    """Set what the dialog begins with: all pages, the first one's direction, both sides where the printer can."""
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setFromTo(1, sum(paper.count for paper in papers))
    if papers:
        printer.setPageOrientation(_direction(papers[0].pages[0] if papers[0].pages else None))
    if wants_both_sides(papers) and BOTH_SIDES in QPrinterInfo(printer).supportedDuplexModes():
        printer.setDuplex(BOTH_SIDES)


def wants_both_sides(papers: Sequence[MadePaper]) -> bool:
    """Whether any of the papers has a back to print on."""
    return any(paper.count > 1 for paper in papers)


def sides(papers: Sequence[MadePaper], first: int, last: int, *, both: bool) -> list[Side]:
    """The pages ``first`` to ``last`` (counted from 1 through all papers) as they go to the printer.

    Printing on ``both`` sides, every paper begins on a sheet of its own.
    """
    found: list[Side] = []
    number = 0
    for place, paper in enumerate(papers):
        chosen = [Side(place, page) for page in range(paper.count) if first <= number + page + 1 <= last]
        number += paper.count
        if chosen and both and len(found) % 2:
            found.append(Side(place, None))
        found += chosen
    return found


class PrintRun(QObject):
    """Prints the pages of papers one after another, then keeps what has to be kept."""

    def __init__(
        self,
        context: WindowContext,
        papers: Sequence[MadePaper],
        printer: QPrinter,
        parent: QObject,
        title: str = "",
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._papers = tuple(papers)
        self._printer = printer
        self._title = title or self._papers[0].title
        count = sum(paper.count for paper in self._papers)
        both = printer.duplex() not in (QPrinter.DuplexMode.DuplexNone, QPrinter.DuplexMode.DuplexAuto)
        self._left = sides(self._papers, printer.fromPage() or 1, printer.toPage() or count, both=both)
        self._painter = QPainter()

    def start(self) -> None:
        """Begin; says so when done, or why the printer can't be used."""
        if not self._left:
            self._give_up("要打印的页码范围里没有页。", "请重新选择页码范围。")
            return
        self._next()

    def _give_up(self, sentence: str, hint: str) -> None:
        self._context.refused(Refused(sentence, hint=hint))
        self.deleteLater()

    def _next(self) -> None:
        side = self._left[0]
        if side.page is None:
            self._draw(None)
        else:
            self._context.work(lambda: self._picture(side), self._draw, self)

    def _picture(self, side: Side) -> PageImage:
        with Preview(self._papers[side.paper].data) as preview:
            return preview.render(side.page or 0, PRINT_DPI / 72)

    def _draw(self, picture: PageImage | None) -> None:
        if not self._turn(picture):
            self._give_up("打印机不可用。", "请检查打印机是否打开、有没有纸，或先存为 PDF。")
            return
        if picture is not None:
            sheet = self._printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
            self._painter.drawImage(QRect(0, 0, sheet.width(), sheet.height()), qimage(picture))
        self._left.pop(0)
        if self._left:
            self._next()
            return
        self._painter.end()
        keep_final(self._context, self._papers, self._say)

    def _turn(self, picture: PageImage | None) -> bool:
        """A new side of a sheet, lying or upright as the page is; whether the printer takes it."""
        if picture is not None:
            self._printer.setPageOrientation(_direction(picture))
        if self._painter.isActive():
            return self._printer.newPage()
        return self._painter.begin(self._printer)

    def _say(self, kept: int) -> None:
        self._context.toast(f"已送打印：{self._title}{KEPT if kept else ''}", icon_name="printer")
        self.deleteLater()


def _direction(page: PageImage | None) -> QPageLayout.Orientation:
    lying = page is not None and page.width > page.height
    return QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
