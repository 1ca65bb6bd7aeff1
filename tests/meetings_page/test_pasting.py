"""Whole minutes pasted from elsewhere are taken apart by who spoke."""

from __future__ import annotations

from dangjian_desktop.meetings.page.pasting import proposals

from .made_up import people


def said(text: str) -> list[tuple[str, str]]:
    return [(one.name, one.points) for one in proposals(text, people())]


def test_each_name_with_a_colon_begins_somebodys_points() -> None:
    assert said("李卫国：今天讨论三件事。\n陈静：同意。\n第二点也同意。") == [
        ("李卫国", "今天讨论三件事。"),
        ("陈静", "同意。\n第二点也同意。"),
    ]


def test_words_that_only_look_like_a_name_belong_to_whoever_speaks() -> None:
    assert said("李卫国：补充两句。\n会议议定：从11月起执行。") == [("李卫国", "补充两句。\n会议议定：从11月起执行。")]


def test_titles_numbers_and_spaced_names_are_understood() -> None:
    assert said("1. 李卫国同志：好。\n（2）陈　静：同意。") == [("李卫国", "好。"), ("陈静", "同意。")]


def test_a_chat_gives_name_and_time_on_a_line_of_their_own() -> None:
    assert said("周明 10-12 19:30\n学完了，谈三点体会。\n赵犇 10-12 19:41\n赞成。") == [
        ("周明", "学完了，谈三点体会。"),
        ("赵犇", "赞成。"),
    ]


def test_text_before_the_first_name_has_no_speaker_and_nothing_gives_nothing() -> None:
    assert said("会议由李卫国主持。\n陈静：同意。") == [("", "会议由李卫国主持。"), ("陈静", "同意。")]
    assert said("  \n") == []
