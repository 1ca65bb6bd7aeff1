"""学习记录: a form head, then what was studied, said and proposed. A record is no official document (rules.md 0.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.model import (
    Attachments,
    Block,
    Document,
    Field,
    FormRow,
    FormTable,
    Heading,
    Kind,
    Paragraph,
    Run,
    SignatureLine,
    Signatures,
    Style,
    chinese_date,
    name_text,
)
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.roster.rules.attendance import EXCUSED, STATE_LABELS, AttendanceState
from dangjian_desktop.store import Reader
from dangjian_desktop.study.reading.session import Chip, SessionView, session_view
from dangjian_desktop.study.rules.conversion import hours_text
from dangjian_desktop.study.rules.forms import Extra


def study_record(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """学习记录 of a session. Raises :class:`Refused` if there is none."""
    view = _view(reader, record)
    return Document(
        kind=Kind.RECORD,
        title="学习记录",
        subtitle="（会后补录）" if view.late else "",
        organisation=branch_facts(reader).name,
        day=view.day,
        blocks=(FormTable(tuple(_head(view))), *_body(view), *_foot(view)),
    )


def study_record_file(reader: Reader, record: str | None, _period: Period | None) -> str:
    """The file's name: 2026-10-12 窗口服务怎么提速学习记录."""
    view = _view(reader, record)
    day = f"{view.day.isoformat()} " if view.day else ""
    return f"{day}{view.title}学习记录"


def _view(reader: Reader, record: str | None) -> SessionView:
    found = session_view(reader, record or "")
    if found is None:
        raise Refused("找不到这场学习，可能已被删除。", hint="请先选中一场。")
    return found


def _head(view: SessionView) -> Iterator[FormRow]:
    yield FormRow((Field("学习内容", view.title),))
    yield FormRow((Field("形式", view.form.name), Field("学时", hours_text(view.hours))))
    yield FormRow((Field("时间", _when(view)), Field("地点", view.place or view.platform)))
    expert = view.form.has(Extra.EXPERT)
    if view.lecturer:
        yield FormRow((Field("专家姓名" if expert else "主讲人", view.lecturer),))
    if view.lecturer_unit or view.lecturer_duty:
        yield FormRow((Field("单位", view.lecturer_unit), Field("职务", view.lecturer_duty)))
    if view.visited:
        yield FormRow((Field("参观地点", view.visited), Field("接待讲解", view.visited_host)))
    yield FormRow((Field("主持人", name_text(view.host)), Field("记录人", name_text(view.recorder))))
    counts = view.counts
    there = f"{counts.present}人" if counts.begun else ""
    yield FormRow((Field("应到", f"{counts.expected}人"), Field("实到", there)))
    if counts.begun:
        present = [chip for chip in view.chips if chip.state is AttendanceState.PRESENT]
        yield FormRow((Field("出席", "、".join(chip.name for chip in present)),))
    for label, states in (("请假", EXCUSED), ("缺席", {AttendanceState.ABSENT})):
        away = [chip for chip in view.chips if chip.state in states]
        if away:
            yield FormRow((Field(label, _named(away)),))
    made_up = [chip for chip in view.chips if chip.made_up_on]
    if made_up:
        yield FormRow((Field("补课", "、".join(_made_up(chip) for chip in made_up)),))


def _when(view: SessionView) -> str:
    day = chinese_date(view.day) if view.day else ""
    hours = "—".join(f"{one:%H:%M}" for one in (view.start, view.end) if one)
    return f"{day}{hours}"


def _named(chips: Iterable[Chip]) -> str:
    parts = []
    for chip in chips:
        inside = "，".join(part for part in (STATE_LABELS[chip.state] if chip.state else "", chip.reason) if part)
        parts.append(f"{chip.name}（{inside}）" if inside else chip.name)
    return "、".join(parts)


def _made_up(chip: Chip) -> str:
    day = f"{chip.made_up_on.month}月{chip.made_up_on.day}日" if chip.made_up_on else ""
    return f"{chip.name}（{day}{chip.made_up_how}）"


def _body(view: SessionView) -> Iterator[Block]:
    for heading, text in (("学习篇目", view.readings), ("讲义要点", view.notes), ("讨论题", view.questions)):
        if text:
            yield Heading(heading)
            yield from _paragraphs(text)
    if view.speeches:
        yield Heading("发言要点")
        for one in view.speeches:
            topic = f"（{one.topic}）" if one.topic else ""
            first, *others = (one.points or one.topic).split("\n")
            said = topic if one.points else ""
            yield Paragraph((Run(f"{one.name or '发言'}{said}：", Style.BOLD), Run(first)))
            yield from (Paragraph(text) for text in others if text.strip())
    if view.proposals:
        yield Heading("对策建议")
        for number, proposal in enumerate(view.proposals, 1):
            who = f"（{proposal.name}）" if proposal.name else ""
            became = f"{proposal.outcome_label}：{proposal.outcome_text}".rstrip("：") if proposal.outcome else ""
            ending = f"　{became.rstrip('。')}。" if became else ""
            yield Paragraph(f"{number}. {proposal.text.rstrip('。')}{who}。{ending}")
    if view.summary:
        yield Heading("小结")
        yield from _paragraphs(view.summary)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    yield from (Paragraph(line) for line in text.split("\n") if line.strip())


def _foot(view: SessionView) -> Iterator[Block]:
    if view.hours_reason:
        yield Paragraph(f"学时说明：{view.hours_reason}。")
    if view.corrections:
        yield Heading("更正", numbered=False)
        for one in view.corrections:
            day = chinese_date(one.at.date()) if one.at else ""
            by = f"，{one.by}" if one.by else ""
            yield Paragraph(f"{one.what}（{day}{by}；原因：{one.reason}）。")
    if view.files:
        yield Attachments(tuple(file.caption or file.name for file in view.files))
    yield Signatures((SignatureLine("主持人签名"), SignatureLine("记录人签名")))
