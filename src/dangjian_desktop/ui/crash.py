"""What happens when the program itself is at fault: a notice in Chinese, a report on disk, and work goes on."""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import traceback
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from dangjian_desktop.ui.log import RingLog

_FAULTS = "crash-hard.txt"
_REPORT = "crash-report.txt"


def program_version() -> str:
    """The installed version, or a dash in a bare checkout."""
    try:
        return version("dangjian-desktop")
    except PackageNotFoundError:
        return "—"


def report_text(error: BaseException, log: RingLog, at: datetime) -> str:
    """A report for whoever looks after the program: the places in the code and the last events.

    Messages of exceptions are left out, since they may quote what was typed.
    """
    places = "".join(
        f'  File "{Path(frame.filename).name}", line {frame.lineno}, in {frame.name}\n'
        for frame in traceback.extract_tb(error.__traceback__)
    )
    return (
        f"支部工作台 {program_version()}  {at:%Y-%m-%d %H:%M:%S}\n{platform.system()} {platform.release()} "
        f"Python {platform.python_version()}\n{type(error).__module__}.{type(error).__name__}\n{places}\n"
        + "\n".join(log.lines)
        + "\n"
    )


class CrashKeeper(QObject):
    """Catches what nobody caught: writes the report into ``folder`` and shows one notice at a time."""

    caught = Signal(str)
    """The report's text; delivered in the GUI thread, whichever thread failed."""

    def __init__(self, folder: Path, log: RingLog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._log = log
        self._showing = False
        self._faults: TextIO | None = None
        self.caught.connect(self._show)

    def install(self) -> None:
        """Take over ``sys.excepthook`` and let hard crashes leave their trace in a file."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._faults = (self._folder / _FAULTS).open("a", encoding="utf-8")
        faulthandler.enable(self._faults)
        sys.excepthook = self.handle

    def close(self) -> None:
        """Give both hooks back."""
        sys.excepthook = sys.__excepthook__
        if self._faults:
            faulthandler.disable()
            self._faults.close()
            self._faults = None

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The excepthook."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        logging.getLogger(__name__).error("uncaught %s", kind.__name__)
        sys.__excepthook__(kind, error, trace)
        text = report_text(error, self._log, datetime.now())
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / _REPORT).write_text(text, encoding="utf-8")
        except OSError:
            logging.getLogger(__name__).warning("no crash report written")
        self.caught.emit(text)

    def last_time(self) -> bool:
        """Whether an earlier run left a report that nobody has put away."""
        hard = self._folder / _FAULTS
        return (self._folder / _REPORT).exists() or (hard.exists() and hard.stat().st_size > 0)

    def put_away(self) -> None:
        """The user has seen it: keep the last report under another name."""
        report = self._folder / _REPORT
        if report.exists():
            report.replace(self._folder / "crash-report-old.txt")
        if self._faults:
            self._faults.truncate(0)

    def _show(self, text: str) -> None:
        if self._showing:
            return
        self._showing = True
        box = notice(text, self._folder / _REPORT, QApplication.activeWindow())
        box.finished.connect(self._shown)
        box.open()

    def _shown(self) -> None:
        self._showing = False


def notice(text: str, path: Path, parent: QWidget | None) -> QMessageBox:
    """The notice: what happened, that nothing is lost, where the report lies; details folded."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("支部工作台")
    box.setText("程序出了一个错，刚才这一步没有做成。")
    box.setInformativeText(
        "已经保存的内容都在，正在写的也留有草稿。可以继续使用；如果反复出现，请把下面的错误说明交给技术人员"
        f"（其中没有录入的内容）。\n文件：{path}"
    )
    box.setDetailedText(text)
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    return box
