from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.feature import SampleWorld
from dangjian_desktop.roster.feature import FEATURE
from dangjian_desktop.roster.inputs import EditMember, MemberChanges
from dangjian_desktop.roster.page.organisation import OrganisationView
from dangjian_desktop.roster.page.register import RegisterView
from dangjian_desktop.roster.records import RECORDS
from dangjian_desktop.roster.sample import make_sample
from dangjian_desktop.roster.service.members import edit_member
from dangjian_desktop.store import DatabaseThread, Schema, Store
from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.window import MainWindow

PRIVATE: MemberChanges = {
    "phone": "13800001234",
    "dues_base": Decimal("6500"),
    "identity_number": "11010519491231002X",
}


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application(["tests"]).qt


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The sample branch, made once, and its members' ids by name; 张晓梅 has (invented) private values."""
    folder = tmp_path_factory.mktemp("roster") / "data"
    clock = FixedClock(datetime(2023, 1, 1, 9, 0))
    with Store.open(folder, Schema.of(*RECORDS), clock=clock, ids=SeededIds(1), device="pc") as store:
        world = SampleWorld(store=store, clock=clock, seed=1, years=3, members=24, today=date(2026, 10, 12))
        make_sample(world)
        found = dict(zip(world.shared["member_names"], world.shared["members"], strict=True))
        found["刘洋"] = world.shared["activist"]
        with store.write("样例") as tx:
            edit_member(tx, EditMember(found["张晓梅"], PRIVATE))
    return folder, found


@pytest.fixture
def ids(sample_folder: tuple[Path, dict[str, str]]) -> dict[str, str]:
    return sample_folder[1]


@pytest.fixture
def database(sample_folder: tuple[Path, dict[str, str]], tmp_path: Path, clock: FixedClock) -> Iterator[DatabaseThread]:
    shutil.copytree(sample_folder[0], tmp_path / "data")
    thread = DatabaseThread(lambda: Store.open(tmp_path / "data", Schema.of(*RECORDS), clock=clock, ids=SeededIds(2)))
    yield thread
    thread.close()


@pytest.fixture
def empty_database(tmp_path: Path, clock: FixedClock) -> Iterator[DatabaseThread]:
    thread = DatabaseThread(lambda: Store.open(tmp_path / "empty", Schema.of(*RECORDS), clock=clock, ids=SeededIds(2)))
    yield thread
    thread.close()


class Bench:
    """A window on the roster, and waiting until the database has answered."""

    def __init__(self, qtbot: QtBot, database: DatabaseThread, clock: FixedClock) -> None:
        self.qtbot = qtbot
        self.context = WindowContext(database, (FEATURE,), clock=clock)
        self.window = MainWindow(self.context)
        qtbot.addWidget(self.window)
        self.window.resize(1092, 543)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(lambda: self.context.idle, timeout=5000)
            QApplication.processEvents()

    @property
    def register(self) -> RegisterView:
        page = self.window.page
        assert isinstance(page, RegisterView)
        return page

    @property
    def organisation(self) -> OrganisationView:
        self.window.open("roster/organisation")
        self.settle()
        page = self.window.page
        assert isinstance(page, OrganisationView)
        return page

    def open(self, id: str) -> RegisterView:
        self.register.open_record(id)
        self.settle()
        return self.register


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot, database: DatabaseThread, clock: FixedClock) -> Iterator[Bench]:
    made = Bench(qtbot, database, clock)
    yield made
    made.settle()
    made.context.close()


@pytest.fixture
def empty_bench(qapp: QApplication, qtbot: QtBot, empty_database: DatabaseThread, clock: FixedClock) -> Iterator[Bench]:
    made = Bench(qtbot, empty_database, clock)
    yield made
    made.settle()
    made.context.close()


@pytest.fixture
def ask(bench: Bench) -> Callable[[Callable[[object], object]], object]:
    """Read something from the database of the window."""

    def read(question: Callable[[object], object]) -> object:
        found: list[object] = []
        bench.context.query(question, found.append, bench.window)  # type: ignore[arg-type]
        bench.settle()
        return found[0]

    return read
