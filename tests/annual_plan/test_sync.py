"""Two PCs that plan one year have one plan; what each said of it stands side by side, what it holds is not doubled."""

from __future__ import annotations

from pathlib import Path

from dangjian_desktop.annual_plan.reading import plan_facts
from dangjian_desktop.annual_plan.records import plan_id
from dangjian_desktop.base.clock import SeededIds
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import Store
from dangjian_desktop.sync import apply, export_sync, read_bundle

from .conftest import SCHEMA, Office


def _carry(source: Store, target: Store, file: Path) -> None:
    bundle = export_sync(source, file, None, Progress()).path
    apply(target, read_bundle(target, bundle, None, Progress()), Progress())


def test_a_plan_made_on_two_pcs_is_one_plan(office: Office, tmp_path: Path) -> None:
    with Store.open(tmp_path / "other", SCHEMA, clock=office.clock, ids=SeededIds(9), device="家里电脑") as store:
        _carry(office.store, store, tmp_path / "first.djb")
        other = Office(store, office.clock, office.ids)
        office.do("make_annual_plan", year=2027, items=[], theme="实干担当")
        other.do("make_annual_plan", year=2027, items=[], requirements="坚持常态")
        _carry(store, office.store, tmp_path / "second.djb")
        with office.store.read() as reader:
            plan = plan_facts(reader, 2027)
            assert plan is not None
            assert (plan.id, plan.theme, plan.requirements) == (plan_id(2027), "实干担当", "坚持常态")
            assert reader.conflicts(plan.id) == []


def test_different_themes_both_survive_to_be_settled(office: Office, tmp_path: Path) -> None:
    with Store.open(tmp_path / "other", SCHEMA, clock=office.clock, ids=SeededIds(9), device="家里电脑") as store:
        _carry(office.store, store, tmp_path / "first.djb")
        office.do("make_annual_plan", year=2027, items=[], theme="甲")
        Office(store, office.clock, office.ids).do("make_annual_plan", year=2027, items=[], theme="乙")
        _carry(store, office.store, tmp_path / "second.djb")
        with office.store.read() as reader:
            assert [conflict.field for conflict in reader.conflicts(plan_id(2027))] == ["theme"]
