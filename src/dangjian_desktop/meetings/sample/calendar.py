"""The months of the sample: what is held when, what is missed, and how the present stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from dangjian_desktop.meetings import service
from dangjian_desktop.meetings.rules.kinds import SegmentKind
from dangjian_desktop.meetings.rules.quorum import Method, Purpose
from dangjian_desktop.meetings.sample.story import (
    Plan,
    Story,
    cast_of,
    last_weekday,
    room_of,
    schedule,
    weekday_of,
)
from dangjian_desktop.meetings.sample.texts import Cast, first_item, item, texts
from dangjian_desktop.meetings.service import inputs
from dangjian_desktop.roster.rules import add_months
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.store import Transaction

GENERAL, COMMITTEE, LECTURE = SegmentKind.GENERAL_MEETING, SegmentKind.COMMITTEE_MEETING, SegmentKind.PARTY_LECTURE
PARTY_DAY, GROUP, ORG_LIFE = SegmentKind.THEME_PARTY_DAY, SegmentKind.GROUP_MEETING, SegmentKind.ORG_LIFE_MEETING
MORNING = {"start": time(9, 0), "end": time(10, 40)}
NOT_BEFORE = {2: 24, 4: 8, 5: 7, 6: 12, 10: 9}
"""In some months the first days are holidays, and 春节 moves through February."""


def fill(story: Story, start: date) -> None:
    """Every month from ``start`` to the one after today's."""
    today = story.today
    this_month = today.replace(day=1)
    month, index = start, 0
    while month < this_month:
        ago = (this_month.year - month.year) * 12 + this_month.month - month.month
        _party_day(story, month, index, ago)
        _committee(story, month, index, ago)
        _others(story, month, index, ago)
        month, index = add_months(month, 1), index + 1
    _this_month(story, index)
    _next_month(story, add_months(this_month, 1), index + 1)


def _missed_quarter(story: Story, month: date) -> bool:
    """The quarter before the present one had no general meeting."""
    quarter = story.today.replace(day=1, month=(story.today.month - 1) // 3 * 3 + 1)
    return add_months(quarter, -3) <= month < quarter


def _party_day(story: Story, month: date, index: int, ago: int) -> None:
    if 18 <= ago <= 20 and month.month % 3 == 1:
        return
    day = weekday_of(month.year, month.month, max(NOT_BEFORE.get(month.month, 0), 10) + story.rng.randint(0, 3))
    text = _of_month(month, index)
    topic, form = text["topic"], text["form"]
    kinds: list[inputs.NewSegment] = []
    general = month.month % 3 == 0 and not _missed_quarter(story, month)
    if general:
        kinds.append(inputs.NewSegment(kind=GENERAL))
    lecture = texts()["lecture"][index // 3 % len(texts()["lecture"])] if month.month % 3 == 2 else None
    if lecture:
        kinds.append(inputs.NewSegment(kind=LECTURE, topic=lecture["topic"]))
    kinds.append(inputs.NewSegment(kind=PARTY_DAY, topic=topic, form=form))
    files = ("照片1", "照片2") if month.month in (3, 7, 10) else ()
    if general and ago < 14:
        files = ("sign_in_sheet", *files)
    short = general and 13 < ago < 17
    minutes = partial(_afternoon, text=text, lecture=lecture, index=index, long=_long_month(story) == month)
    if short:
        _without_quorum(story, day, index)
        kinds = [segment for segment in kinds if segment.kind != GENERAL]
        minutes = partial(_afternoon, text=text, lecture=lecture, index=index, long=False)
    schedule(story, Plan(day, tuple(kinds), minutes, place="" if "学习" in form else "党员活动室", files=files))


def _long_month(story: Story) -> date:
    """The last quarter's end before the missed one: its general meeting has the long discussion."""
    quarter = story.today.replace(day=1, month=(story.today.month - 1) // 3 * 3 + 1)
    return add_months(quarter, -4)


def _of_month(month: date, index: int) -> Mapping[str, Any]:
    found = [text for text in texts()["party_day"] if text["month"] == month.month]
    chosen: Mapping[str, Any] = found[(index // 12) % len(found)]
    return chosen


def _afternoon(
    story: Story,
    tx: Transaction,
    gathering: str,
    *,
    text: Mapping[str, Any],
    lecture: Mapping[str, Any] | None,
    index: int,
    long: bool,
) -> None:
    """The minutes of one afternoon: each segment's own."""
    room = room_of(story, tx, gathering)
    cast = cast_of(story, room)
    for segment in room.segments:
        if segment.kind == GENERAL:
            voters = len(room.voters(present=True))
            _general_items(cast, tx, segment.id, room.day, index, voters, long=long)
        elif segment.kind == LECTURE and lecture:
            lecturer = cast.one_of(cast.committee)
            changes = {"content": cast.filled(lecture["content"]), "lecturer": lecturer}
            service.edit_fields(tx, inputs.EditFields("segments", segment.id, changes))
        elif segment.kind == PARTY_DAY:
            changes = {"content": cast.filled(text["content"])}
            service.edit_fields(tx, inputs.EditFields("segments", segment.id, changes))


def _general_items(
    cast: Cast, tx: Transaction, segment: str, day: date, index: int, voters: int, *, long: bool
) -> None:
    pool = texts()["general"]
    items = [first_item(cast, index // 3)]
    items += [
        item(cast, pool[(index // 3 * 2 + step) % len(pool)], day, voters=voters, against=step) for step in (0, 1)
    ]
    if long:
        items.insert(1, item(cast, texts()["long"], day, voters=voters, against=1))
        items.append(item(cast, pool[(index // 3 * 2 + 2) % len(pool)], day, voters=voters))
    for one in items:
        service.add_agenda_item(tx, inputs.AddAgendaItem(segment, one))


def _without_quorum(story: Story, day: date, index: int) -> None:
    """A general meeting with one voter too few; a week later it is held again."""

    def thin(story: Story, tx: Transaction, gathering: str) -> None:
        service.mark_all_present(tx, inputs.OfGathering(gathering))
        room = room_of(story, tx, gathering)
        voters = len(room.voters())
        for person in story.rng.sample(room.free, voters - (voters + 1) // 2 + 1):
            leave = inputs.SetAttendance(gathering, person, AttendanceState.OFFICIAL_BUSINESS, "防汛值守")
            service.set_attendance(tx, leave)

    def broken_off(story: Story, tx: Transaction, gathering: str) -> None:
        text = texts()["short_of_quorum"]
        new = inputs.NewAgendaItem(title=text["title"], content=f"{text['content']}\n{text['note']}")
        segment = room_of(story, tx, gathering).segment(GENERAL).id
        service.add_agenda_item(tx, inputs.AddAgendaItem(segment, new))

    def held(story: Story, tx: Transaction, gathering: str) -> None:
        room = room_of(story, tx, gathering)
        voters = len(room.voters(present=True))
        _general_items(cast_of(story, room), tx, room.segments[0].id, room.day, index, voters, long=False)

    segments = (inputs.NewSegment(kind=GENERAL),)
    schedule(story, Plan(last_weekday(day + timedelta(days=2)), segments, broken_off, sign_in=thin))
    schedule(story, Plan(last_weekday(day + timedelta(days=9)), segments, held))


def _committee(story: Story, month: date, index: int, ago: int) -> None:
    if ago == 2:
        return
    first = NOT_BEFORE.get(month.month, 0) if month.month != 2 else 0
    day = weekday_of(month.year, month.month, max(first, 3 + story.rng.randint(0, 2)))
    segments = (inputs.NewSegment(kind=COMMITTEE),)
    if ago == 1:
        schedule(story, Plan(day, segments, _unfinished, notice=False, finish=False, **MORNING))  # type: ignore[arg-type]
        return
    minutes = partial(_committee_items, index=index)
    late = 45 if ago == 26 else 0
    schedule(story, Plan(day, segments, minutes, notice=False, late=late, **MORNING))  # type: ignore[arg-type]


def _committee_items(story: Story, tx: Transaction, gathering: str, *, index: int) -> None:
    room = room_of(story, tx, gathering)
    cast, segment, day = cast_of(story, room), room.segment(COMMITTEE), room.day
    pool = texts()["committee"]
    service.add_agenda_item(tx, inputs.AddAgendaItem(segment.id, item(cast, pool[0], day)))
    for step in range(2 if index % 3 else 3):
        text = pool[1 + (index * 2 + step) % (len(pool) - 1)]
        service.add_agenda_item(tx, inputs.AddAgendaItem(segment.id, item(cast, text, day)))


def _unfinished(story: Story, tx: Transaction, gathering: str) -> None:
    """Last month's committee meeting: the secretary was called away in the middle of a speech."""
    room = room_of(story, tx, gathering)
    cast, segment = cast_of(story, room), room.segment(COMMITTEE)
    text = texts()["draft"]
    made = service.add_agenda_item(tx, inputs.AddAgendaItem(segment.id, item(cast, text, room.day)))
    service.add_agenda_item(tx, inputs.AddAgendaItem(segment.id, inputs.NewAgendaItem(title="研究年底党费核对")))
    (speaker,) = cast.speakers(1)
    story.world.shared["unfinished_gathering"] = gathering

    def called_away(_story: Story, later: Transaction) -> None:
        speech = service.add_speech(
            later, inputs.AddSpeech(made, inputs.NewSpeech(points=text["unfinished"], speaker=speaker))
        )
        story.world.shared["unfinished_speech"] = speech

    story.on(datetime.combine(story.today, time(17, 50)), "add_speech", called_away)


def _others(story: Story, month: date, index: int, ago: int) -> None:
    """What isn't held every month: groups, 组织生活会, 议事恳谈会, 经验交流会."""
    day = weekday_of(month.year, month.month, 20)
    for place, group in enumerate(story.world.shared["groups"]):
        if ago == 1 and place == 1:
            continue
        text = texts()["group"][(index + place) % len(texts()["group"])]
        segment = inputs.NewSegment(kind=GROUP, party_group=group, topic=text["topic"])
        minutes = partial(_told, kind=GROUP, text=text)
        when = weekday_of(month.year, month.month, 18 + place)
        schedule(story, Plan(when, (segment,), minutes, notice=False, **MORNING))  # type: ignore[arg-type]
    if (month.month == 12 and month.year % 2) or (month.month == 1 and month.year % 2):
        segment = inputs.NewSegment(kind=ORG_LIFE, topic=texts()["org_life"]["topic"])
        schedule(story, Plan(day, (segment,), partial(_told, kind=ORG_LIFE, text=texts()["org_life"])))
    if ago in (7, 17):
        kind, name = (
            (SegmentKind.CONSULTATION_MEETING, "consultation")
            if ago == 7
            else (SegmentKind.EXPERIENCE_MEETING, "experience")
        )
        segment = inputs.NewSegment(kind=kind, topic=texts()[name]["topic"])
        schedule(story, Plan(day, (segment,), partial(_told, kind=kind, text=texts()[name]), notice=False))


def _told(story: Story, tx: Transaction, gathering: str, *, kind: str, text: Mapping[str, Any]) -> None:
    """Minutes of a meeting that is told in one piece, with its points and resolution as one item."""
    room = room_of(story, tx, gathering)
    cast, segment, day = cast_of(story, room), room.segment(kind), room.day
    if "speeches" not in text:
        service.edit_fields(tx, inputs.EditFields("segments", segment.id, {"content": cast.filled(text["content"])}))
        return
    service.add_agenda_item(tx, inputs.AddAgendaItem(segment.id, item(cast, {**text, "title": text["topic"]}, day)))


def _this_month(story: Story, index: int) -> None:
    """The present: the committee has met (or is going to), and today's afternoon is signed in, not yet written up."""
    today = story.today
    committee = weekday_of(today.year, today.month, NOT_BEFORE.get(today.month, 4) if today.month != 2 else 4)
    minutes = partial(_committee_items, index=index)
    schedule(story, Plan(committee, (inputs.NewSegment(kind=COMMITTEE),), minutes, notice=False, **MORNING))  # type: ignore[arg-type]
    text = _of_month(today, index)
    lecture = texts()["lecture"][-1]
    segments = (
        inputs.NewSegment(kind=GENERAL),
        inputs.NewSegment(kind=LECTURE, topic=lecture["topic"]),
        inputs.NewSegment(kind=PARTY_DAY, topic=text["topic"], form=text["form"]),
    )
    plan = Plan(last_weekday(today), segments, _admission, place="三楼会议室", sign_in=_one_left, finish=False)
    schedule(story, plan)


def _one_left(story: Story, tx: Transaction, gathering: str) -> None:
    """Signed in but for one, with two on leave of whom one gave a written opinion."""
    service.mark_all_present(tx, inputs.OfGathering(gathering))
    left, sick, away = story.rng.sample(room_of(story, tx, gathering).free, 3)
    service.set_attendance(tx, inputs.SetAttendance(gathering, left))
    ill = inputs.SetAttendance(gathering, sick, AttendanceState.SICK_LEAVE, "", written_opinion=True)
    service.set_attendance(tx, ill)
    service.set_attendance(tx, inputs.SetAttendance(gathering, away, AttendanceState.OFFICIAL_BUSINESS, "市里培训"))
    guest = story.world.shared.get("activist")
    if guest:
        service.add_observer(tx, inputs.AddObserver(gathering, person=guest, identity="积极分子"))


def _admission(story: Story, tx: Transaction, gathering: str) -> None:
    """Half written: the first item, the admission with its vote, and a third item that waits."""
    room = room_of(story, tx, gathering)
    cast, segment, recorder = cast_of(story, room), room.segments[0], room.record.recorder
    present = len(room.voters(present=True))
    text = texts()["admission"]
    candidate = cast.names.get(str(story.world.shared.get("activist")), "该同志")
    everybody = room.voters(present=True)
    voters = [person for person in everybody if person not in (recorder, room.record.host)]
    if len(voters) < 2:
        voters = list(everybody)
    first, second, *speakers = story.rng.sample(voters, min(4, len(voters)))
    introducers = {"a": cast.names[first], "b": cast.names[second]}
    new = inputs.NewAgendaItem(
        title=text["title"].format(candidate=candidate),
        presenter=recorder,
        presenter_role="介绍",
        content=text["content"].format(candidate=candidate, presenter=cast.names[recorder or ""], **introducers),
        speeches=tuple(
            inputs.NewSpeech(points=points, speaker=who)
            for who, points in zip(speakers, text["speeches"], strict=False)
        ),
        votes=(
            inputs.NewVote(
                method=Method.SECRET,
                purpose=Purpose.ADMISSION,
                subject=f"接收{candidate}为预备党员",
                issued=present,
                returned=present,
                yes=present - 1,
                no=0,
                abstain=1,
                written_yes=1,
                candidate=story.world.shared.get("activist"),
                pre_reviewed_on=last_weekday(room.day - timedelta(days=22)),
                first_introducer=first,
                second_introducer=second,
                conduct=text["conduct"].format(candidate=candidate),
            ),
        ),
        resolutions=(
            inputs.NewResolution(
                text=text["resolution"].format(candidate=candidate),
                responsible=recorder,
                deadline=room.day + timedelta(days=19),
                follow_up=True,
            ),
        ),
    )
    for one in (first_item(cast, 3), new, inputs.NewAgendaItem(title=texts()["general"][2]["title"])):
        service.add_agenda_item(tx, inputs.AddAgendaItem(segment.id, one))


def _next_month(story: Story, month: date, index: int) -> None:
    """What is planned: next month's party day with a lecture, and its committee meeting."""
    text = _of_month(month, index)
    segments = (
        inputs.NewSegment(kind=LECTURE, topic=texts()["lecture"][index % 5]["topic"]),
        inputs.NewSegment(kind=PARTY_DAY, topic=text["topic"], form=text["form"]),
    )
    nothing = partial(_told, kind=PARTY_DAY, text={"content": ""})
    schedule(story, Plan(weekday_of(month.year, month.month, 12), segments, nothing, place="三楼会议室"))
    committee = (inputs.NewSegment(kind=COMMITTEE),)
    schedule(story, Plan(weekday_of(month.year, month.month, 5), committee, nothing, notice=False, **MORNING))  # type: ignore[arg-type]
