#!/usr/bin/env python3
"""Make the shipped fonts from their published packages, the same bytes each time.

    python resources/fonts/build_fonts.py            # fetch, build, compare with SHA256SUMS
    python resources/fonts/build_fonts.py --update   # fetch, build, write SHA256SUMS
    python resources/fonts/build_fonts.py --from DIR # take the packages from DIR instead of fetching them

Needs fonttools, ``npm`` and a Debian system's ``apt-get`` and ``dpkg-deb``. Packages are taken through their ordinary
clients and checked against the sums below. GPL and OFL outlines never meet in one file: what one face lacks, the
program takes from another file, run by run.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Package:
    """A published package: how its client names it, the archive it yields and that archive's SHA-256."""

    client: str
    name: str
    archive: str
    sha256: str


SANS = Package(
    "npm",
    "@expo-google-fonts/noto-sans-sc@0.4.3",
    "expo-google-fonts-noto-sans-sc-0.4.3.tgz",
    "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
)
SERIF = Package(
    "npm",
    "@expo-google-fonts/noto-serif-sc@0.4.3",
    "expo-google-fonts-noto-serif-sc-0.4.3.tgz",
    "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
)
FANDOL = Package(
    "apt",
    "texlive-lang-chinese=2022.20230122-1",
    "texlive-lang-chinese_2022.20230122-1_all.deb",
    "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
)
WENKAI = Package(
    "apt",
    "fonts-lxgw-wenkai=1.250+repack-1",
    "fonts-lxgw-wenkai_1.250+repack-1_all.deb",
    "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318",
)

UNUSED_LIMITS = (
    *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements"),
    *("maxSizeOfInstructions", "maxComponentElements", "maxPoints", "maxContours", "maxCompositePoints"),
    *("maxCompositeContours", "maxComponentDepth"),
)
"""Fields of a TrueType profile that a font without instructions leaves at zero, or fontTools counts on saving."""

FANDOL_FONTS = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
FANDOL_DOCS = "usr/share/doc/texlive-doc/fonts/fandol"


def codepage(name: str) -> set[int]:
    """Every character of a double-byte Chinese code page."""
    found: set[int] = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                found.add(ord(bytes([lead, trail]).decode(name)))
            except (UnicodeDecodeError, TypeError):
                continue
    return found


def standard_characters() -> set[int]:
    """The 8,105 characters of 通用规范汉字表 (2013)."""
    return {ord(c) for c in (HERE / "hanzi-8105.txt").read_text(encoding="utf-8") if not c.isspace()}


SIGNS = (
    set(range(0x20, 0x180))
    | set(range(0x2000, 0x2070))
    | set(range(0x20A0, 0x20C0))
    | set(range(0x2100, 0x2400))
    | set(range(0x2460, 0x2700))
    | set(range(0x3000, 0x3040))
    | set(range(0x3200, 0x3400))
    | set(range(0xFF00, 0xFFF0))
)
HALF_WIDTH = set(range(0x20, 0x7F))
"""Latin letters of half a character: the GPL faces have proportional ones only, which don't fit the grid."""
NAMES = (
    set(range(0x3400, 0x4DC0))
    | set(range(0x5973, 0x5B50))
    | set(range(0x65E5, 0x6700))
    | set(range(0x7389, 0x74DC))
    | set(range(0x793A, 0x79B9))
    | set(range(0x97CB, 0x9870))
)
"""Ext-A and the radicals 女 日 玉 示 韋 音 頁: where the characters lie that people are named by beyond the 8,105."""
HAN = set(range(0x3400, 0x4DC0)) | set(range(0x4E00, 0xA000)) | set(range(0x20000, 0x32000)) | {0x3007}
ZHUYIN_GREEK_CYRILLIC = set(range(0x370, 0x460)) | set(range(0x3105, 0x3130))


def everything() -> set[int]:
    """What the window needs: all Han characters the source has, GBK, signs."""
    return HAN | codepage("gbk") | SIGNS | ZHUYIN_GREEK_CYRILLIC


def common() -> set[int]:
    """GB 2312, the 8,105 and signs."""
    return codepage("gb2312") | standard_characters() | SIGNS


def figures() -> set[int]:
    """Latin, figures and marks: page numbers."""
    return (
        set(range(0x20, 0x100)) | set(range(0x2010, 0x2030)) | set(range(0x3000, 0x3020)) | set(range(0xFF00, 0xFF60))
    )


def rare() -> set[int]:
    """The 8,105 and what is usual in names; ``build_all`` takes away what FandolFang has, and adds ``HALF_WIDTH``."""
    return standard_characters() | NAMES


@dataclass(frozen=True)
class Face:
    """One shipped file: where its outlines come from, what it is called, which characters it keeps (None: all)."""

    file: str
    package: Package
    source: str
    family: str
    style: str
    characters: Callable[[], set[int]] | None


FACES = (
    Face(
        "window-regular.ttf",
        SANS,
        "package/400Regular/NotoSansSC_400Regular.ttf",
        "Dangjian Sans",
        "Regular",
        everything,
    ),
    Face("window-bold.ttf", SANS, "package/700Bold/NotoSansSC_700Bold.ttf", "Dangjian Sans", "Bold", common),
    Face("title.ttf", SERIF, "package/700Bold/NotoSerifSC_700Bold.ttf", "Dangjian Title", "Regular", common),
    Face("song.ttf", SERIF, "package/400Regular/NotoSerifSC_400Regular.ttf", "Dangjian Song", "Regular", figures),
    Face("fangsong.ttf", FANDOL, f"{FANDOL_FONTS}/FandolFang-Regular.otf", "Fandol Fang TT", "Regular", None),
    Face("kai.ttf", FANDOL, f"{FANDOL_FONTS}/FandolKai-Regular.otf", "Fandol Kai TT", "Regular", None),
    Face(
        "rare.ttf",
        WENKAI,
        "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKaiMono-Light.ttf",
        "Dangjian Rare",
        "Regular",
        rare,
    ),
)

LICENCES = (
    (SANS, "package/LICENSE_FONT", "OFL-noto-sans-sc.txt"),
    (SERIF, "package/LICENSE_FONT", "OFL-noto-serif-sc.txt"),
    (FANDOL, f"{FANDOL_DOCS}/COPYING.gz", "GPL-3-fandol.txt"),
    (FANDOL, f"{FANDOL_DOCS}/README", "README-fandol.txt"),
    (WENKAI, "usr/share/doc/fonts-lxgw-wenkai/copyright", "OFL-lxgw-wenkai.txt"),
)


def digest(path: Path) -> str:
    """SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def obtain(package: Package, where: Path) -> Path:
    """The checked archive of a package in ``where``, fetched when it is not there yet."""
    archive = where / package.archive
    if not archive.exists():
        command = ["npm", "pack", package.name] if package.client == "npm" else ["apt-get", "download", package.name]
        subprocess.run(command, cwd=where, check=True, stdout=subprocess.DEVNULL)
    if digest(archive) != package.sha256:
        sys.exit(f"{package.archive} is not the archive this script was written for")
    return archive


def unpack(archive: Path, where: Path) -> Path:
    """Unpack an archive into a folder of its own below ``where``."""
    folder = where / archive.name.split("_")[0]
    folder.mkdir()
    if archive.suffix == ".deb":
        subprocess.run(["dpkg-deb", "-x", str(archive), str(folder)], check=True)
    else:
        shutil.unpack_archive(archive, folder, filter="data")
    return folder


def to_truetype(font: TTFont) -> None:
    """Turn cubic (CFF) outlines into quadratic ones, within one unit of a thousand."""
    glyphs = {}
    drawn = font.getGlyphSet()
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyphs[name] = pen.glyph(dropImpliedOnCurves=True)
    font["loca"] = newTable("loca")
    table = font["glyf"] = newTable("glyf")
    table.glyphOrder = font.getGlyphOrder()
    table.glyphs = glyphs
    profile = font["maxp"]
    profile.tableVersion = 0x00010000
    for field in UNUSED_LIMITS:
        setattr(profile, field, 0)
    profile.maxZones = 1
    for tag in ("CFF ", "VORG"):
        del font[tag]
    font.sfntVersion = "\x00\x01\x00\x00"


def keep_only(font: TTFont, characters: set[int]) -> None:
    """Drop every glyph but those of ``characters``, and all layout features."""
    options = subset.Options()
    options.layout_features = []
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx"]
    worker = subset.Subsetter(options)
    worker.populate(unicodes=characters)
    worker.subset(font)


def rename(font: TTFont, face: Face) -> None:
    """Give the font our family name: modified files may not carry reserved ones, nor clash with installed fonts."""
    table = font["name"]
    postscript = f"{face.family.replace(' ', '')}-{face.style}"
    for record in list(table.names):
        if record.nameID not in (0, 13, 14) or record.platformID != 3 or record.langID != 0x409:
            table.removeNames(record.nameID, record.platformID, record.platEncID, record.langID)
    for number, text in ((1, face.family), (2, face.style), (4, f"{face.family} {face.style}"), (6, postscript)):
        table.setName(text, number, 3, 1, 0x409)


def build(face: Face, source: Path, characters: set[int] | None, target: Path) -> None:
    """Make one shipped file."""
    font = TTFont(source, recalcTimestamp=False)
    if "CFF " in font:
        to_truetype(font)
        for tag in ("BASE", "GPOS", "vhea", "vmtx"):
            if tag in font:
                del font[tag]
    if characters is not None:
        keep_only(font, characters)
    rename(font, face)
    font["post"].formatType = 3.0
    font["OS/2"].fsType = 0
    font["OS/2"].usWeightClass = 700 if face.style == "Bold" else 400
    font.save(target)


def build_all(packages: Path, target: Path) -> None:
    """Make every file of :data:`FACES` and its licence in ``target`` from the archives in ``packages``."""
    with tempfile.TemporaryDirectory() as scratch:
        archives = dict.fromkeys([face.package for face in FACES])
        folders = {package: unpack(obtain(package, packages), Path(scratch)) for package in archives}
        for face in FACES:
            characters = face.characters() if face.characters else None
            if face.package is WENKAI and characters is not None:
                characters = (characters - set(TTFont(target / "fangsong.ttf").getBestCmap())) | HALF_WIDTH
            build(face, folders[face.package] / face.source, characters, target / face.file)
            print(f"{face.file:20} {(target / face.file).stat().st_size / 1e6:5.1f} MB")
        for package, source, name in LICENCES:
            data = (folders[package] / source).read_bytes()
            (target / name).write_bytes(gzip.decompress(data) if source.endswith(".gz") else data)


def main() -> None:
    """Build, then compare with or write SHA256SUMS."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--update", action="store_true", help="write SHA256SUMS instead of comparing with it")
    parser.add_argument("--from", dest="packages", type=Path, help="folder that holds (or receives) the packages")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        packages = options.packages or Path(scratch)
        packages.mkdir(parents=True, exist_ok=True)
        build_all(packages.resolve(), HERE)
    names = sorted([face.file for face in FACES] + [name for _, _, name in LICENCES])
    sums = "".join(f"{digest(HERE / name)}  {name}\n" for name in names)
    listing = HERE / "SHA256SUMS"
    if options.update:
        listing.write_text(sums, encoding="ascii")
    elif listing.read_text(encoding="ascii") != sums:
        sys.exit("the fonts built differ from SHA256SUMS")


if __name__ == "__main__":
    main()
