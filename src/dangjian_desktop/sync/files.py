"""Bundles as files: written so that a bad one never takes the good one's name, opened so that nothing is trusted."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final, cast

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.sync.container import CHUNK, ZIP_MAGIC, Content, damaged
from dangjian_desktop.sync.secrets import ONE_PIECE, decrypt, is_encrypted

SUFFIX: Final = ".djb"
NOT_A_BUNDLE: Final = "这个文件不是支部工作台的同步包。"
_CHOOSE_HINT: Final = "请选择对方导出的 .djb 文件。"


class PassphraseNeeded(Refused):
    """The bundle is encrypted and no passphrase was given."""


def scratch() -> IO[bytes]:
    """A nameless file that stays in memory while small; gone when closed."""
    return cast("IO[bytes]", tempfile.SpooledTemporaryFile(max_size=ONE_PIECE + CHUNK))


def open_new(path: Path) -> IO[bytes]:
    """Create a file for writing; it must not exist yet."""
    return path.open("xb")


@contextmanager
def disk_errors(path: Path, doing: str) -> Iterator[None]:
    """Turn what the disk says into a sentence. ``doing`` is a Chinese verb: 写入, 读取."""
    try:
        yield
    except OSError as error:
        raise Refused(f"{doing}“{path.name}”失败：{_reason(error)}。", hint=_advice(error)) from error


def _reason(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "磁盘或U盘已满"
    if error.errno == errno.EFBIG:
        return "文件太大，U盘的格式放不下（FAT32 的U盘单个文件不能超过 4 GB）"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "没有权限，或者U盘、文件夹是只读的"
    if error.errno == errno.ENOENT:
        return "找不到这个文件或文件夹"
    if error.errno in (errno.EISDIR, errno.ENOTDIR):
        return "这里应当是文件，却是文件夹，或者相反"
    return "读写出错，U盘可能已拔出或损坏"


def _advice(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "请清理出空间，或换一个位置，再试一次。"
    return "请检查U盘和位置，再试一次；本机的数据没有变化。"


def write_safely(target: Path, fill: Callable[[IO[bytes]], None], verify: Callable[[Path], None]) -> int:
    """Let ``fill`` write a new file that takes the name ``target`` only when it is whole; return its size in bytes.

    Written to a temporary neighbour, fsynced, read back and checked by ``verify``, renamed, and compared once more
    under its final name. On any failure an older file of that name stays as it was and no rest is left behind.
    Raises :class:`Refused` with the disk's reason.
    """
    part = target.with_name(f".{target.name}.part")
    with disk_errors(target, "写入"):
        part.unlink(missing_ok=True)
        try:
            with open_new(part) as out:
                fill(out)
                out.flush()
                os.fsync(out.fileno())
            verify(part)
            written = _hash(part)
            part.replace(target)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        _sync_folder(target.parent)
        if _hash(target) != written:
            raise Refused(
                f"“{target.name}”写入后读回的内容与写入的不一致，U盘可能已损坏。", hint="请换一个U盘重新导出。"
            )
        return target.stat().st_size


def _hash(path: Path) -> str:
    """SHA-256 of a file, read from the device rather than from memory where the system allows to ask for it."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; Windows has no such call and needs none."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):  # some stick file systems refuse to fsync a folder
            os.fsync(handle)
    finally:
        os.close(handle)


def encrypted(path: Path) -> bool:
    """Whether the bundle at ``path`` asks for a passphrase. Raises :class:`Refused` for a foreign file."""
    with disk_errors(path, "读取"), path.open("rb") as file:
        start = file.read(32)
    if is_encrypted(start):
        return True
    if not start.startswith(ZIP_MAGIC):
        raise _foreign(start)
    return False


def _foreign(start: bytes) -> Refused:
    if not start:
        return Refused("这个文件是空的。", hint="可能没有拷贝完整，请重新拷贝一次。")
    return Refused(NOT_A_BUNDLE, hint=_CHOOSE_HINT)


@contextmanager
def open_bundle(path: Path, passphrase: str | None) -> Iterator[Content]:
    """Open a bundle for reading; its structure and manifest are checked, its members not yet.

    Raises :class:`PassphraseNeeded`, or :class:`Refused` for whatever else keeps it from being read.
    """
    if encrypted(path):
        if not passphrase:
            raise PassphraseNeeded("这个同步包是加密的。", hint="请输入支部口令。")
        content = _decrypted(path, passphrase)
    else:
        with disk_errors(path, "读取"):
            content = Content(path.open("rb"))
    with content, disk_errors(path, "读取"):
        yield content


def _decrypted(path: Path, passphrase: str) -> Content:
    """The content of an encrypted bundle, in memory or in a nameless file."""
    plain = scratch()
    try:
        with disk_errors(path, "读取"), path.open("rb") as file:
            decrypt(file, path.stat().st_size, plain, passphrase)
        plain.seek(0)
        if plain.read(4) != ZIP_MAGIC:
            raise damaged("no zip inside")
    except BaseException:
        plain.close()
        raise
    return Content(plain)


def check_bundle(path: Path, passphrase: str | None, progress: Progress) -> None:
    """Read a bundle wholly and compare every hash. Raises :class:`Refused` when it is not as it should be."""
    with open_bundle(path, passphrase) as content:
        content.check(progress)
