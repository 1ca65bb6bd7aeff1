"""The views that belong to no capability: 交换, 待核对, 回收站, 设置, 使用帮助. A tab without a tab."""

from __future__ import annotations

from collections.abc import Callable

from dangjian_desktop.feature import Tab, View
from dangjian_desktop.store import Reader
from dangjian_desktop.ui.conflicts import ConflictsPage
from dangjian_desktop.ui.exchange import ExchangePage
from dangjian_desktop.ui.help import HelpPage
from dangjian_desktop.ui.settings import SettingsPage
from dangjian_desktop.ui.trash import TrashPage


def tools_tab(branch: Callable[[Reader], str] | None = None) -> Tab:
    """All of them; ``branch`` reads the branch's name."""
    return Tab(
        "tools",
        "工具",
        "settings",
        (
            View("exchange", "交换", lambda context: ExchangePage(context, branch)),
            View("conflicts", "待核对", ConflictsPage),
            View("trash", "回收站", TrashPage),
            View("settings", "设置", SettingsPage),
            View("help", "使用帮助", HelpPage),
        ),
    )
