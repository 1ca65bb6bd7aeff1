"""Opening a data folder: lock, new file, start check, newer and older programs."""

from __future__ import annotations

import json
from pathlib import Path

from dangjian_desktop.base.clock import Clock, IdSource
from dangjian_desktop.base.errors import Damaged, Refused
from dangjian_desktop.store import tables
from dangjian_desktop.store.connection import Database
from dangjian_desktop.store.core import Core
from dangjian_desktop.store.lock import FolderLock
from dangjian_desktop.store.schema import Schema
from dangjian_desktop.store.values import canonical

FILE = "store.db"


def take_lock(folder: Path, device: str, clock: Clock) -> FolderLock:
    """Make the folder if need be and lock it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"不能使用文件夹“{folder}”。", hint="请检查路径是否正确、是否有权限，或换一个文件夹。") from error
    return FolderLock(folder, device, clock().isoformat())


def open_core(
    folder: Path,
    schema: Schema,
    clock: Clock,
    ids: IdSource,
    device: str,
    author: str,
    read_only: bool,
    mark: Path | None,
    key: bytes | None,
) -> Core:
    """Open (or make) the database of a locked folder, checked and at this program's schema."""
    path = folder / FILE
    if not path.exists():
        if read_only:
            raise Refused(f"文件夹“{folder}”里没有数据。", hint="请检查路径，或先打开程序新建。")
        new_file(path, schema, clock, device, key)
    db = Database(path, key=key, read_only=read_only)
    try:
        check(db, schema)
        return Core.of(db, schema, clock, ids, device, author)
    except BaseException:
        db.close()
        raise


def new_file(path: Path, schema: Schema, clock: Clock, device: str, key: bytes | None) -> None:
    """Make an empty store; it appears under its name only when it is whole."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    db = Database(fresh, key=key)
    try:
        with db.transaction():
            tables.create(db, schema)
            tables.set_meta(db, "format", str(tables.FORMAT))
            describe(db, schema)
            Core.of(db, schema, clock, lambda: "", device, "").journal.mint(device, "first")
    finally:
        db.close()
    fresh.replace(path)


def describe(db: Database, schema: Schema) -> None:
    """Note which projection the file holds."""
    tables.set_meta(db, "known", canonical(schema.known()))
    tables.set_meta(db, "fingerprint", schema.fingerprint())


def check(db: Database, schema: Schema) -> None:
    """The start check: whole file, not newer than this program, last hashes right."""
    if db.value("SELECT count(*) FROM sqlite_master WHERE name='meta'") == 0:
        raise Damaged("数据文件是空的。", hint="请从最近的备份恢复。")
    refuse_newer(db, schema)
    if db.value("PRAGMA quick_check(1)") != "ok":
        raise Damaged("数据文件已损坏。", hint="请从最近的备份恢复。")


def refuse_newer(db: Database, schema: Schema) -> None:
    """A file that a newer program wrote is left alone."""
    known = schema.known()
    stored = json.loads(tables.meta(db, "known"))
    newer = int(tables.meta(db, "format")) > tables.FORMAT or any(
        not set(fields) <= set(known.get(kind, ())) for kind, fields in stored.items()
    )
    if newer:
        raise Refused("这些数据由更新版本的程序写成，本版本打不开。", hint="请安装新版本后再打开；数据没有改动。")
