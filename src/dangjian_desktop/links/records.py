"""The table of links: a set element whose id is the same on every PC for the same two records and relation."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy.orm import Mapped

from dangjian_desktop.store import Part, column


class Relation(StrEnum):
    """What one record is to the other; the words are read from the source to the target."""

    SERVES = "serves"
    """A meeting, study session or activity for a 中心工作."""
    APPROVED_BY = "approved_by"
    """A plan and the meeting that approved it."""
    ARISES_FROM = "arises_from"
    """Something made from another record: a session from a plan item, a supervision item from a resolution."""
    DISCUSSED_IN = "discussed_in"
    """Something that a meeting dealt with."""
    EVIDENCE = "evidence"
    """A record that proves something."""


RELATION_LABELS: dict[Relation, str] = {
    Relation.SERVES: "关联中心工作",
    Relation.APPROVED_BY: "审议通过的会议",
    Relation.ARISES_FROM: "来自",
    Relation.DISCUSSED_IN: "提交讨论的会议",
    Relation.EVIDENCE: "佐证",
}


class Link(Part):
    """``owner`` (the source, of any kind) stands in ``relation`` to ``target`` (of ``target_kind``)."""

    __tablename__ = "links"
    __label__ = "关联"
    __owner_kind__ = "*"

    owner_kind: Mapped[str | None] = column("来源类别")
    relation: Mapped[str | None] = column("关系", words={str(key): word for key, word in RELATION_LABELS.items()})
    target_kind: Mapped[str | None] = column("对象类别")
    target: Mapped[str | None] = column("对象", ref="*")
    note: Mapped[str | None] = column("说明")


RECORDS = (Link,)
