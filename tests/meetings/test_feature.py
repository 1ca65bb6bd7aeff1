"""What meetings offer to the rest of the program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.inputs import parse_input, schema_of
from dangjian_desktop.feature import Action
from dangjian_desktop.meetings.feature import FEATURE
from dangjian_desktop.meetings.records import RECORDS
from dangjian_desktop.meetings.service import attach_file, edit_fields, finalise, mark_all_present
from dangjian_desktop.meetings.service.inputs import AttachFile, EditFields, Finalise, OfGathering

if TYPE_CHECKING:
    from conftest import World


def run(world: World, name: str, data: object) -> object:
    """As the command line does it: from JSON through the action's own type."""
    action = next(action for action in FEATURE.actions if action.name == name)
    with world.store.write(action.label, action.name) as tx:
        return action.run(tx, parse_input(action.input, json.loads(json.dumps(data))))


def test_every_table_is_a_kind_with_a_name_for_its_records() -> None:
    kinds = {kind.record.__tablename__ for kind in FEATURE.kinds}
    assert kinds == {record.__tablename__ for record in RECORDS} | {"attachments"}
    assert {reference.kind for reference in FEATURE.references} == kinds


def test_kinds_are_ordered_and_narrowed_by_columns_that_exist() -> None:
    for kind in FEATURE.kinds:
        columns = set(kind.record.__table__.columns.keys())
        assert set(kind.order) <= columns
        assert not kind.period or kind.period in columns


@pytest.mark.parametrize("action", FEATURE.actions, ids=lambda action: action.name)
def test_every_verb_describes_its_input_in_chinese(action: Action) -> None:
    schema = schema_of(action.input)
    json.dumps(schema)
    assert schema["properties"]
    assert all(any("\u4e00" <= c <= "\u9fff" for c in one.get("title", "")) for one in schema["properties"].values())


def test_an_afternoon_goes_from_json_to_final(world: World) -> None:
    people = world.people
    gathering = run(
        world,
        "plan_gathering",
        {
            "day": "2026-10-12",
            "start": "14:30",
            "end": "17:00",
            "place": "三楼会议室",
            "host": people["李卫国"],
            "recorder": people["陈静"],
            "segments": [
                {"kind": "general_meeting", "agenda": [{"title": "讨论值守", "resolutions": [{"text": "照办"}]}]},
                {"kind": "theme_party_day", "topic": "走进结对村", "content": "察看蓄水池。"},
            ],
        },
    )
    assert run(world, "mark_all_present", {"gathering": gathering}) == 28
    run(world, "set_attendance", {"gathering": gathering, "person": people["王强"], "state": "sick_leave"})
    segment = world.view(str(gathering)).segments[0]
    item = segment.agenda[0]
    run(world, "add_vote", {"agenda_item": item.id, "vote": {"yes": 24, "no": 0, "abstain": 1}})
    changes = {"responsible": "陈静", "deadline": "10-31"}
    run(world, "edit_fields", {"kind": "resolutions", "record": item.resolutions[0].id, "changes": changes})
    run(world, "finalise", {"gathering": gathering})
    view = world.view(str(gathering))
    assert (view.final, view.segments[0].agenda[0].votes[0].verdict.words) == (True, "24/26 超过半数，通过")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"segments": []}, "segments"),
        ({"segments": [{"kind": "茶话会"}]}, "segments.0.kind"),
        ({"segments": [{"kind": "other"}], "day": "哪天"}, "day"),
        ({"segments": [{"kind": "other"}], "colour": "red"}, "colour"),
    ],
)
def test_what_json_gets_wrong_is_said_by_field(world: World, data: object, field: str) -> None:
    with pytest.raises(Refused) as refused:
        run(world, "plan_gathering", data)
    assert field in [problem.field for problem in refused.value.problems]


def test_a_file_is_kept_with_the_gathering_and_found_again(world: World, tmp_path: Path) -> None:
    gathering = world.plan("general_meeting")
    source = tmp_path / "签到表.png"
    source.write_bytes(b"picture")
    world.do(attach_file, AttachFile(gathering, str(source), "sign_in_sheet", "签到表"))
    (kept,) = world.view(gathering).attachments
    assert (kept.name, kept.role_label, kept.size, kept.media_type) == ("签到表.png", "签到表扫描件", 7, "image/png")
    assert world.store.attachments.path(kept.sha256).read_bytes() == b"picture"
    world.do(edit_fields, EditFields("attachments", kept.id, {"caption": "", "role": "材料"}))
    assert world.view(gathering).attachments[0].role == "material"


def test_a_vanished_file_is_said_and_nothing_is_kept(world: World, tmp_path: Path) -> None:
    gathering = world.plan("general_meeting")
    with pytest.raises(Refused, match="找不到文件“没有"):
        world.do(attach_file, AttachFile(gathering, str(tmp_path / "没有.png"), "photo"))
    with pytest.raises(Refused, match="可能已被删除"):
        world.do(attach_file, AttachFile("nothing", str(tmp_path / "没有.png"), "photo"))
    assert world.view(gathering).attachments == ()


def test_signed_papers_come_in_after_the_record_is_final_and_new_material_needs_a_reason(
    world: World, tmp_path: Path
) -> None:
    gathering = world.plan("general_meeting")
    world.do(mark_all_present, OfGathering(gathering))
    world.do(finalise, Finalise(gathering, despite=True))
    source = tmp_path / "签字件.pdf"
    source.write_bytes(b"%PDF")
    segment = world.view(gathering).segments[0].id
    world.do(attach_file, AttachFile(segment, str(source), "signed_copy"))
    with pytest.raises(Refused, match="已定稿"):
        world.do(attach_file, AttachFile(gathering, str(source), "material"))
    world.do(attach_file, AttachFile(gathering, str(source), "material", correction="漏附"))
    view = world.view(gathering)
    assert [(one.owner, one.role) for one in view.attachments] == [(gathering, "material"), (segment, "signed_copy")]
    assert [one.what for one in view.corrections] == ["增加附件“签字件.pdf”"]


def test_views_are_built_only_when_shown() -> None:
    assert FEATURE.tab is not None
    assert [(view.key, view.title) for view in FEATURE.tab.views] == [("overview", "总览"), ("records", "记录")]
    assert all(callable(view.build) for view in FEATURE.tab.views)


def test_every_paper_has_a_layout_and_records_find_their_latest() -> None:
    for paper in FEATURE.papers:
        assert paper.layout in ("report", "minutes", "form", "binder")
        assert (paper.takes == "record") == (paper.latest is not None)
    assert len({paper.name for paper in FEATURE.papers}) == len(FEATURE.papers)
