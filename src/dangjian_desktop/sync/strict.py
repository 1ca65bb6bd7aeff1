"""JSON of unknown making, read without mercy: UTF-8, objects only, no key twice, no floats, no bottomless nesting."""

from __future__ import annotations

import json
from typing import Any


def load_object(data: bytes) -> dict[str, Any]:
    """The JSON object in ``data``. Raises ``ValueError`` for anything else."""
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no, parse_float=_no)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(value, dict):
        raise ValueError("no JSON object")
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key twice")
    return result


def _no(text: str) -> None:
    raise ValueError(f"{text[:20]} has no place here")
