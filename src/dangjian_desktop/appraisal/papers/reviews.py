"""对照检查（检视）材料 of a member or of the committee."""

from __future__ import annotations

from dangjian_desktop.appraisal.papers.common import prose
from dangjian_desktop.appraisal.records import OrgLifeYear, SelfReview
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.model import Document, Kind, Paragraph, SignatureLine, Signatures
from dangjian_desktop.roster.reading import branch_facts, labels_on
from dangjian_desktop.store import Reader


def review(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """The text as it was handed in, else the draft on this PC. Raises :class:`Refused` if there is no such record."""
    row = _row(reader, record)
    year = reader.get(OrgLifeYear, row.owner or "")
    name = labels_on(reader, reader.now.date()).get(row.person or "", "") or "支部班子"
    day = row.shared_on or reader.now.date()
    text = row.text or row.draft or ""
    state = "" if row.shared_on else "，草稿"
    number = year.attributed_year if year and year.attributed_year else day.year
    return Document(
        kind=Kind.RECORD,
        title=f"{number}年度组织生活会对照检查材料" if row.person else f"{number}年度组织生活会支部班子检视材料",
        organisation=branch_facts(reader).name,
        day=day,
        subtitle=f"（{name}　{day.year}年{day.month}月{state}）",
        blocks=(
            *(tuple(prose(text)) or (Paragraph("正文见附件。"),)),
            Signatures((SignatureLine("本人签名" if row.person else "支部书记签名"), SignatureLine("日期"))),
        ),
    )


def review_file(reader: Reader, record: str | None, _period: Period | None) -> str:
    """The file's name: 李卫国对照检查材料."""
    row = _row(reader, record)
    name = labels_on(reader, reader.now.date()).get(row.person or "", "")
    return f"{name}对照检查材料" if name else "支部班子检视材料"


def _row(reader: Reader, record: str | None) -> SelfReview:
    if record is None:
        raise Refused("没有说打印谁的检视材料。", hint="请先选中一份。")
    return reader.need(SelfReview, record)
