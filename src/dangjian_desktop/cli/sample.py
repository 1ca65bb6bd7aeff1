"""``sample``: an invented branch with some years of life, made through the program's own actions."""

from __future__ import annotations

import shutil
from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.cli.session import Session
from dangjian_desktop.feature import Feature, SampleWorld, schema_of
from dangjian_desktop.store import Store


class _UpTo(FixedClock):
    """A clock that never shows a time later than ``last``: nothing in the sample was written in the future."""

    def __init__(self, now: datetime, last: datetime) -> None:
        super().__init__(now)
        self._last = last

    def __call__(self) -> datetime:
        return min(self.now, self._last)


def sample(session: Session, args: Namespace) -> None:
    """Fill an empty data folder. The same seed, size and day give the same branch."""
    if Store.exists(session.data):
        raise Refused(f"“{session.data}”里已经有数据，样例不会写进去。", hint="请用 --data 指到一个空文件夹。")
    if not 1 <= args.years <= 20 or not 8 <= args.members <= 50:
        raise Refused("样例支部可以有 1 至 20 年、8 至 50 名党员。", hint="请改 --years 或 --members。")
    build_sample(
        session.features, session.data, years=args.years, members=args.members, seed=args.seed, now=session.clock()
    )
    session.answer({"data": str(session.data)}, f"样例支部已建好：{session.data}")


def build_sample(
    features: Sequence[Feature],
    folder: Path,
    *,
    now: datetime,
    years: int = 3,
    members: int = 24,
    seed: int = 1,
    progress: Progress | None = None,
) -> None:
    """Make the sample branch as it stands at ``now``; each feature adds its part in the order of the floors.

    It is made beside ``folder`` and put in place when it is whole; whatever goes wrong leaves nothing behind.

    Raises:
        Refused: when the folder holds other files or can't be written, or the making was cancelled.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise Refused(f"“{folder}”里已有别的文件，样例支部不会放进去。", hint="请选一个空的文件夹。")
    scratch = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        _fill(features, scratch, now, years, members, seed, progress or Progress())
        if folder.is_dir():
            folder.rmdir()
        scratch.replace(folder)
    except OSError as error:
        raise Refused(f"样例支部放不进“{folder}”：{error.strerror}。", hint="请选一个空的、能写入的文件夹。") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _fill(
    features: Sequence[Feature], folder: Path, now: datetime, years: int, members: int, seed: int, progress: Progress
) -> None:
    schema = schema_of(features)
    clock = _UpTo(datetime.combine(now.date().replace(year=now.year - years, month=1, day=1), time(9, 0)), now)
    with Store.open(folder, schema, clock=clock, ids=SeededIds(seed), device="样例电脑") as store:
        world = SampleWorld(
            store=store,
            clock=clock,
            seed=seed,
            years=years,
            members=members,
            today=now.date(),
            progress=progress,
        )
        for feature in sorted(features, key=lambda feature: feature.floor):
            if feature.sample is not None:
                feature.sample(world)
