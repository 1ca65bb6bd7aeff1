"""What a segment's form is made of, apart from the values in it; and small questions about a segment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from dangjian_desktop.meetings.reading.views import AgendaItemView, GatheringView, SegmentView, VoteView
from dangjian_desktop.meetings.rules.quorum import Quorum, Standing, Tally, Verdict, majority
from dangjian_desktop.roster.rules.attendance import Counts

_NOBODY = Counts()
_NOTHING = Quorum(Standing.UNKNOWN, 0, 0, "", "", "", "")


def shape_of(segment: SegmentView) -> SegmentView:
    """The segment without what editors show by themselves: equal shapes need no new widgets."""
    return replace(
        segment,
        topic="",
        form="",
        lecturer="",
        lecturer_name="",
        guest_lecturer="",
        lecturer_title="",
        content="",
        summary="",
        own_year=None,
        study=False,
        own_study=None,
        party_group="",
        written=False,
        host_hint="",
        people=frozenset(),
        counts=_NOBODY,
        quorum=_NOTHING,
        seen={},
        agenda=tuple(_item(item) for item in segment.agenda),
    )


def _item(item: AgendaItemView) -> AgendaItemView:
    return replace(
        item,
        content="x" if item.content else "",
        material="x" if item.material else "",
        seen={},
        speeches=tuple(replace(one, points="", seen={}) for one in item.speeches),
        votes=tuple(_vote(one) for one in item.votes),
        resolutions=tuple(
            replace(one, text="", responsible="", responsible_name="", deadline=None, no_follow_up_reason="", seen={})
            for one in item.resolutions
        ),
    )


def _vote(vote: VoteView) -> VoteView:
    candidate = vote.candidate and replace(vote.candidate, conduct="x" if vote.candidate.conduct else "")
    return replace(vote, seen={}, subject="", figures="", candidate=candidate)


def parts_of(segment: SegmentView) -> set[str]:
    """The ids of a segment and everything under it."""
    found = {segment.id}
    for item in segment.agenda:
        found |= {item.id, *(one.id for one in item.speeches), *(one.id for one in item.votes)}
        found |= {one.id for one in item.resolutions}
    return found


def working_items(segment: SegmentView) -> Sequence[str]:
    """The item to show open at first: the first with speeches, votes or resolutions, or the only one."""
    rich = [item.id for item in segment.agenda if item.speeches or item.votes or item.resolutions]
    if rich:
        return rich[:1]
    return [segment.agenda[0].id] if len(segment.agenda) == 1 else []


def judge_of(view: GatheringView, segment: SegmentView) -> Callable[[Tally], Verdict]:
    """Reckons a vote of this segment while its figures are typed."""
    day: date | None = view.day
    counts: Counts = segment.counts

    def judge(tally: Tally) -> Verdict:
        return majority(segment.scope, counts, tally, day or date.max, view.book)

    return judge
