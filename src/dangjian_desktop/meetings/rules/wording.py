"""Figures and standings in the papers' own words."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.meetings.rules.quorum import Method, Tally


def vote_figures(tally: Tally) -> str:
    """发出选票24张，收回24张；赞成23票，反对0票，弃权1票；另收到书面意见1份，赞成1份."""
    parts = []
    if tally.method is not Method.HANDS and tally.issued is not None:
        returned = f"，收回{tally.returned}张" if tally.returned is not None else ""
        parts.append(f"发出选票{tally.issued}张{returned}")
    if tally.yes is not None:
        unit = "人" if tally.method is Method.HANDS else "票"
        named: tuple[tuple[str, int | None], ...] = (("赞成", tally.yes), ("反对", tally.no), ("弃权", tally.abstain))
        parts.append("，".join(f"{word}{number}{unit}" for word, number in named if number is not None))
    if tally.written:
        written = (("赞成", tally.written_yes), ("反对", tally.written_no), ("弃权", tally.written_abstain))
        inside = "，".join(f"{word}{number}份" for word, number in written if number)
        parts.append(f"另收到书面意见{tally.written}份，{inside}")
    return "；".join(parts)


def resolution_standing(follow_up: bool, deadline: date | None, done_on: date | None, today: date, reason: str) -> str:
    """已落实, 已逾期, 未落实, or 不需督办 where that was put down with its reason."""
    if done_on is not None:
        return "已落实"
    if not follow_up and reason:
        return "不需督办"
    return "已逾期" if deadline is not None and deadline < today else "未落实"
