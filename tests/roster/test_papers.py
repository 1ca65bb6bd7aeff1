from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import SampleWorld
from dangjian_desktop.papers.model import Document, Heading, NameList, Orientation, Paragraph, Table
from dangjian_desktop.roster.papers import committee_list, member_register, member_register_private
from dangjian_desktop.store import Store

if TYPE_CHECKING:
    from tests.roster.conftest import Desk


def table(document: Document) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


def texts(document: Document) -> str:
    return str([row.cells for row in table(document).rows])


def test_the_register_lists_everybody_by_surname_strokes(store: Store, sample: SampleWorld) -> None:
    with store.read() as reader:
        document = member_register(reader, None, None)
    names = [str(row.cells[0]) for row in table(document).rows]
    assert document.orientation is Orientation.LANDSCAPE
    assert len(names) == 24
    assert names.index("王　强") < names.index("李卫国") < names.index("魏　岚")
    assert table(document).note.startswith("共24人，其中正式党员22人、预备党员2人")


def test_private_columns_are_printed_only_when_asked_for(desk: Desk) -> None:
    desk.member("王强", phone="13800001234", identity_number="11010519491231002X", dues_base="6500")
    with desk.store.read() as reader:
        plain, whole = member_register(reader, None, None), member_register_private(reader, None, None)
    assert "13800001234" not in texts(plain)
    assert "6500" not in texts(plain)
    assert "13800001234" in texts(whole)
    assert {"身份证号", "手机", "党费基数"} <= {column.title for column in table(whole).columns}


def test_a_register_of_a_past_period_stands_as_it_was(store: Store, sample: SampleWorld) -> None:
    with store.read() as reader:
        document = member_register(reader, None, Period.year(2024))
    assert document.day == date(2024, 12, 31)
    assert "钱　珺" not in texts(document)


def test_the_list_of_posts_tells_term_and_groups(store: Store, sample: SampleWorld) -> None:
    with store.read() as reader:
        document = committee_list(reader, None, None)
    posts = [str(row.cells[0]) for row in table(document).rows]
    assert posts == ["书记", "副书记", "组织委员", "宣传委员", "纪检委员"]
    (term,) = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "2025年6月16日选举产生" in str(term)
    assert "至2028年6月16日届满" in str(term)
    assert [block.text for block in document.blocks if isinstance(block, Heading)][2:] == [
        "第一党小组（8人）",
        "第二党小组（8人）",
        "第三党小组（8人）",
    ]
    leaders = [block for block in document.blocks if isinstance(block, NameList) and block.label == "组长："]
    assert [leader.people[0].name for leader in leaders] == ["许志远", "仇喆", "单晟"]


def test_a_branch_without_anything_still_has_its_papers(store: Store) -> None:
    with store.read() as reader:
        assert table(member_register(reader, None, None)).rows == ()
        document = committee_list(reader, None, None)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["没有设党小组。"]
