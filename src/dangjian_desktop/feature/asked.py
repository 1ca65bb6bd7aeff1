"""Asking all features at once: a reader knows what the program's capabilities offer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature.core import Action, Feature, Reference
from dangjian_desktop.feature.year import Call, Occasion, Scheduled
from dangjian_desktop.store import Reader, Record, Schema, Transaction


def schema_of(features: Sequence[Feature]) -> Schema:
    """The tables of all these features, as a store is opened with them; readers of it know the features."""
    return Schema.of(*(kind.record for feature in features for kind in feature.kinds), offers=tuple(features))


def duplicate_keys(features: Iterable[Feature]) -> dict[type[Record], Callable[[Any], tuple[object, ...] | None]]:
    """How the records of each kind are told to be one thing; people before the gatherings that speak of them."""
    kinds = (kind for feature in sorted(features, key=lambda one: one.floor) for kind in feature.kinds)
    return {kind.record: kind.duplicate_key for kind in kinds if kind.duplicate_key is not None}


def features_of(reader: Reader) -> tuple[Feature, ...]:
    """The features that the store was opened with, in the order of their tabs."""
    return tuple(offer for offer in reader.schema.offers if isinstance(offer, Feature))


def find_action(reader: Reader, name: str) -> Action:
    """The verb of any feature by its name. Raises ``KeyError`` where none has it."""
    for feature in features_of(reader):
        for action in feature.actions:
            if action.name == name:
                return action
    raise KeyError(name)


def find_reference(reader: Reader, kind: str) -> Reference | None:
    """How records of a kind are named, found and opened; None where no feature says so."""
    references = (reference for feature in features_of(reader) for reference in feature.references)
    return next((reference for reference in references if reference.kind == kind), None)


def carry_out(tx: Transaction, call: Call) -> object:
    """Do another capability's verb inside this transaction, so that both are one step.

    The label of the transaction stays the caller's. Raises :class:`Refused` as the verb does, ``KeyError`` for an
    unknown one.
    """
    label = tx.label
    action = find_action(tx, call.action)
    done = action.run(tx, parse_input(action.input, dict(call.values)))
    tx.label = label
    return done


def schedule_of(reader: Reader, year: int, today: date) -> list[Scheduled]:
    """All that is planned or held in a year, by every feature."""
    return [one for feature in features_of(reader) if feature.schedule for one in feature.schedule(reader, year, today)]


def occasions_of(reader: Reader, period: Period) -> list[Occasion]:
    """All that people attended in a period, by day and hour."""
    found = [one for feature in features_of(reader) if feature.occasions for one in feature.occasions(reader, period)]
    return sorted(found, key=lambda one: (one.day, one.start is None, one.start, one.record))
