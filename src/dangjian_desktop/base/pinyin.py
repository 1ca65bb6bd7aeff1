"""Pinyin for finding names: initials and full syllables, with every reading of a character that has several."""

from __future__ import annotations

from itertools import product

_COMBINATIONS = 48
_ALL_READINGS_UP_TO = 4


def readings(text: str) -> list[list[str]]:
    """The readings of each Han character without tones; anything else reads as itself.

    Short texts (names) get every reading of every character, longer ones the reading usual in their words.
    """
    from pypinyin import Style, pinyin

    if len(text) <= _ALL_READINGS_UP_TO:
        found = [pinyin(char, style=Style.NORMAL, heteronym=True)[0] for char in text]
    else:
        found = pinyin(text, style=Style.NORMAL)
    return [list(dict.fromkeys(map(_plain, each))) for each in found]


def _plain(syllable: str) -> str:
    return syllable.replace("ü", "v").replace("ê", "e").lower()


def pinyin_keys(name: str) -> str:
    """What a name is found by: its initials and its full pinyin in every reading, separated by spaces.

    ``单雄`` gives ``sx dx cx shanxiong danxiong chanxiong``. Longer texts (titles) use the usual reading only.
    """
    each = readings("".join(char for char in name if char.isalnum()))
    if not each:
        return ""
    initials = dict.fromkeys("".join(part) for part in _some([[_initial(s) for s in one] for one in each]))
    full = dict.fromkeys("".join(part) for part in _some(each))
    return " ".join(dict.fromkeys([*initials, *full]))


def _initial(syllable: str) -> str:
    """The first letter; figures stay whole."""
    return syllable[0] if syllable[0].isalpha() else syllable


def _some(each: list[list[str]]) -> list[tuple[str, ...]]:
    """Combinations of readings, bounded: what lies beyond is cut from the last characters, never from the surname."""
    choices = [list(dict.fromkeys(one)) for one in each]
    while _count(choices) > _COMBINATIONS:
        widest = max(range(1, len(choices)), key=lambda at: (len(choices[at]), at)) if len(choices) > 1 else 0
        choices[widest] = choices[widest][:-1]
    return list(product(*choices))


def _count(choices: list[list[str]]) -> int:
    total = 1
    for one in choices:
        total *= len(one)
    return total
