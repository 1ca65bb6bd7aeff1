"""The sample branch: believable, the same for a seed, made through the program's own actions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.feature import DueState, SampleWorld
from dangjian_desktop.meetings.dues import dues
from dangjian_desktop.meetings.reading import GatheringFilter, gathering_page, read_gathering
from dangjian_desktop.meetings.records import RECORDS, Attendance, Gathering, Resolution, Segment, Speech
from dangjian_desktop.meetings.rules.quorum import Standing
from dangjian_desktop.meetings.sample import make_sample
from dangjian_desktop.meetings.sample.texts import texts
from dangjian_desktop.roster.records import RECORDS as ROSTER
from dangjian_desktop.roster.sample import make_sample as make_people
from dangjian_desktop.store import Attachment, Schema, Store

TODAY = date(2026, 10, 12)


def build(folder: Path, *, years: int, today: date = TODAY, seed: int = 1) -> Store:
    clock = FixedClock(datetime(today.year, today.month, today.day, 9, 0))
    store = Store.open(folder, Schema.of(*ROSTER, *RECORDS), clock=clock, ids=SeededIds(seed), device="样例机")
    world = SampleWorld(store, clock, seed, years, 24, today)
    make_people(world)
    make_sample(world)
    clock.now = datetime(today.year, today.month, today.day, 18, 0)
    return store


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with build(tmp_path_factory.mktemp("sample") / "data", years=3) as store:
        yield store


def test_three_years_have_the_texture_of_real_life(sample: Store) -> None:
    with sample.read() as reader:
        rows = gathering_page(reader).rows
        assert 170 <= len(rows) <= 210
        assert {row.day.year for row in rows if row.day} == {2023, 2024, 2025, 2026}
        kinds = {kind for (kind,) in reader.rows(select(Segment.kind).distinct())}
        assert len(kinds) >= 8
        states = {state for (state,) in reader.rows(select(Attendance.state).distinct())}
        assert {"present", "official_business", "sick_leave", "personal_leave", "leave"} <= states
        assert reader.scalar(select(func.count(Attendance.id)).where(Attendance.made_up_on.is_not(None))) > 20
        assert any(row.late for row in rows)
        roles = {role for (role,) in reader.rows(select(Attachment.role).distinct())}
        assert roles == {"photo", "sign_in_sheet"}


def test_a_quarter_and_a_month_were_missed_and_the_rest_was_held(sample: Store) -> None:
    with sample.read() as reader:
        found = {due.title: due.state for due in dues(reader, 2026, TODAY) if due.row}
    assert [title for title, state in found.items() if state is DueState.OVERDUE] == [
        "三季度党员大会",
        "8月支委会",
        "9月党小组会（第二党小组）",
    ]
    assert found["11月主题党日"] is DueState.PLANNED


def test_one_general_meeting_was_one_voter_short_and_was_held_again(sample: Store) -> None:
    with sample.read() as reader:
        short = [
            (view, segment)
            for row in gathering_page(reader, GatheringFilter(kind="general_meeting")).rows
            for view in [read_gathering(reader, row.id)]
            for segment in view.segments
            if segment.kind == "general_meeting" and segment.quorum.standing is Standing.SHORT
        ]
    ((view, segment),) = short
    assert (segment.counts.present_voters + 1) * 2 >= segment.counts.expected_voters
    assert "还差1人" in segment.quorum.explanation
    assert view.final


def test_the_long_discussion_fills_four_pages_with_many_voices(sample: Store) -> None:
    with sample.read() as reader:
        longest = reader.rows(
            select(Speech.owner, func.count(Speech.id), func.sum(func.length(Speech.points)))
            .group_by(Speech.owner)
            .order_by(func.count(Speech.id).desc())
            .limit(1)
        )[0]
        speakers = {row[0] for row in reader.rows(select(Speech.speaker).where(Speech.owner == longest.owner))}
    assert longest[1] >= 15
    assert longest[2] > 22 * 28 * 2.4
    assert len(speakers) == longest[1]


def test_todays_afternoon_is_half_written_and_last_months_committee_was_left_in_a_sentence(sample: Store) -> None:
    with sample.read() as reader:
        rows = {row.title: row for row in gathering_page(reader).rows if row.day and row.day.year == 2026}
        today = read_gathering(reader, rows["10月主题党日（含党员大会、党课）"].id)
        assert (today.day, today.counts.unregistered, today.final) == (TODAY, 1, False)
        vote = today.segments[0].agenda[1].votes[0]
        assert vote.verdict.standing is Standing.ENOUGH
        assert vote.verdict.problems == ()
        left = rows["9月支委会"]
        assert (left.final, left.unfinished) == (False, True)
        last = reader.rows(select(Speech.id).order_by(Speech.created_at.desc()).limit(1))[0][0]
    (draft,) = sample.drafts.of(last).values()
    assert draft.raw.startswith(texts()["draft"]["unfinished"])
    assert sample.undo_label() == "添加发言 " + sample.undo_label().split(" ", 1)[1]  # type: ignore[union-attr]


def test_every_past_vote_and_final_record_adds_up(sample: Store) -> None:
    with sample.read() as reader:
        for row in gathering_page(reader).rows:
            if not row.final:
                continue
            view = read_gathering(reader, row.id)
            assert view.counts.unregistered == 0
            for segment in view.segments:
                assert segment.written, view.title
                for item in segment.agenda:
                    assert all(vote.verdict.problems == () for vote in item.votes), view.title
                    assert all(speech.name and "{" not in speech.points for speech in item.speeches)


def test_resolutions_have_people_and_deadlines_or_say_why_not(sample: Store) -> None:
    with sample.read() as reader:
        found = reader.all(select(Resolution))
        assert len(found) > 80
        assert all((one.responsible and one.deadline) or one.no_follow_up_reason for one in found)
        assert any(one.done_on for one in found)
        assert any(one.follow_up and not one.done_on for one in found)


def test_one_seed_makes_one_branch(tmp_path: Path) -> None:
    def shape(folder: Path, seed: int) -> str:
        with build(folder, years=1, seed=seed) as store, store.read() as reader:
            gatherings = reader.rows(select(Gathering.id, Gathering.title, Gathering.day).order_by(Gathering.id))
            speeches = reader.rows(select(Speech.id, Speech.speaker, Speech.points).order_by(Speech.id))
            return json.dumps([[str(cell) for cell in row] for row in (*gatherings, *speeches)])

    first = shape(tmp_path / "a", 1)
    assert shape(tmp_path / "b", 1) == first


@pytest.mark.parametrize("today", [date(2028, 2, 29), date(2027, 1, 2)])
def test_the_sample_can_be_made_on_any_day(tmp_path: Path, today: date) -> None:
    with build(tmp_path / "data", years=1, today=today) as store, store.read() as reader:
        assert gathering_page(reader).rows
        assert not reader.scalar(select(func.count(Gathering.id)).where(Gathering.finalised_at > datetime(2028, 3, 1)))


def test_the_texts_hold_no_superseded_formulation_and_nothing_private() -> None:
    words = json.dumps(texts(), ensure_ascii=False)
    for wrong in ("科学发展观", "三个代表", "不忘初心、牢记使命", "身份证号码为", "密不可分"):
        assert wrong not in words
