from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.ui.theme import Density, TextSize, theme


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as the program makes it: theme, shipped fonts, Chinese buttons."""
    return make_application(["tests"]).qt


@pytest.fixture(autouse=True)
def _standard_look(qapp: QApplication) -> Iterator[None]:
    yield
    theme().set_density(Density.COMPACT)
    theme().set_text_size(TextSize.NORMAL)


@pytest.fixture(scope="session")
def photographs() -> Path:
    """Where pictures for people go: ``build/pictures``, or the folder named by ``UI_PICTURES``."""
    folder = Path(os.environ.get("UI_PICTURES", Path(__file__).parents[2] / "build" / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
