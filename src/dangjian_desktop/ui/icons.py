"""Lucide icons in the colours of the window, drawn at the size and pixel density they are shown in."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from dangjian_desktop.base.resources import resource
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.theme import theme

_RATIOS = (1.0, 1.25, 1.5, 1.75, 2.0, 3.0)


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: str, size: float, ratio: float = 1.0) -> QPixmap:
    """The icon ``name`` of ``size`` logical pixels in ``colour``, for a screen of this pixel ratio.

    Raises ``FileNotFoundError`` if there is no such file in ``resources/icons``.
    """
    side = max(1, round(size * ratio))
    key = f"lucide/{name}/{colour}/{side}"
    found = QPixmap()
    if not QPixmapCache.find(key, found):
        svg = _source(name).replace("currentColor", colour)
        found = QPixmap(QSize(side, side))
        found.fill(Qt.GlobalColor.transparent)
        painter = QPainter(found)
        QSvgRenderer(QByteArray(svg.encode())).render(painter)
        painter.end()
        QPixmapCache.insert(key, found)
    shown = QPixmap(found)
    shown.setDevicePixelRatio(ratio)
    return shown


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: str | QColor) -> None:
    """Draw the icon in the middle of ``rect``, as large as its shorter side allows."""
    ratio = painter.device().devicePixelRatio()
    side = min(rect.width(), rect.height())
    text = colour if isinstance(colour, str) else colour.name()
    picture = pixmap(name, text, side, ratio)
    # On the pixel grid, or thin strokes blur; a trifle low, since Chinese characters stand low in their line.
    x = round((rect.center().x() - side / 2) * ratio) / ratio
    y = round((rect.center().y() - side / 2 + side / 20) * ratio) / ratio
    painter.drawPixmap(QRectF(x, y, picture.width() / ratio, picture.height() / ratio), picture, QRectF(picture.rect()))


def icon(
    name: str, size: int, *, colour: str = tokens.INK, active: str = "", off: str = tokens.OFF, gap: int = 0
) -> QIcon:
    """An icon for a button or tab: ``colour`` at rest, ``active`` when checked or selected, ``off`` when disabled.

    ``gap`` is empty room at its right, for styles that put the word too near.
    """
    shelf = theme().icons
    key = (name, size, colour, active, off, gap)
    if key not in shelf:
        shelf[key] = _made(name, size, (colour, active or colour, off), gap)
    return shelf[key]


def _made(name: str, size: int, colours: tuple[str, str, str], gap: int) -> QIcon:
    rest, active, off = colours
    made = QIcon()
    for ratio in _RATIOS:
        pictures = {}
        for tint in {rest, active, off}:
            picture = pixmap(name, tint, size, ratio)
            picture.setDevicePixelRatio(1.0)
            pictures[tint] = _with_gap(picture, round(gap * ratio))
        for mode, state, tint in (
            (QIcon.Mode.Normal, QIcon.State.Off, rest),
            (QIcon.Mode.Normal, QIcon.State.On, active),
            (QIcon.Mode.Selected, QIcon.State.Off, active),
            (QIcon.Mode.Disabled, QIcon.State.Off, off),
        ):
            made.addPixmap(pictures[tint], mode, state)
    return made


def _with_gap(picture: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return picture
    wider = QPixmap(picture.width() + gap, picture.height())
    wider.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wider)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return wider
