"""Making a paper: read on the database thread, typeset on another, delivered in the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Paper
from dangjian_desktop.house_style.reading import paper_settings
from dangjian_desktop.issuing.reading import NEVER_ISSUED, IssuedVersion, Standing, standing_of
from dangjian_desktop.papers.binder import Printable
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.papers.plain import plain_lines
from dangjian_desktop.papers.preview import PageImage, Preview
from dangjian_desktop.papers.settings import STANDARD, PaperSettings
from dangjian_desktop.store import Reader, Store
from dangjian_desktop.ui.context import WindowContext

SCREEN_DPI = 144
MOST_PAGES_SHOWN = 60
_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', " "))


@dataclass(frozen=True)
class PaperItem:
    """A paper and what it is made from. ``ticked``: it is among those printed unless somebody says otherwise."""

    paper: Paper
    record: str | None = None
    period: Period | None = None
    ticked: bool = True


@dataclass(frozen=True)
class MadePaper:
    """A finished paper: the PDF, its pages for the screen, the name of its file, and a note if signs were missing.

    ``item``, ``document`` and ``lines`` say what it was made from and what it says; a kept copy that was opened again
    has none of them. ``standing`` is how the paper had been issued before, ``settings`` by which it was set.
    """

    title: str
    data: bytes
    pages: tuple[PageImage, ...]
    count: int
    file_name: str
    note: str = ""
    item: PaperItem | None = None
    document: Printable | None = None
    lines: tuple[str, ...] = ()
    standing: Standing = NEVER_ISSUED
    settings: PaperSettings = STANDARD

    @property
    def issuable(self) -> bool:
        """Whether a copy may be kept as issued."""
        return self.item is not None and self.item.paper.issuable

    @property
    def differs(self) -> bool:
        """Whether it says something else than the one issued last."""
        latest = self.standing.latest
        return self.item is not None and latest is not None and latest.lines != self.lines


@dataclass(frozen=True)
class Draft:
    """A paper as read from the database, not typeset yet."""

    item: PaperItem
    document: Printable
    file_name: str
    standing: Standing = NEVER_ISSUED
    settings: PaperSettings = STANDARD


def make_paper(
    context: WindowContext,
    paper: Paper,
    record: str | None,
    period: Period | None,
    then: Callable[[MadePaper], object],
    owner: QObject,
    refused: Callable[[Refused], object] | None = None,
) -> None:
    """Make a paper; of several asked for under the same name and owner only the last is delivered."""
    item, key = PaperItem(paper, record, period), ("paper", paper.name)

    def typeset(draft: Draft) -> None:
        context.work(lambda: rendered(draft), then, owner, key=key, refused=refused)

    context.query(lambda reader: read_draft(reader, item), typeset, owner, key=key, refused=refused)


def read_draft(reader: Reader, item: PaperItem) -> Draft:
    """What the paper contains, how it was issued before, and the branch's settings of papers."""
    paper, record, period = item.paper, item.record, item.period
    name = paper.file_name(reader, record, period) if paper.file_name else paper.title
    standing = read_standing(reader, item)
    return Draft(item, paper.make(reader, record, period), name, standing, paper_settings(reader))


def read_standing(reader: Reader, item: PaperItem) -> Standing:
    """How a paper was issued before; nothing for one that is never kept."""
    return standing_of(reader, item.paper, item.record, item.period) if item.paper.issuable else NEVER_ISSUED


def rendered(draft: Draft) -> MadePaper:
    """The PDF of a document and its pages as pixels. Runs on any thread."""
    made = render_pdf(draft.document, settings=draft.settings)
    title = draft.item.paper.title
    name = draft.file_name.removesuffix(".pdf").translate(_FORBIDDEN).strip() or title
    return replace(
        shown(made.data, title, f"{name}.pdf"),
        note=made.note,
        item=draft.item,
        document=draft.document,
        lines=plain_lines(draft.document),
        standing=draft.standing,
        settings=draft.settings,
    )


def shown(data: bytes, title: str, file_name: str) -> MadePaper:
    """A finished PDF with its pages as pixels. Runs on any thread."""
    with Preview(data) as preview:
        count = preview.pages
        pages = tuple(preview.render(page, SCREEN_DPI / 72) for page in range(min(count, MOST_PAGES_SHOWN)))
    return MadePaper(title, data, pages, count, file_name)


def open_version(
    context: WindowContext, version: IssuedVersion, then: Callable[[MadePaper], object], owner: QObject
) -> None:
    """Open the kept copy of an issued paper."""

    def read(store: Store) -> bytes:
        return store.attachments.path(version.sha256).read_bytes()

    def draw(data: bytes) -> None:
        context.work(lambda: shown(data, version.title, version.file_name), then, owner, key="version")

    context.with_store(read, draw, owner=owner, key="version")


def qimage(page: PageImage) -> QImage:
    """A page as Qt draws it; the pixels are copied."""
    return QImage(page.data, page.width, page.height, page.width * 4, QImage.Format.Format_RGBA8888).copy()
