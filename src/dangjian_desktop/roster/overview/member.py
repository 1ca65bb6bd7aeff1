"""One member whole: what describes them and every dated fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dangjian_desktop.roster import rules
from dangjian_desktop.roster.private import identity_hint, phone_hint
from dangjian_desktop.roster.reading import (
    group_names,
    labels_on,
    member_facts,
    posts_text,
)
from dangjian_desktop.roster.records import (
    LectureTopic,
    Member,
    MemberSpell,
    Talent,
)
from dangjian_desktop.roster.rules import (
    LeavingReason,
    MemberFacts,
    SpellKind,
    Status,
)
from dangjian_desktop.store import Heads, Reader

MEMBER_FIELDS = (
    "name",
    "sex",
    "ethnicity",
    "native_place",
    "born_on",
    "education",
    "department",
    "duty",
    "identity_number",
    "phone",
    "dues_base",
    "note",
)


@dataclass(frozen=True)
class FactLine:
    """A dated fact of a member. ``kind`` and ``id`` name its record; ``values`` are what may be corrected."""

    kind: str
    id: str
    title: str
    when: str
    detail: str
    running: bool
    values: Mapping[str, Any] = field(default_factory=dict)
    end: str = ""
    """The word of the button that ends it, "" where it doesn't end so."""


@dataclass(frozen=True)
class MemberSheet:
    """One member whole, as the form shows it."""

    id: str
    label: str
    name: str
    status: Status
    note: str
    facts: tuple[str, ...]
    values: Mapping[str, Any]
    heads: Heads
    joined_on: date | None
    converted_on: date | None
    due_on: date | None
    lines: tuple[FactLine, ...]
    talents: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    hints: Mapping[str, str]
    deleted: bool


def member_sheet(reader: Reader, id: str, day: date) -> MemberSheet | None:
    """A member whole, None if there is none of that id (a deleted one is shown as such)."""
    member = reader.get(Member, id)
    if member is None:
        return None
    known = member_facts(reader, id).get(id, MemberFacts(id, member.joined_on, member.converted_on))
    groups = group_names(reader)
    status = rules.status_on(known, day)
    probation = status is Status.PROBATIONARY
    due = (
        rules.probation_ends(member.joined_on, member.probation_extended_to, known.book)
        if probation and member.joined_on
        else None
    )
    age, standing = rules.full_years(member.born_on, day), rules.full_years(member.converted_on, day)
    facts = [
        status.label,
        posts_text(known, day),
        groups.get(rules.group_on(known, day), ""),
        "" if standing is None else f"党龄 {standing} 年",
        "" if age is None else f"{age} 岁",
    ]
    hints = {
        "identity_number": identity_hint(member.identity_number or "", member.born_on),
        "phone": phone_hint(member.phone or ""),
    }
    return MemberSheet(
        id=id,
        label=labels_on(reader, day).get(id, member.name or ""),
        name=member.name or "（未填姓名）",
        status=status,
        note=rules.status_note(known, day),
        facts=tuple(fact for fact in facts if fact),
        values={name: getattr(member, name) for name in MEMBER_FIELDS},
        heads=reader.heads(Member, id),
        joined_on=member.joined_on,
        converted_on=member.converted_on,
        due_on=due,
        lines=_lines(reader, member, known, groups, day),
        talents=tuple((part.id, part.name or "") for part in reader.parts(Talent, id)),
        topics=tuple((part.id, part.title or "") for part in reader.parts(LectureTopic, id)),
        hints={name: hint for name, hint in hints.items() if hint},
        deleted=bool(member.deleted),
    )


def _lines(
    reader: Reader, member: Member, known: MemberFacts, groups: Mapping[str, str], day: date
) -> tuple[FactLine, ...]:
    lines = [
        FactLine("members", member.id, title, day_.isoformat() if day_ else "未填", note, False, {name: day_})
        for name, title, day_, note in (
            ("joined_on", "入党", member.joined_on, "支部大会通过之日，预备期从这天算起"),
            ("converted_on", "转正", member.converted_on, "党龄从这天算起"),
        )
    ]
    for spell in reader.parts(MemberSpell, member.id):
        lines.append(_spell_line(spell, day))
    for group in known.groups:
        values = {"party_group": group.group, "since": group.span.since, "until": group.span.until}
        title, when = groups.get(group.group, "党小组"), _when(group.span)
        lines.append(FactLine("group_spells", group.id, title, when, "", group.span.holds(day), values))
    for held in known.posts:
        values = {"post": held.post.value, "since": held.span.since, "until": held.span.until}
        where, running = groups.get(held.group, ""), held.span.holds(day)
        end = "离任" if running else ""
        lines.append(FactLine("posts", held.id, held.post.label, _when(held.span), where, running, values, end))
    lines.extend(_exclusion_line(entry, day) for entry in known.exclusions)
    return tuple(lines)


def _exclusion_line(entry: rules.Exclusion, day: date) -> FactLine:
    values = {
        "since": entry.span.since,
        "until": entry.span.until,
        "agreed_by": entry.agreed_by,
        "superior_agreed_on": entry.superior_agreed_on,
        "meeting_agreed_on": entry.meeting_agreed_on,
        "note": entry.note,
    }
    effect = "不计入表决和选举应到" if entry.kind.votes_only else "不计入应到"
    detail = "，".join(part for part in (effect, entry.agreed_by and f"{entry.agreed_by}同意", entry.note) if part)
    running = entry.span.holds(day)
    end = "恢复" if running else ""
    return FactLine("exclusions", entry.id, entry.kind.label, _when(entry.span), detail, running, values, end)


def _spell_line(spell: MemberSpell, day: date) -> FactLine:
    kind = next((kind for kind in SpellKind if kind.value == spell.kind), None)
    reason = next((reason.label for reason in LeavingReason if reason.value == spell.ended_by), "")
    span = rules.Span(spell.since, spell.until)
    moves = (
        spell.from_org and f"从{spell.from_org}转入",
        reason and f"{spell.until.isoformat() if spell.until else ''}{reason}{spell.to_org or ''}",
        spell.place,
        spell.approved_by and f"{spell.approved_by}批准",
        spell.note,
    )
    values = {
        "since": spell.since,
        "until": spell.until,
        **({"from_org": spell.from_org, "to_org": spell.to_org} if kind is SpellKind.MEMBERSHIP else {}),
        **({"place": spell.place} if kind is SpellKind.MOBILE else {}),
        "note": spell.note,
    }
    detail = "，".join(part for part in moves if part)
    running = span.holds(day)
    end = "结束" if running and kind is not SpellKind.MEMBERSHIP else ""
    title = kind.label if kind else ""
    return FactLine("member_spells", spell.id, title, _when(span), detail, running, values, end)


def _when(span: rules.Span) -> str:
    return rules.span_phrase(span) or "一直"
