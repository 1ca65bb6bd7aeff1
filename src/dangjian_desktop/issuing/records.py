"""The table of issued papers. The PDF itself is an attachment of its row."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped

from dangjian_desktop.store import Policy, Record, column


class IssuedPaper(Record):
    """A paper as it was issued: from which record or period it was made, when, by whom, and what it said.

    ``text`` holds the paper's lines. It is private since papers name what is (identity numbers, what was said): it
    travels in a 同步包 as the record does, and is masked in history.
    """

    __tablename__ = "issued_papers"
    __label__ = "签发件"

    paper: Mapped[str | None] = column("材料种类", index=True)
    title: Mapped[str | None] = column("材料名称", search=True)
    subject: Mapped[str | None] = column("所依据的记录", ref="*")
    first_day: Mapped[date | None] = column("时段起")
    last_day: Mapped[date | None] = column("时段止")
    issued_at: Mapped[datetime | None] = column("签发时间")
    issued_by: Mapped[str | None] = column("签发人")
    pages: Mapped[int | None] = column("页数")
    text: Mapped[str | None] = column("签发时的文字", policy=Policy.PRIVATE, long=True)


RECORDS: tuple[type[Record], ...] = (IssuedPaper,)
