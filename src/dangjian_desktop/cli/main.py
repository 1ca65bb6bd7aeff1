"""The parser, and what becomes of an error: exit 0 done, 1 our fault, 2 usage, 3 refused, 4 data damaged."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from dangjian_desktop.base.clock import Clock, FixedClock, system_clock
from dangjian_desktop.base.errors import Damaged, Refused
from dangjian_desktop.base.places import chosen_data_folder, default_data_folder
from dangjian_desktop.cli import actions, bundles, papers, pictures, records, sample, selftest, upkeep
from dangjian_desktop.cli.session import Session
from dangjian_desktop.feature import Feature

Command = Callable[[Session, Namespace], None]

DONE, OUR_FAULT, USAGE, REFUSED, DAMAGED = 0, 1, 2, 3, 4


class _Parser(ArgumentParser):
    """argparse whose refusal is in Chinese."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"用法不对：{message}\n{self.format_usage()}")


def main(argv: Sequence[str] | None = None, features: tuple[Feature, ...] | None = None) -> int:
    """Run one command and return its exit code; without a command, open the window."""
    _speak_utf8()
    parser = build_parser()
    try:
        args = parser.parse_args(argv)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    if args.command is None:
        from dangjian_desktop.app import main as open_window

        return open_window([] if args.data is None else ["--data", args.data])
    try:
        args.command(_session(args, features), args)
    except Damaged as damaged:
        return _complain(damaged, DAMAGED)
    except Refused as refused:
        return _complain(refused, REFUSED)
    except BrokenPipeError:
        # The reader of our output has gone (``| head``): nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception:  # noqa: BLE001 - the last guard: our fault is told as such, the details go to a file
        return _our_fault()
    return DONE


def build_parser() -> ArgumentParser:
    """All commands with their options."""
    parser = _Parser(prog="dangjian", description="支部工作台：不带命令时打开窗口。")
    parser.add_argument("--data", metavar="DIR", help="数据文件夹")
    parser.add_argument("--json", action="store_true", help="用 JSON 回答")
    parser.add_argument("--now", metavar="TIME", help="固定的当前时间，例如 2026-10-12T10:30")
    parser.add_argument("--private", action="store_true", help="显示身份证号、电话、党费基数等个人信息")
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(title="命令", metavar="命令", parser_class=_Parser)
    _add_records(commands.add_parser)
    _add_work(commands.add_parser)
    _add_bundles(commands.add_parser)
    _add_upkeep(commands.add_parser)
    return parser


def _add_records(add: Callable[..., ArgumentParser]) -> None:
    listing = add("list", help="列出一类记录")
    listing.add_argument("kind", metavar="KIND")
    listing.add_argument("--period", metavar="2026-10")
    _finish(listing, records.list_records)
    showing = add("show", help="看一条记录")
    showing.add_argument("id", metavar="ID")
    _finish(showing, records.show)
    history = add("history", help="一条记录的修改经过")
    history.add_argument("id", metavar="ID")
    _finish(history, records.history)


def _add_work(add: Callable[..., ArgumentParser]) -> None:
    doing = add("do", help="办一件事")
    doing.add_argument("action", metavar="ACTION", nargs="?")
    doing.add_argument("--input", metavar="FILE")
    doing.add_argument("--list", action="store_true", help="有哪些操作")
    doing.add_argument("--schema", action="store_true", help="这个操作要填什么")
    _finish(doing, actions.do)
    _finish(add("undo", help="撤销上一步"), actions.undo)
    _finish(add("redo", help="重做"), actions.redo)
    paper = add("paper", help="生成一份材料（PDF）")
    paper.add_argument("name", metavar="NAME", nargs="?")
    paper.add_argument("--list", action="store_true", help="有哪些材料")
    paper.add_argument("--all", action="store_true", help="全部材料各一份，-o 给出文件夹")
    paper.add_argument("--word", action="store_true", help="--all 时存成 Word")
    paper.add_argument("--record", metavar="ID")
    paper.add_argument("--period", metavar="2026-10")
    paper.add_argument("-o", "--output", metavar="FILE", help="存成 .pdf 或 .docx；--all 时是文件夹")
    paper.add_argument("--archive", action="store_true", help="存档用的 PDF/A-1b")
    paper.add_argument("--issue", action="store_true", help="同时签发留存这份 PDF（不能撤销）")
    _finish(paper, papers.paper)


def _add_bundles(add: Callable[..., ArgumentParser]) -> None:
    bundle = add("bundle", help="同步包")
    verbs = bundle.add_subparsers(title="动作", metavar="动作", required=True, parser_class=_Parser)
    export = verbs.add_parser("export", help="导出")
    export.add_argument("--kind", choices=["sync"], required=True)
    export.add_argument("-o", "--output", metavar="FILE", required=True)
    lock = export.add_mutually_exclusive_group(required=True)
    lock.add_argument("--passphrase-file", metavar="F")
    lock.add_argument("--plain", action="store_true")
    export.add_argument("--whole", action="store_true", help="完整的包（对方是新电脑，或提示缺内容时）")
    _finish(export, bundles.export)
    inspect = verbs.add_parser("inspect", help="看一个包是什么")
    inspect.add_argument("file", metavar="FILE")
    inspect.add_argument("--passphrase-file", metavar="F")
    _finish(inspect, bundles.inspect)
    importing = verbs.add_parser("import", help="导入")
    importing.add_argument("file", metavar="FILE")
    importing.add_argument("--passphrase-file", metavar="F")
    importing.add_argument("--dry-run", action="store_true", help="只看会有什么变化")
    importing.add_argument("--yes", action="store_true", help="导入前要问的都答“是”")
    _finish(importing, bundles.import_bundle)
    _finish(verbs.add_parser("takeback", help="整批退回上一次导入"), bundles.take_back)
    _finish(add("conflicts", help="待核对的内容"), bundles.conflicts)
    _finish(add("duplicates", help="可能重复的记录"), bundles.duplicates)


def _add_upkeep(add: Callable[..., ArgumentParser]) -> None:
    making = add("sample", help="做一个样例支部")
    making.add_argument("--years", type=int, default=3)
    making.add_argument("--members", type=int, default=24)
    making.add_argument("--seed", type=int, default=1)
    _finish(making, sample.sample)
    _finish(add("verify", help="核对数据是否完好"), upkeep.verify)
    backup = add("backup", help="备份成一个文件")
    backup.add_argument("-o", "--output", metavar="FILE", required=True)
    _finish(backup, upkeep.backup)
    restore = add("restore", help="从备份文件恢复")
    restore.add_argument("file", metavar="FILE")
    _finish(restore, upkeep.restore)
    shots = add("screenshots", help="给每个页面拍照")
    shots.add_argument("-o", "--output", metavar="DIR", required=True)
    shots.add_argument("--size", default="1366x768")
    shots.add_argument("--scale", type=float, default=1.0)
    _finish(shots, pictures.screenshots)
    _finish(add("self-test", help="检查程序自身是否完好"), selftest.self_test)


def _finish(parser: ArgumentParser, command: Command) -> None:
    # --json and --private may stand behind the command too; suppressed defaults keep what stood before it.
    parser.add_argument("--json", action="store_true", default=SUPPRESS)
    parser.add_argument("--private", action="store_true", default=SUPPRESS)
    parser.set_defaults(command=command)


def _session(args: Namespace, features: tuple[Feature, ...] | None) -> Session:
    if features is None:
        from dangjian_desktop.features import FEATURES

        features = FEATURES
    data = Path(args.data) if args.data else chosen_data_folder() or default_data_folder()
    return Session(features, data, _clock(args.now), args.json, args.private, sys.stdout, sys.stderr)


def _clock(text: str | None) -> Clock:
    if text is None:
        return system_clock
    try:
        return FixedClock(datetime.fromisoformat(text).replace(tzinfo=None))
    except ValueError as error:
        raise Refused(f"看不懂时间“{text}”。", hint="请写成 2026-10-12 或 2026-10-12T10:30。") from error


def _speak_utf8() -> None:
    """Chinese reaches the terminal or the pipe whole, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _complain(refused: Refused, code: int) -> int:
    print(str(refused), file=sys.stderr)
    for problem in refused.problems:
        print(f"  {problem.field}  {problem.message}", file=sys.stderr)
    return code


def _our_fault() -> int:
    with tempfile.NamedTemporaryFile(
        "w", prefix="dangjian-error-", suffix=".txt", delete=False, encoding="utf-8"
    ) as report:
        report.write(_without_values(sys.exc_info()[1]))
    print(f"程序自身出了错，数据没有改动。错误报告在：{report.name}", file=sys.stderr)
    return OUR_FAULT


def _without_values(error: BaseException | None) -> str:
    """The places in the code and the kind of error, without its message, which may repeat private values."""
    if error is None:
        return ""
    frames = traceback.extract_tb(error.__traceback__)
    places = "".join(
        f'  File "{Path(frame.filename).name}", line {frame.lineno}, in {frame.name}\n' for frame in frames
    )
    return f"{type(error).__module__}.{type(error).__name__}\n{places}"
