"""What was done last, and what was left unfinished."""

from __future__ import annotations

from types import SimpleNamespace

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.store import Store
from dangjian_desktop.store.recent import recent_actions


def test_the_newest_action_comes_first_with_its_records(store: Store, club: SimpleNamespace) -> None:
    with store.write("登记出游") as tx:
        outing = tx.create(club.Outing, {"title": "西山"})
        stop = tx.add(club.Stop, outing, {"name": "亭子"})
    with store.write("修改出游") as tx:
        tx.edit(club.Outing, outing, {"title": "东山"})
    with store.read() as reader:
        newest, first = recent_actions(reader, 8)
        assert recent_actions(reader, 1) == [newest]
    assert (newest.label, newest.records) == ("修改出游", (("t_outings", outing),))
    assert first.records == (("t_outings", outing), ("t_stops", stop))


def test_the_draft_typed_last_is_offered_first(store: Store, clock: FixedClock) -> None:
    store.drafts.put("a", "t_outings", "title", "写到一")
    clock.advance(minutes=1)
    store.drafts.put("b", "t_outings", "story", "先写的")
    clock.advance(minutes=1)
    store.drafts.put("b", "t_outings", "title", "写到一半")
    with store.read() as reader:
        assert [(owner.record, owner.fields) for owner in reader.drafts.pending()] == [("b", 2), ("a", 1)]
        draft = reader.drafts.latest("b")
        assert draft is not None
        assert (draft.field, draft.raw) == ("title", "写到一半")
        assert reader.drafts.latest("c") is None
