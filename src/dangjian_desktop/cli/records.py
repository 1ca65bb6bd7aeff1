"""``list``, ``show`` and ``history``: records as data, private values masked unless asked for."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.cli.session import Session
from dangjian_desktop.feature import Kind
from dangjian_desktop.store import Part, Policy, Reader, Record, live

_MASK = "***"
_STRUCTURE = frozenset({"heads", "deleted", "merged_into", "created_at", "born"})


def list_records(session: Session, args: Namespace) -> None:
    """Print all live records of a kind in its fixed order."""
    kind = session.kind(args.kind)
    period = Period.parse(args.period) if args.period else None
    with session.store() as store, store.read() as reader:
        rows = rows_of(reader, kind, period)
        found = [as_mapping(reader, kind, row, private=session.private) for row in rows]
    text = "\n".join(_line(entry) for entry in found) or f"没有{kind.record.__label__}。"
    session.answer(found, text)


def show(session: Session, args: Namespace) -> None:
    """Print one record with its parts."""
    with session.store() as store, store.read() as reader:
        found = locate(session, reader, args.id)
        session.answer(_tree(session, reader, *found))


def history(session: Session, args: Namespace) -> None:
    """Print who changed what in a record, newest first."""
    with session.store() as store:
        with store.read() as reader:
            locate(session, reader, args.id)
        lines = store.history(args.id, private=session.private)
    entries = [
        {
            "at": line.at.isoformat(),
            "author": line.author,
            "label": line.label,
            "changes": [{"label": c.label, "old": c.old, "new": c.new} for c in line.changes],
        }
        for line in lines
    ]
    text = "\n".join(
        f"{entry['at']}  {entry['label']}"
        + "".join(f"\n    {c.label}：{c.old or '（空）'} → {c.new or '（空）'}" for c in line.changes)
        for entry, line in zip(entries, lines, strict=True)
    )
    session.answer(entries, text)


def locate(session: Session, reader: Reader, record: str) -> tuple[Kind, Record]:
    """The record of that id and its kind. Raises :class:`Refused` if there is none."""
    for kind in session.kinds:
        row = reader.get(kind.record, record)
        if row is not None:
            return kind, row
    raise Refused(f"找不到编号为“{record}”的记录。", hint="请用 list 查看有哪些记录。")


def as_mapping(reader: Reader, kind: Kind, row: Any, *, private: bool = False) -> dict[str, object]:
    """A record as plain data: declared columns in their order, then derived values.

    What is one person's own or local to a PC stays out; private values are masked unless ``private``.
    """
    out: dict[str, object] = {}
    for column in kind.record.__table__.columns:
        policy = column.info.get("policy", Policy.REGISTER)
        if column.name in _STRUCTURE or policy in (Policy.OWN, Policy.LOCAL):
            continue
        value = getattr(row, column.name)
        hidden = policy is Policy.PRIVATE and not private and value is not None
        out[column.name] = _MASK if hidden else plain(value)
    if kind.derived is not None:
        out.update(kind.derived(reader, row))
    return out


def rows_of(reader: Reader, kind: Kind, period: Period | None = None) -> list[Any]:
    """The live records of a kind in its fixed order. Raises :class:`Refused` for a period where it has none."""
    table: Any = kind.record
    statement = select(table).where(live(table))
    if period is not None:
        if not kind.period:
            raise Refused(f"{kind.record.__label__}不按时段列出。", hint="请去掉 --period。")
        column = getattr(table, kind.period)
        statement = statement.where(column >= period.first, column <= period.last)
    return reader.all(statement.order_by(*(getattr(table, name) for name in kind.order), table.id))


def _tree(session: Session, reader: Reader, kind: Kind, row: Record) -> dict[str, object]:
    out: dict[str, object] = {"kind": kind.record.__tablename__}
    out.update(as_mapping(reader, kind, row, private=session.private))
    for other in session.kinds:
        record = other.record
        if issubclass(record, Part) and record.__owner_kind__ in (kind.record.__tablename__, "*"):
            parts = reader.parts(record, row.id)
            if parts:
                out[record.__tablename__] = [_tree(session, reader, other, part) for part in parts]
    return out


def plain(value: object) -> object:
    """A value as JSON holds it: dates and decimals as text."""
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _line(entry: Mapping[str, object]) -> str:
    return "  ".join(str(value) for value in entry.values() if value not in (None, ""))
