"""Understanding a block of sums copied from WPS or Excel. Knows no widget."""

from __future__ import annotations

from collections.abc import Sequence

from dangjian_desktop.appraisal.reading import AppraisalRow

_FIRST, _GRADES = 1, 4
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")

Typed = tuple[int, int, int | None]
"""Row, column and sum."""


def pasted(text: str, rows: Sequence[AppraisalRow], row: int, column: int) -> list[Typed] | str:
    """Where each sum belongs, or the sentence why it can't be said.

    Lines with a name find its row, whatever their order; a line of titles is passed over. A block of figures alone
    goes down from the cell (``row``, ``column``), over those who get no grade.
    """
    lines = [[cell.strip().translate(_DIGITS) for cell in line.split("\t")] for line in text.splitlines()]
    lines = [line for line in lines if any(line)]
    if not lines:
        return "剪贴板里没有表格，请先在WPS或Excel里选中票数复制。"
    places = {_plain(one.bare_name): place for place, one in enumerate(rows)}
    places |= {_plain(one.name): place for place, one in enumerate(rows)}
    if any(_plain(cell) in places for line in lines for cell in line):
        return _by_name(lines, rows, places)
    return _by_place(lines, rows, row, column)


def _plain(text: str) -> str:
    return "".join(text.split())


def _by_name(lines: list[list[str]], rows: Sequence[AppraisalRow], places: dict[str, int]) -> list[Typed] | str:
    twice = _twice(rows)
    found: list[Typed] = []
    for line in lines:
        at = next((number for number, cell in enumerate(line) if _plain(cell) in places), None)
        if at is None:
            if any(_number(cell) is not None for cell in line):
                return f"“{' '.join(line)[:20]}”这一行认不出是谁，一行也没有粘贴。"
            continue
        name = _plain(line[at])
        if name in twice:
            return f"有两位{name}，请在姓名后写清楚，如“{rows[places[name]].name}”，一行也没有粘贴。"
        sums = _sums(line[at + 1 :])
        if isinstance(sums, str):
            return f"{name}：{sums}"
        if rows[places[name]].graded:
            found += [(places[name], _FIRST + number, value) for number, value in enumerate(sums)]
    return found


def _twice(rows: Sequence[AppraisalRow]) -> set[str]:
    names = [_plain(one.bare_name) for one in rows]
    return {name for name in names if names.count(name) > 1}


def _by_place(lines: list[list[str]], rows: Sequence[AppraisalRow], row: int, column: int) -> list[Typed] | str:
    left = min(max(column, _FIRST), _GRADES)
    graded = [place for place, one in enumerate(rows) if one.graded and place >= max(row, 0)]
    numbered = [line for line in lines if any(_number(cell) is not None for cell in line)]
    if not numbered:
        return "剪贴板里没有数，请选中票数那几列复制。"
    if len(numbered) > len(graded):
        return f"粘贴的有{len(numbered)}行，从这里往下只有{len(graded)}人，一行也没有粘贴。"
    found: list[Typed] = []
    for place, line in zip(graded, numbered, strict=False):
        sums = _sums(line)
        if isinstance(sums, str):
            return sums
        if left + len(sums) - 1 > _GRADES:
            return f"粘贴的有{len(sums)}列，从这一列往右放不下，请从“优秀”一列开始。"
        found += [(place, left + number, value) for number, value in enumerate(sums)]
    return found


def _sums(cells: list[str]) -> list[int | None] | str:
    """The first four figures of a line; an empty cell is an empty sum."""
    found: list[int | None] = []
    for cell in cells[:_GRADES]:
        value = _number(cell)
        if cell and value is None:
            return f"“{cell}”不是票数，一行也没有粘贴。"
        found.append(value)
    return found


def _number(cell: str) -> int | None:
    plain = cell.removesuffix("票").removesuffix(".0")
    return int(plain) if plain.isdecimal() and plain.isascii() and len(plain) <= 4 else None
