"""What was done last: for coming back to the work after an interruption."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

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
