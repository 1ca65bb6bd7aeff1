"""The tables of the store itself: the journal, what the projection keeps beside the records, and what is local."""

from __future__ import annotations

from sqlalchemy.schema import CreateIndex, CreateTable

from dangjian_desktop.base.errors import Damaged
from dangjian_desktop.store.connection import Database
from dangjian_desktop.store.schema import Schema

FORMAT = 1
"""Version of the journal's and the local tables' own shape."""

JOURNAL = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE journal_incarnation (inc TEXT PRIMARY KEY, device TEXT NOT NULL, minted_at TEXT NOT NULL,
       why TEXT NOT NULL, own INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE journal_action (arrival INTEGER PRIMARY KEY AUTOINCREMENT, inc TEXT NOT NULL, seq INTEGER NOT NULL,
       lamport INTEGER NOT NULL, wall TEXT NOT NULL, author TEXT NOT NULL, label TEXT, label_digest TEXT NOT NULL,
       verb TEXT NOT NULL, undoes TEXT, salts TEXT NOT NULL, ops TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL,
       batch INTEGER, UNIQUE (inc, seq))""",
    "CREATE INDEX journal_action_order ON journal_action (lamport, inc, seq)",
    "CREATE INDEX journal_action_batch ON journal_action (batch) WHERE batch IS NOT NULL",
    """CREATE TABLE journal_operation (record TEXT NOT NULL, inc TEXT NOT NULL, seq INTEGER NOT NULL,
       idx INTEGER NOT NULL, PRIMARY KEY (record, inc, seq, idx)) WITHOUT ROWID""",
    "CREATE INDEX journal_operation_action ON journal_operation (inc, seq)",
)
LOCAL = (
    """CREATE TABLE local_draft (record TEXT NOT NULL, field TEXT NOT NULL, kind TEXT NOT NULL, raw TEXT NOT NULL,
       seen TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (record, field)) WITHOUT ROWID""",
    "CREATE TABLE local_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE local_undo (id INTEGER PRIMARY KEY, inc TEXT NOT NULL, seq INTEGER NOT NULL, label TEXT NOT NULL,
       undone INTEGER NOT NULL)""",
    """CREATE TABLE local_import (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, source TEXT NOT NULL,
       digest TEXT NOT NULL, sender TEXT NOT NULL, vector TEXT NOT NULL, actions INTEGER NOT NULL,
       arrival INTEGER NOT NULL, report TEXT NOT NULL, backup TEXT NOT NULL, taken_back TEXT)""",
    """CREATE TABLE local_export (id INTEGER PRIMARY KEY, at TEXT NOT NULL, target TEXT NOT NULL, vector TEXT NOT NULL)
    """,
)
BESIDE = (
    """CREATE TABLE conflict (kind TEXT NOT NULL, record TEXT NOT NULL, field TEXT NOT NULL, heads TEXT NOT NULL,
       PRIMARY KEY (record, field, kind)) WITHOUT ROWID""",
    """CREATE TABLE merge_alias (id TEXT PRIMARY KEY, kind TEXT NOT NULL, raw TEXT NOT NULL, canonical TEXT NOT NULL)
       WITHOUT ROWID""",
    """CREATE TABLE raw_reference (record TEXT NOT NULL, field TEXT NOT NULL, kind TEXT NOT NULL, raw TEXT NOT NULL,
       PRIMARY KEY (record, field, kind)) WITHOUT ROWID""",
    "CREATE INDEX raw_reference_raw ON raw_reference (raw)",
    """CREATE TABLE search_doc (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record TEXT NOT NULL, names TEXT NOT NULL,
       pinyin TEXT NOT NULL, UNIQUE (record, kind))""",
    """CREATE VIRTUAL TABLE search_text USING fts5 (body, content='', contentless_delete=1,
       tokenize='unicode61 remove_diacritics 0')""",
)

COPIED = (
    "meta",
    "journal_incarnation",
    "journal_action",
    "journal_operation",
    "local_draft",
    "local_setting",
    "local_undo",
    "local_import",
    "local_export",
)
"""What an upgrade copies as it stands; everything else is replayed."""


def create(db: Database, schema: Schema) -> None:
    """Make all tables in an empty database (inside a transaction)."""
    for statement in (*JOURNAL, *LOCAL):
        db.run(statement)
    create_projected(db, schema)


def create_projected(db: Database, schema: Schema) -> None:
    """Make the tables of the projection."""
    for statement in BESIDE:
        db.run(statement)
    for kind in schema.kinds.values():
        db.run(str(CreateTable(kind.table).compile(db.sql)))
        for index in sorted(kind.table.indexes, key=lambda index: str(index.name)):
            db.run(str(CreateIndex(index).compile(db.sql)))


def meta(db: Database, name: str) -> str:
    """One entry of ``meta``. Raises :class:`Damaged` when it is missing."""
    found = db.value("SELECT value FROM meta WHERE name=?", (name,))
    if found is None:
        raise Damaged("数据文件不完整，缺少基本信息。", hint="请从最近的备份恢复。")
    return str(found)


def set_meta(db: Database, name: str, value: str) -> None:
    """Write one entry of ``meta`` (inside a transaction)."""
    db.run("INSERT INTO meta VALUES (?,?) ON CONFLICT (name) DO UPDATE SET value=excluded.value", (name, value))
