"""Reading talks for the window, papers and duties: frozen values inside ``store.read()``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.feature import Hit
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster.names import ordinal_key
from dangjian_desktop.roster.reading import (
    MEMBERS,
    PersonRef,
    expected_on,
    find_people,
    group_names,
    labels_on,
    member_facts,
    person_refs,
    posts_text,
)
from dangjian_desktop.roster.rules import group_on
from dangjian_desktop.store import Heads, Reader, live
from dangjian_desktop.store.search import words
from dangjian_desktop.talks.records import FIELDS, Talk
from dangjian_desktop.talks.rules import Coverage, Held, PairKind, coverage, pair_kind, year_of

KINDS = frozenset({"talks", "members", "member_spells", "group_spells", "posts", "party_groups"})
"""What the view depends on."""


@dataclass(frozen=True)
class TalkRow:
    """A talk as lists and papers show it."""

    id: str
    day: date
    year: int
    initiator: str
    partner: str
    initiator_name: str
    partner_name: str
    relation: PairKind
    place: str
    topic: str
    opinions: str
    follow_up: bool
    follow_up_text: str


@dataclass(frozen=True)
class Someone:
    """A member on an axis of the matrix; ``label`` tells two of one name apart."""

    id: str
    name: str
    label: str
    group: str
    posts: str


@dataclass(frozen=True)
class YearView:
    """A year of talks: the members by Party group, what stands between them, and the talks, newest first."""

    year: int
    people: tuple[Someone, ...]
    leaders: tuple[Someone, ...]
    coverage: Coverage
    talks: tuple[TalkRow, ...]
    basis: str

    def person(self, id: str) -> Someone:
        """Somebody of the branch by id. Raises ``KeyError``."""
        return {one.id: one for one in self.people}[id]


@dataclass(frozen=True)
class TalkForm:
    """What the form needs: who can be chosen, the values of a talk being changed, and the versions seen."""

    people: tuple[PersonRef, ...]
    secretary: str
    values: dict[str, object]
    seen: Heads


def held_talks(reader: Reader) -> list[Held]:
    """All living talks that name a day and two people, as the rules take them."""
    stmt = select(Talk.id, Talk.day, Talk.initiator, Talk.partner, Talk.attributed_year).where(
        live(Talk), Talk.day.is_not(None), Talk.initiator.is_not(None), Talk.partner.is_not(None)
    )
    return [
        Held(row.id, row.day, row.initiator, row.partner, year_of(row.day, row.attributed_year))
        for row in reader.rows(stmt.order_by(Talk.day, Talk.id))
    ]


def coverage_of(reader: Reader, year: int, today: date) -> Coverage:
    """Who has had which talks in the year."""
    return coverage(member_facts(reader), held_talks(reader), year, today, rulebook(reader, "talks"))


def talk_rows(reader: Reader) -> list[TalkRow]:
    """All living talks, the newest first."""
    facts, names = member_facts(reader), labels_on(reader, reader.now.date())
    rows = []
    for talk in reader.all(select(Talk).where(live(Talk)).order_by(Talk.day.desc(), Talk.id)):
        if talk.day is not None:
            first, second = talk.initiator or "", talk.partner or ""
            rows.append(
                TalkRow(
                    id=talk.id,
                    day=talk.day,
                    year=year_of(talk.day, talk.attributed_year),
                    initiator=first,
                    partner=second,
                    initiator_name=names.get(first, ""),
                    partner_name=names.get(second, ""),
                    relation=pair_kind(facts, first, second, talk.day),
                    place=talk.place or "",
                    topic=talk.topic or "",
                    opinions=talk.opinions or "",
                    follow_up=bool(talk.follow_up),
                    follow_up_text=talk.follow_up_text or "",
                )
            )
    return rows


def year_view(reader: Reader, year: int, today: date) -> YearView:
    """A year of talks as the page shows it."""
    found = coverage_of(reader, year, today)
    people = _people(reader, found)
    by_id = {one.id: one for one in people}
    return YearView(
        year=year,
        people=people,
        leaders=tuple(by_id[one] for one in found.leaders),
        coverage=found,
        talks=tuple(row for row in talk_rows(reader) if row.year == year),
        basis=rulebook(reader, "talks").on("heart_talk.committee_member", found.day).basis,
    )


def _people(reader: Reader, found: Coverage) -> tuple[Someone, ...]:
    """Everybody of the branch on the day: by Party group, inside it as the register has them."""
    facts, groups, labels = member_facts(reader), group_names(reader), labels_on(reader, found.day)
    here = {*found.leaders, *found.members}
    people = [
        Someone(
            row.person_id,
            row.name,
            labels[row.person_id],
            groups.get(group_on(facts[row.person_id], found.day), ""),
            posts_text(facts[row.person_id], found.day),
        )
        for row in expected_on(reader, found.day).rows
        if row.person_id in here
    ]
    return tuple(sorted(people, key=lambda one: (not one.group, ordinal_key(one.group))))


def talk_form(reader: Reader, talk: str) -> TalkForm:
    """What the form needs; ``talk`` "" for a new one. Raises :class:`Refused` if it is gone."""
    people = tuple(ref for ref in person_refs(reader).values() if ref.kind == MEMBERS)
    leaders = coverage_of(reader, reader.now.year, reader.now.date()).leaders
    values: dict[str, object] = {}
    if talk:
        record = reader.need(Talk, talk)
        values = {name: getattr(record, name) for name in FIELDS}
    return TalkForm(people, leaders[0] if leaders else "", values, reader.heads(Talk, talk) if talk else {})


def talk_label(reader: Reader, talk: str) -> str:
    """10-12 李卫国、王强谈心谈话; "" if there is none."""
    record = reader.get(Talk, talk)
    if record is None:
        return ""
    names = labels_on(reader, reader.now.date())
    pair = "、".join(names.get(one or "", "") for one in (record.initiator, record.partner))
    day = short_day(record.day, reader.now.date()) if record.day else ""
    return f"{day} {pair}谈心谈话".strip()


def find_talks(reader: Reader, text: str, limit: int) -> list[Hit]:
    """Talks found by words in topic, opinions and what is to follow, or by who took part; newest first."""
    rows = talk_rows(reader)
    wanted = text.strip()
    if wanted:
        people = {ref.id for ref in find_people(reader, wanted, limit=50)}
        found = {hit.id for hit in words(reader, wanted, kinds=("talks",))}
        rows = [row for row in rows if row.id in found or people & {row.initiator, row.partner}]
    return [
        Hit("talks", row.id, f"{row.initiator_name}、{row.partner_name}谈心谈话", row.topic, row.day)
        for row in rows[:limit]
    ]


def latest_talk(reader: Reader) -> str | None:
    """The newest talk."""
    rows = talk_rows(reader)
    return rows[0].id if rows else None
