"""Photographs of the window as it stands on a screen of a given size: title bar and task bar drawn around it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.window import MainWindow

TITLE_BAR, TASK_BAR = 32, 40
_DESK, _BAR, _WORDS = "#3b4048", "#ffffff", "#1f2328"
_QUIET = 6


def photograph(
    window: MainWindow, targets: Iterator[tuple[str, str | None]], out: Path, side: tuple[int, int]
) -> list[Path]:
    """Show each (address, record or None) and keep its picture in ``out``; ``side`` is the screen in logical pixels.

    Raises:
        Refused: when a picture can't be written.
    """
    width, height = side
    window.show()
    window.resize(width, height - TITLE_BAR - TASK_BAR)
    settle(window)
    made = []
    for address, record in targets:
        window.open(address, record)
        settle(window)
        name = address.replace("/", "-") + ("-open" if record else "")
        made.append(_take(window, out / f"{name}.png", width, height))
    return made


def settle(window: MainWindow) -> None:
    """Let the event loop run until no question is under way and everything is painted."""
    loop, timer = QEventLoop(), QTimer()
    quiet = 0

    def look() -> None:
        nonlocal quiet
        quiet = quiet + 1 if window.context.idle else 0
        if quiet >= _QUIET:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(25)
    loop.exec()
    timer.stop()


def _take(window: MainWindow, target: Path, width: int, height: int) -> Path:
    ratio = window.devicePixelRatioF()
    picture = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(_DESK))
    painter = QPainter(picture)
    painter.fillRect(QRectF(0, 0, width, TITLE_BAR), QColor(_BAR))
    painter.setFont(theme().font(13, 13))
    painter.setPen(QColor(_WORDS))
    painter.drawText(QRectF(14, 0, width, TITLE_BAR), int(Qt.AlignmentFlag.AlignVCenter), window.windowTitle())
    painter.drawPixmap(0, TITLE_BAR, window.grab())
    painter.end()
    if not picture.save(str(target)):
        raise Refused(f"写不了图片“{target}”。", hint="请检查文件夹能否写入、磁盘是否已满。")
    return target
