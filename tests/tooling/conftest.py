"""``dev.py`` as a module, and where the project lies."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load(file: Path) -> ModuleType:
    """A script of the project, imported without running it."""
    spec = importlib.util.spec_from_file_location(f"tooling_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def root() -> Path:
    return ROOT


@pytest.fixture
def dev() -> ModuleType:
    return load(ROOT / "dev.py")


@pytest.fixture
def held_modules() -> ModuleType:
    return load(ROOT / "tests" / "tooling" / "held_modules.py")
