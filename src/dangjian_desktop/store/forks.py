"""Forks: a copied data folder wrote on under the same incarnation. Found by hashes, sorted out by the copy itself."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import heads as algebra
from dangjian_desktop.store.core import Core
from dangjian_desktop.store.heads import OpId
from dangjian_desktop.store.journal import Vector
from dangjian_desktop.store.operations import Action, Operation
from dangjian_desktop.store.replay import rebuild

_Moves = dict[tuple[str, int], tuple[str, int]]


def sort_out(
    core: Core, base: Vector, top: Vector, actions: Sequence[Action], names: Mapping[str, str], progress: Progress
) -> bool:
    """Look for forks between the journal and what comes in. True if this folder was re-stamped.

    Raises :class:`Refused` when another PC has to import first.
    """
    incarnations = core.journal.incarnations()
    restamped = False
    for inc in sorted(top):
        agreed = _agreed(core, inc, base, top, actions)
        if agreed is None:
            continue
        device = names.get(inc) or core.journal.device(inc)
        if inc not in incarnations or not incarnations[inc].own:
            raise Refused(
                f"“{device}”的数据文件夹曾被整个复制，两份各自改过，本机无法判断以哪份为准。",
                hint=f"请先在“{device}”上导入这个同步包，再从那里重新导出给本机。",
            )
        if agreed < 0:
            raise Refused(
                "本机的数据文件夹与对方的是同一份的复制件，但这个同步包不够完整，无法对齐。",
                hint="请对方导出一个完整的同步包。",
            )
        _restamp(core, inc, agreed, [a for a in actions if a.inc == inc], progress)
        restamped = True
    return restamped


def _agreed(core: Core, inc: str, base: Vector, top: Vector, actions: Sequence[Action]) -> int | None:
    """None if both tell the same story of an incarnation; else the last number they agree on (-1: unknown)."""
    journal = core.journal
    mine = journal.top(inc).seq
    story = {action.seq: action.hash for action in actions if action.inc == inc} | {top[inc].seq: top[inc].hash}
    if inc in base:
        story[base[inc].seq] = base[inc].hash
    common = [seq for seq in sorted(story) if seq <= mine]
    wrong = [seq for seq in common if journal.hash_at(inc, seq) != story[seq]]
    if not wrong:
        return None
    if inc in base and base[inc].seq >= wrong[0]:
        return -1
    return max((seq for seq in common if seq < wrong[0]), default=0) if wrong[0] - 1 in (0, *common) else -1


def _restamp(core: Core, inc: str, agreed: int, theirs: Sequence[Action], progress: Progress) -> None:
    """Mint a new incarnation and carry everything own since the fork over into it."""
    journal = core.journal
    first = core.db.value("SELECT arrival FROM journal_action WHERE inc=? AND seq=?", (inc, agreed + 1))
    rows = core.db.run(
        "SELECT inc, seq FROM journal_action WHERE arrival>=? AND batch IS NULL AND inc IN "
        "(SELECT inc FROM journal_incarnation WHERE own=1) ORDER BY arrival",
        (first,),
    )
    tail = [action for one, seq in rows if (action := journal.action(one, seq)) is not None]
    mine = journal.hash_at(inc, agreed + 1) or ""
    other = next((action.hash for action in theirs if action.seq == agreed + 1), "")
    if not _all_made_here(core, inc, agreed) or _used_elsewhere(core, tail) or (_shared(core, tail) and mine < other):
        raise Refused(
            "本机的数据文件夹与对方的是同一份的复制件，本机之后的内容已经给过别的电脑。",
            hint="请先在对方电脑上导入本机的同步包，再从那里导出给本机。",
        )
    fresh = journal.mint(core.device, "fork")
    moves: _Moves = {(action.inc, action.seq): (fresh, place) for place, action in enumerate(tail, 1)}
    for action in tail:
        journal.remove(action.inc, action.seq)
    prev = ""
    for action in tail:
        moved = _moved(action, moves, prev)
        prev = moved.hash
        journal.append(moved)
    _move_local(core, moves)
    rebuild(core, progress)


def _all_made_here(core: Core, inc: str, agreed: int) -> bool:
    """Whether none of this incarnation's later actions came back from elsewhere (after a backup was restored)."""
    sql = "SELECT 1 FROM journal_action WHERE inc=? AND seq>? AND batch IS NOT NULL"
    return core.db.one(sql, (inc, agreed)) is None


def _shared(core: Core, tail: Sequence[Action]) -> bool:
    """Whether any of these actions was handed out already."""
    given: dict[str, int] = {}
    for (text,) in core.db.run("SELECT vector FROM local_export"):
        for inc, (seq, _hash) in json.loads(text).items():
            given[inc] = max(given.get(inc, 0), seq)
    return any(action.seq <= given.get(action.inc, 0) for action in tail)


def _used_elsewhere(core: Core, tail: Sequence[Action]) -> bool:
    """Whether a colleague's action stands on one of these."""
    ids = {(action.inc, action.seq) for action in tail}
    for inc, seq in core.db.run("SELECT inc, seq FROM journal_action WHERE batch IS NOT NULL"):
        action = core.journal.action(inc, seq)
        if action and any((old.inc, old.seq) in ids for op in action.ops for old in _referred(op)):
            return True
    return False


def _referred(op: Operation) -> list[OpId]:
    return [old for ops in op.over.values() for old in ops] + list(op.seen or ())


def _moved(action: Action, moves: _Moves, prev: str) -> Action:
    """The same action under its new number, its parents renumbered, its hash made anew."""
    inc, seq = moves[action.inc, action.seq]

    def to(op: OpId) -> OpId:
        return OpId(*moves.get((op.inc, op.seq), (op.inc, op.seq)), op.nth)

    ops = tuple(
        replace(
            op,
            over={name: tuple(sorted(map(to, ops))) for name, ops in op.over.items()},
            seen=None if op.seen is None else frozenset(map(to, op.seen)),
        )
        for op in action.ops
    )
    undoes = moves.get(action.undoes, action.undoes) if action.undoes else None
    return replace(action, inc=inc, seq=seq, ops=ops, undoes=undoes, prev=prev).sealed()


def _move_local(core: Core, moves: _Moves) -> None:
    """Undo steps and drafts name operations too."""
    for step, inc, seq in core.db.run("SELECT id, inc, seq FROM local_undo"):
        if (inc, seq) in moves:
            core.db.run("UPDATE local_undo SET inc=?, seq=? WHERE id=?", (*moves[inc, seq], step))
    for record, name, text in core.db.run("SELECT record, field, seen FROM local_draft"):
        seen = {
            one: tuple(OpId(*moves.get((op.inc, op.seq), (op.inc, op.seq)), op.nth) for op in ops)
            for one, ops in algebra.load(text).items()
        }
        core.db.run("UPDATE local_draft SET seen=? WHERE record=? AND field=?", (algebra.dump(seen), record, name))
