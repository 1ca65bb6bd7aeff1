"""The rules of study as this branch has set them."""

from __future__ import annotations

from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.regulations.reading import rulebook as branch_book
from dangjian_desktop.store import Reader


def rulebook(reader: Reader) -> Rulebook:
    """The rules of ``resources/regulations/study.toml`` with the branch's own values, each from its day on."""
    return branch_book(reader, "study")
