"""Attachments: files named by their SHA-256, written and fsynced before the row that names them."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from sqlalchemy.orm import Mapped

from dangjian_desktop.base.errors import Damaged, Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store.schema import Part, column

_CHUNK = 1 << 20
_NAME = re.compile(r"[0-9a-f]{64}")
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


class Attachment(Part):
    """A photo, a signed sheet, material. ``owner`` may be a record of any kind."""

    __tablename__ = "attachments"
    __label__ = "附件"
    __owner_kind__ = "*"

    sha256: Mapped[str | None] = column("文件校验码")
    name: Mapped[str | None] = column("文件名", search=True)
    media_type: Mapped[str | None] = column("文件类型")
    size: Mapped[int | None] = column("大小（字节）")
    role: Mapped[str | None] = column(
        "用途",
        words={
            "photo": "照片",
            "sign_in_sheet": "签到表扫描件",
            "material": "材料",
            "signed_copy": "签字件",
            "issued_paper": "签发件",
        },
    )
    caption: Mapped[str | None] = column("说明", search=True)


@dataclass(frozen=True)
class Stored:
    """A file taken into the store: what an :class:`Attachment` row is made of."""

    sha256: str
    size: int
    name: str
    media_type: str


class Attachments:
    """The folder of files. ``store.attachments``."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.folder = folder / "attachments"
        self._opened = folder / "opened"
        self._read_only = read_only

    def add(self, source: Path, progress: Progress | None = None) -> Stored:
        """Copy a file in, durably; the same content is kept once.

        Raises :class:`Refused` when it can't be read, is empty or a folder, or the disk is full, and
        :class:`~dangjian_desktop.base.errors.Cancelled`; nothing is left behind then.
        """
        progress = progress or Progress()
        if self._read_only:
            raise Refused("数据是以只读方式打开的，不能添加附件。")
        try:
            total = source.stat().st_size
            if not source.is_file() or not total:
                raise Refused(f"“{source.name}”是空文件或文件夹，没有添加。")
            with source.open("rb") as reader:
                digest, size = self._take(reader, total, progress)
        except FileNotFoundError as error:
            raise Refused(f"找不到文件“{source.name}”。", hint="它可能已被移动、改名，或U盘已拔出。") from error
        except OSError as error:
            raise Refused(f"没能添加附件“{source.name}”。", hint=_reason(error)) from error
        return _stored(digest, size, source.name)

    def keep(self, data: bytes, name: str) -> Stored:
        """Keep what was made here as a file, durably; the same content is kept once. Raises :class:`Refused`."""
        if self._read_only:
            raise Refused("数据是以只读方式打开的，不能添加附件。")
        try:
            digest, size = self._take(BytesIO(data), len(data), Progress())
        except OSError as error:
            raise Refused(f"没能保存“{name}”。", hint=_reason(error)) from error
        return _stored(digest, size, name)

    def _take(self, reader: object, total: int, progress: Progress) -> tuple[str, int]:
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self.folder, prefix="new-")
        try:
            digest, size = hashlib.sha256(), 0
            with os.fdopen(handle, "wb") as writer:
                while chunk := reader.read(_CHUNK):  # type: ignore[attr-defined]
                    digest.update(chunk)
                    size += len(chunk)
                    writer.write(chunk)
                    progress.step(size, total, "正在保存附件")
                writer.flush()
                os.fsync(writer.fileno())
            name = digest.hexdigest()
            target = self._place(name)
            target.parent.mkdir(exist_ok=True)
            if target.exists():
                Path(temporary).unlink()
            else:
                Path(temporary).replace(target)
                sync_folder(target.parent)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return name, size

    def _place(self, sha256: str) -> Path:
        if not _NAME.fullmatch(sha256):
            raise Damaged("附件的校验码不正确。")
        return self.folder / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        """Whether the file is here."""
        return bool(_NAME.fullmatch(sha256)) and self._place(sha256).is_file()

    def path(self, sha256: str) -> Path:
        """Where the file lies; never to be handed to another program. Raises :class:`Damaged` when missing."""
        place = self._place(sha256)
        if not place.is_file():
            raise Damaged("附件的文件不在本机。", hint="请从备份恢复，或请对方重新导出同步包。")
        return place

    def open_copy(self, sha256: str, name: str) -> Path:
        """A read-only copy under its own name, for other programs to open."""
        source = self.path(sha256)
        folder = self._opened / sha256[:12]
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / safe_name(name)
        if target.exists():
            target.chmod(0o644)
        shutil.copyfile(source, target)
        target.chmod(0o444)
        return target

    def clear_copies(self) -> None:
        """Remove the named copies of earlier days; what another program still holds open stays."""
        for copy in self._opened.glob("*/*"):
            try:
                copy.chmod(0o644)
                copy.unlink()
                copy.parent.rmdir()
            except OSError:
                continue

    def all(self) -> Iterator[str]:
        """The checksums of all files here."""
        return (file.name for file in sorted(self.folder.glob("??/*")) if _NAME.fullmatch(file.name))

    def check(self, sha256: str) -> bool:
        """Whether the file is here and still has its checksum."""
        return self.has(sha256) and file_hash(self._place(sha256)) == sha256

    def discard(self, sha256: str) -> None:
        """Remove a file nothing names any more."""
        self._place(sha256).unlink(missing_ok=True)


def _stored(digest: str, size: int, name: str) -> Stored:
    return Stored(digest, size, name, mimetypes.guess_type(name)[0] or "application/octet-stream")


def file_hash(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as reader:
        return hashlib.file_digest(reader, "sha256").hexdigest()


def safe_name(name: str) -> str:
    """A file name that every system takes: no path, no forbidden characters, not too long, never empty."""
    plain = _FORBIDDEN.sub("_", name).strip(" .") or "附件"
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:80]}{dot}{ending[:16]}" if dot else plain[:80]


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: OSError) -> str:
    import errno

    if error.errno == errno.ENOSPC:
        return "磁盘已满，请清理后再试。"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "没有读写权限，请检查文件和数据文件夹的权限。"
    return "读写文件时出错，请检查磁盘或U盘后再试。"
