"""The signed page comes back as a scan and takes the place of the unsigned record."""

from __future__ import annotations

from pathlib import Path

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.meetings.page.dialogs import FinaliseDialog

from .office import Seated, drop, picture


def test_the_signed_scan_stands_in_the_unsigned_pages_place(seated: Seated, clock: FixedClock, tmp_path: Path) -> None:
    seated.plan()
    clock.now = clock.now.replace(month=10, day=12, hour=17)
    seated.sign_in()
    seated.write_minutes()
    seated.press("定稿，还没到")
    dialog = seated.dialog(FinaliseDialog)
    seated.press("这些确实没有，缺项也定稿", dialog)
    seated.press("定稿", dialog)

    seated.records.doing.take_signed([str(picture(tmp_path / "签字第1页.png")), str(picture(tmp_path / "第2页.png"))])
    seated.settle()
    first = seated.view.segments[0]
    assert [(one.role, one.owner) for one in seated.view.attachments] == [("signed_copy", first.id)] * 2
    assert seated.view.corrections == ()

    seated.press("纸样")
    pane = seated.body.paper
    seated.bot.waitUntil(lambda: pane.view.pages == 2, timeout=20_000)
    assert [one.title for one in pane.choices][:3] == ["党员大会记录（签字件）", "党员大会记录（未签字）", "党课记录"]
    assert pane.choice.title == "党员大会记录（签字件）"
    made = pane.view.shown
    assert made is not None
    assert made.file_name == "2026-10-12 党员大会记录（签字件）.pdf"
    assert not made.issuable
    assert seated.problems() == []


def test_a_scan_dropped_among_the_files_is_told_by_its_name(seated: Seated, tmp_path: Path) -> None:
    seated.plan()
    drop(seated.body.attachments.drop, picture(tmp_path / "党员大会签字件.png"), picture(tmp_path / "合影.png"))
    seated.settle()
    owners = {one.role: one.owner for one in seated.view.attachments}
    assert owners == {"signed_copy": seated.view.segments[0].id, "photo": seated.view.id}
