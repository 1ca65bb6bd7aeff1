"""A rule in words, what may be typed for it, the fixed day of a month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.regulations import (
    Comparator,
    Confidence,
    Rule,
    Rulebook,
    load_rules,
    shipped_books,
)
from dangjian_desktop.regulations.reading import decode, encode
from dangjian_desktop.regulations.rules.comparing import compare
from dangjian_desktop.regulations.rules.entering import Written, comparators, enter, in_force
from dangjian_desktop.regulations.rules.fixed_day import FixedDay, parse_fixed_day
from dangjian_desktop.regulations.rules.wording import value_words

DAY = date(2020, 1, 1)
OFTEN = ("heart_talk.committee", "heart_talk.committee_member", "heart_talk.members")


def rule(value: object, unit: str = "", comparator: Comparator = Comparator.AT_LEAST, **more: object) -> Rule:
    fields = {"editable": True, **more}
    return Rule("x", "某规则", value, DAY, Confidence.LOCAL, comparator, unit, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (rule(1, "quarter"), "每季度至少 1 次"),
        (rule(2, "half_year"), "每半年至少 2 次"),
        (rule(Fraction(1, 2)), "半数以上"),
        (rule(Fraction(1, 2), comparator=Comparator.MORE), "超过半数"),
        (rule(Fraction(4, 5)), "至少 4/5"),
        (rule(Fraction(1, 3), comparator=Comparator.AT_MOST), "至多 1/3"),
        (rule(7, "人", Comparator.AT_MOST), "至多 7 人"),
        (rule(30, "天", Comparator.MORE), "超过 30 天"),
        (rule(True), "是"),
        (rule("每月15日", "month_day"), "每月15日"),
        (rule("", "month_day"), "还没有固定"),
        (rule("secretary", words="由书记召集并主持"), "由书记召集并主持"),
    ],
)
def test_a_value_is_said_in_the_papers_words(shown: Rule, words: str) -> None:
    assert value_words(shown) == words


def test_every_shipped_rule_has_words_without_english_and_an_id_of_its_own() -> None:
    seen: dict[str, str] = {}
    for name in shipped_books():
        book = load_rules(name)
        for one in book.rules:
            assert not any("a" <= letter <= "z" for letter in value_words(one)), one.id
            assert one.standing.startswith("依据：") or one.standing in ("本单位设定", "请以上级通知为准")
        for id in book.ids:
            assert seen.setdefault(id, name) == name


def test_how_long_is_not_taken_for_how_often() -> None:
    for name in shipped_books():
        for one in load_rules(name).rules:
            often = value_words(one).startswith(("每月", "每季度", "每半年", "每年"))
            assert often is (one.id.endswith(".cadence") or one.id in OFTEN), one.id


def test_what_is_confirmed_cites_its_article_what_conflicts_asks_the_superior() -> None:
    law = Rule("x", "某", 1, DAY, Confidence.CONFIRMED, regulation="某条例", article="第十一条")
    assert law.standing == "依据：第十一条"
    assert Rule("x", "某", 1, DAY, Confidence.SECONDARY, regulation="某条例").standing == "依据：《某条例》"
    assert Rule("x", "某", 1, DAY, Confidence.CONFLICTING, regulation="某条例").standing == "请以上级通知为准"
    assert Rule("x", "某", 1, DAY, Confidence.LOCAL).standing == "本单位设定"


@pytest.mark.parametrize(("typed", "value"), [("3", 3), (" ３ ", 3), ("31", 31), ("1", 1)])
def test_a_whole_number_is_read_at_both_ends_of_what_is_allowed(typed: str, value: int) -> None:
    assert enter(rule(1, "month", least=1, most=31), typed).value == value


@pytest.mark.parametrize("typed", ["0", "32", "", "三", "1.5", "-1"])
def test_a_number_outside_or_none_at_all_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(Refused, match="某规则") as told:
        enter(rule(1, "month", least=1, most=31), typed)
    assert [problem.field for problem in told.value.problems] == ["value"]


@pytest.mark.parametrize(
    ("typed", "share"), [("1/2", Fraction(1, 2)), ("50%", Fraction(1, 2)), ("１／３", Fraction(1, 3))]
)
def test_a_share_is_read_as_a_fraction_or_per_cent(typed: str, share: Fraction) -> None:
    assert enter(rule(Fraction(2, 3)), typed).value == share


@pytest.mark.parametrize("typed", ["0/2", "3/2", "1/0", "0.5", "半"])
def test_a_share_is_more_than_nothing_and_no_more_than_the_whole(typed: str) -> None:
    with pytest.raises(Refused):
        enter(rule(Fraction(1, 2)), typed)


def test_a_lower_limit_can_become_strict_but_not_an_upper_one() -> None:
    assert comparators(rule(Fraction(1, 2))) == (Comparator.AT_LEAST, Comparator.MORE)
    assert enter(rule(Fraction(1, 2)), "1/2", ">").comparator is Comparator.MORE
    with pytest.raises(Refused) as told:
        enter(rule(Fraction(1, 2)), "1/2", "<=")
    assert told.value.problems[0].field == "comparator"
    with pytest.raises(Refused):
        enter(rule(3, "年", Comparator.AT_MOST), "3", ">=")


def test_only_what_says_how_often_may_change_its_unit() -> None:
    assert enter(rule(1, "quarter"), "1", unit="month").unit == "month"
    with pytest.raises(Refused):
        enter(rule(3, "人"), "3", unit="month")


def test_words_are_taken_as_they_are() -> None:
    assert enter(rule("由书记召集", words="由书记召集并主持"), " 由副书记召集 ").value == "由副书记召集"


def test_a_row_with_yes_or_no_is_compared_with_its_own_sort_only() -> None:
    known = Rulebook((rule(True),))
    (offered,) = compare(known, Rulebook((rule(False),)), known)
    assert (offered.old, offered.new) == ("是", "否")
    with pytest.raises(Refused, match="不是一类"):
        compare(known, Rulebook((rule(1, "次"),)), known)


def test_an_older_version_reaches_only_to_the_newer_one() -> None:
    newer = replace(rule(3, "次"), effective_from=date(2024, 1, 1))
    known = Rulebook((rule(2, "次"), newer))
    (offered,) = compare(known, Rulebook((replace(rule(1, "次"), effective_from=date(2021, 1, 1)),)), known)
    assert offered.note == "只影响2024-01-01以前"


def test_yes_and_no() -> None:
    assert enter(rule(True), "否").value is False
    with pytest.raises(Refused):
        enter(rule(True), "也许")


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("15", (2026, 2), date(2026, 2, 15)),
        ("每月31日", (2026, 2), date(2026, 2, 28)),
        ("30号", (2028, 2), date(2028, 2, 29)),
        ("第2个周五", (2026, 5), date(2026, 5, 8)),
        ("第一个周五", (2026, 5), date(2026, 5, 1)),
        ("最后一个周五", (2026, 10), date(2026, 10, 30)),
        ("每月第四个星期日", (2026, 11), date(2026, 11, 22)),
    ],
)
def test_the_fixed_day_of_a_month(text: str, month: tuple[int, int], day: date) -> None:
    """支部工作条例 第十六条: 每月相对固定 1 天."""
    fixed = parse_fixed_day(text)
    assert fixed is not None
    assert fixed.on(*month) == day
    assert parse_fixed_day(fixed.words) == fixed


def test_no_fixed_day_and_what_is_none() -> None:
    assert parse_fixed_day("  ") is None
    assert parse_fixed_day("第4个周一") == FixedDay(week=4)
    for wrong in ("32日", "0日", "周五", "第6个周一", "月底"):
        with pytest.raises(Refused):
            parse_fixed_day(wrong)


@pytest.mark.parametrize("value", [0, 7, True, False, Fraction(1, 2), "每月15日", "甲/乙", "1/0"])
def test_a_value_is_kept_and_read_back(value: object) -> None:
    assert decode(encode(value)) == value  # type: ignore[arg-type]
    assert type(decode(encode(value))) is type(value)  # type: ignore[arg-type]


def test_a_change_that_this_program_cannot_take_is_passed_over() -> None:
    fixed = Rule("law", "法定", 1, DAY, Confidence.CONFIRMED)
    book = Rulebook((fixed, rule(3, "人")))
    day = date(2026, 1, 1)
    written = [
        Written("1", "law", "2", "", "", day),
        Written("2", "unknown", "2", "", "", day),
        Written("3", "x", "三", "", "", day),
    ]
    assert in_force(book, written) == book
