"""学习档案: a member's year bound: hours, talks and points, proposals and what became of them, writing, comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.binder import Binder, Part, Section
from dangjian_desktop.papers.model import (
    Block,
    Document,
    Heading,
    Kind,
    Paragraph,
    Run,
    Style,
)
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader
from dangjian_desktop.study.papers.hours import member_hours, member_year
from dangjian_desktop.study.reading.showcase import Proposed, Showcase, Written, showcase
from dangjian_desktop.study.records import ASPECT_LABELS, Aspect


def study_file(reader: Reader, record: str | None, period: Period | None) -> Binder:
    """学习档案 of a member's year. Texts that stay on this PC are not in it.

    Raises :class:`Refused` if the member has no hours in the year.
    """
    hours, one = member_year(reader, record, period)
    found = showcase(reader, one.id, hours.year)
    branch = branch_facts(reader).name
    day = min(hours.today, date(hours.year, 12, 31))
    parts = [
        ("学时", member_hours(reader, record, period)),
        ("主讲和发言", _record("主讲和发言", _spoken(found), branch, day)),
        ("对策建议", _record("对策建议", _proposals(found), branch, day)),
        ("心得和读书", _record("心得和读书", _written(found.written), branch, day)),
        ("学习评语", _record("学习评语", _comments(found), branch, day)),
    ]
    bound = tuple(Part(document, title) for title, document in parts if document is not None)
    return Binder(
        title=f"{one.name}学习档案",
        sections=(Section("", bound),),
        organisation=branch,
        subtitle=f"{hours.year}年度",
        day=day,
    )


def _record(title: str, blocks: Iterable[Block], branch: str, day: date) -> Document | None:
    made = tuple(blocks)
    return Document(Kind.RECORD, title, made, organisation=branch, day=day) if made else None


def _day(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""


def _text(text: str) -> Iterator[Paragraph]:
    yield from (Paragraph(line) for line in text.split("\n") if line.strip())


def _spoken(found: Showcase) -> Iterator[Block]:
    if found.talks:
        yield Heading("主讲")
        for talk in found.talks:
            yield Paragraph((Run(f"{_day(talk.day)}　{talk.title}", Style.BOLD), Run(f"（{talk.form}）")))
            yield from _text(talk.notes)
    if found.said:
        yield Heading("发言要点")
        for said in found.said:
            about = f"{_day(said.day)}　{said.title}" + (f"　{said.topic}" if said.topic else "")
            yield Paragraph((Run(about, Style.BOLD),))
            yield from _text(said.points)


def _proposals(found: Showcase) -> Iterator[Block]:
    for number, one in enumerate(found.proposed, 1):
        yield Paragraph(f"{number}. {one.text.rstrip('。')}。（{_day(one.day)}，{one.title}）")
        yield Paragraph((Run("结果：", Style.BOLD), Run(_became(one))))
    if found.topics:
        yield Heading("提出的选题", numbered=False)
        for topic in found.topics:
            yield Paragraph(f"{_day(topic.day)}　{topic.title}" + (f"（{topic.became}）" if topic.became else ""))


def _became(one: Proposed) -> str:
    return f"{one.became.rstrip('。')}。" if one.became else "还没有结果。"


def _written(found: Iterable[Written]) -> Iterator[Block]:
    for one in found:
        if not one.submitted_on:
            continue
        book = f"，书目：{one.book}" if one.book else ""
        yield Heading(one.title, numbered=False)
        yield Paragraph(f"（{one.label}，{_day(one.submitted_on)}{book}）")
        if one.text:
            yield from _text(one.text)
        else:
            yield Paragraph("正文由本人保存。" if one.private else "正文见附件。")


def _comments(found: Showcase) -> Iterator[Block]:
    for aspect in Aspect:
        under = found.under(aspect)
        if under:
            yield Heading(ASPECT_LABELS[aspect])
            for one in under:
                about = f"，{one.session_title}" if one.session_title else ""
                yield Paragraph(f"{one.text.rstrip('。')}。（{_day(one.day)}{about}）")


def study_file_name(reader: Reader, record: str | None, period: Period | None) -> str:
    """The file's name: 2026年张晓梅学习档案."""
    hours, one = member_year(reader, record, period)
    return f"{hours.year}年{one.name}学习档案"
