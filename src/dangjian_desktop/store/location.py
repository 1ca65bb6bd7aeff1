"""Where the data folder lies: places that are dangerous for a database are named before harm is done."""

from __future__ import annotations

import sys
from pathlib import Path

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "davfs", "fuse.sshfs", "fuse.davfs2", "afs", "ncpfs"}
_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "icloud": "iCloud",
    "nutstore": "坚果云",
    "坚果云": "坚果云",
    "baidusyncdisk": "百度网盘同步空间",
    "百度网盘": "百度网盘",
    "wps云盘": "WPS云盘",
    "wpsdrive": "WPS云盘",
    "微云": "微云",
    "syncthing": "Syncthing",
}


def warnings(folder: Path) -> list[str]:
    """Sentences about a data folder that lies on a share, in a synced folder or on a stick; empty if all is well."""
    return _network(folder) + synced(folder) + _removable(folder)


def synced(folder: Path) -> list[str]:
    """A folder that a cloud program keeps copying may be overwritten with an old state."""
    for part in folder.absolute().parts:
        for word, name in _SYNCED.items():
            if word in part.lower():
                return [
                    f"数据文件夹在“{name}”的同步目录里，云同步可能损坏数据。请把它移到普通文件夹；"
                    "要与其他电脑交换，请用同步包。"
                ]
    return []


def _network(folder: Path) -> list[str]:
    found = _drive_type(folder) == _REMOTE if sys.platform == "win32" else file_system(folder, _mounts()) in _NETWORK
    text = "数据文件夹在网络共享盘上，断网或多人同时打开会损坏数据。请移到本机磁盘；要与其他电脑交换，请用同步包。"
    return [text] if found or str(folder).startswith("\\\\") else []


def _removable(folder: Path) -> list[str]:
    if sys.platform == "win32":
        found = _drive_type(folder) == _STICK
    else:
        found = str(folder.absolute()).startswith(("/media/", "/run/media/"))
    text = "数据文件夹在U盘或移动硬盘上，拔出过早会丢失数据。请移到本机磁盘，U盘上只放备份和同步包。"
    return [text] if found else []


_STICK, _REMOTE = 2, 4


def _drive_type(folder: Path) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(folder.absolute().anchor))


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def file_system(folder: Path, mounts: str) -> str:
    """The type of the file system a folder lies on, by the text of ``/proc/mounts``; "" if unknown."""
    best, found = "", ""
    place = str(folder.absolute())
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ")
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, found = point, parts[2]
    return found
