"""What a measurement is, and a stopwatch that takes the best of several turns of both sides."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


class PeerMissingError(Exception):
    """There is nothing to measure against on this machine; the message says what is lacking."""


@dataclass(frozen=True)
class Measured:
    """Seconds (or bytes) for the same work by us and by a peer; ``bound`` is the greatest ratio that is accepted."""

    ours: float
    bare: float
    bound: float
    note: str = ""
    unit: str = "ms"
    times: float = 1e3
    """What turns the numbers into the unit that is shown."""

    @property
    def ratio(self) -> float:
        return self.ours / self.bare

    @property
    def holds(self) -> bool:
        return self.ratio <= self.bound

    def line(self) -> str:
        """Both numbers, the ratio and its bound."""
        shown = "".join(f"{number * self.times:>9.2f} {self.unit}" for number in (self.ours, self.bare))
        return f"{shown}{self.ratio:>8.2f}{self.bound:>8.2f}"


def compare(
    turns: int,
    ours: Callable[[], object],
    bare: Callable[[], object],
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[float, float]:
    """The shortest of ``turns`` runs of each, in seconds, taken by turns: a busy moment of the machine hits both.

    Work that waits for no disk is better measured by ``time.process_time``, which other programs hardly disturb.
    """
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(turns):
        for work, found in zip((ours, bare), times, strict=True):
            began = clock()
            work()
            found.append(clock() - began)
    return min(times[0]), min(times[1])
