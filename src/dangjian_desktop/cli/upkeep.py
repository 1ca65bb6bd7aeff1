"""``verify``, ``backup`` and ``restore``: the care of the data folder."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from dangjian_desktop.base.errors import Damaged, Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.cli.session import Session
from dangjian_desktop.store import Store


def verify(session: Session, _args: Namespace) -> None:
    """Check every chain, row and attachment. Raises :class:`Damaged` with what was found."""
    with session.store() as store:
        problems = store.verify(Progress())
    if problems:
        session.answer({"problems": [str(problem) for problem in problems]}, "")
        raise Damaged("数据核对发现问题：" + "；".join(str(problem) for problem in problems))
    session.answer({"problems": []}, "数据完好，没有发现问题。")


def backup(session: Session, args: Namespace) -> None:
    """Write one checked backup file that holds everything, attachments included."""
    target = Path(args.output)
    with session.store() as store:
        store.backups.write_file(target, Progress())
    session.answer({"file": str(target)}, f"已备份并核对：{target}")


def restore(session: Session, args: Namespace) -> None:
    """Put a backup file in place of the data folder's content, which is kept beside it."""
    source = Path(args.file)
    if not source.is_file():
        raise Refused(f"找不到备份文件“{source}”。", hint="请检查路径是否写对。")
    kept = Store.restore_file(source, session.data, session.schema, clock=session.clock, ids=session.ids)
    text = f"已从备份恢复：{session.data}" + (f"。原来的数据留在：{kept}" if kept else "")
    session.answer({"data": str(session.data), "kept": str(kept) if kept else None}, text)
