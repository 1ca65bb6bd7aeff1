"""The papers of elections: both requests, the method, the ballots, the count, and the report of the result."""

from dangjian_desktop.elections.papers.ballots import ballots, count_sheet
from dangjian_desktop.elections.papers.letters import (
    candidates_request,
    hold_request,
    paper_file,
    result_report,
)
from dangjian_desktop.elections.papers.method import election_method

__all__ = [
    "ballots",
    "candidates_request",
    "count_sheet",
    "election_method",
    "hold_request",
    "paper_file",
    "result_report",
]
