"""What a view of the window is to the frame. A capability's page is a widget of this class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtWidgets import QHBoxLayout, QWidget

from dangjian_desktop.store import Changes
from dangjian_desktop.ui.theme import theme


class Page(QWidget):
    """A view. The frame calls these; a page overrides the ones that mean something to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")

    @property
    def view_actions(self) -> QWidget | None:
        """The page's own buttons, shown at the right end of the view row; made once, kept by the page."""
        return None

    def refresh(self, changes: Changes | None) -> None:
        """Show the present state. ``changes`` says what was changed (None: first show, or all)."""

    def open_record(self, id: str) -> None:
        """Show one record."""

    def new(self, preset: Mapping[str, object]) -> None:
        """Begin a new record, with fields filled in (Ctrl+N; 补开)."""

    def save(self) -> None:
        """Make drafts one action (Ctrl+S)."""

    def print_paper(self) -> None:
        """Print what is open (Ctrl+P)."""

    def focus_filter(self) -> bool:
        """Put the keyboard into the page's own filter; False if it has none (Ctrl+F then goes to the search)."""
        return False

    def escape(self) -> bool:
        """Go one step back (Esc); False if there is nowhere to go."""
        return False

    def flush_drafts(self) -> None:
        """Keep what was typed and not yet kept: before another tab, another record, the end."""

    def can_leave(self) -> bool:
        """Whether the page may be left now; if not, it says why itself."""
        return True


def buttons_row(page: QWidget, *buttons: QWidget) -> QWidget:
    """A page's own buttons side by side, for its :attr:`Page.view_actions`; hidden until the frame shows them."""
    holder = QWidget(page)
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme().px(8))
    for button in buttons:
        line.addWidget(button)
    holder.hide()
    return holder


class Host(Protocol):
    """What the window does for the context: see :class:`~dangjian_desktop.ui.context.WindowContext`."""

    def open(self, address: str, record_id: str | None, preset: Mapping[str, object] | None) -> None:
        """Show a view, perhaps with a record open or a new one begun."""
        ...

    def toast(self, text: str, *, icon_name: str, action: str, on: object, countdown: bool) -> None:
        """Say what has just been done."""
        ...

    @property
    def widget(self) -> QWidget:
        """The parent of dialogs."""
        ...
