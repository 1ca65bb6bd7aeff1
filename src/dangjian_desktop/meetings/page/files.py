"""The files of one gathering: taken into the store, opened as a named copy, read for thumbnails; all off the window."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QImageReader

from dangjian_desktop.base.progress import Progress
from dangjian_desktop.meetings.reading.views import AttachmentView
from dangjian_desktop.meetings.service import attach_stored
from dangjian_desktop.store import Store
from dangjian_desktop.ui.context import WindowContext

LARGE = 16_000_000
"""Bytes from which adding files shows its progress."""
THUMBNAIL = QSize(160, 112)


class Files(QObject):
    """What the attachments card asks for."""

    thumbnail = Signal(str, object)
    """An attachment's id and its :class:`QImage`."""

    def __init__(self, ctx: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._pictures: dict[str, QImage] = {}

    def paste_folder(self) -> Path:
        """Where a pasted picture lies until it was taken into the store."""
        return Path(tempfile.gettempdir()) / "dangjian-desktop-paste"

    def add(self, gathering: str, files: Sequence[tuple[Path, str]], correction: str, signed_for: str = "") -> None:
        """Keep files with the gathering as one step; signed pages with ``signed_for``.

        A file that can't be read stops all of them, and says why.
        """

        def work(store: Store, progress: Progress) -> int:
            stored = [(store.attachments.add(path, progress), role) for path, role in files]
            for path, _role in files:
                if path.parent == self.paste_folder():
                    path.unlink(missing_ok=True)
            with store.write("添加附件", verb="attach_file") as tx:
                for kept, role in stored:
                    owner = signed_for if role == "signed_copy" and signed_for else gathering
                    attach_stored(tx, owner, kept, role, correction=correction)
                if len(stored) > 1:
                    tx.label = f"添加 {len(stored)} 个附件"
            return len(stored)

        def say(count: int) -> None:
            self._ctx.saved.emit(self._ctx.clock())
            self._ctx.toast(f"已添加 {count} 个附件", icon_name="paperclip", action="撤销", on=self._ctx.undo)

        if sum(_size(path) for path, _role in files) > LARGE:
            self._ctx.job("添加附件", work, say)
        else:
            self._ctx.with_store(lambda store: work(store, Progress()), say, owner=self)

    def open(self, file: AttachmentView) -> None:
        """Open a read-only copy under the file's own name."""
        self._ctx.with_store(
            lambda store: store.attachments.open_copy(file.sha256, file.name),
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            owner=self,
            background=True,
        )

    def ask_thumbnail(self, file: AttachmentView) -> None:
        """Read a picture small; a file that isn't here (not yet received) simply has none."""
        known = self._pictures.get(file.sha256)
        if known is not None:
            self.thumbnail.emit(file.id, known)
            return
        self._ctx.with_store(
            lambda store: store.attachments.path(file.sha256) if store.attachments.has(file.sha256) else None,
            lambda path: self._read(file, path),
            owner=self,
            background=True,
        )

    def _read(self, file: AttachmentView, path: Path | None) -> None:
        if path is not None:
            self._ctx.work(lambda: _small(path), lambda image: self._take(file, image), self)

    def _take(self, file: AttachmentView, image: QImage) -> None:
        if not image.isNull():
            self._pictures[file.sha256] = image
            self.thumbnail.emit(file.id, image)


def _small(path: Path) -> QImage:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
