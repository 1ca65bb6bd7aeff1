"""``bundle``, ``conflicts`` and ``duplicates``: the exchange between the PCs of a branch."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Collection
from pathlib import Path
from typing import Any

from dangjian_desktop import sync
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.cli.records import plain
from dangjian_desktop.cli.session import Session, read_text
from dangjian_desktop.feature import duplicate_keys
from dangjian_desktop.store import Conflict, Store


def export(session: Session, args: Namespace) -> None:
    """Write a sync bundle, read it back, and only then say that the stick may be pulled out."""
    secret = None if args.plain else _passphrase(args.passphrase_file)
    with session.store() as store:
        done = sync.export_sync(store, Path(args.output), secret, Progress(), whole=args.whole)
    facts = {"file": str(done.path), "actions": done.actions, "attachments": done.attachments, "whole": done.whole}
    session.answer(facts, f"{done.path}：{done.sentence}")


def inspect(session: Session, args: Namespace) -> None:
    """Say what a bundle is, without importing anything."""
    secret = _passphrase(args.passphrase_file) if args.passphrase_file else None
    found = sync.inspect(Path(args.file), secret)
    session.answer(dict(found.lines), "\n".join(f"{label}：{value}" for label, value in found.lines))


def import_bundle(session: Session, args: Namespace) -> None:
    """Read, preview, and (unless ``--dry-run``) apply a bundle; an empty folder becomes the branch's next PC.

    What the window would ask about first is refused with the questions, unless ``--yes`` answers them.
    """
    secret = _passphrase(args.passphrase_file) if args.passphrase_file else None
    source = Path(args.file)
    if not source.is_file():
        raise Refused(f"找不到同步包“{source}”。", hint="请检查U盘是否插好、路径是否写对。")
    with session.store(create=True) as store:
        preview = sync.read_bundle(store, source, secret, Progress())
        if args.dry_run or preview.nothing_new:
            preview.discard()
            facts = {"nothing_new": preview.nothing_new, **dict(preview.lines)}
            lines = [f"{label}：{value}" for label, value in preview.lines]
            session.answer(facts, "\n".join([*lines, *preview.questions, *preview.notes]))
            return
        if preview.questions and not args.yes:
            preview.discard()
            raise Refused("\n".join(preview.questions), hint="\n没有导入。确定要导入时请加 --yes。")
        done = sync.apply(store, preview, Progress())
        repeated = len(_duplicates(session, store, touched=done.records))
    facts = {"actions": done.actions, "attachments": done.attachments, "conflicts": done.conflicts}
    more = f"有 {repeated} 组可能重复的记录，可用 duplicates 查看。" if repeated else ""
    session.answer({**facts, "duplicates": repeated}, done.sentence + more)


def take_back(session: Session, _args: Namespace) -> None:
    """Take the last import back as a whole."""
    with session.store() as store:
        done = sync.take_back(store)
    session.answer({"actions": done.actions}, done.sentence)


def conflicts(session: Session, _args: Namespace) -> None:
    """What two people changed unaware of each other, both values side by side."""
    with session.store() as store, store.read() as reader:
        found = [_conflict(conflict, private=session.private) for conflict in reader.conflicts()]
    lines = [f"{one['kind_label']}·{one['label']}：{' ｜ '.join(map(str, one['values']))}" for one in found]
    session.answer(found, "\n".join(lines) or "没有待核对的内容。")


def duplicates(session: Session, _args: Namespace) -> None:
    """Records that are probably one thing which two people wrote down; they are merged in the window."""
    references = {one.kind: one for feature in session.features for one in feature.references}
    with session.store() as store:
        groups = _duplicates(session, store)
        with store.read() as reader:
            named = {id: references[one.kind].label(reader, id) for one in groups for id in one.ids}
    found = [
        {"kind": one.kind, "kind_label": one.label, "records": [{"id": id, "label": named[id]} for id in one.ids]}
        for one in groups
    ]
    lines = [f"{one.label}：{' ｜ '.join(f'{named[id]} {id}' for id in one.ids)}" for one in groups]
    session.answer(found, "\n".join(lines) or "没有可能重复的记录。")


def _duplicates(
    session: Session, store: Store, touched: Collection[tuple[str, str]] | None = None
) -> tuple[sync.Duplicates, ...]:
    different = sync.said_different(store)
    with store.read() as reader:
        return sync.find_duplicates(reader, duplicate_keys(session.features), touched=touched, different=different)


def _conflict(conflict: Conflict, *, private: bool) -> dict[str, Any]:
    hidden = conflict.private and not private
    return {
        "kind": conflict.kind,
        "kind_label": conflict.kind_label,
        "record": conflict.record,
        "field": conflict.field,
        "label": conflict.field_label,
        "values": ["***" if hidden else plain(side.value) for side in conflict.sides],
    }


def _passphrase(name: str) -> str:
    """The first line of the passphrase's file. Raises :class:`Refused` when there is none."""
    lines = read_text(name).splitlines()
    if not lines or not lines[0].strip():
        raise Refused("口令文件是空的。", hint="请把支部口令写在文件的第一行。")
    return lines[0].strip()
