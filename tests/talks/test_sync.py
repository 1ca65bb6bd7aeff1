"""The writer's notes never leave this PC, whatever a bundle carries."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.base.clock import SeededIds
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import Store
from dangjian_desktop.sync import apply, export_sync, read_bundle
from dangjian_desktop.talks.records import Talk

from .conftest import SCHEMA

if TYPE_CHECKING:
    from .conftest import Office

SECRET = "家中老人住院压力大"


def test_a_colleague_gets_the_talk_but_not_the_notes(office: Office, tmp_path: Path) -> None:
    talk = office.talk("李卫国", "周明", notes=SECRET, opinions="多支援窗口")
    office.do("edit_talk", id=talk, changes={"notes": SECRET + "，已好转"})
    bundle = export_sync(office.store, tmp_path / "bundle.djb", None, Progress()).path
    with zipfile.ZipFile(bundle) as content:
        for name in content.namelist():
            assert SECRET not in content.read(name).decode("utf-8", "replace")
    with Store.open(tmp_path / "other", SCHEMA, clock=office.clock, ids=SeededIds(9), device="家里电脑") as other:
        apply(other, read_bundle(other, bundle, None, Progress()), Progress())
        with other.read() as reader:
            record = reader.need(Talk, talk)
    assert (record.opinions, record.notes) == ("多支援窗口", None)
