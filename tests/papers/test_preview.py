from __future__ import annotations

from pathlib import Path

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.papers.model import Document, Kind, Orientation, PageBreak, Paragraph
from dangjian_desktop.papers.preview import Preview, joined


def paper(*texts: str, **settings) -> Document:
    blocks = [block for text in texts for block in (Paragraph(text), PageBreak())]
    return Document(Kind.RECORD, "", tuple(blocks[:-1]), **settings)


def test_a_page_becomes_pixels_of_four_bytes(render) -> None:
    with Preview(render(paper("学习。"))) as preview:
        image = preview.render(0, 96 / 72)
    assert (image.width, image.height) == (794, 1123)
    assert len(image.data) == image.width * image.height * 4
    assert image.data[:4] == b"\xff\xff\xff\xff"


def test_a_scale_that_pads_rows_gives_packed_rows_all_the_same(render) -> None:
    with Preview(render(paper("学习。"))) as preview:
        for scale in (0.1, 0.333, 1.017):
            image = preview.render(0, scale)
            assert len(image.data) == image.width * image.height * 4


def test_a_pdf_is_opened_from_a_file_too(render, tmp_path: Path) -> None:
    path = tmp_path / "记录.pdf"
    path.write_bytes(render(paper("学习。", "讨论。")))
    with Preview(path) as preview:
        assert preview.pages == 2
        assert "讨论。" in preview.text(1)


@pytest.mark.parametrize("data", [b"", b"not a pdf"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="打不开"):
        Preview(data)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="打不开"):
        Preview(tmp_path / "none.pdf")


def test_several_papers_are_joined_in_order_each_page_as_it_was(render) -> None:
    upright, lying = render(paper("学习。", "讨论。")), render(paper("名册。", orientation=Orientation.LANDSCAPE))
    with Preview(joined([upright, lying])) as preview:
        assert preview.pages == 3
        assert "讨论。" in preview.text(1)
        assert "名册。" in preview.text(2)
        assert preview.size(2)[0] > preview.size(2)[1]


def test_papers_are_not_joined_with_what_is_no_pdf(render) -> None:
    with pytest.raises(Refused, match="没有合并"):
        joined([render(paper("学习。")), b"not a pdf"])
