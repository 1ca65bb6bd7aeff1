"""Reading: rows that are safe after the block ends, what a form carries, and what is in conflict."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar, overload

from sqlalchemy import Row, Select, select
from sqlalchemy.sql import Executable

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.store import heads as algebra
from dangjian_desktop.store.attachments import Attachments
from dangjian_desktop.store.conflicts import Conflict, load_conflicts
from dangjian_desktop.store.connection import Database, spoken
from dangjian_desktop.store.core import Core
from dangjian_desktop.store.drafts import Drafts
from dangjian_desktop.store.heads import Heads
from dangjian_desktop.store.schema import Part, Record, Schema, live

R = TypeVar("R", bound=Record)
P = TypeVar("P", bound=Part)


class Reader:
    """Given by ``store.read()``; a transaction is one too and sees its own writes.

    Row objects are detached: they stay readable after the block and changing them changes nothing. They never leave
    the database thread; services hand frozen dataclasses to the window.
    """

    def __init__(self, core: Core) -> None:
        self._core = core

    @property
    def database(self) -> Database:
        """The connection, for the store's own modules."""
        return self._core.db

    @property
    def schema(self) -> Schema:
        """The kinds this store was opened with."""
        return self._core.schema

    @property
    def now(self) -> datetime:
        """The clock's time."""
        return self._core.clock()

    @property
    def author(self) -> str:
        """Who is at the keyboard, "" if nobody said."""
        return self._core.author

    @property
    def drafts(self) -> Drafts:
        """What was typed and is not yet an action."""
        return Drafts(self._core)

    @property
    def attachments(self) -> Attachments:
        """The folder of files, beside the data file."""
        return Attachments(self._core.db.path.parent)

    def get(self, model: type[R], id: str) -> R | None:
        """A record by id, deleted or merged ones too; None if there is none."""
        found = self.all(select(model).where(model.id == id))
        return found[0] if found else None

    def need(self, model: type[R], id: str) -> R:
        """A record that must be there. Raises :class:`Refused` when it is missing or deleted."""
        found = self.get(model, id)
        if found is None or found.deleted:
            raise Refused(f"找不到这条{model.__label__}记录，可能已被删除。", hint="可在回收站中查看并恢复。")
        return found

    def all(self, stmt: Select[tuple[R]]) -> list[R]:
        """The records an ORM ``select`` finds."""
        with spoken():
            found = list(self.database.session.scalars(stmt.execution_options(populate_existing=True)))
        self.database.session.expunge_all()
        return found

    @overload
    def rows(self, stmt: Select[Any]) -> list[Row[Any]]: ...
    @overload
    def rows(self, stmt: Executable) -> list[Row[Any]]: ...
    def rows(self, stmt: Any) -> list[Row[Any]]:
        """The rows of columns a ``select`` finds."""
        with spoken():
            found = list(self.database.session.execute(stmt))
        self.database.session.expunge_all()
        return found

    def scalar(self, stmt: Any) -> Any:
        """The first column of the first row, or None."""
        with spoken():
            found = self.database.session.scalar(stmt)
        self.database.session.expunge_all()
        return found

    def parts(self, model: type[P], owner: str) -> list[P]:
        """The live parts of an owner in their order."""
        return self.all(select(model).where(model.owner == owner, live(model)).order_by(model.position, model.id))

    def heads(self, model: type[Record], id: str) -> Heads:
        """What a form carries as ``seen``: the heads of every field. Empty for a record that does not exist."""
        text = self.scalar(select(model.heads).where(model.id == id))
        return algebra.load(text) if text else {}

    def conflicts(self, id: str | None = None) -> list[Conflict]:
        """待核对: of one record, or all."""
        return load_conflicts(self._core, id)
