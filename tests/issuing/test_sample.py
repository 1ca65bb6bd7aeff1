"""The sample branch shows issued papers, and one whose record was corrected since."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.cli.sample import build_sample
from dangjian_desktop.feature import schema_of
from dangjian_desktop.features import FEATURES
from dangjian_desktop.issuing.reading import issued_versions
from dangjian_desktop.issuing.records import IssuedPaper
from dangjian_desktop.issuing.rules import differences, words
from dangjian_desktop.papers.plain import plain_lines
from dangjian_desktop.store import Store

from .conftest import paper

NOW = datetime(2026, 10, 12, 10, 30)


def test_two_issued_records_are_as_they_were_and_one_was_corrected(tmp_path: Path) -> None:
    build_sample(FEATURES, tmp_path / "样例", now=NOW, years=1, members=12)
    changed = []
    with Store.open(tmp_path / "样例", schema_of(FEATURES), clock=FixedClock(NOW)) as store, store.read() as reader:
        subjects = [str(row.subject) for row in reader.all(select(IssuedPaper))]
        assert len(subjects) == 3
        for subject in subjects:
            (version,) = issued_versions(reader, paper(), subject, None)
            assert version.at <= NOW
            assert store.attachments.check(version.sha256)
            found = differences(version.lines, plain_lines(paper().make(reader, subject, None)))
            changed += [words(pair.after or ()) for pair in found if pair.changed]
        assert "地点：二楼党员活动室" in changed
        assert sum("更正" in line for line in changed) == 1
        assert store.verify() == []
