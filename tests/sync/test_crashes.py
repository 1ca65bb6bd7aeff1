"""Power cuts, full disks and vanished sticks: an import or export happens wholly or not at all."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any

import pytest

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store.connection import Database
from dangjian_desktop.sync import apply, files

from . import branch
from .branch import PC, Meeting, OpenPC

MANY = os.environ.get("DANGJIAN_FUZZ") == "1"

APPLY = """
import sys
from datetime import datetime
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.sync.branch import open_pc
from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.sync import apply
pc = open_pc(Path(sys.argv[2]), "乙", FixedClock(datetime(2026, 10, 12, 9)), seed=sys.argv[4])
preview = pc.read(Path(sys.argv[3]))
print("ready", flush=True)
apply(pc.store, preview, Progress())
print("done", flush=True)
"""


def some_work(pc: PC, meetings: int = 40) -> None:
    for number in range(meetings):
        meeting = pc.meet(f"第{number}次会", place="三楼")
    pc.attach(meeting, "会场.jpg", b"picture" * 100_000)


@pytest.mark.parametrize("seed", range(8 if MANY else 2))
def test_a_pc_killed_during_an_import_has_all_of_it_or_nothing(
    open_pc: OpenPC, tmp_path: Path, clock: FixedClock, seed: int
) -> None:
    a = open_pc("甲")
    some_work(a)
    bundle = a.export()
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", APPLY, str(root), str(tmp_path), str(bundle), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline() == "ready\n"
        time.sleep(random.Random(seed).uniform(0, 0.12))
        victim.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        victim.wait()
    b = branch.open_pc(tmp_path, "乙", clock, seed="after")
    try:
        assert b.store.verify(Progress()) == []
        there = len(b.shared()["y_meetings"])
        assert there in (0, 40)
        b.take(bundle)
        assert a.shared() == b.shared()
    finally:
        b.close()


def test_a_data_disk_that_fails_at_any_statement_rolls_the_import_back(
    open_pc: OpenPC, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    b.meet("乙的会")
    meeting = a.meet("十月主题党日")
    photo = a.attach(meeting, "会场.jpg", b"picture")
    preview = b.read(a.export())
    before = b.shared(), b.store.journal.vector()
    run = Database.run
    failed = 0
    for at in range(1, 1000):
        writes = 0
        clock.advance(seconds=1)

        def failing(db: Database, sql: str, values: Any = (), at: int = at) -> list[Any]:
            nonlocal writes
            if db is b.store._core.db and sql.startswith(("INSERT", "UPDATE", "DELETE", "COMMIT")):
                writes += 1
                if writes == at:
                    raise Refused("磁盘已满，没有保存。")
            return run(db, sql, values)

        monkeypatch.setattr(Database, "run", failing)
        try:
            apply(b.store, preview, Progress())
        except Refused:
            failed += 1
        else:
            break
        finally:
            monkeypatch.setattr(Database, "run", run)
        assert (b.shared(), b.store.journal.vector()) == before
        assert not b.store.attachments.has(photo)
    assert failed > 5
    assert b.get(Meeting, meeting).title == "十月主题党日"
    assert b.store.attachments.check(photo)
    assert b.store.verify(Progress()) == []


class Full:
    """A disk with room for so many bytes."""

    def __init__(self, room: int) -> None:
        self.room = room

    def __call__(self, path: Path) -> IO[bytes]:
        file = path.open("xb")
        write = file.write

        def limited(data: Any) -> int:
            self.room -= len(data)
            if self.room < 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            return write(data)

        file.write = limited  # type: ignore[method-assign]
        return file


@pytest.mark.usefixtures("quick_passphrases")
@pytest.mark.parametrize("passphrase", [None, "银杏 渡口 早班 一九"])
def test_a_stick_that_fills_up_is_told_and_keeps_the_older_bundle(
    open_pc: OpenPC, monkeypatch: pytest.MonkeyPatch, passphrase: str | None
) -> None:
    a = open_pc("甲")
    a.attach(a.meet("一月支委会"), "会场.jpg", b"picture" * 1000)
    target = a.desk / "同步包.djb"
    branch.export_sync(a.store, target, passphrase, Progress())
    older = target.read_bytes()
    a.meet("二月支委会")
    for room in range(0, len(older), 997):
        monkeypatch.setattr(files, "open_new", Full(room))
        with pytest.raises(Refused, match="已满"):
            branch.export_sync(a.store, target, passphrase, Progress())
        assert target.read_bytes() == older
        assert sorted(p.name for p in a.desk.iterdir()) == ["会场.jpg", "同步包.djb"]


def test_a_full_temporary_folder_is_told(open_pc: OpenPC, monkeypatch: pytest.MonkeyPatch) -> None:
    from dangjian_desktop.sync import export

    class FullScratch(files.tempfile.SpooledTemporaryFile):  # type: ignore[name-defined,misc]
        def write(self, data: Any) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    a = open_pc("甲")
    a.meet("一月支委会")
    monkeypatch.setattr(export, "scratch", FullScratch)
    with pytest.raises(Refused, match=r"临时文件.*已满"):
        a.export()
    assert list(a.desk.iterdir()) == []


def test_a_data_disk_without_room_for_the_attachments_is_told_at_reading(
    open_pc: OpenPC, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    a.attach(a.meet("一月支委会"), "会场.jpg", b"picture")
    bundle = a.export()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    from dangjian_desktop.sync.container import Content

    monkeypatch.setattr(Content, "copy_attachment", full)
    with pytest.raises(Refused, match=r"暂存附件.*已满"):
        b.read(bundle)
    assert not any((b.store.folder / "incoming").iterdir())


def test_a_stick_that_is_pulled_out_while_reading_is_told(open_pc: OpenPC, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    a.meet("一月支委会")
    bundle = a.export()

    def gone(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    from dangjian_desktop.sync.container import Content

    monkeypatch.setattr(Content, "check", gone)
    with pytest.raises(Refused, match="U盘可能已拔出"):
        b.read(bundle)
    assert b.store.journal.vector() == {}


def test_a_harmed_bundle_that_was_being_read_leaves_no_attachment_behind(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    photo = a.attach(a.meet("一月支委会"), "会场.jpg", b"picture" * 1000)
    bundle = a.export()
    data = bytearray(bundle.read_bytes())
    data[data.index(b"picture") + 3] ^= 1
    bundle.write_bytes(data)
    with pytest.raises(Refused, match="损坏"):
        b.read(bundle)
    assert not b.store.attachments.has(photo)
    assert not any((b.store.folder / "incoming").iterdir())
