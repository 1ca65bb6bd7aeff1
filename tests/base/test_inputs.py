"""Typed inputs made from loose data."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import Field
from pydantic.dataclasses import dataclass

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.inputs import parse_input, schema_of


@dataclass(frozen=True, config={"extra": "forbid"})
class _Plan:
    title: str = Field(title="会议名称", min_length=1)
    day: date = Field(title="日期")
    phone: str = Field(default="", title="手机", max_length=3)


def test_a_good_input_is_typed() -> None:
    assert parse_input(_Plan, {"title": "主题党日", "day": "2026-10-12"}).day == date(2026, 10, 12)


def test_each_wrong_field_is_named_in_chinese() -> None:
    with pytest.raises(Refused) as refused:
        parse_input(_Plan, {"title": "", "day": "昨天吧", "colour": 1})
    sentences = {problem.field: problem.message for problem in refused.value.problems}
    assert sentences["title"] == "会议名称：不能为空，请填写。"
    assert sentences["day"].startswith("日期：应是日期")
    assert sentences["colour"].endswith("没有这一项，请检查写法。")


def test_a_refusal_never_repeats_what_was_typed() -> None:
    with pytest.raises(Refused) as refused:
        parse_input(_Plan, {"title": "会", "day": "2026-01-01", "phone": "139-0000"})
    assert "139" not in str(refused.value)


def test_the_schema_names_the_fields_in_chinese() -> None:
    assert schema_of(_Plan)["properties"]["title"]["title"] == "会议名称"
