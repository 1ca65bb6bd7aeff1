"""Values as the journal keeps them: canonical JSON, NFC text, ISO dates, decimals as strings, no floats."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from dangjian_desktop.base.errors import Refused

Value = str | int | bool | None
"""What one field of an operation may hold."""

_BIGGEST = 2**63


def canonical(thing: object) -> str:
    """The one JSON text of ``thing``: sorted keys, no spaces, no escapes beyond need."""
    return json.dumps(thing, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def clean_text(text: str) -> str | None:
    """NFC, line ends as ``\\n``, without NUL; empty text is no value. Refuses text that no file can hold."""
    plain = unicodedata.normalize("NFC", str(text)).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    try:
        plain.encode()
    except UnicodeEncodeError:
        raise Refused("文字里有无法保存的残缺字符。", hint="请删去显示为方框或问号的字后重试。") from None
    return plain or None


def _text(value: Any) -> Value:
    if not isinstance(value, str):
        raise TypeError(f"text expected, got {type(value).__name__}")
    return clean_text(value)


def _whole(value: Any) -> Value:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"int expected, got {type(value).__name__}")
    if not -_BIGGEST <= value < _BIGGEST:
        raise Refused(f"数字 {value} 太大，无法保存。")
    return int(value)


def _truth(value: Any) -> Value:
    if not isinstance(value, bool):
        raise TypeError(f"bool expected, got {type(value).__name__}")
    return value


def _day(value: Any) -> Value:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise TypeError(f"date expected, got {type(value).__name__}")
    return value.isoformat()


def _moment(value: Any) -> Value:
    if not isinstance(value, datetime):
        raise TypeError(f"datetime expected, got {type(value).__name__}")
    return value.replace(tzinfo=None, microsecond=0).isoformat()


def _hour(value: Any) -> Value:
    if not isinstance(value, time):
        raise TypeError(f"time expected, got {type(value).__name__}")
    return value.replace(tzinfo=None, microsecond=0).isoformat()


def _decimal(value: Any) -> Value:
    if isinstance(value, bool) or not isinstance(value, (Decimal, int)):
        raise TypeError(f"Decimal expected, got {type(value).__name__}")
    number = Decimal(value)
    if not number.is_finite():
        raise TypeError("a finite Decimal expected")
    return format(number.normalize() + 0, "f")


def _read_decimal(value: Any) -> Decimal:
    try:
        number = Decimal(_as(str)(value))
    except InvalidOperation as error:
        raise ValueError(value) from error
    if not number.is_finite():
        raise ValueError(value)
    return number


def _as(kind: type) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(value)
        return value

    return check


def _parsed(parse: Callable[[str], Any]) -> Callable[[Any], Any]:
    return lambda value: parse(_as(str)(value))


@dataclass(frozen=True)
class Codec:
    """How one Python type travels: ``encode`` to a JSON value (TypeError for another type), ``decode`` back
    (ValueError for a value that is none of its own)."""

    encode: Callable[[Any], Value]
    decode: Callable[[Any], Any]


CODECS: dict[type, Codec] = {
    str: Codec(_text, _as(str)),
    int: Codec(_whole, _as(int)),
    bool: Codec(_truth, _as(bool)),
    date: Codec(_day, _parsed(date.fromisoformat)),
    datetime: Codec(_moment, _parsed(datetime.fromisoformat)),
    time: Codec(_hour, _parsed(time.fromisoformat)),
    Decimal: Codec(_decimal, _read_decimal),
}
"""The field types a record may have."""
