from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.feature import SampleWorld
from dangjian_desktop.roster.reading import expected_on, groups_on, member_facts
from dangjian_desktop.roster.records import Member
from dangjian_desktop.roster.rules import SpellKind
from dangjian_desktop.roster.service.importing import ImportPreview, RowAction, export_rows, preview_import
from dangjian_desktop.roster.sheets import read_workbook, write_roster
from dangjian_desktop.store import Store

if TYPE_CHECKING:
    from tests.roster.conftest import Desk

DAY = date(2026, 10, 12)
HEAD = ["姓名", "性别", "出生日期", "入党日期", "转正日期", "党小组", "流动党员"]
WANG = ["王强", "男", "1981-03-04", "2010-06-18", "2011-06-18", "第一党小组", ""]


def preview(desk: Desk, *rows: list[object], head: list[str] = HEAD) -> ImportPreview:
    with desk.store.read() as reader:
        return preview_import(reader, [list(head), *rows])


def actions(found: ImportPreview) -> list[RowAction]:
    return [row.action for row in found.rows]


def test_a_new_roster_is_imported_whole_with_its_groups(desk: Desk) -> None:
    chen = ["陈静", "女", "1985-01-01", "2012-06-18", "2013-06-18", "第二党小组", "是"]
    found = preview(desk, [*WANG], [*chen])
    assert actions(found) == [RowAction.NEW, RowAction.NEW]
    assert found.new_groups == ("第一党小组", "第二党小组")
    assert desk.do("import_members", rows=[HEAD, WANG, chen]) == {"new": 2, "updated": 0, "same": 0}
    with desk.store.read() as reader:
        assert [group.name for group in groups_on(reader, DAY)] == ["第一党小组", "第二党小组"]
        assert expected_on(reader, DAY).voters == 2
        assert sum(facts.has(SpellKind.MOBILE, DAY) for facts in member_facts(reader).values()) == 1


def test_importing_the_same_roster_twice_changes_nothing(desk: Desk) -> None:
    desk.do("import_members", rows=[HEAD, WANG])
    assert actions(preview(desk, [*WANG])) == [RowAction.SAME]
    label = desk.store.undo_label()
    assert desk.do("import_members", rows=[HEAD, WANG]) == {"new": 0, "updated": 0, "same": 1}
    assert desk.store.undo_label() == label


def test_undo_takes_a_whole_import_back(desk: Desk) -> None:
    desk.do("import_members", rows=[HEAD, WANG])
    desk.store.undo()
    with desk.store.read() as reader:
        assert member_facts(reader) == {}
        assert groups_on(reader, DAY) == []


def test_an_update_names_what_changes_and_empty_cells_clear_nothing(desk: Desk) -> None:
    desk.do("import_members", rows=[HEAD, WANG])
    found = preview(desk, ["王强", "", "1981-03-04", "", "2011-07-01", "二组", "是"])
    assert actions(found) == [RowAction.UPDATED]
    assert [(change.label, change.old, change.new) for change in found.rows[0].changes] == [
        ("转正日期", "2011-06-18", "2011-07-01"),
        ("党小组", "第一党小组", "二组"),
        ("流动党员", "", "是"),
    ]
    desk.do("import_members", rows=[HEAD, ["王强", "", "1981-03-04", "", "2011-07-01", "二组", "是"]])
    with desk.store.read() as reader:
        (row,) = expected_on(reader, DAY).rows
        member = reader.need(Member, row.person_id)
        before = expected_on(reader, date(2026, 10, 11)).rows[0]
    assert (member.sex, member.joined_on, member.converted_on) == ("男", date(2010, 6, 18), date(2011, 7, 1))
    assert (before.group, row.group) == ("第一党小组", "二组")


def test_a_group_is_known_by_its_number(desk: Desk) -> None:
    desk.do("import_members", rows=[HEAD, WANG])
    for name in ("第1党小组", "一组", "第一小组"):
        assert actions(preview(desk, ["王强", "", "", "", "", name, ""])) == [RowAction.SAME]


def test_private_values_are_masked_in_the_preview(desk: Desk) -> None:
    desk.member("王强", phone="13800001234", identity_number="11010519491231002X")
    found = preview(desk, ["王强", "13900004321", "6500"], head=["姓名", "手机", "党费基数"])
    assert [(change.old, change.new) for change in found.rows[0].changes] == [
        ("138****1234", "139****4321"),
        ("", "****"),
    ]


def test_one_wrong_cell_stops_the_whole_import_and_is_named(desk: Desk) -> None:
    wrong = ["陈静", "女", "1985-01-01", "2031-07-01", "", "", ""]
    with pytest.raises(Refused, match="有1处要先看一下，没有导入任何内容") as refused:
        desk.do("import_members", rows=[HEAD, WANG, wrong])
    (problem,) = refused.value.problems
    assert problem.field == "D3"
    assert problem.message.startswith("D3 入党日期：2031-07-01在今天之后")
    with desk.store.read() as reader:
        assert member_facts(reader) == {}
    assert desk.do("import_members", rows=[HEAD, WANG, wrong], skip=[3]) == {"new": 1, "updated": 0, "same": 0}


def test_many_wrong_cells_are_counted(desk: Desk) -> None:
    rows = [[f"王{number}", "男", "", "某天", "", "", ""] for number in "一二三四五六七八"]
    with pytest.raises(Refused, match="有8处"):
        desk.do("import_members", rows=[HEAD, *rows])


def test_dates_out_of_order_are_found_at_their_cell(desk: Desk) -> None:
    found = preview(desk, ["王强", "男", "1981-03-04", "2010-06-18", "2009-06-18", "", ""])
    assert [problem.cell for problem in found.problems] == ["E2"]
    desk.do("import_members", rows=[HEAD, WANG])
    found = preview(desk, ["王强", "2009-06-18"], head=["姓名", "转正时间"])
    assert [problem.cell for problem in found.problems] == ["B2"]


def test_two_of_one_name_are_told_apart_by_birthday_or_number(desk: Desk) -> None:
    desk.member("王强", born_on="1981-03-04", identity_number="11010519491231002X")
    desk.member("王强", born_on="1990-05-06")
    assert actions(preview(desk, ["王强", "男", "1990-05-06", "", "", "", ""])) == [RowAction.UPDATED]
    assert actions(preview(desk, ["王强", "男", "1970-01-01", "", "", "", ""])) == [RowAction.NEW]
    found = preview(desk, ["王强", "男", "", "", "", "", ""])
    assert "名册里有2位“王强”" in found.problems[0].message
    by_number = preview(desk, ["王小强", "11010519491231002X"], head=["姓名", "身份证号"])
    assert [change.label for change in by_number.rows[0].changes] == ["姓名"]
    other = preview(desk, ["王强", "110105194912310001"], head=["姓名", "身份证号"])
    assert other.rows[0].member


def test_the_same_person_twice_in_a_sheet_is_a_problem(desk: Desk) -> None:
    assert "与第2行是同一个人" in preview(desk, [*WANG], [*WANG]).problems[0].message
    head = ["姓名", "身份证号", "性别"]
    number = "11010519491231002X"
    found = preview(desk, ["王强", number, ""], ["王小强", number, ""], head=head)
    assert "身份证号与第2行相同" in found.problems[0].message
    found = preview(desk, ["王强", number, ""], ["王强", "", "男"], head=head)
    assert "表里有同名的人" in found.problems[0].message


def test_a_row_without_a_name_is_shown_as_a_problem(desk: Desk) -> None:
    found = preview(desk, ["", "男", "", "", "", "", ""], [*WANG])
    assert actions(found) == [RowAction.PROBLEM, RowAction.NEW]
    assert (found.count(RowAction.PROBLEM), found.count(RowAction.NEW)) == (1, 1)
    assert {action.label for action in RowAction} == {"新增", "更新", "相同", "要看一下"}


def test_an_export_is_imported_again_as_the_same(store: Store, sample: SampleWorld, tmp_path: Path) -> None:
    with store.read() as reader:
        rows = export_rows(reader, sample.today)
        write_roster(tmp_path / "名册.xlsx", rows, private=True)
        found = preview_import(reader, read_workbook(tmp_path / "名册.xlsx"))
    assert len(found.rows) == 24
    assert set(actions(found)) == {RowAction.SAME}


def test_an_export_leaves_out_who_is_not_in_the_branch(desk: Desk) -> None:
    key = desk.member("王强")
    desk.do("transfer_out", member=key, day="2026-10-01")
    with desk.store.read() as reader:
        assert export_rows(reader, DAY) == []
        assert [row["name"] for row in export_rows(reader, date(2026, 9, 30))] == ["王强"]
