from __future__ import annotations

import logging
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.errors import Damaged
from dangjian_desktop.ui.bootstrap import SWITCH_INTERVAL, choose_input_method
from dangjian_desktop.ui.crash import CrashKeeper, notice, report_text
from dangjian_desktop.ui.first_start import FOLDER, FirstStartDialog, Place, not_usable, other_drives
from dangjian_desktop.ui.fonts import load_fonts
from dangjian_desktop.ui.instance import hand_over, listen
from dangjian_desktop.ui.log import LINES, RingLog
from dangjian_desktop.ui.window import MainWindow


def test_fcitx_is_answered_through_ibus_and_others_are_left_alone() -> None:
    environment = {"QT_IM_MODULE": "fcitx5"}
    choose_input_method(environment)
    assert environment == {"QT_IM_MODULE": "ibus"}
    other: dict[str, str] = {}
    choose_input_method(other)
    assert other == {}


def test_qt_s_own_buttons_speak_chinese_and_threads_give_way_quickly(qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"
    assert sys.getswitchinterval() == pytest.approx(SWITCH_INTERVAL)


def test_a_font_that_is_damaged_is_said_in_a_sentence(qapp: QApplication, tmp_path: Path) -> None:
    broken = tmp_path / "window-regular.ttf"
    broken.write_bytes(b"no font")
    with pytest.raises(Damaged, match="window-regular"):
        load_fonts((broken,))


def test_the_log_keeps_the_last_lines_only() -> None:
    log = RingLog()
    for number in range(LINES + 50):
        log.emit(logging.LogRecord("x", logging.INFO, "", 0, "event %d", (number,), None))
    assert len(log.lines) == LINES
    assert log.lines[-1].endswith(f"event {LINES + 49}")


def _raised(message: str) -> BaseException:
    try:
        raise ValueError(message)
    except ValueError as error:
        return error


def test_a_crash_report_names_places_in_the_code_and_nothing_that_was_typed() -> None:
    text = report_text(_raised("张晓梅 说的话"), RingLog(), datetime(2026, 10, 12, 10, 32))
    assert "test_start.py" in text
    assert "ValueError" in text
    assert "张晓梅" not in text


def test_a_crash_leaves_a_report_that_the_next_start_finds(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    keeper = CrashKeeper(tmp_path, RingLog())
    assert not keeper.last_time()
    error = _raised("x")
    logging.disable(logging.CRITICAL)
    keeper.handle(type(error), error, error.__traceback__)
    logging.disable(logging.NOTSET)
    capfd.readouterr()
    assert keeper.last_time()
    boxes = [box for box in QApplication.topLevelWidgets() if box.metaObject().className() == "QMessageBox"]
    for box in boxes:
        box.close()
        box.deleteLater()
    assert CrashKeeper(tmp_path, RingLog()).last_time()
    keeper.put_away()
    assert not keeper.last_time()


def test_the_crash_notice_says_that_nothing_saved_is_lost(qtbot: QtBot, tmp_path: Path) -> None:
    box = notice("report", tmp_path / "crash-report.txt", None)
    qtbot.addWidget(box)
    assert "已经保存的内容都在" in box.informativeText()


def test_the_first_start_offers_another_drive_first_and_says_what_must_not_go_in(
    qtbot: QtBot, tmp_path: Path, photographs: Path
) -> None:
    other = Place(tmp_path / "D" / FOLDER, "DATA", 120 * 1024**3)
    dialog = FirstStartDialog([other], tmp_path / "home")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.folder == other.folder
    from PySide6.QtWidgets import QLabel

    assert any("不得录入国家秘密" in label.text() for label in dialog.findChildren(QLabel))
    dialog.branch.set_value("机关第一党支部")
    dialog.author.set_value("陈静")
    assert dialog.grab().save(str(photographs / "first-start.png"))
    dialog.confirm()
    assert dialog.choice.branch == "机关第一党支部"
    assert not dialog.choice.sample
    assert other.folder.is_dir()


def test_a_folder_that_can_t_be_written_is_said_and_the_sheet_stays(qtbot: QtBot, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    dialog = FirstStartDialog([], blocked / "data")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.confirm()
    assert dialog.isVisible()
    dialog.add_folder(str(tmp_path / "else"))
    dialog.sample.setChecked(True)
    dialog.confirm()
    assert not dialog.isVisible()
    assert dialog.choice.sample
    assert not_usable(tmp_path / "else") == ""


def test_the_system_s_drive_is_not_offered_as_another_one() -> None:
    assert all(place.folder != Path("/") / FOLDER for place in other_drives())


_SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
application = QCoreApplication([])
from dangjian_desktop.ui.instance import hand_over
raise SystemExit(0 if hand_over(Path(sys.argv[1]), sys.argv[2]) else 1)
"""


def test_a_second_start_raises_the_first_window_and_hands_over_its_file(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(window.context, "open", lambda *given: opened.append(given))
    folder = tmp_path / "data"
    bell = listen(folder, window)
    second = subprocess.Popen(
        [sys.executable, "-c", _SECOND, str(folder), "/stick/来文.djb"],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert second.wait(20) == 0
    assert opened == [("tools/exchange", None, {"file": "/stick/来文.djb"})]
    bell.close()


def test_without_a_first_window_a_start_is_the_first(qapp: QCoreApplication, tmp_path: Path) -> None:
    assert hand_over(tmp_path / "nobody") is False
