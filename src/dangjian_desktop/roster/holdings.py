"""What hangs on one member in the roster: a seat on the committee, the lead of a Party group."""

from __future__ import annotations

from datetime import date
from functools import partial

from dangjian_desktop.feature import Call, Holding
from dangjian_desktop.roster.reading import group_names, member_facts
from dangjian_desktop.roster.rules import Post
from dangjian_desktop.store import Reader


def holdings(reader: Reader, member: str, day: date) -> list[Holding]:
    """The posts held on the day or later.

    A seat may only end here and leave a vacancy (补选), or go to somebody who was elected or appointed to it.
    """
    facts, groups = member_facts(reader, member).get(member), group_names(reader)
    if facts is None:
        return []
    held = [post for post in facts.posts if post.span.until is None or post.span.until > day]
    return [
        Holding(
            title=f"{groups.get(one.group, '')}组长" if one.post is Post.GROUP_LEADER else one.post.label,
            record_kind="posts",
            record=one.id,
            detail="指定或推选接任" if one.post is Post.GROUP_LEADER else "补选或任命后接任；也可只结束，补选另办",
            hand_over=partial(_hand_over, one.id),
            end=partial(_end, one.id),
        )
        for one in held
    ]


def _hand_over(post: str, successor: str, day: date) -> Call:
    return Call("hand_over_post", {"id": post, "successor": successor, "day": day})


def _end(post: str, day: date) -> Call:
    return Call("end_post", {"id": post, "day": day})
