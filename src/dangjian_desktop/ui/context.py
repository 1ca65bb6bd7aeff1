"""What every page gets: reading and writing off the GUI thread, jobs, papers, moving about, and what to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dangjian_desktop.base.clock import Clock, system_clock
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.feature import Action, Feature, Paper, Reference
from dangjian_desktop.store import Changes, DatabaseThread, Lane, Reader, Store, Undone
from dangjian_desktop.ui.components.dialogs import ProgressDialog, RefusedDialog
from dangjian_desktop.ui.courier import Courier, default_key
from dangjian_desktop.ui.page import Host

if TYPE_CHECKING:
    from dangjian_desktop.ui.papers import PaperItem

T = TypeVar("T")
Done = Callable[[Any], object]


def _nothing(_result: object) -> None:
    """Nobody waits for the result."""


class WindowContext(QObject):
    """One for a window. Everything here is called in the GUI thread and returns at once."""

    changed = Signal(object)
    """A :class:`Changes`: something was written (by this window, an import, undo)."""

    saved = Signal(object)
    """The ``datetime`` at which something was last kept (action or draft)."""

    backed_up = Signal()
    """A backup was made."""

    closed = Signal()
    """The database is about to go: whoever works by a timer stops it."""

    def __init__(
        self,
        database: DatabaseThread,
        features: Sequence[Feature],
        *,
        clock: Clock = system_clock,
        folder: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.features = tuple(features)
        self.clock = clock
        self.folder = folder
        self.settings = Settings(self)
        self._database = database
        self._courier = Courier(self)
        self._worker = ThreadPoolExecutor(1, "papers")
        self._host: Host | None = None
        self._references = {reference.kind: reference for feature in features for reference in feature.references}
        database.submit(self._begin)

    # -- about the data

    @property
    def today(self) -> date:
        """The day on the wall."""
        return self.clock().date()

    @property
    def idle(self) -> bool:
        """Whether no question is under way; tests wait for it."""
        return self._courier.idle

    def reference(self, kind: str) -> Reference | None:
        """How records of a kind are named, found and opened."""
        return self._references.get(kind)

    def action(self, name: str) -> Action:
        """The action of any feature by its name. Raises ``KeyError``."""
        return next(action for feature in self.features for action in feature.actions if action.name == name)

    # -- reading

    def query(
        self,
        read: Callable[[Reader], T],
        then: Callable[[T], object],
        owner: QObject,
        *,
        key: object = None,
        refused: Callable[[Refused], object] | None = None,
    ) -> None:
        """Ask the database; ``then`` gets the answer, only while ``owner`` lives and only the latest one.

        Questions answered by the same function (or under the same ``key``) replace one another.
        """

        def work(store: Store) -> T:
            with store.read() as reader:
                return read(reader)

        future = self._database.submit(work)
        slot = default_key(then) if key is None else key
        self._courier.deliver(future, then, refused or self.refused, owner=owner, key=slot)

    def with_store(
        self,
        work: Callable[[Store], T],
        then: Callable[[T], object] = _nothing,
        *,
        owner: QObject | None = None,
        refused: Callable[[Refused], object] | None = None,
        background: bool = False,
        key: object = None,
    ) -> None:
        """Do short work that needs the store itself: drafts, settings, attachments, history."""
        future = self._database.submit(work, Lane.BACKGROUND if background else Lane.INTERACTIVE)
        self._courier.deliver(future, then, refused or self.refused, owner=owner, key=key)

    def work(
        self,
        call: Callable[[], T],
        then: Callable[[T], object],
        owner: QObject,
        *,
        key: object = None,
        refused: Callable[[Refused], object] | None = None,
    ) -> None:
        """Do short work that needs no database (typesetting) on a thread of its own."""
        self._courier.deliver(self._worker.submit(call), then, refused or self.refused, owner=owner, key=key)

    # -- writing

    def act(
        self,
        action: Action,
        input: object,
        done: Done = _nothing,
        refused: Callable[[Refused], object] | None = None,
        *,
        owner: QObject | None = None,
        say: bool = True,
        discard: str = "",
        discard_fields: Sequence[str] | None = None,
    ) -> None:
        """Run an action as one step; ``done`` gets what it returns, and a toast offers 撤销 unless ``say`` is False.

        ``discard`` is a record whose drafts (or those of ``discard_fields``) the action takes in: they go in the same
        transaction.
        """
        self.write(
            action.label,
            action.name,
            lambda tx: action.run(tx, input),
            done,
            refused,
            owner=owner,
            say=say,
            discard=discard,
            discard_fields=discard_fields,
        )

    def write(
        self,
        label: str,
        verb: str,
        work: Callable[[Any], T],
        done: Callable[[T], object] = _nothing,
        refused: Callable[[Refused], object] | None = None,
        *,
        owner: QObject | None = None,
        say: bool = True,
        discard: str = "",
        discard_fields: Sequence[str] | None = None,
    ) -> None:
        """Run several service functions as one step (one line of history, one undo)."""

        def run(store: Store) -> tuple[T, str, bool]:
            with store.write(label, verb=verb) as tx:
                result = work(tx)
                if discard:
                    store.drafts.discard(discard, discard_fields)
                return result, tx.label, tx.undoable

        def then(outcome: tuple[T, str, bool]) -> None:
            result, said, undoable = outcome
            self.saved.emit(self.clock())
            if say:
                self._say_done(said, undoable=undoable)
            done(result)

        self._courier.deliver(self._database.submit(run), then, refused or self.refused, owner=owner)

    def _say_done(self, label: str, *, undoable: bool) -> None:
        if undoable:
            self.toast(f"已{label}", action="撤销", on=self.undo)
        else:
            self.toast(f"已{label}")

    def undo(self) -> None:
        """Take back the last step; says and shows what it undid."""
        self.with_store(lambda store: store.undo(), lambda undone: self._say_turned(undone, "撤销"))

    def redo(self) -> None:
        """Do again what was undone last."""
        self.with_store(lambda store: store.redo(), lambda undone: self._say_turned(undone, "重做"))

    def _say_turned(self, undone: Undone | None, word: str) -> None:
        if undone is None:
            self.toast(f"没有可{word}的操作", icon_name="info")
            return
        text = f"已{word}：{undone.label}" + ("" if not undone.skipped else f"（{undone.skipped[0]}）")
        shown = sorted(record for record in undone.records if self._view_of(record[0]))
        if shown:
            kind, record = shown[0]
            self.toast(text, action="查看", on=lambda: self.open_kind(kind, record))
        else:
            self.toast(text)

    # -- long work

    def job(
        self,
        title: str,
        work: Callable[[Store, Progress], T],
        done: Callable[[T], object] = _nothing,
        refused: Callable[[Refused], object] | None = None,
    ) -> Progress:
        """Long work with a progress dialog and 取消, which rolls back. Returns its :class:`Progress`."""
        dialog: ProgressDialog | None = None

        def listen(count: int, total: int, text: str) -> None:
            self._courier.later(lambda: dialog.show_progress(count, total, text) if dialog is not None else None)

        progress = Progress(listen)
        dialog = ProgressDialog(title, progress.cancel, self._parent_widget)
        shown = dialog

        def finished() -> None:
            nonlocal dialog
            dialog = None
            shown.close_finished()
            shown.deleteLater()

        def then(result: T) -> None:
            finished()
            done(result)

        def failed(error: Refused) -> None:
            finished()
            (refused or self.refused)(error)

        future = self._database.submit(lambda store: work(store, progress), Lane.BACKGROUND)
        self._courier.deliver(future, then, failed)
        dialog.open()
        return progress

    # -- the window

    def attach(self, host: Host) -> None:
        """The window that shows toasts and dialogs and moves between views."""
        self._host = host

    @property
    def _parent_widget(self) -> QWidget | None:
        return self._host.widget if self._host else None

    def open(self, address: str, record_id: str | None = None, preset: Mapping[str, object] | None = None) -> None:
        """Show the view at ``tab/view``, perhaps with a record open, or a new one begun with ``preset``."""
        if self._host:
            self._host.open(address, record_id, preset)

    def open_kind(self, kind: str, record_id: str) -> None:
        """Show a record where its kind is shown."""
        view = self._view_of(kind)
        if view:
            self.open(view, record_id)

    def _view_of(self, kind: str) -> str:
        reference = self._references.get(kind)
        return reference.view if reference else ""

    def toast(
        self,
        text: str,
        *,
        icon_name: str = "check",
        action: str = "",
        on: Callable[[], object] | None = None,
        countdown: bool = False,
    ) -> None:
        """Say for ten seconds what has just been done, with one button."""
        if self._host:
            self._host.toast(text, icon_name=icon_name, action=action, on=on, countdown=countdown)

    def refused(self, error: Refused) -> None:
        """Tell why something could not be done; nothing has changed."""
        dialog = RefusedDialog(error, parent=self._parent_widget)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # -- papers

    def paper(self, paper: Paper, record: str | None = None, period: Period | None = None) -> None:
        """Make a paper and show it, with 打印 and 存为."""
        # Here, since the papers' machinery is only loaded when the first paper is made.
        from dangjian_desktop.ui.papers import PaperDialog

        dialog = PaperDialog(self, paper, record, period, self._parent_widget)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def papers(self, items: Sequence[PaperItem], title: str) -> None:
        """打印本次材料: several papers with a tick each, printed or saved at one go."""
        from dangjian_desktop.ui.papers import PapersDialog

        dialog = PapersDialog(self, items, title, self._parent_widget)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # -- the end

    def close(self) -> None:
        """Deliver nothing any more. The database is closed by whoever opened it."""
        self.closed.emit()
        self._courier.close()
        self._worker.shutdown(cancel_futures=True)

    def _begin(self, store: Store) -> None:
        """On the database thread: listen, and write under the name of whoever uses this PC."""
        store.changed.append(self._on_changed)
        store.author = store.author or str(store.settings.get("author", ""))

    def _on_changed(self, changes: Changes) -> None:
        """On the database thread, after the commit."""
        self._courier.later(lambda: self.changed.emit(changes))


class Settings:
    """This PC's choices, read once and kept; written in the background."""

    def __init__(self, context: WindowContext) -> None:
        self._context = context
        self._known: dict[str, object] = {}

    def load(self, names: Sequence[str], then: Callable[[], object], owner: QObject) -> None:
        """Read settings by name; afterwards :meth:`get` knows them."""

        def take(found: dict[str, object]) -> None:
            self._known.update(found)
            then()

        self._context.with_store(lambda store: {name: store.settings.get(name) for name in names}, take, owner=owner)

    def get(self, name: str, default: object = None) -> object:
        """A setting that was loaded or set before."""
        found = self._known.get(name)
        return default if found is None else found

    def set(self, name: str, value: object) -> None:
        """Keep a JSON value."""
        self._known[name] = value
        self._context.with_store(lambda store: cast(Any, store.settings).set(name, value), background=True)
