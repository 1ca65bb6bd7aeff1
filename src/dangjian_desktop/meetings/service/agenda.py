"""Agenda items, points, votes, resolutions: adding them, and what became of a resolution."""

from __future__ import annotations

from dataclasses import fields

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.base.texts import clean_line, clean_prose
from dangjian_desktop.meetings.records import AgendaItem, Gathering, Resolution, Segment, Speech, Vote
from dangjian_desktop.meetings.service.guard import gathering_of, note_correction, opened, short_label
from dangjian_desktop.meetings.service.inputs import (
    AddAgendaItem,
    AddResolution,
    AddSpeech,
    AddVote,
    HandOverResolution,
    NewAgendaItem,
    NewResolution,
    NewSpeech,
    NewVote,
    ReportResolution,
)
from dangjian_desktop.roster.people import name_of, person_id
from dangjian_desktop.store import Transaction


def add_agenda_item(tx: Transaction, data: AddAgendaItem) -> str:
    """Put an item on a segment's agenda; returns its id. Raises :class:`Refused` on a final gathering."""
    segment = tx.need(Segment, data.segment)
    gathering = opened(gathering_of(tx, segment), data.correction)
    item = insert_item(tx, segment.id, data.item, data.after)
    tx.label = f"添加议题“{clean_line(data.item.title)}”"
    note_correction(tx, gathering, f"增加议题“{clean_line(data.item.title)}”", data.correction)
    return item


def add_speech(tx: Transaction, data: AddSpeech) -> str:
    """Put down somebody's points; returns the id."""
    item, gathering = _item(tx, data.agenda_item, data.correction)
    speech = _insert_speech(tx, item.id, data.speech, data.after)
    who = name_of(tx, data.speech.speaker, data.speech.speaker_name) or "发言"
    tx.label = f"添加发言 {who}"
    note_correction(tx, gathering, f"议题“{item.title or ''}”增加发言：{who}", data.correction)
    return speech


def add_vote(tx: Transaction, data: AddVote) -> str:
    """Put down a vote in figures; returns the id."""
    item, gathering = _item(tx, data.agenda_item, data.correction)
    vote = _insert_vote(tx, item.id, data.vote)
    tx.label = f"添加表决 {short_label(gathering)}"
    note_correction(tx, gathering, f"议题“{item.title or ''}”增加表决", data.correction)
    return vote


def add_resolution(tx: Transaction, data: AddResolution) -> str:
    """Put down a resolution; returns the id."""
    item, gathering = _item(tx, data.agenda_item, data.correction)
    resolution = _insert_resolution(tx, item.id, data.resolution)
    tx.label = f"添加决议“{_short(data.resolution.text)}”"
    note_correction(tx, gathering, f"议题“{item.title or ''}”增加决议“{_short(data.resolution.text)}”", data.correction)
    return resolution


def report_resolution(tx: Transaction, data: ReportResolution) -> str:
    """Put down what became of a resolution. It belongs to the time after the meeting, so 定稿 doesn't lock it.

    Raises :class:`Refused` for a day still to come.
    """
    resolution = tx.need(Resolution, data.resolution)
    if data.done_on is not None and data.done_on > tx.now.date():
        sentence = "落实日期不能晚于今天。"
        raise Refused(sentence, problems=(FieldProblem("done_on", sentence),))
    outcome = clean_prose(data.outcome) or None
    tx.edit(Resolution, resolution.id, {"outcome": outcome, "done_on": data.done_on})
    tx.label = f"登记落实情况“{_short(resolution.text or '')}”"
    return resolution.id


def hand_over_resolution(tx: Transaction, data: HandOverResolution) -> str:
    """Give an open resolution to somebody else. 定稿 doesn't lock it, and the minutes keep who was charged then.

    Raises :class:`Refused` for a resolution that is done, or for one who isn't on the roster.
    """
    resolution = tx.need(Resolution, data.resolution)
    if resolution.done_on is not None:
        raise Refused(f"“{_short(resolution.text or '')}”已经落实，不用移交。")
    successor = person_id(tx, data.successor, data.on or tx.now.date(), members_only=True)
    tx.edit(Resolution, resolution.id, {"taken_over_by": successor, "taken_over_on": data.on or tx.now.date()})
    tx.label = f"移交决议“{_short(resolution.text or '')}”给{name_of(tx, successor)}"
    return resolution.id


def insert_item(tx: Transaction, segment: str, item: NewAgendaItem, after: str | None = None) -> str:
    """Make an item with everything that was given with it."""
    values = {
        "title": clean_line(item.title) or None,
        "presenter": item.presenter,
        "presenter_name": clean_line(item.presenter_name) or None,
        "presenter_role": clean_line(item.presenter_role) or None,
        "first_agenda_item": item.first_agenda_item or None,
        "proposer": item.proposer,
        "source": clean_line(item.source) or None,
        "material": clean_line(item.material) or None,
        "content": clean_prose(item.content) or None,
    }
    if values["title"] is None:
        sentence = "议题不能为空，请写明议什么。"
        raise Refused(sentence, problems=(FieldProblem("title", sentence),))
    made = tx.add(AgendaItem, segment, values, after)
    for speech in item.speeches:
        _insert_speech(tx, made, speech)
    for vote in item.votes:
        _insert_vote(tx, made, vote)
    for resolution in item.resolutions:
        _insert_resolution(tx, made, resolution)
    return made


def _insert_speech(tx: Transaction, item: str, speech: NewSpeech, after: str | None = None) -> str:
    values = {
        "speaker": speech.speaker,
        "speaker_name": clean_line(speech.speaker_name) or None,
        "points": clean_prose(speech.points) or None,
    }
    return tx.add(Speech, item, values, after)


def _insert_vote(tx: Transaction, item: str, vote: NewVote) -> str:
    values = {field.name: getattr(vote, field.name) for field in fields(vote)}
    values |= {
        "method": str(vote.method),
        "purpose": str(vote.purpose),
        "subject": clean_line(vote.subject) or None,
        "conduct": clean_prose(vote.conduct) or None,
    }
    return tx.add(Vote, item, values)


def _insert_resolution(tx: Transaction, item: str, resolution: NewResolution) -> str:
    values = {
        "text": clean_prose(resolution.text) or None,
        "responsible": resolution.responsible,
        "deadline": resolution.deadline,
        "follow_up": resolution.follow_up or None,
        "no_follow_up_reason": clean_line(resolution.no_follow_up_reason) or None,
    }
    if values["text"] is None:
        sentence = "决议不能为空，请写明决定了什么。"
        raise Refused(sentence, problems=(FieldProblem("text", sentence),))
    return tx.add(Resolution, item, values)


def _item(tx: Transaction, item: str, correction: str) -> tuple[AgendaItem, Gathering]:
    found = tx.need(AgendaItem, item)
    return found, opened(gathering_of(tx, found), correction)


def _short(text: str) -> str:
    line = clean_line(text)
    return line if len(line) <= 20 else f"{line[:20]}…"
