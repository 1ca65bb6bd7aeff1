"""The mark outside the data folder, by which a copy of the folder is noticed before it does damage.

It says which machine this is and how far each store had come. A folder that comes from another machine, lies in two
places at once, or is older than remembered goes on under a new incarnation, so numbers are never used twice.
"""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

from dangjian_desktop.store.connection import Database
from dangjian_desktop.store.journal import Journal
from dangjian_desktop.store.tables import meta, set_meta


class Mark:
    """The file and the store it is asked about."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._data = _read(path)

    def greet(self, db: Database, journal: Journal, folder: Path, device: str) -> str | None:
        """Compare a store just opened with what is remembered; mint a new incarnation where needed.

        Returns why: ``moved`` (another machine), ``copied`` (this machine has it twice), ``older`` (an old copy was
        put back); None if all is as it was.
        """
        with db.transaction():
            store = _own_name(db)
            why = self._suspicion(db, journal, store, folder)
            set_meta(db, "machine", self._data["machine"])
            if why:
                journal.mint(device, why)
        self.note(db, journal, folder)
        return why

    def _suspicion(self, db: Database, journal: Journal, store: str, folder: Path) -> str | None:
        machine = db.value("SELECT value FROM meta WHERE name='machine'")
        if machine is not None and machine != self._data["machine"]:
            return "moved"
        inc = journal.inc
        seq = journal.top(inc).seq
        for place, entry in self._places(store).items():
            elsewhere = Path(place) != folder.resolve()
            if elsewhere and entry.get("inc") == inc and _same_store(Path(place), store):
                return "copied"
            if not elsewhere and seq < int(entry["seqs"].get(inc, 0)):
                return "older"
        return None

    def _places(self, store: str) -> dict[str, Any]:
        """For each folder that held the store: the incarnation it wrote as, and how far each had come."""
        found: dict[str, Any] = self._data["stores"].setdefault(store, {})
        return found

    def note(self, db: Database, journal: Journal, folder: Path) -> None:
        """Remember how far the store has come. A mark that can't be written is done without."""
        inc, store = journal.inc, meta(db, "store")
        _write_name(folder, store)
        entry = self._places(store).setdefault(str(folder.resolve()), {"seqs": {}})
        entry["inc"] = inc
        entry["seqs"][inc] = journal.top(inc).seq
        fresh = self._path.with_name(f"{self._path.name}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(self._data), encoding="utf-8")
            fresh.replace(self._path)
        except OSError:
            fresh.unlink(missing_ok=True)


def _own_name(db: Database) -> str:
    if db.value("SELECT 1 FROM meta WHERE name='store'") is None:
        set_meta(db, "store", str(uuid.uuid4()))
    return meta(db, "store")


def _write_name(folder: Path, store: str) -> None:
    file = folder / "store.name"
    if not file.exists():
        file.write_text(store, encoding="utf-8")


def _same_store(folder: Path, store: str) -> bool:
    """Whether the remembered folder still holds the same store."""
    file = folder / "store.name"
    try:
        return (folder / "store.db").is_file() and file.read_text(encoding="utf-8") == store
    except OSError:
        return False


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        whole = all(isinstance(entry["seqs"], dict) for places in data["stores"].values() for entry in places.values())
        if whole and isinstance(data["machine"], str):
            return {"machine": data["machine"], "stores": data["stores"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    return {"machine": str(uuid.uuid4()), "stores": {}}
