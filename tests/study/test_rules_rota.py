"""The 轮讲 rota: fair, able, with reasons."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.roster.rules import Span
from dangjian_desktop.study.rules.rota import Absence, Slot, Speaker, arrange, fair, fitting, ranked

YEAR = date(2026, 1, 1)
NOVEMBER = Slot("i", date(2026, 11, 1), "财务内控常见差错")


def speaker(id: str, *lectures: date, **other: object) -> Speaker:
    return Speaker(id, id, tuple(lectures), order=(id,), **other)  # type: ignore[arg-type]


def test_whoever_has_not_spoken_this_year_goes_before_whoever_fits_the_topic() -> None:
    people = [speaker("周明", date(2026, 3, 2), topics=("财务内控",)), speaker("赵犇", date(2025, 9, 1))]
    assert [one.speaker for one in ranked(NOVEMBER, people, YEAR)] == ["赵犇", "周明"]


def test_among_those_whose_turn_it_is_the_topic_decides_then_the_longest_silence() -> None:
    people = [
        speaker("甲", date(2025, 3, 1)),
        speaker("乙", date(2025, 1, 5)),
        speaker("赵犇", date(2025, 9, 12), topics=("财务内控",)),
        speaker("丙"),
    ]
    found = ranked(NOVEMBER, people, YEAR)
    assert [one.speaker for one in found] == ["赵犇", "丙", "乙", "甲"]
    assert found[0].reason == "14个月没讲；会讲：财务内控"


def test_each_choice_says_why_in_words() -> None:
    slot = Slot("i", date(2026, 12, 1), "用好数据看服务")
    reasons = {
        one.speaker: one.reason
        for one in ranked(
            slot,
            [
                speaker("新", since=date(2026, 8, 1), topics=("数据",)),
                speaker("旧", since=date(2020, 8, 1), topics=("档案", "公文", "礼仪")),
                speaker("忙", date(2026, 2, 3), date(2026, 11, 30)),
                speaker("刚", date(2026, 12, 1) - timedelta(days=0), date(2026, 11, 2)),
            ],
            YEAR,
        )
    }
    assert reasons["新"] == "新转入；会讲：数据"
    assert reasons["旧"] == "还没讲过；可讲：档案、公文"
    assert reasons["忙"] == "1个月没讲；今年讲过2次"


def test_the_same_month_is_said_so() -> None:
    assert ranked(Slot("i", date(2026, 11, 20)), [speaker("甲", date(2026, 11, 2))], YEAR)[0].reason.startswith(
        "本月讲过"
    )


def test_who_is_away_or_not_in_the_branch_is_not_chosen() -> None:
    people = [
        speaker("借", absences=(Absence(Span(date(2026, 10, 1), date(2027, 1, 1)), "借调"),)),
        speaker("假", absences=(Absence(Span(date(2026, 10, 1))),)),
        speaker("走", until=date(2026, 11, 1)),
        speaker("来", since=date(2026, 11, 2)),
    ]
    assert ranked(NOVEMBER, people, YEAR) == []
    assert arrange([NOVEMBER], people, YEAR) == {}
    assert [one.away(NOVEMBER.day) for one in people] == ["借调", "不能讲", "", ""]


def test_topics_fit_by_a_shared_word_not_by_everyday_ones() -> None:
    assert fitting("档案工作条例解读", ("档案规范", "工作方法", "")) == ("档案规范",)
    assert fitting("", ("档案",)) == ()
    assert fitting("数据", ("用好数据看服务",)) == ("用好数据看服务",)


def test_fair_means_nobody_is_two_ahead() -> None:
    assert fair({}, [])
    assert fair({"a": 1}, ["a", "b"])
    assert not fair({"a": 2}, ["a", "b"])


@given(
    people=st.integers(1, 8),
    days=st.lists(st.integers(0, 364), min_size=1, max_size=30),
    away=st.dictionaries(st.integers(0, 7), st.tuples(st.integers(0, 364), st.integers(1, 200)), max_size=4),
    topics=st.lists(st.sampled_from(("档案规范", "财务内控", "数据共享", "")), min_size=30, max_size=30),
)
def test_over_any_year_nobody_lectures_twice_before_everybody_able_has_once(
    people: int, days: list[int], away: dict[int, tuple[int, int]], topics: list[str]
) -> None:
    def spans(number: int) -> tuple[Absence, ...]:
        if number not in away:
            return ()
        first = YEAR + timedelta(days=away[number][0])
        return (Absence(Span(first, first + timedelta(days=away[number][1])), "借调"),)

    all_topics = ("档案规范", "财务内控", "数据共享")
    able = [speaker(f"s{n}", topics=(all_topics[n % 3],), absences=spans(n)) for n in range(people)]
    slots = [Slot(f"i{n}", YEAR + timedelta(days=day), topics[n]) for n, day in enumerate(days)]
    chosen = arrange(slots, able, YEAR)
    given: dict[str, int] = {}
    for slot in sorted(slots, key=lambda one: (one.day, one.item)):
        could = [one.id for one in able if one.can(slot.day)]
        assert (slot.item in chosen) == bool(could)
        if slot.item in chosen:
            before = given.get(chosen[slot.item].speaker, 0)
            assert all(given.get(one, 0) >= before for one in could)
            given[chosen[slot.item].speaker] = before + 1
