"""What dialogs need: who can be chosen, and the values and versions of the entry being changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from dangjian_desktop.appraisal.records import OrgLifeYear, year_id
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.reading import (
    MEMBERS,
    GroupRef,
    PersonRef,
    branch_facts,
    groups_on,
    person_refs,
    secretary_on,
)
from dangjian_desktop.store import Heads, Reader


@dataclass(frozen=True)
class EntryForm:
    """People for the pickers, and an entry's values (empty for a new one)."""

    members: tuple[PersonRef, ...]
    people: tuple[PersonRef, ...]
    values: dict[str, object] = field(default_factory=dict)
    seen: Heads = field(default_factory=dict)
    place: str = ""
    secretary: str = ""
    groups: tuple[GroupRef, ...] = ()

    def get(self, name: str) -> object:
        """A value of the entry, None for a new one."""
        return self.values.get(name)


def entry_form(reader: Reader, kind: str = "", id: str = "") -> EntryForm:
    """The form of an entry of ``kind``, or of a new one. Raises :class:`Refused` if it is gone."""
    people = tuple(person_refs(reader).values())
    members = tuple(ref for ref in people if ref.kind == MEMBERS)
    today = reader.now.date()
    secretary = secretary_on(reader, today)
    values: dict[str, object] = {}
    seen: Heads = {}
    if id:
        known = reader.schema.kinds.get(kind)
        if known is None:
            raise Refused("没有这一类记录。")
        row = reader.need(known.model, id)
        values = {name: getattr(row, name) for name in known.fields}
        seen = reader.heads(known.model, id)
    return EntryForm(
        members,
        people,
        values,
        seen,
        branch_facts(reader).place,
        secretary.id if secretary else "",
        tuple(groups_on(reader, today)),
    )


def last_arrangement(reader: Reader, year: int) -> list[str]:
    """What was arranged the year before, to start from."""
    found = reader.get(OrgLifeYear, year_id(year - 1))
    return [found.arrangement] if found is not None and not found.deleted and found.arrangement else []


def owner_year(reader: Reader, id: str) -> tuple[int, str] | None:
    """(year, kind) of a year's record or of an entry by its id; None for anything else."""
    for name in ("org_life_years", *PARTS):
        known = reader.schema.kinds.get(name)
        row = reader.get(known.model, id) if known else None
        if row is not None:
            year = row if isinstance(row, OrgLifeYear) else reader.get(OrgLifeYear, str(getattr(row, "owner", "")))
            return (year.attributed_year, name) if year is not None and year.attributed_year else None
    return None


PARTS = (
    "rectifications",
    "org_life_opinions",
    "member_appraisals",
    "self_reviews",
    "criticisms",
    "own_criticisms",
    "theme_studies",
)
"""The kinds of entry that a year has."""
