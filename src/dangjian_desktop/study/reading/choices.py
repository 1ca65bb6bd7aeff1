"""What the forms of study may choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dangjian_desktop.feature import find_reference
from dangjian_desktop.links.reading import links_from
from dangjian_desktop.links.records import Relation
from dangjian_desktop.roster.reading import GroupRef, PersonRef, groups_on, labels_on, person_refs
from dangjian_desktop.store import Heads, Reader
from dangjian_desktop.study.reading.forms import form_choices
from dangjian_desktop.study.reading.items import is_held
from dangjian_desktop.study.reading.rota import absences, away_among, choices_for
from dangjian_desktop.study.records import PlanItem
from dangjian_desktop.study.rules.rota import Choice

ITEM_FIELDS = (
    "month",
    "day",
    "content",
    "readings",
    "form",
    "lecturer",
    "lecturer_name",
    "lecturer_unit",
    "responsible",
    "hours",
    "audience",
    "party_group",
    "proposer",
)


@dataclass(frozen=True)
class Choices:
    """People, Party groups and forms of today; 中心工作 as (id, name)."""

    people: tuple[PersonRef, ...]
    groups: tuple[GroupRef, ...]
    forms: tuple[tuple[str, str], ...]
    tasks: tuple[tuple[str, str], ...]

    @property
    def members(self) -> tuple[PersonRef, ...]:
        return tuple(ref for ref in self.people if ref.kind == "members")


@dataclass(frozen=True)
class ItemForm:
    """What the form of an item needs; ``values`` and ``seen`` of one being changed, ``served`` its 中心工作."""

    choices: Choices
    values: Mapping[str, object]
    seen: Heads
    served: str = ""
    held: bool = False


def choices(reader: Reader) -> Choices:
    """What can be chosen today."""
    tasks = find_reference(reader, "core_tasks")
    hits = tasks.find(reader, "", 60) if tasks else []
    return Choices(
        people=tuple(person_refs(reader).values()),
        groups=tuple(groups_on(reader, reader.now.date())),
        forms=form_choices(reader),
        tasks=tuple((hit.id, hit.title) for hit in hits),
    )


def item_form(reader: Reader, item: str = "") -> ItemForm:
    """What the form of an item needs; "" for a new one. Raises :class:`Refused` if it is gone."""
    if not item:
        return ItemForm(choices(reader), {}, {})
    record = reader.need(PlanItem, item)
    served = [one.id for one in links_from(reader, item, Relation.SERVES) if not one.gone]
    return ItemForm(
        choices(reader),
        {name: getattr(record, name) for name in ITEM_FIELDS},
        reader.heads(PlanItem, item),
        served[0] if served else "",
        is_held(reader, item),
    )


@dataclass(frozen=True)
class Replacing:
    """Who could lecture on an item instead, whose turn it is first; ``away`` says why the present one can't."""

    choices: tuple[Choice, ...]
    names: Mapping[str, str]
    away: str


def replacing(reader: Reader, item: str) -> Replacing:
    """The choices of 换人."""
    record = reader.need(PlanItem, item)
    found = tuple(one for one in choices_for(reader, item) if one.speaker != record.lecturer)
    day = record.day
    away = away_among(absences(reader), record.lecturer or "", day) if day else ""
    return Replacing(found, labels_on(reader, reader.now.date()), away)
