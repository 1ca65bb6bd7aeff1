"""What every room of the store shares: the connection, the schema, the journal and its projection."""

from __future__ import annotations

from dataclasses import dataclass

from dangjian_desktop.base.clock import Clock, IdSource
from dangjian_desktop.store.connection import Database
from dangjian_desktop.store.journal import Journal
from dangjian_desktop.store.projection import Projection
from dangjian_desktop.store.schema import Schema


@dataclass
class Core:
    """Handed to reader, transaction, undo, exchange…; ``author`` may be changed while the store is open."""

    db: Database
    schema: Schema
    journal: Journal
    projection: Projection
    clock: Clock
    ids: IdSource
    device: str
    author: str

    @classmethod
    def of(cls, db: Database, schema: Schema, clock: Clock, ids: IdSource, device: str, author: str) -> Core:
        """Wire the parts together."""
        journal = Journal(db, schema, clock)
        return cls(db, schema, journal, Projection(db, schema, journal), clock, ids, device, author)
