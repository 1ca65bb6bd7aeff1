"""The day's backup is not begun when its window has closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from dangjian_desktop.app import open_desk
from dangjian_desktop.features import FEATURES
from dangjian_desktop.ui import backup_watch


def test_the_timer_of_a_closed_window_asks_nothing(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANGJIAN_CONFIG", str(tmp_path / "config"))
    monkeypatch.setattr(backup_watch, "AFTER_START", 50)
    desk = open_desk(FEATURES, tmp_path / "data")
    watch = desk.window.findChild(backup_watch.BackupWatch)
    assert watch is not None
    timer = watch.findChild(QTimer)
    assert timer is not None
    assert timer.isActive()
    desk.close()
    assert not timer.isActive()
    qtbot.wait(80)
