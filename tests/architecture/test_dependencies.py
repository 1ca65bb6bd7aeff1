"""What is installed: locked by hash, from no named index, and under licences that allow shipping it."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

from fontTools.ttLib import TTFont
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements" / "dev.lock"

# The last one is how the zlib licence begins: sqlcipher3 and its metadata say no more.
ALLOWED = re.compile(r"MIT|BSD|Apache|ISC|PSF|LGPL-3|MPL-2|provided 'as-is', without any express or implied\s+warranty")


def _entries() -> list[str]:
    """The lock's requirements, each with its continued lines."""
    text = LOCK.read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]


def _shipped() -> dict[str, Distribution]:
    """Everything that the program needs at run time on this system, by normal name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting = [Requirement(text) for text in project["dependencies"]]
    found: dict[str, Distribution] = {}
    while waiting:
        requirement = waiting.pop()
        name = requirement.name.lower().replace("_", "-")
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found[name] = distribution(name)
        waiting += [Requirement(text) for text in found[name].requires or []]
    return found


def _licence(package: Distribution) -> str:
    """What the package says of its licence; where its metadata is silent, the beginning of its licence file."""
    metadata = package.metadata
    classifiers = [line for line in metadata.get_all("Classifier") or [] if line.startswith("License ::")]
    said = " ".join([metadata.get("License-Expression") or "", (metadata.get("License") or "")[:200], *classifiers])
    if said.strip():
        return said
    files = [file for file in package.files or [] if "licenses" in file.parts and file.name.startswith("LICENSE")]
    return " ".join(file.read_text("utf-8")[:400] for file in files)


def test_every_requirement_is_pinned_with_hashes() -> None:
    entries = _entries()
    assert len(entries) > 20
    assert [line for line in entries if not re.match(r"[a-z0-9-]+==\S+", line) or "--hash=sha256:" not in line] == []


def test_the_lock_names_no_index_and_no_address() -> None:
    text = LOCK.read_text("utf-8")
    assert "://" not in text
    assert "index-url" not in text
    assert "find-links" not in text


def test_the_lock_covers_every_dependency_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [Requirement(text) for text in [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]]
    locked = dict(re.match(r"([a-z0-9-]+)==(\S+)", line).groups() for line in _entries())  # type: ignore[union-attr]
    for requirement in wanted:
        assert locked[requirement.name.lower()] in requirement.specifier, requirement


def test_every_shipped_library_may_be_shipped() -> None:
    doubtful = {
        name: licence for name, package in _shipped().items() if not ALLOWED.search(licence := _licence(package))
    }
    assert doubtful == {}


def test_the_notice_names_every_shipped_library() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8").lower().replace("_", "-")
    assert [name for name in _shipped() if name not in notice] == []


def test_the_notice_names_every_shipped_font() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    families = set()
    for file in sorted((ROOT / "resources" / "fonts").rglob("*.ttf")):
        with TTFont(file, lazy=True) as font:
            families.add(font["name"].getDebugName(1))
    assert families
    assert [family for family in families if family not in notice] == []
