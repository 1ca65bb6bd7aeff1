"""Committee, posts and Party groups."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TypeVar

from sqlalchemy import Select, select

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster import rules
from dangjian_desktop.roster.inputs import (
    AddPartyGroup,
    AppointPost,
    AssignGroup,
    EditPartyGroup,
    EndPost,
    FormCommittee,
    HandOverPost,
    RecordId,
)
from dangjian_desktop.roster.reading import current_committee, member_facts, posts_on
from dangjian_desktop.roster.records import Committee, GroupSpell, Member, PartyGroup, PostSpell
from dangjian_desktop.roster.rules import MemberFacts, Post, Status
from dangjian_desktop.roster.service import organisation
from dangjian_desktop.roster.service.checks import Problems, check_name, cleaned, facts_of, need_here, not_after_today
from dangjian_desktop.roster.service.members import span_problem
from dangjian_desktop.store import Transaction, live

_MANY = (Post.COMMISSIONER, Post.GROUP_LEADER)
"""Posts that several people may hold at once."""


def form_committee(tx: Transaction, data: FormCommittee) -> str:
    """A committee was elected on a day; the one before ends then, and so do its members' posts.

    Raises:
        Refused: no secretary, a post given twice, somebody who isn't a full member, a day to come.
    """
    problems = Problems()
    not_after_today(problems, "formed_on", data.formed_on, tx.now.date(), "选举日期")
    _check_seats(problems, data)
    problems.raise_if_any()
    before = current_committee(tx, data.formed_on)
    if before is not None and before.formed_on is not None and before.formed_on >= data.formed_on:
        raise Refused(f"“{before.name or '本届'}”{before.formed_on.isoformat()}才选出，请核对选举日期。")
    if before is not None:
        _end_committee(tx, before, data.formed_on)
    years = data.term_years or rules.number("committee.term_years", data.formed_on, rulebook(tx, "committee"))
    values = cleaned(
        {
            "name": data.name or f"{data.formed_on.year}年选出",
            "formed_on": data.formed_on,
            "term_years": years,
            "approved_by": data.approved_by,
            "approved_on": data.approved_on,
        }
    )
    committee = tx.create(Committee, values)
    facts = member_facts(tx)
    for seat in data.seats:
        record = tx.need(Member, seat.member)
        _need_full(facts[seat.member], record.name, data.formed_on, seat.post)
        tx.add(
            PostSpell,
            owner=seat.member,
            values={"post": seat.post.value, "committee": committee, "since": data.formed_on, "basis": "选举"},
        )
    tx.label = f"登记换届 {values['name']}"
    return committee


def _check_seats(problems: Problems, data: FormCommittee) -> None:
    counted = Counter(seat.post for seat in data.seats)
    if counted[Post.SECRETARY] == 0:
        problems.add("seats", "没有书记，请选一位。")
    for post, count in counted.items():
        if count > 1 and post not in _MANY:
            problems.add("seats", f"{post.label}填了{count}人，只能有一人。")
    if counted[Post.GROUP_LEADER]:
        problems.add("seats", "党小组组长请在党小组里登记。")
    if len({(seat.member, seat.post) for seat in data.seats}) < len(data.seats):
        problems.add("seats", "同一个人的同一职务填了两次。")


def _end_committee(tx: Transaction, committee: Committee, day: date) -> None:
    tx.edit(Committee, committee.id, {"ended_on": day})
    seats = select(PostSpell).where(live(PostSpell), PostSpell.post != Post.GROUP_LEADER.value)
    _end_all(tx, PostSpell, seats, day)


D = TypeVar("D", GroupSpell, PostSpell)


def _end_all(tx: Transaction, model: type[D], found: Select[tuple[D]], day: date) -> None:
    """Whatever of ``found`` runs on the day ends on it."""
    for part in tx.all(found):
        runs = part.until is None or part.until > day
        if runs and (part.since is None or part.since < day):
            tx.edit(model, part.id, {"until": day})


def _need_full(facts: MemberFacts, name: str | None, day: date, post: Post) -> None:
    if need_here(facts, name, day, f"担任{post.label}") is Status.PROBATIONARY and post is not Post.GROUP_LEADER:
        raise Refused(f"{name}在{day.isoformat()}还是预备党员，不能担任{post.label}。")


def appoint_post(tx: Transaction, data: AppointPost) -> str:
    """A member takes a post in the present term, or leads a group.

    Raises:
        Refused: the post is held by somebody else or already by the member, no group named for a leader, or the
            member is not in the branch (or still probationary) on the day.
    """
    record, facts = facts_of(tx, data.member)
    _need_full(facts, record.name, data.since, data.post)
    group = data.party_group if data.post is Post.GROUP_LEADER else ""
    if data.post is Post.GROUP_LEADER:
        if not group:
            raise Refused("没有说是哪个党小组的组长。")
        tx.need(PartyGroup, group)
    for holder in posts_on(tx, data.since):
        if holder.post is not data.post or (data.post is Post.GROUP_LEADER and holder.group != group):
            continue
        if holder.person_id == data.member:
            raise Refused(f"{record.name}已经是{data.post.label}了。")
        if data.post is not Post.COMMISSIONER:
            raise Refused(f"{data.post.label}现由{holder.name}担任，请先办理离任。")
    committee = current_committee(tx, data.since) if data.post is not Post.GROUP_LEADER else None
    tx.label = f"任{data.post.label} {record.name}"
    values = cleaned(
        {
            "post": data.post.value,
            "committee": committee.id if committee else None,
            "party_group": group,
            "since": data.since,
            "basis": data.basis,
            "approved_on": data.approved_on,
        }
    )
    return tx.add(PostSpell, owner=data.member, values=values)


def end_post(tx: Transaction, data: EndPost) -> str:
    """Somebody leaves a post; from the day on they no longer hold it."""
    part = tx.need(PostSpell, data.id)
    span_problem(part.since, data.day)
    record = tx.get(Member, part.owner or "")
    label = next((post.label for post in Post if post.value == part.post), "")
    tx.label = f"离任{label} {(record.name or '') if record else ''}"
    tx.edit(PostSpell, data.id, {"until": data.day})
    return data.id


def hand_over_post(tx: Transaction, data: HandOverPost) -> str:
    """A post goes from one member to another on a day. Raises :class:`Refused` as leaving and taking it do."""
    part = tx.need(PostSpell, data.id)
    post = next((one for one in Post if one.value == part.post), None)
    if post is None:
        raise Refused("这一职务是新版程序登记的，这里不能交接。", hint="请更新程序后再试。")
    end_post(tx, EndPost(id=data.id, day=data.day))
    made = appoint_post(
        tx, AppointPost(member=data.successor, post=post, since=data.day, party_group=part.party_group or "")
    )
    record = tx.get(Member, data.successor)
    tx.label = f"{post.label}由{(record.name or '') if record else ''}接任"
    return made


def add_party_group(tx: Transaction, data: AddPartyGroup) -> str:
    """A new Party group, with members and leader if known. Raises :class:`Refused` for an empty or known name."""
    values = cleaned({"name": data.name, "formed_on": data.formed_on})
    _check_group(tx, values)
    tx.label = f"设立党小组 {values['name']}"
    group = tx.create(PartyGroup, values)
    since = data.formed_on
    _assign(tx, data.members, group, since)
    if data.leader:
        record, facts = facts_of(tx, data.leader)
        if rules.group_on(facts, since or tx.now.date()) != group:
            _assign(tx, (data.leader,), group, since)
        need_here(facts, record.name, since or tx.now.date(), "担任组长")
        leading = {"post": Post.GROUP_LEADER.value, "party_group": group, "since": since}
        tx.add(PostSpell, owner=data.leader, values=cleaned(leading))
    return group


def _check_group(tx: Transaction, values: dict[str, object], own: str = "") -> None:
    problems = Problems()
    check_name(problems, values, "党小组名称")
    same = select(PartyGroup).where(live(PartyGroup), PartyGroup.name == values.get("name"), PartyGroup.id != own)
    if values.get("name") and any(group.ended_on is None for group in tx.all(same)):
        problems.add("name", f"已有名为“{values['name']}”的党小组，请换个名称。")
    problems.raise_if_any()


def edit_party_group(tx: Transaction, data: EditPartyGroup) -> str:
    """Rename a Party group, or say when it was formed or dissolved (its members then belong to none)."""
    record = tx.need(PartyGroup, data.id)
    values = cleaned(data.changes)
    _check_group(tx, values, own=data.id)
    span_problem(values.get("formed_on", record.formed_on), values.get("ended_on", record.ended_on))
    tx.edit(PartyGroup, data.id, values, seen=data.seen)
    ended = values.get("ended_on")
    if ended is not None:
        _end_all(tx, GroupSpell, select(GroupSpell).where(live(GroupSpell), GroupSpell.party_group == data.id), ended)
        _end_all(tx, PostSpell, select(PostSpell).where(live(PostSpell), PostSpell.party_group == data.id), ended)
    tx.label = f"修改党小组 {values.get('name') or record.name}"
    return data.id


def delete_party_group(tx: Transaction, data: RecordId) -> str:
    """Move a Party group entered by mistake to the recycle bin. Raises :class:`Refused` while it has members."""
    record = tx.need(PartyGroup, data.id)
    members = [key for key, facts in member_facts(tx).items() if rules.group_on(facts, tx.now.date()) == data.id]
    if members:
        raise Refused(f"{record.name}还有{len(members)}名党员，不能删除。", hint="请先把他们编入别的党小组。")
    return organisation.delete(tx, PartyGroup, data.id, record.name or "")


def restore_party_group(tx: Transaction, data: RecordId) -> str:
    """Bring a Party group back from the recycle bin."""
    record = tx.get(PartyGroup, data.id)
    return organisation.restore(tx, PartyGroup, data.id, (record.name or "") if record else "")


def assign_group(tx: Transaction, data: AssignGroup) -> list[str]:
    """Members belong to a group (or to none) from a day on; the group they were in ends on that day."""
    name = "不编组"
    if data.party_group:
        name = tx.need(PartyGroup, data.party_group).name or ""
    if not data.members:
        raise Refused("没有选党员。")
    tx.label = f"编入{name} {len(data.members)}人" if data.party_group else f"不再编组 {len(data.members)}人"
    _assign(tx, data.members, data.party_group, data.since)
    return list(data.members)


def _assign(tx: Transaction, members: tuple[str, ...], group: str, since: date | None) -> None:
    for member in members:
        record, facts = facts_of(tx, member)
        day = since or tx.now.date()
        need_here(facts, record.name, day, "编组")
        if rules.group_on(facts, day) == group:
            continue
        for held in facts.groups:
            if not held.span.overlaps(rules.Span(since)):
                continue
            if since is None or (held.span.since is not None and held.span.since >= since):
                raise Refused(
                    f"{record.name}已有{rules.span_phrase(held.span) or '一直以来'}的党小组登记，与这次的日期重叠。",
                    hint="请填写从哪天起，或更正原来的日期。",
                )
            tx.edit(GroupSpell, held.id, {"until": since})
        if group:
            tx.add(GroupSpell, owner=member, values={"party_group": group, "since": since})
