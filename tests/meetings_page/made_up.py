"""A gathering as the service would read it, made up: 28 people, three segments, a vote and its resolution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from dangjian_desktop.base.regulations import load_rules
from dangjian_desktop.meetings.reading.views import (
    AgendaItemView,
    AttachmentView,
    Chip,
    GatheringView,
    ObserverView,
    PreviousResolutions,
    ResolutionView,
    SegmentView,
    SpeechView,
    VoteView,
)
from dangjian_desktop.meetings.rules.kinds import Scope, info_of
from dangjian_desktop.meetings.rules.quorum import Method, Purpose, Tally, majority, quorum
from dangjian_desktop.meetings.rules.stages import StageFacts, state_bar
from dangjian_desktop.roster.names import initials
from dangjian_desktop.roster.reading import PersonRef
from dangjian_desktop.roster.rules.attendance import STATE_LABELS, AttendanceState, Counts, Mark, count

DAY = date(2026, 10, 12)
NAMES = (
    "李卫国", "陈静", "王强", "周明", "张晓梅", "赵犇", "孙喆", "钱珺", "何建华", "吴晓红",
    "郑立群", "冯素珍", "蒋一鸣", "沈国栋", "韩雪梅", "杨帆", "朱永年", "秦海燕", "许志远", "吕芳",
    "施文斌", "孔令宜", "曹桂兰", "严冬", "金晓峰", "魏岚", "陶然", "姜春生",
)  # fmt: skip
POINTS = "同意。该同志工作踏实，能主动承担窗口值守，建议加强理论学习。"
BOOK = load_rules("meetings")


def chip(place: int, name: str, state: AttendanceState | None, reason: str = "", *, written: bool = False) -> Chip:
    return Chip(
        person=f"m{place}",
        name=name,
        bare_name=name,
        initials=initials(name),
        group=("第一党小组", "第二党小组", "第三党小组")[place % 3],
        posts={0: "书记", 1: "组织委员", 2: "宣传委员"}.get(place, ""),
        votes=name not in ("陶然", "姜春生"),
        expected=True,
        note="",
        state=state,
        state_label=STATE_LABELS[state] if state else "未登记",
        reason=reason,
        written_opinion=written,
        made_up_on=None,
        id="",
        seen={},
    )


def chips() -> tuple[Chip, ...]:
    made = [chip(place, name, AttendanceState.PRESENT) for place, name in enumerate(NAMES)]
    made[4] = chip(4, "张晓梅", AttendanceState.SICK_LEAVE, written=True)
    made[6] = chip(6, "孙喆", AttendanceState.OFFICIAL_BUSINESS, "市里培训")
    made[7] = chip(7, "钱珺", None)
    return tuple(made)


def counts_of(people: Sequence[Chip]) -> Counts:
    return count(Mark(one.state, one.votes, one.made_up_on) for one in people)


def people() -> tuple[PersonRef, ...]:
    members = [PersonRef(f"m{i}", "members", n, "", initials(n), True, n) for i, n in enumerate(NAMES)]
    return (*members, PersonRef("p1", "people", "刘洋", "积极分子", "ly", False, "刘洋"))


def item(id: str, number: int, title: str, **more: Any) -> AgendaItemView:
    values: dict[str, Any] = {
        "presenter": "",
        "presenter_name": "",
        "presenter_role": "",
        "first_agenda_item": False,
        "proposer": "",
        "proposer_name": "",
        "source": "",
        "material": "",
        "content": "",
        "speeches": (),
        "votes": (),
        "resolutions": (),
        "seen": {},
    }
    return AgendaItemView(id=id, number=number, title=title, **(values | more))


def vote(counts: Counts, **figures: int) -> VoteView:
    tally = Tally(method=Method.BALLOT, purpose=Purpose.ADMISSION, **figures)
    verdict = majority(Scope.ALL, counts, tally, DAY, BOOK)
    return VoteView("v1", "接收预备党员", "票决", "", tally, verdict, "", {})


def segment(
    id: str, kind: str, number: int | None, agenda: tuple[AgendaItemView, ...] = (), **more: Any
) -> SegmentView:
    info = info_of(kind)
    counts = counts_of(chips())
    values: dict[str, Any] = {
        "kind": kind,
        "kind_name": info.name,
        "short": info.short,
        "number": number,
        "number_words": "",
        "year": 2026,
        "own_year": None,
        "scope": info.scope,
        "scope_label": "全体党员",
        "party_group": "",
        "group_name": "",
        "topic": "",
        "form": "",
        "lecturer": "",
        "lecturer_name": "",
        "guest_lecturer": "",
        "lecturer_title": "",
        "content": "",
        "summary": "",
        "people": frozenset(one.person for one in chips()),
        "counts": counts,
        "quorum": quorum(info.scope, counts, DAY, BOOK),
        "host_hint": "",
        "previous": PreviousResolutions(),
        "agenda": agenda,
        "written": bool(agenda),
        "seen": {},
    }
    return SegmentView(id=id, **(values | more))


def resolution(id: str, text: str, **more: Any) -> ResolutionView:
    values: dict[str, Any] = {
        "responsible": "m1",
        "responsible_name": "陈静",
        "deadline": date(2026, 10, 31),
        "follow_up": True,
        "no_follow_up_reason": "",
        "done_on": None,
        "outcome": "",
        "standing": "未落实",
        "seen": {},
    }
    return ResolutionView(id=id, text=text, **(values | more))


def file(id: str, name: str, role: str, label: str) -> AttachmentView:
    return AttachmentView(id, "g1", name, role, label, "image/jpeg", 340_000, "0" * 64, "", {})


def previous() -> PreviousResolutions:
    return PreviousResolutions(
        "g0",
        "7月主题党日（含党员大会）",
        date(2026, 7, 10),
        (
            resolution("r7", "修订窗口轮值表", standing="已落实"),
            resolution("r8", "补订学习资料", standing="已落实"),
            resolution("r9", "老楼电路检修", standing="未落实", responsible_name="王强"),
        ),
    )


def gathering(**more: Any) -> GatheringView:
    """The one of the target picture."""
    names = chips()
    counts = counts_of(names)
    agenda = (
        item("a1", 1, "传达〔2026〕38号", presenter="m1", presenter_name="陈静", presenter_role="领学",
             first_agenda_item=True, source="来自来文"),
        item("a2", 2, "讨论接收刘洋为预备党员", presenter="m2", presenter_name="王强", presenter_role="介绍",
             speeches=(SpeechView("s1", "m3", "周明", POINTS, {}),),
             votes=(vote(counts, issued=24, returned=24, yes=23, no=0, abstain=1, written_yes=1),),
             resolutions=(resolution("r1", "同意接收刘洋同志为中共预备党员，报机关党委审批。"),)),
        item("a3", 3, "通报三季度党费收缴和使用情况", presenter="m8", presenter_name="何建华", presenter_role="通报",
             source="来自上次支委会"),
    )  # fmt: skip
    segments = (
        segment("g1s1", "general_meeting", 3, agenda, previous=previous()),
        segment("g1s2", "party_lecture", 4, topic="把初心写在窗口上", lecturer="m0", lecturer_name="李卫国"),
        segment("g1s3", "theme_party_day", 10, topic="重温入党誓词，服务秋收一线", form="志愿服务"),
    )
    facts = StageFacts(DAY, True, True, counts.expected, counts.unregistered, 1, 3, False)
    view = GatheringView(
        id="g1",
        title="10月主题党日（含党员大会、党课）",
        day=DAY,
        start=time(14, 30),
        end=time(17, 0),
        place="三楼会议室",
        host="m0",
        host_name="李卫国",
        recorder="m1",
        recorder_name="陈静",
        notes="",
        notice_sent_on=date(2026, 10, 9),
        finalised_at=None,
        finalised_by="",
        deleted=False,
        late=False,
        bar=state_bar(facts, DAY),
        counts=counts,
        quorum=quorum(Scope.ALL, counts, DAY, BOOK),
        chips=names,
        not_expected=(),
        observers=(ObserverView("o1", "p1", "刘洋", "积极分子", {}),),
        segments=segments,
        attachments=(
            file("f1", "签到表 10-12.jpg", "sign_in_sheet", "签到表扫描件"),
            file("f2", "合影.jpg", "photo", "照片"),
        ),
        corrections=(),
        lacks=(),
        seen={},
    )  # fmt: skip
    return replace(view, **more)


def final() -> GatheringView:
    """The same after 定稿."""
    view = gathering()
    facts = StageFacts(DAY, True, True, view.counts.expected, 0, 3, 3, True)
    return replace(view, finalised_at=datetime(2026, 10, 13, 9, 30), finalised_by="陈静", bar=state_bar(facts, DAY))
