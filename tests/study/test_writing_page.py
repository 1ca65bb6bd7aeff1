"""心得: asked for, handed in, somebody's own that never leaves the PC; and the papers round experts."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.papers.binder import Binder
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.store import Store
from dangjian_desktop.study.page.keeping import keep_files
from dangjian_desktop.study.page.writing import WritingPage
from dangjian_desktop.study.page.writing_forms import OWN, TextDialog, WritingDialog
from dangjian_desktop.study.page.writing_table import HAND_IN
from dangjian_desktop.study.papers import expert, writings
from dangjian_desktop.study.reading.writings import WritingState, writing_state, writing_view
from dangjian_desktop.sync import apply, export_sync, read_bundle
from dangjian_desktop.ui.bootstrap import make_application

from .bench import Bench
from .conftest import SCHEMA, Office, fill
from .test_papers import make, words

TODAY = date(2026, 10, 12)
SECRET = "家里的难处只写给自己看"


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application(["tests"]).qt


@pytest.fixture
def ids() -> dict[str, str]:
    return {}


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: FixedClock, ids: dict[str, str]) -> Iterator[Bench]:
    with Store.open(tmp_path / "data", SCHEMA, clock=clock, ids=SeededIds(1)) as store:
        office = fill(store, clock)
        office.there(office.session("2026-09-18", "乡村振兴促进法"))
        ids |= office.ids
    made = Bench(qtbot, tmp_path / "data", clock, (1092, 543), "study/writing")
    yield made
    made.close()


def page_of(bench: Bench) -> WritingPage:
    page = bench.window.page
    assert isinstance(page, WritingPage)
    return page


def states(page: WritingPage) -> dict[str, WritingState]:
    assert page.shown is not None
    return {row.name: row.state for row in page.shown.rows}


def test_writing_is_late_from_the_day_after_it_was_due() -> None:
    assert writing_state(TODAY, None, TODAY) is WritingState.WAITING
    assert writing_state(date(2026, 10, 11), None, TODAY) is WritingState.OVERDUE
    assert writing_state(date(2026, 10, 11), date(2026, 10, 12), TODAY) is WritingState.HANDED_IN
    assert writing_state(None, None, TODAY) is WritingState.WAITING


def test_writing_is_asked_of_several_handed_in_and_who_owes_is_seen(bench: Bench, ids: dict[str, str]) -> None:
    page = page_of(bench)
    assert page._rows.currentIndex() == 1
    bench.click(page.ask_button)
    two = (ids["周明"], ids["钱珺"])
    bench.confirm(page.doing.dialog, title="学条例谈体会", due="2026-10-10", named=two)
    assert page.counts.text() == "共2篇，已交0"
    assert page.late.text() == "逾期2"
    assert not page.print_button.isEnabled()
    row = next(one for one in page.shown.rows if one.name == "周明") if page.shown else None
    assert row is not None
    bench.press(page.table, row.id, HAND_IN)
    bench.confirm(page.doing.dialog, text="第一段。\n第二段。")
    assert states(page) == {"周明": WritingState.HANDED_IN, "钱珺": WritingState.OVERDUE}
    page.cut.choose("owed")
    assert page.table.table.rowCount() == 1
    assert page.print_button.isEnabled()


def test_a_reading_is_entered_with_its_book_and_shown_as_own(bench: Bench, ids: dict[str, str]) -> None:
    page = page_of(bench)
    bench.click(page.new_button)
    values = {"member": ids["周明"], "kind": "reading", "title": "读书一得", "book": "乡土中国"}
    bench.confirm(page.doing.dialog, **values, whom=OWN, text=SECRET)
    assert page.shown is not None
    (row,) = page.shown.rows
    assert (row.label, row.book, row.private, row.text) == ("读书笔记", "乡土中国", True, "")
    cell = page.table.table.row_at(0)
    assert cell is not None
    assert cell.cells[6].plain == "只留本机"
    assert not page.print_button.isEnabled(), "nothing shared to print"


def test_an_own_text_can_be_given_to_the_branch_later_and_a_piece_be_deleted(bench: Bench, ids: dict[str, str]) -> None:
    page = page_of(bench)
    page.doing.add()
    bench.settle()
    bench.confirm(page.doing.dialog, member=ids["周明"], title="体会", whom=OWN, text="想好了再给大家看")
    assert page.shown is not None
    page.doing.open(page.shown.rows[0].id)
    bench.confirm(page.doing.dialog, whom="shared")
    row = page.shown.rows[0]
    assert (row.text, row.own_text, row.private) == ("想好了再给大家看", "", False)
    page.doing.open(row.id)
    dialog = page.doing.dialog
    assert isinstance(dialog, WritingDialog)
    dialog._delete()
    bench.settle()
    assert page._rows.currentIndex() == 1


def test_a_file_is_kept_with_a_piece(bench: Bench, ids: dict[str, str], tmp_path: Path) -> None:
    page = page_of(bench)
    page.doing.add()
    bench.settle()
    bench.confirm(page.doing.dialog, member=ids["周明"], title="体会")
    assert page.shown is not None
    paper = tmp_path / "体会.docx"
    paper.write_bytes(b"PK")
    keep_files(bench.context, page, page.shown.rows[0].id, "material", [paper])
    bench.settle()
    assert [file.name for file in page.shown.rows[0].files] == ["体会.docx"]


def test_a_piece_is_found_by_its_id_in_its_year(bench: Bench, ids: dict[str, str]) -> None:
    page = page_of(bench)
    page.doing.add()
    bench.settle()
    bench.confirm(page.doing.dialog, member=ids["周明"], title="旧作", submitted_on="2025-05-04")
    (piece,) = bench.read_parts("study_reflections")
    page.open_record(piece)
    bench.settle()
    assert (page.year, page.table.current_id) == (2025, piece)


def test_an_own_text_is_in_no_bundle_and_in_no_paper(office: Office, tmp_path: Path) -> None:
    own = office.do("add_reflection", member=office.ids["周明"], title="体会", own_text=SECRET)
    office.do("add_reflection", member=office.ids["钱珺"], title="体会", text="给大家看的。", submitted_on=TODAY)
    office.do("edit_reflection", id=own, changes={"own_text": SECRET + "，又添一句"})
    bundle = export_sync(office.store, tmp_path / "bundle.djb", None, Progress()).path
    with zipfile.ZipFile(bundle) as content:
        for name in content.namelist():
            assert SECRET not in content.read(name).decode("utf-8", "replace")
    with Store.open(tmp_path / "other", SCHEMA, clock=office.clock, ids=SeededIds(9), device="家里电脑") as there:
        apply(there, read_bundle(there, bundle, None, Progress()), Progress())
        with there.read() as reader:
            view = writing_view(reader, 2026, TODAY)
        assert there.verify() == []
    assert {(row.name, row.text, row.own_text) for row in view.rows} == {
        ("周明", "", ""),
        ("钱珺", "给大家看的。", ""),
    }
    made = office.read(lambda reader: writings.collection(reader, None, Period.year(2026)))
    said = "".join(words(part.document) for section in made.sections for part in section.parts)
    assert "给大家看的。" in said
    assert SECRET not in said


def test_the_collection_is_bound_by_kind_and_surname_strokes(office: Office) -> None:
    with pytest.raises(Refused, match="没有可以收进汇编的心得"):
        office.read(lambda reader: writings.collection(reader, None, None))
    for name, kind in (("钱珺", "reflection"), ("方璟", "reflection"), ("周明", "reading")):
        fields = {"member": office.ids[name], "title": f"{name}的体会", "text": "一段话。", "submitted_on": TODAY}
        office.do("add_reflection", kind=kind, **fields)
    made = office.read(lambda reader: writings.collection(reader, None, None))
    assert isinstance(made, Binder)
    assert [(section.title, [part.name for part in section.parts]) for section in made.sections] == [
        ("心得体会", ["方璟的体会（方璟）", "钱珺的体会（钱珺）"]),
        ("读书笔记", ["周明的体会（周明）"]),
    ]
    assert render_pdf(made).data


def test_an_expert_is_invited_by_a_letter_and_signs_for_the_fee(office: Office) -> None:
    plan = {"form": "expert_lecture", "hours": 3, "lecturer_name": "周敏", "lecturer_unit": "县委党校"}
    item = office.item("乡村振兴促进法", 11, **plan)
    letter = make(office, expert.invitation, item)
    for said in ("关于邀请周敏同志授课的函", "县委党校：", "2026年11月，具体时间另行商定", "特此致函"):
        assert said in letter, said
    session = office.do("hold_plan_item", id=item, day=date(2026, 10, 12), start="14:30", end="17:30", place="三楼")
    letter = make(office, expert.invitation, item)
    assert "2026年10月12日14:30—17:30" in letter
    sheet = make(office, expert.fee_sheet, session)
    for said in ("讲课费签收表", "周敏", "县委党校", "10月12日", "领取人签名"):
        assert said in sheet, said
    with pytest.raises(Refused, match="没有填专家"):
        make(office, expert.invitation, office.item("自学", 11, form="self_study"))
    with pytest.raises(Refused, match="找不到"):
        make(office, expert.fee_sheet, "nothing")


def test_everybody_is_asked_unless_some_are_named_or_left_out(bench: Bench, ids: dict[str, str]) -> None:
    page = page_of(bench)
    page.doing.ask()
    bench.settle()
    bench.confirm(page.doing.dialog, title="学条例", due="2026-10-30", without=(ids["周明"],))
    assert len(states(page)) == 9
    assert "周明" not in states(page)
    assert set(states(page).values()) == {WritingState.WAITING}


def test_what_was_written_is_not_thrown_away_by_escape_and_a_file_is_kept_beside_it(
    bench: Bench, ids: dict[str, str], tmp_path: Path
) -> None:
    page = page_of(bench)
    page.doing.add()
    bench.settle()
    dialog = page.doing.dialog
    assert isinstance(dialog, TextDialog)
    dialog.fields["text"].set_raw("写了半天的话")
    bench.key(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.asking is not None
    dialog.asking.reject()
    bench.confirm(dialog, member=ids["周明"], title="体会")
    assert page.shown is not None
    page.doing.open(page.shown.rows[0].id)
    shown = page.doing.dialog
    assert isinstance(shown, WritingDialog)
    paper = tmp_path / "体会.docx"
    paper.write_bytes(b"PK")
    keep_files(bench.context, shown, page.shown.rows[0].id, "material", [paper], shown.show_kept)
    bench.settle()
    assert "体会.docx" in bench.words(shown)
    bench.key(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible(), "nothing was typed"
