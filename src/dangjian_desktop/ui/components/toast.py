"""What has just been done, for ten seconds, with the way back: 已移到回收站 · 撤销."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.fields import Mark
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, Role
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import WHITE

SECONDS = 10


class Toast(QFrame):
    """A dark strip at the bottom of its window. It stays while the mouse or the keyboard is on it."""

    def __init__(
        self,
        text: str,
        *,
        icon_name: str = "check",
        action: str = "",
        action_icon: str = "",
        on: Callable[[], object] | None = None,
        seconds: int = SECONDS,
        countdown: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("toast", "true")
        self.setAccessibleName(text)
        px = theme().px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(6), px(8), px(6))
        row.setSpacing(px(12))
        row.addWidget(Mark(icon_name, WHITE))
        self.text = ElidedLabel(text)
        row.addWidget(self.text, 1)
        self.button = Button(action, Kind.TOAST, icon_name=action_icon)
        if not action:
            self.button.hide()
        if on is not None:
            self.button.clicked.connect(lambda _checked=False: self._press(on))
        row.addWidget(self.button)
        self._left = Label(f"{seconds} 秒", Role.MUTED)
        if not countdown:
            self._left.hide()
        row.addWidget(self._left)
        row.addSpacing(px(6))
        self._seconds = seconds
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)

    def show_over(self, window: QWidget, above: int) -> None:
        """Show it at the bottom centre of ``window``, ``above`` pixels over the lower edge."""
        self.setParent(window)
        self._above = above
        window.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _press(self, on: Callable[[], object]) -> None:
        self.dismiss()
        on()

    def dismiss(self) -> None:
        """Take it away."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def _tick(self) -> None:
        if self.underMouse() or self.button.hasFocus():
            return
        self._seconds -= 1
        self._left.setText(f"{self._seconds} 秒")
        if self._seconds <= 0:
            self.dismiss()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        width = min(self.sizeHint().width() + 2, window.width() - 32)
        high = theme().px(44)
        self.setGeometry((window.width() - width) // 2, window.height() - self._above - high, width, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
