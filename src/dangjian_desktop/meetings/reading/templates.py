"""Agenda templates: the branch's own, those shipped with the program, and the agenda of an earlier meeting."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import func, select

from dangjian_desktop.base.resources import resource
from dangjian_desktop.meetings.reading.agenda import by_owner
from dangjian_desktop.meetings.records import AgendaItem, AgendaTemplate, Gathering, Segment, TemplateItem
from dangjian_desktop.meetings.rules.kinds import KINDS
from dangjian_desktop.meetings.rules.templates import TemplateLine
from dangjian_desktop.store import Reader, live, part_id


@dataclass(frozen=True)
class TemplateView:
    """An agenda to begin with. ``own``: kept by the branch; the others come with the program.

    Both are known by an id: that of a shipped one is the same on every PC, so that changes made on two meet.
    """

    id: str
    kind: str
    name: str
    items: tuple[TemplateLine, ...]
    own: bool


@dataclass(frozen=True)
class EarlierAgenda:
    """The agenda of the last meeting of a kind that had one."""

    segment: str
    title: str
    day: date
    items: int


def templates(reader: Reader) -> tuple[TemplateView, ...]:
    """All templates by kind and name: a shipped one stands as long as the branch hasn't changed or removed it."""
    rows = {row.id: row for row in reader.all(select(AgendaTemplate))}
    kept = {id: row for id, row in rows.items() if not row.deleted and row.merged_into is None}
    parts = by_owner(reader, TemplateItem, sorted(kept))
    found = [
        TemplateView(
            row.id,
            row.kind or "",
            row.name or "",
            tuple(
                TemplateLine(one.title or "", one.presenter_role or "", bool(one.first_agenda_item))
                for one in parts.get(row.id, ())
            ),
            own=True,
        )
        for row in kept.values()
    ]
    found += [one for one in shipped() if one.id not in rows]
    order = [str(kind) for kind in KINDS]
    return tuple(sorted(found, key=lambda one: (order.index(one.kind) if one.kind in order else 99, one.name, one.id)))


@cache
def shipped() -> tuple[TemplateView, ...]:
    """The templates that come with the program."""
    rows = tomllib.loads(resource("templates/agenda.toml").read_text("utf-8"))["template"]
    return tuple(
        TemplateView(
            part_id("branch", "agenda_templates", row["key"]),
            row["kind"],
            row["name"],
            tuple(TemplateLine(one["title"], one.get("role", ""), one.get("first", False)) for one in row["items"]),
            own=False,
        )
        for row in rows
    )


def of_kind(found: Iterable[TemplateView], kind: str) -> tuple[TemplateView, ...]:
    """Those for one kind of segment."""
    return tuple(one for one in found if one.kind == kind)


def earlier_agenda(reader: Reader, segment: Segment, day: date | None) -> EarlierAgenda | None:
    """The last meeting of the same kind and group before a day that had an agenda."""
    count = func.count(AgendaItem.id)
    stmt = (
        select(Segment.id, Gathering.title, Gathering.day, count.label("items"))
        .join(Gathering, Segment.owner == Gathering.id)
        .join(AgendaItem, AgendaItem.owner == Segment.id)
        .where(
            live(Gathering),
            live(Segment),
            live(AgendaItem),
            Gathering.day.is_not(None),
            Segment.kind == segment.kind,
            Segment.id != segment.id,
            Segment.party_group.is_not_distinct_from(segment.party_group),
        )
        .group_by(Segment.id)
        .order_by(Gathering.day.desc(), Segment.id)
        .limit(1)
    )
    rows = reader.rows(stmt if day is None else stmt.where(Gathering.day < day))
    return EarlierAgenda(rows[0].id, rows[0].title or "", rows[0].day, rows[0].items) if rows else None
