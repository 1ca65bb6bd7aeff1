"""The inside of a bundle: a strict zip of manifest, actions as JSON lines, and attachments by hash.

A reader trusts nothing: structure, names, sizes and hashes are checked before the first action is looked at, no
member is ever extracted under its own name, and nothing larger than declared is ever read.
"""

from __future__ import annotations

import errno
import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.sync.manifest import (
    ACTIONS,
    ATTACHMENTS,
    MANIFEST,
    MAX_MANIFEST,
    MAX_MEMBERS,
    BadManifest,
    Manifest,
    Member,
)
from dangjian_desktop.sync.secrets import DAMAGED, DAMAGED_HINT

CHUNK: Final = 2**20
ZIP_MAGIC: Final = b"PK\x03\x04"
LONGEST_LINE: Final = 64 * 2**20
_FIXED_TIME: Final = (1980, 1, 1, 0, 0, 0)
_MAX_DIRECTORY: Final = 256 * MAX_MEMBERS
_TOO_DENSE: Final = 400
"""JSON of real actions packs 5- to 40-fold; a bomb a thousandfold."""

_ZIP_FAULTS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    ValueError,
    OverflowError,
)


def damaged(detail: str) -> Refused:
    """The refusal of a bundle that is not what it should be; ``detail`` (English) is kept for the folded details."""
    refusal = Refused(DAMAGED, hint=DAMAGED_HINT)
    refusal.add_note(detail)
    return refusal


@contextmanager
def _zip_faults() -> Iterator[None]:
    """Whatever the zip reader stumbles over becomes one sentence."""
    try:
        yield
    except _ZIP_FAULTS as error:
        raise damaged(f"zip: {error}") from error
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise damaged("an offset outside the file") from error
    except BadManifest as error:
        raise damaged(f"manifest: {error}") from error


class ContentWriter:
    """Writes a content member by member, hashing as it goes; the manifest comes last. A context manager."""

    def __init__(self, target: IO[bytes], progress: Progress) -> None:
        self._zip = zipfile.ZipFile(target, "w", allowZip64=True)
        self._progress = progress
        self.members: dict[str, Member] = {}

    def __enter__(self) -> ContentWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        # What was begun and failed is thrown away with its target; a zip left open would speak up later.
        with suppress(OSError):
            self._zip.close()

    def add_actions(self, lines: Iterable[bytes]) -> None:
        """Write the actions: one JSON object a line, in causal order."""
        self._add(ACTIONS, (line + b"\n" for line in lines), zipfile.ZIP_DEFLATED)

    def add_attachment(self, sha256: str, path: Path) -> None:
        """Copy one attachment.

        Raises :class:`Refused` when the file on this PC no longer has the hash it is kept under.
        """
        with path.open("rb") as source:
            member = self._add(ATTACHMENTS + sha256, self._chunks(source), zipfile.ZIP_STORED)
        if member.sha256 != sha256:
            raise Refused(
                "本机有一个附件的文件已损坏，没有导出。",
                hint="请先在“帮助—检查数据”里找出是哪一个，从备份恢复后再导出。",
            )

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest and end the zip."""
        info = zipfile.ZipInfo(MANIFEST, _FIXED_TIME)
        info.compress_type = zipfile.ZIP_DEFLATED
        self._zip.writestr(info, manifest.to_bytes())
        self._zip.close()

    def _chunks(self, source: IO[bytes]) -> Iterator[bytes]:
        while chunk := source.read(CHUNK):
            self._progress.step(0, 0, "正在写入附件")
            yield chunk

    def _add(self, name: str, pieces: Iterable[bytes], compression: int) -> Member:
        info = zipfile.ZipInfo(name, _FIXED_TIME)
        info.compress_type = compression
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as out:
            for piece in pieces:
                out.write(piece)
                digest.update(piece)
                size += len(piece)
        self.members[name] = Member(size, digest.hexdigest())
        return self.members[name]


class Content:
    """An opened content. :attr:`manifest` is checked on opening; :meth:`check` hashes every member."""

    def __init__(self, source: IO[bytes]) -> None:
        """Check the structure of the zip and read the manifest.

        Raises :class:`Refused` for anything damaged, hostile, foreign or newer than this program.
        """
        self._source = source
        try:
            with _zip_faults():
                _check_directory(source)
                self._zip = zipfile.ZipFile(source)
                infos = self._checked_infos()
                self.manifest = Manifest.parse(self._read_manifest(infos[MANIFEST]))
                self._check_members(infos)
        except BaseException:
            source.close()
            raise

    def __enter__(self) -> Content:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._zip.close()
        self._source.close()

    def check(self, progress: Progress) -> None:
        """Read every member and compare size and SHA-256. Raises :class:`Refused` where one differs."""
        everything = sum(m.size for m in self.manifest.members.values())
        done = 0
        for name in self.manifest.members:
            for chunk in self._verified(name):
                done += len(chunk)
                progress.step(done, everything, "正在核对同步包")

    def actions(self) -> Iterator[bytes]:
        """The actions, one JSON text each, without the line's end."""
        rest = b""
        for chunk in self._verified(ACTIONS):
            lines = (rest + chunk).split(b"\n")
            rest = lines.pop()
            if len(rest) > LONGEST_LINE:
                raise damaged("a line without end")
            yield from lines
        if rest:
            raise damaged("the last line is cut")

    def copy_attachment(self, sha256: str, target: IO[bytes], progress: Progress) -> None:
        """Write one attachment to ``target``. Raises :class:`Refused` when it is not what its name says."""
        for chunk in self._verified(ATTACHMENTS + sha256):
            target.write(chunk)
            progress.step(0, 0, "正在取出附件")

    def _checked_infos(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        result = {info.filename: info for info in infos}
        if len(result) != len(infos) or len(infos) > MAX_MEMBERS or self._zip.comment:
            raise BadManifest("members twice, too many, or a comment")
        if MANIFEST not in result:
            raise Refused("这个文件不是支部工作台的同步包。", hint="请选择对方导出的 .djb 文件。")
        for info in infos:
            if info.flag_bits & 0x1 or info.orig_filename != info.filename:
                raise BadManifest("a zip of another making")
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise BadManifest("compression")
            if info.file_size > _TOO_DENSE * max(info.compress_size, 1024):
                raise BadManifest("a bomb")
        return result

    def _read_manifest(self, info: zipfile.ZipInfo) -> bytes:
        if info.file_size > MAX_MANIFEST:
            raise BadManifest("manifest too large")
        with self._zip.open(info) as member:
            return member.read()

    def _check_members(self, infos: dict[str, zipfile.ZipInfo]) -> None:
        if set(infos) != {MANIFEST, *self.manifest.members}:
            raise BadManifest("members differ from the manifest")
        if any(infos[name].file_size != member.size for name, member in self.manifest.members.items()):
            raise BadManifest("sizes differ from the manifest")

    def _verified(self, name: str) -> Iterator[bytes]:
        """The bytes of a member; raises at its end when its hash is another than the manifest's."""
        digest = hashlib.sha256()
        with _zip_faults(), self._zip.open(name) as member:
            while chunk := member.read(CHUNK):
                digest.update(chunk)
                yield chunk
        if digest.hexdigest() != self.manifest.members[name].sha256:
            raise damaged(f"hash of {name}")


def _check_directory(source: IO[bytes]) -> None:
    """Refuse an absurd central directory before it is parsed into memory; no comment, nothing after the end."""
    end = source.seek(0, 2)
    source.seek(max(0, end - 42))
    tail = source.read(42)
    if len(tail) < 22 or tail[-22:-18] != b"PK\x05\x06":
        raise BadManifest("no end of zip")
    size = struct.unpack("<L", tail[-10:-6])[0]
    if len(tail) == 42 and tail[:4] == b"PK\x06\x07":
        source.seek(struct.unpack("<Q", tail[8:16])[0])
        record = source.read(56)
        if len(record) < 56 or record[:4] != b"PK\x06\x06":
            raise BadManifest("zip64")
        size = struct.unpack("<Q", record[40:48])[0]
    if size > _MAX_DIRECTORY:
        raise BadManifest("directory too large")
    source.seek(0)
