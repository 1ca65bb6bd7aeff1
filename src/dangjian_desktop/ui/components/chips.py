"""Names with how each was present: a grid of equal columns where a name with a reason takes two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.labels import discard
from dangjian_desktop.ui.icons import paint_icon
from dangjian_desktop.ui.theme import spaced_name, theme
from dangjian_desktop.ui.tokens import Tone


@dataclass(frozen=True)
class ChipState:
    """One way to be present or not: key, word, icon and colours. A ``silent`` one shows no word (出席)."""

    key: str
    word: str
    icon: str
    tone: Tone
    dashed: bool = False
    silent: bool = False


@dataclass(frozen=True)
class Person:
    """Who is to sign in. ``keys`` are what finds the person: initials and full pinyin of every reading.

    ``note`` stands after the name (积极分子); ``reason`` after the status; ``basis`` is the tool tip (why expected).
    """

    id: str
    name: str
    keys: tuple[str, ...] = ()
    state: str = "unregistered"
    reason: str = ""
    written_opinion: bool = False
    note: str = ""
    basis: str = ""


class Chip(QAbstractButton):
    """One person."""

    stepped = Signal(int)

    def __init__(self, person: Person, state: ChipState, parent: QWidget) -> None:
        super().__init__(parent)
        self.person = person
        self.state = state
        self.pointed = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_person(person, state)

    def show_person(self, person: Person, state: ChipState) -> None:
        """Show another state of the same person."""
        self.person, self.state = person, state
        words = [word for word, _colour in self.words]
        self.setAccessibleName("，".join([person.name, state.word, *words[1:]]))
        self.setToolTip(
            "\n".join(part for part in (f"{person.name}：{state.word}{person.reason}", person.basis) if part)
        )
        self.update()

    @property
    def words(self) -> list[tuple[str, str]]:
        """The words after the icon with their colours: name, status, reason, 书面意见."""
        made = [(spaced_name(self.person.name), tokens.INK)]
        if not self.state.silent and not self.state.dashed:
            made.append((self.state.word, self.state.tone.text))
        if self.person.reason:
            made.append((self.person.reason, tokens.INK2))
        if self.person.written_opinion:
            made.append(("书面意见", tokens.INK2))
        if self.person.note:
            made.append((self.person.note, tokens.INK2))
        return made

    def sizeHint(self) -> QSize:
        px = theme().px
        metrics = QFontMetrics(theme().font())
        gap = metrics.horizontalAdvance(" ")
        width = sum(metrics.horizontalAdvance(word) + gap for word, _colour in self.words) - gap
        return QSize(width + px(14, 16) + px(4, 6) + 2 * px(5, 9), px(26, 32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        px = theme().px
        tone = self.state.tone
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        line = tone.fill if self.state.silent else tone.line
        fill = tokens.CARD if self.state.dashed else tone.fill
        pen = QPen(QColor(tokens.INK3 if self.state.dashed else line), 1)
        if self.state.dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        if self.underMouse() and self.isEnabled():
            pen = QPen(QColor(tone.line if self.state.silent else tone.text), 1)
        if self.hasFocus() or self.pointed:
            pen = QPen(QColor(tokens.RED), 1.5)
        painter.setPen(pen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, px(5), px(5))
        side = px(14, 16)
        colour = tone.text if not self.state.dashed else tokens.INK2
        paint_icon(painter, QRectF(px(5, 9), (self.height() - side) / 2, side, side), self.state.icon, colour)
        painter.setFont(theme().font())
        metrics = painter.fontMetrics()
        left = float(px(5, 9) + side + px(4, 6))
        for word, ink in self.words:
            room = self.width() - left - px(1)
            shown = metrics.elidedText(word, Qt.TextElideMode.ElideRight, int(room) + 2)
            painter.setPen(QColor(ink))
            painter.drawText(QRectF(left, 0, room + 4, self.height()), int(Qt.AlignmentFlag.AlignVCenter), shown)
            left += metrics.horizontalAdvance(word + " ")
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -1000,
            Qt.Key.Key_Down: 1000,
            Qt.Key.Key_Home: -1_000_000,
            Qt.Key.Key_End: 1_000_000,
        }
        step = steps.get(Qt.Key(event.key()))
        if step:
            self.stepped.emit(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class ChipGrid(QWidget):
    """The chips of one list of people. Tab reaches it once, arrow keys move inside, Enter or a click asks.

    They stand in equal columns, or with ``hug`` one after another in their natural width.
    """

    asked = Signal(str)
    """A chip was pressed: the person's id."""

    arranged = Signal()
    """The chips have their places; ``tail`` is the room left in the last line (empty if there is none)."""

    def __init__(
        self,
        states: Sequence[ChipState],
        *,
        unregistered: ChipState,
        hug: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hug = hug
        self._states = {state.key: state for state in (unregistered, *states)}
        self._fallback = unregistered
        self._chips: dict[str, Chip] = {}
        self.tail = QRect()
        self._locked = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._arrange)

    @property
    def people(self) -> list[Person]:
        return [chip.person for chip in self._chips.values()]

    def has(self, person: str) -> bool:
        return person in self._chips

    def person(self, id: str) -> Person:
        return self._chips[id].person

    def chip(self, id: str) -> Chip:
        """The button of one person."""
        return self._chips[id]

    def set_people(self, people: Sequence[Person]) -> None:
        """Show these people in this order; chips of people already there are kept, so the keyboard stays."""
        wanted = {person.id: person for person in people}
        for gone in [id for id in self._chips if id not in wanted]:
            discard(self._chips.pop(gone))
        ordered: dict[str, Chip] = {}
        for person in people:
            chip = self._chips.get(person.id)
            if chip is None:
                chip = Chip(person, self._state(person), self)
                chip.clicked.connect(lambda _checked=False, id=person.id: self.asked.emit(id))
                chip.stepped.connect(lambda step, id=person.id: self._step(id, step))
                chip.show()
            else:
                chip.show_person(person, self._state(person))
            ordered[person.id] = chip
        self._chips = ordered
        self._arrange()

    def update_person(self, person: Person) -> None:
        """Show another state of somebody who is there."""
        self._chips[person.id].show_person(person, self._state(person))
        self._arrange()

    def matching(self, typed: str) -> list[Person]:
        """Who is meant by initials, pinyin or characters; exact initials first."""
        wanted = typed.strip().lower()
        if not wanted:
            return []
        exact = [person for person in self.people if wanted in person.keys]
        begins = [
            person
            for person in self.people
            if person not in exact and (wanted in person.name or any(key.startswith(wanted) for key in person.keys))
        ]
        return exact + begins

    def point_at(self, id: str) -> None:
        """Mark one chip without moving the keyboard there; "" marks none."""
        for person, chip in self._chips.items():
            if chip.pointed != (person == id):
                chip.pointed = person == id
                chip.update()

    def focus(self, id: str) -> None:
        """Move the keyboard to one chip."""
        if id in self._chips:
            for chip in self._chips.values():
                chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._chips[id].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._chips[id].setFocus()

    def set_locked(self, locked: bool) -> None:
        """Chips can be read, not pressed."""
        self._locked = locked
        for chip in self._chips.values():
            chip.setEnabled(not locked)

    def _state(self, person: Person) -> ChipState:
        return self._states.get(person.state, self._fallback)

    def _step(self, id: str, step: int) -> None:
        chips = list(self._chips.values())
        here = self._chips[id]
        if abs(step) == 1000:
            # Up and down: the chip of the next line whose middle is nearest.
            lines = sorted({chip.y() for chip in chips})
            line = lines.index(here.y()) + (1 if step > 0 else -1)
            if not 0 <= line < len(lines):
                return
            middle = here.geometry().center().x()
            row = [chip for chip in chips if chip.y() == lines[line]]
            target = min(row, key=lambda chip: abs(chip.geometry().center().x() - middle))
        else:
            target = chips[max(0, min(len(chips) - 1, chips.index(here) + step))]
        self.focus(target.person.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        look = theme()
        gap, line_gap, high = look.px(5, 7), look.px(4, 7), look.px(26, 32)
        chips = list(self._chips.values())
        if chips and all(chip.focusPolicy() != Qt.FocusPolicy.StrongFocus for chip in chips):
            chips[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if self.width() < 60 and not self._hug:
            return
        if self._hug:
            self._arrange_hugging(chips, gap, line_gap, high)
            return
        narrowest = look.px(74, 92)
        give = look.px(5)  # a chip may lose its right padding before it takes another column
        columns = max(1, min(10 if look.wide else 12, (self.width() + gap) // (narrowest + gap)))
        step = (self.width() + gap) / columns
        row = column = 0
        for chip in chips:
            needed = chip.sizeHint().width()
            span = (
                1 if needed <= step - gap + give else 2 if needed <= 2 * step - gap + give or len(chip.words) < 2 else 3
            )
            span = min(span, columns)
            if column + span > columns:
                row, column = row + 1, 0
            left = round(column * step)
            right = round((column + span) * step - gap)
            chip.setGeometry(QRect(left, row * (high + line_gap), right - left, high))
            column += span
            if column >= columns:
                row, column = row + 1, 0
        lines = row + (1 if column else 0)
        wanted = max(1, lines * (high + line_gap) - line_gap) if chips else 0
        start = round(column * step) + gap
        self.tail = QRect(start, row * (high + line_gap), self.width() - start, high) if column else QRect()
        if wanted != self.height():
            self.setFixedHeight(wanted)
        self.arranged.emit()

    def _arrange_hugging(self, chips: list[Chip], gap: int, line_gap: int, high: int) -> None:
        left = top = 0
        for chip in chips:
            width = chip.sizeHint().width()
            if left and left + width > self.width():
                left, top = 0, top + high + line_gap
            chip.setGeometry(QRect(left, top, width, high))
            left += width + gap
        self.setMaximumWidth(max(1, sum(chip.sizeHint().width() + gap for chip in chips) - gap))
        wanted = top + high if chips else 0
        if wanted != self.height():
            self.setFixedHeight(wanted)
