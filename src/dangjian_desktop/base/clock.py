"""Time and identifiers are passed in, never taken: two small protocols and their implementations."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

Clock = Callable[[], datetime]
"""Gives the local wall time, without zone, to the second."""

IdSource = Callable[[], str]
"""Gives a fresh record id: a UUID in its canonical text form."""


def system_clock() -> datetime:
    """The PC's local time to the second."""
    return datetime.now().replace(microsecond=0)


def random_ids() -> str:
    """A random UUID."""
    return str(uuid.uuid4())


class FixedClock:
    """A clock that stands still until told otherwise; for tests, the sample branch and ``--now``."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **parts: float) -> None:
        """Move forward by a ``timedelta(**parts)``."""
        self.now += timedelta(**parts)


class SeededIds:
    """UUIDs that repeat for one seed; for tests and the sample branch."""

    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(seed)

    def __call__(self) -> str:
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))
