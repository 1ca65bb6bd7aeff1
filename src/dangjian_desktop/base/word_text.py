"""The text of a file that somebody wrote elsewhere: Word (.docx) or plain text, as lines. Nothing else is looked at.

A .docx is a zip of XML. It may come from anywhere, so sizes are bounded before anything is unpacked, no entity is
ever expanded, and what is not a Word file is refused with a sentence. Reading the text of paragraphs and tables needs
so little of the format that a library of thirty times the size is not shipped for it.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from dangjian_desktop.base.errors import Refused

MOST_FILE = 64 * 1024 * 1024
"""Bytes of the file, with its pictures."""
MOST_XML = 24 * 1024 * 1024
"""Bytes of the text part when unpacked: a record of a thousand pages."""
MOST_TEXT = 2 * 1024 * 1024
"""Bytes of a plain text file."""
MOST_LINES = 20_000
MOST_DEPTH = 200
_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_HINT = "请在 Word 或 WPS 里另存为 .docx 再试，或把文字复制、粘贴过来。"


def file_lines(path: Path) -> tuple[str, ...]:
    """The lines of a .docx or text file; the cells of a table row are divided by tabs.

    Raises :class:`Refused` for a file that can't be read, is too large, damaged, locked by a password, or of another
    kind.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        sentence = f"“{path.name}”读不了：{error.strerror}。"
        raise Refused(sentence, hint="请检查文件还在不在、是不是正被别的程序打开。") from error
    if start.startswith(_OLE):
        raise Refused(f"“{path.name}”是旧格式（.doc、.wps）或加了密码的文件，读不了。", hint=_HINT)
    if start.startswith(b"PK"):
        if size > MOST_FILE:
            raise Refused(f"“{path.name}”太大（{size // 1024 // 1024} MB），读不了。", hint=_HINT)
        return _lines(_document_xml(path), path.name)
    if path.suffix.lower() in (".docx", ".doc", ".wps", ".pdf", ".rtf"):
        raise Refused(f"“{path.name}”不是 Word（.docx）文件，或已经损坏。", hint=_HINT)
    if size > MOST_TEXT:
        raise Refused(f"“{path.name}”太大，不像一次会议的记录。", hint=_HINT)
    return _plain(path)


def _plain(path: Path) -> tuple[str, ...]:
    data = path.read_bytes()
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(f"“{path.name}”不是文字文件。", hint=_HINT)
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return tuple(data.decode(encoding).splitlines()[:MOST_LINES])
        except UnicodeDecodeError:
            continue
    raise Refused(f"“{path.name}”里的文字认不出来。", hint="请用记事本另存为 UTF-8 编码再试。")


def _document_xml(path: Path) -> bytes:
    """The text part, unpacked no further than its bound whatever the zip says of its size."""
    damaged = Refused(f"“{path.name}”已经损坏，读不了。", hint=_HINT)
    try:
        with zipfile.ZipFile(path) as archive:
            info = archive.getinfo("word/document.xml")
            if info.flag_bits & 1:
                raise Refused(f"“{path.name}”加了密码，读不了。", hint="请先去掉密码。")
            if info.file_size > MOST_XML:
                raise Refused(f"“{path.name}”展开后太大，不像一次会议的记录。", hint=_HINT)
            with archive.open(info) as part:
                data = part.read(MOST_XML + 1)
    except KeyError:
        raise Refused(f"“{path.name}”不是 Word（.docx）文件。", hint=_HINT) from None
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error,
            lzma.LZMAError) as error:  # fmt: skip
        raise damaged from error
    if len(data) > MOST_XML:
        raise Refused(f"“{path.name}”展开后太大，不像一次会议的记录。", hint=_HINT)
    return data


class _Body:
    """Builds lines while the text part is read, so that no tree of a hostile file is ever held."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._text: list[str] = []
        self._rows: list[list[list[str]]] = []
        self._skip = 0
        self._depth = 0
        self._numbers: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._listed: list[str] = ["", "0"]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH or len(self.lines) > MOST_LINES:
            raise ValueError("too deep or too long")
        match tag:
            case "p" if not self._skip:
                self._text, self._listed = [], ["", "0"]
            case "tr":
                self._rows.append([])
            case "tc" if self._rows:
                self._rows[-1].append([])
            case "tab":
                self._text.append("\t")
            case "br" | "cr":
                self._text.append("\n")
            case "numId":
                self._listed[0] = attributes.get("val", "")
            case "ilvl":
                self._listed[1] = attributes.get("val", "0")
            case "del" | "instrText" | "moveFrom" | "txbxContent":
                self._skip += 1

    def data(self, text: str) -> None:
        if not self._skip:
            self._text.append(text)

    def end(self, tag: str) -> None:
        self._depth -= 1
        match tag:
            case "del" | "instrText" | "moveFrom" | "txbxContent":
                self._skip -= 1
            case "p" if not self._skip:
                self._paragraph()
            case "tr" if self._rows:
                self._row(self._rows.pop())

    def _paragraph(self) -> None:
        text = "".join(self._text).strip("\n")
        self._text = []
        if self._listed[0] not in ("", "0") and text.strip():
            # A number that Word counts itself stands nowhere in the text.
            key = (self._listed[0], self._listed[1])
            self._numbers[key] += 1
            mark = f"{self._numbers[key]}." if self._listed[1] == "0" else f"({self._numbers[key]})"
            text = f"{mark} {text}"
        lines = text.split("\n")
        if self._rows and self._rows[-1]:
            self._rows[-1][-1] += lines
        else:
            self.lines += lines

    def _row(self, cells: list[list[str]]) -> None:
        """A row as one line; what follows in a cell of several lines comes below."""
        first = [next((line.strip() for line in cell if line.strip()), "") for cell in cells]
        made = ["\t".join(first)]
        for cell, head in zip(cells, first, strict=True):
            rest = [line for line in cell if line.strip()]
            made += rest[1:] if rest and rest[0].strip() == head else rest
        if self._rows and self._rows[-1]:
            self._rows[-1][-1] += made
        else:
            self.lines += made


def _lines(xml: bytes, name: str) -> tuple[str, ...]:
    body, inside = _Body(), [0]
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def local(tag: str) -> str:
        return next((tag[len(space) :] for space in _SPACES if tag.startswith(space)), "")

    def start(tag: str, attributes: dict[str, str]) -> None:
        kept = {local(key) or key: value for key, value in attributes.items()}
        inside[0] += local(tag) == "t"
        body.start(local(tag), kept)

    def end(tag: str) -> None:
        inside[0] -= local(tag) == "t"
        body.end(local(tag))

    def no_doctype(*_parts: object) -> None:
        raise ValueError("a document type has no place in a Word file")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: body.data(text) if inside[0] else None
    parser.StartDoctypeDeclHandler = no_doctype
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError) as error:
        raise Refused(f"“{name}”已经损坏，读不了。", hint=_HINT) from error
    return tuple(_clean(body.lines))


def _clean(lines: list[str]) -> Iterator[str]:
    return (line.rstrip() for line in lines if line.strip())
