"""The gate for modules held at full coverage speaks of lines, branches, and modules that no test imports."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType


def _report(name: str, lines: list[int], branches: list[list[int]]) -> dict[str, object]:
    return {"files": {name: {"missing_lines": lines, "missing_branches": branches}}}


def test_a_line_or_a_branch_that_no_test_runs_is_a_gap(held_modules: ModuleType, root: Path) -> None:
    file = root / "src" / "dangjian_desktop" / "store" / "heads.py"
    name = file.relative_to(root).as_posix()
    assert held_modules.gaps(_report(name, [], []), [file]) == []
    assert "lines [7]" in held_modules.gaps(_report(name, [7], []), [file])[0]
    assert "branches [[3, 5]]" in held_modules.gaps(_report(name, [], [[3, 5]]), [file])[0]


def test_a_held_module_that_no_test_imports_is_a_gap(held_modules: ModuleType, root: Path) -> None:
    file = root / "src" / "dangjian_desktop" / "store" / "heads.py"
    assert held_modules.gaps({"files": {}}, [file]) == ["src/dangjian_desktop/store/heads.py: never imported by a test"]


def test_every_pattern_of_the_list_means_a_module(held_modules: ModuleType) -> None:
    assert held_modules.held_files()
