"""Changes in the world of a member: admitted, converted, come, gone, mobile, retired, not counted among 应到."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster import rules
from dangjian_desktop.roster.inputs import (
    AddMember,
    Admit,
    ConvertToFull,
    EndExclusion,
    EndMark,
    ExcludeFromExpected,
    ExtendProbation,
    LeaveBranch,
    MarkMember,
    TransferIn,
    TransferOut,
)
from dangjian_desktop.roster.names import clean_name
from dangjian_desktop.roster.records import ExclusionEntry, GroupSpell, Member, MemberSpell, Person, PostSpell
from dangjian_desktop.roster.rules import LeavingReason, SpellKind, Status
from dangjian_desktop.roster.service.checks import (
    Problems,
    check_span,
    cleaned,
    facts_of,
    need_here,
    not_after_today,
)
from dangjian_desktop.roster.service.members import insert_member, span_problem
from dangjian_desktop.store import Part, Transaction, live


def admit(tx: Transaction, data: Admit) -> str:
    """The general meeting admitted somebody as probationary member on ``data.day``; gives the new member's id.

    A person of the roster keeps what is known of them. Raises :class:`Refused` without a name, for a day to come,
    or for somebody already admitted.
    """
    person = tx.need(Person, data.person) if data.person else None
    if person is not None and person.member:
        raise Refused(f"{person.name}已经登记为党员了。", hint="请在名册里查看。")
    input_ = AddMember(
        name=data.name or ((person.name or "") if person else ""),
        sex="男" if person and person.sex == "男" else "女" if person and person.sex == "女" else "",
        ethnicity=(person.ethnicity or "") if person else "",
        born_on=person.born_on if person else None,
        identity_number=(person.identity_number or "") if person else "",
        duty=(person.duty or "") if person else "",
        phone=(person.phone or "") if person else "",
        joined_on=data.day,
        party_group=data.party_group,
    )
    tx.label = f"接收预备党员 {clean_name(input_.name)}"
    member = insert_member(tx, input_, data.day)
    if person is not None:
        tx.edit(Person, person.id, {"member": member})
    return member


def convert_to_full(tx: Transaction, data: ConvertToFull) -> str:
    """A probationary member became a full member. Raises :class:`Refused` if they weren't probationary that day."""
    record, facts = facts_of(tx, data.member)
    problems = Problems()
    not_after_today(problems, "day", data.day, tx.now.date(), "转正日期")
    problems.raise_if_any()
    if record.converted_on is not None:
        raise Refused(f"{record.name}已于{record.converted_on.isoformat()}转正。", hint="日期填错了请用“更正”。")
    need_here(facts, record.name, data.day, "转正")
    if record.joined_on is not None and data.day < record.joined_on:
        raise Refused(f"转正日期早于入党日期{record.joined_on.isoformat()}，请核对。")
    tx.label = f"按期转正 {record.name} {data.day.isoformat()}"
    tx.edit(Member, data.member, {"converted_on": data.day})
    return data.member


def extend_probation(tx: Transaction, data: ExtendProbation) -> str:
    """Prolong a probation by half a year to a year. Raises :class:`Refused` beyond what the Constitution allows."""
    record, facts = facts_of(tx, data.member)
    if record.joined_on is None or rules.status_on(facts, tx.now.date()) is not Status.PROBATIONARY:
        raise Refused(f"{record.name}不是预备党员，不能延长预备期。")
    ends = rules.probation_ends(record.joined_on, book=facts.book)
    latest = rules.add_years(ends, rules.number("probation.extension_years_max", ends, facts.book))
    if not ends < data.to <= latest:
        raise Refused(f"预备期{ends.isoformat()}满，延长后应在{latest.isoformat()}以前。", hint="延长不能超过一年。")
    tx.label = f"延长预备期 {record.name}"
    tx.edit(Member, data.member, {"probation_extended_to": data.to})
    return data.member


def transfer_in(tx: Transaction, data: TransferIn) -> str:
    """A member came on ``data.day``: new to the roster (``member``) or back again (``id``)."""
    problems = Problems()
    not_after_today(problems, "day", data.day, tx.now.date(), "转入日期")
    problems.raise_if_any()
    if data.id:
        record, facts = facts_of(tx, data.id)
        if rules.belongs(facts, data.day):
            raise Refused(f"{record.name}在{data.day.isoformat()}已经是本支部党员。")
        tx.label = f"转入党员 {record.name}"
        values = cleaned({"kind": SpellKind.MEMBERSHIP.value, "since": data.day, "from_org": data.from_org})
        tx.add(MemberSpell, owner=data.id, values=values)
        return data.id
    if data.member is None:
        raise Refused("没有填写转入党员的情况。", hint="请至少填写姓名。")
    tx.label = f"转入党员 {clean_name(data.member.name)}"
    return insert_member(tx, data.member, data.day, data.from_org)


def transfer_out(tx: Transaction, data: TransferOut) -> str:
    """A member's relation left; group, posts and other running facts end with it."""
    return _leave(tx, data.member, data.day, LeavingReason.TRANSFERRED, to_org=data.to_org)


def leave_branch(tx: Transaction, data: LeaveBranch) -> str:
    """A member died, withdrew, was removed or expelled, or the probation was cancelled."""
    return _leave(tx, data.member, data.day, data.reason, note=data.note)


def _leave(tx: Transaction, member: str, day: date, reason: LeavingReason, *, to_org: str = "", note: str = "") -> str:
    record, facts = facts_of(tx, member)
    problems = Problems()
    not_after_today(problems, "day", day, tx.now.date(), "日期")
    problems.raise_if_any()
    status = need_here(facts, record.name, day, f"登记{reason.label}")
    if reason is LeavingReason.PROBATION_CANCELLED and status is Status.FULL:
        raise Refused(f"{record.name}是正式党员，不能取消预备党员资格。")
    open_spell = next(
        (
            spell
            for spell in facts.spells
            if spell.kind is SpellKind.MEMBERSHIP and spell.span.holds(day) and spell.span.since != day
        ),
        None,
    )
    ended = cleaned({"until": day, "ended_by": reason.value, "to_org": to_org, "note": note})
    ended = {field: value for field, value in ended.items() if value is not None}
    if open_spell is None:
        raise Refused(f"{record.name}在{day.isoformat()}才转入，请核对日期。")
    tx.edit(MemberSpell, open_spell.id, ended)
    _end_running(tx, member, day)
    tx.label = f"{reason.label} {record.name} {day.isoformat()}"
    return member


def _end_running(tx: Transaction, member: str, day: date) -> None:
    """Everything of the member that still runs on the day ends on it; what begins later stays to be looked at."""
    models: tuple[type[MemberSpell | GroupSpell | PostSpell | ExclusionEntry], ...] = (
        MemberSpell,
        GroupSpell,
        PostSpell,
        ExclusionEntry,
    )
    for model in models:
        for part in tx.parts(model, member):
            runs = part.until is None or part.until > day
            if runs and (part.since is None or part.since < day):
                tx.edit(model, part.id, {"until": day})


def mark_member(tx: Transaction, data: MarkMember) -> str:
    """From a day on the member is mobile, retired, in hardship, a reserve candidate or under sanction.

    Raises :class:`Refused` if the same already holds at that time, or the interval ends before it begins.
    """
    record, facts = facts_of(tx, data.member)
    kind = data.kind
    if kind is SpellKind.MEMBERSHIP:
        raise Refused("组织关系不在这里登记。", hint="请用“转入”或“转出”。")
    span_problem(data.since, data.until)
    span = rules.Span(data.since, data.until)
    for spell in facts.spells:
        if spell.kind is kind and spell.span.overlaps(span):
            when = rules.span_phrase(spell.span) or "一直"
            raise Refused(f"{record.name}已登记为{kind.label}（{when}）。", hint="日期不对请用“更正”。")
    tx.label = f"登记{kind.label} {record.name}"
    values = cleaned(
        {
            "kind": kind.value,
            "since": data.since,
            "until": data.until,
            "place": data.place,
            "approved_by": data.approved_by,
            "note": data.note,
        }
    )
    return tx.add(MemberSpell, owner=data.member, values=values)


def end_mark(tx: Transaction, data: EndMark) -> str:
    """Such a fact no longer holds from a day on. The relation in the branch ends by transfer, not so."""
    spell = tx.need(MemberSpell, data.id)
    if spell.kind == SpellKind.MEMBERSHIP:
        raise Refused("组织关系不在这里结束。", hint="请用“转出”或“离开”。")
    span_problem(spell.since, data.day)
    label = next((kind.label for kind in SpellKind if kind.value == spell.kind), "")
    tx.label = f"结束{label} {_owner_name(tx, spell)}"
    tx.edit(MemberSpell, data.id, {"until": data.day})
    return data.id


def exclude_from_expected(tx: Transaction, data: ExcludeFromExpected) -> str:
    """Put a member on the 应到 table as not counted.

    Raises:
        Refused: nobody is named who agreed, the interval ends before it begins, or one already runs.
    """
    record, facts = facts_of(tx, data.member)
    problems = Problems()
    if not data.kind.votes_only and not data.agreed_by:
        problems.add("agreed_by", f"{data.kind.label}不计入应到，请填写是谁同意的，例如：支委会。")
    check_span(problems, data.since, data.until)
    today = tx.now.date()
    not_after_today(problems, "superior_agreed_on", data.superior_agreed_on, today, "上级同意日期")
    not_after_today(problems, "meeting_agreed_on", data.meeting_agreed_on, today, "大会通过日期")
    problems.raise_if_any()
    span = rules.Span(data.since, data.until)
    for entry in facts.exclusions:
        if entry.span.overlaps(span):
            raise Refused(
                f"{record.name}已有一条：{rules.exclusion_phrase(entry)}。", hint="请先结束那一条或更正日期。"
            )
    tx.label = f"不计入应到 {record.name} {data.kind.label}"
    values = cleaned(
        {
            "kind": data.kind.value,
            "since": data.since,
            "until": data.until,
            "agreed_by": data.agreed_by,
            "superior_agreed_on": data.superior_agreed_on,
            "meeting_agreed_on": data.meeting_agreed_on,
            "note": data.note,
        }
    )
    return tx.add(ExclusionEntry, owner=data.member, values=values)


def end_exclusion(tx: Transaction, data: EndExclusion) -> str:
    """The member counts again from the day on."""
    entry = tx.need(ExclusionEntry, data.id)
    span_problem(entry.since, data.day)
    tx.label = f"恢复计入应到 {_owner_name(tx, entry)}"
    tx.edit(ExclusionEntry, data.id, {"until": data.day})
    return data.id


def _owner_name(tx: Transaction, part: Part) -> str:
    rows = tx.rows(select(Member.name).where(live(Member), Member.id == part.owner))
    return (rows[0].name or "") if rows else ""
