"""Brings results from the database thread to the GUI thread, if they are still wanted."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from dangjian_desktop.base.errors import Refused

T = TypeVar("T")


class Courier(QObject):
    """Delivers each future's result by calling back in the GUI thread.

    A delivery is dropped when its owner is gone, or when a newer one was asked for under the same owner and key.
    """

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._serial = itertools.count(1)
        self._latest: dict[tuple[int, object], int] = {}
        self._waiting = 0
        self._closed = False
        # Queued although both ends may be in one thread: nothing is delivered before the caller has returned.
        self._arrived.connect(self._run, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way (tests wait for it)."""
        return self._waiting == 0

    def deliver(
        self,
        future: Future[T],
        then: Callable[[T], object],
        refused: Callable[[Refused], object],
        *,
        owner: QObject | None = None,
        key: object = None,
    ) -> None:
        """Call ``then`` with the result, or ``refused``; any other error is raised in the GUI thread."""
        serial = next(self._serial)
        slot = (id(owner), key)
        if key is not None:
            self._latest[slot] = serial
        self._waiting += 1

        def arrive() -> None:
            self._waiting -= 1
            if key is not None and self._latest.get(slot) != serial:
                return
            if key is not None:
                del self._latest[slot]
            if self._closed or (owner is not None and not shiboken6.isValid(owner)):
                return
            _hand_over(future, then, refused)

        future.add_done_callback(lambda _future: self._post(arrive))

    def later(self, call: Callable[[], object]) -> None:
        """Call something in the GUI thread. Safe from any thread."""
        self._post(call)

    def close(self) -> None:
        """Deliver nothing any more."""
        self._closed = True

    def _post(self, call: Callable[[], object]) -> None:
        if shiboken6.isValid(self):
            self._arrived.emit(call)

    def _run(self, call: Callable[[], object]) -> None:
        # What was posted before the end and arrives after it finds no database any more.
        if not self._closed:
            call()


def _hand_over(future: Future[Any], then: Callable[[Any], object], refused: Callable[[Refused], object]) -> None:
    try:
        result = future.result()
    except Refused as error:
        refused(error)
    except CancelledError:
        return
    else:
        then(result)


def default_key(call: Callable[..., object]) -> object:
    """What tells one question of a page from another: the place in the code that takes the answer."""
    function = getattr(call, "__func__", call)
    return getattr(function, "__code__", function)
