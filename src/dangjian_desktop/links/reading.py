"""Reading links from either end."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dangjian_desktop.feature import features_of, find_reference
from dangjian_desktop.links.records import Link, Relation
from dangjian_desktop.store import Reader, Record, live


@dataclass(frozen=True)
class Linked:
    """The record at the other end: its kind, id and name as its own capability calls it.

    ``gone``: it was deleted since; it is still named, struck through on the screen. ``day`` is that of the column by
    which its kind is filtered by period, None where the kind has none or nobody filled it in.
    """

    kind: str
    id: str
    title: str
    relation: Relation
    note: str = ""
    gone: bool = False
    day: date | None = None


def name_of(reader: Reader, kind: str, id: str) -> str:
    """What a record is called by its own capability, else its kind's Chinese name."""
    reference = find_reference(reader, kind)
    if reference is not None:
        return reference.label(reader, id)
    known = reader.schema.kinds.get(kind)
    return known.label if known else "其他记录"


def links_from(reader: Reader, owner: str, relation: Relation | None = None) -> list[Linked]:
    """What a record is linked to, in the order in which it was linked."""
    found = reader.parts(Link, owner)
    return [
        _linked(reader, link, link.target_kind, link.target)
        for link in found
        if relation is None or link.relation == relation
    ]


def links_to(reader: Reader, target: str, relation: Relation | None = None) -> list[Linked]:
    """Which records are linked to this one."""
    stmt = select(Link).where(Link.target == target, live(Link)).order_by(Link.created_at, Link.id)
    return [
        _linked(reader, link, link.owner_kind, link.owner)
        for link in reader.all(stmt)
        if relation is None or link.relation == relation
    ]


def counts_to(reader: Reader, relation: Relation) -> dict[str, int]:
    """How many living records stand in a relation to each target; a query for the links and one for each kind."""
    stmt = select(Link.target, Link.owner, Link.owner_kind).where(live(Link), Link.relation == str(relation))
    found = reader.rows(stmt)
    owners: dict[str, set[str]] = defaultdict(set)
    for link in found:
        owners[link.owner_kind or ""].add(link.owner)
    there: set[str] = set()
    for kind, ids in owners.items():
        known = reader.schema.kinds.get(kind)
        if known is not None:
            model = known.model
            rows = reader.rows(select(model.id).where(model.id.in_(ids), model.deleted.is_not(True)))
            there.update(row.id for row in rows)
    return dict(Counter(link.target for link in found if link.owner in there))


def _linked(reader: Reader, link: Link, kind: str | None, id: str | None) -> Linked:
    known = reader.schema.kinds.get(kind or "")
    row = reader.get(known.model, id or "") if known else None
    return Linked(
        kind=kind or "",
        id=id or "",
        title=name_of(reader, kind or "", id or ""),
        relation=Relation(link.relation) if link.relation in list(Relation) else Relation.EVIDENCE,
        note=link.note or "",
        gone=row is None or bool(row.deleted),
        day=_day(reader, kind or "", row),
    )


def _day(reader: Reader, kind: str, row: Record | None) -> date | None:
    kinds = (known for feature in features_of(reader) for known in feature.kinds)
    name = next((known.period for known in kinds if known.record.__tablename__ == kind), "")
    found = getattr(row, name, None) if name else None
    return found if isinstance(found, date) else None
