"""从 Word 记录: a file or pasted text in, proposals with ticks out; nothing is filled in before it is confirmed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.meetings.page.dropping import files_in
from dangjian_desktop.meetings.page.word_record import input_of, offers
from dangjian_desktop.meetings.rules.kinds import SegmentKind
from dangjian_desktop.meetings.rules.recognising import Recognised
from dangjian_desktop.meetings.service.inputs import EnterRecord
from dangjian_desktop.ui.components.buttons import Button
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.editors import CheckBox, LongText
from dangjian_desktop.ui.components.fields import HintLine, commit_preedit
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, Role
from dangjian_desktop.ui.theme import theme

SUFFIXES = frozenset((".docx", ".doc", ".wps", ".txt"))
"""What is taken for a record when it is dropped; the old kinds, so that a sentence says why they can't be read."""

Recogniser = Callable[[str, Callable[[Recognised], object]], object]
Loader = Callable[[Path, Callable[[str], object], Callable[[Refused], object]], object]


class WordDialog(Dialog):
    """``confirmed`` carries the verb's input."""

    confirmed = Signal(object)

    def __init__(
        self,
        recognise: Recogniser,
        load: Loader,
        names: Mapping[str, str],
        *,
        gathering: str | None = None,
        title: str = "",
        fallback: SegmentKind = SegmentKind.GENERAL_MEETING,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("从 Word 记录填写", "填入" if gathering else "建好这次会议", parent)
        self._recognise = recognise
        self._load = load
        self._names = names
        self._gathering = gathering
        self._fallback = fallback
        self._source = ""
        self._found = Recognised()
        self.ticks: dict[str, CheckBox] = {}
        px = theme().px
        self.setAcceptDrops(True)
        room = parent.window().height() - px(48) if parent else px(600)
        self.resize(px(820), min(px(600), room))
        line = QHBoxLayout()
        line.setSpacing(px(10))
        self.choose = Button("选 Word 文件…", icon_name="file-text", on=self._choose)
        line.addWidget(self.choose)
        about = f"填进“{title}”，已经填好的不改动。" if gathering else "文件拖到这里，或把文字粘贴到下面。"
        line.addWidget(Label(about, Role.MUTED), 1)
        self.body.addLayout(line)
        self.text = LongText(lines=5, most=5, placeholder="会议时间：……\n地点：……\n主持人：……\n一、……")
        self.text.setAccessibleName("记录的文字")
        self.text.edited.connect(self._later)
        self.body.addWidget(self.text)
        self.hint = HintLine()
        self.body.addWidget(self.hint)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._area, 1)
        self.keep = CheckBox("把原来的文件附在会议后面")
        self.keep.setChecked(True)
        self.keep.hide()
        self.body.addWidget(self.keep)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(200)
        self._soon.timeout.connect(self._read)
        self.show_found(Recognised())
        self.text.setFocus()

    @property
    def found(self) -> Recognised:
        """What was recognised last."""
        return self._found

    @property
    def wish(self) -> EnterRecord:
        """The verb's input from what is ticked."""
        ticked = {key for key, tick in self.ticks.items() if tick.isChecked()}
        source = self._source if self.keep.isChecked() else ""
        return input_of(self._found, ticked, fallback=self._fallback, gathering=self._gathering, source=source)

    def open_file(self, path: Path) -> None:
        """Read a file; its text takes the place of what is there."""
        self.hint.show_text("正在读…")

        def take(text: str) -> None:
            self._source = str(path)
            self.keep.setText(f"把“{path.name}”附在会议后面")
            self.keep.show()
            self.text.set_raw(text)
            self._read()

        self._load(path, take, lambda refused: self.hint.show_text(str(refused), Role.OVER))

    def refuse(self, refused: Refused) -> None:
        """Why it could not be filled in."""
        self.hint.show_text(str(refused), Role.OVER)
        self.accept_button.setEnabled(True)

    def confirm(self) -> None:
        commit_preedit()
        if self.accept_button.isEnabled():
            self.accept_button.setEnabled(False)
            self.confirmed.emit(self.wish)

    def show_found(self, found: Recognised) -> None:
        """Show the proposals, all ticked."""
        self._found = found
        host = QWidget()
        host.setObjectName("body")
        grid = QGridLayout(host)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(4))
        self.ticks = {}
        by_id = {id: name for name, id in self._names.items()}
        for row, one in enumerate(offers(found, lambda person: by_id.get(person, person))):
            tick = CheckBox(one.label)
            tick.setChecked(True)
            tick.setAccessibleName(f"{one.label}：{one.words}")
            tick.edited.connect(self._allow)
            self.ticks[one.key] = tick
            words = ElidedLabel(one.words)
            words.setToolTip(one.words)
            grid.addWidget(tick, row, 0)
            grid.addWidget(words, row, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(self.ticks), 1)
        self._area.setWidget(host)
        self._say(found)
        self._allow()

    def _say(self, found: Recognised) -> None:
        if not self.ticks:
            empty = "还没有文字。" if not self.text.raw().strip() else "没有认出会议的内容，请检查文字。"
            self.hint.show_text(empty)
        elif found.unknown:
            names = "、".join(found.unknown[:6])
            more = f"等{len(found.unknown)}个" if len(found.unknown) > 6 else ""
            self.hint.show_text(f"名册里没有，或有同名的：{names}{more}。填入后请在签到里核对。", Role.DUE)
        else:
            self.hint.show_text("请核对；不对的去掉勾，填入后还可以改，也可以撤销。")

    def _allow(self) -> None:
        self.accept_button.setEnabled(any(tick.isChecked() for tick in self.ticks.values()))

    def _later(self) -> None:
        self._soon.start()

    def _read(self) -> None:
        self._soon.stop()
        self._recognise(self.text.raw(), self.show_found)

    def _choose(self) -> None:
        dialog = QFileDialog(self, "选会议记录")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("会议记录 (*.docx *.txt);;所有文件 (*)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.open_file(Path(name)))
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        found = files_in(event.mimeData())
        if found:
            event.acceptProposedAction()
            self.open_file(found[0])


def is_record(path: Path) -> bool:
    """Whether a dropped file may be a record."""
    return path.suffix.lower() in SUFFIXES
