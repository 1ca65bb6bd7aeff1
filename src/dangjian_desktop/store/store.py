"""The store: opening a data folder, reading, writing, undo, and the doors to everything else it keeps."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from dangjian_desktop.base.clock import Clock, IdSource, random_ids, system_clock
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import location, opening
from dangjian_desktop.store.attachments import Attachments
from dangjian_desktop.store.backup import Backups, restore_file
from dangjian_desktop.store.conflicts import Conflict, load_conflicts
from dangjian_desktop.store.core import Core
from dangjian_desktop.store.drafts import Drafts
from dangjian_desktop.store.exchange import Exchange
from dangjian_desktop.store.history import HistoryLine, history
from dangjian_desktop.store.journal import Journal
from dangjian_desktop.store.lock import FolderLock
from dangjian_desktop.store.mark import Mark
from dangjian_desktop.store.reader import Reader
from dangjian_desktop.store.schema import Schema
from dangjian_desktop.store.settings import Settings
from dangjian_desktop.store.settling import settle
from dangjian_desktop.store.start import open_core
from dangjian_desktop.store.transaction import Changes, Transaction
from dangjian_desktop.store.undo import Undone, UndoStack, revert
from dangjian_desktop.store.verify import Problem, verify

Listener = Callable[[Changes], None]


class Store:
    """One data folder, open. Used from one thread at a time (see ``thread.py``)."""

    def __init__(self, folder: Path, core: Core, lock: FolderLock | None, mark: Mark | None = None) -> None:
        self.folder = folder
        self.changed: list[Listener] = []
        self._lock = lock
        self._core = core
        self._mark = mark
        self._undo = UndoStack(core)
        self.drafts = Drafts(core)
        self.settings = Settings(core)
        self.attachments = Attachments(folder, read_only=lock is None)
        self.backups = Backups(folder, core, self.attachments, self.settings)
        self.exchange = Exchange(core, self._tell)

    @classmethod
    def open(
        cls,
        folder: Path,
        schema: Schema,
        *,
        clock: Clock = system_clock,
        ids: IdSource = random_ids,
        device: str = "",
        author: str = "",
        read_only: bool = False,
        mark: Path | None = None,
        key: bytes | None = None,
        progress: Progress | None = None,
    ) -> Store:
        """Open a data folder, making it if it is new.

        ``mark`` is a small file outside the folder by which copies of it are noticed; ``key`` the raw 32-byte key of
        an encrypted file. Raises :class:`Refused` when the folder is in use, not writable, or was written by a newer
        program, and ``Damaged`` when the data is not whole.
        """
        maker = opening.CoreMaker(schema, clock, ids, device or socket.gethostname(), author, key)
        lock = None if read_only else opening.take_lock(folder, maker.device, clock)
        memory = Mark(mark) if mark else None
        try:
            core = open_core(folder, maker, read_only=read_only, mark=memory, progress=progress or Progress())
        except BaseException:
            if lock:
                lock.release()
            raise
        store = cls(folder, core, lock, memory)
        if lock:
            store.attachments.clear_copies()
        return store

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether a folder holds a store."""
        return (folder / opening.FILE).exists()

    @classmethod
    def restore_file(
        cls,
        source: Path,
        folder: Path,
        schema: Schema,
        *,
        clock: Clock = system_clock,
        ids: IdSource = random_ids,
        device: str = "",
        key: bytes | None = None,
    ) -> Path | None:
        """Put a backup in place of a data folder's content (which must not be open); see ``backup.restore_file``.

        Returns where the former data file was kept, None if there was none.
        """
        maker = opening.CoreMaker(schema, clock, ids, device or socket.gethostname(), key=key)
        lock = opening.take_lock(folder, maker.device, clock)
        try:
            return restore_file(source, folder, schema, maker)
        finally:
            lock.release()

    # -- reading and writing

    @property
    def author(self) -> str:
        """Who writes; set it when the person at the keyboard is known."""
        return self._core.author

    @author.setter
    def author(self, name: str) -> None:
        self._core.author = name

    @property
    def device(self) -> str:
        """The name of this PC."""
        return self._core.device

    @property
    def schema(self) -> Schema:
        """The kinds this store was opened with."""
        return self._core.schema

    @property
    def journal(self) -> Journal:
        """The journal, for sync and verify."""
        return self._core.journal

    def ids(self) -> str:
        """A fresh record id."""
        return self._core.ids()

    def clock(self) -> datetime:
        """The time."""
        return self._core.clock()

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A block that reads."""
        yield Reader(self._core)

    @contextmanager
    def write(self, label: str, verb: str = "") -> Iterator[Transaction]:
        """A block that is one action: committed whole at its end, rolled back whole by any exception.

        An empty one writes nothing. Listeners hear of it after the commit.
        """
        with self._writing(label, verb) as tx:
            yield tx
            action = tx.finish()
            if action is not None and tx.undoable:
                self._undo.push(action, tx.label)
        if action is not None:
            self._tell(tx.changes("local"))

    @contextmanager
    def _writing(self, label: str, verb: str) -> Iterator[Transaction]:
        core = self._core
        try:
            with core.db.transaction():
                yield Transaction(core, label, verb)
        finally:
            core.journal.forget_cache()

    def _tell(self, changes: Changes) -> None:
        if self._mark:
            self._mark.note(self._core.db, self._core.journal, self.folder)
        for listener in list(self.changed):
            listener(changes)

    # -- undo

    def undo(self) -> Undone | None:
        """Take back the last own step; None when there is none."""
        return self._turn(undone=False)

    def redo(self) -> Undone | None:
        """Do again what was undone last; None when there is nothing."""
        return self._turn(undone=True)

    def undo_label(self) -> str | None:
        """What undo would take back."""
        step = self._undo.next(undone=False)
        return step.label if step else None

    def redo_label(self) -> str | None:
        """What redo would do again."""
        step = self._undo.next(undone=True)
        return step.label if step else None

    def _turn(self, *, undone: bool) -> Undone | None:
        step = self._undo.next(undone=undone)
        if step is None:
            return None
        word = "重做" if undone else "撤销"
        with self._writing(f"{word}：{step.label}", "redo" if undone else "undo") as tx:
            target = self._core.journal.action(step.inc, step.seq)
            skipped = revert(self._core, tx, target) if target else ("原来的步骤已不在日志中，未撤销",)
            action = tx.finish()
            self._undo.turn(step, action, undone=not undone)
        changes = tx.changes("redo" if undone else "undo")
        if action is not None:
            self._tell(changes)
        return Undone(step.label, changes.records, skipped)

    # -- 待核对, history, care

    def conflicts(self, record: str | None = None) -> list[Conflict]:
        """Fields on which two people differ: of one record, or all."""
        return load_conflicts(self._core, record)

    def settle(self, conflict: Conflict, choice: Any) -> None:
        """Decide a conflict for one of its sides or for another value (True/False for a deletion), as an action."""
        with self.write(f"核对{conflict.kind_label}的{conflict.field_label}", "settle") as tx:
            settle(self._core, tx, conflict, choice)

    def history(self, record: str, *, private: bool = False) -> list[HistoryLine]:
        """Who changed what in a record and its parts, newest first; private values masked unless ``private``."""
        return history(self._core, record, private=private)

    def verify(self, progress: Progress | None = None) -> list[Problem]:
        """Check everything there is; an empty list means that all is well."""
        return verify(self._core, self.attachments, progress or Progress())

    def warnings(self) -> list[str]:
        """What the user should know about the place of the data and the PC's clock."""
        return location.warnings(self.folder) + opening.clock_warnings(self._core)

    # -- the end

    def interrupt(self) -> None:
        """Stop the statement that runs now. Safe from any thread."""
        self._core.db.interrupt()

    def close(self) -> None:
        """Close the file and release the folder. Does nothing the second time."""
        self._core.db.close()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
