"""A list of records of any length: the model holds ids, rows come two hundred at a time, when in sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from dangjian_desktop.store import Reader
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.editors import LineEdit
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Index, Row, Table, TableModel
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import theme

PAGE = 200
KEPT_PAGES = 25


class PagedModel(TableModel):
    """Ids of all rows, and the rows of the pages looked at last."""

    wanted = Signal(int)
    """A page came in sight and isn't here: its number."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(columns, parent)
        self._ids: tuple[str, ...] = ()
        self._places: dict[str, int] = {}
        self._pages: OrderedDict[int, tuple[Row, ...]] = OrderedDict()
        self._asked: set[int] = set()

    def set_ids(self, ids: Sequence[str]) -> None:
        """Show these records in this order; their rows come as they are looked at."""
        self.beginResetModel()
        self._ids = tuple(ids)
        self._places = {id: place for place, id in enumerate(self._ids)}
        self._pages.clear()
        self._asked.clear()
        self.endResetModel()

    def ids_of(self, page: int) -> tuple[str, ...]:
        """The ids of one page."""
        return self._ids[page * PAGE : (page + 1) * PAGE]

    def put_page(self, page: int, ids: tuple[str, ...], rows: Sequence[Row]) -> None:
        """The rows of a page have come. Ignored if the list has changed in the meantime."""
        if self.ids_of(page) != ids:
            return
        by_id = {row.id: row for row in rows}
        self._pages[page] = tuple(by_id.get(id, Row(id, ())) for id in ids)
        self._asked.discard(page)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        first, last = page * PAGE, page * PAGE + len(ids) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def row_at(self, number: int) -> Row | None:
        page = number // PAGE
        found = self._pages.get(page)
        if found is None:
            if 0 <= number < len(self._ids) and page not in self._asked:
                self._asked.add(page)
                # Painting must not reach the database.
                QTimer.singleShot(0, self, lambda: self.wanted.emit(page))
            return None
        return found[number % PAGE] if 0 <= number % PAGE < len(found) else None

    def id_at(self, number: int) -> str:
        return self._ids[number] if 0 <= number < len(self._ids) else ""

    def place_of(self, id: str) -> int:
        return self._places.get(id, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)


@dataclass(frozen=True)
class Wanted:
    """What a list is asked for: the words in its filter, and the page's own criteria (year, kind, group)."""

    text: str = ""
    criteria: Mapping[str, Any] = field(default_factory=dict)


class RecordList(QWidget):
    """A filter line, a table fed by two questions, and what stands there when nothing is found.

    ``ids`` gives the ids of all records that are wanted, in order; ``rows`` the rows of some of them.
    """

    opened = Signal(str)
    button_pressed = Signal(str, str)

    def __init__(
        self,
        context: WindowContext,
        columns: Sequence[Column],
        ids: Callable[[Reader, Wanted], Sequence[str]],
        rows: Callable[[Reader, Sequence[str]], Sequence[Row]],
        *,
        empty: QWidget,
        filter_hint: str = "按标题、人名筛选",
        unit: str = "条",
    ) -> None:
        super().__init__()
        self._context = context
        self._ids = ids
        self._rows = rows
        self._unit = unit
        self.wanted = Wanted()
        self.fetched = 0
        """How many rows were read for this list so far."""
        self.model = PagedModel(columns)
        self.model.setParent(self)
        self.table = Table(columns, model=self.model)
        self.table.opened.connect(self.opened)
        self.table.button_pressed.connect(self.button_pressed)
        self.model.wanted.connect(self._fetch)
        self.filter = LineEdit(placeholder=filter_hint, small=True)
        self.filter.setMaximumWidth(theme().px(260, 320))
        self.filter.setAccessibleName(filter_hint)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(150)
        self._timer.timeout.connect(self.refresh)
        self.filter.textEdited.connect(lambda _text: self._timer.start())
        self.count = Label("", Role.MUTED)
        self.bar = QHBoxLayout()
        """Put further filters here, before the count."""
        px = theme().px
        self.bar.setContentsMargins(px(14, 20), px(8, 12), px(14, 20), px(8, 12))
        self.bar.setSpacing(px(8))
        self.bar.addWidget(self.filter, 1)
        self.bar.addStretch(1)
        self.bar.addWidget(self.count)
        card = Card(flush=True)
        card.add(self.bar)
        card.add(self.table, 1)
        self._card = card
        self._empty = empty
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(empty)
        inside.addStretch(1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(card)
        self._stack.addWidget(holder)

    def set_criteria(self, **criteria: Any) -> None:
        """Ask for other records (year, kind, group)."""
        self.wanted = Wanted(self.wanted.text, {**self.wanted.criteria, **criteria})
        self.refresh()

    def refresh(self) -> None:
        """Ask again which records there are."""
        self.wanted = Wanted(self.filter.text().strip(), self.wanted.criteria)
        wanted = self.wanted
        self._context.query(lambda reader: tuple(self._ids(reader, wanted)), self._show, self, key="ids")

    def _show(self, ids: tuple[str, ...]) -> None:
        before = self.table.current_id
        top = self.table.verticalScrollBar().value()
        self.model.set_ids(ids)
        self.count.setText(f"共 {len(ids)} {self._unit}")
        nothing = not ids and not self.wanted.text and not any(self.wanted.criteria.values())
        self._stack.setCurrentIndex(1 if nothing else 0)
        if before:
            self.table.choose(before)
            self.table.verticalScrollBar().setValue(top)

    def _fetch(self, page: int) -> None:
        ids = self.model.ids_of(page)

        def take(rows: Sequence[Row]) -> None:
            self.fetched += len(rows)
            self.model.put_page(page, ids, rows)

        self._context.query(lambda reader: tuple(self._rows(reader, ids)), take, self, key=("page", page))
