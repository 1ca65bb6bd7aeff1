"""Declaring records: typed SQLAlchemy tables whose columns carry a label and a policy; and the schema they make."""

from __future__ import annotations

import hashlib
import types
import typing
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Boolean, ColumnElement, Date, DateTime, Dialect, Table, Text, Time, TypeDecorator
from sqlalchemy import and_ as sql_and
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from dangjian_desktop.store.values import CODECS, Codec, Value, canonical


class Policy(StrEnum):
    """How a field travels and merges.

    ``QUIET`` never shows a conflict; ``PRIVATE`` leaves only in a 同步包 and is masked in history; ``OWN`` is this
    person's alone and never leaves this PC; ``LOCAL`` is kept by the store itself (or treated as ``OWN``).
    """

    REGISTER = "register"
    QUIET = "quiet"
    PRIVATE = "private"
    OWN = "own"
    LOCAL = "local"


class DecimalText(TypeDecorator[Decimal]):
    """A decimal kept as its text, since SQLite's own numbers are floats."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        return None if value is None else Decimal(value)


class Base(DeclarativeBase):
    """The registry of all projected tables."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        int: BigInteger,
        bool: Boolean,
        date: Date,
        datetime: DateTime,
        time: Time,
        Decimal: DecimalText,
    }


def column(
    label: str,
    *,
    policy: Policy = Policy.REGISTER,
    ref: str | None = None,
    search: bool = False,
    long: bool = False,
    pinyin_of: str | None = None,
    index: bool = False,
    words: Mapping[str, str] | None = None,
) -> Any:
    """A field of a record: nullable, with its Chinese ``label``.

    ``ref`` names the kind whose id it holds (``*`` = any kind); ``search`` puts it into the full text; ``long`` says
    that it is prose; ``pinyin_of`` (with ``Policy.LOCAL``) has the store fill it with the pinyin keys of another
    column; ``index`` makes an index for queries by it (references have one anyway); ``words`` are what the values of
    a choice are called in Chinese (history shows them).
    """
    info: dict[str, Any] = {"label": label, "policy": policy, "ref": ref, "search": search, "long": long}
    info |= {"pinyin_of": pinyin_of, "words": words or {}}
    return mapped_column(nullable=True, info=info, index=index or ref is not None)


class Record(Base):
    """A kind of record. Subclasses set ``__tablename__`` (the kind's name for ever) and ``__label__`` (Chinese)."""

    __abstract__ = True
    __label__: ClassVar[str]

    id: Mapped[str] = mapped_column(primary_key=True, sort_order=-9)
    heads: Mapped[str] = mapped_column(sort_order=90)
    deleted: Mapped[bool | None] = mapped_column(info={"label": "删除"}, sort_order=91)
    merged_into: Mapped[str | None] = mapped_column(info={"label": "并入"}, sort_order=92)
    created_at: Mapped[datetime | None] = mapped_column(sort_order=93)
    born: Mapped[str | None] = mapped_column(sort_order=94)
    """Place of its first operation in the total order (JSON); kept by the projection."""


class Part(Record):
    """A record that belongs to an owner and follows it in deletion. Subclasses set ``__owner_kind__``."""

    __abstract__ = True
    __owner_kind__: ClassVar[str]

    owner: Mapped[str | None] = mapped_column(info={"label": "所属"}, index=True, sort_order=-8)
    position: Mapped[str | None] = mapped_column(info={"label": "次序", "policy": Policy.QUIET}, sort_order=-7)


def live(model: type[Record]) -> ColumnElement[bool]:
    """For ``where()``: neither deleted nor merged into another."""
    return sql_and(model.deleted.is_not(True), model.merged_into.is_(None))


_RELATIONS = uuid.UUID("6f0e2c0a-7d3b-5d0e-9c55-0d1f3b8a4c11")


def part_id(owner: str, relation: str, member: str) -> str:
    """The id of a set element: the same on every PC for the same owner, relation and member."""
    return str(uuid.uuid5(_RELATIONS, f"{owner}/{relation}/{member}"))


@dataclass(frozen=True, eq=False)
class Field:
    """One field as the journal and the projection see it."""

    name: str
    label: str
    policy: Policy
    ref: str | None
    search: bool
    long: bool
    pinyin_of: str | None
    type: type
    codec: Codec
    to_db: Callable[[Any], Any]
    words: Mapping[str, str] = field(default_factory=dict)

    def stored(self, value: Value) -> Any:
        """The database's form of a journal value; a value of another type becomes NULL (projection never refuses)."""
        if value is None:
            return None
        try:
            return self.to_db(self.codec.decode(value))
        except ValueError:
            return None


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of record: its table and fields. ``own`` kinds never leave this PC at all."""

    name: str
    label: str
    model: type[Record]
    table: Table
    fields: Mapping[str, Field]
    owner_kind: str | None
    own: bool

    def policy(self, name: str) -> Policy:
        """The policy of a field; LOCAL ones that are written count as OWN."""
        if self.own:
            return Policy.OWN
        policy = self.fields[name].policy
        return Policy.OWN if policy is Policy.LOCAL else policy


@dataclass(frozen=True)
class Upcaster:
    """An old field read as a new one: ``kind.field`` becomes ``to_field`` with ``convert(value)``. Pure."""

    kind: str
    field: str
    to_field: str
    convert: Callable[[Value], Value] = lambda value: value


_KEPT = {"id", "heads", "created_at", "born"}


@dataclass(frozen=True)
class Schema:
    """All kinds that this program knows, and how older operations are read."""

    kinds: Mapping[str, Kind]
    upcasters: Mapping[tuple[str, str], Upcaster] = field(default_factory=dict)
    offers: tuple[object, ...] = ()
    """What the capabilities above offer one another; the store hands it to its readers and never looks inside."""

    @classmethod
    def of(
        cls, *records: type[Record], upcasters: tuple[Upcaster, ...] = (), offers: tuple[object, ...] = ()
    ) -> Schema:
        """The schema of these records (attachments are always among them)."""
        from dangjian_desktop.store.attachments import Attachment

        models: dict[type[Record], None] = dict.fromkeys((*records, Attachment))
        kinds = {model.__tablename__: _kind(model) for model in models}
        return cls(kinds, {(up.kind, up.field): up for up in upcasters}, offers)

    def kind_of(self, model: type[Record]) -> Kind:
        """The kind of a record class. Raises ``KeyError`` if the store was opened without it."""
        return self.kinds[model.__tablename__]

    def parts_of(self, kind: str) -> list[Kind]:
        """The kinds whose records belong to ``kind``."""
        return [part for part in self.kinds.values() if part.owner_kind in (kind, "*")]

    def known(self) -> dict[str, list[str]]:
        """Kinds and fields by name, old names too; names are for ever, so an unknown one means a newer program."""
        names = {kind.name: set(kind.fields) for kind in self.kinds.values()}
        for upcaster in self.upcasters.values():
            names.setdefault(upcaster.kind, set()).add(upcaster.field)
        return {kind: sorted(fields) for kind, fields in sorted(names.items())}

    def fingerprint(self) -> str:
        """Changes whenever the projected tables would come out differently."""
        shape: list[Any] = [
            [k.name, k.owner_kind, [[f.name, f.type.__name__, f.policy, f.ref, f.search, f.long, f.pinyin_of]
                                    for f in k.fields.values()]]
            for k in self.kinds.values()
        ]  # fmt: skip
        shape.append([[u.kind, u.field, u.to_field] for u in self.upcasters.values()])
        return hashlib.sha256(canonical([PROJECTION, shape]).encode()).hexdigest()


PROJECTION = 1
"""Raised when the projection itself changes what it writes; stores are then replayed."""


def _kind(model: type[Record]) -> Kind:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is no table")
    owner_kind = getattr(model, "__owner_kind__", None)
    fields = {name: _field(model, name, owner_kind) for name in table.columns.keys() if name not in _KEPT}  # noqa: SIM118
    declared = [f for f in fields.values() if f.name not in ("deleted", "merged_into", "owner", "position")]
    own = bool(declared) and all(f.policy in (Policy.OWN, Policy.LOCAL) for f in declared)
    return Kind(model.__tablename__, model.__label__, model, table, fields, owner_kind, own)


_DIALECT = sqlite_dialect()


def _field(model: type[Record], name: str, owner_kind: str | None) -> Field:
    sql = model.__table__.columns[name]
    info = sql.info
    ref = info.get("ref")
    if name == "owner":
        ref = owner_kind
    kind = _python_type(model, name)
    to_db = sql.type.dialect_impl(_DIALECT).bind_processor(_DIALECT) or (lambda value: value)
    return Field(
        name=name,
        label=info.get("label", name),
        policy=info.get("policy", Policy.REGISTER),
        ref=ref,
        search=info.get("search", False),
        long=info.get("long", False),
        pinyin_of=info.get("pinyin_of"),
        type=kind,
        codec=CODECS[kind],
        to_db=to_db,
        words=info.get("words", {}),
    )


def _python_type(model: type[Record], name: str) -> type:
    hint = typing.get_type_hints(model, include_extras=False)[name]
    (inner,) = typing.get_args(hint)
    if isinstance(inner, types.UnionType):
        (inner,) = [part for part in typing.get_args(inner) if part is not type(None)]
    if inner not in CODECS:
        raise TypeError(f"{model.__name__}.{name}: a field can't hold {inner}")
    return typing.cast("type", inner)
