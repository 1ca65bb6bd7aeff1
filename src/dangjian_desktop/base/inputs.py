"""From loose data (a form, JSON on the command line, a sheet) to the typed input of an action, or Chinese sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from dangjian_desktop.base.errors import FieldProblem, Refused

_SENTENCES: Mapping[str, str] = {
    "missing": "没有填写，请补上。",
    "string_type": "应是文字。",
    "string_too_short": "不能为空，请填写。",
    "string_too_long": "太长了，请缩短。",
    "int_type": "应是整数。",
    "int_parsing": "应是整数，例如 3。",
    "int_from_float": "应是整数，例如 3。",
    "bool_type": "应是 true 或 false。",
    "bool_parsing": "应是 true 或 false。",
    "date_type": "应是日期，例如 2026-10-12。",
    "date_parsing": "应是日期，例如 2026-10-12。",
    "date_from_datetime_parsing": "应是日期，例如 2026-10-12。",
    "date_from_datetime_inexact": "应是日期，不带时间，例如 2026-10-12。",
    "datetime_parsing": "应是日期和时间，例如 2026-10-12 14:30。",
    "datetime_from_date_parsing": "应是日期和时间，例如 2026-10-12 14:30。",
    "time_parsing": "应是时间，例如 14:30。",
    "time_type": "应是时间，例如 14:30。",
    "decimal_parsing": "应是数字，例如 2.5。",
    "decimal_type": "应是数字，例如 2.5。",
    "greater_than_equal": "太小了，请检查。",
    "greater_than": "太小了，请检查。",
    "less_than_equal": "太大了，请检查。",
    "less_than": "太大了，请检查。",
    "enum": "不在可选的范围内。",
    "literal_error": "不在可选的范围内。",
    "unexpected_keyword_argument": "没有这一项，请检查写法。",
    "extra_forbidden": "没有这一项，请检查写法。",
    "dataclass_type": "应是一组“名称: 值”。",
    "tuple_type": "应是一个列表。",
    "list_type": "应是一个列表。",
    "dict_type": "应是一组“名称: 值”。",
}


def parse_input(kind: type[Any], data: object) -> Any:
    """Make an instance of the pydantic dataclass ``kind`` from JSON-like ``data``.

    Raises:
        Refused: with one :class:`FieldProblem` for each wrong field. Values are never repeated in the sentences,
            since they may be private.
    """
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        problems = tuple(_problem(kind, detail) for detail in error.errors(include_url=False, include_input=False))
    raise Refused("填写的内容有问题：" + "".join(problem.message for problem in problems), problems=problems)


def schema_of(kind: type[Any]) -> dict[str, Any]:
    """The JSON schema of an action's input, as ``do ACTION --schema`` prints it."""
    return TypeAdapter(kind).json_schema()


def _problem(kind: type[Any], detail: ErrorDetails) -> FieldProblem:
    path = ".".join(str(part) for part in detail["loc"])
    sentence = _SENTENCES.get(detail["type"])
    if sentence is None and detail["type"] == "value_error":
        sentence = str(detail.get("ctx", {}).get("error", "")) or None
    title = _title(kind, detail["loc"]) or path
    return FieldProblem(path, f"{title}：{sentence or '填写不正确，请检查。'}")


def _title(kind: type[Any], loc: tuple[int | str, ...]) -> str:
    """The Chinese title of the field at ``loc``, or "" where it has none."""
    if not loc or not isinstance(loc[0], str):
        return ""
    found = getattr(kind, "__pydantic_fields__", {}).get(loc[0])
    title = getattr(found, "title", None)
    return str(title) if title and len(loc) == 1 else ""
