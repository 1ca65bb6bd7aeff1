"""Where the attachments of a bundle wait between reading and applying, so that the stick may be pulled out."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Final

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import Store
from dangjian_desktop.sync.container import Content
from dangjian_desktop.sync.files import disk_errors

_FOLDER: Final = "incoming"


class Staging:
    """A folder beside the store's own; one at a time, for a second bundle is read only when the first is dropped."""

    def __init__(self, store: Store) -> None:
        self._folder = store.folder / _FOLDER
        self._mark = self._folder / store.ids()

    def begin(self) -> None:
        """Make room; what an earlier reading left (dropped, or ended by a crash) goes."""
        with disk_errors(self._folder, "写入"):
            shutil.rmtree(self._folder, ignore_errors=True)
            self._mark.mkdir(parents=True)

    def take(self, content: Content, wanted: Collection[str], progress: Progress) -> None:
        """Copy the attachments ``wanted`` (SHA-256) out of the bundle, each verified."""
        for done, sha256 in enumerate(sorted(wanted)):
            progress.step(done, len(wanted), "正在取出附件")
            place = self._mark / sha256
            with disk_errors(place, "暂存附件"), place.open("xb") as out:
                content.copy_attachment(sha256, out, progress)

    def files(self, wanted: Collection[str]) -> list[Path]:
        """The waiting files. Raises :class:`Refused` when another bundle was read since."""
        files = [self._mark / sha256 for sha256 in sorted(wanted)]
        if not all(file.is_file() for file in files):
            raise Refused("这个同步包读取之后，又读取了别的同步包。", hint="请重新选择要导入的文件。")
        return files

    def drop(self) -> None:
        """Throw away what waits."""
        shutil.rmtree(self._mark, ignore_errors=True)
