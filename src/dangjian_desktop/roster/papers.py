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
    columns = [
        Column("姓名", 5),
        Column("性别", 2.4),
        Column("民族", 3.4),
        Column("出生日期", 5.4),
        Column("学历", 4.6),
        Column("部门及职务", 9, Align.LEFT),
        Column("入党日期", 5.4),
        Column("转正日期", 5.4),
        Column("党小组", 5),
        Column("党内职务", 5.4),
    ]
    if private:
        columns += [Column("身份证号", 9), Column("手机", 6), Column("党费基数", 4.4)]
    columns.append(Column("备注", 6, Align.LEFT))
    note = f"共{len(rows)}人，其中正式党员{full}人、预备党员{len(rows) - full}人。按姓氏笔画排列。"
    return Document(
        kind=Kind.LEDGER,
        title="党员名册",
        organisation=branch_facts(reader).name,
        day=day,
        subtitle=f"（{chinese_date(day)}）",
        orientation=Orientation.LANDSCAPE,
        blocks=(
            Table(tuple(columns), tuple(_register_row(row, private=private) for row in rows), note=note, numbered=True),
        ),
    )


def _register_row(row: dict[str, object], *, private: bool) -> Row:
    place = "".join(part for part in (_text(row["department"]), _text(row["duty"])) if part)
    cells = [
        name_text(_text(row["name"])),
        _text(row["sex"]),
        _text(row["ethnicity"]),
        _text(row["born_on"]),
        _text(row["education"]),
        place,
        _text(row["joined_on"]),
        _text(row["converted_on"]) or "预备期",
        _text(row["party_group"]),
        _text(row["posts"]),
    ]
    if private:
        cells += [_text(row[field]) for field in ("identity_number", "phone", "dues_base")]
    marks = [label for field, label in _MARKS if row[field]]
    cells.append("、".join([*marks, *([_text(row["note"])] if row["note"] else [])]))
    return Row(tuple(cells))


_MARKS = (("retired", "离退休"), ("mobile", "流动"), ("hardship", "困难"))


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
        ends = rules.term_ends(committee.formed_on, committee.term_years or 3)
        text = f"{committee.name or '本届'}于{chinese_date(committee.formed_on)}选举产生"
        if committee.approved_on:
            text += f"，{chinese_date(committee.approved_on)}经{committee.approved_by or '上级党组织'}批复"
        blocks.append(Paragraph(f"{text}，任期{committee.term_years or 3}年，至{chinese_date(ends)}届满。"))
    columns = (Column("职务", 3), Column("姓名", 3), Column("任职日期", 4), Column("党龄", 2))
    blocks.append(Table(columns, tuple(rows) or (Row((Cell("没有登记", columns=4),)),)))
    blocks.append(Heading("党小组"))
    groups = groups_on(reader, day)
    for group in groups:
        table = expected_on(reader, day, Body(BodyKind.GROUP, group.id))
        blocks.append(Heading(f"{group.name}（{len(table.rows)}人）", level=2))
        blocks.append(NameList("组长：", (Person(group.leader),) if group.leader else (), empty="未登记"))
        members = tuple(Person(row.name, "" if row.status is Status.FULL else "预备") for row in table.rows)
        blocks.append(NameList("成员：", members))
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
