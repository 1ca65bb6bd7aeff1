"""交换: a 同步包 for the branch's other PC on a stick, and one from there: read, preview, apply, take back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dangjian_desktop import sync
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import Changes, Reader, Store
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell
from dangjian_desktop.ui.components.dialogs import Dialog, PassphraseDialog, ask
from dangjian_desktop.ui.components.editors import CheckBox
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Table, row
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.duplicates import find
from dangjian_desktop.ui.history import when
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

FILTER = f"同步包 (*{sync.SUFFIX})"


@dataclass(frozen=True)
class Standing:
    """What the page shows: the other PCs, and the import that could be taken back."""

    device: str
    peers: tuple[sync.Peer, ...]
    last_at: datetime | None
    last_device: str
    last_actions: int
    name: str
    duplicates: int


class PreviewDialog(Dialog):
    """What an import would do. Each question needs its own tick before 导入 can be pressed."""

    def __init__(self, preview: sync.Preview, parent: QWidget | None = None) -> None:
        super().__init__("导入同步包", "导入", parent)
        self.preview = preview
        self.setMinimumWidth(theme().px(520))
        table = Table([Column("", 140), Column("", 320, stretch=1)], fitted=True)
        table.horizontalHeader().hide()
        table.set_rows(
            [row(f"{n}", Cell.words(label, Tone.PLAIN), value) for n, (label, value) in enumerate(preview.lines)]
        )
        card = Card(flush=True)
        card.add(table)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.body.addWidget(card)
        if preview.conflicts:
            words = f"有 {preview.conflicts} 处两边都改过，导入后列入待核对，两边写的都还在。"
            self.body.addWidget(Label(words, Role.INFO, wrap=True))
        for note in preview.notes:
            self.body.addWidget(Label(note, Role.MUTED, wrap=True))
        self.answers = [CheckBox(question) for question in preview.questions]
        for answer in self.answers:
            answer.clicked.connect(self._check)
            self.body.addWidget(answer)
        if preview.nothing_new:
            self.accept_button.hide()
            self.cancel_button.setText("关闭")
        else:
            self.body.addWidget(
                Label("导入前自动备份；导入后可以整批撤回。这里还什么都没有改动。", Role.MUTED, wrap=True)
            )
        self._check()

    def _check(self) -> None:
        self.accept_button.setEnabled(all(answer.isChecked() for answer in self.answers))


class ExchangePage(Page):
    """Two cards: 带出去 and 带进来; below, the other PCs."""

    def __init__(self, context: WindowContext, branch: Callable[[Reader], str] | None = None) -> None:
        super().__init__()
        self._context = context
        self._branch = branch
        self._standing: Standing | None = None
        self.dialog: Dialog | None = None
        px = theme().px
        out = Card("带出去", "做一个同步包，给支部的另一台电脑")
        out.add(
            Label(
                "装着这台电脑上对方还没有的全部内容和附件，用支部口令加密。写好后会读回核对，说可以拔出再拔U盘。",
                wrap=True,
            )
        )
        self.whole = CheckBox("做完整的（对方是新电脑，或提示缺内容时）")
        out.add(self.whole)
        self.export_button = Button("导出同步包…", icon_name="upload", on=self._choose_target)
        out.add(_left(self.export_button))
        out.body.addStretch(1)
        come = Card("带进来", "导入另一台电脑做的同步包")
        come.add(
            Label(
                "先看会新增、修改、删除什么，确认后才导入。两个人填得不一样的地方列入待核对，不会互相覆盖。", wrap=True
            )
        )
        self.import_button = Button("选同步包…", icon_name="download", on=self._choose_source)
        self.last = Label("", Role.MUTED, wrap=True)
        self.take_back_button = Button("撤回这次导入…", Kind.QUIET, icon_name="undo-2", on=self._ask_take_back)
        self.take_back_button.hide()
        come.add(_left(self.import_button))
        come.add(self.last)
        self.duplicates_button = Button("去核对…", Kind.QUIET, icon_name="copy", on=self._open_conflicts)
        self.duplicates_button.hide()
        come.add(_left(self.duplicates_button))
        come.add(_left(self.take_back_button))
        come.body.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(px(8, 16))
        across.addWidget(out, 1)
        across.addWidget(come, 1)
        self.peers = Card("支部的其他电脑", flush=True)
        self._table = Table([Column("电脑", 240, stretch=1), Column("情况", 320, stretch=1)], fitted=True)
        self.peers.add(self._table)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(16, 24), px(8, 0), px(16, 24), px(8, 16))
        outer.setSpacing(px(8, 16))
        outer.addLayout(across)
        outer.addWidget(self.peers)
        outer.addWidget(Label("同步包只在支部自己的电脑之间用；不得录入国家秘密。", Role.MUTED))
        outer.addStretch(1)
        self.peers.hide()

    def refresh(self, _changes: Changes | None) -> None:
        self._context.with_store(self._read, self._show, owner=self, key="standing")

    def _read(self, store: Store) -> Standing:
        last = sync.last_import(store)
        with store.read() as reader:
            branch = self._branch(reader) if self._branch else ""
            duplicates = len(find(store, reader, self._context.features))
        return Standing(
            store.device,
            sync.peers(store),
            last.at if last else None,
            last.device if last else "",
            last.actions if last else 0,
            sync.suggest_name(store, branch),
            duplicates,
        )

    def _show(self, standing: Standing) -> None:
        self._standing = standing
        now = self._context.clock()
        self.peers.setVisible(bool(standing.peers))
        self._table.set_rows([row(peer.incarnation, peer.device, _known(peer)) for peer in standing.peers])
        if standing.last_at is not None:
            self.last.setText(
                f"上次导入：{when(standing.last_at, now)}，来自“{standing.last_device}”，{standing.last_actions} 步。"
            )
        else:
            self.last.setText("")
        self.take_back_button.setVisible(standing.last_at is not None)
        self.duplicates_button.setText(f"可能重复 {standing.duplicates} 组，去核对…")
        self.duplicates_button.setVisible(standing.duplicates > 0)

    def new(self, preset: Mapping[str, object]) -> None:
        """Opened with a bundle (a double click on the file): read it."""
        if preset.get("file"):
            self.import_from(Path(str(preset["file"])))

    # -- out

    def _choose_target(self) -> None:
        dialog = QFileDialog(self, "同步包存到哪里（一般是U盘）")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(FILTER)
        dialog.setDefaultSuffix(sync.SUFFIX.lstrip("."))
        dialog.selectFile(self._standing.name if self._standing else f"同步包{sync.SUFFIX}")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, target: Path) -> None:
        """Ask for the passphrase and write the bundle."""
        sentence = "用支部约定的口令。对方导入时要输同一个；忘了就打不开，请另外告诉对方，不要和U盘放在一起。"
        dialog = PassphraseDialog("支部口令", sentence, "导出", twice=True, parent=self)
        dialog.accepted.connect(lambda: self._export(target, dialog.passphrase))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _export(self, target: Path, passphrase: str) -> None:
        whole = self.whole.isChecked()
        branch = self._branch

        def work(store: Store, progress: Progress) -> sync.Exported:
            with store.read() as reader:
                name = branch(reader) if branch else ""
            return sync.export_sync(store, target, passphrase, progress, whole=whole, branch=name)

        def done(made: sync.Exported) -> None:
            self._context.toast(f"{made.path.name}　{made.sentence}")
            self.refresh(None)

        self._context.job("导出同步包", work, done)

    # -- in

    def _choose_source(self) -> None:
        dialog = QFileDialog(self, "选同步包")
        dialog.setNameFilter(FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.import_from(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def import_from(self, path: Path, passphrase: str | None = None) -> None:
        """Read a bundle, ask for its passphrase if it needs one, and show what it would do."""

        def refused(error: Refused) -> None:
            if isinstance(error, sync.PassphraseNeeded):
                self._ask_passphrase(path)
            else:
                self._context.refused(error)

        self._context.job(
            "正在核对同步包",
            lambda store, progress: sync.read_bundle(store, path, passphrase, progress),
            self._preview,
            refused,
        )

    def _ask_passphrase(self, path: Path) -> None:
        sentence = f"“{path.name}”是加密的，请输入做包时用的支部口令。"
        dialog = PassphraseDialog("支部口令", sentence, "打开", twice=False, parent=self)
        dialog.accepted.connect(lambda: self.import_from(path, dialog.passphrase))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _preview(self, preview: sync.Preview) -> None:
        dialog = PreviewDialog(preview, self)
        dialog.accepted.connect(lambda: self._apply(preview))
        dialog.rejected.connect(preview.discard)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _apply(self, preview: sync.Preview) -> None:
        features = self._context.features

        def work(store: Store, progress: Progress) -> tuple[sync.Imported, int]:
            done = sync.apply(store, preview, progress)
            with store.read() as reader:
                return done, len(find(store, reader, features, touched=done.records))

        self._context.job("导入", work, self._imported)

    def _imported(self, outcome: tuple[sync.Imported, int]) -> None:
        done, duplicates = outcome
        if done.backup is not None:
            self._context.backed_up.emit()
        sentence = done.sentence + (f"有 {duplicates} 组可能重复的记录。" if duplicates else "")
        if done.conflicts or duplicates:
            self._context.toast(sentence, action="去核对", on=self._open_conflicts)
        else:
            self._context.toast(sentence)
        self.refresh(None)

    def _open_conflicts(self) -> None:
        self._context.open("tools/conflicts")

    # -- back

    def _ask_take_back(self) -> None:
        self.dialog = ask(
            self,
            "撤回导入",
            "把上次导入的内容整批撤回？",
            consequence="本机恢复到导入之前。同步包文件还在，以后可以再导入。",
            accept="撤回",
            on_yes=self.take_back,
        )

    def take_back(self) -> None:
        """Take the last import back as a whole."""
        self._context.job(
            "撤回导入",
            lambda store, _progress: sync.take_back(store),
            self._taken_back,
        )

    def _taken_back(self, done: sync.TakenBack) -> None:
        self._context.toast(done.sentence)
        self.refresh(None)


def _known(peer: sync.Peer) -> str:
    return "收到过它做的同步包" if peer.vector else "没有直接收到过，给它的包要做完整的"


def _left(widget: QWidget) -> QHBoxLayout:
    row_ = QHBoxLayout()
    row_.addWidget(widget)
    row_.addStretch(1)
    return row_
