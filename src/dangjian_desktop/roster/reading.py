"""What the rest of the program asks the roster: who is expected on a day, what people are called, who is meant.

Everything here only reads, inside ``store.read()`` or a transaction, and gives frozen values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import select

from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster import rules
from dangjian_desktop.roster.names import initials, match_name, ordinal_key, stroke_key
from dangjian_desktop.roster.records import (
    BRANCH_ID,
    Branch,
    Committee,
    ExclusionEntry,
    GroupSpell,
    HigherOrg,
    Member,
    MemberSpell,
    PartyGroup,
    Person,
    PostSpell,
    Unit,
)
from dangjian_desktop.roster.rules import (
    ALL_MEMBERS,
    Body,
    Exclusion,
    ExclusionKind,
    GroupHeld,
    MemberFacts,
    PersonCategory,
    Post,
    PostHeld,
    Span,
    Spell,
    SpellKind,
    Status,
)
from dangjian_desktop.store import Part, Reader, live

P = TypeVar("P", bound=Part)
MEMBERS, PEOPLE = "members", "people"


@dataclass(frozen=True)
class PersonRef:
    """A member or another person as pickers and lists show them. ``kind`` is members or people.

    ``label`` is the name, with what tells two of one name apart; ``detail`` the posts and group, or what a
    non-member is; ``votes`` whether the person has the vote on the day asked about.
    """

    id: str
    kind: str
    name: str
    detail: str
    initials: str
    votes: bool
    label: str = ""


@dataclass(frozen=True)
class ExpectedRow:
    """One person of the 应到 table; ``label`` tells two of one name apart, ``group`` is the group's name."""

    person_id: str
    name: str
    group: str
    expected: bool
    votes: bool
    reason: str
    initials: str
    label: str = ""
    status: Status = Status.FULL
    posts: str = ""


@dataclass(frozen=True)
class ExpectedTable:
    """Who is expected on a day: the committee first in the order of posts, then by surname strokes."""

    day: date
    body: Body
    rows: tuple[ExpectedRow, ...]

    @property
    def expected(self) -> int:
        """应到."""
        return sum(row.expected for row in self.rows)

    @property
    def voters(self) -> int:
        """有表决权应到."""
        return sum(row.votes for row in self.rows)


@dataclass(frozen=True)
class GroupRef:
    """A Party group on a day with its leader ("" if none is registered)."""

    id: str
    name: str
    leader_id: str
    leader: str
    members: int


@dataclass(frozen=True)
class BranchFacts:
    """The names that papers need; "" where nothing was entered."""

    name: str = ""
    short_name: str = ""
    document_code: str = ""
    unit: str = ""
    higher_org: str = ""
    place: str = ""


@dataclass(frozen=True)
class PostHolder:
    """Who holds which post on a day."""

    post: Post
    person_id: str
    name: str
    since: date | None
    group: str = ""


def branch_facts(reader: Reader) -> BranchFacts:
    """The branch's names; all empty before the branch was entered."""
    branch = reader.get(Branch, BRANCH_ID)
    if branch is None:
        return BranchFacts()
    unit = reader.get(Unit, branch.unit) if branch.unit else None
    higher = reader.get(HigherOrg, branch.higher_org) if branch.higher_org else None
    return BranchFacts(
        name=branch.name or "",
        short_name=branch.short_name or branch.name or "",
        document_code=branch.document_code or "",
        unit=(unit.name or "") if unit else "",
        higher_org=(higher.name or "") if higher else "",
        place=branch.place or "",
    )


def member_facts(reader: Reader, member: str | None = None) -> dict[str, MemberFacts]:
    """What the rules know of every live member (or of one), by id, with the branch's own book of rules."""
    book = rulebook(reader, "committee")
    spells = _by_owner(reader, MemberSpell, _spell, member)
    exclusions = _by_owner(reader, ExclusionEntry, _exclusion, member)
    groups = _by_owner(reader, GroupSpell, _group, member)
    posts = _by_owner(reader, PostSpell, _post, member)
    members = select(Member.id, Member.joined_on, Member.converted_on).where(live(Member))
    rows = reader.rows(members if member is None else members.where(Member.id == member))
    return {
        row.id: MemberFacts(
            row.id,
            row.joined_on,
            row.converted_on,
            tuple(spells[row.id]),
            tuple(exclusions[row.id]),
            tuple(groups[row.id]),
            tuple(posts[row.id]),
            book,
        )
        for row in rows
    }


F = TypeVar("F")


def _by_owner(
    reader: Reader, model: type[P], make: Callable[[P], F | None], owner: str | None
) -> defaultdict[str, list[F]]:
    found: defaultdict[str, list[F]] = defaultdict(list)
    parts = select(model).where(live(model)).order_by(model.position, model.id)
    for part in reader.all(parts if owner is None else parts.where(model.owner == owner)):
        fact = make(part)
        if fact is not None and part.owner:
            found[part.owner].append(fact)
    return found


def _spell(part: MemberSpell) -> Spell | None:
    kind = _member_of(SpellKind, part.kind)
    return Spell(kind, Span(part.since, part.until), part.place or part.note or "", part.id) if kind else None


def _exclusion(part: ExclusionEntry) -> Exclusion | None:
    kind = _member_of(ExclusionKind, part.kind)
    if kind is None:
        return None
    return Exclusion(
        kind,
        Span(part.since, part.until),
        part.agreed_by or "",
        part.superior_agreed_on,
        part.meeting_agreed_on,
        part.note or "",
        part.id,
    )


def _group(part: GroupSpell) -> GroupHeld | None:
    return GroupHeld(part.party_group, Span(part.since, part.until), part.id) if part.party_group else None


def _post(part: PostSpell) -> PostHeld | None:
    post = _member_of(Post, part.post)
    if post is None:
        return None
    return PostHeld(post, Span(part.since, part.until), part.committee or "", part.party_group or "", part.id)


E = TypeVar("E", bound=StrEnum)


def _member_of(kind: type[E], value: str | None) -> E | None:
    """The enum member of a stored text; None for one that a newer program wrote."""
    return next((member for member in kind if member.value == value), None)


def group_names(reader: Reader) -> dict[str, str]:
    """The names of all Party groups, ended and deleted ones too, by id."""
    return {row.id: row.name or "" for row in reader.rows(select(PartyGroup.id, PartyGroup.name))}


def groups_on(reader: Reader, day: date) -> list[GroupRef]:
    """The Party groups that exist on the day, in the order of their numbers."""
    facts = member_facts(reader)
    names = _names(reader, Member)
    found = []
    for group in reader.all(select(PartyGroup).where(live(PartyGroup))):
        if not Span(group.formed_on, group.ended_on).holds(day):
            continue
        leader = rules.group_leader_on(facts.values(), group.id, day)
        size = len(rules.expected_on(facts.values(), day, Body(rules.BodyKind.GROUP, group.id)))
        leader_id = leader.id if leader else ""
        found.append(GroupRef(group.id, group.name or "", leader_id, names.get(leader_id, ""), size))
    return sorted(found, key=lambda group: ordinal_key(group.name))


@dataclass(frozen=True)
class GroupTime:
    """A Party group and from when until when it exists."""

    id: str
    name: str
    span: Span


def group_times(reader: Reader) -> list[GroupTime]:
    """Every Party group, those dissolved too, in the order of their numbers."""
    rows = reader.all(select(PartyGroup).where(live(PartyGroup)))
    found = [GroupTime(row.id, row.name or "", Span(row.formed_on, row.ended_on)) for row in rows]
    return sorted(found, key=lambda group: (ordinal_key(group.name), group.id))


def posts_on(reader: Reader, day: date) -> list[PostHolder]:
    """All posts held on the day, secretary first, group leaders last."""
    names = _names(reader, Member)
    holders = [
        PostHolder(held.post, member.id, names[member.id], held.span.since, held.group)
        for member in member_facts(reader).values()
        for held in rules.posts_on(member, day)
    ]
    return sorted(holders, key=lambda holder: (rules.POST_ORDER.index(holder.post), stroke_key(holder.name)))


def secretary_on(reader: Reader, day: date) -> PersonRef | None:
    """The secretary on the day, None if none is registered."""
    holders = [holder for holder in posts_on(reader, day) if holder.post is Post.SECRETARY]
    return person_refs(reader, [holders[0].person_id], day).get(holders[0].person_id) if holders else None


def current_committee(reader: Reader, day: date) -> Committee | None:
    """The committee whose time the day falls into (a term that is over goes on until the next election)."""
    rows = reader.all(select(Committee).where(live(Committee)))
    held = [row for row in rows if Span(row.formed_on, row.ended_on).holds(day)]
    return max(held, key=lambda row: (row.formed_on or date.min, row.id)) if held else None


def expected_on(reader: Reader, day: date, body: Body = ALL_MEMBERS) -> ExpectedTable:
    """Who is expected at a meeting of the body on the day, with the reason wherever somebody is not counted."""
    facts = member_facts(reader)
    names, groups, labels = _names(reader, Member), group_names(reader), labels_on(reader, day)
    rows = []
    for line in rules.expected_on(facts.values(), day, body):
        member = facts[line.member]
        rows.append(
            ExpectedRow(
                person_id=line.member,
                name=names[line.member],
                group=groups.get(rules.group_on(member, day), ""),
                expected=line.expected,
                votes=line.votes,
                reason=line.reason,
                initials=initials(names[line.member]),
                label=labels[line.member],
                status=rules.status_on(member, day),
                posts=posts_text(member, day),
            )
        )
    return ExpectedTable(day, body, tuple(sorted(rows, key=lambda row: _sort_key(facts[row.person_id], row.name, day))))


def _sort_key(member: MemberFacts, name: str, day: date) -> tuple[int, object, str]:
    posts = [held.post for held in rules.posts_on(member, day) if held.post is not Post.GROUP_LEADER]
    return (rules.POST_ORDER.index(posts[0]) if posts else len(rules.POST_ORDER), stroke_key(name), member.id)


def posts_text(member: MemberFacts, day: date) -> str:
    """The posts of the day in words: 副书记、组织委员; "" if none."""
    return "、".join(held.post.label for held in rules.posts_on(member, day))


def _names(reader: Reader, model: type[Member] | type[Person]) -> dict[str, str]:
    """Names by id, of deleted records too (a past meeting still names who was there)."""
    return {row.id: row.name or "（未填姓名）" for row in reader.rows(select(model.id, model.name))}


# --- what people are called ---------------------------------------------------------------------------------------


def labels_on(reader: Reader, day: date) -> dict[str, str]:
    """What every member and other person is called, by id; two of one name told apart by group, birth year or unit.

    Deleted and former members are among them, since past meetings name them.
    """
    facts, groups = member_facts(reader), group_names(reader)
    told: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for row in reader.rows(select(Member.id, Member.name, Member.born_on, Member.department, Member.duty)):
        member = facts.get(row.id)
        group = groups.get(rules.group_on(member, day), "") if member else "已删除"
        hints = (group, _birth_year(row.born_on), row.department or "", row.duty or "")
        told[row.name or "（未填姓名）"].append((row.id, hints))
    admitted = {}
    columns = select(Person.id, Person.name, Person.born_on, Person.category, Person.organisation, Person.member)
    for row in reader.rows(columns):
        if row.member:
            admitted[row.id] = row.name or "（未填姓名）"
            continue
        hints = (category_label(row.category), _birth_year(row.born_on), row.organisation or "", "")
        told[row.name or "（未填姓名）"].append((row.id, hints))
    return admitted | {key: label for name, entries in told.items() for key, label in _apart(name, entries).items()}


def _birth_year(born_on: date | None) -> str:
    return f"{born_on.year}年生" if born_on else ""


def _apart(name: str, entries: list[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    if len(entries) == 1:
        return {entries[0][0]: name}
    for place in range(len(entries[0][1])):
        hints = [hint[place] for _key, hint in entries]
        if all(hints) and len(set(hints)) == len(hints):
            return {key: f"{name}（{hint[place]}）" for key, hint in entries}
    whole = {key: "，".join(part for part in hint if part) for key, hint in entries}
    if len(set(whole.values())) < len(whole):
        whole = {key: f"{hint}{'，' if hint else ''}编号{key[:4]}" for key, hint in whole.items()}
    return {key: f"{name}（{hint}）" if hint else name for key, hint in whole.items()}


def member_label(reader: Reader, member: str) -> str:
    """What a member is called, "" if there is none of that id."""
    return labels_on(reader, reader.now.date()).get(member, "")


def person_label(reader: Reader, person: str) -> str:
    """What a member or another person is called, "" if there is none of that id."""
    return member_label(reader, person)


def category_label(category: str | None) -> str:
    """What a non-member is, in Chinese; "" where it was not said."""
    found = _member_of(PersonCategory, category)
    return found.label if found else ""


def person_refs(reader: Reader, ids: Iterable[str] | None = None, day: date | None = None) -> Mapping[str, PersonRef]:
    """The members and other people with these ids, as they stand on ``day`` (default today).

    None gives all live ones; somebody who was admitted is then there once, as a member.
    """
    day = day or reader.now.date()
    facts, groups, labels = member_facts(reader), group_names(reader), labels_on(reader, day)
    wanted = None if ids is None else set(ids)
    votes = {line.member for line in rules.expected_on(facts.values(), day) if line.votes}
    found: dict[str, PersonRef] = {}
    for key, name in _names(reader, Member).items():
        if (key in facts) if wanted is None else (key in wanted):
            detail = _member_detail(facts.get(key), groups, day)
            found[key] = PersonRef(key, MEMBERS, name, detail, initials(name), key in votes, labels[key])
    columns = select(Person.id, Person.name, Person.category, Person.organisation)
    not_admitted = columns.where(live(Person), Person.member.is_(None))
    for row in reader.rows(not_admitted if wanted is None else columns):
        if wanted is None or row.id in wanted:
            name = row.name or "（未填姓名）"
            detail = " ".join(part for part in (category_label(row.category), row.organisation or "") if part)
            found[row.id] = PersonRef(row.id, PEOPLE, name, detail, initials(name), False, labels[row.id])
    return found


def _member_detail(member: MemberFacts | None, groups: Mapping[str, str], day: date) -> str:
    if member is None:
        return "已删除"
    status = rules.status_on(member, day)
    parts = [posts_text(member, day), groups.get(rules.group_on(member, day), "")]
    if status is not Status.FULL:
        parts.insert(0, status.label)
    return " ".join(part for part in parts if part)


def find_people(reader: Reader, text: str, *, day: date | None = None, limit: int = 20) -> list[PersonRef]:
    """Members and other people whose name ``text`` finds: characters, initials or pinyin in any reading.

    The best matches first; then members before others, those who have left last; then by surname strokes.
    """
    day = day or reader.now.date()
    left = {key for key, member in member_facts(reader).items() if rules.status_on(member, day) in _NOT_HERE}
    ranked = []
    for ref in person_refs(reader, None, day).values():
        rank = match_name(text, ref.name)
        if rank is not None:
            order = (ref.id in left, rank, ref.kind != MEMBERS, stroke_key(ref.name), ref.label)
            ranked.append((order, ref))
    ranked.sort(key=lambda item: item[0])
    return [ref for _order, ref in ranked[:limit]]


_NOT_HERE = (Status.LEFT, Status.NOT_YET)
