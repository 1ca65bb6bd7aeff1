"""Rules of the house that no linter knows: sizes, Qt's licences, no trace of the machine it was written on."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from dangjian_desktop.features import FEATURES

ROOT = Path(__file__).resolve().parents[2]
SOURCE = sorted((ROOT / "src").rglob("*.py"))
PYTHON = [
    *SOURCE,
    *sorted((ROOT / "tests").rglob("*.py")),
    *sorted((ROOT / "installer").rglob("*.py")),
    ROOT / "dev.py",
]

# LGPL and in the Essentials wheel. Qt Charts, Graphs, DataVisualization, VirtualKeyboard and others are GPL only.
QT_MODULES = {"QtCore", "QtGui", "QtWidgets", "QtSvg", "QtSvgWidgets", "QtPrintSupport", "QtNetwork", "QtTest"}


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name]


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_module_is_longer_than_500_lines() -> None:
    lengths = {str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines()) for file in PYTHON}
    assert {name: length for name, length in lengths.items() if length > 500} == {}


def test_every_capability_is_listed_once() -> None:
    names = [feature.name for feature in FEATURES]
    assert sorted(set(names)) == sorted(names)
    folders = {file.parent.name for file in (ROOT / "src" / "dangjian_desktop").glob("*/feature.py")}
    assert folders == set(names)


def test_only_qt_modules_under_the_lgpl_are_imported() -> None:
    with_qt = [file for file in PYTHON if "PySide6" in file.read_text("utf-8")]
    used = {name.split(".")[1] for file in with_qt for name in _imports(file) if name.startswith("PySide6.")}
    assert used <= QT_MODULES


def test_nothing_unfinished_and_no_nested_event_loop_in_the_source() -> None:
    pattern = re.compile(
        r"#.*\b(TODO|FIXME|XXX)\b|raise NotImplementedError|processEvents\(|except( Exception)?:\s*(pass|\.\.\.)?$"
    )
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in SOURCE
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


def test_tracked_files_name_no_machine_path_and_no_registry() -> None:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a checkout, or no git")
    # Spelled apart, or this file would find itself.
    words = ["/wo" + "rk/", "/ro" + "ot/", "bash" + "_jobs", "pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org"]
    words += ["deb.debian" + ".org", "/opt/" + "pypi", "/opt/" + "wheels"]
    found = []
    for file in _tracked():
        if not file.is_file() or file.suffix in {".ttf", ".png", ".jpg", ".pdf", ".ico", ".icc"}:
            continue
        text = file.read_bytes().decode("utf-8", "replace")
        found += [f"{file.relative_to(ROOT)}: {word}" for word in words if word in text]
    assert found == []
