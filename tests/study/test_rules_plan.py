"""The plan's items, the forms, and a chat split by speaker."""

from __future__ import annotations

from datetime import date

import pytest

from dangjian_desktop.base.regulations import load_rules
from dangjian_desktop.study.rules.chat import Said, person_of, split_chat
from dangjian_desktop.study.rules.forms import FORMS, UNKNOWN_FORM, Extra, FormKind, form_named, form_of, own_form
from dangjian_desktop.study.rules.plan import (
    ItemFacts,
    ItemState,
    PlanCounts,
    form_shares,
    item_state,
    moved_day,
    plan_counts,
    progress_by_month,
)

TODAY = date(2026, 10, 12)
RULE = load_rules("study").on("variety.scarce", TODAY)


def item(month: int = 10, day: int = 0, **other: object) -> ItemFacts:
    return ItemFacts(2026, month, date(2026, month, day) if day else None, **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (item(10, 12), ItemState.TODAY),
        (item(10, 11), ItemState.OVERDUE),
        (item(10, 13), ItemState.PLANNED),
        (item(10), ItemState.PLANNED),
        (item(9), ItemState.OVERDUE),
        (item(9, held=True), ItemState.DONE),
        (item(9, dropped=True), ItemState.DROPPED),
        (item(10, 12, away="公差"), ItemState.LEAVE),
        (item(9, away="公差"), ItemState.OVERDUE),
    ],
)
def test_an_item_is_late_once_its_day_or_its_month_is_over(facts: ItemFacts, state: ItemState) -> None:
    assert item_state(facts, TODAY) is state


def test_counts_say_planned_done_postponed_and_untouched_and_leave_out_what_was_dropped() -> None:
    items = [
        item(9, held=True),
        item(9, held=True, postponed=1),
        item(9, postponed=1),
        item(10),
        item(11, dropped=True),
    ]
    assert plan_counts(items) == PlanCounts(planned=4, done=2, postponed=1, untouched=1, dropped=1)
    months = progress_by_month(items)
    assert (months[9].done, months[10].untouched, months[11].planned) == (2, 1, 0)


def test_an_item_keeps_its_day_of_the_month_or_takes_the_last_one() -> None:
    assert moved_day(date(2026, 10, 31), 11, 2026) == date(2026, 11, 30)
    assert moved_day(date(2026, 10, 13), 2, 2027) == date(2027, 2, 13)
    assert moved_day(None, 11, 2026) is None


def test_a_form_used_far_less_than_the_others_is_scarce() -> None:
    forms = [
        FORMS[kind]
        for kind, count in (("seminar", 8), ("expert_lecture", 4), ("rotating_lecture", 9))
        for _ in range(count)
    ]  # type: ignore[index]
    forms += [FORMS[FormKind.FORUM]] * 3 + [FORMS[FormKind.ONLINE]] * 2 + [FORMS[FormKind.SELF_STUDY]] * 10
    own = own_form("own1", "红色观影", "", "visit")
    shares = {one.form.short: (one.count, one.scarce) for one in form_shares([*forms, own], RULE)}
    assert shares == {
        "讨论": (8, False),
        "导学": (4, False),
        "轮讲": (9, False),
        "讲坛": (3, False),
        "网络": (2, True),
        "自学": (10, False),
        "红色": (1, False),
    }
    assert not any(one.scarce for one in form_shares([], RULE)), "an empty plan lacks everything, not one form"


def test_a_form_is_known_by_key_name_short_word_or_what_people_call_it() -> None:
    own = {"own1": own_form("own1", "红色观影", "观影", "no such form")}
    assert form_of("seminar", own).name == "讨论研学"
    assert form_of("own1", own).name == "红色观影"
    assert form_of(None, own) is form_of("of a newer program", own) is UNKNOWN_FORM
    for words in ("研讨", "讨 论", "讨论研学"):
        assert form_named(words, own) is FORMS[FormKind.SEMINAR]
    assert form_named("观影", own) is own["own1"]
    assert form_named("", own) is None is form_named("不认识", own)
    assert FORMS[FormKind.EXPERT_LECTURE].has(Extra.EXPERT)
    assert not FORMS[FormKind.SELF_STUDY].has(Extra.CHAT)


PEOPLE = {"张晓梅": ("m1",), "王强": ("m2",), "强": ("m3",), "周明": ("m4", "m5")}


def test_a_wechat_chat_is_split_by_speaker_with_pictures_and_notices_left_out() -> None:
    text = (
        "—— 10月12日 15:20 ——\n"
        "综合科-张晓梅 10-12 15:20\n窗口一次告知单还可以再短。\n\n"
        "王强 2026/10/12 15:21:07\n[图片]\n下乡办证日建议固定。\n"
        "“李卫国”撤回了一条消息\n"
        "综合科-张晓梅 15:23\n群众只看三行。"
    )
    assert split_chat(text, PEOPLE) == (
        Said("综合科-张晓梅", "m1", "窗口一次告知单还可以再短。\n群众只看三行。", 2),
        Said("王强", "m2", "下乡办证日建议固定。"),
    )


def test_a_platform_puts_the_time_first_or_everything_on_one_line() -> None:
    assert split_chat("2026-10-12 15:20:33 王强\n同意。", PEOPLE) == (Said("王强", "m2", "同意。"),)
    assert split_chat("王强(10-12 15:20)：同意。", PEOPLE) == (Said("王强", "m2", "同意。"),)
    assert split_chat("王强：同意。\n建议试行。", PEOPLE) == (Said("王强", "m2", "同意。\n建议试行。"),)


def test_words_before_a_colon_are_only_a_name_if_somebody_bears_it() -> None:
    text = "王强：三点体会：\n会议要求：抓紧办。"
    assert split_chat(text, PEOPLE) == (Said("王强", "m2", "三点体会：\n会议要求：抓紧办。"),)
    assert split_chat("开场的话", PEOPLE) == (Said("", "", "开场的话"),)
    assert split_chat("游客 15:20\n好", PEOPLE) == (Said("游客", "", "好"),)


def test_of_two_of_one_name_nobody_is_guessed() -> None:
    assert person_of("周明", PEOPLE) == ""
    assert person_of("数据科周明", PEOPLE) == ""
    assert person_of("王 强", PEOPLE) == "m2"
    assert person_of("孙喆", PEOPLE) == ""
