"""Making a 同步包: whole actions since what the receivers certainly have, with the attachments these speak of."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import Store
from dangjian_desktop.store.attachments import safe_name
from dangjian_desktop.store.journal import Top, Vector
from dangjian_desktop.store.operations import Action
from dangjian_desktop.sync.container import CHUNK, ContentWriter
from dangjian_desktop.sync.files import SUFFIX, check_bundle, disk_errors, scratch, write_safely
from dangjian_desktop.sync.manifest import KIND_SYNC, Incarnation, Manifest
from dangjian_desktop.sync.model import Exported
from dangjian_desktop.sync.peers import base_for
from dangjian_desktop.sync.secrets import check_passphrase, encrypt
from dangjian_desktop.sync.wire import to_lines

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class _Load:
    """What goes along: actions, the attachments whose files are here and sound, and the names of those that are not."""

    actions: list[Action]
    present: tuple[str, ...]
    absent: dict[str, str]


def export_sync(
    store: Store,
    target: Path,
    passphrase: str | None,
    progress: Progress,
    *,
    to: Sequence[str] | None = None,
    whole: bool = False,
    branch: str = "",
) -> Exported:
    """Write a 同步包 to ``target``; encrypted unless ``passphrase`` is None.

    ``to`` names the PCs it is for (``Peer.incarnation``; None = all), ``whole`` sends everything, ``branch`` is the
    branch's name for people to read. An older file of that name is replaced only by a whole and verified one. Raises
    :class:`Refused` when there is nothing to export, the passphrase protects nothing, or the disk fails, and
    ``Cancelled``; nothing is left behind then.
    """
    if passphrase is not None:
        check_passphrase(passphrase)
    top = store.exchange.vector()
    if not top:
        raise Refused("本机还没有任何内容，没有可以导出的。", hint="请先登记内容，再导出同步包。")
    base = {} if whole else base_for(store, to)
    load = _load(store, base, progress)
    with scratch() as content:
        manifest = _write_content(content, store, base, top, load, branch, progress)
        size = content.seek(0, 2)

        def fill(out: IO[bytes]) -> None:
            content.seek(0)
            if passphrase is None:
                shutil.copyfileobj(content, out, CHUNK)
            else:
                progress.step(0, 0, "正在加密")
                encrypt(content, size, out, passphrase)

        def verify(part: Path) -> None:
            check_bundle(part, passphrase, progress)
            # Noted before the file takes its name: what may be in other hands must count as handed out.
            store.exchange.note_export(target.name, top)

        written = write_safely(target, fill, verify)
    return Exported(
        path=target,
        size=written,
        encrypted=passphrase is not None,
        whole=manifest.whole,
        actions=manifest.actions,
        operations=manifest.operations,
        attachments=len(load.present),
        absent=tuple(sorted(load.absent.values())),
    )


def suggest_name(store: Store, branch: str = "") -> str:
    """A file name that says whose it is and of when: 同步包 机关第一党支部 2026-10-12 组织科电脑.djb."""
    day = _now(store).date().isoformat()
    return safe_name(" ".join(part for part in ("同步包", branch, day, store.device) if part)) + SUFFIX


def _load(store: Store, base: Vector, progress: Progress) -> _Load:
    """The actions after ``base`` and the attachments they name."""
    actions: list[Action] = []
    for action in store.exchange.outgoing(base):
        actions.append(action)
        progress.step(len(actions), 0, "正在收集操作")
    named = {s: n for s, n in store.exchange.attachments_named(actions).items() if _SHA256.fullmatch(s)}
    present: list[str] = []
    for done, sha256 in enumerate(sorted(named)):
        progress.step(done, len(named), "正在核对附件")
        if store.attachments.check(sha256):
            present.append(sha256)
    absent = {sha256: name for sha256, name in named.items() if sha256 not in set(present)}
    return _Load(actions, tuple(present), absent)


def _write_content(
    target: IO[bytes], store: Store, base: Vector, top: dict[str, Top], load: _Load, branch: str, progress: Progress
) -> Manifest:
    known = store.exchange.incarnations()
    sender = store.journal.inc
    with disk_errors(Path("临时文件"), "写入"), ContentWriter(target, progress) as writer:
        writer.add_actions(to_lines(load.actions))
        for done, sha256 in enumerate(load.present):
            progress.step(done, len(load.present), "正在写入附件")
            writer.add_attachment(sha256, store.attachments.path(sha256))
        manifest = Manifest(
            kind=KIND_SYNC,
            made_at=_now(store),
            program=_version(),
            sender=sender,
            author=store.author,
            branch=branch,
            base=base,
            top=top,
            incarnations=tuple(
                Incarnation(inc, known[inc].device, known[inc].minted_at, known[inc].why) for inc in sorted(known)
            ),
            actions=len(load.actions),
            operations=sum(len(action.ops) for action in load.actions),
            members=dict(writer.members),
            absent=tuple(sorted(load.absent)),
        )
        writer.finish(manifest)
    return manifest


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("dangjian-desktop")
    except PackageNotFoundError:
        return ""


def _now(store: Store) -> datetime:
    with store.read() as reader:
        return reader.now
