"""Figures of a vote in the words of the minutes, as far as they are known."""

from __future__ import annotations

from dangjian_desktop.meetings.rules.quorum import Method, Tally
from dangjian_desktop.meetings.rules.wording import vote_figures


def test_ballots_counted_before_the_result_are_said_alone() -> None:
    tally = Tally(method=Method.BALLOT, issued=24, returned=23)
    assert vote_figures(tally) == "发出选票24张，收回23张"


def test_a_show_of_hands_is_counted_in_people() -> None:
    assert vote_figures(Tally(yes=23, no=0, abstain=1)) == "赞成23人，反对0人，弃权1人"


def test_nothing_entered_says_nothing() -> None:
    assert vote_figures(Tally()) == ""
