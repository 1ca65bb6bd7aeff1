"""The table of annual plans. What a plan holds is no copy: it is what the capabilities have planned for its year."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped

from dangjian_desktop.store import Record, column, part_id


class AnnualPlan(Record):
    """What is said of a year's plan as a whole; the meeting that approved it is linked to it (APPROVED_BY)."""

    __tablename__ = "annual_plans"
    __label__ = "年度组织生活计划"

    year: Mapped[int | None] = column("年度", index=True)
    theme: Mapped[str | None] = column("年度主题", search=True)
    requirements: Mapped[str | None] = column("总体要求", search=True, long=True)
    made_on: Mapped[date | None] = column("编制日期")
    submitted_on: Mapped[date | None] = column("报备日期")


RECORDS: tuple[type[Record], ...] = (AnnualPlan,)
KIND = AnnualPlan.__tablename__


def plan_id(year: int) -> str:
    """The plan's id: the same on every PC, so that two PCs that plan one year make one plan."""
    return part_id("branch", KIND, str(year))
