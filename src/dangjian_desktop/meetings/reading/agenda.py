"""A segment's agenda with everything under it, and what was decided last time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from sqlalchemy import select

from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.meetings.reading.views import (
    AgendaItemView,
    CandidateView,
    PreviousResolutions,
    ResolutionView,
    SpeechView,
    VoteView,
)
from dangjian_desktop.meetings.records import AgendaItem, Gathering, Resolution, Segment, Speech, Vote
from dangjian_desktop.meetings.rules.admission import CandidateFacts, Introducer, checks
from dangjian_desktop.meetings.rules.kinds import Scope
from dangjian_desktop.meetings.rules.quorum import METHOD_LABELS, PURPOSE_LABELS, Method, Purpose, Tally, majority
from dangjian_desktop.meetings.rules.wording import resolution_standing, vote_figures
from dangjian_desktop.roster.people import name_in
from dangjian_desktop.roster.rules.attendance import Counts
from dangjian_desktop.store import Part, Reader, live
from dangjian_desktop.store.heads import load as load_heads

P = TypeVar("P", bound=Part)


@dataclass(frozen=True)
class Standings:
    """What admissions and conversions ask of people; empty where nothing of the kind is voted on.

    ``full`` are the 正式党员 of the day, ``probation`` first and last day of it by member, ``written`` those with a
    vote who handed in an opinion and weren't there.
    """

    full: frozenset[str] = frozenset()
    probation: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    written: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Setting:
    """What agendas are read with: names by id, today, the gathering's day, the rules, how people stand."""

    labels: Mapping[str, str]
    today: date
    day: date
    book: Rulebook
    standing: Standings = Standings()


def by_owner(reader: Reader, model: type[P], owners: Sequence[str]) -> dict[str, list[P]]:
    """The live parts of many owners at once, each list in its order."""
    found: defaultdict[str, list[P]] = defaultdict(list)
    for start in range(0, len(owners), 500):
        chunk = owners[start : start + 500]
        stmt = select(model).where(model.owner.in_(chunk), live(model)).order_by(model.position, model.id)
        for part in reader.all(stmt):
            found[part.owner or ""].append(part)
    return found


@dataclass(frozen=True)
class AgendaParts:
    """The agendas of some segments as they are kept."""

    items: Mapping[str, list[AgendaItem]]
    speeches: Mapping[str, list[Speech]]
    votes: Mapping[str, list[Vote]]
    resolutions: Mapping[str, list[Resolution]]


def agenda_parts(reader: Reader, segments: Sequence[str]) -> AgendaParts:
    """Everything under these segments, in four queries."""
    items = by_owner(reader, AgendaItem, segments)
    ids = [item.id for group in items.values() for item in group]
    return AgendaParts(
        items, by_owner(reader, Speech, ids), by_owner(reader, Vote, ids), by_owner(reader, Resolution, ids)
    )


def agenda_of(
    parts: AgendaParts, segment: str, scope: Scope, counts: Counts, setting: Setting, people: frozenset[str]
) -> tuple[AgendaItemView, ...]:
    """A segment's agenda with verdicts on its own base; ``people`` are those expected at it."""
    handed_in = len(setting.standing.written & people)
    return tuple(
        AgendaItemView(
            id=item.id,
            number=number,
            title=item.title or "",
            presenter=item.presenter or "",
            presenter_name=name_in(setting.labels, item.presenter, item.presenter_name),
            guest_presenter=item.presenter_name or "",
            presenter_role=item.presenter_role or "",
            first_agenda_item=bool(item.first_agenda_item),
            proposer=item.proposer or "",
            proposer_name=name_in(setting.labels, item.proposer),
            source=item.source or "",
            material=item.material or "",
            content=item.content or "",
            speeches=tuple(_speech(one, setting) for one in parts.speeches.get(item.id, ())),
            votes=tuple(_vote(one, scope, counts, setting, handed_in) for one in parts.votes.get(item.id, ())),
            resolutions=tuple(resolution_view(one, setting) for one in parts.resolutions.get(item.id, ())),
            seen=load_heads(item.heads),
        )
        for number, item in enumerate(parts.items.get(segment, ()), 1)
    )


def _speech(speech: Speech, setting: Setting) -> SpeechView:
    name = name_in(setting.labels, speech.speaker, speech.speaker_name)
    return SpeechView(speech.id, speech.speaker or "", name, speech.points or "", load_heads(speech.heads))


def tally_of(vote: Vote) -> Tally:
    """The figures of a vote; words of a newer program read as the ordinary ones."""
    return Tally(
        yes=vote.yes,
        no=vote.no,
        abstain=vote.abstain,
        issued=vote.issued,
        returned=vote.returned,
        written_yes=vote.written_yes,
        written_no=vote.written_no,
        written_abstain=vote.written_abstain,
        method=Method(vote.method) if vote.method in set(Method) else Method.HANDS,
        purpose=Purpose(vote.purpose) if vote.purpose in set(Purpose) else Purpose.ORDINARY,
    )


def _vote(vote: Vote, scope: Scope, counts: Counts, setting: Setting, handed_in: int) -> VoteView:
    tally = tally_of(vote)
    return VoteView(
        id=vote.id,
        purpose_label=PURPOSE_LABELS[tally.purpose],
        method_label=METHOD_LABELS[tally.method],
        subject=vote.subject or "",
        tally=tally,
        verdict=majority(scope, counts, tally, setting.day, setting.book),
        figures=vote_figures(tally),
        seen=load_heads(vote.heads),
        candidate=_candidate(vote, tally, setting, handed_in) if tally.purpose is not Purpose.ORDINARY else None,
    )


def _candidate(vote: Vote, tally: Tally, setting: Setting, handed_in: int) -> CandidateView:
    pair = (vote.first_introducer or "", vote.second_introducer or "")
    named = [name_in(setting.labels, person) if person else "" for person in pair]
    people, full = zip(pair, named, strict=True), setting.standing.full
    probation = setting.standing.probation.get(vote.candidate or "")
    facts = CandidateFacts(
        purpose=tally.purpose,
        person=vote.candidate or "",
        pre_reviewed_on=vote.pre_reviewed_on,
        introducers=tuple(Introducer(person, name, person in full) for person, name in people if person),
        leaving_on=vote.leaving_on,
        probation_ends=probation[1] if probation else None,
        written=tally.written,
        handed_in=handed_in,
    )
    return CandidateView(
        person=vote.candidate or "",
        name=name_in(setting.labels, vote.candidate),
        pre_reviewed_on=vote.pre_reviewed_on,
        introducers=pair,
        introducer_names=(named[0], named[1]),
        leaving_on=vote.leaving_on,
        conduct=vote.conduct or "",
        probation=probation,
        checks=checks(facts, setting.day, setting.book),
    )


def resolution_view(resolution: Resolution, setting: Setting) -> ResolutionView:
    """A resolution with its standing today; what was done only later is not done yet."""
    done_on = resolution.done_on if resolution.done_on and resolution.done_on <= setting.today else None
    reason = resolution.no_follow_up_reason or ""
    follow_up = bool(resolution.follow_up)
    return ResolutionView(
        id=resolution.id,
        text=resolution.text or "",
        responsible=resolution.responsible or "",
        responsible_name=name_in(setting.labels, resolution.responsible),
        deadline=resolution.deadline,
        follow_up=follow_up,
        no_follow_up_reason=reason,
        done_on=done_on,
        outcome=(resolution.outcome or "") if done_on or resolution.done_on is None else "",
        standing=resolution_standing(follow_up, resolution.deadline, done_on, setting.today, reason),
        seen=load_heads(resolution.heads),
        successor=resolution.taken_over_by or "",
        successor_name=name_in(setting.labels, resolution.taken_over_by),
        taken_over_on=resolution.taken_over_on,
    )


@dataclass(frozen=True)
class PreviousRow:
    """The last meeting of a kind."""

    id: str
    title: str | None
    day: date | None
    segment: str


def previous_resolutions(reader: Reader, segment: Segment, setting: Setting) -> PreviousResolutions:
    """What the last meeting of the same kind (and group) before this day decided, and how it stood on this day.

    Resolutions that need no follow-up are left out.
    """
    row = _last_segment(reader, segment, setting.day)
    if row is None:
        return PreviousResolutions()
    parts = agenda_parts(reader, [row.segment])
    as_of = replace(setting, today=min(setting.today, setting.day))
    views = [
        resolution_view(one, as_of)
        for item in parts.items.get(row.segment, ())
        for one in parts.resolutions.get(item.id, ())
    ]
    wanted = tuple(view for view in views if view.standing != "不需督办")
    return PreviousResolutions(row.id, row.title or "", row.day, wanted)


def _last_segment(reader: Reader, segment: Segment, day: date) -> PreviousRow | None:
    stmt = (
        select(Gathering.id, Gathering.title, Gathering.day, Segment.id.label("segment"))
        .join(Segment, Segment.owner == Gathering.id)
        .where(
            live(Gathering),
            live(Segment),
            Gathering.day < day,
            Segment.kind == segment.kind,
            Segment.party_group.is_(None)
            if segment.party_group is None
            else Segment.party_group == segment.party_group,
        )
        .order_by(Gathering.day.desc(), Gathering.id.desc())
        .limit(1)
    )
    rows = reader.rows(stmt)
    return PreviousRow(*rows[0]) if rows else None
