"""Lists: a page of 200 out of 100,000 gatherings beside a bare select of the same rows."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from bench_store import SCHEMA
from measuring import Measured, compare

from dangjian_desktop.meetings.reading.listing import PAGE, gathering_page
from dangjian_desktop.meetings.records import Gathering, Segment
from dangjian_desktop.store import Store

CHUNK = 2000


def fill(store: Store, total: int) -> None:
    """That many gatherings with one segment each, through the journal as everything is."""
    for start in range(0, total, CHUNK):
        with store.write("填充", "fill") as tx:
            for number in range(start, min(start + CHUNK, total)):
                day = date(1950, 1, 1) + timedelta(days=number // 4)
                gathering = tx.create(Gathering, {"title": f"第{number}次会议", "day": day, "place": "三楼会议室"})
                tx.add(Segment, owner=gathering, values={"kind": "committee_meeting", "topic": "讨论近期工作"})


def bare_page(connection: driver.Connection, middle: date) -> list[tuple[object, ...]]:
    """The same gatherings with their segments and attendance, as tuples and nothing worked out from them."""
    page = "SELECT * FROM gatherings WHERE day <= ? ORDER BY day DESC, id DESC LIMIT ?"
    rows = connection.execute(page, (middle.isoformat(), PAGE)).fetchall()
    ids = [row[0] for row in rows]
    marks = ",".join("?" * len(ids))
    for table in ("segments", "attendances"):
        rows += connection.execute(f"SELECT * FROM {table} WHERE owner IN ({marks})", ids).fetchall()
    return rows


def one_page(folder: Path, scale: float) -> Measured:
    """The middle page, with counts and stages, as the window's list fetches it."""
    total = int(100_000 * scale)
    middle = date(1950, 1, 1) + timedelta(days=total // 8)
    with Store.open(folder / "data", SCHEMA) as store:
        fill(store, total)
        file = next(path for path in (folder / "data").iterdir() if path.read_bytes()[:15] == b"SQLite format 3")
        connection = driver.connect(file.as_uri() + "?mode=ro", uri=True)
        with store.read() as reader:
            first = gathering_page(reader)
            assert first.following is not None
            cursor = type(first.following)(middle, "~")
            ours, peer = compare(7, lambda: gathering_page(reader, after=cursor), lambda: bare_page(connection, middle))
        connection.close()
    return Measured(ours, peer, bound=40.0, note=f"{total} gatherings; ours also works out stages and counts")


MEASUREMENTS = (one_page,)
