"""What opening a data folder is made of: lock, new file, start check, newer programs, a wrong clock."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from dangjian_desktop.base.clock import Clock, IdSource
from dangjian_desktop.base.errors import Damaged, Refused
from dangjian_desktop.store import tables
from dangjian_desktop.store.attachments import sync_folder
from dangjian_desktop.store.connection import Database, spoken
from dangjian_desktop.store.core import Core
from dangjian_desktop.store.journal import Journal
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


@dataclass(frozen=True)
class CoreMaker:
    """Makes the core for a database file: what the program brings along when it opens one."""

    schema: Schema
    clock: Clock
    ids: IdSource
    device: str
    author: str = ""
    key: bytes | None = None

    def __call__(self, db: Database) -> Core:
        return Core.of(db, self.schema, self.clock, self.ids, self.device, self.author)


def new_file(path: Path, maker: CoreMaker) -> None:
    """Make an empty store; it appears under its name only when it is whole."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    db = Database(fresh, key=maker.key)
    try:
        with db.transaction():
            tables.create(db, maker.schema)
            tables.set_meta(db, "format", str(tables.FORMAT))
            tables.set_meta(db, "store", str(uuid.uuid4()))
            describe(db, maker.schema)
            maker(db).journal.mint(maker.device, "first")
    finally:
        db.close()
    fresh.replace(path)
    sync_folder(path.parent)


def describe(db: Database, schema: Schema) -> None:
    """Note which projection the file holds."""
    tables.set_meta(db, "known", canonical(schema.known()))
    tables.set_meta(db, "fingerprint", schema.fingerprint())


def check(db: Database, schema: Schema) -> None:
    """The start check of the file: whole, and not newer than this program."""
    with spoken():
        if db.value("SELECT count(*) FROM sqlite_master WHERE name='meta'") == 0:
            raise Damaged("数据文件是空的，或不是本程序的数据。", hint="请从最近的备份恢复。")
        refuse_newer(db, schema)
        found = db.value("PRAGMA quick_check(1)")
    if found != "ok":
        raise Damaged("数据文件已损坏。", hint="请从最近的备份恢复。")


def check_tops(journal: Journal) -> None:
    """The last hash of every incarnation."""
    for inc, top in journal.vector().items():
        action = journal.action(inc, top.seq)
        if action is None or action.digest() != top.hash:
            raise Damaged("数据文件里最后的记录与校验码不符。", hint="请从最近的备份恢复。")


def check_copy(path: Path, schema: Schema, key: bytes | None) -> None:
    """Open a backup and check it. Raises :class:`Damaged` or, for a newer program's, :class:`Refused`."""
    db = Database(path, key=key, read_only=True)
    try:
        check(db, schema)
        check_tops(Journal(db, schema, datetime.now))
    finally:
        db.close()


def refuse_newer(db: Database, schema: Schema) -> None:
    """A file that a newer program wrote is left alone."""
    known = schema.known()
    stored = json.loads(tables.meta(db, "known"))
    newer = int(tables.meta(db, "format")) > tables.FORMAT or any(
        not set(fields) <= set(known.get(kind, ())) for kind, fields in stored.items()
    )
    if newer:
        raise Refused("这些数据由更新版本的程序写成，本版本打不开。", hint="请安装新版本后再打开；数据没有改动。")


def clock_warnings(core: Core) -> list[str]:
    """A clock that is plainly wrong: nothing is lost by it, but dates would be."""
    now = core.clock()
    last = core.db.value("SELECT wall FROM journal_action WHERE batch IS NULL ORDER BY arrival DESC LIMIT 1")
    if now.year < 2020 or (last and datetime.fromisoformat(last) - now > timedelta(days=2)):
        return [f"电脑时间是 {now:%Y-%m-%d %H:%M}，早于最后一次记录。请校准时间；已有内容不受影响。"]
    if last and now - datetime.fromisoformat(last) > timedelta(days=3 * 365):
        return [f"电脑时间是 {now:%Y-%m-%d %H:%M}，距最后一次记录已超过三年。请确认时间是否正确。"]
    return []
