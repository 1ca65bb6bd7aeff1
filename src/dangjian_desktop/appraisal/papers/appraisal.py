"""民主评议: the blank ballot, the tally, the summary, and each member's 登记表."""

from __future__ import annotations

from dangjian_desktop.appraisal.papers.common import dotted, view_of
from dangjian_desktop.appraisal.reading import AppraisalRow, YearView, year_view
from dangjian_desktop.appraisal.records import VERDICT_BODIES, MemberAppraisal, OrgLifeYear
from dangjian_desktop.appraisal.rules.grades import Grade, counted
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.binder import Binder, Part, Section
from dangjian_desktop.papers.model import (
    Align,
    Cell,
    Column,
    Document,
    Field,
    FormRow,
    FormTable,
    Kind,
    Orientation,
    Paragraph,
    Row,
    RowKind,
    SignatureLine,
    Signatures,
    Table,
    name_text,
)
from dangjian_desktop.roster.names import stroke_key
from dangjian_desktop.roster.reading import branch_facts, labels_on
from dangjian_desktop.roster.records import Member
from dangjian_desktop.store import Reader

ON_ONE_PAGE = 18
"""So many names stand one below the other on a page; more of them stand in two columns."""


def _groups(count: int) -> int:
    return 1 if count <= ON_ONE_PAGE else 2


def _called(row: AppraisalRow) -> str:
    """The name in a column; what tells two of one name apart is shortened: 王强（第一组）."""
    return name_text(row.name) if row.name == row.bare_name else row.name.replace("党小组", "组")


def _by_strokes(rows: tuple[AppraisalRow, ...]) -> list[AppraisalRow]:
    return sorted(rows, key=lambda row: stroke_key(row.bare_name))


def ballot(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """民主测评票, blank: those who get a grade, by surname strokes. Raises :class:`Refused` if nobody does."""
    view = view_of(reader, record)
    people = _by_strokes(view.graded)
    if not people:
        raise Refused("没有可以测评的正式党员。", hint="请先在“党员”里登记党员。")
    share = view.share
    most = f"优秀一般不超过{share.of_graded.most}名。" if share is not None else ""
    return Document(
        kind=Kind.FORM,
        title=f"{view.year}年度民主评议党员测评票",
        organisation=branch_facts(reader).name,
        day=view.appraisal_day,
        page_numbers=False,
        blocks=(
            Paragraph(f"请在每名党员的一个等次下打“√”，每人只选一档；不署名。{most}按姓氏笔画排列。", indent=False),
            Table(
                (Column("姓名", 2.9), *(Column(grade.label, 1.2) for grade in Grade)),
                tuple(Row((_called(row), "", "", "", "")) for row in people),
                numbered=True,
                groups=_groups(len(people)),
            ),
        ),
    )


def tally(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """民主测评计票表: sums as far as they were entered, else empty for the tellers."""
    view = view_of(reader, record)
    rows = [
        Row((_called(row), *_votes(row), str(row.counts.total) if row.counts.entered else "", _blank(row)))
        for row in _by_strokes(view.graded)
    ]
    return Document(
        kind=Kind.FORM,
        title=f"{view.year}年度民主评议党员计票表",
        organisation=branch_facts(reader).name,
        day=view.appraisal_day,
        orientation=Orientation.PORTRAIT if _groups(len(rows)) == 1 else Orientation.LANDSCAPE,
        blocks=(
            Paragraph(_ballots(view), indent=False),
            Table(
                (
                    Column("姓名", 3.4),
                    *(Column(grade.label, 1.2) for grade in Grade),
                    Column("合计", 1.2),
                    Column("未划", 1.2),
                ),
                tuple(rows),
                numbered=True,
                groups=_groups(len(rows)),
            ),
            Signatures((SignatureLine("监票人签名"), SignatureLine("计票人签名"))),
        ),
    )


def _votes(row: AppraisalRow) -> tuple[str, ...]:
    """The four sums; an empty place beside a figure means none."""
    if not row.counts.entered:
        return ("", "", "", "")
    return tuple(str(row.counts.of(grade) or 0) for grade in Grade)


def _blank(row: AppraisalRow) -> str:
    return "" if row.blanks is None else str(row.blanks)


def _ballots(view: YearView) -> str:
    def number(value: int | None, unit: str) -> str:
        return f"{value if value is not None else '　　'}{unit}"

    return (
        f"应参加{len(view.people)}人，实参加{number(view.present, '人')}；"
        f"发出测评票{number(view.issued, '张')}，收回{number(view.returned, '张')}。"
    )


def appraisal_summary(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """民主评议党员汇总表: ballots, verdict, feedback; 预备党员 stand below without a grade."""
    view = view_of(reader, record)
    graded = _by_strokes(view.graded)
    rows = [_line(row) for row in graded]
    ungraded = _by_strokes(tuple(row for row in view.people if not row.graded))
    for row in ungraded:
        reason = Cell(f"{row.reason}", columns=6, align=Align.LEFT)
        rows.append(Row((_called(row), row.self_grade.label if row.self_grade else "", reason, "", "")))
    rows.append(_totals(view))
    body = VERDICT_BODIES.get(view.text("verdict_by"), "支委会")
    share = view.share
    return Document(
        kind=Kind.FORM,
        title=f"{view.year}年度民主评议党员汇总表",
        organisation=branch_facts(reader).name,
        day=view.day("verdict_on") or view.appraisal_day,
        orientation=Orientation.LANDSCAPE,
        blocks=(
            Paragraph(_ballots(view), indent=False),
            Table(
                (
                    Column("姓名", 1.9),
                    Column("自评", 1.1),
                    *(Column(title, 1.15) for title in ("优秀", "合格", "基本合格", "不合格")),
                    Column("评定等次", 1.4),
                    Column(f"{body}评定意见", 4.4, Align.LEFT),
                    Column("反馈日期", 1.5),
                    Column("本人签字", 1.6),
                ),
                tuple(rows),
                head=(
                    Row(
                        (
                            Cell("姓名", rows=2),
                            Cell("自评", rows=2),
                            Cell("民主测评得票", columns=4),
                            Cell("评定等次", rows=2),
                            Cell(f"{body}评定意见", rows=2),
                            Cell("反馈日期", rows=2),
                            Cell("本人签字", rows=2),
                        )
                    ),
                ),
                note=f"{share.words}{share.basis}。" if share is not None else "",
            ),
            Signatures((SignatureLine("支部书记签名"), SignatureLine("填表人签名"))),
        ),
    )


def _line(row: AppraisalRow) -> Row:
    return Row(
        (
            _called(row),
            row.self_grade.label if row.self_grade else "",
            *_votes(row),
            row.verdict.label if row.verdict else "",
            row.opinion,
            dotted(row.feedback_on),
            "",
        )
    )


def _totals(view: YearView) -> Row:
    grades = counted(row.verdict for row in view.graded)
    words = "，".join(f"{grade.label}{grades[grade]}人" for grade in Grade)
    return Row((Cell("合计"), Cell(words, columns=9, align=Align.LEFT)), RowKind.TOTAL)


def appraisal_form(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """民主评议党员登记表 of one member. Raises :class:`Refused` if there is no such record."""
    _kept, view, row = _member(reader, record)
    return _form(reader, view, row)


def appraisal_forms(reader: Reader, record: str | None, _period: Period | None) -> Binder:
    """The 登记表 of everybody who takes part, one after another. Raises :class:`Refused` if nobody does."""
    view = view_of(reader, record)
    if not view.people:
        raise Refused("没有参加评议的党员。", hint="请先在“党员”里登记党员。")
    parts = tuple(Part(_form(reader, view, row), f"{row.name}登记表") for row in _by_strokes(view.people))
    title = f"{view.year}年度民主评议党员登记表"
    name = branch_facts(reader).name
    return Binder(title, (Section("", parts),), name, day=view.appraisal_day, cover=False, contents=False)


def _form(reader: Reader, view: YearView, row: AppraisalRow) -> Document:
    member = reader.get(Member, row.member)
    body = VERDICT_BODIES.get(view.text("verdict_by"), "支委会")
    votes = "　".join(f"{grade.label}{row.counts.of(grade) or 0}票" for grade in Grade) if row.counts.entered else ""
    verdict = row.verdict.label if row.verdict else ("" if row.graded else row.reason)
    work = f"{(member.department or '') if member else ''}{(member.duty or '') if member else ''}"
    rows = [
        _four(("姓名", name_text(row.bare_name)), ("性别", (member.sex or "") if member else "")),
        _four(
            ("出生年月", f"{member.born_on:%Y.%m}" if member and member.born_on else ""),
            ("入党日期", dotted(member.joined_on) if member else ""),
        ),
        _four(("党小组", row.group), ("党内职务", row.posts or "党员")),
        FormRow((Field("部门职务", work),)),
        FormRow((Field("个人自评", _graded_text(row), lines=6, fill=True),)),
        FormRow((Field("党员互评", row.peer_review, lines=5, fill=True),)),
        FormRow((Field("民主测评", votes),)),
        FormRow((Field("评定意见", f"{row.opinion}", lines=4, fill=True),)),
        _four(("评定等次", verdict), ("评定机构", body)),
        FormRow((Field("处置帮教", row.handling, lines=2),)),
        _four(("反馈日期", dotted(row.feedback_on)), ("本人签字", "")),
    ]
    return Document(
        kind=Kind.FORM,
        title=f"{view.year}年度民主评议党员登记表",
        organisation=branch_facts(reader).name,
        day=view.day("verdict_on") or view.appraisal_day,
        blocks=(FormTable(tuple(rows)),),
    )


def _four(first: tuple[str, str], second: tuple[str, str]) -> FormRow:
    return FormRow((Field(*first), Field(*second)))


def _graded_text(row: AppraisalRow) -> str:
    grade = f"自评等次：{row.self_grade.label}" if row.self_grade else ""
    return "\n".join(part for part in (row.self_review, grade) if part)


def form_file(reader: Reader, record: str | None, _period: Period | None) -> str:
    """The file's name: 2026年度民主评议党员登记表 李卫国."""
    kept, view, _row = _member(reader, record)
    return f"{view.year}年度民主评议党员登记表 {labels_on(reader, reader.now.date()).get(kept.member or '', '')}"


def _member(reader: Reader, record: str | None) -> tuple[MemberAppraisal, YearView, AppraisalRow]:
    if record is None:
        raise Refused("没有说打印哪位党员的登记表。", hint="请先选中一位党员。")
    kept = reader.need(MemberAppraisal, record)
    year = reader.need(OrgLifeYear, kept.owner or "")
    view = year_view(reader, year.attributed_year or reader.now.year, reader.now.date())
    found = next((row for row in view.people if row.member == kept.member), None)
    if found is None:
        raise Refused("这位党员在评议那天不在本支部。", hint="请核对民主评议日期。")
    return kept, view, found
