"""Typed text becomes one action on leaving, on Ctrl+S, for a paper, and after ten idle minutes; never one a second."""

from __future__ import annotations

from typing import Any

from dangjian_desktop.meetings.page import drafting

from .office import Seated


def actions(seated: Seated) -> int:
    """How many actions the journal holds."""
    return len(seated.store(lambda store: store.history(seated.view.id)))


def start(seated: Seated) -> int:
    seated.plan()
    seated.press("加议题", seated.body.segments)
    seated.press("发言", seated.body.segments)
    seated.settle()
    return actions(seated)


def spoken(seated: Seated) -> str:
    return str(seated.view.segments[0].agenda[0].speeches[0].points)


def test_leaving_for_another_view_keeps_everything_as_one_action(seated: Seated) -> None:
    before = start(seated)
    seated.put(seated.points[0], "一是抓落实。")
    title = seated.by_name("议题1")
    title.selectAll()
    seated.put(title, "部署四季度工作")
    seated.desk.context.open("meetings/overview")
    seated.settle()
    assert seated.records
    seated.settle()
    assert spoken(seated) == "一是抓落实。"
    assert seated.view.segments[0].agenda[0].title == "部署四季度工作"
    assert actions(seated) == before + 1
    seated.body.strip.next.setFocus()
    seated.key("Ctrl+Z")
    assert spoken(seated) == ""
    assert seated.view.segments[0].agenda[0].title == "（新议题）"


def test_ten_idle_minutes_make_one_action(seated: Seated, monkeypatch: Any) -> None:
    monkeypatch.setattr(drafting, "IDLE_AFTER", 300)
    monkeypatch.setattr(drafting, "DRAFT_AFTER", 50)
    before = start(seated)
    for words in ("一是", "抓落实", "。"):
        seated.put(seated.points[0], words)
        seated.bot.wait(100)
    seated.bot.wait(500)
    seated.settle()
    assert spoken(seated) == "一是抓落实。"
    assert actions(seated) == before + 1


def test_another_record_of_the_rail_is_opened_with_this_one_kept(seated: Seated) -> None:
    start(seated)
    first = seated.view.id
    seated.put(seated.points[0], "一是抓落实。")
    seated.plan("10.26")
    assert seated.view.id != first
    seated.rail_to(first)
    assert spoken(seated) == "一是抓落实。"


def test_the_paper_shows_what_was_just_typed(seated: Seated) -> None:
    start(seated)
    seated.put(seated.points[0], "纸上要有这一句。")
    seated.press("纸样")
    pane = seated.body.paper.view
    seated.bot.waitUntil(lambda: pane.made is not None and "纸上要有这一句" in text_of(pane.made.data), timeout=20_000)


def text_of(data: bytes) -> str:
    from dangjian_desktop.papers.preview import Preview

    with Preview(data) as made:
        return "".join(made.text(page) for page in range(made.pages)).replace("\r\n", "")
