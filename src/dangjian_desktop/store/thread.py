"""The database thread: one worker that owns the store, with two lanes. Knows no Qt."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from enum import IntEnum
from typing import Any, TypeVar

from dangjian_desktop.store.store import Store

T = TypeVar("T")
_Job = tuple[int, int, Future[Any] | None, Callable[[Store], Any] | None]


class Lane(IntEnum):
    """Interactive work goes before background work; background steps should take less than 50 ms each."""

    INTERACTIVE = 0
    BACKGROUND = 1


class DatabaseThread:
    """Opens the store on its own thread and runs work there, one piece at a time.

    When opening fails, every submitted piece fails with that same error.
    """

    def __init__(self, open_store: Callable[[], Store]) -> None:
        self._open = open_store
        self._jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._order = itertools.count()
        self._closed = False
        self._guard = threading.Lock()
        self._store: Store | None = None
        self._thread = threading.Thread(target=self._run, name="database", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Store], T], lane: Lane = Lane.INTERACTIVE) -> Future[T]:
        """Queue ``work``; its result or exception arrives in the future. ``RuntimeError`` after :meth:`close`."""
        future: Future[T] = Future()
        with self._guard:
            if self._closed:
                raise RuntimeError("the database thread is closed")
            self._jobs.put((lane, next(self._order), future, work))
        return future

    def interrupt(self) -> None:
        """Stop the statement running now; its work fails with a sentence and is rolled back."""
        if self._store is not None:
            self._store.interrupt()

    def close(self) -> None:
        """Do what is queued, close the store, end the thread."""
        with self._guard:
            if not self._closed:
                self._closed = True
                self._jobs.put((Lane.BACKGROUND + 1, next(self._order), None, None))
        self._thread.join()

    def _run(self) -> None:
        failure: BaseException | None = None
        try:
            self._store = self._open()
        except BaseException as error:  # noqa: BLE001 - handed to whoever asks
            failure = error
        while True:
            _lane, _order, future, work = self._jobs.get()
            if future is None or work is None:
                break
            if not future.set_running_or_notify_cancel():
                continue
            if self._store is None:
                future.set_exception(failure)
                continue
            try:
                future.set_result(work(self._store))
            except BaseException as error:  # noqa: BLE001 - handed to whoever asks
                future.set_exception(error)
        if self._store is not None:
            self._store.close()
