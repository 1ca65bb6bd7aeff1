"""The view through real widgets: the steps, the loud button, typing the tally, each dialog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.appraisal.inputs import EntryId
from dangjian_desktop.appraisal.page.appraisal_pane import AppraisalPane
from dangjian_desktop.appraisal.page.counts_model import FEEDBACK, FIRST, SELF, VERDICT
from dangjian_desktop.appraisal.page.meeting_pane import MeetingPane
from dangjian_desktop.appraisal.page.opinions_pane import OpinionsPane
from dangjian_desktop.appraisal.page.pane import Pane
from dangjian_desktop.appraisal.page.plan_pane import PlanPane
from dangjian_desktop.appraisal.page.preparing import StudyPane, TalksPane
from dangjian_desktop.appraisal.page.rectify_pane import RectifyPane
from dangjian_desktop.appraisal.page.report_pane import ReportPane
from dangjian_desktop.appraisal.page.reviews_pane import ReviewsPane
from dangjian_desktop.appraisal.page.view import AppraisalPage
from dangjian_desktop.appraisal.rules.grades import Grade
from dangjian_desktop.appraisal.rules.rectify import RectificationState
from dangjian_desktop.appraisal.rules.steps import StepState
from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.feature import Hit
from dangjian_desktop.features import FEATURES
from dangjian_desktop.roster.page.dialogs import VerbDialog
from dangjian_desktop.store import DatabaseThread, Store
from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.ui.components.dialogs import RefusedDialog
from dangjian_desktop.ui.components.editors import Combo
from dangjian_desktop.ui.components.people import PersonEdit
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.papers import PaperDialog
from dangjian_desktop.ui.window import MainWindow

from .conftest import SCHEMA, Office, fill

P = TypeVar("P", bound=Pane)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application(["tests"]).qt


class Bench:
    """The window at 组织生活会与评议, and waiting until the database has answered."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: FixedClock, ids: dict[str, str]) -> None:
        self.qtbot, self.ids, self.clock = qtbot, ids, clock
        self.thread = DatabaseThread(lambda: Store.open(folder, SCHEMA, clock=clock, ids=SeededIds(3)))
        self.context = WindowContext(self.thread, FEATURES, clock=clock)
        self.window = MainWindow(self.context, remember=False)
        qtbot.addWidget(self.window)
        self.window.resize(1092, 543)
        self.window.show()
        self.settle()
        self.window.open("meetings/appraisal")
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(lambda: self.context.idle, timeout=10_000)
            QApplication.processEvents()

    @property
    def page(self) -> AppraisalPage:
        page = self.window.page
        assert isinstance(page, AppraisalPage)
        return page

    def step(self, kind: type[P], key: str) -> P:
        """Choose a step with the keyboard's way: the list's current row."""
        self.page.steps.choose(key)
        self.settle()
        pane = self.page.pane
        assert isinstance(pane, kind)
        return pane

    def press(self, button: object) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[arg-type]
        self.settle()

    def fill(self, dialog: VerbDialog | None, **values: str) -> None:
        assert dialog is not None
        for name, value in values.items():
            field = dialog.fields[name]
            if isinstance(field.widget, PersonEdit):
                field.set_value(self.ids[value])
            elif isinstance(field.widget, Combo):
                field.set_value(value)
            else:
                field.set_raw(value)
        dialog.confirm()
        self.settle()

    def office(self) -> Office:
        """The same data, asked directly."""
        return Office(self.thread.submit(lambda store: store).result(), self.clock, self.ids)

    def view(self):  # type: ignore[no-untyped-def]
        shown = self.page.shown
        assert shown is not None
        return shown

    def close(self) -> None:
        self.settle()
        self.context.close()
        self.thread.close()


@pytest.fixture
def data(tmp_path: Path, clock: FixedClock) -> tuple[Path, Office]:
    with Store.open(tmp_path / "data", SCHEMA, clock=clock, ids=SeededIds(1)) as store:
        return tmp_path / "data", fill(store, clock)


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot, data: tuple[Path, Office], clock: FixedClock) -> Iterator[Bench]:
    folder, office = data
    with Store.open(folder, SCHEMA, clock=clock, ids=SeededIds(2)) as store:
        Office(store, clock, office.ids).begin(theme="把群众的事办得更快")
    made = Bench(qtbot, folder, clock, office.ids)
    yield made
    made.close()


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


# -- the tally


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
