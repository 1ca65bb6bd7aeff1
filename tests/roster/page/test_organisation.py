from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from dangjian_desktop.roster.reading import branch_facts, current_committee, groups_on, posts_on
from dangjian_desktop.ui.components.table import Table

if TYPE_CHECKING:
    from tests.roster.page.conftest import Bench

Ask = Callable[[Callable[[Any], Any]], Any]
DAY = date(2026, 10, 12)


def lines(table: Table) -> list[tuple[str, ...]]:
    found = [table.table.row_at(place) for place in range(table.table.rowCount())]
    return [tuple(cell.plain for cell in row.cells) for row in found if row]


def test_committee_and_groups_are_shown_with_term_and_leaders(bench: Bench) -> None:
    page = bench.organisation
    assert page.committee.title.text() == "第五届支部委员会"
    assert page.committee.detail.text() == "2028-06-16 届满"
    assert [line[0] for line in lines(page.posts)] == ["书记", "副书记", "组织委员", "宣传委员", "纪检委员"]
    assert [line[:3] for line in lines(page.groups)] == [
        ("第一党小组", "许志远", "8"),
        ("第二党小组", "仇　喆", "8"),
        ("第三党小组", "单　晟", "8"),
    ]
    assert page.remarks.count() == 0


def test_the_expected_table_says_who_is_not_counted_and_why(bench: Bench) -> None:
    page = bench.organisation
    assert page.sums.text() == "应到 23 人　有表决权 21 人　不计入应到 1 人：严冬"
    (away,) = [line for line in lines(page.table) if line[0] == "严　冬"]
    assert "支委会同意" in away[4]


def test_the_expected_table_of_a_day_and_a_body_is_asked_for(bench: Bench) -> None:
    page = bench.organisation
    page.body.set_value("committee")
    page.body.edited.emit()
    bench.settle()
    assert len(lines(page.table)) == 5
    page._show_group(page.board.groups[2].id)  # type: ignore[union-attr]
    bench.settle()
    assert len(lines(page.table)) == 8
    page.body.set_value("all")
    page.day.set_raw("2024-3-1")
    page.day.editingFinished.emit()
    bench.settle()
    assert page.sums.text() == "应到 21 人　有表决权 21 人　2024-03-01 没有不计入应到的人"
    page.day.set_raw("某天")
    page.day.editingFinished.emit()
    bench.settle()
    assert page.sums.text().startswith("应到 21 人")


def test_a_row_opens_the_member(bench: Bench) -> None:
    page = bench.organisation
    page.table.setFocus()
    page.table.selectRow(0)
    bench.qtbot.keyClick(page.table, Qt.Key.Key_Return)
    bench.settle()
    assert bench.register.record.head.title.text() == "李卫国"
    page = bench.organisation
    page.posts.opened.emit(page.board.posts[1].id)  # type: ignore[union-attr]
    bench.settle()
    assert bench.register.record.head.title.text() == "陈静"


def test_somebody_counts_again_by_the_button_in_the_row(bench: Bench) -> None:
    page = bench.organisation
    away = next(row for row in page.expected.table.rows if not row.expected)  # type: ignore[union-attr]
    page.table.button_pressed.emit(away.person_id, "end")
    dialog = page.verbs.open_dialog
    assert dialog is not None
    dialog.confirm()
    bench.settle()
    assert page.sums.text().startswith("应到 24 人")


def test_an_election_is_entered_with_its_seats(bench: Bench, ids: dict[str, str], ask: Ask) -> None:
    page = bench.organisation
    page.election_button.click()
    dialog = page.verbs.open_dialog
    assert dialog is not None
    dialog.confirm()
    bench.settle()
    assert "没有书记" in dialog._wrong.text()
    dialog.fields["name"].set_raw("第六届")
    dialog.fields["secretary"].set_value(ids["陈静"])
    dialog.fields["commissioner"].set_value((ids["解堃"],))
    dialog.confirm()
    bench.settle()
    holders = ask(lambda reader: [(h.post.value, h.name) for h in posts_on(reader, DAY)][:2])
    assert holders == [("secretary", "陈静"), ("commissioner", "解堃")]
    assert page.remarks.count() > 0


def test_a_post_ends_and_is_filled_again(bench: Bench, ids: dict[str, str], ask: Ask) -> None:
    page = bench.organisation
    discipline = page.board.posts[4].id  # type: ignore[union-attr]
    page.posts.button_pressed.emit(discipline, "end")
    page.verbs.open_dialog.confirm()  # type: ignore[union-attr]
    bench.settle()
    assert len(lines(page.posts)) == 4
    page._appoint(page.board)  # type: ignore[arg-type]
    dialog = page.verbs.open_dialog
    assert dialog is not None
    dialog.fields["member"].set_value(ids["解堃"])
    dialog.fields["post"].set_value("discipline_commissioner")
    dialog.confirm()
    bench.settle()
    assert ("纪检委员", "解　堃") in [line[:2] for line in lines(page.posts)]


def test_the_committees_dates_are_corrected(bench: Bench, ask: Ask) -> None:
    page = bench.organisation
    page.correct_button.click()
    dialog = page.verbs.open_dialog
    assert dialog is not None
    dialog.fields["formed_on"].set_raw("2025-06-20")
    dialog.confirm()
    bench.settle()
    assert ask(lambda reader: current_committee(reader, DAY)).formed_on == date(2025, 6, 20)
    assert page.committee.detail.text() == "2028-06-20 届满"


def test_a_group_gets_another_leader(bench: Bench, ids: dict[str, str], ask: Ask) -> None:
    page = bench.organisation
    group = page.board.groups[0]  # type: ignore[union-attr]
    page.groups.button_pressed.emit(group.id, "lead")
    bench.settle()
    page.verbs.open_dialog.confirm()  # type: ignore[union-attr]
    bench.settle()
    dialog = page.verbs.open_dialog
    assert dialog is not None
    assert dialog.windowTitle() == "第一党小组 组长"
    dialog.fields["member"].set_value(ids["赵犇"])
    dialog.confirm()
    bench.settle()
    assert ask(lambda reader: groups_on(reader, DAY))[0].leader == "赵犇"


def test_groups_are_set_up_and_filled(bench: Bench, ids: dict[str, str]) -> None:
    page = bench.organisation
    page._new_group(page.board)  # type: ignore[arg-type]
    dialog = page.verbs.open_dialog
    assert dialog is not None
    dialog.fields["name"].set_raw("第四党小组")
    dialog.confirm()
    bench.settle()
    fourth = page.board.groups[3]  # type: ignore[union-attr]
    page.groups.button_pressed.emit(fourth.id, "lead")
    bench.settle()
    assert page.verbs.open_dialog.windowTitle() == "第四党小组 组长"  # type: ignore[union-attr]
    page.verbs.open_dialog.reject()  # type: ignore[union-attr]
    page.groups.button_pressed.emit(fourth.id, "assign")
    dialog = page.verbs.open_dialog
    assert dialog is not None
    dialog.fields["members"].set_value((ids["赵犇"], ids["唐甯"]))
    dialog.confirm()
    bench.settle()
    assert lines(page.groups)[3][2] == "2"


def test_the_branch_is_entered_and_changed(bench: Bench, ask: Ask) -> None:
    page = bench.organisation
    page.branch_button.click()
    bench.settle()
    dialog = page.verbs.open_dialog
    assert dialog is not None
    assert dialog.fields["place"].raw() == "三楼会议室"
    dialog.fields["place"].set_raw("党员活动室")
    dialog.confirm()
    bench.settle()
    assert ask(branch_facts).place == "党员活动室"


def test_an_empty_branch_says_what_is_missing(empty_bench: Bench) -> None:
    page = empty_bench.organisation
    assert not page.no_posts.isHidden()
    assert not page.no_groups.isHidden()
    assert page.sums.text().startswith("应到 0 人")
    page.branch_button.click()
    empty_bench.settle()
    dialog = page.verbs.open_dialog
    assert dialog is not None
    dialog.confirm()
    empty_bench.settle()
    assert "支部全称不能为空" in dialog.fields["name"].hint.text
    dialog.reject()
