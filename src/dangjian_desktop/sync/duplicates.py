"""可能重复: records that two PCs made of the same thing, found after an import and merged by a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from itertools import combinations
from typing import Any, Final

from sqlalchemy import select

from dangjian_desktop.store import Part, Policy, Reader, Record, Store, Transaction, live
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

    ``keys`` gives each kind its key; those of parts hold within an owner only and are passed over. A key gets a row of
    the kind's short fields, so that looking through everything costs little. ``touched`` (kind, id), if given, asks
    only for groups with one of these in it (what an import brought); pairs in ``different`` were said to be two
    things (:func:`said_different`).
    """
    found: list[Duplicates] = []
    for model, key_of in keys.items():
        if issubclass(model, Part):
            continue
        kind = model.__tablename__
        short = [c for c in model.__table__.columns if c.name not in ("heads", "born") and not c.info.get("long")]
        groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for row in reader.rows(select(*short).where(live(model)).order_by(model.created_at, model.id)):
            key = key_of(row)
            if key is not None:
                groups[key].append(row.id)
        for key, ids in groups.items():
            if touched is not None and not any((kind, one) in touched for one in ids):
                continue
            if any(frozenset(pair) not in different for pair in combinations(ids, 2)):
                found.append(Duplicates(kind, model.__label__, key, tuple(ids)))
    return tuple(found)


def merge_duplicates(
    tx: Transaction,
    model: type[Record],
    keep: str,
    others: Collection[str],
    keys: Mapping[type[Record], DuplicateKey] | None = None,
) -> None:
    """Make ``others`` the same as ``keep``: references and parts follow, blanks of ``keep`` are filled from them.

    What ``keep`` already says stays; what the others said otherwise remains in their history. Parts that are one thing
    by ``keys`` (the sign-in of one person) become one likewise, unless their prose differs: then both stay in view.
    Undo clears all of it again. Raises :class:`~dangjian_desktop.base.errors.Refused` when a record is gone or is the
    one to keep.
    """
    for other in others:
        _merge(tx, model, keep, other, keys or {})


def _merge(
    tx: Transaction, model: type[Record], keep: str, other: str, keys: Mapping[type[Record], DuplicateKey]
) -> None:
    kept, row = tx.need(model, keep), tx.need(model, other)
    pairs = _same_parts(tx, model, keep, other, keys)
    pointing = _pointing_parts(tx, model, other, keys)
    fields = [name for name in _own_fields(model) if getattr(kept, name) is None]
    blanks = {name: getattr(row, name) for name in fields if getattr(row, name) is not None}
    tx.merge(model, other, keep)
    if blanks:
        tx.edit(model, keep, blanks)
    for part, mine, theirs in pairs:
        _merge(tx, part, mine, theirs, keys)
    for part, record in pointing:
        found = tx.get(part, record)
        if found is None or found.deleted or found.merged_into is not None or found.owner is None:
            continue
        for sibling in tx.parts(part, found.owner):
            if sibling.id != record and keys[part](sibling) == keys[part](found) and _agree(part, sibling, found):
                _merge(tx, part, sibling.id, record, keys)
                break


def _same_parts(
    tx: Transaction, model: type[Record], keep: str, other: str, keys: Mapping[type[Record], DuplicateKey]
) -> list[tuple[type[Part], str, str]]:
    """The pairs (one of each owner) that are one thing; of several with one key the first go with the first."""
    pairs: list[tuple[type[Part], str, str]] = []
    for part, key_of in keys.items():
        if not issubclass(part, Part) or part.__owner_kind__ not in (model.__tablename__, "*"):
            continue
        mine = tx.parts(part, keep)
        for theirs in tx.parts(part, other):
            key = key_of(theirs)
            if key is None:
                continue
            twin = next((one for one in mine if key_of(one) == key and _agree(part, one, theirs)), None)
            if twin is not None:
                mine.remove(twin)
                pairs.append((part, twin.id, theirs.id))
    return pairs


def _pointing_parts(
    tx: Transaction, model: type[Record], other: str, keys: Mapping[type[Record], DuplicateKey]
) -> list[tuple[type[Part], str]]:
    """The parts that name ``other``: beside one that names the record kept they may be one thing then."""
    found: list[tuple[type[Part], str]] = []
    for part in keys:
        if issubclass(part, Part):
            columns = [c for c in part.__table__.columns if c.info.get("ref") in (model.__tablename__, "*")]
            for column in columns:
                found += [(part, row.id) for row in tx.rows(select(part.id).where(column == other, live(part)))]
    return found


def _agree(part: type[Part], one: Part, another: Part) -> bool:
    """Whether no prose of the two says different things."""
    long = [c.name for c in part.__table__.columns if c.info.get("long")]
    return all(not getattr(one, n) or not getattr(another, n) or getattr(one, n) == getattr(another, n) for n in long)


def said_different(store: Store) -> frozenset[frozenset[str]]:
    """The pairs that a person on this PC said are two things."""
    return frozenset(frozenset(pair) for pair in store.settings.get(_DIFFERENT, []))


def say_different(store: Store, ids: Collection[str]) -> None:
    """Remember that these records are all different things; they are not offered again on this PC."""
    pairs = said_different(store) | {frozenset(pair) for pair in combinations(ids, 2)}
    _keep_pairs(store, pairs)


def unsay_different(store: Store, ids: Collection[str]) -> None:
    """Take :func:`say_different` back."""
    _keep_pairs(store, said_different(store) - {frozenset(pair) for pair in combinations(ids, 2)})


def _keep_pairs(store: Store, pairs: Collection[frozenset[str]]) -> None:
    store.settings.set(_DIFFERENT, sorted(sorted(pair) for pair in pairs))


def _own_fields(model: type[Record]) -> list[str]:
    """The declared fields of a kind: neither what the store keeps nor what the projection derives."""
    kept = ("id", "heads", "deleted", "merged_into", "created_at", "born", "owner", "position")
    columns = model.__table__.columns
    return [c.name for c in columns if c.name not in kept and c.info.get("policy") is not Policy.LOCAL]
