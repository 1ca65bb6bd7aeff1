"""Opening the database of a locked folder: new, checked, brought to this program's schema, its mark compared."""

from __future__ import annotations

from pathlib import Path

from dangjian_desktop.base.errors import Damaged, Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import opening, upgrade
from dangjian_desktop.store.connection import Database
from dangjian_desktop.store.core import Core
from dangjian_desktop.store.mark import Mark


def open_core(
    folder: Path, maker: opening.CoreMaker, *, read_only: bool, mark: Mark | None, progress: Progress
) -> Core:
    """The core of the folder's store. Raises :class:`Refused` and :class:`Damaged` as ``Store.open`` says."""
    path = folder / opening.FILE
    if not path.exists():
        if read_only:
            raise Refused(f"文件夹“{folder}”里没有数据。", hint="请检查路径，或先打开程序新建。")
        if any(folder.glob("backups/*.db")):
            raise Damaged("数据文件不见了，但备份还在。", hint="请从最近的备份恢复，不要在这里新建。")
        opening.new_file(path, maker)
    db = Database(path, key=maker.key, read_only=read_only)
    try:
        opening.check(db, maker.schema)
        if upgrade.needed(db, maker.schema.fingerprint()):
            db = _upgraded(db, maker, read_only=read_only, progress=progress)
        core = maker(db)
        opening.check_tops(core.journal)
        if mark is not None and not read_only:
            mark.greet(db, core.journal, folder, maker.device)
        return core
    except BaseException:
        db.close()
        raise


def _upgraded(db: Database, maker: opening.CoreMaker, *, read_only: bool, progress: Progress) -> Database:
    if read_only:
        raise Refused("这些数据由旧版本的程序写成，要先升级。", hint="请正常打开一次程序，升级后再试。")
    db.close()
    upgrade.upgrade(db.path, maker, progress)
    return Database(db.path, key=maker.key)
