"""The choices of an election and their words."""

from __future__ import annotations

from enum import StrEnum


class ElectionKind(StrEnum):
    """A whole new committee at the end of a term, or somebody for a vacancy."""

    TERM = "term"
    BY = "by"


KIND_LABELS: dict[ElectionKind, str] = {ElectionKind.TERM: "换届选举", ElectionKind.BY: "补选"}


class Body(StrEnum):
    """Who votes: the general meeting, or the newly elected committee at its first meeting."""

    GENERAL = "general"
    COMMITTEE = "committee"


BODY_LABELS: dict[Body, str] = {Body.GENERAL: "党员大会", Body.COMMITTEE: "支委会第一次全体会议"}


class SeatKind(StrEnum):
    """What a ballot is about."""

    MEMBER = "member"
    SECRETARY = "secretary"
    DEPUTY_SECRETARY = "deputy_secretary"


SEAT_LABELS: dict[SeatKind, str] = {
    SeatKind.MEMBER: "委员",
    SeatKind.SECRETARY: "书记",
    SeatKind.DEPUTY_SECRETARY: "副书记",
}


class TellerRole(StrEnum):
    """Who watches over the ballot and who counts it; only those who watch must not be candidates."""

    SUPERVISES = "supervises"
    COUNTS = "counts"


TELLER_LABELS: dict[TellerRole, str] = {TellerRole.SUPERVISES: "监票人", TellerRole.COUNTS: "计票人"}

DUTIES: dict[str, str] = {
    "organization_commissioner": "组织委员",
    "publicity_commissioner": "宣传委员",
    "discipline_commissioner": "纪检委员",
    "commissioner": "委员",
}
"""What an elected member of the committee sees to (the roster's posts)."""
