"""The paper of a plan: an official document whose table holds every planned thing of the year once."""

from __future__ import annotations

from datetime import datetime

import pytest

from dangjian_desktop.annual_plan.papers import annual_plan, plan_file
from dangjian_desktop.annual_plan.reading import approval_choices
from dangjian_desktop.annual_plan.records import plan_id
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.papers.model import Closing, Document, Heading, Kind, Paragraph, Table

from .conftest import Office

PLAN = plan_id(2027)


def _paper(office: Office) -> Document:
    with office.store.read() as reader:
        return annual_plan(reader, PLAN, None)


def _table(document: Document) -> list[tuple[str, ...]]:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return [tuple(str(cell) for cell in row.cells) for row in table.rows]


def test_it_is_an_official_paper_with_every_month(office: Office) -> None:
    office.do("set_branch", changes={"name": "机关第一党支部"})
    office.do("make_annual_plan", year=2027, theme="实干担当", requirements="第一段\n第二段")
    document = _paper(office)
    assert document.kind is Kind.PLAN
    assert document.title == "机关第一党支部2027年度组织生活计划"
    rows = _table(document)
    assert [row[0] for row in rows] == [f"{month}月" for month in range(1, 13)]
    assert all("支委会" in row[1] for row in rows)
    assert sum(len(row[1].splitlines()) for row in rows) == len(office.titles())
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert [(one.text, one.run_in) for one in headings][:2] == [("年度主题：", "实干担当。"), ("总体要求", "")]
    assert [one.text for one in document.blocks if isinstance(one, Paragraph)] == ["第一段", "第二段"]
    closing = document.blocks[-1]
    assert isinstance(closing, Closing)
    assert closing.organisations == ("机关第一党支部",)
    with office.store.read() as reader:
        assert plan_file(reader, PLAN, None) == "2027年度组织生活计划"


def test_it_says_that_it_is_a_draft_until_a_meeting_has_passed_it(office: Office) -> None:
    office.do("make_annual_plan", year=2027)
    assert _paper(office).subtitle == "（草案，待审议）"
    with office.store.read() as reader:
        meeting = min((one for one in approval_choices(reader, 2027) if "支委会" in one.title), key=lambda one: one.day)
    office.do("approve_annual_plan", year=2027, meeting=meeting.id)
    office.clock.now = datetime(2027, 3, 1, 9, 0)
    day = meeting.day
    assert _paper(office).subtitle == f"（{day.year}年{day.month}月{day.day}日支部委员会会议审议通过）"


def test_a_plan_of_a_year_without_anything_says_so(office: Office) -> None:
    office.do("make_annual_plan", year=2027, items=[], theme="甲")
    (table,) = [block for block in _paper(office).blocks if isinstance(block, Table)]
    assert table.note == "还没有安排活动。"


def test_without_a_plan_there_is_no_paper(office: Office) -> None:
    with pytest.raises(Refused, match="还没有这一年"):
        _paper(office)
