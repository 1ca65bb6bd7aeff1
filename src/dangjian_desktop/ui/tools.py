"""The views that belong to no capability: 交换, 待核对, 回收站, 设置, 公文格式, 使用帮助. A tab without a tab."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from dangjian_desktop.feature import Tab, View
from dangjian_desktop.store import Reader
from dangjian_desktop.ui.conflicts import ConflictsPage
from dangjian_desktop.ui.context import WindowContext
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
            View("house_style", "公文格式", _house_style),
            View("help", "使用帮助", HelpPage),
        ),
    )


def _house_style(context: WindowContext) -> QWidget:
    # Here, since the papers' machinery is only loaded when it is first needed.
    from dangjian_desktop.ui.papers.style_page import HouseStylePage

    return HouseStylePage(context)
