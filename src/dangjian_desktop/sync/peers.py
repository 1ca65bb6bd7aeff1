"""The other PCs of the branch, and what they certainly have: the ground an incremental bundle stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.store import Store
from dangjian_desktop.store.journal import Top
from dangjian_desktop.sync.model import Peer
from dangjian_desktop.sync.vectors import meet


def peers(store: Store) -> tuple[Peer, ...]:
    """The other PCs of the branch, by name; each once, under its latest incarnation heard from.

    A PC that was restored or moved lives on under a new incarnation and the same name, so incarnations of one name
    count as one PC, unless several data folders were begun under that name: then each counts for itself, which at
    worst makes a bundle longer.
    """
    known = store.exchange.incarnations()
    received = store.exchange.received()
    own = {inc for inc, one in known.items() if one.own}
    begun = Counter(one.device for inc, one in known.items() if inc not in own and one.why == "first")
    latest: dict[str, Peer] = {}
    for inc in sorted(set(known) - own, key=lambda inc: (inc in received, known[inc].minted_at, inc)):
        device = known[inc].device
        latest[device if begun[device] < 2 else inc] = Peer(inc, device, received.get(inc))
    return tuple(sorted(latest.values(), key=lambda peer: (peer.device, peer.incarnation)))


def base_for(store: Store, to: Sequence[str] | None) -> dict[str, Top]:
    """What all the PCs in ``to`` (incarnations; None = every known one) certainly have, as far as this PC has it too.

    Empty, so that the bundle is whole, when nothing is known of one of them. Raises :class:`Refused` for a PC that
    nobody ever heard of.
    """
    everyone = peers(store)
    wanted = everyone if to is None else [peer for peer in everyone if peer.incarnation in to]
    if to is not None and len(wanted) != len(set(to)):
        raise Refused("没有这台电脑的记录。", hint="请从列表中选择，或导出完整的同步包。")
    vectors = [peer.vector for peer in wanted if peer.vector is not None]
    if not vectors or len(vectors) < len(wanted):
        return {}
    common = meet([store.exchange.vector(), *vectors])
    return {inc: top for inc, top in common.items() if store.journal.hash_at(inc, top.seq) == top.hash}
