"""How duties lie in the year's grid. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dangjian_desktop.feature import Due, DueState

_QUARTERS = "一二三四"
_SHORT = 5
"""So many characters have room in the cell of one month."""


_WORST = (
    DueState.OVERDUE,
    DueState.TODAY,
    DueState.SOON,
    DueState.PLANNED,
    DueState.UPCOMING,
    DueState.DONE,
    DueState.NOT_APPLICABLE,
)
YEARLY = "年度事项"
"""The row of what is due once a year."""


GROUP_MARK = "·"
"""Between a duty's name and the Party group's in the label of a row: 党小组会·第一党小组."""


@dataclass(frozen=True)
class GridCell:
    """One duty in the grid: it spans ``months`` (first, last); ``text`` is short, ``says`` the whole sentence.

    ``share`` (place, count) says that several duties have the same span and stand in it side by side.
    """

    months: tuple[int, int]
    state: DueState
    text: str
    says: str
    due: Due
    share: tuple[int, int] = (0, 1)


@dataclass(frozen=True)
class GridRow:
    """All duties of one sort in a year; ``inner`` are the rows of the Party groups that it sums up."""

    key: str
    label: str
    cells: tuple[GridCell, ...]
    inner: tuple[GridRow, ...] = ()


def grid(dues: Iterable[Due]) -> tuple[GridRow, ...]:
    """The rows of the year's grid, in the order in which the features name them.

    Rows named ``sort/group`` are those of the Party groups: one row sums them up, each cell as the worst of them.
    """
    rows: dict[str, dict[str, list[Due]]] = {}
    for due in dues:
        if due.row:
            sort, _slash, group = due.row.partition("/")
            rows.setdefault(sort, {}).setdefault(group, []).append(due)
    made = [_row(sort, groups) for sort, groups in rows.items()]
    often = [row for row in made if len(row.cells) > 1]
    return (*often, *_yearly([row for row in made if len(row.cells) == 1]))


def _yearly(rows: Sequence[GridRow]) -> list[GridRow]:
    """Rows of a single cell, side by side on as few lines as they need, each cell under its own name."""
    if len(rows) < 2:
        return list(rows)
    lines: list[list[GridCell]] = []
    for row in sorted(rows, key=lambda row: row.cells[0].months):
        (cell,) = row.cells
        named = replace(cell, text=_named(row.label, cell))
        free = next((line for line in lines if line[-1].months[1] < cell.months[0] or _shares(line, cell)), None)
        if free is None:
            lines.append([named])
        else:
            free.append(named)
    made = [tuple(_shared(line)) for line in lines]
    return [GridRow(f"yearly{number}", "" if number else YEARLY, line) for number, line in enumerate(made)]


def _shares(line: Sequence[GridCell], cell: GridCell) -> bool:
    """Whether the last span of a line has room for one more duty: a month's width for each."""
    first, last = cell.months
    return line[-1].months == cell.months and sum(one.months == cell.months for one in line) <= last - first


def _shared(line: Sequence[GridCell]) -> list[GridCell]:
    spans = [cell.months for cell in line]
    return [
        replace(cell, share=(spans[:place].count(cell.months), spans.count(cell.months)))
        for place, cell in enumerate(line)
    ]


def _named(label: str, cell: GridCell) -> str:
    """学习计划, in a cell wide enough; 组织生活会未开 where it is missing; nothing where nothing is asked."""
    if cell.state is DueState.NOT_APPLICABLE:
        return ""
    first, last = cell.months
    words = f"{label}未办" if cell.state is DueState.OVERDUE else label
    return words if last > first or len(words) <= _SHORT else words[:_SHORT]


def _row(sort: str, groups: dict[str, list[Due]]) -> GridRow:
    if list(groups) == [""]:
        return GridRow(sort, groups[""][0].row_label, tuple(_cell(due) for due in _in_order(groups[""])))
    inner = []
    for group, dues in groups.items():
        label = dues[0].row_label.partition(GROUP_MARK)[2] or dues[0].row_label
        inner.append(GridRow(f"{sort}/{group}", label, tuple(_cell(due) for due in _in_order(dues))))
    first = next(iter(groups.values()))[0]
    spans: dict[tuple[int, int], list[Due]] = {}
    for dues in groups.values():
        for due in dues:
            spans.setdefault(due.months, []).append(due)
    cells = tuple(_summed(spans[months]) for months in sorted(spans))
    return GridRow(sort, first.row_label.partition(GROUP_MARK)[0], cells, tuple(inner))


def _in_order(dues: Iterable[Due]) -> list[Due]:
    return sorted(dues, key=lambda due: due.months)


def _summed(dues: Sequence[Due]) -> GridCell:
    """One cell for several Party groups: the worst of them, with how many have done it."""
    worst = min(dues, key=lambda due: _WORST.index(due.state))
    asked = [due for due in dues if due.state is not DueState.NOT_APPLICABLE]
    done = sum(due.state is DueState.DONE for due in asked)
    text = f"{done}/{len(asked)}" if 0 < done < len(asked) else "" if done else _short(worst)
    return GridCell(worst.months, worst.state, text, "；".join(_sentence(due) for due in dues), worst)


def basis_lines(rows: Iterable[GridRow]) -> list[tuple[str, str]]:
    """What each row of the grid rests on: its name and the regulations of its duties, each named once."""
    named: dict[str, dict[str, None]] = {}
    for row in rows:
        for cell in (cell for part in (row, *row.inner) for cell in part.cells):
            named.setdefault(cell.due.row_label.partition(GROUP_MARK)[0], {})[cell.due.basis] = None
    return [(label, "、".join(basis for basis in found if basis) or "本单位设定") for label, found in named.items()]


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
