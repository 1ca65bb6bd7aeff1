"""A dialog for any verb: its fields, then the verb; what is refused is said below the field it concerns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.roster.names import match_name
from dangjian_desktop.roster.page.private_edit import private_field
from dangjian_desktop.roster.reading import MEMBERS, PersonRef
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.editors import Combo, CountEdit, DateEdit, LineEdit, LongText
from dangjian_desktop.ui.components.fields import Field, commit_preedit
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.people import Candidate, PeopleEdit, PersonEdit
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import theme


class Ask(StrEnum):
    """What a field asks for."""

    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    CHOICE = "choice"
    LONG = "long"
    PERSON = "person"
    PEOPLE = "people"
    PRIVATE = "private"


@dataclass(frozen=True)
class Spec:
    """One field of a dialog. ``wide`` takes the whole width; ``choices`` are (key, word); ``lines`` is how high a long
    text begins."""

    name: str
    label: str
    ask: Ask = Ask.TEXT
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    value: object = None
    wide: bool = False
    people: tuple[PersonRef, ...] = ()
    lines: int = 2


def candidates(refs: Sequence[PersonRef]) -> list[Candidate]:
    """People as the window's pickers take them."""
    return [Candidate(ref.id, ref.label or ref.name, (), ref.detail, ref.kind == MEMBERS) for ref in refs]


def make_field(spec: Spec, today: Callable[[], date]) -> Field:
    """The field of a spec, with its value."""
    if spec.ask is Ask.PRIVATE:
        field = private_field(spec.label, spec.name, help=spec.help)
    else:
        field = Field(spec.label, _editor(spec, today), name=spec.name, help=spec.help)
    if spec.value is not None:
        field.set_value(spec.value)
    return field


def _editor(spec: Spec, today: Callable[[], date]) -> QWidget:
    match spec.ask:
        case Ask.DAY:
            return DateEdit(today)
        case Ask.COUNT:
            return CountEdit(small=False)
        case Ask.CHOICE:
            return Combo(spec.choices)
        case Ask.LONG:
            return LongText(lines=spec.lines, most=max(5, spec.lines))
        case Ask.PERSON:
            one = PersonEdit(match=match_name, placeholder="输姓名或首字母")
            one.set_people(candidates(spec.people))
            return one
        case Ask.PEOPLE:
            many = PeopleEdit(match=match_name)
            many.set_people(candidates(spec.people))
            return many
    return LineEdit()


class VerbDialog(Dialog):
    """Asks for what a verb needs and carries it out. ``build`` makes the verb's loose input from the fields' values.

    Stays open with its sentences when the verb refuses; ``done`` gets what the verb gives.
    """

    def __init__(
        self,
        context: WindowContext,
        verb: str,
        title: str,
        specs: Sequence[Spec],
        build: Callable[[dict[str, Any]], Mapping[str, object]],
        *,
        accept: str = "确定",
        sentence: str = "",
        done: Callable[[Any], object] | None = None,
        columns: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, accept, parent)
        self._context = context
        self._action = context.action(verb)
        self._build = build
        self._done = done
        self.setMinimumWidth(theme().px(230, 280) * columns)
        if sentence:
            self.body.addWidget(Label(sentence, Role.MUTED, wrap=True))
        self.fields = {spec.name: make_field(spec, lambda: context.today) for spec in specs}
        self.body.addLayout(field_grid([(self.fields[spec.name], spec.wide) for spec in specs], columns))
        self._wrong = Label("", Role.OVER, wrap=True)
        self._wrong.hide()
        self.body.addWidget(self._wrong)
        self.body.addStretch(1)
        if specs:
            self.fields[specs[0].name].widget.setFocus()
        self.finished.connect(self.deleteLater)

    def confirm(self) -> None:
        """Check the fields, then carry the verb out."""
        commit_preedit()
        self._wrong.hide()
        wrong = [field for field in self.fields.values() if not field.check()]
        if wrong:
            wrong[0].widget.setFocus()
            return
        values = {name: field.value() for name, field in self.fields.items()}
        try:
            data = parse_input(self._action.input, self._build(values))
        except Refused as error:
            self._refuse(error)
            return
        self.accept_button.setEnabled(False)
        self._context.act(self._action, data, self._finish, self._refuse, owner=self)

    def _finish(self, result: object) -> None:
        self.accept()
        if self._done is not None:
            self._done(result)

    def _refuse(self, error: Refused) -> None:
        self.accept_button.setEnabled(True)
        told = False
        for problem in error.problems:
            field = self.fields.get(problem.field.rsplit(".", 1)[-1])
            if field is not None:
                field.set_error(problem.message)
                if not told:
                    field.widget.setFocus()
                told = True
        if not told:
            self._wrong.setText(str(error))
            self._wrong.show()


def field_grid(fields: Sequence[tuple[Field, bool]], columns: int = 2) -> QGridLayout:
    """Fields side by side; one that is ``wide`` takes a line of its own."""
    px = theme().px
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(14, 20))
    grid.setVerticalSpacing(px(8, 10))
    line = place = 0
    for field, wide in fields:
        if wide and place:
            line, place = line + 1, 0
        grid.addWidget(field, line, place, 1, columns if wide else 1, Qt.AlignmentFlag.AlignTop)
        place += columns if wide else 1
        if place >= columns:
            line, place = line + 1, 0
    for column in range(columns):
        grid.setColumnStretch(column, 1)
    return grid


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Only what was filled in."""
    return {name: value for name, value in values.items() if value not in (None, "", ())}
