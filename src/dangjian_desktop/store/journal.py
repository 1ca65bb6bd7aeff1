"""The journal: incarnations and their hash-chained actions. The truth of which all records are the projection."""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dangjian_desktop.base.clock import Clock
from dangjian_desktop.base.errors import Damaged
from dangjian_desktop.store.connection import Database
from dangjian_desktop.store.heads import OpId, Order
from dangjian_desktop.store.operations import Action, Operation
from dangjian_desktop.store.schema import Schema
from dangjian_desktop.store.tables import meta, set_meta
from dangjian_desktop.store.values import Value, canonical

_COLUMNS = "inc,seq,lamport,wall,author,label,verb,ops,salts,prev,hash,undoes,label_digest"
_CACHED = 512


@dataclass(frozen=True)
class Incarnation:
    """One life of one data folder. ``why``: first, restore, moved (another machine), copied, fork."""

    inc: str
    device: str
    minted_at: str
    why: str
    own: bool


@dataclass(frozen=True)
class Top:
    """The last action known of an incarnation."""

    seq: int
    hash: str


Vector = Mapping[str, Top]
"""What a PC has: for each incarnation the last action, all before it included."""


@dataclass(frozen=True)
class Placed:
    """An operation with its place in the total order and its action's wall time."""

    operation: Operation
    order: Order
    wall: str

    def value(self, field: str) -> Value:
        """What it sets the field to (None when the value was withheld)."""
        return self.operation.sets.get(field)

    def text(self, field: str) -> str:
        """The canonical text of that value; a withheld one differs from every other by its digest."""
        digest = self.operation.withheld.get(field)
        return f"#{digest}" if digest else canonical(self.value(field))


class Journal:
    """Reads and appends actions. Appending belongs inside ``db.transaction()``."""

    def __init__(self, db: Database, schema: Schema, clock: Clock) -> None:
        self._db = db
        self._schema = schema
        self._clock = clock
        self._cache: dict[OpId, Placed] = {}
        self.pending: dict[OpId, Placed] = {}
        """Operations of the action being written now."""

    # -- incarnations

    @property
    def inc(self) -> str:
        """The incarnation that this folder writes as now."""
        return meta(self._db, "incarnation")

    def mint(self, device: str, why: str) -> str:
        """Begin a new incarnation and write as it from now on."""
        inc = uuid.uuid4().hex[:16]
        self.register(Incarnation(inc, device, self._clock().isoformat(), why, True))
        set_meta(self._db, "incarnation", inc)
        return inc

    def register(self, one: Incarnation) -> None:
        """Note an incarnation; one that is known stays as it is."""
        self._db.run(
            "INSERT INTO journal_incarnation VALUES (?,?,?,?,?) ON CONFLICT DO NOTHING",
            (one.inc, one.device, one.minted_at, one.why, int(one.own)),
        )

    def incarnations(self) -> dict[str, Incarnation]:
        """All known incarnations by id."""
        rows = self._db.run("SELECT inc,device,minted_at,why,own FROM journal_incarnation ORDER BY inc")
        return {row[0]: Incarnation(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows}

    def device(self, inc: str) -> str:
        """The name of the PC an incarnation lived on, or a short form of its id."""
        found = self._db.value("SELECT device FROM journal_incarnation WHERE inc=?", (inc,))
        return str(found) if found else f"未知电脑（{inc[:6]}）"

    # -- what is there

    def vector(self) -> dict[str, Top]:
        """The last action of each incarnation."""
        rows = self._db.run("SELECT inc, max(seq), hash FROM journal_action GROUP BY inc")
        return {inc: Top(seq, digest) for inc, seq, digest in rows}

    def top(self, inc: str) -> Top:
        """The last action of one incarnation; seq 0 and no hash before its first."""
        row = self._db.one("SELECT seq, hash FROM journal_action WHERE inc=? ORDER BY seq DESC LIMIT 1", (inc,))
        return Top(*row) if row else Top(0, "")

    def hash_at(self, inc: str, seq: int) -> str | None:
        """The hash of one action, None if it is not here."""
        found = self._db.value("SELECT hash FROM journal_action WHERE inc=? AND seq=?", (inc, seq))
        return None if found is None else str(found)

    def lamport(self) -> int:
        """The greatest lamport known."""
        return int(self._db.value("SELECT max(lamport) FROM journal_action") or 0)

    def action(self, inc: str, seq: int) -> Action | None:
        """One action as it was written, or None."""
        row = self._db.one(f"SELECT {_COLUMNS} FROM journal_action WHERE inc=? AND seq=?", (inc, seq))
        return _action(row) if row else None

    def actions(self, since: Vector | None = None, *, page: int = 500) -> Iterator[Action]:
        """All actions after ``since`` in causal order: sorted by (lamport, inc, seq), read by pages."""
        after: tuple[Any, ...] = (-1, "", 0)
        known = {inc: top.seq for inc, top in (since or {}).items()}
        while True:
            rows = self._db.run(
                f"SELECT {_COLUMNS} FROM journal_action WHERE (lamport,inc,seq)>(?,?,?) "
                "ORDER BY lamport,inc,seq LIMIT ?",
                (*after, page),
            )
            if not rows:
                return
            for row in rows:
                if row[1] > known.get(row[0], 0):
                    yield _action(row)
            after = (rows[-1][2], rows[-1][0], rows[-1][1])

    def chain(self, inc: str, after: int = 0) -> Iterator[Action]:
        """The actions of one incarnation from seq ``after`` + 1 on."""
        while True:
            rows = self._db.run(
                f"SELECT {_COLUMNS} FROM journal_action WHERE inc=? AND seq>? ORDER BY seq LIMIT 500", (inc, after)
            )
            if not rows:
                return
            yield from map(_action, rows)
            after = rows[-1][1]

    def of_record(self, record: str) -> list[OpId]:
        """The operations on one record, in no order that matters."""
        rows = self._db.run("SELECT inc,seq,idx FROM journal_operation WHERE record=?", (record,))
        return [OpId(*row) for row in rows]

    # -- single operations

    def find(self, op: OpId) -> Placed:
        """One operation by id, as this program reads it. Raises :class:`Damaged` when the journal lacks it."""
        placed = self.pending.get(op) or self._cache.get(op)
        if placed is None:
            action = self.action(op.inc, op.seq)
            if action is None or not 0 <= op.nth < len(action.ops):
                raise Damaged("日志缺少一步操作，数据文件可能已损坏。", hint="请从最近的备份恢复。")
            placed = self.place(action, op.nth)
            if len(self._cache) >= _CACHED:
                self._cache.clear()
            self._cache[op] = placed
        return placed

    def place(self, action: Action, index: int) -> Placed:
        """An operation of an action in hand, read through the upcasters."""
        return Placed(self.upcast(action.ops[index]), action.order(index), action.wall)

    def upcast(self, op: Operation) -> Operation:
        """The operation with old fields read as new ones."""
        casts = self._schema.upcasters
        if not casts or not any((op.kind, name) in casts for name in op.fields()):
            return op
        sets: dict[str, Value] = {}
        over: dict[str, tuple[OpId, ...]] = {}
        withheld: dict[str, str] = {}
        for name in op.fields():
            cast = casts.get((op.kind, name))
            target = cast.to_field if cast else name
            over[target] = op.over.get(name, ())
            if name in op.withheld:
                withheld[target] = op.withheld[name]
            else:
                sets[target] = cast.convert(op.sets[name]) if cast else op.sets[name]
        return replace(op, sets=sets, over=over, withheld=withheld)

    def forget_cache(self) -> None:
        """After a rollback or a change of history."""
        self._cache.clear()
        self.pending.clear()

    # -- writing

    def append(self, action: Action, batch: int | None = None) -> None:
        """Add a sealed action at the end of its incarnation."""
        label, undoes = action.label, canonical(list(action.undoes)) if action.undoes else None
        self._db.run(
            f"INSERT INTO journal_action ({_COLUMNS},batch) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                action.inc, action.seq, action.lamport, action.wall, action.author, label, action.verb,
                canonical([op.to_json() for op in action.ops]),
                canonical(action.salts if isinstance(action.salts, str) else dict(action.salts)),
                action.prev, action.hash, undoes, action.label_digest, batch,
            ),
        )  # fmt: skip
        self._db.many(
            "INSERT INTO journal_operation VALUES (?,?,?,?)",
            [(op.record, action.inc, action.seq, index) for index, op in enumerate(action.ops)],
        )

    def remove(self, inc: str, seq: int) -> None:
        """Take one action out again (un-import and re-stamping only)."""
        self._db.run("DELETE FROM journal_action WHERE inc=? AND seq=?", (inc, seq))
        self._db.run("DELETE FROM journal_operation WHERE inc=? AND seq=?", (inc, seq))


def fresh_secret() -> str:
    """The secret of a new action's salts."""
    return secrets.token_hex(16)


def _action(row: Any) -> Action:
    inc, seq, lamport, wall, author, label, verb, ops, salts, prev, digest, undoes, label_digest = row
    taken = json.loads(undoes) if undoes else None
    return Action(
        inc=inc, seq=seq, lamport=lamport, wall=wall, author=author, label=label, verb=verb,
        ops=tuple(Operation.from_json(op) for op in json.loads(ops)), salts=json.loads(salts), prev=prev, hash=digest,
        undoes=(taken[0], taken[1]) if taken else None, label_digest=label_digest,
    )  # fmt: skip
