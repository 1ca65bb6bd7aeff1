"""Progress is data and cancel is cooperative: what a long job may say to whoever waits for it (no Qt here)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from dangjian_desktop.base.errors import Cancelled

Listener = Callable[[int, int, str], None]


def _silent(done: int, total: int, text: str) -> None:
    """Nobody listens."""


@dataclass
class Progress:
    """Handed to long jobs. ``step`` reports ``done`` of ``total`` (0 = unknown) with a Chinese phrase.

    ``step`` raises :class:`Cancelled` when the user asked to stop, so a job is left by its own exception and its
    transaction rolls back.
    """

    listener: Listener = _silent
    _cancelled: threading.Event = field(default_factory=threading.Event)

    def step(self, done: int, total: int, text: str = "") -> None:
        """Say how far the job is; raise :class:`Cancelled` if it was asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled()
        self.listener(done, total, text)

    def cancel(self) -> None:
        """Ask the job to stop at its next step. Safe from any thread."""
        self._cancelled.set()
