"""What is somebody's own never leaves this PC; a year begun on two PCs is one."""

from __future__ import annotations

import zipfile
from pathlib import Path

from dangjian_desktop.appraisal.reading import year_view
from dangjian_desktop.appraisal.rules.grades import Grade
from dangjian_desktop.base.clock import SeededIds
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import Store
from dangjian_desktop.sync import apply, export_sync, read_bundle

from .conftest import SCHEMA, Office

SECRET, DRAFT = "夫妻两地分居压力大", "草稿里写的家事"


def test_a_colleague_gets_neither_the_own_criticism_nor_the_draft(begun: Office, tmp_path: Path) -> None:
    me, other = begun.ids["李卫国"], begun.ids["周明"]
    own = begun.do("add_criticism", year=begun.year, own=True, critic=me, subject=other, text=SECRET)
    begun.do("edit_criticism", id=own, changes={"response": SECRET})
    begun.do("add_criticism", year=begun.year, own=False, critic=other, subject=me, text="听意见少")
    begun.do("write_self_review", year=begun.year, person=me, draft=DRAFT)
    begun.do("share_self_review", year=begun.year, person=other, text="对照检查正文")
    begun.do("write_self_review", year=begun.year, person=other, draft=DRAFT)
    bundle = export_sync(begun.store, tmp_path / "bundle.djb", None, Progress()).path
    with zipfile.ZipFile(bundle) as content:
        for name in content.namelist():
            text = content.read(name).decode("utf-8", "replace")
            assert SECRET not in text
            assert DRAFT not in text
    with Store.open(tmp_path / "other", SCHEMA, clock=begun.clock, ids=SeededIds(9), device="家里电脑") as there:
        apply(there, read_bundle(there, bundle, None, Progress()), Progress())
        with there.read() as reader:
            view = year_view(reader, 2026, begun.clock.now.date())
        assert there.verify() == []
    assert [(row.own, row.text) for row in view.criticisms] == [(False, "听意见少")]
    reviews = {row.name: row for row in view.reviews}
    assert (reviews["李卫国"].drafted, reviews["周明"].written, reviews["周明"].drafted) == (False, True, False)


def test_two_pcs_that_begin_a_year_and_grade_a_member_have_one_of_each(office: Office, tmp_path: Path) -> None:
    copied = export_sync(office.store, tmp_path / "first.djb", None, Progress()).path
    office.begin(theme="转作风")
    with Store.open(tmp_path / "other", SCHEMA, clock=office.clock, ids=SeededIds(9), device="家里电脑") as there:
        apply(there, read_bundle(there, copied, None, Progress()), Progress())
        other = Office(there, office.clock, office.ids)
        assert other.begin() == office.year
        other.counts()
        office.verdict("qualified", "周明")
        back = export_sync(there, tmp_path / "back.djb", None, Progress()).path
    apply(office.store, read_bundle(office.store, back, None, Progress()), Progress())
    row = office.person("周明")
    assert (office.view().theme, row.counts.total, row.verdict) == ("转作风", 10, Grade.QUALIFIED)
    with office.store.read() as reader:
        assert reader.conflicts() == []
