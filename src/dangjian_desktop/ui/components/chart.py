"""A chart on the screen: the figure of the papers in the window's colours, drawn anew for every width."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from reportlab.lib.colors import Color, HexColor

from dangjian_desktop.papers.charts.look import Fill, Look
from dangjian_desktop.papers.charts.model import BarChart, Chart, Series, describe
from dangjian_desktop.papers.fonts import Faces, bundled_faces
from dangjian_desktop.papers.marks import Colour, Mark, ShapeMark, TextMark
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.theme import theme

_HEIGHT_SHARE = 0.45
"""What the widget asks for before it knows its width."""


class ChartView(QWidget):
    """A chart as wide as there is room and as high as it needs; a screen reader hears its numbers."""

    def __init__(self, chart: Chart | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._chart: Chart | None = None
        self._drawn: tuple[int, int, list[Mark], int] | None = None
        """Width and text size of the last drawing, its marks and its height."""
        self.set_chart(chart)
        theme().changed.connect(self._forget)

    @property
    def chart(self) -> Chart | None:
        """The chart shown."""
        return self._chart

    def set_chart(self, chart: Chart | None) -> None:
        """Show another chart, or nothing."""
        self._chart = chart
        self.setAccessibleName(describe(chart) if chart else "")
        self._forget()

    def texts(self) -> list[str]:
        """The texts in the drawing at the widget's width."""
        return [mark.text for mark in self._marks(self.width())[0] if isinstance(mark, TextMark)]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._marks(width)[1]

    def sizeHint(self) -> QSize:
        width = theme().px(420, 560)
        return QSize(width, round(width * _HEIGHT_SHARE))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self._marks(self.width())[0]:
            if isinstance(mark, TextMark):
                _paint_text(painter, mark)
            elif isinstance(mark, ShapeMark):
                _paint_shape(painter, mark)
        painter.end()

    def _forget(self) -> None:
        self._drawn = None
        self.updateGeometry()
        self.update()

    def _marks(self, width: int) -> tuple[list[Mark], int]:
        """What is painted at a width, and how high it is."""
        from dangjian_desktop.papers.charts import figure

        if self._chart is None or width <= 0:
            return [], 0
        size = theme().px(13, 15)
        if self._drawn is None or self._drawn[:2] != (width, size):
            faces = chart_faces()
            drawing = figure.draw(self._chart, width, faces, screen_look(size))
            self._drawn = (width, size, figure.marks(drawing, faces), round(drawing.height + 0.5))
        return self._drawn[2], self._drawn[3]


@cache
def chart_faces() -> Faces:
    """The shipped faces. Call it on another thread first: reading them and the graphics library takes a moment."""
    from dangjian_desktop.papers.charts import figure

    faces = bundled_faces()
    figure.draw(BarChart(("1月",), (Series("", (1,)),)), 100, faces)
    return faces


@cache
def screen_look(size: float) -> Look:
    """The papers' look in the window's colours; what is highlighted has the colour of what is odd in a year."""
    ink, card = HexColor(tokens.INK), HexColor(tokens.CARD)

    def fill(colour: str, ink: Color) -> Fill:
        return Fill(HexColor(colour), ink, HexColor(colour))

    dark = (tokens.Tone.INFO.text, tokens.BAR_OK, tokens.BAR_OVER)
    fills = (
        fill(dark[0], card),
        fill(tokens.BAR_DUE, ink),
        fill(dark[1], card),
        fill(tokens.BAR_USUAL, ink),
        fill(dark[2], card),
        fill(tokens.INK3, card),
    )
    return Look(
        ink=ink,
        muted=HexColor(tokens.INK2),
        rule=HexColor(tokens.INK3),
        grid=HexColor(tokens.LINE),
        plain=fill(tokens.LINE3, ink),
        marked=fill(tokens.GOLD, ink),
        fills=fills,
        strokes=tuple(HexColor(colour) for colour in (dark[0], tokens.GOLD, dark[1], tokens.INK3, dark[2], tokens.INK)),
        size=size,
        ground=card,
    )


def _colour(colour: Colour) -> QColor:
    from dangjian_desktop.papers.charts import figure

    return QColor.fromRgbF(*figure.rgb(colour))


def _paint_text(painter: QPainter, mark: TextMark) -> None:
    """Character by character, each where the drawing has it."""
    font = QFont(mark.face.family)
    font.setPixelSize(round(mark.size))
    painter.setFont(font)
    painter.setPen(_colour(mark.colour))
    for char, x in zip(mark.text, mark.xs, strict=True):
        painter.drawText(QPointF(x, mark.y), char)


def _paint_shape(painter: QPainter, mark: ShapeMark) -> None:
    path = QPainterPath()
    for outline in mark.outlines:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in outline]))
        if mark.closed:
            path.closeSubpath()
    pen = QPen(Qt.PenStyle.NoPen)
    if mark.stroke is not None:
        pen = QPen(_colour(mark.stroke), max(1.0, mark.width))
        if mark.dash:
            pen.setDashPattern([length / pen.widthF() for length in mark.dash])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(_colour(mark.fill) if mark.fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
