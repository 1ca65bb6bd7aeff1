"""离任清单: everything that hangs on a member, from every capability, handed over in one step or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdfium2 import PdfDocument

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.roster.reading import posts_on
from dangjian_desktop.transfers.papers import handover_list
from dangjian_desktop.transfers.reading import Item, items_of

from .conftest import TODAY

if TYPE_CHECKING:
    from .conftest import Office


def held(office: Office, name: str) -> dict[str, Item]:
    return {item.title: item for item in office.ask(items_of, office.ids[name], TODAY)}


def plan(office: Office) -> str:
    """A gathering to come that the secretary chairs."""
    return str(
        office.do(
            "plan_gathering",
            day="2026-11-05",
            host=office.ids["李卫国"],
            segments=({"kind": "committee_meeting"},),
        )
    )


def posts(office: Office) -> set[tuple[str, str]]:
    return {(holder.post.label, holder.name) for holder in office.ask(posts_on, TODAY)}


def test_seat_group_and_open_matters_are_listed(office: Office) -> None:
    plan(office)
    found = held(office, "李卫国")
    assert {"书记", "主持人"} <= found.keys()
    assert (found["书记"].passes, found["书记"].ends, found["书记"].area) == (True, True, "党员")
    assert "第一党小组组长" in held(office, "钱珺")


def test_all_goes_over_in_one_step_that_undo_takes_back(office: Office) -> None:
    plan(office)
    before, found = posts(office), held(office, "李卫国")
    made = office.do(
        "hand_over",
        member=office.ids["李卫国"],
        day=TODAY.isoformat(),
        items=(
            {"key": found["书记"].key, "successor": office.ids["仇喆"]},
            {"key": found["主持人"].key, "successor": office.ids["仇喆"]},
        ),
    )
    assert ("书记", "仇喆") in posts(office)
    assert held(office, "李卫国") == {}
    assert "主持人" in held(office, "仇喆")
    assert office.store.undo_label() == "交接 李卫国 的2项工作"
    assert made
    office.store.undo()
    assert posts(office) == before
    assert {"书记", "主持人"} <= held(office, "李卫国").keys()


def test_a_seat_may_only_end_and_leaves_a_vacancy(office: Office) -> None:
    found = held(office, "陈静")
    office.do("hand_over", member=office.ids["陈静"], day=TODAY.isoformat(), items=({"key": found["组织委员"].key},))
    assert "组织委员" not in {post for post, _name in posts(office)}


def test_if_one_line_cannot_go_over_none_does(office: Office) -> None:
    plan(office)
    before, found = posts(office), held(office, "李卫国")
    probation = office.do("add_member", name="新预备", joined_on="2026-03-01")
    with pytest.raises(Refused, match="“书记”没有交接成"):
        office.do(
            "hand_over",
            member=office.ids["李卫国"],
            day=TODAY.isoformat(),
            items=(
                {"key": found["主持人"].key, "successor": probation},
                {"key": found["书记"].key, "successor": probation},
            ),
        )
    assert posts(office) == before
    assert "主持人" in held(office, "李卫国")


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({"key": "posts:none:书记", "successor": "x"}, "已经交接过"),
        (None, "还没有选"),
    ],
)
def test_what_is_gone_or_nothing_at_all_is_refused(office: Office, item: dict[str, str] | None, words: str) -> None:
    with pytest.raises(Refused, match=words):
        office.do("hand_over", member=office.ids["李卫国"], day=TODAY.isoformat(), items=(item,) if item else ())


def test_nobody_hands_over_to_themselves_and_what_must_go_on_cannot_just_end(office: Office) -> None:
    plan(office)
    found = held(office, "李卫国")
    for passed, words in (
        ({"key": found["书记"].key, "successor": office.ids["李卫国"]}, "不能交给离任人自己"),
        ({"key": found["主持人"].key}, "只结束"),
    ):
        with pytest.raises(Refused, match=words):
            office.do("hand_over", member=office.ids["李卫国"], day=TODAY.isoformat(), items=(passed,))


def test_a_member_without_anything_has_an_empty_list(office: Office) -> None:
    assert held(office, "仇喆") == {}


def text_of(office: Office, record: str, path: Path) -> str:
    document = office.ask(handover_list, record, None)
    path.write_bytes(render_pdf(document).data)
    pdf = PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    return "".join(text.split())


def test_the_paper_is_blank_before_and_names_the_successors_afterwards(office: Office, tmp_path: Path) -> None:
    found = held(office, "陈静")
    blank = text_of(office, office.ids["陈静"], tmp_path / "blank.pdf")
    assert "离任清单" in blank
    assert "组织委员" in blank
    assert "仇喆" not in blank
    made = office.do(
        "hand_over",
        member=office.ids["陈静"],
        day=TODAY.isoformat(),
        items=({"key": found["组织委员"].key, "successor": office.ids["仇喆"]},),
    )
    done = text_of(office, made, tmp_path / "done.pdf")
    for words in ("陈静", "组织委员", "仇喆", "2026年10月12日", "共1项"):
        assert words in done
    with pytest.raises(Refused, match="还没有办过交接"):
        office.ask(handover_list, None, None)
