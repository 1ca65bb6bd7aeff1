"""Keeps what is typed into a form: a draft a second after the last key, one action at the end, nothing lost between."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal

from dangjian_desktop.store import Draft, OpId, Store
from dangjian_desktop.ui.components.fields import Field, commit_preedit
from dangjian_desktop.ui.context import WindowContext

AFTER_LAST_KEY = 1000
IDLE = 10 * 60 * 1000
"""Milliseconds without a key after which drafts become an action."""

Heads = Mapping[str, tuple[OpId, ...]]


@dataclass(frozen=True)
class Edited:
    """What a form has to save: the record, the changed values, and for each the heads its form had loaded."""

    record: str
    values: Mapping[str, object]
    seen: Heads = field(default_factory=dict)


class DraftKeeper(QObject):
    """One for a form. ``commit`` gets an :class:`Edited` and writes it (``context.act(..., discard=record,
    discard_fields=...)``); values that can't be understood stay drafts, with a sentence below their field.
    """

    restored = Signal(int)
    """So many fields came back from an earlier sitting."""

    def __init__(
        self,
        context: WindowContext,
        kind: str,
        fields: Sequence[Field],
        commit: Callable[[Edited], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._fields = {made.name: made for made in fields}
        self._commit = commit
        self._record = ""
        self._heads: Heads = {}
        self._dirty: dict[str, tuple[OpId, ...]] = {}
        self._unkept: set[str] = set()
        self._timer = self._make_timer(AFTER_LAST_KEY, self.keep)
        self._idle = self._make_timer(IDLE, self.commit)
        for made in fields:
            made.edited.connect(self._edited)

    def _make_timer(self, wait: int, then: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(then)
        return timer

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is no action yet."""
        return bool(self._dirty)

    def load(self, record: str, values: Mapping[str, object], heads: Heads) -> None:
        """Show a record. Fields being typed in keep their text (a form open during an import makes a 待核对)."""
        same = record == self._record
        if not same:
            self.keep()
            self._dirty = {}
            self._record = record
        self._heads = dict(heads)
        for name, made in self._fields.items():
            if not (same and name in self._dirty):
                made.set_value(values.get(name))
                made.clear()
        if not same:
            self._context.with_store(
                lambda store: store.drafts.of(record), lambda found: self._restore(record, found), owner=self
            )

    def _restore(self, record: str, found: Mapping[str, Draft]) -> None:
        if record != self._record:
            return
        count = 0
        for name, draft in found.items():
            made = self._fields.get(name)
            if made is not None and name not in self._dirty:
                made.set_raw(draft.raw)
                made.check()
                self._dirty[name] = tuple(draft.seen.get(name, ()))
                count += 1
        if count:
            self.restored.emit(count)

    def _edited(self, name: str) -> None:
        if not self._record:
            return
        self._dirty.setdefault(name, tuple(self._heads.get(name, ())))
        self._unkept.add(name)
        self._timer.start()
        self._idle.start()

    def keep(self) -> None:
        """Write what was typed as drafts, now (the last key was a second ago; the tab is left; the window closes)."""
        self._timer.stop()
        if not self._unkept or not self._record:
            return
        record, kind = self._record, self._kind
        texts = {name: (self._fields[name].raw(), {name: self._dirty.get(name, ())}) for name in self._unkept}
        self._unkept = set()

        def write(store: Store) -> None:
            for name, (raw, seen) in texts.items():
                store.drafts.put(record, kind, name, raw, seen)

        self._context.with_store(write, lambda _nothing: self._context.saved.emit(self._context.clock()))

    def commit(self) -> None:
        """Make one action of all that can be understood; the rest stays as drafts, each with its sentence."""
        self._idle.stop()
        commit_preedit()
        self.keep()
        good = [name for name in self._dirty if self._fields[name].check()]
        if not good:
            return
        edited = Edited(
            self._record,
            {name: self._fields[name].value() for name in good},
            {name: self._dirty[name] for name in good},
        )
        self._dirty = {name: seen for name, seen in self._dirty.items() if name not in good}
        self._commit(edited)

    def forget(self) -> None:
        """Throw away what was typed, drafts too."""
        self._timer.stop()
        self._idle.stop()
        self._dirty, self._unkept = {}, set()
        record = self._record
        if record:
            self._context.with_store(lambda store: store.drafts.discard(record))
