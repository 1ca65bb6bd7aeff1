"""Backups: compact copies of the data file, which count only after they were opened and checked; and restoring one."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from dangjian_desktop.base.errors import Damaged, Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import opening
from dangjian_desktop.store.attachments import Attachments, file_hash, sync_folder
from dangjian_desktop.store.connection import Database, spoken
from dangjian_desktop.store.core import Core
from dangjian_desktop.store.schema import Schema
from dangjian_desktop.store.settings import Settings

_STAMP = "%Y-%m-%d_%H%M%S"
_PLACE = "backup.second_place"
_GOOD = "backup.last_good"
_DATABASE = "store.db"
KEEP_DAYS, KEEP_WEEKS, KEEP_MONTHS, KEEP_IMPORTS = 14, 8, 24, 10


@dataclass(frozen=True)
class Backup:
    """One backup in the data folder. ``reason``: daily, before-import, by-hand, before-upgrade, replaced."""

    path: Path
    at: datetime
    reason: str
    size: int


class Backups:
    """``store.backups``."""

    def __init__(self, folder: Path, core: Core, attachments: Attachments, settings: Settings) -> None:
        self.folder = folder / "backups"
        self._core = core
        self._attachments = attachments
        self._settings = settings

    # -- making

    def make(self, reason: str = "by-hand", progress: Progress | None = None) -> Backup:
        """Make a checked backup in the data folder and, if one is chosen, in the second place; thin old ones.

        Raises :class:`Refused` when the disk is full or the second place is not there (the first copy stands then).
        """
        progress = progress or Progress()
        now = self._core.clock()
        self.folder.mkdir(exist_ok=True)
        target = self._free_name(now, reason)
        self._copy_checked(target, progress)
        self._settings.set(_GOOD, now.isoformat())
        _thin(self.folder, target)
        place = self.second_place
        if place is not None:
            self._copy_out(target, place, progress)
        return Backup(target, now, reason, target.stat().st_size)

    def before_import(self, progress: Progress | None = None) -> Path:
        """The backup made before an import."""
        return self.make("before-import", progress).path

    def daily(self, progress: Progress | None = None) -> Backup | None:
        """Make today's backup unless there is one; None if there was nothing to do."""
        last = self.last_good()
        if last is not None and last.date() == self._core.clock().date():
            return None
        return self.make("daily", progress)

    def _free_name(self, now: datetime, reason: str) -> Path:
        # Behind all of this second, also where thinning has made a gap: the number says which is newer.
        stamp = now.strftime(_STAMP)
        number = max((_number(path) + 1 for path in self.folder.glob(f"{stamp}*.db")), default=0)
        return self.folder / f"{stamp}{f'-{number}' if number else ''}_{reason}.db"

    def _copy_checked(self, target: Path, progress: Progress) -> None:
        progress.step(0, 3, "正在备份")
        fresh = target.with_suffix(".part")
        fresh.unlink(missing_ok=True)
        try:
            self._core.db.copy_into(fresh)
            progress.step(1, 3, "正在核对备份")
            opening.check_copy(fresh, self._core.schema, self._core.db.key)
            _make_durable(fresh)
            progress.step(2, 3, "正在核对备份")
            fresh.replace(target)
            sync_folder(target.parent)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise

    def write_file(self, target: Path, progress: Progress | None = None) -> Path:
        """One file that holds everything, attachments too: written beside, read back, then put under its name.

        Raises :class:`Refused` when it can't be written there.
        """
        progress = progress or Progress()
        with _told(target), tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as scratch:
            data, pack = Path(scratch) / _DATABASE, Path(scratch) / "pack"
            self._copy_checked(data, progress)
            with zipfile.ZipFile(pack, "w") as archive:
                archive.write(data, _DATABASE, zipfile.ZIP_DEFLATED)
                names = list(self._attachments.all())
                for done, sha256 in enumerate(names):
                    progress.step(done, len(names), "正在备份附件")
                    archive.write(self._attachments.path(sha256), f"attachments/{sha256}", zipfile.ZIP_STORED)
            with zipfile.ZipFile(pack) as archive:
                if archive.testzip() is not None:
                    raise Damaged("备份文件写好后读回核对不一致。", hint="请换一个磁盘或U盘再试。")
            _make_durable(pack)
            pack.replace(target)
            sync_folder(target.parent)
        self._settings.set(_GOOD, self._core.clock().isoformat())
        return target

    # -- the second place

    @property
    def second_place(self) -> Path | None:
        """A folder on another disk that gets every backup too."""
        text = self._settings.get(_PLACE)
        return Path(text) if text else None

    def set_second_place(self, folder: Path | None) -> None:
        """Choose it. Raises :class:`Refused` for the data folder itself or a place that can't be written."""
        if folder is not None:
            if self.folder.parent.resolve() in (folder.resolve(), *folder.resolve().parents):
                raise Refused("备份的第二个位置不能在数据文件夹里面。", hint="请选另一个磁盘或U盘上的文件夹。")
            with _told(folder):
                folder.mkdir(parents=True, exist_ok=True)
                probe = folder / ".write-test"
                probe.write_bytes(b"")
                probe.unlink()
        self._settings.set(_PLACE, str(folder) if folder else None)

    def _copy_out(self, backup: Path, place: Path, progress: Progress) -> None:
        if not place.is_dir():
            raise Refused(
                f"本机备份已做好，但备份的第二个位置不在：{place}。", hint="请插上那块磁盘或U盘，或另选一个位置。"
            )
        with _told(place):
            _copy_durably(backup, place / backup.name)
            opening.check_copy(place / backup.name, self._core.schema, self._core.db.key)
            for done, sha256 in enumerate(names := list(self._attachments.all())):
                progress.step(done, len(names), "正在把附件备份到第二个位置")
                target = place / "attachments" / sha256[:2] / sha256
                if not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    _copy_durably(self._attachments.path(sha256), target)
            _thin(place, place / backup.name)

    # -- what there is

    def list(self) -> list[Backup]:
        """The backups in the data folder, newest first."""
        return _listed(self.folder)

    def last_good(self) -> datetime | None:
        """When the last backup was made and found good."""
        text = self._settings.get(_GOOD)
        return datetime.fromisoformat(text) if text else None

    def thin(self) -> None:
        """Keep a copy for each of the last days, weeks and months, and those before the last imports."""
        _thin(self.folder, None)


def _listed(folder: Path) -> list[Backup]:
    found = []
    for path in folder.glob("*.db"):
        stamp, _, reason = path.stem.rpartition("_")
        try:
            at = datetime.strptime(stamp[:17], _STAMP)
        except ValueError:
            continue
        found.append(Backup(path, at, reason, path.stat().st_size))
    return sorted(found, key=lambda backup: (backup.at, _number(backup.path), backup.path.name), reverse=True)


def _number(path: Path) -> int:
    """Which backup of its second it is: 2026-10-12_090000-3_before-import.db is the fourth."""
    text = path.stem.rpartition("_")[0][18:]
    return int(text) if text.isdecimal() else 0


def _thin(folder: Path, spared: Path | None) -> None:
    backups = _listed(folder)
    regular = [backup for backup in backups if backup.reason in ("daily", "by-hand")]
    kept = {backup.path for backup in backups if backup not in regular and backup.reason != "before-import"}
    kept |= {backup.path for backup in [b for b in backups if b.reason == "before-import"][:KEEP_IMPORTS]}
    kept |= keep(regular)
    for backup in backups:
        if backup.path not in kept and backup.path != spared:
            backup.path.unlink(missing_ok=True)


def keep(backups: Iterable[Backup]) -> set[Path]:
    """Which of these (newest first) to keep: the newest of each of the last days, weeks and months that have one."""
    kept: set[Path] = set()
    entries = list(backups)
    for key, many in ((_day, KEEP_DAYS), (_week, KEEP_WEEKS), (_month, KEEP_MONTHS)):
        groups: dict[object, Path] = {}
        for backup in entries:
            groups.setdefault(key(backup.at.date()), backup.path)
        kept |= set(list(groups.values())[:many])
    return kept


def _day(day: date) -> object:
    return day


def _week(day: date) -> object:
    return day - timedelta(days=day.weekday())


def _month(day: date) -> object:
    return (day.year, day.month)


def restore_file(source: Path, folder: Path, schema: Schema, core_of: opening.CoreMaker) -> Path | None:
    """Put a backup (a ``.db`` copy or a whole file) in place of a data folder's content; the folder must be locked.

    Returns where the former data file was kept, None if there was none. The folder goes on under a new incarnation.
    Raises :class:`Refused` or :class:`Damaged`, with nothing changed, for what is no good backup.
    """
    with _told(folder), tempfile.TemporaryDirectory(dir=folder, prefix=".restore-") as scratch:
        data = Path(scratch) / _DATABASE
        files = _unpack(source, data, Path(scratch))
        opening.check_copy(data, schema, core_of.key)
        db = Database(data, key=core_of.key)
        try:
            with db.transaction():
                core = core_of(db)
                core.journal.mint(core.device, "restore")
        finally:
            db.close()
        _make_durable(data)
        attachments = Attachments(folder)
        for file in files:
            attachments.add(file)
        kept = _set_aside(folder, core_of.clock())
        data.replace(folder / opening.FILE)
        sync_folder(folder)
    return kept


def _unpack(source: Path, data: Path, scratch: Path) -> list[Path]:
    if not source.is_file():
        raise Refused(f"找不到备份文件“{source}”。", hint="请检查路径，或重新插上U盘。")
    if not zipfile.is_zipfile(source):
        shutil.copyfile(source, data)
        return []
    files = []
    try:
        with zipfile.ZipFile(source) as archive:
            for entry in archive.infolist():
                folder, _, name = entry.filename.rpartition("/")
                if entry.filename != _DATABASE and (folder != "attachments" or len(name) != 64 or not name.isalnum()):
                    raise Damaged("这不是本程序的备份文件。")
                target = data if entry.filename == _DATABASE else scratch / name
                with archive.open(entry) as reader, target.open("wb") as writer:
                    shutil.copyfileobj(reader, writer)
                if target is not data:
                    if file_hash(target) != name:
                        raise Damaged("备份文件里的一个附件已损坏。", hint="请换一个备份。")
                    files.append(target)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise Damaged("备份文件已损坏，没有恢复，现有数据没有改动。", hint="请换一个备份。") from error
    if not data.exists():
        raise Damaged("这不是本程序的备份文件。")
    return files


def _set_aside(folder: Path, now: datetime) -> Path | None:
    present = folder / opening.FILE
    if not present.exists():
        return None
    (folder / "backups").mkdir(exist_ok=True)
    kept = folder / "backups" / f"{now.strftime(_STAMP)}_replaced.db"
    number = 0
    while kept.exists():
        number += 1
        kept = kept.with_name(f"{now.strftime(_STAMP)}-{number}_replaced.db")
    present.replace(kept)
    return kept


def _make_durable(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _copy_durably(source: Path, target: Path) -> None:
    fresh = target.with_name(f"{target.name}.part")
    try:
        shutil.copyfile(source, fresh)
        _make_durable(fresh)
        fresh.replace(target)
        sync_folder(target.parent)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Errors of the file system as a sentence."""
    try:
        with spoken():
            yield
    except OSError as error:
        raise Refused(
            f"没能在“{place}”读写备份：{error.strerror or '出错'}。", hint="请检查磁盘空间和权限，或换一个位置。"
        ) from error
