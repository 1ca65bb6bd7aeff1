"""A finished paper put in its place as a whole."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from dangjian_desktop.base.errors import Refused


def put_in_place(data: bytes, target: Path) -> None:
    """Write a file completely or not at all: a failure leaves an older file as it was and raises ``Refused``."""
    scratch = target.with_name(f".{target.name}.new")
    try:
        with scratch.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(target)
    except OSError as error:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)
        raise Refused(
            f"写不进“{target}”（{error.strerror}）。",
            hint="请看磁盘是否已满、文件夹能否写入、文件是否正被别的程序打开。",
        ) from None
