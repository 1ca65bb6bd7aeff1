"""The one connection to the database file, and what its errors mean in Chinese.

Outside a transaction the connection stands on ``PRAGMA query_only=ON``: a write that goes past the journal raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy.exc
import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, StaticPool, create_engine
from sqlalchemy.orm import Session

from dangjian_desktop.base.errors import Damaged, Refused

_MEANINGS: tuple[tuple[str, type[Refused], str, str], ...] = (
    ("disk is full", Refused, "磁盘已满，没有保存。", "请清理磁盘后再试；刚才填写的内容还在。"),
    ("readonly database", Refused, "数据文件夹只能读取，不能写入。", "请检查文件夹的权限，或换一个文件夹。"),
    ("unable to open", Refused, "打不开数据文件。", "请检查文件夹是否存在、是否有读写权限。"),
    ("locked", Refused, "数据正被另一个程序使用。", "请关闭它后再试。"),
    ("malformed", Damaged, "数据文件已损坏。", "请从最近的备份恢复。"),
    ("not a database", Damaged, "这不是本程序的数据文件，或密码不对，或文件已损坏。", "请从最近的备份恢复。"),
    ("disk i/o error", Damaged, "读写磁盘时出错。", "请检查磁盘；必要时从最近的备份恢复。"),
    ("interrupted", Refused, "已取消，没有改动任何内容。", ""),
)


@contextmanager
def spoken() -> Iterator[None]:
    """Turn the driver's errors about disk and file into sentences; our own mistakes stay what they are."""
    try:
        yield
    except (driver.DatabaseError, sqlalchemy.exc.DBAPIError) as error:
        text = str(getattr(error, "orig", error)).lower()
        for part, family, message, hint in _MEANINGS:
            if part in text:
                raise family(message, hint=hint) from error
        raise


class Database:
    """One SQLite (SQLCipher) file, one connection, used by one thread at a time."""

    def __init__(self, path: Path, *, key: bytes | None = None, read_only: bool = False) -> None:
        self.path = path
        self._depth = 0
        self._read_only = read_only
        self.key = key
        self._closed = False
        uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"

        def creator() -> Any:
            raw = driver.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=5)
            if key is not None:
                raw.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
            return raw

        with spoken():
            self._engine = create_engine("sqlite+pysqlite://", module=driver, creator=creator, poolclass=StaticPool)
            self.sql: Connection = self._engine.connect()
            self._raw = self.sql.connection.driver_connection
            self._cursor = self._raw.cursor()  # type: ignore[union-attr]
            self.session = Session(self.sql, autoflush=False, expire_on_commit=False)
            self.run("SELECT count(*) FROM sqlite_master")
            if not read_only:
                self.run("PRAGMA journal_mode=TRUNCATE")
                self.run("PRAGMA synchronous=FULL")
            self.run("PRAGMA query_only=ON")

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Run one statement; return all its rows as tuples."""
        rows: list[Any] = self._cursor.execute(sql, values).fetchall()
        return rows

    def many(self, sql: str, values: Sequence[Sequence[Any]]) -> None:
        """Run one statement for each row of values."""
        self._cursor.executemany(sql, values)

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first row, or None."""
        rows = self.run(sql, values)
        return rows[0] if rows else None

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.one(sql, values)
        return row[0] if row else None

    @property
    def writing(self) -> bool:
        """Whether a transaction is open."""
        return self._depth > 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """The only place where writing is allowed; rolled back whole on any exception."""
        if self._depth:
            raise RuntimeError("a transaction is open already")
        if self._read_only:
            raise Refused("数据是以只读方式打开的，不能修改。")
        with spoken():
            self.run("PRAGMA query_only=OFF")
            try:
                self.run("BEGIN IMMEDIATE")
                self._depth = 1
                try:
                    yield
                    self.run("COMMIT")
                except BaseException:
                    if self._raw.in_transaction:  # type: ignore[union-attr]
                        self.run("ROLLBACK")
                    raise
            finally:
                self._depth = 0
                self.run("PRAGMA query_only=ON")

    def attach(self, path: Path, name: str) -> None:
        """Have another file beside this one, with the same key (outside a transaction)."""
        self.run(f"ATTACH ? AS {name}", (f"{path.absolute().as_uri()}?mode=ro",))

    def interrupt(self) -> None:
        """Stop the statement that runs now. Safe from any thread."""
        self._raw.interrupt()  # type: ignore[union-attr]

    def copy_into(self, target: Path) -> None:
        """Write a compact copy of the whole database to a new file; it keeps the key."""
        with spoken():
            self.run("PRAGMA query_only=OFF")
            try:
                self.run("VACUUM INTO ?", (str(target),))
            finally:
                self.run("PRAGMA query_only=ON")

    def close(self) -> None:
        """Close the file. Does nothing the second time."""
        if self._closed:
            return
        self._closed = True
        self.session.expunge_all()
        self._cursor.close()
        self.session.close()
        self.sql.close()
        self._engine.dispose()
        self._raw.close()  # type: ignore[union-attr]
