"""Status tags: word, icon and colour together; one painter for labels and table rows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dangjian_desktop.ui.icons import paint_icon
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone


@dataclass(frozen=True)
class Tag:
    """A status in a word or two. ``icon`` names a file in ``resources/icons``; ``bold`` for a verdict."""

    text: str
    tone: Tone = Tone.PLAIN
    icon: str = ""
    bold: bool = False


def done(text: str) -> Tag:
    """Green with a tick: 已收, 通过, 超过半数可表决."""
    return Tag(text, Tone.OK, "check")


def overdue(text: str) -> Tag:
    """Rust with an exclamation mark: 逾期 3 天, 退回修改."""
    return Tag(text, Tone.OVER, "circle-alert")


def soon(text: str) -> Tag:
    """Amber: 还有 3 天, 补录."""
    return Tag(text, Tone.DUE)


def today(text: str = "今天") -> Tag:
    """Red on white."""
    return Tag(text, Tone.TODAY)


def basis(text: str) -> Tag:
    """The regulation that a rule comes from: 依据：第十一条."""
    return Tag(text, Tone.GOLD, "book-open")


def to_settle(text: str = "待核对") -> Tag:
    """Two values that somebody has to choose from."""
    return Tag(text, Tone.INFO, "info")


def tag_font(tag: Tag) -> QFont:
    """The font a tag is written in."""
    return theme().font(bold=tag.bold)


def tag_size(tag: Tag) -> QSize:
    """How much room a tag takes, in logical pixels."""
    px = theme().px
    width = QFontMetrics(tag_font(tag)).horizontalAdvance(tag.text) + 2 * px(7, 9)
    if tag.icon:
        width += px(14, 16) + (px(4, 5) if tag.text else 0)
    return QSize(width + 1, px(22, 28))


def paint_tag(painter: QPainter, rect: QRectF, tag: Tag) -> None:
    """Draw ``tag`` at the left of ``rect``, centred in its height; where there is less room its words end in …."""
    px = theme().px
    size = tag_size(tag)
    width = min(float(size.width()), rect.width())
    box = QRectF(rect.left() + 0.5, round(rect.center().y() - size.height() / 2) + 0.5, width - 1, size.height() - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tag.tone.line), 1))
    painter.setBrush(QColor(tag.tone.fill))
    painter.drawRoundedRect(box, px(4), px(4))
    left = box.left() + px(7, 9) - 0.5
    if tag.icon:
        side = px(14, 16)
        paint_icon(painter, QRectF(left, box.center().y() - side / 2, side, side), tag.icon, tag.tone.text)
        left += side + px(4, 5)
    painter.setFont(tag_font(tag))
    painter.setPen(QColor(tag.tone.text))
    text = tag.text
    if width < size.width():
        room = int(box.right() - left - px(5, 7))
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(
        QRectF(left, box.top(), box.right() - left + 2, box.height()),
        int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
        text,
    )
    painter.restore()


class TagLabel(QWidget):
    """A tag as a widget."""

    def __init__(self, tag: Tag, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tag = tag
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tag.text)
        theme().changed.connect(self.updateGeometry)

    @property
    def tag(self) -> Tag:
        return self._tag

    def set_tag(self, tag: Tag) -> None:
        """Show another status."""
        self._tag = tag
        self.setAccessibleName(tag.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return tag_size(self._tag)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_tag(painter, QRectF(self.rect()), self._tag)
        painter.end()
