"""Foreign actions: strict reading of what a bundle says an action is, before anything of it is believed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dangjian_desktop.base.errors import Damaged
from dangjian_desktop.store.operations import Action

_ID = re.compile(r"[0-9A-Za-z_.:-]{1,64}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_HEX = re.compile(r"[0-9a-f]{64}")
_SALT = re.compile(r"[0-9a-f]{32}")
_BIGGEST = 2**53
_LONGEST_TEXT = 8 << 20
_MOST_OPERATIONS = 200_000


class _Wrong(Exception):  # noqa: N818 - becomes Damaged at once
    """Something is not as a program of ours writes it."""


def parse_action(data: object) -> Action:
    """An action from a bundle's JSON, its shape checked and its hash right. Raises :class:`Damaged` otherwise."""
    try:
        action = _action(data)
    except _Wrong as error:
        raise Damaged("同步包里有一条内容不合规范，可能已损坏或被改动过。", hint="请让对方重新导出。") from error
    if action.digest() != action.hash:
        raise Damaged("同步包里有一条内容与校验码不符，可能已损坏或被改动过。", hint="请让对方重新导出。")
    return action


def _need(fits: bool, what: str) -> None:
    if not fits:
        raise _Wrong(what)


def _text(value: object, longest: int = 2000) -> None:
    _need(isinstance(value, str) and len(value) <= longest, "text")


def _number(value: object, least: int) -> None:
    _need(type(value) is int and least <= value <= _BIGGEST, "number")


def _match(pattern: re.Pattern[str], value: object) -> None:
    _need(isinstance(value, str) and pattern.fullmatch(value) is not None, pattern.pattern)


def _keys(data: Mapping[str, Any], required: set[str], optional: set[str]) -> None:
    _need(required <= set(data) <= required | optional, "keys")


def _action(data: object) -> Action:
    if not isinstance(data, dict):
        raise _Wrong("object")
    _keys(
        data,
        {"inc", "seq", "lamport", "wall", "author", "verb", "ops", "salts", "prev", "hash"},
        {"label", "label_digest", "undoes"},
    )
    _match(_ID, data["inc"])
    _number(data["seq"], 1)
    _number(data["lamport"], 1)
    _wall(data["wall"])
    _text(data["author"])
    _text(data["verb"])
    _need(("label" in data) != ("label_digest" in data), "label")
    if "label" in data:
        _text(data["label"])
    else:
        _match(_HEX, data["label_digest"])
    if "undoes" in data:
        _need(isinstance(data["undoes"], list) and len(data["undoes"]) == 2, "undoes")
        _match(_ID, data["undoes"][0])
        _number(data["undoes"][1], 1)
    _need(data["prev"] == "" if data["seq"] == 1 else True, "prev")
    _match(_HEX, data["hash"])
    if data["seq"] > 1:
        _match(_HEX, data["prev"])
    _need(isinstance(data["ops"], list) and 0 < len(data["ops"]) <= _MOST_OPERATIONS, "ops")
    for op in data["ops"]:
        _operation(op)
    _salts(data["salts"])
    return Action.from_json(data)


def _wall(value: object) -> None:
    _text(value, 40)
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise _Wrong("wall") from error
    _need(moment.tzinfo is None and moment.replace(microsecond=0).isoformat() == value, "wall")


def _salts(value: object) -> None:
    if isinstance(value, dict):
        for salt in value.values():
            _match(_SALT, salt)
    else:
        _match(_SALT, value)


def _operation(data: object) -> None:
    if not isinstance(data, dict):
        raise _Wrong("operation")
    _keys(data, {"kind", "record", "sets"}, {"over", "seen", "new", "withheld"})
    _match(_NAME, data["kind"])
    _match(_ID, data["record"])
    _need(isinstance(data["sets"], dict), "sets")
    for name, value in data["sets"].items():
        _match(_NAME, name)
        _value(value)
    withheld = data.get("withheld", {})
    _need(isinstance(withheld, dict) and not set(withheld) & set(data["sets"]), "withheld")
    for name, digest in withheld.items():
        _match(_NAME, name)
        _match(_HEX, digest)
    _need(bool(data["sets"] or withheld), "nothing set")
    _need(data.get("new", True) is True, "new")
    over = data.get("over", {})
    _need(isinstance(over, dict) and set(over) <= set(data["sets"]) | set(withheld), "over")
    for ops in over.values():
        _need(isinstance(ops, list) and 0 < len(ops) <= 1000, "over")
        for op in ops:
            _need(isinstance(op, list) and len(op) == 3, "op id")
            _match(_ID, op[0])
            _number(op[1], 1)
            _number(op[2], 0)
    _seen(data.get("seen", {}))


def _seen(seen: object) -> None:
    if not isinstance(seen, dict):
        raise _Wrong("seen")
    for inc, pairs in seen.items():
        _match(_ID, inc)
        _need(isinstance(pairs, list) and len(pairs) <= _MOST_OPERATIONS, "seen")
        for pair in pairs:
            _need(isinstance(pair, list) and len(pair) == 2, "seen")
            _number(pair[0], 1)
            _number(pair[1], 0)


def _value(value: object) -> None:
    if type(value) is int:
        _need(-(2**63) <= value < 2**63, "number")
    elif isinstance(value, str):
        _need(len(value) <= _LONGEST_TEXT and "\0" not in value, "text")
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise _Wrong("text") from error
    else:
        _need(value is None or isinstance(value, bool), "value")
