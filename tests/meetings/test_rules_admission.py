"""接收预备党员 and 转正 (发展党员工作细则; 党章 第五条): what is asked for, at the edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dangjian_desktop.base.regulations import load_rules
from dangjian_desktop.meetings.rules.admission import CandidateFacts, Introducer, checks, named_in, purpose_of
from dangjian_desktop.meetings.rules.quorum import Purpose, Standing

BOOK = load_rules("meetings")
DAY = date(2026, 10, 12)
WANG, ZHOU = Introducer("m2", "王强", full=True), Introducer("m3", "周明", full=True)
WHOLE = CandidateFacts(Purpose.ADMISSION, "p1", date(2026, 9, 20), (WANG, ZHOU))


def said(facts: CandidateFacts, day: date = DAY) -> dict[str, Standing]:
    return {check.words: check.standing for check in checks(facts, day, BOOK)}


def test_an_ordinary_vote_asks_for_nothing_more() -> None:
    assert checks(CandidateFacts(Purpose.ORDINARY), DAY, BOOK) == ()


def test_all_is_well() -> None:
    assert said(WHOLE) == {"预审合格9-20，期限内": Standing.ENOUGH, "介绍人 王强、周明": Standing.ENOUGH}


@pytest.mark.parametrize(
    ("pre_reviewed", "held", "words", "standing"),
    [
        (date(2026, 9, 12), date(2026, 10, 12), "预审合格9-12，期限内", Standing.ENOUGH),
        (date(2026, 9, 11), date(2026, 10, 12), "预审合格9-11，已过期限", Standing.SHORT),
        (date(2026, 10, 12), date(2026, 10, 12), "预审合格10-12，期限内", Standing.ENOUGH),
        (date(2026, 10, 13), date(2026, 10, 12), "预审晚于会议", Standing.SHORT),
        (date(2027, 1, 31), date(2027, 2, 28), "预审合格1-31，期限内", Standing.ENOUGH),
        (date(2027, 1, 31), date(2027, 3, 1), "预审合格1-31，已过期限", Standing.SHORT),
        (date(2028, 1, 31), date(2028, 2, 29), "预审合格1-31，期限内", Standing.ENOUGH),
        (None, date(2026, 10, 12), "未填预审日期", Standing.UNKNOWN),
    ],
)
def test_the_meeting_is_within_a_month_of_the_pre_review(
    pre_reviewed: date | None, held: date, words: str, standing: Standing
) -> None:
    """发展党员工作细则: within a month, which ends with a shorter month's last day."""
    assert said(replace(WHOLE, pre_reviewed_on=pre_reviewed), held)[words] is standing


def test_the_source_of_each_check_is_cited_as_it_was_then() -> None:
    now = checks(WHOLE, DAY, BOOK)
    before = checks(WHOLE, date(2025, 10, 12), BOOK)
    assert "《中国共产党发展党员工作细则》第十九条、第二十条" in now[0].explanation
    assert "第十九条" not in before[0].explanation
    assert "《中国共产党章程》第五条" in now[1].explanation


def test_two_full_members_introduce_the_candidate() -> None:
    """党章 第五条."""
    assert said(replace(WHOLE, introducers=()))["介绍人还差2名"] is Standing.UNKNOWN
    assert said(replace(WHOLE, introducers=(WANG, WANG)))["介绍人还差1名"] is Standing.UNKNOWN
    on_probation = Introducer("m9", "陶然", full=False)
    assert said(replace(WHOLE, introducers=(WANG, on_probation)))["介绍人不是正式党员"] is Standing.SHORT


def test_who_leaves_within_three_months_is_normally_not_put_to_the_vote() -> None:
    """发展党员工作细则 (2014 text): the third month's last day is still within."""
    assert said(replace(WHOLE, leaving_on=date(2027, 1, 12)))["3个月内将离开"] is Standing.SHORT
    assert said(replace(WHOLE, leaving_on=date(2027, 1, 13)))["3个月内不离开"] is Standing.ENOUGH
    assert not any("离开" in words for words in said(WHOLE))


def test_one_candidate_one_vote() -> None:
    assert said(replace(WHOLE, person=""))["未填讨论对象"] is Standing.UNKNOWN


def test_written_opinions_counted_are_those_of_the_sign_in() -> None:
    assert said(replace(WHOLE, written=1, handed_in=1)) == said(WHOLE)
    assert said(replace(WHOLE, written=1, handed_in=2))["书面意见2人、计1份"] is Standing.SHORT


def test_a_conversion_waits_for_the_end_of_probation() -> None:
    whole = CandidateFacts(Purpose.CONVERSION, "m9", probation_ends=DAY)
    assert said(whole) == {"预备期已满": Standing.ENOUGH}
    assert said(whole, date(2026, 10, 11)) == {"预备期10-12满，未满": Standing.SHORT}
    assert said(replace(whole, probation_ends=None)) == {"未填入党日期": Standing.UNKNOWN}


@pytest.mark.parametrize(
    ("title", "purpose"),
    [
        ("讨论接收刘洋为预备党员", Purpose.ADMISSION),
        ("讨论刘洋同志的入党申请", Purpose.ADMISSION),
        ("讨论陶然同志按期转正", Purpose.CONVERSION),
        ("讨论陶然同志转为中共正式党员", Purpose.CONVERSION),
        ("讨论延长陶然同志预备期", Purpose.CONVERSION),
        ("讨论接收捐赠图书", Purpose.ORDINARY),
        ("研究四季度走访安排", Purpose.ORDINARY),
    ],
)
def test_the_title_of_an_item_tells_what_is_voted_on(title: str, purpose: Purpose) -> None:
    assert purpose_of(title) is purpose


def test_a_name_in_a_title_is_taken_only_where_it_is_certain() -> None:
    people = [("a", "刘洋"), ("b", "王强"), ("c", "王强国")]
    assert named_in("讨论接收刘洋为预备党员", people) == "a"
    assert named_in("讨论接收王强国为预备党员", people) == "c"
    assert named_in("讨论接收刘洋、王强为预备党员", people) == ""
    assert named_in("讨论接收某某为预备党员", people) == ""
