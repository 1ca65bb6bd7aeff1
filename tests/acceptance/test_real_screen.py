"""One whole story on a screen with real windows, where there is an X server to be had."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STORY = "test_a_gathering_from_the_plan_to_the_corrected_paper"


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="no xvfb-run here")
def test_the_story_of_one_gathering_also_holds_in_a_real_window() -> None:
    here = Path(__file__).parent
    environment = os.environ | {"QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        [
            "xvfb-run", "-a", "-s", "-screen 0 1400x900x24",
            sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--no-header",
            f"{here / 'test_one_gathering.py'}::{STORY}",
        ],
        cwd=here.parents[1],
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
    )  # fmt: skip
    if "no Qt platform plugin could be initialized" in done.stdout + done.stderr:
        pytest.skip("Qt's libraries for X are not installed")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
