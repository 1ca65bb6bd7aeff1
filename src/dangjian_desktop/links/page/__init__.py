"""The widgets of links, for the pages of the records they join."""

from dangjian_desktop.links.page.picker import LinkPicker
from dangjian_desktop.links.page.row import LinkRow

__all__ = ["LinkPicker", "LinkRow"]
