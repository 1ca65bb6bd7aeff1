"""Blank forms of the records, to be filled in by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from dangjian_desktop.base.periods import Period
from dangjian_desktop.meetings.papers.head import pair
from dangjian_desktop.meetings.rules.kinds import KINDS, SegmentKind
from dangjian_desktop.papers.model import (
    Document,
    Field,
    FormRow,
    FormTable,
    Kind,
    SignatureLine,
    Signatures,
)
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader

_VOTING = (SegmentKind.GENERAL_MEETING, SegmentKind.COMMITTEE_MEETING, SegmentKind.GROUP_MEETING)


def blank_form(kind: SegmentKind, reader: Reader, _record: str | None, _period: Period | None) -> Document:
    """The record form of a kind with empty cells; everything fits one page."""
    return Document(
        kind=Kind.FORM,
        title=KINDS[kind].paper,
        organisation=branch_facts(reader).name,
        blocks=(
            FormTable((*_head(kind), *_body(kind))),
            Signatures((SignatureLine("主持人签名"), SignatureLine("记录人签名"))),
        ),
    )


def _head(kind: SegmentKind) -> tuple[FormRow, ...]:
    rows = [FormRow((Field("会议名称", f"　　　　年第　　次{KINDS[kind].short}"),))]
    if kind is SegmentKind.PARTY_LECTURE:
        rows += [FormRow((Field("授课题目"),)), pair("主讲人", "", "职务", "")]
    if kind is SegmentKind.THEME_PARTY_DAY:
        rows += [FormRow((Field("主题"),)), FormRow((Field("形式"),))]
    if kind is SegmentKind.ORG_LIFE_MEETING:
        rows += [FormRow((Field("归属年度"),))]
    return (
        *rows,
        pair("时间", "", "地点", ""),
        pair("主持人", "", "记录人", ""),
        *_counts(kind),
        FormRow((Field("请假缺席"),)),
        FormRow((Field("列席"),)),
    )


def _counts(kind: SegmentKind) -> tuple[FormRow, ...]:
    if kind not in _VOTING:
        return (pair("应到", "　　人", "实到", "　　人"),)
    return (pair("应到", "　　人", "有表决权", "　　人"), pair("实到", "　　人", "有表决权", "　　人"))


def _body(kind: SegmentKind) -> tuple[FormRow, ...]:
    if kind in _VOTING:
        return (
            FormRow((Field("议题", lines=2),)),
            FormRow((Field("发言要点", lines=6),)),
            FormRow((Field("表决", "赞成　　　　反对　　　　弃权　　　　"),)),
            FormRow((Field("决议", lines=2),)),
            pair("责任人", "", "时限", ""),
        )
    return (FormRow((Field("主要内容", lines=10),)), FormRow((Field("小结", lines=2),)))


BLANK_FORMS: tuple[tuple[str, str, Callable[[Reader, str | None, Period | None], Document]], ...] = tuple(
    (str(kind), KINDS[kind].paper, partial(blank_form, kind))
    for kind in (
        SegmentKind.GENERAL_MEETING,
        SegmentKind.COMMITTEE_MEETING,
        SegmentKind.GROUP_MEETING,
        SegmentKind.PARTY_LECTURE,
        SegmentKind.THEME_PARTY_DAY,
        SegmentKind.ORG_LIFE_MEETING,
    )
)
"""(name, title, maker) of each blank form."""
