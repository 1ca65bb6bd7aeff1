"""The papers of a vote: 支部大会决议 in the wording of the 志愿书, 表决票 and 计票表. Only figures, never ballots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.meetings.papers.head import file_day, pair, view_of, when
from dangjian_desktop.meetings.reading import AgendaItemView, GatheringView, SegmentView, VoteView
from dangjian_desktop.meetings.records import AgendaItem, Segment, Vote
from dangjian_desktop.meetings.rules.kinds import Scope
from dangjian_desktop.meetings.rules.quorum import Purpose, Standing
from dangjian_desktop.papers.model import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Field,
    FormRow,
    FormTable,
    Kind,
    Paragraph,
    Row,
    SignatureLine,
    Signatures,
    Table,
    chinese_date,
)
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader

TICK = "○"
PER_PAGE = 3
"""Ballots to a sheet, to be cut apart."""
HAND = "　　"
OTHER_ENDS = ("延长", "取消")
"""What else than a conversion in time may be decided at the end of 预备期; the vote's subject words it."""


@dataclass(frozen=True)
class Voted:
    """A vote with all that stands around it."""

    gathering: GatheringView
    segment: SegmentView
    item: AgendaItemView
    vote: VoteView

    @property
    def who(self) -> str:
        """Who has the vote, in the papers' words."""
        return "委员" if self.segment.scope is Scope.COMMITTEE else "有表决权的党员"

    @property
    def matter(self) -> str:
        """What is voted on: 接收刘洋同志为中共预备党员."""
        if self.vote.subject:
            return self.vote.subject
        candidate = self.vote.candidate
        if candidate is not None and candidate.name:
            if self.vote.tally.purpose is Purpose.ADMISSION:
                return f"接收{candidate.name}同志为中共预备党员"
            return f"{candidate.name}同志按期转为中共正式党员"
        return self.item.title


def voted(reader: Reader, record: str | None) -> Voted:
    """The vote of this id; with the id of what it stands in, the first that admits or converts, else the first.

    Raises :class:`Refused` where nothing was voted on.
    """
    gathering = _gathering_of(reader, record)
    found = [
        Voted(gathering, segment, item, vote)
        for segment in gathering.segments
        for item in segment.agenda
        for vote in item.votes
    ]
    chosen = [one for one in found if record in (one.vote.id, one.item.id, one.segment.id)] or found
    chosen.sort(key=lambda one: one.vote.tally.purpose is Purpose.ORDINARY)
    if not chosen:
        raise Refused(f"“{gathering.title}”还没有表决。", hint="请先在议题里加一项表决。")
    return chosen[0]


def _gathering_of(reader: Reader, record: str | None) -> GatheringView:
    vote = reader.get(Vote, record) if record else None
    item = reader.get(AgendaItem, vote.owner or "") if vote else reader.get(AgendaItem, record) if record else None
    segment = reader.get(Segment, item.owner or "") if item else None
    return view_of(reader, segment.id if segment else record)[0]


# -- 支部大会决议 ------------------------------------------------------------


def branch_resolution(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """What the branch's general meeting decided on an admission or conversion, as the 志愿书 wants it.

    It holds the candidate's conduct, the numbers expected and present, the figures, the day and room for the
    secretary's signature (发展党员工作细则). Raises :class:`Refused` for an ordinary vote or one without figures.
    """
    one = voted(reader, record)
    candidate, tally = one.vote.candidate, one.vote.tally
    if candidate is None:
        raise Refused("这项表决不是接收预备党员或转正，没有志愿书上的支部大会决议。", hint="请先选定表决事项。")
    if not candidate.name or tally.yes is None:
        missing = "、".join(
            n for n, there in (("讨论对象", candidate.name), ("票数", tally.yes is not None)) if not there
        )
        raise Refused(f"还没有填写{missing}，写不成支部大会决议。")
    branch = branch_facts(reader)
    return Document(
        kind=Kind.RECORD,
        title="支部大会决议",
        subtitle="（接收预备党员）" if tally.purpose is Purpose.ADMISSION else "（预备党员转正）",
        organisation=branch.name,
        day=one.gathering.day,
        blocks=(*_resolution_text(one, branch.name), *_resolution_foot(one, branch.name)),
    )


def _resolution_text(one: Voted, branch: str) -> Iterator[Block]:
    view, tally, candidate = one.gathering, one.vote.tally, one.vote.candidate
    assert candidate is not None
    name, counts = candidate.name, one.segment.counts
    admission = tally.purpose is Purpose.ADMISSION
    day = chinese_date(view.day) if view.day else f"{HAND}年{HAND}月{HAND}日"
    about = f"接收{name}同志为中共预备党员" if admission else f"{name}同志的转正申请"
    yield Paragraph(f"{day}，{branch or '本支部'}召开支部党员大会，讨论{about}问题。")
    told = [line.strip() for line in candidate.conduct.split("\n") if line.strip()]
    head = "大会认为：" if admission else "大会认为，预备期间："
    if told:
        yield Paragraph(f"{head}{told[0]}")
        yield from (Paragraph(line) for line in told[1:])
    else:
        yield Paragraph(f"{head}{'＿' * 60}")
    away = counts.expected_voters - counts.present_voters
    absent = f"，因故未到会{away}名" if away else ""
    written = f"（其中会前正式提出书面意见{tally.written}名）" if tally.written else ""
    method = "采取无记名投票方式进行表决" if tally.method != "hands" else "采取举手方式进行表决"
    yield Paragraph(
        f"本支部应到会有表决权的正式党员{counts.expected_voters}名，实到会{counts.present_voters}名{absent}{written}，"
        f"{method}。表决结果：{_result(one)}。"
    )
    yield Paragraph(_outcome(one))


def _result(one: Voted) -> str:
    """Room and written opinions together, as they count: 赞成24票（含书面意见1票），反对0票，弃权1票."""
    tally = one.vote.tally
    figures = (
        ("赞成", tally.yes, tally.written_yes),
        ("反对", tally.no, tally.written_no),
        ("弃权", tally.abstain, tally.written_abstain),
    )
    parts = []
    for word, cast, written in figures:
        if cast is not None or written:
            more = f"（含书面意见{written}票）" if written else ""
            parts.append(f"{word}{(cast or 0) + (written or 0)}票{more}")
    return "，".join(parts)


def _outcome(one: Voted) -> str:
    tally, verdict, candidate = one.vote.tally, one.vote.verdict, one.vote.candidate
    assert candidate is not None
    name, base = candidate.name, verdict.base
    if verdict.standing is not Standing.ENOUGH:
        if verdict.words.endswith("无效"):
            return "到会有表决权的正式党员没有超过应到会有表决权的正式党员的半数，本次表决无效。"
        return f"赞成{verdict.yes}票，没有超过应到会有表决权的正式党员{base}名的半数，大会决定不予通过。"
    more = f"赞成{verdict.yes}票，超过应到会有表决权的正式党员{base}名的半数，大会决定："
    if tally.purpose is Purpose.CONVERSION and any(word in one.vote.subject for word in OTHER_ENDS):
        return f"{more}{one.vote.subject.rstrip('。')}。报上级党组织审批。"
    if tally.purpose is Purpose.ADMISSION:
        return f"{more}同意接收{name}同志为中共预备党员，预备期一年，自大会通过之日起算。报上级党组织审批。"
    since = f"，党龄自{chinese_date(candidate.probation[1])}起算" if candidate.probation else ""
    return f"{more}同意{name}同志按期转为中共正式党员{since}。报上级党组织审批。"


def _resolution_foot(one: Voted, branch: str) -> Iterator[Block]:
    day = one.gathering.day
    yield Paragraph(f"支部名称：{branch}")
    yield Signatures((SignatureLine("支部书记签名或盖章"),))
    yield Paragraph(chinese_date(day) if day else f"{HAND}年{HAND}月{HAND}日", align=Align.RIGHT)


def resolution_file(reader: Reader, record: str | None, _period: Period | None) -> str:
    """The file's name: 2026-10-12 刘洋 支部大会决议."""
    one = voted(reader, record)
    name = one.vote.candidate.name if one.vote.candidate else one.item.title
    return f"{file_day(one.gathering.day)}{name} 支部大会决议"


# -- 表决票 and 计票表 ------------------------------------------------------------


def ballot(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """表决票, three to a sheet to be cut apart: what is voted on, and one mark to make. It bears no name or number."""
    one = voted(reader, record)
    branch = branch_facts(reader).name
    body: list[Block] = []
    for place in range(PER_PAGE):
        body += _one_ballot(one, branch)
        if place < PER_PAGE - 1:
            body.append(Paragraph("－　" * 13, indent=False, align=Align.CENTRE))
    return Document(
        kind=Kind.FORM,
        title="表决票",
        organisation=branch,
        day=one.gathering.day,
        page_numbers=False,
        blocks=tuple(body),
    )


def _one_ballot(one: Voted, branch: str) -> Iterator[Block]:
    day = chinese_date(one.gathering.day) if one.gathering.day else ""
    yield Paragraph(f"{branch}　{day}", indent=False, align=Align.CENTRE)
    yield Table(
        (Column("表决事项", 4.2, Align.LEFT), Column("赞成", 1), Column("反对", 1), Column("弃权", 1)),
        (Row((Cell(one.matter), "", "", ""), min_lines=2),),
        note=f"说明：请在一栏内画“{TICK}”，只能选一栏；不画或画两栏以上的为无效票。",
    )


def tally_sheet(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """计票表 of one vote: the figures where they are known, room to write where not, and who counted."""
    one = voted(reader, record)
    view, counts, tally = one.gathering, one.segment.counts, one.vote.tally
    rows = [
        FormRow((Field("会议名称", one.segment.number_words),)),
        pair("时间", when(view), "地点", view.place),
        FormRow((Field("表决事项", one.matter),)),
        pair("应到会", _people(counts.expected_voters, one.who), "实到会", _there(one)),
        pair("发出选票", _number(tally.issued), "收回选票", _number(tally.returned)),
        pair("有效票", f"{HAND}　张", "无效票", f"{HAND}　张"),
    ]
    figures = (
        ("赞成", tally.yes, tally.written_yes),
        ("反对", tally.no, tally.written_no),
        ("弃权", tally.abstain, tally.written_abstain),
    )
    special = tally.purpose is not Purpose.ORDINARY
    columns = [Column("", 1), Column("会上票数", 1), Column("会前书面意见", 1.2), Column("合计", 1)]
    body = []
    for word, cast, written in figures:
        total = "" if cast is None else str(cast + (written or 0))
        opinion = _opinion(cast, written) if special else "不计"
        body.append(Row((word, "" if cast is None else str(cast), opinion, total)))
    known = one.vote.verdict.standing is not Standing.UNKNOWN
    verdict = one.vote.verdict.explanation if known else ""
    return Document(
        kind=Kind.FORM,
        title="计票表",
        organisation=branch_facts(reader).name,
        day=view.day,
        blocks=(
            FormTable(tuple(rows)),
            Table(tuple(columns), tuple(body)),
            FormTable((FormRow((Field("表决结果", verdict, lines=3),)),)),
            Signatures((SignatureLine("总监票人签名"), SignatureLine("监票人签名"), SignatureLine("计票人签名"))),
        ),
    )


def _opinion(cast: int | None, written: int | None) -> str:
    """Written opinions in the table: none counted is 0, not yet counted is empty."""
    if written is None:
        return "" if cast is None else "0"
    return str(written)


def _people(number: int, who: str) -> str:
    return f"{who}{number}人"


def _there(one: Voted) -> str:
    counts = one.segment.counts
    return _people(counts.present_voters, one.who) if counts.begun else f"{HAND}人"


def _number(number: int | None) -> str:
    return f"{HAND}　张" if number is None else f"{number}张"


def ballot_file(reader: Reader, record: str | None, _period: Period | None) -> str:
    """The file's name: 2026-10-12 表决票 接收刘洋同志为中共预备党员."""
    return _file(voted(reader, record), "表决票")


def tally_file(reader: Reader, record: str | None, _period: Period | None) -> str:
    """The file's name: 2026-10-12 计票表 接收刘洋同志为中共预备党员."""
    return _file(voted(reader, record), "计票表")


def _file(one: Voted, word: str) -> str:
    return f"{file_day(one.gathering.day)}{word} {one.matter[:30]}"
