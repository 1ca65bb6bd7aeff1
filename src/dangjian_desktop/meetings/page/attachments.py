"""附件: drop, choose or paste; by role; pictures as thumbnails; opened as a named read-only copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QIcon, QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QToolButton, QWidget

from dangjian_desktop.meetings.page.dialogs import CaptionDialog
from dangjian_desktop.meetings.page.dropping import clipboard_files, files_in, likely_role
from dangjian_desktop.meetings.page.wishes import Wish
from dangjian_desktop.meetings.reading.views import AttachmentView
from dangjian_desktop.meetings.service.inputs import DeletePart, EditFields
from dangjian_desktop.ui.components.attachments import SECRECY, size_words
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.fields import Mark
from dangjian_desktop.ui.components.flow import Flow
from dangjian_desktop.ui.components.labels import Label, Role, restyle
from dangjian_desktop.ui.components.more import Choice, MoreButton
from dangjian_desktop.ui.icons import icon
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import INK2

ROLES: Mapping[str, tuple[str, str]] = {
    "sign_in_sheet": ("签到表扫描件", "file-check"),
    "photo": ("照片", "image"),
    "material": ("材料", "file-text"),
    "signed_copy": ("签字件", "stamp"),
}


class DropZone(QFrame):
    """A dashed place for files; the same as 选文件 for the keyboard."""

    dropped = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("drop", "true")
        self.setAcceptDrops(True)
        px = theme().px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(3), px(14), px(3))
        row.setSpacing(px(6))
        row.addWidget(Mark("upload", INK2))
        row.addWidget(Label("签到表扫描件、照片，拖到这里", Role.MUTED))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.acceptProposedAction()
            self._mark("over")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark("true")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark("true")
        found = files_in(event.mimeData())
        if found:
            event.acceptProposedAction()
            self.dropped.emit(found)

    def _mark(self, state: str) -> None:
        self.setProperty("drop", state)
        restyle(self)


class FileTile(QWidget):
    """One file: its thumbnail or icon and its name; a press opens a copy."""

    opened = Signal(object)
    wished = Signal(object)

    def __init__(self, view: AttachmentView, *, locked: bool) -> None:
        super().__init__()
        self.view = view
        self._locked = locked
        px = theme().px
        self.button = QToolButton()
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        words, icon_name = ROLES.get(view.role, ROLES["material"])
        metrics = self.button.fontMetrics()
        shown = metrics.elidedText(view.caption or view.name, Qt.TextElideMode.ElideMiddle, px(150))
        self.button.setText(shown)
        self.button.setIcon(icon(icon_name, px(16), colour=INK2))
        self.button.setIconSize(QSize(px(16), px(16)))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        about = f"{words}　{view.name}　{size_words(view.size)}"
        self.button.setToolTip(f"{about}\n打开的是只读副本，原件不会被改动")
        self.button.setAccessibleName(f"{about}，按回车打开副本")
        self.button.clicked.connect(lambda _checked=False: self.opened.emit(view))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.button)
        row.addWidget(MoreButton(f"{view.name}的更多操作", self._choices))

    def show_picture(self, image: QImage) -> None:
        """Put a thumbnail in the place of the icon."""
        side = theme().px(40, 56)
        self.button.setIcon(QIcon(QPixmap.fromImage(image)))
        self.button.setIconSize(QSize(round(side * 4 / 3), side))

    def _choices(self) -> list[Choice]:
        choices: list[Choice] = [("打开副本", "external-link", lambda: self.opened.emit(self.view))]
        if self._locked:
            return choices
        for role, (words, icon_name) in ROLES.items():
            if role != self.view.role:
                choices.append((f"改为{words}", icon_name, partial(self._change, role)))
        choices.append(("改说明…", "pencil", self._caption))
        choices.append(("移除", "trash-2", self._remove))
        return choices

    def _caption(self) -> None:
        view = self.view
        dialog = CaptionDialog(view.name, view.caption, self.window())

        def change() -> None:
            caption = dialog.caption.raw().strip()
            if caption != view.caption:
                wish = EditFields("attachments", view.id, {"caption": caption}, view.seen)
                self.wished.emit(Wish("edit_fields", wish))

        dialog.accepted.connect(change)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _change(self, role: str) -> None:
        wish = EditFields("attachments", self.view.id, {"role": role}, self.view.seen)
        self.wished.emit(Wish("edit_fields", wish))

    def _remove(self) -> None:
        self.wished.emit(Wish("delete_part", DeletePart("attachments", self.view.id)))


class AttachmentsCard(Card):
    """All files of a gathering."""

    wished = Signal(object)
    opened = Signal(object)
    added = Signal(list)
    """Files to keep: a list of (path, role)."""

    thumbnail_wanted = Signal(object)

    def __init__(self, paste_folder: Callable[[], Path]) -> None:
        super().__init__()
        px = theme().px
        self._paste_folder = paste_folder
        self._tiles: dict[str, FileTile] = {}
        self.drop = DropZone()
        self.drop.dropped.connect(self._add)
        self.choose = Button("选文件…", Kind.QUIET, on=self._choose)
        self.paste = Button("粘贴", Kind.QUIET, tip="粘贴复制的文件或截图（在这里按 Ctrl+V 也可以）", on=self._paste)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._paste)
        self._files = QWidget()
        self._flow = Flow(self._files, gap=px(10), line_gap=px(4))
        line = QHBoxLayout()
        line.setSpacing(px(12))
        title = Label("附件", Role.HEADING)
        title.setFixedHeight(px(34, 38))
        line.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        self._adders: tuple[QWidget, ...] = (self.drop, self.choose, self.paste)
        for widget in self._adders:
            widget.setFixedHeight(px(34, 38))
            self._flow.addWidget(widget)
        line.addWidget(self._files, 1)
        reminder = Label(f"提醒：{SECRECY}", Role.MUTED)
        reminder.setFixedHeight(px(34, 38))
        line.addWidget(reminder, 0, Qt.AlignmentFlag.AlignTop)
        self.add(line)
        self.body.setContentsMargins(px(14, 20), px(8, 14), px(14, 20), px(8, 14))

    def show_files(self, files: Sequence[AttachmentView], *, locked: bool) -> None:
        """Show these files; thumbnails are asked for by ``thumbnail_wanted``.

        Scans, signed copies and photos may come in after 定稿 too; new material is then refused by the service.
        """
        while (item := self._flow.takeAt(len(self._adders))) is not None:
            item.widget().deleteLater()
        self._tiles = {}
        for file in files:
            tile = FileTile(file, locked=locked)
            tile.opened.connect(self.opened)
            tile.wished.connect(self.wished)
            self._tiles[file.id] = tile
            self._flow.addWidget(tile)
            if file.media_type.startswith("image/"):
                self.thumbnail_wanted.emit(file)
        if not files:
            none = Label("还没有附件", Role.MUTED)
            none.setFixedHeight(theme().px(34, 38))
            self._flow.addWidget(none)
        self._files.updateGeometry()

    def show_thumbnail(self, file: str, image: QImage) -> None:
        """A picture was read."""
        tile = self._tiles.get(file)
        if tile is not None:
            tile.show_picture(image)
            self._files.updateGeometry()

    def _add(self, files: Sequence[Path]) -> None:
        self.added.emit([(path, likely_role(path)) for path in files])

    def _choose(self) -> None:
        dialog = QFileDialog(self, f"选附件（{SECRECY}）")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self._add([Path(name) for name in names]))
        dialog.open()

    def _paste(self) -> None:
        found = clipboard_files(self._paste_folder())
        if found:
            self._add(found)
