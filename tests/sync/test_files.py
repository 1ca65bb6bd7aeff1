"""Bundles on the disk: written wholly or not at all, and opened with a sentence for whatever is wrong."""

from __future__ import annotations

import errno
import io
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from dangjian_desktop.base.errors import Cancelled, Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.sync import files
from dangjian_desktop.sync.files import PassphraseNeeded, check_bundle, encrypted, open_bundle, write_safely

from . import age_by_hand

PASSPHRASE = "银杏 渡口 早班 一九"


def fine(path: Path) -> None:
    """A check that finds nothing wrong."""


class FailingDisk:
    """Opens files whose writes fail after ``room`` bytes, or whose ``fsync`` fails."""

    def __init__(self, room: int, error: OSError) -> None:
        self.left = room
        self.error = error

    def __call__(self, path: Path) -> IO[bytes]:
        disk = self

        class File(io.FileIO):
            def write(self, data: Any) -> int:
                if disk.left < len(data):
                    super().write(bytes(data)[: disk.left])
                    disk.left = 0
                    raise disk.error
                disk.left -= len(data)
                return super().write(data)

        return File(path, "xb")  # type: ignore[return-value]


def test_a_file_is_written_and_takes_its_name(tmp_path: Path) -> None:
    target = tmp_path / "同步包.djb"
    assert write_safely(target, lambda out: out.write(b"whole") and None, fine) == 5
    assert target.read_bytes() == b"whole"
    assert [p.name for p in tmp_path.iterdir()] == ["同步包.djb"]


def test_what_a_crash_left_on_the_stick_is_cleared_by_the_next_export(tmp_path: Path) -> None:
    (tmp_path / ".同步包.djb.part").write_bytes(b"half")
    write_safely(tmp_path / "同步包.djb", lambda out: out.write(b"whole") and None, fine)
    assert [p.name for p in tmp_path.iterdir()] == ["同步包.djb"]


@pytest.mark.parametrize("room", [0, 1, 9, 10])
def test_a_disk_that_fills_at_any_byte_leaves_the_older_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    target = tmp_path / "同步包.djb"
    target.write_bytes(b"older")
    monkeypatch.setattr(files, "open_new", FailingDisk(room, OSError(errno.ENOSPC, "full")))

    def fill(out: IO[bytes]) -> None:
        for _ in range(11):
            out.write(b"x")

    with pytest.raises(Refused, match="已满") as refusal:
        write_safely(target, fill, fine)
    assert "同步包.djb" in str(refusal.value)
    assert target.read_bytes() == b"older"
    assert [p.name for p in tmp_path.iterdir()] == ["同步包.djb"]


def stop(out: object) -> None:
    raise Cancelled()


def wrong(path: object) -> None:
    raise Refused("核对不上。")


@pytest.mark.parametrize(
    ("fill", "verify", "error"), [(stop, fine, Cancelled), (lambda out: out.write(b"bad") and None, wrong, Refused)]
)
def test_a_cancelled_or_badly_read_back_file_leaves_the_older_one(
    tmp_path: Path, fill: Callable[[IO[bytes]], None], verify: Callable[[Path], None], error: type[Refused]
) -> None:
    target = tmp_path / "同步包.djb"
    target.write_bytes(b"older")
    with pytest.raises(error):
        write_safely(target, fill, verify)
    assert target.read_bytes() == b"older"
    assert [p.name for p in tmp_path.iterdir()] == ["同步包.djb"]


def test_a_stick_that_reads_back_something_else_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = iter(["written", "read back"])
    monkeypatch.setattr(files, "_hash", lambda path: next(hashes))
    with pytest.raises(Refused, match="U盘可能已损坏"):
        write_safely(tmp_path / "a.djb", lambda out: out.write(b"x") and None, fine)


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.EACCES, "没有权限"),
        (errno.EROFS, "只读"),
        (errno.ENOENT, "找不到"),
        (errno.ENOTDIR, "文件夹"),
        (errno.EIO, "U盘可能已拔出"),
        (errno.EFBIG, "FAT32"),
    ],
)
def test_what_the_disk_says_becomes_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, says: str
) -> None:
    monkeypatch.setattr(files, "open_new", FailingDisk(0, OSError(number, "no")))
    with pytest.raises(Refused, match=says):
        write_safely(tmp_path / "a.djb", lambda out: out.write(b"x") and None, fine)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="找不到"):
        write_safely(tmp_path / "没有" / "a.djb", fine, fine)  # type: ignore[arg-type]


def test_a_system_without_folder_handles_or_read_advice_is_served_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(files.os, "O_DIRECTORY")
    monkeypatch.delattr(files.os, "posix_fadvise", raising=False)
    assert write_safely(tmp_path / "a.djb", lambda out: out.write(b"x") and None, fine) == 1


def test_a_plain_bundle_opens_without_a_passphrase(tmp_path: Path, plain_content: bytes) -> None:
    path = tmp_path / "a.djb"
    path.write_bytes(plain_content)
    assert not encrypted(path)
    check_bundle(path, None, Progress())
    with open_bundle(path, "not needed") as content:
        assert content.manifest.actions == 2


def test_an_encrypted_bundle_opens_with_its_passphrase_only(tmp_path: Path, plain_content: bytes) -> None:
    path = tmp_path / "a.djb"
    path.write_bytes(age_by_hand.encrypt(plain_content, PASSPHRASE))
    assert encrypted(path)
    check_bundle(path, PASSPHRASE, Progress())
    with pytest.raises(PassphraseNeeded, match="加密"):
        check_bundle(path, None, Progress())
    with pytest.raises(Refused, match="口令不对"):
        check_bundle(path, "wrong", Progress())


@pytest.mark.parametrize("inner", [b"", b"a letter", b"PK\x03\x04 but no zip"])
def test_an_age_file_with_something_else_inside_is_refused(tmp_path: Path, inner: bytes) -> None:
    path = tmp_path / "a.djb"
    path.write_bytes(age_by_hand.encrypt(inner, PASSPHRASE))
    with pytest.raises(Refused, match="损坏"):
        check_bundle(path, PASSPHRASE, Progress())


@pytest.mark.parametrize(
    ("data", "says"), [(b"", "空的"), (b"%PDF-1.7", "不是支部工作台的同步包"), (b"PK", "不是支部工作台的同步包")]
)
def test_a_foreign_file_is_called_foreign(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "a.djb"
    path.write_bytes(data)
    with pytest.raises(Refused, match=says):
        check_bundle(path, None, Progress())


def test_a_file_that_is_gone_or_a_folder_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="找不到"):
        encrypted(tmp_path / "a.djb")
    with pytest.raises(Refused, match=r"文件夹|权限"):
        encrypted(tmp_path)
