"""可能重复: records that two PCs made of the same thing, found after an import and merged by a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from itertools import combinations
from typing import Any, Final

from sqlalchemy import select

from dangjian_desktop.store import Policy, Reader, Record, Store, Transaction, live
from dangjian_desktop.sync.model import Duplicates

DuplicateKey = Callable[[Any], tuple[object, ...] | None]
"""What two rows of one kind have in common when they are probably the same thing; None = can't say (a blank title)."""

_DIFFERENT: Final = "sync.different"


def find_duplicates(
    reader: Reader,
    keys: Mapping[type[Record], DuplicateKey],
    *,
    touched: Collection[tuple[str, str]] | None = None,
    different: Collection[frozenset[str]] = (),
) -> tuple[Duplicates, ...]:
    """Groups of live records that are probably the same, in the order of ``keys``, oldest record first.

    ``keys`` gives each kind its key; ``touched`` (kind, id), if given, asks only for groups with one of these in it
    (what an import brought); pairs in ``different`` were said to be two things (:func:`said_different`).
    """
    found: list[Duplicates] = []
    for model, key_of in keys.items():
        kind = model.__tablename__
        groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for row in reader.all(select(model).where(live(model)).order_by(model.created_at, model.id)):
            key = key_of(row)
            if key is not None:
                groups[key].append(row.id)
        for key, ids in groups.items():
            if touched is not None and not any((kind, one) in touched for one in ids):
                continue
            if any(frozenset(pair) not in different for pair in combinations(ids, 2)):
                found.append(Duplicates(kind, model.__label__, key, tuple(ids)))
    return tuple(found)


def merge_duplicates(tx: Transaction, model: type[Record], keep: str, others: Collection[str]) -> None:
    """Make ``others`` the same as ``keep``: references and parts follow, blanks of ``keep`` are filled from them.

    What ``keep`` already says stays; what the others said otherwise remains in their history. Undo clears it again.
    Raises :class:`~dangjian_desktop.base.errors.Refused` when a record is gone or is the one to keep.
    """
    kept = tx.need(model, keep)
    blanks: dict[str, object] = {}
    for other in others:
        row = tx.need(model, other)
        for name in _own_fields(model):
            if getattr(kept, name) is None and getattr(row, name) is not None:
                blanks.setdefault(name, getattr(row, name))
        tx.merge(model, other, keep)
    if blanks:
        tx.edit(model, keep, blanks)


def said_different(store: Store) -> frozenset[frozenset[str]]:
    """The pairs that a person on this PC said are two things."""
    return frozenset(frozenset(pair) for pair in store.settings.get(_DIFFERENT, []))


def say_different(store: Store, ids: Collection[str]) -> None:
    """Remember that these records are all different things; they are not offered again on this PC."""
    pairs = said_different(store) | {frozenset(pair) for pair in combinations(ids, 2)}
    store.settings.set(_DIFFERENT, sorted(sorted(pair) for pair in pairs))


def _own_fields(model: type[Record]) -> list[str]:
    """The declared fields of a kind: neither what the store keeps nor what the projection derives."""
    kept = ("id", "heads", "deleted", "merged_into", "created_at", "born", "owner", "position")
    columns = model.__table__.columns
    return [c.name for c in columns if c.name not in kept and c.info.get("policy") is not Policy.LOCAL]
