"""What was done last and what was left unfinished: for coming back to the work after an interruption."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from dangjian_desktop.store.drafts import Draft, DraftOwner
from dangjian_desktop.store.heads import load
from dangjian_desktop.store.reader import Reader


@dataclass(frozen=True)
class RecentAction:
    """One action: when, who, under which label, and the records (kind, id) it touched, in its own order."""

    at: datetime
    author: str
    label: str
    verb: str
    records: tuple[tuple[str, str], ...]


def recent_actions(reader: Reader, limit: int = 8) -> list[RecentAction]:
    """The last actions that came into this data folder, the newest first; ones whose label stayed elsewhere are left
    out."""
    rows = reader.database.run(
        "SELECT wall, author, label, verb, ops FROM journal_action WHERE label IS NOT NULL "
        "ORDER BY arrival DESC LIMIT ?",
        (limit,),
    )
    return [
        RecentAction(
            datetime.fromisoformat(wall),
            author,
            label,
            verb,
            tuple(dict.fromkeys((op["kind"], op["record"]) for op in json.loads(ops))),
        )
        for wall, author, label, verb, ops in rows
    ]


def unfinished(reader: Reader) -> list[DraftOwner]:
    """The records with drafts, the latest first."""
    rows = reader.database.run(
        "SELECT kind, record, max(at), count(*) FROM local_draft GROUP BY kind, record ORDER BY max(at) DESC, record"
    )
    return [DraftOwner(row[0], row[1], datetime.fromisoformat(row[2]), row[3]) for row in rows]


def last_draft(reader: Reader, record: str) -> Draft | None:
    """The field of a record that was typed in last."""
    row = reader.database.one(
        "SELECT field, raw, seen, at FROM local_draft WHERE record=? ORDER BY at DESC, field LIMIT 1", (record,)
    )
    return Draft(row[0], row[1], load(row[2]), datetime.fromisoformat(row[3])) if row else None
