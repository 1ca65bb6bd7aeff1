"""A 同步包 goes from one PC to another: the same gathering there, nothing new the second time, nothing overwritten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.meetings.reading import read_gathering
from dangjian_desktop.ui.components.dialogs import PassphraseDialog
from dangjian_desktop.ui.exchange import PreviewDialog

from .office import Seated, drop, picture

PASSPHRASE = "银杏叶落在台阶上"


def export(seated: Seated, target: Path) -> None:
    """交换, 导出 with the branch's passphrase."""
    seated.desk.context.open("tools/exchange")
    seated.settle()
    page: Any = seated.desk.window.page
    page.export_to(target)
    dialog = seated.dialog(PassphraseDialog)
    for field in dialog.fields:
        seated.put(field.widget, PASSPHRASE)
    seated.press("导出", dialog)
    seated.bot.waitUntil(target.exists, timeout=20_000)
    seated.settle()


def preview(seated: Seated, source: Path) -> PreviewDialog:
    """交换, 导入 up to the preview."""
    seated.desk.context.open("tools/exchange")
    seated.settle()
    page: Any = seated.desk.window.page
    page.import_from(source)
    seated.settle()
    dialog = seated.dialog(PassphraseDialog)
    seated.put(dialog.fields[0].widget, PASSPHRASE)
    seated.press(dialog.accept_button.text(), dialog)
    seated.settle()
    return seated.dialog(PreviewDialog)


def take(seated: Seated, source: Path) -> None:
    dialog = preview(seated, source)
    seated.press("导入", dialog)
    seated.settle()


@pytest.fixture
def planned(seated: Seated, tmp_path: Path) -> Seated:
    seated.plan()
    seated.sign_in()
    seated.write_minutes()
    drop(seated.body.attachments.drop, picture(tmp_path / "合影.jpg"))
    seated.settle()
    return seated


def whole(seated: Seated, gathering: str) -> Any:
    """The gathering as the store of that PC reads it."""

    def read(store: Any) -> Any:
        with store.read() as reader:
            return read_gathering(reader, gathering)

    return seated.store(read)


def test_the_other_pc_has_the_same_gathering_and_nothing_new_the_second_time(
    planned: Seated, clock: FixedClock, desks: Any, tmp_path: Path
) -> None:
    gathering = planned.view.id
    bundle = tmp_path / "同步包.djb"
    export(planned, bundle)
    other: Seated = desks(tmp_path / "乙机", clock)
    take(other, bundle)
    there, here = whole(other, gathering), whole(planned, gathering)
    assert there == here
    (photo,) = there.attachments
    assert other.store(lambda store: store.attachments.check(photo.sha256))
    other.desk.context.open("meetings/records", gathering)
    other.settle()
    assert other.body.strip.facts.title.text() == "10月主题党日（含党员大会、党课）"

    again = preview(other, bundle)
    assert again.preview.nothing_new
    assert "没有新内容" in " ".join(value for _label, value in again.preview.lines) + again.accept_button.text()
    again.reject()
    assert other.problems() == []
    assert planned.problems() == []


def test_with_a_form_open_an_import_makes_a_conflict_and_overwrites_nothing(
    planned: Seated, clock: FixedClock, desks: Any, tmp_path: Path
) -> None:
    gathering = planned.view.id
    export(planned, tmp_path / "去.djb")
    other: Seated = desks(tmp_path / "乙机", clock)
    take(other, tmp_path / "去.djb")
    other.desk.context.open("meetings/records", gathering)
    other.settle()
    change_place(other, "五楼会议室")
    other.key("Ctrl+S")
    export(other, tmp_path / "回.djb")

    planned.desk.context.open("meetings/records", gathering)
    planned.settle()
    change_place(planned, "二楼党员活动室")
    field = planned.body.facts_form.fields["place"]
    # The form stays open with its words typed and not yet saved while the colleague's bundle comes in.
    planned.store(lambda store: bring_in(store, tmp_path / "回.djb"))
    planned.settle()
    assert field.raw() == "二楼党员活动室"
    assert "另外改过" in field.hint.text
    planned.key("Ctrl+S")
    (conflict,) = planned.store(lambda store: store.conflicts())
    assert {side.value for side in conflict.sides} == {"五楼会议室", "二楼党员活动室"}
    assert "待核对" in planned.body.facts_form.fields["place"].hint.text
    assert planned.problems() == []


def change_place(seated: Seated, place: str) -> None:
    seated.body.open_facts("place")
    seated.settle()
    line = seated.by_name("地点").lineEdit()
    line.selectAll()
    seated.put(line, place)


def bring_in(store: Any, source: Path) -> None:
    from dangjian_desktop import sync
    from dangjian_desktop.base.progress import Progress

    sync.apply(store, sync.read_bundle(store, source, PASSPHRASE, Progress()), Progress())
