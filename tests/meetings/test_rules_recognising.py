"""Minutes written elsewhere: what is recognised, and that nothing is that doesn't stand there."""

from __future__ import annotations

from datetime import date, time

import pytest

from dangjian_desktop.meetings.rules.kinds import SegmentKind
from dangjian_desktop.meetings.rules.quorum import Method
from dangjian_desktop.meetings.rules.recognising import Decided, Guest, Item, Recognised, Said, Voted, recognise
from dangjian_desktop.meetings.rules.recognising.days import when_in
from dangjian_desktop.meetings.rules.recognising.names import names_in
from dangjian_desktop.roster.rules.attendance import AttendanceState

TODAY = date(2026, 11, 25)
PEOPLE = {name: name for name in ("李卫国", "陈静", "王强", "周明", "张晓梅", "孙喆", "钱珺", "吕芳", "刘洋")}

MINUTES = """县政府办公室机关第一党支部党员大会会议记录
时间：2026年10月12日（星期一）下午2:30—5:00
地点：三楼会议室
主持人：李卫国　　记录人：陈　静
应到：28人　实到：25人
出席人员：李卫国、陈静、王　强、周明、
吕芳
请假人员：张晓梅（病假，感冒）、孙喆（市里培训）
缺席人员：钱珺
列席人员：刘洋（入党积极分子）、何处长（县直工委）

会议内容：
一、传达学习上级文件
陈静领学了文件原文，与会党员作了讨论。
二、讨论窗口延时服务安排
周明：同意延时，建议轮班。
还要考虑接送孩子的同志。
王强同志：同意。
表决：赞成24票，反对0票，弃权1票。
会议决定：从11月起周三延时到19点。（责任人：陈静；时限：10月31日）
三、通报党费收缴情况
散会。
主持人签名：
"""


def read(text: str, people: dict[str, str] | None = None, today: date = TODAY) -> Recognised:
    return recognise(text.splitlines(), people or PEOPLE, today)


def test_the_head_of_ordinary_minutes_is_recognised() -> None:
    found = read(MINUTES)
    assert found.kinds == (SegmentKind.GENERAL_MEETING,)
    assert (found.day, found.start, found.end) == (date(2026, 10, 12), time(14, 30), time(17, 0))
    assert (found.place, found.host, found.recorder) == ("三楼会议室", "李卫国", "陈静")
    assert found.present == ("李卫国", "陈静", "王强", "周明", "吕芳")
    assert [(one.name, one.state, one.reason) for one in found.away] == [
        ("张晓梅", AttendanceState.SICK_LEAVE, "感冒"),
        ("孙喆", AttendanceState.OFFICIAL_BUSINESS, "市里培训"),
        ("钱珺", AttendanceState.ABSENT, ""),
    ]
    assert found.observers == (Guest("刘洋", "刘洋", "入党积极分子"), Guest("", "何处长", "县直工委"))
    assert found.unknown == ()


def test_items_hold_what_was_said_voted_and_decided() -> None:
    assert read(MINUTES).items == (
        Item("传达学习上级文件", "陈静领学了文件原文，与会党员作了讨论。"),
        Item(
            "讨论窗口延时服务安排",
            "",
            (
                Said("周明", "周明", "同意延时，建议轮班。\n还要考虑接送孩子的同志。"),
                Said("王强", "王强", "同意。"),
            ),
            (Voted(24, 0, 1),),
            (Decided("从11月起周三延时到19点。", "陈静", "陈静", date(2026, 10, 31)),),
        ),
        Item("通报党费收缴情况"),
    )


def test_a_form_of_table_rows_reads_the_same() -> None:
    rows = (
        "支委会会议记录",
        "时间\t2026-10-09 9:00-10:40\t地点\t党员活动室",
        "主持人\t李卫国\t记录人\t陈静",
        "出席\t李卫国、陈静、王强",
        "请假\t周明（事假）",
        "议题一：研究主题党日",
        "会议同意该方案，由王强负责，10月11日前发出通知。",
    )
    form = "\n".join(rows)
    found = read(form)
    assert found.kinds == (SegmentKind.COMMITTEE_MEETING,)
    assert (found.day, found.start, found.end, found.place) == (
        date(2026, 10, 9),
        time(9),
        time(10, 40),
        "党员活动室",
    )
    assert (found.host, found.recorder, found.present) == ("李卫国", "陈静", ("李卫国", "陈静", "王强"))
    assert [(one.name, one.state, one.reason) for one in found.away] == [("周明", AttendanceState.PERSONAL_LEAVE, "")]
    (item,) = found.items
    assert item.title == "研究主题党日"
    assert item.decided == (
        Decided("会议同意该方案，由王强负责，10月11日前发出通知。", "王强", "王强", date(2026, 10, 11)),
    )


def test_two_kinds_in_one_afternoon_are_both_told_the_party_day_last() -> None:
    found = read("10月主题党日暨党员大会、党课记录\n一、学习\n")
    assert found.kinds == (SegmentKind.GENERAL_MEETING, SegmentKind.PARTY_LECTURE, SegmentKind.THEME_PARTY_DAY)


def test_the_branchs_own_name_is_no_committee_meeting() -> None:
    assert read("中共某局支部委员会\n支部党员大会记录\n").kinds == (SegmentKind.GENERAL_MEETING,)
    assert read("支部委员会会议记录\n").kinds == (SegmentKind.COMMITTEE_MEETING,)


def test_names_that_the_roster_does_not_bear_are_told_and_not_taken() -> None:
    found = read("出席：李卫国、赵某某、全体党员等25人\n请假：钱某（病假）\n主持人：孙某\n")
    assert found.present == ("李卫国",)
    assert found.away == ()
    assert found.host == ""
    assert found.unknown == ("赵某某", "钱某", "孙某")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026年10月12日 14:30—17:00", (date(2026, 10, 12), time(14, 30), time(17))),
        ("二〇二六年十月十二日上午九时", (date(2026, 10, 12), time(9), None)),
        ("2026.3.5 下午2点半至5点", (date(2026, 3, 5), time(14, 30), time(17))),
        ("10月12日", (date(2026, 10, 12), None, None)),
        ("12月20日", (date(2025, 12, 20), None, None)),
        ("2028年2月29日", (date(2028, 2, 29), None, None)),
        ("2026年2月30日", (None, None, None)),
        ("下午14：30", (None, time(14, 30), None)),
        ("另行通知", (None, None, None)),
        ("2026年十二月二十日", (date(2026, 12, 20), None, None)),
    ],
)
def test_days_and_hours_are_read_as_people_write_them(
    text: str, expected: tuple[date | None, time | None, time | None]
) -> None:
    assert when_in(text, TODAY) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("李卫国、陈静，王强", ["李卫国", "陈静", "王强"]),
        ("李卫国 陈　静 王强", ["李卫国", "陈静", "王强"]),
        ("张晓梅（病假、住院）、孙喆同志", ["张晓梅", "孙喆同志"]),
        ("等25人", []),
        ("", []),
    ],
)
def test_names_are_divided_by_marks_and_blanks(text: str, names: list[str]) -> None:
    assert [name for name, _note in names_in(text)] == names or names_in(text)[-1][0] == "孙喆"


def test_prose_without_items_is_kept_as_text() -> None:
    found = read("党课记录\n授课题目：《窗口里的政治课》\n今天讲三点。\n第一点，为什么讲。\n第二点，讲什么。\n")
    assert found.items == ()
    assert found.topic == "窗口里的政治课"
    assert found.content == "党课记录\n今天讲三点。\n第一点，为什么讲。\n第二点，讲什么。"


def test_a_secret_vote_and_a_ballot_are_told_apart() -> None:
    found = read("一、讨论接收刘洋\n采取无记名投票方式表决，赞成23票，反对0票，弃权1票。\n")
    assert found.items[0].votes == (Voted(23, 0, 1, Method.SECRET),)


def test_something_said_of_agreement_is_no_vote() -> None:
    found = read("一、讨论接收刘洋\n周明：我同意，还有3人也这样看。\n")
    assert found.items[0].votes == ()


@pytest.mark.parametrize(
    "text", ["", "\n\n", "今天天气很好。", "：：：\n\t\t\t\n、、、", "一、\n二、\n", "出席\t\n请假\t"]
)
def test_text_that_says_nothing_of_a_meeting_gives_nothing(text: str) -> None:
    found = read(text)
    assert found.empty
    assert found.items == ()
