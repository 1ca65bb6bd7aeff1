"""From the views of the service to the sheet's slots, by the field names of the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dangjian_desktop.meetings.page.sheet import Heads, Sheet
from dangjian_desktop.meetings.reading.views import (
    AgendaItemView,
    CandidateView,
    GatheringView,
    ResolutionView,
    SegmentView,
    SpeechView,
    VoteView,
)

Line = tuple[str, str, Mapping[str, object], Heads]
"""Kind, id, values by field, heads by field."""

NO_FOLLOW_UP = "否"


def load_view(sheet: Sheet, view: GatheringView) -> None:
    """Let the sheet take everything that can be typed into one gathering."""
    known = {view.id}
    for kind, record, values, heads in lines(view):
        known.add(record)
        sheet.load(kind, record, values, heads)
    sheet.forget(known)
    sheet.set_locked(view.final)


def lines(view: GatheringView) -> Iterator[Line]:
    """Every record of a gathering that a form edits."""
    yield (
        "gatherings",
        view.id,
        {
            "title": view.title,
            "day": view.day,
            "start": view.start,
            "end": view.end,
            "place": view.place,
            "host": view.host,
            "recorder": view.recorder,
            "notes": view.notes,
        },
        view.seen,
    )
    for segment in view.segments:
        yield from _segment(segment)
    for file in view.attachments:
        yield "attachments", file.id, {"caption": file.caption, "role": file.role}, file.seen
    for guest in view.observers:
        yield "observers", guest.id, {"identity": guest.identity}, guest.seen


def _segment(view: SegmentView) -> Iterator[Line]:
    yield (
        "segments",
        view.id,
        {
            "kind": view.kind,
            "scope": view.scope.value,
            "party_group": view.party_group,
            "topic": view.topic,
            "form": view.form,
            "lecturer": view.lecturer,
            "lecturer_name": view.guest_lecturer,
            "lecturer_title": view.lecturer_title,
            "attributed_year": view.own_year,
            "study": "" if view.own_study is None else "是" if view.own_study else "否",
            "content": view.content,
            "summary": view.summary,
        },
        view.seen,
    )
    for item in view.agenda:
        yield from _item(item)


def _item(view: AgendaItemView) -> Iterator[Line]:
    yield (
        "agenda_items",
        view.id,
        {
            "title": view.title,
            "presenter": view.presenter,
            "presenter_name": view.guest_presenter,
            "presenter_role": view.presenter_role,
            "proposer": view.proposer,
            "first_agenda_item": view.first_agenda_item,
            "source": view.source,
            "material": view.material,
            "content": view.content,
        },
        view.seen,
    )
    for speech in view.speeches:
        yield "speeches", speech.id, _speech(speech), speech.seen
    for vote in view.votes:
        yield "votes", vote.id, _vote(vote), vote.seen
    for resolution in view.resolutions:
        yield "resolutions", resolution.id, _resolution(resolution), resolution.seen


def _speech(view: SpeechView) -> Mapping[str, object]:
    guest = "" if view.speaker else view.name
    return {"speaker": view.speaker, "speaker_name": guest, "points": view.points}


def _vote(view: VoteView) -> Mapping[str, object]:
    tally = view.tally
    return {
        "method": tally.method.value,
        "purpose": tally.purpose.value,
        "subject": view.subject,
        "issued": tally.issued,
        "returned": tally.returned,
        "yes": tally.yes,
        "no": tally.no,
        "abstain": tally.abstain,
        "written_yes": tally.written_yes,
        "written_no": tally.written_no,
        "written_abstain": tally.written_abstain,
        **(_candidate(view.candidate) if view.candidate else {}),
    }


def _candidate(view: CandidateView) -> Mapping[str, object]:
    return {
        "candidate": view.person,
        "pre_reviewed_on": view.pre_reviewed_on,
        "first_introducer": view.introducers[0],
        "second_introducer": view.introducers[1],
        "leaving_on": view.leaving_on,
        "conduct": view.conduct,
    }


def _resolution(view: ResolutionView) -> Mapping[str, object]:
    follow_up = "1" if view.follow_up else NO_FOLLOW_UP if view.no_follow_up_reason else ""
    return {
        "text": view.text,
        "responsible": view.responsible,
        "deadline": view.deadline,
        "follow_up": follow_up,
        "no_follow_up_reason": view.no_follow_up_reason,
    }
