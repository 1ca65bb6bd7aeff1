"""The tables of elections. Who may vote, quorum and result are computed, never stored; no single ballot is kept."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped

from dangjian_desktop.elections.rules import BODY_LABELS, DUTIES, KIND_LABELS, SEAT_LABELS, TELLER_LABELS
from dangjian_desktop.store import Part, Record, column


class Election(Record):
    """One election of the branch: a new committee (换届) or somebody for a vacancy (补选)."""

    __tablename__ = "elections"
    __label__ = "选举"

    kind: Mapped[str | None] = column("类别", words={str(key): word for key, word in KIND_LABELS.items()})
    term_name: Mapped[str | None] = column("届次", search=True)
    reason: Mapped[str | None] = column("事由", search=True, long=True)
    planned_on: Mapped[date | None] = column("选举日期", index=True)
    place: Mapped[str | None] = column("地点")
    gathering: Mapped[str | None] = column("选举大会", ref="gatherings")
    present: Mapped[int | None] = column("实到有选举权人数")
    hold_requested_on: Mapped[date | None] = column("请示召开日期")
    hold_request_number: Mapped[str | None] = column("请示召开文号")
    hold_approved_on: Mapped[date | None] = column("批复召开日期")
    hold_approval_number: Mapped[str | None] = column("批复召开文号")
    candidates_requested_on: Mapped[date | None] = column("候选人请示日期")
    candidates_request_number: Mapped[str | None] = column("候选人请示文号")
    candidates_approved_on: Mapped[date | None] = column("候选人批复日期")
    candidates_approval_number: Mapped[str | None] = column("候选人批复文号")
    reported_on: Mapped[date | None] = column("结果报告日期")
    report_number: Mapped[str | None] = column("结果报告文号")
    result_approved_on: Mapped[date | None] = column("结果批复日期")
    result_approval_number: Mapped[str | None] = column("结果批复文号")
    installed_on: Mapped[date | None] = column("新班子登记日期")


class Round(Part):
    """One ballot: who votes, for what, how many seats, and the papers in figures."""

    __tablename__ = "election_rounds"
    __label__ = "选举项目"
    __owner_kind__ = "elections"

    body: Mapped[str | None] = column("选举人", words={str(key): word for key, word in BODY_LABELS.items()})
    seat: Mapped[str | None] = column("职务", words={str(key): word for key, word in SEAT_LABELS.items()})
    seats: Mapped[int | None] = column("应选人数")
    present: Mapped[int | None] = column("到会人数")
    issued: Mapped[int | None] = column("发出选票")
    returned: Mapped[int | None] = column("收回选票")
    invalid: Mapped[int | None] = column("无效票")
    revote_of: Mapped[str | None] = column("另行选举", ref="election_rounds")


class Candidate(Part):
    """Somebody put up on a ballot, or written in by voters, with the votes in figures."""

    __tablename__ = "election_candidates"
    __label__ = "候选人"
    __owner_kind__ = "election_rounds"

    person: Mapped[str | None] = column("姓名", ref="members")
    written_in: Mapped[bool | None] = column("另选他人")
    yes: Mapped[int | None] = column("赞成")
    no: Mapped[int | None] = column("反对")
    abstain: Mapped[int | None] = column("弃权")
    duty: Mapped[str | None] = column("分工", words=DUTIES)
    stood_down: Mapped[bool | None] = column("不再作为候选人")


class Teller(Part):
    """Who watches over the ballots or counts them: a set element, its role a register."""

    __tablename__ = "election_tellers"
    __label__ = "监票计票人"
    __owner_kind__ = "elections"

    person: Mapped[str | None] = column("姓名", ref="members")
    role: Mapped[str | None] = column("作用", words={str(key): word for key, word in TELLER_LABELS.items()})


RECORDS: tuple[type[Record], ...] = (Election, Round, Candidate, Teller)

APPROVALS = ("hold", "candidates", "result")
"""The three things that go up: on holding it, on the candidates, on the result."""
