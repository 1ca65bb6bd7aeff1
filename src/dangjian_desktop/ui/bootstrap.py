"""From nothing to an application with theme, fonts, translator and safety nets; opens no data."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from dangjian_desktop.ui.crash import CrashKeeper
from dangjian_desktop.ui.fonts import load_fonts
from dangjian_desktop.ui.log import RingLog
from dangjian_desktop.ui.theme import Theme

SWITCH_INTERVAL = 0.0005
"""Seconds. A table takes 79 ms to paint beside a busy Python thread at the default, 8 ms at this one."""


@dataclass
class Application:
    """The running application and what keeps it safe."""

    qt: QApplication
    theme: Theme
    log: RingLog
    crashes: CrashKeeper | None


def choose_input_method(environment: MutableMapping[str, str]) -> None:
    """The wheel has no fcitx plugin; fcitx 5 answers to the ibus one. Call before the QApplication is made."""
    if environment.get("QT_IM_MODULE", "").startswith("fcitx"):
        environment["QT_IM_MODULE"] = "ibus"


def make_application(
    arguments: list[str] | None = None, *, crash_folder: Path | None = None, fonts: tuple[Path, ...] = ()
) -> Application:
    """Make the ``QApplication`` (or dress the one there is). Raises :class:`Damaged` if the fonts are missing.

    ``crash_folder`` is where crash reports go; without it nothing is caught (tests).
    """
    choose_input_method(os.environ)
    sys.setswitchinterval(SWITCH_INTERVAL)
    found = QApplication.instance()
    qt = found if isinstance(found, QApplication) else QApplication(arguments or sys.argv[:1])
    qt.setApplicationName("dangjian-desktop")
    qt.setApplicationDisplayName("支部工作台")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    _translate(qt)
    look = qt.findChild(Theme, "theme") or Theme(qt, load_fonts(fonts))
    log = RingLog()
    crashes = None
    if crash_folder is not None:
        logging.getLogger("dangjian_desktop").addHandler(log)
        logging.getLogger("dangjian_desktop").setLevel(logging.INFO)
        crashes = CrashKeeper(crash_folder, log, qt)
        crashes.install()
    return Application(qt, look, log, crashes)


def _translate(qt: QApplication) -> None:
    """Let Qt's own buttons speak Chinese."""
    if qt.findChild(QTranslator, "qtbase_zh_CN"):
        return
    translator = QTranslator(qt)
    translator.setObjectName("qtbase_zh_CN")
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        qt.installTranslator(translator)
