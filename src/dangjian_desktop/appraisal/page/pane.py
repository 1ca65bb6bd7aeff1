"""What every step's pane has: the page it asks, cards one below the other, dialogs that fill the verbs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.appraisal.inputs import EntryId
from dangjian_desktop.appraisal.reading import YearView
from dangjian_desktop.appraisal.reading.forms import EntryForm, entry_form
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.roster.page.dialogs import Spec, VerbDialog
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import theme

Build = Callable[[dict[str, Any]], Mapping[str, object]]
Specs = Callable[[EntryForm], Sequence[Spec]]


class Pane(QWidget):
    """The content of one step. ``show_year`` is called with every new state; ``step`` acts for the loud button."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.context = context
        self.view: YearView | None = None
        self.dialog: VerbDialog | None = None
        """The form opened last, for tests and help."""
        px = theme().px
        body = QWidget()
        body.setObjectName("body")
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(px(8, 16), px(2, 4), px(16, 24), px(10, 16))
        self.column.setSpacing(px(8, 16))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    @property
    def today(self) -> date:
        return self.context.today

    def show_year(self, view: YearView) -> None:
        """Show the year as it stands."""
        self.view = view

    def act_next(self, doing: str) -> None:
        """Do what the loud button says."""

    def save(self) -> None:
        """Make what was typed one action."""

    def keep(self) -> None:
        """Keep what was typed before the pane is left."""
        self.save()

    def escape(self) -> bool:
        """Go one step back inside the pane; False if there is nowhere to go."""
        return False

    def open_entry(self, id: str) -> None:
        """Show one entry."""

    # -- for the panes

    def do(self, verb: str, values: Mapping[str, object], done: Callable[[Any], object] = lambda _made: None) -> None:
        """Carry out a verb whose input is complete."""
        action = self.context.action(verb)
        self.context.act(action, parse_input(action.input, dict(values)), done, owner=self)

    def ask(
        self,
        verb: str,
        title: str,
        specs: Specs,
        build: Callable[[EntryForm, dict[str, Any]], Mapping[str, object]],
        *,
        kind: str = "",
        id: str = "",
        accept: str = "保存",
        sentence: str = "",
        quiet: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """Open the dialog of a verb; with an ``id`` it is filled with the values of that entry of ``kind``."""

        def show(form: EntryForm) -> None:
            dialog = VerbDialog(
                self.context,
                verb,
                title,
                specs(form),
                partial(build, form),
                accept=accept,
                sentence=sentence,
                parent=self,
            )
            for words, on in quiet:
                dialog.add_quiet(words, partial(_after, dialog, on))
            self.dialog = dialog
            dialog.open()

        self.context.query(lambda reader: entry_form(reader, kind, id), show, self, key="form")

    def remove(self, id: str) -> None:
        """Move an entry to the recycle bin; the toast offers 撤销."""
        self.context.act(self.context.action("delete_org_life_entry"), EntryId(id), owner=self)

    def paper(self, name: str, record: str | None = None) -> None:
        """Show a paper, of the year unless a record is named."""
        made = next(one for feature in self.context.features for one in feature.papers if one.name == name)
        self.context.paper(made, record or (self.view.id if self.view else None))


def _after(dialog: VerbDialog, on: Callable[[], object]) -> None:
    dialog.reject()
    on()


def changed(form: EntryForm, values: Mapping[str, object]) -> dict[str, object]:
    """What differs from the entry as it was opened."""
    return {name: value for name, value in values.items() if (value or None) != (form.get(name) or None)}


def edited(id: str, form: EntryForm, values: Mapping[str, object]) -> dict[str, object]:
    """The input of a verb that changes an entry."""
    return {"id": id, "changes": changed(form, values), "seen": form.seen or None}


def filled(values: Mapping[str, object]) -> dict[str, object]:
    """Only what was filled in."""
    return {name: value for name, value in values.items() if value not in (None, "", ())}


def hint(text: str) -> Label:
    """A sentence where a list is still empty, inside a card that reaches the edges."""
    label = Label(text, Role.MUTED, wrap=True)
    px = theme().px
    label.setContentsMargins(px(14, 20), 0, px(14, 20), px(6))
    return label


def flush_card(title: str, *widgets: QWidget) -> Card:
    """A card whose table reaches the edges."""
    card = Card(title, flush=True)
    for widget in widgets:
        card.add(widget)
    return card


def brief(text: str, most: int = 200) -> str:
    """A text as one line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
