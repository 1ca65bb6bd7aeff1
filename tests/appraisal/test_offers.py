"""What the rest of the program is told: duties, questions, digest, assignments, what hangs on a member, names."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.appraisal.dues import VIEW, dues
from dangjian_desktop.appraisal.feature import FEATURE
from dangjian_desktop.appraisal.finding import find, latest_year
from dangjian_desktop.appraisal.offers import assignments, digest, holdings, questions
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Due, DueState, Headway, Section, carry_out

if TYPE_CHECKING:
    from .conftest import Office

TODAY = date(2026, 12, 18)


def duties(office: Office, year: int = 2026, today: date = TODAY) -> list[Due]:
    with office.store.read() as reader:
        return dues(reader, year, today)


def test_the_duty_can_be_started_follows_the_notice_and_is_done_with_the_last_verdict(office: Office) -> None:
    (due,) = duties(office)
    assert (due.state, due.row_label, due.months) == (DueState.SOON, "民主评议", (10, 12))
    assert due.start is not None
    assert (due.start.view, due.start.preset) == (VIEW, {"year": 2026})
    office.begin(deadline="2026-12-17")
    (due,) = duties(office)
    assert (due.state, due.records, due.start) == (DueState.OVERDUE, (office.year,), None)
    office.counts()
    office.verdict("excellent", "周明")
    assert duties(office)[0].state is DueState.OVERDUE
    office.verdict("qualified")
    (due,) = duties(office)
    assert (due.state, due.day) == (DueState.DONE, TODAY)


def test_a_year_before_the_program_was_in_use_is_not_asked_for(begun: Office) -> None:
    (due,) = duties(begun, 2024)
    assert (due.state, due.reason) == (DueState.NOT_APPLICABLE, "启用本程序前，没有记录。")


def test_without_members_there_is_no_duty(office: Office) -> None:
    assert duties(office, 2000, date(2000, 5, 1)) == []


def listed(office: Office, deadline: str, problem: str = "排队太久") -> str:
    fields = {"problem": problem, "responsible": office.ids["陈静"], "deadline": deadline}
    return office.do("add_rectification", year=office.year, **fields)


def test_each_item_is_a_duty_of_its_own_until_it_is_closed(begun: Office) -> None:
    late, soon, far = listed(begun, "2026-12-17"), listed(begun, "2026-12-31"), listed(begun, "2027-06-30")
    found = {due.records[0]: due for due in duties(begun) if due.record_kind == "rectifications"}
    assert {id: due.state for id, due in found.items()} == {late: DueState.OVERDUE, soon: DueState.SOON}
    assert found[late].reason == "责任人 陈静"
    assert [due.records for due in duties(begun, 2027) if due.row == ""] == [(far,)]
    begun.do("complete_rectification", id=late, on="2026-12-18", outcome="办了")
    assert {due.state for due in duties(begun) if due.records == (late,)} == {DueState.SOON}
    begun.do("verify_rectification", id=late, by=begun.ids["周明"], on="2026-12-18")
    assert {due.state for due in duties(begun) if due.records == (late,)} == {DueState.DONE}


def test_the_questions_say_the_next_step_and_the_open_items(begun: Office) -> None:
    listed(begun, "2026-12-17")
    with begun.store.read() as reader:
        step, items = questions(reader, TODAY)
    assert step.answer == "2026年度已完成 0 步，下一步：方案和报批"
    assert (items.answer, items.count) == ("1 项没销号，其中逾期 1 项", 1)


def test_without_a_year_there_is_no_question(office: Office) -> None:
    with office.store.read() as reader:
        assert questions(reader, TODAY) == []
        assert latest_year(reader) is None


def test_the_digest_names_people_only_inside(begun: Office) -> None:
    late = listed(begun, "2026-12-10")
    done = listed(begun, "2026-12-31", "材料发得晚")
    begun.do("complete_rectification", id=done, on="2026-12-15", outcome="提前发")
    begun.do("verify_rectification", id=done, by=begun.ids["周明"], on="2026-12-16")
    begun.counts()
    begun.verdict("qualified")
    with begun.store.read() as reader:
        blocks = digest(reader, Period.month(2026, 12))
        before = digest(reader, Period.month(2026, 11))
    assert before == []
    texts = {block.section: block for block in blocks}
    assert texts[Section.DONE].text == "完成2026年度民主评议党员，评定意见已作出。"
    assert texts[Section.SUPERVISION].text == "组织生活会整改事项完成1项、销号1项、逾期1项。"
    assert set(texts[Section.SUPERVISION].records) == {late, done}
    assert (texts[Section.PROBLEMS].inner, "陈静" in texts[Section.PROBLEMS].text) == (True, True)
    assert [block.section for block in blocks if "陈静" in block.text and not block.inner] == []


def test_the_month_s_assignments_are_the_items_due_in_it(begun: Office) -> None:
    id = listed(begun, "2026-12-31")
    with begun.store.read() as reader:
        (one,) = assignments(reader, Period.month(2026, 12), TODAY)
        assert assignments(reader, Period.month(2026, 11), TODAY) == []
    assert (one.state, one.responsible, one.record) == (Headway.IDLE, "陈静", id)
    begun.do("edit_rectification", id=id, changes={"progress": "在排班"})
    with begun.store.read() as reader:
        assert assignments(reader, Period.month(2026, 12), TODAY)[0].state is Headway.DOING


def test_who_leaves_hands_open_items_over(begun: Office) -> None:
    id = listed(begun, "2026-12-31")
    with begun.store.read() as reader:
        (holding,) = holdings(reader, begun.ids["陈静"], TODAY)
        assert holdings(reader, begun.ids["周明"], TODAY) == []
    assert holding.hand_over is not None
    with begun.store.write("交接") as tx:
        carry_out(tx, holding.hand_over(begun.ids["周明"], TODAY))
    with begun.store.read() as reader:
        assert [one.record for one in holdings(reader, begun.ids["周明"], TODAY)] == [id]


def test_entries_are_found_by_words_and_named_without_what_was_said(begun: Office) -> None:
    me, other = begun.ids["李卫国"], begun.ids["周明"]
    opinion = begun.do("add_opinion", year=begun.year, anonymous=True, text="窗口排队太久")
    said = begun.do("add_criticism", year=begun.year, own=False, critic=me, subject=other, text="窗口脸难看")
    review = begun.do("share_self_review", year=begun.year, text="窗口检视")
    begun.counts()
    with begun.store.read() as reader:
        assert [hit.id for hit in find(reader, "窗口", 9)] == [opinion]
        assert [hit.title for hit in find(reader, "2026年度", 9)] == ["2026年度组织生活会和民主评议"]
        labels = {ref.kind: ref.label for ref in FEATURE.references}
        assert labels["criticisms"](reader, said) == "李卫国对周明的批评意见"
        assert labels["self_reviews"](reader, review) == "支部班子检视材料"
        assert labels["org_life_opinions"](reader, "nothing") == ""
        assert all(ref.find(reader, "", 5) is not None for ref in FEATURE.references)
