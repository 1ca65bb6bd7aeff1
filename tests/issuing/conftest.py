"""A store with every capability, a final meeting in it, and its paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.feature import Call, Paper, carry_out, schema_of
from dangjian_desktop.features import FEATURES
from dangjian_desktop.issuing.reading import IssuedVersion, issued_versions
from dangjian_desktop.issuing.service import Issue, keep_issued
from dangjian_desktop.meetings.records import Segment
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.papers.plain import plain_lines
from dangjian_desktop.store import Store


def paper(name: str = "meeting_record") -> Paper:
    return next(one for feature in FEATURES for one in feature.papers if one.name == name)


@dataclass
class Desk:
    """Somebody at a store."""

    store: Store
    clock: FixedClock
    gathering: str = ""
    segment: str = ""

    def do(self, action: str, **values: object) -> Any:
        with self.store.write("办", verb=action) as tx:
            return carry_out(tx, Call(action, values))

    def meet(self) -> None:
        """A committee meeting of yesterday, final."""
        self.gathering = self.do(
            "plan_gathering",
            day=date(2026, 10, 9),
            place="三楼会议室",
            segments=[{"kind": "committee_meeting"}, {"kind": "theme_party_day"}],
            title="10月支委会",
        )
        self.do("finalise", gathering=self.gathering, despite=True)
        with self.store.read() as reader:
            self.segment = reader.parts(Segment, self.gathering)[0].id

    def correct(self, changes: Mapping[str, str], reason: str = "记错了") -> None:
        self.do("correct", kind="gatherings", record=self.gathering, changes=dict(changes), reason=reason)

    def issue(self, record: str | None = None, of: Paper | None = None) -> str | None:
        made = of or paper()
        with self.store.write("签发留存", verb="issue_paper") as tx:
            document = made.make(tx, record or self.segment, None)
            pdf = render_pdf(document)
            return keep_issued(
                tx,
                Issue(made, record or self.segment, None, document.title, pdf.pages, plain_lines(document), pdf.data,
                      "2026-10-09 支委会会议记录.pdf"),
            )  # fmt: skip

    def versions(self, record: str | None = None) -> tuple[IssuedVersion, ...]:
        with self.store.read() as reader:
            return issued_versions(reader, paper(), record or self.segment, None)


@pytest.fixture
def open_desk(tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    """Opens a store in a folder of its own by name."""
    opened: list[Store] = []

    def make(name: str) -> Desk:
        clock = FixedClock(datetime(2026, 10, 12, 9))
        store = Store.open(
            tmp_path / name, schema_of(FEATURES), clock=clock, ids=SeededIds(name), device=name, author="陈静"
        )
        opened.append(store)
        return Desk(store, clock)

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def desk(open_desk: Callable[[str], Desk]) -> Desk:
    made = open_desk("甲机")
    made.meet()
    return made
