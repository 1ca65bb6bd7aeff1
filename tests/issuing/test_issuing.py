"""An issued paper stays as it was, wherever the data goes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.base.errors import Damaged, Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.feature import Paper, schema_of
from dangjian_desktop.features import FEATURES
from dangjian_desktop.issuing.inputs import IssuePaper
from dangjian_desktop.issuing.reading import find_issued, is_final, issued_label, issued_versions, standing_of
from dangjian_desktop.issuing.service import Issue, issue_paper, keep_issued
from dangjian_desktop.papers.model import Document, Kind, Paragraph
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.papers.plain import plain_lines
from dangjian_desktop.papers.preview import Preview
from dangjian_desktop.roster.records import RECORDS as ROSTER
from dangjian_desktop.store import Schema, Store
from dangjian_desktop.sync import apply, export_sync, read_bundle

from .conftest import Desk, paper


def test_a_kept_paper_says_when_by_whom_and_what_and_its_file_is_the_pdf(desk: Desk) -> None:
    desk.issue()
    (version,) = desk.versions()
    assert (version.title, version.at, version.by) == ("支委会会议记录", datetime(2026, 10, 12, 9), "陈静")
    assert version.pages >= 1
    assert "地点：三楼会议室" in version.lines
    with Preview(desk.store.attachments.path(version.sha256)) as kept:
        assert kept.pages == version.pages
        assert "三楼会议室" in kept.text(0)
    assert version.file_name == "2026-10-09 支委会会议记录.pdf"
    assert desk.store.verify() == []


def test_what_says_the_same_is_not_kept_again_but_a_corrected_paper_is(desk: Desk) -> None:
    first = desk.issue()
    assert desk.issue() is None
    desk.correct({"place": "二楼活动室"})
    desk.clock.advance(hours=1)
    second = desk.issue()
    assert [version.id for version in desk.versions()] == [second, first]
    assert "地点：三楼会议室" in desk.versions()[1].lines
    assert "地点：二楼活动室" in desk.versions()[0].lines


def test_issuing_can_t_be_undone_and_says_so(desk: Desk) -> None:
    before = desk.store.undo_label()
    desk.issue()
    assert desk.store.undo_label() == before
    last = list(desk.store.journal.actions())[-1]
    assert last.label == "签发留存 支委会会议记录（不能撤销）"
    desk.store.undo()
    assert len(desk.versions()) == 1


def test_a_meeting_s_own_id_stands_for_its_first_segment_and_another_segment_has_its_own(desk: Desk) -> None:
    desk.issue(desk.gathering)
    assert len(desk.versions(desk.segment)) == len(desk.versions(desk.gathering)) == 1
    with desk.store.read() as reader:
        assert issued_versions(reader, paper("sign_in_sheet"), desk.gathering, None) == ()


def test_a_part_is_final_when_its_owner_is(desk: Desk) -> None:
    draft = desk.do("plan_gathering", day=date(2026, 10, 20), segments=[{"kind": "committee_meeting"}])
    with desk.store.read() as reader:
        assert is_final(reader, desk.segment)
        assert is_final(reader, desk.gathering)
        assert not is_final(reader, draft)
        assert not is_final(reader, "nowhere")
        assert not is_final(reader, None)
        assert standing_of(reader, paper(), desk.segment, None).latest is None


def test_papers_of_a_period_are_told_apart_by_it(desk: Desk) -> None:
    monthly = Paper("m", "月通报", "report", "period", lambda _r, _i, _p: Document(Kind.REPORT, "月通报"))
    september, october = Period.month(2026, 9), Period.month(2026, 10)
    with desk.store.write("签发留存") as tx:
        for period in (september, october):
            assert keep_issued(tx, Issue(monthly, None, period, "月通报", 1, ("同",), b"%PDF", "a.pdf"))
    with desk.store.read() as reader:
        assert len(issued_versions(reader, monthly, None, september)) == 1
        assert issued_versions(reader, monthly, None, None) == ()


def test_what_holds_own_notes_or_is_blank_is_never_kept(desk: Desk) -> None:
    for name in ("talk_record_notes", "member_register_private", "blank_general_meeting"):
        with pytest.raises(Refused, match="不能签发留存"), desk.store.write("签发留存") as tx:
            keep_issued(tx, Issue(paper(name), None, None, "x", 1, ("a",), b"%PDF", "a.pdf"))


def test_every_paper_that_prints_own_notes_is_marked_so(desk: Desk) -> None:
    assert {one.name for feature in FEATURES for one in feature.papers if not one.issuable} >= {
        "talk_record_notes", "member_register_private",
    }  # fmt: skip


def test_a_pdf_made_elsewhere_is_kept_by_the_verb_with_the_words_on_its_pages(desk: Desk, tmp_path: Path) -> None:
    document = Document(Kind.RECORD, "支委会会议记录", blocks=(Paragraph("会议研究了延时服务。"),))
    file = tmp_path / "记录.pdf"
    file.write_bytes(render_pdf(document).data)
    with desk.store.write("签发留存") as tx:
        made = issue_paper(tx, IssuePaper("meeting_record", str(file), record=desk.segment))
        assert issue_paper(tx, IssuePaper("meeting_record", str(file), record=desk.segment)) == made
    (version,) = desk.versions()
    assert version.title == "会议记录"
    assert "会议研究了延时服务。" in "".join(version.lines)
    with desk.store.write("签发留存") as tx:
        data = IssuePaper("meeting_record", str(file), "月报", None, date(2026, 9, 1), date(2026, 9, 30), ("一行",))
        issue_paper(tx, data)
    with desk.store.read() as reader:
        assert issued_versions(reader, paper(), None, Period.month(2026, 9))[0].lines == ("一行",)


@pytest.mark.parametrize(
    ("name", "file", "sentence"),
    [("meeting_record", "没有.pdf", "读不了"), ("meeting_record", "坏.pdf", "打不开"), ("fly", "好.pdf", "没有名为")],
)
def test_what_is_no_pdf_or_no_paper_is_refused(desk: Desk, tmp_path: Path, name: str, file: str, sentence: str) -> None:
    (tmp_path / "坏.pdf").write_text("x")
    (tmp_path / "好.pdf").write_bytes(render_pdf(Document(Kind.RECORD, "记录")).data)
    with pytest.raises(Refused, match=sentence), desk.store.write("签发留存") as tx:
        issue_paper(tx, IssuePaper(name, str(tmp_path / file)))


def test_it_is_named_and_found_by_its_title(desk: Desk) -> None:
    made = desk.issue()
    with desk.store.read() as reader:
        assert issued_label(reader, made or "") == "10-12 签发的支委会会议记录"
        assert issued_label(reader, "nowhere") == ""
        (hit,) = find_issued(reader, "支委会", 5)
        assert (hit.kind, hit.id, hit.detail) == ("issued_papers", made, "签发件")


def test_what_was_said_is_masked_in_history(desk: Desk) -> None:
    made = desk.issue()
    lines = desk.store.history(made)
    assert "三楼会议室" not in repr(lines)


# -- where the data goes


def test_a_backup_brings_the_issued_paper_back_with_its_file(desk: Desk, tmp_path: Path) -> None:
    desk.issue()
    (version,) = desk.versions()
    file = desk.store.backups.write_file(tmp_path / "备份.zip")
    desk.store.close()
    Store.restore_file(file, tmp_path / "恢复", schema_of(FEATURES), clock=desk.clock)
    with Store.open(tmp_path / "恢复", schema_of(FEATURES), clock=desk.clock) as restored:
        with restored.read() as reader:
            assert issued_versions(reader, paper(), desk.segment, None) == (version,)
        assert restored.attachments.check(version.sha256)
        assert restored.verify() == []


def test_a_bundle_carries_it_to_a_colleague_who_opens_the_same_pdf(
    desk: Desk, open_desk: Callable[[str], Desk], tmp_path: Path
) -> None:
    desk.issue()
    target = tmp_path / "给乙机.djb"
    export_sync(desk.store, target, None, Progress())
    other = open_desk("乙机")
    apply(other.store, read_bundle(other.store, target, None, Progress()), Progress())
    (version,) = desk.versions()
    with other.store.read() as reader:
        assert issued_versions(reader, paper(), desk.segment, None) == (version,)
    with Preview(other.store.attachments.path(version.sha256)) as kept:
        assert kept.pages == version.pages
    assert other.store.verify() == []


def test_verify_notices_a_kept_file_that_is_gone_or_spoilt(desk: Desk) -> None:
    desk.issue()
    (version,) = desk.versions()
    place = desk.store.attachments.path(version.sha256)
    place.write_bytes(b"%PDF-1.4 other")
    assert [version.file_name in str(problem) for problem in desk.store.verify()] == [True]
    place.unlink()
    assert [version.file_name in str(problem) for problem in desk.store.verify()] == [True]
    with pytest.raises(Damaged, match="不在本机"):
        desk.store.attachments.path(version.sha256)


def test_a_program_without_this_capability_keeps_nothing_and_asks_nothing(tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 10, 12, 9))
    with Store.open(tmp_path / "少", Schema.of(*ROSTER), clock=clock) as store, store.read() as reader:
        assert issued_versions(reader, paper("committee_list"), None, None) == ()


def test_the_kept_lines_are_those_of_the_document(desk: Desk) -> None:
    desk.issue()
    with desk.store.read() as reader:
        assert desk.versions()[0].lines == plain_lines(paper().make(reader, desk.segment, None))


def test_the_file_of_every_kept_version_is_in_the_backup(desk: Desk, tmp_path: Path) -> None:
    desk.issue()
    desk.correct({"place": "二楼活动室"})
    desk.issue()
    file = desk.store.backups.write_file(tmp_path / "备份.zip")
    with zipfile.ZipFile(file) as archive:
        kept = [name for name in archive.namelist() if name.startswith("attachments/")]
    assert len(kept) == 2
