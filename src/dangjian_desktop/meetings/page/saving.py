"""Typed text becomes one action; what can't be understood stays a draft with its sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.meetings.page.sheet import Slot, Typed
from dangjian_desktop.meetings.service import edit_fields
from dangjian_desktop.meetings.service.inputs import EditFields
from dangjian_desktop.store import Store, Transaction


@dataclass(frozen=True)
class Saved:
    """``done`` became an action named ``label`` ("" = nothing to write); ``problems`` is what was left, and why."""

    done: tuple[Slot, ...]
    problems: Mapping[Slot, str]
    label: str = ""


def save(store: Store, typed: Mapping[Slot, Typed], title: str, correction: str = "") -> Saved:
    """Make one action of everything that can be understood, and forget its drafts.

    Raises :class:`Refused` where the gathering as a whole can't be written (final without a reason, deleted).
    """
    if not typed:
        return Saved((), {})
    with store.write(f"修改会议记录 {title}", verb="edit_fields") as tx:
        done, problems = _write(tx, typed, correction)
        label = f"修改{title}" if len({slot.record for slot in done}) > 1 else tx.label
        tx.label = label
        for record, names in _by_record(done).items():
            store.drafts.discard(record, names)
    return Saved(tuple(done), problems, label if done else "")


def keep_drafts(store: Store, typed: Mapping[Slot, Typed], gone: frozenset[Slot]) -> None:
    """Keep what was typed, a second after the last key; forget what was taken back."""
    for slot, text in typed.items():
        store.drafts.put(slot.record, slot.kind, slot.field, text.raw, {slot.field: text.seen})
    for slot in gone:
        store.drafts.discard(slot.record, [slot.field])


def _write(tx: Transaction, typed: Mapping[Slot, Typed], correction: str) -> tuple[list[Slot], dict[Slot, str]]:
    done: list[Slot] = []
    problems: dict[Slot, str] = {}
    by_record: defaultdict[tuple[str, str], dict[str, Typed]] = defaultdict(dict)
    for slot, text in typed.items():
        by_record[slot.kind, slot.record][slot.field] = text
    for (kind, record), fields in by_record.items():
        wrong = _edit(tx, kind, record, fields, correction)
        if wrong:
            fields = {name: text for name, text in fields.items() if name not in wrong}
            if fields:
                wrong |= _edit(tx, kind, record, fields, correction)
        for name in by_record[kind, record]:
            slot = Slot(kind, record, name)
            if name in wrong:
                problems[slot] = wrong[name]
            else:
                done.append(slot)
    return done, problems


def _edit(tx: Transaction, kind: str, record: str, fields: Mapping[str, Typed], correction: str) -> dict[str, str]:
    """Change fields of one record; gives the sentences of those that can't be understood (nothing changed then)."""
    changes = {name: text.raw for name, text in fields.items()}
    seen = {name: text.seen for name, text in fields.items()}
    try:
        edit_fields(tx, EditFields(kind, record, changes, seen, correction))
    except Refused as refused:
        wrong = {problem.field: problem.message for problem in refused.problems if problem.field in changes}
        if not wrong:
            raise
        return wrong
    return {}


def _by_record(slots: list[Slot]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for slot in slots:
        found[slot.record].append(slot.field)
    return dict(found)
