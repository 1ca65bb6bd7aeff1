"""How headings and sections are counted (GB/T 9704-2012 7.3.3)."""

from __future__ import annotations

_TEN = 10
_DIGITS = "〇一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1–999 in Chinese figures as headings count (十一, 二十, 一百〇一, 一百一十)."""
    hundreds, rest = divmod(number, 100)
    if hundreds:
        zero = "〇" if 0 < rest < _TEN else ""
        ten = "一" if _TEN <= rest < 2 * _TEN else ""
        return f"{_DIGITS[hundreds]}百{zero}{ten}{chinese_number(rest) if rest else ''}"
    tens, ones = divmod(number, _TEN)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


class Numbering:
    """Counts headings, 一、（一）1.（1） (GB/T 9704 7.3.3), and figures."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]
        self._figures = 0

    def next(self, level: int) -> str:
        """The number of the next heading of ``level``; deeper levels begin again."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        number = self._counts[level - 1]
        if level == 1:
            return f"{chinese_number(number)}、"
        if level == 2:
            return f"（{chinese_number(number)}）"
        return f"{number}." if level == 3 else f"（{number}）"

    def next_figure(self) -> int:
        """The number of the next figure."""
        self._figures += 1
        return self._figures
