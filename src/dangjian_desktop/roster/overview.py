"""What the roster's own views show: lists, one member whole, committee and groups. Frozen values, only reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from dangjian_desktop.roster import rules
from dangjian_desktop.roster.names import stroke_key
from dangjian_desktop.roster.private import identity_hint, phone_hint
from dangjian_desktop.roster.reading import (
    MEMBERS,
    PEOPLE,
    ExpectedTable,
    GroupRef,
    PersonRef,
    category_label,
    current_committee,
    expected_on,
    group_names,
    groups_on,
    labels_on,
    member_facts,
    person_refs,
    posts_text,
)
from dangjian_desktop.roster.records import (
    BRANCH_ID,
    RECORDS,
    Branch,
    Committee,
    HigherOrg,
    LectureTopic,
    Member,
    MemberSpell,
    Person,
    PostSpell,
    Talent,
    Unit,
)
from dangjian_desktop.roster.rules import (
    Body,
    LeavingReason,
    MemberFacts,
    Post,
    Remark,
    SpellKind,
    Status,
)
from dangjian_desktop.store import Heads, Reader, live

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
KINDS = frozenset(record.__tablename__ for record in RECORDS)
"""The kinds whose changes these views show."""
MARKS = (SpellKind.RETIRED, SpellKind.MOBILE, SpellKind.HARDSHIP, SpellKind.RESERVE, SpellKind.SANCTION)


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


@dataclass(frozen=True)
class PostLine:
    """A post in the committee and who holds it. ``id`` is the post entry's."""

    id: str
    post: Post
    person_id: str
    name: str
    since: date | None
    standing: int | None


@dataclass(frozen=True)
class Board:
    """Committee and groups on a day, and what the regulations say of them."""

    day: date
    committee: str
    committee_id: str
    elected_on: date | None
    ends_on: date | None
    posts: tuple[PostLine, ...]
    groups: tuple[GroupRef, ...]
    ungrouped: int
    remarks: tuple[Remark, ...]
    people: tuple[PersonRef, ...]


@dataclass(frozen=True)
class ExclusionLine:
    """A running line of the 应到 table: whom it concerns and the entry's id."""

    id: str
    person_id: str


@dataclass(frozen=True)
class ExpectedView:
    """The 应到 table of a day with the entries that may be ended, and the members that may be put on it."""

    table: ExpectedTable
    exclusions: tuple[ExclusionLine, ...]


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
        rules.probation_ends(member.joined_on, member.probation_extended_to) if probation and member.joined_on else None
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


def person_values(reader: Reader, id: str) -> tuple[dict[str, Any], Heads] | None:
    """What is known of somebody who is not a member, with the heads a form carries; None if there is none."""
    person = reader.get(Person, id)
    if person is None:
        return None
    return {name: getattr(person, name) for name in PERSON_FIELDS}, reader.heads(Person, id)


def branch_values(reader: Reader) -> tuple[dict[str, Any], Heads]:
    """The branch's facts with its unit's and higher organisation's names, as the form shows them."""
    branch = reader.get(Branch, BRANCH_ID)
    if branch is None:
        return {}, {}
    unit = reader.get(Unit, branch.unit) if branch.unit else None
    higher = reader.get(HigherOrg, branch.higher_org) if branch.higher_org else None
    names = ("name", "short_name", "code", "document_code", "established_on", "place", "office_phone", "note")
    values = {name: getattr(branch, name) for name in names}
    values |= {"unit": unit.name if unit else None, "higher_org": higher.name if higher else None}
    return values, reader.heads(Branch, BRANCH_ID)


def board(reader: Reader, day: date) -> Board:
    """Committee, posts and groups of the day, with what the regulations remark."""
    facts = member_facts(reader)
    committee = current_committee(reader, day)
    posts = _post_lines(reader, facts, day)
    full = sum(rules.status_on(member, day) is Status.FULL for member in facts.values())
    ends = _ends(committee)
    here = [member for member in facts.values() if rules.status_on(member, day) in (Status.FULL, Status.PROBATIONARY)]
    seats = {line.person_id for line in posts}
    held = frozenset(line.post for line in posts)
    refs = person_refs(reader, [member.id for member in here], day)
    return Board(
        day=day,
        committee=(committee.name or "") if committee else "",
        committee_id=committee.id if committee else "",
        elected_on=committee.formed_on if committee else None,
        ends_on=ends,
        posts=posts,
        groups=tuple(groups_on(reader, day)),
        ungrouped=sum(not rules.group_on(member, day) for member in here),
        remarks=rules.committee_remarks(full, len(seats), held, ends, day) if here else (),
        people=tuple(sorted(refs.values(), key=lambda ref: (stroke_key(ref.name), ref.label))),
    )


def _ends(committee: Committee | None) -> date | None:
    if committee is None or committee.formed_on is None:
        return None
    years = committee.term_years or rules.rule_on("committee.term_years", committee.formed_on).number
    return rules.term_ends(committee.formed_on, years)


def _post_lines(reader: Reader, facts: Mapping[str, MemberFacts], day: date) -> tuple[PostLine, ...]:
    refs = person_refs(reader, facts, day)
    lines = [
        PostLine(held.id, held.post, member.id, refs[member.id].label, held.span.since, standing)
        for member in rules.committee_on(facts.values(), day)
        for standing in (rules.full_years(member.converted_on, day),)
        for held in rules.posts_on(member, day)
        if held.post is not Post.GROUP_LEADER
    ]
    return tuple(sorted(lines, key=lambda line: rules.POST_ORDER.index(line.post)))


def expected_view(reader: Reader, day: date, body: Body) -> ExpectedView:
    """The 应到 table with the entries behind it."""
    table = expected_on(reader, day, body)
    facts = member_facts(reader)
    entries = tuple(
        ExclusionLine(entry.id, row.person_id)
        for row in table.rows
        for entry in facts[row.person_id].exclusions
        if entry.span.holds(day)
    )
    return ExpectedView(table, entries)


def leader_post(reader: Reader, group: str, day: date) -> str:
    """The id of the entry by which somebody leads the group on the day, "" if nobody does."""
    rows = reader.all(select(PostSpell).where(live(PostSpell), PostSpell.party_group == group))
    held = [row for row in rows if row.post == Post.GROUP_LEADER and rules.Span(row.since, row.until).holds(day)]
    return max(held, key=lambda row: (row.since or date.min, row.id)).id if held else ""
