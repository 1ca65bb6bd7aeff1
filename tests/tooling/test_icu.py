"""The frozen program's small ICU data: what stays, and that Qt sorts Chinese with it as with the whole."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import PySide6
import pytest

from .conftest import ROOT, load

SORT = """
import functools
from PySide6.QtCore import QCollator, QLocale
order = QCollator(QLocale("zh_CN"))
print("".join(sorted("王张李赵陈阿", key=functools.cmp_to_key(order.compare))))
print([line.split()[-1] for line in open("/proc/self/maps") if "libicudata" in line][0])
"""


@pytest.fixture
def icu() -> ModuleType:
    return load(ROOT / "installer" / "icu.py")


def package(items: dict[str, bytes]) -> bytes:
    """A package of ICU data: a head of 32 bytes, the places of names and contents, names, contents."""
    head = struct.pack("<H2B", 32, 0xDA, 0x27).ljust(12, b"\0") + b"CmnD"
    head = head.ljust(32, b"\0")
    names = [f"icudt73l/{name}".encode() + b"\0" for name in items]
    place, table, name_place = 4 + 8 * len(items) + sum(map(len, names)), b"", 4 + 8 * len(items)
    place += -place % 16
    contents = b""
    for name, content in zip(names, items.values(), strict=True):
        table += struct.pack("<2I", name_place, place + len(contents))
        name_place += len(name)
        contents += content.ljust(len(content) + -len(content) % 16, b"\0")
    return head + (struct.pack("<I", len(items)) + table + b"".join(names)).ljust(place, b"\0") + contents


def test_what_other_languages_need_goes_and_what_chinese_needs_stays(icu: ModuleType) -> None:
    kept = ["root.res", "zh.res", "coll/zh.res", "coll/ucadata.icu", "gb18030.cnv", "nfc.nrm", "zone/zh.res"]
    gone = ["fr.res", "coll/ko.res", "translit/root.res", "brkitr/thaidict.dict", "unit/zh.res", "ibm-37_P100-1995.cnv"]
    assert [name for name in kept + gone if icu.wanted(name)] == kept


def test_the_smaller_package_holds_the_same_bytes_in_the_same_order_at_even_places(icu: ModuleType) -> None:
    whole = package({"aa.res": b"1" * 40, "root.res": b"2" * 23, "th.res": b"3" * 99, "zh.res": b"4" * 17})
    assert icu.smaller(whole) == package({"root.res": b"2" * 23 + bytes(9), "zh.res": b"4" * 17})


def test_data_of_another_format_is_refused(icu: ModuleType) -> None:
    with pytest.raises(ValueError, match="no package"):
        icu.smaller(bytes(64))


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("ld") is None, reason="binutils on Linux")
def test_qt_sorts_names_with_the_small_data_as_with_the_whole(icu: ModuleType, tmp_path: Path) -> None:
    library = next((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicudata.so.*"))
    small = icu.trimmed(library, tmp_path)
    assert small.stat().st_size < 6e6 < library.stat().st_size

    def told(**environment: str) -> list[str]:
        line = [sys.executable, "-c", SORT]
        return subprocess.run(
            line, env=os.environ | environment, capture_output=True, text=True, check=True
        ).stdout.split()

    assert told() == ["阿陈李王张赵", str(library.resolve())]
    assert told(LD_PRELOAD=str(small)) == ["阿陈李王张赵", str(small)]
