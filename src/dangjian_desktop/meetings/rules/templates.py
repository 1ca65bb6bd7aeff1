"""Agendas kept for the next time: as lines in an editor, and as titles on a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.base.texts import clean_line, clean_prose

MARK, DIVIDE = "★", "｜"
_MARKS = re.compile(r"^\s*[★*＊]\s*")
_NUMBER = re.compile(r"^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、．)）])\s*")
_PARTS = re.compile(r"\s*[｜|]\s*")


@dataclass(frozen=True)
class TemplateLine:
    """One item of a template: its title, how it is presented, whether it is the 第一议题."""

    title: str
    role: str = ""
    first: bool = False


def parse_lines(text: str) -> tuple[TemplateLine, ...]:
    """One item a line: ★ before the 第一议题, ｜领学 behind the title; numbers in front are taken away."""
    found = []
    for raw in clean_prose(text).split("\n"):
        line = _NUMBER.sub("", raw, count=1)
        first = bool(_MARKS.match(line))
        parts = _PARTS.split(_NUMBER.sub("", _MARKS.sub("", line), count=1), maxsplit=1)
        title = clean_line(parts[0])
        if title:
            found.append(TemplateLine(title, clean_line(parts[1]) if len(parts) > 1 else "", first))
    return tuple(found)


def lines_text(items: tuple[TemplateLine, ...]) -> str:
    """The lines as they are edited."""
    return "\n".join(
        f"{MARK if one.first else ''}{one.title}{f'{DIVIDE}{one.role}' if one.role else ''}" for one in items
    )


def title_on(title: str, day: date | None) -> str:
    """A title with {月}, {季度} and {年} filled in; without a day 本月, 本季度, 本年."""
    if day is None:
        words = {"{月}": "本月", "{季度}": "本季度", "{年}": "本年"}
    else:
        quarter = "一二三四"[(day.month - 1) // 3]
        words = {"{月}": f"{day.month}月", "{季度}": f"{quarter}季度", "{年}": f"{day.year}年"}
    for mark, word in words.items():
        title = title.replace(mark, word)
    return title
