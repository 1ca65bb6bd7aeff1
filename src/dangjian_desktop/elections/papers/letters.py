"""What goes up to the higher committee: the two requests and the report of the result."""

from __future__ import annotations

from datetime import timedelta

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.elections.papers.head import general_rounds, on_ballot, purpose, upward, view_of
from dangjian_desktop.elections.reading import CandidateRow, ElectionView, RoundView
from dangjian_desktop.elections.rules import DUTIES, SEAT_LABELS, Body, ElectionKind, SeatKind
from dangjian_desktop.papers.model import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Kind,
    Paragraph,
    Row,
    Table,
    chinese_date,
    name_text,
)
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster.reading import current_committee
from dangjian_desktop.roster.records import Member
from dangjian_desktop.roster.rules import add_years
from dangjian_desktop.store import Reader


def hold_request(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """关于召开党员大会进行换届选举的请示. Raises :class:`Refused` if there is no such election."""
    view = view_of(reader, record)
    day = view.day("hold_requested_on") or reader.now.date()
    rounds = general_rounds(view)
    planned = view.day("planned_on")
    when = f"拟于{planned.year}年{planned.month}月召开" if planned else "拟近期召开"
    blocks: list[Block] = [
        Paragraph(
            f"{_why(reader, view)}根据《中国共产党支部工作条例（试行）》和《中国共产党基层组织选举工作条例》有关规定，"
            f"{when}支部党员大会进行{purpose(view)}。现将有关事项请示如下。"
        ),
        Heading("名额"),
        *(Paragraph(_seats(one)) for one in rounds),
        *(Paragraph(_seats(one)) for one in view.rounds if one.body is Body.COMMITTEE),
        Heading("办法"),
        Paragraph(_manner(view)),
        Heading("参加人员"),
        Paragraph(_voters(view)),
        Paragraph("妥否，请批示。"),
    ]
    title = ("关于", "召开支部党员大会", f"进行{purpose(view)}的", "请示")
    return upward(reader, Kind.REQUEST, title, view.text("hold_request_number"), day, tuple(blocks))


def _why(reader: Reader, view: ElectionView) -> str:
    if reason := view.text("reason"):
        return f"{reason.rstrip('。')}。"
    # The day before: on the day itself the new one may have been entered already.
    committee = current_committee(reader, view.electorate.day - timedelta(days=1))
    if view.kind is ElectionKind.BY:
        return "因班子成员出现空缺，"
    if committee is None or committee.formed_on is None:
        return ""
    years = committee.term_years or rulebook(reader, "committee").on("committee.term_years", committee.formed_on).number
    ends = add_years(committee.formed_on, years)
    return f"本届支部班子于{chinese_date(committee.formed_on)}选举产生，任期{years}年，至{chinese_date(ends)}届满。"


def _seats(one: RoundView) -> str:
    who = "由支部党员大会" if one.body is Body.GENERAL else "由新一届支部委员会第一次全体会议"
    return f"{who}选举{SEAT_LABELS[one.seat]}{one.seats}名。"


def _manner(view: ElectionView) -> str:
    parts = []
    for one in view.rounds:
        if one.revote_of:
            continue
        spread = one.needed - one.seats
        how = f"提名{one.needed}人，差额{spread}人，实行差额选举" if spread else "实行等额选举"
        parts.append(f"{SEAT_LABELS[one.seat]}{how}")
    return f"采用无记名投票方式。{'；'.join(parts)}。候选人按姓氏笔画为序排列。"


def _voters(view: ElectionView) -> str:
    body = view.electorate
    left = [one for one in body.excluded if not one.votes]
    text = f"现有党员{body.members}人，应到会有选举权的党员{body.expected}人。"
    if left:
        named = "；".join(f"{one.name}，{one.reason}" for one in left)
        text += f"不计入应到会有选举权人数的{len(left)}人：{named}。"
    return text


def candidates_request(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """关于候选人预备人选的请示, with what is known of each. Raises :class:`Refused` without candidates."""
    view = view_of(reader, record)
    rounds = [one for one in view.rounds if on_ballot(one) and not one.revote_of]
    if not rounds:
        raise Refused("还没有提名候选人，写不成请示。", hint="请先在“候选人和选票”里提名。")
    day = view.day("candidates_requested_on") or reader.now.date()
    blocks: list[Block] = [
        Paragraph("按照批复要求，经党员酝酿推荐、支部委员会研究，提出候选人预备人选如下，候选人均按姓氏笔画为序。"),
    ]
    for one in rounds:
        extra = one.needed - one.seats
        blocks.append(Heading(f"{SEAT_LABELS[one.seat]}候选人预备人选"))
        named = "、".join(row.name for row in on_ballot(one))
        spread = f"，差额{extra}名" if extra else ""
        blocks.append(Paragraph(f"应选{one.seats}名{spread}，提名{len(on_ballot(one))}名：{named}。"))
    blocks.append(Heading("基本情况"))
    blocks.append(_table(reader, rounds))
    blocks.append(Paragraph("妥否，请批示。"))
    word = "支部委员会" if view.has_committee else "支部书记"
    title = ("关于", f"{word}{'换届' if view.kind is ElectionKind.TERM else '补选'}", "候选人预备人选的", "请示")
    return upward(reader, Kind.REQUEST, title, view.text("candidates_request_number"), day, tuple(blocks))


def _table(reader: Reader, rounds: list[RoundView]) -> Table:
    columns = (
        Column("姓名", 1.3),
        Column("性别", 0.8),
        Column("民族", 0.9),
        Column("出生年月", 1.4),
        Column("学历", 1.2),
        Column("入党时间", 1.4),
        Column("现任职务", 2.6, Align.LEFT),
    )
    people = dict.fromkeys(row.person for one in rounds for row in on_ballot(one))
    names = {row.person: row.name for one in rounds for row in on_ballot(one)}
    rows = []
    for person in people:
        member = reader.get(Member, person)
        if member is not None:
            born = f"{member.born_on:%Y.%m}" if member.born_on else ""
            joined = f"{member.joined_on:%Y.%m}" if member.joined_on else ""
            facts = (member.sex or "", member.ethnicity or "", born, member.education or "", joined)
            rows.append(Row((name_text(names[person]), *facts, member.duty or "")))
    return Table(columns, tuple(rows))


def result_report(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """关于选举结果的报告. Raises :class:`Refused` before the votes of the general meeting are entered."""
    view = view_of(reader, record)
    counted = [one for one in view.rounds if one.outcome is not None]
    if not counted:
        raise Refused("还没有登记选举结果，写不成报告。", hint="请先登记票数。")
    day = view.day("reported_on") or reader.now.date()
    body, held = view.electorate, view.day("planned_on")
    when = f"{chinese_date(held)}，" if held else ""
    present = f"，实到会{body.present}人，符合规定人数" if body.present is not None else ""
    blocks: list[Block] = [
        Paragraph(
            f"{when}我支部召开支部党员大会，进行{purpose(view)}。应到会有选举权的党员{body.expected}人{present}。"
            "选举采用无记名投票方式进行。现将结果报告如下。"
        ),
    ]
    for one in counted:
        blocks.append(Heading(one.title))
        blocks.append(Paragraph(_papers(one)))
        blocks += [Paragraph(_votes(row)) for row in _by_votes(one)]
        won = [row.name for row in one.candidates if row.standing is not None and row.standing.elected]
        if won:
            blocks.append(Paragraph(f"{'、'.join(won)}当选{SEAT_LABELS[one.seat]}。"))
    duties = [f"{row.name}任{word}" for row, word in _duties(view)]
    if duties:
        blocks += [Heading("分工"), Paragraph(f"{'，'.join(duties)}。")]
    blocks.append(Paragraph("特此报告。请予批复。" if view.kind is ElectionKind.TERM else "特此报告。"))
    title = ("关于", f"支部{purpose(view)}", "结果的", "报告")
    return upward(reader, Kind.REPORT, title, view.text("report_number"), day, tuple(blocks))


def _papers(one: RoundView) -> str:
    invalid = one.invalid
    valid = (one.returned or 0) - invalid
    return f"发出选票{one.issued or 0}张，收回{one.returned or 0}张，其中有效票{valid}张，无效票{invalid}张。"


def _by_votes(one: RoundView) -> list[CandidateRow]:
    return sorted(one.candidates, key=lambda row: -(row.yes or 0))


def _votes(row: CandidateRow) -> str:
    others = (("不赞成", row.no), ("弃权", row.abstain))
    rest = "".join(f"，{word}{number}票" for word, number in others if number is not None)
    return f"{row.name}{'（另选他人）' if row.written_in else ''}：赞成{row.yes or 0}票{rest}。"


def _duties(view: ElectionView) -> list[tuple[CandidateRow, str]]:
    return [
        (row, DUTIES[row.duty])
        for seat, row in view.seats_won()
        if seat is SeatKind.MEMBER and row.duty in DUTIES and row.duty != "commissioner"
    ]


def paper_file(reader: Reader, record: str | None, _period: Period | None) -> str:
    """The file's name begins with the election: 第五届支委会换届选举."""
    return view_of(reader, record).title
