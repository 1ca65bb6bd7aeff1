"""Reading elections for the window, papers and duties: frozen values inside ``store.read()``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.elections import rules
from dangjian_desktop.elections.records import Candidate, Election, Round, Teller
from dangjian_desktop.elections.rules import (
    Body,
    ElectionKind,
    Facts,
    Outcome,
    SeatKind,
    StepState,
    TellerRole,
    Verdict,
)
from dangjian_desktop.feature import Hit, find_reference, occasions_of
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster.names import stroke_key
from dangjian_desktop.roster.reading import MEMBERS, PersonRef, expected_on, labels_on, member_facts, person_refs
from dangjian_desktop.roster.rules import Status, committee_on
from dangjian_desktop.store import Heads, Reader, live
from dangjian_desktop.store.search import words

KINDS = frozenset(
    {"elections", "election_rounds", "election_candidates", "election_tellers", "members", "member_spells",
     "exclusions", "gatherings", "attendances", "committees", "posts"}
)  # fmt: skip
"""What the view depends on."""


@dataclass(frozen=True)
class Excluded:
    """A member who isn't counted among the voters, or has something said of it, with the reason."""

    name: str
    votes: bool
    reason: str


@dataclass(frozen=True)
class Electorate:
    """Who may vote on the day: counted from the roster; ``present`` None until somebody signed in or it was typed.

    ``typed`` tells that the figure of those present was typed, not taken from a meeting's sign-in.
    """

    day: date
    members: int
    voters: frozenset[str]
    excluded: tuple[Excluded, ...]
    present: int | None
    typed: bool
    quorum: Verdict | None

    @property
    def expected(self) -> int:
        """应到会有选举权的人数."""
        return len(self.voters)


@dataclass(frozen=True)
class CandidateRow:
    """Somebody on a ballot."""

    id: str
    person: str
    name: str
    detail: str
    written_in: bool
    yes: int | None
    no: int | None
    abstain: int | None
    duty: str
    standing: rules.Standing | None


@dataclass(frozen=True)
class RoundView:
    """A ballot: those who stand on it 按姓氏笔画, then those written in; its outcome once it is counted."""

    id: str
    body: Body
    seat: SeatKind
    seats: int
    needed: int
    present: int | None
    expected: int
    issued: int | None
    returned: int | None
    invalid: int
    candidates: tuple[CandidateRow, ...]
    outcome: Outcome | None
    problems: tuple[str, ...]
    revote_of: str
    revoted: bool

    @property
    def title(self) -> str:
        """选举委员, 选举书记."""
        again = "另行选举" if self.revote_of else "选举"
        return f"{again}{rules.SEAT_LABELS[self.seat]}"

    @property
    def counted(self) -> bool:
        """Whether its votes have been entered."""
        return self.outcome is not None


@dataclass(frozen=True)
class ElectionView:
    """Everything of one election."""

    id: str
    kind: ElectionKind
    title: str
    values: dict[str, object]
    heads: Heads
    electorate: Electorate
    rounds: tuple[RoundView, ...]
    tellers: tuple[tuple[TellerRole, str, str], ...]
    """(role, id, name)."""
    steps: tuple[StepState, ...]
    has_committee: bool
    gathering: str
    gathering_title: str
    blocked: str

    def day(self, name: str) -> date | None:
        """A day of the election by its field."""
        found = self.values[name]
        return found if isinstance(found, date) else None

    def text(self, name: str) -> str:
        """A text of the election by its field."""
        return str(self.values[name] or "")

    @property
    def next_step(self) -> StepState | None:
        """What comes next; None when all is done."""
        return next((step for step in self.steps if not step.done), None)

    def seats_won(self) -> list[tuple[SeatKind, CandidateRow]]:
        """Who was elected to what, in the order of the ballots."""
        return [
            (one.seat, row)
            for one in self.rounds
            for row in one.candidates
            if row.standing is not None and row.standing.elected
        ]


@dataclass(frozen=True)
class ElectionRow:
    """An election in the list."""

    id: str
    title: str
    day: date | None
    todo: str
    done: int
    total: int
    closed: bool


_FIELDS = tuple(name for name in Election.__annotations__ if not name.startswith("__"))


def book(reader: Reader) -> Rulebook:
    """The numbers of elections as this branch has them."""
    return rulebook(reader, "elections")


def election_title(record: Election) -> str:
    """第五届支委会换届选举, 2026年补选."""
    kind = ElectionKind(record.kind) if record.kind in list(ElectionKind) else ElectionKind.TERM
    year = f"{record.planned_on.year}年" if record.planned_on else ""
    return f"{record.term_name or year}{rules.KIND_LABELS[kind]}"


def election_rows(reader: Reader) -> list[ElectionRow]:
    """All living elections, the newest first; those without a day on top."""
    found = reader.all(select(Election).where(live(Election)))
    rows = []
    for record in found:
        view = election_view(reader, record.id)
        assert view is not None
        step = view.next_step
        done = sum(one.done for one in view.steps)
        rows.append(
            ElectionRow(
                record.id, view.title, record.planned_on, step.todo if step else "", done, len(view.steps), step is None
            )
        )
    return sorted(rows, key=lambda row: (row.day is None, row.day, row.id), reverse=True)


def election_view(reader: Reader, id: str) -> ElectionView | None:
    """One election, None if it is gone."""
    record = reader.get(Election, id)
    if record is None or record.deleted:
        return None
    names = labels_on(reader, reader.now.date())
    body = electorate(reader, record)
    committee = needs_committee(reader, body.day)
    parts = reader.parts(Round, id)
    rounds: list[RoundView] = []
    for part in parts:
        revoted = any(other.revote_of == part.id for other in parts)
        rounds.append(_round(reader, part, body, names, _seats_won(rounds), revoted=revoted))
    facts = _facts(record, rounds, has_committee=committee)
    tellers = [
        (TellerRole(one.role), one.person, names.get(one.person, ""))
        for one in reader.parts(Teller, id)
        if one.person and one.role and one.role in list(TellerRole)
    ]
    reference = find_reference(reader, "gatherings")
    return ElectionView(
        id=id,
        kind=ElectionKind(record.kind) if record.kind in list(ElectionKind) else ElectionKind.TERM,
        title=election_title(record),
        values={name: getattr(record, name) for name in _FIELDS},
        heads=reader.heads(Election, id),
        electorate=body,
        rounds=tuple(rounds),
        tellers=tuple(sorted(tellers, key=lambda one: (one[0] is not TellerRole.SUPERVISES, stroke_key(one[2])))),
        steps=rules.steps(facts),
        has_committee=committee,
        gathering=record.gathering or "",
        gathering_title=reference.label(reader, record.gathering) if reference and record.gathering else "",
        blocked=rules.missing_approvals(facts),
    )


def needs_committee(reader: Reader, day: date) -> bool:
    """Whether the branch elects a committee: seven full members and more (机关条例 第七条)."""
    full = sum(row.status is Status.FULL for row in expected_on(reader, day).rows)
    required = rulebook(reader, "committee").on("committee.required_from", day).number
    return full >= required or len(committee_on(member_facts(reader).values(), day)) > 2


def electorate(reader: Reader, record: Election) -> Electorate:
    """Who may vote on the day of the election, and how many of them were there."""
    day = record.planned_on or reader.now.date()
    table = expected_on(reader, day)
    voters = frozenset(row.person_id for row in table.rows if row.votes)
    excluded = tuple(
        Excluded(row.label or row.name, row.votes, row.reason)
        for row in table.rows
        if row.reason and not (row.votes and row.expected)
    )
    there = _present(reader, record, voters)
    present = record.present if there is None else there
    found = None
    if present is not None:
        found = rules.quorum(
            len(voters), present, book(reader).on("election.quorum", day), book(reader).on("election.quorum_older", day)
        )
    return Electorate(day, len(table.rows), voters, excluded, present, there is None and present is not None, found)


def _present(reader: Reader, record: Election, voters: frozenset[str]) -> int | None:
    """The voters who signed in at the meeting that is linked; None without one that was recorded."""
    if not record.gathering or record.planned_on is None:
        return None
    there: set[str] = set()
    recorded = False
    for occasion in occasions_of(reader, Period(record.planned_on, record.planned_on)):
        known = reader.schema.kinds.get(occasion.record_kind)
        row = reader.get(known.model, occasion.record) if known else None
        if record.gathering in (occasion.record, getattr(row, "owner", None)):
            recorded = True
            there |= {one.member for one in occasion.people if one.made_up_on is None}
    return len(there & voters) if recorded else None


def _round(
    reader: Reader, part: Round, body: Electorate, names: dict[str, str], won: frozenset[str], *, revoted: bool
) -> RoundView:
    general = part.body != Body.COMMITTEE
    seat = SeatKind(part.seat) if part.seat in list(SeatKind) else SeatKind.MEMBER
    seats = part.seats or 1
    expected = body.expected if general else len(won)
    present = body.present if general else part.present
    details = person_refs(reader, [one.person for one in reader.parts(Candidate, part.id) if one.person])
    people = [one for one in reader.parts(Candidate, part.id) if one.person and not one.stood_down]
    counted = part.returned is not None
    result = None
    problems: list[str] = []
    if counted:
        result = rules.outcome(
            {one.id: one.yes or 0 for one in people},
            seats,
            present=present or 0,
            expected=expected,
            by_present=book(reader).on("election.majority_present", body.day),
            by_expected=book(reader).on("election.majority_expected", body.day),
        )
        papers = rules.Ballots(present or 0, seats, part.issued or 0, part.returned or 0, part.invalid or 0)
        votes = [(names.get(one.person or "", ""), one.yes or 0, one.no, one.abstain) for one in people]
        problems = rules.ballot_problems(papers, votes)
    standings = {one.candidate: one for one in result.standings} if result else {}
    rows = [
        CandidateRow(
            id=one.id,
            person=one.person or "",
            name=names.get(one.person or "", ""),
            detail=details[one.person].detail if one.person and one.person in details else "",
            written_in=bool(one.written_in),
            yes=one.yes,
            no=one.no,
            abstain=one.abstain,
            duty=one.duty or "",
            standing=standings.get(one.id),
        )
        for one in people
    ]
    return RoundView(
        id=part.id,
        body=Body.GENERAL if general else Body.COMMITTEE,
        seat=seat,
        seats=seats,
        needed=seats
        if part.revote_of
        else rules.candidates_needed(seats, seat, book(reader).on("election.more_candidates", body.day)),
        present=present,
        expected=expected,
        issued=part.issued,
        returned=part.returned,
        invalid=part.invalid or 0,
        candidates=tuple(sorted(rows, key=lambda row: (row.written_in, stroke_key(row.name), row.id))),
        outcome=result,
        problems=tuple(problems),
        revote_of=part.revote_of or "",
        revoted=revoted,
    )


def _seats_won(rounds: list[RoundView]) -> frozenset[str]:
    """Who sits on the new committee after the general meeting."""
    return frozenset(
        row.person
        for one in rounds
        if one.body is Body.GENERAL
        for row in one.candidates
        if row.standing is not None and row.standing.elected
    )


def _facts(record: Election, rounds: list[RoundView], *, has_committee: bool) -> Facts:
    general = [one for one in rounds if one.body is Body.GENERAL]
    plenary = [one for one in rounds if one.body is Body.COMMITTEE]
    first = [one for one in general if not one.revote_of]
    standing = [sum(not row.written_in for row in one.candidates) >= one.seats for one in first]
    return Facts(
        hold_requested_on=record.hold_requested_on,
        hold_approved_on=record.hold_approved_on,
        enough_candidates=bool(first) and all(standing),
        candidates_requested_on=record.candidates_requested_on,
        candidates_approved_on=record.candidates_approved_on,
        general_done=_settled(general),
        plenary_done=_settled(plenary),
        has_committee=has_committee and bool(plenary),
        reported_on=record.reported_on,
        result_approved_on=record.result_approved_on,
        installed=record.installed_on is not None,
    )


def _settled(rounds: list[RoundView]) -> bool:
    """Every ballot counted, and whatever was tied or left over decided by a further one."""
    return bool(rounds) and all(one.outcome is not None and (not one.outcome.tied or one.revoted) for one in rounds)


def people(reader: Reader) -> tuple[PersonRef, ...]:
    """Who can stand or count."""
    return tuple(ref for ref in person_refs(reader).values() if ref.kind == MEMBERS)


def election_label(reader: Reader, id: str) -> str:
    """What an election is called; "" if there is none."""
    record = reader.get(Election, id)
    return election_title(record) if record else ""


def find_elections(reader: Reader, text: str, limit: int) -> list[Hit]:
    """Elections found by words or by what they are called."""
    wanted = text.strip()
    found = {hit.id for hit in words(reader, wanted, kinds=("elections",))} if wanted else set()
    rows = [row for row in election_rows(reader) if not wanted or wanted in row.title or row.id in found]
    return [Hit("elections", row.id, row.title, row.todo, row.day) for row in rows[:limit]]


def latest_election(reader: Reader) -> str | None:
    """The newest election."""
    rows = election_rows(reader)
    return rows[0].id if rows else None
