"""``self-test``: whether this very program, frozen or not, is whole. Run by CI on the built package."""

from __future__ import annotations

import dataclasses
import platform
import tempfile
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import sqlalchemy
from sqlcipher3 import dbapi2

from dangjian_desktop import sync
from dangjian_desktop.base.errors import Damaged, Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.base.resources import resource
from dangjian_desktop.cli.papers import newest_document
from dangjian_desktop.cli.records import as_mapping, rows_of
from dangjian_desktop.cli.sample import build_sample
from dangjian_desktop.cli.session import Session
from dangjian_desktop.house_style.reading import paper_settings
from dangjian_desktop.papers.charts.model import BarChart, Series
from dangjian_desktop.papers.model import Document, Figure, Kind
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.papers.preview import Preview
from dangjian_desktop.store import Store

_NOW = datetime(2026, 10, 12, 10, 30)
_PASSPHRASE = "自检专用 口令 一二三"


def self_test(session: Session, _args: Namespace) -> None:
    """Make a small sample branch, a paper of each sort and a bundle round trip in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="dangjian-self-test-") as name:
        folder = Path(name)
        here = dataclasses.replace(session, data=folder / "one")
        there = dataclasses.replace(session, data=folder / "two")
        steps: tuple[tuple[str, Callable[[], str]], ...] = (
            ("版本", _versions),
            ("随附文件", _files),
            ("数据库", lambda: _database(here)),
            ("中文材料", lambda: _papers(here)),
            ("同步包", lambda: _bundle(here, there, folder / "包.djb")),
        )
        results = [_step(title, work) for title, work in steps]
    session.answer(results, "\n".join(f"{'完好' if r['ok'] else '有误'}  {r['title']}：{r['detail']}" for r in results))
    broken = [str(result["title"]) for result in results if not result["ok"]]
    if broken:
        raise Damaged(f"自检没有通过：{'、'.join(broken)}。", hint="请重新安装支部工作台。")


def _step(title: str, work: Callable[[], str]) -> dict[str, object]:
    try:
        return {"title": title, "ok": True, "detail": work()}
    except (Refused, OSError) as error:
        return {"title": title, "ok": False, "detail": str(error)}


def _versions() -> str:
    return f"Python {platform.python_version()}，SQLite {dbapi2.sqlite_version}，SQLAlchemy {sqlalchemy.__version__}"


def _files() -> str:
    names = ("fonts/window-regular.ttf", "fonts/window-bold.ttf", "icons/house.svg", "regulations/meetings.toml")
    size = sum(resource(name).stat().st_size for name in names)
    return f"字体、图标、规则都在（{size / 1e6:.1f} MB）"


def _database(session: Session) -> str:
    build_sample(session.features, session.data, years=1, members=12, now=_NOW)
    with session.store() as store:
        problems = store.verify(Progress())
    if problems:
        raise Damaged("；".join(str(problem) for problem in problems))
    return "写入、读回、核对无误"


def _papers(session: Session) -> str:
    pages = 0
    with session.store() as store, store.read() as reader:
        for paper in session.papers:
            document = newest_document(reader, paper)
            made = render_pdf(document, settings=paper_settings(reader), made=_NOW, archive=True)
            with Preview(made.data) as preview:
                text = "".join(preview.text(page) for page in range(preview.pages))
            if not set(document.title) & set(text):
                raise Damaged(f"“{paper.title}”里读不回标题。")
            pages += made.pages
    _chart()
    return f"{len(session.papers)} 种，共 {pages} 页，文字可读回，图表可画"


def _chart() -> None:
    """The graphics library, which is loaded for charts alone, is there and draws."""
    chart = BarChart(("上半年", "下半年"), (Series("", (12, 34)),), "主题党日次数", "次")
    made = render_pdf(Document(Kind.REPORT, "图表", (Figure(chart),)), made=_NOW, archive=True)
    with Preview(made.data) as preview:
        if not all(word in preview.text(0) for word in ("上半年", "34", "主题党日次数")):
            raise Damaged("图表里读不回数字。")


def _bundle(here: Session, there: Session, target: Path) -> str:
    with here.store() as store:
        sync.export_sync(store, target, _PASSPHRASE, Progress())
        before = _everything(here, store)
    with there.store(create=True) as store:
        preview = sync.read_bundle(store, target, _PASSPHRASE, Progress())
        sync.apply(store, preview, Progress())
        after = _everything(there, store)
        again = sync.read_bundle(store, target, _PASSPHRASE, Progress())
        if not again.nothing_new:
            raise Damaged("同一个包导入两次，第二次不应有新内容。")
    if before != after:
        raise Damaged("导入后的内容与导出前不一致。")
    return f"{target.stat().st_size / 1e6:.1f} MB，往返一致，再导入没有新内容"


def _everything(session: Session, store: Store) -> list[dict[str, object]]:
    with store.read() as reader:
        return [as_mapping(reader, kind, row) for kind in session.kinds for row in rows_of(reader, kind)]
