"""待核对: where two people filled in differently, both values side by side; somebody chooses, nothing is lost.

Below them 可能重复: what two people probably wrote down twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.feature import Reference
from dangjian_desktop.store import Changes, Conflict, Reader, Side, Store
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.empty import EmptyState
from dangjian_desktop.ui.components.labels import Label, Role, discard
from dangjian_desktop.ui.components.tags import Tag, TagLabel, to_settle
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.duplicates import DuplicatesSection, Found, load_groups
from dangjian_desktop.ui.history import when
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone
from dangjian_desktop.ui.values import MASK, Namer, value_words


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


def load_conflicts(reader: Reader, references: Sequence[Reference]) -> list[ShownConflict]:
    """All conflicts in words; private values masked."""
    namer = Namer(reader, references)

    def words(conflict: Conflict, side: Side) -> str:
        if conflict.field == "deleted":
            return "删除" if side.value else "保留"
        if conflict.private:
            return MASK
        if conflict.ref and isinstance(side.value, str):
            return namer.name(conflict.ref, side.value, "（已不在）")
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
        shown.append(ShownConflict(conflict, namer.name(conflict.kind, conflict.record, conflict.kind_label), sides))
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
        self.found = Found(())
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
        features = self._context.features
        references = tuple(reference for feature in features for reference in feature.references)

        def read(store: Store) -> tuple[list[ShownConflict], Found]:
            with store.read() as reader:
                return load_conflicts(reader, references), load_groups(store, reader, features)

        self._context.with_store(read, self._show, owner=self, key="shown")

    def _show(self, loaded: tuple[list[ShownConflict], Found]) -> None:
        self.shown, self.found = loaded
        focus = QApplication.focusWidget()
        keyboard_here = focus is not None and self._body.isAncestorOf(focus)
        while (item := self._column.takeAt(0)) is not None:
            if not item.isEmpty():
                discard(item.widget())
        if self.shown:
            sentence = "两台电脑上的人把同一处填得不一样。两边写的都还在，请选一个；选了以后仍可撤销。"
            self._column.addWidget(Label(sentence, Role.MUTED, wrap=True))
        now = self._context.clock()
        for made in self.shown:
            self._column.addWidget(self._card(made, now))
        if self.found.groups:
            self._column.addWidget(DuplicatesSection(self._context, self.found, now))
        elif not self.shown:
            sentence = "导入同步包后，两个人填得不一样的地方、可能重复的记录会列在这里。"
            self._column.addWidget(EmptyState("没有待核对的内容", sentence, icon_name="circle-check"))
        self._column.addStretch(1)
        if keyboard_here:
            # The button pressed is gone: the keyboard goes on at the next one, once that is on the screen.
            QTimer.singleShot(0, self, self._to_first_button)

    def _to_first_button(self) -> None:
        buttons = [button for button in self._body.findChildren(Button) if button.isVisible()]
        (buttons[0] if buttons else self).setFocus(Qt.FocusReason.OtherFocusReason)

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
