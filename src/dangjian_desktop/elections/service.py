"""What can be done with an election: begin, ask and be allowed, put up, count, decide ties, install."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.elections import inputs
from dangjian_desktop.elections.reading import ElectionView, election_title, election_view, needs_committee
from dangjian_desktop.elections.records import Candidate, Election, Round, Teller
from dangjian_desktop.elections.rules import SEAT_LABELS, Body, ElectionKind, SeatKind, TellerRole
from dangjian_desktop.roster.inputs import AppointPost, FormCommittee, Seat
from dangjian_desktop.roster.reading import branch_facts, current_committee, expected_on, labels_on
from dangjian_desktop.roster.rules import Post
from dangjian_desktop.roster.service.posts import appoint_post, form_committee
from dangjian_desktop.store import Transaction

_ORDER = (
    ("hold_requested_on", "请示召开日期"),
    ("hold_approved_on", "批复召开日期"),
    ("candidates_requested_on", "候选人请示日期"),
    ("candidates_approved_on", "候选人批复日期"),
    ("planned_on", "选举日期"),
    ("reported_on", "结果报告日期"),
    ("result_approved_on", "结果批复日期"),
)
"""The days in the order in which they may follow one another."""


def start_election(tx: Transaction, data: inputs.StartElection) -> str:
    """Begin an election with the ballots it wants.

    A branch with a committee: 委员 by the general meeting, then 书记 (and 副书记) by the committee; one without:
    书记 by the general meeting (支部工作条例; 机关条例 第七条). A by-election begins with 委员 alone.
    """
    values = {"kind": str(data.kind), "planned_on": data.planned_on}
    values |= {name: getattr(data, name) or None for name in ("term_name", "reason", "place")}
    election = tx.create(Election, values)
    day = data.planned_on or tx.now.date()
    plan: list[tuple[Body, SeatKind, int]] = []
    if needs_committee(tx, day):
        plan.append((Body.GENERAL, SeatKind.MEMBER, data.seats))
        if data.kind is ElectionKind.TERM:
            plan.append((Body.COMMITTEE, SeatKind.SECRETARY, 1))
    else:
        plan.append((Body.GENERAL, SeatKind.SECRETARY, 1))
    for body, seat, seats in plan:
        tx.add(Round, election, {"body": str(body), "seat": str(seat), "seats": seats})
    tx.label = f"筹备{election_title(tx.need(Election, election))}"
    return election


def edit_election(tx: Transaction, data: inputs.EditElection) -> str:
    """Change days, numbers, place, the meeting. Raises :class:`Refused` where days stand in the wrong order."""
    record = tx.need(Election, data.id)
    changes = {name: None if value == "" else value for name, value in data.changes.items()}
    after = {name: changes.get(name, getattr(record, name)) for name, _label in _ORDER}
    _check_days(after, changes, tx.now.date())
    tx.label = f"修改{election_title(record)}"
    tx.edit(Election, data.id, changes, seen=data.seen)
    return data.id


def delete_election(tx: Transaction, data: inputs.ElectionId) -> str:
    """Move an election to the recycle bin. Raises :class:`Refused` once the new committee is entered."""
    record = tx.need(Election, data.id)
    if record.installed_on is not None:
        raise Refused("新班子已经登记，这次选举不能删除。", hint="登记错了请先在“班子小组”里改。")
    tx.label = f"删除{election_title(record)}"
    tx.delete(Election, data.id)
    return data.id


def restore_election(tx: Transaction, data: inputs.ElectionId) -> str:
    """Bring an election back from the recycle bin. Raises :class:`Refused` if it was never there."""
    record = tx.get(Election, data.id)
    if record is None:
        raise Refused("回收站里没有这次选举。")
    tx.label = f"恢复{election_title(record)}"
    tx.restore(Election, data.id)
    return data.id


def add_round(tx: Transaction, data: inputs.AddRound) -> str:
    """A further ballot (副书记, another 委员). Raises :class:`Refused` for a second one on the same thing."""
    view = _view(tx, data.election)
    if any((one.body, one.seat) == (data.body, data.seat) and not one.revote_of for one in view.rounds):
        raise Refused(f"已经有选举{SEAT_LABELS[data.seat]}这一项了。")
    tx.label = f"添加选举{SEAT_LABELS[data.seat]}"
    return tx.add(Round, data.election, {"body": str(data.body), "seat": str(data.seat), "seats": data.seats})


def edit_round(tx: Transaction, data: inputs.EditRound) -> str:
    """Another number of seats. Raises :class:`Refused` once the votes are counted."""
    one = tx.need(Round, data.id)
    if one.returned is not None:
        raise Refused("票数已经登记，应选人数不能再改。", hint="名额减少须经大会过半数同意，请另加一项说明。")
    tx.label = f"修改应选{SEAT_LABELS[SeatKind(one.seat or SeatKind.MEMBER)]}人数"
    tx.edit(Round, data.id, {"seats": data.seats})
    return data.id


def delete_round(tx: Transaction, data: inputs.ElectionId) -> str:
    """Take a ballot out. Raises :class:`Refused` if it is missing."""
    one = tx.need(Round, data.id)
    tx.label = f"删除选举{SEAT_LABELS[SeatKind(one.seat or SeatKind.MEMBER)]}"
    tx.delete(Round, data.id)
    return data.id


def set_candidates(tx: Transaction, data: inputs.SetCandidates) -> str:
    """Who stands on a ballot. Raises :class:`Refused` for somebody without the right to stand (预备党员, 留党察看)."""
    election, one = _round(tx, data.round)
    view = _view(tx, election)
    _check_standing(tx, view, one, data.members)
    found = next(found for found in view.rounds if found.id == data.round)
    if found.counted:
        raise Refused("票数已经登记，候选人不能再改。", hint="登记错了请先撤销票数。")
    there = {part.person: part for part in tx.parts(Candidate, data.round)}
    for person in data.members:
        tx.put(Candidate, data.round, "candidate", person, {"person": person, "stood_down": None, "written_in": None})
    for known, part in there.items():
        if known not in data.members and not part.stood_down:
            tx.edit(Candidate, part.id, {"stood_down": True})
    tx.label = f"提名{SEAT_LABELS[found.seat]}候选人"
    return data.round


def count_round(tx: Transaction, data: inputs.CountRound) -> str:
    """Enter papers and votes. Raises :class:`Refused` before both approvals, below the quorum, for impossible figures.

    Somebody who stood on no ballot is written in (另选他人).
    """
    election, _one = _round(tx, data.round)
    view = _view(tx, election)
    if view.blocked:
        raise Refused(view.blocked, hint="请先在“请示和批复”里登记批复日期。")
    found = next(found for found in view.rounds if found.id == data.round)
    if found.body is Body.GENERAL and view.electorate.quorum == "none":
        raise Refused(f"到会有选举权的{found.present}人，不到应到{found.expected}人的五分之四，会议无效，不能选举。")
    if found.body is Body.GENERAL and found.present is None:
        raise Refused("还不知道到会有选举权的人数，不能登记票数。", hint="请先关联选举大会并签到，或填实到人数。")
    _check_standing(tx, view, tx.need(Round, data.round), [one.member for one in data.votes])
    values: dict[str, object] = {"issued": data.issued, "returned": data.returned, "invalid": data.invalid}
    if found.body is Body.COMMITTEE:
        values["present"] = data.present if data.present is not None else data.issued
    tx.edit(Round, data.round, values)
    on_ballot = {row.person for row in found.candidates if not row.written_in}
    for one in data.votes:
        votes: dict[str, object] = {"person": one.member, "yes": one.yes, "no": one.no, "abstain": one.abstain}
        votes |= {"written_in": None if one.member in on_ballot else True, "stood_down": None}
        tx.put(Candidate, data.round, "candidate", one.member, votes)
    problems = next(after for after in _view(tx, election).rounds if after.id == data.round).problems
    if problems:
        raise Refused("".join(problems))
    tx.label = f"登记{found.title}票数"
    return data.round


def revote(tx: Transaction, data: inputs.ElectionId) -> str:
    """A second ballot for those tied, or for the seats left over (另行选举). Raises :class:`Refused` without need."""
    election, _one = _round(tx, data.id)
    view = _view(tx, election)
    found = next(found for found in view.rounds if found.id == data.id)
    if found.outcome is None or not found.outcome.vacant:
        raise Refused("应选名额已经选满，不需要另行选举。")
    if found.revoted:
        raise Refused("已经有另行选举了。")
    values = {
        "body": str(found.body),
        "seat": str(found.seat),
        "seats": found.outcome.vacant,
        "revote_of": found.id,
    }
    again = tx.add(Round, election, values, after=found.id)
    tied = set(found.outcome.tied)
    for row in found.candidates:
        if row.id in tied:
            tx.put(Candidate, again, "candidate", row.person, {"person": row.person})
    tx.label = f"另行选举{SEAT_LABELS[found.seat]}"
    return again


def set_tellers(tx: Transaction, data: inputs.SetTellers) -> str:
    """监票人 and 计票人. Raises :class:`Refused` where somebody who watches is a candidate.

    选举工作条例: 监票人 are chosen from those who are no candidates.
    """
    view = _view(tx, data.election)
    names = labels_on(tx, tx.now.date())
    standing = {row.person for one in view.rounds for row in one.candidates if not row.written_in}
    wrong = [names.get(person, "") for person in data.supervises if person in standing]
    if wrong:
        raise _problem("supervises", f"{'、'.join(wrong)}是候选人，不能当监票人，请另选。")
    both = [names.get(person, "") for person in data.supervises if person in data.counts]
    if both:
        raise _problem("counts", f"{'、'.join(both)}已是监票人，请另选计票人。")
    wanted = dict.fromkeys(data.supervises, TellerRole.SUPERVISES) | dict.fromkeys(data.counts, TellerRole.COUNTS)
    for person, role in wanted.items():
        tx.put(Teller, data.election, "teller", person, {"person": person, "role": str(role)})
    for part in tx.parts(Teller, data.election):
        if part.person not in wanted and part.role is not None:
            tx.edit(Teller, part.id, {"role": None})
    tx.label = "登记监票人、计票人"
    return data.election


def set_duty(tx: Transaction, data: inputs.SetDuty) -> str:
    """What an elected member of the committee sees to. Raises :class:`Refused` if the candidate is missing."""
    one = tx.need(Candidate, data.candidate)
    name = labels_on(tx, tx.now.date()).get(one.person or "", "")
    tx.label = f"登记{name}的分工"
    tx.edit(Candidate, data.candidate, {"duty": data.duty})
    return data.candidate


def install(tx: Transaction, data: inputs.ElectionId) -> str:
    """Enter the elected into the roster: a new term, or a post within the present one. One step with its undo.

    Raises :class:`Refused` before the superior has approved the result (机关条例 第八条), while seats are undecided,
    or as the roster's own verbs do.
    """
    record = tx.need(Election, data.id)
    view = _view(tx, data.id)
    if record.installed_on is not None:
        raise Refused("新班子已经登记过了。")
    waiting = next((step.todo for step in view.steps if not step.done and step.step != "install"), "")
    if waiting:
        raise Refused(f"还不能登记新班子：先{waiting}。")
    day = record.planned_on or tx.now.date()
    seats = _seats(view)
    before = current_committee(tx, day)
    if view.kind is ElectionKind.TERM and before is not None and before.formed_on == day:
        pass  # somebody has entered the committee by hand already: nothing is entered twice
    elif view.kind is ElectionKind.TERM:
        higher = branch_facts(tx).higher_org
        form_committee(tx, FormCommittee(day, seats, record.term_name or "", None, higher, record.result_approved_on))
    else:
        for seat in seats:
            appoint_post(
                tx, AppointPost(seat.member, seat.post, day, basis="补选", approved_on=record.result_approved_on)
            )
    tx.edit(Election, data.id, {"installed_on": tx.now.date()})
    tx.label = f"登记{view.title}产生的班子"
    return data.id


def _seats(view: ElectionView) -> tuple[Seat, ...]:
    """The posts of those elected: 书记 and 副书记 as elected, the others by their 分工."""
    heads: dict[str, Post] = {}
    duties: dict[str, Post] = {}
    for seat, row in view.seats_won():
        if seat is SeatKind.MEMBER:
            duties[row.person] = Post(row.duty) if row.duty in list(Post) else Post.COMMISSIONER
        else:
            heads[row.person] = Post(seat.value)
    found = [Seat(person, post) for person, post in heads.items()]
    for person, post in duties.items():
        if person not in heads or post is not Post.COMMISSIONER:
            found.append(Seat(person, post))
    return tuple(found)


def _view(tx: Transaction, election: str) -> ElectionView:
    view = election_view(tx, election)
    if view is None:
        raise Refused("找不到这次选举，可能已被删除。", hint="可在回收站中查看并恢复。")
    return view


def _round(tx: Transaction, id: str) -> tuple[str, Round]:
    one = tx.need(Round, id)
    return one.owner or "", one


def _check_standing(tx: Transaction, view: ElectionView, one: Round, members: Iterable[str]) -> None:
    names = labels_on(tx, tx.now.date())
    rows = {row.person_id: row for row in expected_on(tx, view.electorate.day).rows}
    sitting = {row.person for seat, row in view.seats_won() if seat is SeatKind.MEMBER}
    for person in members:
        row = rows.get(person)
        name = names.get(person, "这个人")
        if row is None:
            raise _problem("members", f"{name}在{view.electorate.day.isoformat()}不是本支部党员，不能作为候选人。")
        if "无表决权" in row.reason:
            raise _problem("members", f"{name}没有被选举权（{row.reason}），不能作为候选人。")
        if one.body == Body.COMMITTEE and sitting and person not in sitting:
            raise _problem("members", f"{name}没有当选委员，不能作为{SEAT_LABELS[SeatKind(one.seat or '')]}候选人。")


def _check_days(after: Mapping[str, Any], changes: Mapping[str, Any], today: date) -> None:
    before, said = None, ""
    for name, label in _ORDER:
        day = after[name]
        if day is None:
            continue
        if name in changes and name != "planned_on" and day > today:
            raise _problem(name, f"{label}{day.isoformat()}在今天之后，办了以后再登记。")
        if before is not None and day < before:
            field = name if name in changes else "planned_on"
            raise _problem(field, f"{label}{day.isoformat()}早于{said}{before.isoformat()}，请核对。")
        before, said = day, label


def _problem(field: str, message: str) -> Refused:
    return Refused(message, problems=(FieldProblem(field, message),))
