"""The view 场次 through real widgets: sign-in, typed fields, speeches, a pasted chat, hours, 定稿 and 更正."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.roster.page.dialogs import VerbDialog
from dangjian_desktop.store import DatabaseThread, Store
from dangjian_desktop.study.page.chat import ChatDialog
from dangjian_desktop.study.page.make_up import MakeUpDialog
from dangjian_desktop.study.page.sessions import SessionsPage
from dangjian_desktop.study.reading.session import SessionView
from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.ui.components.attendance import Change
from dangjian_desktop.ui.components.dialogs import Question, ReasonDialog
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.window import MainWindow

from .conftest import OFFICE_FEATURES, SCHEMA, Office, fill


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application(["tests"]).qt


class Bench:
    """A window on the sessions, and waiting until the database has answered."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: FixedClock) -> None:
        self.qtbot = qtbot
        self.thread = DatabaseThread(lambda: Store.open(folder, SCHEMA, clock=clock, ids=SeededIds(3)))
        self.context = WindowContext(self.thread, OFFICE_FEATURES, clock=clock)
        self.window = MainWindow(self.context, remember=False)
        qtbot.addWidget(self.window)
        self.window.resize(1092, 543)
        self.window.show()
        self.settle()
        self.window.open("study/sessions")
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(lambda: self.context.idle, timeout=10_000)
            QApplication.processEvents()

    @property
    def page(self) -> SessionsPage:
        page = self.window.page
        assert isinstance(page, SessionsPage)
        return page

    @property
    def view(self) -> SessionView:
        assert self.page.view is not None
        return self.page.view

    def open(self, id: str) -> None:
        self.page.open_record(id)
        self.settle()

    def press(self, button: object) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[arg-type]
        self.settle()

    def confirm(self, **values: object) -> None:
        dialog = self.page.doing.dialog
        assert isinstance(dialog, VerbDialog)
        for name, value in values.items():
            dialog.fields[name].set_value(value)
        self.press(dialog.accept_button)

    def reason(self, words: str) -> None:
        dialog = self.page.doing.dialog
        assert isinstance(dialog, ReasonDialog)
        dialog.text.set_raw(words)
        self.press(dialog.accept_button)

    def close(self) -> None:
        self.settle()
        self.context.close()
        self.thread.close()


@pytest.fixture
def made(tmp_path: Path, clock: FixedClock) -> tuple[Path, Office, str]:
    with Store.open(tmp_path / "data", SCHEMA, clock=clock, ids=SeededIds(1)) as store:
        office = fill(store, clock)
        session = office.session("2026-10-09", "窗口服务怎么提速", form="seminar")
    return tmp_path / "data", office, session


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot, made: tuple[Path, Office, str], clock: FixedClock) -> Iterator[Bench]:
    one = Bench(qtbot, made[0], clock)
    yield one
    one.close()


def test_a_session_goes_from_sign_in_to_its_final_record(bench: Bench, made: tuple[Path, Office, str]) -> None:
    office = made[1]
    bench.open(made[2])
    head = bench.page.record.head
    assert head.next.text() == "下一步：登记签到"
    bench.press(head.next)
    bench.press(bench.page.form.board.all_present)
    assert bench.view.counts.present == 10
    bench.page.form.signed.emit([Change(office.ids["周明"], "official_business", "下村", False)])
    bench.settle()
    assert (bench.view.counts.on_leave, bench.view.counts.present) == (1, 9)
    bench.press(head.next)
    question = bench.page.doing.dialog
    assert isinstance(question, Question)
    question.reject()
    questions = bench.page.form.fields["questions"]
    questions.widget.setFocus()
    questions.set_raw("一、慢在哪里？")
    questions.edited.emit("questions")
    bench.page.save()
    bench.settle()
    assert bench.view.questions == "一、慢在哪里？"
    bench.press(bench.page.form.add_speech)
    bench.confirm(speaker=office.ids["钱珺"], points="材料重复交")
    assert bench.page.form.speeches.table.rowCount() == 1
    bench.press(head.next)
    assert bench.view.final
    assert not head.next.isVisible()
    assert bench.page.form.fields["place"].widget.property("locked") == "true"


def test_a_final_session_is_unlocked_for_a_reason_that_every_change_keeps(
    bench: Bench, made: tuple[Path, Office, str]
) -> None:
    bench.open(made[2])
    bench.press(bench.page.form.board.all_present)
    bench.press(bench.page.record.head.next)
    question = bench.page.doing.dialog
    assert isinstance(question, Question)
    bench.press(question.accept_button)
    assert bench.view.final
    bench.press(bench.page.correct_button)
    bench.reason("地点写错")
    place = bench.page.form.fields["place"]
    place.set_raw("二楼")
    place.edited.emit("place")
    bench.page.save()
    bench.settle()
    assert (bench.view.place, bench.view.corrections[0].reason) == ("二楼", "地点写错")
    assert bench.page.escape()
    bench.settle()
    assert place.widget.property("locked") == "true"
    bench.page.doing.delete()
    bench.reason("重复登记")
    assert bench.page.current == ""


def test_absentees_make_it_up_together_and_one_by_the_menu(bench: Bench, made: tuple[Path, Office, str]) -> None:
    office = made[1]
    bench.open(made[2])
    bench.press(bench.page.form.board.all_present)
    away = [Change(office.ids[name], "sick_leave", "", False) for name in ("周明", "钱珺", "严冬")]
    bench.page.form.signed.emit(away)
    bench.settle()
    bench.page.form.signed.emit([Change(office.ids["严冬"], "make_up", "", False)])
    dialog = bench.page.doing.dialog
    assert isinstance(dialog, MakeUpDialog)
    bench.press(dialog.accept_button)
    assert len(bench.view.absent) == 2
    bench.press(bench.page.form.make_up_button)
    dialog = bench.page.doing.dialog
    assert isinstance(dialog, MakeUpDialog)
    dialog.day.set_value(None)
    bench.press(dialog.accept_button)
    assert dialog.isVisible()
    dialog.day.set_value(bench.context.today)
    bench.press(dialog.accept_button)
    assert bench.view.absent == ()
    assert bench.view.counts.made_up == 3


def test_a_chat_is_split_matched_and_taken_in_after_a_look(bench: Bench, made: tuple[Path, Office, str]) -> None:
    QGuiApplication.clipboard().setText("综合科-周明 10-09 15:20\n一次告知单再短些。\n\n钱珺 15:21\n[图片]\n同意")
    bench.open(made[2])
    bench.press(bench.page.form.chat)
    dialog = bench.page.doing.dialog
    assert isinstance(dialog, ChatDialog)
    assert [one.person for one in dialog.found] == [made[1].ids["周明"], made[1].ids["钱珺"]]
    bench.press(dialog.accept_button)
    assert [(one.name, one.points) for one in bench.view.speeches] == [("周明", "一次告知单再短些。"), ("钱珺", "同意")]
    assert bench.view.counts.present == 2
    bench.page.form.speech_wanted.emit(bench.view.speeches[0].id)
    bench.confirm(points="一次告知单只写三行。")
    assert bench.view.speeches[0].points == "一次告知单只写三行。"
    bench.page.form.part_deleted.emit("study_speeches", bench.view.speeches[1].id)
    bench.settle()
    assert len(bench.view.speeches) == 1


def test_proposals_are_followed_and_hours_adjusted_with_a_reason(bench: Bench, made: tuple[Path, Office, str]) -> None:
    office = made[1]
    bench.open(made[2])
    bench.press(bench.page.form.add_proposal)
    bench.confirm(text="一次告知单改版", proposer=office.ids["周明"])
    bench.page.form.outcome_wanted.emit(bench.view.proposals[0].id)
    bench.confirm(outcome="adopted", outcome_text="已印")
    assert bench.view.proposals[0].outcome_label == "已采纳"
    bench.page.form.proposal_wanted.emit(bench.view.proposals[0].id)
    bench.confirm(text="一次告知单改版、上墙")
    assert bench.view.proposals[0].text == "一次告知单改版、上墙"
    assert bench.view.hours_words == "2 学时"
    bench.page.doing.adjust_hours()
    bench.confirm(hours="三")
    dialog = bench.page.doing.dialog
    assert isinstance(dialog, VerbDialog)
    assert dialog.isVisible()
    bench.confirm(hours="3", reason="含会前自学")
    assert (bench.view.hours_words, bench.view.hours_reason) == ("3 学时", "含会前自学")


def test_files_dropped_on_the_form_are_kept(bench: Bench, made: tuple[Path, Office, str], tmp_path: Path) -> None:
    bench.open(made[2])
    file = tmp_path / "讲稿.txt"
    file.write_text("讲稿", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPoint(5, 5).toPointF(), Qt.DropAction.CopyAction, data, left, none)
    bench.page.form.dropEvent(drop)
    bench.settle()
    assert [one.name for one in bench.view.files] == ["讲稿.txt"]
    bench.page.form.part_deleted.emit("attachments", bench.view.files[0].id)
    bench.settle()
    assert bench.view.files == ()


def test_the_form_shows_only_what_its_kind_of_study_records(bench: Bench, made: tuple[Path, Office, str]) -> None:
    bench.open(made[2])
    fields = bench.page.form.fields
    assert fields["questions"].isVisibleTo(bench.page)
    assert not fields["visited"].isVisibleTo(bench.page)
    fields["form"].set_raw("visit")
    fields["form"].edited.emit("form")
    bench.page.save()
    bench.settle()
    assert fields["visited"].isVisibleTo(bench.page)
    assert not fields["questions"].isVisibleTo(bench.page)


def test_a_session_that_was_not_planned_is_entered_and_listed(bench: Bench) -> None:
    bench.page.new({})
    bench.settle()
    bench.confirm(content="临时传达", start="1430", end="下午3点半")
    assert (bench.view.title, bench.view.when) == ("临时传达", "10-12 14:30–15:30")
    assert bench.page.escape()
    assert bench.page.table.table.rowCount() == 2
    bench.page._turn(-1)
    bench.settle()
    assert bench.page._pile.currentIndex() == 1
