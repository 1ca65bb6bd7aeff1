"""打印本次材料: several papers with a tick each, looked at, and printed or saved at one go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.paper_view import PaperView
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.papers.making import MadePaper, PaperItem, make_paper, qimage
from dangjian_desktop.ui.papers.printing import print_papers, wants_both_sides
from dangjian_desktop.ui.papers.saving import save_all
from dangjian_desktop.ui.theme import theme


class PaperRow(QFrame):
    """One paper: its tick, what became of it, and 看 to bring its pages to the front."""

    def __init__(self, item: PaperItem) -> None:
        super().__init__()
        self.item = item
        self.made: MadePaper | None = None
        self.tick = QCheckBox(item.paper.title.replace("&", "&&"))
        self.tick.setChecked(item.ticked)
        self.state = Label("正在排版…", Role.MUTED, wrap=True)
        self.look = Button("看", Kind.ROW)
        self.look.setAccessibleName(f"看{item.paper.title}")
        self.look.setEnabled(False)
        px = theme().px
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.tick)
        self.state.setContentsMargins(px(23, 25), 0, 0, 0)
        words.addWidget(self.state)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, px(4), 0, px(4))
        row.addLayout(words, 1)
        row.addWidget(self.look, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def chosen(self) -> MadePaper | None:
        """The paper, if it is ticked and could be made."""
        return self.made if self.tick.isChecked() else None

    def take(self, made: MadePaper) -> None:
        """The paper is ready."""
        self.made = made
        issued = "，与已签发件不同" if made.differs else "，已签发" if made.standing.latest else ""
        self.state.setText(f"{made.count} 页{issued}")
        self.state.set_role(Role.DUE if made.differs else Role.MUTED)
        self.look.setEnabled(True)

    def fail(self, error: Refused) -> None:
        """The paper can't be made; the others can."""
        self.state.setText(str(error))
        self.state.set_role(Role.DUE)
        self.tick.setChecked(False)
        self.tick.setEnabled(False)


class PapersDialog(Dialog):
    """Makes the papers one after another while the first can be looked at already."""

    def __init__(
        self, context: WindowContext, items: Sequence[PaperItem], title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, "打印", parent)
        self._context = context
        self._title = title
        self._waiting: list[PaperRow] = []
        self._front: PaperRow | None = None
        self.rows = [PaperRow(item) for item in items]
        self.view = PaperView("")
        self.view.print_button.hide()
        self.view.save_button.hide()
        self.hint = Label("", Role.MUTED, wrap=True)
        self.save_button = self.add_quiet("全部存为 PDF…", self.save)
        self._lay_out()
        for row in self.rows:
            row.tick.toggled.connect(lambda _on: self._say())
            row.look.clicked.connect(lambda _checked=False, row=row: self.show_row(row))
        room = parent.window().size() if parent else None
        width, height = theme().px(980), theme().px(700)
        if room is not None:
            width, height = min(width, room.width() - 40), min(height, room.height() - 30)
        self.resize(width, height)
        self.accept_button.setAutoDefault(True)
        self.accept_button.setDefault(True)
        self.accept_button.setFocus()
        self._waiting = list(self.rows)
        self._say()
        self._make_next()

    def _lay_out(self) -> None:
        px = theme().px
        listed = QWidget()
        listed.setObjectName("body")
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, px(8), 0)
        column.setSpacing(0)
        for row in self.rows:
            column.addWidget(row)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(listed)
        left = QVBoxLayout()
        left.addWidget(Label("勾选的一次印齐", Role.MUTED))
        left.addWidget(area, 1)
        left.addWidget(self.hint)
        holder = QWidget()
        holder.setFixedWidth(px(270, 320))
        left.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(left)
        across = QHBoxLayout()
        across.setSpacing(px(12))
        across.addWidget(holder)
        across.addWidget(self.view, 1)
        self.body.addLayout(across, 1)

    # -- making

    def _make_next(self) -> None:
        """One after another: each is read and typeset off the GUI thread."""
        if not self._waiting:
            self._say()
            return
        row = self._waiting[0]
        item = row.item

        def take(made: MadePaper) -> None:
            row.take(made)
            self._advance(row)

        def fail(error: Refused) -> None:
            row.fail(error)
            self._advance(row)

        make_paper(self._context, item.paper, item.record, item.period, take, self, fail)

    def _advance(self, row: PaperRow) -> None:
        self._waiting.remove(row)
        if self._front is None and row.chosen is not None:
            self.show_row(row)
        self._say()
        self._make_next()

    def show_row(self, row: PaperRow) -> None:
        """Bring a paper's pages to the front."""
        if row.made is not None:
            self._front = row
            self.view.set_title(row.item.paper.title)
            self.view.set_pages([qimage(page) for page in row.made.pages])

    @property
    def chosen(self) -> list[MadePaper]:
        """The papers that are ticked and made, in their order."""
        return [row.chosen for row in self.rows if row.chosen is not None]

    def _say(self) -> None:
        chosen = self.chosen
        pages = sum(paper.count for paper in chosen)
        making = any(row.tick.isChecked() and row.made is None for row in self.rows)
        ready = bool(chosen) and not making
        self.accept_button.setText(f"打印 {len(chosen)} 份，共 {pages} 页" if chosen else "打印")
        self.accept_button.setEnabled(ready)
        self.save_button.setEnabled(ready)
        both = "有的不止一页，宜双面打印，每份另起一张。" if wants_both_sides(chosen) else ""
        self.hint.setText(both if chosen or making else "请勾选要打印的材料。")

    # -- out

    def confirm(self) -> None:
        """Print all that is ticked; the printer is asked for once."""
        if self.accept_button.isEnabled():
            print_papers(self._context, self.chosen, self._title, self, self.accept)

    def save(self) -> None:
        """Save all that is ticked into one folder."""
        save_all(self._context, self.chosen, self, self.accept)
