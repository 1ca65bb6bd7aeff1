"""Values and records in words, where they are compared side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.feature import Reference
from dangjian_desktop.store import Reader

MASK = "••••"


def value_words(value: object) -> str:
    """A value as people read it."""
    if value is None or value == "":
        return "（空）"
    if value is True:
        return "是"
    if value is False:
        return "否"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


class Namer:
    """Names records by the features' references."""

    def __init__(self, reader: Reader, references: Sequence[Reference]) -> None:
        self._reader = reader
        self._by_kind: Mapping[str, Reference] = {reference.kind: reference for reference in references}

    def name(self, kind: str | None, id: str, otherwise: str) -> str:
        """What a record is called; ``otherwise`` where nobody knows. ``kind`` ``*`` asks every kind."""
        kinds = list(self._by_kind) if kind == "*" else [kind or ""]
        for one in kinds:
            reference = self._by_kind.get(one)
            if reference is None:
                continue
            try:
                found = reference.label(self._reader, id)
            except Refused:
                continue
            if found:
                return found
        return otherwise
