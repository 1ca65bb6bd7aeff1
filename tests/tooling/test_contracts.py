"""The import contracts catch what they are there for: each breach, made in a small copy of the house, is found."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

TOP = ("app", "cli/__init__", "features", "feature", "base/clock", "store/__init__", "papers/model", "sync/__init__")
ROOMS = ("rules", "records", "service", "papers", "sample", "feature", "page/__init__", "page/edit")


@pytest.fixture
def house(tmp_path: Path, root: Path) -> Path:
    """A package with the same floors and rooms, every one of them empty."""
    package = tmp_path / "dangjian_desktop"
    names = [*TOP, "ui/theme", *(f"{name}/{room}" for name in _capabilities(root) for room in ROOMS)]
    for name in names:
        file = package / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        for folder in (file.parent, *file.parent.parents):
            if folder == tmp_path:
                break
            (folder / "__init__.py").touch()
    shutil.copy(root / "pyproject.toml", tmp_path)
    return package


def _capabilities(root: Path) -> list[str]:
    """The folders that the contract on rooms names."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    rooms = next(contract for contract in contracts if contract["id"] == "rooms")
    return [name.rpartition(".")[2] for name in rooms["containers"]]


def _lint(house: Path) -> tuple[bool, str]:
    program = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert program is not None
    environment = {**os.environ, "PYTHONPATH": str(house.parent), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [program, "--no-cache"], cwd=house.parent, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    return done.returncode == 0, done.stdout + done.stderr


def test_a_house_in_order_passes(house: Path) -> None:
    (house / "ui" / "theme.py").write_text("import PySide6.QtGui\n")
    (house / "meetings" / "page" / "edit.py").write_text(
        "import PySide6.QtWidgets\n"
        "from dangjian_desktop.meetings import service\n"
        "from dangjian_desktop.ui import theme\n"
    )
    kept, said = _lint(house)
    assert kept, said


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("roster/service.py", "from dangjian_desktop.meetings import records"),
        ("store/__init__.py", "from dangjian_desktop import feature"),
        ("papers/model.py", "import dangjian_desktop.sync"),
        ("meetings/rules.py", "from dangjian_desktop.meetings import service"),
        ("meetings/rules.py", "import sqlalchemy"),
        ("meetings/service.py", "import PySide6.QtCore"),
        ("meetings/service.py", "from dangjian_desktop.ui import theme"),
        ("cli/__init__.py", "from PySide6.QtWidgets import QApplication"),
        ("workbench/service.py", "from dangjian_desktop.roster import service"),
    ],
)
def test_a_breach_is_found(house: Path, room: str, line: str) -> None:
    (house / room).write_text(line + "\n")
    kept, said = _lint(house)
    assert not kept, said


def test_a_new_folder_must_take_its_place_among_the_floors(house: Path) -> None:
    (house / "attic").mkdir()
    (house / "attic" / "__init__.py").touch()
    kept, said = _lint(house)
    assert not kept
    assert "dangjian_desktop.attic" in said
