"""Replay: making the projected tables anew from the journal, in place or in another file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import tables
from dangjian_desktop.store.connection import Database
from dangjian_desktop.store.core import Core
from dangjian_desktop.store.projection import Projection

_BESIDE = ("conflict", "merge_alias", "raw_reference", "search_doc", "search_text")


def replay(core: Core, projection: Projection, progress: Progress) -> None:
    """Project every action of the journal, in causal order, into ``projection`` (its tables empty)."""
    total = int(core.db.value("SELECT count(*) FROM journal_action") or 0)
    for done, action in enumerate(core.journal.actions()):
        if done % 100 == 0:
            progress.step(done, total, "正在按日志重新整理")
        for index in range(len(action.ops)):
            projection.project(action.op_id(index), core.journal.place(action, index))


def rebuild(core: Core, progress: Progress) -> None:
    """Make all projected tables anew in place (inside a transaction)."""
    for kind in core.schema.kinds:
        core.db.run(f'DELETE FROM "{kind}"')
    for table in _BESIDE:
        core.db.run(f"DELETE FROM {table}")
    core.journal.forget_cache()
    replay(core, core.projection, progress)


@contextmanager
def replayed(core: Core, progress: Progress) -> Iterator[Database]:
    """A throw-away database with what the journal says the tables should hold."""
    folder = Path(tempfile.mkdtemp(prefix="replay-"))
    try:
        db = Database(folder / "replay.db")
        try:
            db.run("PRAGMA synchronous=OFF")
            with db.transaction():
                tables.create_projected(db, core.schema)
                replay(core, Projection(db, core.schema, core.journal), progress)
            yield db
        finally:
            db.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
