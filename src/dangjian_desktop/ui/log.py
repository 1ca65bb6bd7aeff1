"""The window's log: the last lines in memory, for the crash notice. It never holds what the user typed."""

from __future__ import annotations

import logging
from collections import deque

LINES = 300


class RingLog(logging.Handler):
    """Keeps the last lines. Callers log events and kinds of record, never values of fields."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self._lines: deque[str] = deque(maxlen=LINES)

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(self.format(record))

    @property
    def lines(self) -> tuple[str, ...]:
        """Oldest first."""
        return tuple(self._lines)
