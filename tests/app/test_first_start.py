"""Before there is a window: waiting for long work, and making the data folder that was chosen."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.app import open_desk, prepare
from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.base.errors import Cancelled, Refused
from dangjian_desktop.base.places import chosen_data_folder
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.features import FEATURES
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Store
from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.ui.components.dialogs import ProgressDialog
from dangjian_desktop.ui.first_start import FirstStart
from dangjian_desktop.ui.waiting import wait_for

CLOCK = FixedClock(datetime(2026, 10, 12, 10, 32))


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application(["tests"]).qt


@pytest.fixture(autouse=True)
def _own_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DANGJIAN_CONFIG", str(tmp_path / "config"))


def _dialogs() -> list[ProgressDialog]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, ProgressDialog)]


def test_waiting_gives_the_result_and_leaves_the_gui_thread_free(qtbot: QtBot) -> None:
    threads = []

    def work(_progress: Progress) -> int:
        threads.append(threading.current_thread())
        return 42

    assert wait_for("正在准备", work) == 42
    assert threads[0] is not threading.main_thread()


def test_what_the_work_raises_is_raised_here(qtbot: QtBot) -> None:
    def work(_progress: Progress) -> None:
        raise Refused("磁盘满了。")

    with pytest.raises(Refused, match="磁盘满了"):
        wait_for("正在准备", work)


def test_a_long_wait_shows_progress_and_can_be_cancelled(qtbot: QtBot) -> None:
    shown: list[str] = []

    def look() -> None:
        # In the GUI thread, as a user would: read the words, press 取消.
        for dialog in _dialogs():
            if dialog.isVisible() and "写入" in dialog.words.text():
                shown.append(dialog.words.text())
                dialog.cancel_button.click()

    def work(progress: Progress) -> None:
        for count in range(4000):
            progress.step(count, 4000, "写入")
            threading.Event().wait(0.005)

    watch = QTimer()
    watch.timeout.connect(look)
    watch.start(20)
    try:
        with pytest.raises(Cancelled):
            wait_for("正在准备", work, patience=1)
    finally:
        watch.stop()
    assert shown


def test_an_empty_start_knows_the_branch_and_the_author(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    prepare(FEATURES, FirstStart(folder, "机关第一党支部", "陈静", sample=False), clock=CLOCK)
    assert chosen_data_folder() == folder
    desk = open_desk(FEATURES, folder, clock=CLOCK)
    try:
        name, author = desk.database.submit(_facts).result()
    finally:
        desk.close()
    assert (name, author) == ("机关第一党支部", "陈静")


def _facts(store: Store) -> tuple[str, str]:
    with store.read() as reader:
        return branch_facts(reader).name, store.author


def test_a_cancelled_sample_leaves_nothing_behind(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    folder = tmp_path / "data"
    with pytest.raises(Cancelled):
        prepare(FEATURES, FirstStart(folder, "", "", sample=True), clock=CLOCK, progress=progress)
    assert not folder.exists()
    assert list(tmp_path.glob("data*")) == []
    assert chosen_data_folder() is None


def test_the_sample_is_never_put_over_other_files(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "别人的文件.txt").write_text("不要动", encoding="utf-8")
    with pytest.raises(Refused, match="空的"):
        prepare(FEATURES, FirstStart(folder, "", "", sample=True), clock=CLOCK)
    assert (folder / "别人的文件.txt").read_text(encoding="utf-8") == "不要动"
