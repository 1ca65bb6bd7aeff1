"""Golden papers: every line of the sample papers, read back from PDF and Word, as it was when people looked at it.

A difference is either a mistake or a change meant to be made. If it is meant, look at the pages (``python
docs/papers/gallery.py``), then renew the files of ``golden/`` and read their diff::

    python3 dev.py test tests/papers/test_golden.py --update-golden
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from difflib import unified_diff
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from lxml import etree

from dangjian_desktop.papers import pdf as writer
from dangjian_desktop.papers.layout import Layout
from dangjian_desktop.papers.marks import RuleMark, TextMark
from dangjian_desktop.papers.model import Document, Heading
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.papers.word import render_docx

GOLDEN = Path(__file__).with_name("golden")
MM = 72 / 25.4
NEAR = 0.15
"""Millimetres by which a place may differ: two PDF libraries round differently, nobody sees it."""

PAPERS: dict[str, Callable[[ModuleType], Any]] = {
    "record": lambda samples: samples.record(),
    "blank-record": lambda samples: samples.blank_record(),
    "sign-in": lambda samples: samples.sign_in(9),
    "ledger": lambda samples: samples.ledger(8),
    "activity": lambda samples: samples.activity(),
    "notice": lambda samples: samples.notice(),
    "request": lambda samples: samples.request(),
    "minutes": lambda samples: samples.minutes(),
    "charts": lambda samples: samples.charts(),
    "letter": lambda samples: samples.letter(),
    "order": lambda samples: samples.order(),
    "joint-notice": lambda samples: samples.joint_notice(),
    "joint-file": lambda samples: samples.joint_file(),
    "cover": lambda samples: samples.cover_sheet(),
    "binder": lambda samples: samples.binder(),
}
FIRST_PAGES = {"binder": 2}
"""Papers of which only the first pages are kept: the others stand in files of their own."""
IN_WORD = ("record", "sign-in", "ledger", "notice", "request", "minutes", "joint-file")


# -- reading back


def pdf_lines(data: bytes, most: int = 1000) -> list[str]:
    """A PDF in words: kind, millimetres from the sheet's upper left corner (baseline, first and last character; or
    the edges of a rule, shape or picture), face, size, text."""
    opened = pypdfium2.PdfDocument(data)
    try:
        about = opened.get_metadata_dict()
        found = [f"about {about['Title']}｜{about['Author']}｜{about['Subject']}"]
        found += [f"bookmark {'·' * mark.level} {mark.get_title()}" for mark in opened.get_toc()]
        for number in range(min(most, len(opened))):
            page = opened[number]
            height = page.get_mediabox()[3]
            found.append(f"page {number + 1} of {len(opened)}, turned {page.get_rotation()}")
            found += _texts(page, height)
            found += _shapes(page, height)
            page.close()
        return found
    finally:
        opened.close()


@dataclass(frozen=True)
class _Char:
    text: str
    x: float
    y: float
    face: str
    size: float

    def follows(self, before: _Char) -> bool:
        """Whether it goes on with the run: the same face, the same baseline, no gap of a character between them."""
        gap = (self.x - before.x) * MM / self.size
        return self.face == before.face and abs(self.y - before.y) < 0.05 and 0 < gap < 2


def _texts(page: Any, height: float) -> Iterator[str]:
    words = page.get_textpage()
    chars = [_char(words, index, height) for index in range(words.count_chars())]
    words.close()
    runs: list[list[_Char]] = []
    for char in chars:
        if char and runs and char.follows(runs[-1][-1]):
            runs[-1].append(char)
        elif char:
            runs.append([char])
    for run in runs:
        text = "".join(char.text for char in run)
        yield f"text {run[0].y:.1f} {run[0].x:.1f} {run[-1].x:.1f} {run[0].face} {text}"


def _char(words: Any, index: int, height: float) -> _Char | None:
    code = pdfium.FPDFText_GetUnicode(words, index)
    if code in (10, 13) or pdfium.FPDFText_IsGenerated(words, index):
        return None
    x, y, flags = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
    name = ctypes.create_string_buffer(200)
    pdfium.FPDFText_GetCharOrigin(words, index, x, y)
    length = pdfium.FPDFText_GetFontInfo(words, index, name, 200, flags)
    face = name.raw[: max(0, length - 1)].decode().split("+")[-1]
    size = pdfium.FPDFText_GetFontSize(words, index)
    return _Char(chr(code), x.value / MM, (height - y.value) / MM, f"{face}/{size:.1f}", size)


def _shapes(page: Any, height: float) -> Iterator[str]:
    kinds = {pdfium.FPDF_PAGEOBJ_PATH: "shape", pdfium.FPDF_PAGEOBJ_IMAGE: "image"}
    for item in page.get_objects(filter=list(kinds)):
        left, bottom, right, top = (number / MM for number in item.get_bounds())
        yield f"{kinds[item.type]} {left:.1f} {height / MM - top:.1f} {right:.1f} {height / MM - bottom:.1f}"


_ONE_FACE = re.compile(r"ascii=([^,]+),hAnsi=\1,eastAsia=\1,cs=\1,")
_SHORT = re.compile(r"\{[^}]*\}")


def word_lines(data: bytes) -> list[str]:
    """The body of a Word file in words: each element on a line, its attributes after it, the text of runs as it is."""
    with ZipFile(BytesIO(data)) as package:
        body = etree.fromstring(package.read("word/document.xml"))[0]
    return [line for child in body for line in _element(child, 0)]


def _element(element: Any, depth: int) -> Iterator[str]:
    tag = _SHORT.sub("", element.tag)
    inner = [child for child in element if not _is_plain(child)]
    said = " ".join(_properties(child) for child in element if _is_plain(child))
    text = f"“{element.text}”" if tag == "t" else ""
    attributes = " ".join(
        f"{_SHORT.sub('', key)}={value}" for key, value in element.attrib.items() if "space" not in key
    )
    yield " ".join(part for part in (" " * depth + tag, attributes, said, text) if part)
    for child in inner:
        yield from _element(child, depth + 1)


def _is_plain(element: Any) -> bool:
    """Whether an element says how its parent looks: it is written on its parent's line."""
    return _SHORT.sub("", element.tag).endswith("Pr")


def _properties(element: Any) -> str:
    parts = []
    for child in element.iter():
        if child is not element and not len(child):
            values = ",".join(f"{_SHORT.sub('', key)}={value}" for key, value in child.attrib.items())
            values = _ONE_FACE.sub(r"\1,", values)
            parts.append(f"{_SHORT.sub('', child.tag)}({values})" if values else _SHORT.sub("", child.tag))
    return " ".join(parts)


# -- comparing


def differences(golden: list[str], found: list[str]) -> list[str]:
    """What a reader would see: other words, or places more than :data:`NEAR` apart. Empty where nothing is."""
    if len(golden) == len(found) and all(_alike(one, two) for one, two in zip(golden, found, strict=True)):
        return []
    kept = [two if one != two and _alike(one, two) else one for one, two in zip(golden, found, strict=False)]
    kept += golden[len(kept) :]
    return list(unified_diff(kept, found, "golden", "found", lineterm="", n=1))


def _alike(golden: str, found: str) -> bool:
    if golden == found:
        return True
    one, two = golden.split(" "), found.split(" ")
    if one[0] not in {"text", "shape", "image"} or len(one) != len(two) or one[0] != two[0]:
        return False
    numbers = 4 if one[0] == "text" else 5
    near = all(abs(float(a) - float(b)) <= NEAR for a, b in zip(one[1:numbers], two[1:numbers], strict=True))
    return near and one[numbers:] == two[numbers:]


def check(name: str, found: list[str], *, update: bool) -> None:
    file = GOLDEN / name
    if update:
        GOLDEN.mkdir(exist_ok=True)
        file.write_text("\n".join(found) + "\n", "utf-8", newline="\n")
        return
    if not file.exists():
        pytest.fail(f"{file.name} has never been made: run with --update-golden and look at it")
    changed = differences(file.read_text("utf-8").splitlines(), found)
    assert not changed, f"{name} is another paper now:\n" + "\n".join(changed[:60])


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.mark.parametrize("name", PAPERS)
def test_the_pdf_is_line_for_line_what_it_was(name: str, samples: ModuleType, faces, update: bool) -> None:
    data = render_pdf(PAPERS[name](samples), faces=faces).data
    check(f"{name}.pdf.txt", pdf_lines(data, FIRST_PAGES.get(name, 1000)), update=update)


@pytest.mark.parametrize("name", IN_WORD)
def test_the_word_file_is_element_for_element_what_it_was(name: str, samples: ModuleType, update: bool) -> None:
    check(f"{name}.docx.txt", word_lines(render_docx(PAPERS[name](samples))), update=update)


def test_no_golden_file_is_left_over_from_a_paper_that_is_gone() -> None:
    wanted = {f"{name}.pdf.txt" for name in PAPERS} | {f"{name}.docx.txt" for name in IN_WORD}
    assert {file.name for file in GOLDEN.iterdir()} == wanted


# -- these comparisons can fail


def _tampered(monkeypatch: pytest.MonkeyPatch, change: Callable[[Any], Any], kind: type) -> None:
    """Let the typesetter hand over its pages with one mark of the first changed."""
    honest = writer.lay_out

    def lay_out(*arguments: Any) -> Layout:
        layout = honest(*arguments)
        marks = layout.pages[0].marks
        place = next(number for number, mark in enumerate(marks) if isinstance(mark, kind) and number > 2)
        marks[place] = change(marks[place])
        return layout

    monkeypatch.setattr(writer, "lay_out", lay_out)


@pytest.mark.parametrize(
    ("what", "kind", "change"),
    [
        ("a line 1 mm lower", TextMark, lambda mark: replace(mark, y=mark.y + MM)),
        ("a line 1 mm to the right", TextMark, lambda mark: replace(mark, xs=tuple(x + MM for x in mark.xs))),
        ("a line half a point larger", TextMark, lambda mark: replace(mark, size=mark.size + 0.5)),
        ("another character", TextMark, lambda mark: replace(mark, text="某" + mark.text[1:])),
        ("a rule 1 mm lower", RuleMark, lambda mark: replace(mark, y1=mark.y1 + MM, y2=mark.y2 + MM)),
        ("a rule 1 mm shorter", RuleMark, lambda mark: replace(mark, x2=mark.x2 - MM)),
    ],
)
@pytest.mark.parametrize("name", ["request", "record"])
def test_the_comparison_sees(what, kind, change, name, samples, faces, monkeypatch) -> None:
    golden = (GOLDEN / f"{name}.pdf.txt").read_text("utf-8").splitlines()
    _tampered(monkeypatch, change, kind)
    found = pdf_lines(render_pdf(PAPERS[name](samples), faces=faces).data)
    changed = [line for line in differences(golden, found) if line.startswith(("-", "+")) and line[1] not in "-+"]
    assert 2 <= len(changed) <= 4, what


def test_the_comparison_sees_another_face_and_another_page_count(samples, faces) -> None:
    document: Document = samples.notice()
    golden = (GOLDEN / "notice.pdf.txt").read_text("utf-8").splitlines()
    blocks = tuple(replace(block, level=2) if isinstance(block, Heading) else block for block in document.blocks)
    assert differences(golden, pdf_lines(render_pdf(replace(document, blocks=blocks), faces=faces).data))
    longer = replace(document, blocks=document.blocks * 2)
    assert differences(golden, pdf_lines(render_pdf(longer, faces=faces).data))


def test_the_comparison_sees_a_twentieth_of_a_point_in_word(samples) -> None:
    golden = (GOLDEN / "record.docx.txt").read_text("utf-8").splitlines()
    moved = [re.sub(r"line=(\d+)", lambda match: f"line={int(match[1]) + 1}", line, count=1) for line in golden]
    assert differences(golden, moved)
    assert not differences(golden, word_lines(render_docx(samples.record())))
