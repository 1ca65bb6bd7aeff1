"""Making and ending links; each verb is one step."""

from __future__ import annotations

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.links.reading import name_of
from dangjian_desktop.links.records import RELATION_LABELS, Link, Relation
from dangjian_desktop.store import Transaction, part_id


@dataclass(frozen=True, config=ConfigDict(extra="forbid", str_strip_whitespace=True))
class LinkRecords:
    """Which record stands in which relation to which."""

    owner_kind: str = Field(title="来源类别")
    owner: str = Field(title="来源编号")
    relation: Relation = Field(title="关系")
    target_kind: str = Field(title="对象类别")
    target: str = Field(title="对象编号")
    note: str = Field(default="", title="说明")


def link_records(tx: Transaction, data: LinkRecords) -> str:
    """Link two records; twice changes nothing. Raises :class:`Refused` when one is missing or both are the same."""
    if data.owner == data.target:
        raise Refused("不能把一条记录关联到它自己，请另选一条。")
    _needed(tx, data.owner_kind, data.owner)
    _needed(tx, data.target_kind, data.target)
    tx.label = f"{RELATION_LABELS[data.relation]}：{name_of(tx, data.target_kind, data.target)}"
    values = {
        "owner_kind": data.owner_kind,
        "relation": str(data.relation),
        "target_kind": data.target_kind,
        "target": data.target,
        "note": data.note or None,
    }
    return tx.put(Link, data.owner, str(data.relation), data.target, values)


def unlink_records(tx: Transaction, data: LinkRecords) -> str:
    """End a link. Raises :class:`Refused` if there is none."""
    id = part_id(data.owner, str(data.relation), data.target)
    link = tx.get(Link, id)
    if link is None or link.deleted:
        raise Refused("这两条记录没有这样的关联，可能已被取消。")
    tx.label = f"取消{RELATION_LABELS[data.relation]}：{name_of(tx, data.target_kind, data.target)}"
    tx.delete(Link, id)
    return id


def _needed(tx: Transaction, kind: str, id: str) -> None:
    known = tx.schema.kinds.get(kind)
    if known is None:
        raise Refused(f"没有“{kind}”这一类记录，无法关联。")
    tx.need(known.model, id)
