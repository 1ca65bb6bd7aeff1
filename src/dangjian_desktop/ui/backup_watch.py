"""Sees to the day's backup a little after the start, and tells the status line how the last one stands."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.store import Store
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.status import StatusLine, backup_words

AFTER_START = 20_000
EVERY = 60 * 60 * 1000


class BackupWatch(QObject):
    """One for a window. The backup runs in the background lane."""

    def __init__(self, context: WindowContext, status: StatusLine) -> None:
        super().__init__(status)
        self._context = context
        self._status = status
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_START)
        self._timer.timeout.connect(self.back_up)
        self._timer.start()
        context.backed_up.connect(self.look)
        context.closed.connect(self._timer.stop)
        self.look()

    def look(self) -> None:
        """Show how the last good backup stands."""
        self._context.with_store(lambda store: store.backups.last_good(), self._show, owner=self, key="last")

    def back_up(self) -> None:
        """Make today's backup unless there is one."""
        self._timer.start(EVERY)

        def work(store: Store) -> None:
            store.backups.daily()

        self._context.with_store(work, lambda _nothing: self.look(), owner=self, refused=self._refused, background=True)

    def _show(self, at: datetime | None) -> None:
        words, good = backup_words(at, self._context.clock())
        self._status.set_backup(words, good=good)

    def _refused(self, error: Refused) -> None:
        self._status.set_backup("备份没有做成", good=False)
        self._status.setToolTip(str(error))
