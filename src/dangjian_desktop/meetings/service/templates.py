"""Agenda templates: keeping one, making one from a meeting, removing it, and beginning an agenda with it."""

from __future__ import annotations

from collections.abc import Sequence

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.base.texts import clean_line
from dangjian_desktop.meetings.reading.templates import TemplateView, templates
from dangjian_desktop.meetings.records import AgendaItem, AgendaTemplate, Segment, TemplateItem
from dangjian_desktop.meetings.rules.kinds import info_of
from dangjian_desktop.meetings.rules.templates import TemplateLine, title_on
from dangjian_desktop.meetings.service.agenda import insert_item
from dangjian_desktop.meetings.service.guard import gathering_of, note_correction, opened, short_label
from dangjian_desktop.meetings.service.inputs import (
    ApplyTemplate,
    CopyAgenda,
    NewAgendaItem,
    OfTemplate,
    SaveTemplate,
    TemplateFromSegment,
)
from dangjian_desktop.store import Reader, Transaction


def save_template(tx: Transaction, data: SaveTemplate) -> str:
    """Keep a template, a new one or in place of another; returns its id.

    Changing a shipped one makes it the branch's own. Raises :class:`Refused` without a name or items, or where
    another of the kind bears the name.
    """
    name = clean_line(data.name)
    items = [TemplateLine(clean_line(one.title), clean_line(one.role), one.first) for one in data.items]
    items = [one for one in items if one.title]
    problems = []
    if not name:
        problems.append(FieldProblem("name", "请给模板起个名字，例如“季度党员大会”。"))
    if not items:
        problems.append(FieldProblem("items", "请至少写一个议题，一行一个。"))
    same = [one for one in templates(tx) if one.kind == data.kind and one.name == name and one.id != data.template]
    if same:
        problems.append(FieldProblem("name", f"已有叫“{name}”的模板，请换个名字。"))
    if problems:
        raise Refused("".join(one.message for one in problems), problems=tuple(problems))
    values = {"kind": str(data.kind), "name": name}
    if data.template is None:
        made = tx.create(AgendaTemplate, values)
    else:
        known = template_of(tx, data.template)
        made = known.id
        if known.own:
            tx.edit(AgendaTemplate, made, values)
        else:
            tx.create(AgendaTemplate, values, id=made)
    _set_items(tx, made, items)
    tx.label = f"保存议程模板“{name}”"
    return made


def _set_items(tx: Transaction, template: str, items: Sequence[TemplateLine]) -> None:
    """Write the lines in order; a line that stayed keeps its record."""
    before = tx.parts(TemplateItem, template)
    for place, one in enumerate(items):
        values = {
            "title": one.title,
            "presenter_role": one.role or None,
            "first_agenda_item": one.first or None,
        }
        if place < len(before):
            tx.edit(TemplateItem, before[place].id, values)
        else:
            tx.add(TemplateItem, template, values)
    for extra in before[len(items) :]:
        tx.delete(TemplateItem, extra.id)


def template_from_segment(tx: Transaction, data: TemplateFromSegment) -> str:
    """Keep the agenda of a meeting as a template; returns its id."""
    segment = tx.need(Segment, data.segment)
    lines = tuple(
        TemplateLine(one.title or "", one.presenter_role or "", bool(one.first_agenda_item))
        for one in tx.parts(AgendaItem, segment.id)
    )
    kind = info_of(segment.kind).kind
    return save_template(tx, SaveTemplate(kind, data.name, lines))


def delete_template(tx: Transaction, data: OfTemplate) -> str:
    """Remove a template; a shipped one is no longer offered. It can be restored from the recycle bin."""
    known = template_of(tx, data.template)
    if not known.own:
        tx.create(AgendaTemplate, {"kind": known.kind, "name": known.name}, id=known.id)
        _set_items(tx, known.id, known.items)
    tx.delete(AgendaTemplate, known.id)
    tx.label = f"删除议程模板“{known.name}”"
    return known.id


def restore_template(tx: Transaction, data: OfTemplate) -> str:
    """Take a template out of the recycle bin."""
    tx.restore(AgendaTemplate, data.template)
    tx.label = "恢复议程模板"
    return data.template


def apply_template(tx: Transaction, data: ApplyTemplate) -> int:
    """Put a template's items on a segment's agenda, after what stands there; returns how many."""
    known = template_of(tx, data.template)
    count = _append(tx, data.segment, known.items, data.correction)
    tx.label = f"用模板“{known.name}”排议程"
    return count


def copy_agenda(tx: Transaction, data: CopyAgenda) -> int:
    """Put the titles of an earlier meeting's agenda on this one's; nothing of what was said or decided."""
    source = tx.need(Segment, data.source)
    lines = tuple(
        TemplateLine(one.title or "", one.presenter_role or "", bool(one.first_agenda_item))
        for one in tx.parts(AgendaItem, source.id)
    )
    if not lines:
        raise Refused("那一次没有议题可以照搬。")
    count = _append(tx, data.segment, lines, data.correction)
    tx.label = f"照{short_label(gathering_of(tx, source))}排议程"
    return count


def _append(tx: Transaction, segment: str, lines: Sequence[TemplateLine], correction: str) -> int:
    found = tx.need(Segment, segment)
    gathering = opened(gathering_of(tx, found), correction)
    there = {one.title for one in tx.parts(AgendaItem, found.id)}
    titled = [(title_on(one.title, gathering.day), one) for one in lines]
    fresh = [(title, one) for title, one in titled if title not in there]
    for title, one in fresh:
        insert_item(tx, found.id, NewAgendaItem(title, presenter_role=one.role, first_agenda_item=one.first))
    if fresh:
        note_correction(tx, gathering, f"增加议题：{'、'.join(title for title, _one in fresh)}", correction)
    return len(fresh)


def template_of(reader: Reader, template: str) -> TemplateView:
    """The template of this id, the branch's own or a shipped one. Raises :class:`Refused` if there is none."""
    found = next((one for one in templates(reader) if one.id == template), None)
    if found is None:
        raise Refused("找不到这个议程模板，可能已被删除。")
    return found
