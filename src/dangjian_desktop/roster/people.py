"""From what was picked or typed to a person's id, and back to a name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.names import clean_name
from dangjian_desktop.roster.reading import MEMBERS, find_people, labels_on
from dangjian_desktop.roster.records import Member, Person
from dangjian_desktop.store import Reader


def person_id(reader: Reader, raw: str, day: date | None, *, members_only: bool) -> str:
    """The id that ``raw`` means: an id itself, or the name of exactly one person.

    Raises :class:`Refused` with a sentence for a name that nobody or several bear.
    """
    if reader.get(Member, raw) is not None or (not members_only and reader.get(Person, raw) is not None):
        return raw
    name = clean_name(raw)
    found = [
        ref
        for ref in find_people(reader, name, day=day)
        if name in (ref.name, ref.label) and (ref.kind == MEMBERS or not members_only)
    ]
    if len(found) == 1:
        return found[0].id
    if found:
        raise Refused(f"有{len(found)}位“{name}”，请从列表中选一位：{'、'.join(ref.label for ref in found)}。")
    where = "名册" if members_only else "名册和其他人员"
    raise Refused(f"{where}中没有“{name}”。", hint="请检查姓名，或先在“党员”中登记。")


def name_in(labels: Mapping[str, str], person: str | None, other: str | None = None) -> str:
    """What a person is called: by the roster, else by the name typed for a guest, else "" ."""
    if person:
        return labels.get(person, "") or other or "（已不在名册）"
    return other or ""


def name_of(reader: Reader, person: str | None, other: str | None = None) -> str:
    """Like :func:`name_in`, for one person."""
    return name_in(labels_on(reader, reader.now.date()), person, other) if person else other or ""
