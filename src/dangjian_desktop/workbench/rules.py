"""Pure: what stands on top of the list 现在该做, how duties lie in the year's grid, how evenly activities lie."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.base.dates import add_months
from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.feature import Countdown, Due, DueState, Question

_QUARTERS = "一二三四"
_DAYS_COUNTED = 90
"""Up to here what is left of a term is said in days."""
_PRESSING = (DueState.OVERDUE, DueState.TODAY, DueState.SOON)
_WORST = (*_PRESSING, DueState.PLANNED, DueState.UPCOMING, DueState.DONE, DueState.NOT_APPLICABLE)
GROUP_MARK = "·"
"""Between a duty's name and the Party group's in the label of a row: 党小组会·第一党小组."""


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
    """All duties of one sort in a year; ``inner`` are the rows of the Party groups that it sums up."""

    key: str
    label: str
    cells: tuple[GridCell, ...]
    inner: tuple[GridRow, ...] = ()


def pressing(dues: Iterable[Due]) -> list[Due]:
    """What is to be done now: overdue first, then today, then what is due soon, each by its day.

    A gathering that is named by itself (without a row in the grid) is not named again by the duty it does.
    """
    wanted = [due for due in dues if due.state in _PRESSING]
    named = {record for due in wanted if not due.row for record in due.records}
    chosen = [due for due in wanted if not due.row or not named & set(due.records)]
    return sorted(chosen, key=lambda due: (_PRESSING.index(due.state), due.due, due.title))


def grid(dues: Iterable[Due]) -> tuple[GridRow, ...]:
    """The rows of the year's grid, in the order in which the features name them.

    Rows named ``sort/group`` are those of the Party groups: one row sums them up, each cell as the worst of them.
    """
    rows: dict[str, dict[str, list[Due]]] = {}
    for due in dues:
        if due.row:
            sort, _slash, group = due.row.partition("/")
            rows.setdefault(sort, {}).setdefault(group, []).append(due)
    return tuple(_row(sort, groups) for sort, groups in rows.items())


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
    found = []
    for row in rows:
        named = list(dict.fromkeys(cell.due.basis for part in (row, *row.inner) for cell in part.cells))
        found.append((row.label, "、".join(basis for basis in named if basis) or "本单位设定"))
    return found


def distance(due: Due, today: date) -> str:
    """How far a duty is, in the words of its tag: 逾期 3 天, 今天, 还有 5 天."""
    days = ((due.day if due.state is DueState.TODAY and due.day else due.due) - today).days
    if due.state is DueState.OVERDUE:
        return f"逾期 {max(-days, 1)} 天"
    return "今天" if days <= 0 else f"还有 {days} 天"


def answer_forms(question: Question) -> tuple[str, ...]:
    """The answer of a ready question, then ever shorter: its number with the unit that follows it, its first clause."""
    answer, count = question.answer.rstrip("。"), question.count
    forms = [answer]
    unit = re.search(rf"(?<!\d){count}\s?([人件次个项名处月天])", answer) if count else None
    forms += [f"{count} {unit[1]}"] if unit else [str(count)] if count else []
    forms += [] if count else [re.split("[，：；、]", answer)[0], "没有"]
    return tuple(dict.fromkeys(form for form in forms if form))


def countdown_words(term: Countdown, today: date) -> str:
    """How long a term still runs, in words: 还有 27 个月, 还有 45 天, 已过 12 天."""
    days = (term.day - today).days
    if days < 0:
        return f"已过 {-days} 天"
    if days <= _DAYS_COUNTED:
        return f"还有 {days} 天" if days else "今天届满"
    months = (term.day.year - today.year) * 12 + term.day.month - today.month - (term.day.day < today.day)
    return f"还有 {months} 个月"


def running_out(term: Countdown, today: date, book: Rulebook) -> bool:
    """Whether preparations should begin: so many months ahead as the committee's rule says (换届提前准备)."""
    return add_months(term.day, -book.on("committee.remind_months", today).number) <= today


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


SEASONS: tuple[tuple[str, tuple[int, ...]], ...] = (("年初", (1, 2)), ("七一", (6, 7)), ("年末", (11, 12)))
"""The three times of the year at which activities tend to bunch."""


@dataclass(frozen=True)
class Rhythm:
    """How evenly a year's activities lie: the months that stand out, and one sentence ("" when nothing does)."""

    odd: frozenset[int] = frozenset()
    sentence: str = ""


def judged_months(year: int, today: date, first: date | None) -> range:
    """The months of ``year`` that are over, from the one of the ``first`` record on; the running month isn't judged."""
    if first is None or first.year > year:
        return range(0)
    last = 12 if year < today.year else today.month - 1 if year == today.year else 0
    return range(first.month if first.year == year else 1, last + 1)


def rhythm(counts: Sequence[int], months: range, day: date, book: Rulebook) -> Rhythm:
    """What stands out among ``months`` of the twelve ``counts``, by the thresholds of ``rhythm.toml`` (本单位设定).

    Says that activities bunch where the seasons that stand out hold more than their share of the whole; else which
    months have many, few or none.
    """
    total = sum(counts[month - 1] for month in months)
    if len(months) < book.on("rhythm.least_months", day).number or not total:
        return Rhythm()
    many, few = book.on("rhythm.many", day), book.on("rhythm.few", day)
    counted = {month: counts[month - 1] for month in months}
    high = [month for month, count in counted.items() if many.holds(count * len(months), total)]
    none = [month for month, count in counted.items() if not count]
    low = [month for month, count in counted.items() if count and few.holds(count * len(months), total)]
    bursts = _bursts(counted, day, book)
    parts = [f"{month_words(found)}{word}" for found, word in ((low, "偏少"), (none, "没有活动")) if found]
    if bursts:
        inside = {month for _name, season in bursts for month in season}
        high = [month for month in high if month in inside]
        head = f"活动集中在{'、'.join(name for name, _season in bursts)}"
        sentence = f"{head}，{'、'.join(parts) or '平时偏少'}"
    else:
        sentence = "、".join([f"{month_words(high)}偏多"] * bool(high) + parts)
    return Rhythm(frozenset((*high, *low, *none)), sentence)


def _bursts(counted: dict[int, int], day: date, book: Rulebook) -> list[tuple[str, tuple[int, ...]]]:
    """The seasons that stand out, if together they hold more than their share of the whole."""
    ordinary = [count for month, count in counted.items() if not any(month in season for _name, season in SEASONS)]
    if not ordinary:
        return []
    rule, share = book.on("rhythm.burst", day), book.on("rhythm.bunched", day)
    found = []
    for name, season in SEASONS:
        here = [counted[month] for month in season if month in counted]
        if here and rule.holds(sum(here) * len(ordinary), sum(ordinary) * len(here)):
            found.append((name, season))
    held = sum(counted.get(month, 0) for _name, season in found for month in season)
    return found if share.holds(held, sum(counted.values())) else []


def month_words(months: Sequence[int]) -> str:
    """Months in a sentence, runs drawn together: 3月、5至8月."""
    runs: list[list[int]] = []
    for month in sorted(months):
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return "、".join(_run_words(run) for run in runs)


def _run_words(run: Sequence[int]) -> str:
    if len(run) == 1:
        return f"{run[0]}月"
    return f"{run[0]}、{run[1]}月" if len(run) == 2 else f"{run[0]}至{run[-1]}月"
