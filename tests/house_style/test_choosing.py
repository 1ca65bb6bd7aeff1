"""Choosing, undoing, following the standard again, and two PCs; the papers read back."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.feature import schema_of
from dangjian_desktop.house_style.reading import find_choices, paper_settings
from dangjian_desktop.meetings.feature import FEATURE as MEETINGS
from dangjian_desktop.papers.model import Document, Heading, Kind
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.papers.settings import STANDARD
from dangjian_desktop.papers.word import render_docx
from dangjian_desktop.store import Store

from .conftest import PAPER, Pc, carry, face_of, folio_place


def undone(pc: Pc) -> str:
    """Take back the last step; what it was called."""
    found = pc.store.undo()
    assert found is not None
    return found.label


def test_a_choice_is_one_step_that_says_what_it_is_and_can_be_undone(pc: Pc) -> None:
    pc.choose("folio_place", "居中")
    assert pc.value("folio_place") == "centre"
    assert undone(pc) == "修改公文格式“页码位置”：居中"
    assert pc.settings == STANDARD
    redone = pc.store.redo()
    assert redone is not None
    assert pc.value("folio_place") == "centre"


def test_choosing_what_is_in_force_already_is_refused(pc: Pc) -> None:
    with pytest.raises(Refused, match="“页码位置”已经是外侧，不用改。"):
        pc.choose("folio_place", "outer")


def test_one_setting_follows_the_standard_again_and_undo_brings_the_choice_back(pc: Pc) -> None:
    pc.choose("heading_3", "黑体")
    pc.choose("seal", "45")
    assert pc.do("follow_standard", setting="heading_3") == 1
    assert (pc.value("heading_3"), pc.value("seal")) == ("plain", "45")
    assert undone(pc) == "恢复公文格式“第三层标题”：仿宋"
    assert pc.value("heading_3") == "bold"


def test_all_settings_follow_the_standard_again_in_one_step(pc: Pc) -> None:
    pc.choose("heading_3", "黑体")
    pc.choose("seal", "45")
    assert pc.do("follow_standard") == 2
    assert pc.settings == STANDARD
    assert undone(pc) == "恢复公文格式为国标（2项）"
    assert (pc.value("heading_3"), pc.value("seal")) == ("bold", "45")


def test_where_nothing_deviates_there_is_nothing_to_restore(pc: Pc) -> None:
    with pytest.raises(Refused, match="“印章直径”没有改过"):
        pc.do("follow_standard", setting="seal")
    with pytest.raises(Refused, match="公文格式没有改过"):
        pc.do("follow_standard")


def test_a_choice_undone_can_be_made_again(pc: Pc) -> None:
    pc.choose("seal", "45")
    pc.store.undo()
    pc.choose("seal", "46")
    assert pc.value("seal") == "46"


def test_two_pcs_that_chose_different_things_have_both(pc: Pc, second: Pc, tmp_path: Path) -> None:
    pc.choose("folio_place", "居中")
    second.choose("seal", "45")
    carry(pc, second, tmp_path / "a.djb")
    carry(second, pc, tmp_path / "b.djb")
    for one in (pc, second):
        assert (one.value("folio_place"), one.value("seal")) == ("centre", "45")
        assert one.store.conflicts() == []


def test_two_pcs_that_chose_the_same_thing_differently_are_asked(pc: Pc, second: Pc, tmp_path: Path) -> None:
    pc.choose("seal", "45")
    second.choose("seal", "46")
    carry(pc, second, tmp_path / "a.djb")
    carry(second, pc, tmp_path / "b.djb")
    assert pc.value("seal") == second.value("seal")
    conflicts = pc.store.conflicts()
    assert len(conflicts) == 1
    assert conflicts[0].field == "value"


def test_the_choice_stands_on_the_paper_the_page_number_in_the_middle_and_level_3_in_heiti(pc: Pc) -> None:
    by_standard = render_pdf(PAPER, settings=pc.settings).data
    assert [round(folio_place(by_standard, page) / 210, 1) for page in (0, 1)] == [0.8, 0.2]
    assert face_of("时", by_standard) == face_of("三", by_standard)
    pc.choose("folio_place", "居中")
    pc.choose("heading_3", "黑体")
    own = render_pdf(PAPER, settings=pc.settings).data
    for page in (0, 1):
        assert folio_place(own, page) == pytest.approx(106, abs=2)
    title = render_pdf(Document(Kind.NOTICE, "", (Heading("时间", 1),)), settings=STANDARD).data
    assert face_of("时", own) == face_of("时", title) != face_of("三", own)


def test_the_word_file_has_the_branch_s_choice_too(pc: Pc) -> None:
    pc.choose("folio_place", "居中")
    with zipfile.ZipFile(BytesIO(render_docx(PAPER, settings=pc.settings))) as package:
        footers = [package.read(name).decode() for name in package.namelist() if Path(name).stem in ("odd", "even")]
    assert footers
    assert all('w:jc w:val="center"' in footer for footer in footers)


def test_a_store_without_this_capability_makes_papers_by_the_standard(tmp_path: Path) -> None:
    with Store.open(tmp_path / "x", schema_of((MEETINGS,))) as store, store.read() as reader:
        assert paper_settings(reader) == STANDARD


def test_settings_are_found_by_a_part_of_their_name(pc: Pc) -> None:
    pc.choose("folio_place", "居中")
    with pc.store.read() as reader:
        found = find_choices(reader, "页码", 8)
        assert [(hit.title, hit.detail) for hit in found] == [
            ("页码位置", "公文格式　居中"),
            ("页码两侧", "公文格式　加一字线"),
        ]
        assert find_choices(reader, "", 8) == []
