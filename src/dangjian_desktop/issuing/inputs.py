"""The typed input of issuing."""

from __future__ import annotations

from datetime import date

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

_INPUT = ConfigDict(extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True, config=_INPUT)
class IssuePaper:
    """A finished PDF that is to be kept as issued, with what it was made from and the lines it says.

    Without ``lines`` the text is read from the PDF's pages.
    """

    paper: str = Field(title="材料种类")
    path: str = Field(title="PDF文件")
    title: str = Field(default="", title="材料名称")
    record: str | None = Field(default=None, title="记录编号")
    first_day: date | None = Field(default=None, title="时段起")
    last_day: date | None = Field(default=None, title="时段止")
    lines: tuple[str, ...] = Field(default=(), title="文字")
