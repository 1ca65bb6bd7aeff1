"""民主评议: self, peers, ballots as sums, the verdict, feedback."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.appraisal.inputs import EditAppraisal, EnterCounts, GiveFeedback, GiveVerdicts, MemberCounts
from dangjian_desktop.appraisal.reading.people import appraisal_day, standing_of
from dangjian_desktop.appraisal.records import MemberAppraisal, OrgLifeYear
from dangjian_desktop.appraisal.rules.ballots import Counts, count_problem
from dangjian_desktop.appraisal.rules.grades import Grade, Participant
from dangjian_desktop.appraisal.service.guard import cleaned, name_of, named, not_ahead, refuse, year_of
from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.store import Transaction, part_id


def enter_counts(tx: Transaction, data: EnterCounts) -> str:
    """Enter the tally.

    Raises :class:`Refused` for a member who gets no grade, or whose four figures are more than came back; what is
    wrong with the ballots as a whole is shown, not refused, since it has to be written down to be seen.
    """
    year = year_of(tx, data.year)
    graded = _graded(tx, year)
    problems = []
    for row in data.counts:
        sentence = "" if row.member in graded else "不定等次，没有测评票"
        sentence = sentence or count_problem(_counts(row), data.returned)
        if sentence:
            problems.append(FieldProblem(row.member, f"{name_of(tx, row.member)}：{sentence}。"))
    if problems:
        raise Refused("".join(problem.message for problem in problems[:3]), problems=tuple(problems))
    tx.edit(OrgLifeYear, year.id, {"ballots_issued": data.issued, "ballots_returned": data.returned})
    for row in data.counts:
        counts = _counts(row)
        id = part_id(year.id, "appraisal", row.member)
        if counts.entered or tx.get(MemberAppraisal, id) is not None:
            values = {grade.value: counts.of(grade) for grade in Grade}
            tx.put(MemberAppraisal, year.id, "appraisal", row.member, values)
    tx.label = f"录入{named(year)}民主测评票数"
    return year.id


def _counts(row: MemberCounts) -> Counts:
    return Counts(row.excellent, row.qualified, row.basically_qualified, row.unqualified)


def _graded(tx: Transaction, year: OrgLifeYear) -> dict[str, Participant]:
    return {one.member: one for one in standing_of(tx, year, appraisal_day(tx, year)) if one.graded}


def edit_appraisal(tx: Transaction, data: EditAppraisal) -> str:
    """Change self, peers, verdict or feedback of a member.

    Raises :class:`Refused` for somebody who takes no part, a grade for a member who gets none, or feedback before
    there is a verdict.
    """
    year = year_of(tx, data.year)
    changes = cleaned(data.changes)
    people = {one.member: one for one in standing_of(tx, year, appraisal_day(tx, year))}
    known = tx.get(MemberAppraisal, part_id(year.id, "appraisal", data.member))
    if data.member not in people and known is None:
        refuse("member", "这位党员在评议那天不在本支部，请核对日期。")
    ungraded = changes.get("ungraded_reason") or (data.member in people and not people[data.member].graded)
    lifted = "ungraded_reason" in changes and not changes["ungraded_reason"]
    if changes.get("verdict") and ungraded and not lifted:
        refuse("verdict", f"{name_of(tx, data.member)}这次不定等次，不能评定。")
    if changes.get("ungraded_reason"):
        changes |= {grade.value: None for grade in Grade} | {"verdict": None}
    verdict = changes.get("verdict", known.verdict if known else None)
    if changes.get("feedback_on") and not verdict:
        refuse("feedback_on", "还没有评定等次，评定以后再反馈。")
    not_ahead(tx, "feedback_on", changes.get("feedback_on"), "反馈日期")
    if known is None and not any(value is not None for value in changes.values()):
        return part_id(year.id, "appraisal", data.member)
    tx.label = f"登记{name_of(tx, data.member)}{named(year)}民主评议"
    return tx.put(MemberAppraisal, year.id, "appraisal", data.member, changes, data.seen)


def give_verdicts(tx: Transaction, data: GiveVerdicts) -> str:
    """Give several members one grade. Raises :class:`Refused` for one who gets none, or a day to come."""
    year = year_of(tx, data.year)
    not_ahead(tx, "on", data.on, "评定日期")
    graded = _graded(tx, year)
    wrong = [name_of(tx, member) for member in data.members if member not in graded]
    if wrong:
        refuse("members", f"{'、'.join(wrong)}这次不定等次，不能评定。")
    for member in data.members:
        tx.put(MemberAppraisal, year.id, "appraisal", member, {"verdict": data.grade.value})
    held: dict[str, object] = {"verdict_on": data.on or year.verdict_on or tx.now.date()}
    if data.by or not year.verdict_by:
        held["verdict_by"] = data.by or "committee_meeting"
    tx.edit(OrgLifeYear, year.id, held)
    names = name_of(tx, data.members[0]) if len(data.members) == 1 else f"{len(data.members)}人"
    tx.label = f"评定{names}为{data.grade.label}"
    return year.id


def give_feedback(tx: Transaction, data: GiveFeedback) -> str:
    """Put down that members were told. Raises :class:`Refused` if nobody is left, or for a day to come."""
    year = year_of(tx, data.year)
    not_ahead(tx, "on", data.on, "反馈日期")
    rows = [row for row in tx.parts(MemberAppraisal, year.id) if row.verdict and _chosen(row, data)]
    if not rows:
        raise Refused("没有要登记反馈的党员：要先评定等次，反馈过的不再重复登记。")
    _after_verdict(data.on, year.verdict_on)
    for row in rows:
        tx.edit(MemberAppraisal, row.id, {"feedback_on": data.on})
    tx.label = f"登记{len(rows)}人评议结果反馈"
    return year.id


def _chosen(row: MemberAppraisal, data: GiveFeedback) -> bool:
    return row.member in data.members if data.members else row.feedback_on is None


def _after_verdict(day: date, verdict_on: date | None) -> None:
    if verdict_on is not None and day < verdict_on:
        refuse("on", f"反馈日期早于评定日期{verdict_on.isoformat()}，请核对。")
