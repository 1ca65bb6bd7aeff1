"""The kinds of meeting that the branch holds."""

from __future__ import annotations

from sqlalchemy import select

from dangjian_desktop.meetings.records import KindInUse
from dangjian_desktop.meetings.rules.kinds import KINDS, SegmentKind
from dangjian_desktop.store import Reader, live


def kinds_in_use(reader: Reader) -> tuple[SegmentKind, ...]:
    """In their order; all of them until the branch has ticked some."""
    unused = {row.kind for row in reader.all(select(KindInUse).where(live(KindInUse), KindInUse.used.is_(False)))}
    return tuple(kind for kind in KINDS if str(kind) not in unused) or tuple(KINDS)
