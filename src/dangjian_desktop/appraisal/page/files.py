"""The files of one record: named, opened as a read-only copy, added and removed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QWidget

from dangjian_desktop.appraisal.inputs import EntryId
from dangjian_desktop.appraisal.reading import FileRow
from dangjian_desktop.appraisal.service import attach_stored
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import Store
from dangjian_desktop.ui.components.attachments import SECRECY
from dangjian_desktop.ui.components.buttons import Button, Kind, ToolButton
from dangjian_desktop.ui.components.flow import Flow
from dangjian_desktop.ui.components.labels import Label, Role, discard
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import theme


class FilesRow(QWidget):
    """What is attached to ``owner``; call :meth:`show_files` with every new state."""

    def __init__(self, context: WindowContext, owner_kind: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._owner_kind = context, owner_kind
        self._owner = ""
        self._shown: tuple[FileRow, ...] | None = None
        self._flow = Flow(self, gap=theme().px(6), line_gap=theme().px(4))
        self._name = Label(label, Role.MUTED)
        self._name.setFixedHeight(theme().px(26, 32))
        self.add_button = Button("添加附件…", Kind.ROW, icon_name="paperclip", tip=SECRECY, on=self.choose)
        self.add_button.setAccessibleName(f"{label}：添加附件")
        self.dialog: QFileDialog | None = None
        """The dialog opened last, for tests and help."""

    def show_files(self, owner: str, files: Sequence[FileRow]) -> None:
        """Show the files of a record."""
        if (owner, tuple(files)) == (self._owner, self._shown):
            return
        self._owner, self._shown = owner, tuple(files)
        while (item := self._flow.takeAt(0)) is not None:
            if isinstance(item.widget(), _FileChip):
                discard(item.widget())
        self._flow.addWidget(self._name)
        for file in files:
            self._flow.addWidget(_FileChip(self._context, file))
        self._flow.addWidget(self.add_button)
        self.updateGeometry()

    def choose(self) -> None:
        """Ask for files."""
        dialog = QFileDialog(self, f"选附件（{SECRECY}）")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.add([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def add(self, paths: Sequence[Path]) -> None:
        """Keep files as one step. One that can't be read stops all of them, and says why."""
        owner, kind = self._owner, self._owner_kind

        def work(store: Store, progress: Progress) -> int:
            stored = [store.attachments.add(path, progress) for path in paths]
            with store.write("添加附件", verb="attach_org_life_file") as tx:
                for one in stored:
                    attach_stored(tx, kind, owner, one)
            return len(stored)

        def say(count: int) -> None:
            self._context.saved.emit(self._context.clock())
            words = f"已添加 {count} 个附件"
            self._context.toast(words, icon_name="paperclip", action="撤销", on=self._context.undo)

        self._context.job("添加附件", work, say)


class _FileChip(QFrame):
    """One file: its name opens a copy, × removes it."""

    def __init__(self, context: WindowContext, file: FileRow) -> None:
        super().__init__()
        self.setProperty("popup", "true")
        self._context = context
        px = theme().px
        line = QHBoxLayout(self)
        line.setContentsMargins(px(6), 0, px(2), 0)
        line.setSpacing(px(2))
        self.open_button = Button(file.name or "附件", Kind.LINK, on=partial(self._open, file))
        line.addWidget(self.open_button)
        line.addWidget(ToolButton("x", tip=f"移除{file.name}", mini=True, on=partial(self._remove, file)))
        self.setFixedHeight(px(26, 32))

    def _open(self, file: FileRow) -> None:
        self._context.with_store(
            lambda store: store.attachments.open_copy(file.sha256, file.name),
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            owner=self,
            background=True,
        )

    def _remove(self, file: FileRow) -> None:
        self._context.act(self._context.action("delete_org_life_entry"), EntryId(file.id))
