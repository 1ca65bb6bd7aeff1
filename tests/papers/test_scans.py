"""Signed pages that came back: one PDF of scans and photographs, each file named when it can't be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.papers.model import Document, Kind, Paragraph
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.papers.preview import Preview
from dangjian_desktop.papers.scans import scan_pdf


def photo(path: Path, size: tuple[int, int]) -> Path:
    Image.new("RGB", size, "darkcyan").save(path)
    return path


def scanned(path: Path, words: str) -> Path:
    path.write_bytes(render_pdf(Document(Kind.RECORD, "记录", (Paragraph(words),))).data)
    return path


def test_scans_and_photographs_stand_in_their_order_upright_and_lying(tmp_path: Path) -> None:
    files = [
        (scanned(tmp_path / "a.pdf", "第一页签字"), "a.pdf"),
        (photo(tmp_path / "b.jpg", (600, 800)), "b.jpg"),
        (photo(tmp_path / "c.png", (900, 500)), "c.png"),
    ]
    data = scan_pdf(files)
    with Preview(data) as made:
        assert made.pages == 3
        assert "第一页签字" in made.text(0)
        portrait, landscape = made.size(1), made.size(2)
    assert portrait[0] < portrait[1]
    assert landscape[0] > landscape[1]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"not a picture", b"\x89PNG\r\n\x1a\nbroken"])
def test_a_file_that_can_not_be_opened_is_named(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "x"
    broken.write_bytes(content)
    with pytest.raises(Refused, match="“王强签字件”打不开"):
        scan_pdf([(broken, "王强签字件")])
