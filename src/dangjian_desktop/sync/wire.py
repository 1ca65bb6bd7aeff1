"""Actions as lines of a bundle: written canonically, read strictly, and checked against what the manifest promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dangjian_desktop.store.exchange import Incoming
from dangjian_desktop.store.foreign import parse_action
from dangjian_desktop.store.journal import Incarnation as Known
from dangjian_desktop.store.operations import Action
from dangjian_desktop.store.values import canonical
from dangjian_desktop.sync.container import Content, damaged
from dangjian_desktop.sync.manifest import Manifest
from dangjian_desktop.sync.strict import load_object


def to_lines(actions: Iterable[Action]) -> Iterator[bytes]:
    """One canonical JSON text for each action, without line ends."""
    return (canonical(action.to_json()).encode() for action in actions)


def read_incoming(content: Content, source: str, digest: str) -> Incoming:
    """All actions of a content, each well formed, with its own hash, chained, and together exactly base → top.

    ``source`` and ``digest`` (SHA-256 of the file) go to the import log. Raises
    :class:`~dangjian_desktop.base.errors.Refused` for anything that no program of ours would have written.
    """
    manifest = content.manifest
    actions = [_action(line) for line in content.actions()]
    _check_course(actions, manifest)
    return Incoming(
        actions=actions,
        base=manifest.base,
        top=manifest.top,
        sender=manifest.sender,
        incarnations=[Known(i.id, i.device, i.minted_at, i.why, False) for i in manifest.incarnations],
        source=source,
        digest=digest,
    )


def _action(line: bytes) -> Action:
    try:
        data = load_object(line)
    except ValueError as error:
        raise damaged(f"a line: {error}") from error
    return parse_action(data)


def _check_course(actions: list[Action], manifest: Manifest) -> None:
    """The actions lead from base to top, each following its predecessor in its incarnation, causes before effects."""
    reached = {inc: (top.seq, top.hash) for inc, top in manifest.base.items()}
    place = (0, "", 0)
    for action in actions:
        seq, last = reached.get(action.inc, (0, ""))
        here = (action.lamport, action.inc, action.seq)
        if action.seq != seq + 1 or action.prev != last or here <= place:
            raise damaged("an action out of its course")
        reached[action.inc], place = (action.seq, action.hash), here
    if reached != {inc: (top.seq, top.hash) for inc, top in manifest.top.items()}:
        raise damaged("the actions do not lead to the top")
    if len(actions) != manifest.actions or sum(len(a.ops) for a in actions) != manifest.operations:
        raise damaged("the counts")
