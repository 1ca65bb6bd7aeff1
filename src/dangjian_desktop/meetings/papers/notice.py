"""会议通知, with time, place, who comes and what is on the agenda."""

from __future__ import annotations

from collections.abc import Iterator

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.meetings.papers.head import file_day, view_of, when
from dangjian_desktop.meetings.reading import GatheringView, SegmentView
from dangjian_desktop.meetings.rules.kinds import Scope, SegmentKind
from dangjian_desktop.papers.model import Block, Closing, Document, Heading, Kind, Paragraph
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader

TO = {Scope.ALL: "全体党员", Scope.COMMITTEE: "各支委会委员", Scope.GROUP: "本小组党员", Scope.INVITED: "有关同志"}


def meeting_notice(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """The notice of a gathering. Raises :class:`Refused` without a day, since then there is nothing to announce."""
    view, _segment = view_of(reader, record)
    if view.day is None or not view.segments:
        raise Refused(f"“{view.title}”还没有填写日期或环节，写不成通知。", hint="请先填好再打印通知。")
    branch = branch_facts(reader)
    verb = "开展" if view.segments and _main(view).kind == SegmentKind.THEME_PARTY_DAY else "召开"
    to = _to(view)
    return Document(
        kind=Kind.NOTICE,
        title=f"关于{verb}{view.title}的通知",
        title_phrases=("关于", verb, view.title, "的通知"),
        organisation=branch.name,
        day=view.notice_sent_on or reader.now.date(),
        recipients=(to,),
        blocks=(
            Paragraph(
                f"根据支部工作安排，定于{view.day.month}月{view.day.day}日{verb}{view.title}。现将有关事项通知如下："
            ),
            Heading("时间：", run_in=f"{when(view, weekday=True)}。"),
            Heading("地点：", run_in=f"{view.place or '另行通知'}。"),
            Heading("参加人员：", run_in=f"{to}{_observers(view)}。"),
            Heading("主要内容"),
            *_programme(view),
            Heading("有关要求"),
            Paragraph("请安排好工作，准时参加并签到。因公因病等不能参加的，请提前向支部书记请假，会后按要求补课。"),
            *([Closing((branch.name,), view.notice_sent_on or reader.now.date())] if branch.name else []),
        ),
    )


def notice_file(reader: Reader, record: str | None, _period: Period | None) -> str:
    """The file's name: 2026-10-12 10月主题党日通知."""
    view, _segment = view_of(reader, record)
    return f"{file_day(view.day)}{view.title}通知"


def _main(view: GatheringView) -> SegmentView:
    party_days = [segment for segment in view.segments if segment.kind == SegmentKind.THEME_PARTY_DAY]
    return (party_days or list(view.segments))[0]


def _to(view: GatheringView) -> str:
    scopes = [segment.scope for segment in view.segments]
    if Scope.ALL in scopes:
        return TO[Scope.ALL]
    groups = [f"{segment.group_name}党员" for segment in view.segments if segment.group_name]
    return groups[0] if groups else TO[scopes[0]]


def _observers(view: GatheringView) -> str:
    return f"；列席：{'、'.join(one.name for one in view.observers)}" if view.observers else ""


def _programme(view: GatheringView) -> Iterator[Block]:
    """Each segment with its subject and items; a single one just lists its items."""
    for segment in view.segments:
        subject = f"：{segment.topic}" if segment.topic else ""
        speaker = f"（主讲：{segment.lecturer_name}）" if segment.lecturer_name else ""
        yield Heading(f"{segment.short}{subject}{speaker}", level=2)
        for number, item in enumerate(segment.agenda, 1):
            yield Paragraph(f"{number}. {item.title}")
