"""Names as minutes list them: 张晓梅（病假）、王　强."""

from __future__ import annotations

import re

SPLIT = re.compile(r"[、，,；;\t\n]+")
INSIDE = re.compile(r"^(.*?)[（(](.*)[）)]\s*$")

_HIDE = {ord(mark): 0xE000 + place for place, mark in enumerate("、，,；; 　")}
_SHOW = {place: mark for mark, place in _HIDE.items()}


def names_in(text: str) -> list[tuple[str, str]]:
    """Names with what stands in brackets behind them: 张晓梅（病假）、王　强. 等25人 and counts are left out."""
    found = []
    for part in SPLIT.split(squeezed(_outside(text))):
        match = INSIDE.match(part)
        name, note = (match[1], match[2]) if match else (part, "")
        name = bare(name)
        if name and not re.search(r"\d", name):
            found.append((name, note.translate(_SHOW).strip()))
    return found


def _outside(text: str) -> str:
    """Marks inside brackets divide no names."""
    return re.sub(r"[（(][^）)]*[）)]", lambda match: match[0].translate(_HIDE), text)


def squeezed(text: str) -> str:
    """王　强 is one name: the blank stands between single characters. Other blanks divide names."""
    text = re.sub(r"(?<![㐀-鿿])([㐀-鿿])[ 　]+([㐀-鿿])(?![㐀-鿿])", r"\1\2", text)
    return re.sub(r"(?<=[㐀-鿿）)])[ 　]+(?=[㐀-鿿])", "、", text)


def bare(name: str) -> str:
    """A name without 同志 and titles in brackets, and without blanks in it."""
    name = re.sub(r"[（(].*$", "", name)
    name = re.sub(r"[\s　。.]", "", name)
    return re.sub(r"(同志|书记|等)$", "", name) if len(name) > 3 else name
