"""Undo and redo: new actions that put fields back, where nothing later stands on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dangjian_desktop.store import heads as algebra
from dangjian_desktop.store.core import Core
from dangjian_desktop.store.heads import OpId
from dangjian_desktop.store.operations import Action, Operation
from dangjian_desktop.store.schema import Kind
from dangjian_desktop.store.transaction import Transaction
from dangjian_desktop.store.values import Value

KEPT_STEPS = 500


@dataclass(frozen=True)
class Undone:
    """What was taken back or done again; ``skipped`` are sentences about what was left alone."""

    label: str
    records: frozenset[tuple[str, str]]
    skipped: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One entry of the stack: the action to undo next, or the undo to redo next."""

    id: int
    inc: str
    seq: int
    label: str


class UndoStack:
    """Own steps, across restarts: local rows that name actions."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def push(self, action: Action, label: str) -> None:
        """A new step of the user; what was undone before can't be redone any more."""
        db = self._core.db
        db.run("DELETE FROM local_undo WHERE undone=1")
        db.run("INSERT INTO local_undo (inc, seq, label, undone) VALUES (?,?,?,0)", (action.inc, action.seq, label))
        db.run("DELETE FROM local_undo WHERE id <= (SELECT max(id) FROM local_undo) - ?", (KEPT_STEPS,))

    def next(self, *, undone: bool) -> Step | None:
        """The step that undo (or, with ``undone``, redo) would take."""
        order = "ASC" if undone else "DESC"
        row = self._core.db.one(
            f"SELECT id, inc, seq, label FROM local_undo WHERE undone=? ORDER BY id {order} LIMIT 1", (int(undone),)
        )
        return Step(*row) if row else None

    def turn(self, step: Step, action: Action | None, *, undone: bool) -> None:
        """The step is now undone (or done again) by ``action``; without one there was nothing left to do."""
        if action is None:
            self._core.db.run("DELETE FROM local_undo WHERE id=?", (step.id,))
        else:
            self._core.db.run(
                "UPDATE local_undo SET inc=?, seq=?, undone=? WHERE id=?",
                (action.inc, action.seq, int(undone), step.id),
            )


def revert(core: Core, tx: Transaction, action: Action) -> tuple[str, ...]:
    """Put back, in ``tx``, what ``action`` did. Returns sentences about what was changed since and stays."""
    skipped: list[str] = []
    tx.undoes = (action.inc, action.seq)
    groups: dict[tuple[str, str], list[tuple[OpId, Operation]]] = {}
    for index, raw in enumerate(action.ops):
        op = core.journal.upcast(raw)
        groups.setdefault((op.kind, op.record), []).append((action.op_id(index), op))
    mine = {op_id for ops in groups.values() for op_id, _op in ops}
    deciding = {key for key, ops in groups.items() if any(op.new or "deleted" in op.fields() for _id, op in ops)}
    backwards = list(reversed(groups.items()))
    # A record that goes must have seen what becomes of its parts, so it goes last.
    for (name, record), ops in sorted(backwards, key=lambda group: group[0] in deciding):
        kind = core.schema.kinds.get(name)
        text = core.db.value(f'SELECT heads FROM "{name}" WHERE id=?', (record,)) if kind else None
        if kind is None or text is None:
            skipped.append("有一条记录本程序已无法识别，未撤销")
        elif any(op.new for _id, op in ops):
            _unmake(core, tx, kind, record, algebra.load(text), mine, skipped)
        elif core.projection.gone(kind, record, deciding):
            skipped.append(f"这条{kind.label}已被删除，未撤销")
        else:
            _put_back(core, tx, kind, record, algebra.load(text), dict(ops), skipped)
    return tuple(skipped)


def stood_for(core: Core, heads: Iterable[OpId], name: str | None) -> set[OpId]:
    """What heads come down to once undoings are read as what they brought back.

    An undoing puts a field back to what stood before the undone action, so it counts as that; else only the last
    step could ever be undone. ``name`` None looks at all fields of the operations.
    """
    found: set[OpId] = set()
    left, seen = list(heads), set()
    while left:
        op = left.pop()
        if op in seen:
            continue
        seen.add(op)
        action = None if op in core.journal.pending else core.journal.action(op.inc, op.seq)
        undone = core.journal.action(*action.undoes) if action and action.undoes else None
        if action is None or undone is None:
            found.add(op)
            continue
        mine = core.journal.find(op).operation
        for raw in undone.ops:
            old = core.journal.upcast(raw)
            if (old.kind, old.record) == (mine.kind, mine.record):
                for field in mine.fields() & old.fields() if name is None else {name}:
                    left += old.over.get(field, ())
    return found


def _unmake(
    core: Core,
    tx: Transaction,
    kind: Kind,
    record: str,
    heads: Mapping[str, tuple[OpId, ...]],
    mine: set[OpId],
    skipped: list[str],
) -> None:
    """Undo a creation: delete the record, unless somebody has worked on it or its parts since."""
    standing = {op for ops in heads.values() for op in ops} | core.projection.work(kind, record, dict(heads))
    inside = mine | set(core.journal.pending)
    if stood_for(core, standing - inside, None) - inside:
        skipped.append(f"这条{kind.label}已被后来修改，未撤销")
    else:
        tx.supersede(kind, record, {"deleted": True}, {"deleted": heads.get("deleted", ())})


def _put_back(
    core: Core,
    tx: Transaction,
    kind: Kind,
    record: str,
    heads: Mapping[str, tuple[OpId, ...]],
    ops: Mapping[OpId, Operation],
    skipped: list[str],
) -> None:
    """Undo edits: fields that stand exactly on the action go back to the heads they had."""
    rounds: list[dict[str, Value]] = []
    over: dict[str, tuple[OpId, ...]] = {}
    seen: set[OpId] = set()
    names = [name for name in kind.fields if any(name in op.fields() for op in ops.values())]
    for name in names:
        setters = {op_id: op for op_id, op in ops.items() if name in op.fields()}
        if stood_for(core, heads.get(name, ()), name) != stood_for(core, setters, name):
            skipped.append(f"{kind.fields[name].label}已被后来修改，未撤销")
            continue
        before = {prev for op in setters.values() for prev in op.over.get(name, ())}
        values = {core.journal.find(op).text(name): core.journal.find(op).value(name) for op in sorted(before)}
        over[name] = heads.get(name, ())
        if name == "deleted":
            seen = {old for op in before for old in core.journal.find(op).operation.seen or ()}
        for place, value in enumerate(values.values() or [None]):
            while len(rounds) <= place:
                rounds.append({})
            rounds[place][name] = value
    for place, sets in enumerate(rounds):
        write = tx.sibling if place else tx.supersede
        write(kind, record, sets, {name: over[name] for name in sets}, lambda op: _had_seen(core, op, seen))


def _had_seen(core: Core, op: OpId, seen: set[OpId]) -> bool:
    """Whether a deletion that comes back had seen a head: itself, or what it was put back to here since.

    What another PC undid and did again is that PC's newer work, unseen here as the first deletion had not seen it.
    """
    if op in seen or op in core.journal.pending:
        return True
    known = core.journal.incarnations()
    if op.inc not in known or not known[op.inc].own:
        return False
    return stood_for(core, (op,), None) <= stood_for(core, seen, None)
