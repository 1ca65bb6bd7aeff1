from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from dangjian_desktop.roster.page.private_edit import PrivateEdit
from dangjian_desktop.roster.reading import expected_on
from dangjian_desktop.roster.records import LectureTopic, Member, Talent
from dangjian_desktop.ui.components.table import Table

if TYPE_CHECKING:
    from tests.roster.page.conftest import Bench

Ask = Callable[[Callable[[Any], Any]], Any]


def shown(bench: Bench) -> list[str]:
    return [row.label for row in bench.register.list.shown]


def lines(table: Table) -> list[tuple[str, ...]]:
    found = [table.table.row_at(place) for place in range(table.table.rowCount())]
    return [tuple(cell.plain for cell in row.cells) for row in found if row]


def test_an_empty_register_says_how_to_begin(empty_bench: Bench) -> None:
    page = empty_bench.register
    assert page.list._stack.currentIndex() == 1
    page.list.add_pressed.emit()
    dialog = page.verbs.open_dialog
    assert dialog is not None
    dialog.fields["name"].set_raw("王 强")
    dialog.confirm()
    empty_bench.settle()
    assert page.sheet is not None
    assert page.sheet.name == "王强"
    assert [row.name for row in page.list.shown] == ["王强"]


def test_the_list_is_narrowed_by_initials_status_and_group(bench: Bench) -> None:
    page = bench.register
    assert len(shown(bench)) == 24
    bench.qtbot.keyClicks(page.list.words, "wq")
    assert shown(bench) == ["王强（第一党小组）", "王强（第二党小组）"]
    page.list.words.clear()
    page.list.who.set_value("probationary")
    page.list.who.edited.emit()
    assert set(shown(bench)) == {"方璟", "谢翀"}
    page.list.who.set_value("people")
    page.list.who.edited.emit()
    assert set(shown(bench)) == {"刘洋", "马宁", "屈大山", "高远"}
    page.list.who.set_value("here")
    page.list.group.set_value("第三党小组")
    page.list.group.edited.emit()
    assert len(shown(bench)) == 8
    assert page.list.count.text() == "共 8 人，其中正式 7、预备 1"


def test_enter_after_initials_opens_the_one_who_is_meant_and_esc_goes_back(bench: Bench) -> None:
    page = bench.register
    bench.qtbot.keyClicks(page.list.words, "shansheng")
    bench.qtbot.keyClick(page.list.words, Qt.Key.Key_Return)
    bench.settle()
    assert page.record.head.title.text() == "单晟"
    assert page.escape()
    assert page.current == ""
    assert not page.escape()


def test_the_keyboard_opens_a_row_of_the_list(bench: Bench) -> None:
    page = bench.register
    page.list.words.setFocus()
    bench.qtbot.keyClicks(page.list.words, "w")
    bench.qtbot.keyClick(page.list.words, Qt.Key.Key_Return)
    bench.qtbot.keyClick(page.list.table, Qt.Key.Key_Down)
    bench.qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    bench.settle()
    assert page.sheet is not None
    assert page.sheet.label == "王强（第二党小组）"


def test_private_values_are_masked_until_asked_for_and_masked_again_on_leaving(
    bench: Bench, ids: dict[str, str]
) -> None:
    page = bench.open(ids["张晓梅"])
    edit = page.form.fields["identity_number"].widget
    assert isinstance(edit, PrivateEdit)
    assert edit.text() == "110***********002X"
    assert edit.isReadOnly()
    assert page.form.fields["dues_base"].widget.text() == "****"  # type: ignore[attr-defined]
    edit.selectAll()
    edit.copy()
    assert "1949" not in QGuiApplication.clipboard().text()
    edit.show_whole(True)
    assert edit.text() == "11010519491231002X"
    bench.open(ids["陈静"])
    bench.open(ids["张晓梅"])
    assert edit.text() == "110***********002X"


def test_an_odd_number_is_remarked_upon_without_being_told(bench: Bench, ids: dict[str, str]) -> None:
    page = bench.open(ids["张晓梅"])
    assert "与所填的不一样" in page.form.fields["identity_number"].hint.text


def test_what_is_typed_is_saved_as_one_action_and_can_be_undone(bench: Bench, ids: dict[str, str], ask: Ask) -> None:
    page = bench.open(ids["陈静"])
    duty = page.form.fields["duty"]
    duty.set_raw("一级主任科员")
    duty.edited.emit("duty")
    duty_private = page.form.fields["phone"]
    duty_private.set_raw("138-0000-9999")
    duty_private.edited.emit("phone")
    page.save()
    bench.settle()
    member = ask(lambda reader: reader.need(Member, ids["陈静"]))
    assert (member.duty, member.phone) == ("一级主任科员", "13800009999")
    bench.context.undo()
    bench.settle()
    assert ask(lambda reader: reader.need(Member, ids["陈静"])).duty == "副主任"
    assert duty.raw() == "副主任"


def test_what_cannot_be_saved_is_said_below_its_field_and_stays(bench: Bench, ids: dict[str, str]) -> None:
    page = bench.open(ids["陈静"])
    name = page.form.fields["name"]
    name.set_raw("")
    name.edited.emit("name")
    page.save()
    bench.settle()
    assert "姓名不能为空" in name.hint.text
    born = page.form.fields["born_on"]
    born.set_raw("某天")
    born.edited.emit("born_on")
    page.save()
    bench.settle()
    assert "看不懂日期" in born.hint.text
    assert born.raw() == "某天"
    page.refresh(None)
    bench.settle()
    assert (name.raw(), born.raw()) == ("", "某天")


def test_leaving_a_record_keeps_what_was_typed(bench: Bench, ids: dict[str, str], ask: Ask) -> None:
    page = bench.open(ids["陈静"])
    page.form.fields["department"].set_raw("办公室")
    page.form.fields["department"].edited.emit("department")
    page.show_list()
    bench.settle()
    assert ask(lambda reader: reader.need(Member, ids["陈静"])).department == "办公室"


def test_dated_facts_are_listed_and_a_correction_is_named_as_one(bench: Bench, ids: dict[str, str], ask: Ask) -> None:
    page = bench.open(ids["严冬"])
    facts = lines(page.form.facts)
    assert ("流动外出", "2026-01-01起", "不计入应到，支委会同意，浙江宁波，随家属务工", "") in facts
    key = next(key for key, line in page.form._lines.items() if line.kind == "exclusions")
    page.form.facts.button_pressed.emit(key, "correct")
    dialog = page.verbs.open_dialog
    assert dialog is not None
    dialog.fields["since"].set_raw("2026-02-01")
    dialog.fields["reason"].set_raw("日期录错")
    dialog.confirm()
    bench.settle()
    assert any(line[1] == "2026-02-01起" for line in lines(page.form.facts))
    page.form.facts.button_pressed.emit(key, "end")
    dialog = page.verbs.open_dialog
    assert dialog is not None
    dialog.fields["day"].set_raw("今天")
    dialog.confirm()
    bench.settle()
    table = ask(lambda reader: expected_on(reader, date(2026, 10, 12)))
    assert table.expected == 24


def test_talents_and_topics_are_added_with_enter_and_taken_away(bench: Bench, ids: dict[str, str], ask: Ask) -> None:
    page = bench.open(ids["孙頔"])
    page.form.topics.edit.set_raw("怎样拍好一张工作照")
    bench.qtbot.keyClick(page.form.topics.edit, Qt.Key.Key_Return)
    page.form.talents.button.click()
    bench.settle()
    assert [p.title for p in ask(lambda reader: reader.parts(LectureTopic, ids["孙頔"]))] == ["怎样拍好一张工作照"]
    (talent,) = ask(lambda reader: reader.parts(Talent, ids["孙頔"]))
    page.form.talents.removed.emit(talent.id)
    bench.settle()
    assert ask(lambda reader: reader.parts(Talent, ids["孙頔"])) == []


def test_each_change_in_the_world_has_its_dialog(bench: Bench, ids: dict[str, str]) -> None:
    page = bench.open(ids["方璟"])
    words = [action.text() for action in page._change_menu.actions() if action.text()]
    assert words[:2] == ["转正", "延长预备期"]
    titles = []
    for action in page._change_menu.actions():
        if action.isSeparator():
            continue
        action.trigger()
        dialog = page.verbs.open_dialog
        assert dialog is not None
        titles.append(dialog.windowTitle())
        dialog.reject()
    assert len(set(titles)) == len(words)
    bench.settle()


def test_the_next_step_of_a_probation_that_is_over_is_the_conversion(
    bench: Bench, ids: dict[str, str], clock: Any, ask: Ask
) -> None:
    clock.advance(days=365)
    page = bench.open(ids["方璟"])
    assert page.record.head.next.text() == "下一步：转正"
    page.record.head.next_pressed.emit()
    dialog = page.verbs.open_dialog
    assert dialog is not None
    assert dialog.fields["day"].raw() == "2027-05-18"
    dialog.confirm()
    bench.settle()
    assert ask(lambda reader: reader.need(Member, ids["方璟"])).converted_on == date(2027, 5, 18)
    assert page.record.head.next.isHidden()


def test_a_refused_verb_stays_open_with_its_sentence(bench: Bench, ids: dict[str, str]) -> None:
    page = bench.open(ids["陈静"])
    dialog = page.verbs.transfer_out(page.sheet)  # type: ignore[arg-type]
    dialog.fields["day"].set_raw("2027-01-01")
    dialog.confirm()
    bench.settle()
    assert dialog.isVisible()
    assert "今天之后" in dialog.fields["day"].hint.text
    dialog.fields["day"].set_raw("乱写")
    dialog.confirm()
    assert "看不懂日期" in dialog.fields["day"].hint.text
    dialog.fields["day"].set_raw("")
    dialog.confirm()
    assert "没有填写" in dialog.fields["day"].hint.text
    dialog.reject()
    again = page.verbs.exclude(page._members(), ids["严冬"])
    again.fields["agreed_by"].set_raw("支委会")
    again.confirm()
    bench.settle()
    assert "已有一条" in again._wrong.text()
    again.reject()


def test_somebody_who_is_no_member_opens_in_a_dialog_and_is_changed(bench: Bench, ids: dict[str, str]) -> None:
    page = bench.open(ids["刘洋"])
    dialog = page.verbs.open_dialog
    assert dialog is not None
    assert dialog.fields["name"].raw() == "刘洋"
    dialog.fields["category"].set_value("development_candidate")
    dialog.confirm()
    bench.settle()
    page.list.who.set_value("people")
    page.list.who.edited.emit()
    assert [row.posts for row in page.list.shown if row.name == "刘洋"] == ["发展对象"]


def test_an_activist_is_admitted_from_the_menu(bench: Bench, ids: dict[str, str]) -> None:
    page = bench.register
    action = next(a for a in page.come_button.menu().actions() if a.text() == "接收预备党员")
    action.trigger()
    dialog = page.verbs.open_dialog
    assert dialog is not None
    dialog.fields["person"].set_value(ids["刘洋"])
    dialog.confirm()
    bench.settle()
    assert page.sheet is not None
    assert (page.sheet.name, page.sheet.status.label) == ("刘洋", "预备党员")


def test_a_member_who_comes_is_entered_with_where_from(bench: Bench) -> None:
    page = bench.register
    next(a for a in page.come_button.menu().actions() if a.text() == "转入党员").trigger()
    dialog = page.verbs.open_dialog
    assert dialog is not None
    dialog.confirm()
    bench.settle()
    assert "姓名不能为空" in dialog.fields["name"].hint.text
    dialog.fields["name"].set_raw("高山")
    dialog.fields["from_org"].set_raw("示例局党支部")
    dialog.confirm()
    bench.settle()
    assert any("从示例局党支部转入" in line[2] for line in lines(page.form.facts))


def test_other_people_are_entered_from_the_menu(bench: Bench) -> None:
    page = bench.register
    next(a for a in page.come_button.menu().actions() if a.text().startswith("登记其他人员")).trigger()
    dialog = page.verbs.open_dialog
    assert dialog is not None
    dialog.fields["name"].set_raw("高山")
    dialog.confirm()
    bench.settle()
    assert "高山" in {row.name for row in page._rows}


def test_deleting_asks_first_and_can_be_taken_back(bench: Bench, ids: dict[str, str]) -> None:
    page = bench.open(ids["陈静"])
    page._delete(ids["陈静"])
    bench.settle()
    assert len(shown(bench)) == 23
    assert page.current == ""
    bench.context.undo()
    bench.settle()
    assert len(shown(bench)) == 24


def test_pasted_rows_are_shown_before_they_are_imported(bench: Bench) -> None:
    page = bench.register
    text = (
        "姓名\t出生日期\t入党日期\t党小组\n王强\t1970-01-01\t2000-06-01\t第二党小组\n唐宁\t\t2031-07-01\t第九党小组\n"
    )
    QGuiApplication.clipboard().setText(text)
    page.sheets.paste()
    bench.settle()
    dialog = page.sheets.dialog
    assert dialog is not None
    assert dialog.accept_button.text() == "导入 1 行"
    rows = lines(dialog.preview.table)
    assert rows[1][3] == "2031-07-01"
    assert "C3 入党日期" in rows[1][5]
    dialog.confirm()
    bench.settle()
    assert len(shown(bench)) == 25
    bench.context.undo()
    bench.settle()
    assert len(shown(bench)) == 24


def test_a_workbook_is_read_and_a_wrong_one_refused(bench: Bench, tmp_path: Path) -> None:
    page = bench.register
    page.sheets.write_roster(tmp_path / "名册.xlsx", private=False)
    page.sheets.write_template(tmp_path / "模板.xlsx")
    bench.settle()
    book = load_workbook(tmp_path / "名册.xlsx").worksheets[0]
    assert book.max_row == 25
    assert "手机" not in [cell.value for cell in book[1]]
    page.sheets.open_file(tmp_path / "名册.xlsx")
    bench.settle()
    dialog = page.sheets.dialog
    assert dialog is not None
    assert dialog.preview.checked == []
    dialog.reject()
    said: list[str] = []
    bench.context.refused = lambda error: said.append(str(error))  # type: ignore[method-assign]
    page.sheets.open_file(tmp_path / "没有.xlsx")
    bench.settle()
    QGuiApplication.clipboard().setText("不是表格")
    page.sheets.paste()
    assert "找不到文件" in said[0]
    assert "不是表格" in said[1]


def test_ctrl_f_goes_to_the_lists_filter(bench: Bench, ids: dict[str, str]) -> None:
    page = bench.register
    assert page.focus_filter()
    bench.open(ids["陈静"])
    assert not page.focus_filter()
