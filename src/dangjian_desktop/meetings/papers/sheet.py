"""签到表: one sheet for the whole gathering, names printed, room to sign."""

from __future__ import annotations

from dangjian_desktop.base.periods import Period
from dangjian_desktop.meetings.papers.head import file_day, pair, view_of, when
from dangjian_desktop.meetings.reading import Chip
from dangjian_desktop.papers.model import (
    Column,
    Document,
    FormTable,
    Kind,
    Row,
    Table,
    name_text,
)
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.roster.rules.attendance import EXCUSED
from dangjian_desktop.store import Reader

SPARE_OBSERVERS = 4
TWO_COLUMNS_FROM = 16


def sign_in_sheet(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """The sheet of a gathering; leave that is known already is printed. Raises :class:`Refused` if there is none."""
    view, _segment = view_of(reader, record)
    expected = [chip for chip in view.chips if chip.expected]
    columns = (Column("姓名", 1.3), Column("签名", 1.9), Column("备注", 1.2))
    rows = tuple(Row((name_text(chip.bare_name), "", _remark(chip))) for chip in expected)
    observers = tuple(Row((name_text(one.name), "", one.identity)) for one in view.observers)
    return Document(
        kind=Kind.SIGN_IN,
        title=f"{view.title}签到表",
        organisation=branch_facts(reader).name,
        day=view.day,
        blocks=(
            FormTable(
                (
                    pair("时间", when(view), "地点", view.place),
                    pair("应到", f"{view.counts.expected}人", "实到", "　　人"),
                )
            ),
            Table(columns, rows, groups=2 if len(rows) >= TWO_COLUMNS_FROM else 1, numbered=True),
            Table((*columns[:2], Column("身份", 1.2)), observers, caption="列席人员", fill_to=SPARE_OBSERVERS),
        ),
    )


def sheet_file(reader: Reader, record: str | None, _period: Period | None) -> str:
    """The file's name: 2026-10-12 10月主题党日签到表."""
    view, _segment = view_of(reader, record)
    return f"{file_day(view.day)}{view.title}签到表"


def _remark(chip: Chip) -> str:
    """Leave that is known, what tells two of one name apart, and who has no vote."""
    if chip.state in EXCUSED:
        return chip.state_label
    apart = chip.told_apart.replace("党小组", "组").removeprefix("第")
    return apart or ("" if chip.votes or "预备" not in chip.note else "预备")
