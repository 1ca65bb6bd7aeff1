"""设置: text size, who sits here, where the data and its second copy lie, and the features' own choices."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.base.progress import Progress
from dangjian_desktop.feature import Setting
from dangjian_desktop.store import Changes, Store
from dangjian_desktop.ui.components.buttons import Button, Kind, Switch
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.editors import CheckBox, CountEdit, LineEdit
from dangjian_desktop.ui.components.fields import Field
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, Role
from dangjian_desktop.ui.components.tags import Tag, TagLabel
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.theme import TextSize, theme
from dangjian_desktop.ui.tokens import Tone

AUTHOR = "author"


class SettingsPage(Page):
    """One column of cards; every choice works at once."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        px = theme().px
        body = QWidget()
        body.setObjectName("body")
        column = QVBoxLayout(body)
        column.setContentsMargins(px(16, 24), px(8, 0), px(16, 24), px(16))
        column.setSpacing(px(8, 16))
        column.addWidget(self._look())
        column.addWidget(self._person())
        column.addWidget(self._places())
        self._settings = [setting for feature in context.features for setting in feature.settings if setting.local]
        self._editors: dict[str, CheckBox | CountEdit | LineEdit] = {}
        if self._settings:
            column.addWidget(self._features())
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _look(self) -> Card:
        card = Card("字号", "马上生效")
        self.sizes = Switch([(size.name, size.label) for size in TextSize])
        self.sizes.choose(theme().text_size.name)
        self.sizes.chosen.connect(self._set_size)
        row = QHBoxLayout()
        row.addWidget(self.sizes)
        row.addStretch(1)
        card.add(row)
        return card

    def _set_size(self, name: str) -> None:
        theme().set_text_size(TextSize[name])
        self._context.settings.set("window.text_size", name)

    def _person(self) -> Card:
        card = Card("本机使用人", "改动记录里写谁")
        self.author = Field("姓名", LineEdit(placeholder="如 陈静"), name=AUTHOR)
        self.author.setMaximumWidth(theme().px(320))
        assert isinstance(self.author.widget, LineEdit)
        self.author.widget.editingFinished.connect(self._set_author)
        card.add(self.author)
        return card

    def _set_author(self) -> None:
        name = self.author.raw().strip()

        def write(store: Store) -> None:
            store.author = name
            store.settings.set(AUTHOR, name)

        self._context.with_store(write)

    def _places(self) -> Card:
        card = Card("数据和备份")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(12))
        self._folder = ElidedLabel(str(self._context.folder or ""))
        self._second = ElidedLabel("还没有选", Role.MUTED)
        grid.addWidget(Label("数据文件夹", Role.MUTED), 0, 0)
        grid.addWidget(self._folder, 0, 1)
        grid.addWidget(Button("打开", Kind.ROW, on=self._open_folder), 0, 2)
        grid.addWidget(Label("备份的第二个地方", Role.MUTED), 1, 0)
        grid.addWidget(self._second, 1, 1)
        grid.addWidget(Button("选…", Kind.ROW, on=self._choose_second), 1, 2)
        grid.setColumnStretch(1, 1)
        card.add(grid)
        card.add(
            Label(
                "每天第一次使用时自动备份，并打开核对过才算数。第二个地方请选另一块硬盘或U盘。", Role.MUTED, wrap=True
            )
        )
        self.backup_now = Button("现在备份", icon_name="hard-drive", on=self._back_up)
        row = QHBoxLayout()
        row.addWidget(self.backup_now)
        row.addStretch(1)
        card.add(row)
        return card

    def _open_folder(self) -> None:
        if self._context.folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._context.folder)))

    def _choose_second(self) -> None:
        dialog = QFileDialog(self, "选备份的第二个地方")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.set_second_place)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def set_second_place(self, folder: str) -> None:
        """Keep the second place."""
        self._context.with_store(
            lambda store: store.backups.set_second_place(Path(folder)), lambda _nothing: self._show_second(folder)
        )

    def _show_second(self, folder: str) -> None:
        self._second.setText(folder or "还没有选")
        self._second.set_role(Role.BODY if folder else Role.MUTED)

    def _back_up(self) -> None:
        def work(store: Store, progress: Progress) -> Path:
            return store.backups.make(progress=progress).path

        self._context.job("备份", work, self._backed_up)

    def _backed_up(self, path: Path) -> None:
        self._context.backed_up.emit()
        self._context.toast(f"已备份并核对：{path.name}")

    def _features(self) -> Card:
        card = Card("本支部的做法", "改了以后，只影响这台电脑上的提醒和显示")
        for setting in self._settings:
            row = QHBoxLayout()
            editor = self._editor(setting)
            self._editors[setting.name] = editor
            if not isinstance(editor, CheckBox):
                row.addWidget(Label(setting.label))
            row.addWidget(editor)
            if setting.basis:
                row.addWidget(TagLabel(Tag(setting.basis, Tone.GOLD)))
            row.addStretch(1)
            card.add(row)
        return card

    def _editor(self, setting: Setting) -> CheckBox | CountEdit | LineEdit:
        editor: CheckBox | CountEdit | LineEdit
        if isinstance(setting.default, bool):
            editor = CheckBox(setting.label)
        elif isinstance(setting.default, int):
            editor = CountEdit()
        else:
            editor = LineEdit(small=True)
        editor.set_value(setting.default)
        editor.setAccessibleName(setting.label)
        editor.edited.connect(lambda: self._context.settings.set(setting.name, editor.value()))
        return editor

    def refresh(self, _changes: Changes | None) -> None:
        names = [AUTHOR, *(setting.name for setting in self._settings)]
        self._context.settings.load(names, self._show, self)
        self._context.with_store(
            lambda store: str(store.backups.second_place or ""), self._show_second, owner=self, key="second"
        )

    def _show(self) -> None:
        get = self._context.settings.get
        self.author.set_value(get(AUTHOR, ""))
        for setting in self._settings:
            self._editors[setting.name].set_value(get(setting.name, setting.default))
