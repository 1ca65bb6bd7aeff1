"""The sample branch's talks: some years of them, invented, the same for a seed, made through our own verb."""

from __future__ import annotations

import random
import tomllib
from datetime import date, datetime, time, timedelta
from itertools import combinations
from typing import Any

from dangjian_desktop.base.resources import resource
from dangjian_desktop.feature import SampleWorld
from dangjian_desktop.roster.reading import member_facts
from dangjian_desktop.roster.rules import MemberFacts, Status, committee_on, status_on
from dangjian_desktop.talks.inputs import AddTalk
from dangjian_desktop.talks.service import add_talk

_HERE = (Status.FULL, Status.PROBATIONARY)
_UNTALKED = 2
"""So many ordinary members are left this year, so that there is something to see to."""


def make_sample(world: SampleWorld) -> None:
    """Have everybody talk once a year, but for the last two of this year."""
    rng = random.Random(f"talks{world.seed}")
    texts = tomllib.loads(resource("sample/talks.toml").read_text(encoding="utf-8"))
    with world.store.read() as reader:
        facts = member_facts(reader)
    held: list[AddTalk] = []
    for year in range(world.today.year - world.years + 1, world.today.year + 1):
        held += _year(facts, year, world.today, rng, texts)
    for number, talk in enumerate(sorted(held, key=lambda one: one.day)):
        world.clock.now = datetime.combine(talk.day, time(16, 5)) + timedelta(minutes=number % 50)
        with world.store.write("建立样例", verb="add_talk") as tx:
            add_talk(tx, talk)
        world.progress.step(number + 1, len(held), "样例：谈心谈话")


def _year(
    facts: dict[str, MemberFacts], year: int, today: date, rng: random.Random, texts: dict[str, Any]
) -> list[AddTalk]:
    last = min(date(year, 12, 20), today - timedelta(days=4))
    if last.month < 3:
        return []
    seats = [member.id for member in committee_on(facts.values(), last)]
    others = [key for key, one in facts.items() if status_on(one, last) in _HERE and key not in seats]
    if year == today.year:
        others = others[:-_UNTALKED]
    pairs = [(first, second, "committee") for first, second in combinations(seats, 2)]
    pairs += [(seats[place % len(seats)], one, "committee_member") for place, one in enumerate(others) if seats]
    pairs += [(one, others[(place + 1) % len(others)], "members") for place, one in enumerate(others) if place % 2 == 0]
    made = []
    for first, second, kind in pairs:
        day = _weekday(date(year, 2, 20) + timedelta(days=rng.randrange((last - date(year, 2, 20)).days)))
        if first == second:
            continue
        if not all(status_on(facts[one], day) in _HERE for one in (first, second)):
            day = last
        made.append(_talk(day, first, second, rng.choice(texts[kind]), rng, texts))
    return made


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _talk(
    day: date, first: str, second: str, text: dict[str, str], rng: random.Random, texts: dict[str, Any]
) -> AddTalk:
    follow = text.get("follow_up", "") if rng.random() < 0.5 else ""
    return AddTalk(
        day=day,
        initiator=first,
        partner=second,
        place=rng.choice(texts["places"]),
        topic=text["topic"],
        notes=text.get("notes", ""),
        opinions=text["opinions"],
        follow_up=bool(follow),
        follow_up_text=follow,
    )
