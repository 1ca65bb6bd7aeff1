"""One window for one data folder: a second start hands its file to the first and raises it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from dangjian_desktop.ui.window import MainWindow

_WAIT = 1500
"""Milliseconds to wait for the first window to answer."""


def server_name(folder: Path) -> str:
    """The name under which the window of a data folder listens; the same for every way to write its path."""
    return "dangjian-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]


def hand_over(folder: Path, file: str = "") -> bool:
    """Give ``file`` to the window that has this folder open; False if there is none."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(folder))
    if not socket.waitForConnected(_WAIT):
        return False
    socket.write(f"{file}\n".encode())
    handed = bool(socket.waitForBytesWritten(_WAIT))
    socket.disconnectFromServer()
    return handed


class Doorbell(QObject):
    """Listens for a second start."""

    def __init__(self, folder: Path, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # A crash leaves the name behind on Linux; the folder's own lock decides who is first.
        QLocalServer.removeServer(server_name(folder))
        self._server.listen(server_name(folder))
        self._server.newConnection.connect(self._ring)

    def _ring(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._read(socket))
        socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        file = bytes(socket.readLine().data()).decode("utf-8", "replace").strip()
        window = self._window
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if file:
            window.context.open("tools/exchange", None, {"file": file})

    def close(self) -> None:
        """Stop listening."""
        self._server.close()


def listen(folder: Path, window: MainWindow) -> Doorbell:
    """Raise ``window`` whenever the program is started again on the same folder."""
    return Doorbell(folder, window)
