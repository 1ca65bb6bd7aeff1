"""Choosing people by initials, full pinyin or characters; members first, others as 列席."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.buttons import ToolButton
from dangjian_desktop.ui.components.editors import LineEdit
from dangjian_desktop.ui.components.flow import Flow
from dangjian_desktop.ui.components.labels import Label, discard
from dangjian_desktop.ui.icons import icon
from dangjian_desktop.ui.theme import theme

MOST = 9
"""How many people the list shows at once; the digit beside each chooses it."""

Match = Callable[[str, str], int | None]
"""How well typed text finds a name: smaller is better, None not at all."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who can be chosen. ``keys`` hold initials and full pinyin of every reading; ``detail`` tells two of
    one name apart (党小组, 单位); ``member`` False for 积极分子, 党外同志 and guests."""

    id: str
    name: str
    keys: tuple[str, ...] = ()
    detail: str = ""
    member: bool = True


def matching(people: Sequence[Candidate], typed: str, match: Match | None = None) -> list[Candidate]:
    """Who is meant by ``typed``, best first, members before others."""
    wanted = typed.strip().lower()
    if not wanted:
        return sorted(people, key=lambda person: not person.member)
    ranked: list[tuple[int, bool, int]] = []
    for place, person in enumerate(people):
        rank = match(wanted, person.name) if match else _rank(person, wanted)
        if rank is not None:
            ranked.append((rank, not person.member, place))
    return [people[place] for _rank_, _member, place in sorted(ranked)]


def _rank(person: Candidate, typed: str) -> int | None:
    if typed in {person.name.lower(), *person.keys}:
        return 0
    if person.name.lower().startswith(typed) or any(key.startswith(typed) for key in person.keys):
        return 1
    return 2 if typed in person.name.lower() else None


class _Popup(QFrame):
    """The list below the field; the keyboard stays in the field."""

    picked = Signal(str)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field, Qt.WindowType.ToolTip)
        self.setProperty("popup", "true")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setObjectName("results")
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.list)
        self.list.itemClicked.connect(lambda item: self.picked.emit(item.data(Qt.ItemDataRole.UserRole)))

    def show_people(self, people: Sequence[Candidate], below: QWidget) -> None:
        self.list.clear()
        look = theme()
        for person in people[:MOST]:
            detail = "  ".join(part for part in ("" if person.member else "列席", person.detail) if part)
            item = QListWidgetItem(f"{person.name}　{detail}" if detail else person.name)
            item.setData(Qt.ItemDataRole.UserRole, person.id)
            item.setIcon(icon("user" if person.member else "user-plus", look.px(16), colour=tokens.INK2))
            item.setSizeHint(QSize(0, look.px(30, 34)))
            self.list.addItem(item)
        if people:
            self.list.setCurrentRow(0)
        count = min(len(people), MOST)
        self.resize(max(below.width(), look.px(220)), count * look.px(30, 34) + 12)
        self.move(below.mapToGlobal(QPoint(0, below.height() + 2)))
        self.setVisible(count > 0)

    def step(self, by: int) -> None:
        self.list.setCurrentRow((self.list.currentRow() + by) % max(1, self.list.count()))

    @property
    def current(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if self.isVisible() and self.list.count() else ""


class PersonEdit(LineEdit):
    """A field for one person. Its value is the person's id; what is typed and meets nobody stays as a draft.

    ``free`` accepts a name that is nobody's id (a speaker from outside): the value is then the text.
    """

    picked = Signal(str)

    def __init__(
        self, *, free: bool = False, small: bool = False, match: Match | None = None, placeholder: str = ""
    ) -> None:
        super().__init__(small=small, placeholder=placeholder)
        self._people: tuple[Candidate, ...] = ()
        self._free = free
        self._match = match
        self._id = ""
        self._popup = _Popup(self)
        self._popup.picked.connect(self._choose)
        self.textEdited.connect(self._typed)

    def set_people(self, people: Sequence[Candidate]) -> None:
        """Who can be chosen."""
        self._people = tuple(people)
        if self._id:
            self.set_value(self._id)

    def raw(self) -> str:
        return f"@{self._id}" if self._id else self.text()

    def set_raw(self, raw: str) -> None:
        if raw.startswith("@"):
            self.set_value(raw[1:])
        else:
            self._id = ""
            super().set_raw(raw)

    def value(self) -> str | None:
        text = self.text().strip()
        if self._id or not text:
            return self._id or None
        if self._free:
            return text
        raise Refused(f"没有找到“{text}”。", hint="请输姓名、全拼或首字母后从名单里选。")

    def set_value(self, value: object) -> None:
        self._id = ""
        if value:
            found = next((person for person in self._people if person.id == value), None)
            self._id = str(value) if found or not self._free else ""
            super().set_raw(found.name if found else str(value) if self._free else "…")
        else:
            super().set_raw("")

    def _typed(self, text: str) -> None:
        self._id = ""
        found = matching(self._people, text, self._match) if text.strip() else []
        self._popup.show_people(found, self)

    def offer_all(self) -> None:
        """Show everybody (Alt+↓ or ↓ in the empty field)."""
        self._popup.show_people(matching(self._people, "", self._match), self)

    def _choose(self, id: str) -> None:
        self._popup.hide()
        self.set_value(id)
        self.edited.emit()
        self.picked.emit(id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._popup.isVisible():
            if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
                self._popup.step(1 if key == Qt.Key.Key_Down else -1)
                return
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab} and self._popup.current:
                self._choose(self._popup.current)
                if key != Qt.Key.Key_Tab:
                    return
            if key == Qt.Key.Key_Escape:
                self._popup.hide()
                return
        elif key == Qt.Key.Key_Down and not self.isReadOnly():
            self.offer_all()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Tab must choose before it leaves the field.
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and self._popup.isVisible()
            and self._popup.current
            and self.text().strip()
        ):
            self._choose(self._popup.current)
        return super().event(event)

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        # A click into the list takes the focus for a moment.
        QTimer.singleShot(120, self, self._popup.hide)

    def hideEvent(self, event: object) -> None:
        self._popup.hide()
        super().hideEvent(event)  # type: ignore[arg-type]


class _Picked(QFrame):
    """Somebody chosen, with a button that takes them out."""

    def __init__(self, person: Candidate, on_remove: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("popup", "true")
        px = theme().px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(8), 0, px(2), 0)
        row.setSpacing(px(2))
        row.addWidget(Label(person.name if person.member else f"{person.name}（列席）"))
        self.remove = ToolButton("x", tip=f"去掉{person.name}", mini=True, on=on_remove)
        row.addWidget(self.remove)
        self.setFixedHeight(px(28, 34))


class PeopleEdit(QWidget):
    """A field for several people: those chosen stand before it; Backspace in the empty field takes the last out.

    Its value is the tuple of ids in the order chosen.
    """

    edited = Signal()

    def __init__(self, *, match: Match | None = None, placeholder: str = "输首字母，回车选") -> None:
        super().__init__()
        self._people: dict[str, Candidate] = {}
        self._chosen: list[str] = []
        self._flow = Flow(self, gap=theme().px(5), line_gap=theme().px(4))
        self.field = PersonEdit(small=True, match=match, placeholder=placeholder)
        self.field.setFixedWidth(theme().px(150, 180))
        self.field.picked.connect(self._add)
        self.field.installEventFilter(self)
        self._flow.addWidget(self.field)
        self.setFocusProxy(self.field)

    def set_people(self, people: Sequence[Candidate]) -> None:
        """Who can be chosen."""
        self._people = {person.id: person for person in people}
        self._show()

    def raw(self) -> str:
        return ",".join(self._chosen)

    def set_raw(self, raw: str) -> None:
        self._chosen = [id for id in raw.split(",") if id]
        self._show()

    def value(self) -> tuple[str, ...]:
        return tuple(self._chosen)

    def set_value(self, value: object) -> None:
        self._chosen = [str(id) for id in value] if isinstance(value, Sequence) else []
        self._show()

    def set_locked(self, locked: bool) -> None:
        self.setEnabled(not locked)
        self.field.setVisible(not locked)

    def _add(self, id: str) -> None:
        if id not in self._chosen:
            self._chosen.append(id)
            self.edited.emit()
        self.field.set_raw("")
        self._show()
        self.field.setFocus()

    def _remove(self, id: str) -> None:
        self._chosen.remove(id)
        self.edited.emit()
        self._show()
        self.field.setFocus()

    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not self.field:
                discard(widget)
        for id in self._chosen:
            person = self._people.get(id, Candidate(id, "…"))
            self._flow.addWidget(_Picked(person, partial(self._remove, id)))
        self._flow.addWidget(self.field)
        self.field.set_people([person for person in self._people.values() if person.id not in self._chosen])
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Backspace
            and not self.field.text()
            and self._chosen
        ):
            self._remove(self._chosen[-1])
            return True
        return super().eventFilter(watched, event)
