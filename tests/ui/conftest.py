from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Mapped

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.feature import Action, Feature, Hit, Reference, Tab, View
from dangjian_desktop.feature import Kind as RecordKind
from dangjian_desktop.store import (
    Attachment,
    Changes,
    DatabaseThread,
    Reader,
    Record,
    Schema,
    Store,
    Transaction,
    column,
    live,
)
from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.editors import LineEdit
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.theme import Density, TextSize, theme
from dangjian_desktop.ui.window import MainWindow


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as the program makes it: theme, shipped fonts, Chinese buttons."""
    return make_application(["tests"]).qt


@pytest.fixture(autouse=True)
def _standard_look(qapp: QApplication) -> Iterator[None]:
    yield
    theme().set_density(Density.COMPACT)
    theme().set_text_size(TextSize.NORMAL)


@pytest.fixture(scope="session")
def photographs() -> Path:
    """Where pictures for people go: ``build/pictures``, or the folder named by ``UI_PICTURES``."""
    folder = Path(os.environ.get("UI_PICTURES", Path(__file__).parents[2] / "build" / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Note(Record):
    """A record of the tests' own, standing in for a capability's."""

    __tablename__ = "notes"
    __label__ = "便条"
    title: Mapped[str | None] = column("标题", search=True)
    day: Mapped[date | None] = column("日期")


@dataclass
class WriteNote:
    """The input of the tests' action."""

    title: str
    day: date | None = None


def write_note(tx: Transaction, given: WriteNote) -> str:
    if not given.title.strip():
        raise Refused("标题是空的。", hint="请写一句。", problems=(FieldProblem("title", "请写标题。"),))
    tx.label = f"登记便条 {given.title}"
    return tx.create(Note, {"title": given.title, "day": given.day})


WRITE = Action("write_note", "登记便条", WriteNote, write_note)


def find_notes(reader: Reader, text: str, most: int) -> list[Hit]:
    found = reader.all(select(Note).where(live(Note), Note.title.contains(text)).order_by(Note.id).limit(most))
    return [Hit("notes", note.id, note.title or "", "便条", note.day) for note in found]


class NotesPage(Page):
    """Lists the notes; keeps what the frame did to it."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.context = context
        self.calls: list[str] = []
        self.opened = ""
        self.titles: list[str] = []
        self.may_leave = True
        self.typed = LineEdit()
        self.list = Table([Column("标题", 200, stretch=1), Column("日期", 120)])
        self._buttons = QWidget()
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        self.new_button = Button("新便条", Kind.PRIMARY, icon_name="plus", on=lambda: self.new({}))
        buttons.addWidget(self.new_button)
        column_of = QVBoxLayout(self)
        card = Card("便条", flush=True)
        card.add(self.list, 1)
        column_of.addWidget(self.typed)
        column_of.addWidget(card, 1)

    @property
    def view_actions(self) -> QWidget | None:
        return self._buttons

    def refresh(self, changes: Changes | None) -> None:
        self.calls.append("refresh")
        self.context.query(self._read, self._show, self)

    def _read(self, reader: Reader) -> list[Row]:
        notes = reader.all(select(Note).where(live(Note)).order_by(Note.title))
        return [row(note.id, note.title or "", str(note.day or "")) for note in notes]

    def _show(self, rows: list[Row]) -> None:
        self.titles = [made.cells[0].plain for made in rows]
        self.list.set_rows(rows)

    def open_record(self, id: str) -> None:
        self.opened = id

    def new(self, preset: Mapping[str, object]) -> None:
        self.calls.append(f"new {dict(preset)}")

    def save(self) -> None:
        self.calls.append("save")

    def print_paper(self) -> None:
        self.calls.append("print")

    def escape(self) -> bool:
        self.calls.append("escape")
        return True

    def flush_drafts(self) -> None:
        self.calls.append("flush")

    def can_leave(self) -> bool:
        return self.may_leave


def _feature(name: str, title: str, icon: str) -> Feature:
    views = (View("all", "全部", NotesPage), View("recent", "最近", NotesPage))
    reference = Reference("notes", lambda reader, id: reader.need(Note, id).title or "", find_notes, "first/all")
    whole = name == "first"
    return Feature(
        name,
        title,
        tab=Tab(name, title, icon, views),
        kinds=(RecordKind(Note),) if whole else (),
        actions=(WRITE,) if whole else (),
        references=(reference,) if whole else (),
        search=find_notes if whole else None,
    )


@pytest.fixture
def features() -> tuple[Feature, ...]:
    return (_feature("first", "便条", "house"), _feature("second", "会议", "users"))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 10, 12, 10, 32))


@pytest.fixture
def database(tmp_path: Path, clock: FixedClock) -> Iterator[DatabaseThread]:
    thread = DatabaseThread(
        lambda: Store.open(tmp_path / "data", Schema.of(Note, Attachment), clock=clock, ids=SeededIds(1))
    )
    yield thread
    thread.close()


@pytest.fixture
def context(
    qapp: QApplication, database: DatabaseThread, features: tuple[Feature, ...], clock: FixedClock
) -> Iterator[WindowContext]:
    made = WindowContext(database, features, clock=clock)
    yield made
    made.close()


@pytest.fixture
def settled(qtbot: QtBot, context: WindowContext) -> Callable[[], None]:
    """Wait until the database has answered everything."""

    def wait() -> None:
        qtbot.waitUntil(lambda: context.idle, timeout=30_000)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: context.idle, timeout=30_000)

    return wait


@pytest.fixture
def window(qtbot: QtBot, context: WindowContext, settled: Callable[[], None]) -> MainWindow:
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.resize(1092, 614)
    made.show()
    settled()
    return made
