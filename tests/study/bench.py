"""A window on one view of study, and waiting until the database has answered."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.roster.page.dialogs import VerbDialog
from dangjian_desktop.store import DatabaseThread, Store, live
from dangjian_desktop.ui.components.table import Table
from dangjian_desktop.ui.components.tags import TagLabel
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.window import MainWindow

from .conftest import OFFICE_FEATURES, SCHEMA


class Bench:
    """The window of a store, shown at one address."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: FixedClock, size: tuple[int, int], address: str) -> None:
        self.qtbot = qtbot
        self.thread = DatabaseThread(lambda: Store.open(folder, SCHEMA, clock=clock, ids=SeededIds(3)))
        self.context = WindowContext(self.thread, OFFICE_FEATURES, clock=clock)
        self.window = MainWindow(self.context, remember=False)
        qtbot.addWidget(self.window)
        self.window.resize(*size)
        self.window.show()
        self.settle()
        self.window.open(address)
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(lambda: self.context.idle, timeout=10_000)
            QApplication.processEvents()

    def click(self, button: QWidget) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def press(self, table: Table, id: str, key: str) -> None:
        """A button in a row."""
        assert table.choose(id)
        point = table.button_rect(id, key).center()
        self.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
        self.settle()

    def key(self, widget: QWidget, key: Qt.Key) -> None:
        QTest.keyClick(widget, key)
        self.settle()

    def confirm(self, dialog: object, **values: object) -> None:
        """Fill a dialog and press its primary button."""
        assert isinstance(dialog, VerbDialog)
        for name, value in values.items():
            field = dialog.fields[name]
            typed = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)
            field.set_raw(str(value)) if typed else field.set_value(value)
        self.click(dialog.accept_button)

    def words(self, widget: QWidget) -> list[str]:
        """All words that a widget shows, in the order of its children."""
        found = []
        for child in widget.findChildren(QWidget):
            if isinstance(child, TagLabel):
                found.append(child.tag.text)
            elif isinstance(child, QLabel | QAbstractButton):
                found.append(child.text())
        return found

    def read(self, work: Any) -> Any:
        def run(store: Store) -> Any:
            with store.read() as reader:
                return work(reader)

        return self.thread.submit(run).result()

    def read_parts(self, kind: str) -> list[str]:
        """The ids of all live records of a kind."""
        model = SCHEMA.kinds[kind].model
        return [str(row.id) for row in self.read(lambda reader: reader.all(select(model).where(live(model))))]

    def close(self) -> None:
        self.settle()
        self.context.close()
        self.thread.close()
