"""Keeping what is typed: a draft a second after the last key, one action on leaving or after ten idle minutes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.meetings.page.saving import Saved, keep_drafts, save
from dangjian_desktop.meetings.page.sheet import Sheet, Slot, Typed
from dangjian_desktop.store import Store
from dangjian_desktop.ui.components.fields import commit_preedit
from dangjian_desktop.ui.context import WindowContext

DRAFT_AFTER = 1_000
IDLE_AFTER = 600_000


def _nothing() -> None:
    """Nothing waits for the end."""


class Drafting(QObject):
    """The timers and the saving of one sheet."""

    state_changed = Signal(str)
    """What the head says: 正在输入…, 已保存 10:32, 有 1 处要改."""

    refused = Signal(object)

    def __init__(self, ctx: WindowContext, sheet: Sheet, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._sheet = sheet
        self._kept: dict[Slot, Typed] = {}
        self._title = ""
        self.correction = ""
        self._short = self._timer(DRAFT_AFTER, self.keep)
        self._long = self._timer(IDLE_AFTER, self.flush)
        sheet.typed_changed.connect(self._typed)

    def begin(self, title: str, kept: dict[Slot, Typed]) -> None:
        """Another gathering is open; ``kept`` are its drafts of an earlier time."""
        self._title = title
        self._kept = dict(kept)
        self._short.stop()
        self._long.stop()

    def rename(self, title: str) -> None:
        """What the gathering is called in history."""
        self._title = title

    def keep(self) -> None:
        """Keep drafts now."""
        self._short.stop()
        typed = dict(self._sheet.typed)
        fresh = {slot: text for slot, text in typed.items() if self._kept.get(slot) != text}
        gone = frozenset(self._kept) - frozenset(typed)
        self._kept = typed
        if not fresh and not gone:
            return
        self._ctx.with_store(lambda store: keep_drafts(store, fresh, gone), lambda _none: self._kept_now(), owner=self)

    def flush(self, then: Callable[[], object] = _nothing) -> None:
        """Make everything typed one action; ``then`` runs when it is written (also if there was nothing)."""
        commit_preedit()
        self._short.stop()
        self._long.stop()
        typed = dict(self._sheet.typed)
        gone = frozenset(self._kept) - frozenset(typed)
        if not typed and not gone:
            then()
            return
        title, correction = self._title, self.correction

        def work(store: Store) -> Saved:
            keep_drafts(store, typed, gone)
            return save(store, typed, title, correction)

        self._kept = typed
        self._ctx.with_store(work, partial(self._saved, typed, then), owner=self, refused=self._refused)

    def _saved(self, typed: dict[Slot, Typed], then: Callable[[], object], saved: Saved) -> None:
        # What was typed on while the database was writing is still typed.
        unchanged = [slot for slot in saved.done if self._sheet.typed.get(slot) == typed[slot]]
        self._sheet.saved(unchanged)
        for slot in saved.done:
            self._kept.pop(slot, None)
        for slot, sentence in saved.problems.items():
            self._sheet.problem(slot, sentence)
        now = self._ctx.clock()
        if saved.done:
            self._ctx.saved.emit(now)
        problems = len(self._sheet.problems)
        self.state_changed.emit(f"有 {problems} 处要改，其余已保存" if problems else f"已保存 {now:%H:%M}")
        then()

    def _refused(self, error: Refused) -> None:
        self.state_changed.emit("已留作草稿")
        self.refused.emit(error)

    def _kept_now(self) -> None:
        self._ctx.saved.emit(self._ctx.clock())
        self.state_changed.emit(f"已保存 {self._ctx.clock():%H:%M}")

    def _typed(self) -> None:
        self._short.start()
        self._long.start()
        self.state_changed.emit("正在输入…")

    def _timer(self, after: int, on: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(lambda: on())
        return timer
