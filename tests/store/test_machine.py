"""Random histories of several PCs over real store files.

A small budget runs by default. The large one: ``DANGJIAN_FUZZ=1 python -m pytest tests/store/test_machine.py``
(``DANGJIAN_FUZZ=5000`` sets the number of histories).
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import uuid
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.errors import Damaged, Refused
from dangjian_desktop.store import Policy, Store, journal
from dangjian_desktop.store.exchange import Incoming
from dangjian_desktop.store.foreign import parse_action

_FUZZ = os.environ.get("DANGJIAN_FUZZ", "")
_HISTORIES = (2000 if _FUZZ == "1" else int(_FUZZ)) if _FUZZ else 15
_STEPS = 60 if _FUZZ else 40

TITLES = st.sampled_from(["甲", "乙", "丙", None])
SHARED_FIELDS = ["title", "story", "phone", "rank", "remark"]


class Machine(RuleBasedStateMachine):
    """PCs that plan outings, each unaware of the others until a bundle comes."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="machine-"))
        self.stores: list[Store] = []
        self.clocks: list[FixedClock] = []
        self.forms: list[dict[str, dict]] = []
        self.outings: list[str] = ["outing-0"]
        self.parts: list[str] = []
        self.opened = 0
        self.cloned = False
        self.luck = ExitStack()

    # -- the PCs

    @initialize(
        count=st.integers(2, 4),
        skews=st.lists(st.integers(-3000, 3000), min_size=4, max_size=4),
        luck=st.integers(0, 2**16),
    )
    def begin(self, count: int, skews: list[int], luck: int) -> None:
        from tests.store.conftest import SCHEMA

        # Names of incarnations and salts decide between equals: a history must fall out the same way when repeated.
        chance = random.Random(luck)
        self.luck.enter_context(
            patch.object(journal.uuid, "uuid4", lambda: uuid.UUID(int=chance.getrandbits(128), version=4))
        )
        self.luck.enter_context(patch.object(journal.secrets, "token_hex", lambda n: chance.randbytes(n).hex()))
        self.schema = SCHEMA
        for place in range(count):
            clock = FixedClock(datetime(2026, 10, 12, 9, 0) + timedelta(hours=skews[place]))
            self.clocks.append(clock)
            self.stores.append(self.open(place, clock))
            self.forms.append({})
        with self.stores[0].write("开头") as tx:
            tx.create(self.model("t_outings"), {"title": "开头", "phone": "0"}, id="outing-0")
            tx.add(self.model("t_stops"), "outing-0", {"name": "山门"})
        for store in self.stores[1:]:
            self.bring(self.stores[0], store)

    def open(self, place: int, clock: FixedClock) -> Store:
        self.opened += 1
        return Store.open(
            self.root / f"pc{place}",
            self.schema,
            clock=clock,
            ids=SeededIds(self.opened),
            device=f"pc{place}",
            mark=self.root / f"mark{place}.json",
        )

    def model(self, kind: str):
        return self.schema.kinds[kind].model

    def pick(self, data: st.DataObject) -> int:
        return data.draw(st.integers(0, len(self.stores) - 1), label="pc")

    def there(self, store: Store, kind: str) -> list[str]:
        with store.read() as r:
            return [row[0] for row in r.database.run(f'SELECT id FROM "{kind}" ORDER BY id')]

    def choose(self, data: st.DataObject, store: Store, kind: str = "t_outings") -> str | None:
        ids = self.there(store, kind)
        return data.draw(st.sampled_from(ids), label=kind) if ids else None

    # -- what people do

    @rule(data=st.data(), title=TITLES, same=st.booleans())
    def create(self, data: st.DataObject, title: str | None, same: bool) -> None:
        store = self.stores[self.pick(data)]
        with store.write("新建") as tx:
            tx.create(self.model("t_outings"), {"title": title or "丁", "phone": "0"}, id="outing-0" if same else None)

    @rule(data=st.data(), field=st.sampled_from(SHARED_FIELDS), value=TITLES)
    def edit(self, data: st.DataObject, field: str, value: str | None) -> None:
        store = self.stores[self.pick(data)]
        if (record := self.choose(data, store)) is not None:
            with store.write("修改") as tx:
                tx.edit(self.model("t_outings"), record, {field: value})

    @rule(data=st.data())
    def open_form(self, data: st.DataObject) -> None:
        place = self.pick(data)
        if (record := self.choose(data, self.stores[place])) is not None:
            with self.stores[place].read() as r:
                self.forms[place][record] = dict(r.heads(self.model("t_outings"), record))

    @rule(data=st.data(), field=st.sampled_from(SHARED_FIELDS), value=TITLES)
    def save_form(self, data: st.DataObject, field: str, value: str | None) -> None:
        place = self.pick(data)
        store, forms = self.stores[place], self.forms[place]
        records = [record for record in self.there(store, "t_outings") if record in forms]
        if records:
            record = data.draw(st.sampled_from(records))
            store.drafts.put(record, "t_outings", field, value or "", forms[record])
            seen = store.drafts.of(record)[field].seen
            with store.write("保存表单") as tx:
                tx.edit(self.model("t_outings"), record, {field: value}, seen=seen)
                store.drafts.discard(record)
            assert store.drafts.pending() == []
            del forms[record]

    @rule(data=st.data(), name=TITLES)
    def add_part(self, data: st.DataObject, name: str | None) -> None:
        store = self.stores[self.pick(data)]
        if (record := self.choose(data, store)) is not None:
            with store.write("加站点") as tx:
                parts = tx.parts(self.model("t_stops"), record)
                after = data.draw(st.sampled_from([None, *[part.id for part in parts]]))
                tx.add(self.model("t_stops"), record, {"name": name}, after=after)

    @rule(data=st.data())
    def move_part(self, data: st.DataObject) -> None:
        store = self.stores[self.pick(data)]
        if (record := self.choose(data, store)) is not None:
            with store.write("移动") as tx:
                ids = [part.id for part in tx.parts(self.model("t_stops"), record)]
                if len(ids) > 1:
                    one, after = data.draw(st.permutations(ids))[:2]
                    tx.move(self.model("t_stops"), one, after)
                    order = [part.id for part in tx.parts(self.model("t_stops"), record)]
                    assert order.index(one) == order.index(after) + 1

    @rule(data=st.data(), member=st.sampled_from(["h1", "h2"]), state=st.sampled_from(["present", "leave", None]))
    def sign_in(self, data: st.DataObject, member: str, state: str | None) -> None:
        store = self.stores[self.pick(data)]
        if (record := self.choose(data, store)) is not None:
            with store.write("签到") as tx:
                tx.create(self.model("t_hikers"), {"name": member}, id=member)
                tx.put(self.model("t_presences"), record, "presence", member, {"state": state})

    @rule(data=st.data())
    def remind(self, data: st.DataObject) -> None:
        with self.stores[self.pick(data)].write("提醒") as tx:
            tx.create(self.model("t_reminders"), {"text": "自己的事"})

    @rule(
        data=st.data(),
        kind=st.sampled_from(["t_outings", "t_outings", "t_stops", "t_hikers"]),
        beside=st.sampled_from([None, None, "title", "part"]),
    )
    def delete(self, data: st.DataObject, kind: str, beside: str | None) -> None:
        store = self.stores[self.pick(data)]
        if (record := self.choose(data, store, kind)) is not None:
            with store.write("删除") as tx:
                if beside == "title" and kind == "t_outings":
                    tx.edit(self.model(kind), record, {"title": "临走改"})
                if beside == "part" and kind == "t_outings":
                    tx.add(self.model("t_stops"), record, {"name": "临走加"})
                tx.delete(self.model(kind), record)
                assert tx.get(self.model(kind), record).deleted is True

    @rule(data=st.data(), kind=st.sampled_from(["t_outings", "t_stops"]))
    def restore_record(self, data: st.DataObject, kind: str) -> None:
        store = self.stores[self.pick(data)]
        if (record := self.choose(data, store, kind)) is not None:
            with store.write("恢复") as tx:
                tx.restore(self.model(kind), record)
                assert not tx.get(self.model(kind), record).deleted

    @rule(data=st.data(), kind=st.sampled_from(["t_hikers", "t_outings"]), back=st.booleans())
    def merge(self, data: st.DataObject, kind: str, back: bool) -> None:
        store = self.stores[self.pick(data)]
        ids = self.there(store, kind)
        if len(ids) > 1:
            one, other = data.draw(st.permutations(ids))[:2]
            with store.write("合并") as tx:
                if back:
                    tx.unmerge(self.model(kind), one)
                else:
                    tx.merge(self.model(kind), one, other)

    @rule(data=st.data(), redo=st.booleans())
    def undo(self, data: st.DataObject, redo: bool) -> None:
        store = self.stores[self.pick(data)]
        label = store.redo_label() if redo else store.undo_label()
        done = store.redo() if redo else store.undo()
        assert (done.label if done else None) == label

    @rule(data=st.data(), steps=st.integers(1, 4))
    def undo_and_redo(self, data: st.DataObject, steps: int) -> None:
        """As many steps forth as back lead to the same values, unless something was skipped and said so."""
        store = self.stores[self.pick(data)]
        before = self.values(store)
        back = [done for done in (store.undo() for _ in range(steps)) if done]
        forth = [done for done in (store.redo() for _ in back) if done]
        if not any(done.skipped for done in back + forth):
            assert [done.label for done in forth] == [done.label for done in reversed(back)]
            assert self.values(store) == before

    def values(self, store: Store) -> dict[str, list]:
        """What the tables show, own fields too; never deleted and restored are the same."""
        found = {}
        for kind in self.schema.kinds.values():
            names = [n for n in kind.fields if n != "deleted"]
            columns = ",".join(f'"{n}"' for n in names)
            found[kind.name] = store._core.db.run(
                f'SELECT id, ifnull(deleted, 0), {columns} FROM "{kind.name}" ORDER BY id'
            )
        return found

    @rule(data=st.data())
    def settle(self, data: st.DataObject) -> None:
        waiting = [store for store in self.stores if store.conflicts()]
        if waiting:
            store = data.draw(st.sampled_from(waiting))
            chosen = data.draw(st.sampled_from(store.conflicts()))
            store.settle(chosen, data.draw(st.sampled_from(chosen.sides)))
            left = {(c.kind, c.record, c.field) for c in store.conflicts()}
            assert (chosen.kind, chosen.record, chosen.field) not in left

    # -- what passes between PCs and what befalls them

    def bundle(self, source: Store, base=None) -> Incoming:
        actions = [parse_action(action.to_json()) for action in source.exchange.outgoing(base or {})]
        assert all("自己的事" not in str(action.to_json()) for action in actions)
        return Incoming(
            actions, base or {}, source.exchange.vector(), source.journal.inc,
            list(source.exchange.incarnations().values()),
        )  # fmt: skip

    def bring(self, source: Store, target: Store) -> None:
        mine = target.exchange.vector()
        base = {i: t for i, t in source.exchange.vector().items() if i in mine and mine[i] == t}
        bundle = self.bundle(source, base)
        try:
            expected = target.exchange.preview(bundle)
        except Damaged:
            raise AssertionError("what a whole PC handed out was called damaged") from None
        except Refused:
            return
        assert target.exchange.vector() == mine
        effect = target.exchange.apply(bundle)
        assert (effect.actions, effect.kinds, effect.conflicts) == (
            expected.actions, expected.kinds, expected.conflicts,
        )  # fmt: skip
        assert target.exchange.apply(bundle).actions == 0

    @rule(data=st.data())
    def exchange(self, data: st.DataObject) -> None:
        source, target = self.pick(data), self.pick(data)
        if source != target:
            self.bring(self.stores[source], self.stores[target])

    @rule(data=st.data(), field=st.sampled_from(SHARED_FIELDS), both=st.booleans())
    def clash(self, data: st.DataObject, field: str, both: bool) -> None:
        """Two people work on one record, one of them perhaps deletes it, and one hands a bundle to the other."""
        one, two = data.draw(st.permutations(self.stores))[:2]
        ids = sorted(set(self.there(one, "t_outings")) & set(self.there(two, "t_outings")))
        if ids:
            record = data.draw(st.sampled_from(ids))
            with one.write("一边改") as tx:
                tx.edit(self.model("t_outings"), record, {field: "一边"})
            with two.write("另一边") as tx:
                if both:
                    tx.edit(self.model("t_outings"), record, {field: "另一边"})
                else:
                    tx.delete(self.model("t_outings"), record)
            self.bring(one, two)

    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        able = [store for store in self.stores if store.exchange.last_import() is not None]
        if able:
            store = data.draw(st.sampled_from(able))
            before = store.exchange.vector()
            try:
                store.exchange.take_back()
            except Refused:
                assert store.exchange.vector() == before

    @rule(data=st.data())
    def restart(self, data: st.DataObject) -> None:
        place = self.pick(data)
        self.stores[place].close()
        inc = self.stores[place].exchange
        self.stores[place] = self.open(place, self.clocks[place])
        assert inc is not self.stores[place].exchange

    @rule(data=st.data())
    def back_up(self, data: st.DataObject) -> None:
        place = self.pick(data)
        target = self.root / f"backup{place}.zip"
        self.stores[place].backups.write_file(target)

    @rule(data=st.data())
    def restore_backup(self, data: st.DataObject) -> None:
        place = self.pick(data)
        source = self.root / f"backup{place}.zip"
        if source.exists():
            self.stores[place].close()
            Store.restore_file(source, self.root / f"pc{place}", self.schema, device=f"pc{place}")
            self.stores[place] = self.open(place, self.clocks[place])
            self.forms[place].clear()

    @precondition(lambda self: len(self.stores) < 4)
    @rule(data=st.data(), noticed=st.booleans())
    def clone(self, data: st.DataObject, noticed: bool) -> None:
        """The folder is copied to another PC; its mark comes along (unnoticed) or stays behind.

        After an unnoticed copy some PC may have to take an import back before all can agree again.
        """
        origin, place = self.pick(data), len(self.stores)
        self.cloned = self.cloned or not noticed
        self.stores[origin].close()
        shutil.copytree(self.root / f"pc{origin}", self.root / f"pc{place}")
        if not noticed:
            text = (self.root / f"mark{origin}.json").read_text(encoding="utf-8")
            (self.root / f"mark{place}.json").write_text(text.replace(f"pc{origin}", f"pc{place}"), encoding="utf-8")
        clock = FixedClock(self.clocks[origin]())
        self.clocks.append(clock)
        self.forms.append({})
        self.stores[origin] = self.open(origin, self.clocks[origin])
        self.stores.append(self.open(place, clock))

    @rule(data=st.data(), hours=st.integers(-30, 30))
    def time_passes(self, data: st.DataObject, hours: int) -> None:
        self.clocks[self.pick(data)].advance(hours=hours)

    # -- what must hold

    @invariant()
    def nothing_is_open_to_writing(self) -> None:
        for store in self.stores:
            assert not store._core.db.writing

    def shared_rows(self, store: Store) -> dict[str, list]:
        """Everything that must be alike on all PCs."""
        found: dict[str, list] = {}
        db = store._core.db
        for kind in self.schema.kinds.values():
            names = [n for n in kind.table.columns.keys() if n not in ("heads",)]  # noqa: SIM118
            own = {n for n in kind.fields if kind.policy(n) is Policy.OWN and n != "name_keys"}
            if kind.own:
                continue
            columns = ",".join(f'"{n}"' for n in names if n not in own)
            found[kind.name] = db.run(f'SELECT {columns} FROM "{kind.name}" WHERE born IS NOT NULL ORDER BY id')
            heads = db.run(f'SELECT id, heads FROM "{kind.name}" WHERE born IS NOT NULL ORDER BY id')
            from dangjian_desktop.store.heads import load

            found[f"{kind.name}.heads"] = [
                (record, {n: ops for n, ops in load(text).items() if n not in own}) for record, text in heads
            ]
        own_fields = self.own_fields()
        clashes = db.run("SELECT kind, field, record, heads FROM conflict ORDER BY kind, record, field")
        found["conflict"] = [row for row in clashes if (row[0], row[1]) not in own_fields]
        return found

    def own_fields(self) -> set[tuple[str, str]]:
        return {(k.name, n) for k in self.schema.kinds.values() for n in k.fields if k.policy(n) is Policy.OWN}

    def nothing_typed_is_lost(self, store: Store) -> None:
        """Every value of the journal shows, stands in a conflict, or was superseded by one who saw it."""
        own = self.own_fields()
        superseded = set()
        setters = {}
        for action in store.journal.actions():
            for index, op in enumerate(action.ops):
                for name in op.sets:
                    setters[action.op_id(index), name] = op
                for name, ops in op.over.items():
                    # Somebody's own value that stayed elsewhere (the copy of a folder has it) supersedes nothing here.
                    if name not in op.withheld or (op.kind, name) not in own:
                        superseded |= {(old, name) for old in ops}
        from dangjian_desktop.store.heads import load

        for (op_id, name), op in setters.items():
            with store.read() as r:
                text = r.database.value(f'SELECT heads FROM "{op.kind}" WHERE id=?', (op.record,))
            standing = op_id in load(text).get(name, ())
            assert standing is ((op_id, name) not in superseded)

    def teardown(self) -> None:
        try:
            if self.stores:
                self.finish()
        finally:
            for store in self.stores:
                store.close()
            self.luck.close()
            shutil.rmtree(self.root)

    def finish(self) -> None:
        for _round in range(3):
            for source in self.stores:
                for target in self.stores:
                    if source is not target:
                        self.bring(source, target)
        for store in self.stores:
            assert [str(problem) for problem in store.verify()] == []
            self.nothing_typed_is_lost(store)
        vectors = [store.exchange.vector() for store in self.stores]
        for store, vector in zip(self.stores[1:], vectors[1:], strict=True):
            if vector == vectors[0]:
                assert self.shared_rows(store) == self.shared_rows(self.stores[0])
        if not self.cloned:
            assert all(vector == vectors[0] for vector in vectors)


_SETTINGS = settings(
    max_examples=_HISTORIES,
    stateful_step_count=_STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


class TestSeveralPcs(Machine.TestCase):
    """Any history of several PCs converges, replays to what the tables hold, and loses nothing silently."""

    settings = _SETTINGS
