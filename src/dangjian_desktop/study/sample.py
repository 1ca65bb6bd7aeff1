"""The sample branch's study: a plan for each year, its sessions in every form, hours and rota."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from dangjian_desktop.base.resources import resource
from dangjian_desktop.feature import SampleWorld, find_reference
from dangjian_desktop.roster.reading import member_facts
from dangjian_desktop.roster.rules import MemberFacts, Status, committee_on, status_on
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.store import Transaction
from dangjian_desktop.study import inputs
from dangjian_desktop.study.reading.plan import meeting_choices
from dangjian_desktop.study.reading.roll import roll_of
from dangjian_desktop.study.reading.rota import propose
from dangjian_desktop.study.records import Outcome, PlanItem, StudySession
from dangjian_desktop.study.sample_people import make_people_sample
from dangjian_desktop.study.service import attendance, hours, items, plans, rota, sessions, speaking

_HERE = (Status.FULL, Status.PROBATIONARY)
_AWAY = (
    (AttendanceState.OFFICIAL_BUSINESS, "县里开会"),
    (AttendanceState.OFFICIAL_BUSINESS, "下村"),
    (AttendanceState.SICK_LEAVE, ""),
    (AttendanceState.LEAVE, "年休假"),
)
Text = dict[str, Any]


@dataclass
class _Year:
    """One year's making: what is still to be told, the members' facts, and a random source of its own."""

    world: SampleWorld
    year: int
    texts: Text
    facts: dict[str, MemberFacts]
    rng: random.Random

    def on(self, day: date, verb: str, work: Callable[[Transaction], Any], hour: int = 17) -> Any:
        """Do something at five in the afternoon of a day."""
        self.world.clock.now = datetime.combine(day, time(hour, 10))
        with self.world.store.write("建立样例", verb=verb) as tx:
            return work(tx)

    def here(self, day: date) -> list[str]:
        return [id for id, one in self.facts.items() if status_on(one, day) in _HERE]


def make_sample(world: SampleWorld) -> None:
    """A plan and its sessions for each year, the present one up to today."""
    texts = tomllib.loads(resource("sample/study.toml").read_text(encoding="utf-8"))
    with world.store.read() as reader:
        facts = member_facts(reader)
    for number in range(world.years):
        year = world.today.year - world.years + 1 + number
        one = _Year(world, year, texts, facts, random.Random(f"study{world.seed}{year}"))
        if one.here(date(year, 1, 15)):
            _make_year(one)
        world.progress.step(number + 1, world.years, "样例：学习")
    make_people_sample(world)


def _make_year(one: _Year) -> None:
    start = date(one.year, 1, 8)
    if start > one.world.today:
        return
    made = one.on(start, "make_study_plan", lambda tx: _plan(one, tx))
    if one.world.today > date(one.year, 1, 31):
        one.on(date(one.year, 1, 31), "approve_study_plan", lambda tx: _approve(one, tx, plans.plan_id(one.year)))
    for day, item, text in sorted(made, key=lambda each: (each[0], each[1])):
        if day < one.world.today:
            _hold(one, day, item, text)
    ahead = sorted((day, item) for day, item, text in made if text["form"] == "rotating_lecture")
    coming = [(day, item) for day, item in ahead if day >= one.world.today]
    if coming and one.year == one.world.today.year:
        _away_lecturer(one, *coming[0])
    _trainings(one)


def _plan(one: _Year, tx: Transaction) -> list[tuple[date, str, Text]]:
    plan = plans.make_plan(
        tx, inputs.MakePlan(one.year, one.texts["theme"], one.texts["goals"], inputs.PlanSource.BLANK)
    )
    changes: inputs.PlanChanges = {"requirements": one.texts["requirements"], "reported_on": date(one.year, 1, 20)}
    if one.world.today >= date(one.year, 1, 20):
        plans.edit_plan(tx, inputs.EditPlan(plan, changes))
    tasks = _tasks(tx)
    made = []
    for text in one.texts["item"]:
        day = _weekday(date(one.year, text["month"], one.rng.randint(8, 26)))
        who = _lecturer(one, text, day)
        item = items.add_plan_item(
            tx,
            inputs.AddPlanItem(
                year=one.year,
                content=text["content"],
                day=day,
                form=text["form"],
                hours=Decimal(text["hours"]),
                readings=text.get("readings", ""),
                responsible=one.rng.choice(_seats(one, day)),
                serves=one.rng.choice(tasks) if tasks and text.get("serves") else None,
                **who,
            ),
        )
        made.append((day, item, text))
    slots = [item for _day, item, text in made if text["form"] == "rotating_lecture"]
    for item, choice in propose(tx, slots).items():
        rota.assign_lecturer(tx, inputs.AssignLecturer(item, choice.speaker, choice.reason))
    return made


def _tasks(tx: Transaction) -> list[str]:
    reference = find_reference(tx, "core_tasks")
    return [hit.id for hit in reference.find(tx, "", 3)] if reference else []


def _seats(one: _Year, day: date) -> list[str]:
    return [seat.id for seat in committee_on(one.facts.values(), day)] or one.here(day)


def _lecturer(one: _Year, text: Text, day: date) -> dict[str, Any]:
    if "expert" in text:
        return {"lecturer_unit": text["expert"][0], "lecturer_name": text["expert"][1]}
    if text["form"] in ("group_study", "seminar", "party_lecture"):
        return {"lecturer": one.rng.choice(_seats(one, day))}
    return {}


def _approve(one: _Year, tx: Transaction, plan: str) -> None:
    """The committee meeting nearest to the year's beginning that was held by then, else its day alone."""
    found = [meeting for meeting in meeting_choices(tx, one.year) if "支委" in meeting[2]]
    if found:
        kind, meeting, _name = found[0]
        plans.approve_plan(tx, inputs.ApprovePlan(plan, kind, meeting))
    else:
        plans.approve_plan(tx, inputs.ApprovePlan(plan, approved_on=date(one.year, 1, 8), approved_by="支委会"))


def _hold(one: _Year, day: date, item: str, text: Text) -> None:
    """One session from sign-in to 定稿; the last weeks' stay open, and one item of the year slips."""
    slips = one.year == one.world.today.year and text["content"] == "办公系统新功能"
    if slips:
        return
    begin = time(14, 30) if text["form"] != "visit" else time(8, 30)
    end = (datetime.combine(day, begin) + timedelta(minutes=60 * text["hours"])).time()
    clockless = text["form"] in ("self_study", "online")
    place = "" if clockless or text["form"] == "visit" else one.rng.choice(one.texts["places"])
    held = inputs.HoldItem(item, day, None if clockless else begin, None if clockless else end, place)
    session = one.on(day, "hold_plan_item", lambda tx: sessions.hold_item(tx, held), hour=8)
    one.on(day, "edit_study_session", lambda tx: _write(one, tx, session, text, day))
    if one.world.today - day > timedelta(days=20):
        one.on(day + timedelta(days=3), "make_up_study", lambda tx: _after(one, tx, session, day))


def _write(one: _Year, tx: Transaction, session: str, text: Text, day: date) -> None:
    known: Any = {
        name: text[name] for name in ("notes", "questions", "platform", "visited", "visited_host") if name in text
    }
    seats = _seats(one, day)
    known |= {"host": seats[0], "recorder": seats[-1]}
    if "expert" in text:
        known["lecturer_duty"] = text["expert"][2]
    sessions.edit_session(tx, inputs.EditSession(session, known))
    attendance.mark_all_present_at_study(tx, inputs.MarkAllPresent(session))
    there = [row.person_id for row in roll_of(tx, tx.need(StudySession, session)).rows]
    for person in one.rng.sample(there, min(len(there), one.rng.choice((0, 1, 2, 2, 3)))):
        state, reason = one.rng.choice(_AWAY)
        attendance.set_study_attendance(tx, inputs.SetAttendance(session, person, state, reason or None))
    speakers = one.rng.sample(there, min(len(there), 6))
    for place, points in enumerate(text.get("points", [])):
        said = inputs.AddSpeech(session, speaker=speakers[place], points=points)
        speaking.add_study_speech(tx, said)
    for place, (topic, points) in enumerate(text.get("talks", [])):
        said = inputs.AddSpeech(session, speaker=speakers[place], topic=topic, points=points)
        speaking.add_study_speech(tx, said)
    for place, words in enumerate(text.get("proposals", [])):
        made = speaking.add_study_proposal(tx, inputs.AddProposal(session, words, speakers[place]))
        if place == 0 and one.world.today - day > timedelta(days=40):
            changes: inputs.ProposalChanges = {
                "outcome": Outcome.ADOPTED,
                "outcome_text": "已列入支部本月重点，按期办结。",
                "outcome_on": day,
            }
            speaking.edit_study_proposal(tx, inputs.EditProposal(made, changes))


def _after(one: _Year, tx: Transaction, session: str, day: date) -> None:
    """Most who were away make it up; then the session is final."""
    roll = roll_of(tx, tx.need(StudySession, session))
    away = [
        entry.person
        for entry in roll.entries.values()
        if entry.person and entry.state not in (None, AttendanceState.PRESENT) and one.rng.random() < 0.6
    ]
    if away:
        made_up = inputs.MakeUp(session, tuple(sorted(away)), day + timedelta(days=3), "看录像")
        attendance.make_up_study(tx, made_up)
    sessions.finalise_session(tx, inputs.FinaliseSession(session, despite=True))


def _away_lecturer(one: _Year, day: date, item: str) -> None:
    """Who is to lecture next is on leave, so that 换人 and 顺延 have something to do."""

    def work(tx: Transaction) -> None:
        member = tx.need(PlanItem, item).lecturer
        if member:
            since, until = one.world.today - timedelta(days=3), day + timedelta(days=20)
            rota.add_lecture_break(tx, inputs.AddBreak(member, "请假", since, until))

    one.on(one.world.today, "add_lecture_break", work, hour=8)


def _trainings(one: _Year) -> None:
    for number, text in enumerate(one.texts["training"]):
        since = date(one.year, 5 + 2 * number, 11)
        until = since + timedelta(days=text["days"] - 1)
        if until >= one.world.today:
            continue
        seats = _seats(one, since)
        others = [id for id in one.here(since) if id not in seats]
        who = seats[:1] if text["who"] == "secretary" else one.rng.sample(others, min(4, len(others)))
        data = inputs.AddTraining(
            members=tuple(who),
            title=text["title"],
            since=since,
            until=until,
            organiser=text["organiser"],
            central=text["central"],
            proof="结业证书",
        )
        one.on(until, "add_training", partial(_train, data))


def _train(data: inputs.AddTraining, tx: Transaction) -> None:
    hours.add_training(tx, data)


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))
