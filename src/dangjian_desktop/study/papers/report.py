"""学习情况通报, for the branch itself: facts of plan, sessions, attendance and hours; people by surname strokes.

通报 of how members take part: 《中国共产党党和国家机关基层组织工作条例》第二十六条(一) (rules.md J12). A branch without
机关代字 gets neither a red head nor a number (rules.md 0.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.model import (
    Annex,
    Attachments,
    Block,
    Closing,
    Column,
    Document,
    Heading,
    Kind,
    Paragraph,
    Remark,
    Row,
    Table,
    name_text,
)
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader
from dangjian_desktop.study.reading.report import Attended, Report, report
from dangjian_desktop.study.rules.conversion import hours_text

_ANNEX = "党员学习情况表"
_NAMED = 6


def study_report(reader: Reader, _record: str | None, period: Period | None) -> Document:
    """学习情况通报 of a period, by default the present year up to today.

    Raises :class:`Refused` if nothing was planned or held in it.
    """
    found = _facts(reader, period)
    if not found.sessions and not found.planned:
        raise Refused(f"{_when(found)}没有学习记录，写不出通报。", hint="请先登记学习，或换一段时间。")
    branch = branch_facts(reader)
    title = f"关于{_when(found)}学习情况的通报"
    return Document(
        kind=Kind.BULLETIN,
        title=title,
        title_phrases=(f"关于{_when(found)}", "学习情况的通报"),
        organisation=branch.name,
        day=found.until,
        blocks=(
            Paragraph(f"现将{_when(found)}党员学习情况通报如下。"),
            Heading("学习开展情况"),
            Paragraph(_plan_words(found)),
            Paragraph(_session_words(found)),
            Heading("学时情况"),
            Paragraph(_hours_words(found)),
            *_problems(found),
            *_next(found),
            Attachments((_ANNEX,)),
            *([Closing((branch.name,), found.until)] if branch.name else []),
            Remark("发至本支部党员"),
        ),
        annexes=(Annex(_ANNEX, (_table(found),)),),
    )


def _facts(reader: Reader, period: Period | None) -> Report:
    today = reader.now.date()
    return report(reader, period or Period(date(today.year, 1, 1), today), today)


def _when(found: Report) -> str:
    """2026年1至10月, 2026年10月, 2026年."""
    first, last = found.period.first, found.until
    if (first.month, last.month, last.day) == (1, 12, 31):
        return f"{last.year}年"
    months = f"{last.month}月" if first.month == last.month else f"{first.month}至{last.month}月"
    return f"{last.year}年{months}"


def _plan_words(found: Report) -> str:
    if not found.planned:
        return "这一时期没有列入计划的学习。"
    late = f"，未按计划开展{len(found.late)}项" if found.late else "，全部按计划开展"
    return f"列入计划的学习{len(found.planned)}项，已完成{found.done}项{late}。"


def _session_words(found: Report) -> str:
    if not found.sessions:
        return "没有单独组织的学习，会议中的学习已计入学时。"
    forms = "、".join(f"{form}{count}次" for form, count in found.forms)
    words = f"组织学习{len(found.sessions)}次：{forms}。"
    if found.expected:
        share = round(found.present * 100 / found.expected)
        words += f"应到{found.expected}人次，实到{found.present}人次，参加率{share}%"
        words += f"；缺席后补课{found.made_up}人次（不计入参加率）。" if found.made_up else "。"
    return words


def _hours_words(found: Report) -> str:
    asked = [one for one in found.hours.members if one.standing.requirement.months]
    met = sum(one.standing.met for one in asked)
    behind = len(found.hours.behind)
    late = f"，低于当前进度的{behind}人" if behind else "，没有低于当前进度的"
    return (
        f"按要求（{found.hours.basis}），应达标{len(asked)}人，已达标{met}人{late}。"
        "每名党员的情况见附件，按姓氏笔画排列。"
    )


def _problems(found: Report) -> Iterator[Block]:
    lines = []
    if found.late:
        named = "、".join(f"{row.content}（{row.month}月）" for row in found.late[:_NAMED])
        more = f"等{len(found.late)}项" if len(found.late) > _NAMED else ""
        lines.append(f"计划内学习未开展：{named}{more}。")
    missed = found.expected - found.present - found.made_up
    if missed > 0:
        lines.append(f"缺席后尚未补课{missed}人次。")
    if lines:
        yield Heading("存在问题")
        yield from (Paragraph(line) for line in lines)


def _next(found: Report) -> Iterator[Block]:
    if found.ahead:
        yield Heading("下一步安排")
        named = "；".join(f"{row.month}月{row.content}（{row.form_name}）" for row in found.ahead[:_NAMED])
        more = f"等{len(found.ahead)}项" if len(found.ahead) > _NAMED else ""
        yield Paragraph(f"按计划还将开展：{named}{more}。未补课、未达进度的党员请抓紧补上。")


def _table(found: Report) -> Table:
    columns = (
        Column("姓名", 1.6),
        Column("应到次数", 1.2),
        Column("实到次数", 1.2),
        Column("补课次数", 1.2),
        Column("已学学时", 1.2),
        Column("全年应学", 1.2),
    )
    rows = tuple(_row(one) for one in found.people)
    return Table(columns, rows, numbered=True, note="按姓氏笔画排列。学时包括会议中的学习和外出培训。")


def _row(one: Attended) -> Row:
    stands = one.member.standing
    counts = (str(one.expected), str(one.present), str(one.made_up) if one.made_up else "")
    return Row((name_text(one.member.name), *counts, hours_text(stands.done), hours_text(stands.requirement.hours)))


def study_report_file(reader: Reader, _record: str | None, period: Period | None) -> str:
    """The file's name: 2026年1至10月学习情况通报."""
    return f"{_when(_facts(reader, period))}学习情况通报"
