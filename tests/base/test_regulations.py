from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from dangjian_desktop.base.errors import Damaged, Refused
from dangjian_desktop.base.regulations import (
    Comparator,
    Confidence,
    LocalChange,
    Rule,
    Rulebook,
    load_rules,
    read_rules,
)

OLD = Rule("x.limit", "上限", 3, date(2020, 1, 1), Confidence.CONFIRMED, regulation="某条例", article="第一条")
NEW = Rule("x.limit", "上限", 5, date(2024, 7, 1), Confidence.CONFIRMED, regulation="某条例", article="第二条")
SOFT = Rule("x.days", "天数", 15, date(2020, 1, 1), Confidence.LOCAL, editable=True)
BOOK = Rulebook((NEW, OLD, SOFT))


def test_a_past_period_keeps_the_rule_that_was_in_force_then() -> None:
    assert BOOK.on("x.limit", date(2024, 6, 30)).value == 3
    assert BOOK.on("x.limit", date(2024, 7, 1)).value == 5


def test_a_day_before_the_first_version_reads_the_first_version() -> None:
    assert BOOK.on("x.limit", date(1999, 1, 1)).value == 3


def test_an_unknown_rule_is_our_fault_not_the_users() -> None:
    with pytest.raises(KeyError):
        BOOK.on("x.nothing", date(2024, 1, 1))


def test_the_branchs_own_value_holds_from_its_day_and_is_shown_as_its_own() -> None:
    changed = BOOK.with_changes([LocalChange("x.days", 20, date(2025, 3, 1), Comparator.MORE)])
    assert changed.on("x.days", date(2025, 2, 28)).value == 15
    rule = changed.on("x.days", date(2025, 3, 1))
    assert (rule.value, rule.comparator, rule.changed, rule.basis) == (20, Comparator.MORE, True, "本单位设定")


def test_what_a_regulation_fixes_cannot_be_changed() -> None:
    with pytest.raises(Refused, match="某条例》第二条规定，不能修改"):
        BOOK.with_changes([LocalChange("x.limit", 1, date(2025, 1, 1))])


def test_a_confirmed_rule_cites_its_article_and_a_default_of_ours_does_not() -> None:
    assert (OLD.basis, OLD.short_basis) == ("《某条例》第一条", "第一条")
    assert (SOFT.basis, SOFT.short_basis) == ("本单位设定", "本单位设定")


def test_a_share_is_compared_in_whole_numbers() -> None:
    half = Rule("q", "半数", Fraction(1, 2), date(2020, 1, 1), Confidence.CONFIRMED, comparator=Comparator.AT_LEAST)
    assert half.holds(13, 26)
    assert not half.holds(12, 25)


@pytest.mark.parametrize(
    ("comparator", "left", "right", "holds"),
    [
        (">", 2, 2, False),
        (">=", 2, 2, True),
        ("<=", 2, 2, True),
        ("<", 2, 2, False),
        (">", 3, 2, True),
        ("<", 1, 2, True),
    ],
)
def test_comparators_hold_at_their_edge(comparator: str, left: int, right: int, holds: bool) -> None:
    assert Comparator(comparator).holds(left, right) is holds


def test_a_value_of_another_sort_is_said_to_be_damage() -> None:
    with pytest.raises(Damaged, match="应是比例"):
        _ = OLD.share
    wordy = Rule("w", "字", "字", date(2020, 1, 1), Confidence.LOCAL)
    with pytest.raises(Damaged, match="应是整数"):
        _ = wordy.number


def test_books_add_up() -> None:
    assert (Rulebook((OLD,)) + Rulebook((SOFT,))).on("x.days", date(2025, 1, 1)) is SOFT


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[rule]\n", "无法读取"),
        ("", "rule"),
        ('[[rule]]\nid="a"\ntitle="b"\nvalue=1\neffective_from=2020-01-01\nconfidence="sure"\n', "sure"),
        ('[[rule]]\nid="a"\ntitle="b"\nvalue=1.5\neffective_from=2020-01-01\nconfidence="local"\n', "1.5"),
        ('[[rule]]\nid="a"\ntitle="b"\nvalue=1\neffective_from="2020"\nconfidence="local"\n', "不是日期"),
        ('[[rule]]\nid="a"\ntitle="b"\nvalue=1\neffective_from=2020-01-01\nconfidence="local"\nhue="red"\n', "hue"),
    ],
)
def test_a_malformed_file_is_refused_with_its_name(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "meetings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Damaged, match=f"meetings.toml.*{said}"):
        read_rules(path)


def test_every_shipped_meeting_rule_can_be_cited() -> None:
    for rule in load_rules("meetings").rules:
        assert rule.words or rule.unit
        assert rule.basis == "本单位设定" or rule.basis.startswith("《")
        if rule.confidence is Confidence.LOCAL:
            assert rule.editable
