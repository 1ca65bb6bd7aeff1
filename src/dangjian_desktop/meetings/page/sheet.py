"""What is typed into one open gathering: loaded values, typed ones with the heads they stood on, and their editors."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.store import OpId
from dangjian_desktop.ui.components.editors import Editor
from dangjian_desktop.ui.components.fields import Field, HintLine
from dangjian_desktop.ui.components.labels import Role, restyle

Heads = Mapping[str, tuple[OpId, ...]]


@dataclass(frozen=True)
class Slot:
    """One field of one record."""

    kind: str
    record: str
    field: str


@dataclass(frozen=True)
class Typed:
    """Text that isn't saved yet, and the heads of its field when the form loaded it."""

    raw: str
    seen: tuple[OpId, ...]


def raw_of(value: object) -> str:
    """A stored value as an editor shows it before anybody typed."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


@dataclass
class _Bound:
    widget: QWidget
    editor: Editor
    field: Field | None
    hint: HintLine | None

    def say(self, sentence: str, role: Role) -> None:
        if self.field is not None and role is Role.OVER:
            self.field.set_error(sentence)
        elif self.field is not None and sentence:
            self.field.set_warning(sentence)
        elif self.field is not None:
            self.field.clear()
        else:
            wrong = "true" if sentence and role is Role.OVER else "false"
            if self.widget.property("wrong") != wrong:
                self.widget.setProperty("wrong", wrong)
                restyle(self.widget)
            if self.hint is not None:
                self.hint.show_text(sentence, role)


class Sheet(QObject):
    """The state of a form that outlives its widgets.

    Editors are bound to a :class:`Slot` and may be thrown away and made again; what was typed stays here until it was
    saved. A reload touches only what nobody typed; typed text keeps the heads it was based on, so that saving it
    beside somebody else's change makes a 待核对 and overwrites nothing.
    """

    typed_changed = Signal()
    """Something was typed, or taken back to what it was."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loaded: dict[Slot, str] = {}
        self._heads: dict[Slot, tuple[OpId, ...]] = {}
        self._typed: dict[Slot, Typed] = {}
        self._problems: dict[Slot, str] = {}
        self._notes: dict[Slot, str] = {}
        self._remarks: dict[Slot, str] = {}
        self._bound: dict[Slot, _Bound] = {}
        self._locked = False
        self.last: Slot | None = None
        """Where somebody typed last."""

    @property
    def _stores(self) -> tuple[dict[Slot, Any], ...]:
        return (
            self._loaded,
            self._heads,
            self._typed,
            self._problems,
            self._notes,
            self._remarks,
            cast(dict[Slot, Any], self._bound),
        )

    @property
    def typed(self) -> Mapping[Slot, Typed]:
        """What isn't saved yet."""
        return self._typed

    @property
    def problems(self) -> Mapping[Slot, str]:
        """What couldn't be understood when it was last saved."""
        return self._problems

    def raw(self, slot: Slot) -> str:
        """What the field shows."""
        typed = self._typed.get(slot)
        return typed.raw if typed else self._loaded.get(slot, "")

    def value(self, slot: Slot) -> str:
        """What is stored."""
        return self._loaded.get(slot, "")

    def load(self, kind: str, record: str, values: Mapping[str, object], heads: Heads) -> None:
        """Take what the store holds of one record. Typed fields stay, with a note if they were overtaken."""
        for name, value in values.items():
            slot = Slot(kind, record, name)
            raw, seen = raw_of(value), tuple(heads.get(name, ()))
            typed = self._typed.get(slot)
            known = slot in self._loaded
            changed = known and raw != self._loaded[slot]
            self._loaded[slot] = raw
            self._heads[slot] = seen
            if typed is None:
                self._show(slot)
            elif typed.raw == raw:
                self._drop(slot)
            elif changed and seen != typed.seen:
                self._notes[slot] = "这一项刚刚被另外改过；保存后两种写法都在“待核对”里，由您选定。"
                self._tell(slot)

    def forget(self, records: Collection[str]) -> None:
        """Leave out whatever doesn't belong to these records any more (deleted meanwhile)."""
        for slot in [slot for slot in self._loaded if slot.record not in records]:
            for kept in self._stores:
                kept.pop(slot, None)

    def reset(self) -> None:
        """Forget everything: another gathering is opened."""
        for kept in self._stores:
            kept.clear()
        self.last = None

    @property
    def slots(self) -> list[Slot]:
        """Every field that was loaded."""
        return list(self._loaded)

    def remark(self, slot: Slot, sentence: str) -> None:
        """Say something to consider at a field (待核对), "" to say nothing."""
        if self._remarks.get(slot, "") != sentence:
            self._remarks[slot] = sentence
            self._tell(slot)

    def problem(self, slot: Slot, sentence: str) -> None:
        """Say what is wrong with what was typed; it stays typed."""
        self._problems[slot] = sentence
        self._tell(slot)

    def restore(self, slot: Slot, raw: str, seen: tuple[OpId, ...]) -> None:
        """Offer back a draft of an earlier session."""
        if raw != self._loaded.get(slot, ""):
            self._typed[slot] = Typed(raw, seen)
            self._show(slot)
            self.last = slot

    def saved(self, slots: Collection[Slot]) -> None:
        """The store took these as they were typed; the reload that follows brings their new heads."""
        for slot in slots:
            typed = self._typed.get(slot)
            if typed is not None:
                self._loaded[slot] = typed.raw
            self._drop(slot)

    def discard(self) -> list[Slot]:
        """Take back everything typed; gives what it was."""
        slots = list(self._typed)
        for slot in slots:
            self._drop(slot)
            self._show(slot)
        return slots

    def type(self, slot: Slot, raw: str) -> None:
        """Somebody typed (or a button put in) ``raw``."""
        if raw == self.raw(slot):
            return
        self.last = slot
        self._problems.pop(slot, None)
        if raw == self._loaded.get(slot, ""):
            self._drop(slot)
        else:
            seen = self._typed[slot].seen if slot in self._typed else self._heads.get(slot, ())
            self._typed[slot] = Typed(raw, seen)
        self.typed_changed.emit()

    def bind(self, slot: Slot, widget: QWidget, hint: HintLine | None = None) -> None:
        """Let an editor (or a :class:`Field` round one) show and take this field; ``hint`` is where sentences go."""
        field = widget if isinstance(widget, Field) else None
        editor = field.editor if field else cast(Editor, widget)
        bound = _Bound(field.widget if field else widget, editor, field, hint)
        self._bound[slot] = bound
        editor.set_raw(self.raw(slot))
        _lock(bound, self._locked)
        editor.edited.connect(lambda: self._edited(slot, bound))
        bound.widget.destroyed.connect(lambda: self._unbind(slot, bound))
        self._tell(slot)

    def editor(self, slot: Slot) -> QWidget | None:
        """The widget in which the field can be seen now."""
        bound = self._bound.get(slot)
        return bound.widget if bound else None

    def focused(self) -> tuple[Slot, int] | None:
        """The field that has the keyboard, and where its cursor is."""
        for slot, bound in self._bound.items():
            if bound.widget.hasFocus():
                return slot, _cursor(bound.widget)
        return None

    def focus_again(self, place: tuple[Slot, int]) -> None:
        """Put the keyboard back after the widgets were made anew."""
        bound = self._bound.get(place[0])
        if bound is not None:
            bound.widget.setFocus()
            _set_cursor(bound.widget, place[1])

    def set_locked(self, locked: bool) -> None:
        """Final: nothing can be typed."""
        self._locked = locked
        for bound in self._bound.values():
            _lock(bound, locked)

    def check(self) -> None:
        """Ask every typed editor on screen whether it means something, and show what doesn't."""
        for slot in list(self._typed):
            bound = self._bound.get(slot)
            if bound is None:
                continue
            try:
                bound.editor.value()
            except Refused as refused:
                self.problem(slot, str(refused))

    def _edited(self, slot: Slot, bound: _Bound) -> None:
        self.type(slot, bound.editor.raw())
        self._tell(slot)

    def _drop(self, slot: Slot) -> None:
        self._typed.pop(slot, None)
        self._problems.pop(slot, None)
        self._notes.pop(slot, None)
        self._tell(slot)

    def _show(self, slot: Slot) -> None:
        bound = self._bound.get(slot)
        if bound is not None and bound.editor.raw() != self.raw(slot):
            bound.editor.set_raw(self.raw(slot))

    def _tell(self, slot: Slot) -> None:
        bound = self._bound.get(slot)
        if bound is None:
            return
        if slot in self._problems:
            bound.say(self._problems[slot], Role.OVER)
        else:
            bound.say(self._notes.get(slot) or self._remarks.get(slot, ""), Role.DUE)

    def _unbind(self, slot: Slot, bound: _Bound) -> None:
        if self._bound.get(slot) is bound:
            del self._bound[slot]


def _lock(bound: _Bound, locked: bool) -> None:
    """Read-only; an invitation to type has no place in a final record."""
    bound.editor.set_locked(locked)
    widget = bound.widget
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        invitation = widget.property("invitation")
        if invitation is None:
            invitation = widget.placeholderText()
            widget.setProperty("invitation", invitation)
        widget.setPlaceholderText("" if locked else str(invitation))


def _cursor(widget: QWidget) -> int:
    if isinstance(widget, QPlainTextEdit):
        return widget.textCursor().position()
    return widget.cursorPosition() if isinstance(widget, QLineEdit) else 0


def _set_cursor(widget: QWidget, place: int) -> None:
    if isinstance(widget, QPlainTextEdit):
        cursor = widget.textCursor()
        cursor.setPosition(min(place, len(widget.toPlainText())))
        widget.setTextCursor(cursor)
    elif isinstance(widget, QLineEdit):
        widget.setCursorPosition(place)
