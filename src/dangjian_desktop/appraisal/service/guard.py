"""What every verb asks first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dangjian_desktop.appraisal.records import OrgLifeYear
from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.roster.reading import labels_on, member_facts
from dangjian_desktop.store import Reader, Transaction


def year_of(tx: Transaction, id: str) -> OrgLifeYear:
    """The year's record. Raises :class:`Refused` if it is missing."""
    return tx.need(OrgLifeYear, id)


def named(year: OrgLifeYear) -> str:
    """2026年度."""
    return f"{year.attributed_year or ''}年度"


def cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """As it is kept: nothing for an empty text or a no, the word itself for a choice."""
    return {name: _kept(value) for name, value in values.items()}


def _kept(value: Any) -> Any:
    if value is False or value == "":
        return None
    return str(value) if isinstance(value, str) else value


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Only what holds something, for a new record."""
    return {name: value for name, value in cleaned(values).items() if value is not None}


def name_of(reader: Reader, person: str | None) -> str:
    """What somebody is called, "" for nobody."""
    return labels_on(reader, reader.now.date()).get(person or "", "")


def need_member(reader: Reader, field: str, member: str | None, role: str) -> None:
    """Raises :class:`Refused` at the field unless the member stands in the roster."""
    if member and member not in member_facts(reader):
        refuse(field, f"名册里没有这位{role}，请从名册里选。")


def refuse(field: str, sentence: str) -> None:
    """Raises :class:`Refused` with the sentence at its field."""
    raise Refused(sentence, problems=(FieldProblem(field, sentence),))


def not_ahead(reader: Reader, field: str, day: date | None, what: str) -> None:
    """Raises :class:`Refused` for a day to come: what has not happened is not recorded."""
    if day is not None and day > reader.now.date():
        refuse(field, f"{what}{day.isoformat()}在今天之后，办过以后再登记。")


def must_have(values: Mapping[str, Any], field: str, what: str) -> None:
    """Raises :class:`Refused` where a change would empty what has to be there."""
    if field in values and not values[field]:
        refuse(field, f"没有填{what}，请补上。")


def short(text: str | None, most: int = 14) -> str:
    """The beginning of a text, for the line of history."""
    plain = " ".join((text or "").split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
