"""``do``, ``undo`` and ``redo``: every verb of every feature, by name, with a typed JSON input."""

from __future__ import annotations

from argparse import Namespace

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.inputs import parse_input, schema_of
from dangjian_desktop.cli.session import Session, read_json
from dangjian_desktop.feature import Action
from dangjian_desktop.store import Undone


def do(session: Session, args: Namespace) -> None:
    """List the actions, print the schema of one, or carry one out."""
    if args.list or not args.action:
        entries = [{"name": action.name, "label": action.label} for action in session.actions]
        session.answer(entries, "\n".join(f"{entry['name']}  {entry['label']}" for entry in entries))
        return
    action = _action(session, args.action)
    if args.schema:
        session.answer(schema_of(action.input))
        return
    if not args.input:
        raise Refused(
            "没有给出要填的内容。", hint="请用 --input 文件（或 - 表示从标准输入读），--schema 可看要填什么。"
        )
    data = parse_input(action.input, read_json(args.input))
    with session.store() as store, store.write(action.label, verb=action.name) as tx:
        result = action.run(tx, data)
        label = tx.label
    session.answer({"label": label, "result": result}, f"已办：{label}")


def undo(session: Session, _args: Namespace) -> None:
    """Undo this PC's last action."""
    with session.store() as store:
        _say_undone(session, store.undo(), "撤销")


def redo(session: Session, _args: Namespace) -> None:
    """Redo what was last undone."""
    with session.store() as store:
        _say_undone(session, store.redo(), "重做")


def _say_undone(session: Session, undone: Undone | None, word: str) -> None:
    if undone is None:
        raise Refused(f"没有可以{word}的操作。")
    text = "\n".join([f"已{word}：{undone.label}", *undone.skipped])
    session.answer({"label": undone.label, "skipped": list(undone.skipped)}, text)


def _action(session: Session, name: str) -> Action:
    for action in session.actions:
        if action.name == name:
            return action
    raise Refused(f"没有名为“{name}”的操作。", hint="请用 do --list 查看有哪些操作。")
