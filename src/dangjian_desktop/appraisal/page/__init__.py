"""The window of 组织生活会与评议."""

from __future__ import annotations

from dangjian_desktop.appraisal.page.view import AppraisalPage
from dangjian_desktop.ui.context import WindowContext


def build_page(context: WindowContext) -> AppraisalPage:
    """The view ``meetings/appraisal``."""
    return AppraisalPage(context)
