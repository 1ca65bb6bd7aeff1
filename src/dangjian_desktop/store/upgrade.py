"""Upgrade: a new file, the journal and local tables copied, the records replayed, checked, then swapped in.

No value is ever changed by SQL; how older operations are read is the business of upcasters.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from dangjian_desktop.base.errors import Damaged
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import opening, tables
from dangjian_desktop.store.attachments import sync_folder
from dangjian_desktop.store.connection import Database
from dangjian_desktop.store.replay import replay
from dangjian_desktop.store.verify import check_chains


def needed(db: Database, fingerprint: str) -> bool:
    """Whether the file holds another projection than this program makes."""
    return tables.meta(db, "fingerprint") != fingerprint


def upgrade(path: Path, core_of: opening.CoreMaker, progress: Progress) -> Path:
    """Bring a closed data file to this program's schema. Returns the copy kept of the former file.

    Raises :class:`Damaged`, with the file untouched, when the journal does not verify.
    """
    fresh = path.with_suffix(".upgrade")
    fresh.unlink(missing_ok=True)
    try:
        db = Database(fresh, key=core_of.key)
        try:
            _fill(db, path, core_of, progress)
        finally:
            db.close()
        kept = _keep(path, core_of)
        with fresh.open("r+b") as file:
            os.fsync(file.fileno())
        fresh.replace(path)
        sync_folder(path.parent)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return kept


def _fill(db: Database, path: Path, core_of: opening.CoreMaker, progress: Progress) -> None:
    core = core_of(db)
    db.attach(path, "former")
    with db.transaction():
        tables.create(db, core.schema)
        for table in tables.COPIED:
            db.run(f"INSERT INTO main.{table} SELECT * FROM former.{table}")
        opening.describe(db, core.schema)
        for problem in check_chains(core, progress):
            raise Damaged(f"数据需要整理到新版本，但日志核对没有通过：{problem}", hint="请从最近的备份恢复。")
        replay(core, core.projection, progress)
    db.run("DETACH former")
    opening.check(db, core.schema)


def _keep(path: Path, core_of: opening.CoreMaker) -> Path:
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True)
    kept = folder / f"{core_of.clock().strftime('%Y-%m-%d_%H%M%S')}_before-upgrade.db"
    shutil.copyfile(path, kept)
    return kept
