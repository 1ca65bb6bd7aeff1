"""The window at 组织生活会与评议, driven by tests."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.appraisal.page.pane import Pane
from dangjian_desktop.appraisal.page.view import AppraisalPage
from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.features import FEATURES
from dangjian_desktop.roster.page.dialogs import VerbDialog
from dangjian_desktop.store import DatabaseThread, Store
from dangjian_desktop.ui.components.editors import Combo
from dangjian_desktop.ui.components.people import PersonEdit
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.window import MainWindow

from .conftest import SCHEMA, Office

P = TypeVar("P", bound=Pane)


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
