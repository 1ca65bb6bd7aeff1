"""The pane that shows a paper, and the dialog around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QMenu, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Paper
from dangjian_desktop.house_style.records import StyleChoice
from dangjian_desktop.issuing.reading import IssuedVersion, Standing
from dangjian_desktop.issuing.records import IssuedPaper
from dangjian_desktop.issuing.rules import Pair, differences
from dangjian_desktop.papers.scans import scan_pdf
from dangjian_desktop.store import Changes, Store
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.paper_view import PaperView
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.papers.difference import DifferenceDialog
from dangjian_desktop.ui.papers.issued import IssuedBar
from dangjian_desktop.ui.papers.keeping import keep_papers
from dangjian_desktop.ui.papers.making import (
    MadePaper,
    make_paper,
    open_version,
    qimage,
    read_standing,
    shown,
)
from dangjian_desktop.ui.papers.printing import print_paper
from dangjian_desktop.ui.papers.saving import Format, save_paper
from dangjian_desktop.ui.theme import theme


class PaperPane(PaperView):
    """The paper of a record beside or in place of its form; :meth:`show_paper` again after every change."""

    made_ready = Signal(str)
    """A paper is shown; carries the sentence about characters that no face has, "" if there are none."""

    def __init__(self, context: WindowContext, parent: QWidget | None = None, *, print_text: str = "打印") -> None:
        super().__init__("", print_text=print_text, parent=parent)
        self._context = context
        self._made: MadePaper | None = None
        self._copy: MadePaper | None = None
        self.bar = IssuedBar(context.clock)
        self.under_head.addWidget(self.bar)
        self.bar.version_chosen.connect(self.open_version)
        self.bar.keep_pressed.connect(self.keep_now)
        self.bar.difference_pressed.connect(self.show_difference)
        self.bar.back_pressed.connect(self.show_present)
        self.print_button.setEnabled(False)
        self.save_button.setEnabled(False)
        self.save_button.setMenu(self._save_menu())
        self.print_pressed.connect(self.print_now)
        context.changed.connect(self._heard)

    def _save_menu(self) -> QMenu:
        menu = QMenu(self.save_button)
        menu.addAction("存为 PDF…").triggered.connect(lambda _checked=False: self.save_now())
        self._others = (menu.addAction("存为 Word…"), menu.addAction("存为 PDF/A（存档用）…"))
        for entry, form in zip(self._others, (Format.WORD, Format.ARCHIVE), strict=True):
            entry.triggered.connect(lambda _checked=False, form=form: self.save_now(form))
        return menu

    @property
    def made(self) -> MadePaper | None:
        """The paper as the record makes it now."""
        return self._made

    @property
    def shown(self) -> MadePaper | None:
        """What is on the screen: the paper, or a kept copy of it."""
        return self._copy or self._made

    def show_paper(self, paper: Paper, record: str | None, period: Period | None = None) -> None:
        """Make the paper and show it; what is shown stays until the new one is ready."""
        self.set_title(paper.title)
        if self._made is None:
            self.set_message("正在排版…")
        make_paper(self._context, paper, record, period, self._show, self, self._refuse)

    def show_scans(self, title: str, file_name: str, files: Sequence[tuple[str, str]]) -> None:
        """Show signed pages that were scanned (hash and name of each file) in the place of a paper that is made."""
        self.set_title(title)
        if self._made is None:
            self.set_message("正在打开…")

        def paths(store: Store) -> list[tuple[Path, str]]:
            return [(store.attachments.path(sha256), name) for sha256, name in files]

        def draw(found: list[tuple[Path, str]]) -> None:
            self._context.work(
                lambda: shown(scan_pdf(found), title, file_name), self._show, self, key="paper", refused=self._refuse
            )

        self._context.with_store(paths, draw, owner=self, refused=self._refuse, key="scans")

    def _show(self, made: MadePaper) -> None:
        self._made = made
        self.detail.setToolTip(made.note)
        self.show_present()
        self.made_ready.emit(made.note)

    def show_present(self) -> None:
        """Show the paper as it is now."""
        self._copy = None
        made = self._made
        if made is not None:
            self.bar.show_made(made)
            self._put(made)

    def _put(self, made: MadePaper) -> None:
        self.set_pages([qimage(page) for page in made.pages])
        self.print_button.setEnabled(True)
        self.save_button.setEnabled(True)
        for entry in self._others:
            entry.setEnabled(made.document is not None)

    def _refuse(self, error: Refused) -> None:
        self._made = self._copy = None
        self.bar.show_made(None)
        self.set_message(str(error))
        self.print_button.setEnabled(False)
        self.save_button.setEnabled(False)

    # -- out of the house

    def print_now(self) -> None:
        """打印."""
        if self.shown is not None:
            print_paper(self._context, self.shown, self)

    def save_now(self, form: Format = Format.PDF) -> None:
        """存为 PDF, Word or PDF/A."""
        if self.shown is not None:
            save_paper(self._context, self.shown, self, form)

    # -- issued copies

    def keep_now(self) -> None:
        """签发留存."""
        made = self._made
        if made is None:
            return

        def say(kept: int) -> None:
            words = "已签发留存" if kept else "与上次签发的一致，不用再留存"
            self._context.toast(f"{words}：{made.title}", icon_name="stamp" if kept else "info")

        keep_papers(self._context, (made,), say)

    def open_version(self, version: IssuedVersion) -> None:
        """Show a kept copy in place of the paper."""

        def show(copy: MadePaper) -> None:
            self._copy = copy
            self._put(copy)
            self.bar.show_version(version, copy)

        open_version(self._context, version, show, self)

    def show_difference(self) -> None:
        """看差别."""
        made = self._made
        latest = made.standing.latest if made else None
        if made is None or latest is None:
            return

        def show(pairs: tuple[Pair, ...]) -> None:
            dialog = DifferenceDialog(made.title, latest, pairs, self._context.clock(), self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._context.work(lambda: differences(latest.lines, made.lines), show, self, key="difference")

    def _heard(self, changes: Changes) -> None:
        """Something was issued, here or in an import: ask how it stands. Papers are set otherwise: make it again."""
        made = self._made
        if made is not None and made.item is not None and StyleChoice.__tablename__ in changes.kinds:
            self.show_paper(made.item.paper, made.item.record, made.item.period)
        elif made is not None and made.item is not None and IssuedPaper.__tablename__ in changes.kinds:
            item = made.item
            self._context.query(lambda reader: read_standing(reader, item), self._restand, self, key="standing")

    def _restand(self, standing: Standing) -> None:
        made = self._made
        if made is not None:
            self._made = replace(made, standing=standing)
            if self._copy is None:
                self.bar.show_made(self._made)


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
