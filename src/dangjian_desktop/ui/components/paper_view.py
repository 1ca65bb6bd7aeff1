"""A paper on the screen: its pages on a grey desk, made elsewhere and handed in as pictures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.buttons import Button, Kind, ToolButton
from dangjian_desktop.ui.components.labels import Label, Role, discard
from dangjian_desktop.ui.theme import theme


class _Sheet(QWidget):
    """One page, scaled to the width there is."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._picture = QPixmap.fromImage(image)
        self._scaled = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def fit(self, width: int) -> None:
        """Be this many logical pixels wide."""
        ratio = self.devicePixelRatioF()
        high = round(width * self._picture.height() / max(1, self._picture.width()))
        self.setFixedSize(QSize(width, high))
        self._scaled = self._picture.scaled(
            QSize(round(width * ratio), round(high * ratio)),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self._scaled.setDevicePixelRatio(ratio)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._scaled)
        painter.setPen(tokens.LINE)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PaperView(QFrame):
    """The pages with a head: title, page count, 打印 and 存为 PDF or Word.

    Hand in pages as :class:`QImage` (:meth:`set_pages`), or a sentence while they are being made.
    """

    print_pressed = Signal()
    save_pressed = Signal()
    _ZOOMS = (0.6, 0.8, 1.0, 1.25, 1.5, 2.0)

    def __init__(self, title: str = "", *, print_text: str = "打印本次材料", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("desk", "true")
        px = theme().px
        self.title = Label("纸样", Role.BOLD)
        self.detail = Label(title, Role.MUTED)
        self.print_button = Button(print_text, icon_name="printer", on=self.print_pressed.emit)
        self.save_button = Button("存为…", Kind.QUIET, icon_name="file-down", on=self.save_pressed.emit)
        self._smaller = ToolButton("zoom-out", tip="缩小", mini=True, on=lambda: self._zoom_by(-1))
        self._larger = ToolButton("zoom-in", tip="放大", mini=True, on=lambda: self._zoom_by(1))
        self.head = QHBoxLayout()
        self.head.setContentsMargins(px(16, 40), px(8, 22), px(16, 40), px(6, 10))
        self.head.setSpacing(px(8))
        for widget in (self.title, self.detail):
            self.head.addWidget(widget)
        self.head.addStretch(1)
        for button in (self._smaller, self._larger, self.save_button, self.print_button):
            self.head.addWidget(button)
        self._body = QWidget()
        self._body.setObjectName("body")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(px(16, 40), 0, px(16, 40), px(16))
        self._column.setSpacing(px(12))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._body)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._message = Label("", Role.MUTED, wrap=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.under_head = QVBoxLayout()
        self.under_head.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self.head)
        outer.addLayout(self.under_head)
        outer.addWidget(self._message)
        outer.addWidget(self._scroll, 1)
        self._sheets: list[_Sheet] = []
        self._name = title
        self._zoom = 1.0
        self.set_message("")

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return len(self._sheets)

    def set_title(self, title: str) -> None:
        """Name the paper."""
        self._name = title
        self._say()

    def set_pages(self, images: Sequence[QImage]) -> None:
        """Show these pages; the place scrolled to stays."""
        place = self._scroll.verticalScrollBar().value()
        for sheet in self._sheets:
            discard(sheet)
        self._sheets = [_Sheet(image) for image in images]
        while self._column.takeAt(0) is not None:
            pass
        for sheet in self._sheets:
            self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self.set_message("")
        self._say()
        self._fit()
        self._scroll.verticalScrollBar().setValue(place)

    def set_message(self, sentence: str) -> None:
        """Show a sentence in place of the pages (正在排版…, or why there is no paper yet)."""
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        self._scroll.setVisible(not sentence)

    def _say(self) -> None:
        count = f"共 {len(self._sheets)} 页" if self._sheets else ""
        self.detail.setText("　".join(part for part in (self._name, count) if part))

    def _zoom_by(self, step: int) -> None:
        place = min(range(len(self._ZOOMS)), key=lambda number: abs(self._ZOOMS[number] - self._zoom))
        self._zoom = self._ZOOMS[max(0, min(len(self._ZOOMS) - 1, place + step))]
        self._fit()

    def _fit(self) -> None:
        margins = self._column.contentsMargins()
        room = self._scroll.viewport().width() - margins.left() - margins.right()
        width = max(200, round(min(room, theme().px(680, 680)) * self._zoom))
        beyond = width > room
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if beyond else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._scroll.setHorizontalScrollBarPolicy(policy)
        for sheet in self._sheets:
            sheet.fit(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
