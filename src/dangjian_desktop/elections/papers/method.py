"""选举办法（草案）, for the general meeting to adopt."""

from __future__ import annotations

from dangjian_desktop.base.periods import Period
from dangjian_desktop.elections.papers.head import purpose, view_of
from dangjian_desktop.elections.reading import ElectionView, RoundView
from dangjian_desktop.elections.rules import SEAT_LABELS, Body, TellerRole
from dangjian_desktop.papers.model import Document, Heading, Kind
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader


def election_method(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """The method as a draft: what is elected, how, when it counts. Raises :class:`Refused` if there is no election."""
    view = view_of(reader, record)
    first = [one for one in view.rounds if not one.revote_of]
    return Document(
        kind=Kind.PLAN,
        title=f"支部党员大会{purpose(view)}办法",
        title_phrases=("支部党员大会", f"{purpose(view)}办法"),
        subtitle="（草案，提请大会通过）",
        organisation=branch_facts(reader).name,
        day=view.day("planned_on") or reader.now.date(),
        blocks=(
            Heading("依据：", run_in="根据《中国共产党章程》和《中国共产党基层组织选举工作条例》制定本办法。"),
            Heading("名额和方式：", run_in="".join(_how(one) for one in first) + "选举采用无记名投票方式。"),
            Heading("选举人：", run_in=_voters(view)),
            Heading(
                "填写选票：",
                run_in="对候选人可以投赞成票、不赞成票，也可以弃权。投不赞成票的可以另选他人，弃权的不能另选他人。"
                "每张选票所选人数等于或少于应选人数的有效，多于应选人数的无效。",
            ),
            Heading(
                "选举有效：", run_in="收回的选票等于或少于发出的选票，选举有效；多于发出的选票，选举无效，重新选举。"
            ),
            Heading(
                "当选：",
                run_in="赞成票超过应到会有选举权人数半数的当选。超过半数的人数多于应选名额时，以得票多的当选；"
                "票数相等不能确定当选人时，对得票相等的人再次投票。当选人数少于应选名额时，对不足的名额另行选举，"
                "或者经半数以上选举人同意减少名额。",
            ),
            Heading("监票和计票：", run_in=_tellers(view)),
            Heading("本办法经支部党员大会通过后施行。", numbered=True),
        ),
    )


def _how(one: RoundView) -> str:
    who = "支部党员大会" if one.body is Body.GENERAL else "支部委员会第一次全体会议"
    spread = one.needed - one.seats
    how = f"从{one.needed}名候选人中差额选举产生" if spread else "等额选举产生"
    return f"{SEAT_LABELS[one.seat]}{one.seats}名，由{who}{how}。"


def _voters(view: ElectionView) -> str:
    return (
        f"应到会有选举权的党员{view.electorate.expected}人。有选举权的到会人数达到应到会人数的五分之四以上，方可进行选举。"
        "预备党员和受留党察看处分期间的党员没有选举权和被选举权。因故不能到会的，不能委托他人代为投票。"
    )


def _tellers(view: ElectionView) -> str:
    watch = "、".join(name for role, _id, name in view.tellers if role is TellerRole.SUPERVISES)
    counts = "、".join(name for role, _id, name in view.tellers if role is TellerRole.COUNTS)
    named = f"建议{watch}为监票人" if watch else "监票人由大会从不是候选人的党员中推选"
    counted = f"，{counts}为计票人" if counts else "，计票人在监票人监督下工作"
    return f"{named}{counted}，提请大会通过。监票人对发票、投票、计票进行监督，并报告结果。"
