"""``verify``: chains, rows against a replay, conflicts, attachments. Finds; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from dangjian_desktop.base.errors import Damaged
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store.attachments import Attachments
from dangjian_desktop.store.connection import Database
from dangjian_desktop.store.core import Core
from dangjian_desktop.store.replay import replayed

_PAGE = 500


@dataclass(frozen=True)
class Problem:
    """Something that is not as it should be, as a sentence; ``kind`` and ``record`` where it is about one."""

    message: str
    kind: str = ""
    record: str = ""

    def __str__(self) -> str:
        return self.message


def verify(core: Core, attachments: Attachments, progress: Progress) -> list[Problem]:
    """Check everything. An empty list means that all is well."""
    problems = [*check_file(core.db), *check_chains(core, progress)]
    if problems:
        return problems
    with replayed(core, progress) as fresh:
        problems += compare(core, fresh)
    problems += _check_attachments(core, attachments, progress)
    return problems


def check_file(db: Database) -> Iterator[Problem]:
    """SQLite's own check."""
    if db.value("PRAGMA integrity_check(1)") != "ok":
        yield Problem("数据文件内部结构已损坏。")


def check_chains(core: Core, progress: Progress) -> Iterator[Problem]:
    """Every incarnation: numbers without gaps, hashes right and chained; operations indexed as they stand."""
    journal = core.journal
    for inc in journal.vector():
        seq, prev = 0, ""
        for action in journal.chain(inc):
            progress.step(0, 0, "正在核对日志")
            problem = _check_action(core, action.seq, seq, action.prev, prev, action)
            if problem:
                yield Problem(f"{journal.device(inc)} 的第 {action.seq} 步记录{problem}。")
                break
            seq, prev = action.seq, action.hash


def _check_action(core: Core, seq: int, before: int, prev: str, expected: str, action: Any) -> str:
    if seq != before + 1:
        return "之前有缺失"
    if prev != expected:
        return "与前一步接不上"
    try:
        if action.digest() != action.hash:
            return "与校验码不符"
    except Damaged:
        return "缺少校验所需的内容"
    sql = "SELECT idx, record FROM journal_operation WHERE inc=? AND seq=? ORDER BY idx"
    rows = core.db.run(sql, (action.inc, seq))
    return "" if rows == [(i, op.record) for i, op in enumerate(action.ops)] else "的索引不完整"


def compare(core: Core, fresh: Database) -> Iterator[Problem]:
    """Where the tables differ from a replay."""
    for kind in core.schema.kinds.values():
        columns = ",".join(f'"{name}"' for name in kind.table.columns.keys())  # noqa: SIM118
        sql = f'SELECT {columns} FROM "{kind.name}" WHERE id>? ORDER BY id LIMIT {_PAGE}'
        mine, theirs = _keyed(core.db, sql), _keyed(fresh, sql)
        for record in sorted({*mine, *theirs}):
            if mine.get(record) != theirs.get(record):
                yield Problem(f"{kind.label}记录与日志不一致（编号 {record}）。", kind.name, record)
    for table, order, label in (
        ("conflict", "record, field", "待核对"),
        ("merge_alias", "id", "合并"),
        ("raw_reference", "record, field, kind", "引用"),
    ):
        sql = f"SELECT * FROM {table} ORDER BY {order}"
        if core.db.run(sql) != fresh.run(sql):
            yield Problem(f"{label}清单与日志不一致。")
    sql = "SELECT kind, record, names, pinyin FROM search_doc ORDER BY kind, record"
    if any(mine != theirs for mine, theirs in zip_longest(core.db.run(sql), fresh.run(sql))):
        yield Problem("搜索索引与日志不一致。")


def _keyed(db: Database, sql: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    after = ""
    while rows := db.run(sql, (after,)):
        found |= {row[0]: row for row in rows}
        after = rows[-1][0]
    return found


def _check_attachments(core: Core, attachments: Attachments, progress: Progress) -> Iterator[Problem]:
    rows = core.db.run(
        "SELECT DISTINCT sha256, name FROM attachments WHERE sha256 IS NOT NULL AND deleted IS NOT 1 ORDER BY name"
    )
    for done, (sha256, name) in enumerate(rows):
        progress.step(done, len(rows), "正在核对附件")
        if not attachments.has(sha256):
            yield Problem(f"附件“{name}”的文件不在本机。")
        elif not attachments.check(sha256):
            yield Problem(f"附件“{name}”的文件已损坏，与校验码不符。")
