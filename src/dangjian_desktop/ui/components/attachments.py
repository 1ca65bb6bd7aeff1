"""The strip of a record's attachments: drop a file or choose one, open it, take it out; says what must not go in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.buttons import Button, Kind, ToolButton
from dangjian_desktop.ui.components.empty import DashedFrame
from dangjian_desktop.ui.components.fields import Mark
from dangjian_desktop.ui.components.flow import Flow
from dangjian_desktop.ui.components.labels import Label, Role, discard
from dangjian_desktop.ui.theme import theme

SECRECY = "不得录入国家秘密"
"""What every attachment dialog and the first start say plainly."""


@dataclass(frozen=True)
class AttachmentItem:
    """A file of the record. ``detail`` is what it is and how large (签到表扫描件 320 KB)."""

    id: str
    name: str
    detail: str = ""
    picture: bool = False
    missing: bool = False


def size_words(size: int) -> str:
    """A file's size as people read it."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"


class _File(QFrame):
    def __init__(self, item: AttachmentItem, strip: AttachmentStrip) -> None:
        super().__init__()
        px = theme().px
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(2))
        icon_name = "circle-alert" if item.missing else "image" if item.picture else "file-text"
        self.open = Button(item.name, Kind.ROW, icon_name=icon_name, on=lambda: strip.open_pressed.emit(item.id))
        self.open.setToolTip("文件不见了" if item.missing else f"打开 {item.name}  {item.detail}")
        self.open.setMaximumWidth(px(240))
        row.addWidget(self.open)
        self.remove = ToolButton("x", tip=f"去掉 {item.name}", mini=True, on=lambda: strip.remove_pressed.emit(item.id))
        self.remove.setVisible(not strip.locked)
        row.addWidget(self.remove)


class AttachmentStrip(QWidget):
    """``added`` carries a list of paths dropped or chosen; the page stores them and calls :meth:`set_items`."""

    added = Signal(list)
    open_pressed = Signal(str)
    remove_pressed = Signal(str)

    def __init__(self, *, drop_text: str = "签到表扫描件、照片，拖到这里", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.locked = False
        self.setAcceptDrops(True)
        px = theme().px
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        self._drop = DashedFrame(radius=5)
        inside = QHBoxLayout(self._drop)
        inside.setContentsMargins(px(10), px(4), px(12), px(4))
        inside.setSpacing(px(6))
        inside.addWidget(Mark("upload", tokens.INK2))
        inside.addWidget(Label(drop_text, Role.MUTED))
        self.choose = Button("选文件…", Kind.QUIET, on=self.ask)
        self.choose.setToolTip(f"选照片或扫描件。{SECRECY}。")
        row.addWidget(Label("附件", Role.BOLD))
        row.addWidget(self._drop)
        row.addWidget(self.choose)
        row.addStretch(1)
        self.reminder = Label(f"提醒：{SECRECY}", Role.MUTED)
        row.addWidget(self.reminder)
        self._files = QWidget()
        self._flow = Flow(self._files, gap=px(6), line_gap=px(4))
        self._files.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(6))
        outer.addLayout(row)
        outer.addWidget(self._files)

    def set_items(self, items: Sequence[AttachmentItem]) -> None:
        """Show these files."""
        while (item := self._flow.takeAt(0)) is not None:
            discard(item.widget())
        for shown in items:
            self._flow.addWidget(_File(shown, self))
        self._files.setVisible(bool(items))
        self._files.updateGeometry()

    def set_locked(self, locked: bool) -> None:
        """The record is final: files can be opened, not added or taken out."""
        self.locked = locked
        self._drop.setVisible(not locked)
        self.choose.setVisible(not locked)
        self.setAcceptDrops(not locked)
        for file in self._files.findChildren(_File):
            file.remove.setVisible(not locked)

    def ask(self) -> None:
        """Let the user choose files."""
        dialog = QFileDialog(self, f"选附件（{SECRECY}）")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.added.emit([Path(name) for name in names]))
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._drop.set_lit(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop.set_lit(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop.set_lit(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.added.emit(paths)
