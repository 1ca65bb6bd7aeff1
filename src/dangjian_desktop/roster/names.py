"""Chinese names: cleaned, found by pinyin in every reading, put in the order of surname strokes. Pure."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dangjian_desktop.base.resources import resource

SURNAME_READINGS = {
    "单": "shan",
    "曾": "zeng",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "区": "ou",
    "朴": "piao",
    "盖": "ge",
    "乐": "yue",
    "覃": "qin",
    "任": "ren",
    "华": "hua",
    "冼": "xian",
    "缪": "miao",
    "牟": "mou",
    "尉": "wei",
    "翟": "zhai",
    "隗": "kui",
    "員": "yun",
    "员": "yun",
    "繁": "po",
    "种": "chong",
    "黑": "he",
    "纪": "ji",
    "宁": "ning",
    "葛": "ge",
    "於": "yu",
    "石": "shi",
    "柏": "bai",
    "折": "she",
    "逄": "pang",
    "卜": "bu",
    "召": "shao",
    "秘": "bi",
    "重": "chong",
    "洗": "xian",
    "那": "na",
    "燕": "yan",
    "令": "ling",
    "便": "pian",
    "幺": "yao",
    "訾": "zi",
    "长": "zhang",
}
"""How a surname is read where the character's usual reading differs; used for initials, never to exclude a reading."""

GIVEN_READINGS = {"晟": "sheng", "盛": "sheng", "长": "chang", "行": "xing", "茜": "qian", "莘": "xin", "翟": "di"}
"""How a given name's character is mostly read where it has several readings."""

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_SPACE = re.compile(r"\s+")
_UNKNOWN_STROKES = (999, "")


def clean_name(text: str) -> str:
    """The name without the spaces that align it (王　强 → 王强); a name in Latin letters keeps single ones."""
    text = text.strip().replace("•", "·").replace("・", "·")
    return _SPACE.sub("" if _HAN.search(text) else " ", text)


def column_name(name: str) -> str:
    """The name as it stands in a column: a full-width space inside two characters (王强 → 王　强)."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 and _HAN.fullmatch(name[0]) else name


@lru_cache(maxsize=4096)
def readings(name: str) -> tuple[frozenset[str], ...]:
    """All readings of each character, without tones; a character without reading stands for itself."""
    from pypinyin import Style, pinyin

    result: list[frozenset[str]] = []
    for character in name.lower():
        if not _HAN.match(character):
            if character.isalnum():
                result.append(frozenset({character}))
            continue
        found = set(pinyin(character, style=Style.NORMAL, heteronym=True)[0])
        if character in SURNAME_READINGS:
            found.add(SURNAME_READINGS[character])
        found |= {reading.replace("v", "yu") for reading in found if "v" in reading}
        result.append(frozenset(found))
    return tuple(result)


@lru_cache(maxsize=4096)
def syllables(name: str) -> tuple[str, ...]:
    """The likeliest reading of each character; the first one as a surname."""
    from pypinyin import Style, lazy_pinyin

    parts: list[str] = []
    for index, character in enumerate(name.lower()):
        if index == 0 and character in SURNAME_READINGS:
            parts.append(SURNAME_READINGS[character])
        elif character in GIVEN_READINGS:
            parts.append(GIVEN_READINGS[character])
        elif _HAN.match(character):
            parts.append(lazy_pinyin(character, style=Style.NORMAL)[0])
        elif character.isalnum():
            parts.append(character)
    return tuple(parts)


def initials(name: str) -> str:
    """The pinyin initials as people type them: 张晓梅 → zxm, 单晟 → ss."""
    return "".join(part[:1] for part in syllables(name))


def pinyin_of(name: str) -> str:
    """The likeliest full pinyin, in one word: 张晓梅 → zhangxiaomei."""
    return "".join(syllables(name))


def match_name(query: str, name: str) -> int | None:
    """How well ``query`` finds ``name``: 0 the whole name, 1 its beginning, 2 within it, None not at all.

    ``query`` is characters, initials, full pinyin or a mix of the last two (zxm, zhangxm, zhang xiao mei), in any
    reading of each character: 单 is found by shan, dan and chan.
    """
    query = _SPACE.sub("", query).lower().replace("'", "")
    if not query:
        return None
    lowered = name.lower()
    position = lowered.find(query)
    if position >= 0:
        return 0 if lowered == query else 1 if position == 0 else 2
    if _HAN.search(query):
        return None
    wanted = query.replace("ü", "v")
    sounds = readings(name)
    for start in range(len(sounds)):
        end = _consume(wanted, sounds, start)
        if end is not None:
            return 2 if start else 0 if end == len(sounds) else 1
    return None


def _consume(query: str, sounds: tuple[frozenset[str], ...], start: int) -> int | None:
    """Where the characters end that spell ``query`` from ``start`` on, each by some beginning of a reading."""
    if not query:
        return start
    if start == len(sounds):
        return None
    for reading in sorted(sounds[start], key=lambda text: (-len(text), text)):
        for length in range(len(reading), 0, -1):
            if query.startswith(reading[:length]):
                end = _consume(query[length:], sounds, start + 1)
                if end is not None:
                    return end
    return None


@cache
def _strokes() -> dict[str, str]:
    """Stroke sequences by character, from ``resources/names/strokes.txt`` (source and licence in its head)."""
    table: dict[str, str] = {}
    for line in resource("names/strokes.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            character, _, sequence = line.partition(" ")
            table[character] = sequence
    return table


def stroke_count(character: str) -> int | None:
    """The number of strokes, None for a character that the table lacks."""
    sequence = _strokes().get(character)
    return len(sequence) if sequence else None


@lru_cache(maxsize=4096)
def stroke_key(name: str) -> tuple[tuple[int, str], ...]:
    """Sorts names 按姓氏笔画: by the number of strokes, then by stroke types 横竖撇点折, character by character.

    A character missing from the table goes last, by its pinyin.
    """
    table = _strokes()
    keys: list[tuple[int, str]] = []
    for character in name:
        sequence = table.get(character)
        keys.append((len(sequence), sequence) if sequence else (_UNKNOWN_STROKES[0], pinyin_of(character)))
    return tuple(keys)


_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_ORDINAL = re.compile(r"第?([一二三四五六七八九十]{1,3}|\d{1,3})(?:[党小支组届]|$)")


def ordinal_key(name: str) -> tuple[int, str]:
    """Sorts 第一党小组, 第二党小组, 第十一党小组 as they count; names without a number go last."""
    match = _ORDINAL.search(name)
    if match is None:
        return 9999, name
    text = match[1]
    if text.isdigit():
        return int(text), name
    tens, ten, ones = text.partition("十")
    if ten:
        return _NUMERALS.get(tens, 1) * 10 + _NUMERALS.get(ones, 0), name
    return _NUMERALS.get(text[0], 9999), name
