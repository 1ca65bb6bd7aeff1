"""A face embedded in one PDF: a subset of its outlines, two-byte codes, and an exact way back to the characters."""

from __future__ import annotations

import hashlib
import threading
from typing import Any

from reportlab.pdfbase import pdfdoc

from dangjian_desktop.papers.fonts import Face

_SUBSETTING = threading.Lock()
"""Reading outlines moves a file position inside the face, and faces are shared between threads."""
_MAP_BLOCK = 100


class EmbeddedFace:
    """The characters of one face that a PDF uses; each gets a code when it is first asked for."""

    def __init__(self, face: Face, resource: str) -> None:
        """``resource`` is the name that the page's text refers to the font by."""
        self.face = face
        self.resource = resource
        self._codes: dict[str, str] = {}

    def codes(self, text: str) -> str:
        """The characters' codes, four hexadecimal digits each."""
        known = self._codes
        try:
            return "".join([known[char] for char in text])
        except KeyError:
            for char in text:
                known.setdefault(char, f"{len(known) + 1:04X}")
            return self.codes(text)

    def add_to(self, document: Any) -> None:
        """Write font, descriptor, outlines and ToUnicode into a reportlab document."""
        chars = list(self._codes)
        with _SUBSETTING:
            outlines = self.face.font.makeSubset([ord(char) for char in chars])
        name = f"{_tag(chars)}+{self.face.name}"
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": pdfdoc.PDFName(name),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": document.Reference(self._descriptor(document, name, outlines, len(chars))),
                "DW": 1000,
                "W": self._widths(chars),
                "CIDToGIDMap": document.Reference(_stream(self._glyph_map(chars))),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
                "ToUnicode": document.Reference(_stream(_to_unicode(chars).encode("ascii"))),
            }
        )
        document.idToObject["BasicFonts"].dict[self.resource] = document.Reference(font)

    def _descriptor(self, document: Any, name: str, outlines: bytes, count: int) -> Any:
        font = self.face.font
        file = _stream(outlines)
        file.dictionary["Length1"] = len(outlines)
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": pdfdoc.PDFName(name),
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray([round(value) for value in font.bbox]),
                "ItalicAngle": 0,
                "Ascent": round(font.ascent),
                "Descent": round(font.descent),
                "CapHeight": round(font.capHeight),
                "StemV": round(font.stemV),
                "FontFile2": document.Reference(file),
                "CIDSet": document.Reference(_stream(_present(count + 1))),
            }
        )

    def _widths(self, chars: list[str]) -> Any:
        """Widths of the codes that are not a whole em wide, in runs."""
        table: list[Any] = []
        run: list[int] = []
        for code, char in enumerate([*chars, ""], start=1):
            width = round(self.face.advance(char) * 1000) if char else 1000
            if width != 1000:
                run.append(width)
            elif run:
                table += [code - len(run), pdfdoc.PDFArray(run)]
                run = []
        return pdfdoc.PDFArray(table)

    def _glyph_map(self, chars: list[str]) -> bytes:
        """Glyph numbers by code: characters that share an outline keep codes of their own, so copies stay exact."""
        numbers = {0: 0}
        table = bytearray(2)
        for char in chars:
            original = self.face.font.charToGlyph.get(ord(char), 0)
            number = numbers.setdefault(original, len(numbers))
            table += number.to_bytes(2, "big")
        return bytes(table)


def _stream(content: bytes) -> Any:
    stream = pdfdoc.PDFStream()
    stream.content = content
    stream.filters = [pdfdoc.PDFZCompress]
    return stream


def _present(count: int) -> bytes:
    """One bit, highest first, for each of the codes 0 to ``count`` - 1: all of them are there."""
    return bytes([0xFF] * (count // 8)) + (bytes([0xFF00 >> count % 8 & 0xFF]) if count % 8 else b"")


def _tag(chars: list[str]) -> str:
    """Six letters that name the subset, the same for the same characters."""
    digest = hashlib.sha256("".join(chars).encode("utf-8")).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _to_unicode(chars: list[str]) -> str:
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(chars), _MAP_BLOCK):
        block = chars[start : start + _MAP_BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [
            f"<{code:04X}> <{char.encode('utf-16-be').hex().upper()}>"
            for code, char in enumerate(block, start=start + 1)
        ]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines)
