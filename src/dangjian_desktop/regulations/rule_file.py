"""A rule file as it lies before the user: read, checked, and set beside what holds here. Nothing is changed by it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.regulations import parse_rules
from dangjian_desktop.regulations.reading import known_whole, whole_book
from dangjian_desktop.regulations.rules.comparing import Difference, Offered, compare
from dangjian_desktop.store import Reader

LARGEST = 1_000_000
"""Bytes; the rules shipped take a tenth of it."""
_HINT = "请向给文件的人核对，或重新要一份。什么也没有改动。"


@dataclass(frozen=True)
class RuleFile:
    """A file's rows beside what holds here. ``sha256`` tells it from one that was changed since."""

    path: str
    name: str
    sha256: str
    rows: tuple[Offered, ...]

    @property
    def fresh(self) -> tuple[Offered, ...]:
        """The rows that would change something."""
        return tuple(row for row in self.rows if row.difference is not Difference.SAME)


def look_into(reader: Reader, path: str) -> RuleFile:
    """Read a rule file and compare it. Raises :class:`Refused` for a file that is missing, damaged or foreign."""
    file = Path(path)
    try:
        if file.stat().st_size > LARGEST:
            raise Refused(f"“{file.name}”太大，不是规则文件。", hint="请选上级发来的 .toml 规则文件。")
        content = file.read_bytes()
    except OSError as error:
        raise Refused(f"打不开“{file.name}”：{error.strerror or '读不出来'}。", hint="请核对文件还在不在。") from error
    try:
        book = parse_rules(content.decode("utf-8-sig"), file.name)
    except UnicodeDecodeError as error:
        raise Refused(f"“{file.name}”不是规则文件，或者已经损坏：不是文字。", hint=_HINT) from error
    except Refused as error:
        raise Refused(error.message.replace("无法读取", "不是规则文件，或者已经损坏"), hint=_HINT) from error
    rows = compare(known_whole(reader), book, whole_book(reader))
    return RuleFile(str(file), file.name, hashlib.sha256(content).hexdigest(), rows)
