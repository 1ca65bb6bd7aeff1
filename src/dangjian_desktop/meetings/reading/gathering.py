"""One gathering wholly: sign-in, segments with numbers and verdicts, files, corrections, state and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.meetings.reading.agenda import (
    AgendaParts,
    Setting,
    agenda_of,
    agenda_parts,
    by_owner,
    previous_resolutions,
)
from dangjian_desktop.meetings.reading.numbers import number_of
from dangjian_desktop.meetings.reading.roll import Roll, roll_of
from dangjian_desktop.meetings.reading.standing import standings
from dangjian_desktop.meetings.reading.views import (
    AttachmentView,
    Chip,
    CorrectionView,
    GatheringView,
    Lack,
    NotExpected,
    ObserverView,
    SegmentView,
)
from dangjian_desktop.meetings.records import Attendance, Correction, Gathering, Observer, Segment
from dangjian_desktop.meetings.rules.hosting import host_hint
from dangjian_desktop.meetings.rules.kinds import SCOPE_LABELS, Scope, attributed_year, info_of, scope_of
from dangjian_desktop.meetings.rules.lacks import GatheringFacts, SegmentFacts, blocking, passable
from dangjian_desktop.meetings.rules.quorum import Standing, quorum
from dangjian_desktop.meetings.rules.stages import StageFacts, late_entry, state_bar
from dangjian_desktop.meetings.rules.study import counts_as_study
from dangjian_desktop.meetings.rules.titles import number_words
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster.names import initials
from dangjian_desktop.roster.people import name_in
from dangjian_desktop.roster.reading import PostHolder, group_names, labels_on, posts_on
from dangjian_desktop.roster.rules import Post
from dangjian_desktop.roster.rules.attendance import STATE_LABELS, state_of
from dangjian_desktop.store import Attachment, Reader, live
from dangjian_desktop.store.heads import load as load_heads

ROLE_LABELS = {"photo": "照片", "sign_in_sheet": "签到表扫描件", "material": "材料", "signed_copy": "签字件"}
"""What a file is kept for."""


def read_gathering(reader: Reader, gathering: str) -> GatheringView:
    """Everything about one gathering, a deleted one too. Raises :class:`Refused` if there is none of that id."""
    found = reader.get(Gathering, gathering)
    if found is None:
        raise Refused("找不到这次会议，可能已被删除。", hint="可在回收站中查看并恢复。")
    return _View(reader, found).build()


class _View:
    """Gathers what a view needs once, so that no query runs twice."""

    def __init__(self, reader: Reader, gathering: Gathering) -> None:
        self.reader = reader
        self.record = gathering
        self.today = reader.now.date()
        self.day = gathering.day or self.today
        self.book: Rulebook = rulebook(reader, "meetings")
        self.labels: Mapping[str, str] = labels_on(reader, self.day)
        self.parts: Sequence[Segment] = reader.parts(Segment, gathering.id)
        self.roll: Roll = roll_of(reader, gathering, self.parts)
        self.agendas: AgendaParts = agenda_parts(reader, [segment.id for segment in self.parts])
        standing = standings(reader, self.day, self.roll, self.agendas)
        self.setting = Setting(self.labels, self.today, self.day, self.book, standing)
        self.posts: Sequence[PostHolder] = posts_on(reader, self.day)
        self.groups: Mapping[str, str] = group_names(reader)

    def build(self) -> GatheringView:
        record = self.record
        segments = tuple(self._segment(segment) for segment in self.parts)
        counts = self.roll.counts()
        lacks = self._lacks(segments)
        return GatheringView(
            id=record.id,
            title=record.title or "",
            day=record.day,
            start=record.start,
            end=record.end,
            place=record.place or "",
            host=record.host or "",
            host_name=name_in(self.labels, record.host),
            recorder=record.recorder or "",
            recorder_name=name_in(self.labels, record.recorder),
            notes=record.notes or "",
            notice_sent_on=record.notice_sent_on,
            finalised_at=record.finalised_at,
            finalised_by=record.finalised_by or "",
            deleted=bool(record.deleted),
            late=late_entry(record.day, entered_on(self.reader, record), self.book),
            bar=state_bar(self._stage_facts(segments), self.today),
            counts=counts,
            quorum=quorum(self._widest_scope(), counts, self.day, self.book),
            chips=self._chips(),
            not_expected=self._not_expected(),
            observers=self._observers(),
            segments=segments,
            attachments=self._attachments(segments),
            corrections=self._corrections(),
            lacks=lacks,
            book=self.book,
            seen=load_heads(record.heads),
        )

    def _stage_facts(self, segments: Sequence[SegmentView]) -> StageFacts:
        counts = self.roll.counts()
        return StageFacts(
            day=self.record.day,
            planned=bool(self.record.day and self.record.place and segments),
            notice_sent=self.record.notice_sent_on is not None,
            expected=counts.expected,
            unregistered=counts.unregistered,
            written_segments=sum(segment.written for segment in segments),
            segments=len(segments),
            final=self.record.finalised_at is not None,
        )

    def _widest_scope(self) -> Scope:
        """Whose rule the line above the names follows: the widest circle that is expected."""
        scopes = {scope_of(segment.kind, segment.scope) for segment in self.parts}
        order = (Scope.ALL, Scope.INVITED, Scope.GROUP, Scope.COMMITTEE)
        return next((scope for scope in order if scope in scopes), Scope.ALL)

    def _segment(self, segment: Segment) -> SegmentView:
        info = info_of(segment.kind)
        scope = scope_of(segment.kind, segment.scope)
        counts = self.roll.segment_counts(segment.id)
        year = attributed_year(self.record.day, segment.attributed_year)
        number = number_of(self.reader, self.record, segment)
        people = self.roll.by_segment.get(segment.id, frozenset())
        agenda = agenda_of(self.agendas, segment.id, scope, counts, self.setting, people)
        return SegmentView(
            id=segment.id,
            kind=str(info.kind),
            kind_name=info.name,
            short=info.short,
            number=number,
            number_words=number_words(year, number, segment.kind),
            year=year,
            own_year=segment.attributed_year,
            scope=scope,
            scope_label=SCOPE_LABELS[scope],
            party_group=segment.party_group or "",
            group_name=self.groups.get(segment.party_group or "", ""),
            topic=segment.topic or "",
            form=segment.form or "",
            lecturer=segment.lecturer or "",
            lecturer_name=name_in(self.labels, segment.lecturer, segment.lecturer_name),
            guest_lecturer=segment.lecturer_name or "",
            lecturer_title=segment.lecturer_title or "",
            content=segment.content or "",
            summary=segment.summary or "",
            study=counts_as_study(segment.kind, segment.form, segment.study),
            own_study=segment.study,
            people=people,
            counts=counts,
            quorum=quorum(scope, counts, self.day, self.book),
            host_hint=self._host_hint(segment),
            previous=previous_resolutions(self.reader, segment, self.setting),
            agenda=agenda,
            written=bool(segment.content or segment.summary)
            or any(item.content or item.speeches or item.votes or item.resolutions for item in agenda),
            seen=load_heads(segment.heads),
        )

    def _host_hint(self, segment: Segment) -> str:
        secretary = next((one.person_id for one in self.posts if one.post is Post.SECRETARY), None)
        leaders = [one.person_id for one in self.posts if one.post is Post.GROUP_LEADER]
        leader = next(
            (one.person_id for one in self.posts if one.person_id in leaders and one.group == segment.party_group), None
        )
        return host_hint(
            segment.kind,
            self.record.host,
            secretary=secretary,
            committee=frozenset(one.person_id for one in self.posts if one.post is not Post.GROUP_LEADER),
            group_leader=leader,
            day=self.day,
            book=self.book,
        )

    def _chips(self) -> tuple[Chip, ...]:
        shown = {row.person_id for row in self.roll.rows if row.expected}
        chips = []
        for row in self.roll.rows:
            entry = self.roll.entries.get(row.person_id)
            if row.person_id in self.roll.expected or entry is not None:
                expected = row.person_id in self.roll.expected
                chips.append(
                    _chip(
                        row.person_id,
                        row.label or row.name,
                        row.name,
                        row.initials,
                        row.group,
                        row.posts,
                        row.votes,
                        expected,
                        row.reason,
                        entry,
                    )
                )
                shown.add(row.person_id)
        for person, entry in self.roll.entries.items():
            if person not in shown:
                name = name_in(self.labels, person)
                chips.append(_chip(person, name, name, initials(name), "", "", False, False, "当天不在名册", entry))
        return tuple(chips)

    def _not_expected(self) -> tuple[NotExpected, ...]:
        return tuple(
            NotExpected(row.person_id, row.label or row.name, row.reason)
            for row in self.roll.rows
            if not row.expected and row.person_id not in self.roll.entries
        )

    def _observers(self) -> tuple[ObserverView, ...]:
        return tuple(
            ObserverView(
                one.id,
                one.person or "",
                name_in(self.labels, one.person, one.name),
                one.identity or "",
                load_heads(one.heads),
            )
            for one in self.reader.parts(Observer, self.record.id)
        )

    def _attachments(self, segments: Sequence[SegmentView]) -> tuple[AttachmentView, ...]:
        owners = [self.record.id, *(segment.id for segment in segments)]
        owners += [item.id for segment in segments for item in segment.agenda]
        found = by_owner(self.reader, Attachment, owners)
        return tuple(
            AttachmentView(
                id=one.id,
                owner=owner,
                name=one.name or "",
                role=one.role or "material",
                role_label=ROLE_LABELS.get(one.role or "", "材料"),
                media_type=one.media_type or "",
                size=one.size or 0,
                sha256=one.sha256 or "",
                caption=one.caption or "",
                seen=load_heads(one.heads),
            )
            for owner in owners
            for one in found.get(owner, ())
        )

    def _corrections(self) -> tuple[CorrectionView, ...]:
        parts = self.reader.parts(Correction, self.record.id)
        views = [CorrectionView(one.id, one.at, one.by or "", one.what or "", one.reason or "") for one in parts]
        return tuple(sorted(views, key=lambda view: (view.at or datetime.min, view.id)))

    def _lacks(self, segments: Sequence[SegmentView]) -> tuple[Lack, ...]:
        if self.record.finalised_at is not None:
            return ()
        counts = self.roll.counts()
        facts = GatheringFacts(
            day=self.record.day,
            start=self.record.start,
            place=self.record.place or "",
            host=self.record.host or "",
            recorder=self.record.recorder or "",
            expected=counts.expected,
            unregistered=counts.unregistered,
            segments=tuple(_segment_facts(segment) for segment in segments),
        )
        return (
            *(Lack(sentence, blocks=True) for sentence in blocking(facts, self.today)),
            *(Lack(sentence) for sentence in passable(facts)),
        )


def _segment_facts(segment: SegmentView) -> SegmentFacts:
    votes = [vote for item in segment.agenda for vote in item.votes]
    resolutions = [one for item in segment.agenda for one in item.resolutions]
    return SegmentFacts(
        name=segment.short,
        written=segment.written,
        void_votes=sum(
            vote.verdict.standing is Standing.SHORT and vote.verdict.words.endswith("无效") for vote in votes
        ),
        vote_problems=tuple(problem for vote in votes for problem in vote.verdict.problems),
        resolutions_without_person=sum(not one.responsible for one in resolutions if one.standing != "不需督办"),
        resolutions_without_deadline=sum(one.deadline is None for one in resolutions if one.standing == "未落实"),
    )


def _chip(
    person: str,
    name: str,
    bare_name: str,
    keys: str,
    group: str,
    posts: str,
    votes: bool,
    expected: bool,
    note: str,
    entry: Attendance | None,
) -> Chip:
    state = state_of(entry.state) if entry else None
    return Chip(
        person=person,
        name=name,
        bare_name=bare_name,
        initials=keys,
        group=group,
        posts=posts,
        votes=votes,
        expected=expected,
        note=note,
        state=state,
        state_label=STATE_LABELS[state] if state else "未登记",
        reason=(entry.reason or "") if entry else "",
        written_opinion=bool(entry and entry.written_opinion),
        made_up_on=entry.made_up_on if entry else None,
        id=entry.id if entry else "",
        seen=load_heads(entry.heads) if entry else {},
        made_up_how=(entry.made_up_how or "") if entry else "",
    )


def entered_on(reader: Reader, gathering: Gathering) -> date | None:
    """When the record was entered: the first sign-in's day, else that on which the gathering was made."""
    first = reader.scalar(
        select(func.min(Attendance.created_at)).where(Attendance.owner == gathering.id, live(Attendance))
    )
    moment = first or gathering.created_at
    return moment.date() if isinstance(moment, datetime) else None
