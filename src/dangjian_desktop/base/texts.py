"""Text as it is kept: line ends made one, control characters that Word and WPS leave behind taken out."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?|\x0b|\x0c|\u2028|\u2029|\x85")
_BLANKS = re.compile(r"[ \t\u00a0]+")
_MANY_LINES = re.compile(r"\n{3,}")


def clean_line(text: str) -> str:
    """One line: breaks and runs of blanks become one space, control characters go."""
    return _BLANKS.sub(" ", _without_controls(_LINE_ENDS.sub(" ", text)).replace("\n", " ")).strip()


def clean_prose(text: str) -> str:
    """Prose: paragraphs stay (at most one empty line between them), control characters and blanks at line ends go."""
    lines = _without_controls(_LINE_ENDS.sub("\n", text).replace("\t", " ")).split("\n")
    return _MANY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")


def _without_controls(text: str) -> str:
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
