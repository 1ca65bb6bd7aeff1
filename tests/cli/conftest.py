"""A small sample branch made once; each test works on its own copy, through the command line alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from dangjian_desktop.cli import main
from dangjian_desktop.cli.records import as_mapping, rows_of
from dangjian_desktop.features import FEATURES
from dangjian_desktop.store import Schema, Store

NOW = "2026-10-12T10:32"


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("branch") / "data"
    assert main(["--data", str(folder), "--now", NOW, "sample", "--years", "1", "--members", "12"]) == 0
    return folder


@pytest.fixture
def branch(made_once: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(made_once, folder)
    return folder


@pytest.fixture
def everything() -> Callable[[Path], dict[str, list[dict[str, object]]]]:
    """All that a data folder holds, by kind, as ``list`` gives it but without what is computed."""

    def read(folder: Path) -> dict[str, list[dict[str, object]]]:
        kinds = [replace(kind, derived=None) for feature in FEATURES for kind in feature.kinds]
        schema = Schema.of(*(kind.record for kind in kinds))
        with Store.open(folder, schema) as store, store.read() as reader:
            return {
                kind.record.__tablename__: [
                    as_mapping(reader, kind, row, private=True) for row in rows_of(reader, kind)
                ]
                for kind in kinds
            }

    return read


@pytest.fixture
def on(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run a command on a data folder: ``on(folder, "list", "members", "--json")``."""

    def run(folder: Path, *arguments: str | Path, now: str = NOW) -> Said:
        capsys.readouterr()
        code = main(["--data", str(folder), "--now", now, *map(str, arguments)])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run
