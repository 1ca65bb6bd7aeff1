"""What a branch may choose about its papers, what the standard says to it, and what its choices come to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.papers.model import Style
from dangjian_desktop.papers.settings import SEAL_SIZES, STAMP_HEIGHTS, STAMP_WIDTHS, FolioPlace, PaperSettings

STANDARD_NAME = "GB/T 9704-2012"


class Setting(StrEnum):
    """One thing that may be chosen. The values are stored and for ever."""

    FOLIO_PLACE = "folio_place"
    FOLIO_DASHES = "folio_dashes"
    HEADING_1 = "heading_1"
    HEADING_2 = "heading_2"
    HEADING_3 = "heading_3"
    HEADING_4 = "heading_4"
    SEAL = "seal"
    STAMP = "stamp"


_PLACES = ((FolioPlace.OUTER.value, "外侧"), (FolioPlace.CENTRE.value, "居中"))
_DASHES = (("yes", "加一字线"), ("no", "只有数字"))
_FACES = ((Style.BOLD.value, "黑体"), (Style.KAI.value, "楷体"), (Style.PLAIN.value, "仿宋"))


@dataclass(frozen=True)
class Choice:
    """A setting with its words: what the standard says to it and in which clause, and what may be chosen.

    ``choices`` are (value, word); a setting without them is a size in millimetres. ``rests`` is False where the
    standard leaves the matter open, so that ``standard`` is only what is usual.
    """

    setting: Setting
    title: str
    standard: str
    clause: str
    says: str
    choices: tuple[tuple[str, str], ...] = ()
    rests: bool = True

    def words(self, value: str) -> str:
        """What a value is called: 居中, 45毫米."""
        return dict(self.choices).get(value, value) if self.choices else f"{value}毫米"

    @property
    def basis(self) -> str:
        """依据：GB/T 9704-2012 7.5."""
        return f"依据：{STANDARD_NAME} {self.clause}"


_FOLIO = "单页码居右空一字，双页码居左空一字"


def _heading(setting: Setting, level: str, number: str, style: Style) -> Choice:
    says = f"“{number}”一般用{dict(_FACES)[style.value]}体字".replace("体体", "体")
    return Choice(setting, f"{level}标题", style.value, "7.3.3", says, _FACES)


CHOICES: tuple[Choice, ...] = (
    Choice(Setting.FOLIO_PLACE, "页码位置", FolioPlace.OUTER.value, "7.5", _FOLIO, _PLACES),
    Choice(Setting.FOLIO_DASHES, "页码两侧", "yes", "7.5", "数字左右各放一条一字线", _DASHES),
    _heading(Setting.HEADING_1, "第一层", "一、", Style.BOLD),
    _heading(Setting.HEADING_2, "第二层", "（一）", Style.KAI),
    _heading(Setting.HEADING_3, "第三层", "1.", Style.PLAIN),
    _heading(Setting.HEADING_4, "第四层", "（1）", Style.PLAIN),
    Choice(
        Setting.SEAL,
        "印章直径",
        "42",
        "7.3.5.1",
        "大小没有规定，程序按42毫米留位置",
        rests=False,
    ),
    Choice(
        Setting.STAMP,
        "签名章宽和高",
        "40×15",
        "7.3.5.3",
        "大小没有规定，程序按40×15毫米留位置",
        rests=False,
    ),
)
"""All of them, in the order of a paper."""

WORDS: Mapping[str, str] = {value: word for choice in CHOICES for value, word in choice.choices}
"""What the stored values are called."""

_NUMBER = r"(\d{1,3}(?:\.\d)?)"
_UNIT = r"\s*(?:毫米|mm)?\s*"


def choice_of(setting: Setting) -> Choice:
    """The words of a setting."""
    return next(choice for choice in CHOICES if choice.setting is setting)


def read_choice(setting: Setting, text: str) -> str:
    """The value to be stored for what was typed: a key or its word, 45, 45毫米, 40×15, 40*15.

    Raises :class:`Refused` for what is not offered and for a size that no seal or stamp has.
    """
    choice, typed = choice_of(setting), text.strip()
    if choice.choices:
        for value, word in choice.choices:
            if typed in (value, word):
                return value
        offered = "、".join(word for _value, word in choice.choices)
        raise _wrong(f"“{choice.title}”不能是“{typed}”。", f"请在{offered}里选。")
    if setting is Setting.SEAL:
        match = re.fullmatch(_NUMBER + _UNIT, typed, re.IGNORECASE)
        low, high = SEAL_SIZES
        if match is None or not low <= float(match[1]) <= high:
            raise _wrong("印章直径不对。", f"请填{low:g}到{high:g}毫米，如 42。")
        return f"{float(match[1]):g}"
    match = re.fullmatch(rf"{_NUMBER}{_UNIT}[×xX*＊]\s*{_NUMBER}{_UNIT}", typed, re.IGNORECASE)
    (narrow, wide), (low, high) = STAMP_WIDTHS, STAMP_HEIGHTS
    if match is None or not (narrow <= float(match[1]) <= wide and low <= float(match[2]) <= high):
        raise _wrong("签名章大小不对。", f"请填宽×高，宽{narrow:g}到{wide:g}、高{low:g}到{high:g}毫米，如 40×15。")
    return f"{float(match[1]):g}×{float(match[2]):g}"


def _wrong(message: str, hint: str) -> Refused:
    return Refused(message, hint=hint, problems=(FieldProblem("value", message + hint),))


def in_force(chosen: Mapping[str, str]) -> dict[Setting, str]:
    """Every setting's value: the branch's where it has a readable one, else the standard's."""
    found = {choice.setting: choice.standard for choice in CHOICES}
    for setting in Setting:
        try:
            found[setting] = read_choice(setting, chosen[setting]) if setting in chosen else found[setting]
        except Refused:
            continue  # written by a later program: the paper follows the standard until this one is brought up to date
    return found


def as_settings(values: Mapping[Setting, str]) -> PaperSettings:
    """What the typesetter gets."""
    wide, high = values[Setting.STAMP].split("×")
    return PaperSettings(
        folio_place=FolioPlace(values[Setting.FOLIO_PLACE]),
        folio_dashes=values[Setting.FOLIO_DASHES] == "yes",
        heading_styles=(
            Style(values[Setting.HEADING_1]),
            Style(values[Setting.HEADING_2]),
            Style(values[Setting.HEADING_3]),
            Style(values[Setting.HEADING_4]),
        ),
        seal=float(values[Setting.SEAL]),
        stamp=(float(wide), float(high)),
    )
