from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from dangjian_desktop.base.resources import resource
from dangjian_desktop.papers import installed
from dangjian_desktop.papers.fonts import Faces, Role, bundled_faces, chains, find_official, find_rare
from dangjian_desktop.papers.model import Document, Field, FormRow, FormTable, Kind, Paragraph, Run, Style
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.papers.preview import Preview


def renamed(target: Path, family: str, rights: int = 0) -> Path:
    """A copy of a shipped face under another family name and with other embedding rights."""
    from fontTools.ttLib import TTFont

    with TTFont(resource("fonts/song.ttf")) as font:
        font["name"].setName(family, 1, 3, 1, 0x804)
        font["OS/2"].fsType = rights
        font.save(target)
    return target


def test_the_shipped_fonts_are_those_whose_sums_are_listed() -> None:
    listing = resource("fonts/SHA256SUMS").read_text(encoding="ascii").splitlines()
    for line in listing:
        digest, name = line.split()
        assert hashlib.sha256(resource(f"fonts/{name}").read_bytes()).hexdigest() == digest, name
    assert len(listing) >= 12


def test_an_installed_official_face_is_preferred(tmp_path: Path) -> None:
    renamed(tmp_path / "a.ttf", "仿宋_GB2312")
    found = find_official(installed.scan([tmp_path]))
    assert found[Role.FANGSONG].path == tmp_path / "a.ttf"
    assert Role.TITLE not in found


def test_a_face_that_may_not_be_embedded_is_passed_over(tmp_path: Path) -> None:
    renamed(tmp_path / "a.ttf", "方正小标宋简体", rights=0x0002)
    renamed(tmp_path / "b.ttf", "仿宋_GB2312", rights=0x0100)
    assert find_official(installed.scan([tmp_path])) == {}


def test_the_usual_official_name_comes_before_the_newer_one(tmp_path: Path) -> None:
    renamed(tmp_path / "a.ttf", "仿宋")
    renamed(tmp_path / "b.ttf", "仿宋_GB2312")
    assert find_official(installed.scan([tmp_path]))[Role.FANGSONG].path.name == "b.ttf"


@pytest.mark.parametrize("content", [b"", b"not a font at all", b"ttcf\x00\x01\x00\x00\xff\xff\xff\xff"])
def test_a_broken_font_file_is_passed_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.ttf").write_bytes(content)
    assert list(installed.scan([tmp_path])) == []


def test_a_truncated_font_is_passed_over(tmp_path: Path) -> None:
    path = renamed(tmp_path / "a.ttf", "仿宋_GB2312")
    path.write_bytes(path.read_bytes()[:4000])
    assert find_official(installed.scan([tmp_path])) == {}


def test_a_folder_that_is_not_there_holds_no_fonts(tmp_path: Path) -> None:
    assert list(installed.scan([tmp_path / "none"])) == []


def test_figures_and_latin_of_the_body_face_are_half_a_character(faces: Faces) -> None:
    for char in "0123456789AWmi%/@":
        assert faces.glyph(Role.FANGSONG, char).advance == pytest.approx(0.5)


def test_a_character_the_body_face_lacks_comes_from_another_file_never_merged(faces: Faces) -> None:
    body = faces.glyph(Role.FANGSONG, "国").face.path.name
    rare = faces.glyph(Role.FANGSONG, "䶮").face.path.name
    assert (body, rare) == ("fangsong.ttf", "rare.ttf")


@pytest.mark.parametrize("role", list(Role))
def test_every_gbk_character_can_be_printed_in_every_role(role: Role) -> None:
    faces = bundled_faces()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                char = bytes([lead, trail]).decode("gbk")
            except UnicodeDecodeError:
                continue
            if len(char) == 1 and "\u4e00" <= char <= "\u9fff":
                faces.glyph(role, char)
    assert faces.missing == set()


@pytest.mark.parametrize("role", [Role.FANGSONG, Role.KAI, Role.SONG])
def test_extension_a_of_gb18030_can_be_printed_whole(role: Role) -> None:
    faces = bundled_faces()
    for code in range(0x3400, 0x4DC0):
        faces.glyph(role, chr(code))
    assert faces.missing == set()


def test_the_characters_of_the_national_table_beyond_four_digits_are_copied_exactly_in_every_face(faces: Faces) -> None:
    table = "".join(resource("fonts/hanzi-8105.txt").read_text(encoding="utf-8").split())
    rare = "".join(char for char in table if char > "\uffff")
    assert len(rare) == 196
    paragraphs = tuple(Paragraph((Run(rare, style),)) for style in Style)
    form = FormTable((FormRow((Field(rare[:3], rare),)),))
    with Preview(render_pdf(Document(Kind.RECORD, rare[:20], (*paragraphs, form)), faces=faces).data) as preview:
        copied = "".join(preview.text(page) for page in range(preview.pages))
    copied = "".join(char for char in copied if char > "\uffff")
    assert copied == rare[:20] + rare * len(Style) + rare[:3] + rare


EXTENSION_B = "\U00020021"
"""A character that no shipped face has."""


def test_a_rare_character_comes_from_a_face_installed_for_it(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(resource("fonts/rare.ttf")) as font:
        glyph = font.getBestCmap()[ord("䶮")]
        for table in font["cmap"].tables:
            if table.format == 12:
                table.cmap[ord(EXTENSION_B)] = glyph
        font["name"].setName("SimSun-ExtB", 1, 3, 1, 0x409)
        font.save(tmp_path / "simsunb.ttf")
    assert bundled_faces().glyph(Role.FANGSONG, EXTENSION_B).char == "〓"
    rare = find_rare(installed.scan([tmp_path]))
    assert [face.path.name for face in rare] == ["simsunb.ttf"]
    faces = Faces(chains({}, rare), strict=True)
    for role in Role:
        assert faces.glyph(role, EXTENSION_B).face.path.name == "simsunb.ttf"
    assert faces.glyph(Role.FANGSONG, "䶮").face.path.name == "rare.ttf"
    with Preview(render_pdf(Document(Kind.RECORD, "", (Paragraph(EXTENSION_B),)), faces=faces).data) as preview:
        assert EXTENSION_B in preview.text(0)


def test_the_papers_settings_can_name_the_faces(faces: Faces) -> None:
    assert faces.describe()[Role.FANGSONG] == "Fandol Fang TT"


def test_the_window_files_keep_their_names(tmp_path: Path) -> None:
    for name in ("window-regular.ttf", "window-bold.ttf"):
        shutil.copy(resource(f"fonts/{name}"), tmp_path)
        families = [font.families for font in installed.read_font(tmp_path / name)]
        assert families == [frozenset({"Dangjian Sans"})]
