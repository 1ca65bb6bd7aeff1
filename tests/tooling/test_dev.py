"""``dev.py`` helps whoever has only Python: another version, a missing library, an environment already made."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

AS_PYTHON = (
    "import runpy, sys; sys.version_info = {version}; sys.argv = ['dev.py'];"
    " runpy.run_path({file!r}, run_name='__main__')"
)


def _run_as(root: Path, version: str, path: str) -> subprocess.CompletedProcess[str]:
    script = AS_PYTHON.format(version=version, file=str(root / "dev.py"))
    environment = {**os.environ, "PATH": path, "PYTHONUTF8": "1"}
    environment.pop("DANGJIAN_DEV_STARTED_AGAIN", None)
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", env=environment
    )


def test_python_3_6_can_read_the_script_far_enough_to_be_told(root: Path) -> None:
    ast.parse((root / "dev.py").read_text("utf-8"), feature_version=(3, 6))


def test_an_unsupported_python_without_another_is_told_which_are_needed(root: Path, tmp_path: Path) -> None:
    done = _run_as(root, "(3, 9, 2)", str(tmp_path))
    assert done.returncode == 1
    assert "需要 Python 3.11、3.12 或 3.13，当前是 3.9" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="makes a POSIX script")
def test_an_unsupported_python_starts_the_supported_one_on_the_path(root: Path, tmp_path: Path) -> None:
    stand_in = tmp_path / "python3.12"
    stand_in.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    stand_in.chmod(0o755)
    done = _run_as(root, "(3, 14, 0)", str(tmp_path))
    assert "改用 python3.12" in done.stdout
    assert "用法：python3 dev.py" in done.stdout
    assert done.returncode == 2


def test_an_unknown_verb_is_answered_with_all_verbs(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["fly"]) == 2
    printed = capsys.readouterr().out
    assert all(verb in printed for verb in ("run", "test", "check", "bench", "build", "lock"))


def _environment(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """An environment in ``tmp_path`` whose commands are only written down."""
    commands: list[tuple[str, ...]] = []
    for name, place in {"LOCK": "dev.lock", "STAMP": "stamp.json", "VENV_PYTHON": "python"}.items():
        monkeypatch.setattr(dev, name, tmp_path / place)
    (tmp_path / "dev.lock").write_text("one==1 --hash=sha256:00\n", "utf-8")
    (tmp_path / "python").touch()
    monkeypatch.setattr(dev, "run", lambda *line, **_: commands.append(tuple(map(str, line))) or 0)
    monkeypatch.setattr(dev, "_remove_strays", lambda: None)
    return commands


def test_the_second_run_installs_nothing(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = _environment(dev, tmp_path, monkeypatch)
    dev.ensure_environment()
    assert any("--require-hashes" in line for line in commands)
    assert any("-e" in line and "--no-deps" in line for line in commands)
    commands.clear()
    dev.ensure_environment()
    assert commands == []


def test_a_changed_lock_is_installed_again(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = _environment(dev, tmp_path, monkeypatch)
    dev.ensure_environment()
    commands.clear()
    (tmp_path / "dev.lock").write_text("one==2 --hash=sha256:11\n", "utf-8")
    dev.ensure_environment()
    assert len(commands) == 1
    assert "--require-hashes" in commands[0]


def test_an_interrupted_installation_is_not_taken_for_done(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _environment(dev, tmp_path, monkeypatch)

    def broken(*_line: Any, **_options: Any) -> int:
        raise dev.Stopped("no network")

    monkeypatch.setattr(dev, "run", broken)
    with pytest.raises(dev.Stopped):
        dev.ensure_environment()
    assert not (tmp_path / "stamp.json").exists()


@pytest.fixture
def missing_library(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Asks for a library that no system has, as root on Debian or not."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}" if name == "apt-get" else None)

    def ask(may_apt: bool) -> None:
        monkeypatch.setattr(dev, "_may_apt", lambda: may_apt)
        dev.ensure_system((("libnowhere.so.1", "libnowhere1", "nowhere-libs"),))

    return ask


def test_without_rights_the_one_line_to_type_is_said(dev: ModuleType, missing_library: Callable[[bool], None]) -> None:
    with pytest.raises(dev.Stopped, match="sudo apt-get install -y libnowhere1"):
        missing_library(False)


def test_with_rights_apt_is_asked_and_asked_again_after_an_update(
    dev: ModuleType, missing_library: Callable[[bool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[str] = []

    def apt(line: list[str]) -> tuple[int, str]:
        commands.append(line[1])
        return (1 if len(commands) == 1 else 0), ""

    monkeypatch.setattr(dev, "_quietly", apt)
    missing_library(True)
    assert commands == ["install", "update", "install"]


def test_the_stamp_is_readable_json(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _environment(dev, tmp_path, monkeypatch)
    dev.ensure_environment()
    assert set(json.loads((tmp_path / "stamp.json").read_text("utf-8"))) == {"lock", "project"}
