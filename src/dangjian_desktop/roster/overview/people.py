"""The register as a list: members, former members, others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from dangjian_desktop.roster import rules
from dangjian_desktop.roster.names import stroke_key
from dangjian_desktop.roster.reading import (
    MEMBERS,
    PEOPLE,
    category_label,
    group_names,
    labels_on,
    member_facts,
    posts_text,
)
from dangjian_desktop.roster.records import (
    RECORDS,
    Member,
    Person,
)
from dangjian_desktop.roster.rules import (
    MemberFacts,
    SpellKind,
    Status,
)
from dangjian_desktop.store import Heads, Reader, live

KINDS = frozenset(record.__tablename__ for record in RECORDS)
"""The kinds whose changes these views show."""

PERSON_FIELDS = (
    "name",
    "category",
    "identified_on",
    "sex",
    "born_on",
    "organisation",
    "duty",
    "phone",
    "identity_number",
    "note",
)

MARKS = (
    SpellKind.LEADING_CADRE,
    SpellKind.RETIRED,
    SpellKind.MOBILE,
    SpellKind.HARDSHIP,
    SpellKind.RESERVE,
    SpellKind.SANCTION,
)


@dataclass(frozen=True)
class PersonRow:
    """One line of the register's list. ``status`` None for people who are not members."""

    id: str
    kind: str
    name: str
    label: str
    sex: str
    place: str
    group: str
    posts: str
    joined_on: date | None
    standing: int | None
    status: Status | None
    marks: tuple[str, ...] = ()
    remark: str = ""

    @property
    def here(self) -> bool:
        """Whether it is a member of the branch on the day."""
        return self.status in (Status.FULL, Status.PROBATIONARY)


def people_rows(reader: Reader, day: date) -> tuple[PersonRow, ...]:
    """All members (former ones too) and other people, by surname strokes."""
    facts, groups, labels = member_facts(reader), group_names(reader), labels_on(reader, day)
    rows = [
        _member_row(member, facts[member.id], groups, labels[member.id], day)
        for member in reader.all(select(Member).where(live(Member)))
    ]
    for person in reader.all(select(Person).where(live(Person), Person.member.is_(None))):
        place = " ".join(part for part in (person.organisation, person.duty) if part)
        name = person.name or "（未填姓名）"
        rows.append(
            PersonRow(
                person.id,
                PEOPLE,
                name,
                labels[person.id],
                person.sex or "",
                place,
                "",
                category_label(person.category),
                None,
                None,
                None,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.status is None, stroke_key(row.name), row.label)))


def _member_row(member: Member, known: MemberFacts, groups: Mapping[str, str], label: str, day: date) -> PersonRow:
    marks = [kind.label for kind in MARKS if known.has(kind, day)]
    away = [entry.kind.label for entry in known.exclusions if entry.span.holds(day)]
    if away and "流动党员" not in marks:
        marks.append("不计入应到" if not away[0].startswith("长期") else "不计入表决")
    return PersonRow(
        id=member.id,
        kind=MEMBERS,
        name=member.name or "（未填姓名）",
        label=label,
        sex=member.sex or "",
        place=" ".join(part for part in (member.department, member.duty) if part),
        group=groups.get(rules.group_on(known, day), ""),
        posts=posts_text(known, day),
        joined_on=member.joined_on,
        standing=rules.full_years(member.converted_on, day),
        status=rules.status_on(known, day),
        marks=tuple(marks),
        remark=rules.status_note(known, day),
    )


def person_values(reader: Reader, id: str) -> tuple[dict[str, Any], Heads] | None:
    """What is known of somebody who is not a member, with the heads a form carries; None if there is none."""
    person = reader.get(Person, id)
    if person is None:
        return None
    return {name: getattr(person, name) for name in PERSON_FIELDS}, reader.heads(Person, id)
