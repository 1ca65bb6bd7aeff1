"""Who convenes and chairs (支部工作条例 第十四条): a hint, never an obstacle."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.meetings.rules.kinds import SegmentKind


def host_hint(
    kind: str | None,
    host: str | None,
    *,
    secretary: str | None,
    committee: frozenset[str],
    group_leader: str | None,
    day: date,
    book: Rulebook,
) -> str:
    """A sentence where the host isn't the one the article names, or "".

    ``host`` and the others are ids; ``committee`` holds all its members (and the deputy). Nothing is said while the
    host is empty or the roster doesn't know who holds the post.
    """
    rule = book.on("host", day)
    cited = f"（{rule.basis}）"
    if not host:
        return ""
    if kind in (SegmentKind.GENERAL_MEETING, SegmentKind.COMMITTEE_MEETING):
        if secretary is None or host == secretary:
            return ""
        if host in committee:
            return f"主持人不是书记，请在记录中写明受书记委托{cited}。"
        return f"一般由书记主持，书记不能参加的可以委托副书记或者委员主持{cited}。"
    if kind == SegmentKind.GROUP_MEETING and group_leader is not None and host != group_leader:
        return f"党小组会一般由党小组组长主持{cited}。"
    return ""
