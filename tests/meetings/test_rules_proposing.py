"""What a year's plan ought to hold: 支部工作条例 第十一条 to 第十七条, and what the year before held."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.base.regulations import load_rules
from dangjian_desktop.meetings.rules.kinds import SegmentKind
from dangjian_desktop.meetings.rules.proposing import Before, Wanted, wanted
from dangjian_desktop.meetings.rules.study import counts_as_study, percent

GENERAL, COMMITTEE = SegmentKind.GENERAL_MEETING, SegmentKind.COMMITTEE_MEETING
LECTURE, PARTY_DAY = SegmentKind.PARTY_LECTURE, SegmentKind.THEME_PARTY_DAY
ORG_LIFE, GROUP = SegmentKind.ORG_LIFE_MEETING, SegmentKind.GROUP_MEETING
RULES = {
    kind: load_rules("meetings").on(f"{kind}.cadence", date(2027, 12, 31))
    for kind in (GENERAL, COMMITTEE, GROUP, LECTURE, PARTY_DAY, ORG_LIFE)
}


def plan(
    last: list[Before] | None = None,
    there: list[Before] | None = None,
    from_day: date = date(2027, 1, 1),
    groups: tuple[str, ...] = (),
    committee: bool = True,
) -> list[Wanted]:
    return wanted(2027, RULES, last or [], there or [], groups=groups, committee=committee, from_day=from_day)


def with_kind(found: list[Wanted], kind: SegmentKind) -> list[Wanted]:
    return [one for one in found if kind in one.kinds]


def test_an_empty_year_holds_what_the_regulation_asks_for() -> None:
    """支部工作条例 第十一条 (quarter), 第十二条 (month), 第十六条 (month), 第十七条 (year)."""
    found = plan()
    assert {kind: len(with_kind(found, kind)) for kind in (GENERAL, COMMITTEE, LECTURE, PARTY_DAY, ORG_LIFE)} == {
        GENERAL: 4,
        COMMITTEE: 12,
        LECTURE: 4,
        PARTY_DAY: 12,
        ORG_LIFE: 1,
    }
    assert len({one.key for one in found}) == len(found)


def test_general_meeting_and_lecture_share_the_afternoon_of_a_party_day() -> None:
    found = {one.key: one for one in plan()}
    assert found["theme_party_day.2027-02"].kinds == (LECTURE, PARTY_DAY)
    march = found["theme_party_day.2027-03"]
    assert (march.kinds, march.day, march.months) == ((GENERAL, PARTY_DAY), date(2027, 3, 12), (3, 3))
    assert [reason.split("：")[0] for reason in march.reasons] == ["主题党日", "党员大会"]
    assert "第十六条" in march.reasons[0]
    assert "第十一条" in march.reasons[1]


def test_the_day_of_the_month_and_the_months_are_those_of_last_year() -> None:
    last = [Before(date(2026, month, 25), (PARTY_DAY,)) for month in range(1, 13)]
    last += [Before(date(2026, 1, 31), (GENERAL,)), Before(date(2026, 2, 9), (COMMITTEE,))]
    found = {one.key: one for one in plan(last)}
    january = found["theme_party_day.2027-01"]
    assert (january.day, january.kinds) == (date(2027, 1, 25), (GENERAL, PARTY_DAY))
    assert found["committee_meeting.2027-07"].day == date(2027, 7, 9)


def test_a_day_that_a_month_lacks_becomes_its_last() -> None:
    last = [Before(date(2026, month, 31), (COMMITTEE,)) for month in (1, 3, 5)]
    found = {one.key: one for one in plan(last)}
    assert found["committee_meeting.2027-02"].day == date(2027, 2, 28)
    assert found["committee_meeting.2027-12"].day == date(2027, 12, 31)


def test_what_is_there_already_is_not_proposed_again() -> None:
    there = [Before(date(2027, 3, 31), (GENERAL, PARTY_DAY)), Before(date(2027, 11, 3), (ORG_LIFE,))]
    found = plan(there=there)
    assert [one.day.month for one in with_kind(found, GENERAL)] == [6, 9, 12]
    assert 3 not in [one.day.month for one in with_kind(found, PARTY_DAY)]
    assert with_kind(found, ORG_LIFE) == []


def test_what_is_over_is_left_alone_and_nothing_is_put_into_the_past() -> None:
    found = plan(from_day=date(2027, 10, 20))
    assert min(one.day for one in found) == date(2027, 10, 20)
    assert [one.months for one in with_kind(found, GENERAL)] == [(12, 12)]
    assert [one.day for one in with_kind(found, COMMITTEE)] == [
        date(2027, 10, 20),
        date(2027, 11, 12),
        date(2027, 12, 12),
    ]


def test_every_party_group_meets_by_itself() -> None:
    """支部工作条例 第十三条."""
    there = [Before(date(2027, 5, 6), (GROUP,), ("二组",))]
    found = with_kind(plan(there=there, groups=("一组", "二组")), GROUP)
    assert [sum(one.group == group for one in found) for group in ("一组", "二组")] == [12, 11]


def test_a_branch_without_a_committee_needs_no_committee_meetings() -> None:
    """机关基层组织工作条例 第七条."""
    assert with_kind(plan(committee=False), COMMITTEE) == []


def test_the_organisational_life_meeting_stands_in_the_fourth_quarter() -> None:
    """支部工作条例 第十七条; a meeting of January counts for the year before, so it sets no habit."""
    one = with_kind(plan([Before(date(2026, 1, 20), (ORG_LIFE,))]), ORG_LIFE)[0]
    assert (one.months, one.day) == ((10, 12), date(2027, 10, 20))


def test_what_last_year_held_beyond_the_duties_is_proposed_again() -> None:
    last = [Before(date(2026, 6, 18), ("consultation_meeting",), topics=("窗口服务怎么提速",))]
    again = next(one for one in plan(last) if one.key.startswith("again"))
    assert (again.day, again.topic, again.reasons) == (
        date(2027, 6, 18),
        "窗口服务怎么提速",
        ("上年6月开过“窗口服务怎么提速”",),
    )
    held = Before(date(2027, 6, 2), ("consultation_meeting",))
    assert not [one for one in plan(last, [held]) if one.key.startswith("again")]


def test_lectures_and_forms_of_study_count_as_study_unless_put_down_otherwise() -> None:
    assert counts_as_study("party_lecture", None, None)
    assert counts_as_study("theme_party_day", "集中学习、民主议事", None)
    assert not counts_as_study("theme_party_day", "志愿服务", None)
    assert not counts_as_study("general_meeting", "", None)
    assert counts_as_study("theme_party_day", "走访慰问", own=True)
    assert not counts_as_study("party_lecture", "", own=False)


def test_rates_are_rounded_half_up_and_of_nobody_there_is_none() -> None:
    assert str(percent(1, 3)) == "33.3"
    assert str(percent(1, 16)) == "6.3"
    assert str(percent(28, 28)) == "100.0"
    assert percent(0, 0) is None
