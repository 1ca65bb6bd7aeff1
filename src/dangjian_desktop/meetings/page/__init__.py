"""The tab 会议 in the window: the only place in meetings that knows Qt."""

from __future__ import annotations

from dangjian_desktop.meetings.page.overview import OverviewPage
from dangjian_desktop.meetings.page.records import RecordsPage
from dangjian_desktop.ui.context import WindowContext

__all__ = ["build_overview", "build_records"]


def build_overview(ctx: WindowContext) -> OverviewPage:
    """The view 总览."""
    return OverviewPage(ctx)


def build_records(ctx: WindowContext) -> RecordsPage:
    """The view 记录."""
    return RecordsPage(ctx)
