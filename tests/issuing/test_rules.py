"""The difference between what was issued and what is there now."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.issuing.rules import Pair, Part, Piece, differences, words

ISSUED = ["党员大会记录", "时间：10月12日", "地点：三楼会议室", "主持人：李卫国", "讨论延时服务", "同意试行", "签名："]


def changed(pairs: tuple[Pair, ...]) -> list[tuple[str | None, str | None]]:
    return [
        (words(pair.before) if pair.before else None, words(pair.after) if pair.after else None)
        for pair in pairs
        if pair.changed
    ]


def test_nothing_differs_in_equal_papers() -> None:
    assert differences(ISSUED, ISSUED) == ()
    assert differences((), ()) == ()


def test_a_changed_field_stands_beside_itself_with_its_neighbours_and_the_rest_is_left_out() -> None:
    now = [*ISSUED]
    now[2] = "地点：二楼活动室"
    pairs = differences(ISSUED, now)
    assert changed(pairs) == [("地点：三楼会议室", "地点：二楼活动室")]
    assert [pair.skipped for pair in pairs] == [1, 0, 0]
    before = pairs[1].before
    assert before is not None
    assert Piece("三", Part.OLD) in before
    assert Piece("地点：") in before


def test_characters_only_added_or_only_taken_away_are_marked_on_one_side() -> None:
    (pair,) = differences(["地点：活动室"], ["地点：二楼活动室"])
    assert pair.before == (Piece("地点："), Piece("活动室"))
    assert pair.after == (Piece("地点："), Piece("二楼", Part.NEW), Piece("活动室"))
    (pair,) = differences(["地点：二楼活动室"], ["地点：活动室"])
    assert pair.before == (Piece("地点："), Piece("二楼", Part.OLD), Piece("活动室"))


def test_a_line_more_and_a_line_less() -> None:
    assert changed(differences(ISSUED, [*ISSUED[:5], "建议先试行一个月", *ISSUED[5:]])) == [(None, "建议先试行一个月")]
    assert changed(differences(ISSUED, [*ISSUED[:4], *ISSUED[5:]])) == [("讨论延时服务", None)]


def test_lines_that_have_nothing_in_common_are_not_set_beside_one_another() -> None:
    assert changed(differences(["甲乙丙丁"], ["戊己庚辛"])) == [("甲乙丙丁", None), (None, "戊己庚辛")]


def test_among_several_new_lines_the_changed_one_finds_its_like() -> None:
    pairs = differences(["责任人：陈静"], ["多出的一行", "责任人：周明", "再多一行"])
    assert changed(pairs) == [(None, "多出的一行"), ("责任人：陈静", "责任人：周明"), (None, "再多一行")]


def test_a_long_sentence_with_a_colon_is_no_label() -> None:
    long = "周明同志在会上作了长篇发言，他说：甲"
    assert changed(differences([long], ["完全两样：乙丙丁"])) == [(long, None), (None, "完全两样：乙丙丁")]


LINES = st.lists(st.text(alphabet="甲乙丙：丁", max_size=6), max_size=6)


@given(before=LINES, now=LINES)
def test_every_changed_line_of_either_side_is_shown_once(before: list[str], now: list[str]) -> None:
    pairs = differences(before, now)
    assert bool(pairs) is (before != now)
    left = [words(pair.before) for pair in pairs if pair.before is not None]
    right = [words(pair.after) for pair in pairs if pair.after is not None]
    for whole, shown in ((before, left), (now, right)):
        rest = iter(whole)
        assert all(line in rest for line in shown)
        assert set(whole) - set(shown) <= set(before) & set(now)
