"""Typed inputs of the verbs of 公文格式."""

from __future__ import annotations

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from dangjian_desktop.house_style.rules import Setting

_INPUT = ConfigDict(extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True, config=_INPUT)
class ChooseStyle:
    """The branch's own choice for a setting. ``value`` is a key or its word: centre or 居中, 45, 40×15."""

    setting: Setting = Field(title="项目")
    value: str = Field(title="本支部的做法", min_length=1, max_length=20)


@dataclass(frozen=True, config=_INPUT)
class FollowStandard:
    """Follow the standard again in one setting, or without one in all."""

    setting: Setting | None = Field(default=None, title="项目")
