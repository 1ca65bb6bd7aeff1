"""The first start: where the data goes (another drive than the system's is offered), whose branch it is, and what
must not go in. Nothing is written before 开始 is pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from dangjian_desktop.base.places import default_data_folder
from dangjian_desktop.ui.components.banner import Banner, BannerKind
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.editors import LineEdit
from dangjian_desktop.ui.components.fields import Field, HintLine
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, Role
from dangjian_desktop.ui.theme import theme

FOLDER = "支部工作台数据"
_LEAST = 2 * 1024**3
_NOT_FOR_DATA = ("/proc", "/sys", "/run", "/dev", "/boot", "/snap", "/etc", "/tmp", "/var")


@dataclass(frozen=True)
class Place:
    """A drive the data could lie on: the folder there, its name for people, free bytes."""

    folder: Path
    name: str
    free: int


@dataclass(frozen=True)
class FirstStart:
    """What was chosen. ``sample``: an invented branch to try things with, in place of an empty one."""

    folder: Path
    branch: str
    author: str
    sample: bool


def other_drives() -> list[Place]:
    """Writable drives besides the system's, the roomiest first."""
    system = QStorageInfo.root().rootPath()
    home = QStorageInfo(str(Path.home())).rootPath()
    places = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        usable = volume.isValid() and volume.isReady() and not volume.isReadOnly()
        if not usable or root in {system, home} or root.startswith(_NOT_FOR_DATA) or volume.bytesAvailable() < _LEAST:
            continue
        places.append(Place(Path(root) / FOLDER, volume.displayName() or root, volume.bytesAvailable()))
    return sorted(places, key=lambda place: -place.free)


class FirstStartDialog(Dialog):
    """One sheet: place, names, what to begin with."""

    def __init__(self, drives: Sequence[Place], own: Path, parent: QWidget | None = None) -> None:
        super().__init__("支部工作台", "开始", parent, cancel="退出")
        px = theme().px
        self.setMinimumWidth(px(600))
        self.body.addWidget(Label("第一次使用", Role.DATE))
        self.body.addWidget(Banner(BannerKind.OVER, "不得录入国家秘密", "本机单机使用，内容只存在下面选的文件夹里。"))
        self._group = QButtonGroup(self)
        self._places: list[Path] = []
        place = Card("数据放在哪里")
        self._choices = QVBoxLayout()
        self._choices.setSpacing(px(2))
        place.add(self._choices)
        for drive in drives:
            free = drive.free // 1024**3
            self._offer(drive.folder, f"另一块磁盘 {drive.name}，剩余 {free} GB（推荐，重装系统不受影响）")
        self._offer(own, "系统盘上的个人文件夹")
        self._group.buttons()[0].setChecked(True)
        choose = QHBoxLayout()
        choose.addWidget(Button("选别的文件夹…", Kind.ROW, on=self._ask_folder))
        choose.addStretch(1)
        place.add(choose)
        self._wrong = HintLine()
        place.add(self._wrong)
        self.body.addWidget(place)
        names = Card("支部和本机使用人", "以后都能改")
        self.branch = Field("支部名称", LineEdit(placeholder="如 机关第一党支部"), name="branch")
        self.author = Field("您的姓名", LineEdit(), name="author", help="写在改动记录里，两台电脑合用时看得出是谁写的")
        names.add(self.branch)
        names.add(self.author)
        self.body.addWidget(names)
        self.sample = QRadioButton("先用样例支部试一试（人名单位都是编的）")
        self.empty = QRadioButton("建一个空的，直接开始用")
        self.empty.setChecked(True)
        begin = Card("从哪里开始")
        both = QButtonGroup(self)
        for button in (self.empty, self.sample):
            both.addButton(button)
            begin.add(button)
        self.body.addWidget(begin)
        self.sample.toggled.connect(lambda sample: names.setDisabled(sample))

    @property
    def folder(self) -> Path:
        """The place chosen."""
        return self._places[self._group.checkedId()]

    @property
    def choice(self) -> FirstStart:
        """All that was chosen."""
        sample = self.sample.isChecked()
        branch, author = self.branch.raw().strip(), self.author.raw().strip()
        return FirstStart(self.folder, "" if sample else branch, "" if sample else author, sample)

    def _offer(self, folder: Path, words: str) -> None:
        button = QRadioButton(words)
        self._group.addButton(button, len(self._places))
        self._places.append(folder)
        self._choices.addWidget(button)
        path = ElidedLabel(str(folder), Role.MUTED)
        path.setContentsMargins(theme().px(23), 0, 0, theme().px(4))
        self._choices.addWidget(path)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, "选数据文件夹")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.add_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add_folder(self, name: str) -> None:
        """Offer another folder and choose it."""
        self._offer(Path(name), "自己选的文件夹")
        self._group.buttons()[-1].setChecked(True)

    def confirm(self) -> None:
        reason = not_usable(self.folder)
        if reason:
            self._wrong.show_text(reason, Role.OVER)
            return
        super().confirm()


def not_usable(folder: Path) -> str:
    """Why data can't lie there, "" if it can. Makes the folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".write-test"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return f"这个文件夹不能写：{error.strerror or error}。请选别的文件夹。"
    return ""


def ask_first_start(drives: Callable[[], Sequence[Place]] = other_drives) -> FirstStart | None:
    """Ask, before any window is there; None when the user leaves."""
    dialog = FirstStartDialog(drives(), default_data_folder())
    return dialog.choice if dialog.exec() else None
