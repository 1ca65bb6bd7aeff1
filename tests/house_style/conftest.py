"""A PC with an empty branch, and a second one beside it."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.feature import find_action, schema_of
from dangjian_desktop.features import FEATURES
from dangjian_desktop.house_style.reading import paper_settings, values_in_force
from dangjian_desktop.papers.model import Document, Heading, Kind, PageBreak, Paragraph
from dangjian_desktop.papers.settings import PaperSettings
from dangjian_desktop.store import Store
from dangjian_desktop.sync import apply, export_sync, read_bundle

NOW = datetime(2026, 10, 12, 9, 0)
SCHEMA = schema_of(FEATURES)
PAPER = Document(
    Kind.NOTICE,
    "关于开会的通知",
    (Heading("时间", 3), Paragraph("三点。"), PageBreak(), Paragraph("二")),
    day=date(2026, 7, 1),
)


_MM = 72 / 25.4


@dataclass(frozen=True)
class Char:
    """A character of a PDF: where its origin stands (millimetres from the left), and its face."""

    text: str
    x: float
    font: str


def read_back(data: bytes, page: int = 0) -> list[Char]:
    """Every printed character of a page, from its head to its foot."""
    pdf = pypdfium2.PdfDocument(data)
    words = pdf[page].get_textpage()
    x, y, flags = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
    name = ctypes.create_string_buffer(200)
    found = []
    for index in range(words.count_chars()):
        code = pdfium.FPDFText_GetUnicode(words, index)
        if code not in (10, 13) and not pdfium.FPDFText_IsGenerated(words, index):
            pdfium.FPDFText_GetCharOrigin(words, index, x, y)
            length = pdfium.FPDFText_GetFontInfo(words, index, name, 200, flags)
            font = name.raw[: max(0, length - 1)].decode().partition("+")[2]  # without the tag of the subset
            found.append(Char(chr(code), x.value / _MM, font))
    words.close()
    pdf.close()
    return found


def folio_place(data: bytes, page: int = 0) -> float:
    """Where the number of a page stands (millimetres from the left); it is the last that is printed."""
    return next(char.x for char in reversed(read_back(data, page)) if char.text.isdigit())


def face_of(text: str, data: bytes) -> str:
    """The face of a character of the first page."""
    return next(char.font for char in read_back(data) if char.text == text)


@dataclass
class Pc:
    """A store and what is done in it."""

    store: Store

    def do(self, verb: str, /, **fields: object) -> Any:
        with self.store.read() as reader:
            action = find_action(reader, verb)
        with self.store.write(action.label, verb=verb) as tx:
            return action.run(tx, parse_input(action.input, fields))

    def choose(self, setting: str, value: str) -> Any:
        return self.do("choose_style", setting=setting, value=value)

    @property
    def settings(self) -> PaperSettings:
        with self.store.read() as reader:
            return paper_settings(reader)

    def value(self, setting: str) -> str:
        with self.store.read() as reader:
            return values_in_force(reader)[setting]  # type: ignore[index]


def carry(one: Pc, other: Pc, path: Path) -> None:
    """What one PC has goes to the other."""
    bundle = export_sync(one.store, path, None, Progress()).path
    apply(other.store, read_bundle(other.store, bundle, None, Progress()), Progress())


@pytest.fixture
def pc(tmp_path: Path) -> Iterator[Pc]:
    with Store.open(tmp_path / "one", SCHEMA, clock=FixedClock(NOW), ids=SeededIds(1), device="办公电脑") as store:
        yield Pc(store)


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Pc]:
    with Store.open(tmp_path / "two", SCHEMA, clock=FixedClock(NOW), ids=SeededIds(2), device="组织科电脑") as store:
        yield Pc(store)
