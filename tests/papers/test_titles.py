from __future__ import annotations

import pytest

from dangjian_desktop.papers.titles import title_lines

TITLES = (
    "关于召开2026年度组织生活会和开展民主评议党员工作的通知",
    "关于接收刘洋同志为中共预备党员有关情况的请示",
    "云岭县政务服务局第一党支部关于印发《2026年度党员学习教育计划》的通知",
    "关于报送2026年上半年支部规范化建设自查自纠整改落实工作情况的报告",
)


@pytest.mark.parametrize("title", TITLES)
def test_a_long_title_is_divided_without_losing_a_character_or_its_width(title: str) -> None:
    lines = title_lines(title, 19)
    assert "".join(lines) == title
    assert len(lines) >= 2
    assert all(len(line) <= 21 for line in lines)


@pytest.mark.parametrize("title", TITLES)
def test_no_line_of_a_title_begins_with_a_mark_or_a_particle(title: str) -> None:
    for line in title_lines(title, 19)[1:]:
        assert line[0] not in "》”）、，的"


def test_lines_of_a_title_follow_the_phrases_given() -> None:
    phrases = ("云岭县政务服务局第一党支部", "关于结对共建工作", "开展情况的报告")
    lines = title_lines("".join(phrases), 19, phrases)
    assert lines in ([phrases[0], phrases[1] + phrases[2]], [phrases[0] + phrases[1], phrases[2]])


def test_three_lines_form_no_hourglass() -> None:
    title = "关于" + "加强机关党支部标准化规范化建设" * 3 + "的意见"
    widths = [len(line) for line in title_lines(title, 19)]
    assert not any(widths[i] < widths[i - 1] and widths[i] < widths[i + 1] for i in range(1, len(widths) - 1))


def test_a_short_title_stays_on_one_line() -> None:
    assert title_lines("支部党员大会记录", 19) == ["支部党员大会记录"]


def test_a_line_feed_in_a_title_is_obeyed() -> None:
    assert title_lines("机关第一党支部\n党员大会记录", 19) == ["机关第一党支部", "党员大会记录"]
