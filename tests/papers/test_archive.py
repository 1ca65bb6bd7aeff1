"""PDF/A-1b: checked by PDFBox's validator where Java is, and by pikepdf's everywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import pdfa

from dangjian_desktop.papers.binder import Printable
from dangjian_desktop.papers.fonts import Faces, bundled_faces
from dangjian_desktop.papers.model import Document, Kind, Paragraph, Run, Style
from dangjian_desktop.papers.pdf import render_pdf

JARS = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "jaxb-api", "javax.activation")
]
PAPERS = [
    *("record", "blank_record", "sign_in", "ledger", "activity", "charts"),
    *("notice", "request", "minutes", "letter", "order", "joint_notice", "cover_sheet", "binder"),
]
MADE = datetime(2026, 10, 12, 9, 30)


def archive(document: Printable, faces: Faces) -> bytes:
    return render_pdf(document, faces=faces, made=MADE, archive=True).data


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def test_the_archive_validator_finds_nothing_in_any_sample_paper(samples, faces: Faces, tmp_path: Path) -> None:
    missing = [str(jar) for jar in JARS if not jar.exists()] + ([] if shutil.which("java") else ["java"])
    if missing:
        pytest.skip(f"PDFBox's PDF/A validator is not installed here: {', '.join(missing)} missing")
    for name in PAPERS:
        (tmp_path / f"{name}.pdf").write_bytes(archive(getattr(samples, name)(), faces))
    (tmp_path / "list").write_text("\n".join(str(tmp_path / f"{name}.pdf") for name in PAPERS))
    line = ["java", "-cp", os.pathsep.join(map(str, JARS)), "org.apache.pdfbox.preflight.Validator_A1b"]
    done = subprocess.run([*line, "xml", "group", str(tmp_path / "list")], capture_output=True, text=True, timeout=120)
    results = sorted(tmp_path.glob("*preflight*.xml"))
    assert results, done.stdout + done.stderr
    report = results[0].read_text("utf-8")
    assert report.count('<isValid type="PDF/A1-b">true</isValid>') == len(PAPERS), report


@pytest.mark.parametrize("name", PAPERS)
def test_a_second_validator_knows_every_construct_and_finds_it_conforming(samples, name: str, faces: Faces) -> None:
    report = pdfa.validate_written(BytesIO(archive(getattr(samples, name)(), faces)), "1b")
    assert report.passed, report.summary()


def test_a_plain_paper_is_no_pdf_a(samples, faces: Faces) -> None:
    plain = render_pdf(samples.notice(), faces=faces, made=MADE).data
    assert not pdfa.validate_written(BytesIO(plain), "1b").passed


def test_title_author_kind_and_date_are_told_twice_and_alike(samples, faces: Faces) -> None:
    with opened(archive(samples.request(), faces)) as pdf:
        assert str(pdf.docinfo.Title) == "关于接收刘洋同志为中共预备党员有关情况的请示"
        assert str(pdf.docinfo.Author) == "中共云岭县政务服务局第一支部委员会"
        assert str(pdf.docinfo.CreationDate) == "D:20261012093000+08'00'"
        assert str(pdf.Root.Lang) == "zh-CN"
        with pdf.open_metadata() as told:
            assert told["dc:title"] == "关于接收刘洋同志为中共预备党员有关情况的请示"
            assert told["dc:creator"] == ["中共云岭县政务服务局第一支部委员会"]
            assert told["dc:description"] == "请示"
            assert told["xmp:CreateDate"] == "2026-10-12T09:30:00+08:00"
            assert told.pdfa_status == "1B"


def test_signs_of_markup_in_a_title_do_not_spoil_the_metadata(samples, faces: Faces) -> None:
    odd = replace(samples.notice(), title="关于“A&B<平台>”的通知", organisation="")
    data = archive(odd, faces)
    assert pdfa.validate_written(BytesIO(data), "1b").passed
    with opened(data) as pdf, pdf.open_metadata() as told:
        assert told["dc:title"] == "关于“A&B<平台>”的通知"


def test_the_red_of_an_archived_paper_is_rgb_within_its_output_intent(samples, faces: Faces) -> None:
    with opened(archive(samples.request(), faces)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        assert pdf.Root.OutputIntents[0].DestOutputProfile.N == 3
    assert b"1 0.2 0.2 rg" in content
    assert b"1 0.2 0.2 RG" in content
    with opened(render_pdf(samples.request(), faces=faces).data) as plain:
        assert b"0 0.8 0.8 0 k" in plain.pages[0].Contents.read_bytes()


def test_the_same_document_gives_the_same_archived_bytes(samples, faces: Faces) -> None:
    again = archive(samples.activity(), bundled_faces(strict=True))
    assert archive(samples.activity(), faces) == again
    later = render_pdf(samples.activity(), faces=faces, made=datetime(2026, 10, 13), archive=True).data
    assert later != again


def test_rare_characters_are_archived_and_copied_exactly(faces: Faces) -> None:
    names = "䶮𬱖𫖮𬍛𬀩𫄸喆堃"
    document = Document(Kind.RECORD, "名单", tuple(Paragraph((Run(names, style),)) for style in Style))
    data = archive(document, faces)
    assert pdfa.validate_written(BytesIO(data), "1b").passed
    from dangjian_desktop.papers.preview import Preview

    with Preview(data) as preview:
        assert preview.text(0).count(names) == len(Style)


def test_every_paper_has_a_title_and_at_least_one_bookmark(samples, faces: Faces) -> None:
    for name in PAPERS:
        with opened(render_pdf(getattr(samples, name)(), faces=faces).data) as pdf:
            assert str(pdf.docinfo.Title), name
            with pdf.open_outline() as outline:
                assert outline.root, name
