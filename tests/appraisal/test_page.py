"""The view through real widgets: the steps, the loud button, each dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.appraisal.inputs import EntryId
from dangjian_desktop.appraisal.page.appraisal_pane import AppraisalPane
from dangjian_desktop.appraisal.page.meeting_pane import MeetingPane
from dangjian_desktop.appraisal.page.opinions_pane import OpinionsPane
from dangjian_desktop.appraisal.page.plan_pane import PlanPane
from dangjian_desktop.appraisal.page.preparing import StudyPane, TalksPane
from dangjian_desktop.appraisal.page.rectify_pane import RectifyPane
from dangjian_desktop.appraisal.page.report_pane import ReportPane
from dangjian_desktop.appraisal.page.reviews_pane import ReviewsPane
from dangjian_desktop.appraisal.rules.rectify import RectificationState
from dangjian_desktop.appraisal.rules.steps import StepState
from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.feature import Hit
from dangjian_desktop.ui.components.dialogs import RefusedDialog
from dangjian_desktop.ui.papers import PaperDialog, PapersDialog

from .bench import Bench
from .conftest import Office


def test_a_year_that_nobody_began_is_begun_by_the_loud_button(
    qapp: QApplication, qtbot: QtBot, data: tuple[Path, Office], clock: FixedClock
) -> None:
    bench = Bench(qtbot, data[0], clock, data[1].ids)
    page = bench.page
    assert page.next_button.text() == "开始2026年度"
    assert not page.print_button.isEnabled()
    bench.press(page.next_button)
    bench.fill(page.dialog, theme="转作风", deadline="2027-01-31")
    assert page.next_button.text() == "下一步：登记报批"
    assert page.due.tag.text == "1-31 前，还有 44 天"
    assert isinstance(page.pane, PlanPane)
    bench.close()


def test_without_members_the_page_says_where_to_begin(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: FixedClock
) -> None:
    bench = Bench(qtbot, tmp_path / "empty", clock, {})
    assert bench.page.empty.isVisible()
    bench.close()


def test_the_steps_say_each_state_and_the_keyboard_walks_through(bench: Bench) -> None:
    steps = bench.page.steps
    model = steps.model()
    said = [model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert said[0] == "方案和报批，进行中，主题已定，还没报批，下一步"
    assert said[6] == "民主评议，还没做，还没测评"
    steps.setFocus()
    bench.qtbot.keyClick(steps, Qt.Key.Key_Down)
    bench.settle()
    assert isinstance(bench.page.pane, StudyPane)


def test_what_is_typed_into_the_plan_is_kept_when_the_step_is_left(bench: Bench) -> None:
    pane = bench.step(PlanPane, "plan")
    pane.theme_field.widget.setFocus()
    pane.theme_field.widget.selectAll()
    bench.qtbot.keyClicks(pane.theme_field.widget, "abc")
    bench.step(StudyPane, "study")
    assert bench.view().theme == "abc"


def test_sent_up_and_approved_are_two_presses_of_the_loud_button(bench: Bench) -> None:
    bench.press(bench.page.next_button)
    pane = bench.step(PlanPane, "plan")
    bench.fill(pane.dialog, plan_sent_on="2026-12-01")
    assert bench.page.next_button.text() == "下一步：登记批复"
    bench.press(bench.page.next_button)
    bench.fill(pane.dialog, plan_approved_on="2026-11-30", plan_approved_by="机关工委")
    assert pane.dialog is not None
    assert "早于报批日期" in pane.dialog.fields["plan_approved_on"].hint.text
    bench.fill(pane.dialog, plan_approved_on="2026-12-03")
    assert bench.view().steps[0].state is StepState.DONE
    assert pane.words.text() == "2026年12月1日报批，2026年12月3日机关工委批复。"


def test_an_anonymous_form_has_no_place_for_a_name(bench: Bench) -> None:
    pane = bench.step(OpinionsPane, "opinions")
    bench.press(pane.anonymous_button)
    assert pane.dialog is not None
    assert not {"person", "person_name"} & set(pane.dialog.fields)
    bench.fill(pane.dialog, text="排队太久", giver="served")
    bench.press(pane.named_button)
    assert {"person", "person_name"} <= set(pane.dialog.fields)
    bench.fill(pane.dialog, text="多下村", person="周明")
    assert [row.giver_name for row in bench.view().opinions] == ["", "周明"]
    pane.open_entry(bench.view().opinions[0].id)
    bench.settle()
    assert not {"person", "person_name"} & set(pane.dialog.fields)
    bench.fill(pane.dialog, answer="增开窗口")
    bench.press(pane.close_button)
    assert bench.view().steps[2].words == "2条，已梳理"


def test_an_opinion_goes_into_the_list_with_one_press_and_is_linked(bench: Bench) -> None:
    pane = bench.step(OpinionsPane, "opinions")
    bench.press(pane.anonymous_button)
    bench.fill(pane.dialog, text="排队太久")
    pane.table.button_pressed.emit(bench.view().opinions[0].id, "rectify")
    bench.settle()
    rectify = bench.page.pane
    assert isinstance(rectify, RectifyPane)
    assert rectify.dialog is not None
    assert rectify.dialog.fields["problem"].raw() == "排队太久"
    bench.fill(rectify.dialog, measure="增开窗口", responsible="陈静", deadline="2026-12-17")
    (row,) = bench.view().rectifications
    assert (row.source, row.responsible_name, row.state) == ("征求意见", "陈静", RectificationState.OVERDUE)
    assert [link.title for link in row.arises_from] == ["意见：排队太久"]


def test_an_item_is_done_verified_and_opened_again_from_its_row(bench: Bench) -> None:
    pane = bench.step(RectifyPane, "rectify")
    bench.press(pane.add_button)
    bench.fill(pane.dialog, problem="材料发得晚", responsible="陈静")
    id = bench.view().rectifications[0].id
    pane.table.button_pressed.emit(id, "go")
    bench.settle()
    bench.fill(pane.dialog, outcome="提前两天发")
    pane.table.button_pressed.emit(id, "go")
    bench.settle()
    bench.fill(pane.dialog, by="周明")
    assert bench.view().rectifications[0].state is RectificationState.CLOSED
    assert "周明核验销号" in pane.source.text()
    bench.press(pane.reopen_button)
    bench.fill(pane.dialog, reason="又晚了")
    assert bench.view().rectifications[0].state is RectificationState.OPEN
    assert "重开：又晚了" in pane.source.text()


def test_a_review_is_drafted_kept_and_handed_in(bench: Bench) -> None:
    pane = bench.step(ReviewsPane, "reviews")
    pane.table.opened.emit(bench.ids["周明"])
    bench.settle()
    pane.text.widget.setFocus()
    bench.qtbot.keyClicks(pane.text.widget, "study more")
    bench.step(StudyPane, "study")
    row = next(one for one in bench.view().reviews if one.name == "周明")
    assert (row.drafted, row.shared_on) == (True, None)
    pane = bench.step(ReviewsPane, "reviews")
    assert pane.text.raw() == "study more"
    bench.press(pane.share_button)
    row = next(one for one in bench.view().reviews if one.name == "周明")
    assert (row.drafted, row.written) == (False, True)
    assert bench.page.escape()
    assert not bench.page.escape()


def test_the_meeting_is_arranged_here_and_opened_there(bench: Bench) -> None:
    pane = bench.step(MeetingPane, "meeting")
    bench.press(pane.plan_button)
    bench.fill(pane.dialog, day="2026-12-20", start="14:30", place="三楼会议室")
    (row,) = bench.view().meetings
    assert (row.linked, row.title) == (True, "12-20 2026年度组织生活会")
    pane.meetings.button_pressed.emit(row.id, "open")
    bench.settle()
    assert bench.window.address == "meetings/records"
    bench.window.open("meetings/appraisal")
    bench.settle()
    pane.meetings.button_pressed.emit(row.id, "end")
    bench.settle()
    (row,) = bench.view().meetings
    assert not row.linked
    pane._take(Hit("gatherings", row.id, row.title))
    bench.settle()
    assert bench.view().meetings[0].linked


def test_where_criticism_is_kept_is_chosen_before_it_is_typed(bench: Bench) -> None:
    pane = bench.step(MeetingPane, "meeting")
    bench.press(pane.own_button)
    bench.fill(pane.dialog, critic="周明", text="alone")
    bench.press(pane.add_button)
    bench.fill(pane.dialog, critic="周明", subject="钱珺", text="late", response="yes")
    kept, own = bench.view().criticisms
    assert (own.own, own.self_criticism, kept.own, kept.subject_name) == (True, True, False, "钱珺")
    pane.criticisms.button_pressed.emit(kept.id, "rectify")
    bench.settle()
    rectify = bench.page.pane
    assert isinstance(rectify, RectifyPane)
    assert rectify.dialog is not None
    assert rectify.dialog.fields["responsible"].widget.text() == "钱珺"
    rectify.dialog.reject()


def test_study_talks_and_report_do_what_their_step_says(bench: Bench) -> None:
    study = bench.step(StudyPane, "study")
    bench.press(study.add_button)
    bench.fill(study.dialog, topic="law")
    assert study.table.table.rowCount() == 1
    talks = bench.step(TalksPane, "talks")
    assert talks.words.text() == "0/10 人"
    bench.press(talks.go)
    assert bench.window.address == "meetings/talks"
    bench.window.open("meetings/appraisal")
    report = bench.step(ReportPane, "report")
    report.text.widget.setFocus()
    bench.qtbot.keyClicks(report.text.widget, "good")
    bench.press(report.send_button)
    bench.fill(report.dialog, report_sent_on="2026-12-18")
    assert bench.view().text("report_text") == "good"
    assert bench.view().steps[8].words == "12-18已上报"


def test_an_entry_opens_at_its_step_and_a_paper_at_ctrl_p(bench: Bench) -> None:
    pane = bench.step(RectifyPane, "rectify")
    bench.press(pane.add_button)
    bench.fill(pane.dialog, problem="late")
    id = bench.view().rectifications[0].id
    bench.step(StudyPane, "study")
    bench.window.open("meetings/appraisal", id)
    bench.settle()
    assert isinstance(bench.page.pane, RectifyPane)
    assert pane.dialog is not None
    pane.dialog.reject()
    bench.page.print_paper()
    bench.settle()
    dialog = next(one for one in bench.window.findChildren(PaperDialog) if one.isVisible())
    dialog.reject()
    bench.window.open("meetings/appraisal", "nothing")
    bench.settle()


def test_the_year_s_papers_are_printed_at_one_go_with_what_has_something_in_it_ticked(bench: Bench) -> None:
    bench.page.print_all()
    bench.settle()
    dialog = next(one for one in bench.window.findChildren(PapersDialog) if one.isVisible())
    ticked = [one.item.paper.name for one in dialog.rows if one.tick.isChecked()]
    assert ticked == ["org_life_plan"]
    assert len(dialog.rows) == 9
    assert "criticism_record_own" not in [one.item.paper.name for one in dialog.rows]
    bench.qtbot.waitUntil(lambda: all(row.made for row in dialog.rows), timeout=60_000)
    dialog.reject()


def test_another_year_is_a_button_away_and_shows_as_it_is(bench: Bench) -> None:
    bench.page._turn(-1)
    bench.settle()
    assert bench.page.title.text() == "2025年度"
    assert bench.page._not_begun.isVisible()
    bench.page._turn(1)
    bench.settle()
    assert bench.page.pane is not None


def test_files_are_kept_with_an_item_and_taken_away(bench: Bench, tmp_path: Path) -> None:
    pane = bench.step(RectifyPane, "rectify")
    bench.press(pane.add_button)
    bench.fill(pane.dialog, problem="late")
    id = bench.view().rectifications[0].id
    pane.table.choose(id)
    file = tmp_path / "proof.txt"
    file.write_text("seen")
    pane.files.add([file])
    bench.settle()
    (kept,) = bench.view().rectifications[0].files
    assert kept.name == "proof.txt"
    bench.context.act(bench.context.action("delete_org_life_entry"), EntryId(kept.id))
    bench.settle()
    assert bench.view().rectifications[0].files == ()
    pane.files.add([tmp_path / "nothing.txt"])
    bench.settle()
    dialogs = [one for one in bench.window.findChildren(RefusedDialog) if one.isVisible()]
    assert dialogs
    dialogs[0].accept()


def test_every_dialog_fits_the_smallest_screen(bench: Bench) -> None:
    """1366×768 at 125 %: 574 logical pixels between the screen's edges and the task bar, 32 of them the title bar's."""
    room = 574 - 32
    appraisal = bench.step(AppraisalPane, "appraisal")
    appraisal.open_entry_of(bench.ids["周明"])
    bench.settle()
    opinions = bench.step(OpinionsPane, "opinions")
    opinions.add(anonymous=False)
    bench.settle()
    rectify = bench.step(RectifyPane, "rectify")
    rectify.add({})
    bench.settle()
    meeting = bench.step(MeetingPane, "meeting")
    meeting._plan()
    bench.settle()
    for pane in (appraisal, opinions, rectify, meeting):
        assert pane.dialog is not None
        assert pane.dialog.height() <= room, pane
        pane.dialog.reject()
