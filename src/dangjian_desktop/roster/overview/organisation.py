"""Committee, groups, the branch itself and the 应到 table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster import rules
from dangjian_desktop.roster.names import stroke_key
from dangjian_desktop.roster.reading import (
    ExpectedTable,
    GroupRef,
    PersonRef,
    current_committee,
    expected_on,
    groups_on,
    member_facts,
    person_refs,
)
from dangjian_desktop.roster.records import (
    BRANCH_ID,
    Branch,
    Committee,
    HigherOrg,
    PostSpell,
    Unit,
)
from dangjian_desktop.roster.rules import (
    Body,
    MemberFacts,
    Post,
    Remark,
    Status,
)
from dangjian_desktop.store import Heads, Reader, live


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
    book = rulebook(reader, "committee")
    ends = _ends(committee, book)
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
        remarks=rules.committee_remarks(full, len(seats), held, ends, day, book) if here else (),
        people=tuple(sorted(refs.values(), key=lambda ref: (stroke_key(ref.name), ref.label))),
    )


def _ends(committee: Committee | None, book: Rulebook) -> date | None:
    if committee is None or committee.formed_on is None:
        return None
    years = committee.term_years or rules.rule_on("committee.term_years", committee.formed_on, book).number
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
