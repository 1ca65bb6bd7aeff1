"""Pure: what stands on top of the list 现在该做, and how duties lie in the year's grid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.feature import Due, DueState

_QUARTERS = "一二三四"
_PRESSING = (DueState.OVERDUE, DueState.TODAY, DueState.SOON)


@dataclass(frozen=True)
class GridCell:
    """One duty in the grid: it spans ``months`` (first, last); ``text`` is short, ``says`` the whole sentence."""

    months: tuple[int, int]
    state: DueState
    text: str
    says: str
    due: Due


@dataclass(frozen=True)
class GridRow:
    """All duties of one sort in a year."""

    key: str
    label: str
    cells: tuple[GridCell, ...]


def pressing(dues: Iterable[Due]) -> list[Due]:
    """What is to be done now: overdue first, then today, then what is due soon, each by its day.

    A gathering that is named by itself (without a row in the grid) is not named again by the duty it does.
    """
    wanted = [due for due in dues if due.state in _PRESSING]
    named = {record for due in wanted if not due.row for record in due.records}
    chosen = [due for due in wanted if not due.row or not named & set(due.records)]
    return sorted(chosen, key=lambda due: (_PRESSING.index(due.state), due.due, due.title))


def grid(dues: Iterable[Due]) -> tuple[GridRow, ...]:
    """The rows of the year's grid, in the order in which the features name them."""
    rows: dict[str, list[Due]] = {}
    for due in dues:
        if due.row:
            rows.setdefault(due.row, []).append(due)
    return tuple(
        GridRow(key, found[0].row_label, tuple(_cell(due) for due in sorted(found, key=lambda due: due.months)))
        for key, found in rows.items()
    )


def distance(due: Due, today: date) -> str:
    """How far a duty is, in the words of its tag: 逾期 3 天, 今天, 还有 5 天."""
    days = ((due.day if due.state is DueState.TODAY and due.day else due.due) - today).days
    if due.state is DueState.OVERDUE:
        return f"逾期 {max(-days, 1)} 天"
    return "今天" if days <= 0 else f"还有 {days} 天"


def _cell(due: Due) -> GridCell:
    return GridCell(due.months, due.state, _short(due), _sentence(due), due)


def _short(due: Due) -> str:
    first, last = due.months
    quarter = f"{_QUARTERS[(first - 1) // 3]}季" if last - first == 2 else ""
    match due.state:
        case DueState.DONE:
            return quarter
        case DueState.TODAY:
            return "今天" if quarter else "今"
        case DueState.PLANNED:
            return (
                f"{due.day.month}-{due.day.day}" if quarter and due.day else f"{due.day.day}日" if due.day else "已排"
            )
        case DueState.SOON:
            return f"{quarter}待开" if quarter else "待开"
        case DueState.OVERDUE:
            return f"{quarter}未开" if quarter else ""
        case DueState.UPCOMING:
            return f"{quarter}度" if quarter else "·"
        case _:  # not applicable: an empty cell
            return ""


def _sentence(due: Due) -> str:
    state = {
        DueState.DONE: "已办",
        DueState.TODAY: "今天",
        DueState.PLANNED: f"已安排在 {due.day.month}-{due.day.day}" if due.day else "已安排",
        DueState.SOON: f"应于 {due.due.month}-{due.due.day} 前",
        DueState.OVERDUE: f"没有记录，应于 {due.due.month}-{due.due.day} 前",
        DueState.UPCOMING: "还没到",
        DueState.NOT_APPLICABLE: "不要求",
    }[due.state]
    return "，".join(part for part in (due.title, state, due.reason, due.basis and f"依据：{due.basis}") if part)
