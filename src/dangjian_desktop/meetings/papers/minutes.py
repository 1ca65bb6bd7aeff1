"""会议记录 of a segment: a form head, then what was said, voted and decided. Typed facts are assembled, never invented.

A record is no official document: no red head, number or 版记 (rules.md 0.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.meetings.papers.head import (
    absent,
    file_day,
    names,
    of_segment,
    on_leave,
    pair,
    present,
    view_of,
    when,
)
from dangjian_desktop.meetings.reading import (
    AgendaItemView,
    AttachmentView,
    CandidateView,
    Chip,
    GatheringView,
    ResolutionView,
    SegmentView,
    SpeechView,
    VoteView,
)
from dangjian_desktop.meetings.rules.kinds import Scope, SegmentKind, info_of
from dangjian_desktop.meetings.rules.quorum import Method, Purpose, Standing
from dangjian_desktop.meetings.rules.study import percent
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
)
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader

SHORTENED = 40
NAMED_UP_TO = 15
"""A larger circle's names stand on the sign-in sheet."""
VOTE_WORDS = {Method.HANDS: "举手表决", Method.SECRET: "无记名投票方式表决", Method.BALLOT: "票决"}


def meeting_record(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """The record of a segment; with a gathering's id, of its first one. Raises :class:`Refused` if there is none."""
    view, segment = _chosen(reader, record)
    day = view.day
    return Document(
        kind=Kind.RECORD,
        title=info_of(segment.kind).paper,
        subtitle="（会后补录）" if view.late else "",
        organisation=branch_facts(reader).name,
        day=day,
        blocks=(
            FormTable(tuple(_head(view, segment))),
            *_body(segment),
            *_foot(view, segment),
        ),
    )


def record_file(reader: Reader, record: str | None, _period: Period | None) -> str:
    """The file's name: 2026-10-12 2026年第3次支部党员大会记录."""
    view, segment = _chosen(reader, record)
    return f"{file_day(view.day)}{segment.number_words}记录"


def record_titles(view: GatheringView) -> tuple[tuple[str, str], ...]:
    """The records that a gathering has: (segment id, title of its paper)."""
    return tuple((segment.id, info_of(segment.kind).paper) for segment in view.segments)


def _chosen(reader: Reader, record: str | None) -> tuple[GatheringView, SegmentView]:
    view, segment = view_of(reader, record)
    if segment is None and not view.segments:
        raise Refused(f"“{view.title}”还没有环节，没有记录可打印。", hint="请先添加环节，例如党员大会、党课。")
    return view, segment or view.segments[0]


def _head(view: GatheringView, segment: SegmentView) -> Iterator[FormRow]:
    chips = of_segment(view, segment)
    yield FormRow((Field("会议名称", segment.number_words),))
    if segment.group_name:
        yield FormRow((Field("党小组", segment.group_name),))
    yield from _kind_rows(segment)
    yield pair("时间", when(view), "地点", view.place)
    yield pair("主持人", view.host_name, "记录人", view.recorder_name)
    counts = segment.counts
    voting = segment.scope in (Scope.ALL, Scope.GROUP) and counts.expected_voters
    there = f"{counts.present}人" if counts.begun else ""
    if segment.kind == SegmentKind.THEME_PARTY_DAY and counts.begun:
        there += f"（参加率{percent(counts.present, counts.expected)}%）"
    yield pair("应到", f"{counts.expected}人", "实到", there)
    if voting:
        voters = f"，实到{counts.present_voters}人" if counts.begun else ""
        yield FormRow((Field("有表决权", f"应到{counts.expected_voters}人{voters}"),))
    if counts.begun:
        listed = names(present(chips)) if len(chips) <= NAMED_UP_TO else "见签到表"
        yield FormRow((Field("出席", listed),))
    for label, chosen in (("请假", on_leave(chips)), ("缺席", absent(chips))):
        if chosen:
            yield FormRow((Field(label, names(chosen)),))
    if view.observers:
        seen = "、".join(f"{one.name}（{one.identity}）" if one.identity else one.name for one in view.observers)
        yield FormRow((Field("列席", seen),))


def _kind_rows(segment: SegmentView) -> Iterator[FormRow]:
    """What only some kinds have: the lecture's subject and speaker, the theme and form, the year it counts for."""
    if segment.kind == SegmentKind.PARTY_LECTURE or segment.lecturer_name:
        yield FormRow((Field("授课题目", segment.topic),))
        if segment.lecturer_title:
            yield pair("主讲人", segment.lecturer_name, "职务", segment.lecturer_title)
        else:
            yield FormRow((Field("主讲人", segment.lecturer_name),))
    elif segment.topic or segment.kind == SegmentKind.THEME_PARTY_DAY:
        yield FormRow((Field("主题", segment.topic),))
    if segment.form:
        yield FormRow((Field("形式", segment.form),))
    if segment.own_year is not None:
        yield FormRow((Field("归属年度", f"{segment.own_year}年度"),))


def _body(segment: SegmentView) -> Iterator[Block]:
    yield from _previous(segment)
    if segment.content:
        if segment.agenda:
            yield Heading("主要内容")
        yield from _paragraphs(segment.content)
    for item in segment.agenda:
        yield Heading(item.title)
        yield from _item(item, segment)
    if segment.summary:
        yield Heading("主持人小结")
        yield from _paragraphs(segment.summary)


def _previous(segment: SegmentView) -> Iterator[Block]:
    previous = segment.previous
    if not previous.resolutions or previous.day is None:
        return
    opening = f"{chinese_date(previous.day)}会议议定{previous.words}。"
    yield Paragraph((Run("上次议定事项：", Style.BOLD), Run(opening)))
    for number, one in enumerate(previous.resolutions, 1):
        who = f"（{one.responsible_name}）" if one.responsible_name else ""
        told = f"：{one.outcome.rstrip('。')}" if one.outcome else ""
        yield Paragraph(f"{number}. {_shortened(one.text)}{who}{one.standing}{told}。")


def _shortened(text: str) -> str:
    """What was decided, in at most two lines: the whole stands in its own record."""
    line = text.split("\n", maxsplit=1)[0].rstrip("。；")
    return line if len(line) <= SHORTENED else f"{line[:SHORTENED]}……"


def _item(item: AgendaItemView, segment: SegmentView) -> Iterator[Block]:
    opening = _opening(item)
    if opening:
        yield Paragraph(opening)
    yield from _paragraphs(item.content)
    for speech in item.speeches:
        yield from _speech(speech)
    for vote in item.votes:
        if vote.candidate is not None:
            yield from _candidate(vote.candidate, vote.tally.purpose)
        yield Paragraph(_vote(vote, segment))
    for resolution in item.resolutions:
        yield from _resolution(resolution)


def _opening(item: AgendaItemView) -> str:
    parts = []
    if item.presenter_name and (item.material or item.presenter_name not in item.content):
        role = item.presenter_role or ("领学" if item.material else "汇报")
        parts.append(f"{item.presenter_name}{role}{_material(item) or '有关情况'}")
    elif item.material:
        parts.append(f"学习{_material(item)}")
    if item.proposer_name:
        parts.append(f"由{item.proposer_name}提出")
    return "，".join(parts) + "。" if parts else ""


def _material(item: AgendaItemView) -> str:
    marked = item.material.startswith(("《", "〔")) or not item.material
    return item.material if marked else f"《{item.material}》"


def _speech(speech: SpeechView) -> Iterator[Block]:
    first, *others = speech.points.split("\n")
    yield Paragraph((Run(f"{speech.name or '发言'}：", Style.BOLD), Run(first)))
    yield from (Paragraph(text) for text in others if text.strip())


def _candidate(one: CandidateView, purpose: Purpose) -> Iterator[Block]:
    """What the meeting had before it: pre-review and introducers, or the time of probation."""
    parts = []
    if one.name:
        parts.append(f"{'接收对象' if purpose is Purpose.ADMISSION else '转正对象'}：{one.name}")
    if one.pre_reviewed_on is not None:
        parts.append(f"上级党组织{chinese_date(one.pre_reviewed_on)}预审合格")
    introducers = "、".join(name for name in one.introducer_names if name)
    if introducers:
        parts.append(f"入党介绍人：{introducers}")
    if purpose is Purpose.CONVERSION and one.probation is not None:
        parts.append(f"预备期自{chinese_date(one.probation[0])}至{chinese_date(one.probation[1])}")
    if parts:
        yield Paragraph(f"{'；'.join(parts)}。")
    if one.conduct:
        first, *others = one.conduct.split("\n")
        yield Paragraph((Run("主要表现：", Style.BOLD), Run(first)))
        yield from (Paragraph(text) for text in others if text.strip())


def _vote(vote: VoteView, segment: SegmentView) -> tuple[Run, ...]:
    who = "委员" if segment.scope is Scope.COMMITTEE else "有表决权的党员"
    subject = f"{vote.subject}。" if vote.subject else ""
    counts = segment.counts
    method = VOTE_WORDS[vote.tally.method]
    room = f"应到会{who}{counts.expected_voters}人，实到{counts.present_voters}人，采取{method}。"
    verdict = vote.verdict
    if verdict.standing is Standing.UNKNOWN:
        end = ""
    elif verdict.words.endswith("无效"):
        end = "到会人数不足，表决无效。"
    else:
        more = "超过" if verdict.standing is Standing.ENOUGH else "没有超过"
        carried = "通过" if verdict.standing is Standing.ENOUGH else "未通过"
        total = "合计" if verdict.yes != vote.tally.yes else ""
        end = f"{total}赞成{verdict.yes}票，{more}应到会{who}的半数，{carried}。"
    figures = f"{vote.figures}。" if vote.figures else ""
    return (Run("表决：", Style.BOLD), Run(f"{subject}{room}{figures}{end}"))


def _resolution(resolution: ResolutionView) -> Iterator[Block]:
    first, *others = resolution.text.split("\n")
    if not others:
        first += _charge(resolution)
    yield Paragraph((Run("决议：", Style.BOLD), Run(first)))
    for number, text in enumerate(others, 1):
        yield Paragraph(text + (_charge(resolution) if number == len(others) else ""))


def _charge(resolution: ResolutionView) -> str:
    parts = []
    if resolution.responsible_name:
        parts.append(f"责任人：{resolution.responsible_name}")
    if resolution.deadline:
        parts.append(f"时限：{chinese_date(resolution.deadline)}")
    if not parts and resolution.no_follow_up_reason:
        parts.append(f"不需督办：{resolution.no_follow_up_reason}")
    return f"（{'；'.join(parts)}）" if parts else ""


def _foot(view: GatheringView, segment: SegmentView) -> Iterator[Block]:
    made_up = [chip for chip in of_segment(view, segment) if chip.made_up_on is not None]
    if segment.kind == SegmentKind.PARTY_LECTURE and made_up:
        yield Paragraph((Run("补课名单：", Style.BOLD), Run(f"{'、'.join(_made_up(chip) for chip in made_up)}。")))
    if view.notes:
        first, *others = [line.strip() for line in view.notes.split("\n") if line.strip()]
        yield Paragraph((Run("备注：", Style.BOLD), Run(first)))
        yield from (Paragraph(text) for text in others)
    if view.corrections:
        yield Heading("更正", numbered=False)
        for one in view.corrections:
            day = chinese_date(one.at.date()) if one.at else ""
            by = f"，{one.by}" if one.by else ""
            yield Paragraph(f"{one.what}（{day}{by}；原因：{one.reason}）。")
    owners = {view.id, segment.id, *(item.id for item in segment.agenda)}
    files = [one for one in view.attachments if one.owner in owners and one.role != "signed_copy"]
    if files:
        yield Attachments(_file_names(files))
    yield Signatures((SignatureLine("主持人签名"), SignatureLine("记录人签名")))


def _made_up(chip: Chip) -> str:
    """张晓梅（10月20日，自学讲稿）."""
    day = f"{chip.made_up_on.month}月{chip.made_up_on.day}日" if chip.made_up_on else ""
    return f"{chip.bare_name}（{'，'.join(part for part in (day, chip.made_up_how) if part)}）"


def _file_names(files: Sequence[AttachmentView]) -> tuple[str, ...]:
    """签到表, 现场照片2张, and materials by their names."""
    photos = [one for one in files if one.role == "photo"]
    captions = "；".join(dict.fromkeys(one.caption for one in photos if one.caption))
    named = ["签到表" for one in files if one.role == "sign_in_sheet"][:1]
    named += [f"现场照片{len(photos)}张{f'（{captions}）' if captions else ''}"] if photos else []
    named += [one.caption or one.name.rsplit(".", 1)[0] for one in files if one.role == "material"]
    return tuple(dict.fromkeys(named))


def _paragraphs(text: str) -> Iterable[Block]:
    return (Paragraph(line.strip()) for line in text.split("\n") if line.strip())
