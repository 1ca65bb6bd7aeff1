"""The face of the workbench: a tab of one view, and nothing that others could ask of it."""

from __future__ import annotations

from typing import Any

from dangjian_desktop.feature import Feature, Tab, View


def _build(context: Any) -> Any:
    from dangjian_desktop.workbench.page.board import WorkbenchPage

    return WorkbenchPage(context)


FEATURE = Feature(
    name="workbench",
    title="工作台",
    tab=Tab("workbench", "工作台", "house", (View("board", "工作台", _build),)),
)
