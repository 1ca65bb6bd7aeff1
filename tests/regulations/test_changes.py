"""The branch's own values: from a day on, merged rule by rule, undone; past periods keep the rule then in force."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.regulations import Comparator
from dangjian_desktop.regulations.overview import rules_view
from dangjian_desktop.regulations.reading import year_notice
from dangjian_desktop.regulations.rules.notices import Notice, Subject
from dangjian_desktop.roster.rules import MemberFacts, Status, status_on
from dangjian_desktop.store import Store

from .conftest import LECTURE, NOW, Pc, carry


def said(pc: Pc, day: str, id: str = LECTURE) -> tuple[object, str, bool]:
    rule = pc.rule(id, day)
    return rule.value, rule.unit, rule.changed


def test_a_change_holds_from_its_day_and_earlier_days_keep_the_rule_then_in_force(pc: Pc) -> None:
    pc.do("set_rule", rule=LECTURE, value="1", unit="month", effective_from="2026-03-01", reason="支委会议定")
    assert said(pc, "2026-02-28") == (1, "quarter", False)
    assert said(pc, "2026-03-01") == (1, "month", True)
    assert pc.rule(LECTURE, "2026-03-01").basis == "本单位设定"


def test_a_change_on_a_leap_day_holds_from_that_day(pc: Pc) -> None:
    pc.do("set_rule", rule=LECTURE, value="2", effective_from="2028-02-29")
    assert said(pc, "2028-02-28")[0] == 1
    assert said(pc, "2028-02-29")[0] == 2


def test_without_a_day_a_change_holds_from_today(pc: Pc) -> None:
    pc.do("set_rule", rule="due.soon_days", value="20")
    assert said(pc, "2026-10-11", "due.soon_days")[0] == 15
    assert said(pc, "2026-10-12", "due.soon_days")[0] == 20


def test_the_comparator_of_the_committees_quorum_is_a_setting(pc: Pc) -> None:
    """支部工作条例 第十二条: 半数以上委员到会; a wary branch wants more than half."""
    pc.do("set_rule", rule="committee_meeting.quorum", value="1/2", comparator=">")
    rule = pc.rule("committee_meeting.quorum", "2026-10-12")
    assert rule.comparator is Comparator.MORE
    assert not rule.holds(2, 4)
    assert pc.rule("committee_meeting.quorum", "2026-10-11").holds(2, 4)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"rule": "general_meeting.cadence", "value": "2"}, "第十一条规定，不能修改"),
        ({"rule": "no.such", "value": "2"}, "没有“no.such”这条规则"),
        ({"rule": LECTURE, "value": "1"}, "不用改"),
        ({"rule": LECTURE, "value": "多"}, "应是整数"),
        ({"rule": LECTURE, "value": "2", "effective_from": "1900-01-01"}, "太早"),
    ],
)
def test_what_cannot_be_changed_is_refused_with_a_sentence_and_nothing_changes(
    pc: Pc, fields: dict[str, str], words: str
) -> None:
    before = pc.book()
    with pytest.raises(Refused, match=words):
        pc.do("set_rule", **fields)
    assert pc.book() == before


def test_reset_gives_way_to_the_original_from_a_day_on_and_the_time_between_keeps_the_branchs_value(pc: Pc) -> None:
    pc.do("set_rule", rule=LECTURE, value="1", unit="month", effective_from="2026-03-01")
    pc.do("reset_rule", rule=LECTURE, effective_from="2026-07-01")
    assert said(pc, "2026-06-30") == (1, "month", True)
    assert said(pc, "2026-07-01") == (1, "quarter", False)
    with pytest.raises(Refused, match="没有改过"):
        pc.do("reset_rule", rule=LECTURE, effective_from="2026-08-01")


def test_a_slip_is_withdrawn_as_if_it_had_never_been_and_can_be_made_again(pc: Pc) -> None:
    change = pc.do("set_rule", rule=LECTURE, value="3", effective_from="2026-03-01")
    pc.do("withdraw_rule_change", id=change)
    assert said(pc, "2026-06-01") == (1, "quarter", False)
    assert pc.do("set_rule", rule=LECTURE, value="2", effective_from="2026-03-01") == change
    assert said(pc, "2026-06-01")[0] == 2


def test_each_verb_is_one_step_that_undo_takes_back(pc: Pc) -> None:
    pc.do("set_rule", rule=LECTURE, value="1", unit="month", effective_from="2026-03-01")
    assert pc.store.undo_label() == "修改规则“党课的次数”：每月至少 1 次"
    pc.do("reset_rule", rule=LECTURE)
    pc.store.undo()
    assert said(pc, "2026-10-12") == (1, "month", True)
    pc.store.undo()
    assert said(pc, "2026-10-12") == (1, "quarter", False)


def test_two_pcs_that_change_different_rules_have_both(pc: Pc, second: Pc, tmp_path: Path) -> None:
    pc.do("set_rule", rule=LECTURE, value="1", unit="month", effective_from="2026-03-01")
    second.do("set_rule", rule="due.soon_days", value="20", effective_from="2026-03-01")
    carry(pc, second, tmp_path / "a.djb")
    carry(second, pc, tmp_path / "b.djb")
    assert pc.book() == second.book()
    assert (said(pc, "2026-10-12")[1], said(pc, "2026-10-12", "due.soon_days")[0]) == ("month", 20)


def test_two_pcs_that_change_one_rule_from_different_days_keep_both_versions(
    pc: Pc, second: Pc, tmp_path: Path
) -> None:
    pc.do("set_rule", rule=LECTURE, value="2", effective_from="2026-03-01")
    second.do("set_rule", rule=LECTURE, value="3", effective_from="2026-06-01")
    carry(pc, second, tmp_path / "a.djb")
    carry(second, pc, tmp_path / "b.djb")
    assert [said(one, day)[0] for one in (pc, second) for day in ("2026-05-31", "2026-06-01")] == [2, 3, 2, 3]
    with pc.store.read() as reader:
        assert reader.conflicts() == []


def test_two_pcs_that_change_one_rule_from_the_same_day_are_shown_to_disagree(
    pc: Pc, second: Pc, tmp_path: Path
) -> None:
    pc.do("set_rule", rule=LECTURE, value="2", effective_from="2026-03-01")
    second.do("set_rule", rule=LECTURE, value="3", effective_from="2026-03-01")
    carry(pc, second, tmp_path / "a.djb")
    carry(second, pc, tmp_path / "b.djb")
    assert pc.book() == second.book()
    with pc.store.read() as reader:
        (conflict,) = reader.conflicts()
    assert conflict.field == "value"


def test_the_roster_is_judged_by_the_branchs_book(pc: Pc) -> None:
    pc.do("set_rule", rule="committee.term_years", value="5", effective_from="2026-01-01")
    book = pc.book("committee")
    assert book.on("committee.term_years", date(2025, 12, 31)).number == 3
    assert book.on("committee.term_years", date(2026, 1, 1)).number == 5
    # 党章 第七条: the Constitution's probation can't be set by a branch.
    with pytest.raises(Refused, match="不能修改"):
        pc.do("set_rule", rule="probation.years", value="2")
    member = MemberFacts("m", joined_on=date(2024, 2, 29), book=book)
    assert status_on(member, date(2026, 2, 27)) is Status.PROBATIONARY
    assert status_on(member, date(2026, 2, 28)) is Status.FULL


def test_the_view_says_what_was_changed_from_when_and_what_is_coming(pc: Pc) -> None:
    pc.do("set_rule", rule=LECTURE, value="1", unit="month", effective_from="2026-03-01", reason="支委会议定")
    pc.do("set_rule", rule="due.soon_days", value="20", effective_from="2027-01-01")
    view = pc.ask(rules_view, NOW.date())
    lecture, soon = view.rule(LECTURE), view.rule("due.soon_days")
    assert (lecture.value, lecture.changed, lecture.since, lecture.original) == (
        "每月至少 1 次",
        True,
        date(2026, 3, 1),
        "每季度至少 1 次",
    )
    assert [(line.value, line.source, line.current) for line in lecture.versions] == [
        ("每月至少 1 次", "本单位设定，支委会议定", True),
        ("每季度至少 1 次", "本单位设定", False),
    ]
    assert (soon.value, soon.changed, soon.coming) == ("至多 15 天", False, "2027-01-01起至多 20 天")
    assert view.rule("general_meeting.cadence").standing == "依据：第十一条"


def test_a_notice_sets_a_years_deadline_and_is_cleared_again(pc: Pc) -> None:
    """归属年度 is not the date: the notice of 2026 may set a day in 2027 (rules.md 0.3)."""
    pc.do(
        "set_year_notice", subject="org_life_meeting", year=2026, deadline="2027-02-28", document="组通字〔2026〕31号"
    )
    found = pc.ask(year_notice, Subject.ORG_LIFE_MEETING, 2026)
    assert found == Notice(Subject.ORG_LIFE_MEETING, 2026, date(2027, 2, 28), "组通字〔2026〕31号")
    assert pc.ask(year_notice, Subject.ORG_LIFE_MEETING, 2025).deadline is None
    pc.do("set_year_notice", subject="org_life_meeting", year=2026)
    assert pc.ask(year_notice, Subject.ORG_LIFE_MEETING, 2026).deadline is None
    for day in ("2025-12-31", "2028-01-01"):
        with pytest.raises(Refused, match="2026年或2027年"):
            pc.do("set_year_notice", subject="org_life_meeting", year=2026, deadline=day)


def test_a_store_without_these_records_has_what_is_shipped(tmp_path: Path) -> None:
    from dangjian_desktop.base.clock import FixedClock
    from dangjian_desktop.base.regulations import load_rules
    from dangjian_desktop.roster.records import RECORDS
    from dangjian_desktop.store import Schema

    with Store.open(tmp_path / "small", Schema.of(*RECORDS), clock=FixedClock(NOW)) as store:
        assert Pc(store, FixedClock(NOW)).book() is load_rules("meetings")
