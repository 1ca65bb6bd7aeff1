"""待核对: fields on which two people differ, both values side by side."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dangjian_desktop.store.heads import OpId
from dangjian_desktop.store.schema import Kind, Policy

if TYPE_CHECKING:
    from dangjian_desktop.store.core import Core


@dataclass(frozen=True)
class Side:
    """One of the values. ``value`` is in Python's types; ``op`` None for "keep it" against a deletion."""

    op: OpId | None
    value: Any
    author: str
    device: str
    at: datetime
    label: str


@dataclass(frozen=True)
class Conflict:
    """One field of one record with two or more different values; ``shown`` is the one that shows until settled.

    ``field`` "deleted" is a deletion against later work: its sides are True (delete) and False (keep).
    ``private`` values are to be masked unless asked for.
    """

    kind: str
    record: str
    field: str
    kind_label: str
    field_label: str
    sides: tuple[Side, ...]
    heads: tuple[OpId, ...]
    shown: Any
    private: bool
    ref: str | None
    words: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """What the values of a choice are called."""


def load_conflicts(core: Core, record: str | None = None) -> list[Conflict]:
    """All conflicts, or those of one record and its parts' own ids as asked, in a fixed order."""
    where, values = ("WHERE record=?", (record,)) if record else ("", ())
    rows = core.db.run(f"SELECT kind, record, field, heads FROM conflict {where} ORDER BY kind, record, field", values)
    return [_conflict(core, core.schema.kinds[row[0]], row[1], row[2], row[3]) for row in rows]


def _conflict(core: Core, kind: Kind, record: str, name: str, text: str) -> Conflict:
    heads = tuple(OpId(*op) for op in json.loads(text))
    found = kind.fields[name]
    if name == "deleted":
        sides, shown = _deletion_sides(core, heads), False
    else:
        distinct: dict[str, Side] = {}
        for op in sorted(heads, key=lambda op: core.journal.find(op).order):
            value = decoded(kind, name, core.journal.find(op).value(name))
            distinct[core.journal.find(op).text(name)] = _side(core, op, value)
        sides = tuple(distinct.values())
        shown = decoded(kind, name, core.projection.shown(name, heads))
    private = kind.policy(name) is Policy.PRIVATE
    return Conflict(
        kind.name, record, name, kind.label, found.label, sides, heads, shown, private, found.ref, found.words
    )


def _deletion_sides(core: Core, heads: tuple[OpId, ...]) -> tuple[Side, ...]:
    sides = [_side(core, op, core.journal.find(op).value("deleted") is True) for op in heads]
    if all(side.value for side in sides):
        sides.append(Side(None, False, "", "", sides[0].at, "删除后仍有修改，保留"))
    return tuple(sides)


def _side(core: Core, op: OpId, value: Any) -> Side:
    action = core.journal.action(op.inc, op.seq)
    at = datetime.fromisoformat(core.journal.find(op).wall)
    author, label = (action.author, action.label or "") if action else (core.author, "")
    return Side(op, value, author, core.journal.device(op.inc), at, label)


def decoded(kind: Kind, name: str, value: Any) -> Any:
    """A journal value in the field's Python type; as it stands where it is of another."""
    if value is None:
        return None
    try:
        return kind.fields[name].codec.decode(value)
    except ValueError:
        return value
