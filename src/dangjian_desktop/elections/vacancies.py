"""缺额: seats of the present committee that stand empty, since when, and by when somebody is to be elected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dangjian_desktop.roster.reading import current_committee, labels_on
from dangjian_desktop.roster.records import PostSpell
from dangjian_desktop.roster.rules import Post, add_months
from dangjian_desktop.store import Reader, live


@dataclass(frozen=True)
class Vacancy:
    """A post that nobody of the present committee holds any more: who left it and when."""

    post: Post
    name: str
    since: date
    due: date


def vacancies(reader: Reader, day: date, months: int) -> list[Vacancy]:
    """The posts given up within the present term and not filled since (支部工作条例: 出现空缺应当及时补选)."""
    committee = current_committee(reader, day)
    if committee is None:
        return []
    names = labels_on(reader, day)
    spells = reader.all(
        select(PostSpell).where(live(PostSpell), PostSpell.committee == committee.id).order_by(PostSpell.until)
    )
    held = [spell for spell in spells if spell.until is None or spell.until > day]
    free: list[Vacancy] = []
    for spell in spells:
        if spell.until is None or spell.until > day or spell.post not in list(Post):
            continue
        since = spell.until
        refilled = [one for one in held if one.post == spell.post and one.since is not None and one.since >= since]
        if refilled:
            held.remove(refilled[0])
        else:
            name = names.get(spell.owner or "", "")
            free.append(Vacancy(Post(spell.post or ""), name, since, add_months(since, months)))
    return free
