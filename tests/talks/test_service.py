from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import DueState
from dangjian_desktop.papers.model import Document, FormTable, Paragraph, Table
from dangjian_desktop.talks import papers
from dangjian_desktop.talks.dues import dues, talks_covered
from dangjian_desktop.talks.feature import FEATURE
from dangjian_desktop.talks.reading import coverage_of, find_talks, latest_talk, talk_label, talk_rows
from dangjian_desktop.talks.records import Talk
from dangjian_desktop.talks.rules import PairKind

from .conftest import NOW, OTHERS

if TYPE_CHECKING:
    from .conftest import Office

TODAY = NOW.date()


def test_a_talk_is_kept_with_everything_that_was_said(office: Office) -> None:
    talk = office.talk(
        "李卫国",
        "方璟",
        topic=" 适应情况 ",
        notes="有压力",
        opinions="多安排培训",
        follow_up=True,
        follow_up_text="排班",
    )
    with office.store.read() as reader:
        record, (row,) = reader.need(Talk, talk), talk_rows(reader)
    assert (record.topic, record.notes, record.opinions, record.follow_up) == ("适应情况", "有压力", "多安排培训", True)
    assert (row.relation, row.year, row.follow_up_text) == (PairKind.COMMITTEE_MEMBER, 2026, "排班")


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"partner": "李卫国"}, "partner", "同一个人"),
        ({"day": "2026-10-13"}, "day", "在今天之后"),
        ({"partner": "没有"}, "partner", "名册里没有"),
        ({"partner": ""}, "partner", "没有填谈话对象"),
        ({"partner": "方璟", "day": "2026-02-28"}, "partner", "还不是本支部党员"),
        ({"attributed_year": 2027}, "attributed_year", "2025或2026"),
        ({"attributed_year": 2024}, "attributed_year", "2025或2026"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    office: Office, change: dict[str, object], field: str, says: str
) -> None:
    values: dict[str, object] = {"day": "2026-10-12", "initiator": "李卫国", "partner": "陈静", **change}
    for role in ("initiator", "partner"):
        values[role] = office.ids.get(str(values[role]), values[role])
    with pytest.raises(Refused, match=says) as caught:
        office.do("add_talk", **values)
    assert [problem.field for problem in caught.value.problems] == [field]


def test_a_change_is_checked_as_a_whole_and_can_be_cleared(office: Office) -> None:
    talk = office.talk("李卫国", "陈静", topic="分工", follow_up=True)
    with pytest.raises(Refused, match="没有填日期"):
        office.do("edit_talk", id=talk, changes={"day": None})
    office.do("edit_talk", id=talk, changes={"topic": "", "follow_up": False, "partner": office.ids["周明"]})
    with office.store.read() as reader:
        record = reader.need(Talk, talk)
    assert (record.topic, record.follow_up, record.partner) == (None, None, office.ids["周明"])


def test_a_deleted_talk_counts_no_longer_and_comes_back(office: Office) -> None:
    talk = office.talk("李卫国", "陈静")
    office.do("delete_talk", id=talk)
    with office.store.read() as reader:
        assert talk_rows(reader) == []
    office.do("restore_talk", id=talk)
    with office.store.read() as reader:
        assert [row.id for row in talk_rows(reader)] == [talk]
    with pytest.raises(Refused, match="回收站里没有"):
        office.do("restore_talk", id="nothing")


def test_a_talk_is_found_by_people_and_words_and_named(office: Office) -> None:
    talk = office.talk("李卫国", "钱珺", topic="窗口高峰", notes="家里的事")
    office.talk("陈静", "周明", topic="分工")
    with office.store.read() as reader:
        assert [hit.id for hit in find_talks(reader, "qj", 5)] == [talk]
        assert [hit.id for hit in find_talks(reader, "高峰", 5)] == [talk]
        assert find_talks(reader, "家里的事", 5) == []
        assert len(find_talks(reader, "", 5)) == 2
        assert talk_label(reader, talk) == "5-06 李卫国、钱珺谈心谈话"
        assert talk_label(reader, "nothing") == ""


def test_the_duty_says_how_many_are_left_and_starts_the_first(office: Office) -> None:
    office.talk_all(but="方璟")
    with office.store.read() as reader:
        (due,) = dues(reader, 2026, TODAY)
        (before,) = dues(reader, 2026, date(2026, 9, 1))
        (late,) = dues(reader, 2026, date(2027, 1, 4))
        (unknown,) = dues(reader, 2025, TODAY)
    assert (due.state, due.reason, due.due, due.row) == (DueState.SOON, "还有 1 人没谈", date(2026, 12, 31), "")
    assert due.start is not None
    assert due.start.preset["partner"] == office.ids["方璟"]
    assert before.state is DueState.UPCOMING
    assert late.state is DueState.OVERDUE
    assert late.records
    assert (unknown.state, unknown.reason) == (DueState.NOT_APPLICABLE, "启用本程序前，没有记录。")


def test_the_duty_is_done_when_everybody_was_reached(office: Office) -> None:
    office.talk_all()
    with office.store.read() as reader:
        (due,) = dues(reader, 2026, TODAY)
        assert coverage_of(reader, 2026, TODAY).lacks == ()
    assert (due.state, due.reason) == (DueState.DONE, "")


def test_without_posts_the_duty_does_not_apply_and_without_members_there_is_none(office: Office) -> None:
    with office.store.read() as reader:
        assert [due.state for due in dues(reader, 2024, date(2024, 5, 1))] == [DueState.NOT_APPLICABLE]
        assert dues(reader, 2000, date(2000, 5, 1)) == []


def test_the_figure_is_unknown_before_the_first_talk_and_never_zero(office: Office) -> None:
    year = Period.year(2026)
    with office.store.read() as reader:
        assert talks_covered(reader, year, None).value is None
    office.talk_all(but="方璟")
    office.talk("李卫国", "陈静", "2026-10-09")
    with office.store.read() as reader:
        assert talks_covered(reader, year, None).value == 9
        assert talks_covered(reader, year, office.ids["方璟"]).value == 0
        assert talks_covered(reader, Period.month(2026, 4), None).value is None
        assert len(talks_covered(reader, Period.month(2026, 5), office.ids["陈静"]).records) == 2


def cells(document: Document) -> str:
    return str([block.rows for block in document.blocks if isinstance(block, FormTable | Table)])


def test_the_notes_are_printed_only_by_the_paper_that_says_so(office: Office) -> None:
    talk = office.talk("李卫国", "周明", notes="只有我知道", opinions="多支援窗口", follow_up=True)
    with office.store.read() as reader:
        plain, whole = papers.talk_record(reader, talk, None), papers.talk_record_with_notes(reader, talk, None)
        assert papers.record_file(reader, talk, None) == "2026-05-06 李卫国与周明谈心谈话记录"
        assert latest_talk(reader) == talk
        with pytest.raises(Refused, match="找不到"):
            papers.talk_record(reader, "nothing", None)
    assert "只有我知道" not in cells(plain)
    assert "多支援窗口" in cells(plain)
    assert "只有我知道" in cells(whole)


def test_the_summary_lists_the_year_and_names_who_is_left(office: Office) -> None:
    office.talk_all(but="方璟")
    office.talk("陈静", OTHERS[0], "2026-01-09", topic="上年小结", attributed_year=2025, notes="只有我知道")
    with office.store.read() as reader:
        year, month = (papers.talk_summary(reader, None, one) for one in (None, Period.month(2026, 1)))
    text = "".join(str(block.text) for block in year.blocks if isinstance(block, Paragraph))
    assert "支委和党员还没谈的：方璟。" in text
    assert "上年小结" not in cells(year)
    assert "上年小结" in cells(month)
    assert "只有我知道" not in cells(month)


def test_two_pcs_that_wrote_down_one_talk_are_recognised(office: Office) -> None:
    first, second = office.talk("李卫国", "周明"), office.talk("周明", "李卫国")
    (kind,) = FEATURE.kinds
    assert kind.duplicate_key is not None
    assert kind.derived is not None
    with office.store.read() as reader:
        one, other = reader.need(Talk, first), reader.need(Talk, second)
        assert kind.duplicate_key(one) == kind.duplicate_key(other)
        assert kind.derived(reader, one) == {"relation": "committee_member", "year": 2026}
    assert kind.duplicate_key(Talk()) is None
