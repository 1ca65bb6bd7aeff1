"""What all tests share: no screen, repeatable Hypothesis, the shipped Chinese face, and nothing unexpected logged."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("dev", deadline=None, max_examples=50)
settings.register_profile(
    "ci",
    deadline=None,
    max_examples=40,
    stateful_step_count=30,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("deep", deadline=None, max_examples=2000, stateful_step_count=60)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` writes the files that golden tests compare with instead of comparing."""
    parser.addoption("--update-golden", action="store_true", help="renew golden files; read their diff")


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application with the window's face loaded, so that Chinese is drawn alike everywhere and never as boxes."""
    from PySide6.QtGui import QFontDatabase

    from dangjian_desktop.base.resources import resource

    for file in sorted(resource("fonts").glob("window*.ttf")):
        assert QFontDatabase.addApplicationFont(str(file)) >= 0, f"{file.name} can't be loaded"
    return qapp


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning or error in the log fails the test, unless it is marked ``expects_log(pattern)``."""
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    patterns = [str(mark.args[0]) for mark in request.node.iter_markers("expects_log")]
    unexpected = [line for line in collector.lines if not any(re.search(pattern, line) for pattern in patterns)]
    if unexpected:
        pytest.fail("unexpected in the log:\n" + "\n".join(unexpected))
