"""Papers on the screen: made off the GUI thread, shown as pages, printed, saved under a name they give themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QSize, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Paper
from dangjian_desktop.papers.model import Document
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.papers.preview import PageImage, Preview
from dangjian_desktop.store import Reader
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.paper_view import PaperView
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import theme

SCREEN_DPI = 144
PRINT_DPI = 300
MOST_PAGES_SHOWN = 60
_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', " "))


@dataclass(frozen=True)
class MadePaper:
    """A finished paper: the PDF, its pages for the screen, the name of its file, and a note if signs were missing."""

    title: str
    data: bytes
    pages: tuple[PageImage, ...]
    count: int
    file_name: str
    note: str = ""


@dataclass(frozen=True)
class _Draft:
    document: Document
    file_name: str


def make_paper(
    context: WindowContext,
    paper: Paper,
    record: str | None,
    period: Period | None,
    then: Callable[[MadePaper], object],
    owner: QObject,
    refused: Callable[[Refused], object] | None = None,
) -> None:
    """Make a paper: read on the database thread, typeset on another, delivered in the GUI thread."""

    def read(reader: Reader) -> _Draft:
        name = paper.file_name(reader, record, period) if paper.file_name else paper.title
        return _Draft(paper.make(reader, record, period), name)

    def typeset(draft: _Draft) -> None:
        context.work(lambda: rendered(draft, paper.title), then, owner, key=("paper", paper.name), refused=refused)

    context.query(read, typeset, owner, key=("paper", paper.name), refused=refused)


def rendered(draft: _Draft, title: str) -> MadePaper:
    """The PDF of a document and its pages as pixels. Runs on any thread."""
    made = render_pdf(draft.document)
    with Preview(made.data) as preview:
        count = preview.pages
        pages = tuple(preview.render(page, SCREEN_DPI / 72) for page in range(min(count, MOST_PAGES_SHOWN)))
    name = draft.file_name.removesuffix(".pdf").translate(_FORBIDDEN).strip() or title
    return MadePaper(title, made.data, pages, count, f"{name}.pdf", made.note)


def qimage(page: PageImage) -> QImage:
    """A page as Qt draws it; the pixels are copied."""
    return QImage(page.data, page.width, page.height, page.width * 4, QImage.Format.Format_RGBA8888).copy()


class PaperPane(PaperView):
    """The paper of a record beside or in place of its form; :meth:`show_paper` again after every change."""

    made_ready = Signal(str)
    """A paper is shown; carries the sentence about characters that no face has, "" if there are none."""

    def __init__(self, context: WindowContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._context = context
        self._made: MadePaper | None = None
        self.print_button.setEnabled(False)
        self.save_button.setEnabled(False)
        self.print_pressed.connect(self.print_now)
        self.save_pressed.connect(self.save_now)

    @property
    def made(self) -> MadePaper | None:
        """The paper shown."""
        return self._made

    def show_paper(self, paper: Paper, record: str | None, period: Period | None = None) -> None:
        """Make the paper and show it; what is shown stays until the new one is ready."""
        self.set_title(paper.title)
        if self._made is None:
            self.set_message("正在排版…")
        make_paper(self._context, paper, record, period, self._show, self, self._refuse)

    def _show(self, made: MadePaper) -> None:
        self._made = made
        self.set_pages([qimage(page) for page in made.pages])
        self.print_button.setEnabled(True)
        self.save_button.setEnabled(True)
        self.detail.setToolTip(made.note)
        self.made_ready.emit(made.note)

    def _refuse(self, error: Refused) -> None:
        self._made = None
        self.set_message(str(error))
        self.print_button.setEnabled(False)
        self.save_button.setEnabled(False)

    def print_now(self) -> None:
        """打印."""
        if self._made is not None:
            print_paper(self._context, self._made, self)

    def save_now(self) -> None:
        """存为 PDF."""
        if self._made is not None:
            save_paper(self._context, self._made, self)


class PaperDialog(Dialog):
    """One paper in a dialog of its own."""

    def __init__(
        self,
        context: WindowContext,
        paper: Paper,
        record: str | None,
        period: Period | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(paper.title, "关闭", parent, cancel="", primary=False)
        self.pane = PaperPane(context)
        self.body.addWidget(self.pane, 1)
        self._note = Label("", Role.DUE, wrap=True)
        self._note.hide()
        self.body.addWidget(self._note)
        self.pane.made_ready.connect(self._show_note)
        room = parent.size() if parent else QSize(1024, 700)
        self.resize(min(theme().px(860), room.width() - 40), room.height() - 40)
        self.pane.show_paper(paper, record, period)

    def _show_note(self, note: str) -> None:
        self._note.setText(note)
        self._note.setVisible(bool(note))


def suggested_folder() -> Path:
    """Where papers are saved unless the user says otherwise: 文档."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found or str(Path.home()))


def save_paper(context: WindowContext, made: MadePaper, parent: QWidget) -> None:
    """Ask where to, write the PDF, and offer to show it in its folder."""
    dialog = QFileDialog(parent, "存为 PDF")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter("PDF 文件 (*.pdf)")
    dialog.setDefaultSuffix("pdf")
    folder = Path(str(context.settings.get("papers.folder", "") or suggested_folder()))
    dialog.setDirectory(str(folder))
    dialog.selectFile(made.file_name)
    dialog.fileSelected.connect(lambda name: write_paper(context, made, Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def write_paper(context: WindowContext, made: MadePaper, target: Path) -> None:
    """Write the PDF as a whole; say where it is, or why it could not be written."""
    fresh = target.with_name(target.name + ".part")
    try:
        fresh.write_bytes(made.data)
        fresh.replace(target)
    except OSError as error:
        context.refused(
            Refused(
                f"“{target.name}”没有存下来。",
                hint=f"{error.strerror or error}。请换一个文件夹，或关掉正在打开它的程序再试。",
            )
        )
        return
    context.settings.set("papers.folder", str(target.parent))
    context.toast(
        f"已存为 {target.name}",
        action="打开所在文件夹",
        on=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.parent))),
    )


def print_paper(context: WindowContext, made: MadePaper, parent: QWidget) -> None:
    """Ask for the printer, then print page by page, each rendered off the GUI thread."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(made.title)
    printer.setFullPage(True)
    printer.setFromTo(1, made.count)
    if made.pages and made.pages[0].width > made.pages[0].height:
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印 {made.title}")
    dialog.accepted.connect(lambda: PrintRun(context, made, printer, parent).start())
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()


class PrintRun(QObject):
    """Prints a paper's pages one after another."""

    def __init__(self, context: WindowContext, made: MadePaper, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._made = made
        self._printer = printer
        first, last = printer.fromPage() or 1, printer.toPage() or made.count
        self._pages = list(range(first - 1, min(last, made.count)))
        self._painter = QPainter()

    def start(self) -> None:
        """Begin; says so when done, or why the printer can't be used."""
        if not self._pages or not self._painter.begin(self._printer):
            self._context.refused(Refused("打印机不可用。", hint="请检查打印机是否打开、有没有纸，或先存为 PDF。"))
            self.deleteLater()
            return
        self._next()

    def _next(self) -> None:
        page = self._pages[0]
        self._context.work(lambda: self._picture(page), self._draw, self)

    def _picture(self, page: int) -> PageImage:
        with Preview(self._made.data) as preview:
            return preview.render(page, PRINT_DPI / 72)

    def _draw(self, picture: PageImage) -> None:
        sheet = self._printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
        self._painter.drawImage(QRect(0, 0, sheet.width(), sheet.height()), qimage(picture))
        self._pages.pop(0)
        if self._pages:
            self._printer.newPage()
            self._next()
            return
        self._painter.end()
        self._context.toast(f"已送打印：{self._made.title}", icon_name="printer")
        self.deleteLater()
