"""学时统计表: of the whole branch by form, and of one member with every occasion. Facts, no ranking."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.model import (
    Align,
    Block,
    Column,
    Document,
    Field,
    FormRow,
    FormTable,
    Heading,
    Kind,
    Orientation,
    Paragraph,
    Row,
    RowKind,
    SignatureLine,
    Signatures,
    Table,
    chinese_date,
    name_text,
)
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader
from dangjian_desktop.study.reading.hours import Line, MemberHours, YearHours, year_hours
from dangjian_desktop.study.reading.hours_table import bases, forms_in, hours_until
from dangjian_desktop.study.rules.conversion import hours_text


def hours_table(reader: Reader, _record: str | None, period: Period | None) -> Document:
    """学时统计表 of a year: everybody's hours by form, what is asked, and what is missing.

    Raises :class:`Refused` if nobody belonged to the branch in the year.
    """
    hours = _hours(reader, period)
    if not hours.members:
        raise Refused(f"{hours.year}年没有党员的学时。", hint="请先登记党员名册。")
    branch = branch_facts(reader)
    forms = forms_in(line for one in hours.members for line in one.lines)
    met = sum(one.standing.met for one in hours.members if one.standing.requirement.months)
    asked = sum(1 for one in hours.members if one.standing.requirement.months)
    return Document(
        kind=Kind.FORM,
        title=f"{hours.year}年党员学时统计表",
        subtitle=f"（截至{chinese_date(_until(hours))}）",
        organisation=branch.name,
        day=_until(hours),
        orientation=Orientation.LANDSCAPE,
        blocks=(
            *([Paragraph(f"填报单位：{branch.name}", indent=False)] if branch.name else []),
            _branch_table(hours, forms),
            Paragraph(f"应达标{asked}人，已达标{met}人。{_rests_on(reader, hours.year)}"),
        ),
    )


def _hours(reader: Reader, period: Period | None) -> YearHours:
    today = reader.now.date()
    year = period.last.year if period else today.year
    return hours_until(reader, year, min(today, period.last) if period else today)


def _until(hours: YearHours) -> date:
    return min(hours.today, date(hours.year, 12, 31))


def _rests_on(reader: Reader, year: int) -> str:
    """What the requirement rests on, with how sure it is."""
    member, leader = list(bases(reader, year))[:2]
    return (
        f"党员每年{member.figure}，依据{member.basis}；书记、委员每年{leader.figure}，依据{leader.basis}。"
        "年中转入转出、任职离任的按月折算；一段时间只计一次。"
    ).replace("依据本单位设定", "为本单位设定")


def _branch_table(hours: YearHours, forms: tuple[str, ...]) -> Table:
    columns = (
        Column("姓名", 1.5),
        Column("党内职务", 1.7),
        *(Column(form, 1.1) for form in forms),
        Column("合计", 1.0),
        Column("应学", 1.0),
        Column("还差", 1.0),
        Column("说明", 3.0, Align.LEFT),
    )
    return Table(columns, tuple(_member_row(one, forms) for one in hours.members), numbered=True)


def _member_row(one: MemberHours, forms: Iterable[str]) -> Row:
    by_form, stands = one.by_form(), one.standing
    figures = [hours_text(by_form[form]) if form in by_form else "" for form in forms]
    asked = stands.requirement
    note = "" if asked.words.startswith("全年") else asked.words
    gap = hours_text(stands.gap) if stands.gap else "已达" if asked.months else ""
    return Row((name_text(one.name), one.posts, *figures, hours_text(stands.done), hours_text(asked.hours), gap, note))


def hours_table_file(reader: Reader, _record: str | None, period: Period | None) -> str:
    """The file's name: 2026年党员学时统计表."""
    return f"{period.last.year if period else reader.now.year}年党员学时统计表"


def member_hours(reader: Reader, record: str | None, period: Period | None) -> Document:
    """学时统计表 of one member: how they stand, their hours by form and month, and every occasion.

    Raises :class:`Refused` if the member has none in the year.
    """
    hours, one = member_year(reader, record, period)
    return Document(
        kind=Kind.FORM,
        title=f"{hours.year}年党员个人学时表",
        organisation=branch_facts(reader).name,
        day=_until(hours),
        blocks=(*member_blocks(hours, one), Signatures((SignatureLine("本人签名"), SignatureLine("支部核对")))),
    )


def member_year(reader: Reader, record: str | None, period: Period | None) -> tuple[YearHours, MemberHours]:
    """The year and one member's hours in it. Raises :class:`Refused` if there are none."""
    hours = _hours(reader, period)
    one = next((found for found in hours.members if found.id == record), None)
    if one is None:
        raise Refused(f"这名党员{hours.year}年没有学时。", hint="请在“学习·学时”里选一名党员。")
    return hours, one


def member_blocks(hours: YearHours, one: MemberHours) -> tuple[Block, ...]:
    """The head and the occasions of a member's year."""
    stands = one.standing
    asked = stands.requirement
    head = FormTable(
        (
            FormRow((Field("姓名", name_text(one.name)), Field("党内职务", one.posts or "党员"))),
            FormRow((Field("党小组", one.group), Field("统计截止", chinese_date(_until(hours))))),
            FormRow((Field("应学学时", hours_text(asked.hours)), Field("已学学时", hours_text(stands.done)))),
            FormRow((Field("要求", f"{asked.words}（{asked.basis}）"),)),
            FormRow((Field("差距", f"还差{hours_text(stands.gap)}学时" if stands.gap else "已达到要求"),)),
        )
    )
    return (
        head,
        Heading("分形式、分月学时", numbered=False),
        _by_month(one),
        Heading("学时明细", numbered=False),
        _lines(one),
    )


def _by_month(one: MemberHours) -> Table:
    forms = forms_in(one.lines)
    rows = []
    for month, total in one.by_month().items():
        lines = [line for line in one.lines if line.day.month == month]
        if lines:
            cells = [_sum(line.hours for line in lines if line.form_label == form) for form in forms]
            rows.append(Row((f"{month}月", *(hours_text(cell) if cell else "" for cell in cells), hours_text(total))))
    by_form = one.by_form()
    totals = (hours_text(by_form[form]) for form in forms)
    rows.append(Row(("合计", *totals, hours_text(one.standing.done)), RowKind.TOTAL))
    return Table((Column("月份"), *(Column(form) for form in forms), Column("合计")), tuple(rows))


def _sum(hours: Iterable[Decimal]) -> Decimal:
    return sum(hours, Decimal(0))


def _lines(one: MemberHours) -> Table:
    columns = (
        Column("日期", 1.2),
        Column("内容", 4.2, Align.LEFT),
        Column("形式", 1.5),
        Column("学时", 0.9),
        Column("说明", 2.2, Align.LEFT),
    )
    rows = tuple(_line(line) for line in one.lines)
    total = Row(("合计", "", "", hours_text(one.standing.done), ""), RowKind.TOTAL)
    return Table(columns, (*rows, total), numbered=True)


def _line(line: Line) -> Row:
    return Row((f"{line.day:%m-%d}", line.title, line.form_label, hours_text(line.hours), line.note))


def member_hours_file(reader: Reader, record: str | None, period: Period | None) -> str:
    """The file's name: 2026年张晓梅个人学时表."""
    hours, one = member_year(reader, record, period)
    return f"{hours.year}年{one.name}个人学时表"


def latest_member(reader: Reader) -> str | None:
    """Somebody with hours this year, for the command line: the first of the list."""
    members = year_hours(reader, reader.now.year, reader.now.date()).members
    return members[0].id if members else None
