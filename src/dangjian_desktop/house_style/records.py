"""The table of the branch's choices: one row for each setting, with the same id on every PC, so that they merge."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from dangjian_desktop.house_style.rules import CHOICES, WORDS
from dangjian_desktop.store import Record, column


class StyleChoice(Record):
    """What the branch has chosen for one setting; without a ``value`` it follows the standard."""

    __tablename__ = "style_choices"
    __label__ = "公文格式"

    setting: Mapped[str | None] = column("项目", words={str(one.setting): one.title for one in CHOICES})
    value: Mapped[str | None] = column("本支部的做法", words=WORDS)


RECORDS: tuple[type[Record], ...] = (StyleChoice,)
