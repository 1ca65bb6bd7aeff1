"""What the view 心得 does: writing asked for, handed in, changed, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dangjian_desktop.feature import Paper
from dangjian_desktop.study.page import writing_forms
from dangjian_desktop.study.page.keeping import choose_files
from dangjian_desktop.study.page.writing_table import ATTACH
from dangjian_desktop.study.reading.choices import Choices, choices
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.context import WindowContext

if TYPE_CHECKING:
    from dangjian_desktop.study.page.writing import WritingPage


class WritingDoing:
    """The verbs of one page; ``dialog`` is the one opened last, for tests and help."""

    def __init__(self, context: WindowContext, page: WritingPage) -> None:
        self._context = context
        self._page = page
        self.dialog: Dialog | None = None

    def paper(self, name: str) -> Paper:
        """A paper of study by its name."""
        papers = (paper for feature in self._context.features for paper in feature.papers)
        return next(paper for paper in papers if paper.name == name)

    def _open(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.open()

    @property
    def _sessions(self) -> tuple[tuple[str, str], ...]:
        return self._page.shown.sessions if self._page.shown else ()

    def ask(self) -> None:
        """布置: the same piece from several members until a day."""

        def show(found: Choices) -> None:
            self._open(writing_forms.ask_dialog(self._context, found.members, self._sessions, self._page))

        self._context.query(choices, show, self._page, key="people")

    def add(self) -> None:
        """Enter what somebody wrote."""

        def show(found: Choices) -> None:
            self._open(writing_forms.add_dialog(self._context, found.members, self._sessions, self._page))

        self._context.query(choices, show, self._page, key="people")

    def open(self, id: str) -> None:
        """Show and change a piece."""
        one = self._page.row(id)
        if one is not None:
            self._open(writing_forms.WritingDialog(self._context, one, self._page))

    def row_button(self, id: str, key: str) -> None:
        """A button in a row was pressed."""
        if key == ATTACH:
            choose_files(self._context, self._page, id, "material", "放进心得的文件")
        else:
            self.open(id)
