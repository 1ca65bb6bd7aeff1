"""Foreign actions: what goes out, what may come in, applying it as one transaction, and taking an import back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dangjian_desktop.base.errors import Damaged, Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import forks
from dangjian_desktop.store.core import Core
from dangjian_desktop.store.heads import OpId
from dangjian_desktop.store.journal import Incarnation, Top, Vector
from dangjian_desktop.store.operations import Action, Operation
from dangjian_desktop.store.schema import Policy
from dangjian_desktop.store.transaction import Changes
from dangjian_desktop.store.values import canonical


@dataclass(frozen=True)
class Incoming:
    """A bundle's content, read and each action checked by ``parse_action``, in causal order.

    ``base`` is what the receiver must have, ``top`` what it has afterwards; ``sender`` the incarnation that exported,
    ``source`` a name for the import log, ``digest`` the bundle's SHA-256.
    """

    actions: Sequence[Action]
    base: Vector
    top: Vector
    sender: str
    incarnations: Sequence[Incarnation]
    source: str = ""
    digest: str = ""


@dataclass(frozen=True)
class KindEffect:
    """How many records of a kind an import makes, changes, deletes, and how many fields come into conflict."""

    kind: str
    label: str
    new: int = 0
    changed: int = 0
    deleted: int = 0
    conflicts: int = 0


@dataclass(frozen=True)
class Effect:
    """What an import does: the number of new actions, by kind, the records touched.

    ``restamped``: this folder turned out to be a copy and goes on under a new incarnation (open forms should reload).
    """

    actions: int
    kinds: tuple[KindEffect, ...] = ()
    records: frozenset[tuple[str, str]] = frozenset()
    conflicts: int = 0
    notes: tuple[str, ...] = ()
    restamped: bool = False
    vector: Vector = field(default_factory=dict)


@dataclass(frozen=True)
class ImportLine:
    """One line of the import log."""

    id: int
    at: datetime
    source: str
    digest: str
    sender: str
    device: str
    actions: int
    backup: str
    taken_back: datetime | None


class _Undecided(Exception):  # noqa: N818 - leaves the transaction of a preview, which changes nothing
    """Carries a preview's effect out of its transaction."""

    def __init__(self, effect: Effect) -> None:
        self.effect = effect


class Exchange:
    """``store.exchange``: used by ``sync/``."""

    def __init__(self, core: Core, tell: Callable[[Changes], None]) -> None:
        self._core = core
        self._tell = tell

    # -- going out

    def vector(self) -> dict[str, Top]:
        """What this PC has."""
        return self._core.journal.vector()

    def incarnations(self) -> dict[str, Incarnation]:
        """All known incarnations."""
        return self._core.journal.incarnations()

    def outgoing(self, base: Vector) -> Iterator[Action]:
        """The actions after ``base`` in causal order, with everything that is this person's own withheld.

        An action of which nothing remains still goes (the chain has no gaps), without its label.
        """
        for action in self._core.journal.actions(base):
            yield action.without(self._is_own, label=all(self._all_own(op) for op in action.ops))

    def _is_own(self, op: Operation, name: str) -> bool:
        kind = self._core.schema.kinds.get(op.kind)
        cast = self._core.schema.upcasters.get((op.kind, name))
        name = cast.to_field if cast else name
        return kind is not None and name in kind.fields and kind.policy(name) is Policy.OWN

    def _all_own(self, op: Operation) -> bool:
        return all(self._is_own(op, name) for name in op.fields())

    def attachments_named(self, actions: Sequence[Action]) -> dict[str, str]:
        """The attachments (SHA-256 → file name) that actions speak of."""
        found: dict[str, str] = {}
        for action in actions:
            for op in action.ops:
                sha256 = op.sets.get("sha256") if op.kind == "attachments" else None
                if isinstance(sha256, str):
                    found[sha256] = str(op.sets.get("name") or sha256)
        return found

    def note_export(self, target: str, vector: Vector) -> None:
        """Remember what was handed out: from now on those actions are shared."""
        with self._core.db.transaction():
            self._core.db.run(
                "INSERT INTO local_export (at, target, vector) VALUES (?,?,?)",
                (self._core.clock().isoformat(), target, dump_vector(vector)),
            )

    def received(self) -> dict[str, dict[str, Top]]:
        """For each PC (incarnation) a bundle came from directly: what it certainly has."""
        rows = self._core.db.run("SELECT sender, vector FROM local_import WHERE taken_back IS NULL ORDER BY id")
        return {sender: load_vector(text) for sender, text in rows}

    # -- coming in

    def preview(self, incoming: Incoming, progress: Progress | None = None) -> Effect:
        """Exactly what :meth:`apply` would do; nothing is changed. Raises what apply raises."""
        try:
            with self._core.db.transaction():
                raise _Undecided(self._bring(incoming, progress or Progress(), ""))
        except _Undecided as preview:
            return preview.effect
        finally:
            self._core.journal.forget_cache()

    def apply(self, incoming: Incoming, *, backup: str = "", progress: Progress | None = None) -> Effect:
        """Take in what is new, in one transaction. ``backup`` names the backup made before it.

        Raises :class:`Refused` when something it stands on is missing (naming whose and which range) or when a folder
        was copied and must first be sorted out elsewhere, and :class:`Damaged` for what can't be true.
        """
        try:
            with self._core.db.transaction():
                effect = self._bring(incoming, progress or Progress(), backup)
        finally:
            self._core.journal.forget_cache()
        if effect.actions or effect.restamped:
            self._tell(_changes("导入同步包", "import", effect))
        return effect

    def _bring(self, incoming: Incoming, progress: Progress, backup: str) -> Effect:
        core = self._core
        names = {one.inc: one.device for one in incoming.incarnations}
        self._refuse_gaps(incoming, names)
        restamped = forks.sort_out(core, incoming.base, incoming.top, incoming.actions, names, progress)
        new = self._new(incoming)
        for one in incoming.incarnations:
            core.journal.register(Incarnation(one.inc, one.device, one.minted_at, one.why, False))
        if not new:
            self._log(incoming, backup, Effect(0, restamped=restamped))
            return Effect(0, restamped=restamped, vector=core.journal.vector())
        touched = {(op.kind, op.record) for action in new for op in action.ops if op.kind in core.schema.kinds}
        before, clashes = self._states(touched), self._clashes()
        batch = self._log(incoming, backup, Effect(len(new)))
        for done, action in enumerate(new):
            if done % 50 == 0:
                progress.step(done, len(new), "正在导入")
            self._admit(action)
            core.journal.append(action, batch)
            for index in range(len(action.ops)):
                core.projection.project(action.op_id(index), core.journal.place(action, index))
        return self._effect(len(new), touched, before, clashes, self._notes(new), restamped)

    def _refuse_gaps(self, incoming: Incoming, names: Mapping[str, str]) -> None:
        mine = self.vector()
        lacking = []
        for inc, top in incoming.base.items():
            have = mine[inc].seq if inc in mine else 0
            if top.seq > have:
                lacking.append(f"“{names.get(inc) or self._core.journal.device(inc)}”的第 {have + 1}—{top.seq} 步")
        if lacking:
            raise Refused(
                f"这个同步包接不上：本机还缺{'、'.join(lacking)}。",
                hint="请先导入对方较早的同步包，或请对方导出一个完整的同步包。",
            )

    def _new(self, incoming: Incoming) -> list[Action]:
        """The actions not yet here, checked against gaps; those here already must be the same."""
        reached = {inc: top.seq for inc, top in self.vector().items()}
        new = []
        for action in incoming.actions:
            have = reached.get(action.inc, 0)
            if action.seq > have + 1:
                raise Damaged("同步包的内容不连续，可能已损坏。", hint="请让对方重新导出。")
            if action.seq == have + 1:
                reached[action.inc] = action.seq
                new.append(action)
        for inc, top in incoming.top.items():
            if reached.get(inc, 0) < top.seq:
                raise Damaged("同步包的内容不完整，可能已损坏。", hint="请让对方重新导出。")
        return new

    def _admit(self, action: Action) -> None:
        """An action must follow its predecessor and what it supersedes."""
        journal = self._core.journal
        top = journal.top(action.inc)
        previous = journal.action(action.inc, top.seq)
        lamport = previous.lamport if previous else 0
        fits = action.prev == top.hash and action.lamport > lamport
        for op in action.ops:
            for ops in op.over.values():
                fits = fits and all(self._may_supersede(action, op, old) for old in ops)
            fits = fits and all(self._may_have_seen(action, old) for old in op.seen or ())
        if not fits:
            raise Damaged("同步包里的内容前后矛盾，可能已损坏或被改动过。", hint="请让对方重新导出。")

    def _may_have_seen(self, action: Action, old: OpId) -> bool:
        """A deletion has seen what was there, and what its own action did beside it."""
        if (old.inc, old.seq) == (action.inc, action.seq):
            return old.nth < len(action.ops)
        return self._core.journal.hash_at(old.inc, old.seq) is not None

    def _may_supersede(self, action: Action, op: Operation, old: OpId) -> bool:
        found = self._core.journal.action(old.inc, old.seq)
        if found is None or old.nth >= len(found.ops) or found.lamport >= action.lamport:
            return False
        target = found.ops[old.nth]
        return target.record == op.record and target.kind == op.kind

    def _states(self, touched: set[tuple[str, str]]) -> dict[tuple[str, str], bool]:
        """The records that exist, and whether they are deleted."""
        found = {}
        for kind, record in touched:
            row = self._core.db.one(f'SELECT deleted FROM "{kind}" WHERE id=?', (record,))
            if row is not None:
                found[kind, record] = bool(row[0])
        return found

    def _clashes(self) -> set[tuple[str, str, str]]:
        return {tuple(row) for row in self._core.db.run("SELECT kind, record, field FROM conflict")}

    def _effect(
        self,
        actions: int,
        touched: set[tuple[str, str]],
        before: dict[tuple[str, str], bool],
        clashes: set[tuple[str, str, str]],
        notes: tuple[str, ...],
        restamped: bool,
    ) -> Effect:
        after, fresh = self._states(touched), self._clashes() - clashes
        kinds = []
        for kind in self._core.schema.kinds.values():
            new = sum(1 for key in after if key[0] == kind.name and key not in before)
            gone = sum(1 for key in after if key[0] == kind.name and after[key] and not before.get(key, True))
            changed = sum(1 for key in before if key[0] == kind.name) - gone
            conflicts = sum(1 for clash in fresh if clash[0] == kind.name)
            if new or gone or changed or conflicts:
                kinds.append(KindEffect(kind.name, kind.label, new, changed, gone, conflicts))
        records = frozenset(after)
        return Effect(actions, tuple(kinds), records, len(fresh), notes, restamped, self.vector())

    def _notes(self, new: Sequence[Action]) -> tuple[str, ...]:
        limit = self._core.clock() + timedelta(days=2)
        early = datetime(2000, 1, 1)
        odd = {a.inc for a in new if not early <= datetime.fromisoformat(a.wall) <= limit}
        clocks = "、".join(sorted(f"“{self._core.journal.device(inc)}”" for inc in odd))
        notes: tuple[str, ...] = (f"{clocks}的时钟不准，其中的时间仅供参考，内容不受影响。",) if odd else ()
        if any(op.kind not in self._core.schema.kinds for action in new for op in action.ops):
            notes += ("其中有本版本还不认识的内容，会完整保留，升级程序后显示。",)
        return notes

    # -- the import log

    def _log(self, incoming: Incoming, backup: str, effect: Effect) -> int:
        db = self._core.db
        arrival = int(db.value("SELECT max(arrival) FROM journal_action") or 0)
        db.run(
            "INSERT INTO local_import (at, source, digest, sender, vector, actions, arrival, report, backup) "
            "VALUES (?,?,?,?,?,?,?,'',?)",
            (
                self._core.clock().isoformat(),
                incoming.source,
                incoming.digest,
                incoming.sender,
                dump_vector(incoming.top),
                effect.actions,
                arrival,
                backup,
            ),
        )
        return int(db.value("SELECT last_insert_rowid()"))

    def imports(self) -> list[ImportLine]:
        """The import log, newest first."""
        rows = self._core.db.run(
            "SELECT id, at, source, digest, sender, actions, backup, taken_back FROM local_import ORDER BY id DESC"
        )
        return [
            ImportLine(
                id=row[0], at=datetime.fromisoformat(row[1]), source=row[2], digest=row[3], sender=row[4],
                device=self._core.journal.device(row[4]), actions=row[5], backup=row[6],
                taken_back=datetime.fromisoformat(row[7]) if row[7] else None,
            )
            for row in rows
        ]  # fmt: skip

    def last_import(self) -> ImportLine | None:
        """The import that could be taken back next: the latest that brought something and still stands."""
        return next((line for line in self.imports() if line.actions and line.taken_back is None), None)

    # -- taking back

    def take_back(self) -> Effect:
        """Take the last import out again as if it had never come: its actions leave, its records are made anew.

        Not by inverse operations, which would travel and undo the colleague's work everywhere. Raises
        :class:`Refused` when there is none, or when later local work stands on it (the backup is named then).
        """
        line = self.last_import()
        if line is None:
            raise Refused("没有可以撤回的导入。")
        core = self._core
        try:
            with core.db.transaction():
                effect = self._take_back(line)
        finally:
            core.journal.forget_cache()
        self._tell(_changes("撤回导入", "takeback", effect))
        return effect

    def _take_back(self, line: ImportLine) -> Effect:
        core = self._core
        rows = core.db.run("SELECT inc, seq FROM journal_action WHERE batch=? ORDER BY arrival", (line.id,))
        batch = [action for inc, seq in rows if (action := core.journal.action(inc, seq)) is not None]
        self._refuse_if_stood_upon(line, batch)
        touched = {(op.kind, op.record) for action in batch for op in action.ops}
        for inc, seq in rows:
            core.journal.remove(inc, seq)
        core.journal.forget_cache()
        core.projection.reproject(touched)
        core.db.run("UPDATE local_import SET taken_back=? WHERE id=?", (core.clock().isoformat(), line.id))
        return Effect(len(batch), records=frozenset(touched), vector=core.journal.vector())

    def _refuse_if_stood_upon(self, line: ImportLine, batch: Sequence[Action]) -> None:
        journal, db = self._core.journal, self._core.db
        ids = {(action.inc, action.seq) for action in batch}
        records = {op.record for action in batch for op in action.ops}
        last = int(db.value("SELECT max(arrival) FROM journal_action WHERE batch=?", (line.id,)) or 0)
        labels = []
        for inc, seq in db.run("SELECT inc, seq FROM journal_action WHERE arrival>? ORDER BY arrival", (last,)):
            action = journal.action(inc, seq)
            if action is not None and any(_stands_on(op, ids, records) for op in action.ops):
                labels.append(f"“{action.label or '（无名称）'}”")
        if labels:
            shown = "、".join(labels[:5]) + (f"等 {len(labels)} 步" if len(labels) > 5 else "")
            hint = "要回到导入之前，只能恢复导入前的备份" + (f"（{line.backup}）" if line.backup else "")
            raise Refused(f"不能撤回：导入之后又在这些内容上做了修改：{shown}。", hint=f"{hint}，这些修改会丢失。")


def _changes(label: str, origin: str, effect: Effect) -> Changes:
    kinds = frozenset(kind for kind, _record in effect.records)
    return Changes(label, origin, effect.records, kinds, False, origin)


def _stands_on(op: Operation, actions: set[tuple[str, int]], records: set[str]) -> bool:
    referred = [old for ops in op.over.values() for old in ops] + list(op.seen or ())
    if op.record in records or any((old.inc, old.seq) in actions for old in referred):
        return True
    return any(isinstance(value, str) and value in records for value in op.sets.values())


def dump_vector(vector: Vector) -> str:
    """A vector as JSON text."""
    return canonical({inc: [top.seq, top.hash] for inc, top in vector.items()})


def load_vector(text: str) -> dict[str, Top]:
    """A vector read back."""
    return {inc: Top(*top) for inc, top in json.loads(text).items()}
