"""Actions written elsewhere are read strictly: what is not as we write it is refused."""

from __future__ import annotations

import pytest

from dangjian_desktop.base.errors import Damaged
from dangjian_desktop.store.foreign import parse_action

BROKEN = [
    lambda d: d.update(inc=5),
    lambda d: d.update(seq=0),
    lambda d: d.update(seq=True),
    lambda d: d.update(lamport="1"),
    lambda d: d.update(wall="yesterday"),
    lambda d: d.update(wall="2026-10-12T09:00:00+08:00"),
    lambda d: d.update(author=None),
    lambda d: d.pop("label"),
    lambda d: d.update(label_digest="0" * 64),
    lambda d: d.update(undoes=[1]),
    lambda d: d.update(undoes=["a", 0]),
    lambda d: d.update(prev="0" * 64),
    lambda d: d.update(hash="x"),
    lambda d: d.update(ops=[]),
    lambda d: d.update(ops=["x"]),
    lambda d: d.update(salts={"0/title": "zz"}),
    lambda d: d.update(salts="zz"),
    lambda d: d.update(more=1),
    lambda d: d["ops"][0].update(kind="A b"),
    lambda d: d["ops"][0].update(sets=[]),
    lambda d: d["ops"][0].update(sets={}),
    lambda d: d["ops"][0].update(sets={"title": 1.5}),
    lambda d: d["ops"][0].update(sets={"title": 2**63}),
    lambda d: d["ops"][0].update(sets={"title": "\0"}),
    lambda d: d["ops"][0].update(sets={"title": "\ud800"}),
    lambda d: d["ops"][0].update(over={"other": [["a", 1, 0]]}),
    lambda d: d["ops"][0].update(over={"title": []}),
    lambda d: d["ops"][0].update(over={"title": [["a", 1]]}),
    lambda d: d["ops"][0].update(over={"title": "x"}),
    lambda d: d["ops"][0].update(over=3),
    lambda d: d["ops"][0].update(seen=3),
    lambda d: d["ops"][0].update(seen={"a": [[1]]}),
    lambda d: d["ops"][0].update(seen={"a": 3}),
    lambda d: d["ops"][0].update(new=3),
    lambda d: d["ops"][0].update(withheld={"title": "0" * 64}),
    lambda d: d["ops"][0].update(withheld={"x": 1}),
    lambda d: d["ops"][0]["sets"].update(title="别的"),
    lambda d: d.update(salts={}),
    lambda d: d.update(label="别的"),
]


@pytest.mark.parametrize("spoil", BROKEN)
def test_a_foreign_action_that_is_not_as_we_write_it_is_refused(store, club, spoil):
    with store.write("安排") as tx:
        tx.create(club.Outing, {"title": "秋游"})
    (action,) = store.exchange.outgoing({})
    data = action.to_json()
    assert parse_action(data) == action
    spoil(data)
    with pytest.raises(Damaged):
        parse_action(data)
    with pytest.raises(Damaged):
        parse_action("no object")


def test_a_label_too_long_or_seen_by_a_deletion_reads_back(store, club):
    with store.write("删除") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
    with store.write("删除") as tx:
        tx.delete(club.Outing, outing)
    store.undo()
    for action in store.exchange.outgoing({}):
        assert parse_action(action.to_json()) == action
