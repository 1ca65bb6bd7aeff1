"""中心工作 in a real store: entered once, read by everybody who asks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.core_tasks import papers, reading, year
from dangjian_desktop.core_tasks.rules import Role, Stand, Verdict
from dangjian_desktop.feature import DueState, Headway, Section, carry_out
from dangjian_desktop.papers.model import Paragraph, Table

from .conftest import NOW

if TYPE_CHECKING:
    from .conftest import Office

TODAY = NOW.date()


def _sheet(office: Office, task: str) -> reading.TaskSheet:
    with office.store.read() as reader:
        found = reading.task_sheet(reader, task)
    assert found is not None
    return found


def test_who_leads_and_who_takes_part_is_kept_and_changed(office: Office) -> None:
    task = office.task(leads=[office.ids["李卫国"]], members=[office.ids["陈静"]])
    office.do("edit_core_task", id=task, changes={"goal": "一次办成"}, leads=[office.ids["陈静"]], members=[])
    sheet = _sheet(office, task)
    assert sheet.row.goal == "一次办成"
    assert [(name, role) for _id, role, name in sheet.members] == [("陈静", Role.LEAD)]
    office.do("edit_core_task", id=task, changes={}, leads=[office.ids["陈静"]], members=[office.ids["李卫国"]])
    assert [name for _id, _role, name in _sheet(office, task).members] == ["陈静", "李卫国"]


@pytest.mark.parametrize(
    ("verb", "fields", "field"),
    [
        ("add_core_task", {"title": "一项", "started_on": "2026-03-01", "due_on": "2026-02-28"}, "due_on"),
        ("add_core_task", {"title": "一项", "leads": ["没有"]}, "leads"),
        ("edit_core_task", {"changes": {"title": ""}}, "title"),
        ("close_core_task", {"closed_on": "2026-10-13"}, "closed_on"),
        ("close_core_task", {"closed_on": "2026-01-09"}, "closed_on"),
        ("add_milestone", {"title": "一步", "responsible": "没有"}, "responsible"),
        ("set_figures", {"month": "2026-11-01", "values": {}}, "month"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    office: Office, verb: str, fields: dict[str, object], field: str
) -> None:
    task = office.task()
    owner = {"task": task} if verb in ("add_milestone", "set_figures") else {"id": task}
    with pytest.raises(Refused) as refused:
        office.do(verb, **fields, **({} if verb == "add_core_task" else owner))
    assert [problem.field for problem in refused.value.problems] == [field]
    assert str(refused.value).endswith("。")


def test_milestones_keep_their_order_and_tell_how_they_stand(office: Office) -> None:
    task = office.task()
    first = office.do("add_milestone", task=task, title="梳理", due_on="2026-03-15", responsible=office.ids["王强"])
    second = office.do("add_milestone", task=task, title="上线", due_on="2026-10-15")
    office.do("move_milestone", id=first, after=second)
    office.do("edit_milestone", id=second, changes={"done_on": "2026-10-11"})
    steps = _sheet(office, task).milestones
    assert [(one.title, one.stand) for one in steps] == [("上线", Stand.DONE), ("梳理", Stand.OVERDUE)]
    assert _sheet(office, task).row.percent == 50
    with pytest.raises(Refused):
        office.do("edit_milestone", id=first, changes={"done_on": "2026-10-13"})
    with pytest.raises(Refused):
        office.do("edit_milestone", id=first, changes={"title": ""})


def test_figures_are_one_for_each_month_and_can_be_taken_out(office: Office) -> None:
    task = office.task()
    one = office.do("add_indicator", task=task, name="办结率", unit="%", target="98")
    office.do("set_figures", task=task, month="2026-08-15", values={one: "96"})
    office.do("set_figures", task=task, month="2026-09-01", values={one: "97.50"})
    office.do("set_figures", task=task, month="2026-09-01", values={one: "98"})
    (found,) = _sheet(office, task).indicators
    assert found.figures == {date(2026, 8, 1): Decimal(96), date(2026, 9, 1): Decimal(98)}
    assert found.effect is not None
    assert (found.effect.verdict, found.effect.reached) == (Verdict.IMPROVED, True)
    office.do("set_figures", task=task, month="2026-09-01", values={one: None})
    office.do("set_figures", task=task, month="2026-07-01", values={one: None})
    assert list(_sheet(office, task).indicators[0].figures) == [date(2026, 8, 1)]


def test_an_indicator_has_one_name_and_belongs_to_its_task(office: Office) -> None:
    task, other = office.task(), office.task("老旧小区")
    one = office.do("add_indicator", task=task, name="办结率")
    with pytest.raises(Refused, match="已经有指标"):
        office.do("add_indicator", task=task, name="办结率")
    with pytest.raises(Refused, match="不在这项中心工作里"):
        office.do("set_figures", task=other, month="2026-09-01", values={one: "1"})
    office.do("edit_indicator", id=one, changes={"better": "lower", "name": "办理时限"})
    assert _sheet(office, task).indicators[0].better == "lower"
    with pytest.raises(Refused):
        office.do("edit_indicator", id=one, changes={"name": ""})
    office.do("delete_indicator", id=one)
    assert _sheet(office, task).indicators == ()


def test_what_was_done_stands_beside_what_changed(office: Office) -> None:
    task = office.task()
    meeting = office.meeting("研究营商环境", "2026-09-10")
    office.do(
        "link_records",
        owner_kind="gatherings",
        owner=meeting,
        relation="serves",
        target_kind="core_tasks",
        target=task,
    )
    sheet = _sheet(office, task)
    assert [(deed.title, deed.day) for deed in sheet.deeds] == [("9-10 研究营商环境", date(2026, 9, 10))]
    assert sheet.deeds_by_month(2026)[8] == 1
    assert sum(sheet.deeds_by_month(2025)) == 0
    assert sheet.row.deeds == 1
    office.do("delete_gathering", gathering=meeting)
    assert (_sheet(office, task).row.deeds, _sheet(office, task).deeds) == (0, ())


def test_deleted_it_is_gone_and_comes_back_with_all_its_parts(office: Office) -> None:
    task = office.task()
    office.do("add_milestone", task=task, title="梳理")
    office.do("delete_core_task", id=task)
    with office.store.read() as reader:
        assert reading.task_sheet(reader, task) is None
        assert reading.task_rows(reader) == []
    office.do("restore_core_task", id=task)
    assert [one.title for one in _sheet(office, task).milestones] == ["梳理"]
    with pytest.raises(Refused, match="回收站里没有"):
        office.do("restore_core_task", id="没有")


def test_finished_it_rests_at_the_end_and_can_be_opened_again(office: Office) -> None:
    task, _other = office.task(), office.task("老旧小区")
    office.do("close_core_task", id=task, closed_on="2026-10-12", result="时限缩短")
    with office.store.read() as reader:
        assert [row.title for row in reading.task_rows(reader)] == ["老旧小区", "营商环境提升"]
        assert year.dues(reader, 2026, TODAY) == []
    office.do("close_core_task", id=task, closed_on=None, result="时限缩短")
    assert _sheet(office, task).row.closed_on is None


def test_late_milestones_and_missing_figures_are_due(office: Office) -> None:
    task = office.task()
    office.do("add_milestone", task=task, title="梳理", due_on="2026-10-01")
    office.do("add_milestone", task=task, title="以后", due_on="2026-12-01")
    one = office.do("add_indicator", task=task, name="办结率")
    for month in range(1, 9):
        office.do("set_figures", task=task, month=f"2026-{month:02}-01", values={one: "96"})
    with office.store.read() as reader:
        found = year.dues(reader, 2026, TODAY)
        assert year.dues(reader, 2025, TODAY) == []
    assert [(due.title, due.state) for due in found] == [
        ("营商环境提升：梳理", DueState.OVERDUE),
        ("营商环境提升：9月业务数据没有登记", DueState.OVERDUE),
    ]
    assert all(due.records == (task,) for due in found)


def test_on_the_board_an_open_milestone_moves_and_a_reached_one_does_not(office: Office) -> None:
    task = office.task()
    step = office.do("add_milestone", task=task, title="梳理", due_on="2026-11-01")
    with office.store.read() as reader:
        (item,) = year.schedule(reader, 2026, TODAY)
    assert item.move is not None
    with office.store.write("调整年度计划") as tx:
        carry_out(tx, item.move(date(2026, 12, 5)))
        assert tx.label == "调整年度计划"
    assert _sheet(office, task).milestones[0].due_on == date(2026, 12, 5)
    office.do("edit_milestone", id=step, changes={"done_on": "2026-10-12"})
    with office.store.read() as reader:
        (item,) = year.schedule(reader, 2026, TODAY)
        assert item.move is None
        assert item.state is DueState.DONE


def test_a_months_assignments_are_done_under_way_or_idle(office: Office) -> None:
    task = office.task()
    for title, changes in (("一", {"done_on": "2026-10-09"}), ("二", {"progress": "过半"}), ("三", {})):
        step = office.do("add_milestone", task=task, title=title, due_on="2026-10-20")
        if changes:
            office.do("edit_milestone", id=step, changes=changes)
    with office.store.read() as reader:
        found = year.assignments(reader, Period.month(2026, 10), TODAY)
        assert year.assignments(reader, Period.month(2026, 9), TODAY) == []
        (question,) = year.questions(reader, TODAY)
    assert [one.state for one in found] == [Headway.DONE, Headway.DOING, Headway.IDLE]
    assert question.answer == "营商环境提升 33%"


def test_the_digest_says_what_was_reached_what_changed_and_what_is_late(office: Office) -> None:
    task = office.task()
    step = office.do("add_milestone", task=task, title="梳理", due_on="2026-09-15")
    office.do("edit_milestone", id=step, changes={"done_on": "2026-09-14"})
    office.do("add_milestone", task=task, title="上线", due_on="2026-09-20")
    one = office.do("add_indicator", task=task, name="办结率", unit="%", baseline="95")
    office.do("set_figures", task=task, month="2026-09-01", values={one: "97"})
    with office.store.read() as reader:
        blocks = year.digest(reader, Period.month(2026, 9))
        reached = year.milestones_reached(reader, Period.month(2026, 9), None)
        (question,) = year.questions(reader, TODAY)
    assert [(block.section, block.text) for block in blocks] == [
        (Section.DONE, "中心工作完成1个节点：营商环境提升“梳理”。"),
        (Section.DONE, "营商环境提升：办结率由95%到97%，向好。"),
        (Section.PROBLEMS, "中心工作有1个节点超过时限：营商环境提升“上线”。"),
    ]
    assert (reached.value, reached.records) == (1, (step,))
    assert question.answer == "1 个节点已过时限"


def test_what_hangs_on_a_member_goes_to_the_successor_in_one_step(office: Office) -> None:
    leaving, successor = office.ids["王强"], office.ids["陈静"]
    task = office.task(leads=[leaving])
    office.do("add_milestone", task=task, title="梳理", responsible=leaving)
    with office.store.read() as reader:
        found = year.holdings(reader, leaving, TODAY)
        assert year.holdings(reader, successor, TODAY) == []
    assert [one.title for one in found] == ["营商环境提升（牵头）", "营商环境提升：梳理"]
    with office.store.write("离任交接") as tx:
        for one in found:
            assert one.hand_over is not None
            carry_out(tx, one.hand_over(successor, TODAY))
    sheet = _sheet(office, task)
    assert [id for id, _role, _name in sheet.members] == [successor]
    assert sheet.milestones[0].responsible == successor


def test_without_milestones_a_figure_is_unknown_not_zero(office: Office) -> None:
    with office.store.read() as reader:
        found = year.milestones_reached(reader, Period.year(2026), None)
        assert year.questions(reader, TODAY) == []
    assert found.value is None
    assert found.missing


def test_it_is_found_by_its_words_and_those_of_its_milestones(office: Office) -> None:
    task = office.task(goal="压缩办理时限")
    office.do("add_milestone", task=task, title="流程再造")
    office.task("老旧小区")
    with office.store.read() as reader:
        for text in ("营商", "时限", "再造"):
            assert [hit.id for hit in reading.find_tasks(reader, text, 5)] == [task]
        assert len(reading.find_tasks(reader, "", 5)) == 2
        assert reading.task_label(reader, task) == "营商环境提升"
        assert reading.task_label(reader, "没有") == ""


def test_the_paper_has_goal_milestones_deeds_and_effect(office: Office) -> None:
    task = office.task(goal="一次办成", leads=[office.ids["王强"]])
    office.do("add_milestone", task=task, title="梳理", due_on="2026-03-15")
    one = office.do("add_indicator", task=task, name="办结率", unit="%", baseline="95", target="97")
    office.do("set_figures", task=task, month="2026-09-01", values={one: "97"})
    with office.store.read() as reader:
        document = papers.core_task_paper(reader, task, None)
        assert papers.core_task_file(reader, task, None) == "营商环境提升 推进情况表"
        tables = [block for block in document.blocks if isinstance(block, Table)]
        assert [row.cells for row in tables[1].rows] == [
            ("办结率", "%", "95", "97（2026.9）", "+2", "97", "向好，达标")
        ]
        assert Paragraph("还没有关联会议、学习和活动。") in document.blocks
        year_paper = papers.figures_paper(reader, None, Period.year(2026))
        (table,) = year_paper.blocks
        assert isinstance(table, Table)
        assert table.rows[0].cells[10] == "97"
        with pytest.raises(Refused):
            papers.core_task_paper(reader, "没有", None)
