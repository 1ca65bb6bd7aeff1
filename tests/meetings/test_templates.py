"""Agendas from templates: shipped ones, the branch's own, and those of an earlier meeting."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.meetings.reading.templates import EarlierAgenda, TemplateView, earlier_agenda, shipped, templates
from dangjian_desktop.meetings.records import AgendaTemplate, Segment
from dangjian_desktop.meetings.rules.kinds import KINDS, SegmentKind
from dangjian_desktop.meetings.rules.templates import TemplateLine, lines_text, parse_lines, title_on
from dangjian_desktop.meetings.service import (
    add_agenda_item,
    apply_template,
    copy_agenda,
    delete_template,
    finalise,
    restore_template,
    save_template,
    template_from_segment,
)
from dangjian_desktop.meetings.service.inputs import (
    AddAgendaItem,
    ApplyTemplate,
    CopyAgenda,
    Finalise,
    NewAgendaItem,
    NewSpeech,
    OfTemplate,
    SaveTemplate,
    TemplateFromSegment,
)

if TYPE_CHECKING:
    from conftest import World

GENERAL = SegmentKind.GENERAL_MEETING


def known(world: World) -> dict[str, TemplateView]:
    with world.store.read() as reader:
        return {one.name: one for one in templates(reader)}


def agenda(world: World, gathering: str) -> list[tuple[str, str, bool]]:
    items = world.view(gathering).segments[0].agenda
    return [(one.title, one.presenter_role, one.first_agenda_item) for one in items]


def segment_of(world: World, gathering: str) -> str:
    return world.view(gathering).segments[0].id


def test_lines_are_items_with_marks_and_numbers_taken_away() -> None:
    text = "★传达上级精神｜领学\n\n2. 听取工作报告 | 汇报\n（三）讨论发展党员\n四、* 研究走访\n｜领学"
    assert parse_lines(text) == (
        TemplateLine("传达上级精神", "领学", first=True),
        TemplateLine("听取工作报告", "汇报"),
        TemplateLine("讨论发展党员"),
        TemplateLine("研究走访", first=True),
    )
    lines = parse_lines(text)
    assert parse_lines(lines_text(lines)) == lines


def test_titles_name_the_month_quarter_and_year_of_the_meeting() -> None:
    assert title_on("通报{季度}党费", date(2026, 10, 1)) == "通报四季度党费"
    assert title_on("研究{月}主题党日", date(2026, 3, 31)) == "研究3月主题党日"
    assert title_on("{年}计划", date(2027, 1, 1)) == "2027年计划"
    assert title_on("研究{月}主题党日", None) == "研究本月主题党日"


def test_every_shipped_template_belongs_to_a_kind_and_has_its_own_name() -> None:
    assert {one.kind for one in shipped()} <= {str(kind) for kind in KINDS}
    assert len({(one.kind, one.name) for one in shipped()}) == len(shipped())
    assert all(one.items for one in shipped())


def test_a_template_begins_the_agenda_and_adds_nothing_twice(world: World) -> None:
    gathering = world.plan("general_meeting")
    wish = ApplyTemplate(segment_of(world, gathering), known(world)["季度党员大会"].id)
    assert world.do(apply_template, wish) == 4
    assert agenda(world, gathering)[:2] == [
        ("传达学习上级精神", "领学", True),
        ("听取支部委员会四季度工作报告", "汇报", False),
    ]
    assert world.do(apply_template, wish) == 0
    assert len(agenda(world, gathering)) == 4


def test_a_shipped_template_that_is_changed_becomes_the_branchs_own(world: World) -> None:
    before = known(world)["季度党员大会"]
    assert not before.own
    wish = SaveTemplate(GENERAL, "季度党员大会", (TemplateLine("听取报告", "汇报"),), before.id)
    assert world.do(save_template, wish) == before.id
    after = known(world)["季度党员大会"]
    assert (after.own, after.items) == (True, (TemplateLine("听取报告", "汇报"),))
    longer = SaveTemplate(GENERAL, "季度党员大会", (TemplateLine("听取报告"), TemplateLine("讨论")), before.id)
    world.do(save_template, longer)
    assert known(world)["季度党员大会"].items == (TemplateLine("听取报告"), TemplateLine("讨论"))
    world.do(save_template, SaveTemplate(GENERAL, "季度党员大会", (TemplateLine("讨论"),), before.id))
    assert known(world)["季度党员大会"].items == (TemplateLine("讨论"),)


def test_a_template_is_kept_by_undo_and_taken_back_whole(world: World) -> None:
    made = str(world.do(save_template, SaveTemplate(GENERAL, "年终大会", (TemplateLine("述职"),))))
    assert known(world)["年终大会"].id == made
    world.store.undo()
    assert "年终大会" not in known(world)


def test_a_removed_template_is_not_offered_until_restored(world: World) -> None:
    shipped_one = known(world)["预备党员转正"]
    world.do(delete_template, OfTemplate(shipped_one.id))
    assert "预备党员转正" not in known(world)
    with pytest.raises(Refused, match="找不到这个议程模板"):
        world.do(delete_template, OfTemplate(shipped_one.id))
    world.do(restore_template, OfTemplate(shipped_one.id))
    assert known(world)["预备党员转正"].items == shipped_one.items


def test_a_template_needs_a_name_of_its_own_and_items(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.do(save_template, SaveTemplate(GENERAL, " ", (TemplateLine("  "),)))
    assert [one.field for one in refused.value.problems] == ["name", "items"]
    with pytest.raises(Refused, match="已有叫“接收预备党员”的模板"):
        world.do(save_template, SaveTemplate(GENERAL, "接收预备党员", (TemplateLine("讨论"),)))
    world.do(save_template, SaveTemplate(SegmentKind.COMMITTEE_MEETING, "接收预备党员", (TemplateLine("审查"),)))


def test_an_earlier_meeting_gives_its_titles_and_nothing_that_was_said(world: World) -> None:
    september = world.plan("general_meeting", day=date(2026, 9, 14))
    source = segment_of(world, september)
    for title, role in (("传达精神", "领学"), ("听取报告", "汇报")):
        item = NewAgendaItem(title=title, presenter_role=role, speeches=(NewSpeech(points="同意。"),))
        world.do(add_agenda_item, AddAgendaItem(source, item))
    october = world.plan("general_meeting")
    with world.store.read() as reader:
        found = earlier_agenda(reader, reader.need(Segment, segment_of(world, october)), date(2026, 10, 12))
    assert found == EarlierAgenda(source, "9月党员大会", date(2026, 9, 14), 2)
    assert world.do(copy_agenda, CopyAgenda(segment_of(world, october), source)) == 2
    assert agenda(world, october) == [("传达精神", "领学", False), ("听取报告", "汇报", False)]
    assert world.view(october).segments[0].agenda[0].speeches == ()
    world.do(template_from_segment, TemplateFromSegment(source, "照九月"))
    assert known(world)["照九月"].items == (TemplateLine("传达精神", "领学"), TemplateLine("听取报告", "汇报"))


def test_a_meeting_of_another_kind_or_group_gives_no_agenda(world: World) -> None:
    other = world.plan("committee_meeting", day=date(2026, 9, 14))
    world.do(add_agenda_item, AddAgendaItem(segment_of(world, other), NewAgendaItem(title="研究")))
    october = world.plan("general_meeting")
    with world.store.read() as reader:
        assert earlier_agenda(reader, reader.need(Segment, segment_of(world, october)), date(2026, 10, 12)) is None
    with pytest.raises(Refused, match="没有议题可以照搬"):
        world.do(copy_agenda, CopyAgenda(segment_of(world, other), segment_of(world, october)))


def test_a_final_record_takes_a_template_only_as_a_correction(world: World) -> None:
    gathering = world.plan("general_meeting")
    world.do(finalise, Finalise(gathering, despite=True))
    wish = ApplyTemplate(segment_of(world, gathering), known(world)["季度党员大会"].id)
    with pytest.raises(Refused, match="已定稿"):
        world.do(apply_template, wish)
    world.do(apply_template, ApplyTemplate(wish.segment, wish.template, "漏记议程"))
    assert "增加议题：传达学习上级精神" in world.view(gathering).corrections[0].what


def test_two_pcs_that_change_a_shipped_template_meet_in_one_record(world: World) -> None:
    shipped_one = known(world)["每月支委会"]
    wish = SaveTemplate(SegmentKind.COMMITTEE_MEETING, "每月支委会", (TemplateLine("研究"),), shipped_one.id)
    world.do(save_template, wish)
    with world.store.read() as reader:
        assert reader.get(AgendaTemplate, shipped_one.id) is not None
