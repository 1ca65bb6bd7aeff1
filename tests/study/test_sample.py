"""The sample branch's study shows every form; and what is private stays on this PC."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.feature import SampleWorld
from dangjian_desktop.roster.sample import make_sample as make_people
from dangjian_desktop.store import Store, live
from dangjian_desktop.study.reading.board import board
from dangjian_desktop.study.reading.rota_view import rota_view
from dangjian_desktop.study.reading.showcase import showcase
from dangjian_desktop.study.reading.writings import writing_view
from dangjian_desktop.study.records import Aspect, Reflection, StudySession, StudySpeech
from dangjian_desktop.study.rules.forms import FormKind
from dangjian_desktop.study.rules.plan import ItemState
from dangjian_desktop.study.sample import make_sample
from dangjian_desktop.sync import apply, export_sync, read_bundle

from .conftest import SCHEMA, Office

TODAY = date(2026, 10, 12)


def test_the_sample_shows_every_form_with_its_own_fields(tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 10, 12, 9, 0))
    with Store.open(tmp_path / "data", SCHEMA, clock=clock, ids=SeededIds(1), device="样例机") as store:
        world = SampleWorld(store, clock, 1, 1, 24, TODAY)
        make_people(world)
        make_sample(world)
        clock.now = datetime(2026, 10, 12, 18, 0)
        with store.read() as reader:
            sessions = reader.all(select(StudySession).where(live(StudySession)))
            assert {one.form for one in sessions} == {str(kind) for kind in FormKind} - {"party_lecture"}
            assert any(one.questions for one in sessions)
            assert any(one.visited for one in sessions)
            assert any(one.platform for one in sessions)
            assert any(one.lecturer_unit and one.lecturer_duty and one.notes for one in sessions)
            assert any(speech.topic for speech in reader.all(select(StudySpeech)))
            found = board(reader, 2026, TODAY)
            states = {row.state for row in found.plan.rows}
            assert {ItemState.DONE, ItemState.PLANNED, ItemState.LEAVE} <= states
            assert found.plan.approval is not None
            assert found.fair
            assert found.short
            assert any(one.central for one in found.hours.members)
            writing = writing_view(reader, 2026, TODAY)
            assert writing.late
            assert any(one.private for one in writing.rows)
            assert any(one.text for one in writing.rows)
            assert sum(one.open for one in rota_view(reader, 2026, TODAY).topics) == 2
            shown = [showcase(reader, one.id, 2026) for one in found.hours.members]
            assert {each.aspect for one in shown for each in one.comments} == set(Aspect)
        assert list(store.verify()) == []


def test_a_colleague_gets_the_shared_text_but_not_the_writers_own(office: Office, tmp_path: Path) -> None:
    secret = "只给自己看的话"
    mine = office.do("add_reflection", member=office.ids["周明"], title="心得", text="共享的话", own_text=secret)
    bundle = export_sync(office.store, tmp_path / "bundle.djb", None, Progress()).path
    with zipfile.ZipFile(bundle) as content:
        for name in content.namelist():
            assert secret not in content.read(name).decode("utf-8", "replace")
    with Store.open(tmp_path / "other", SCHEMA, clock=office.clock, ids=SeededIds(9), device="家里电脑") as other:
        apply(other, read_bundle(other, bundle, None, Progress()), Progress())
        with other.read() as reader:
            record = reader.need(Reflection, mine)
    assert (record.text, record.own_text) == ("共享的话", None)


def test_two_pcs_that_begin_the_same_years_plan_have_one(office: Office, tmp_path: Path) -> None:
    with Store.open(tmp_path / "other", SCHEMA, clock=office.clock, ids=SeededIds(9), device="家里电脑") as store:
        other = Office(store, office.clock)
        other.do("make_study_plan", year=2026, theme="实干担当")
        other.do("add_plan_item", year=2026, content="家里加的", month=5, form="seminar")
        bundle = export_sync(store, tmp_path / "bundle.djb", None, Progress()).path
    office.item("办公室加的", 6)
    apply(office.store, read_bundle(office.store, bundle, None, Progress()), Progress())
    view = office.plan()
    assert view.theme == "实干担当"
    assert [row.content for row in view.rows] == ["家里加的", "办公室加的"]
