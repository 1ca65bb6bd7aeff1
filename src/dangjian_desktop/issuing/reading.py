"""Which papers were issued, and whether a record may still change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Hit, Kind, Paper, features_of
from dangjian_desktop.issuing.records import IssuedPaper
from dangjian_desktop.store import Attachment, Part, Reader, live
from dangjian_desktop.store.search import words


@dataclass(frozen=True)
class IssuedVersion:
    """One issued paper: when, by whom, its pages and lines, and the file (SHA-256 and name)."""

    id: str
    title: str
    at: datetime
    by: str
    pages: int
    lines: tuple[str, ...]
    sha256: str
    file_name: str


@dataclass(frozen=True)
class Standing:
    """How a paper stands: the issued versions, the newest first, and whether its record is final."""

    versions: tuple[IssuedVersion, ...] = ()
    final: bool = False

    @property
    def latest(self) -> IssuedVersion | None:
        """The version issued last."""
        return self.versions[0] if self.versions else None


NEVER_ISSUED = Standing()
"""Of a paper of which no copy was kept."""


def subject_of(reader: Reader, paper: Paper, record: str | None) -> str | None:
    """The record that a paper made from this id is about."""
    return paper.about(reader, record) if paper.about and record else record


def issued_versions(
    reader: Reader, paper: Paper, record: str | None, period: Period | None
) -> tuple[IssuedVersion, ...]:
    """The issued versions of one paper of one record or period, the newest first.

    Empty where the program was put together without this capability.
    """
    if IssuedPaper.__tablename__ not in reader.schema.kinds:
        return ()
    stmt = (
        select(IssuedPaper)
        .where(
            live(IssuedPaper),
            IssuedPaper.paper == paper.name,
            IssuedPaper.subject == subject_of(reader, paper, record),
            IssuedPaper.first_day == (period.first if period else None),
            IssuedPaper.last_day == (period.last if period else None),
        )
        .order_by(IssuedPaper.issued_at.desc(), IssuedPaper.born.desc(), IssuedPaper.id)
    )
    return tuple(_version(reader, row) for row in reader.all(stmt))


def _version(reader: Reader, row: IssuedPaper) -> IssuedVersion:
    files = reader.parts(Attachment, row.id)
    file = files[0] if files else None
    return IssuedVersion(
        row.id,
        row.title or "",
        row.issued_at or row.created_at or datetime.min,
        row.issued_by or "",
        row.pages or 0,
        tuple((row.text or "").splitlines()),
        (file.sha256 or "") if file else "",
        (file.name or "") if file else "",
    )


def standing_of(reader: Reader, paper: Paper, record: str | None, period: Period | None) -> Standing:
    """How a paper of a record or period stands."""
    return Standing(issued_versions(reader, paper, record, period), is_final(reader, record))


def is_final(reader: Reader, record: str | None) -> bool:
    """Whether a record, or one that it belongs to, may no longer change (its kind's ``final``)."""
    seen: set[str] = set()
    while record and record not in seen:
        seen.add(record)
        found = _find(reader, record)
        if found is None:
            return False
        kind, row = found
        if kind.final is not None and kind.final(row):
            return True
        record = row.owner if isinstance(row, Part) else None
    return False


def _find(reader: Reader, record: str) -> tuple[Kind, object] | None:
    for kind in (kind for feature in features_of(reader) for kind in feature.kinds):
        row = reader.get(kind.record, record)
        if row is not None:
            return kind, row
    return None


def issued_label(reader: Reader, issued: str) -> str:
    """10-12 签发的党员大会记录; "" if there is none."""
    row = reader.get(IssuedPaper, issued)
    if row is None:
        return ""
    day = short_day(row.issued_at.date(), reader.now.date()) if row.issued_at else ""
    return f"{day} 签发的{row.title or '材料'}".strip()


def find_issued(reader: Reader, text: str, limit: int) -> list[Hit]:
    """Issued papers by the words of their title."""
    hits = []
    for hit in words(reader, text, kinds=(IssuedPaper.__tablename__,), limit=limit):
        row = reader.get(IssuedPaper, hit.id)
        if row is not None and not row.deleted:
            day = row.issued_at.date() if row.issued_at else None
            hits.append(Hit(hit.kind, hit.id, row.title or "", "签发件", day))
    return hits
