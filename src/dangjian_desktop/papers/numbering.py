"""How headings and sections are counted (GB/T 9704-2012 7.3.3)."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1–99 in Chinese figures as headings count (十一, 二十)."""
    tens, ones = divmod(number, 10)
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
