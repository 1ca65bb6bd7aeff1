"""Settings of this PC: JSON values by name. Local, never synced, not undoable."""

from __future__ import annotations

import json
from typing import Any

from dangjian_desktop.store.core import Core
from dangjian_desktop.store.values import canonical


class Settings:
    """``store.settings``."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def get(self, name: str, default: Any = None) -> Any:
        """A setting, or ``default``."""
        text = self._core.db.value("SELECT value FROM local_setting WHERE name=?", (name,))
        return default if text is None else json.loads(text)

    def set(self, name: str, value: Any) -> None:
        """Keep a JSON value; also allowed inside ``store.write``. ``TypeError`` for what JSON can't hold."""
        text = canonical(value)
        if self._core.db.writing:
            self._set(name, text)
        else:
            with self._core.db.transaction():
                self._set(name, text)

    def _set(self, name: str, text: str) -> None:
        self._core.db.run(
            "INSERT INTO local_setting VALUES (?,?) ON CONFLICT DO UPDATE SET value=excluded.value", (name, text)
        )
