"""History: who changed what in a record and its parts, newest first, private values masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from dangjian_desktop.store.conflicts import decoded
from dangjian_desktop.store.core import Core
from dangjian_desktop.store.journal import Placed
from dangjian_desktop.store.operations import Action
from dangjian_desktop.store.schema import Kind, Policy

MASK = "••••"
_SILENT = {"owner", "position"}


@dataclass(frozen=True)
class FieldChange:
    """One field of one record, old and new as text (None = empty)."""

    kind: str
    record: str
    field: str
    label: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class HistoryLine:
    """One action. ``arrived`` is when it was imported (None = made here); ``late`` that later ones were here before."""

    at: datetime
    author: str
    device: str
    label: str
    verb: str
    changes: tuple[FieldChange, ...]
    arrived: datetime | None
    late: bool


def history(core: Core, record: str, *, private: bool = False) -> list[HistoryLine]:
    """The actions that touched a record or its parts. Private values are masked unless ``private``."""
    records = {record, *_parts(core, record)}
    touched = {(op.inc, op.seq) for one in records for op in core.journal.of_record(one)}
    found = []
    for inc, seq in touched:
        action = core.journal.action(inc, seq)
        row = core.db.one(
            "SELECT a.arrival, i.at FROM journal_action a LEFT JOIN local_import i ON i.id = a.batch "
            "WHERE a.inc=? AND a.seq=?",
            (inc, seq),
        )
        if action is not None:
            found.append((action, row[0], row[1]))
    found.sort(key=lambda entry: entry[0].order(0), reverse=True)
    lines, earliest = [], float("inf")
    for action, arrival, imported in found:
        arrived = datetime.fromisoformat(imported) if imported else None
        late, earliest = arrival > earliest, min(earliest, arrival)
        lines.append(_line(core, action, records, arrived, late and arrived is not None, private))
    return lines


def _parts(core: Core, owner: str) -> set[str]:
    found: set[str] = set()
    for kind in core.schema.kinds.values():
        if kind.owner_kind:
            found |= {row[0] for row in core.db.run(f'SELECT id FROM "{kind.name}" WHERE owner=?', (owner,))}
    found.discard(owner)
    return found | {deeper for part in found for deeper in _parts(core, part)}


def _line(
    core: Core, action: Action, records: set[str], arrived: datetime | None, late: bool, private: bool
) -> HistoryLine:
    changes = []
    for index, raw in enumerate(action.ops):
        placed = core.journal.place(action, index)
        kind = core.schema.kinds.get(raw.kind)
        if kind is not None and raw.record in records:
            changes += _changes(core, kind, placed, private)
    at = datetime.fromisoformat(action.wall)
    device = core.journal.device(action.inc)
    return HistoryLine(
        at, action.author, device, action.label or "（仅在对方电脑上）", action.verb, tuple(changes), arrived, late
    )


def _changes(core: Core, kind: Kind, placed: Placed, private: bool) -> list[FieldChange]:
    op = placed.operation
    found = []
    for name in kind.fields:
        if name not in op.fields() or (name in _SILENT and kind.owner_kind):
            continue
        old = None
        if op.over.get(name):
            before = max(op.over[name], key=lambda one: core.journal.find(one).order)
            old = _text(core, kind, name, core.journal.find(before), private)
        label = kind.fields[name].label
        found.append(
            FieldChange(
                kind.name,
                op.record,
                name,
                f"{kind.label}·{label}" if kind.owner_kind else label,
                old,
                _text(core, kind, name, placed, private),
            )
        )
    return found


def _text(core: Core, kind: Kind, name: str, placed: Placed, private: bool) -> str | None:
    if name in placed.operation.withheld:
        return "（仅在对方电脑上）" if kind.policy(name) is Policy.OWN else "（已抹除）"
    value = decoded(kind, name, placed.value(name))
    if value is None:
        return None
    if kind.policy(name) is Policy.PRIVATE and not private:
        return MASK
    ref = "*" if name == "merged_into" else kind.fields[name].ref
    if ref is not None:
        return name_of(core, kind.name if name == "merged_into" else ref, str(value))
    return kind.fields[name].words.get(str(value)) or spoken_value(value)


def spoken_value(value: Any) -> str:
    """A value in the words of the window: 是/否, 2026-10-12, 08:30."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def name_of(core: Core, ref: str, record: str) -> str:
    """What a referred record is called: its first searchable short field, else its id."""
    kinds = core.schema.kinds.values() if ref == "*" else [k for k in core.schema.kinds.values() if k.name == ref]
    for kind in kinds:
        for field in kind.fields.values():
            if field.search and not field.long:
                found = core.db.value(f'SELECT "{field.name}" FROM "{kind.name}" WHERE id=?', (record,))
                if found:
                    return str(found)
    return record
