from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.meetings.page.binding import load_view
from dangjian_desktop.meetings.page.body import Known, RecordBody
from dangjian_desktop.meetings.page.paper import PaperPane
from dangjian_desktop.meetings.page.sheet import Sheet
from dangjian_desktop.meetings.reading.views import GatheringView
from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.ui.components.paper_view import PaperView
from dangjian_desktop.ui.theme import Density, theme

from . import made_up

Show = Callable[[GatheringView], RecordBody]


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application(["tests"]).qt


@pytest.fixture(autouse=True)
def _compact(qapp: QApplication) -> Iterator[None]:
    theme().set_density(Density.COMPACT)
    yield
    theme().set_density(Density.COMPACT)


@pytest.fixture(scope="session")
def photographs() -> Path:
    """Where pictures for people go: ``build/pictures``, or the folder named by ``UI_PICTURES``."""
    folder = Path(os.environ.get("UI_PICTURES", Path(__file__).parents[2] / "build" / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def sheet(qapp: QApplication) -> Sheet:
    return Sheet()


@pytest.fixture
def show(qtbot: QtBot, sheet: Sheet, tmp_path: Path) -> Show:
    """Shows a made-up gathering in the page of a record; ``body.saves`` counts how often it asked to save."""
    saves: list[int] = []
    pane = PaperPane(PaperView(), lambda _choice: None, lambda: None)
    body = RecordBody(sheet, lambda: made_up.DAY, lambda: tmp_path, pane, lambda: saves.append(1))
    body.setProperty("saves", saves)
    qtbot.addWidget(body)
    body.resize(1020, 640)
    body.show()

    def put(view: GatheringView) -> RecordBody:
        load_view(sheet, view)
        body.show_view(view, Known(made_up.people(), (), ("三楼会议室",), ("同意。",)))
        qtbot.wait(10)
        return body

    return put
