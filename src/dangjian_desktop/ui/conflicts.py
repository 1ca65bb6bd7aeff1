"""待核对: where two people filled in differently, both values side by side; somebody chooses, nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.feature import Reference
from dangjian_desktop.store import Changes, Conflict, Reader, Side, Store
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.empty import EmptyState
from dangjian_desktop.ui.components.labels import Label, Role, discard
from dangjian_desktop.ui.components.tags import Tag, TagLabel, to_settle
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.history import when
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

MASK = "••••"


@dataclass(frozen=True)
class ShownSide:
    """One value in words, who wrote it and when; ``shows`` if it is the one in force meanwhile."""

    side: Side
    words: str
    who: str
    at: datetime
    shows: bool


@dataclass(frozen=True)
class ShownConflict:
    """A conflict with the record's name."""

    conflict: Conflict
    title: str
    sides: tuple[ShownSide, ...]


def value_words(value: object) -> str:
    """A value as people read it."""
    if value is None or value == "":
        return "（空）"
    if value is True:
        return "是"
    if value is False:
        return "否"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def load_conflicts(reader: Reader, references: Sequence[Reference]) -> list[ShownConflict]:
    """All conflicts in words; private values masked."""
    by_kind = {reference.kind: reference for reference in references}

    def label(kind: str | None, id: str, otherwise: str) -> str:
        reference = by_kind.get(kind or "")
        if reference is None:
            return otherwise
        try:
            return reference.label(reader, id)
        except Refused:
            return otherwise

    def words(conflict: Conflict, side: Side) -> str:
        if conflict.field == "deleted":
            return "删除" if side.value else "保留"
        if conflict.private:
            return MASK
        if conflict.ref and isinstance(side.value, str):
            return label(conflict.ref, side.value, "（已不在）")
        return conflict.words.get(str(side.value)) or value_words(side.value)

    shown = []
    for conflict in reader.conflicts():
        sides = tuple(
            ShownSide(
                side,
                words(conflict, side),
                "　".join(part for part in (side.author, side.device) if part),
                side.at,
                side.value == conflict.shown,
            )
            for side in conflict.sides
        )
        shown.append(ShownConflict(conflict, label(conflict.kind, conflict.record, conflict.kind_label), sides))
    return shown


class _Side(QFrame):
    """One value with its author and 用这个."""

    def __init__(self, shown: ShownSide, now: datetime, on_choose: Button) -> None:
        super().__init__()
        self.setProperty("popup", "true")
        px = theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(8), px(12), px(8))
        column.setSpacing(px(6))
        words = Label(shown.words, Role.BOLD, wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(words)
        foot = QHBoxLayout()
        author = shown.who or "本机"
        foot.addWidget(Label(f"{author}　{when(shown.at, now)}", Role.MUTED))
        if shown.shows:
            foot.addWidget(TagLabel(Tag("现在显示", Tone.PLAIN)))
        foot.addStretch(1)
        foot.addWidget(on_choose)
        column.addStretch(1)
        column.addLayout(foot)


class ConflictsPage(Page):
    """All conflicts, one card each."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.shown: list[ShownConflict] = []
        px = theme().px
        self._body = QWidget()
        self._body.setObjectName("body")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(px(16, 24), 0, px(16, 24), px(16))
        self._column.setSpacing(px(8, 16))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def refresh(self, _changes: Changes | None) -> None:
        references = tuple(reference for feature in self._context.features for reference in feature.references)
        self._context.query(lambda reader: load_conflicts(reader, references), self._show, self)

    def _show(self, shown: list[ShownConflict]) -> None:
        self.shown = shown
        while (item := self._column.takeAt(0)) is not None:
            if not item.isEmpty():
                discard(item.widget())
        if shown:
            sentence = "两台电脑上的人把同一处填得不一样。两边写的都还在，请选一个；选了以后仍可撤销。"
            self._column.addWidget(Label(sentence, Role.MUTED, wrap=True))
        else:
            self._column.addWidget(
                EmptyState(
                    "没有待核对的内容", "导入同步包后，两个人填得不一样的地方会列在这里。", icon_name="circle-check"
                )
            )
        now = self._context.clock()
        for made in shown:
            self._column.addWidget(self._card(made, now))
        self._column.addStretch(1)

    def _card(self, made: ShownConflict, now: datetime) -> Card:
        conflict = made.conflict
        word = "删除还是保留" if conflict.field == "deleted" else conflict.field_label
        card = Card(made.title, f"{conflict.kind_label}　{word}")
        card.add_head(TagLabel(to_settle()))
        if self._context.reference(conflict.kind) is not None:
            card.add_head(Button("打开", Kind.ROW, on=lambda: self._context.open_kind(conflict.kind, conflict.record)))
        across = QHBoxLayout()
        across.setSpacing(theme().px(8))
        for side in made.sides:
            button = Button("用这个", Kind.ROW, on=partial(self.choose, made, side))
            button.setAccessibleName(f"{made.title} {word} 用 {side.words}")
            across.addWidget(_Side(side, now, button), 1)
        card.add(across)
        return card

    def choose(self, made: ShownConflict, side: ShownSide) -> None:
        """Settle a conflict for one of its sides."""

        def settle(store: Store) -> None:
            store.settle(made.conflict, side.side)

        def done(_nothing: None) -> None:
            self._context.saved.emit(self._context.clock())
            self._context.toast(f"已核对：{made.title}", action="撤销", on=self._context.undo)

        self._context.with_store(settle, done, owner=self)
