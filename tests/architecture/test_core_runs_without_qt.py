"""The rules, the services and the command line run where PySide6 can't be imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WITHOUT_QT = """
import importlib.abc, sys

class NoQt(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError("Qt was asked for by the core: " + name)

sys.meta_path.insert(0, NoQt())
"""

IMPORT_ALL = """
import importlib, pkgutil
import dangjian_desktop

def of_the_window(name):
    rooms = name.split(".")[1:]
    return rooms[0] in ("app", "ui", "__main__") or any(room.startswith("page") for room in rooms[1:])

def walk(path, prefix):
    for module in pkgutil.iter_modules(path, prefix):
        if of_the_window(module.name):
            continue
        loaded = importlib.import_module(module.name)
        print(module.name)
        if module.ispkg:
            walk(loaded.__path__, module.name + ".")

walk(dangjian_desktop.__path__, "dangjian_desktop.")
"""

WORK = """
from dangjian_desktop.cli import main

data = sys.argv[1]
for line in (
    ["--now", "2026-10-12T10:30", "sample", "--years", "1", "--members", "12", "--seed", "1"],
    ["list", "members", "--json"],
    ["list", "gatherings", "--json"],
    ["verify"],
):
    code = main(["--data", data, *line])
    assert code == 0, (line, code)
"""


def _python(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_QT + script, *arguments], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_module_but_the_window_and_the_pages_imports_without_qt() -> None:
    names = _python(IMPORT_ALL).split()
    assert "dangjian_desktop.base.errors" in names
    assert "dangjian_desktop.cli.main" in names
    assert "dangjian_desktop.meetings.service" in names


def test_the_command_line_makes_and_lists_a_branch_without_qt(tmp_path: Path) -> None:
    assert "gatherings" not in _python(WORK, str(tmp_path / "data")).splitlines()[:1]
    assert (tmp_path / "data").is_dir()
