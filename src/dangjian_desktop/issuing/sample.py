"""The sample branch's issued papers: the records of its last final meetings, one of them corrected afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from dangjian_desktop.feature import Call, Paper, SampleWorld, carry_out, features_of
from dangjian_desktop.house_style.reading import paper_settings
from dangjian_desktop.issuing.service import Issue, keep_issued
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.papers.plain import plain_lines
from dangjian_desktop.store import Reader, live

PAPER = "meeting_record"
ISSUED = 3
AFTER = timedelta(days=4)
CORRECTION = {"changes": {"place": "二楼党员活动室"}, "reason": "地点记错了，会后核对签到表时发现"}


def make_sample(world: SampleWorld) -> None:
    """Issue the records of the last final meetings; the second last one had its place corrected since."""
    now = world.clock.now
    with world.store.read() as reader:
        paper = _paper(reader)
        found = list(_final(reader, paper))[-ISSUED:] if paper else []
    if paper is None:
        return
    for number, (kind, record, day) in enumerate(found):
        world.clock.now = min(datetime.combine(day + AFTER, time(9, 30)), datetime.combine(world.today, time(9)))
        _issue(world, paper, record)
        if number == len(found) - 2:
            world.clock.advance(hours=1)
            with world.store.write("更正", verb="correct") as tx:
                carry_out(tx, Call("correct", {"kind": kind, "record": record, **CORRECTION}))
    world.clock.now = now


def _paper(reader: Reader) -> Paper | None:
    return next((paper for one in features_of(reader) for paper in one.papers if paper.name == PAPER), None)


def _final(reader: Reader, paper: Paper) -> Iterator[tuple[str, str, date]]:
    """The final records of the paper's own feature in the order of their days."""
    feature = next(one for one in features_of(reader) if paper in one.papers)
    for kind in feature.kinds:
        if kind.final is None or not kind.period:
            continue
        rows = reader.all(select(kind.record).where(live(kind.record)))
        days = sorted((getattr(row, kind.period), row.id) for row in rows if kind.final(row))
        yield from ((kind.record.__tablename__, record, day) for day, record in days)


def _issue(world: SampleWorld, paper: Paper, record: str) -> None:
    with world.store.write("签发留存", verb="issue_paper") as tx:
        document = paper.make(tx, record, None)
        made = render_pdf(document, settings=paper_settings(tx))
        name = paper.file_name(tx, record, None) if paper.file_name else paper.title
        keep_issued(
            tx,
            Issue(paper, record, None, document.title, made.pages, plain_lines(document), made.data, f"{name}.pdf"),
        )
