"""Official faces installed on this PC: found by family name, taken only where embedding is allowed."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_RESTRICTED = 0x0002
_NO_SUBSETTING = 0x0100
_BITMAP_ONLY = 0x0200
_FAMILY_NAMES = (1, 16)


@dataclass(frozen=True)
class FontFile:
    """One TrueType face of a file (``index`` within a collection) and the family names it answers to."""

    path: Path
    index: int
    families: frozenset[str]


def font_folders() -> list[Path]:
    """Where this system keeps fonts, the user's own first."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        windows = Path(os.environ.get("WINDIR", r"C:\Windows"))
        return [local / "Microsoft" / "Windows" / "Fonts", windows / "Fonts"]
    return [
        home / ".local" / "share" / "fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
    ]


def scan(folders: Iterable[Path]) -> Iterator[FontFile]:
    """Every embeddable TrueType face below the folders, in a fixed order. Unreadable files are passed over."""
    for folder in folders:
        if not folder.is_dir():
            continue
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in (".ttf", ".ttc"):
                yield from read_font(path)


def read_font(path: Path) -> list[FontFile]:
    """The embeddable TrueType faces of one file; none if it is no font, or its licence bits forbid embedding."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
            if head[:4] == b"ttcf":
                count = struct.unpack(">L", head[8:12])[0]
                offsets = struct.unpack(f">{count}L", file.read(4 * count))
            else:
                offsets = (0,)
            faces = []
            for index, offset in enumerate(offsets):
                families = _families(file, offset)
                if families:
                    faces.append(FontFile(path, index, families))
            return faces
    except (OSError, struct.error, MemoryError):
        return []


def _families(file: BinaryIO, offset: int) -> frozenset[str]:
    """Family names of the face at ``offset``; empty when it has no TrueType outlines or may not be embedded."""
    file.seek(offset)
    count = struct.unpack(">4xH6x", file.read(12))[0]
    tables = {}
    for _ in range(count):
        tag, start, length = struct.unpack(">4s4xLL", file.read(16))
        tables[tag] = (start, length)
    if not {b"glyf", b"name", b"OS/2"} <= tables.keys():
        return frozenset()
    file.seek(tables[b"OS/2"][0] + 8)
    rights = struct.unpack(">H", file.read(2))[0]
    if rights & 0xF == _RESTRICTED or rights & (_NO_SUBSETTING | _BITMAP_ONLY):
        return frozenset()
    start, length = tables[b"name"]
    file.seek(start)
    return frozenset(_names(file.read(length)))


def _names(table: bytes) -> Iterator[str]:
    """Family names in every language of a name table (Windows and Unicode platforms)."""
    count, strings = struct.unpack(">2xHH", table[:6])
    for number in range(count):
        platform, _, _, name, length, place = struct.unpack_from(">6H", table, 6 + 12 * number)
        if name in _FAMILY_NAMES and platform in (0, 3):
            text = table[strings + place : strings + place + length].decode("utf-16-be", errors="replace")
            yield text.strip()
