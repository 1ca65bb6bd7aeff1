"""The tables of transfers: the letter's facts, and what was handed over to whom."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped

from dangjian_desktop.store import Part, Record, column
from dangjian_desktop.transfers.rules import Direction


class Transfer(Record):
    """A 组织关系介绍信 with its facts. The relation itself begins and ends in the roster."""

    __tablename__ = "transfers"
    __label__ = "组织关系转接"

    member: Mapped[str | None] = column("党员", ref="members")
    direction: Mapped[str | None] = column("方向", words={str(one): one.label for one in Direction})
    organisation: Mapped[str | None] = column("去向或来源", search=True)
    letter_number: Mapped[str | None] = column("介绍信编号", search=True)
    issued_on: Mapped[date | None] = column("开具日期", index=True)
    valid_days: Mapped[int | None] = column("有效期（天）")
    moved_on: Mapped[date | None] = column("转出或转入日期")
    dues_paid_to: Mapped[str | None] = column("党费交至")
    receipt_on: Mapped[date | None] = column("回执日期")
    receipt_number: Mapped[str | None] = column("回执编号")
    note: Mapped[str | None] = column("说明")


class Handover(Record):
    """What one member handed over on a day (离任清单)."""

    __tablename__ = "handovers"
    __label__ = "离任清单"

    member: Mapped[str | None] = column("离任人", ref="members")
    day: Mapped[date | None] = column("交接日期")
    note: Mapped[str | None] = column("说明")


class HandoverLine(Part):
    """One thing handed over: what it is, and to whom (nobody: it only ended)."""

    __tablename__ = "handover_lines"
    __label__ = "交接事项"
    __owner_kind__ = "handovers"

    title: Mapped[str | None] = column("事项")
    detail: Mapped[str | None] = column("情况")
    subject_kind: Mapped[str | None] = column("对象类别")
    subject: Mapped[str | None] = column("对象", ref="*")
    successor: Mapped[str | None] = column("接手人", ref="members")


RECORDS: tuple[type[Record], ...] = (Transfer, Handover, HandoverLine)
