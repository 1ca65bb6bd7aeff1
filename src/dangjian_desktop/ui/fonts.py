"""The faces of the window: shipped with the program, so that pictures are alike on every PC."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase

from dangjian_desktop.base.errors import Damaged
from dangjian_desktop.base.resources import root

_FACES = ("window-regular", "window-bold")


def face_files() -> list[Path]:
    """The shipped faces of the window, regular first."""
    folder = root() / "fonts"
    return [path for name in _FACES for path in sorted(folder.glob(f"{name}.*")) if path.suffix in {".ttf", ".otf"}]


def load_fonts(extra: tuple[Path, ...] = ()) -> str:
    """Load the faces into the application; returns the family's name.

    ``extra`` takes the place of the shipped ones if given. Raises :class:`Damaged` if a file can't be read.
    """
    files = list(extra) or face_files()
    family = ""
    for path in files:
        number = QFontDatabase.addApplicationFont(str(path))
        names = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        if not names:
            raise Damaged(f"程序自带的字体“{path.name}”打不开。", hint="请重新安装本程序；已录入的内容不受影响。")
        family = family or names[0]
    if not family:
        raise Damaged("程序自带的字体不见了。", hint="请重新安装本程序；已录入的内容不受影响。")
    return family
