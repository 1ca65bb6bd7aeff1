"""The only way to write: one transaction is one action in the journal, one undo step, one line of history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.store import heads as algebra
from dangjian_desktop.store.core import Core
from dangjian_desktop.store.heads import Heads, OpId
from dangjian_desktop.store.journal import Placed, fresh_secret
from dangjian_desktop.store.operations import Action, Operation
from dangjian_desktop.store.positions import spread
from dangjian_desktop.store.reader import Reader
from dangjian_desktop.store.schema import Kind, Part, Record, part_id
from dangjian_desktop.store.values import Value


@dataclass(frozen=True)
class Changes:
    """What a committed transaction changed; ``origin`` is local, undo, redo, import, takeback, restore."""

    label: str
    verb: str
    records: frozenset[tuple[str, str]]
    kinds: frozenset[str]
    undoable: bool
    origin: str = "local"


class Transaction(Reader):
    """Collects operations, one for each record, and projects them at once, so reads see them."""

    def __init__(self, core: Core, label: str, verb: str) -> None:
        super().__init__(core)
        self.label = label
        self.verb = verb
        self.undoable = True
        self.undoes: tuple[str, int] | None = None
        self._inc = core.journal.inc
        top = core.journal.top(self._inc)
        self._seq, self._prev = top.seq + 1, top.hash
        self._lamport = core.journal.lamport() + 1
        self._wall = core.clock().replace(microsecond=0).isoformat()
        self._ops: list[Operation] = []
        self._places: dict[tuple[str, str], int] = {}

    # -- the verbs of the services

    def create(self, model: type[Record], values: Mapping[str, Any], id: str | None = None) -> str:
        """Make a record and return its id. With an ``id`` that exists already, its fields are edited instead."""
        kind = self.schema.kind_of(model)
        if id is not None and self._exists(kind, id):
            self.edit(model, id, values)
            return id
        record = id or self._core.ids()
        sets = {name: value for name, value in self._encoded(kind, values).items() if value is not None}
        if not sets:
            raise Refused(f"这条{kind.label}还什么都没有填写，没有保存。")
        self._set(kind, record, sets, {}, new=True)
        return record

    def add(self, model: type[Part], owner: str, values: Mapping[str, Any], after: str | None = None) -> str:
        """Make a part of ``owner``, placed after the part ``after`` (None = at the end), and return its id."""
        kind = self.schema.kind_of(model)
        position = self._position(kind, owner, after, at_end=after is None, moving=None)
        return self.create(model, {**values, "owner": owner, "position": position})

    def put(
        self,
        model: type[Part],
        owner: str,
        relation: str,
        member: str,
        values: Mapping[str, Any],
        seen: Heads | None = None,
    ) -> str:
        """Make or edit the set element (owner, relation, member); return its id, which is the same on every PC.

        A field named ``member`` is filled by itself. A deleted element comes back.
        """
        kind = self.schema.kind_of(model)
        record = part_id(owner, relation, member)
        all_values = {"member": member, **values} if "member" in kind.fields else dict(values)
        if not self._exists(kind, record):
            return self.create(model, {**all_values, "owner": owner}, id=record)
        self.restore(model, record)
        self.edit(model, record, all_values, seen)
        return record

    def edit(self, model: type[Record], id: str, changes: Mapping[str, Any], seen: Heads | None = None) -> None:
        """Change fields. ``seen`` = the heads the form loaded (None = the present ones).

        A value equal to what was seen makes no operation. A field changed by somebody else since is not
        overwritten: both values stand as a conflict. Raises :class:`Refused` when the record does not exist.
        """
        kind = self.schema.kind_of(model)
        heads = self._heads(kind, id)
        sets: dict[str, Value] = {}
        over: dict[str, tuple[OpId, ...]] = {}
        for name, value in self._encoded(kind, changes).items():
            current = heads.get(name, ())
            base = current if seen is None else self._known(seen.get(name, ()))
            if value in (self._shown(name, base), self._shown(name, current)):
                continue
            sets[name] = value
            over[name] = self._core.projection.shown_heads(name, base)
        if sets:
            self._set(kind, id, sets, over)

    def move(self, model: type[Part], id: str, after: str | None) -> None:
        """Put a part after another of its owner (None = first)."""
        kind = self.schema.kind_of(model)
        self._heads(kind, id)
        owner = self.database.value(f'SELECT owner FROM "{kind.name}" WHERE id=?', (id,))
        if after != id:
            self.edit(model, id, {"position": self._position(kind, owner, after, at_end=False, moving=id)})

    def delete(self, model: type[Record], id: str) -> None:
        """Delete a record with its parts (they follow it by query). Deleting twice does nothing."""
        kind = self.schema.kind_of(model)
        heads = self._heads(kind, id)
        if self._shown("deleted", heads.get("deleted", ())) is True and self._gone(kind, id):
            return
        self._delete(kind, id, heads.get("deleted", ()))

    def restore(self, model: type[Record], id: str) -> None:
        """Bring a deleted record back; also settles a deletion in conflict as "keep". Otherwise does nothing."""
        kind = self.schema.kind_of(model)
        voices = self._heads(kind, id).get("deleted", ())
        if any(self._core.journal.find(op).value("deleted") is True for op in voices):
            self._set(kind, id, {"deleted": False}, {"deleted": voices})

    def merge(self, model: type[Record], duplicate: str, into: str) -> None:
        """可能重复: ``duplicate`` is the same as ``into``; references show ``into`` from now on.

        Undone by clearing ``merged_into`` (``unmerge``). Raises :class:`Refused` for a record into itself.
        """
        if duplicate == into:
            raise Refused("不能把一条记录并入它自己。")
        self._heads(self.schema.kind_of(model), into)
        self.edit(model, duplicate, {"merged_into": into})

    def unmerge(self, model: type[Record], duplicate: str) -> None:
        """Take a merge back."""
        kind = self.schema.kind_of(model)
        heads = self._heads(kind, duplicate).get("merged_into", ())
        if self._shown("merged_into", heads) is not None:
            self._set(kind, duplicate, {"merged_into": None}, {"merged_into": heads})

    # -- for undo and 待核对

    def supersede(
        self,
        kind: Kind,
        record: str,
        sets: Mapping[str, Value],
        over: Mapping[str, tuple[OpId, ...]],
        saw: Callable[[OpId], bool] = lambda _op: True,
    ) -> None:
        """Set fields over exactly these heads. A deletion has seen what stands now, as far as ``saw`` agrees."""
        others = {name: value for name, value in sets.items() if name != "deleted" or value is not True}
        if others:
            self._set(kind, record, others, over)
        if len(others) < len(sets):
            self._delete(kind, record, over.get("deleted", ()), saw)

    def sibling(
        self,
        kind: Kind,
        record: str,
        sets: Mapping[str, Value],
        over: Mapping[str, tuple[OpId, ...]],
        saw: Callable[[OpId], bool] = lambda _op: True,
    ) -> None:
        """A further operation on a record of this action: the second of several values that come back."""
        self._places.pop((kind.name, record), None)
        self.supersede(kind, record, sets, over, saw)

    # -- inside

    def _exists(self, kind: Kind, record: str) -> bool:
        return self.database.one(f'SELECT 1 FROM "{kind.name}" WHERE id=?', (record,)) is not None

    def _gone(self, kind: Kind, record: str) -> bool:
        return bool(self.database.value(f'SELECT deleted FROM "{kind.name}" WHERE id=?', (record,)))

    def _heads(self, kind: Kind, record: str) -> dict[str, tuple[OpId, ...]]:
        text = self.database.value(f'SELECT heads FROM "{kind.name}" WHERE id=?', (record,))
        if text is None:
            raise Refused(f"找不到这条{kind.label}记录，可能已被删除。")
        return algebra.load(text)

    def _known(self, heads: Iterable[OpId]) -> tuple[OpId, ...]:
        """Heads that are still in the journal: an import taken back since a form was opened leaves no trace."""
        journal = self._core.journal
        return tuple(op for op in heads if op in journal.pending or journal.hash_at(op.inc, op.seq) is not None)

    def _shown(self, name: str, heads: tuple[OpId, ...]) -> Value:
        return self._core.projection.shown(name, heads) if heads else None

    def _encoded(self, kind: Kind, values: Mapping[str, Any]) -> dict[str, Value]:
        sets: dict[str, Value] = {}
        for name, value in values.items():
            if name == "deleted" or name not in kind.fields:
                raise TypeError(f"{kind.name} has no field {name}")
            try:
                sets[name] = None if value is None else kind.fields[name].codec.encode(value)
            except TypeError as error:
                raise TypeError(f"{kind.name}.{name}: {error}") from None
        return sets

    def _delete(
        self, kind: Kind, record: str, over: tuple[OpId, ...], saw: Callable[[OpId], bool] = lambda _op: True
    ) -> None:
        seen = frozenset(filter(saw, self._core.projection.work(kind, record, self._heads(kind, record))))
        self._set(kind, record, {"deleted": True}, {"deleted": over}, seen=seen)

    def _set(
        self,
        kind: Kind,
        record: str,
        sets: Mapping[str, Value],
        over: Mapping[str, tuple[OpId, ...]],
        *,
        seen: frozenset[OpId] | None = None,
        new: bool = False,
    ) -> None:
        """Add to the record's operation and project what is new."""
        index = self._places.get((kind.name, record))
        if index is None:
            index = self._places[(kind.name, record)] = len(self._ops)
            self._ops.append(Operation(kind.name, record, {}, new=new))
        op_id = OpId(self._inc, self._seq, index)
        op = self._ops[index]
        merged_over = {name: tuple(sorted({*op.over.get(name, ()), *over.get(name, ())} - {op_id})) for name in sets}
        op = replace(
            op,
            sets={**op.sets, **sets},
            over={**op.over, **merged_over},
            seen=seen if "deleted" in sets else op.seen,
        )
        self._ops[index] = op
        placed = Placed(op, (self._lamport, *op_id), self._wall)
        self._core.journal.pending[op_id] = placed
        self._core.projection.project(op_id, placed, sets)

    def _position(self, kind: Kind, owner: str, after: str | None, *, at_end: bool, moving: str | None) -> str:
        """A position for a part; where others crowd at one position, those behind it are spread anew."""
        rows = self.database.run(
            f'SELECT id, position FROM "{kind.name}" WHERE owner=? AND deleted IS NOT 1 AND merged_into IS NULL '
            "AND id IS NOT ? ORDER BY position, id",
            (owner, moving),
        )
        ids = [row[0] for row in rows]
        if after is not None and after not in ids:
            raise Refused("要排在其后的那一项已不在了。", hint="请刷新后再试。")
        place = len(rows) if at_end else ids.index(after) + 1 if after is not None else 0
        low = rows[place - 1][1] if place else None
        crowd = place
        while crowd < len(rows) and (rows[crowd][1] or "") <= (low or ""):
            crowd += 1
        high = rows[crowd][1] if crowd < len(rows) else None
        mine, *others = spread(1 + crowd - place, low, high)
        for record, position in zip(ids[place:crowd], others, strict=True):
            self.edit(kind.model, record, {"position": position})
        return mine

    def finish(self) -> Action | None:
        """The sealed action, appended to the journal; None when nothing was changed."""
        if not self._ops:
            return None
        action = Action(
            inc=self._inc, seq=self._seq, lamport=self._lamport, wall=self._wall, author=self._core.author,
            label=self.label, verb=self.verb, ops=tuple(self._ops), salts=fresh_secret(), prev=self._prev,
            undoes=self.undoes,
        ).sealed()  # fmt: skip
        self._core.journal.append(action)
        return action

    def changes(self, origin: str) -> Changes:
        """What was changed so far."""
        records = frozenset((op.kind, op.record) for op in self._ops)
        kinds = frozenset(kind for kind, _record in records)
        return Changes(self.label, self.verb, records, kinds, self.undoable, origin)
