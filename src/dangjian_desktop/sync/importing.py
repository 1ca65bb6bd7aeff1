"""Taking in a 同步包: read → preview → apply, and taking the import back as a whole."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import Store, live
from dangjian_desktop.store.exchange import Effect, ImportLine, Incoming
from dangjian_desktop.sync.container import damaged
from dangjian_desktop.sync.files import disk_errors, encrypted, open_bundle
from dangjian_desktop.sync.manifest import KIND_LABELS, Manifest
from dangjian_desktop.sync.model import (
    NOTHING_NEW,
    Imported,
    Inspection,
    KindCount,
    TakenBack,
    size_text,
)
from dangjian_desktop.sync.staging import Staging
from dangjian_desktop.sync.wire import read_incoming

_SHA256 = re.compile(r"[0-9a-f]{64}")
_MANY = 20
_MANY_OF = 5


@dataclass(frozen=True)
class Preview:
    """What applying a bundle would do, exactly; nothing has been changed.

    ``questions`` are sentences that the user has to answer with yes before :func:`apply`; ``notes`` are worth
    knowing. Its attachments wait on this PC, so the stick may be pulled out; :meth:`discard` throws them away.
    """

    path: Path
    from_device: str
    author: str
    made_at: str
    actions: int
    kinds: tuple[KindCount, ...]
    conflicts: int
    attachments: int
    attachment_bytes: int
    questions: tuple[str, ...]
    notes: tuple[str, ...]
    incoming: Incoming = field(repr=False)
    wanted: tuple[str, ...] = field(repr=False)
    staging: Staging = field(repr=False)

    @property
    def nothing_new(self) -> bool:
        """Whether everything in it is here already."""
        return not self.actions and not self.attachments

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The preview in words: pairs (label, value)."""
        sender = self.from_device + (f"（{self.author}）" if self.author else "")
        head = (("文件", self.path.name), ("来自", sender), ("做包时间", self.made_at))
        if self.nothing_new:
            return (*head, ("内容", NOTHING_NEW))
        kinds = tuple((k.label, k.sentence.removeprefix(f"{k.label}：")) for k in self.kinds)
        files = (("附件", f"{self.attachments} 个，共 {size_text(self.attachment_bytes)}"),) if self.attachments else ()
        return (*head, ("操作", f"{self.actions} 步"), *kinds, *files)

    def discard(self) -> None:
        """The user said no: nothing of the bundle stays on this PC."""
        self.staging.drop()


def inspect(path: Path, passphrase: str | None = None) -> Inspection:
    """What a bundle says of itself. Encrypted and without a passphrase, only that it is.

    Raises :class:`~dangjian_desktop.base.errors.Refused` for a foreign, damaged or newer file and a wrong passphrase.
    """
    locked = encrypted(path)
    with disk_errors(path, "读取"):
        size = path.stat().st_size
    if locked and not passphrase:
        return Inspection(path, size, encrypted=True, readable=False)
    with open_bundle(path, passphrase) as content:
        manifest = content.manifest
    return Inspection(
        path=path,
        size=size,
        encrypted=locked,
        readable=True,
        kind=KIND_LABELS[manifest.kind],
        sender=manifest.sender_device,
        author=manifest.author,
        branch=manifest.branch,
        made_at=_shown_time(manifest),
        program=manifest.program,
        whole=manifest.whole,
        actions=manifest.actions,
        operations=manifest.operations,
        attachments=len(manifest.attachments),
        attachment_bytes=sum(m.size for m in manifest.attachments.values()),
        base=manifest.base,
        top=manifest.top,
    )


def read_bundle(store: Store, path: Path, passphrase: str | None, progress: Progress) -> Preview:
    """Check a bundle wholly and work out what it would do here; no record is touched.

    Raises ``PassphraseNeeded``; :class:`Refused` for what is foreign, damaged, forged, newer, stands on something
    that is missing here (naming whose and which range) or on a copied folder (naming the PC); ``Cancelled``.
    """
    staging = Staging(store)
    staging.begin()
    try:
        digest = _digest(path)
        with open_bundle(path, passphrase) as content:
            content.check(progress)
            progress.step(0, 0, "正在核对每一步操作")
            incoming = read_incoming(content, path.name, digest)
            manifest = content.manifest
            _check_attachments(store, incoming, manifest)
            wanted = tuple(sha256 for sha256 in manifest.attachments if not store.attachments.has(sha256))
            staging.take(content, wanted, progress)
        effect = store.exchange.preview(incoming, progress)
        _note_what_the_sender_has(store, incoming, effect)
    except BaseException:
        staging.drop()
        raise
    return Preview(
        path=path,
        from_device=manifest.sender_device,
        author=manifest.author,
        made_at=_shown_time(manifest),
        actions=effect.actions,
        kinds=_kinds(effect),
        conflicts=effect.conflicts,
        attachments=len(wanted),
        attachment_bytes=sum(manifest.attachments[sha256].size for sha256 in wanted),
        questions=(*_strangers(store, manifest), *_many_deleted(store, effect)),
        notes=(*effect.notes, *_restamped(effect), *_absent(store, manifest)),
        incoming=incoming,
        wanted=wanted,
        staging=staging,
    )


def apply(store: Store, preview: Preview, progress: Progress) -> Imported:
    """Do what the preview says: backup, attachments, then all actions in one transaction.

    Raises what :func:`read_bundle` raises where the data changed since, ``Cancelled``, and :class:`Refused` for a
    full disk; then nothing has changed.
    """
    files = preview.staging.files(preview.wanted)
    backup = _back_up(store, progress) if preview.actions and store.exchange.vector() else None
    added: list[str] = []
    try:
        for file in files:
            if not store.attachments.has(file.name):
                added.append(store.attachments.add(file, progress).sha256)
        effect = store.exchange.apply(preview.incoming, backup=str(backup or ""), progress=progress)
    except BaseException:
        _remove(store, added)
        raise
    preview.discard()
    return Imported(
        actions=effect.actions,
        kinds=_kinds(effect),
        attachments=len(added),
        records=effect.records,
        conflicts=effect.conflicts,
        backup=backup,
        from_device=preview.from_device,
    )


def last_import(store: Store) -> ImportLine | None:
    """The import that :func:`take_back` would take back; None when there is none."""
    return store.exchange.last_import()


def take_back(store: Store) -> TakenBack:
    """Take the last import back as a whole, as if it had never come.

    Raises :class:`Refused` when there is none, or when later local work stands on it: then the sentence names that
    work and the backup made before the import.
    """
    line = store.exchange.last_import()
    effect = store.exchange.take_back()
    device = line.device if line is not None else ""
    return TakenBack(effect.actions, effect.records, device)


def _note_what_the_sender_has(store: Store, incoming: Incoming, effect: Effect) -> None:
    """A bundle that brings nothing still says what its sender has: the next one to there can be short.

    Only the import log hears of it; no record is touched, so this needs nobody's yes.
    """
    known = store.exchange.received().get(incoming.sender)
    if not effect.actions and not effect.restamped and known != dict(incoming.top):
        store.exchange.apply(incoming)


def _digest(path: Path) -> str:
    with disk_errors(path, "读取"), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _shown_time(manifest: Manifest) -> str:
    return manifest.made_at.strftime("%Y-%m-%d %H:%M")


def _check_attachments(store: Store, incoming: Incoming, manifest: Manifest) -> None:
    """A bundle brings exactly the attachments its actions speak of, or says which it has not."""
    named = {sha256 for sha256 in store.exchange.attachments_named(incoming.actions) if _SHA256.fullmatch(sha256)}
    brought, absent = set(manifest.attachments), set(manifest.absent)
    if brought & absent or brought | absent != named:
        raise damaged("attachments differ from what the actions name")


def _kinds(effect: Effect) -> tuple[KindCount, ...]:
    return tuple(KindCount(k.kind, k.label, k.new, k.changed, k.deleted, k.conflicts) for k in effect.kinds)


def _strangers(store: Store, manifest: Manifest) -> Iterable[str]:
    """Two PCs that share no history are perhaps not of one branch."""
    mine = store.exchange.vector()
    if mine and not set(mine) & set(manifest.top):
        whose = f"“{manifest.branch}”的" if manifest.branch else ""
        yield (
            f"本机与{whose}“{manifest.sender_device}”从未交换过数据。"
            "如果不是同一个支部，导入后两边的记录会混在一起。确定要导入吗？"
        )


def _many_deleted(store: Store, effect: Effect) -> Iterable[str]:
    """Many records that would go are asked about once more."""
    with store.read() as reader:
        for kind in effect.kinds:
            if kind.deleted < _MANY_OF:
                continue
            model = store.schema.kinds[kind.kind].model
            there = reader.scalar(select(func.count()).select_from(model).where(live(model)))
            if kind.deleted >= _MANY or kind.deleted * 3 >= there:
                yield (
                    f"导入后，本机 {there} 条{kind.label}中有 {kind.deleted} 条会被删除"
                    "（可从回收站恢复）。确定要导入吗？"
                )


def _restamped(effect: Effect) -> Iterable[str]:
    if effect.restamped:
        yield "本机的数据文件夹是从别的电脑复制来的，导入时会为本机换一个新的编号，内容不变。"


def _absent(store: Store, manifest: Manifest) -> Iterable[str]:
    lacking = sum(not store.attachments.has(sha256) for sha256 in manifest.absent)
    if lacking:
        yield f"有 {lacking} 个附件的文件对方电脑上也没有，记录会导入，附件暂时打不开。"


def _back_up(store: Store, progress: Progress) -> Path:
    return store.backups.before_import(progress)


def _remove(store: Store, added: Sequence[str]) -> None:
    for sha256 in added:
        store.attachments.discard(sha256)
