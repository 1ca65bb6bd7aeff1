"""Typing the tally of 民主测评, the verdicts and feedback, through real widgets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.appraisal.page.appraisal_pane import AppraisalPane
from dangjian_desktop.appraisal.page.counts_model import FEEDBACK, FIRST, SELF, VERDICT
from dangjian_desktop.appraisal.page.preparing import StudyPane
from dangjian_desktop.appraisal.page.rectify_pane import RectifyPane
from dangjian_desktop.appraisal.rules.grades import Grade
from dangjian_desktop.ui.components.dialogs import RefusedDialog

from .bench import Bench
from .conftest import Office


def tally(bench: Bench) -> AppraisalPane:
    pane = bench.step(AppraisalPane, "appraisal")
    pane.issued.setFocus()
    bench.qtbot.keyClicks(pane.issued, "10")
    bench.qtbot.keyClicks(pane.returned, "10")
    return pane


def test_nine_members_are_tallied_with_digits_and_enter_alone(bench: Bench) -> None:
    pane = tally(bench)
    pane.table.start()
    for _ in range(9):
        for sum_ in ("2", "8", "0", "0"):
            bench.qtbot.keyClicks(pane.table, sum_)
            bench.qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    assert pane.dirty
    bench.press(pane.save_button)
    assert not pane.dirty
    assert {(row.counts.excellent, row.blanks) for row in bench.view().graded} == {(2, 0)}
    assert bench.page.steps.steps[6].words == "评定0/9人"


def test_a_sum_too_many_is_said_at_once_and_kept_as_a_draft(bench: Bench) -> None:
    pane = tally(bench)
    pane.table.start()
    bench.qtbot.keyClicks(pane.table, "11")
    assert "四档合计11票，多于收回的10张" in pane.wrong.text
    bench.step(StudyPane, "study")
    assert not any(row.counts.entered for row in bench.view().people)
    drafts = bench.thread.submit(lambda store: store.drafts.of(bench.view().id)).result()
    assert "ballot_counts" in drafts
    pane = bench.step(AppraisalPane, "appraisal")
    pane.table.start()
    bench.qtbot.keyClick(pane.table, Qt.Key.Key_Backspace)
    bench.qtbot.keyClicks(pane.table, "7")
    bench.page.save()
    bench.settle()
    assert bench.view().graded[0].counts.excellent == 7
    assert "ballot_counts" not in bench.thread.submit(lambda store: store.drafts.of(bench.view().id)).result()


def test_a_draft_of_the_tally_comes_back_in_the_next_sitting(
    bench: Bench, qtbot: QtBot, data: tuple[Path, Office]
) -> None:
    pane = tally(bench)
    pane.table.start()
    bench.qtbot.keyClicks(pane.table, "11")
    pane._keep_draft()
    bench.close()
    again = Bench(qtbot, data[0], bench.clock, bench.ids)
    pane = again.step(AppraisalPane, "appraisal")
    assert pane.issued.text() == "10"
    assert pane.table.counts.words(0, FIRST) == "11"
    assert pane.dirty
    again.close()


def test_a_block_from_excel_is_pasted_and_what_is_not_understood_refused(bench: Bench) -> None:
    pane = tally(bench)
    names = [row.name for row in bench.view().graded]
    QApplication.clipboard().setText("\n".join(f"{name}\t3\t7\t0\t0" for name in reversed(names)))
    bench.press(pane.paste_button)
    bench.page.save()
    bench.settle()
    assert {row.counts.excellent for row in bench.view().graded} == {3}
    QApplication.clipboard().setText("张三丰\t1\t2\t3\t4\n周明\t1")
    bench.press(pane.paste_button)
    dialogs = [one for one in bench.window.findChildren(RefusedDialog) if one.isVisible()]
    assert dialogs
    dialogs[0].accept()


def test_verdicts_by_key_then_the_rest_and_feedback(bench: Bench) -> None:
    pane = tally(bench)
    pane.table.setCurrentIndex(pane.table.counts.index(0, VERDICT))
    bench.qtbot.keyClicks(pane.table, "1")
    bench.settle()
    first = bench.view().graded[0]
    assert first.verdict is Grade.EXCELLENT
    assert pane.table.counts.words(0, VERDICT) == "优秀"
    pane.table.setCurrentIndex(pane.table.counts.index(0, SELF))
    bench.qtbot.keyClicks(pane.table, "2")
    bench.settle()
    assert bench.view().graded[0].self_grade is Grade.QUALIFIED
    bench.press(pane.rest_button)
    bench.fill(pane.dialog)
    assert [row.verdict for row in bench.view().graded].count(Grade.QUALIFIED) == 8
    bench.press(pane.feedback_button)
    bench.fill(pane.dialog)
    assert all(row.feedback_on for row in bench.view().graded)
    assert pane.table.counts.words(0, FEEDBACK) == "12-18"
    assert pane.light.tag.text == "优秀比例符合"


def test_the_light_turns_amber_and_red(bench: Bench) -> None:
    pane = tally(bench)
    office = bench.office()
    office.year = bench.view().id
    office.do("edit_appraisal", year=office.year, member=bench.ids["李卫国"], changes={"ungraded_reason": "上级评定"})
    for count, words in ((3, "优秀比例看基数"), (4, "优秀超比例")):
        names = [row.name for row in office.view().graded][:count]
        office.verdict("excellent", *names)
        bench.page.refresh(None)
        bench.settle()
        assert pane.light.tag.text == words


def test_a_member_s_words_are_written_in_their_own_form(bench: Bench) -> None:
    pane = tally(bench)
    member = bench.ids["周明"]
    pane.open_entry_of(member)
    bench.settle()
    bench.fill(pane.dialog, verdict="excellent", opinion="led", self_review="tried")
    row = next(one for one in bench.view().people if one.member == member)
    assert (row.verdict, row.opinion, row.verdict_lack) == (Grade.EXCELLENT, "led", "")
    pane.open_entry_of(bench.ids["方璟"])
    bench.settle()
    assert pane.dialog is not None
    assert "verdict" not in pane.dialog.fields
    pane.dialog.reject()


def test_what_a_verdict_found_goes_into_the_list_and_is_linked(bench: Bench) -> None:
    pane = tally(bench)
    member = bench.ids["周明"]
    pane.open_entry_of(member)
    bench.settle()
    bench.fill(pane.dialog, verdict="basically_qualified", opinion="late often", handling="weekly talk")
    pane._rectify(bench_row(bench, member))
    bench.settle()
    rectify = bench.page.pane
    assert isinstance(rectify, RectifyPane)
    bench.fill(rectify.dialog)
    (item,) = bench.view().rectifications
    assert (item.problem, item.measure, item.responsible_name) == ("late often", "weekly talk", "周明")
    assert (item.source, [link.title for link in item.arises_from]) == ("民主评议", ["周明民主评议"])


def bench_row(bench: Bench, member: str):  # type: ignore[no-untyped-def]
    return next(one for one in bench.view().people if one.member == member)
