"""The sample branch's writing, proposed topics and comments in words: what the views 轮讲, 学时 and 心得 show."""

from __future__ import annotations

import random
import tomllib
from calendar import monthrange
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from dangjian_desktop.base.resources import resource
from dangjian_desktop.feature import SampleWorld
from dangjian_desktop.roster.reading import member_facts
from dangjian_desktop.roster.rules import Status, status_on
from dangjian_desktop.store import Reader, live
from dangjian_desktop.study import inputs
from dangjian_desktop.study.records import Reflection, StudySpeech
from dangjian_desktop.study.service import rota, writing

Text = dict[str, Any]
_OWN = "这一篇只写给自己：今年答应的两件事，只做成了一件，年底前补上。"


def make_people_sample(world: SampleWorld) -> None:
    """Writing asked for and handed in, topics, comments: of the present year, up to today."""
    texts = tomllib.loads(resource("sample/study_people.toml").read_text(encoding="utf-8"))
    rng = random.Random(f"study people {world.seed}")
    with world.store.read() as reader:
        members = _members(reader, world.today)
    if len(members) < 4:
        return
    for text in texts["topic"]:
        _topic(world, text, rng.choice(members))
    for text in texts["writing"]:
        _writing(world, text, members, rng)
    _own(world, members[0])
    _comments(world, texts["comment"], members)


def _members(reader: Reader, day: date) -> list[str]:
    here = (Status.FULL, Status.PROBATIONARY)
    return [id for id, one in member_facts(reader).items() if status_on(one, day) in here]


def _at(world: SampleWorld, day: date) -> bool:
    """Turn the clock to the afternoon of a day; False for one to come."""
    if day > world.today:
        return False
    world.clock.now = datetime.combine(day, time(16, 40))
    return True


def _topic(world: SampleWorld, text: Text, member: str) -> None:
    if not _at(world, date(world.today.year, text["month"], 6)):
        return
    with world.store.write("建立样例", verb="propose_topic") as tx:
        made = rota.propose_topic(
            tx, inputs.ProposeTopic(text["title"], member, "rotating_lecture", text["why"], tx.now.date())
        )
        if "declined" in text:
            rota.decline_topic(tx, inputs.DeclineTopic(made, text["declined"]))


def _writing(world: SampleWorld, text: Text, members: list[str], rng: random.Random) -> None:
    """Six members are asked; all hand in but the last ``owed``, who still owe it."""
    year = world.today.year
    if not _at(world, date(year, text["asked"], 1)):
        return
    asked = tuple(rng.sample(members, min(len(members), 6)))
    due = date(year, text["asked"] + 1, min(text["due"], monthrange(year, text["asked"] + 1)[1]))
    with world.store.write("建立样例", verb="ask_reflections") as tx:
        writing.ask_reflections(
            tx, inputs.AskReflections(asked, text["title"], due, text["kind"], text.get("book", ""))
        )
    handing_in = asked[: len(asked) - text["owed"]]
    for place, member in enumerate(handing_in):
        day = date(due.year, due.month, max(1, due.day - 1 - place))
        if not _at(world, day):
            continue
        with world.store.write("建立样例", verb="edit_reflection") as tx:
            stmt = select(Reflection.id).where(
                live(Reflection), Reflection.member == member, Reflection.title == text["title"]
            )
            words = text["texts"][place % len(text["texts"])]
            changes: inputs.ReflectionChanges = {"text": words, "submitted_on": day}
            writing.edit_reflection(tx, inputs.EditReflection(str(tx.scalar(stmt)), changes))


def _own(world: SampleWorld, member: str) -> None:
    """One text that stays on this PC."""
    day = date(world.today.year, 7, 3)
    if _at(world, day):
        with world.store.write("建立样例", verb="add_reflection") as tx:
            data = inputs.AddReflection(member, "半年回头看", submitted_on=day, own_text=_OWN)
            writing.add_reflection(tx, data)


def _comments(world: SampleWorld, comments: list[Text], members: list[str]) -> None:
    """One comment under each aspect, on those who spoke last in a session."""
    with world.store.read() as reader:
        stmt = select(StudySpeech.speaker, StudySpeech.owner).where(live(StudySpeech), StudySpeech.speaker.in_(members))
        spoken = [(row.speaker, row.owner) for row in reader.rows(stmt.order_by(StudySpeech.created_at.desc()))]
    chosen = spoken[:2] or [(members[0], None)]
    if not _at(world, world.today):
        return
    for place, text in enumerate(comments):
        member, session = chosen[place % len(chosen)]
        with world.store.write("建立样例", verb="add_study_comment") as tx:
            data = inputs.AddComment(str(member), text["aspect"], text["text"], world.today, session)
            writing.add_study_comment(tx, data)
