from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.papers import images
from dangjian_desktop.papers.fonts import Faces
from dangjian_desktop.papers.layout import lay_out
from dangjian_desktop.papers.marks import ImageMark
from dangjian_desktop.papers.model import Document, Kind, Picture, Pictures
from dangjian_desktop.papers.pdf import render_pdf


def photo(width: int, height: int, *, orientation: int = 1, mode: str = "RGB", kind: str = "JPEG") -> bytes:
    image = Image.new(mode, (width, height))
    exif = Image.Exif()
    exif[0x0112] = orientation
    target = BytesIO()
    image.save(target, kind, exif=exif)
    return target.getvalue()


def marks(faces: Faces, *pictures: Picture, per_row: int = 2) -> list[ImageMark]:
    layout = lay_out(Document(Kind.RECORD, "", (Pictures(pictures, per_row),)), faces)
    return [mark for page in layout.pages for mark in page.marks if isinstance(mark, ImageMark)]


def test_pictures_keep_their_proportions(faces: Faces) -> None:
    wide, tall = marks(faces, Picture(photo(800, 400)), Picture(photo(300, 600)))
    assert wide.width / wide.height == pytest.approx(2.0)
    assert tall.width / tall.height == pytest.approx(0.5)


def test_a_photograph_taken_upright_stands_upright(faces: Faces) -> None:
    assert images.size(photo(800, 400, orientation=6)) == (400, 800)
    prepared = images.prepare(photo(800, 400, orientation=6), 100, 200)
    assert prepared.height == pytest.approx(2 * prepared.width, abs=2)


def test_a_large_photograph_is_made_no_larger_than_print_needs() -> None:
    prepared = images.prepare(photo(4000, 3000), 72, 54)
    assert max(prepared.width, prepared.height) <= 220


@pytest.mark.parametrize("sort", ["RGBA PNG", "P PNG", "1 PNG", "L JPEG", "CMYK JPEG"])
def test_every_usual_kind_of_picture_can_be_printed(faces: Faces, sort: str) -> None:
    mode, kind = sort.split()
    document = Document(Kind.RECORD, "", (Pictures((Picture(photo(60, 40, mode=mode, kind=kind)),)),))
    assert render_pdf(document, faces=faces).data.count(b"/Subtype /Image") == 1


def test_a_vanished_picture_is_named(faces: Faces, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="签到表扫描件"):
        marks(faces, Picture(tmp_path / "签到表扫描件.jpg"))


def test_a_file_that_is_no_picture_is_refused(faces: Faces) -> None:
    with pytest.raises(Refused, match="打不开"):
        marks(faces, Picture(b"not a picture"))


@pytest.mark.parametrize("edge", [10_000, 20_000])
def test_a_picture_too_large_for_the_memory_is_refused_before_it_is_read(
    faces: Faces, tmp_path: Path, edge: int
) -> None:
    path = tmp_path / "全景.png"
    path.write_bytes(photo(20_000, 20_000, mode="1", kind="PNG"))
    with pytest.raises(Refused, match="太大"):
        marks(faces, Picture(path))


def test_a_truncated_picture_is_refused_when_printed(faces: Faces) -> None:
    data = photo(2000, 1500)
    with pytest.raises(Refused):
        render_pdf(Document(Kind.RECORD, "", (Pictures((Picture(data[: len(data) // 2]),)),)), faces=faces)


@pytest.mark.parametrize("per_row", [1, 2, 3, 4])
def test_pictures_stand_side_by_side_inside_the_block(faces: Faces, per_row: int) -> None:
    found = marks(faces, *[Picture(photo(640, 480), "走访") for _ in range(4)], per_row=per_row)
    assert all(mark.y + mark.height <= 262 * 72 / 25.4 for mark in found)
    rows = -(-4 // per_row) if per_row > 1 else 2
    assert len({round(mark.y) for mark in found}) == rows
    assert min(mark.x for mark in found) >= 28 * 72 / 25.4 - 0.01
    assert max(mark.x + mark.width for mark in found) <= 184 * 72 / 25.4 + 0.01


def test_pictures_of_a_full_row_have_one_height_and_fill_the_block_whatever_their_proportions(faces: Faces) -> None:
    row = [Picture(photo(*size), "走访") for size in ((640, 480), (640, 426), (480, 640))]
    found = marks(faces, *row, per_row=3)
    assert len({round(mark.height, 3) for mark in found}) == 1
    assert len({round(mark.y, 3) for mark in found}) == 1
    assert found[0].x == pytest.approx(28 * 72 / 25.4)
    assert found[-1].x + found[-1].width == pytest.approx(184 * 72 / 25.4)
    for mark, (wide, high) in zip(found, ((640, 480), (640, 426), (480, 640)), strict=True):
        assert mark.width / mark.height == pytest.approx(wide / high)


def test_a_panorama_does_not_shrink_the_portrait_beside_it(faces: Faces) -> None:
    panorama, portrait = marks(faces, Picture(photo(1600, 300)), Picture(photo(400, 600)))
    assert panorama.y + panorama.height == pytest.approx(portrait.y + portrait.height)
    assert portrait.height > 4 * panorama.height


def test_a_last_row_that_is_not_full_stands_in_the_middle_with_the_columns_of_the_others(faces: Faces) -> None:
    first, _, last = marks(faces, *[Picture(photo(640, 480), "走访") for _ in range(3)])
    assert last.width == pytest.approx(first.width)
    assert last.x + last.width / 2 == pytest.approx(106 * 72 / 25.4)
