"""Blank forms of the records, to be filled in by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from dangjian_desktop.base.periods import Period
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
    voters = "　　人（有表决权　　人）" if kind in _VOTING else "　　人"
    rows = [FormRow((Field("会议名称", f"　　　　年第　　次{KINDS[kind].short}"),))]
    if kind is SegmentKind.PARTY_LECTURE:
        rows += [FormRow((Field("授课题目"),)), FormRow((Field("主讲人"), Field("职务")))]
    if kind is SegmentKind.THEME_PARTY_DAY:
        rows += [FormRow((Field("主题"),)), FormRow((Field("形式"),))]
    if kind is SegmentKind.ORG_LIFE_MEETING:
        rows += [FormRow((Field("归属年度"),))]
    return (
        *rows,
        FormRow((Field("时间"), Field("地点"))),
        FormRow((Field("主持人"), Field("记录人"))),
        FormRow((Field("应到", voters), Field("实到", voters))),
        FormRow((Field("请假"),)),
        FormRow((Field("缺席"),)),
        FormRow((Field("列席"),)),
    )


def _body(kind: SegmentKind) -> tuple[FormRow, ...]:
    if kind in _VOTING:
        return (
            FormRow((Field("议题", lines=3),)),
            FormRow((Field("发言要点", lines=8),)),
            FormRow((Field("表决", "赞成　　　　反对　　　　弃权　　　　", lines=1),)),
            FormRow((Field("决议", lines=2),)),
            FormRow((Field("责任人"), Field("时限"))),
        )
    return (FormRow((Field("主要内容", lines=9),)), FormRow((Field("小结", lines=2),)))


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
