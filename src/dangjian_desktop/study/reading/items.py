"""Items of the plan: by which session or meeting each was carried out."""

from __future__ import annotations

from sqlalchemy import select

from dangjian_desktop.links.reading import links_to
from dangjian_desktop.links.records import Relation
from dangjian_desktop.store import Reader, live
from dangjian_desktop.study.reading.roll import signed_in
from dangjian_desktop.study.records import PlanItem, StudyPlan, StudySession


def year_of(reader: Reader, item: PlanItem) -> int:
    """The year of an item's plan."""
    return int(reader.need(StudyPlan, item.owner or "").year or reader.now.year)


def session_of(reader: Reader, item: str) -> StudySession | None:
    """The living session that was begun for an item."""
    stmt = select(StudySession).where(StudySession.plan_item == item, live(StudySession))
    found = reader.all(stmt.order_by(StudySession.day, StudySession.id))
    return found[-1] if found else None


def fulfilled_by(reader: Reader, item: str) -> list[tuple[str, str, str]]:
    """The living records of other capabilities that carried an item out: (kind, id, name)."""
    found = links_to(reader, item, Relation.ARISES_FROM)
    return [(one.kind, one.id, one.title) for one in found if not one.gone]


def is_held(reader: Reader, item: str) -> bool:
    """Whether an item was carried out: its session is signed in or final, or a meeting stands for it."""
    session = session_of(reader, item)
    return bool(fulfilled_by(reader, item)) or (session is not None and signed_in(reader, session))
