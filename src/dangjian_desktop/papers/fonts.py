"""The faces of papers by role, with a fallback for every character, checked against real outlines."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

from dangjian_desktop.base.resources import resource
from dangjian_desktop.papers import installed


class Role(StrEnum):
    """What a face is for (GB/T 9704 names classes of faces only, never products)."""

    FANGSONG = "仿宋"
    KAI = "楷体"
    HEI = "黑体"
    TITLE = "小标宋"
    SONG = "宋体"


OFFICIAL: Mapping[Role, tuple[str, ...]] = {
    Role.FANGSONG: ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"),
    Role.KAI: ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"),
    Role.HEI: ("黑体", "SimHei"),
    Role.TITLE: ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "方正小标宋GBK", "FZXiaoBiaoSong-B05"),
    Role.SONG: ("宋体", "SimSun"),
}
"""Family names of the faces that offices use, the usual one first."""

BUNDLED: Mapping[Role, tuple[str, ...]] = {
    Role.FANGSONG: ("fangsong.ttf", "rare.ttf", "window-regular.ttf"),
    Role.KAI: ("kai.ttf", "rare.ttf", "window-regular.ttf"),
    Role.HEI: ("window-regular.ttf",),
    Role.TITLE: ("title.ttf", "window-bold.ttf", "window-regular.ttf"),
    Role.SONG: ("song.ttf", "fangsong.ttf", "rare.ttf", "window-regular.ttf"),
}
"""The shipped faces of each role in the order they are asked."""

RARE = ("SimSun-ExtB", "宋体-ExtB", "SimSun-ExtG", "宋体-ExtG", "HanaMinB", "Plangothic P1", "Plangothic P2")
"""Families that may be installed and hold what no shipped face has: GB 18030 beyond 通用规范汉字表 and GBK."""

GETA = "〓"
"""Stands for a character that no face has; the paper's notes name it."""

HALF_MARKS = "·–・"
"""Marks of half a character that Chinese faces draw in a whole one (GB/T 15834 5.1.6, 5.1.7)."""
NARROW = 0.56
"""Advance up to which a character takes half a cell, in em."""
_WIDE = 0.8
_BLANK = " \u00a0\u3000"
_HALF_WIDTH_ROLES = (Role.FANGSONG, Role.KAI)


class MissingGlyphError(LookupError):
    """No face has an outline for a character. Raised by strict faces only (tests)."""


class _Advances(dict[str, float]):
    """Widths of characters in em, each read when it is first asked for."""

    def __init__(self, font: TTFontFace) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, char: str) -> float:
        self[char] = found = float(self._font.charWidths.get(ord(char), self._font.defaultWidth)) / 1000
        return found


class Face:
    """A TrueType face. Advances and ink are in em."""

    def __init__(self, path: Path, index: int = 0) -> None:
        """Read a face from its file. Raises ``TTFError`` when the outlines are not TrueType."""
        self.path = path
        self.font = TTFontFace(str(path), subfontIndex=index)
        self.name = self.font.name.decode("ascii")
        self.advances = _Advances(self.font)
        family = self.font.familyName
        self.family = family.decode("utf-8", "replace") if isinstance(family, bytes) else str(family)

    def has(self, char: str) -> bool:
        """Whether the face can draw the character: a cmap entry is not enough, there must be an outline."""
        glyph = self.font.charToGlyph.get(ord(char))
        if glyph is None:
            return False
        if char in _BLANK:
            return True
        places = self.font.glyphPos
        return bool(places[glyph + 1] > places[glyph])

    def advance(self, char: str) -> float:
        """Width of the character in em."""
        return self.advances[char]

    def is_half_width(self, char: str) -> bool:
        """Whether the figure is half an em wide; for other Latin, whether the face's whole Latin is."""
        asked = char if char.isdigit() else "iW" + char
        return all(self.font.charWidths.get(ord(each)) == 500 for each in asked)

    def ink(self, char: str) -> tuple[float, float]:
        """Left and right end of the outline in em."""
        glyph = self.font.charToGlyph[ord(char)]
        start, end = self.font.glyphPos[glyph], self.font.glyphPos[glyph + 1]
        if start == end:
            return (0.0, 0.0)
        table = self.font.get_table_pos("glyf")[0]
        header = self.font.get_chunk(table + start, 10)
        _, left, _, right, _ = struct.unpack(">5h", header)
        return (left / self.font.unitsPerEm, right / self.font.unitsPerEm)


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """A character as it will be drawn: in which face, how wide, and where its ink lies (em)."""

    face: Face
    char: str
    advance: float
    left: float
    right: float
    plain: bool = False
    """A Han character a whole em wide: always one cell, never shifted in it."""
    cells: float = 0.0
    """Cells that it takes in any text (a half for figures and half marks, one for Han and marks); 0: by its advance."""


class _Glyphs(dict[str, Glyph]):
    """The glyphs of one role, each looked for when it is first asked for."""

    def __init__(self, faces: Faces, role: Role) -> None:
        super().__init__()
        self._faces = faces
        self._role = role

    def __missing__(self, char: str) -> Glyph:
        self[char] = found = self._faces.find(self._role, char)
        return found


class Faces:
    """The faces one paper is set in: for each role a chain, asked character by character.

    ``strict`` raises :class:`MissingGlyphError` for a character that no face has; otherwise 〓 is drawn and the
    character is kept in :attr:`missing`.
    """

    def __init__(self, chains: Mapping[Role, tuple[Face, ...]], *, strict: bool = False) -> None:
        self._chains = chains
        self._strict = strict
        self._glyphs = {role: _Glyphs(self, role) for role in Role}
        self.missing: set[str] = set()

    def glyph(self, role: Role, char: str) -> Glyph:
        """The character in the first face of the role that has it."""
        return self._glyphs[role][char]

    def glyphs(self, role: Role, text: str) -> list[Glyph]:
        """The characters of a text."""
        known = self._glyphs[role]
        return [known[char] for char in text]

    def find(self, role: Role, char: str) -> Glyph:
        """Ask the chain of a role for a character. :meth:`glyph` remembers what it answered."""
        chain = self._chains[role]
        able = [face for face in chain if face.has(char)]
        if not able:
            if self._strict:
                raise MissingGlyphError(f"no face for {role} has U+{ord(char):04X}")
            self.missing.add(char)
            return self.glyph(role, GETA)
        face = able[0]
        if role in _HALF_WIDTH_ROLES and char.isascii():
            face = next((other for other in able if other.is_half_width(char)), face)
        left, right = face.ink(char)
        advance = face.advance(char)
        plain = advance == 1.0 and char >= "\u3400" and char < "\uff00"
        return Glyph(face, char, advance, left, right, plain, 1.0 if plain else _cells_wide(char, advance))

    def first(self, role: Role) -> Face:
        """The face that sets most of a role's text."""
        return self._chains[role][0]

    def describe(self) -> dict[Role, str]:
        """The family name used for each role, as the paper's settings show it."""
        return {role: chain[0].family for role, chain in self._chains.items()}


def _cells_wide(char: str, advance: float) -> float:
    """Cells of a character that are the same at every size; 0 where its advance says."""
    if char in HALF_MARKS or advance <= NARROW:
        return 0.5
    return 1.0 if advance >= _WIDE and not char.isascii() else 0.0


@cache
def _face(path: Path, index: int = 0) -> Face:
    return Face(path, index)


def _bundled(role: Role) -> tuple[Face, ...]:
    return tuple(_face(resource(f"fonts/{name}")) for name in BUNDLED[role])


def bundled_faces(*, strict: bool = False) -> Faces:
    """Only what ships with the program: the same paper on every PC."""
    return Faces({role: _bundled(role) for role in Role}, strict=strict)


def find_official(fonts: Iterable[installed.FontFile]) -> dict[Role, Face]:
    """The best official face for each role among ``fonts``; a role without one is left out."""
    by_family: dict[str, installed.FontFile] = {}
    for font in fonts:
        for family in font.families:
            by_family.setdefault(family, font)
    found: dict[Role, Face] = {}
    for role, families in OFFICIAL.items():
        for family in families:
            font_file = by_family.get(family)
            if font_file is None:
                continue
            try:
                found[role] = _face(font_file.path, font_file.index)
            except (TTFError, OSError):
                continue
            break
    return found


def find_rare(fonts: Iterable[installed.FontFile]) -> tuple[Face, ...]:
    """The installed faces of rare characters, in the order of :data:`RARE`."""
    by_family = {family: font for font in fonts for family in font.families}
    found: list[Face] = []
    for font in (by_family[family] for family in RARE if family in by_family):
        try:
            face = _face(font.path, font.index)
        except (TTFError, OSError):
            continue
        if face not in found:
            found.append(face)
    return tuple(found)


@cache
def _installed() -> tuple[Mapping[Role, Face], tuple[Face, ...]]:
    """Official and rare faces of this PC."""
    fonts = list(installed.scan(installed.font_folders()))
    return find_official(fonts), find_rare(fonts)


def chains(official: Mapping[Role, Face], rare: tuple[Face, ...]) -> dict[Role, tuple[Face, ...]]:
    """For each role the official face, the shipped ones, and last those of rare characters."""
    return {role: ((official[role],) if role in official else ()) + _bundled(role) + rare for role in Role}


@dataclass(frozen=True)
class FaceInUse:
    """The face that papers use for a role on this PC: its family, and whether it is an installed official one."""

    role: Role
    family: str
    official: bool


def faces_in_use(fonts: Iterable[installed.FontFile] | None = None) -> tuple[FaceInUse, ...]:
    """The faces of this PC's papers by role (of ``fonts``, by default those installed).

    The first call reads the folders of fonts: not for the GUI thread.
    """
    official = _installed()[0] if fonts is None else find_official(fonts)
    return tuple(
        FaceInUse(role, (official[role] if role in official else _bundled(role)[0]).family, role in official)
        for role in Role
    )


def office_faces(*, strict: bool = False) -> Faces:
    """The official faces installed on this PC where there are any, the bundled ones behind them."""
    return Faces(chains(*_installed()), strict=strict)
