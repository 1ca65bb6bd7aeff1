"""Operations and actions: what the journal is made of, their JSON, and the hashes that chain them.

The hash of an action covers salted digests of its values, not the values, so a value may be withheld (a field that is
this person's own) or erased everywhere, and the chain still verifies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dangjian_desktop.base.errors import Damaged
from dangjian_desktop.store.heads import OpId
from dangjian_desktop.store.values import Value, canonical

Salts = str | Mapping[str, str]
"""The action's secret (hex) from which every salt follows; or, once something is withheld, the salts of the rest."""


@dataclass(frozen=True)
class Operation:
    """What one action does to one record.

    ``over`` holds, per field, the heads superseded; ``seen`` (deletions only) what the deleter had before them;
    ``new`` that the record did not exist for its author; ``withheld`` the digests of values that are not here.
    """

    kind: str
    record: str
    sets: Mapping[str, Value]
    over: Mapping[str, tuple[OpId, ...]] = field(default_factory=dict)
    seen: frozenset[OpId] | None = None
    new: bool = False
    withheld: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON data; what is empty is left out."""
        data: dict[str, Any] = {"kind": self.kind, "record": self.record, "sets": dict(self.sets)}
        over = {name: [list(op) for op in ops] for name, ops in self.over.items() if ops}
        if over:
            data["over"] = over
        if self.seen is not None:
            data["seen"] = _grouped(self.seen)
        if self.new:
            data["new"] = True
        if self.withheld:
            data["withheld"] = dict(self.withheld)
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Operation:
        """Read back what :meth:`to_json` wrote; the data must be well formed (see ``exchange`` for foreign data)."""
        seen = data.get("seen")
        return cls(
            kind=data["kind"],
            record=data["record"],
            sets=data["sets"],
            over={name: tuple(OpId(*op) for op in ops) for name, ops in data.get("over", {}).items()},
            seen=None if seen is None else frozenset(OpId(i, s, n) for i, ops in seen.items() for s, n in ops),
            new=data.get("new", False),
            withheld=data.get("withheld", {}),
        )

    def fields(self) -> set[str]:
        """Every field it sets, withheld ones too."""
        return set(self.sets) | set(self.withheld)


def _grouped(ops: frozenset[OpId]) -> dict[str, list[list[int]]]:
    groups: dict[str, list[list[int]]] = {}
    for op in sorted(ops):
        groups.setdefault(op.inc, []).append([op.seq, op.nth])
    return groups


@dataclass(frozen=True)
class Action:
    """One verb of one person: operations that happen together, numbered without gaps in their incarnation.

    ``lamport`` is greater than that of all actions its author had; ``wall`` (ISO, to the second) only displays;
    ``undoes`` names the action it takes back; ``prev`` is the hash of the action before it in the incarnation.
    """

    inc: str
    seq: int
    lamport: int
    wall: str
    author: str
    label: str | None
    verb: str
    ops: tuple[Operation, ...]
    salts: Salts
    prev: str
    hash: str = ""
    undoes: tuple[str, int] | None = None
    label_digest: str = ""

    def op_id(self, index: int) -> OpId:
        return OpId(self.inc, self.seq, index)

    def order(self, index: int) -> tuple[int, str, int, int]:
        """The place of one of its operations in the total order."""
        return (self.lamport, self.inc, self.seq, index)

    def sealed(self) -> Action:
        """The same action with its hash."""
        return replace(self, hash=self.digest())

    def digest(self) -> str:
        """The hash over everything but the values themselves. Raises :class:`Damaged` if a salt is missing."""
        label = self.label_digest if self.label is None else _digest(self.salt("label"), self.label)
        body = {
            "inc": self.inc,
            "seq": self.seq,
            "lamport": self.lamport,
            "wall": self.wall,
            "author": self.author,
            "label": label,
            "verb": self.verb,
            "undoes": self.undoes,
            "prev": self.prev,
            "ops": [self._op_digest(index, op) for index, op in enumerate(self.ops)],
        }
        return hashlib.sha256(canonical(body).encode()).hexdigest()

    def _op_digest(self, index: int, op: Operation) -> dict[str, Any]:
        data = op.to_json()
        data.pop("withheld", None)
        data["sets"] = {
            **op.withheld,
            **{name: _digest(self.salt(f"{index}/{name}"), value) for name, value in op.sets.items()},
        }
        return data

    def salt(self, place: str) -> str:
        """The salt of the label or of one value (``index/field``)."""
        if isinstance(self.salts, str):
            return hashlib.sha256(f"{self.salts}|{place}".encode()).hexdigest()[:32]
        try:
            return self.salts[place]
        except KeyError:
            raise Damaged("日志中的一条记录缺少校验所需的内容，无法核对。") from None

    def without(self, hide: Callable[[Operation, str], bool], *, label: bool = False) -> Action:
        """The action with the values (and the label) withheld for which ``hide(operation, field)`` is true."""
        ops: list[Operation] = []
        salts: dict[str, str] = {}
        for index, op in enumerate(self.ops):
            gone = {name for name in op.sets if hide(op, name)}
            withheld = {name: _digest(self.salt(f"{index}/{name}"), op.sets[name]) for name in gone}
            kept = {name: value for name, value in op.sets.items() if name not in gone}
            salts |= {f"{index}/{name}": self.salt(f"{index}/{name}") for name in kept}
            ops.append(replace(op, sets=kept, withheld={**op.withheld, **withheld}) if gone else op)
        hidden = label and self.label is not None
        if tuple(ops) == self.ops and not hidden:
            return self
        if hidden:
            digest = _digest(self.salt("label"), self.label)
            return replace(self, ops=tuple(ops), salts=salts, label=None, label_digest=digest)
        if self.label is not None:
            salts["label"] = self.salt("label")
        return replace(self, ops=tuple(ops), salts=salts)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON data, for a bundle's line."""
        data: dict[str, Any] = {
            "inc": self.inc,
            "seq": self.seq,
            "lamport": self.lamport,
            "wall": self.wall,
            "author": self.author,
            "verb": self.verb,
            "ops": [op.to_json() for op in self.ops],
            "salts": self.salts if isinstance(self.salts, str) else dict(self.salts),
            "prev": self.prev,
            "hash": self.hash,
        }
        if self.label is None:
            data["label_digest"] = self.label_digest
        else:
            data["label"] = self.label
        if self.undoes:
            data["undoes"] = list(self.undoes)
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Action:
        """Read back what :meth:`to_json` wrote; the data must be well formed."""
        undoes = data.get("undoes")
        return cls(
            inc=data["inc"],
            seq=data["seq"],
            lamport=data["lamport"],
            wall=data["wall"],
            author=data["author"],
            label=data.get("label"),
            verb=data["verb"],
            ops=tuple(Operation.from_json(op) for op in data["ops"]),
            salts=data["salts"],
            prev=data["prev"],
            hash=data["hash"],
            undoes=(undoes[0], undoes[1]) if undoes else None,
            label_digest=data.get("label_digest", ""),
        )


def _digest(salt: str, value: Value) -> str:
    return hashlib.sha256(f"{salt}|{canonical(value)}".encode()).hexdigest()
