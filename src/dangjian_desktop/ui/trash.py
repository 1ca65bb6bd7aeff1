"""回收站: what was deleted, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from sqlalchemy import select

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.feature import Feature
from dangjian_desktop.store import Changes, Part, Reader, Record
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, RowButton
from dangjian_desktop.ui.components.empty import EmptyState
from dangjian_desktop.ui.components.table import Column, Table, row
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.history import show_history
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone


@dataclass(frozen=True)
class Deleted:
    """A record in the bin."""

    kind: str
    id: str
    kind_label: str
    title: str


def deleted_records(reader: Reader, features: Sequence[Feature]) -> list[Deleted]:
    """Everything deleted that stands on its own (parts come back with their owner)."""
    found: list[Deleted] = []
    for feature in features:
        references = {reference.kind: reference for reference in feature.references}
        for kind in feature.kinds:
            model = kind.record
            if issubclass(model, Part):
                continue
            for record in reader.all(select(model).where(model.deleted.is_(True)).order_by(model.id)):
                name = model.__tablename__
                label = references[name].label if name in references else None
                found.append(Deleted(name, record.id, model.__label__, _title(reader, record, label)))
    return found


def _title(reader: Reader, record: Record, label: object) -> str:
    """The record's name; a reference may refuse what is deleted, then its title or name column serves."""
    if callable(label):
        try:
            return str(label(reader, record.id))
        except Refused:
            pass
    for column in ("title", "name", "topic"):
        value = getattr(record, column, None)
        if value:
            return str(value)
    return record.__label__


class TrashPage(Page):
    """The list with 恢复 and 改动记录 in each row."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._records: dict[str, Deleted] = {}
        self.table = Table([Column("种类", 120), Column("名称", 300, stretch=1), Column("", 220)])
        self.table.button_pressed.connect(self._pressed)
        self.table.opened.connect(lambda id: self._pressed(id, "history"))
        card = Card("回收站", "删除的内容都在这里，恢复后附件和各部分一起回来", flush=True)
        card.add(self.table, 1)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(EmptyState("回收站是空的", "删除的内容会先放到这里，不会立刻消失。", icon_name="trash-2"))
        inside.addStretch(1)
        self._stack = QStackedLayout()
        self._stack.addWidget(card)
        self._stack.addWidget(holder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme().px(16, 24), 0, theme().px(16, 24), theme().px(8, 16))
        outer.addLayout(self._stack)

    def refresh(self, _changes: Changes | None) -> None:
        features = self._context.features
        self._context.query(lambda reader: deleted_records(reader, features), self._show, self)

    def _show(self, records: list[Deleted]) -> None:
        self._records = {record.id: record for record in records}
        buttons = (RowButton("history", "改动记录"), RowButton("restore", "恢复"))
        self.table.set_rows(
            [
                row(record.id, Cell.words(record.kind_label, Tone.PLAIN), record.title, Cell((), buttons))
                for record in records
            ]
        )
        self._stack.setCurrentIndex(0 if records else 1)

    def _pressed(self, id: str, key: str) -> None:
        record = self._records[id]
        if key == "history":
            show_history(self._context, id, record.title, self)
            return
        model = self._model(record.kind)
        self._context.write(f"恢复{record.kind_label}：{record.title}", "restore", lambda tx: tx.restore(model, id))

    def _model(self, kind: str) -> type[Record]:
        return next(
            known.record
            for feature in self._context.features
            for known in feature.kinds
            if known.record.__tablename__ == kind
        )
