"""The branch ticks the kinds of meeting that it holds; the ticks are the branch's, not one PC's."""

from __future__ import annotations

from typing import Any

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.meetings.reading.kinds import kinds_in_use
from dangjian_desktop.meetings.rules.kinds import KINDS, SegmentKind
from dangjian_desktop.meetings.service import use_kinds
from dangjian_desktop.meetings.service.inputs import UseKinds
from dangjian_desktop.store import Store
from dangjian_desktop.sync import apply, export_sync, read_bundle

TWO = (SegmentKind.PARTY_LECTURE, SegmentKind.GENERAL_MEETING)


def _used(store: Store) -> tuple[SegmentKind, ...]:
    with store.read() as reader:
        return kinds_in_use(reader)


def test_all_kinds_are_offered_until_some_are_ticked(world: Any) -> None:
    assert _used(world.store) == tuple(KINDS)


def test_only_ticked_kinds_are_offered_in_their_order(world: Any) -> None:
    assert world.do(use_kinds, UseKinds(TWO)) == ["general_meeting", "party_lecture"]
    assert _used(world.store) == (SegmentKind.GENERAL_MEETING, SegmentKind.PARTY_LECTURE)


def test_a_kind_can_be_ticked_again_and_undone(world: Any) -> None:
    world.do(use_kinds, UseKinds(TWO))
    world.do(use_kinds, UseKinds(tuple(KINDS)))
    assert _used(world.store) == tuple(KINDS)
    world.store.undo()
    assert set(_used(world.store)) == set(TWO)


def test_none_at_all_is_refused(world: Any) -> None:
    with pytest.raises(Refused, match="至少"):
        world.do(use_kinds, UseKinds(()))
    assert _used(world.store) == tuple(KINDS)


def test_the_other_pc_offers_the_same_kinds_after_an_exchange(world: Any, tmp_path: Any) -> None:
    world.do(use_kinds, UseKinds(TWO))
    export_sync(world.store, tmp_path / "包.djb", None, Progress())
    with Store.open(tmp_path / "second", world.store.schema, device="另一台") as other:
        apply(other, read_bundle(other, tmp_path / "包.djb", None, Progress()), Progress())
        assert set(_used(other)) == set(TWO)
