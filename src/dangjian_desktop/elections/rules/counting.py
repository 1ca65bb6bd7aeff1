"""The arithmetic of an election: both readings where sources conflict; in whole numbers, without rounding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dangjian_desktop.base.regulations import Rule
from dangjian_desktop.elections.rules.kinds import SeatKind


class Verdict(StrEnum):
    """Under how many of the two readings something holds."""

    BOTH = "both"
    ONE = "one"
    NONE = "none"


def _read(*holds: bool) -> Verdict:
    return Verdict.BOTH if all(holds) else Verdict.ONE if any(holds) else Verdict.NONE


def quorum(expected: int, present: int, at_least: Rule, older: Rule) -> Verdict:
    """Whether enough voters are there (选举工作条例: 不少于五分之四; 暂行条例 第十九条: 超过五分之四).

    Exactly four fifths hold under one reading only. Nobody expected is never enough.
    """
    if expected <= 0:
        return Verdict.NONE
    return _read(at_least.holds(present, expected), older.holds(present, expected))


@dataclass(frozen=True)
class Standing:
    """How one candidate came out: ``yes`` votes, under how many readings they suffice, whether the seat is won.

    ``tied``: at the last seat with others of the same number of votes, so that a second ballot must decide.
    """

    candidate: str
    yes: int
    verdict: Verdict
    elected: bool = False
    tied: bool = False


@dataclass(frozen=True)
class Outcome:
    """All candidates by votes; ``vacant`` seats are left over after the ballot."""

    standings: tuple[Standing, ...]
    vacant: int

    @property
    def elected(self) -> tuple[str, ...]:
        """Who won a seat, by votes."""
        return tuple(one.candidate for one in self.standings if one.elected)

    @property
    def tied(self) -> tuple[str, ...]:
        """Between whom a second ballot must decide."""
        return tuple(one.candidate for one in self.standings if one.tied)

    @property
    def doubtful(self) -> bool:
        """Whether somebody's seat rests on one reading only."""
        return any(one.elected and one.verdict is Verdict.ONE for one in self.standings)


def outcome(
    votes: Mapping[str, int], seats: int, *, present: int, expected: int, by_present: Rule, by_expected: Rule
) -> Outcome:
    """Who is elected (暂行条例 第二十九条: 实到会有选举权人数的半数; elsewhere 应到会; computed both ways).

    More winners than seats: those with most votes. Equal votes at the last seat: all of them are tied, none is
    elected. Fewer winners than seats: the rest stays vacant, for a second ballot or fewer seats by the meeting's
    consent.
    """
    enough = {
        name: _read(by_present.holds(yes, present), by_expected.holds(yes, expected)) for name, yes in votes.items()
    }
    order = sorted(votes, key=lambda name: -votes[name])
    won = [name for name in order if enough[name] is not Verdict.NONE]
    tied: set[str] = set()
    if len(won) > seats:
        edge = votes[won[seats]]
        if seats and votes[won[seats - 1]] == edge:
            tied = {name for name in won if votes[name] == edge}
        won = [name for name in won[:seats] if name not in tied]
    standings = tuple(
        Standing(name, votes[name], enough[name], elected=name in won, tied=name in tied) for name in order
    )
    return Outcome(standings, seats - len(won))


def candidates_needed(seats: int, kind: SeatKind, share: Rule) -> int:
    """How many candidates a ballot wants: a fifth more than seats for 委员, rounded up; as many as seats for others."""
    if kind is not SeatKind.MEMBER:
        return seats
    wanted = share.share * seats
    return seats + -(-wanted.numerator // wanted.denominator)


@dataclass(frozen=True)
class Ballots:
    """A ballot's papers: handed out, come back, invalid; ``present`` voters and ``seats``."""

    present: int
    seats: int
    issued: int
    returned: int
    invalid: int

    @property
    def valid(self) -> int:
        """Papers that count."""
        return self.returned - self.invalid


def ballot_problems(ballots: Ballots, votes: Iterable[tuple[str, int, int | None, int | None]]) -> list[str]:
    """Sentences on what can't be or makes the ballot void; ``votes`` are (name, yes, no, abstain).

    More papers back than handed out make the election void (选举工作条例: 收回选票多于发出选票，选举无效).
    """
    problems = []
    if ballots.issued > ballots.present:
        problems.append(f"发出选票{ballots.issued}张，多于到会有选举权的{ballots.present}人，请核对。")
    if ballots.returned > ballots.issued:
        problems.append(f"收回选票{ballots.returned}张，多于发出的{ballots.issued}张，选举无效，应重新选举。")
    if ballots.invalid > ballots.returned:
        problems.append(f"无效票{ballots.invalid}张，多于收回的{ballots.returned}张，请核对。")
        return problems
    total = 0
    for name, yes, no, abstain in votes:
        total += yes
        counted = yes + (no or 0) + (abstain or 0)
        if counted > ballots.valid:
            problems.append(f"{name}的票数合计{counted}，多于有效票{ballots.valid}张，请核对。")
        elif no is not None and abstain is not None and counted < ballots.valid:
            problems.append(f"{name}的票数合计{counted}，比有效票少{ballots.valid - counted}张，请核对。")
    if total > ballots.valid * ballots.seats:
        most = ballots.valid * ballots.seats
        problems.append(f"赞成票合计{total}，有效票每张至多选{ballots.seats}人，最多{most}，请核对。")
    return problems
