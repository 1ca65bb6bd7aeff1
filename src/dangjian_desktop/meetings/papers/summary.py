"""会议纪要: what a gathering dealt with and decided, without who said what. An inner paper unless it is issued."""

from __future__ import annotations

from collections.abc import Iterator

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.meetings.papers.head import absent, file_day, of_segment, on_leave, present, view_of
from dangjian_desktop.meetings.papers.minutes import VOTE_WORDS
from dangjian_desktop.meetings.reading import AgendaItemView, Chip, GatheringView, ResolutionView, SegmentView
from dangjian_desktop.meetings.rules.kinds import Scope, info_of
from dangjian_desktop.meetings.rules.quorum import Standing
from dangjian_desktop.papers.model import (
    Block,
    Closing,
    Document,
    Heading,
    Kind,
    NameList,
    Paragraph,
    Person,
    Run,
    Style,
    chinese_date,
)
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader


def meeting_minutes(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """The minutes in brief of a segment; with a gathering's id, of its first one with an agenda.

    Raises :class:`Refused` where nothing was written yet: minutes say what was decided.
    """
    view, segment = _chosen(reader, record)
    branch = branch_facts(reader)
    chips = of_segment(view, segment)
    lists = [NameList("出席", _people(present(chips)), in_columns=False)]
    for label, chosen in (("请假", on_leave(chips)), ("缺席", absent(chips))):
        if chosen:
            lists.append(NameList(label, _people(chosen), in_columns=False))
    if view.observers:
        seen = tuple(Person(one.name, one.identity) for one in view.observers)
        lists.append(NameList("列席", seen, in_columns=False))
    return Document(
        kind=Kind.MINUTES,
        title=f"{segment.number_words}纪要" if segment.number else f"{info_of(segment.kind).short}纪要",
        organisation=branch.name,
        day=view.day,
        blocks=(
            Paragraph(_opening(view, segment, branch.name)),
            *_body(segment),
            *(lists if chips else ()),
            *([Closing((branch.name,), view.day)] if branch.name and view.day else []),
        ),
    )


def _chosen(reader: Reader, record: str | None) -> tuple[GatheringView, SegmentView]:
    view, segment = view_of(reader, record)
    written = [one for one in view.segments if one.written]
    chosen = segment if segment is not None and segment.written else None if segment else next(
        (one for one in written if one.agenda), written[0] if written else None
    )  # fmt: skip
    if chosen is None:
        raise Refused(f"“{view.title}”还没有记录内容，写不成纪要。", hint="请先写会议记录。")
    return view, chosen


def _opening(view: GatheringView, segment: SegmentView, branch: str) -> str:
    when = f"{chinese_date(view.day)}，" if view.day else ""
    host = f"{view.host_name}主持" if view.host_name else ""
    place = f"在{view.place}" if view.place else ""
    held = f"{place}召开{segment.number_words}"
    who = f"{host}{held}" if host else f"{branch or '支部'}{held}"
    counts = segment.counts
    members = "委员" if segment.scope is Scope.COMMITTEE else "党员"
    there = f"应到{members}{counts.expected}人，实到{counts.present}人。" if counts.begun else ""
    topic = f"会议主题是“{segment.topic}”。" if segment.topic else ""
    return f"{when}{who}。{there}{topic}现将会议情况纪要如下。"


def _body(segment: SegmentView) -> Iterator[Block]:
    if segment.content:
        if segment.agenda:
            yield Heading("主要内容")
        yield from _paragraphs(segment.content)
    for item in segment.agenda:
        yield Heading(item.title)
        yield from _item(item, segment)
    if segment.summary:
        yield Heading("会议要求")
        yield from _paragraphs(segment.summary)


def _item(item: AgendaItemView, segment: SegmentView) -> Iterator[Block]:
    if item.material and not item.content:
        marked = item.material if item.material.startswith(("《", "〔")) else f"《{item.material}》"
        yield Paragraph(f"会议学习了{marked}。")
    elif item.presenter_name and not item.content:
        yield Paragraph(f"会议听取了{item.presenter_name}关于“{item.title}”的{item.presenter_role or '汇报'}。")
    yield from _paragraphs(item.content)
    for vote in item.votes:
        verdict = vote.verdict
        if verdict.standing is Standing.UNKNOWN:
            continue
        carried = "通过" if verdict.standing is Standing.ENOUGH else "未通过"
        void = verdict.words.endswith("无效")
        subject = f"对“{vote.subject}”" if vote.subject else ""
        result = "到会人数不足，表决无效" if void else carried
        who = "委员" if segment.scope is Scope.COMMITTEE else "有表决权的党员"
        yield Paragraph(
            f"会议{subject}采取{VOTE_WORDS[vote.tally.method]}，应到会{who}{segment.counts.expected_voters}人，"
            f"实到{segment.counts.present_voters}人，{vote.figures}，{result}。"
        )
    for one in item.resolutions:
        yield from _resolution(one)


def _resolution(one: ResolutionView) -> Iterator[Block]:
    first, *others = one.text.split("\n")
    charge = [f"责任人：{one.responsible_name}" if one.responsible_name else ""]
    charge.append(f"时限：{chinese_date(one.deadline)}" if one.deadline else "")
    told = "；".join(part for part in charge if part)
    yield Paragraph((Run("会议决定：", Style.BOLD), Run(first)))
    yield from (Paragraph(text) for text in others if text.strip())
    if told:
        yield Paragraph(f"（{told}）")


def _people(chips: tuple[Chip, ...]) -> tuple[Person, ...]:
    return tuple(
        Person(chip.bare_name, chip.told_apart if chip.state == "present" else chip.reason or chip.state_label)
        for chip in chips
    )


def _paragraphs(text: str) -> Iterator[Block]:
    return (Paragraph(line.strip()) for line in text.split("\n") if line.strip())


def minutes_file(reader: Reader, record: str | None, _period: Period | None) -> str:
    """The file's name: 2026-10-12 2026年第3次支部党员大会纪要."""
    view, segment = _chosen(reader, record)
    return f"{file_day(view.day)}{segment.number_words}纪要"
