"""可能重复: references show the canonical record of those merged; the journal and ``raw_reference`` keep the raw id.

Clearing ``merged_into`` therefore undoes a merge wholly, and references that arrive late resolve by themselves.
"""

from __future__ import annotations

from dangjian_desktop.store.connection import Database
from dangjian_desktop.store.schema import Field, Kind, Schema
from dangjian_desktop.store.values import Value


class References:
    """Keeps ``merge_alias``, ``raw_reference`` and the referring columns in step."""

    def __init__(self, db: Database, schema: Schema) -> None:
        self._db = db
        self._schema = schema

    def resolve(self, kind: Kind, record: str, field: Field, raw: str | None) -> str | None:
        """The id to show in a reference; remembers the raw one where it differs."""
        shown = raw if raw is None else self._canonical(raw, field.ref)
        if raw is not None and shown != raw:
            self._remember(kind, record, field, raw)
        else:
            self._forget(kind, record, field)
        return shown

    def _canonical(self, raw: str, ref: str | None) -> str:
        row = self._db.one("SELECT kind, canonical FROM merge_alias WHERE id=?", (raw,))
        return row[1] if row and ref in (row[0], "*") else raw

    def _remember(self, kind: Kind, record: str, field: Field, raw: str) -> None:
        self._db.run(
            "INSERT INTO raw_reference VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET raw=excluded.raw",
            (record, field.name, kind.name, raw),
        )

    def _forget(self, kind: Kind, record: str, field: Field) -> None:
        self._db.run("DELETE FROM raw_reference WHERE record=? AND field=? AND kind=?", (record, field.name, kind.name))

    def merge(self, kind: Kind, record: str, raw: Value) -> list[tuple[Kind, str]]:
        """``merged_into`` of a record is now ``raw`` (None: no longer merged).

        Writes the canonical id into every reference concerned; returns the owners whose parts came or went.
        """
        if isinstance(raw, str):
            self._db.run(
                "INSERT INTO merge_alias VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET raw=excluded.raw",
                (record, kind.name, raw, record),
            )
        elif self._db.value("SELECT 1 FROM merge_alias WHERE id=?", (record,)) is None:
            return []
        aliases = {row[0]: row[1:] for row in self._db.run("SELECT id, kind, raw, canonical FROM merge_alias")}
        if not isinstance(raw, str):
            self._db.run("DELETE FROM merge_alias WHERE id=?", (record,))
            aliases[record] = (kind.name, None, aliases[record][2])
        chain = {one: target for one, (_kind, target, _canonical) in aliases.items() if target is not None}
        owners: list[tuple[Kind, str]] = []
        for one, (name, _target, before) in aliases.items():
            after = end_of_chain(one, chain)
            self._db.run(f'UPDATE "{name}" SET merged_into=? WHERE id=?', (after if after != one else None, one))
            if after != before:
                self._db.run("UPDATE merge_alias SET canonical=? WHERE id=?", (after, one))
                owners += self._rewrite(name, one, before, after)
        return owners

    def _rewrite(self, name: str, raw: str, before: str, after: str) -> list[tuple[Kind, str]]:
        """References whose raw id is ``raw`` show ``after`` instead of ``before``."""
        owners: list[tuple[Kind, str]] = []
        for kind in self._schema.kinds.values():
            for field in kind.fields.values():
                if field.ref not in (name, "*"):
                    continue
                rows = self._referring(kind, field, raw, before)
                for record in rows:
                    self._db.run(f'UPDATE "{kind.name}" SET "{field.name}"=? WHERE id=?', (after, record))
                    if after == raw:
                        self._forget(kind, record, field)
                    else:
                        self._remember(kind, record, field, raw)
                if rows and field.name == "owner":
                    owners += [(self._schema.kinds[name], before), (self._schema.kinds[name], after)]
        return owners

    def _referring(self, kind: Kind, field: Field, raw: str, before: str) -> list[str]:
        if before != raw:
            rows = self._db.run(
                "SELECT record FROM raw_reference WHERE raw=? AND field=? AND kind=?", (raw, field.name, kind.name)
            )
        else:
            rows = self._db.run(
                f'SELECT id FROM "{kind.name}" WHERE "{field.name}"=? AND id NOT IN '
                "(SELECT record FROM raw_reference WHERE field=? AND kind=?)",
                (raw, field.name, kind.name),
            )
        return [row[0] for row in rows]


def end_of_chain(start: str, chain: dict[str, str]) -> str:
    """Where a chain of merges ends; in a circle, its smallest id."""
    path = [start]
    while (following := chain.get(path[-1])) is not None:
        if following in path:
            return min(path[path.index(following) :])
        path.append(following)
    return path[-1]
