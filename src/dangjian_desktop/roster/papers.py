"""The roster's papers: 党员名册, and the list of committee and Party groups."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.model import (
    Align,
    Cell,
    Column,
    Document,
    Heading,
    Kind,
    NameList,
    Orientation,
    Paragraph,
    Person,
    Row,
    Table,
    chinese_date,
    name_text,
)
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster import rules
from dangjian_desktop.roster.reading import (
    branch_facts,
    current_committee,
    expected_on,
    groups_on,
    member_facts,
    posts_on,
)
from dangjian_desktop.roster.rules import Body, BodyKind, Post, Status
from dangjian_desktop.roster.service.importing import export_rows
from dangjian_desktop.store import Reader


def member_register(reader: Reader, _record: str | None, period: Period | None) -> Document:
    """党员名册 as it stands (or stood on the period's last day), without private values."""
    return register(reader, _day(reader, period), private=False)


def member_register_private(reader: Reader, _record: str | None, period: Period | None) -> Document:
    """党员名册 with identity numbers, telephones and 党费基数; only made when asked for by name."""
    return register(reader, _day(reader, period), private=True)


def _day(reader: Reader, period: Period | None) -> date:
    today = reader.now.date()
    return min(period.last, today) if period else today


def register(reader: Reader, day: date, *, private: bool) -> Document:
    """The register of one day: a landscape ledger in the order of surname strokes."""
    rows = export_rows(reader, day)
    facts = member_facts(reader)
    full = sum(rules.status_on(member, day) is Status.FULL for member in facts.values())
    shown = [column for column in _COLUMNS if column not in (_ONLY_PLAIN if private else _ONLY_PRIVATE)]
    columns = tuple(Column(title, align=Align.LEFT if title in _LEFT else Align.CENTRE) for title in shown)
    note = f"共{len(rows)}人，其中正式党员{full}人、预备党员{len(rows) - full}人。按姓氏笔画排列。"
    return Document(
        kind=Kind.LEDGER,
        title="党员名册",
        organisation=branch_facts(reader).name,
        day=day,
        subtitle=f"（{chinese_date(day)}）",
        orientation=Orientation.LANDSCAPE,
        blocks=(Table(columns, tuple(_register_row(row, shown) for row in rows), note=note, numbered=True),),
    )


_COLUMNS = (
    "姓名",
    "性别",
    "民族",
    "出生年月",
    "学历",
    "部门及职务",
    "入党日期",
    "转正日期",
    "党小组",
    "党内职务",
    "身份证号",
    "手机",
    "党费基数",
    "备注",
)
_ONLY_PRIVATE = ("身份证号", "手机", "党费基数")
_ONLY_PLAIN = ("民族", "出生年月", "党内职务")
"""Left out beside the private columns, so that everybody keeps to one line; the identity number tells the birth."""
_LEFT = ("部门及职务", "备注")


def _register_row(row: dict[str, object], shown: list[str]) -> Row:
    born = row["born_on"]
    marks = [label for field, label in _MARKS if row[field]]
    cells = {
        "姓名": name_text(_text(row["name"])),
        "性别": _text(row["sex"]),
        "民族": _text(row["ethnicity"]).removesuffix("族"),
        "出生年月": f"{born:%Y.%m}" if isinstance(born, date) else "",
        "学历": _text(row["education"]),
        "部门及职务": _text(row["department"]) + _text(row["duty"]),
        "入党日期": _dotted(row["joined_on"]),
        "转正日期": _dotted(row["converted_on"]) or "预备期",
        "党小组": _text(row["party_group"]).removesuffix("党小组"),
        "党内职务": _text(row["posts"]).replace("党小组组长", "组长"),
        "身份证号": _text(row["identity_number"]),
        "手机": _text(row["phone"]),
        "党费基数": _text(row["dues_base"]),
        "备注": "、".join([*marks, *([_text(row["note"])] if row["note"] else [])]),
    }
    return Row(tuple(cells[title] for title in shown))


_MARKS = (("retired", "离退休"), ("mobile", "流动"), ("hardship", "困难"))


def _dotted(value: object) -> str:
    """2016.06.25, as registers write days where room is short."""
    return f"{value:%Y.%m.%d}" if isinstance(value, date) else ""


def _text(value: object) -> str:
    return "" if value is None else str(value)


def committee_list(reader: Reader, _record: str | None, period: Period | None) -> Document:
    """支部委员会和党小组名单: posts with their dates, the groups with leader and members."""
    day = _day(reader, period)
    committee = current_committee(reader, day)
    facts = member_facts(reader)
    rows = []
    for holder in posts_on(reader, day):
        if holder.post is not Post.GROUP_LEADER:
            years = rules.full_years(facts[holder.person_id].converted_on, day)
            since = chinese_date(holder.since) if holder.since else ""
            rows.append(Row((holder.post.label, name_text(holder.name), since, "" if years is None else f"{years}年")))
    blocks: list[Heading | Paragraph | Table | NameList] = [Heading("支部委员会", numbered=True)]
    if committee is not None and committee.formed_on is not None:
        book = rulebook(reader, "committee")
        years = committee.term_years or rules.number("committee.term_years", committee.formed_on, book)
        ends = rules.term_ends(committee.formed_on, years)
        text = f"{committee.name or '本届'}于{chinese_date(committee.formed_on)}选举产生"
        if committee.approved_on:
            text += f"，{chinese_date(committee.approved_on)}经{committee.approved_by or '上级党组织'}批复"
        blocks.append(Paragraph(f"{text}，任期{years}年，至{chinese_date(ends)}届满。"))
    columns = (Column("职务", 3), Column("姓名", 3), Column("任职日期", 4), Column("党龄", 2))
    blocks.append(Table(columns, tuple(rows) or (Row((Cell("没有登记", columns=4),)),)))
    blocks.append(Heading("党小组"))
    groups = groups_on(reader, day)
    for group in groups:
        table = expected_on(reader, day, Body(BodyKind.GROUP, group.id))
        blocks.append(Heading(f"{group.name}（{len(table.rows)}人）", level=2))
        blocks.append(NameList("组长：", (Person(group.leader),) if group.leader else (), empty="未登记"))
        members = tuple(Person(row.name, "" if row.status is Status.FULL else "预备") for row in table.rows)
        blocks.append(NameList("成员：", members, in_columns=False))
    if not groups:
        blocks.append(Paragraph("没有设党小组。"))
    return Document(
        kind=Kind.FORM,
        title="支部委员会和党小组名单",
        organisation=branch_facts(reader).name,
        day=day,
        subtitle=f"（{chinese_date(day)}）",
        blocks=tuple(blocks),
    )
