"""Saving: one action (journal, projection, search text) beside one bare row in a file with the same safety."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from measuring import Measured, compare

from dangjian_desktop.features import FEATURES
from dangjian_desktop.meetings.records import Gathering
from dangjian_desktop.store import Schema, Store

SCHEMA = Schema.of(*(kind.record for feature in FEATURES for kind in feature.kinds))
TEXT = "传达学习有关会议精神，结合支部实际讨论贯彻措施。" * 20


def bare_file(path: Path) -> driver.Connection:
    """A plain file with the same journal mode and the same syncing as the store's."""
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode=TRUNCATE")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, title TEXT, day TEXT, notes TEXT)")
    return connection


def _insert(connection: driver.Connection, numbers: Iterator[int]) -> Callable[[], None]:
    def work() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO bare (title, day, notes) VALUES (?, ?, ?)", (f"会议{next(numbers)}", "", TEXT))
        connection.execute("COMMIT")

    return work


def append_one_action(folder: Path, scale: float) -> Measured:
    """Plan a gathering with a long note: what the secretary waits for after Ctrl+S."""
    turns = max(20, int(200 * scale))
    bare = bare_file(folder / "bare.sqlite")
    numbers = count()
    with Store.open(folder / "data", SCHEMA) as store:

        def save() -> None:
            number = next(numbers)
            with store.write("登记会议", "plan_gathering") as tx:
                day = date(2026, 1, 1) + timedelta(days=number)
                tx.create(Gathering, {"title": f"会议{number}", "day": day, "notes": TEXT})

        ours, peer = compare(turns, save, _insert(bare, count()))
    bare.close()
    return Measured(ours, peer, bound=8.0)


def edit_one_field(folder: Path, scale: float) -> Measured:
    """Change the place of a gathering among a thousand."""
    turns = max(20, int(200 * scale))
    bare = bare_file(folder / "bare.sqlite")
    numbers = count()
    with Store.open(folder / "data", SCHEMA) as store:
        with store.write("登记会议", "plan_gathering") as tx:
            ids = [tx.create(Gathering, {"title": f"会议{number}", "notes": TEXT}) for number in range(1000)]

        def save() -> None:
            number = next(numbers)
            with store.write("修改会议", "edit_gathering") as tx:
                tx.edit(Gathering, ids[number % 1000], {"place": f"第{number}会议室"})

        ours, peer = compare(turns, save, _insert(bare, count()))
    bare.close()
    return Measured(ours, peer, bound=8.0)


MEASUREMENTS = (append_one_action, edit_one_field)
