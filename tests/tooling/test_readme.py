"""What the README tells people to type exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from types import ModuleType

from dangjian_desktop.cli.main import build_parser


def _readme(root: Path) -> str:
    return (root / "README.md").read_text("utf-8")


def test_every_command_line_of_the_readme_is_understood(root: Path) -> None:
    lines = re.findall(r"^dangjian (.+?)(?:\s+#.*)?$", _readme(root), re.MULTILINE)
    assert len(lines) >= 5
    parser = build_parser()
    for line in lines:
        assert parser.parse_args(shlex.split(line)).command is not None, line


def test_every_verb_of_dev_py_is_in_the_readme(root: Path, dev: ModuleType) -> None:
    named = set(re.findall(r"dev\.py ([a-z]+)", _readme(root)))
    assert named == set(dev.VERBS)


def test_every_file_that_the_readme_and_the_docs_point_to_is_there(root: Path) -> None:
    for page in (root / "README.md", *sorted((root / "docs").glob("*.md"))):
        text = page.read_text("utf-8")
        named = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
        assert [link for link in named if not (page.parent / link).exists()] == [], page
