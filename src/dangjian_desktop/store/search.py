"""Full text and pinyin: the index kept by the projection, and ``words()``, which asks it.

Each Han character is a word of its own and a text is asked for as a phrase, so any length from one character works.
Names and titles are also found by pinyin initials or syllables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dangjian_desktop.base.pinyin import pinyin_keys
from dangjian_desktop.store.connection import Database
from dangjian_desktop.store.schema import Kind

if TYPE_CHECKING:
    from dangjian_desktop.store.reader import Reader

_HAN = re.compile(r"([\u2e80-\u2fdf\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class WordHit:
    """A record whose text or name matches; for a part, the owner too."""

    kind: str
    id: str
    owner: str | None = None


def spaced(text: str) -> str:
    """The text with every Han character standing alone; rare ones as their code, which every tokenizer keeps."""
    return _HAN.sub(lambda match: f" {_token(match[1])} ", text)


def _token(char: str) -> str:
    return char if ord(char) < 0x10000 else f"u{ord(char):x}"


def phrase(text: str) -> str:
    """The FTS5 query: every word asked for as a phrase, the last piece of each may go on. "" if there is nothing."""
    parts = []
    for word in text.split():
        plain = " ".join(re.findall(r"\w+", spaced(word)))
        if plain:
            parts.append(f'"{plain}"*')
    return " ".join(parts)


class SearchIndex:
    """Written by the projection only."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def update(self, kind: Kind, record: str) -> None:
        """Index a record's searchable fields as they show now."""
        fields = [field for field in kind.fields.values() if field.search]
        if not fields:
            return
        columns = ",".join(f'"{field.name}"' for field in fields)
        values = self._db.one(f'SELECT {columns} FROM "{kind.name}" WHERE id=?', (record,))
        texts = [(field, str(value)) for field, value in zip(fields, values, strict=True) if value is not None]
        self.remove(kind, record)
        if not texts:
            return
        names = [text for field, text in texts if not field.long]
        pinyin = " ".join(filter(None, map(pinyin_keys, names)))
        self._db.run(
            "INSERT INTO search_doc (kind, record, names, pinyin) VALUES (?,?,?,?)",
            (kind.name, record, "\n".join(names).lower(), f" {pinyin}"),
        )
        doc = self._db.value("SELECT last_insert_rowid()")
        body = " | ".join(spaced(text) for _field, text in texts)
        self._db.run("INSERT INTO search_text (rowid, body) VALUES (?,?)", (doc, body))

    def remove(self, kind: Kind, record: str) -> None:
        """Take a record out of the index."""
        doc = self._db.value("SELECT id FROM search_doc WHERE record=? AND kind=?", (record, kind.name))
        if doc is not None:
            self._db.run("DELETE FROM search_text WHERE rowid=?", (doc,))
            self._db.run("DELETE FROM search_doc WHERE id=?", (doc,))


def words(reader: Reader, text: str, *, kinds: tuple[str, ...] = (), limit: int = 100) -> list[WordHit]:
    """Records that contain every word of ``text`` (full text), or whose name begins so in pinyin.

    Deleted and merged records are left out; the newest entries come first. ``kinds`` narrows it.
    """
    db = reader.database
    found: dict[tuple[str, str], None] = {}
    plain = text.strip().lower()
    only = f" AND d.kind IN ({','.join('?' * len(kinds))})" if kinds else ""
    if _LETTERS.fullmatch(plain):
        rows = db.run(
            f"SELECT d.kind, d.record FROM search_doc d WHERE d.pinyin LIKE ?{only} ORDER BY d.id DESC LIMIT ?",
            (f"% {plain}%", *kinds, limit * 2),
        )
        found |= dict.fromkeys(map(tuple, rows))
    query = phrase(text)
    if query:
        rows = db.run(
            "SELECT d.kind, d.record FROM search_text t JOIN search_doc d ON d.id = t.rowid "
            f"WHERE search_text MATCH ?{only} ORDER BY t.rowid DESC LIMIT ?",
            (query, *kinds, limit * 2),
        )
        found |= dict.fromkeys(map(tuple, rows))
    hits = (_visible(reader, kind, record) for kind, record in found)
    return [hit for hit in hits if hit][:limit]


def _visible(reader: Reader, name: str, record: str) -> WordHit | None:
    kind = reader.schema.kinds[name]
    owner = "owner" if kind.owner_kind else "NULL"
    row: Any = reader.database.one(
        f'SELECT {owner} FROM "{name}" WHERE id=? AND deleted IS NOT 1 AND merged_into IS NULL', (record,)
    )
    return WordHit(name, record, row[0]) if row else None
