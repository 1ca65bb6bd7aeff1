"""＋新建会议 offers what is known, says at the field what is wrong, and makes the service's input."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.meetings.page.new import KindsDialog, LastTime, NewChoices, NewGathering
from dangjian_desktop.meetings.rules.kinds import KINDS
from dangjian_desktop.meetings.service.inputs import PlanGathering, RepeatLast
from dangjian_desktop.roster.reading import GroupRef

from . import made_up

CHOICES = NewChoices(
    kinds=tuple(str(kind) for kind in KINDS),
    people=made_up.people(),
    groups=(GroupRef("p1", "第一党小组", "", "", 9),),
    places=("三楼会议室", "二楼党员活动室"),
    last=(LastTime("theme_party_day", "g0", "9月主题党日", date(2026, 9, 14)),),
    host="m0",
    recorder="m1",
    start="14:30",
    end="17:00",
)


@pytest.fixture
def dialog(qtbot: QtBot) -> NewGathering:
    made = NewGathering(CHOICES, lambda: made_up.DAY, {"kind": "committee_meeting", "day": date(2026, 10, 20)})
    qtbot.addWidget(made)
    made.show()
    return made


def accept(qtbot: QtBot, dialog: NewGathering) -> None:
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)


def test_what_is_known_is_filled_in(dialog: NewGathering) -> None:
    assert dialog.kinds == ["committee_meeting"]
    assert dialog.day.text() == "2026-10-20"
    assert dialog.place.currentText() == "三楼会议室"
    assert (dialog.host.text(), dialog.recorder.text()) == ("李卫国", "陈静")
    assert (dialog.start.text(), dialog.end.text()) == ("14:30", "17:00")


def test_several_kinds_make_one_gathering_with_the_party_day_last(qtbot: QtBot, dialog: NewGathering) -> None:
    for kind in ("theme_party_day", "party_lecture"):
        qtbot.mouseClick(dialog.ticks[kind], Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
    with qtbot.waitSignal(dialog.wished) as said:
        accept(qtbot, dialog)
    (wish,) = said.args
    assert wish.action == "plan_gathering"
    assert isinstance(wish.input, PlanGathering)
    assert [one.kind for one in wish.input.segments] == ["committee_meeting", "party_lecture", "theme_party_day"]
    assert wish.input.host == "m0"


@pytest.mark.parametrize(("name", "typed", "said"), [("day", "13.45", "没有"), ("start", "25:00", "没有")])
def test_a_wrong_day_or_hour_is_said_below_its_field(
    qtbot: QtBot, dialog: NewGathering, name: str, typed: str, said: str
) -> None:
    field = dialog.fields[name]
    field.set_raw(typed)
    with qtbot.assertNotEmitted(dialog.wished):
        accept(qtbot, dialog)
    assert said in field.hint.text


def test_what_the_service_refuses_is_shown_at_its_field(qtbot: QtBot, dialog: NewGathering) -> None:
    dialog.refuse(Refused("x", problems=(FieldProblem("end", "结束时间应晚于开始时间 14:30。"),)))
    assert dialog.fields["end"].hint.text == "结束时间应晚于开始时间 14:30。"
    assert dialog.accept_button.isEnabled()


def test_a_group_meeting_asks_which_group(qtbot: QtBot, dialog: NewGathering) -> None:
    qtbot.mouseClick(dialog.ticks["group_meeting"], Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
    assert dialog.group.isVisible()
    with qtbot.assertNotEmitted(dialog.wished):
        accept(qtbot, dialog)
    dialog.group.set_raw("p1")
    with qtbot.waitSignal(dialog.wished) as said:
        accept(qtbot, dialog)
    assert [one.party_group for one in said.args[0].input.segments] == [None, "p1"]


def test_last_times_frame_is_one_press_away_once_the_day_is_there(qtbot: QtBot, dialog: NewGathering) -> None:
    again = next(one for one in dialog.findChildren(QAbstractButton) if one.text() == "9月主题党日")
    dialog.day.set_raw("")
    with qtbot.assertNotEmitted(dialog.wished):
        qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert "先填这次的日期" in dialog.fields["day"].hint.text
    dialog.day.set_raw("10.12")
    with qtbot.waitSignal(dialog.wished) as said:
        qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert said.args[0].input == RepeatLast(date(2026, 10, 12), "g0")


def test_a_branch_ticks_the_kinds_it_holds(qtbot: QtBot) -> None:
    dialog = KindsDialog(("general_meeting",))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.ticks["general_meeting"].click()
    dialog.confirm()
    assert dialog.isVisible()
    dialog.ticks["theme_party_day"].click()
    dialog.confirm()
    assert dialog.kinds == ["theme_party_day"]
