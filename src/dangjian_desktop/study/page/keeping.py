"""Files kept with a training or a piece of writing: chosen, taken in off the window, opened as a copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import Store
from dangjian_desktop.study.service.attaching import attach_stored
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.papers import suggested_folder

_LARGE = 16_000_000
"""Bytes from which taking files in shows its progress."""


Done = Callable[[Sequence[Path]], object]


def choose_files(
    context: WindowContext, parent: QWidget, owner: str, role: str, title: str, done: Done | None = None
) -> None:
    """Ask for files and keep them with a record; ``done`` gets them once they are kept."""
    dialog = QFileDialog(parent, title, str(suggested_folder()))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(["证书、材料 (*.pdf *.jpg *.jpeg *.png *.docx *.doc *.wps)", "所有文件 (*)"])
    dialog.filesSelected.connect(
        lambda names: keep_files(context, parent, owner, role, [Path(name) for name in names], done)
    )
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def keep_files(
    context: WindowContext,
    parent: QWidget,
    owner: str,
    role: str,
    paths: Sequence[Path],
    done: Done | None = None,
) -> None:
    """Keep files with a record as one step. A file that can't be read stops all of them, and says why."""

    def work(store: Store, progress: Progress) -> str:
        stored = [store.attachments.add(path, progress) for path in paths]
        with store.write("添加材料", verb="attach_study_material") as tx:
            for one in stored:
                attach_stored(tx, owner, one, role)
            return tx.label if len(stored) == 1 else f"添加{len(stored)}个材料"

    def say(label: str) -> None:
        context.saved.emit(context.clock())
        context.toast(f"已{label}", icon_name="paperclip", action="撤销", on=context.undo)
        if done is not None:
            done(paths)

    if sum(path.stat().st_size for path in paths if path.exists()) > _LARGE:
        context.job("添加材料", work, say)
    else:
        context.with_store(lambda store: work(store, Progress()), say, owner=parent)
