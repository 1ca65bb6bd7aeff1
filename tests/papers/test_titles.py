from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    "lines",
    [
        ("关于召开2026年度组织生活会", "和开展民主评议党员工作的通知"),
        ("关于接收刘洋同志", "为中共预备党员有关情况的请示"),
        ("关于同意接收欧阳晓红等3名同志", "为中共预备党员的批复"),
        ("关于王强同志由中共预备党员", "转为中共正式党员的请示"),
        ("关于开展深入贯彻中央八项规定精神", "学习教育的实施方案"),
        ("关于认真学习贯彻", "党的二十届四中全会精神的通知"),
        ("关于召开第一党支部党员大会", "进行换届选举的请示"),
        ("关于支部委员会选举结果", "和委员分工情况的报告"),
        ("关于进一步规范“三会一课”制度", "和主题党日活动的通知"),
        ("中共云岭县委关于加强和改进", "新时代机关党的建设的实施意见"),
        ("关于转发县委组织部《关于做好", "2026年发展党员工作的通知》的通知"),
        ("关于开展2026年度党支部标准化规范化建设", "达标考评工作自查情况的报告"),
        ("关于做好党员组织关系排查", "和流动党员管理服务工作的通知"),
        ("云岭县政务服务局第一党支部", "2026年工作总结和2027年工作计划"),
        ("政务服务大厅“高效办成一件事”", "党员先锋岗创建活动方案"),
    ],
)
def test_titles_of_a_branch_are_divided_where_their_meaning_pauses(lines: tuple[str, ...]) -> None:
    assert tuple(title_lines("".join(lines), 19)) == lines


@pytest.mark.parametrize("title", ["A" * 60, "https://www.example.org/" + "path/" * 20, "支" * 120, "2026" * 30])
def test_what_can_not_be_divided_well_is_cut_and_nothing_is_lost(title: str) -> None:
    lines = title_lines(title, 19)
    assert "".join(lines) == title
    assert all(sum(0.5 if char.isascii() else 1 for char in line) <= 19 for line in lines)


@given(st.text("关于召开2026年度组织生活会和开展民主评议《》“”、，A党员工作的通知", max_size=90), st.integers(4, 30))
def test_any_title_is_divided_and_keeps_its_characters(title: str, capacity: int) -> None:
    assert "".join(title_lines(title, capacity)) == title
