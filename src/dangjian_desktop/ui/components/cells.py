"""What a table's cell shows, and the delegate that paints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.tags import Tag, paint_tag, tag_size
from dangjian_desktop.ui.icons import paint_icon
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

if TYPE_CHECKING:
    from dangjian_desktop.ui.components.table import Table


@dataclass(frozen=True)
class Words:
    """Words in a cell, perhaps with an icon before them; ``struck`` for a deleted target."""

    text: str
    tone: Tone = Tone.INK
    bold: bool = False
    icon: str = ""
    struck: bool = False


@dataclass(frozen=True)
class Dots:
    """● done and ○ planned, as in the pairing matrix."""

    done: int = 0
    planned: int = 0


@dataclass(frozen=True)
class Bar:
    """A bar of ``done`` out of ``total`` with the numbers beside it in words."""

    done: float
    total: float
    tone: Tone = Tone.OK


@dataclass(frozen=True)
class Box:
    """A check box drawn in a cell."""

    checked: bool
    enabled: bool = True


Piece = Words | Tag | Dots | Bar | Box


@dataclass(frozen=True)
class RowButton:
    """A button in a row; ``primary`` for the one that is overdue."""

    key: str
    text: str
    primary: bool = False


@dataclass(frozen=True)
class Cell:
    """Pieces from left to right, then buttons at the right edge."""

    pieces: tuple[Piece, ...] = ()
    buttons: tuple[RowButton, ...] = ()
    tip: str = ""
    indent: int = 0

    @classmethod
    def words(cls, text: str, tone: Tone = Tone.INK, *, bold: bool = False, icon: str = "", tip: str = "") -> Cell:
        """A cell of plain words."""
        return cls((Words(text, tone, bold, icon),), tip=tip)

    @classmethod
    def of(cls, *pieces: Piece | str, buttons: tuple[RowButton, ...] = (), tip: str = "", indent: int = 0) -> Cell:
        """A cell of several pieces; a plain string is words in ink."""
        made = tuple(Words(piece) if isinstance(piece, str) else piece for piece in pieces)
        return cls(made, buttons, tip, indent)

    @property
    def plain(self) -> str:
        """What a screen reader says."""
        said = []
        for piece in self.pieces:
            if isinstance(piece, Words | Tag):
                said.append(piece.text)
            elif isinstance(piece, Dots):
                said.append(f"已办{piece.done}次" + (f"，已排{piece.planned}次" if piece.planned else ""))
            elif isinstance(piece, Box):
                said.append("已勾选" if piece.checked else "未勾选")
        return " ".join(said)


_BAR_COLOURS = {Tone.OK: tokens.BAR_OK, Tone.DUE: tokens.BAR_DUE, Tone.OVER: tokens.BAR_OVER}


class CellDelegate(QStyledItemDelegate):
    """Paints rows: ground, rule, selection bar, pieces and buttons."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, theme().px(30, 42))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        table = self._table
        rect = cast(QRect, option.rect)  # type: ignore[attr-defined]
        row = table.table.row_at(index.row())
        column = table.columns[index.column()]
        current = table.currentIndex().row() == index.row()
        painter.save()
        self._ground(painter, rect, index, current=current, alarm=bool(row and row.alarm))
        cell = table.table.cell(index)
        if cell is not None and row is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            spare = self._buttons(painter, cell, rect, index, current=current)
            if column.group:
                high = table.verticalHeader().defaultSectionSize()
                rect = QRect(rect.left(), rect.top(), rect.width(), high)
            self._pieces(painter, cell, rect.adjusted(0, 0, -spare, 0), strong=row.strong, column=index.column())
        painter.restore()

    def _ground(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        current: bool,
        alarm: bool,
    ) -> None:
        table = self._table
        group = table.columns[index.column()].group
        if group:
            painter.fillRect(rect, QColor(tokens.SUNK))
        elif current:
            painter.fillRect(rect, QColor(tokens.SELECTED))
        elif alarm:
            painter.fillRect(rect, QColor(Tone.OVER.fill))
        elif table.hovered == index.row():
            painter.fillRect(rect, QColor(tokens.HOVER))
        painter.setPen(QPen(QColor(tokens.LINE2), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if group:
            painter.setPen(QPen(QColor(tokens.LINE), 1))
            painter.drawLine(rect.topRight(), rect.bottomRight())
        elif current and index.column() == (1 if table.columns[0].group else 0):
            painter.fillRect(QRect(rect.left(), rect.top(), theme().px(3), rect.height()), QColor(tokens.RED))
        if current and table.hasFocus() and table.button_place < 0 and not group:
            painter.setPen(QPen(QColor(tokens.RED), 1))
            painter.drawLine(rect.topLeft(), rect.topRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _pieces(self, painter: QPainter, cell: Cell, rect: QRect, *, strong: bool, column: int) -> None:
        px = theme().px
        spec = self._table.columns[column]
        side = px(14, 20) if column == 0 else px(8, 10)
        room = QRect(rect.left() + side + px(cell.indent * 18), rect.top(), 0, rect.height())
        last = column == len(self._table.columns) - 1
        room.setRight(rect.right() - (px(14, 20) if spec.right and last else px(8, 10)))
        gap = px(5, 6)
        widths = [_piece_width(piece, strong=strong) for piece in cell.pieces]
        whole = sum(widths) + gap * max(0, len(widths) - 1)
        left = float(room.left())
        if spec.right and whole < room.width():
            left = room.right() - whole + 1
        elif spec.centre and whole < room.width():
            left = room.center().x() - whole / 2
        for piece, width in zip(cell.pieces, widths, strict=True):
            if left >= room.right():
                break
            place = QRectF(left, room.top(), min(width, room.right() - left + 1), room.height())
            _paint_piece(painter, place, piece, strong=strong)
            left += width + gap

    def button_rects(self, cell: Cell, rect: QRect) -> list[tuple[RowButton, QRect]]:
        """Each button of a cell with where it is painted, from left to right."""
        px = theme().px
        high = px(26, 32)
        made: list[tuple[RowButton, QRect]] = []
        right = rect.right() - px(13, 18)
        for button in reversed(cell.buttons):
            word = QFontMetrics(theme().font(bold=button.primary)).horizontalAdvance(button.text)
            width = max(px(44, 56), word + 2 * px(9, 12))
            made.append((button, QRect(right - width + 1, rect.top() + (rect.height() - high) // 2, width, high)))
            right -= width + px(6, 8)
        return made[::-1]

    def _buttons(
        self,
        painter: QPainter,
        cell: Cell,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        current: bool,
    ) -> int:
        if not cell.buttons:
            return 0
        table = self._table
        px = theme().px
        focused = None
        if current and table.hasFocus() and table.button_place >= 0:
            column, button = table.buttons_of(index.row())[table.button_place]
            focused = button if column == index.column() else None
        rects = self.button_rects(cell, rect)
        for button, box in rects:
            shape = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
            line = tokens.RED if button is focused or button.primary else tokens.LINE
            painter.setPen(QPen(QColor(line), 1.5 if button is focused else 1))
            painter.setBrush(QColor(tokens.RED if button.primary else tokens.CARD))
            painter.drawRoundedRect(shape, px(5), px(5))
            if button is focused and button.primary:
                painter.setPen(QPen(QColor(tokens.WHITE), 1))
                painter.drawRoundedRect(shape.adjusted(2, 2, -2, -2), px(4), px(4))
            painter.setPen(QColor(tokens.WHITE if button.primary else tokens.INK))
            painter.setFont(theme().font(bold=button.primary))
            painter.drawText(shape, int(Qt.AlignmentFlag.AlignCenter), button.text)
        return rect.right() - rects[0][1].left() + px(6)


def _piece_width(piece: Piece, *, strong: bool) -> float:
    px = theme().px
    if isinstance(piece, Tag):
        return tag_size(piece).width()
    if isinstance(piece, Dots):
        return max(1, piece.done + piece.planned) * px(9, 11) + max(0, piece.done + piece.planned - 1) * px(4)
    if isinstance(piece, Bar):
        return px(120, 160)
    if isinstance(piece, Box):
        return px(16, 18)
    metrics = QFontMetrics(theme().font(bold=piece.bold or strong))
    return metrics.horizontalAdvance(piece.text) + ((px(16, 18) + px(4)) if piece.icon else 0)


def _paint_piece(painter: QPainter, place: QRectF, piece: Piece, *, strong: bool) -> None:
    if isinstance(piece, Tag):
        paint_tag(painter, place, piece)
    elif isinstance(piece, Words):
        _paint_words(painter, place, piece, strong=strong)
    elif isinstance(piece, Dots):
        paint_dots(painter, place, piece)
    elif isinstance(piece, Box):
        paint_box(painter, place, piece)
    else:
        paint_bar(painter, place, [(piece.done, _BAR_COLOURS.get(piece.tone, tokens.BAR_USUAL))], piece.total)


def _paint_words(painter: QPainter, place: QRectF, words: Words, *, strong: bool) -> None:
    px = theme().px
    left = place.left()
    if words.icon:
        side = px(16, 18)
        paint_icon(painter, QRectF(left, place.center().y() - side / 2, side, side), words.icon, words.tone.text)
        left += side + px(4)
    font = theme().font(bold=words.bold or strong)
    font.setStrikeOut(words.struck)
    painter.setFont(font)
    painter.setPen(QColor(words.tone.text))
    room = place.right() - left
    shown = painter.fontMetrics().elidedText(words.text, Qt.TextElideMode.ElideRight, int(room) + 1)
    middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    painter.drawText(QRectF(left, place.top(), room + 2, place.height()), middle, shown)


def paint_dots(painter: QPainter, place: QRectF, dots: Dots) -> None:
    """● and ○ from the left, or — when there is neither."""
    px = theme().px
    side = px(9, 11)
    left = place.left()
    top = place.center().y() - side / 2
    if not dots.done and not dots.planned:
        painter.fillRect(QRectF(left, place.center().y(), side, 1.2), QColor(tokens.INK3))
    for number in range(dots.done + dots.planned):
        if number < dots.done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(Tone.OK.text))
            painter.drawEllipse(QRectF(left, top, side, side))
        else:
            painter.setPen(QPen(QColor(tokens.INK2), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(left + 0.75, top + 0.75, side - 1.5, side - 1.5))
        left += side + px(4)


def paint_box(painter: QPainter, place: QRectF, box: Box) -> None:
    """A check box at the left of ``place``."""
    px = theme().px
    side = px(16, 18)
    shape = QRectF(place.left() + 0.5, round(place.center().y() - side / 2) + 0.5, side - 1, side - 1)
    fill = tokens.RED if box.checked else tokens.CARD
    line = tokens.RED if box.checked else tokens.INK3
    if not box.enabled:
        fill, line = tokens.OFF_FILL, tokens.LINE3
    painter.setPen(QPen(QColor(line), 1))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(shape, 3, 3)
    if box.checked:
        paint_icon(painter, shape.adjusted(2, 2, -2, -2), "check", tokens.WHITE if box.enabled else tokens.OFF)


def paint_bar(painter: QPainter, place: QRectF, parts: list[tuple[float, str]], total: float) -> None:
    """A bar with its parts from the left, 2 px between them, the rest pale."""
    px = theme().px
    high = px(8, 10)
    box = QRectF(place.left(), round(place.center().y() - high / 2), place.width(), high)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    clip = QPainterPath()
    clip.addRoundedRect(box, high / 2, high / 2)
    painter.setClipPath(clip)
    painter.fillRect(box, QColor(tokens.BAR_REST))
    left = box.left()
    drawn = 0.0
    for amount, colour in parts:
        width = box.width() * min(1.0, amount / total) if total > 0 else 0.0
        if width <= 0:
            continue
        if drawn:
            painter.fillRect(QRectF(left, box.top(), px(2), high), QColor(tokens.CARD))
            left += px(2)
            width -= px(2)
        painter.fillRect(QRectF(left, box.top(), width, high), QColor(colour))
        left += width
        drawn += width
    painter.restore()
