"""What is said in the sample, from ``resources/sample/meetings.toml``, with the names of the roster filled in."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from dangjian_desktop.base.resources import resource
from dangjian_desktop.meetings.rules.quorum import Method
from dangjian_desktop.meetings.service.inputs import NewAgendaItem, NewResolution, NewSpeech, NewVote


@cache
def texts() -> dict[str, Any]:
    """All texts, as the file groups them."""
    return tomllib.loads(resource("sample/meetings.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Cast:
    """Who speaks that day: names by id, the committee, and everybody who is there."""

    names: Mapping[str, str]
    committee: Sequence[str]
    there: Sequence[str]
    rng: random.Random
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    oldest: str = ""

    def filled(self, text: str, **more: str) -> str:
        """The text with {a} {b} as people who are there, {oldest} as the one longest in the Party, and ``more``."""
        people = [self.names[person] for person in self.rng.sample(list(self.there), min(2, len(self.there)))]
        given = dict(zip(("a", "b"), people, strict=False))
        return text.format_map(_Names({**given, "oldest": self.oldest, **more}))

    def one_of(self, people: Sequence[str]) -> str:
        """Somebody of these who is there, if anybody is."""
        here = [person for person in people if person in set(self.there)] or list(people)
        return self.rng.choice(here)

    def speakers(self, count: int, but: str = "") -> list[str]:
        """So many different people who are there, without ``but``."""
        free = [person for person in self.there if person != but]
        return self.rng.sample(free, min(count, len(free)))

    def speeches(self, said: Sequence[str], but: str) -> tuple[NewSpeech, ...]:
        """Who says what: those whom a text calls for first, everybody else then at random; nobody twice."""
        free = self.speakers(len(self.there), but)
        called: dict[int, str] = {}
        for index, text in enumerate(said):
            role, _, _words = text[1:].partition("|") if text.startswith("@") else ("", "", "")
            found = next((person for person in free if person in self.roles.get(role, frozenset())), "")
            if role and found:
                free.remove(found)
                called[index] = found
        spoken = []
        for index, text in enumerate(said):
            who = called.get(index) or ("" if text.startswith("@") or not free else free.pop())
            if who:
                spoken.append(NewSpeech(points=self.filled(text.rpartition("|")[2]), speaker=who))
        return tuple(spoken)


class _Names(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "有关同志"


def item(cast: Cast, text: Mapping[str, Any], day: date, *, voters: int = 0, against: int = 0) -> NewAgendaItem:
    """An agenda item of a text: presenter, points by those who were there, a vote if it has one, the resolution.

    ``voters`` are those present with a vote, of whom ``against`` abstain.
    """
    presenter = cast.one_of(cast.committee)
    responsible = cast.one_of(cast.committee)
    votes = (
        (NewVote(method=Method.HANDS, subject=text["vote"], yes=voters - against, no=0, abstain=against),)
        if "vote" in text and voters
        else ()
    )
    names = {"presenter": cast.names[presenter], "responsible": cast.names[responsible]}
    return NewAgendaItem(
        title=cast.filled(text["title"]),
        presenter=presenter,
        presenter_role=text.get("role", "汇报"),
        content=cast.filled(text["content"], **names),
        speeches=cast.speeches(text.get("speeches", ()), but=presenter),
        votes=votes,
        resolutions=_resolution(cast, text, day, responsible, names),
    )


def _resolution(
    cast: Cast, text: Mapping[str, Any], day: date, responsible: str, names: Mapping[str, str]
) -> tuple[NewResolution, ...]:
    if "resolution" not in text:
        return ()
    decided = cast.filled(text["resolution"], **names)
    if "no_follow_up" in text or "days" not in text:
        return (NewResolution(text=decided, no_follow_up_reason=text.get("no_follow_up", "当场办结")),)
    return (
        NewResolution(
            text=decided, responsible=responsible, deadline=day + timedelta(days=int(text["days"])), follow_up=True
        ),
    )


def first_item(cast: Cast, index: int) -> NewAgendaItem:
    """A 第一议题: study, led by one of the committee."""
    text = texts()["first"][index % len(texts()["first"])]
    return NewAgendaItem(
        title=text["title"],
        presenter=cast.one_of(cast.committee),
        presenter_role="领学",
        first_agenda_item=True,
        material=text["material"],
        content=text["content"],
    )
