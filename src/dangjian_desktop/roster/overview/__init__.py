"""What the roster's own views show. Frozen values, only reading."""

from dangjian_desktop.roster.overview.member import MEMBER_FIELDS, FactLine, MemberSheet, member_sheet
from dangjian_desktop.roster.overview.organisation import (
    Board,
    ExclusionLine,
    ExpectedView,
    PostLine,
    board,
    branch_values,
    expected_view,
    leader_post,
)
from dangjian_desktop.roster.overview.people import KINDS, MARKS, PersonRow, people_rows, person_values

__all__ = [
    "KINDS",
    "MARKS",
    "MEMBER_FIELDS",
    "Board",
    "ExclusionLine",
    "ExpectedView",
    "FactLine",
    "MemberSheet",
    "PersonRow",
    "PostLine",
    "board",
    "branch_values",
    "expected_view",
    "leader_post",
    "member_sheet",
    "people_rows",
    "person_values",
]
