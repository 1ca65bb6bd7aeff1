"""The sample branch's central work: two pieces with milestones, figures and what was done for them."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from dangjian_desktop.base.resources import resource
from dangjian_desktop.core_tasks import inputs, service
from dangjian_desktop.core_tasks.records import Milestone
from dangjian_desktop.core_tasks.rules import Better
from dangjian_desktop.feature import DueState, Lane, SampleWorld, schedule_of
from dangjian_desktop.links.records import Relation
from dangjian_desktop.links.service import LinkRecords, link_records

_EVERY = 3
"""Every third meeting or session of the year served one of them."""


def make_sample(world: SampleWorld) -> None:
    """Make this year's central work; what lies after today is still to come."""
    rows = tomllib.loads(resource("sample/core_tasks.toml").read_text(encoding="utf-8"))["task"]
    people = list(world.shared["members"])
    tasks = []
    for number, text in enumerate(rows):
        begin = _day(text["begin"], world.today.year)
        if begin <= world.today:
            tasks.append(_task(world, text, begin, people[2 + number :]))
    if tasks:
        _link(world, tasks)


def _task(world: SampleWorld, text: dict[str, Any], begin: date, people: list[str]) -> str:
    year = world.today.year
    leads, members = people[: text["leads"]], people[text["leads"] : text["leads"] + text["members"]]
    world.clock.now = datetime.combine(begin, time(9, 40))
    with world.store.write("建立样例", verb="add_core_task") as tx:
        task = service.add_core_task(
            tx,
            inputs.AddCoreTask(
                title=text["title"],
                goal=text["goal"],
                started_on=begin,
                due_on=_day(text["end"], year),
                leads=tuple(leads),
                members=tuple(members),
            ),
        )
        for place, step in enumerate(text["milestone"]):
            who = [*leads, *members][place % (len(leads) + len(members))]
            due_on = _day(step["due"], year)
            service.add_milestone(tx, inputs.AddMilestone(task, step["title"], due_on, who))
        indicators = [
            service.add_indicator(
                tx,
                inputs.AddIndicator(
                    task,
                    one["name"],
                    one.get("unit", ""),
                    Better(one["better"]),
                    Decimal(one["baseline"]) if "baseline" in one else None,
                    Decimal(one["target"]) if "target" in one else None,
                ),
            )
            for one in text["indicator"]
        ]
    _progress(world, text, task)
    for place, indicator in enumerate(indicators):
        _figures(world, task, indicator, text["indicator"][place]["figures"])
    return task


def _progress(world: SampleWorld, text: dict[str, Any], task: str) -> None:
    with world.store.read() as reader:
        steps = [part.id for part in reader.parts(Milestone, task)]
    for id, step in zip(steps, text["milestone"], strict=True):
        done = _day(step["done"], world.today.year) if "done" in step else None
        changes: inputs.MilestoneChanges = {}
        if done is not None and done <= world.today:
            changes["done_on"] = done
        elif "progress" in step and _day(step["due"], world.today.year).month <= world.today.month:
            changes["progress"] = step["progress"]
        if changes:
            world.clock.now = datetime.combine(done or world.today, time(17, 10))
            with world.store.write("建立样例", verb="edit_milestone") as tx:
                service.edit_milestone(tx, inputs.EditMilestone(id, changes))


def _figures(world: SampleWorld, task: str, indicator: str, figures: list[str]) -> None:
    for number, value in enumerate(figures, 1):
        month = date(world.today.year, number, 1)
        if value and number < world.today.month:
            world.clock.now = datetime.combine(date(month.year, number + 1, 5), time(9, 15))
            with world.store.write("建立样例", verb="set_figures") as tx:
                service.set_figures(tx, inputs.SetFigures(task, month, {indicator: Decimal(value)}))


def _link(world: SampleWorld, tasks: list[str]) -> None:
    today = world.today
    with world.store.read() as reader:
        held = [
            one
            for one in schedule_of(reader, today.year, today)
            if one.state is DueState.DONE and one.lane is not Lane.CORE_TASKS
        ]
    for number, one in enumerate(held):
        if number % _EVERY == 0:
            task = tasks[number // _EVERY % len(tasks)]
            world.clock.now = datetime.combine(one.day or today, time(17, 30))
            with world.store.write("建立样例", verb="link_records") as tx:
                link_records(tx, LinkRecords(one.record_kind, one.record, Relation.SERVES, "core_tasks", task))


def _day(text: str, year: int) -> date:
    month, day = map(int, text.split("-"))
    return date(year, month, day)
