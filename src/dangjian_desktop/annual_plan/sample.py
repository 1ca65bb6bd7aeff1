"""The sample branch's plans: every year has its own, passed by January's 支委会 and reported; made by our own verbs."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta

from dangjian_desktop.annual_plan import inputs, service
from dangjian_desktop.annual_plan.reading import approval_choices
from dangjian_desktop.base.resources import resource
from dangjian_desktop.base.workdays import last_workday, next_workday
from dangjian_desktop.feature import SampleWorld


def make_sample(world: SampleWorld) -> None:
    """Make the plans of all years of the sample; what they hold was planned by the other capabilities."""
    texts = tomllib.loads(resource("sample/annual_plan.toml").read_text(encoding="utf-8"))
    for year in range(world.today.year - world.years + 1, world.today.year + 1):
        themes = texts["themes"]
        _plan(world, year, themes[year % len(themes)], texts["requirements"])


def _plan(world: SampleWorld, year: int, theme: str, requirements: str) -> None:
    with world.store.read() as reader:
        meetings = [one for one in approval_choices(reader, year) if "支委会" in one.title and one.day.year == year]
    first = min((one.day for one in meetings), default=date(year, 1, 15))
    made = last_workday(max(date(year, 1, 2), first - timedelta(days=2))).day
    if made > world.today:
        return
    _on(world, made)
    with world.store.write("建立样例", verb="make_annual_plan") as tx:
        service.make_annual_plan(tx, inputs.MakePlan(year, (), theme, requirements))
    passed = [one for one in meetings if made <= one.day <= world.today]
    if not passed:
        return
    meeting = min(passed, key=lambda one: one.day)
    _on(world, meeting.day)
    with world.store.write("建立样例", verb="approve_annual_plan") as tx:
        service.approve_annual_plan(tx, inputs.ApprovePlan(year, meeting.id, meeting.kind))
    reported = next_workday(meeting.day + timedelta(days=4)).day
    if reported <= world.today:
        _on(world, reported)
        with world.store.write("建立样例", verb="submit_annual_plan") as tx:
            service.submit_annual_plan(tx, inputs.SubmitPlan(year, reported))


def _on(world: SampleWorld, day: date) -> None:
    world.clock.now = datetime.combine(day, time(17, 10))
