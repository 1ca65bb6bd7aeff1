"""Figures about what members gave to study (talks, proposals, writing), and their part of summary and search."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import DigestBlock, Figure, Hit, Section
from dangjian_desktop.roster.names import stroke_key
from dangjian_desktop.store import Reader, live
from dangjian_desktop.store.search import words
from dangjian_desktop.study.finding import REFERENCES
from dangjian_desktop.study.finding import search as sessions_and_items
from dangjian_desktop.study.offered.asking import digest as study_digest
from dangjian_desktop.study.reading.hours_table import hours_until
from dangjian_desktop.study.reading.occasions import sessions_in
from dangjian_desktop.study.reading.writings import WritingState, writings
from dangjian_desktop.study.records import Outcome, StudyProposal, StudySession
from dangjian_desktop.study.rules.conversion import hours_text

_KINDS = ("study_reflections", "study_topics", "external_trainings")
_NAMED = 6


def writings_handed_in(reader: Reader, period: Period, subject: str | None) -> Figure:
    """How many pieces of writing were handed in in a period; unknown as long as none was ever entered."""
    every = [row for row in writings(reader, reader.now.date()) if subject in (None, row.member)]
    if not every:
        return Figure(None, complete=False, missing="没有登记过心得。")
    found = [row for row in every if row.submitted_on is not None and row.submitted_on in period]
    return Figure(Decimal(len(found)), tuple(row.id for row in found))


def talks_given(reader: Reader, period: Period, subject: str | None) -> Figure:
    """How many sessions had a lecturer of the branch (or this member); unknown without sessions."""
    until = Period(period.first, min(period.last, reader.now.date()))
    sessions = sessions_in(reader, until)
    if not sessions:
        return _no_sessions(period)
    found = [one for one in sessions if one.lecturer and subject in (None, one.lecturer)]
    return Figure(Decimal(len(found)), tuple(one.id for one in found))


def _proposals(reader: Reader, period: Period, subject: str | None) -> list[StudyProposal] | None:
    sessions = {one.id for one in sessions_in(reader, period)}
    if not sessions:
        return None
    stmt = select(StudyProposal).join(StudySession, StudySession.id == StudyProposal.owner)
    rows = reader.all(stmt.where(live(StudyProposal), live(StudySession)).order_by(StudyProposal.id))
    return [one for one in rows if one.owner in sessions and subject in (None, one.proposer)]


def proposals_made(reader: Reader, period: Period, subject: str | None) -> Figure:
    """How many proposals were made in sessions of a period; unknown without sessions."""
    found = _proposals(reader, period, subject)
    if found is None:
        return _no_sessions(period)
    return Figure(Decimal(len(found)), tuple(one.id for one in found))


def proposals_adopted(reader: Reader, period: Period, subject: str | None) -> Figure:
    """How many of them were adopted; unknown without sessions."""
    found = _proposals(reader, period, subject)
    if found is None:
        return _no_sessions(period)
    taken = [one for one in found if one.outcome == Outcome.ADOPTED]
    return Figure(Decimal(len(taken)), tuple(one.id for one in taken))


def _no_sessions(period: Period) -> Figure:
    return Figure(None, complete=False, missing=f"{period.label}没有学习记录。")


def digest(reader: Reader, period: Period) -> list[DigestBlock]:
    """What the sessions say, then proposals, writing, and (for the branch itself) who is behind with hours."""
    return [*study_digest(reader, period), *_given(reader, period), *_behind(reader, period)]


def _given(reader: Reader, period: Period) -> list[DigestBlock]:
    blocks = []
    made = _proposals(reader, period, None)
    if made:
        adopted = sum(one.outcome == Outcome.ADOPTED for one in made)
        ids = tuple(one.id for one in made)
        text = f"学习中提出对策建议{len(made)}条" + (f"，已采纳{adopted}条。" if adopted else "。")
        blocks.append(DigestBlock(Section.DONE, text, "study_proposals", ids))
    rows = writings(reader, reader.now.date())
    handed = [row for row in rows if row.submitted_on is not None and row.submitted_on in period]
    if handed:
        text = f"交心得体会、读书笔记{len(handed)}篇。"
        blocks.append(DigestBlock(Section.DONE, text, "study_reflections", tuple(row.id for row in handed)))
    late = [row for row in rows if row.state is WritingState.OVERDUE and row.due is not None and row.due in period]
    if late:
        names = "、".join(row.name for row in late[:_NAMED]) + (f"等{len(late)}人" if len(late) > _NAMED else "")
        ids = tuple(row.id for row in late)
        blocks.append(DigestBlock(Section.PROBLEMS, f"心得到期未交：{names}。", "study_reflections", ids, inner=True))
    return blocks


def _behind(reader: Reader, period: Period) -> list[DigestBlock]:
    """Who was behind the year's course on the last day of the period; facts for the branch itself."""
    until = min(period.last, reader.now.date())
    if until < period.first:
        return []
    hours = hours_until(reader, until.year, until)
    if not any(one.lines for one in hours.members):
        return []
    behind = sorted(hours.behind, key=lambda one: (stroke_key(one.name), one.id))
    if not behind:
        return []
    named = "、".join(f"{one.name}差{hours_text(one.standing.gap)}学时" for one in behind[:_NAMED])
    more = f"等{len(behind)}人" if len(behind) > _NAMED else ""
    ids = tuple(one.id for one in behind)
    return [DigestBlock(Section.PROBLEMS, f"学时低于全年进度：{named}{more}。", "members", ids, inner=True)]


def search(reader: Reader, text: str, limit: int) -> list[Hit]:
    """What the window's search finds: sessions and plan items, then writing, topics and trainings."""
    found = sessions_and_items(reader, text, limit)
    if not text.strip():
        return found
    finders = {reference.kind: reference.find for reference in REFERENCES if reference.kind in _KINDS}
    wanted = {hit.kind for hit in words(reader, text, kinds=_KINDS, limit=limit)}
    for kind in _KINDS:
        if kind in wanted and len(found) < limit:
            found = [*found, *finders[kind](reader, text, limit - len(found))]
    return found
