"""What stands in minutes that somebody wrote elsewhere: recognised line by line, proposed, never invented.

A value is proposed only where the text names it (时间：, 主持人：, 议题一) in words that minutes use; everything else
stays text. Names are people only if the roster bears them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dangjian_desktop.meetings.rules.recognising.agenda import agenda_of
from dangjian_desktop.meetings.rules.recognising.head import facts_of, head_of, kinds_in
from dangjian_desktop.meetings.rules.recognising.values import (
    Away,
    Decided,
    Guest,
    Item,
    Recognised,
    Said,
    Voted,
)

__all__ = ["Away", "Decided", "Guest", "Item", "Recognised", "Said", "Voted", "recognise"]


def recognise(lines: Sequence[str], people: Mapping[str, str], today: date) -> Recognised:
    """What minutes in these lines say. ``people`` are the roster's names with their ids; two of one name have none.

    A day without a year is the last such day up to ``today``.
    """
    head, rest = head_of(lines)
    facts = facts_of(head, people, today)
    items, content = agenda_of(rest, people, facts.day or today)
    kinds = kinds_in([*(line for line in lines[:4] if len(line) < 50), facts.title])
    unknown = tuple(dict.fromkeys(facts.unknown))
    return Recognised(
        kinds=kinds,
        title=facts.title,
        day=facts.day,
        start=facts.start,
        end=facts.end,
        place=facts.place,
        host=facts.host,
        recorder=facts.recorder,
        topic=facts.topic,
        present=tuple(dict.fromkeys(facts.present)),
        away=tuple(facts.away),
        observers=tuple(facts.observers),
        items=items,
        content=content,
        unknown=unknown,
    )
