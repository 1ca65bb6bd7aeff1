"""Files written elsewhere: their text, and that a hostile one is refused with a sentence."""

from __future__ import annotations

import contextlib
import zipfile
from pathlib import Path

import docx
import pytest

from dangjian_desktop.base import word_text
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.word_text import file_lines

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(path: Path, xml: str | bytes, name: str = "word/document.xml") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, xml)
    return path


def body(inside: str) -> str:
    return f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'


def test_paragraphs_and_tables_of_a_word_file_are_read_in_order(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("支委会会议记录")
    table = made.add_table(2, 4)
    for cell, text in zip(table.rows[0].cells, ("时间", "2026年10月9日", "地点", "党员活动室"), strict=True):
        cell.text = text
    table.rows[1].cells[0].text = "内容"
    table.rows[1].cells[1].text = "第一行\n第二行"
    made.add_paragraph("散会")
    made.save(str(tmp_path / "记录.docx"))
    assert file_lines(tmp_path / "记录.docx") == (
        "支委会会议记录",
        "时间\t2026年10月9日\t地点\t党员活动室",
        "内容\t第一行",
        "第二行",
        "散会",
    )


def test_numbers_that_word_counts_itself_are_told(tmp_path: Path) -> None:
    made = docx.Document()
    for text in ("传达文件", "研究走访"):
        made.add_paragraph(text, style="List Number")
    xml = (
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr><w:r><w:t>丙</w:t></w:r></w:p>"
    )
    assert file_lines(packed(tmp_path / "a.docx", body(xml))) == ("1. 甲", "2. 乙", "丙")


def test_deleted_words_field_codes_and_text_boxes_are_left_out(tmp_path: Path) -> None:
    xml = (
        "<w:p><w:r><w:t>留</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent></w:r>"
        "<w:ins><w:r><w:t>下的</w:t></w:r></w:ins></w:p>"
    )
    assert file_lines(packed(tmp_path / "a.docx", body(xml))) == ("留下的",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_is_read_in_the_encodings_of_an_office(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes("时间：10月12日\r\n地点：三楼".encode(encoding))
    assert file_lines(tmp_path / "a.txt") == ("时间：10月12日", "地点：三楼")


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused:
        file_lines(path)
    assert refused.value.hint or "加了密码" in str(refused.value)
    return refused.value.message


def test_old_and_foreign_files_are_named_for_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "旧.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    assert "旧格式" in refusal(tmp_path / "旧.doc")
    (tmp_path / "假.docx").write_bytes(b"%PDF-1.7")
    assert "不是 Word（.docx）文件，或已经损坏" in refusal(tmp_path / "假.docx")
    assert "不是 Word" in refusal(packed(tmp_path / "表.xlsx", "<x/>", "xl/workbook.xml"))
    (tmp_path / "图.txt").write_bytes(b"\x89PNG\0\0\0")
    assert "不是文字文件" in refusal(tmp_path / "图.txt")
    (tmp_path / "乱.txt").write_bytes(b"\xff" * 99)
    assert "认不出来" in refusal(tmp_path / "乱.txt")
    assert "读不了" in refusal(tmp_path / "没有.docx")


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_text, "MOST_XML", 1_000_000)
    bomb = packed(tmp_path / "bomb.docx", body(" " * 2_000_000))
    assert (tmp_path / "bomb.docx").stat().st_size < 10_000
    assert "展开后太大" in refusal(bomb)


def test_a_bomb_that_lies_about_its_size_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_text, "MOST_XML", 1_000_000)
    bomb = packed(tmp_path / "bomb.docx", body("x" * 2_000_000))
    data = bytearray(bomb.read_bytes())
    real = len(body("x" * 2_000_000)).to_bytes(4, "little")
    bomb.write_bytes(bytes(data).replace(real, (1000).to_bytes(4, "little")))
    assert refusal(bomb)


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    laughs = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
    )
    assert "已经损坏" in refusal(packed(tmp_path / "a.docx", laughs))


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<",
        "<w:document>",
        body("<w:p><w:r><w:t>未完").replace("</w:body></w:document>", ""),
        body("<w:p>" * 500),
        body("<w:tbl><w:tr><w:tc>" * 100 + "</w:tc></w:tr></w:tbl>" * 100),
        "\x00\x01\x02",
    ],
)
def test_broken_xml_is_refused(tmp_path: Path, xml: str) -> None:
    assert "已经损坏" in refusal(packed(tmp_path / "a.docx", xml))


def test_a_file_cut_off_anywhere_is_refused_or_read_but_never_fails(tmp_path: Path) -> None:
    whole = packed(tmp_path / "a.docx", body("<w:p><w:r><w:t>甲</w:t></w:r></w:p>" * 50)).read_bytes()
    for length in range(2, len(whole), 7):
        (tmp_path / "cut.docx").write_bytes(whole[:length])
        assert refusal(tmp_path / "cut.docx")
        broken = bytearray(whole)
        broken[length] ^= 0xFF
        (tmp_path / "bad.docx").write_bytes(bytes(broken))
        with contextlib.suppress(Refused):
            file_lines(tmp_path / "bad.docx")
