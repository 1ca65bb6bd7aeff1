"""The tables of rules: the branch's own values, versions taken from rule files, and deadlines of annual notices.

Each row has an id of its own on every PC (rule and day; subject and year), so that what two PCs put down merges row
by row.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped

from dangjian_desktop.regulations.rules.notices import SUBJECTS
from dangjian_desktop.store import Record, column


class RuleChange(Record):
    """The branch's own value of one rule from a day on; ``reset`` gives way to the regulation again."""

    __tablename__ = "rule_changes"
    __label__ = "本单位规则"

    rule: Mapped[str | None] = column("规则", index=True)
    value: Mapped[str | None] = column("值")
    comparator: Mapped[str | None] = column("比较")
    unit: Mapped[str | None] = column("周期或单位")
    effective_from: Mapped[date | None] = column("生效日期")
    reason: Mapped[str | None] = column("说明", search=True)
    reset: Mapped[bool | None] = column("恢复原规定")


class RuleVersion(Record):
    """A version of one rule taken from a rule file."""

    __tablename__ = "rule_versions"
    __label__ = "规则新版本"

    rule: Mapped[str | None] = column("规则", index=True)
    title: Mapped[str | None] = column("名称", search=True)
    value: Mapped[str | None] = column("值")
    comparator: Mapped[str | None] = column("比较")
    unit: Mapped[str | None] = column("周期或单位")
    regulation: Mapped[str | None] = column("法规")
    article: Mapped[str | None] = column("条款")
    words: Mapped[str | None] = column("原文")
    url: Mapped[str | None] = column("网址")
    effective_from: Mapped[date | None] = column("生效日期")
    confidence: Mapped[str | None] = column("把握")
    editable: Mapped[bool | None] = column("可由本单位设定")
    least: Mapped[int | None] = column("最小")
    most: Mapped[int | None] = column("最大")
    file: Mapped[str | None] = column("规则文件")
    taken_on: Mapped[date | None] = column("采用日期")


class YearNotice(Record):
    """What the annual notice of the superior says of one yearly duty: its deadline for a 归属年度."""

    __tablename__ = "year_notices"
    __label__ = "上级年度通知"

    subject: Mapped[str | None] = column("事项", words={str(key): word for key, word in SUBJECTS.items()})
    year: Mapped[int | None] = column("归属年度")
    deadline: Mapped[date | None] = column("期限")
    document: Mapped[str | None] = column("文件", search=True)


RECORDS: tuple[type[Record], ...] = (RuleChange, RuleVersion, YearNotice)
