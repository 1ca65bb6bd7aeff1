"""Waiting for work that has to be done before there is a window: off the GUI thread, shown when it takes a while."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal

from dangjian_desktop.base.progress import Progress
from dangjian_desktop.ui.components.dialogs import ProgressDialog

T = TypeVar("T")

PATIENCE = 400
"""Milliseconds before the dialog shows."""


class _Messenger(QObject):
    """Carries the worker's words into the GUI thread."""

    stepped = Signal(int, int, str)
    ended = Signal()


def wait_for(title: str, work: Callable[[Progress], T], *, cancellable: bool = True, patience: int = PATIENCE) -> T:
    """Run ``work`` on a thread of its own and return its result, raising what it raises.

    The dialog has 取消 if ``cancellable``: the work is left at its next ``progress.step`` with ``Cancelled``.
    """
    messenger, loop, future = _Messenger(), QEventLoop(), Future[T]()
    progress = Progress(messenger.stepped.emit)
    dialog = ProgressDialog(title, progress.cancel)
    dialog.cancel_button.setVisible(cancellable)
    messenger.stepped.connect(dialog.show_progress, Qt.ConnectionType.QueuedConnection)
    messenger.ended.connect(loop.quit, Qt.ConnectionType.QueuedConnection)

    def run() -> None:
        try:
            future.set_result(work(progress))
        except BaseException as error:  # noqa: BLE001 - handed to the waiting thread as it is
            future.set_exception(error)
        messenger.ended.emit()

    opening = QTimer(dialog)
    opening.setSingleShot(True)
    opening.timeout.connect(dialog.open)
    opening.start(patience)
    thread = Thread(target=run, name="waiting", daemon=True)
    thread.start()
    loop.exec()
    thread.join()
    opening.stop()
    dialog.close_finished()
    dialog.deleteLater()
    return future.result()
