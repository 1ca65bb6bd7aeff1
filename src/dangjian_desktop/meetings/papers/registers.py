"""Papers of a period: the year's register of 三会一课, and who was there, by member and month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.base.periods import Period
from dangjian_desktop.meetings.reading.agenda import by_owner
from dangjian_desktop.meetings.reading.numbers import year_numbers
from dangjian_desktop.meetings.reading.spans import GatheringSpan, spans_in
from dangjian_desktop.meetings.records import AgendaItem
from dangjian_desktop.meetings.rules.kinds import KINDS, SegmentKind
from dangjian_desktop.meetings.rules.study import percent
from dangjian_desktop.papers.model import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Kind,
    Orientation,
    Paragraph,
    Row,
    RowKind,
    Table,
    name_text,
)
from dangjian_desktop.roster.names import stroke_key
from dangjian_desktop.roster.people import name_in
from dangjian_desktop.roster.reading import branch_facts, group_names, labels_on, member_facts
from dangjian_desktop.roster.rules import Status, add_months, status_on
from dangjian_desktop.roster.rules.attendance import STATE_LABELS, AttendanceState, Counts, count
from dangjian_desktop.store import Reader

LISTED = (
    SegmentKind.GENERAL_MEETING,
    SegmentKind.COMMITTEE_MEETING,
    SegmentKind.GROUP_MEETING,
    SegmentKind.PARTY_LECTURE,
    SegmentKind.THEME_PARTY_DAY,
    SegmentKind.ORG_LIFE_MEETING,
)
"""三会一课 first, then the other organisational life that a register is asked for."""


def _of_year(reader: Reader, period: Period | None) -> Period:
    return period or Period.year(reader.now.date().year)


# -- 三会一课登记簿 ------------------------------------------------------------


def register(reader: Reader, _record: str | None, period: Period | None) -> Document:
    """三会一课登记簿 of a period, by default the present year: kind by kind, every one held with its numbers."""
    chosen = _of_year(reader, period)
    gatherings = [one for one in spans_in(reader, chosen) if one.recorded]
    labels, groups = labels_on(reader, chosen.last), group_names(reader)
    items = by_owner(reader, AgendaItem, [segment.id for one in gatherings for segment in one.segments])
    titles = {owner: "；".join(item.title or "" for item in found) for owner, found in items.items()}
    rows: list[Row] = []
    for kind in LISTED:
        rows += _of_kind(reader, kind, gatherings, _Names(labels, groups, titles), chosen)
    columns = (
        Column("次数", 0.9),
        Column("日期", 1.1),
        Column("题目（议题）", 4.2, Align.LEFT),
        Column("主持人", 1.1),
        Column("应到", 0.8),
        Column("实到", 0.8),
        Column("参加率", 1),
        Column("备注", 1.4, Align.LEFT),
    )
    return Document(
        kind=Kind.LEDGER,
        title=f"{chosen.label}“三会一课”登记簿",
        organisation=branch_facts(reader).name,
        day=min(chosen.last, reader.now.date()),
        orientation=Orientation.LANDSCAPE,
        blocks=(Table(columns, tuple(rows), note="参加率只计实到；补课另计，不算到会。"),),
    )


@dataclass(frozen=True)
class _Names:
    """Names of people and Party groups by id, and the agenda of a segment in one line."""

    people: Mapping[str, str]
    groups: Mapping[str, str]
    agendas: Mapping[str, str]


def _of_kind(
    reader: Reader, kind: SegmentKind, gatherings: Sequence[GatheringSpan], names: _Names, period: Period
) -> Iterator[Row]:
    found = [(one, segment) for one in gatherings for segment in one.segments if segment.kind == kind]
    yield Row((Cell(f"{KINDS[kind].name}　{len(found)}次", columns=8, align=Align.LEFT),), kind=RowKind.GROUP)
    numbers: dict[str, int] = {}
    for year in range(period.first.year, period.last.year + 1):
        for group in {segment.group for _one, segment in found}:
            numbers |= year_numbers(reader, str(kind), year, group or None)
    if not found:
        yield Row(("", "", "没有记录", "", "", "", "", ""))
    for one, segment in found:
        counts = count(one.mark(person) for person in segment.people)
        rate = percent(counts.present, counts.expected)
        number = numbers.get(segment.id)
        remarks = [names.groups.get(segment.group, ""), "" if one.final else "未定稿"]
        remarks.append(f"补课{counts.made_up}人" if counts.made_up else "")
        yield Row(
            (
                f"第{number}次" if number else "",
                f"{one.day.month}月{one.day.day}日",
                segment.topic or names.agendas.get(segment.id) or one.title,
                name_text(name_in(names.people, one.host)) if one.host else "",
                str(counts.expected),
                str(counts.present),
                f"{rate}%" if rate is not None else "",
                "，".join(part for part in remarks if part),
            )
        )


# -- 党员参加组织生活情况统计表 -----------------------------------------------------


def attendance_table(reader: Reader, _record: str | None, period: Period | None) -> Document:
    """Who was there, by member and month: 实到/应到 of each, with 参加率 and what was made up. It ranks nobody."""
    chosen = _of_year(reader, period)
    gatherings = [one for one in spans_in(reader, chosen) if one.recorded]
    labels, facts = labels_on(reader, chosen.last), member_facts(reader)
    last = min(chosen.last, reader.now.date())
    people = {person for one in gatherings for person in one.expected if person in facts}
    people |= {p for p, member in facts.items() if status_on(member, last) in (Status.FULL, Status.PROBATIONARY)}
    months = _months(chosen)
    columns = (
        Column("姓名", 1.7),
        *(Column(f"{month.month}月", 1) for month in months),
        Column("应到", 1),
        Column("实到", 1),
        Column("参加率", 1.4),
        Column("补课", 1),
    )
    ordered = sorted(people, key=lambda person: (stroke_key(labels.get(person, "")), person))
    short = {person: label.replace("第", "").replace("党小组", "组") for person, label in labels.items()}
    rows = [_line(short.get(person, "（已不在名册）"), gatherings, months, person) for person in ordered]
    rows.append(_line("合　计", gatherings, months, None, kind=RowKind.TOTAL))
    blocks: list[Block] = [Table(columns, tuple(rows), numbered=True, note=_note(gatherings))]
    away = _away(gatherings, labels)
    if away:
        blocks += [Paragraph("未到会及补课情况：", indent=False), *(Paragraph(text, indent=False) for text in away)]
    return Document(
        kind=Kind.LEDGER,
        title=f"{chosen.label}党员参加组织生活情况统计表",
        organisation=branch_facts(reader).name,
        day=last,
        orientation=Orientation.LANDSCAPE,
        blocks=tuple(blocks),
    )


def _months(period: Period) -> list[date]:
    """The first day of each month that the period touches, twelve at most."""
    first = period.first.replace(day=1)
    months = (period.last.year - first.year) * 12 + period.last.month - first.month + 1
    return [add_months(first, number) for number in range(min(months, 12))]


def _sum(gatherings: Sequence[GatheringSpan], person: str | None) -> Counts:
    each = [one.counts(person) for one in gatherings]
    return Counts(
        expected=sum(one.expected for one in each),
        present=sum(one.present for one in each),
        unregistered=sum(one.unregistered for one in each),
        made_up=sum(one.made_up for one in each),
    )


def _line(
    name: str,
    gatherings: Sequence[GatheringSpan],
    months: Sequence[date],
    person: str | None,
    *,
    kind: RowKind = RowKind.BODY,
) -> Row:
    cells = [name_text(name)]
    for month in months:
        of_month = [one for one in gatherings if (one.day.year, one.day.month) == (month.year, month.month)]
        counts = _sum(of_month, person)
        cells.append(f"{counts.present}/{counts.expected}" if counts.expected else "—")
    whole = _sum(gatherings, person)
    rate = percent(whole.present, whole.expected)
    cells += [str(whole.expected), str(whole.present), f"{rate}%" if rate is not None else "—"]
    cells.append(str(whole.made_up) if whole.made_up else "")
    return Row(tuple(cells), kind=kind)


def _note(gatherings: Sequence[GatheringSpan]) -> str:
    left = _sum(gatherings, None).unregistered
    unknown = f"有{left}人次未登记出缺席，暂按未到计。" if left else ""
    return f"每月为实到/应到次数，“—”为当月没有应参加的会。参加率只计实到，补课另列。按姓氏笔画排列。{unknown}"


def _away(gatherings: Sequence[GatheringSpan], labels: dict[str, str]) -> list[str]:
    """Each gathering with those who were away, and which of them have made it up."""
    told = []
    for one in gatherings:
        people = []
        for person in sorted(one.expected, key=lambda p: (stroke_key(labels.get(p, "")), p)):
            mark = one.mark(person)
            if mark.state in (None, AttendanceState.PRESENT):
                continue
            reason = one.reasons.get(person, "")
            word = "" if mark.state is AttendanceState.MAKE_UP else STATE_LABELS[mark.state]
            made_up = f"{mark.made_up_on.month}月{mark.made_up_on.day}日已补课" if mark.made_up_on else ""
            inside = "，".join(part for part in (word, reason, made_up) if part)
            people.append(f"{labels.get(person, '（已不在名册）')}（{inside}）" if inside else labels.get(person, ""))
        if people:
            told.append(f"{one.day.month}月{one.day.day}日{one.title}：{'、'.join(people)}。")
    return told
