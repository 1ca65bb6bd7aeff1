"""Modules where a mistake loses data or breaks a rule: every line and every branch of them is tested, or CI fails.

Reads ``.coverage`` as left by ``dev.py test --cov``. A module is taken off this list only with a decision record.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "dangjian_desktop"
_JOURNAL = (
    "conflicts drafts exchange foreign forks heads journal projection references replay settling transaction undo"
)
_BUNDLES = "container export files importing manifest peers secrets staging strict vectors wire"
HELD = (
    "*/rules.py",
    "*/rules/*.py",
    *(f"store/{name}.py" for name in (*_JOURNAL.split(), "upgrade", "values")),
    *(f"sync/{name}.py" for name in _BUNDLES.split()),
)


def held_files() -> list[Path]:
    """The files meant by ``HELD``. Raises ``FileNotFoundError`` for a pattern that means none."""
    files: list[Path] = []
    for pattern in HELD:
        found = sorted(PACKAGE.glob(pattern))
        if not found:
            raise FileNotFoundError(f"no module matches {pattern}: renamed? then rename it here")
        files += found
    return files


def gaps(report: dict[str, dict[str, dict[str, list[object]]]], files: list[Path]) -> list[str]:
    """What no test has run, as one line for each file concerned."""
    found = []
    for file in files:
        name = file.relative_to(ROOT).as_posix()
        entry = report["files"].get(name)
        if entry is None:
            found.append(f"{name}: never imported by a test")
        elif entry["missing_lines"] or entry["missing_branches"]:
            found.append(f"{name}: lines {entry['missing_lines']}, branches {entry['missing_branches']}")
    return found


def main() -> int:
    """Print the gaps; returns the exit code."""
    files = held_files()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "coverage.json"
        subprocess.run([sys.executable, "-m", "coverage", "json", "-q", "-o", str(target)], cwd=ROOT, check=True)
        report = json.loads(target.read_text("utf-8").replace("\\\\", "/"))
    found = gaps(report, files)
    for line in found:
        print(line)
    print(f"{len(files)} modules held at full branch coverage, {len(found)} with gaps")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
