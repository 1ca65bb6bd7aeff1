"""The window put together: data folder, database thread, features, main window. The only place that does so."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dangjian_desktop.base.clock import Clock, system_clock
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.base.places import chosen_data_folder, config_folder, remember_data_folder
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.cli.sample import build_sample
from dangjian_desktop.feature import Feature, schema_of
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import DatabaseThread, Reader, Store
from dangjian_desktop.ui.backup_watch import BackupWatch
from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.ui.components.chart import chart_faces
from dangjian_desktop.ui.components.dialogs import RefusedDialog
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.first_start import FirstStart, ask_first_start
from dangjian_desktop.ui.instance import hand_over, listen
from dangjian_desktop.ui.tools import tools_tab
from dangjian_desktop.ui.waiting import wait_for
from dangjian_desktop.ui.window import MainWindow


@dataclass
class Desk:
    """An open window with everything behind it."""

    database: DatabaseThread
    context: WindowContext
    window: MainWindow

    def close(self) -> None:
        """Close the window, deliver nothing any more, close the store."""
        self.window.close()
        self.context.close()
        self.database.close()


def open_desk(features: Sequence[Feature], folder: Path, *, clock: Clock = system_clock, remember: bool = True) -> Desk:
    """Open a data folder in a window (not shown yet).

    ``remember`` keeps size and place of the window for the next start.

    Raises:
        Refused: when the folder is in use, can't be written or holds newer or damaged data.
    """
    schema = schema_of(features)
    mark = config_folder() / "mark.json"
    database = DatabaseThread(lambda: Store.open(folder, schema, clock=clock, mark=mark))
    try:
        wait_for("正在打开数据", lambda _progress: database.submit(_sign).result(), cancellable=False)
    except BaseException:
        database.close()
        raise
    context = WindowContext(database, features, clock=clock, folder=folder)
    window = MainWindow(context, tools=tools_tab(_branch_name), branch=_branch_name, remember=remember)
    BackupWatch(context, window.status)
    return Desk(database, context, window)


def _sign(store: Store) -> None:
    """Whoever said their name at the first start signs what is written here."""
    store.author = str(store.settings.get("author", ""))


def _branch_name(reader: Reader) -> str:
    return branch_facts(reader).name


def prepare(
    features: Sequence[Feature], choice: FirstStart, *, clock: Clock = system_clock, progress: Progress | None = None
) -> None:
    """Make the data folder that was chosen at the first start: empty with the branch's name, or the sample.

    Raises:
        Refused: when the folder can't be written, or the making was cancelled; nothing of it is left then.
    """
    if choice.sample:
        build_sample(features, choice.folder, now=clock(), progress=progress)
    schema = schema_of(features)
    with Store.open(choice.folder, schema, clock=clock, author=choice.author) as store:
        store.settings.set("author", choice.author)
        if choice.branch and not choice.sample:
            action = next(a for feature in features for a in feature.actions if a.name == "set_branch")
            with store.write(action.label, verb=action.name) as tx:
                action.run(tx, parse_input(action.input, {"changes": {"name": choice.branch}}))
    remember_data_folder(choice.folder)


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window; returns the exit code."""
    parser = argparse.ArgumentParser(prog="dangjian-desktop")
    parser.add_argument("--data", metavar="DIR")
    parser.add_argument("file", nargs="?", help="同步包")
    options = parser.parse_args(argv)
    application = make_application(sys.argv[:1], crash_folder=config_folder())
    from dangjian_desktop.features import FEATURES

    try:
        folder = Path(options.data) if options.data else _folder(FEATURES)
        if folder is None or hand_over(folder, _absolute(options.file)):
            return 0
        desk = open_desk(FEATURES, folder)
    except Refused as refused:
        RefusedDialog(refused).exec()
        return 3
    doorbell = listen(folder, desk.window)
    desk.window.show()
    desk.context.work(chart_faces, lambda _faces: None, desk.window)
    if application.crashes is not None and application.crashes.last_time():
        desk.window.warn("上次程序没有正常退出。已保存的内容都在，没写完的会在原处恢复。", strong="提醒")
        application.crashes.put_away()
    if options.file:
        desk.context.open("tools/exchange", None, {"file": _absolute(options.file)})
    code = application.qt.exec()
    doorbell.close()
    desk.close()
    return code


def _folder(features: Sequence[Feature]) -> Path | None:
    """The folder chosen once; asks for it at the first start. None when the user left."""
    known = chosen_data_folder()
    if known is not None:
        return known
    choice = ask_first_start()
    if choice is None:
        return None
    wait_for("正在准备", lambda progress: prepare(features, choice, progress=progress))
    return choice.folder


def _absolute(file: str | None) -> str:
    return str(Path(file).resolve()) if file else ""


if __name__ == "__main__":
    sys.exit(main())
