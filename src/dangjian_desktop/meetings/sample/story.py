"""What happened in the sample branch, month by month, played in the order of time through the verbs of meetings."""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from dangjian_desktop.feature import SampleWorld
from dangjian_desktop.meetings import service
from dangjian_desktop.meetings.reading.agenda import agenda_parts
from dangjian_desktop.meetings.reading.roll import entries_of, people_by_segment
from dangjian_desktop.meetings.records import Gathering, Segment, Speech
from dangjian_desktop.meetings.sample.texts import Cast, texts
from dangjian_desktop.meetings.service import inputs
from dangjian_desktop.roster.reading import labels_on, member_facts
from dangjian_desktop.roster.records import Member
from dangjian_desktop.roster.rules import (
    MemberFacts,
    Post,
    SpellKind,
    Status,
    add_months,
    committee_on,
    expected_on,
    status_on,
)
from dangjian_desktop.roster.rules import posts_on as posts_held
from dangjian_desktop.roster.rules.attendance import EXCUSED, AttendanceState
from dangjian_desktop.store import Reader, Transaction

Step = Callable[["Story", Transaction], object]


@dataclass(order=True)
class _Event:
    at: datetime
    number: int
    verb: str = field(compare=False)
    step: Step = field(compare=False)


@dataclass
class Story:
    """Events by time; each is one action of the branch. ``pictures`` is a folder for files to attach."""

    world: SampleWorld
    rng: random.Random
    pictures: Path
    facts: Mapping[str, MemberFacts]
    names: Mapping[str, str]
    offices: Mapping[str, str]
    events: list[_Event] = field(default_factory=list)
    numbers: itertools.count[int] = field(default_factory=itertools.count)

    @property
    def today(self) -> date:
        return self.world.today

    def on(self, at: datetime, verb: str, step: Step) -> None:
        """Have something happen at a time; what lies after today doesn't happen."""
        if at.date() <= self.today:
            heapq.heappush(self.events, _Event(at, next(self.numbers), verb, step))

    def play(self) -> None:
        """Let everything happen, with the clock set to its time."""
        first = self.events[0].at if self.events else None
        while self.events:
            event = heapq.heappop(self.events)
            self.world.clock.now = event.at
            with self.world.store.write("建立样例", verb=event.verb) as tx:
                event.step(self, tx)
            days = (event.at - (first or event.at)).days
            self.world.progress.step(days, self.world.years * 366, "样例：会议")


@dataclass(frozen=True)
class Room:
    """A gathering as the story needs it: its segments, who is expected, who is there and has a vote."""

    record: Gathering
    segments: Sequence[Segment]
    expected: tuple[str, ...]
    there: tuple[str, ...]
    voting: frozenset[str]

    @property
    def day(self) -> date:
        """Its day, which every gathering of the sample has."""
        return self.record.day or date.min

    def voters(self, *, present: bool = False) -> list[str]:
        """Those with a vote, of those expected or of those present."""
        return [person for person in (self.there if present else self.expected) if person in self.voting]

    @property
    def free(self) -> list[str]:
        """Voters who may be away: neither host nor recorder."""
        return [person for person in self.voters() if person not in (self.record.host, self.record.recorder)]

    def segment(self, kind: str) -> Segment:
        """The segment of a kind."""
        return next(segment for segment in self.segments if segment.kind == kind)


def room_of(story: Story, reader: Reader, gathering: str) -> Room:
    """One gathering with those concerned, in the order of the roster's records."""
    record = reader.need(Gathering, gathering)
    segments = reader.parts(Segment, gathering)
    entries = entries_of(reader, gathering)
    day = record.day or story.today
    concerned = frozenset().union(*people_by_segment(story.facts, day, segments, frozenset(entries)).values())
    expected = tuple(person for person in story.facts if person in concerned)
    there = tuple(p for p in expected if p in entries and entries[p].state == AttendanceState.PRESENT)
    voting = frozenset(line.member for line in expected_on(story.facts.values(), day) if line.votes)
    return Room(record, segments, expected, there, voting)


def cast_of(story: Story, room: Room) -> Cast:
    """Who can speak at a gathering: those entered as present, and the committee of the day."""
    seats = [member.id for member in committee_on(story.facts.values(), room.day)]
    there = room.there or seats
    oldest = min(there, key=lambda person: (story.facts[person].joined_on or room.day, person), default="")
    return Cast(story.names, seats, there, story.rng, roles_on(story, room.day), story.names.get(oldest, ""))


def holder(story: Story, post: Post, day: date) -> str | None:
    """Who holds a post on a day."""
    found = [m.id for m in story.facts.values() if any(held.post is post for held in posts_held(m, day))]
    return found[0] if found else None


def roles_on(story: Story, day: date) -> Mapping[str, frozenset[str]]:
    """Who can say what a text puts into the mouth of a retired, probationary or newly come member, or of an office."""
    facts = story.facts.values()
    recent = day - timedelta(days=500)
    roles = {
        "retired": frozenset(m.id for m in facts if m.has(SpellKind.RETIRED, day)),
        "probationary": frozenset(m.id for m in facts if status_on(m, day) is Status.PROBATIONARY),
        "new": frozenset(
            m.id
            for m in facts
            if any(s.kind is SpellKind.MEMBERSHIP and s.span.since and s.span.since > recent for s in m.spells)
        ),
    }
    others = frozenset().union(*roles.values())
    for office in set(story.offices.values()):
        roles[office] = frozenset(person for person, of in story.offices.items() if of == office) - others
    return roles


def weekday_of(year: int, month: int, number: int) -> date:
    """The weekday nearest after the ``number``-th of a month."""
    day = date(year, month, number)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def last_weekday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


@dataclass(frozen=True)
class Plan:
    """A gathering to come: its segments, and what is written into them afterwards.

    ``minutes`` is called once it was signed in; ``absent`` more people than usual are away; ``files`` what is
    attached; ``finish`` whether it is made final.
    """

    day: date
    segments: tuple[inputs.NewSegment, ...]
    minutes: Callable[[Story, Transaction, str], None]
    start: time = time(14, 30)
    end: time = time(17, 0)
    place: str = ""
    notice: bool = True
    sign_in: Callable[[Story, Transaction, str], None] | None = None
    files: tuple[str, ...] = ()
    finish: bool = True
    late: int = 0


def schedule(story: Story, plan: Plan) -> None:
    """Plan it some days before, then notice, sign-in, minutes, 定稿 and what follows, each at its time.

    With ``late`` everything is entered so many days after it took place.
    """
    made: list[str] = []
    late = timedelta(days=plan.late)
    planned_at = datetime.combine(min(plan.day - timedelta(days=6), story.today), time(9, 20)) + late
    end = datetime.combine(plan.day, plan.end) + late

    def on(at: datetime, verb: str, step: Callable[[Story, Transaction, str], None]) -> None:
        story.on(at, verb, lambda story, tx: step(story, tx, made[0]))

    story.on(planned_at, "plan_gathering", lambda story, tx: made.append(_enter(story, tx, plan)))
    if plan.notice:
        on(datetime.combine(plan.day - timedelta(days=4), time(10, 5)), "send_notice", _notice)
    on(end + timedelta(minutes=8), "mark_all_present", plan.sign_in or sign_in)
    on(end + timedelta(minutes=25), "add_agenda_item", plan.minutes)
    for number, kind in enumerate(plan.files):
        on(end + timedelta(minutes=40 + number), "attach_file", partial(attach, kind=kind))
    if plan.finish:
        on(end + timedelta(days=3, minutes=-50), "finalise", _finalise)


def _enter(story: Story, tx: Transaction, plan: Plan) -> str:
    return service.plan_gathering(
        tx,
        inputs.PlanGathering(
            segments=plan.segments,
            day=plan.day,
            start=plan.start,
            end=plan.end,
            place=plan.place or story.rng.choice(texts()["places"]),
            host=holder(story, Post.SECRETARY, plan.day),
            recorder=holder(story, Post.ORGANIZATION_COMMISSIONER, plan.day),
        ),
    )


def _notice(_story: Story, tx: Transaction, gathering: str) -> None:
    service.send_notice(tx, inputs.SendNotice(gathering))


def sign_in(story: Story, tx: Transaction, gathering: str, *, away: float = 0.09) -> None:
    """全部出席, then the exceptions: leave with its reason, now and then an absence; some make it up later."""
    service.mark_all_present(tx, inputs.OfGathering(gathering))
    room = room_of(story, tx, gathering)
    for person in room.there:
        if person not in (room.record.host, room.record.recorder) and story.rng.random() < away:
            absent(story, tx, room, person)


def absent(story: Story, tx: Transaction, room: Room, person: str) -> None:
    """Enter somebody as away."""
    rng = story.rng
    states = (*sorted(EXCUSED), AttendanceState.ABSENT)
    weights = {"official_business": 9, "sick_leave": 5, "personal_leave": 5, "leave": 3, "absent": 1}
    state = rng.choices(states, [weights[str(one)] for one in states])[0]
    reason = rng.choice(texts()["leave"].get(str(state), ("",)))
    service.set_attendance(tx, inputs.SetAttendance(room.record.id, person, state, reason))
    if state in EXCUSED and rng.random() < 0.55:
        day = last_weekday(room.day + timedelta(days=rng.randint(9, 24)))
        made_up = inputs.SetAttendance(room.record.id, person, AttendanceState.MAKE_UP, made_up_on=day)
        story.on(
            datetime.combine(day, time(11, rng.randint(0, 50))),
            "set_attendance",
            lambda _s, later: _make_up(later, made_up),
        )


def _make_up(tx: Transaction, data: inputs.SetAttendance) -> None:
    service.set_attendance(tx, data)


def _finalise(story: Story, tx: Transaction, gathering: str) -> None:
    service.finalise(tx, inputs.Finalise(gathering, despite=True))
    parts = agenda_parts(tx, [segment.id for segment in tx.parts(Segment, gathering)])
    for resolutions in parts.resolutions.values():
        for one in resolutions:
            if not one.follow_up or not one.deadline:
                continue
            if story.rng.random() < 0.8:
                day = last_weekday(one.deadline - timedelta(days=story.rng.randint(-4, 3)))
                at = datetime.combine(day, time(15, story.rng.randint(0, 55)))
                story.on(at, "report_resolution", partial(_report, resolution=one.id))
            elif one.deadline < story.world.today - _OPEN_FOR:
                # What was late was seen to later; only the last weeks still have something open.
                at = datetime.combine(last_weekday(one.deadline + timedelta(days=30)), time(16, 20))
                story.on(at, "report_resolution", partial(_report_late, resolution=one.id))


_OPEN_FOR = timedelta(days=45)
OUTCOMES = ("已按期办理。", "已办结，情况在支委会上通报。", "已完成，当事人表示满意。", "已办，材料存档。")


def _report_late(story: Story, tx: Transaction, resolution: str) -> None:  # noqa: ARG001 - one of the story's steps
    service.report_resolution(tx, inputs.ReportResolution(resolution, "晚于时限，已办结。", tx.now.date()))


def _report(story: Story, tx: Transaction, resolution: str) -> None:
    outcome = story.rng.choice(OUTCOMES)
    service.report_resolution(tx, inputs.ReportResolution(resolution, outcome, tx.now.date()))


def attach(story: Story, tx: Transaction, gathering: str, kind: str) -> None:
    """Draw a photo or a scan and keep it with the gathering."""
    from dangjian_desktop.meetings.sample.pictures import draw_photo, draw_sign_in_sheet

    room = room_of(story, tx, gathering)
    day, title = room.day.isoformat(), room.record.title or ""
    seed = f"{story.world.seed}{day}{kind}"
    if kind == "sign_in_sheet":
        role, caption, target = kind, "签到表", story.pictures / f"{day} 签到表.png"
        draw_sign_in_sheet(target, f"{title}签到表", day, [story.names[person] for person in room.there], seed)
    else:
        role, caption, target = "photo", room.segments[-1].topic or title, story.pictures / f"{day} {kind}.png"
        draw_photo(target, caption, seed)
    service.attach_file(tx, inputs.AttachFile(gathering, str(target), role, caption))


def make_sample(world: SampleWorld) -> None:
    """Make the branch's meetings of ``world.years`` years up to today; leaves ids in ``world.shared``."""
    from dangjian_desktop.meetings.sample.calendar import fill

    with TemporaryDirectory() as folder:
        with world.store.read() as reader:
            facts = member_facts(reader)
            names = {person: label.split("（")[0] for person, label in labels_on(reader, world.today).items()}
            offices = {row.id: row.department or "" for row in reader.rows(select(Member.id, Member.department))}
        story = Story(world, random.Random(f"meetings{world.seed}"), Path(folder), facts, names, offices)
        fill(story, add_months(world.today.replace(day=1), -12 * world.years))
        story.play()
    _leave_draft(world)


def _leave_draft(world: SampleWorld) -> None:
    """The sentence that was being typed when the secretary was called away."""
    speech = world.shared.get("unfinished_speech")
    if speech:
        raw = texts()["draft"]["unfinished"] + "把情况"
        with world.store.read() as reader:
            seen = reader.heads(Speech, speech)
        world.store.drafts.put(speech, "speeches", "points", raw, seen)
