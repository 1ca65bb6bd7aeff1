"""Typed inputs of the verbs of elections. In ``changes`` only what is named is changed; null clears."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass
from typing_extensions import TypedDict

from dangjian_desktop.elections.rules import Body, ElectionKind, SeatKind
from dangjian_desktop.store import Heads

_INPUT = ConfigDict(extra="forbid", str_strip_whitespace=True)
Duty = Literal["organization_commissioner", "publicity_commissioner", "discipline_commissioner", "commissioner"]


@dataclass(frozen=True, config=_INPUT)
class StartElection:
    """Begin an election. The ballots it wants are made from its kind and the size of the branch."""

    kind: ElectionKind = Field(title="类别")
    planned_on: date | None = Field(default=None, title="选举日期")
    seats: int = Field(default=3, title="应选委员人数", ge=1, le=11)
    term_name: str = Field(default="", title="届次")
    reason: str = Field(default="", title="事由")
    place: str = Field(default="", title="地点")


class ElectionChanges(TypedDict, total=False):
    """What may be changed of an election."""

    __pydantic_config__ = _INPUT  # type: ignore[misc]
    term_name: str | None
    reason: str | None
    planned_on: date | None
    place: str | None
    gathering: str | None
    present: int | None
    hold_requested_on: date | None
    hold_request_number: str | None
    hold_approved_on: date | None
    hold_approval_number: str | None
    candidates_requested_on: date | None
    candidates_request_number: str | None
    candidates_approved_on: date | None
    candidates_approval_number: str | None
    reported_on: date | None
    report_number: str | None
    result_approved_on: date | None
    result_approval_number: str | None


@dataclass(frozen=True, config=_INPUT)
class EditElection:
    """Other values for an election: days and numbers of requests and approvals, the meeting."""

    id: str = Field(title="编号")
    changes: ElectionChanges = Field(title="修改")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class ElectionId:
    """An election or a ballot by its id."""

    id: str = Field(title="编号")


@dataclass(frozen=True, config=_INPUT)
class AddRound:
    """A further ballot."""

    election: str = Field(title="选举编号")
    body: Body = Field(title="选举人")
    seat: SeatKind = Field(title="职务")
    seats: int = Field(default=1, title="应选人数", ge=1, le=11)


@dataclass(frozen=True, config=_INPUT)
class EditRound:
    """Other seats for a ballot."""

    id: str = Field(title="编号")
    seats: int = Field(title="应选人数", ge=1, le=11)


@dataclass(frozen=True, config=_INPUT)
class SetCandidates:
    """Who stands on a ballot."""

    round: str = Field(title="选举项目编号")
    members: tuple[str, ...] = Field(title="候选人编号")


@dataclass(frozen=True, config=_INPUT)
class Votes:
    """One candidate's votes; ``written_in`` for somebody who stood on no ballot."""

    member: str = Field(title="党员编号")
    yes: int = Field(title="赞成", ge=0)
    no: int | None = Field(default=None, title="反对", ge=0)
    abstain: int | None = Field(default=None, title="弃权", ge=0)


@dataclass(frozen=True, config=_INPUT)
class CountRound:
    """The papers and votes of a ballot."""

    round: str = Field(title="选举项目编号")
    issued: int = Field(title="发出选票", ge=0)
    returned: int = Field(title="收回选票", ge=0)
    votes: tuple[Votes, ...] = Field(title="票数")
    invalid: int = Field(default=0, title="无效票", ge=0)
    present: int | None = Field(default=None, title="到会人数", ge=0)


@dataclass(frozen=True, config=_INPUT)
class SetTellers:
    """Who watches over the ballots and who counts them."""

    election: str = Field(title="选举编号")
    supervises: tuple[str, ...] = Field(default=(), title="监票人编号")
    counts: tuple[str, ...] = Field(default=(), title="计票人编号")


@dataclass(frozen=True, config=_INPUT)
class SetDuty:
    """What an elected member sees to."""

    candidate: str = Field(title="候选人编号")
    duty: Duty | None = Field(default=None, title="分工")
