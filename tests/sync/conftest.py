"""Bundles made by hand, good and hostile, for the tests of this folder."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pyrage
import pytest

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store.journal import Top
from dangjian_desktop.sync.container import ContentWriter
from dangjian_desktop.sync.manifest import Incarnation, Manifest

from . import age_by_hand, branch
from .branch import PC, OpenPC

HASH = hashlib.sha256(b"an action").hexdigest()


def manifest(**changes: Any) -> Manifest:
    """A manifest of two actions from one PC."""
    values: dict[str, Any] = {
        "kind": "sync",
        "made_at": datetime(2026, 10, 12, 9, 30),
        "program": "0.1.0",
        "sender": "inc-a",
        "author": "赵青禾",
        "branch": "机关第一党支部",
        "base": {},
        "top": {"inc-a": Top(2, HASH)},
        "incarnations": (Incarnation("inc-a", "组织科电脑", "2026-01-05T08:00:00", "first"),),
        "actions": 2,
        "operations": 3,
        "members": {},
    }
    return Manifest(**{**values, **changes})


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "会场照片.jpg"
    path.write_bytes(b"\xff\xd8" + bytes(range(256)) * 5)
    return path


@pytest.fixture
def plain_content(photo: Path) -> bytes:
    """A whole small content: two actions and one attachment."""
    out = io.BytesIO()
    writer = ContentWriter(out, Progress())
    writer.add_actions(json.dumps({"seq": n, "title": "主题党日"}, ensure_ascii=False).encode() for n in (1, 2))
    writer.add_attachment(hashlib.sha256(photo.read_bytes()).hexdigest(), photo)
    writer.finish(manifest(members=dict(writer.members)))
    return out.getvalue()


Members = dict[str, bytes]
Forge = Callable[[Callable[[Members, dict[str, Any]], None]], bytes]


@pytest.fixture
def forge(plain_content: bytes) -> Forge:
    """Takes the good content apart, lets a test change members and manifest, and zips it again."""

    def forged(change: Callable[[Members, dict[str, Any]], None]) -> bytes:
        with zipfile.ZipFile(io.BytesIO(plain_content)) as good:
            members = {name: good.read(name) for name in good.namelist()}
        said = json.loads(members.pop("manifest.json"))
        change(members, said)
        members.setdefault("manifest.json", json.dumps(said).encode())
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad:
            for name, data in members.items():
                bad.writestr(name, data)
        return out.getvalue()

    return forged


@pytest.fixture
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases that cost milliseconds; what is written is the same format by another hand."""
    monkeypatch.setattr(pyrage.passphrase, "encrypt", age_by_hand.encrypt)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 10, 12, 9, 0))


@pytest.fixture
def open_pc(tmp_path: Path, clock: FixedClock) -> Iterator[OpenPC]:
    """Opens PCs by name in ``tmp_path``; all are closed at the end."""
    opened: list[PC] = []

    def make(name: str, **options: Any) -> PC:
        opened.append(branch.open_pc(tmp_path, name, clock, seed=str(len(opened)), **options))
        return opened[-1]

    yield make
    for pc in opened:
        pc.close()
