"""ICU's data for Qt on Linux without what this program never asks for: 30 MB of other languages' names and rules.

Qt needs ICU for collation and for what the system's encoding is; its own tables hold everything else. The library
``libicudata`` is nothing but one block of data under one symbol, so that a smaller block makes a smaller library.
"""

from __future__ import annotations

import re
import struct
import subprocess
from pathlib import Path

ALIGNED = 16
_HEAD = struct.Struct("<H2B")
_FORMAT = slice(12, 16)
_KEPT = re.compile(
    r"""[^/]*\.(icu|nrm|spp)                                        # properties of characters, normal forms
    |(coll/|zone/|brkitr/)?(root|zh|zh_Hans|zh_Hans_CN|en|en_US|en_US_POSIX|pool|res_index)\.res
    |coll/ucadata\.icu|brkitr/(char|word|line|sent)[^/]*\.brk
    |(supplementalData|numberingSystems|likelySubtags|keyTypeData|plurals|pluralRanges|timezoneTypes|zoneinfo64
      |metaZones|windowsZones|icuver|icustd|dayPeriods|genderList|currencyNumericCodes|units|grammaticalFeatures)\.res
    |(gb18030|ibm-1386_P100-2001|windows-936-2000|ibm-1383_P110-1999)\.cnv""",
    re.VERBOSE,
)


def wanted(name: str) -> bool:
    """Whether an item of the data stays; ``name`` without the package before it."""
    return _KEPT.fullmatch(name) is not None


def smaller(data: bytes) -> bytes:
    """The same package of items with the wanted ones alone. Raises ``ValueError`` for data of another format."""
    size, first, second = _HEAD.unpack_from(data)
    if (first, second) != (0xDA, 0x27) or data[_FORMAT] != b"CmnD":
        raise ValueError("no package of ICU data")
    (count,) = struct.unpack_from("<I", data, size)
    places = [struct.unpack_from("<2I", data, size + 4 + 8 * number) for number in range(count)]
    ends = [place for _name, place in places[1:]] + [len(data) - size]
    items = []
    for (name, start), end in zip(places, ends, strict=True):
        title = data[size + name : data.index(b"\0", size + name)]
        if wanted(title.decode().partition("/")[2]):
            items.append((title + b"\0", data[size + start : size + end]))
    return data[:size] + _package(items)


def _package(items: list[tuple[bytes, bytes]]) -> bytes:
    names, contents = b"", b""
    base = 4 + 8 * len(items)
    after = base + sum(len(name) for name, _content in items)
    after += -after % ALIGNED
    table = struct.pack("<I", len(items))
    for name, content in items:
        table += struct.pack("<2I", base + len(names), after + len(contents))
        names += name
        contents += content + bytes(-len(content) % ALIGNED)
    return (table + names).ljust(after, b"\0") + contents


def block_of(library: Path) -> tuple[str, bytes]:
    """The symbol and the data of ``libicudata``. Raises ``ValueError`` where there isn't just one."""
    listed = subprocess.run(["readelf", "-W", "--dyn-syms", library], capture_output=True, text=True, check=True).stdout
    found = re.findall(r"([0-9a-f]{16}) +(0x[0-9a-f]+|\d+) OBJECT +GLOBAL +DEFAULT +\d+ (icudt\d+_dat)\b", listed)
    if len(found) != 1:
        raise ValueError(f"{library.name} is not one block of ICU data")
    place, size, symbol = int(found[0][0], 16), int(found[0][1], 0), found[0][2]
    return symbol, library.read_bytes()[place : place + size]


def trimmed(library: Path, folder: Path) -> Path:
    """A small ``libicudata`` in ``folder`` in place of the whole one, made with the system's binutils."""
    symbol, data = block_of(library)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "icu.dat").write_bytes(smaller(data))
    section = ".rodata,alloc,load,readonly,data,contents"
    renamed = ["--redefine-sym", f"_binary_icu_dat_start={symbol}", "--rename-section", f".data={section}"]
    aligned = ["--set-section-alignment", f".rodata={ALIGNED}"]
    for line in (
        ["ld", "-r", "-b", "binary", "-o", "icu.o", "icu.dat"],
        ["objcopy", *renamed, "icu.o", "named.o"],
        ["objcopy", *aligned, "named.o"],
        ["ld", "-shared", "-z", "noexecstack", "-soname", library.name, "-o", library.name, "named.o"],
    ):
        subprocess.run(line, cwd=folder, check=True)
    return folder / library.name
