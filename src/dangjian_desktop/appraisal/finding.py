"""How a year and its entries are named and found elsewhere: search, history, evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from dangjian_desktop.appraisal.dues import VIEW
from dangjian_desktop.appraisal.records import (
    Criticism,
    MemberAppraisal,
    Opinion,
    OrgLifeYear,
    OwnCriticism,
    Rectification,
    SelfReview,
    ThemeStudy,
)
from dangjian_desktop.feature import Hit, Reference
from dangjian_desktop.roster.reading import member_label
from dangjian_desktop.store import Part, Reader, live
from dangjian_desktop.store.search import words

SHORT = 30
_SEARCHED = (Opinion, Rectification, ThemeStudy)
"""What full text finds; 检视材料 and 批评 are not for searching."""


def year_label(reader: Reader, id: str) -> str:
    """2026年度组织生活会和民主评议; "" if there is none."""
    found = reader.get(OrgLifeYear, id)
    return f"{found.attributed_year}年度组织生活会和民主评议" if found and found.attributed_year else ""


def find_years(reader: Reader, text: str, limit: int) -> list[Hit]:
    """Years by their words, the newest first."""
    stmt = select(OrgLifeYear).where(live(OrgLifeYear)).order_by(OrgLifeYear.attributed_year.desc())
    rows = reader.all(stmt)
    wanted = text.strip()
    if wanted:
        found = {hit.id for hit in words(reader, wanted, kinds=(OrgLifeYear.__tablename__,))}
        rows = [row for row in rows if row.id in found or wanted in year_label(reader, row.id)]
    return [_year_hit(reader, row) for row in rows[:limit]]


def _year_hit(reader: Reader, row: OrgLifeYear) -> Hit:
    return Hit(OrgLifeYear.__tablename__, row.id, year_label(reader, row.id), row.theme or "", None)


def latest_year(reader: Reader) -> str | None:
    """The newest year with something to print: the newest that was voted on, else the newest begun."""
    stmt = select(OrgLifeYear).where(live(OrgLifeYear)).order_by(OrgLifeYear.attributed_year.desc())
    rows = reader.all(stmt)
    voted = [row for row in rows if row.ballots_returned]
    return (voted or rows)[0].id if rows else None


def _short(text: str | None) -> str:
    plain = " ".join((text or "").split())
    return plain if len(plain) <= SHORT else plain[: SHORT - 1] + "…"


def _opinion(_reader: Reader, row: Any) -> str:
    return f"意见：{_short(row.text)}"


def _rectification(_reader: Reader, row: Any) -> str:
    return f"整改：{_short(row.problem)}"


def _study(_reader: Reader, row: Any) -> str:
    return f"会前学习：{_short(row.topic)}"


def _review(reader: Reader, row: Any) -> str:
    return f"{member_label(reader, row.person) if row.person else '支部班子'}检视材料"


def _criticism(reader: Reader, row: Any) -> str:
    """Who to whom, never what was said."""
    critic, subject = member_label(reader, row.critic or ""), member_label(reader, row.subject or "")
    return f"{critic}自我批评" if row.critic == row.subject else f"{critic}对{subject}的批评意见"


def _appraisal(reader: Reader, row: Any) -> str:
    return f"{member_label(reader, row.member or '')}民主评议"


def _reference(model: type[Part], own: Callable[[Reader, Any], str]) -> Reference:
    def label(reader: Reader, id: str) -> str:
        row = reader.get(model, id)
        return own(reader, row) if row is not None else ""

    def find(reader: Reader, text: str, limit: int) -> list[Hit]:
        if model not in _SEARCHED:
            return []
        return _entries(reader, text, limit, model, own)

    return Reference(model.__tablename__, label, find, VIEW)


def _entries(reader: Reader, text: str, limit: int, model: type[Part], own: Callable[[Reader, Any], str]) -> list[Hit]:
    """Entries whose words are found, with their year beside them."""
    hits = []
    for hit in words(reader, text, kinds=(model.__tablename__,), limit=limit) if text.strip() else []:
        row = reader.get(model, hit.id)
        if row is not None and not row.deleted:
            detail = year_label(reader, row.owner or "")
            hits.append(Hit(model.__tablename__, row.id, own(reader, row), detail, getattr(row, "deadline", None)))
    return hits


_OWN: tuple[tuple[type[Part], Callable[[Reader, Any], str]], ...] = (
    (Rectification, _rectification),
    (Opinion, _opinion),
    (ThemeStudy, _study),
    (SelfReview, _review),
    (Criticism, _criticism),
    (OwnCriticism, _criticism),
    (MemberAppraisal, _appraisal),
)
REFERENCES = (
    Reference(OrgLifeYear.__tablename__, year_label, find_years, VIEW),
    *(_reference(model, own) for model, own in _OWN),
)


def find(reader: Reader, text: str, limit: int) -> list[Hit]:
    """Years, opinions, items of the 整改清单 and study by their words."""
    found = find_years(reader, text, limit)
    for model, own in _OWN:
        if model in _SEARCHED:
            found += _entries(reader, text, limit, model, own)
    return found[:limit]


def latest_part(model: type[Part]) -> Callable[[Reader], str | None]:
    """Finds the newest entry of a kind, for papers made on the command line."""

    def latest(reader: Reader) -> str | None:
        stmt = select(model).where(live(model)).order_by(model.created_at.desc(), model.id).limit(1)
        rows = reader.all(stmt)
        return rows[0].id if rows else None

    return latest
