"""The list in pages and finding a gathering, also among very many."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.periods import Period
from dangjian_desktop.meetings.finding import (
    REFERENCES,
    derived_gathering,
    derived_segment,
    find_gatherings,
    latest_gathering,
    next_gathering,
)
from dangjian_desktop.meetings.page.listing import GatheringList
from dangjian_desktop.meetings.reading import (
    Cursor,
    GatheringFilter,
    gathering_count,
    gathering_page,
    gathering_row,
    years_with_gatherings,
)
from dangjian_desktop.meetings.records import Gathering, Segment
from dangjian_desktop.meetings.rules.kinds import SegmentKind
from dangjian_desktop.meetings.service import (
    add_agenda_item,
    add_observer,
    delete_gathering,
    delete_part,
    edit_fields,
    finalise,
    mark_all_present,
    set_attendance,
)
from dangjian_desktop.meetings.service.inputs import (
    AddAgendaItem,
    AddObserver,
    DeletePart,
    EditFields,
    Finalise,
    NewAgendaItem,
    NewResolution,
    NewSegment,
    NewSpeech,
    NewVote,
    OfGathering,
    SetAttendance,
)
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.store import Reader
from dangjian_desktop.ui.bootstrap import make_application

if TYPE_CHECKING:
    from conftest import World


def titles(world: World, **wanted: Any) -> list[str]:
    with world.store.read() as reader:
        return [row.title for row in gathering_page(reader, GatheringFilter(**wanted)).rows]


def test_the_newest_stand_first_and_those_without_a_day_before_all(world: World) -> None:
    world.plan("committee_meeting", day=date(2026, 9, 4))
    world.plan("theme_party_day", day=date(2026, 11, 9))
    world.plan("party_lecture", day=None)
    assert titles(world) == ["党课", "11月主题党日", "9月支委会"]


def test_pages_follow_each_other_without_gap_or_repeat(world: World) -> None:
    for day in (3, 3, 5, 9):
        world.plan("committee_meeting", day=date(2026, 9, day))
    for _ in range(3):
        world.plan("party_lecture", day=None)
    seen: list[str] = []
    after: Cursor | None = None
    with world.store.read() as reader:
        while True:
            page = gathering_page(reader, after=after, limit=2)
            seen += [row.id for row in page.rows]
            after = page.following
            if after is None:
                break
        whole = [row.id for row in gathering_page(reader).rows]
    assert seen == whole
    assert len(seen) == 7


def test_a_line_counts_and_says_how_far_the_record_is(world: World) -> None:
    gathering = world.plan("theme_party_day", "committee_meeting", day=date(2026, 9, 14))
    world.do(mark_all_present, OfGathering(gathering))
    world.do(set_attendance, SetAttendance(gathering, world.person("王强"), AttendanceState.ABSENT))
    with world.store.read() as reader:
        row = gathering_row(reader, gathering)
        assert row is not None
        assert row.counts == world.view(gathering).counts
    assert (row.kinds, row.stage_label, row.unfinished, row.late) == (("主题党日", "支委会"), "记录", True, False)
    for segment in world.view(gathering).segments:
        world.do(edit_fields, EditFields("segments", segment.id, {"content": "学习。"}))
    world.do(finalise, Finalise(gathering, despite=True))
    with world.store.read() as reader:
        row = gathering_row(reader, gathering)
        assert row is not None
        assert (row.stage_label, row.final, row.unfinished) == ("定稿", True, False)


def test_a_line_and_the_record_agree_on_the_stage(world: World) -> None:
    gathering = world.plan("general_meeting", "democratic_life_meeting")
    segment, other = world.view(gathering).segments
    world.do(mark_all_present, OfGathering(gathering))
    item = NewAgendaItem(title="议", speeches=(NewSpeech(points="好。", speaker=world.person("王强")),))
    world.do(add_agenda_item, AddAgendaItem(segment.id, item))
    world.do(add_agenda_item, AddAgendaItem(other.id, NewAgendaItem(title="只有题目")))
    for votes, resolutions in (((NewVote(yes=3),), ()), ((), (NewResolution(text="办"),))):
        world.do(
            add_agenda_item, AddAgendaItem(other.id, NewAgendaItem(title="x", votes=votes, resolutions=resolutions))
        )
    view = world.view(gathering)
    with world.store.read() as reader:
        row = gathering_row(reader, gathering)
    assert row is not None
    assert row.stage == view.bar.current
    assert row.counts == view.counts


def test_a_deleted_gathering_leaves_the_list(world: World) -> None:
    gathering = world.plan("theme_party_day")
    world.do(delete_gathering, OfGathering(gathering))
    with world.store.read() as reader:
        assert gathering_row(reader, gathering) is None
        assert gathering_page(reader).rows == ()
        assert gathering_count(reader) == 0


def test_the_list_is_narrowed_by_period_kind_and_what_is_unfinished(world: World) -> None:
    world.plan("committee_meeting", day=date(2025, 12, 5))
    world.plan("theme_party_day", day=date(2026, 3, 9))
    done = world.plan("committee_meeting", day=date(2026, 4, 9))
    world.do(finalise, Finalise(done, despite=True))
    assert titles(world, period=Period.year(2026)) == ["4月支委会", "3月主题党日"]
    assert titles(world, kind="committee_meeting") == ["4月支委会", "12月支委会"]
    assert titles(world, unfinished=True, period=Period.year(2026)) == ["3月主题党日"]
    with world.store.read() as reader:
        assert gathering_count(reader, GatheringFilter(kind="committee_meeting")) == 2
        assert years_with_gatherings(reader) == (2026, 2025)


@pytest.fixture
def told(world: World) -> str:
    """A gathering with words in every kind of its texts, beside one with none of them."""
    world.plan("theme_party_day", day=date(2026, 8, 10))
    gathering = world.plan("general_meeting", "party_lecture", day=date(2026, 9, 14))
    segment, lecture = world.view(gathering).segments
    item = NewAgendaItem(
        title="灌渠漏水",
        content="现场察看。",
        speeches=(NewSpeech(points="建议铺设防渗膜。", speaker=world.person("周明")),),
        votes=(NewVote(subject="购买水泵", yes=1),),
        resolutions=(NewResolution(text="十月底前修好闸门。"),),
    )
    world.do(add_agenda_item, AddAgendaItem(segment.id, item))
    world.do(edit_fields, EditFields("segments", lecture.id, {"topic": "乡村振兴促进法", "content": "逐条讲解。"}))
    world.do(add_observer, AddObserver(gathering, name="甄理", identity="教师"))
    world.do(add_observer, AddObserver(gathering, person=world.person("刘洋")))
    world.do(set_attendance, SetAttendance(gathering, world.person("张晓梅"), AttendanceState.PRESENT))
    world.do(set_attendance, SetAttendance(gathering, world.person("孙喆"), AttendanceState.SICK_LEAVE))
    return gathering


@pytest.mark.parametrize(
    "text", ["灌渠", "防渗膜", "水泵", "闸门", "振兴促进", "逐条", "甄理", "zxm", "张晓", "ly", "zhangxiaomei"]
)
def test_a_gathering_is_found_by_any_of_its_words_and_by_a_participants_initials(
    world: World, told: str, text: str
) -> None:
    with world.store.read() as reader:
        assert [row.id for row in gathering_page(reader, GatheringFilter(text=text)).rows] == [told]


@pytest.mark.parametrize("text", ["sz", "孙喆", "没有的词", "防滲"])
def test_who_was_away_and_words_that_nobody_said_find_nothing(world: World, told: str, text: str) -> None:
    assert titles(world, text=text) == []


def test_words_of_a_deleted_part_no_longer_find_the_gathering(world: World, told: str) -> None:
    item = world.view(told).segments[0].agenda[0].id
    world.do(delete_part, DeletePart("agenda_items", item))
    assert titles(world, text="灌渠") == []
    assert titles(world, text="防渗膜") == []


def test_search_gives_title_stage_place_and_day(world: World, told: str) -> None:
    with world.store.read() as reader:
        (hit,) = find_gatherings(reader, "灌渠", 5)
    assert (hit.id, hit.title, hit.detail, hit.day) == (
        told,
        "9月党员大会（含党课）",
        "签到 三楼会议室",
        date(2026, 9, 14),
    )


def test_every_kind_of_part_can_be_named_and_found(world: World, told: str) -> None:
    view = world.view(told)
    item = view.segments[0].agenda[0]
    ids = {
        "gatherings": told,
        "segments": view.segments[1].id,
        "agenda_items": item.id,
        "attendances": next(chip.id for chip in view.chips if chip.name == "张晓梅"),
        "observers": view.observers[0].id,
        "speeches": item.speeches[0].id,
        "votes": item.votes[0].id,
        "resolutions": item.resolutions[0].id,
    }
    with world.store.read() as reader:
        labels = {one.kind: one.label(reader, ids[one.kind]) for one in REFERENCES if one.kind in ids}
        assert labels["gatherings"] == "9-14 9月党员大会（含党课）"
        assert labels["segments"] == "乡村振兴促进法（9-14 9月党员大会（含党课））"
        assert labels["attendances"].startswith("张晓梅 签到（")
        assert labels["observers"].startswith("甄理 列席人员（")
        assert labels["speeches"].startswith("周明 发言（")
        assert all(one.label(reader, "nothing") == "" for one in REFERENCES)
        found = {one.kind: one.find(reader, "闸门", 5) for one in REFERENCES}
        assert [hit.title for hit in found["resolutions"]] == ["十月底前修好闸门。"]
        assert found["speeches"] == []
    world.do(delete_gathering, OfGathering(told))
    with world.store.read() as reader:
        resolutions = next(one for one in REFERENCES if one.kind == "resolutions")
        assert resolutions.find(reader, "闸门", 5) == []
        assert resolutions.label(reader, ids["resolutions"]) == "十月底前修好闸门。"


def test_the_command_line_adds_counts_and_numbers(world: World, told: str) -> None:
    with world.store.read() as reader:
        gathering = reader.need(Gathering, told)
        added = derived_gathering(reader, gathering)
        assert (added["expected"], added["present"], added["unregistered"]) == (28, 1, 26)
        assert added["segments"] == ["2026年第1次支部党员大会", "2026年第1次党课"]
        segment = reader.parts(Segment, told)[0]
        assert derived_segment(reader, segment)["number"] == 1


def test_papers_are_made_for_the_last_one_held_and_notices_for_the_next(world: World) -> None:
    with world.store.read() as reader:
        assert latest_gathering(reader) is None
        assert next_gathering(reader) is None
    past = world.plan("committee_meeting", day=date(2026, 9, 4))
    draft = world.plan("theme_party_day", day=date(2026, 10, 1))
    with world.store.read() as reader:
        assert latest_gathering(reader) == next_gathering(reader) == draft
    world.do(finalise, Finalise(past, despite=True))
    ahead = world.plan("theme_party_day", day=date(2026, 11, 9))
    world.plan("theme_party_day", day=date(2026, 12, 9))
    with world.store.read() as reader:
        assert (latest_gathering(reader), next_gathering(reader)) == (past, ahead)


class CountingReader(Reader):
    """Counts every row that leaves the database."""

    fetched = 0

    def all(self, stmt: Any) -> Any:
        found = super().all(stmt)
        self.fetched += len(found)
        return found

    def rows(self, stmt: Any) -> Any:
        found = super().rows(stmt)
        self.fetched += len(found)
        return found


@pytest.fixture
def crowded(world: World) -> World:
    """A hundred thousand gatherings, written straight into the tables: only reading is tried here."""
    core = world.store._core
    first = world.plan("theme_party_day", day=date(1999, 1, 1))
    segment = world.view(first).segments[0].id
    with core.db.transaction():
        count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
        core.db.run(
            f"{count}INSERT INTO gatherings (id, title, day, place, heads, created_at) "
            "SELECT printf('g%06d', i), i || '号会', date('2000-01-01', (i % 9000) || ' days'), '三楼', '{}', "
            "'2026-01-01 00:00:00.000000' FROM n"
        )
        core.db.run(
            f"{count}INSERT INTO segments (id, owner, kind, position, heads) "
            "SELECT printf('s%06d', i), printf('g%06d', i), 'theme_party_day', 'a', heads FROM n, "
            "(SELECT heads FROM segments WHERE id=?)",
            (segment,),
        )
    return world


def test_a_page_of_a_hundred_thousand_gatherings_fetches_a_page_only(crowded: World) -> None:
    reader = CountingReader(crowded.store._core)
    roster = 28 * 6
    page = gathering_page(reader, limit=200)
    assert len(page.rows) == 200
    assert reader.fetched <= 201 + 200 + roster
    reader.fetched = 0
    second = gathering_page(reader, after=page.following, limit=200)
    assert reader.fetched <= 201 + 200 + roster
    assert not {row.id for row in page.rows} & {row.id for row in second.rows}
    reader.fetched = 0
    assert gathering_count(reader) == 100_001
    assert len(gathering_page(reader, GatheringFilter(period=Period.year(2024)), limit=50).rows) == 50
    assert reader.fetched <= 51 + 50 + roster


@pytest.fixture(scope="module")
def qapp() -> QApplication:
    """The application as the program makes it."""
    return make_application(["tests"]).qt


def test_the_windows_list_of_a_hundred_thousand_gatherings_fetches_pages_as_they_are_scrolled_to(
    qtbot: QtBot, crowded: World
) -> None:
    reader = CountingReader(crowded.store._core)
    shown = GatheringList(lambda: date(2026, 10, 12))
    qtbot.addWidget(shown)

    def answer(wanted: GatheringFilter, after: Cursor | None) -> None:
        shown.show_page(gathering_page(reader, wanted, after=after, limit=200), first=after is None)

    shown.page_wanted.connect(answer)
    shown.resize(1366, 700)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.ask()
    a_page = 201 + 200 + 28 * 6
    before = shown.model.rowCount()
    assert 200 <= before <= 400
    assert reader.fetched <= a_page * before // 200
    shown.table.scrollToBottom()
    qtbot.waitUntil(lambda: shown.model.rowCount() > before, timeout=3000)
    assert shown.model.rowCount() <= before + 400
    assert reader.fetched <= a_page * shown.model.rowCount() // 200


def test_a_group_meetings_line_counts_its_group(world: World) -> None:
    segment = NewSegment(kind=SegmentKind.GROUP_MEETING, party_group=world.groups["第二党小组"])
    gathering = world.plan(segments=(segment,))
    with world.store.read() as reader:
        row = gathering_row(reader, gathering)
    assert row is not None
    assert row.counts.expected == 14
