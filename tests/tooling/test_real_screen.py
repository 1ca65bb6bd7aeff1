"""The whole way from a plan to a corrected paper, once on a real X screen: what offscreen hides shows here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TASK = "tests/acceptance/test_one_gathering.py::test_a_gathering_from_the_plan_to_the_corrected_paper"


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="needs Xvfb, which dev.py installs where it may")
def test_the_acceptance_task_is_done_under_xvfb(root: Path, tmp_path: Path) -> None:
    screen = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1366x768x24"]
    pytest_once = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'x'}", TASK]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    done = subprocess.run(
        [*screen, *pytest_once],
        cwd=root,
        env={**environment, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "1 passed" in done.stdout
