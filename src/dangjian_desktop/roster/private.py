"""Private values: how they are masked, and the hints on identity numbers and telephones. Pure."""

from __future__ import annotations

import re
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0\d{2,3}-?)?[2-9]\d{6,7}(-\d{1,6})?")

PRIVATE_FIELDS = ("identity_number", "phone", "dues_base")
"""The fields of a person that are never shown in full unless asked for."""


def clean_identity(text: str) -> str:
    """The identity number without spaces and hyphens, a final x in capitals."""
    return re.sub(r"[\s\-—]", "", text).upper()


def clean_phone(text: str) -> str:
    """The telephone number without spaces, brackets and the leading +86; a hyphen in a landline's stays."""
    text = re.sub(r"[\s()（）]", "", text)
    text = re.sub(r"^(\+|00)86-?", "", text)
    compact = text.replace("-", "")
    return compact if _MOBILE.fullmatch(compact) else text


def mask_identity(text: str) -> str:
    """``420***********1234``; a short one shows nothing."""
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}" if len(text) >= 15 else "*" * len(text)


def mask_phone(text: str) -> str:
    """``138****1234``; a short one shows nothing."""
    if len(text) >= 11:
        return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"
    return "*" * len(text)


def mask(field: str, value: object) -> str:
    """The masked text of a private field; nothing stays nothing, and the length of a salary is not told."""
    if value is None or value == "":
        return ""
    if field == "identity_number":
        return mask_identity(str(value))
    if field == "phone":
        return mask_phone(str(value))
    return "****"


def identity_hint(text: str, born_on: date | None = None) -> str:
    """What looks wrong with an identity number, as a Chinese sentence; "" if nothing does.

    Only a hint: old 15-digit numbers, and passes of Hong Kong, Macao and Taiwan residents are not refused.
    """
    if not text:
        return ""
    if not re.fullmatch(r"\d{17}[\dX]", text):
        return "" if len(text) < 18 and re.fullmatch(r"[A-Z0-9]{8,15}", text) else "身份证号一般是18位，请再核对一遍。"
    if _CHECK[sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False)) % 11] != text[17]:
        return "身份证号最后一位与前面的数字对不上，可能有一位敲错了。"
    born = identity_birth(text)
    if born is None:
        return "身份证号里的出生日期不是一个真实的日子，请再核对一遍。"
    if born_on is not None and born != born_on:
        return "身份证号里的出生日期与所填的不一样，请核对。"
    return ""


def identity_birth(text: str) -> date | None:
    """The date of birth inside an 18-digit identity number, None if there is none."""
    if not re.fullmatch(r"\d{17}[\dX]", text):
        return None
    try:
        return date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return None


def phone_hint(text: str) -> str:
    """What looks wrong with a telephone number, as a Chinese sentence; "" if nothing does. Only a hint."""
    if not text or _MOBILE.fullmatch(text) or _LANDLINE.fullmatch(text):
        return ""
    return "手机号一般是11位，座机请带区号，请再核对一遍。"
