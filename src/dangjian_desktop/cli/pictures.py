"""``screenshots``: every view of the window as it looks on a screen of a given size and scale."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.cli.session import Session
from dangjian_desktop.feature import Hit, Reference
from dangjian_desktop.store import Store

if TYPE_CHECKING:
    from dangjian_desktop.app import Desk


def screenshots(session: Session, args: Namespace) -> None:
    """Photograph all views, and one open record of each list, into a folder.

    A picture has the screen's size in device pixels: title bar and task bar are drawn, so the window has just the
    room that it has on such a screen (1366×768 at 125 % leaves 1092×542 logical pixels).
    """
    match = re.fullmatch(r"(\d{3,5})[xX×](\d{3,5})", args.size)
    if not match or not 0.5 <= args.scale <= 4:
        raise Refused("看不懂屏幕大小或缩放。", hint="请写成 --size 1366x768 --scale 1.25。")
    with session.store():
        pass  # the folder holds data and is free, or a sentence says what is wrong
    out = Path(args.output)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"建不了文件夹“{out}”：{error.strerror}。", hint="请换一个能写的位置。") from error
    side = (round(int(match[1]) / args.scale), round(int(match[2]) / args.scale))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(args.scale)
    made = _photograph(session, out, side)
    session.answer([str(path) for path in made], "\n".join(str(path) for path in made))


def _photograph(session: Session, out: Path, side: tuple[int, int]) -> list[Path]:
    from dangjian_desktop.app import open_desk
    from dangjian_desktop.ui.bootstrap import make_application
    from dangjian_desktop.ui.photograph import photograph

    application = make_application(["dangjian"])
    desk = open_desk(session.features, session.data, clock=session.clock, remember=False)
    try:
        return photograph(desk.window, _targets(desk), out, side)
    finally:
        desk.close()
        application.qt.sendPostedEvents()


def _targets(desk: Desk) -> Iterator[tuple[str, str | None]]:
    """Every address as it opens, then for each view that opens records the first that its search finds."""
    from dangjian_desktop.ui.tools import tools_tab
    from dangjian_desktop.ui.window import addresses

    features = desk.context.features
    for address in addresses([*(feature.tab for feature in features if feature.tab is not None), tools_tab()]):
        yield address, None
    opened: set[str] = set()
    for reference in (reference for feature in features for reference in feature.references if reference.view):
        hits = desk.database.submit(partial(_first, reference)).result()
        if hits and reference.view not in opened:
            opened.add(reference.view)
            held = [hit for hit in hits if hit.day is None or hit.day <= desk.context.today]
            yield reference.view, (held or hits)[0].id


def _first(reference: Reference, store: Store) -> list[Hit]:
    with store.read() as reader:
        return reference.find(reader, "", 8)
