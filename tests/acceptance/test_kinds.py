"""The branch ticks the kinds of meeting that it holds, where it plans one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from dangjian_desktop.meetings.page.new import KindsDialog

from .office import Seated


def test_only_the_ticked_kinds_are_offered_and_the_choice_can_be_undone(seated: Seated) -> None:
    assert seated.records
    seated.key("Ctrl+N")
    every = set(seated.new_dialog.ticks)
    seated.press("本支部开哪些会…", seated.new_dialog)
    dialog = seated.dialog(KindsDialog)
    for kind in ("experience_meeting", "consultation_meeting"):
        seated.bot.mouseClick(dialog.ticks[kind], Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
    seated.bot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    seated.settle()
    assert set(seated.new_dialog.ticks) == every - {"experience_meeting", "consultation_meeting"}
    seated.new_dialog.reject()
    seated.settle()
    seated.desk.context.undo()
    seated.settle()
    seated.key("Ctrl+N")
    assert set(seated.new_dialog.ticks) == every
    seated.new_dialog.reject()
