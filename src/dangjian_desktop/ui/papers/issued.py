"""What stands over a paper: 已签发 with its versions, 签发留存, 双面打印, and what differs from the issued one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.issuing.reading import IssuedVersion
from dangjian_desktop.ui.components.banner import Banner, BannerKind
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.papers.difference import moment
from dangjian_desktop.ui.papers.making import MadePaper
from dangjian_desktop.ui.theme import theme

KEEP_TIP = "把现在这份原样留下来，以后记录改了也能看出差别。留下的不能撤销。"


class IssuedBar(QWidget):
    """One line and at most one banner. ``version_chosen`` carries an :class:`IssuedVersion`."""

    version_chosen = Signal(object)
    keep_pressed = Signal()
    difference_pressed = Signal()
    back_pressed = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._made: MadePaper | None = None
        px = theme().px
        self.issued = Button("", Kind.LINK, icon_name="stamp", on=self._offer)
        self.keep = Button("签发留存", Kind.LINK, icon_name="stamp", tip=KEEP_TIP, on=self.keep_pressed.emit)
        self.hint = Label("", Role.MUTED)
        self.differing = Banner(BannerKind.DUE, "与已签发件不同")
        self.differing.add(Button("看差别", Kind.ROW, on=self.difference_pressed.emit))
        self.again = Button("重新签发", Kind.ROW, tip=KEEP_TIP, on=self.keep_pressed.emit)
        self.differing.add(self.again)
        self.looking = Banner(BannerKind.INFO, "已签发件")
        self.looking.add(Button("回到现在", Kind.ROW, on=self.back_pressed.emit))
        self._line = QWidget()
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addWidget(self.issued)
        row.addWidget(self.keep)
        row.addStretch(1)
        row.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16, 40), 0, px(16, 40), px(6, 8))
        column.setSpacing(px(6))
        for widget in (self._line, self.differing, self.looking):
            column.addWidget(widget)
        self.show_made(None)

    def show_made(self, made: MadePaper | None) -> None:
        """Say how a paper stands that was made now."""
        self._made = made
        versions = made.standing.versions if made else ()
        latest = versions[0] if versions else None
        self.issued.setVisible(latest is not None)
        if latest is not None:
            count = f"（{len(versions)}次）" if len(versions) > 1 else ""
            self.issued.setText(f"已签发 {self._day(latest.at)}{count} ▸")
        self.keep.setVisible(made is not None and made.issuable and latest is None)
        both = made is not None and made.count > 1
        self._hint(made)
        self.differing.setVisible(made is not None and made.differs)
        if latest is not None:
            self.differing.set_text("与已签发件不同", f"{self._day(latest.at)} 签发以后，内容有改动。")
        self.looking.hide()
        self._line.setVisible(made is not None and (latest is not None or made.issuable or both))
        self.setVisible(made is not None)

    def show_version(self, version: IssuedVersion, copy: MadePaper) -> None:
        """Say that a kept copy is shown."""
        self.differing.hide()
        self._hint(copy)
        by = f"{version.by}，" if version.by else ""
        self.looking.set_text(f"{moment(version.at, self._now())} 的签发件", f"{by}{copy.count} 页，原样保存。")
        self.looking.show()
        self.show()

    def _hint(self, made: MadePaper | None) -> None:
        self.hint.setText("宜双面打印" if made is not None and made.count > 1 else "")

    def _day(self, at: datetime) -> str:
        return short_day(at.date(), self._now().date())

    def _offer(self) -> None:
        if self._made is None:
            return
        menu = QMenu(self.issued)
        menu.aboutToHide.connect(menu.deleteLater)
        for version in self._made.standing.versions:
            by = f"　{version.by}" if version.by else ""
            entry = menu.addAction(f"{moment(version.at, self._now())}　{version.pages} 页{by}".replace("&", "&&"))
            entry.triggered.connect(lambda _checked=False, version=version: self.version_chosen.emit(version))
        if self.keep.isHidden() and self._made.differs:
            menu.addSeparator()
            menu.addAction("重新签发现在这份").triggered.connect(lambda _checked=False: self.keep_pressed.emit())
        menu.popup(self.issued.mapToGlobal(self.issued.rect().bottomLeft()))
