"""可能重复: records that are probably one thing, side by side; somebody merges them or says that they are not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dangjian_desktop import sync
from dangjian_desktop.feature import Feature, duplicate_keys
from dangjian_desktop.store import Changes, Part, Policy, Reader, Record, Store, Transaction
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.tags import Tag, TagLabel, to_settle
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.history import shown_value, when
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone
from dangjian_desktop.ui.values import MASK, Namer, value_words

MOST = 30
"""So many groups are shown at once."""

_NOT_FIELDS = frozenset({"id", "heads", "deleted", "merged_into", "created_at", "born", "owner", "position"})
_COUNTING = frozenset({"merge_duplicates", "say_different"})


@dataclass(frozen=True)
class ShownRecord:
    """One of the records: what it is called, where it was made, and what it says otherwise than the others."""

    id: str
    title: str
    who: str
    at: datetime
    lines: tuple[tuple[str, str], ...]
    final: bool


@dataclass(frozen=True)
class ShownGroup:
    """Records that are probably one thing, oldest first."""

    kind: str
    kind_label: str
    records: tuple[ShownRecord, ...]

    @property
    def title(self) -> str:
        return self.records[0].title

    @property
    def final(self) -> bool:
        """Whether one of them may no longer change."""
        return any(record.final for record in self.records)


@dataclass(frozen=True)
class Found:
    """What the page shows; ``more`` groups wait behind the first."""

    groups: tuple[ShownGroup, ...]
    more: int = 0


def find(
    store: Store,
    reader: Reader,
    features: Sequence[Feature],
    *,
    touched: Collection[tuple[str, str]] | None = None,
) -> tuple[sync.Duplicates, ...]:
    """Records that are probably one thing and were not said to be two; ``touched`` as in ``sync.find_duplicates``."""
    different = sync.said_different(store)
    return sync.find_duplicates(reader, duplicate_keys(features), touched=touched, different=different)


def load_groups(store: Store, reader: Reader, features: Sequence[Feature]) -> Found:
    """The first groups in words; private values masked."""
    found = find(store, reader, features)
    references = [reference for feature in features for reference in feature.references]
    words = _Words(store, reader, Namer(reader, references), features)
    return Found(tuple(words.group(one) for one in found[:MOST]), max(0, len(found) - MOST))


class _Words:
    """Puts groups into words."""

    def __init__(self, store: Store, reader: Reader, namer: Namer, features: Sequence[Feature]) -> None:
        self._store = store
        self._reader = reader
        self._namer = namer
        self._kinds = {kind.record.__tablename__: kind for feature in features for kind in feature.kinds}

    def group(self, found: sync.Duplicates) -> ShownGroup:
        kind = self._kinds[found.kind]
        rows = [self._reader.need(kind.record, id) for id in found.ids]
        lines = self._lines(kind.record, rows)
        records = []
        for place, row in enumerate(rows):
            author, device, at = self._origin(row)
            who = "　".join(part for part in (author, device) if part)
            final = kind.final is not None and kind.final(row)
            title = self._namer.name(found.kind, row.id, found.label)
            mine = tuple((label, values[place]) for label, values in lines)
            records.append(ShownRecord(row.id, title, who, at, mine, final))
        return ShownGroup(found.kind, found.label, tuple(records))

    def _lines(self, model: type[Record], rows: Sequence[Record]) -> list[tuple[str, list[str]]]:
        """The fields in which the rows differ, and the parts of which they have different numbers."""
        lines: list[tuple[str, list[str]]] = []
        for field in self._reader.schema.kind_of(model).fields.values():
            values = [getattr(row, field.name) for row in rows]
            if field.name in _NOT_FIELDS or field.policy is Policy.LOCAL or len(set(values)) < 2:
                continue
            if field.policy is Policy.PRIVATE:
                words = [MASK if value is not None else value_words(None) for value in values]
            elif field.ref:
                words = [self._namer.name(field.ref, v, "（已不在）") if v else value_words(v) for v in values]
            else:
                words = [field.words.get(str(value)) or shown_value(value_words(value)) for value in values]
            lines.append((field.label, words))
        for part in self._reader.schema.parts_of(model.__tablename__):
            if issubclass(part.model, Part):
                counts = [len(self._reader.parts(part.model, row.id)) for row in rows]
                if len(set(counts)) > 1:
                    lines.append((part.label, [f"{count} 条" if count else "（没有）" for count in counts]))
        return lines

    def _origin(self, row: Record) -> tuple[str, str, datetime]:
        """Who made a record, on which PC, when."""
        journal = self._store.journal
        first = min(journal.of_record(row.id), key=lambda op: journal.find(op).order)
        action = journal.action(first.inc, first.seq)
        author = action.author if action else ""
        return author, journal.device(first.inc), datetime.fromisoformat(journal.find(first).wall)


class _Record(QFrame):
    """One record of a group with what is its own."""

    def __init__(self, shown: ShownRecord, now: datetime, buttons: Sequence[Button]) -> None:
        super().__init__()
        self.setProperty("popup", "true")
        px = theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(8), px(12), px(8))
        column.setSpacing(px(6))
        head = QHBoxLayout()
        head.addWidget(Label(shown.title, Role.BOLD, wrap=True), 1)
        if shown.final:
            head.addWidget(TagLabel(Tag("已定稿", Tone.PLAIN)))
        column.addLayout(head)
        column.addWidget(Label(f"{shown.who or '本机'}　{when(shown.at, now)} 登记", Role.MUTED, wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(1, 1)
        for place, (label, value) in enumerate(shown.lines):
            grid.addWidget(Label(label, Role.MUTED), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(value, wrap=True), place, 1)
        column.addLayout(grid)
        if not shown.lines:
            column.addWidget(Label("两条填得一样", Role.MUTED))
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in buttons:
            foot.addWidget(button)
        column.addLayout(foot)


class DuplicatesSection(QWidget):
    """The groups, one card each."""

    def __init__(self, context: WindowContext, found: Found, now: datetime) -> None:
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8, 16))
        column.addWidget(Label("可能重复", Role.HEADING))
        sentence = (
            "很可能是同一件事，两个人各登记了一条。合并后以留下的那条为准，它空着的从另一条补上，"
            "签到、议题等归到一起，别处提到另一条的都改指留下的；可以撤销。"
        )
        column.addWidget(Label(sentence, Role.MUTED, wrap=True))
        for group in found.groups:
            column.addWidget(self._card(group, now))
        if found.more:
            column.addWidget(Label(f"还有 {found.more} 组，处理完前面的就会列出来。", Role.MUTED))

    def _card(self, group: ShownGroup, now: datetime) -> Card:
        card = Card(group.title, group.kind_label)
        card.add_head(TagLabel(to_settle("可能重复")))
        across = QHBoxLayout()
        across.setSpacing(theme().px(8))
        for place, shown in enumerate(group.records, 1):
            across.addWidget(_Record(shown, now, self._buttons(group, shown, place)), 1)
        card.add(across)
        foot = QHBoxLayout()
        if group.final:
            words = "已定稿的不能再改动，所以不能合并；确是同一件事时，请打开没有定稿的那一条删除。"
            foot.addWidget(Label(words, Role.INFO, wrap=True), 1)
        else:
            foot.addStretch(1)
        different = Button("不是同一个", Kind.ROW, on=partial(self.say_different, group))
        different.setAccessibleName(f"{group.title} 不是同一个")
        foot.addWidget(different)
        card.add(foot)
        return card

    def _buttons(self, group: ShownGroup, shown: ShownRecord, place: int) -> list[Button]:
        buttons = []
        if self._context.reference(group.kind) is not None:
            opening = Button("打开", Kind.ROW, on=lambda: self._context.open_kind(group.kind, shown.id))
            opening.setAccessibleName(f"打开第{place}条 {shown.title}")
            buttons.append(opening)
        if not group.final:
            keeping = Button("合并（留这一条）", Kind.ROW, on=partial(self.merge, group, shown))
            keeping.setAccessibleName(f"合并，留第{place}条 {shown.title}")
            buttons.append(keeping)
        return buttons

    def merge(self, group: ShownGroup, keep: ShownRecord) -> None:
        """Make the others of a group one with ``keep``, as one step."""
        kinds = [kind for feature in self._context.features for kind in feature.kinds]
        model = next(kind.record for kind in kinds if kind.record.__tablename__ == group.kind)
        keys = duplicate_keys(self._context.features)
        others = [record.id for record in group.records if record is not keep]

        def work(tx: Transaction) -> None:
            sync.merge_duplicates(tx, model, keep.id, others, keys)

        self._context.write(f"合并{group.kind_label}：{keep.title}", "merge_duplicates", work)

    def say_different(self, group: ShownGroup) -> None:
        """Remember on this PC that they are several things."""
        ids = [record.id for record in group.records]

        def told(_nothing: None) -> None:
            words = f"不再提示：{group.title}，不是同一个"
            self._context.toast(words, action="撤销", on=lambda: self._tell(partial(sync.unsay_different, ids=ids)))

        self._tell(partial(sync.say_different, ids=ids), told)

    def _tell(self, work: Callable[[Store], None], then: Callable[[None], object] = lambda _nothing: None) -> None:
        context = self._context

        def done(nothing: None) -> None:
            # No record has changed, but what is to be settled has.
            context.changed.emit(Changes("", "say_different", frozenset(), frozenset(), undoable=False))
            then(nothing)

        context.with_store(work, done)


class SettleCount(QObject):
    """Tells how much waits in 待核对: conflicts after every step, 可能重复 whenever there may be new or fewer."""

    def __init__(self, context: WindowContext, show: Callable[[int], object], parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._show = show
        self._conflicts = self._duplicates = 0
        context.changed.connect(self._changed)
        self._count_conflicts()
        self._count_duplicates()

    def _changed(self, changes: Changes) -> None:
        self._count_conflicts()
        # Everything is looked through for it, so not at every step of ordinary work.
        if changes.origin != "local" or changes.verb in _COUNTING or self._duplicates:
            self._count_duplicates()

    def _count_conflicts(self) -> None:
        def count(reader: Reader) -> int:
            return len({(conflict.kind, conflict.record) for conflict in reader.conflicts()})

        self._context.query(count, self._take_conflicts, self)

    def _count_duplicates(self) -> None:
        features = self._context.features

        def count(store: Store) -> int:
            with store.read() as reader:
                return len(find(store, reader, features))

        self._context.with_store(count, self._take_duplicates, owner=self, background=True, key="duplicates")

    def _take_conflicts(self, count: int) -> None:
        self._conflicts = count
        self._show(self._conflicts + self._duplicates)

    def _take_duplicates(self, count: int) -> None:
        self._duplicates = count
        self._show(self._conflicts + self._duplicates)
