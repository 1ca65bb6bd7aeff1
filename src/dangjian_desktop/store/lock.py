"""One program at a time in a data folder."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import IO

from dangjian_desktop.base.errors import Refused

_BYTE = 1 << 20  # far behind the text, since Windows forbids reading a locked byte


class FolderLock:
    """Held while the store is open; released by the system if the program dies."""

    def __init__(self, folder: Path, device: str, since: str) -> None:
        """Take the lock. Raises :class:`Refused` naming who has it."""
        self._path = folder / "in-use.lock"
        try:
            self._file: IO[bytes] = os.fdopen(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644), "r+b")
        except OSError as error:
            raise Refused("数据文件夹不能写入。", hint=f"请检查文件夹的权限，或换一个文件夹：{folder}") from error
        if not _try_lock(self._file):
            self._file.close()
            raise Refused(f"数据正在使用中（{self._holder()}）。", hint="请先关闭已打开的窗口，再试一次。")
        self._file.truncate(0)
        self._file.write(json.dumps({"device": device, "since": since, "pid": os.getpid()}).encode())
        self._file.flush()

    def _holder(self) -> str:
        try:
            data = json.loads(self._path.read_text(encoding="utf-8") or "{}")
            return f"{data['device']}，{str(data['since']).replace('T', ' ')} 打开"
        except (OSError, ValueError, KeyError, TypeError):
            return "另一个窗口"

    def release(self) -> None:
        """Let go. Does nothing the second time."""
        if not self._file.closed:
            self._file.truncate(0)
            self._file.close()


def _try_lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
