"""Drafts: what was typed and is not yet an action. Local rows, saved a second after the last key, kept over a crash."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dangjian_desktop.store import heads as algebra
from dangjian_desktop.store.core import Core
from dangjian_desktop.store.heads import Heads


@dataclass(frozen=True)
class Draft:
    """The raw text of one field, invalid ones too, with the heads its form had loaded."""

    field: str
    raw: str
    seen: Heads
    at: datetime


@dataclass(frozen=True)
class DraftOwner:
    """A record with drafts."""

    kind: str
    record: str
    at: datetime
    fields: int


class Drafts:
    """``store.drafts``. Nothing here touches the journal."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def put(self, record: str, kind: str, field: str, raw: str, seen: Heads | None = None) -> None:
        """Keep what was typed into a field (record may be the id of one not yet made)."""
        with self._core.db.transaction():
            self._core.db.run(
                "INSERT INTO local_draft (record, field, kind, raw, seen, at) VALUES (?,?,?,?,?,?) "
                "ON CONFLICT DO UPDATE SET kind=excluded.kind, raw=excluded.raw, seen=excluded.seen, at=excluded.at",
                (record, field, kind, raw, algebra.dump(seen or {}), self._core.clock().isoformat()),
            )

    def of(self, record: str) -> dict[str, Draft]:
        """The drafts of a record by field."""
        rows = self._core.db.run(
            "SELECT field, raw, seen, at FROM local_draft WHERE record=? ORDER BY field", (record,)
        )
        return {row[0]: Draft(row[0], row[1], algebra.load(row[2]), datetime.fromisoformat(row[3])) for row in rows}

    def latest(self, record: str) -> Draft | None:
        """The field of a record that was typed in last, None if it has no drafts."""
        return max(self.of(record).values(), key=lambda draft: draft.at, default=None)

    def discard(self, record: str, fields: Iterable[str] | None = None) -> None:
        """Drop the drafts of a record, or of some of its fields: they became an action or were thrown away.

        Inside ``store.write`` this is part of the same transaction.
        """
        if self._core.db.writing:
            self._discard(record, fields)
        else:
            with self._core.db.transaction():
                self._discard(record, fields)

    def _discard(self, record: str, fields: Iterable[str] | None) -> None:
        if fields is None:
            self._core.db.run("DELETE FROM local_draft WHERE record=?", (record,))
        else:
            self._core.db.many(
                "DELETE FROM local_draft WHERE record=? AND field=?", [(record, name) for name in fields]
            )

    def pending(self) -> list[DraftOwner]:
        """Every record with drafts, the latest first: offered back after a crash."""
        rows = self._core.db.run(
            "SELECT kind, record, max(at), count(*) FROM local_draft GROUP BY kind, record "
            "ORDER BY max(at) DESC, record"
        )
        return [DraftOwner(row[0], row[1], datetime.fromisoformat(row[2]), row[3]) for row in rows]
