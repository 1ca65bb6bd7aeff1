"""公文格式: the branch's deviations from the standard, the faces of this PC, and a sample page beside them."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.house_style.inputs import FollowStandard
from dangjian_desktop.house_style.reading import KIND, HouseStyle, choice_id, house_style
from dangjian_desktop.house_style.rules import CHOICES, STANDARD_NAME, Setting
from dangjian_desktop.papers.fonts import FaceInUse, faces_in_use
from dangjian_desktop.store import Changes
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.labels import Label, Role, rule
from dangjian_desktop.ui.components.paper_view import PaperView
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.papers.making import MadePaper, qimage
from dangjian_desktop.ui.papers.style_faces import FacesCard
from dangjian_desktop.ui.papers.style_row import StyleRow
from dangjian_desktop.ui.papers.style_sample import made_sample
from dangjian_desktop.ui.theme import theme

PAGE = 210 / 297
"""Width of a page to its height."""


class HouseStylePage(Page):
    """The choices at the left, each working at once; the sample at the right follows."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.style_shown: HouseStyle | None = None
        self.rows = {choice.setting: StyleRow(choice) for choice in CHOICES}
        self.all_button = Button("全部恢复国标", Kind.ROW, on=lambda: self._follow(None))
        self.all_button.setEnabled(False)
        self._card = Card("公文格式")
        self._card.add_head(self.all_button)
        self.faces = FacesCard()
        self.sample = PaperView("")
        self.sample.title.setText("样页")
        self.sample.print_button.hide()
        self.sample.save_button.hide()
        self.sample.set_message("正在排版…")
        self._lay_out()
        for row in self.rows.values():
            setting = row.choice.setting
            row.wanted.connect(lambda value, setting=setting: self._choose(setting, value))
            row.back.connect(lambda setting=setting: self._follow(setting))

    def _lay_out(self) -> None:
        px = theme().px
        self._card.add(
            Label(
                f"《党政机关公文格式》（{STANDARD_NAME}）写明“一般”或没有规定的，本支部可以有自己的做法。"
                "以后打印、另存的材料都照此排版，随同步包到另一台电脑；已签发的不变。",
                Role.MUTED,
                wrap=True,
            )
        )
        for row in self.rows.values():
            self._card.add(rule())
            self._card.add(row)
        body = QWidget()
        body.setObjectName("body")
        column = QVBoxLayout(body)
        column.setContentsMargins(px(16, 24), px(2, 4), px(6, 8), px(10, 16))
        column.setSpacing(px(8, 16))
        column.addWidget(self._card)
        column.addWidget(self.faces)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("bare", "true")
        area.setWidget(body)
        self._area = area
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addWidget(self.sample)

        theme().changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let the sample be as wide as a page is whose foot, where its number stands, is in view."""
        px = theme().px
        room = self.height() - px(60, 80)
        wide = round(room * PAGE) + 2 * px(16, 40) + px(14)
        width = max(px(330, 420), min(wide, round(self.width() * 0.45)))
        self.sample.setFixedWidth(width)
        for row in self.rows.values():
            row.set_narrow(narrow=self.width() - width < px(640, 760))

    # -- showing

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and KIND not in changes.kinds:
            return
        self._context.query(house_style, self._show, self, key="house_style")
        if changes is None:
            self._context.work(faces_in_use, self._show_faces, self, key="faces")

    def _show(self, style: HouseStyle) -> None:
        self.style_shown = style
        changed = f"改了 {style.changed} 项，其余按国标" if style.changed else "都按国标"
        self._card.set_title("公文格式", changed)
        self.all_button.setEnabled(bool(style.changed))
        for row in style.rows:
            self.rows[row.choice.setting].show_row(row)
        day = self._context.today
        self._context.work(lambda: made_sample(style.settings, day), self._show_sample, self, key="sample")

    def _show_sample(self, made: MadePaper) -> None:
        self.sample.set_pages([qimage(page) for page in made.pages])

    def _show_faces(self, faces: tuple[FaceInUse, ...]) -> None:
        self.faces.show_faces(faces)

    def open_record(self, id: str) -> None:
        """Bring a setting into view by the id of its row."""
        found = next((row for row in self.rows.values() if choice_id(row.choice.setting) == id), None)
        if found is not None:
            self._area.ensureWidgetVisible(found)
            found.focus()

    # -- doing

    def _choose(self, setting: Setting, value: str) -> None:
        def refused(error: Refused) -> None:
            self.rows[setting].set_error(str(error))

        action = self._context.action("choose_style")
        try:
            data = parse_input(action.input, {"setting": str(setting), "value": value})
        except Refused as error:
            refused(error)
            return
        self._context.act(action, data, refused=refused, owner=self)

    def _follow(self, setting: Setting | None) -> None:
        self._context.act(self._context.action("follow_standard"), FollowStandard(setting), owner=self)
