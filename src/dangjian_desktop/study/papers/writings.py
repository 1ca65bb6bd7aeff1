"""心得体会汇编: the shared texts of a period bound to one. What stays on its writer's PC is not in it."""

from __future__ import annotations

from collections.abc import Iterator

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.binder import Binder, Part, Section
from dangjian_desktop.papers.model import Align, Block, Document, Kind, Paragraph, chinese_date
from dangjian_desktop.roster.names import stroke_key
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader
from dangjian_desktop.study.reading.writings import WritingRow, writings
from dangjian_desktop.study.records import WRITING_LABELS, WritingKind


def collection(reader: Reader, _record: str | None, period: Period | None) -> Binder:
    """心得体会汇编 of a period, by default the present year: by kind, then by surname strokes.

    Raises :class:`Refused` if nobody has handed in a text that is shared.
    """
    today = reader.now.date()
    chosen = period or Period.year(today.year)
    found = [
        row
        for row in writings(reader, today)
        if row.text and row.submitted_on is not None and row.submitted_on in chosen
    ]
    if not found:
        raise Refused(
            f"{chosen.label}没有可以收进汇编的心得。", hint="只留本机的正文不进汇编；请先登记给支部看的正文。"
        )
    found.sort(key=lambda row: (stroke_key(row.name), row.submitted_on, row.id))
    branch = branch_facts(reader).name
    sections = [
        Section(WRITING_LABELS[kind], tuple(_part(row, branch) for row in found if row.kind is kind))
        for kind in WritingKind
        if any(row.kind is kind for row in found)
    ]
    return Binder(
        title="学习心得体会汇编",
        sections=tuple(sections),
        organisation=branch,
        subtitle=f"（{chosen.label}）",
        day=min(today, chosen.last),
    )


def _part(row: WritingRow, branch: str) -> Part:
    document = Document(
        Kind.RECORD,
        row.title,
        tuple(_blocks(row)),
        organisation=branch,
        day=row.submitted_on,
        subtitle=row.name,
    )
    return Part(document, f"{row.title}（{row.name}）")


def _blocks(row: WritingRow) -> Iterator[Block]:
    if row.book:
        yield Paragraph(f"书目：{row.book}", align=Align.CENTRE, indent=False)
    yield from (Paragraph(line) for line in row.text.split("\n") if line.strip())
    if row.submitted_on:
        yield Paragraph(chinese_date(row.submitted_on), align=Align.RIGHT)


def collection_file(reader: Reader, _record: str | None, period: Period | None) -> str:
    """The file's name: 2026年学习心得体会汇编."""
    return f"{(period or Period.year(reader.now.year)).label}学习心得体会汇编"
