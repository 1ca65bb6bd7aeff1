"""A PC with an empty branch, and a second one beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.base.regulations import Rule, Rulebook
from dangjian_desktop.feature import find_action, schema_of
from dangjian_desktop.features import FEATURES
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.store import Store
from dangjian_desktop.sync import apply, export_sync, read_bundle

NOW = datetime(2026, 10, 12, 9, 0)
SCHEMA = schema_of(FEATURES)
LECTURE = "party_lecture.cadence"

RULE = """
[[rule]]
id = "{id}"
title = "{title}"
value = {value}
unit = "{unit}"
comparator = "{comparator}"
regulation = "某条例"
article = "第九条"
effective_from = {day}
confidence = "{confidence}"
editable = {editable}
"""


def rule_text(id: str = LECTURE, value: str = "2", unit: str = "quarter", day: str = "2026-07-01", **more: str) -> str:
    """One row of a rule file."""
    words = {"title": "党课的次数", "comparator": ">=", "confidence": "confirmed", "editable": "false", **more}
    return RULE.format(id=id, value=value, unit=unit, day=day, **words)


@dataclass
class Pc:
    """A store and its clock."""

    store: Store
    clock: FixedClock

    def do(self, verb: str, /, **fields: object) -> Any:
        with self.store.read() as reader:
            action = find_action(reader, verb)
        with self.store.write(action.label, verb=verb) as tx:
            return action.run(tx, parse_input(action.input, fields))

    def book(self, name: str = "meetings") -> Rulebook:
        with self.store.read() as reader:
            return rulebook(reader, name)

    def rule(self, id: str, day: str, name: str = "meetings") -> Rule:
        return self.book(name).on(id, date.fromisoformat(day))

    def ask(self, read: Callable[..., Any], *args: object) -> Any:
        with self.store.read() as reader:
            return read(reader, *args)


def carry(one: Pc, other: Pc, path: Path) -> None:
    """What one PC has goes to the other."""
    bundle = export_sync(one.store, path, None, Progress()).path
    apply(other.store, read_bundle(other.store, bundle, None, Progress()), Progress())


@pytest.fixture
def pc(tmp_path: Path) -> Iterator[Pc]:
    clock = FixedClock(NOW)
    with Store.open(tmp_path / "one", SCHEMA, clock=clock, ids=SeededIds(1), device="办公电脑") as store:
        yield Pc(store, clock)


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Pc]:
    clock = FixedClock(NOW)
    with Store.open(tmp_path / "two", SCHEMA, clock=clock, ids=SeededIds(2), device="组织科电脑") as store:
        yield Pc(store, clock)
