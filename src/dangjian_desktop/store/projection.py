"""``project()``: the one function that changes projected tables. Local actions, imports, undo and replay go through it.

It never refuses. What it writes depends only on the set of operations projected, not on their order, as long as an
operation comes after those it supersedes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from typing import Any

from dangjian_desktop.base.pinyin import pinyin_keys
from dangjian_desktop.store import heads as algebra
from dangjian_desktop.store.connection import Database
from dangjian_desktop.store.heads import OpId, Order
from dangjian_desktop.store.journal import Journal, Placed
from dangjian_desktop.store.references import References
from dangjian_desktop.store.schema import Field, Kind, Policy, Schema
from dangjian_desktop.store.search import SearchIndex
from dangjian_desktop.store.values import Value, canonical

_DEEPEST = 8
"""Parts of parts of parts… end somewhere; hostile data must not make a circle of owners endless."""


class Projection:
    """Writes records, conflicts and search texts from operations (inside ``db.transaction()``)."""

    def __init__(self, db: Database, schema: Schema, journal: Journal) -> None:
        self._db = db
        self._schema = schema
        self._journal = journal
        self.references = References(db, schema)
        self.index = SearchIndex(db)

    def project(self, op_id: OpId, placed: Placed, only: Iterable[str] | None = None) -> None:
        """Bring one operation (or only some of its fields) into the tables. Unknown kinds and fields wait."""
        op = placed.operation
        kind = self._schema.kinds.get(op.kind)
        if kind is None:
            return
        wanted = op.fields() if only is None else set(only)
        names = [name for name in kind.fields if name in wanted and self._travels(kind, name, placed)]
        if not names:
            return
        row = self._db.one(f'SELECT heads, born FROM "{kind.name}" WHERE id=?', (op.record,))
        heads = algebra.load(row[0]) if row else {}
        changes: dict[str, Any] = {}
        for name in names:
            before = heads.get(name, ())
            heads[name] = algebra.advance(before, op.over.get(name, ()), op_id)
            if name != "deleted":
                self._note_conflict(kind, op.record, name, heads[name], len(before) > 1)
                changes[name] = self.shown(name, heads[name])
        self._write(kind, op.record, heads, changes, self._born(kind, placed, row[1] if row else None), row is None)

    def _travels(self, kind: Kind, name: str, placed: Placed) -> bool:
        """An own field whose value stayed at its author's PC leaves no trace here; an erased value does."""
        return name not in placed.operation.withheld or kind.policy(name) is not Policy.OWN

    def shown(self, name: str, heads: tuple[OpId, ...]) -> Value:
        """The value that shows: that of the greatest head."""
        head = heads[0] if len(heads) == 1 else algebra.greatest(heads, self._order)
        return self._journal.find(head).value(name)

    def _order(self, op: OpId) -> Order:
        return self._journal.find(op).order

    def text_of(self, name: str) -> Callable[[OpId], str]:
        """Gives the canonical text of an operation's value for the field."""
        return lambda op: self._journal.find(op).text(name)

    def shown_heads(self, name: str, heads: Iterable[OpId]) -> tuple[OpId, ...]:
        """The heads an ordinary edit supersedes: those with the value that shows."""
        return algebra.shown_heads(heads, self._order, self.text_of(name))

    def _born(self, kind: Kind, placed: Placed, known: str | None) -> tuple[str, str] | None:
        """(place, wall) if this is the first operation that made the record; ones that don't travel don't count."""
        op = placed.operation
        if not kind.own and all(name in kind.fields and kind.policy(name) is Policy.OWN for name in op.fields()):
            return None
        order = list(placed.order)
        if known is not None and _place(known) <= order:
            return None
        return canonical(order), placed.wall

    def _write(
        self,
        kind: Kind,
        record: str,
        heads: dict[str, tuple[OpId, ...]],
        values: dict[str, Value],
        born: tuple[str, str] | None,
        new: bool,
    ) -> None:
        columns: dict[str, Any] = {"heads": algebra.dump(heads)}
        owners = self._owners(kind, record) if "owner" in values and not new else []
        merged = "merged_into" in values
        for name, value in values.items():
            field = kind.fields[name]
            if name != "merged_into":
                columns[name] = self._stored(kind, record, field, value)
        self._derive(kind, values, columns)
        if born:
            columns["born"], columns["created_at"] = born[0], f"{born[1].replace('T', ' ')}.000000"
        self._save(kind, record, columns, new)
        if merged:
            for part in self.references.merge(kind, record, values["merged_into"]):
                self._judge_up(*part)
        self._judge(kind, record, heads)
        for owner in {*owners, *self._owners(kind, record)}:
            self._judge_up(*owner)
        if new or any(kind.fields[name].search for name in values):
            self.index.update(kind, record)

    def _save(self, kind: Kind, record: str, columns: dict[str, Any], new: bool) -> None:
        if new:
            names = ",".join(f'"{name}"' for name in columns)
            marks = ",".join("?" * len(columns))
            sql = f'INSERT INTO "{kind.name}" (id,{names}) VALUES (?,{marks})'
            self._db.run(sql, (record, *columns.values()))
        else:
            pairs = ",".join(f'"{name}"=?' for name in columns)
            self._db.run(f'UPDATE "{kind.name}" SET {pairs} WHERE id=?', (*columns.values(), record))

    def _stored(self, kind: Kind, record: str, field: Field, value: Value) -> Any:
        if field.ref is None or (value is not None and not isinstance(value, str)):
            return field.stored(value)
        return self.references.resolve(kind, record, field, value)

    def _derive(self, kind: Kind, values: dict[str, Value], columns: dict[str, Any]) -> None:
        for field in kind.fields.values():
            if field.pinyin_of in values:
                source = values[field.pinyin_of]
                columns[field.name] = pinyin_keys(source) if isinstance(source, str) else None

    # -- conflicts and deletion

    def _note_conflict(self, kind: Kind, record: str, name: str, heads: tuple[OpId, ...], had: bool) -> None:
        if kind.fields[name].policy is not Policy.QUIET and algebra.in_conflict(heads, self.text_of(name)):
            self._put_conflict(kind, record, name, heads)
        elif had:
            self._drop_conflict(kind, record, name)

    def _put_conflict(self, kind: Kind, record: str, name: str, heads: tuple[OpId, ...]) -> None:
        self._db.run(
            "INSERT INTO conflict VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET heads=excluded.heads",
            (kind.name, record, name, canonical([list(op) for op in heads])),
        )

    def _drop_conflict(self, kind: Kind, record: str, name: str) -> None:
        self._db.run("DELETE FROM conflict WHERE record=? AND field=? AND kind=?", (record, name, kind.name))

    def _judge(self, kind: Kind, record: str, heads: dict[str, tuple[OpId, ...]]) -> None:
        """Decide anew whether the record is deleted, visible, or contested."""
        voices = heads.get("deleted")
        if not voices:
            return
        placed = {op: self._journal.find(op) for op in voices}
        says = {op: one.value("deleted") is True for op, one in placed.items()}
        seen = frozenset().union(*(one.operation.seen or frozenset() for op, one in placed.items() if says[op]))
        work = self.work(kind, record, heads) if any(says.values()) else frozenset()
        gone, contested = algebra.deletion(says, seen, work)
        self._db.run(
            f'UPDATE "{kind.name}" SET deleted=? WHERE id=? AND deleted IS NOT ?', (int(gone), record, int(gone))
        )
        if contested:
            self._put_conflict(kind, record, "deleted", voices)
        else:
            self._drop_conflict(kind, record, "deleted")

    def work(self, kind: Kind, record: str, heads: dict[str, tuple[OpId, ...]]) -> frozenset[OpId]:
        """The heads of a record and its live parts that a deletion must have seen, or it is contested.

        Left out: own fields (colleagues don't have them), positions, and deletions.
        """
        found: set[OpId] = set()
        for name, ops in heads.items():
            if name != "deleted" and name in kind.fields and kind.policy(name) not in (Policy.OWN, Policy.QUIET):
                found.update(ops)
        for part in self._schema.parts_of(kind.name):
            rows = self._db.run(
                f'SELECT id, heads FROM "{part.name}" WHERE owner=? AND id<>? AND deleted IS NOT 1', (record, record)
            )
            for part_record, text in rows:
                own = algebra.load(text)
                found |= self.work(part, part_record, own)
                found.update(op for op in own.get("deleted", ()) if part.policy("deleted") is not Policy.OWN)
        return frozenset(found)

    def gone(self, kind: Kind, record: str, spare: Collection[tuple[str, str]]) -> bool:
        """Whether a record or what it belongs to shows as deleted; those in ``spare`` (kind, id) are not looked at."""
        left: list[tuple[Kind, str]] = [(kind, record)]
        seen: set[tuple[str, str]] = set()
        while left:
            one, id = left.pop()
            if (one.name, id) in seen:
                continue
            seen.add((one.name, id))
            if (one.name, id) not in spare and self._db.value(f'SELECT deleted FROM "{one.name}" WHERE id=?', (id,)):
                return True
            left += self._owners(one, id)
        return False

    def _owners(self, kind: Kind, record: str) -> list[tuple[Kind, str]]:
        """The owner of a part, as the tables show it now."""
        if kind.owner_kind is None:
            return []
        owner = self._db.value(f'SELECT owner FROM "{kind.name}" WHERE id=?', (record,))
        if owner is None:
            return []
        kinds = self._schema.kinds.values()
        return [(one, owner) for one in kinds if kind.owner_kind in (one.name, "*")]

    def _judge_up(self, kind: Kind, record: str, depth: int = 0) -> None:
        """Judge an owner again, and its owners."""
        text = self._db.value(f'SELECT heads FROM "{kind.name}" WHERE id=?', (record,))
        if text is None or depth > _DEEPEST:
            return
        self._judge(kind, record, algebra.load(text))
        for owner_kind, owner in self._owners(kind, record):
            self._judge_up(owner_kind, owner, depth + 1)

    # -- replay

    def reproject(self, records: Iterable[tuple[str, str]]) -> None:
        """Make the rows of these records (kind, id) anew from the journal, which has lost or changed operations."""
        touched = [(self._schema.kinds[kind], record) for kind, record in records if kind in self._schema.kinds]
        owners: list[tuple[Kind, str]] = []
        for kind, record in touched:
            owners += self._owners(kind, record)
            owners += self.references.merge(kind, record, None)
            self._db.run(f'DELETE FROM "{kind.name}" WHERE id=?', (record,))
            self._db.run("DELETE FROM conflict WHERE record=? AND kind=?", (record, kind.name))
            self._db.run("DELETE FROM raw_reference WHERE record=? AND kind=?", (record, kind.name))
            self.index.remove(kind, record)
        ids = {record for _kind, record in touched}
        ops = [(op, self._journal.find(op)) for record in ids for op in self._journal.of_record(record)]
        for op, placed in sorted(ops, key=lambda pair: pair[1].order):
            self.project(op, placed)
        for kind, record in (*touched, *owners):
            self._judge_up(kind, record)


def _place(born: str) -> list[Any]:
    return list(json.loads(born))
