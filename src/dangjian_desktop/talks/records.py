"""The table of talks. The relation of the two (支委—党员) is computed, never stored."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped

from dangjian_desktop.store import Policy, Record, column


class Talk(Record):
    """One 谈心谈话 of two members. ``notes`` are their writer's own and never leave this PC."""

    __tablename__ = "talks"
    __label__ = "谈心谈话"

    day: Mapped[date | None] = column("日期", index=True)
    place: Mapped[str | None] = column("地点", search=True)
    initiator: Mapped[str | None] = column("谈话人", ref="members")
    partner: Mapped[str | None] = column("谈话对象", ref="members")
    topic: Mapped[str | None] = column("主题", search=True)
    notes: Mapped[str | None] = column("谈话要点", policy=Policy.OWN, long=True)
    opinions: Mapped[str | None] = column("意见建议", search=True, long=True)
    follow_up: Mapped[bool | None] = column("需要跟进")
    follow_up_text: Mapped[str | None] = column("跟进事项", search=True)
    attributed_year: Mapped[int | None] = column("归属年度")


RECORDS: tuple[type[Record], ...] = (Talk,)

FIELDS = (
    "day",
    "place",
    "initiator",
    "partner",
    "topic",
    "notes",
    "opinions",
    "follow_up",
    "follow_up_text",
    "attributed_year",
)
"""What a form fills in."""
