"""A link is entered once, read from both ends, the same on every PC."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.feature import schema_of
from dangjian_desktop.features import FEATURES
from dangjian_desktop.links.reading import links_from, links_to
from dangjian_desktop.links.records import Relation
from dangjian_desktop.links.service import LinkRecords, link_records, unlink_records
from dangjian_desktop.meetings.records import Gathering
from dangjian_desktop.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    clock = FixedClock(datetime(2026, 10, 12, 9))
    with Store.open(tmp_path / "data", schema_of(FEATURES), clock=clock, ids=SeededIds(1), device="pc") as opened:
        yield opened


@pytest.fixture
def pair(store: Store) -> LinkRecords:
    with store.write("准备") as tx:
        one = tx.create(Gathering, {"title": "10月主题党日"})
        other = tx.create(Gathering, {"title": "10月支委会"})
    return LinkRecords("gatherings", one, Relation.DISCUSSED_IN, "gatherings", other)


def test_a_link_is_read_from_both_ends(store: Store, pair: LinkRecords) -> None:
    with store.write("关联") as tx:
        link_records(tx, pair)
    with store.read() as reader:
        (there,) = links_from(reader, pair.owner)
        (back,) = links_to(reader, pair.target, Relation.DISCUSSED_IN)
        assert links_to(reader, pair.target, Relation.SERVES) == []
    assert (there.title, there.id) == ("10月支委会", pair.target)
    assert (back.title, back.id) == ("10月主题党日", pair.owner)


def test_linking_twice_makes_one_link_and_no_second_step(store: Store, pair: LinkRecords) -> None:
    for _ in range(2):
        with store.write("关联") as tx:
            link_records(tx, pair)
    with store.read() as reader:
        assert len(links_from(reader, pair.owner)) == 1
    assert store.undo() is not None
    with store.read() as reader:
        assert links_from(reader, pair.owner) == []


def test_an_ended_link_is_gone_and_can_be_made_again(store: Store, pair: LinkRecords) -> None:
    for verb in (link_records, unlink_records):
        with store.write("关联") as tx:
            verb(tx, pair)
    with store.read() as reader:
        assert links_from(reader, pair.owner) == []
    with store.write("关联") as tx:
        link_records(tx, pair)
    with store.read() as reader:
        assert len(links_from(reader, pair.owner)) == 1


def test_a_deleted_target_is_still_named_and_marked(store: Store, pair: LinkRecords) -> None:
    with store.write("关联") as tx:
        link_records(tx, pair)
    with store.write("删除") as tx:
        tx.delete(Gathering, pair.target)
    with store.read() as reader:
        (there,) = links_from(reader, pair.owner)
    assert there.gone
    assert there.title == "10月支委会"


def test_a_record_that_is_not_there_cannot_be_linked(store: Store, pair: LinkRecords) -> None:
    for wrong in (
        LinkRecords("gatherings", pair.owner, Relation.SERVES, "gatherings", "nobody"),
        LinkRecords("unknown", pair.owner, Relation.SERVES, "gatherings", pair.target),
        LinkRecords("gatherings", pair.owner, Relation.SERVES, "gatherings", pair.owner),
    ):
        with pytest.raises(Refused), store.write("关联") as tx:
            link_records(tx, wrong)
    with pytest.raises(Refused), store.write("取消") as tx:
        unlink_records(tx, pair)
