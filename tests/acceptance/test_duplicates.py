"""可能重复: two PCs wrote down the same member and the same gathering, unaware of each other; somebody merges them."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.meetings.reading import read_gathering
from dangjian_desktop.meetings.records import Attendance, Gathering, Segment
from dangjian_desktop.roster.records import Member, MemberSpell
from dangjian_desktop.ui.components.buttons import Button
from dangjian_desktop.ui.components.toast import Toast
from dangjian_desktop.ui.conflicts import ConflictsPage

from .conftest import action
from .office import Seated
from .test_two_pcs import export, take

DAY = date(2026, 9, 18)
NEW_MEMBER: dict[str, Any] = {
    "name": "高志刚", "born_on": date(1990, 4, 2), "joined_on": date(2012, 6, 1), "converted_on": date(2013, 6, 1),
    "since": date(2026, 9, 1),
}  # fmt: skip


def do(seated: Seated, verb: str, /, **values: Any) -> Any:
    """One of the program's actions on that PC."""
    made = action(verb)

    def work(store: Any) -> Any:
        with store.write(made.label, verb=verb) as tx:
            return made.run(tx, made.input(**values))

    return seated.store(work)


def register(seated: Seated, signed: str, state: str, place: str, **member: Any) -> tuple[str, str]:
    """The new member, and the gathering with one present and the new one signed in."""
    newcomer = do(seated, "add_member", **NEW_MEMBER, **member)
    segments = [{"kind": "theme_party_day"}]
    gathering = do(seated, "plan_gathering", segments=segments, day=DAY, place=place)
    do(seated, "set_attendance", gathering=gathering, person=signed, state="present")
    do(seated, "set_attendance", gathering=gathering, person=newcomer, state=state)
    return newcomer, gathering


def rows(seated: Seated, model: Any, owner: str) -> list[Any]:
    def read(store: Any) -> Any:
        with store.read() as reader:
            return reader.parts(model, owner)

    return list(seated.store(read))


def row(seated: Seated, model: Any, record: str) -> Any:
    def read(store: Any) -> Any:
        with store.read() as reader:
            return reader.get(model, record)

    return seated.store(read)


class Twice:
    """Two PCs of one branch after the first has taken in what the second wrote down as well."""

    def __init__(self, here: Seated, there: Seated, folder: Path) -> None:
        export(here, folder / "去.djb")
        take(there, folder / "去.djb")
        self.here = here
        someone = here.store(_first_member)
        self.signed = someone
        self.mine = register(here, someone, "present", "三楼会议室")
        self.theirs = register(there, someone, "leave", "二楼活动室", phone="00000000000", department="综合科")
        other = do(there, "plan_gathering", segments=[{"kind": "committee_meeting"}], day=DAY)
        do(there, "set_attendance", gathering=other, person=self.theirs[0], state="present")
        self.other = other
        export(there, folder / "回.djb")
        take(here, folder / "回.djb")

    @property
    def toast(self) -> Toast:
        return [one for one in self.here.desk.window.findChildren(Toast) if one.isVisible()][-1]

    @property
    def page(self) -> ConflictsPage:
        if self.here.desk.window.address != "tools/conflicts":
            self.here.desk.context.open("tools/conflicts")
        self.here.settle()
        page = self.here.desk.window.page
        assert isinstance(page, ConflictsPage)
        return page

    @property
    def kinds(self) -> list[str]:
        return [group.kind for group in self.page.found.groups]


def _first_member(store: Any) -> str:
    from sqlalchemy import select

    with store.read() as reader:
        found: str = reader.scalar(select(Member.id).where(Member.name == "周明"))
    return found


@pytest.fixture
def twice(seated: Seated, clock: FixedClock, desks: Any, tmp_path: Path) -> Twice:
    return Twice(seated, desks(tmp_path / "乙机", clock), tmp_path)


def photograph(twice: Twice, name: str) -> None:
    folder = Path(os.environ.get("UI_PICTURES", Path(__file__).parents[2] / "build" / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    twice.here.desk.window.clear_toast()
    assert twice.here.desk.window.grab().save(str(folder / f"{name}.png"))


def merge(twice: Twice, kind: str, keep: str) -> str:
    """Press the button that keeps this one; returns what it is called."""
    group = next(group for group in twice.page.found.groups if group.kind == kind)
    place, shown = next((place, one) for place, one in enumerate(group.records, 1) if one.id == keep)
    twice.here.press(f"合并，留第{place}条 {shown.title}")
    return shown.title


def say_different(twice: Twice, kind: str) -> None:
    group = next(group for group in twice.page.found.groups if group.kind == kind)
    twice.here.press(f"{group.title} 不是同一个")


def words(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_after_the_import_both_records_stand_side_by_side(twice: Twice) -> None:
    assert "有 2 组可能重复" in twice.toast.text.text()
    assert "可能重复 2 组" in twice.here.desk.window.page.duplicates_button.text()  # type: ignore[union-attr]
    assert "待核对 2" in twice.here.desk.window.status.conflicts.text()
    assert "备份 今天 09:00 完好" in words(twice.here.desk.window.status)
    photograph(twice, "exchange-duplicates")
    twice.here.press("可能重复 2 组，去核对…")
    assert twice.kinds == ["members", "gatherings"]
    said = words(twice.page)
    assert said.count("高志刚") >= 2
    assert "三楼会议室" in said
    assert "二楼活动室" in said
    assert "综合科" in said
    assert "00000000000" not in said
    photograph(twice, "duplicates")


def test_merging_leaves_one_member_and_one_gathering_and_undo_brings_both_back(twice: Twice) -> None:
    here = twice.here
    (keep, meeting), (other, theirs) = twice.mine, twice.theirs
    here.press("去核对")
    name = merge(twice, "members", keep)
    assert f"合并党员：{name}" in twice.toast.text.text()
    assert twice.kinds == ["gatherings"]
    assert "待核对 1" in here.desk.window.status.conflicts.text()
    assert (row(here, Member, other).merged_into, row(here, Member, keep).department) == (keep, "综合科")
    assert len(rows(here, MemberSpell, keep)) == 1
    assert [one.person for one in rows(here, Attendance, twice.other)] == [keep]

    merge(twice, "gatherings", meeting)
    assert twice.kinds == []
    assert "没有待核对的内容" in words(twice.page)
    assert not here.desk.window.status.conflicts.isVisible()
    signed = {one.person: one.state for one in rows(here, Attendance, meeting)}
    assert signed == {twice.signed: "present", keep: "present"}
    assert len(rows(here, Attendance, meeting)) == 2
    assert len(rows(here, Segment, meeting)) == 1
    assert row(here, Gathering, meeting).place == "三楼会议室"
    assert here.problems() == []

    here.press_toast()
    assert twice.kinds == ["gatherings"]
    assert [len(rows(here, Attendance, one)) for one in (meeting, theirs)] == [2, 2]
    here.key("Ctrl+Z")
    assert twice.kinds == ["members", "gatherings"]
    assert [one.person for one in rows(here, Attendance, twice.other)] == [other]
    assert row(here, Member, keep).department is None
    assert here.problems() == []


def test_who_came_along_with_a_merged_gathering_is_signed_in_anew_in_one_place(twice: Twice) -> None:
    here = twice.here
    meeting, theirs = twice.mine[1], twice.theirs[1]
    third = here.store(lambda store: _named(store, "王强"))
    do(here, "set_attendance", gathering=theirs, person=third, state="leave", reason="出差")
    assert twice.page
    merge(twice, "gatherings", meeting)
    do(here, "set_attendance", gathering=meeting, person=third, state="present")
    mine = [one for one in rows(here, Attendance, meeting) if one.person == third]
    assert [(one.state, one.reason) for one in mine] == [("present", None)]


def _named(store: Any, name: str) -> str:
    from sqlalchemy import select

    with store.read() as reader:
        found: str = reader.scalar(select(Member.id).where(Member.name == name))
    return found


def test_what_somebody_said_is_not_the_same_is_not_offered_again(twice: Twice, clock: FixedClock, desks: Any) -> None:
    here = twice.here
    assert twice.page
    say_different(twice, "members")
    assert twice.kinds == ["gatherings"]
    here.press_toast()
    assert twice.kinds == ["members", "gatherings"]
    say_different(twice, "members")
    folder = here.desk.context.folder
    assert folder is not None
    here.close()
    again: Seated = desks(folder, clock)
    twice.here = again
    assert twice.kinds == ["gatherings"]
    assert "待核对 1" in again.desk.window.status.conflicts.text()


def test_the_keyboard_alone_merges_and_goes_on_at_the_next(twice: Twice) -> None:
    here = twice.here
    page = twice.page
    here.desk.window.activateWindow()
    here.bot.waitUntil(here.desk.window.isActiveWindow, timeout=5_000)
    page.setFocus()
    for _ in range(12):
        focus = QApplication.focusWidget()
        if isinstance(focus, Button) and focus.text() == "合并（留这一条）":
            break
        here.bot.keyClick(focus or page, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert isinstance(focus, Button)
    assert "高志刚" in focus.accessibleName()
    here.bot.keyClick(focus, Qt.Key.Key_Return)
    here.settle()
    here.bot.waitUntil(lambda: twice.kinds == ["gatherings"], timeout=5_000)

    def at_the_next() -> bool:
        focus = QApplication.focusWidget()
        return isinstance(focus, Button) and page.isAncestorOf(focus)

    here.bot.waitUntil(at_the_next, timeout=5_000)


def test_a_final_gathering_is_neither_merged_nor_merged_into(twice: Twice) -> None:
    here = twice.here
    gathering = twice.theirs[1]

    def write(store: Any) -> None:
        with store.write("定稿", verb="finalise") as tx:
            tx.edit(Gathering, gathering, {"finalised_at": tx.now, "finalised_by": "陈静"})

    here.store(write)
    page = twice.page
    buttons = [one.accessibleName() for one in page.findChildren(Button) if "合并" in one.text()]
    assert len(buttons) == 2
    assert all("高志刚" in name for name in buttons)
    assert "已定稿的不能再改动，所以不能合并" in words(page)
    photograph(twice, "duplicates-final")
    do(here, "delete_gathering", gathering=twice.mine[1])
    here.settle()
    assert twice.kinds == ["members"]
    view = here.store(lambda store: _read(store, gathering))
    assert view is not None


def _read(store: Any, gathering: str) -> Any:
    with store.read() as reader:
        return read_gathering(reader, gathering)
