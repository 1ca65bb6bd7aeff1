"""纸样: the real pages of the gathering's papers, in front of or beside the form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dangjian_desktop.ui.components.buttons import ToolButton
from dangjian_desktop.ui.components.editors import Combo
from dangjian_desktop.ui.components.paper_view import PaperView
from dangjian_desktop.ui.theme import theme


@dataclass(frozen=True)
class PaperChoice:
    """One paper of the gathering: the feature's paper ``name`` made from ``record`` ("" = from nothing)."""

    name: str
    record: str
    title: str

    @property
    def key(self) -> str:
        """How the choice is known in the list."""
        return f"{self.name}/{self.record}"


class PaperPane(QWidget):
    """A choice of papers over a :class:`PaperView`. ``make`` has the pages of a choice made and shown in the view."""

    def __init__(self, view: PaperView, make: Callable[[PaperChoice], object], print_one: Callable[[], object]) -> None:
        super().__init__()
        self._choices: tuple[PaperChoice, ...] = ()
        self._make = make
        self.view = view
        self.which = Combo(small=True)
        self.which.setAccessibleName("哪一份材料")
        self.which.edited.connect(self.refresh)
        self.which.setMinimumWidth(theme().px(150))
        self.print_this = ToolButton("printer", tip="只打印这份", mini=True, on=print_one)
        view.head.insertWidget(1, self.which)
        view.head.insertWidget(view.head.count() - 1, self.print_this)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view)

    @property
    def choice(self) -> PaperChoice | None:
        """The paper in front."""
        return next((one for one in self._choices if one.key == self.which.raw()), None)

    @property
    def choices(self) -> tuple[PaperChoice, ...]:
        """All papers offered."""
        return self._choices

    def set_choices(self, choices: Sequence[PaperChoice]) -> None:
        """Offer these papers; the one in front stays if it is still there and nothing came in its place.

        Signed pages that came back stand before the record they were made from, and take its place.
        """
        if tuple(choices) == self._choices:
            return
        before, known = self.which.raw(), {one.key for one in self._choices}
        fresh = [one for one in choices if known and one.key not in known and self._replaces(one, choices)]
        before = fresh[0].key if fresh else before
        self._choices = tuple(choices)
        self.which.set_choices([(one.key, one.title) for one in choices])
        keys = [one.key for one in choices]
        self.which.set_raw(before if before in keys else keys[0] if keys else "")

    def _replaces(self, one: PaperChoice, choices: Sequence[PaperChoice]) -> bool:
        """Whether a new choice stands before the one in front and is made from the same record."""
        front = self.choice
        place = next((place for place, other in enumerate(choices) if front and other.key == front.key), -1)
        return front is not None and one.record == front.record and list(choices).index(one) < place

    def follow(self, segment: str) -> None:
        """Another segment came to the front: show its record."""
        found = next((one for one in self._choices if one.record == segment), None)
        if found is not None and found != self.choice:
            self.which.set_raw(found.key)
            self.refresh()

    def show_paper(self, name: str) -> None:
        """Bring a kind of paper (签到表) to the front."""
        found = next((one for one in self._choices if one.name == name), None)
        if found is not None:
            self.which.set_raw(found.key)
            self.refresh()

    def refresh(self) -> None:
        """Make the pages again, if anybody can see them."""
        if self.choice is not None and self.isVisible():
            self._make(self.choice)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
