"""The algebra of heads: which operations a field stands on. Pure; knows no database.

A *head* of a field is an operation that sets it and that no later operation supersedes. An operation supersedes
exactly what its author saw (``over``), so two heads mean that two people changed the field unaware of each other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from dangjian_desktop.store.values import canonical


class OpId(NamedTuple):
    """One operation: incarnation, number of the action in it, place within the action."""

    inc: str
    seq: int
    nth: int


Heads = Mapping[str, tuple[OpId, ...]]
"""For each field that was ever set, the operations it stands on, sorted. What a form carries as ``seen``."""

Order = tuple[int, str, int, int]
"""(lamport, inc, seq, index): a total order that agrees with cause and effect; alike on every PC."""


def advance(heads: Iterable[OpId], over: Iterable[OpId], op: OpId) -> tuple[OpId, ...]:
    """The heads of a field after ``op``: (heads − over) ∪ {op}."""
    return tuple(sorted((set(heads) - set(over)) | {op}))


def greatest(heads: Iterable[OpId], order: Callable[[OpId], Order]) -> OpId:
    """The head whose value shows. ``order`` gives an operation's place in the total order."""
    return max(heads, key=order)


def shown_heads(heads: Iterable[OpId], order: Callable[[OpId], Order], text: Callable[[OpId], str]) -> tuple[OpId, ...]:
    """The heads that carry the value which shows (equal bytes are one value); what an ordinary edit supersedes.

    ``text`` gives the canonical text of an operation's value for the field.
    """
    known = tuple(heads)
    if len(known) < 2:
        return known
    value = text(greatest(known, order))
    return tuple(head for head in known if text(head) == value)


def in_conflict(heads: Iterable[OpId], text: Callable[[OpId], str]) -> bool:
    """Whether two heads carry different values."""
    known = tuple(heads)
    return len(known) > 1 and len({text(head) for head in known}) > 1


def deletion(says: Mapping[OpId, bool], seen: frozenset[OpId], current: Iterable[OpId]) -> tuple[bool, bool]:
    """Whether a record is (gone, in conflict about it).

    ``says`` is what each head of ``deleted`` says, ``seen`` all that the deleting heads had seen, ``current`` the
    present heads of the record and its parts that count as somebody's work. A contested record stays visible.
    """
    if not any(says.values()):
        return False, False
    contested = not all(says.values()) or any(head not in seen for head in current)
    return not contested, contested


def dump(heads: Heads) -> str:
    """Heads as the JSON text kept in a row."""
    return canonical({field: [list(op) for op in ops] for field, ops in heads.items() if ops})


def load(text: str) -> dict[str, tuple[OpId, ...]]:
    """Heads read back from a row or a draft."""
    return {field: tuple(OpId(*op) for op in ops) for field, ops in json.loads(text).items()}
