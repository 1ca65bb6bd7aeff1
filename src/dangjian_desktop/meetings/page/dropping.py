"""What may be dropped or pasted as an attachment: files, and a picture from the clipboard."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage

PHOTOS = frozenset((".jpg", ".jpeg", ".png", ".bmp", ".webp", ".heic", ".gif", ".tif", ".tiff"))


def files_in(data: QMimeData) -> list[Path]:
    """The local files of a drop or of the clipboard; folders are left out."""
    found = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in found if not path.is_dir()]


def clipboard_files(folder: Path) -> list[Path]:
    """What the clipboard offers: copied files, or a picture, which is put into ``folder`` as a PNG file."""
    data = QGuiApplication.clipboard().mimeData()
    found = files_in(data)
    if found or not data.hasImage():
        return found
    image = data.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return []
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix="粘贴的图片 ", suffix=".png", delete=False) as file:
        target = Path(file.name)
    return [target] if image.save(str(target)) else []


def likely_role(path: Path) -> str:
    """The role a file most likely has: a picture named 签到 is the scanned sign-in sheet, another a photo."""
    if "签到" in path.stem:
        return "sign_in_sheet"
    if "签字" in path.stem or "盖章" in path.stem:
        return "signed_copy"
    return "photo" if path.suffix.lower() in PHOTOS else "material"
