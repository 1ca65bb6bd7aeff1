"""The row of a record's links in one relation: each opens what it names, ＋ adds one, × ends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from dangjian_desktop.feature import Hit
from dangjian_desktop.links.page.picker import LinkPicker
from dangjian_desktop.links.reading import Linked, links_from
from dangjian_desktop.links.records import RELATION_LABELS, Relation
from dangjian_desktop.links.service import LinkRecords
from dangjian_desktop.ui.components.buttons import Button, Kind, ToolButton
from dangjian_desktop.ui.components.flow import Flow
from dangjian_desktop.ui.components.labels import Label, Role, discard
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import theme


class LinkRow(QWidget):
    """What ``owner`` is linked to. Call :meth:`show_links` when a record is shown and after every change.

    ``kinds`` are the kinds of record that may be chosen as targets; ``label`` stands before the row.
    """

    def __init__(
        self,
        context: WindowContext,
        owner_kind: str,
        relation: Relation,
        kinds: Sequence[str],
        *,
        label: str = "",
        nothing: str = "还没有关联",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._owner_kind, self._relation, self._kinds = owner_kind, relation, tuple(kinds)
        self._label = label or RELATION_LABELS[relation]
        self._owner = ""
        self._locked = False
        self.links: tuple[Linked, ...] = ()
        self.picker: LinkPicker | None = None
        """The dialog opened last, for tests and help."""
        self._flow = Flow(self, gap=theme().px(6), line_gap=theme().px(4))
        self._name = Label(self._label, Role.MUTED)
        self._nothing = Label(nothing, Role.MUTED)
        for words in (self._name, self._nothing):
            words.setFixedHeight(theme().px(26, 32))
        self.add_button = Button("关联…", Kind.ROW, icon_name="link", on=self.choose)
        self.add_button.setAccessibleName(f"{self._label}：添加")
        self._show([])

    def show_links(self, owner: str, *, locked: bool = False) -> None:
        """Read and show the links of a record; ``locked`` takes ＋ and × away."""
        self._owner, self._locked = owner, locked
        relation = self._relation
        self._context.query(lambda reader: links_from(reader, owner, relation), self._show, self, key="links")

    def _show(self, links: Sequence[Linked]) -> None:
        self.links = tuple(links)
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, _LinkChip):
                discard(widget)
        self._flow.addWidget(self._name)
        for link in links:
            self._flow.addWidget(_LinkChip(link, self._open, None if self._locked else self.end))
        self._nothing.setVisible(not links)
        if not links:
            self._flow.addWidget(self._nothing)
        self.add_button.setVisible(not self._locked)
        self._flow.addWidget(self.add_button)
        self.updateGeometry()

    def choose(self) -> None:
        """Ask for another target."""
        self.picker = LinkPicker(self._context, self._label, self._kinds, self.add, self)
        self.picker.open()

    def add(self, hit: Hit) -> None:
        """Link the record to what was chosen."""
        wish = LinkRecords(self._owner_kind, self._owner, self._relation, hit.kind, hit.id)
        self._context.act(self._context.action("link_records"), wish, lambda _id: self._again(), owner=self)

    def end(self, link: Linked) -> None:
        """End a link; 撤销 brings it back."""
        wish = LinkRecords(self._owner_kind, self._owner, self._relation, link.kind, link.id)
        self._context.act(self._context.action("unlink_records"), wish, lambda _id: self._again(), owner=self)

    def _again(self) -> None:
        self.show_links(self._owner, locked=self._locked)

    def _open(self, link: Linked) -> None:
        if link.gone:
            self._context.toast(f"{link.title}已被删除，可在回收站里恢复", icon_name="info")
        else:
            self._context.open_kind(link.kind, link.id)


class _LinkChip(QFrame):
    """One link: its name opens the record, × ends the link."""

    def __init__(
        self, link: Linked, on_open: Callable[[Linked], object], on_end: Callable[[Linked], object] | None
    ) -> None:
        super().__init__()
        self.setProperty("popup", "true")
        px = theme().px
        line = QHBoxLayout(self)
        line.setContentsMargins(px(6), 0, px(2) if on_end else px(6), 0)
        line.setSpacing(px(2))
        self.open_button = Button(link.title or "（没有标题）", Kind.LINK, on=partial(on_open, link))
        font = self.open_button.font()
        font.setStrikeOut(link.gone)
        self.open_button.setFont(font)
        line.addWidget(self.open_button)
        if on_end is not None:
            self.end_button = ToolButton("x", tip=f"取消关联{link.title}", mini=True, on=partial(on_end, link))
            line.addWidget(self.end_button)
        self.setFixedHeight(px(26, 32))
